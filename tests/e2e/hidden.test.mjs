// Content blockers that hide the banner: the page stays in use, and everything stays blocked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCKER, Key, useBrowser } from './harness.mjs';

const { visit } = useBrowser({ extension: BLOCKER });
const BANNERS = [{ layout: 'bar' }, { layout: 'box' }, { layout: 'center' }, { layout: 'center', blocking: true }];

/** Opens the page, and waits until the extension has hidden what there is. */
async function hidden(banner) {
  const page = await visit('hidden', { config: { banner } });
  await page.until(() => document.querySelector('octo-consent') && getComputedStyle(document.querySelector('octo-consent')).display === 'none');
  return page;
}

/** The page scrolls, its buttons work, and Tab reaches it first. */
async function assertUsable(page, name) {
  await page.keys(Key.TAB);
  assert.equal(await page.focused(), 'link', name);
  await page.keys(Key.END);
  await page.until(() => scrollY > 1000);
  await page.clickOn('#button');
  assert.equal(await page.run(() => 'pressed' in document.getElementById('button').dataset), true, name);
}

async function assertUnasked(page) {
  await page.assertNothingReleased();
  await page.assertNoErrors();
  assert.deepEqual([await page.api('record'), await page.cookie(), await page.events('choice')], [null, null, []]);
}

test('a blocker that hides the banner leaves the page in use and everything blocked', async () => {
  for (const banner of BANNERS) {
    const page = await hidden(banner);
    await assertUsable(page, JSON.stringify(banner));
    await assertUnasked(page);
  }
});

test('a blocker that takes the banner away leaves the page in use and everything blocked', async () => {
  for (const banner of BANNERS) {
    const page = await hidden(banner);
    await page.run(() => document.querySelector('octo-consent').remove());
    await assertUsable(page, JSON.stringify(banner));
    await assertUnasked(page);
  }
});

test('preferences that a blocker hides do not bar the page', async () => {
  const page = await hidden();
  await page.clickOn('#settings');
  await page.until(() => !document.querySelector('octo-consent').shadowRoot.querySelector('dialog[open]'));
  assert.equal(await page.focused(), 'settings');
  await page.clickOn('#button');
  assert.equal(await page.run(() => 'pressed' in document.getElementById('button').dataset), true);
  await assertUnasked(page);
});

test('what was taken away comes back where the visitor asks for it, and refuses', async () => {
  const page = await hidden();
  await page.run(() => document.querySelector('octo-consent').remove());
  await page.clickOn('#settings');
  await page.until(() => document.querySelector('octo-consent'));
  await page.api('rejectAll');
  assert.equal((await page.event('choice')).method, 'api');
  await page.assertNothingReleased();
  await page.assertNoErrors();
});
