// The banner by regime: what it says, what it offers, why it asks again, and what the browser's signal does.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';
import { daysAgo, keep } from './records.mjs';

const { visit, fresh } = useBrowser();

const USES = { analytics: 'statistics', targeting: 'advertising' };
/** Categories as fixtures/consent.json has them, in few words, with their uses. */
const categories = [
  { id: 'necessary', necessary: true, title: 'Necessary' },
  { id: 'analytics', title: 'Analytics', use: USES.analytics, services: [{ id: 'matomo', title: 'Matomo' }, { id: 'posthog', title: 'PostHog' }] },
  { id: 'targeting', title: 'Targeting', use: USES.targeting, services: [{ id: 'pixel', title: 'Pixel' }] },
];
const SITE = { presets: true, categories, links: [{ href: '/privacy', text: 'Privacy policy' }] };
const NOTICE = { ...SITE, regions: [{ in: ['CH'], regime: 'notice' }] };
const SILENT = { ...SITE, regions: [{ in: ['CH'], regime: 'none' }] };
const FINAL = { ...SITE, regions: [{ in: ['US'], preset: 'us', signal: 'final' }] };
const CHILDREN = { ...SITE, childDirected: true };
const NECESSARY = { ...NOTICE, categories: categories.slice(0, 1) };

/** A visit from a browser that sends the signal. */
async function signalled(region, config) {
  const page = fresh();
  const end = await page.sendSignal();
  await page.open('plain', { region, config });
  await end();
  return page;
}

const text = async (page, selector) => (await page.visible(selector)).getText();
const buttons = (page, part) =>
  page.run((name) => [...document.querySelector('octo-consent').shadowRoot.querySelectorAll(`[part~="${name}"] button`)].map((button) => button.dataset.do), part);

test('opt-out: the banner says that it is on and can be refused, and what it offers is equal', async () => {
  const page = await visit('plain', { region: 'US', config: SITE });
  assert.match(await text(page, '[part~="banner"]'), /Your privacy choices\n.*They are on until you refuse them/);
  assert.deepEqual(await buttons(page, 'banner'), ['reject', 'accept', 'choose']);
  const [reject, accept] = [await page.rect('[data-do="reject"]'), await page.rect('[data-do="accept"]')];
  assert.deepEqual([reject.width, reject.height], [accept.width, accept.height]);
  assert.equal(await page.api('granted', 'analytics'), true);
  assert.equal((await page.decide('reject')).method, 'reject-all');
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('opt-out: button and preferences are called “Your privacy choices”', async () => {
  const page = await visit('plain', { region: 'US', config: SITE });
  await page.decide('reject');
  assert.equal(await (await page.visible('[data-do="reopen"]')).getAccessibleName(), 'Your privacy choices');
  assert.equal(await (await page.openPreferences('reopen')).getAccessibleName(), 'Your privacy choices');
});

test('opt-in: nothing of that is said', async () => {
  const page = await visit('plain', { region: 'FR', config: SITE });
  assert.match(await text(page, '[part~="banner"]'), /With your consent/);
  await page.decide('reject');
  assert.equal(await (await page.visible('[data-do="reopen"]')).getAccessibleName(), 'Cookie preferences');
});

test('a notice offers “OK” and “Choose”, grants nothing by being read, and is not shown again', async () => {
  const page = await visit('plain', { region: 'CH', config: NOTICE });
  await page.visible('[part~="banner"]');
  assert.deepEqual(await buttons(page, 'banner'), ['acknowledge', 'choose']);
  const before = await page.api('decision');
  const { method, decision } = await page.decide('acknowledge');
  assert.equal(method, 'acknowledge');
  assert.deepEqual(decision, before);
  await page.reload();
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('a notice leads to the preferences, where everything can be refused', async () => {
  const page = await visit('plain', { region: 'CH', config: NOTICE });
  await page.openPreferences();
  assert.deepEqual((await buttons(page, 'preferences')).filter((name) => name !== 'close'), ['reject', 'accept', 'save']);
  await page.decide('reject');
  assert.equal(await page.api('granted', 'targeting'), false);
});

test('a notice of a site that stores only what it needs says so, and has nothing to choose', async () => {
  const page = await visit('plain', { region: 'CH', config: NECESSARY });
  assert.match(await text(page, '[part~="banner"]'), /uses only cookies that it cannot work without/);
  await page.openPreferences();
  assert.deepEqual(await buttons(page, 'preferences'), ['close']);
});

test('the close button of Italy’s rules is there though the site did not ask for it, and refuses', async () => {
  const page = await visit('plain', { region: 'IT', config: SITE });
  assert.equal((await page.decide('close')).method, 'close');
  assert.equal(await page.api('granted', 'analytics'), false);
  const elsewhere = await visit('plain', { region: 'FR', config: SITE });
  await elsewhere.visible('[part~="banner"]');
  assert.equal(await elsewhere.shows('[part~="banner"] [data-do="close"]'), false);
});

test('under the regime “none” there is no banner, and the preferences can be opened', async () => {
  const page = await visit('plain', { region: 'CH', config: SILENT });
  await page.frames();
  assert.equal(await page.shows('[part~="banner"]'), false);
  await page.openPreferences('reopen');
  await page.decide('reject');
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('pages for children have no banner and no switches, and say why', async () => {
  const page = await visit('plain', { region: 'US', config: CHILDREN });
  await page.frames();
  assert.equal(await page.shows('[part~="banner"]'), false);
  await page.api('showBanner');
  assert.match(await text(page, '[part~="preferences"]'), /made for children/);
  assert.equal(await page.shows('[part~="banner"]'), false);
  assert.deepEqual(await buttons(page, 'preferences'), ['close']);
  assert.equal(await page.query('[role="switch"]'), null);
  await page.press('close');
  await page.gone('[part~="preferences"]');
});

test('what is on without consent is named in the banner and can be objected to in the preferences', async () => {
  const page = await visit('plain', { region: 'GB', config: SITE });
  assert.match(await text(page, '[part~="banner"]'), /On until you object: Analytics\./);
  await page.openPreferences();
  assert.match(await text(page, '.category:nth-of-type(2)'), /This does not wait for your consent\. You can object/);
  assert.doesNotMatch(await text(page, '.category:nth-of-type(3)'), /object/);
  await page.setSwitch('analytics', false);
  await page.decide('save');
  assert.equal(await page.api('granted', 'analytics'), false);
});

// --- Asked again

test('a new policy is named by the site’s own sentence', async () => {
  const page = await visit('plain', { region: 'FR', config: SITE });
  await page.decide('reject');
  await keep(page, { updated: daysAgo(3), created: daysAgo(3) });
  const policyDate = new Date(daysAgo(1)).toISOString().slice(0, 10);
  await page.open('plain', { region: 'FR', config: { ...SITE, policyDate, policyChanges: 'We added Pixel.' } });
  assert.match(await text(page, '[part~="banner"] .why'), /^We added Pixel\.$/);
  await page.open('plain', { region: 'FR', config: { ...SITE, policyDate } });
  assert.match(await text(page, '[part~="banner"] .why'), /^Our policy has changed/);
});

test('what is new is named', async () => {
  const page = await visit('plain', { region: 'FR', config: SITE });
  await page.decide('accept');
  const more = [...categories, { id: 'support', title: 'Support chat', services: [{ id: 'chat', title: 'Chat' }] }];
  await page.open('plain', { region: 'FR', config: { ...SITE, categories: more } });
  assert.equal(await text(page, '[part~="banner"] .why'), 'New since you last chose: Support chat.');
});

test('a choice whose time is over says so', async () => {
  const page = await visit('plain', { region: 'FR', config: SITE });
  await page.decide('accept');
  await keep(page, { updated: daysAgo(183), created: daysAgo(183) });
  await page.reload();
  assert.match(await text(page, '[part~="banner"] .why'), /Some time has passed/);
});

test('a first question gives no reason', async () => {
  const page = await visit('plain', { region: 'FR', config: SITE });
  await page.visible('[part~="banner"]');
  assert.equal(await page.shows('[part~="banner"] .why'), false);
});

// --- The signal

test('an honoured signal is shown in banner and preferences, with what it does', async () => {
  const page = await signalled('US-CA', SITE);
  const line = 'Opt-out signal honoured. Your browser sends one, so this is off: Targeting.';
  assert.equal(await text(page, '[part~="banner"] .signal'), line);
  await page.openPreferences();
  assert.equal(await text(page, '[part~="preferences"] .signal'), line);
  assert.equal(await (await page.switch('targeting')).isSelected(), false);
  assert.equal(await (await page.switch('analytics')).isSelected(), true);
  await page.decide('accept');
  await page.openPreferences('reopen');
  assert.equal(await page.shows('[part~="preferences"] .signal'), false, 'the visitor has chosen otherwise');
});

test('where it changes nothing it is not shown', async () => {
  const page = await signalled('FR', SITE);
  await page.visible('[part~="banner"]');
  assert.equal(await page.shows('.signal'), false);
});

test('what a final signal denies has a locked switch that says why', async () => {
  const page = await signalled('US', FINAL);
  await page.openPreferences();
  for (const id of ['targeting', 'pixel']) {
    const locked = await page.switch(id);
    assert.deepEqual([await locked.isEnabled(), await locked.isSelected()], [false, false], id);
    assert.match(await locked.getAccessibleName(), /Opt-out signal honoured/);
  }
  await page.decide('accept');
  assert.deepEqual([await page.api('granted', 'pixel'), await page.api('granted', 'matomo')], [false, true]);
});

// --- For everybody

test('a notice is read and left by keyboard alone', async () => {
  const page = await visit('plain', { region: 'CH', config: NOTICE });
  await page.visible('[part~="banner"]');
  const reached = [];
  for (let tabs = 0; tabs < 4; tabs += 1) {
    await page.keys(Key.TAB);
    reached.push(await page.focused());
    if (reached.at(-1) === 'acknowledge') break;
  }
  await page.keys(Key.ENTER);
  assert.equal((await page.event('choice')).method, 'acknowledge', `reached ${reached}`);
});

test('the banner is described by all that it says', async () => {
  const page = await signalled('US', SITE);
  await page.visible('[part~="banner"]');
  const described = await page.run(() => {
    const root = document.querySelector('octo-consent').shadowRoot;
    const banner = root.querySelector('[part~="banner"]');
    return [banner.getAttribute('aria-labelledby'), banner.getAttribute('aria-describedby')].map((id) => root.getElementById(id).textContent);
  });
  assert.equal(described[0], 'Your privacy choices');
  assert.match(described[1], /They are on until you refuse them.*Opt-out signal honoured/);
});

for (const theme of ['light', 'dark']) {
  test(`axe-core finds nothing on any of these surfaces, ${theme}`, async () => {
    const cases = [['US', SITE], ['CH', NOTICE], ['CH', NECESSARY], ['GB', SITE], ['IT', SITE]];
    for (const [region, config] of cases) {
      const page = await visit('plain', { region, config: { ...config, theme } });
      await page.visible('[part~="banner"]');
      await assertAccessible(page, `banner, ${region}`);
      await page.openPreferences();
      await assertAccessible(page, `preferences, ${region}`);
    }
    const children = await visit('plain', { config: { ...CHILDREN, theme } });
    await children.openPreferences('reopen');
    await assertAccessible(children, 'for children');
    const final = await signalled('US', { ...FINAL, theme });
    await assertAccessible(final, 'signal');
    await final.openPreferences();
    await final.unfold();
    await assertAccessible(final, 'locked by a signal');
  });
}

/** What does not fit the width of the window, and what is too small or too far away to be pressed. */
const misfits = (page, part) =>
  page.run((name) => {
    const root = document.querySelector('octo-consent').shadowRoot;
    const surface = root.querySelector(`[part~="${name}"]`);
    const inside = [...surface.querySelectorAll('*')].filter((element) => element.checkVisibility());
    const wide = [surface, ...inside].filter((element) => element.getBoundingClientRect().right > innerWidth + 1 || element.getBoundingClientRect().left < -1);
    const low = inside.filter((element) => element.localName === 'button' && element.getBoundingClientRect().height < 24);
    const cut = inside.filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth && !element.closest('.close'));
    return [...wide, ...low, ...cut].map((element) => `${element.localName} ${element.textContent.slice(0, 40)}`);
  }, part);

for (const [name, width, height] of [['a phone', 390, 844], ['a small phone', 320, 640], ['400 % zoom', 320, 256]]) {
  test(`everything fits on ${name}, in both directions of writing`, async () => {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: true };
    const page = fresh();
    await page.driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', metrics);
    after(() => page.driver.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride'));
    for (const language of ['en', 'ar']) {
      const texts = { ar: { privacyChoices: 'خيارات الخصوصية' } };
      const locked = await signalled('US', { ...FINAL, language, texts, policyDate: '2020-01-01' });
      await locked.visible('[part~="banner"]');
      assert.deepEqual(await misfits(locked, 'banner'), [], `${language} banner`);
      await locked.decide('reject');
      await locked.openPreferences('reopen');
      await locked.unfold();
      assert.deepEqual(await misfits(locked, 'preferences'), [], `${language} preferences with a record`);
      await locked.press('erase');
      await locked.visible('[part~="banner"]');
    }
  });
}
