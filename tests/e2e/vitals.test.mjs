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
