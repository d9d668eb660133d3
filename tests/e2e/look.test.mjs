// The site's logo and colours, under the strictest policies too, and what of it all is printed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const LOGO = { src: '/tidewater.svg', srcDark: '/tidewater-dark.svg', alt: 'Tidewater' };

/** Does something while the browser shows media so. */
async function emulated(media, act) {
  const emulate = (wanted) => fresh().driver.sendDevToolsCommand('Emulation.setEmulatedMedia', wanted);
  await emulate(media);
  try {
    return await act();
  } finally {
    await emulate({ media: '', features: [] });
  }
}
const scheme = (value, act) => emulated({ features: [{ name: 'prefers-color-scheme', value }] }, act);

/** The logo of a surface once it has come: its file, its text, and its size. */
const logo = (page, surface) =>
  page.until((part) => {
    const image = document.querySelector('octo-consent').shadowRoot.querySelector(`[part~="${part}"] img`);
    return image.complete && image.naturalWidth && [new URL(image.currentSrc).pathname, image.alt, image.height <= 40 && image.width <= 160];
  }, surface);

for (const [theme, system, file] of [['auto', 'light', LOGO.src], ['auto', 'dark', LOGO.srcDark], ['light', 'dark', LOGO.src], ['dark', 'light', LOGO.srcDark]]) {
  test(`the theme “${theme}” on a ${system} system shows the logo ${file}`, () =>
    scheme(system, async () => {
      const page = await visit('plain', { config: { theme, logo: LOGO } });
      await page.visible('[part~="banner"]');
      assert.deepEqual(await logo(page, 'banner'), [file, 'Tidewater', true]);
      await page.openPreferences();
      assert.deepEqual(await logo(page, 'preferences'), [file, 'Tidewater', true]);
      assert.equal(page.requests(/tidewater/).filter((path) => path !== file).length, 0, 'the other is not fetched');
      await assertAccessible(page);
    }));
}

test('without a dark logo there is one for both', () =>
  scheme('dark', async () => {
    const page = await visit('plain', { config: { logo: { src: LOGO.src } } });
    await page.visible('[part~="banner"]');
    assert.deepEqual(await logo(page, 'banner'), [LOGO.src, '', true], 'without a text it is decoration');
  }));

/** Height of the words of the banner and of the head of the preferences, and what stands for the logo there. */
async function heights(config, csp) {
  const page = await visit('plain', { config: { ...config, languages: ['en', 'fr'] }, csp });
  await page.visible('[part~="banner"]');
  await page.openPreferences();
  const read = () =>
    [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('.banner > .words, header')].map((part) => [
      part.getBoundingClientRect().height,
      part.querySelector('picture')?.innerText ?? '',
    ]);
  if (config.logo) {
    await page.until(() => [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('img')].every((image) => getComputedStyle(image).display === 'none'));
  }
  return { page, read: await page.run(read) };
}

for (const [why, csp, src] of [['that is not there', undefined, '/none.svg'], ['that the page’s policy forbids', STRICT, LOGO.src]]) {
  test(`a logo ${why} leaves its words, and no hole`, async () => {
    const [plain, named, bare] = [await heights({}), await heights({ logo: { src, alt: 'Tidewater' } }, csp), await heights({ logo: { src } }, csp)];
    bare.read.forEach(([height, words], at) => {
      assert.ok(height - plain.read[at][0] <= 8, `${height} px, ${plain.read[at][0]} without a logo`);
      assert.equal(words, '');
    });
    named.read.forEach(([height, words], at) => {
      assert.ok(height - plain.read[at][0] <= 34, `${height} px, ${plain.read[at][0]} without a logo`);
      assert.equal(words, 'Tidewater');
    });
  });
}

test('switches keep their place where the logo is missing and the language changes', async () => {
  const page = await visit('plain', { config: { logo: { src: '/none.svg', alt: 'Tidewater' }, languages: ['en', 'fr'] } });
  await page.visible('[part~="banner"]');
  await page.openPreferences();
  await page.until(() => [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('img')].every((image) => getComputedStyle(image).display === 'none'));
  await page.setSwitch('posthog', true);
  const picker = await page.visible('dialog select');
  await picker.sendKeys('Fr');
  await page.until(() => document.querySelector('octo-consent').shadowRoot.querySelector('dialog')?.lang === 'fr');
  const on = await page.run(() => [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('input:checked:enabled')].map(({ dataset }) => dataset.id));
  assert.deepEqual(on, ['posthog']);
});

test('colours of the configuration hold under a policy that allows no style at all, without a violation', async () => {
  const colors = { text: '#2b2118', background: '#fffaf2', accent: '#9a3412', button: '#9a3412', buttonText: '#ffffff' };
  const colorsDark = { text: '#f3e9dc', background: '#1d1610', accent: '#fb923c', button: '#fb923c', buttonText: '#1d1610' };
  for (const [system, expected] of Object.entries({ light: colors, dark: colorsDark })) {
    await scheme(system, async () => {
      const page = await visit('plain', { config: { colors, colorsDark }, csp: STRICT });
      await page.visible('[part~="banner"]');
      await page.openPreferences();
      const found = await page.run(() => {
        const root = document.querySelector('octo-consent').shadowRoot;
        const hex = (color) => `#${color.match(/\d+/g).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
        return ['.banner', '.preferences'].map((part) => {
          const [surface, button] = [getComputedStyle(root.querySelector(part)), getComputedStyle(root.querySelector(`${part} .main`))];
          return [surface.color, surface.backgroundColor, button.backgroundColor, button.color].map(hex);
        });
      });
      const { text, background, button, buttonText } = expected;
      assert.deepEqual(found, [[text, background, button, buttonText], [text, background, button, buttonText]], system);
      await page.press('close');
      await page.decide('reject');
      await page.visible('[part~="reopen"]');
      await page.settled();
      const { violations, errors } = await page.seen();
      assert.deepEqual([violations, errors], [[], []]);
    });
  }
});

/** Parts of the interface with a box, the words of its buttons in the page among them; and whether the declaration has one. */
const boxes = (page) =>
  page.run(() => {
    const host = document.querySelector('octo-consent');
    const parts = [...host.querySelectorAll('*'), ...host.shadowRoot.querySelectorAll('*')].filter((part) => part.localName !== 'style' && part.checkVisibility({ opacityProperty: true }));
    return { parts: parts.length, declaration: document.querySelector('.octo-declaration').getClientRects().length };
  });

for (const [what, config, act] of [
  ['the banner', {}],
  ['a banner that bars the page', { banner: { layout: 'center', blocking: true } }],
  ['the preferences', {}, 'showPreferences'],
  ['the preferences in a panel', { preferences: { layout: 'panel' } }, 'showPreferences'],
  ['the reopen button', {}, 'rejectAll'],
]) {
  test(`a print of the page holds the declaration, and nothing of ${what}`, async () => {
    const page = await visit('declaration', { config });
    await page.visible('[part~="banner"]');
    if (act) await page.api(act);
    await page.visible({ showPreferences: '[part~="preferences"]', rejectAll: '[part~="reopen"]' }[act] ?? '[part~="banner"]');
    assert.ok((await boxes(page)).parts > 0);
    assert.deepEqual(await emulated({ media: 'print' }, () => boxes(page)), { parts: 0, declaration: 1 });
  });
}
