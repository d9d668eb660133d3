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
