// Core Web Vitals: no layout shift in any layout, and the banner is not the largest paint.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();
const screen = (width, height) => fresh().driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });

for (const config of [{ banner: { layout: 'bar', position: 'top' } }, { banner: { layout: 'box' } }, { banner: { layout: 'center', blocking: true } }, { preferences: { layout: 'panel' } }]) {
  test(`nothing shifts: ${JSON.stringify(config)}`, async () => {
    const page = await visit('long', { config: { ...config, logo: { src: '/start.svg' }, languages: ['en', 'fr'] } });
    await page.visible('[part~="banner"]');
    await page.openPreferences();
    await page.press('close');
    await page.decide('reject');
    await page.visible('[part~="reopen"]');
    await page.frames();
    assert.equal((await page.seen()).shift, 0);
  });
}

const LAYOUTS = [
  { layout: 'bar' },
  { layout: 'bar', position: 'top' },
  { layout: 'bar', blocking: true },
  ...['bottom-right', 'bottom-left', 'top-left', 'top-right'].map((position) => ({ layout: 'box', position })),
  { layout: 'center' },
  { layout: 'center', blocking: true },
];

test('nothing shifts where the banner comes, in any layout, nor where its language changes, in it and in the preferences', async () => {
  for (const [width, height] of [[1280, 800], [412, 823]]) {
    for (const banner of LAYOUTS) {
      await screen(width, height);
      const page = await visit('long', { config: { banner, logo: { src: '/start.svg' }, languages: ['en', 'de', 'ar'] } });
      // What moves within half a second of an act does not count for browsers. Here it does: the choice is the script's.
      const pick = async (surface, language) => {
        await page.run(
          (part, tag) => {
            const select = document.querySelector('octo-consent').shadowRoot.querySelector(`${part} select`);
            select.value = tag;
            select.dispatchEvent(new Event('change', { bubbles: true }));
          },
          surface,
          language,
        );
        await page.until((part, tag) => document.querySelector('octo-consent').shadowRoot.querySelector(part)?.lang === tag, surface, language);
        await page.still();
        await page.frames();
      };
      await page.visible('[part~="banner"]');
      await page.still();
      await pick('.banner', 'de');
      await pick('.banner', 'ar');
      await page.api('showPreferences');
      await page.visible('[part~="preferences"]');
      await page.still();
      await pick('.preferences', 'en');
      await page.api('rejectAll');
      await page.visible('[part~="reopen"]');
      await page.frames();
      assert.equal((await page.seen()).shift, 0, `${width}: ${JSON.stringify(banner)}`);
    }
  }
});

for (const layout of ['bar', 'box', 'center']) {
  test(`on a phone the page's hero is the largest paint, not the banner: ${layout}`, async () => {
    await screen(412, 823);
    const page = await visit('look', { config: { banner: { layout } } });
    await page.visible('[part~="banner"]');
    await page.still();
    await page.settled(); // the image is there, and drawn
    const largest = await page.driver.executeAsyncScript((done) => {
      new PerformanceObserver((list) => done(list.getEntries().map(({ element, size }) => [element?.localName, size]))).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    assert.equal(largest.at(-1)[0], 'img', JSON.stringify(largest));
  });
}

test('on a page of few words they are the largest paint, not the banner’s, in any layout', async () => {
  for (const [width, height] of [[1280, 800], [412, 823]]) {
    for (const banner of LAYOUTS) {
      await screen(width, height);
      const page = await visit('plain', { config: { banner, logo: { src: '/tidewater.svg' } } });
      await page.visible('[part~="banner"]');
      await page.still();
      await page.settled();
      const largest = await page.driver.executeAsyncScript((done) => {
        new PerformanceObserver((list) => done(list.getEntries().map(({ element, size }) => [element?.localName, size]))).observe({ type: 'largest-contentful-paint', buffered: true });
      });
      assert.deepEqual(largest.map(([name]) => name), ['h1'], `${width}: ${JSON.stringify([banner, largest])}`);
    }
  }
});
