// Which tags are released, and what a release leaves as it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const NONCE_POLICY = "script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'";

test('what is necessary runs without a choice', async () => {
  const page = await visit('services');
  assert.deepEqual(await page.ranAll(1), ['necessary']);
  assert.deepEqual(page.requests(), ['/s/necessary.js']);
});

test('a selected service runs alone', async () => {
  const page = await visit('services');
  await page.select({ matomo: true });
  assert.deepEqual(await page.ranAll(2), ['necessary', 'matomo']);
  assert.deepEqual(page.requests(), ['/s/matomo.js', '/s/necessary.js']);
});

test('a tag of a category runs when all its services are granted', async () => {
  const page = await visit('services');
  await page.select({ matomo: true, posthog: true });
  assert.deepEqual((await page.ranAll(4)).toSorted(), ['analytics', 'matomo', 'necessary', 'posthog']);
});

test('a tag with two categories needs both', async () => {
  const page = await visit('services');
  await page.select({ targeting: true });
  await page.settled();
  assert.ok(!(await page.ran()).includes('both'));
  await page.select({ analytics: true }, 'reopen');
  await page.until(() => window.seen.ran.includes('both'));
});

test('a tag with an unknown category or service stays blocked', async () => {
  const page = await visit('services');
  await page.decide('accept');
  const ran = await page.ranAll(5);
  assert.deepEqual(ran.toSorted(), ['analytics', 'both', 'matomo', 'necessary', 'posthog']);
  assert.deepEqual(page.requests(/misspelt/), []);
});

test('a released element is the one that stood there, with all its attributes', async () => {
  const page = await visit('identity');
  await page.decide('accept');
  await page.ranAll(2);
  const tag = await page.run(() => {
    const { outside } = window.kept;
    return {
      same: outside === document.getElementById('outside') && window.kept.inside === document.getElementById('inside'),
      attributes: Object.fromEntries(['id', 'class', 'data-site', 'data-category', 'referrerpolicy', 'src'].map((name) => [name, outside.getAttribute(name)])),
      nonce: outside.nonce,
      parent: outside.parentElement.id,
      siblings: [outside.previousElementSibling.id, outside.nextElementSibling.id],
    };
  });
  assert.deepEqual(tag, {
    same: true,
    attributes: {
      id: 'outside',
      class: 'a b',
      'data-site': '7',
      'data-category': 'analytics',
      referrerpolicy: 'no-referrer',
      src: '/s/outside.js',
    },
    nonce: 'abc',
    parent: 'home',
    siblings: ['before', 'between'],
  });
});

test('a kept grant, too, releases the element that the parser made', async () => {
  const page = await visit('identity');
  await page.decide('accept');
  await page.ranAll(2);
  await page.reload();
  assert.deepEqual(await page.ranAll(2), ['outside', 'inside']);
  const same = await page.run(() => ['outside', 'inside'].map((id) => document.getElementById(id) === window.kept[id]));
  assert.deepEqual(same, [true, true]);
});

test('a released inline script stands where it stood while it runs', async () => {
  const page = await visit('identity');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['outside', 'inside']);
  const order = await page.run(() => [...document.getElementById('home').children].map((element) => element.id));
  assert.deepEqual(order, ['before', 'outside', 'between', 'inside', 'written', 'after']);
});

test('each release is announced with its element', async () => {
  const page = await visit('identity');
  await page.decide('accept');
  await page.ranAll(2);
  const released = (await page.events('release')).map(({ category, element }) => [category, element]);
  assert.deepEqual(released, [['analytics', 'outside'], ['analytics', 'inside']]);
});

test('tags added before the choice wait for it', async () => {
  const page = await visit('plain');
  await page.append({ 'data-category': 'analytics', src: '/s/one.js' });
  await page.append({ 'data-category': 'analytics', text: "ran('two')" });
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
});

test('tags added after the choice run at once if they were granted, in order', async () => {
  const page = await visit('plain');
  await page.select({ analytics: true });
  page.hold('/s/one.js');
  await page.append({ 'data-category': 'analytics', src: '/s/one.js' });
  await page.append({ 'data-category': 'analytics', text: "ran('two')" });
  await page.append({ 'data-category': 'targeting', src: '/s/never.js' });
  await page.requested('/s/one.js');
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.deepEqual(page.requests(), ['/s/one.js']);
});

test('tags inside an added part of a page are found', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.run(() => {
    const markup = '<section><div><script type="text/plain" data-category="analytics" src="/s/deep.js"></' + 'script></div></section>';
    // Unlike innerHTML, which makes scripts that no browser ever runs.
    document.querySelector('main').append(document.createRange().createContextualFragment(markup));
  });
  assert.deepEqual(await page.ranAll(1), ['deep']);
});

test('a tag removed before the choice never runs', async () => {
  const page = await visit('order');
  await page.run(() => document.querySelector('script[src="/s/one.js"]').remove());
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(3), ['two', 'three', 'four']);
  assert.deepEqual(page.requests(), ['/s/three.js']);
});

test('everything works under a strict nonce policy without one violation', async () => {
  const page = await visit('nonce', { csp: NONCE_POLICY });
  const banner = await page.visible('[part~="banner"]');
  assert.equal(await banner.getCssValue('position'), 'absolute', 'the style sheet is in force');
  await page.select({ analytics: true });
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'three']);
  const seen = await page.seen();
  assert.deepEqual([seen.violations, seen.errors], [[], []]);
});

test('a tag without the page’s nonce gains no way to run under a nonce policy', async () => {
  const page = await visit('nonce', { csp: NONCE_POLICY });
  await page.decide('accept');
  await page.ranAll(3);
  await page.append({ 'data-category': 'targeting', src: '/s/added.js' });
  await page.settled();
  assert.deepEqual(await page.ran(), ['one', 'two', 'three']);
  assert.deepEqual(page.requests(/injected|added/), []);
});
