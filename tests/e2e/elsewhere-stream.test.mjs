// Pages that arrive in parts: what the parser has not finished is left alone, what it has is released at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh } = useBrowser();
const PARTS = ['two', 'three', 'four', 'five', 'six', 'end'];

/** The streamed page, held before every part; granted where the visitor has agreed before. */
async function streamed({ granted = false } = {}) {
  const page = fresh();
  if (granted) {
    await page.open('plain');
    await page.decide('accept');
  }
  for (const part of PARTS) page.hold(`/part/${part}`);
  return page.stream('elsewhere-stream');
}

const send = (page, ...parts) => parts.forEach((part) => page.release(`/part/${part}`));

/** Waits until the parser has come to an element, or to a text of the page. */
const parsed = (page, text) => page.until((wanted) => document.documentElement.outerHTML.includes(wanted), text);

test('tags are released while the rest of the page is still on its way', async () => {
  const page = await streamed({ granted: true });
  await page.until(() => window.seen.ran.includes('one'));
  assert.equal(await page.run(() => document.readyState), 'loading');
  assert.deepEqual(await page.ran(), ['one']);
  send(page, ...PARTS);
});

test('the grant may come while the page is on its way', async () => {
  const page = await streamed();
  await page.run(() => window.octoconsent.acceptAll());
  await page.until(() => window.seen.ran.includes('one'));
  assert.equal(await page.run(() => document.readyState), 'loading');
  send(page, ...PARTS);
  assert.deepEqual(await page.ranAll(8), ['one', 'two, first half', 'two, second half', 'three', 'four', 'five', 'six', 'seven']);
});

test('a script whose text has not all come does not run', async () => {
  const page = await streamed({ granted: true });
  await page.until(() => window.seen.ran.includes('one'));
  await parsed(page, 'two, first half');
  await page.frames();
  assert.deepEqual(await page.ran(), ['one']);
  send(page, 'two');
  await page.until(() => window.seen.ran.includes('two, second half'));
  assert.deepEqual((await page.ran()).slice(0, 3), ['one', 'two, first half', 'two, second half']);
  send(page, ...PARTS);
});

test('a template whose content has not all come brings nothing', async () => {
  const page = await streamed({ granted: true });
  send(page, 'two');
  await page.until(() => window.seen.ran.includes('two, second half'));
  await page.until(() => Boolean(document.querySelector('template')?.content.getElementById('first')));
  await page.frames();
  assert.equal(await page.run(() => document.getElementById('first')), null);
  send(page, ...PARTS);
  assert.deepEqual((await page.ranAll(8)).slice(3, 5), ['three', 'four']);
  assert.deepEqual(await page.run(() => ['first', 'second'].map((id) => document.querySelectorAll(`p#${id}`).length)), [1, 1]);
});

test('a player whose sources come later plays them', async () => {
  const page = await streamed({ granted: true });
  send(page, 'two', 'three');
  await page.until(() => Boolean(document.getElementById('video')));
  await page.frames();
  send(page, ...PARTS);
  await page.until(() => Math.round(document.getElementById('video').duration) === 60);
});

test('a style element whose text has not all come is whole in the end', async () => {
  const page = await streamed({ granted: true });
  send(page, 'two', 'three', 'four');
  await parsed(page, '--first');
  await page.frames();
  send(page, ...PARTS);
  await page.until(() => ['first', 'second'].every((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)));
});

test('tags in a declared shadow root that is still being parsed wait until the parser is done with them', async () => {
  const page = await streamed({ granted: true });
  send(page, 'two', 'three', 'four', 'five');
  await page.until(() => window.seen.ran.includes('five'));
  assert.ok(!(await page.ran()).includes('six'));
  send(page, 'six', 'end');
  assert.deepEqual((await page.ranAll(8)).slice(5), ['five', 'six', 'seven']);
});

test('nothing is released on a streamed page before the choice, and all of it after, once', async () => {
  const page = await streamed();
  for (const part of PARTS) {
    send(page, part);
    await page.frames();
  }
  await page.assertNothingReleased();
  await page.run(() => window.octoconsent.acceptAll());
  assert.deepEqual(await page.ranAll(8), ['one', 'two, first half', 'two, second half', 'three', 'four', 'five', 'six', 'seven']);
  await page.requested('/s/video.wav');
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/four.js', '/s/one.js', '/s/video.wav']);
});
