// A page may move, copy, write anew and take away its tags: each script runs once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const ALL = ['one', 'two', 'three', 'four'];
const FILES = ['/s/one.js', '/s/three.js'];

test('released scripts that go and come back do not run again', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.run(() => {
    window.gone = [...document.querySelectorAll('body script')];
    window.gone.forEach((tag) => tag.remove());
  });
  await page.settled();
  await page.run(() => document.body.prepend(...window.gone));
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), FILES);
});

test('released scripts that are made tags again and moved do not run again', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.run(() => {
    for (const tag of document.querySelectorAll('body script')) {
      tag.type = 'text/plain';
      document.body.append(tag);
    }
  });
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), FILES);
});

test('tags that the page moves at every turn run once', async () => {
  const page = await visit('order');
  const shuffle = () => page.run(() => document.querySelectorAll('body script').forEach((tag) => document.body.prepend(tag)));
  await shuffle();
  page.hold('/s/one.js');
  page.hold('/s/three.js');
  await page.decide('accept');
  await shuffle();
  await Promise.all(FILES.map((path) => page.requested(path)));
  await shuffle();
  page.release('/s/one.js');
  await shuffle();
  page.release('/s/three.js');
  await shuffle();
  assert.deepEqual((await page.ranAll(4)).toSorted(), ALL.toSorted());
  assert.deepEqual(page.requests(), FILES);
});

test('a move by a handler of the release runs nothing twice', async () => {
  const page = await visit('order');
  await page.run(() => octoconsent.on('release', ({ element }) => document.body.append(element)));
  await page.decide('accept');
  await page.ranAll(4);
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual((await page.ran()).toSorted(), ALL.toSorted());
  assert.deepEqual(page.requests(), FILES);
});

test('markup that is written anew before the choice runs once, in order', async () => {
  const page = await visit('order');
  await page.run(() => (document.body.innerHTML = document.body.innerHTML));
  await page.settled();
  await page.run(() => (document.body.innerHTML = document.body.innerHTML));
  await page.api('acceptAll');
  assert.deepEqual(await page.ranAll(4), ALL);
  assert.deepEqual(page.requests(), FILES);
});

test('markup that is written anew after the choice runs nothing twice', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.run(() => {
    for (const tag of document.querySelectorAll('body script')) tag.outerHTML = tag.outerHTML;
  });
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), FILES);
});

test('a copy of a blocked tag is a tag of its own, a copy of a released one never runs', async () => {
  const page = await visit('order');
  await page.run(() => document.body.append(document.querySelector('script[src="/s/one.js"]').cloneNode(true)));
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(5), [...ALL, 'one']);
  await page.run(() => document.querySelectorAll('body script').forEach((tag) => document.body.append(tag.cloneNode(true))));
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), [...ALL, 'one']);
});

test('starting anew runs nothing twice, neither what has run nor what is loading', async () => {
  const page = await visit('order');
  page.hold('/s/three.js');
  await page.decide('accept');
  await page.until(() => window.seen.ran.length === 2);
  const config = await page.run(() => JSON.parse(document.querySelector('[data-octoconsent]').textContent));
  await page.api('start', config);
  await page.settled();
  page.release('/s/three.js');
  await page.until(() => window.seen.ran.includes('four'));
  await page.settled();
  assert.deepEqual((await page.ran()).toSorted(), ALL.toSorted());
  assert.deepEqual(page.requests(), FILES);
});
