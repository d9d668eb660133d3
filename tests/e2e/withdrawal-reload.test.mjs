// `reload`: the page is loaded once more after a choice that took something back, and never otherwise.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();
const RELOAD = { config: { reload: true } };

/** How often the page was asked for. */
const loads = (page, fixture = 'withdraw') => page.requests(`/fixtures/${fixture}/`).length;

/** Does what makes the page load once more, and waits until it has. */
async function reloaded(page, act) {
  const before = loads(page);
  await page.run(() => void (window.old = true));
  await act();
  await page.until(() => !window.old);
  await page.ready();
  await page.settled();
  assert.equal(loads(page), before + 1, 'loaded once');
}

/** Does what must not. */
async function stays(page, act) {
  const before = loads(page);
  await page.run(() => void (window.old = true));
  await act();
  await page.settled();
  assert.equal(await page.run(() => window.old), true);
  assert.equal(loads(page), before);
}

async function granted(options = RELOAD) {
  const page = await visit('withdraw', options);
  await page.decide('accept');
  await page.ranAll(1);
  return page;
}

test('a withdrawal loads the page once more, with nothing granted and nothing left', async () => {
  const page = await granted();
  assert.equal(loads(page), 1, 'a grant does not');
  await reloaded(page, () => page.clickOn('#withdraw'));
  assert.deepEqual(await page.ran(), []);
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
  const record = await page.api('record');
  assert.deepEqual([record.method, record.categories.analytics], ['withdrawal', 'denied']);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('it happens once: neither the start nor another refusal does it again', async () => {
  const page = await granted();
  await reloaded(page, () => page.clickOn('#withdraw'));
  await stays(page, () => page.clickOn('#withdraw'));
  await stays(page, () => page.api('rejectAll'));
});

test('a first refusal and a grant load nothing', async () => {
  const page = await visit('withdraw', RELOAD);
  await stays(page, () => page.decide('reject'));
  await stays(page, () => page.api('acceptAll'));
  await stays(page, () => page.api('choose', { pixel: true }));
});

test('one service taken back is enough', async () => {
  const page = await granted();
  await reloaded(page, () => page.api('withdraw', 'pixel'));
  assert.deepEqual(await page.ranAll(1), ['matomo'], 'the others run');
});

test('a reset that takes something back loads the page once more, and the question is asked', async () => {
  const page = await granted();
  await reloaded(page, () => page.api('reset'));
  await page.visible('[part~="banner"]');
  assert.deepEqual(await page.cookieNames(), []);
  await stays(page, () => page.api('reset'));
});

test('the page hears of the choice before', async () => {
  const page = await granted();
  await page.run(() => document.addEventListener('octoconsent:change', () => (window.name = document.cookie)));
  await reloaded(page, () => page.clickOn('#withdraw'));
  assert.match(await page.run(() => window.name), /^octoconsent=.*withdrawal/);
});

test('without `reload` nothing is loaded', async () => {
  const page = await granted({});
  await stays(page, () => page.clickOn('#withdraw'));
});

test('a page whose own script grants and takes back at every load is not loaded for ever', async () => {
  const page = fresh();
  await page.open('fickle');
  await page.event('choice', 2);
  await page.settled();
  assert.equal(loads(page, 'fickle'), 1);
});
