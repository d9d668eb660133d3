// Storage that throws, and frames that have none: the product works in memory and grants nothing silently.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCK_SITE_DATA, useBrowser } from './harness.mjs';
import { called, openOctoop, optionalRequests } from './octoop.mjs';

const { visit } = useBrowser();
const blocking = useBrowser({ prefs: BLOCK_SITE_DATA });

async function assertWorksInMemory(page, ran) {
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  assert.equal(await page.api('granted', 'analytics'), false);
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(ran.length), ran);
  assert.equal(await page.api('granted', 'analytics'), true);
  await page.gone('[part~="banner"]');
  await page.api('withdraw');
  assert.equal(await page.api('granted', 'analytics'), false);
  await page.assertNoErrors();
}

async function assertForgets(page) {
  page.server.reset();
  await page.reload();
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
}

test('cookies and storage that throw leave a banner that works for the page', async () => {
  const page = await visit('storage-throws');
  await assertWorksInMemory(page, ['one', 'two']);
  await assertForgets(page);
});

test('a browser that blocks site data gets a banner that works for the page', async () => {
  const page = await blocking.visit('order');
  const blocked = await page.run(() => {
    try {
      return typeof window.localStorage;
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(blocked, 'SecurityError');
  await assertWorksInMemory(page, ['one', 'two', 'three', 'four']);
  await assertForgets(page);
});

test('what is kept nowhere is not missed when the visitor comes back to the tab', async () => {
  const page = await blocking.visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  const before = await page.seen();
  // WebDriver moves no focus away and back: the event is made here.
  await page.run(() => window.dispatchEvent(new Event('focus')));
  await page.settled();
  assert.equal(await page.api('granted', 'analytics'), true);
  assert.deepEqual(await page.seen(), before);
});

test('a withdrawal finds no databases and caches where site data is blocked, and says nothing', async () => {
  const cookies = ['indexedDB', 'cacheStorage', 'localStorage'].map((storage) => ({ name: 'visits', storage }));
  const config = { categories: [{ id: 'analytics', title: 'Analytics', cookies }] };
  const page = await blocking.visit('order', { config });
  await page.decide('accept');
  await page.api('withdraw');
  await page.settled();
  await page.assertNoErrors();
});

test('a sandboxed frame gets a banner that works for the page', async () => {
  const page = await visit('sandbox', { ready: false });
  const frame = await page.driver.findElement({ css: 'iframe' });
  await page.driver.switchTo().frame(frame);
  try {
    await page.ready();
    await assertWorksInMemory(page, ['one', 'two', 'three', 'four']);
  } finally {
    await page.driver.switchTo().defaultContent();
  }
});

test('on the OCTOOP site with site data blocked a choice holds for the page and no longer', async () => {
  const page = await openOctoop(blocking.fresh());
  await page.visible('[part~="banner"]');
  await page.settled();
  assert.deepEqual(optionalRequests(page), []);
  await page.press('accept');
  await called(page, ['matomo', 'short-links', 'partners']);
  await page.leave();
  await openOctoop(page);
  await page.visible('[part~="banner"]');
  await page.settled();
  assert.deepEqual(optionalRequests(page), []);
});
