// Telephones whose screen is not whole: what is to be read and pressed keeps clear of the notch and of the bar at the bottom.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key, useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();
/** Width, height, and what the screen takes: the sizes of a telephone with a notch, of a large one, and of a small one on its side. */
const SCREENS = {
  'held upright': { width: 390, height: 844, insets: { top: 59, right: 0, bottom: 34, left: 0 } },
  'on its side': { width: 844, height: 390, insets: { top: 0, right: 59, bottom: 21, left: 59 } },
  'small, on its side': { width: 667, height: 375, insets: { top: 0, right: 47, bottom: 21, left: 47 } },
};
const BANNERS = [
  { layout: 'bar' },
  { layout: 'bar', position: 'top' },
  { layout: 'bar', position: 'top', blocking: true },
  ...['bottom-right', 'bottom-left', 'top-left', 'top-right'].map((position) => ({ layout: 'box', position })),
  { layout: 'center' },
].map((banner) => ({ ...banner, close: !banner.blocking }));
/** So much that it does not fit, in the language with the longest words, or from right to left. */
const LONG = { texts: { de: { bannerText: 'Wir verwenden Cookies und ähnliche Techniken. '.repeat(30) } }, language: 'de' };
const LANGUAGES = [{ languages: ['en', 'fr'] }, LONG, { language: 'ar' }];

const emulate = async ({ width, height, insets }) => {
  const { driver } = fresh();
  await driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: true });
  await driver.sendDevToolsCommand('Emulation.setSafeAreaInsetsOverride', { insets });
};

/** What of the topmost surface is under a notch or bar: headings, controls, and whatever scrolls. What is scrolled away is not. */
const under = async (page, { insets }) => {
  await page.still();
  return page.run((areas) => {
    const root = document.querySelector('octo-consent').shadowRoot;
    const surface = [...root.querySelectorAll('dialog[open]')].at(-1) ?? root.querySelector('.banner, .reopen');
    const scroller = surface.querySelector('.scroll, .banner > .words');
    const parts = [...surface.querySelectorAll('h2, button, .scroll, .banner > .words, .banner > .words *')];
    const safe = { left: areas.left, top: areas.top, right: innerWidth - areas.right, bottom: innerHeight - areas.bottom };
    const seen = parts.filter((part) => part.checkVisibility() && (part === scroller || !scroller?.contains(part)));
    // Bars and panels reach the edges of the screen with their background alone.
    if (!surface.matches('[data-layout=bar], [data-side=start], [data-side=end]') && !(surface.localName === 'dialog' && innerWidth < 560)) seen.push(surface);
    const taken = ({ left, top, right, bottom }) => left < safe.left - 1 || top < safe.top - 1 || right > safe.right + 1 || bottom > safe.bottom + 1;
    return seen.filter((part) => taken(part.getBoundingClientRect())).map((part) => `${part.localName}.${part.className} ${part.textContent.slice(0, 20)}`);
  }, insets);
};

for (const [held, screen] of Object.entries(SCREENS)) {
  test(`${held}: the banner keeps clear of notch and bar`, async () => {
    for (const banner of BANNERS) {
      for (const language of banner.layout === 'bar' ? LANGUAGES : [LONG]) {
        await emulate(screen);
        const page = await visit('look', { config: { banner, ...language } });
        await page.visible('[part~="banner"]');
        assert.deepEqual(await under(page, screen), [], JSON.stringify({ banner, ...language }));
      }
    }
  });

  test(`${held}: the preferences keep clear of notch and bar`, async () => {
    for (const preferences of [{ layout: 'dialog' }, { layout: 'panel' }, { layout: 'panel', position: 'start' }]) {
      for (const language of LANGUAGES) {
        await emulate(screen);
        const page = await visit('look', { config: { preferences, ...language } });
        await page.openPreferences();
        await page.unfold();
        assert.deepEqual(await under(page, screen), [], JSON.stringify({ preferences, ...language }));
      }
    }
  });

  test(`${held}: the reopen button keeps clear of notch and bar`, async () => {
    for (const shape of ['circle', 'triangle', 'tab']) {
      for (const corner of ['bottom-left', 'bottom-right', 'top-left', 'top-right']) {
        await emulate(screen);
        const page = await visit('look', { config: { reopen: { shape, corner } } });
        await page.api('rejectAll');
        await page.visible('[part~="reopen"]');
        assert.deepEqual(await under(page, screen), [], `${shape} ${corner}`);
      }
    }
  });

  test(`${held}: a banner that makes way for the focus keeps clear of notch and bar`, async () => {
    for (const [banner, id] of [[{ layout: 'bar' }, 'bottom-left'], [{ layout: 'bar', position: 'top' }, 'top-right']]) {
      await emulate(screen);
      const page = await visit('focus', { config: { banner } });
      await page.visible('[part~="banner"]');
      await page.still();
      await page.keys(Key.TAB);
      await page.run((wanted) => document.getElementById(wanted).focus({ focusVisible: true }), id);
      await page.until(() => document.querySelector('octo-consent').shadowRoot.querySelector('.banner').dataset.away);
      assert.deepEqual(await under(page, screen), [], JSON.stringify(banner));
    }
  });
}
