// Tags that a page without a banner would not run either.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

test('a nomodule tag never runs and stalls nobody', async () => {
  const page = await visit('nomodule');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.deepEqual(page.requests('/s/old.js'), []);
});

test('tags written through innerHTML run in order, once, and stall nobody', async () => {
  const page = await visit('plain');
  await page.run(() => {
    const box = document.createElement('div');
    box.innerHTML = `
      <script type="text/plain" data-category="analytics" id="first" data-note="kept" src="/s/one.js"><\/script>
      <script type="text/plain" data-category="analytics">ran('two')<\/script>`;
    document.body.append(box);
  });
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.equal(await page.run('return document.getElementById("first").dataset.note'), 'kept');
  await page.append({ 'data-category': 'analytics', src: '/s/three.js' });
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'three']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});
