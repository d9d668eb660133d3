// Each tag runs once, whatever the visitor and the page do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const ALL = ['one', 'two', 'three', 'four'];

test('accepting again runs nothing twice', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.api('showBanner');
  await page.decide('accept');
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('rejecting and accepting again runs nothing twice', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
});

test('saving a selection twice runs nothing twice', async () => {
  const page = await visit('order');
  await page.select({ analytics: true });
  await page.ranAll(4);
  await page.select({}, 'reopen');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
});

test('a released tag that the page moves does not run again', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.run(() => document.querySelectorAll('body script').forEach((tag) => document.body.append(tag)));
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('a tag that the page moves before the choice runs once', async () => {
  const page = await visit('order');
  await page.run(() => document.body.append(document.querySelector('script[src="/s/one.js"]')));
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(4)).toSorted(), ALL.toSorted());
});

test('a grant taken back while a script loads lets nothing more of the category run', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.api('withdraw');
  page.release('/s/one.js');
  await page.settled();
  const ran = await page.ran();
  assert.ok(!ran.includes('two') && !ran.includes('four'), `ran ${ran}`);
});

test('an external tag without data is asked for once although it was fetched early', async () => {
  const page = await visit('order');
  for (const name of ['five', 'six']) await page.append({ 'data-category': 'analytics', src: `/s/${name}.js` });
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/six.js');
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(6), [...ALL, 'five', 'six']);
  assert.deepEqual(page.requests(), ['/s/five.js', '/s/one.js', '/s/six.js', '/s/three.js']);
});
