// Marks of other banners on scripts that are not inert: held back at the last moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

test('scripts that another banner marks live wait for consent, but for the necessary ones', async () => {
  const page = await visit('live');
  await page.settled();
  assert.deepEqual(await page.ran(), ['essential', 'app']);
  await page.decide('reject');
  await page.settled();
  assert.deepEqual(await page.ran(), ['essential', 'app']);
});

test('they run once granted, in page order', async () => {
  const page = await visit('live');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(6), ['essential', 'app', 'osano', 'osano-file', 'cookieyes', 'module']);
});

test('a word that means nothing keeps one from running, which is said', async () => {
  const page = await visit('live');
  await page.decide('accept');
  assert.ok(!(await page.ranAll(6)).includes('nobody'));
  assert.ok((await page.events('error')).some(({ code, message }) => code === 'tag' && message.includes('NOBODY')));
});
