// Taking a grant back, storage by storage: every place where an entry can lie, and nothing but what is declared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { PATIENCE } from './page.mjs';

const { fresh, visit } = useBrowser();

const NECESSARY = {
  id: 'necessary',
  necessary: true,
  title: 'Necessary',
  cookies: [{ name: 'sid' }, { name: 'app_*', storage: 'indexedDB' }, { name: 'app_*', storage: 'cacheStorage' }],
};

/** A configuration of a necessary category and one with a service that declares `entries`; more of the category in `more`. */
const declaring = (entries, more = {}) => ({
  categories: [NECESSARY, { id: 'analytics', title: 'Analytics', services: [{ id: 'matomo', title: 'Matomo', cookies: entries }], ...more }],
});

/** A page on which all of it is granted. */
async function granted(config, page = fresh()) {
  await page.open('withdraw', { config });
  await page.api('acceptAll');
  await page.ranAll(1);
  return page;
}

/** Every cookie that the browser keeps for the host and those above it, partitioned ones told apart. */
async function jar(page, name) {
  await page.run(() => document.cookie);
  const { cookies } = await page.driver.sendAndGetDevToolsCommand('Storage.getCookies', {});
  return cookies.filter((cookie) => name.test(cookie.name) && `.${page.host}`.endsWith(cookie.domain.replace(/^\.?/, '.')));
}

const named = async (page, name) => (await jar(page, name)).map((cookie) => cookie.name).toSorted();

test('a partitioned cookie is erased, and so is the one of the same name that is not', async () => {
  const page = await granted();
  for (const kind of ['', '; secure; partitioned']) await page.setCookie(`_pk_id.2=1; path=/${kind}`);
  assert.deepEqual((await jar(page, /^_pk_id\.2$/)).map(({ partitionKey }) => Boolean(partitionKey)).toSorted(), [false, true], 'set by the test');
  await page.api('withdraw');
  assert.deepEqual(await jar(page, /^_pk_/), []);
});

test('host-only, parent domains, paths and partitions: every combination is erased', async () => {
  const parent = fresh();
  const page = await granted(undefined, parent.sub('a.b'));
  const domains = ['', page.host, `b.${parent.host}`, parent.host];
  const paths = ['/', '/fixtures', '/fixtures/', '/fixtures/withdraw', '/fixtures/withdraw/'];
  const kinds = ['', '; secure; partitioned'];
  for (const domain of domains) {
    for (const path of paths) {
      for (const kind of kinds) await page.setCookie(`_pk_ses.7=1; path=${path}${domain && `; domain=${domain}`}${kind}`);
    }
  }
  assert.equal((await jar(page, /^_pk_ses/)).length, domains.length * paths.length * kinds.length, 'set by the test');
  await page.api('withdraw');
  assert.deepEqual(await jar(page, /^_pk_/), []);
});

test('a cookie of a declared path elsewhere is erased, partitioned or not, and only there', async () => {
  const page = await granted(declaring([{ name: 'cart_seen', path: '/shop' }]));
  for (const kind of ['', '; secure; partitioned']) {
    for (const path of ['/shop', '/shop/deep', '/shopping']) await page.setCookie(`cart_seen=1; path=${path}${kind}`);
  }
  await page.api('withdraw');
  assert.deepEqual((await jar(page, /^cart_seen$/)).map(({ path }) => path).toSorted(), ['/shop/deep', '/shop/deep', '/shopping', '/shopping']);
});

test('no more is written than it takes: twenty cookies at the usual place', async () => {
  const page = await granted(declaring([{ name: 't_*' }]));
  for (let index = 0; index < 20; index += 1) await page.setCookie(`t_${index}=1; path=/`);
  const writes = await page.run(() => {
    const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    let count = 0;
    Object.defineProperty(Document.prototype, 'cookie', { get, set(text) { count += 1; set.call(this, text); }, configurable: true });
    window.octoconsent.withdraw();
    return count;
  });
  assert.deepEqual(await named(page, /^t_/), []);
  assert.equal(writes, 20 + 1, 'one of each, and the record');
});

test('what only another page could see stays', async () => {
  const page = await granted(declaring([{ name: 'elsewhere' }]));
  await page.setCookie('elsewhere=1; path=/shop');
  await page.api('withdraw');
  assert.deepEqual(await named(page, /^elsewhere$/), ['elsewhere']);
});

// ---- databases and caches

/** Makes databases of these names, and closes them. */
const makeDatabases = (page, ...names) =>
  page.driver.executeAsyncScript((wanted, done) => {
    const make = (name) =>
      new Promise((made, failed) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => made(request.result.close());
        request.onerror = () => failed(request.error);
      });
    Promise.all(wanted.map(make)).then(() => done());
  }, names);

const databases = (page) =>
  page.driver.executeAsyncScript((done) => void indexedDB.databases().then((list) => done(list.map(({ name }) => name).sort())));

/** Waits until the page has no database but these. */
const untilDatabases = (page, ...names) =>
  page.driver.wait(async () => JSON.stringify(await databases(page)) === JSON.stringify(names), PATIENCE, `the databases never are ${names}`, 25);

test('declared databases are erased, by name and by pattern', async () => {
  const page = await granted(declaring([{ name: 'visits', storage: 'indexedDB' }, { name: '*_queue', storage: 'indexedDB' }, { name: 'cached' }]));
  await makeDatabases(page, 'visits', 'visits2', 'a_queue', 'b_queue', 'app_queue', 'cached', 'theirs');
  await page.api('withdraw');
  await untilDatabases(page, 'app_queue', 'cached', 'theirs', 'visits2');
});

test('a database that is open is erased when it is closed', async () => {
  const page = await granted(declaring([{ name: 'visits', storage: 'indexedDB' }]));
  await page.driver.executeAsyncScript((done) => {
    const request = indexedDB.open('visits');
    request.onsuccess = () => done(void (window.connection = request.result));
  });
  await page.api('withdraw');
  assert.equal(await page.run(() => window.connection.objectStoreNames.length), 0, 'the page goes on with it');
  await page.run(() => window.connection.close());
  await untilDatabases(page);
});

test('where databases cannot be listed those declared by name are erased', async () => {
  const page = await granted(declaring([{ name: 'visits', storage: 'indexedDB' }, { name: '*_queue', storage: 'indexedDB' }]));
  await makeDatabases(page, 'visits', 'a_queue');
  await page.run(() => {
    window.list = indexedDB.databases.bind(indexedDB);
    IDBFactory.prototype.databases = undefined;
    window.octoconsent.withdraw();
  });
  await page.driver.wait(
    () => page.driver.executeAsyncScript((done) => void window.list().then((list) => done(list.length === 1 && list[0].name === 'a_queue'))),
    PATIENCE, 'visits stays', 25,
  );
});

const makeCaches = (page, ...names) =>
  page.driver.executeAsyncScript((wanted, done) => void Promise.all(wanted.map((name) => caches.open(name))).then(() => done()), names);

/** Waits until the page has no cache but these. */
const untilCaches = (page, ...names) =>
  page.driver.wait(
    async () => JSON.stringify(await page.driver.executeAsyncScript((done) => void caches.keys().then((list) => done(list.sort())))) === JSON.stringify(names),
    PATIENCE, `the caches never are ${names}`, 25,
  );

test('declared caches are erased, by name and by pattern', async () => {
  const page = await granted(declaring([{ name: 'pixels', storage: 'cacheStorage' }, { name: '*_assets', storage: 'cacheStorage' }]));
  await makeCaches(page, 'pixels', 'pixels2', 'a_assets', 'app_assets', 'theirs');
  await page.api('withdraw');
  await untilCaches(page, 'app_assets', 'pixels2', 'theirs');
});

test('databases and caches of a tracker that is denied are erased at the start, too', async () => {
  const config = declaring([{ name: 'visits', storage: 'indexedDB' }, { name: 'pixels', storage: 'cacheStorage' }]);
  const page = await visit('blank', { ready: false });
  await makeDatabases(page, 'visits', 'theirs');
  await makeCaches(page, 'pixels', 'theirs');
  await page.open('withdraw', { config });
  await untilDatabases(page, 'theirs');
  await untilCaches(page, 'theirs');
});

test('a page that declares no databases and no caches is not asked for any', async () => {
  const page = await granted();
  const asked = await page.run(() => {
    let count = 0;
    IDBFactory.prototype.databases = CacheStorage.prototype.keys = () => Promise.resolve([(count += 1)]);
    window.octoconsent.withdraw();
    return count;
  });
  assert.equal(asked, 0);
});

// ---- what belongs to a category

const OWN = declaring([{ name: 'matomo_id' }], { cookies: [{ name: 'visit' }, { name: 'visit_*', storage: 'localStorage', description: 'Counts.' }] });

test('what a category declares for itself is erased with the category', async () => {
  const page = await granted(OWN);
  await page.setCookie('visit=1; path=/');
  await page.store('visit_7', '1');
  await page.store('visited', '1');
  await page.api('withdraw', 'analytics');
  assert.deepEqual(await named(page, /^visit/), []);
  assert.deepEqual(await page.run(() => Object.keys(localStorage).sort()), ['octoconsent', 'visited']);
});

test('what a category declares for itself goes when a service of it is denied', async () => {
  const page = await granted(OWN);
  await page.setCookie('visit=1; path=/');
  await page.api('acceptAll');
  assert.deepEqual(await named(page, /^visit/), ['visit']);
  await page.api('withdraw', 'matomo');
  assert.deepEqual(await named(page, /^visit/), []);
});

test('the preferences show what a category stores, and where', async () => {
  const entries = [{ name: 'visits', storage: 'indexedDB' }, { name: 'pixels', storage: 'cacheStorage' }];
  const page = await visit('withdraw', { config: { ...declaring(entries, { cookies: OWN.categories[1].cookies }), language: 'en' } });
  await page.openPreferences();
  await page.unfold();
  const rows = await page.run(() =>
    [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('tbody th')].map((cell) => `${cell.textContent}: ${cell.nextSibling.textContent}`));
  assert.deepEqual(rows, [
    'sid: Cookie', 'app_*: Browser database', 'app_*: Browser cache',
    'visit: Cookie', 'visit_*: Local storage', 'visits: Browser database', 'pixels: Browser cache',
  ]);
});
