// Tags that the page moves or takes away: while they are blocked, wait, load, or have run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const KINDS = '/fixtures/kinds/template.html';

test('tags of every sort that are removed before the choice are never released', async () => {
  const page = await visit(KINDS);
  await page.run(() => document.querySelectorAll('template, script[src="/s/before.js"]').forEach((tag) => tag.remove()));
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['after']);
  assert.deepEqual(page.requests(), []);
  assert.deepEqual((await page.seen()).frames, []);
});

test('a tag that leaves with a part of the page is never released', async () => {
  const page = await visit('plain');
  await page.run(() => {
    document.querySelector('main').innerHTML = `<section><div>
      <script type="text/plain" data-category="analytics" src="/s/gone.js"></script>
      <iframe title="gone" data-category="analytics" data-src="/s/gone.html"></iframe>
      <template data-category="analytics"><img alt="" src="/s/gone.png"></template></div></section>`;
  });
  await page.settled();
  await page.run(() => document.querySelector('main').replaceChildren());
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(page.requests(), []);
  assert.deepEqual(await page.events('release'), []);
});

test('a tag that is removed and comes back before the choice is released once', async () => {
  const page = await visit('order');
  await page.run(() => {
    window.tag = document.querySelector('script[src="/s/one.js"]');
    window.tag.remove();
  });
  await page.settled();
  await page.run(() => document.body.append(window.tag));
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(4)).toSorted(), ['four', 'one', 'three', 'two']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('a tag that is removed before the choice and comes back after it is released once', async () => {
  const page = await visit('order');
  await page.run(() => {
    window.tags = [...document.querySelectorAll('body script')].slice(0, 2);
    window.tags.forEach((tag) => tag.remove());
  });
  await page.decide('accept');
  await page.ranAll(2);
  await page.run(() => document.body.append(...window.tags));
  assert.deepEqual(await page.ranAll(4), ['three', 'four', 'one', 'two']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('tags that wait for a script before them may move, and run once', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.requested('/s/three.js');
  await page.run(() => [...document.querySelectorAll('body script')].slice(1).forEach((tag) => document.body.append(tag)));
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  page.release('/s/one.js');
  assert.deepEqual((await page.ranAll(4)).toSorted(), ['four', 'one', 'three', 'two']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('a script that moves while it loads runs once, and those after it in order', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.run(() => document.body.append(document.querySelector('script[src="/s/one.js"]')));
  await page.settled();
  page.release('/s/one.js');
  const ran = await page.ranAll(4);
  assert.deepEqual(ran.filter((name) => name !== 'one'), ['two', 'three', 'four']);
  assert.equal(ran.filter((name) => name === 'one').length, 1);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('a script that the page removes while it loads stops no queue', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.run(() => document.querySelector('script[src="/s/one.js"]').remove());
  assert.deepEqual(await page.ranAll(3), ['two', 'three', 'four']);
  page.release('/s/one.js');
  await page.settled();
  assert.deepEqual((await page.ran()).slice(0, 3), ['two', 'three', 'four']);
});

test('a script that the page takes to another document while it loads stops no queue', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.run(() => document.implementation.createHTMLDocument('').body.append(document.querySelector('script[src="/s/one.js"]')));
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(3), ['two', 'three', 'four']);
});

test('a waiting script that the page removes does not run, and stops no queue', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/three.js');
  await page.run(() => document.querySelector('script[src="/s/three.js"]').remove());
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'four']);
});

test('a script that removes the tag behind it keeps it from running', async () => {
  const page = await visit('plain');
  await page.run(() => {
    document.querySelector('main').innerHTML = `
      <script type="text/plain" data-category="analytics">ran('one'); document.getElementById('next').remove()<\/script>
      <script type="text/plain" data-category="analytics" id="next">ran('two')<\/script>
      <script type="text/plain" data-category="analytics">ran('three')<\/script>`;
  });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'three']);
});

test('a script that empties the page does not stop what comes later', async () => {
  const page = await visit('plain');
  await page.run(() => {
    document.querySelector('main').innerHTML = `
      <script type="text/plain" data-category="analytics" src="/s/one.js"><\/script>
      <script type="text/plain" data-category="analytics">document.querySelector('main').replaceChildren(); ran('two')<\/script>
      <script type="text/plain" data-category="analytics" src="/s/gone.js"><\/script>`;
  });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  await page.append({ 'data-category': 'analytics', text: "ran('three')" });
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'three']);
});

test('a tag that moves into a shadow root before the choice runs once', async () => {
  const page = await visit('order');
  await page.run(() => {
    const host = document.body.appendChild(document.createElement('div'));
    host.attachShadow({ mode: 'open' }).append(document.querySelector('script[src="/s/one.js"]'));
  });
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(4)).toSorted(), ['four', 'one', 'three', 'two']);
});

test('blocked content that moves is released once, and can be taken back where it stands', async () => {
  const page = await visit(KINDS);
  await page.run(() => document.body.append(document.getElementById('template')));
  await page.assertNothingReleased();
  await page.select({ analytics: true });
  await page.ranAll(7);
  await page.run(() => document.querySelector('h1').before(document.getElementById('template')));
  await page.api('withdraw', 'analytics');
  assert.equal(await page.run(() => document.getElementById('words')), null);
  await page.settled();
  assert.equal((await page.ran()).length, 7);
});
