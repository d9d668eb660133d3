// Starting anew with another configuration.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const other = { categories: [{ id: 'analytics', title: 'Other analytics' }], cookie: { name: 'other' } };

test('a page that starts anew keeps what is blocked, and releases it once', async () => {
  const page = await visit('order');
  await page.api('start', other);
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await page.run('return document.querySelectorAll("octo-consent").length'), 1);
  assert.ok(await page.cookie('other'));
});

test('a wrong second configuration leaves the first in force', async () => {
  const page = await visit('order');
  await page.api('start', { categories: [] });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.ok(await page.cookie());
});
