// What a released script finds on the page, and what the page notices of its release.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** What each script saw while it ran, by what it said. */
const sights = (page) => page.run(() => window.sights);

const PLACES = {
  'in head': { script: 'one', place: ['head', 'meta', 'between'] },
  inline: { script: 'two', place: ['home', 'before', 'after'] },
  external: { script: 'three', place: ['home', 'left', 'four'] },
  other: { script: 'four', place: ['home', 'three', 'right'] },
  async: { script: 'five', place: ['home', 'start', 'six'] },
  defer: { script: 'six', place: ['home', 'five', 'end'] },
  module: { script: null, place: null }, // a module has no document.currentScript in any page
};

test('document.currentScript is the script itself, and stands where it stood', async () => {
  const page = await visit('order-sight');
  await page.decide('accept');
  await page.ranAll(7);
  const complete = Object.entries(PLACES).map(([name, seen]) => [name, { ...seen, state: 'complete' }]);
  assert.deepEqual(await sights(page), Object.fromEntries(complete));
});

test('a script that is released while the page loads sees a page that loads', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  page.hold('/part/two');
  const framed = await page.stream('order-sight');
  await framed.until(() => ['in head', 'inline', 'external', 'other', 'async'].every((name) => window.seen.ran.includes(name)));
  const loading = await sights(framed);
  for (const name of ['in head', 'inline', 'external', 'other', 'async']) {
    assert.deepEqual(loading[name], { ...PLACES[name], state: 'loading' }, name);
  }
  assert.deepEqual([loading.defer, loading.module], [undefined, undefined], 'late ones wait for the end of parsing');
  page.release('/part/two');
  const ran = await framed.ranAll(7);
  assert.deepEqual(ran.slice(5), ['defer', 'module']);
  assert.deepEqual((await sights(framed)).defer.place, PLACES.defer.place);
});

test('code that waits for the document runs at once when the document is there', async () => {
  const page = await visit('order-ready');
  await page.settled();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(3), ['inline complete', 'external complete', 'loaded complete']);
});

test('code that waits for the document waits for it when the page still loads', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  page.hold('/part/two');
  const framed = await page.stream('order-ready');
  await framed.event('release', 3);
  assert.deepEqual(await framed.ran(), []);
  page.release('/part/two');
  assert.deepEqual(await framed.ranAll(3), ['inline interactive', 'external interactive', 'loaded complete']);
});

const FIRED = [
  'error broken', 'error fails', 'error forged',
  'load async', 'load image', 'load loads', 'load module', 'load sheet', 'load waits',
].flatMap((what) => [`attribute ${what}`, `listener ${what}`]).toSorted();

test('onload and onerror fire once, as attributes and as listeners', async () => {
  const page = await visit('order-handlers');
  await page.settled();
  assert.deepEqual(await page.run(() => window.fired), []);
  await page.decide('accept');
  await page.until((count) => window.fired.length >= count, FIRED.length);
  await page.settled();
  assert.deepEqual((await page.run(() => window.fired)).toSorted(), FIRED);
  await page.api('rejectAll');
  await page.run(() => document.querySelectorAll('body > script[data-category]').forEach((tag) => document.body.append(tag)));
  await page.api('acceptAll');
  await page.settled();
  const scripts = (events) => events.filter((event) => !/image|broken|sheet/.test(event)).toSorted();
  assert.deepEqual(scripts(await page.run(() => window.fired)), scripts(FIRED), 'scripts do not run again');
});

test('onload and onerror set as properties fire, and onload finds what the script made', async () => {
  const page = await visit('plain');
  await page.run(() => {
    window.fired = [];
    for (const src of ['/s/one.js', '/s/missing.js?404']) {
      const tag = document.createElement('script');
      Object.assign(tag, { type: 'text/plain', src });
      tag.onload = () => window.fired.push(`load after ${window.seen.ran}`);
      tag.onerror = () => window.fired.push(`error after ${window.seen.ran}`);
      tag.dataset.category = 'analytics';
      document.body.append(tag);
    }
  });
  await page.decide('accept');
  await page.until(() => window.fired.length === 2);
  assert.deepEqual(await page.run(() => window.fired), ['load after one', 'error after one']);
});

test('onload and onerror attributes fire on a script that innerHTML made', async () => {
  const page = await visit('plain');
  await page.run(() => {
    window.fired = [];
    document.querySelector('main').innerHTML = `
      <script type="text/plain" data-category="analytics" src="/s/one.js" onload="fired.push('load')" onerror="fired.push('error')"><\/script>
      <script type="text/plain" data-category="analytics" src="/s/missing.js?404" onload="fired.push('load')" onerror="fired.push('error')"><\/script>`;
  });
  await page.decide('accept');
  await page.until(() => window.fired.length === 2);
  await page.settled();
  assert.deepEqual(await page.run(() => window.fired), ['load', 'error']);
});

test('a tag with async that innerHTML made runs', async () => {
  const page = await visit('plain');
  await page.run(() => {
    document.querySelector('main').innerHTML = '<script type="text/plain" data-category="analytics" async src="/s/async.js"><\/script>';
  });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['async']);
  assert.deepEqual(page.requests(), ['/s/async.js']);
});

test('a frame that has an address already is released without an entry in the history of the tab', async () => {
  const page = await visit('order-history');
  const before = await page.run(() => history.length);
  assert.ok(before < 45, `${before} entries are too many to count on`);
  for (const round of [1, 2]) {
    await page.api('acceptAll');
    await page.until((count) => window.seen.frames.filter((text) => text.startsWith('loaded')).length === count, round * 3);
    await page.settled();
    assert.equal(await page.run(() => history.length), before, `released ${round}`);
    await page.api('withdraw');
    await page.settled();
    assert.equal(await page.run(() => history.length), before, `taken back ${round}`);
  }
});
