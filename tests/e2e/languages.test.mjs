// The interface speaks the page's language, or the one that the visitor picks: its texts come as one file, when they are needed.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';
import { CONFIG, drawn, said } from './placeholder.mjs';

const folder = path.resolve(import.meta.dirname, '../../locales');
const LOCALES = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name.slice(0, -5), JSON.parse(readFileSync(path.join(folder, name), 'utf8'))]),
);
const FILES = /^\/locales\//;
const PICK = { languages: ['en', 'fr', 'lv'] };

const { visit, fresh } = useBrowser();

const label = async (page, what = 'accept') => (await page.visible(`[data-do="${what}"]`)).getText();
const spoken = (page) => page.run(() => document.querySelector('octo-consent').shadowRoot.querySelector('[part~="banner"]').lang);
const said_ = (page, text) => page.until((wanted) => document.querySelector('octo-consent')?.shadowRoot.querySelector('[data-do="accept"]')?.textContent === wanted, text);

/** Picks a language as a visitor does, by the keyboard. */
async function pick(page, tag, surface = 'banner') {
  const select = await page.visible(`[part~="${surface}"] select`);
  const steps = await page.run((list, wanted) => [...list.options].findIndex(({ value }) => value === wanted) - list.selectedIndex, select, tag);
  await select.sendKeys(...Array(Math.abs(steps)).fill(steps < 0 ? Key.ARROW_UP : Key.ARROW_DOWN));
  await page.until((part, wanted) => document.querySelector('octo-consent').shadowRoot.querySelector(`[part~="${part}"]`)?.lang === wanted, surface, tag);
}

for (const [tag, texts] of Object.entries(LOCALES)) {
  test(`${tag}: partners are counted in the forms that the language has`, () => {
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.map((form) => `partners${form[0].toUpperCase()}${form.slice(1)}`);
    assert.deepEqual(Object.keys(texts).filter((key) => key.startsWith('partners')).sort(), forms.sort());
  });
}

test('the language follows the page, by one small file', async () => {
  const page = await visit('french');
  assert.equal(await label(page), LOCALES.fr.acceptAll);
  assert.equal(await label(page, 'reject'), 'Tout refuser');
  assert.equal(await spoken(page), 'fr');
  assert.deepEqual(page.requests(FILES), ['/locales/fr.json']);
  assert.equal(await page.api('language'), 'fr');
  await page.decide('reject');
  assert.equal((await page.api('record')).language, 'fr');
});

test('English is within: nothing is fetched for it', async () => {
  const page = await visit('plain');
  assert.equal(await label(page), 'Accept all');
  await page.settled();
  assert.deepEqual(page.requests(FILES), []);
});

test('what the configuration has in whole is not fetched, and in part is put over what is', async () => {
  const page = await visit('french', { config: { texts: { fr: { acceptAll: 'D’accord pour tout' } } } });
  assert.equal(await label(page), 'D’accord pour tout');
  assert.equal(await label(page, 'reject'), LOCALES.fr.rejectAll);
  const whole = await visit('french', { config: { texts: { fr: { ...LOCALES.fr, acceptAll: 'Tout, oui' } } } });
  assert.equal(await label(whole), 'Tout, oui');
  await whole.settled();
  assert.deepEqual(whole.requests(FILES), []);
});

test('a region takes the texts of its language, and the site’s own for it', async () => {
  const page = await visit('plain', { config: { language: 'fr-CA', texts: { 'fr-CA': { acceptAll: 'J’accepte tout' } } } });
  assert.equal(await label(page), 'J’accepte tout');
  assert.equal(await label(page, 'reject'), LOCALES.fr.rejectAll);
  assert.equal(await spoken(page), 'fr-CA');
});

test('only the drawing waits for the texts: the gate stands, and what was granted runs', async () => {
  const page = fresh();
  page.hold('/locales/fr.json');
  await page.open('french');
  await page.requested('/locales/fr.json');
  await page.frames();
  assert.equal(await page.query('[part~="banner"]'), null);
  await page.api('acceptAll');
  assert.equal(await page.api('granted', 'analytics'), true);
  await page.api('reset');
  page.release('/locales/fr.json');
  assert.equal(await label(page), LOCALES.fr.acceptAll);
  await page.assertNoErrors();
});

for (const [what, spoil] of Object.entries({
  'a file that is not there': (page) => page.server.lose('/locales/fr.json', page.host),
  'a file that is no JSON': (page) => page.server.play('/locales/fr.json', (_, response) => response.end('<!doctype html>')),
  'a server that never answers': (page) => page.hold('/locales/fr.json'),
})) {
  test(`${what} leaves the interface in English, and says so`, async () => {
    const page = fresh();
    spoil(page);
    await page.open('french');
    assert.equal(await label(page), 'Accept all');
    const { console: lines } = await page.seen();
    assert.match(lines.find(({ level }) => level === 'warn').text, /locales\/fr\.json cannot be read, so they are English/);
    await page.decide('reject');
    await page.assertNoErrors();
  });
}

test('what is in a file stays text, and what is no text is left out', async () => {
  const page = fresh();
  const texts = { acceptAll: 'Oui \u0001script\u0004', rejectAll: ['Non'], bannerTitle: '<img src=x onerror=alert(1)>', choose: 'Choisir' };
  page.server.play('/locales/fr.json', (_, response) => response.end(JSON.stringify(texts)));
  await page.open('french');
  assert.equal(await label(page), 'Accept all');
  assert.equal(await label(page, 'reject'), 'Reject all');
  assert.equal(await label(page, 'choose'), 'Choisir');
  assert.equal(await (await page.query('h2')).getText(), texts.bannerTitle);
});

test('the folder is the site’s to name', async () => {
  const page = fresh();
  page.server.play('/texts/fr.json', (_, response) => response.end(JSON.stringify({ acceptAll: 'Ici' })));
  await page.open('french', { config: { locales: '/texts' } });
  assert.equal(await label(page), 'Ici');
  assert.deepEqual(page.requests(FILES), []);
});

test('a policy that forbids the file leaves the interface in English', async () => {
  const page = await visit('french', { csp: "connect-src 'none'" });
  assert.equal(await label(page), 'Accept all');
});

test('a visitor who sees nothing of the interface fetches nothing for it', async () => {
  const page = await visit('french', { config: { reopen: { shape: 'none' } } });
  await page.decide('reject');
  page.server.reset();
  await page.reload();
  await page.settled();
  assert.deepEqual(page.requests(FILES), []);
  await page.api('showPreferences');
  assert.equal(await label(page, 'save'), LOCALES.fr.save);
});

test('there is nothing to pick unless the site speaks two languages', async () => {
  for (const config of [{}, { languages: ['en'] }]) {
    const page = await visit('plain', { config });
    await page.visible('[part~="banner"]');
    assert.equal(await page.query('select'), null);
  }
});

test('the interface takes none but the languages of the site: the page’s, the browser’s, or the first', async () => {
  const check = async (languages, expected) => {
    const page = await visit('french', { config: { languages } });
    await page.visible('[part~="banner"]');
    assert.equal(await spoken(page), expected);
  };
  await check(['lv', 'fr'], 'fr');
  await check(['lv', 'en'], 'en');
  await check(['lv', 'de'], 'lv');
});

test('a visitor picks a language in the banner, by the keyboard, and it is kept on every page', async () => {
  const page = await visit('plain', { config: PICK });
  const options = await page.run((select) => [...select.options].map(({ text, lang }) => [text, lang]), await page.visible('[part~="banner"] select'));
  assert.deepEqual(options, [['English', 'en'], ['Français', 'fr'], ['Latviešu', 'lv']]);
  await pick(page, 'lv');
  await said_(page, LOCALES.lv.acceptAll);
  assert.equal(await page.focused(), 'language', 'the focus stays where it was');
  assert.equal(await page.stored('octoconsent-language'), 'lv');
  await page.open('french', { config: PICK });
  assert.equal(await label(page), LOCALES.lv.acceptAll, 'it outranks the page’s');
  await page.decide('reject');
  assert.equal((await page.api('record')).language, 'lv');
  await page.api('reset');
  assert.equal(await page.stored('octoconsent-language'), null);
});

test('the page hears of another language, and of none where it stays the same', async () => {
  const page = await visit('plain', { config: PICK });
  await page.run(() => {
    window.heard = [];
    window.octoconsent.on('language', ({ language }) => window.heard.push(language));
  });
  await pick(page, 'lv');
  await page.api('language', 'lv');
  await page.api('language', 'en');
  await page.settled();
  assert.deepEqual(await page.run(() => window.heard), ['lv', 'en']);
});

test('picking a language grants nothing, and keeps no record', async () => {
  const page = await visit('plain', { config: PICK });
  await pick(page, 'fr');
  assert.equal(await page.api('record'), null);
  assert.equal(await page.cookie(), null);
  assert.deepEqual(await page.events('choice'), []);
});

test('in the preferences the switches stay as the visitor has left them, and what is open stays open', async () => {
  const page = await visit('plain', { config: PICK });
  await page.openPreferences();
  await page.setSwitch('matomo', true);
  await pick(page, 'fr', 'preferences');
  assert.equal(await page.focused(), 'language');
  const matomo = await page.query('[data-id="matomo"]');
  assert.equal(await page.run((input) => input.closest('details').open, matomo), true, 'the fold is open still');
  assert.equal(await matomo.isSelected(), true);
  assert.equal(await page.run(() => document.querySelector('octo-consent').shadowRoot.querySelector('[data-id="analytics"]').indeterminate), true);
  assert.equal(await page.run(() => document.querySelector('octo-consent').shadowRoot.querySelectorAll('dialog').length), 1);
  const { decision } = await page.decide('save');
  assert.deepEqual([decision.services.matomo, decision.services.posthog], ['granted', 'denied']);
  await page.gone('dialog');
});

test('Escape leads back to the banner in the language picked', async () => {
  const page = await visit('plain', { config: PICK });
  await page.openPreferences();
  await pick(page, 'fr', 'preferences');
  await page.keys(Key.ESCAPE);
  await page.gone('dialog');
  assert.equal(await label(page), LOCALES.fr.acceptAll);
  assert.equal(await page.api('record'), null);
});

test('a language that is picked before another has come is not overrun by it', async () => {
  const page = fresh();
  page.hold('/locales/fr.json');
  await page.open('plain', { config: PICK });
  await page.api('language', 'fr');
  await page.requested('/locales/fr.json');
  assert.equal(await label(page), 'Accept all', 'what is drawn stays until the texts are there');
  await page.api('language', 'lv');
  await said_(page, LOCALES.lv.acceptAll);
  page.release('/locales/fr.json');
  await page.settled();
  assert.equal(await label(page), LOCALES.lv.acceptAll);
  assert.equal(await page.api('language'), 'lv');
});

test('the page can change the language for itself; that is not kept', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  await page.api('language', 'de');
  await said_(page, LOCALES.de.acceptAll);
  assert.equal(await page.stored('octoconsent-language'), null);
  await page.api('language', 'en');
  await said_(page, 'Accept all');
  const refusal = await page.run(() => {
    try {
      window.octoconsent.language('tlh');
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  });
  assert.match(refusal, /^TypeError: octoconsent\.language: .*"tlh" is none of ar, bg/);
});

test('a placeholder speaks the language that is picked', async () => {
  const page = await visit('placeholder', { config: { ...CONFIG, ...PICK } });
  assert.equal((await said(page, 'map')).heading, 'Maps');
  await pick(page, 'fr');
  await page.until((text) => document.getElementById('map').contentDocument?.querySelector('button')?.textContent === text, LOCALES.fr.loadOnce);
  assert.equal((await said(page, 'map')).lang, 'fr');
  await drawn(page, 'video');
  assert.deepEqual(page.requests(/\/s\/.*(video|map)/), []);
});

test('durations and days are in the words of the language', async () => {
  const page = await visit('plain', { config: { language: 'lv' } });
  await page.openPreferences();
  await page.unfold();
  const text = await (await page.query('[part~="preferences"]')).getText();
  assert.ok(text.includes(new Intl.NumberFormat('lv', { style: 'unit', unit: 'month', unitDisplay: 'long' }).format(13)), text);
});

test('partners are counted by the rules of the language', async () => {
  const check = async (language, count, expected) => {
    const services = Array.from({ length: count }, (_, index) => ({ id: `s${index}`, title: `S${index}` }));
    const page = await visit('plain', { config: { language, categories: [{ id: 'a', title: 'A', services }] } });
    const text = await (await page.visible('[part~="banner"]')).getText();
    assert.ok(text.includes(expected.replace('{count}', count)), `${expected} in ${text}`);
  };
  await check('en', 1, '1 service is involved.');
  await check('en', 12, '12 services are involved.');
  await check('pl', 3, LOCALES.pl.partnersFew);
  await check('pl', 5, LOCALES.pl.partnersMany);
});

test('every language draws banner and preferences: its own direction, buttons of one size, nothing too wide on a small phone', async () => {
  const window = fresh().driver.manage().window();
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  await page.driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width: 320, height: 640, deviceScaleFactor: 1, mobile: true });
  try {
    for (const tag of Object.keys(LOCALES)) {
      await page.api('language', tag);
      await said_(page, LOCALES[tag].acceptAll);
      await page.still();
      const { dir, sizes, wide } = await page.run(() => {
        const banner = document.querySelector('octo-consent').shadowRoot.querySelector('[part~="banner"]');
        const box = (element) => element.getBoundingClientRect();
        return {
          dir: banner.dir,
          sizes: ['accept', 'reject'].map((what) => box(banner.querySelector(`[data-do="${what}"]`))).map(({ width, height }) => [width, height]),
          wide: [...banner.querySelectorAll('*')].filter((element) => box(element).right > innerWidth + 1 || box(element).left < -1 || element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline').map((element) => element.outerHTML.slice(0, 80)),
        };
      });
      assert.equal(dir, ['ar', 'he', 'fa', 'ur'].includes(tag) ? 'rtl' : 'ltr', tag);
      assert.deepEqual(sizes[0], sizes[1], tag);
      assert.deepEqual(wide, [], tag);
    }
  } finally {
    await page.driver.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride');
    await window.setRect({ width: 1280, height: 900 });
  }
});

for (const language of ['fr', 'de', 'ar', 'ja', 'uk']) {
  test(`axe-core finds nothing in banner, preferences and reopen button in ${language}`, async () => {
    const page = await visit('plain', { config: { language, languages: [language, 'en'], links: [{ href: '/privacy', text: 'Privacy' }] } });
    await page.visible('[part~="banner"]');
    await assertAccessible(page);
    await page.openPreferences();
    await page.unfold();
    await assertAccessible(page);
    await page.decide('save');
    await page.visible('[data-do="reopen"]');
    await assertAccessible(page);
  });
}
