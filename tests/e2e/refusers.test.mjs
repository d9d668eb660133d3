// Programs that refuse for the visitor: DuckDuckGo's autoconsent with our rule (docs/guides/refusers.md).
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { install, others } from './refuser.mjs';

const { fresh } = useBrowser();
let refuser;
afterEach(async () => {
  await refuser?.remove();
  refuser = null;
});

/** Opens a page of four tags with autoconsent in the browser. `later`: it does not look yet. */
async function visited({ later, ...options } = {}, page = {}, fixture = 'order') {
  const it = fresh();
  refuser = await install(it, options);
  await it.open(fixture, page);
  if (!later) await refuser.begin();
  return it;
}

/** Where visitors are told, and no more. */
const NOTICE = { regions: [{ in: ['CH'], regime: 'notice' }] };

const method = async (page) => (await page.api('record'))?.method;

for (const layout of ['bar', 'box', 'center']) {
  test(`autoconsent finds the banner and refuses, layout ${layout}`, async () => {
    const page = await visited({}, { config: { banner: { layout } } });
    assert.equal((await refuser.message('popupFound')).cmp, 'octoconsent');
    assert.equal(await method(page), undefined);
    assert.equal(await refuser.order('optOut'), true);
    assert.equal(await method(page), 'reject-all');
    assert.equal(await refuser.order('selfTest'), true);
    assert.equal((await refuser.message('autoconsentDone')).totalClicks, 1);
    await page.assertNothingReleased();
  });
}

test('autoconsent agrees where the visitor told it to', async () => {
  const page = await visited();
  await refuser.message('popupFound');
  assert.equal(await refuser.order('optIn'), true);
  assert.equal(await method(page), 'accept-all');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
});

test('autoconsent refuses by itself, and its self-test notices a banner that stays', async () => {
  const page = await visited({ autoAction: 'optOut' });
  assert.equal((await refuser.message('optOutResult')).result, true);
  assert.equal(await page.shows('[part~="banner"]'), false);
  await page.assertNothingReleased();
  await page.api('showBanner');
  assert.equal(await refuser.order('selfTest'), false);
});

test('autoconsent finds no banner where there is a record', async () => {
  const page = await visited({ later: true });
  await page.decide('reject');
  await page.reload();
  await refuser.begin();
  await refuser.logged('octoconsent popup is not open');
  await refuser.logged('no popup found');
  assert.deepEqual((await refuser.heard()).filter(({ type }) => type === 'popupFound'), []);
});

test('autoconsent refuses though the visitor has the preferences open', async () => {
  const page = await visited();
  await refuser.message('popupFound');
  await page.openPreferences();
  await page.setSwitch('matomo', true);
  assert.equal(await refuser.order('optOut'), true);
  assert.equal(await method(page), 'reject-all');
  await page.gone('[part~="preferences"]');
  await page.assertNothingReleased();
});

test('where everything is on until it is refused, autoconsent refuses', async () => {
  const page = await visited({}, { region: 'US', config: { presets: true } }, 'plain');
  assert.equal(await page.api('granted', 'analytics'), true);
  await refuser.message('popupFound');
  assert.equal(await refuser.order('optOut'), true);
  assert.deepEqual([await method(page), await page.api('granted', 'analytics')], ['reject-all', false]);
});

test('a notice has its refusal in the preferences, and autoconsent finds it there', async () => {
  const page = await visited({}, { region: 'CH', config: NOTICE }, 'plain');
  assert.equal(await page.api('granted', 'analytics'), true);
  await refuser.message('popupFound');
  assert.equal(await page.shows('[data-do="reject"]'), false);
  assert.equal(await refuser.order('optOut'), true);
  assert.deepEqual([await method(page), await page.api('granted', 'analytics')], ['reject-all', false]);
  assert.equal(await refuser.order('selfTest'), true);
});

test('a notice that leaves nothing to refuse is acknowledged', async () => {
  const categories = [{ id: 'necessary', necessary: true, title: 'Necessary' }];
  const page = await visited({}, { region: 'CH', config: { ...NOTICE, categories } }, 'plain');
  await refuser.message('popupFound');
  assert.equal(await refuser.order('optOut'), true);
  assert.equal(await method(page), 'acknowledge');
  assert.equal(await refuser.order('selfTest'), true);
});

test('none of the rules that autoconsent ships takes us for another banner', async () => {
  const rules = others();
  assert.ok(rules.length > 500, `${rules.length} rules`);
  await visited({ rules });
  await refuser.logged('no CMP found ' + (await refuser.evaluate('location.href')));
  assert.deepEqual((await refuser.heard()).filter(({ type }) => type === 'cmpDetected'), []);
});

/** autoconsent without a rule for us. */
const GUESSING = { rules: [], heuristicMode: 'reject' };

// ---- its heuristics, which see no shadow root (docs/decisions/011-automatic-refusers.md)

for (const layout of ['bar', 'box', 'center']) {
  test(`without a rule for us autoconsent’s heuristics find the refusal, layout ${layout}`, async () => {
    const page = await visited(GUESSING, { config: { banner: { layout } } });
    assert.equal((await refuser.message('popupFound')).cmp, 'HEURISTIC-REJECT');
    assert.equal(await refuser.order('optOut'), true);
    assert.equal(await method(page), 'reject-all');
    assert.equal(await refuser.order('selfTest'), true);
    await page.assertNothingReleased();
  });
}

for (const [language, known] of Object.entries({ de: true, fr: true, nl: true, es: false })) {
  test(`the heuristics ${known ? 'know' : 'do not know'} the words of ${language}`, async () => {
    const page = await visited({ later: true, ...GUESSING }, { config: { language } });
    await page.visible(`[part~="banner"][lang="${language}"]`);
    await refuser.begin();
    if (known) assert.equal((await refuser.message('popupFound')).cmp, 'HEURISTIC-REJECT');
    else await refuser.logged(`no CMP found ${await refuser.evaluate('location.href')}`);
  });
}

test('the heuristics leave preferences alone that a visitor has opened', async () => {
  const page = await visited({ later: true, ...GUESSING });
  await page.decide('accept');
  await page.reload();
  await page.openPreferences('reopen');
  await refuser.begin();
  await refuser.logged(`no CMP found ${await refuser.evaluate('location.href')}`);
  assert.equal(await method(page), 'accept-all');
});

test('of the banner only the words of its answers stand in the page, in its language, while it is shown', async () => {
  const words = (page) => page.run(() => [...document.querySelectorAll('octo-consent *')].map((element) => `${element.localName} ${element.dataset.do} ${element.textContent}`));
  const page = await fresh().open('plain', { config: { languages: ['en', 'de'] } });
  await page.visible('[part~="banner"]');
  assert.deepEqual(await words(page), ['span reject Reject all', 'span accept Accept all']);
  await page.api('language', 'de');
  await page.visible('[part~="banner"][lang="de"]');
  assert.deepEqual(await words(page), ['span reject Alles ablehnen', 'span accept Alles akzeptieren']);
  assert.equal(await (await page.visible('[data-do="reject"]')).getAccessibleName(), 'Alles ablehnen');
  await page.decide('reject');
  assert.deepEqual(await words(page), []);
});

/** Whatever the style sheets say of an answer’s words and of the element they stand in, and what is drawn of the banner. */
const seen = async (page) => {
  const banner = await page.visible('[part~="banner"]');
  await page.still();
  const styles = await page.run(() => {
    const host = document.querySelector('octo-consent');
    const all = (element, pseudo) => Object.fromEntries([...getComputedStyle(element, pseudo)].filter((name) => !name.startsWith('--')).map((name) => [name, getComputedStyle(element, pseudo).getPropertyValue(name)]));
    return [host, ...host.children].map((element) => [all(element), ...['::before', '::after', '::backdrop'].map((pseudo) => all(element, pseudo).display)]);
  });
  return { styles, picture: await banner.takeScreenshot() };
};

test('no style sheet of the page reaches the words of an answer, or the element that they stand in', async () => {
  const page = fresh();
  const plain = await seen(await page.open('plain'));
  const hostile = await seen(await page.open('hostile'));
  assert.deepEqual(hostile.styles, plain.styles);
  assert.ok(hostile.picture === plain.picture, 'the banner looks another');
});

test('an answer has its name and its words also where a script of the page takes them away', async () => {
  const page = await fresh().open('plain');
  const button = await page.visible('[part~="banner"] [data-do="reject"]');
  assert.deepEqual([await button.getAccessibleName(), await button.getAriaRole()], ['Reject all', 'button']);
  const { width, height } = await page.rect('[data-do="reject"]');
  await page.run(() => document.querySelector('octo-consent').replaceChildren());
  assert.equal(await button.getAccessibleName(), 'Reject all');
  const after = await page.rect('[data-do="reject"]');
  assert.deepEqual([after.width, after.height], [width, height]);
  assert.equal((await page.decide('reject')).method, 'reject-all');
});

test('the element that the banner stands in covers nothing of the page', async () => {
  const page = await fresh().open('plain');
  await page.visible('[part~="banner"]');
  const visible = await page.driver.executeAsyncScript((done) => {
    const options = { trackVisibility: true, delay: 100 };
    new IntersectionObserver(([entry]) => done(entry.isVisible), options).observe(document.querySelector('h1'));
  });
  assert.equal(visible, true, 'to a frame that has to know whether it is covered');
  assert.equal(await page.run(() => document.elementFromPoint(innerWidth / 2, 10).closest('octo-consent')), null, 'to the pointer');
});
