// 5,000 tags: all of them run, in order and once, and the page gets its turn meanwhile. Nothing here measures time
// (tools/release-time.mjs does): what is counted is what the page got done between the first and the last of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const COUNT = 5000;
const NUMBERS = Array.from({ length: COUNT }, (_, index) => index);
/** Milliseconds that each script works: in all a second, which is a hundred slices on any machine. Chromium lets messages and timers of
 *  the page pass about every 60 ms while there is work before them: fifteen of them, of which five are enough. */
const WORK = 0.2;

const open = (count, work = 0) => `/fixtures/yield/?count=${count}&work=${work}`;

/** What the page got done between the first script and the last, and the most scripts that ran in one slice. */
const between = (page) =>
  page.run(() => {
    const { log } = window;
    const got = Object.fromEntries(Object.keys(log[0]).map((name) => [name, log.at(-1)[name] - log[0][name]]));
    let [most, here] = [0, 0];
    log.forEach(({ slices }, index) => {
      here = slices === log[index - 1]?.slices ? here + 1 : 1;
      most = Math.max(most, here);
    });
    return { ...got, most };
  });

function assertShared({ slices, messages, timers, frames, most }) {
  const said = `slices ${slices}, messages ${messages}, timers ${timers}, frames ${frames}, most in a slice ${most}`;
  assert.ok(slices >= 20, said);
  assert.ok(messages >= 5, said);
  assert.ok(timers >= 5, said);
  assert.ok(frames >= 5, said);
  assert.ok(most <= COUNT / 10, said);
}

test('5,000 tags run in order, once', async () => {
  const page = await visit(open(COUNT));
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(COUNT), NUMBERS);
  await page.api('acceptAll');
  await page.settled();
  assert.equal((await page.ran()).length, COUNT);
  assert.equal((await page.events('release')).length, COUNT);
  await page.assertNoErrors();
});

test('5,000 tags that work let the page have its turn', async () => {
  const page = await visit(open(COUNT, WORK));
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(COUNT), NUMBERS);
  assertShared(await between(page));
});

test('5,000 tags of a kept grant let the page have its turn', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.open(open(COUNT, WORK));
  assert.deepEqual(await page.ranAll(COUNT), NUMBERS);
  assertShared(await between(page));
});

test('5,000 tags that are added at once after the choice let the page have its turn', async () => {
  const page = await visit(open(0, WORK));
  await page.decide('accept');
  await page.run((count) => {
    const markup = Array.from({ length: count }, (_, index) => `<script type="text/plain" data-category="analytics">step(${index})<\/script>`);
    document.body.append(document.createRange().createContextualFragment(markup.join('')));
  }, COUNT);
  assert.deepEqual(await page.ranAll(COUNT), NUMBERS);
  assertShared(await between(page));
});

test('5,000 templates are released, taken back and released again, in order', async () => {
  const page = await visit(open(0));
  await page.run((count) => {
    const tag = (index) => `<template data-category="analytics"><b class="content">${index}</b></template>`;
    document.body.append(document.createRange().createContextualFragment(Array.from({ length: count }, (_, index) => tag(index)).join('')));
  }, COUNT);
  await page.decide('accept');
  await page.until((count) => document.querySelectorAll('.content').length === count, COUNT);
  await page.api('withdraw');
  await page.until(() => !document.querySelector('.content'));
  await page.api('acceptAll');
  await page.until((count) => document.querySelectorAll('.content').length === count, COUNT);
  const order = await page.run(() => [...document.querySelectorAll('.content')].map((element) => Number(element.textContent)));
  assert.deepEqual(order, NUMBERS);
});

test('a withdrawal in the midst of 5,000 tags stops the rest', async () => {
  const page = await visit(open(COUNT, WORK));
  await page.run(() => {
    const { step } = window;
    window.step = (index) => {
      step(index);
      if (index === 100) window.octoconsent.withdraw();
    };
  });
  await page.decide('accept');
  await page.until(() => window.seen.ran.length > 100);
  await page.settled();
  assert.deepEqual(await page.ran(), NUMBERS.slice(0, 101));
});

test('a click of the visitor is handled in the midst of 5,000 tags', async () => {
  const page = await visit(open(COUNT, WORK));
  await page.run(() => {
    const { step } = window;
    document.querySelector('h1').addEventListener('click', () => (window.handled = window.seen.ran.length));
    // Queued as an input would be, while the first script runs.
    window.step = (index) => {
      if (index === 0) setTimeout(() => document.querySelector('h1').click());
      step(index);
    };
  });
  await page.decide('accept');
  await page.ranAll(COUNT);
  const handled = await page.run(() => window.handled);
  assert.ok(handled > 0 && handled < COUNT / 2, `handled after ${handled} tags`);
});
