// Frames come and go without the back button noticing. A file of its own: a tab keeps 50 entries and stops counting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

const FRAMES = ['embed', 'inside', 'object', 'other', 'own', 'small', 'srcdoc'];

/** Waits until every frame has loaded for the n-th time, then until nothing is on its way. */
async function loaded(page, nth = 1) {
  await page.until((count) => window.seen.frames.length >= count, nth * FRAMES.length);
  await page.settled();
}

const entries = (page) => page.run(() => history.length);

test('releasing, taking back and releasing frames again adds no entry to the history', async () => {
  const page = await visit('/fixtures/kinds/history.html');
  const before = await entries(page);
  assert.ok(before < 45, `${before} entries are too many to count on`);
  await page.decide('accept');
  await loaded(page);
  assert.equal(await entries(page), before, 'after the release');
  await page.api('withdraw');
  await Promise.all(FRAMES.map((name) => page.requested(`/gone/${name}`)));
  await page.settled();
  assert.equal(await entries(page), before, 'after the withdrawal');
  await page.api('acceptAll');
  await loaded(page, 2);
  assert.equal(await entries(page), before, 'after the second release');
});

test('frames that are released by a kept grant add no entry to the history', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  const before = await entries(page);
  await page.open('/fixtures/kinds/history.html');
  await loaded(page);
  assert.equal(await entries(page), before + 1);
});

test('the back button leads to the page before', async () => {
  const page = await visit('blank', { ready: false });
  await page.open('/fixtures/kinds/history.html');
  await page.decide('accept');
  await loaded(page);
  await page.api('withdraw');
  await page.api('acceptAll');
  await loaded(page, 2);
  await page.run(() => history.back());
  await page.until(() => location.pathname === '/fixtures/blank/');
});
