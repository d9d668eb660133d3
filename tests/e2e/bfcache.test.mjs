// Pages that come back from the back/forward cache. What it takes in Chromium under chromedriver, which is the real thing: nothing
// special, neither flags nor headers for a page that the visitor only leaves and comes back to. But a page that was sent with
// `Cache-Control: no-store`, as all of this server's are by default, is dropped from the cache once a cookie has changed meanwhile:
// hence `?cache`. That a page came from there is asserted (`restored`), not believed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { ONLY, closeTabs, openTab } from './tabs.mjs';

const { fresh, visit } = useBrowser();

const PAGE = '/fixtures/tabs/?cache';

/** Leaves for another page of the same host, acts there, and goes back to the page as it was left. */
async function elsewhere(page, act) {
  await page.run(() => addEventListener('pageshow', ({ persisted }) => (window.restored = persisted)));
  await page.open('/fixtures/plain/?cache');
  await act(page);
  page.server.reset();
  await page.driver.navigate().back();
  await page.until(() => window.restored === true);
}

test('a grant on another page releases on the page that comes back, and closes its banner', async () => {
  const page = await visit(PAGE);
  await elsewhere(page, () => page.decide('accept'));
  await page.requested('/s/film.html');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.equal(await page.shows('[part~="banner"]'), false);
  assert.equal((await page.events('ready')).length, 1);
  await page.assertNoErrors();
});

test('it is the return itself that the page hears of', async (t) => {
  const place = fresh();
  await closeTabs(t, place);
  const before = () => {
    delete window.BroadcastChannel;
    delete window.cookieStore;
    for (const type of ['storage', 'focus', 'visibilitychange']) addEventListener(type, (event) => event.stopImmediatePropagation());
  };
  const page = await openTab(place, PAGE, { before });
  await elsewhere(page, () => page.decide('accept'));
  await page.requested('/s/film.html');
});

test('a withdrawal on another page takes back on the page that comes back', async () => {
  const page = await visit(PAGE);
  await page.decide('accept');
  await page.ranAll(2);
  await elsewhere(page, () => page.api('withdraw'));
  await page.requested('/s/without.js');
  assert.equal(await page.api('granted', 'analytics'), false);
  assert.equal(await page.run(() => document.querySelector('iframe').getAttribute('src')), null);
});

test('a record that was erased on another page is asked for on the page that comes back', async () => {
  const page = await visit(PAGE);
  await page.decide('accept');
  await page.ranAll(2);
  await elsewhere(page, () => page.api('reset'));
  await page.visible('[part~="banner"]');
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('where nothing was chosen meanwhile, the page that comes back is told of nothing', async () => {
  const page = await visit(PAGE);
  await page.decide('accept');
  await page.ranAll(2);
  const before = await page.events('change');
  await elsewhere(page, () => {});
  await page.settled();
  assert.deepEqual(await page.events('change'), before);
  assert.deepEqual(page.requests(), []);
});

test('a page that came back hears of other tabs again, though nothing but its channel can tell it', async (t) => {
  const place = fresh();
  await closeTabs(t, place);
  const page = await openTab(place, PAGE, { before: ONLY.BroadcastChannel });
  await elsewhere(page, () => {});
  const other = await openTab(place, 'plain');
  await other.decide('accept');
  await page.requested('/s/one.js');
});
