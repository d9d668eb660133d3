// Every kind of script: held back by markup, run once after the grant, as the page wrote it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const CLASSIC = ['src', 'data-src', 'other', 'inline'];
const LATE = ['defer', 'module', 'inline module'];
const ASYNC = ['async', 'async-module'];

test('every kind of script waits for consent, then runs once', async () => {
  const page = await visit('/fixtures/kinds/scripts.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  const ran = await page.ranAll(9);
  assert.deepEqual(ran.toSorted(), [...CLASSIC, ...LATE, ...ASYNC].toSorted());
  assert.deepEqual(ran.filter((name) => !ASYNC.includes(name)), [...CLASSIC, ...LATE]);
  assert.deepEqual(page.requests(), [
    '/s/async-module.js?module', '/s/async.js', '/s/data-src.js', '/s/defer.js', '/s/module.js?module', '/s/other.js', '/s/src.js',
  ]);
  await page.assertNoErrors();
});

test('a script named by data-src waits its turn and is fetched ahead like one with src, once', async () => {
  const page = await visit('/fixtures/kinds/scripts.html');
  page.hold('/s/src.js');
  await page.decide('accept');
  await Promise.all(['data-src', 'other', 'defer', 'module'].map((name) => page.requested(`/s/${name}.js`)));
  await page.until(() => window.seen.ran.length >= 2);
  assert.deepEqual((await page.ran()).toSorted(), ASYNC.toSorted());
  page.release('/s/src.js');
  const ran = await page.ranAll(9);
  assert.deepEqual(ran.slice(2), [...CLASSIC, ...LATE]);
  assert.equal(page.requests().length, 7);
});

test('on rejection no kind of script runs', async () => {
  const page = await visit('/fixtures/kinds/scripts.html');
  await page.decide('reject');
  await page.assertNothingReleased();
});

test('a release keeps a script’s attributes, sets src beside data-src and takes the type away', async () => {
  const page = await visit('/fixtures/kinds/attributes.html');
  const before = await attributes(page);
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(3)).toSorted(), ['8', 'inner', 'kept']);
  const { type: first, ...named } = before.named;
  const { type: second, ...text } = before.text;
  assert.deepEqual([first, second, before.module.type], ['text/plain', 'text/plain', 'text/plain']);
  assert.deepEqual(await attributes(page), {
    named: { ...named, src: named['data-src'] },
    text,
    module: { ...before.module, type: 'module', src: '/s/inner.js' },
  });
  assert.equal(named.integrity.length, 71);
  assert.equal(named.crossorigin, 'anonymous');
  assert.equal(named.nonce, 'abc');
});

/** The attributes of each script with an id, by name. */
function attributes(page) {
  return page.run(() => {
    const tags = [...document.querySelectorAll('body script[id]')];
    return Object.fromEntries(tags.map((tag) => [tag.id, Object.fromEntries([...tag.attributes].map(({ name, value }) => [name, value]))]));
  });
}

test('a forged file behind data-src does not run and stops no other', async () => {
  const page = await visit('/fixtures/kinds/attributes.html');
  await page.decide('accept');
  await page.ranAll(3);
  await page.append({ 'data-category': 'analytics', src: '/s/last.js' });
  const ran = await page.ranAll(4);
  assert.ok(!ran.some((name) => name.startsWith('forged')), `ran ${ran}`);
  assert.equal(ran.at(-1), 'last');
});

test('an import map is released before the modules that need it, also one that is fetched early', async () => {
  const page = await visit('/fixtures/kinds/import-map.html');
  await page.assertNothingReleased();
  page.hold('/s/first.js');
  await page.decide('accept');
  await page.requested('/s/first.js');
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  page.release('/s/first.js');
  assert.deepEqual(await page.ranAll(4), ['first', 'library', 'uses', '/s/library.js']);
  assert.deepEqual(page.requests(), ['/s/first.js', '/s/library.js?module', '/s/uses.js?import=library']);
  await page.assertNoErrors();
});

test('scripts blocked by the types of other banners, or only by having no src, are released alike', async () => {
  const page = await visit('/fixtures/kinds/types.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(9), ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']);
  assert.deepEqual(page.requests(), ['/s/eight.js', '/s/nine.js?module', '/s/one.js', '/s/seven.js', '/s/three.js']);
});
