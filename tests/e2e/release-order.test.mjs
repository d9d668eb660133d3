// What runs when: the page's order is kept within a category, and one category never waits for another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();

test('nothing is asked for and nothing runs before a choice', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
});

test('accept all releases in page order', async () => {
  const page = await visit('order');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('reject all releases nothing', async () => {
  const page = await visit('order');
  await page.decide('reject');
  await page.assertNothingReleased();
});

test('an inline script waits for the external one before it', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
});

test('externals download side by side, each once', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await Promise.all([page.requested('/s/one.js'), page.requested('/s/three.js')]);
  assert.deepEqual(await page.ran(), []);
  page.release('/s/one.js');
  await page.ranAll(4);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('scripts of another origin are held back and released alike', async () => {
  const page = await visit('origins');
  await page.assertNothingReleased();
  page.server.hold('/s/one.js', `other-${page.host}`);
  await page.decide('accept');
  await Promise.all([page.requested('/s/one.js'), page.requested('/s/three.js')]);
  page.server.release('/s/one.js', `other-${page.host}`);
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'three']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('integrity is kept, also where a file is fetched early, and a forged file stops no other', async () => {
  const page = await visit('integrity');
  page.hold('/s/one.js');
  await page.decide('accept');
  await Promise.all([page.requested('/s/one.js'), page.requested('/s/two.js')]);
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'four']);
  assert.equal(page.requests('/s/two.js').length, 1);
});

test('an async script holds up nobody', async () => {
  const page = await visit('async-defer');
  page.hold('/s/async.js');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(3), ['plain', 'inline', 'defer']);
  page.release('/s/async.js');
  assert.deepEqual(await page.ranAll(4), ['plain', 'inline', 'defer', 'async']);
});

test('an async script waits for nobody', async () => {
  const page = await visit('async-defer');
  page.hold('/s/plain.js');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['async']);
  page.release('/s/plain.js');
  assert.deepEqual(await page.ranAll(4), ['async', 'plain', 'inline', 'defer']);
});

test('a script with defer runs after the others of its category', async () => {
  const page = await visit('async-defer');
  page.hold('/s/plain.js');
  await page.decide('accept');
  await page.requested('/s/plain.js');
  await page.settled();
  assert.ok(!(await page.ran()).includes('defer'));
  page.release('/s/plain.js');
  const order = (await page.ranAll(4)).filter((name) => name !== 'async');
  assert.deepEqual(order, ['plain', 'inline', 'defer']);
});

test('modules run as modules, external and inline', async () => {
  const page = await visit('modules');
  await page.assertNothingReleased();
  await page.decide('accept');
  const order = await page.ranAll(3);
  assert.deepEqual(order.toSorted(), ['imported', 'inline module', 'module']);
  assert.deepEqual(page.requests(), ['/s/imported.js?module', '/s/module.js?module']);
  await page.assertNoErrors();
});

test('a held script stalls no other category', async () => {
  const page = await visit('two-categories');
  page.hold('/s/analytics-one.js');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['targeting-one', 'targeting-two']);
  page.release('/s/analytics-one.js');
  assert.deepEqual(await page.ranAll(4), ['targeting-one', 'targeting-two', 'analytics-one', 'analytics-two']);
});

test('scripts that throw or are missing stop no other', async () => {
  const page = await visit('broken');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(5), ['throws', 'after throws', 'throws inline', 'last', 'end']);
});

test('a kept grant releases in page order on the next page, at once', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  page.hold('/s/one.js');
  await page.reload();
  await page.requested('/s/one.js');
  assert.deepEqual(await page.ran(), []);
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
});

test('without the product nothing optional is asked for', async () => {
  const page = fresh();
  page.server.lose('/octoconsent.js', page.host);
  await page.open('order', { ready: false });
  await page.assertNothingReleased();
});
