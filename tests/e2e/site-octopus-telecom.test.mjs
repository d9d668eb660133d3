// The promises of Octopus Telecom's policy, each kept in a browser: the server's log and the browser's storage say so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { BLOCK_SITE_DATA, Key, useBrowser } from './harness.mjs';
import { changed, putBoth } from './records.mjs';
import { answer, bodyText, kept, keeps, keepsNo, recorded, select, site, textOf } from './site-pages.mjs';

const telecom = await site('octopus-telecom', {
  posthog: /posthog/,
  snowplow: /snowplow/,
  'own-pixel': /telecom\/pixel\.gif/,
  'partner-pixel': /partner\/pixel\.gif/,
  'partner-ads': /ads\.js|partner\/ad\b/,
});
const STATISTICS = ['posthog', 'snowplow'];
const ADVERTISING = ['own-pixel', 'partner-pixel', 'partner-ads'];
const ALL = [...STATISTICS, ...ADVERTISING];
const DAY = 86_400_000;

const { fresh } = useBrowser();
const blocking = useBrowser({ prefs: BLOCK_SITE_DATA });
const visit = (file, options) => telecom.open(fresh(), file, options);

/** A visitor whose browser holds what every service keeps. */
async function accepted(file, options) {
  const page = await visit(file, options);
  await answer(page, 'accept', 'accept-all');
  await telecom.called(page, ALL);
  await keeps(page, /^cookie tm_uid$/);
  await page.clickOn('#hosting h2');
  await keeps(page, /^localStorage tm_interests$/);
  await page.settled();
  return page;
}

/** The list on the page, once it is written. */
const listed = (page) => page.until(() => document.querySelector('octoconsent-declaration h3') && document.querySelector('octoconsent-declaration').innerText);

/** Picks a language in the banner or the preferences, by the keyboard. */
async function pick(page, tag, surface) {
  const box = await page.visible(`[part~="${surface}"] select`);
  await box.sendKeys(tag === 'lv' ? Key.ARROW_DOWN : Key.ARROW_UP);
  await spoken(page, tag);
}

/** Waits until page and interface speak this language. */
const spoken = (page, tag) =>
  page.until((wanted) => {
    const surfaces = [...(document.querySelector('octo-consent')?.shadowRoot.querySelectorAll('[lang][part]') ?? [])].filter(({ localName }) => localName !== 'option');
    return document.documentElement.lang === wanted && window.octoconsent.language() === wanted && surfaces.length > 0 && surfaces.every(({ lang }) => lang === wanted);
  }, tag);

test('before a choice a visitor from Latvia is left alone: cookies, similar technologies and pixel tags wait', async () => {
  const page = await visit('', { region: 'LV' });
  await page.visible('[part~="banner"]');
  await telecom.assertNothingBut(page, []);
});

test('in the United Kingdom statistics are on until the visitor objects, advertising waits for consent', async () => {
  const page = await visit('', { region: 'GB' });
  await telecom.called(page, STATISTICS);
  await telecom.assertNothingBut(page, STATISTICS);
  await answer(page, 'reject', 'reject-all');
  await keepsNo(page, /ph_|_sp_|snowplow/);
  await page.leave();
  await telecom.open(page, '', { region: 'GB' });
  await telecom.assertNothingBut(page, []);
});

test('local storage is declared beside cookies, on the page and in the preferences', async () => {
  const page = await visit('cookies.html');
  const list = await listed(page);
  await page.openPreferences();
  const preferences = await textOf(page, 'preferences');
  const entries = telecom.services.flatMap(({ cookies = [] }) => cookies);
  assert.ok(entries.filter(({ storage }) => storage === 'localStorage').length >= 5);
  for (const { name } of entries) assert.ok(list.includes(name) && preferences.includes(name), name);
  for (const text of [list, preferences]) assert.ok(text.includes('Local storage') && text.includes('Cookie'));
});

test('all that the services keep is declared, cookies and local storage alike', async () => {
  const page = await accepted();
  await telecom.assertKeepsOnly(page, ALL);
  const found = (await kept(page)).join('\n');
  for (const name of [/cookie ph_phc_Telecom/, /localStorage ph_phc_Telecom/, /cookie _sp_id/, /cookie tm_uid/, /localStorage tm_interests/]) assert.match(found, name);
});

test('a refusal clears both: cookies and local storage', async () => {
  const page = await accepted();
  await page.press('reopen');
  await answer(page, 'reject', 'reject-all');
  await keepsNo(page, /ph_|_sp_|snowplow|tm_/);
  await page.leave();
  await telecom.open(page);
  await telecom.assertNothingBut(page, []);
});

test('pixel tags, its own and its partner’s, are asked for after consent, each for itself', async () => {
  const page = await visit();
  await page.settled();
  assert.deepEqual(page.requests(/\.gif/), []);
  await select(page, { 'partner-pixel': true });
  await telecom.called(page, ['partner-pixel']);
  await page.settled();
  assert.deepEqual(page.requests(/\.gif/), ['/t/telecom/partner/pixel.gif?advertiser=telecom']);
  await select(page, { 'own-pixel': true }, 'reopen');
  await telecom.called(page, ['own-pixel']);
});

test('partners are named, with what they do', async () => {
  const page = await visit('cookies.html');
  const list = await listed(page);
  assert.ok(list.includes('Tentacle Media (example)') && list.includes('A third party'), list);
});

test('a language preference is remembered, without consent, for it is what the visitor asked for', async () => {
  const page = await visit();
  await page.clickOn('[data-speak="lv"]');
  await spoken(page, 'lv');
  await answer(page, 'reject', 'reject-all');
  assert.equal((await page.cookie('ot_lang')).value, 'lv');
  await telecom.open(page, 'contact.html');
  await spoken(page, 'lv');
  assert.match(await bodyText(page), /Jūsu tiesības pa e-pastu/);
});

test('advertisements follow the products that a visitor looked at, with consent alone', async () => {
  const page = await visit();
  await page.settled();
  assert.equal(await page.run(() => [...document.querySelectorAll('[data-topic]')].every(({ hidden }) => hidden)), true);
  await select(page, { 'partner-ads': true });
  await telecom.called(page, ['partner-ads']);
  await page.clickOn('#mail h2');
  await page.until(() => !document.querySelector('[data-topic="mail"]').hidden);
  assert.equal(await page.stored('tm_interests'), 'mail');
  await page.api('withdraw', 'partner-ads');
  assert.equal(await page.stored('tm_interests'), null);
  assert.equal(await page.run(() => document.querySelector('[data-topic="mail"]').hidden), true);
});

test('they never follow a sensitive category: nothing of it is kept, and nothing of it is sent', async () => {
  const page = await accepted();
  await page.clickOn('#clinics h2');
  await page.clickOn('#mail h2');
  await page.until(() => !document.querySelector('[data-topic="mail"]').hidden);
  await page.settled();
  assert.equal(await page.stored('tm_interests'), 'mail,hosting');
  const sent = page.requests(/partner\/ad/).map((path) => new URLSearchParams(path.split('?')[1]).get('interests'));
  assert.deepEqual(sent.filter((interests) => !/^((domains|hosting|mail)(,|$))*$/.test(interests)), []);
  assert.deepEqual(telecom.config.categories.filter(({ use }) => use === 'sensitive'), [], 'and no service may ask for it');
  assert.deepEqual(telecom.services.find(({ id }) => id === 'partner-ads').purposes, ['ads-by-products-seen']);
});

test('with all cookies blocked in the browser the site goes on working, and so does the banner', async () => {
  const page = await telecom.open(blocking.fresh());
  await page.visible('[part~="banner"]');
  assert.deepEqual(await telecom.settled(page), []);
  await page.clickOn('[data-speak="lv"]');
  await spoken(page, 'lv');
  const field = await page.driver.findElement({ css: '#search input' });
  await field.sendKeys('astonkajis', Key.ENTER);
  assert.equal(await page.run(() => document.querySelector('#basket').textContent), 'astonkajis.lv');
  await answer(page, 'accept', 'accept-all');
  await telecom.called(page, ['own-pixel', 'partner-pixel', 'partner-ads']);
  await page.gone('[part~="banner"]');
  await page.press('reopen');
  await answer(page, 'reject', 'reject-all');
  assert.equal(await page.api('granted', 'advertising'), false);
  assert.equal(await page.run(() => document.cookie), '');
  await page.leave();
  await telecom.open(page);
  await page.visible('[part~="banner"]');
  assert.deepEqual(await telecom.settled(page), [], 'what was kept nowhere grants nothing');
});

test('one page speaks English and Latvian, and the interface with it', async () => {
  const page = await visit();
  assert.match(await bodyText(page), /A name, a home and a mailbox/);
  assert.doesNotMatch(await bodyText(page), /mājvieta/);
  assert.match(await textOf(page, 'banner'), /What may we keep on your device/);
  await page.clickOn('[data-speak="lv"]');
  await spoken(page, 'lv');
  assert.match(await bodyText(page), /Vārds, mājvieta un pastkastīte/);
  assert.doesNotMatch(await bodyText(page), /A name, a home/);
  const banner = await textOf(page, 'banner');
  for (const text of ['Ko drīkstam glabāt jūsu ierīcē', 'Pieņemt visas', 'Noraidīt visas', 'Sīkdatnes un krātuve']) assert.ok(banner.includes(text), text);
  assert.equal(await page.driver.getTitle(), 'Octopus Telecom: mitināšana, domēni, pasts');
});

test('a language picked in the banner is kept, and the page follows', async () => {
  const page = await visit();
  await pick(page, 'lv', 'banner');
  assert.match(await bodyText(page), /Vārds, mājvieta/);
  assert.deepEqual([await page.stored('octoconsent-language'), (await page.cookie('ot_lang')).value], ['lv', 'lv']);
  await telecom.open(page, 'cookies.html');
  await spoken(page, 'lv');
  assert.match(await listed(page), /Lokālā krātuve/);
  assert.equal((await answer(page, 'reject', 'reject-all')).language, 'lv');
});

test('the last pick counts, wherever it was made', async () => {
  const page = await visit();
  await pick(page, 'lv', 'banner');
  await page.clickOn('[data-speak="en"]');
  await spoken(page, 'en');
  await telecom.open(page);
  await spoken(page, 'en');
  assert.match(await bodyText(page), /A name, a home/);
});

test('everything that a visitor reads is there in both languages', async () => {
  const page = await visit();
  for (const file of ['', 'cookies.html', 'contact.html']) {
    await telecom.open(page, file);
    const [en, lv] = await page.run(() => ['en', 'lv'].map((tag) => document.querySelectorAll(`body > :not(octo-consent) [lang="${tag}"]:not(octoconsent-declaration *)`).length));
    assert.ok(en > 5 && en === lv, `${file}: ${en} in English, ${lv} in Latvian`);
  }
  const lone = [];
  JSON.stringify(telecom.config, (key, value) => {
    if (value && typeof value === 'object' && ('en' in value) !== ('lv' in value)) lone.push(key);
    return value;
  });
  assert.deepEqual(lone, []);
});

test('the visitor reviews what is collected, in the preferences and on a page', async () => {
  const page = await accepted();
  await page.openPreferences('reopen');
  const text = await textOf(page, 'preferences');
  for (const word of ['Your record', 'On', 'Counting visits', 'tm_interests', 'Octopus Telecom']) assert.ok(text.includes(word), word);
  await telecom.open(page, 'cookies.html');
  assert.match(await listed(page), /tm_interests/);
});

test('the visitor controls each service on its own', async () => {
  const page = await visit();
  await select(page, { snowplow: true });
  await telecom.called(page, ['snowplow']);
  await telecom.assertNothingBut(page, ['snowplow']);
  await select(page, { snowplow: false, 'own-pixel': true }, 'reopen');
  await keepsNo(page, /_sp_|snowplow/);
  await page.leave();
  await telecom.open(page);
  await telecom.called(page, ['own-pixel']);
  await telecom.assertNothingBut(page, ['own-pixel']);
});

test('the visitor has it deleted: one press clears what the services kept, another the choice itself', async () => {
  const page = await accepted();
  await telecom.open(page, 'cookies.html');
  await page.clickOn('.choice [data-octoconsent-action="withdraw"]');
  await recorded(page, 'withdrawal');
  await keepsNo(page, /ph_|_sp_|snowplow|tm_/);
  await page.clickOn('.choice [data-octoconsent-action="erase"]');
  await page.visible('[part~="banner"]');
  assert.deepEqual((await kept(page)).filter((entry) => /octoconsent/.test(entry)), []);
});

for (const [language, words] of [['en', 'from 1 June 2026 it lists local storage'], ['lv', 'no 2026. gada 1. jūnija tajā līdzās']]) {
  test(`a changed policy comes with a notice of what has changed since the last choice: ${language}`, async () => {
    const page = await visit();
    if (language === 'lv') await page.clickOn('[data-speak="lv"]');
    await spoken(page, language);
    assert.ok(!(await textOf(page, 'banner')).includes(words), 'not on a first visit');
    await answer(page, 'accept', 'accept-all');
    await telecom.called(page, ALL);
    await putBoth(page, changed(await page.stored(), { updated: Date.now() - 3 * DAY }));
    await page.leave();
    telecom.play(page, (config) => Object.assign(config, { policyDate: new Date(Date.now() - DAY).toISOString().slice(0, 10) }));
    await telecom.open(page);
    await spoken(page, language);
    assert.ok((await textOf(page, 'banner')).includes(words));
    assert.deepEqual(await telecom.settled(page), [], 'nothing of the old choice is granted');
    await answer(page, 'accept', 'accept-all');
    await telecom.open(page);
    assert.equal(await page.shows('[part~="banner"]'), false, 'it is said once');
  });
}

for (const file of ['', 'cookies.html', 'contact.html']) {
  test(`axe-core finds nothing on ${file || 'the first page'}, in either language`, async () => {
    const page = await visit(file);
    await page.settled();
    await assertAccessible(page, 'first visit');
    await page.clickOn('[data-speak="lv"]');
    await spoken(page, 'lv');
    await page.api('acceptAll');
    await page.settled();
    await assertAccessible(page, 'Latvian, after accepting');
  });
}
