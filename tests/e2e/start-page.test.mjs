// The page that `./build.sh serve` opens on shows, live, what is blocked, released, stored and sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh } = useBrowser();

/** The rows of one panel, once `enough` of them are there. */
const rows = (page, name, enough) =>
  page.until(
    (list, wanted) => {
      const found = [...document.querySelectorAll(`[data-list="${list}"] li code`)].map((row) => row.textContent);
      return found.length >= wanted && found;
    },
    name,
    enough,
  );

test('before a choice the start page shows tags that are blocked, and nothing released or sent', async () => {
  const page = await fresh().open('/', { ready: false });
  assert.ok((await rows(page, 'blocked', 10)).includes('/vendor/posthog.js'));
  await page.settled();
  assert.deepEqual(await rows(page, 'released', 0), []);
  assert.deepEqual(await rows(page, 'sent', 0), []);
  assert.deepEqual(await rows(page, 'stored', 1), ['octoop_session']);
});

test('after “accept all” in the frame it shows them released, stored and sent', async () => {
  const page = await fresh().open('/', { ready: false });
  // All that the page in the frame has, and not what of it was parsed so far.
  const count = await page.until(() => frames[0].document.readyState === 'complete' && frames[0].document.querySelectorAll('script[type="text/plain"]').length);
  const blocked = await rows(page, 'blocked', count);
  assert.equal(blocked.length, count);
  await page.driver.switchTo().frame(await page.driver.findElement({ css: 'iframe' }));
  await page.press('accept');
  await page.driver.switchTo().defaultContent();
  const released = await rows(page, 'released', blocked.length);
  assert.deepEqual(released.toSorted(), blocked.toSorted());
  await page.until(() => [...document.querySelectorAll('[data-list="sent"] li code')].some((row) => row.textContent === '/t/matomo/matomo.php'));
  await page.until(() => [...document.querySelectorAll('[data-list="stored"] li code')].some((row) => row.textContent.startsWith('_pk_id.')));
});

test('the start page links the OCTOOP site', async () => {
  const page = await fresh().open('/', { ready: false });
  await page.clickOn('.pages a');
  await page.until(() => location.pathname === '/sites/octoop/index.html' && window.octoconsent?.granted);
  await page.visible('[part~="banner"]');
});
