// Four real trackers, as npm has them, on a page of their own: PostHog, Mixpanel, Snowplow, Amplitude. They keep cookies on
// the parent domain, entries in both storage areas and databases that stay open; their endpoints are of another host. Once
// they run they write again whatever is deleted, and nothing but another page ends them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { declared, fits } from '../../src/audit/config.js';
import { PATIENCE } from './page.mjs';
import { useBrowser } from './harness.mjs';

const { fresh } = useBrowser();

/** Of each tracker: where its events go, and what its entries begin with. */
const TRACKERS = {
  posthog: [/^\/t\/posthog\/(i\/v0\/)?e\/$/, /ph_phc_/],
  mixpanel: [/^\/t\/mixpanel\/track\/$/, /mp_|mixpanel|__mp/],
  snowplow: [/^\/t\/snowplow\/.*tp2$/, /_sp_|snowplow/],
  amplitude: [/^\/t\/amplitude\//, /AMP_/],
};
const RECORD = ['cookie octoconsent', 'localStorage octoconsent'];

/** Everything that the browser keeps for the page, its parent domain and its other origin, as `storage name`. */
async function kept(page) {
  const areas = await page.driver.executeAsyncScript((done) => {
    const keys = (area) => Object.keys(window[area]);
    const lists = [keys('localStorage'), keys('sessionStorage'), indexedDB.databases().then((all) => all.map(({ name }) => name)), caches.keys()];
    const name = (lists) => lists.map((list, index) => [['localStorage', 'sessionStorage', 'indexedDB', 'cacheStorage'][index], list]);
    Promise.all(lists).then((lists) => done(name(lists)));
  });
  const { cookies } = await page.driver.sendAndGetDevToolsCommand('Storage.getCookies', {});
  const site = page.host.replace('www.', '');
  const own = cookies.filter(({ domain }) => domain.endsWith(site)).map(({ name }) => name);
  return [['cookie', own], ...areas].flatMap(([storage, names]) => names.map((name) => `${storage} ${name}`)).toSorted();
}

/** Waits until nothing is kept but the record, and `but`. */
async function untilClean(page, but = /^$/) {
  let left;
  const clean = async () => {
    left = (await kept(page)).filter((entry) => !but.test(entry));
    return left.join() === RECORD.join();
  };
  await page.driver.wait(clean, PATIENCE, undefined, 25).catch(() => assert.deepEqual(left, RECORD, 'kept'));
}

const sent = (page) => page.requests(/^\/(t|vendor)\//);

/** Waits until each of these trackers has sent an event and kept something. */
async function work(page, trackers = Object.keys(TRACKERS)) {
  for (const id of trackers) {
    const [path, name] = TRACKERS[id];
    await page.server.waitFor((entry) => entry.host.endsWith(page.host) && entry.method === 'POST' && path.test(entry.path), `an event of ${id}`);
    await page.driver.wait(async () => (await kept(page)).some((entry) => name.test(entry)), PATIENCE, `${id} keeps nothing`, 25);
  }
}

/** What a visitor does. */
async function clickAbout(page) {
  for (const id of ['one', 'two', 'three']) await page.clickOn(`#${id}`);
  await page.keys('abc');
  await page.settled();
}

/** The page on a host with a parent domain, with everything granted and at work. */
async function granted(query = '') {
  const page = fresh().sub('www');
  await page.open(`/fixtures/trackers/${query}`);
  await page.decide('accept');
  await work(page);
  return page;
}

/** Asserts that the page as it is now keeps and sends nothing, whatever the visitor does. */
async function assertSilent(page) {
  await page.settled();
  page.server.reset();
  await untilClean(page);
  await clickAbout(page);
  assert.deepEqual(sent(page), []);
  await untilClean(page);
  await page.leave();
  assert.deepEqual(await kept(page), RECORD);
}

test('before consent nothing is sent and nothing is kept', async () => {
  const page = fresh().sub('www');
  await page.open('/fixtures/trackers/');
  await clickAbout(page);
  assert.deepEqual(sent(page), []);
  assert.deepEqual(await kept(page), []);
});

test('after it each of them loads, sends, and keeps only what is declared', async () => {
  const page = await granted();
  await clickAbout(page);
  assert.deepEqual(sent(page).filter((path) => path.startsWith('/vendor')), ['/vendor/amplitude.js', '/vendor/mixpanel.js', '/vendor/posthog.js', '/vendor/snowplow.js']);
  const names = Object.values(TRACKERS).map(([, name]) => name);
  assert.deepEqual((await kept(page)).filter((entry) => !names.some((name) => name.test(entry))), RECORD);
  await page.assertNoErrors();
});

// Open databases go with the page that holds them.
const OPEN = /^indexedDB /;

test('after a withdrawal nothing is left, and nothing comes back', async () => {
  const page = await granted();
  await page.clickOn('#withdraw');
  await untilClean(page, OPEN);
  for (let time = 0; time < 2; time += 1) {
    await clickAbout(page);
    await untilClean(page, OPEN);
  }
  await page.open('/fixtures/trackers/');
  await assertSilent(page);
});

test('what is written while the page is left is gone on the next one', async () => {
  const page = await granted();
  await page.clickOn('#withdraw');
  await clickAbout(page);
  await page.leave();
  await untilClean(page);
});

test('with `reload` the page is loaded once more, and no tracker is in it', async () => {
  const page = await granted('?reload');
  await page.run(() => void (window.old = true));
  await page.clickOn('#withdraw');
  await page.until(() => !window.old);
  await page.ready();
  assert.equal(page.requests('/fixtures/trackers/').length, 2);
  await assertSilent(page);
});

test('one tracker is taken back and the others work on', async () => {
  const page = await granted();
  await page.api('withdraw', 'amplitude');
  await page.driver.wait(async () => !(await kept(page)).some((entry) => /^(cookie|\w+Storage) AMP_/.test(entry)), PATIENCE, 'AMP_ stays', 25);
  await clickAbout(page);
  await page.leave();
  await page.open('/fixtures/trackers/');
  await work(page, ['posthog', 'mixpanel', 'snowplow']);
  await page.driver.wait(async () => !(await kept(page)).some((entry) => /AMP_/.test(entry)), PATIENCE, 'AMP_ stays', 25);
  assert.deepEqual(page.requests(/amplitude/), []);
});

/** A site of the ready services of the four, as they are copied out of services.json. */
async function ready() {
  const list = JSON.parse(await readFile(new URL('../../dist/services.json', import.meta.url), 'utf8'));
  const services = Object.keys(TRACKERS).map((id) => list.analytics.find((service) => service.id === id));
  return { categories: [{ id: 'analytics', title: 'Analytics', services }] };
}

test('the ready services declare all that the four keep, and so nothing of it is left after a withdrawal', async () => {
  const config = await ready();
  const page = fresh().sub('www');
  page.server.play('/fixtures/trackers/consent.json', (_, response) => response.json(config));
  await page.open('/fixtures/trackers/');
  await page.decide('accept');
  const known = declared(config);
  const undeclared = async () => (await kept(page)).filter((entry) => !RECORD.includes(entry) && !known.some(({ storage, name }) => fits(`${storage} ${name}`, entry)));
  // They keep more on a second page, and as a visitor does something.
  for (let visit = 0; visit < 2; visit += 1) {
    await work(page);
    await clickAbout(page);
    assert.deepEqual(await undeclared(), []);
    page.server.log.length = 0;
    await page.open('/fixtures/trackers/');
  }
  await work(page);
  for (const name of [/AMP_diagnostics_/, /mixpanelBrowserDb/, /mixpanelFlagsDb/]) {
    await page.driver.wait(async () => (await kept(page)).some((entry) => OPEN.test(entry) && name.test(entry)), PATIENCE, `no database ${name}`, 25);
  }
  await page.api('withdraw');
  await untilClean(page, OPEN);
  await page.open('/fixtures/trackers/');
  await assertSilent(page);
});
