// Whatever the visitor chooses, in whatever order and in however many windows: each script runs once a page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const ALL = ['one', 'two', 'three', 'four'];
const FILES = ['/s/one.js', '/s/three.js'];

/** Does `work` in a window of its own, as the same visitor; `work` gets a way back to the first one and there again. */
async function inSecondWindow({ driver }, work) {
  const first = await driver.getWindowHandle();
  await driver.switchTo().newWindow('window');
  const second = await driver.getWindowHandle();
  try {
    await work({ first: () => driver.switchTo().window(first), second: () => driver.switchTo().window(second) });
  } finally {
    await driver.switchTo().window(second);
    await driver.close();
    await driver.switchTo().window(first);
  }
}

test('a long quarrel with the banner runs nothing twice', async () => {
  const page = await visit('order');
  await page.decide('reject');
  await page.assertNothingReleased();
  await page.select({ analytics: true }, 'reopen');
  await page.ranAll(4);
  await page.select({ analytics: false }, 'reopen');
  await page.select({ targeting: true }, 'reopen');
  await page.select({ analytics: true }, 'reopen');
  await page.api('showBanner');
  await page.decide('reject');
  await page.api('showBanner');
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), FILES);
  assert.equal((await page.events('release')).length, 4);
});

test('asking anew after a reset runs nothing twice', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.api('reset');
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), FILES);
});

test('choices within one turn of the page count as their last one', async () => {
  const page = await visit('order');
  await page.run(() => {
    octoconsent.acceptAll();
    octoconsent.rejectAll();
    octoconsent.acceptAll();
    octoconsent.choose({ analytics: true });
  });
  await page.ranAll(4);
  assert.deepEqual(await page.ran(), ALL);
  assert.deepEqual(page.requests(), FILES);
});

test('a script that itself chooses runs nothing twice', async () => {
  const page = await visit('plain');
  await page.append({ 'data-category': 'analytics', text: "ran('chooses'); octoconsent.acceptAll(); ran('has chosen')" });
  await page.append({ 'data-category': 'analytics', src: '/s/next.js' });
  await page.append({ 'data-category': 'targeting', text: "ran('targeting')" });
  await page.select({ analytics: true });
  assert.deepEqual(await page.ranAll(4), ['chooses', 'has chosen', 'targeting', 'next']);
});

test('a script that itself rejects is the last one to run', async () => {
  const page = await visit('plain');
  await page.append({ 'data-category': 'analytics', text: "ran('rejects'); octoconsent.rejectAll(); ran('has rejected')" });
  await page.append({ 'data-category': 'analytics', text: "ran('next')" });
  await page.append({ 'data-category': 'targeting', src: '/s/targeting.js' });
  await page.decide('accept');
  await page.ranAll(2);
  assert.deepEqual(await page.ran(), ['rejects', 'has rejected']);
  assert.deepEqual(page.requests(), []);
});

test('granting one service after the other runs each tag once, and that of the category last', async () => {
  const page = await visit('services');
  await page.select({ matomo: true });
  await page.ranAll(2);
  await page.select({ posthog: true }, 'reopen');
  await page.ranAll(4);
  await page.select({ matomo: false }, 'reopen');
  await page.select({ matomo: true }, 'reopen');
  await page.settled();
  assert.deepEqual(await page.ran(), ['necessary', 'matomo', 'posthog', 'analytics']);
  assert.equal(page.requests().length, 4);
});

test('a second window that opens after the choice runs each script once, and the first one runs nothing more', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await inSecondWindow(page, async ({ first }) => {
    await page.open('order');
    assert.deepEqual(await page.ranAll(4), ALL, 'the second');
    await first();
    await page.settled();
    assert.deepEqual(await page.ran(), ALL, 'the first');
  });
  assert.deepEqual(page.requests(), [...FILES, ...FILES].toSorted());
});

test('choices in two windows that both asked run each script once in each', async () => {
  const page = await visit('order');
  await inSecondWindow(page, async ({ first, second }) => {
    await page.open('order');
    await page.decide('accept');
    await page.ranAll(4);
    await first();
    await page.api('acceptAll');
    assert.deepEqual(await page.ranAll(4), ALL, 'the first');
    await page.api('rejectAll');
    await second();
    await page.api('acceptAll');
    await page.settled();
    assert.deepEqual(await page.ran(), ALL, 'the second');
    await first();
    await page.api('acceptAll');
    await page.settled();
    assert.deepEqual(await page.ran(), ALL, 'the first');
  });
  assert.deepEqual(page.requests(), [...FILES, ...FILES].toSorted());
});

test('a rejection in a second window runs nothing there, and a reload of it neither', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await inSecondWindow(page, async () => {
    await page.open('order');
    await page.ranAll(4);
    await page.api('rejectAll');
    page.server.reset();
    await page.reload();
    await page.assertNothingReleased();
  });
});
