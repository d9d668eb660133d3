// After a withdrawal scripts run on, and write again what was deleted. What this file runs in the page is such a script.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { PATIENCE } from './page.mjs';

const { fresh } = useBrowser();

/** A page on which all was granted, and then all but necessary taken back: or `id` alone. */
async function withdrawn({ id, before, config } = {}) {
  const page = fresh();
  await page.open('withdraw', { config });
  await page.api('acceptAll');
  await page.ranAll(1);
  if (before) await page.run(before);
  await page.api('withdraw', ...(id ? [id] : []));
  return page;
}

/** Timers of a second and more never ring: what is left are the events. */
const withoutTimer = () => {
  const plain = window.setTimeout;
  window.setTimeout = (run, delay, ...rest) => (delay >= 1000 ? 0 : plain(run, delay, ...rest));
};

const withoutCookieStore = () => Object.defineProperty(window, 'cookieStore', { value: undefined });

/** Waits until `document.cookie` shows the record and these alone. */
const untilCookies = (page, ...names) =>
  page.until((wanted) => document.cookie.split('; ').map((pair) => pair.split('=')[0]).sort().join() === wanted, ['octoconsent', ...names].toSorted().join());

for (const [how, before] of [['at its change', withoutTimer], ['by and by where the browser tells of no changes', withoutCookieStore]]) {
  test(`a cookie that a script writes again goes ${how}`, async () => {
    const page = await withdrawn({ before });
    for (let time = 0; time < 3; time += 1) {
      await page.run(() => ['_pk_id.1=2', 'px=1', 'sid=1', 'theirs=1'].forEach((cookie) => (document.cookie = `${cookie}; path=/`)));
      await untilCookies(page, 'sid', 'theirs');
    }
  });
}

test('entries that a script writes again in localStorage and sessionStorage go', async () => {
  const page = await withdrawn();
  for (let time = 0; time < 2; time += 1) {
    await page.store('matomo_queue', '1');
    await page.store('matomo', '1');
    await page.store('ph_window', '1', 'sessionStorage');
    await page.until(() => !('matomo_queue' in localStorage) && !('ph_window' in sessionStorage));
  }
  assert.deepEqual(await page.run(() => Object.keys(localStorage).sort()), ['matomo', 'octoconsent']);
});

test('a database and a cache that a script makes again go', async () => {
  const cookies = [{ name: 'visits', storage: 'indexedDB' }, { name: 'pixels', storage: 'cacheStorage' }];
  const page = await withdrawn({ config: { categories: [{ id: 'analytics', title: 'A', services: [{ id: 'matomo', title: 'M', cookies }] }] } });
  for (let time = 0; time < 2; time += 1) {
    await page.driver.executeAsyncScript((done) => {
      const request = indexedDB.open('visits');
      request.onsuccess = () => {
        request.result.close();
        caches.open('pixels').then(() => done());
      };
    });
    await page.driver.wait(
      () => page.driver.executeAsyncScript((done) => void Promise.all([indexedDB.databases(), caches.keys()]).then((lists) => done(!lists.flat().length))),
      PATIENCE, 'database or cache stays', 25,
    );
  }
});

test('what a script writes as the page is left is gone on the next one', async () => {
  const page = await withdrawn({
    before: () => {
      addEventListener('pagehide', () => {
        document.cookie = '_pk_id.1=2; path=/';
        localStorage.setItem('matomo_queue', '1');
        localStorage.setItem('left', '1');
      });
    },
  });
  await page.run(withoutTimer);
  await page.leave();
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
  assert.deepEqual(await page.run(() => Object.keys(localStorage).sort()), ['left', 'octoconsent']);
});

test('what another service keeps is left alone', async () => {
  const page = await withdrawn({ id: 'matomo' });
  await page.run(() => ['ph_visitor=1', '_pk_ses.1=1', 'px=1'].forEach((cookie) => (document.cookie = `${cookie}; path=/`)));
  await untilCookies(page, 'ph_visitor', 'px');
});

/** What the sweep would hear, if it were still at it. */
const stir = (page) => page.run(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));

test('what is granted again is left alone', async () => {
  const page = await withdrawn({ id: 'matomo' });
  await page.api('choose', { matomo: true });
  await page.setCookie('_pk_id.1=2; path=/');
  await stir(page);
  assert.deepEqual(await page.cookieNames(), ['_pk_id.1', 'octoconsent']);
});

test('what is denied still is swept when something else is granted again', async () => {
  const page = await withdrawn();
  await page.api('choose', { matomo: true });
  await page.run(() => ['_pk_id.1=2', 'px=1'].forEach((cookie) => (document.cookie = `${cookie}; path=/`)));
  await untilCookies(page, '_pk_id.1');
});

test('a page on which nothing was taken back is not watched', async () => {
  const page = fresh();
  await page.open('withdraw');
  await page.api('rejectAll');
  await page.setCookie('_pk_id.1=2; path=/');
  await stir(page);
  assert.deepEqual(await page.cookieNames(), ['_pk_id.1', 'octoconsent']);
});

test('a start anew ends the watch of the one before', async () => {
  const page = await withdrawn();
  await page.run(() => window.octoconsent.start({ categories: [{ id: 'a', title: 'A', cookies: [{ name: 'px' }] }] }));
  await page.setCookie('px=1; path=/');
  await stir(page);
  assert.deepEqual(await page.cookieNames(), ['octoconsent', 'px']);
});

test('a script that answers every deletion does not keep the page busy', async () => {
  const page = await withdrawn();
  const times = await page.driver.executeAsyncScript((done) => {
    const at = [];
    cookieStore.addEventListener('change', ({ deleted }) => {
      if (!deleted.length) return;
      at.push(performance.now());
      if (at.length < 5) document.cookie = '_pk_id.1=2; path=/';
      else done(at);
    });
    document.cookie = '_pk_id.1=2; path=/';
  });
  assert.ok(times[4] - times[0] > 4 * 90, `deleted at ${times}`);
});
