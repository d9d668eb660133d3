// The site's server sets the record's cookie: when it is asked, and that nothing old comes back with its answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
const REFRESHER = '/consent-refresh';
const MARK = 'octoconsent-refreshed';
const config = { refreshUrl: REFRESHER };
const DAY = 86_400;

const requests = (page) => page.server.log.filter(({ host, path }) => host === page.host && path === REFRESHER);

/** Waits until the refresher was asked `count` times; once the page is settled that is all. */
async function asked(page, count) {
  await page.server.waitFor(() => requests(page).length >= count, `${count} requests of ${page.host}`);
  await page.settled();
  assert.equal(requests(page).length, count);
}

/** For how many days the cookie is kept: 100 are the server's, 182 the script's. */
const days = async (page) => Math.round(((await page.cookie())?.expiry - Date.now() / 1000) / DAY);

/** Waits until the answer has come. */
const refreshed = (page) => page.until((mark) => Number(localStorage.getItem(mark)) > 0, MARK);

/** A visitor who has accepted, with the server's cookie. */
async function accepted() {
  const page = await visit('order', { config });
  await page.decide('accept');
  await asked(page, 1);
  await refreshed(page);
  assert.equal(await days(page), 100);
  return page;
}

test('without an address nobody is asked, and the script’s cookie stays', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(requests(page), []);
  assert.equal(await days(page), 182);
  assert.equal(await page.stored(MARK), null);
});

test('nobody is asked before there is a record', async () => {
  const page = await visit('order', { config });
  await page.settled();
  assert.deepEqual(requests(page), []);
});

test('each record is sent as it is kept, and comes back as the server’s cookie', async () => {
  const page = await accepted();
  assert.equal(requests(page)[0].body, await page.stored());
  assert.equal((await page.cookie()).value, await page.stored());
  await page.api('withdraw', 'analytics');
  await asked(page, 2);
  await refreshed(page);
  assert.equal(requests(page)[1].body, await page.stored());
  assert.equal((await page.cookie()).value, await page.stored());
  assert.equal(await days(page), 100);
});

test('the request has no referrer, and the cookie as the script wrote it', async () => {
  const page = fresh();
  await page.open(`/fixtures/order/?config=${encodeURIComponent(JSON.stringify(config))}&q=secret`);
  await page.decide('accept');
  await asked(page, 1);
  const [{ headers, cookie }] = requests(page);
  assert.equal(headers.referer, undefined);
  assert.equal(headers.origin, page.server.origin(page.host));
  assert.ok(cookie.includes(`octoconsent=${await page.stored()}`), cookie);
});

test('the server’s cookie is left alone at later visits, and no one is asked again on that day', async () => {
  const page = await accepted();
  await page.reload();
  await page.open('order', { config });
  await asked(page, 1);
  assert.equal(await days(page), 100);
  assert.equal(await page.api('granted', 'analytics'), true);
});

test('a day later the server is asked again, once', async () => {
  const page = await accepted();
  for (const mark of [Date.now() - DAY * 1000 - 1, Date.now() + 2 * DAY * 1000, 'rubbish']) {
    await page.store(MARK, mark);
    page.server.log.length = 0;
    await page.reload();
    await asked(page, 1);
    await page.until((name, old) => localStorage.getItem(name) !== String(old), MARK, mark);
    await page.reload();
    await asked(page, 1);
  }
});

test('where the cookie is gone, or another one, the server is asked at once', async () => {
  const page = await accepted();
  const text = await page.stored();
  for (const cookie of ['octoconsent=; Max-Age=0; path=/', 'octoconsent=rubbish; path=/']) {
    await page.setCookie(cookie);
    page.server.log.length = 0;
    await page.reload();
    await asked(page, 1);
    await refreshed(page);
    assert.equal((await page.cookie()).value, text);
    assert.equal(await days(page), 100);
  }
});

test('after a failure the next page asks again', async () => {
  const page = await visit('order', { config });
  page.server.lose(REFRESHER, page.host, 503);
  await page.decide('accept');
  await asked(page, 1);
  assert.equal(await page.stored(MARK), null);
  page.server.find(REFRESHER, page.host);
  await page.reload();
  await asked(page, 2);
  await refreshed(page);
  assert.equal(await days(page), 100);
  await page.assertNoErrors();
});

test('a redirect is not followed: the record goes to the named address only', async () => {
  const page = await visit('order', { config: { refreshUrl: '/moved' } });
  page.server.play('/moved', (_, response) => response.writeHead(307, { Location: REFRESHER }).end());
  await page.decide('accept');
  await page.server.waitFor(({ host, path }) => host === page.host && path === '/moved');
  await asked(page, 0);
  assert.equal(await page.stored(MARK), null);
});

/** A visitor who has accepted, and waits for the server's answer. */
async function waiting() {
  const page = await visit('order', { config });
  page.hold(REFRESHER);
  await page.decide('accept');
  await page.server.waitFor(() => requests(page).length === 1);
  return page;
}

/** Lets the answer to the first request come, and waits until it has had its effect. */
async function answered(page, what) {
  await page.run((shown) => {
    window.mended = new Promise((done) => {
      const jar = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
      const set = (text) => {
        jar.set.call(document, text);
        if (text.includes(shown)) done();
      };
      Object.defineProperty(Document.prototype, 'cookie', { ...jar, set });
    });
  }, what);
  page.release(REFRESHER);
  await page.driver.executeAsyncScript((done) => window.mended.then(done));
}

test('an answer that comes after a newer record brings nothing old back', async () => {
  const page = await waiting();
  await page.api('withdraw');
  const refusal = await page.stored();
  await answered(page, refusal);
  await asked(page, 2);
  await refreshed(page);
  assert.equal(requests(page)[1].body, refusal);
  assert.equal((await page.cookie()).value, refusal);
  assert.equal(await days(page), 100);
});

test('an answer that comes after the erasure brings nothing back; nothing is left in storage', async () => {
  const page = await waiting();
  await page.api('reset');
  await answered(page, 'octoconsent=;');
  await asked(page, 1);
  assert.equal(await page.cookie(), null);
  assert.deepEqual(await page.run(() => Object.keys(localStorage)), []);
});

test('an answer that comes after another tab has changed the record brings nothing old back', async () => {
  const page = await waiting();
  await page.run(() => localStorage.setItem('octoconsent', 'what-another-tab-wrote'));
  await answered(page, 'octoconsent=what-another-tab-wrote;');
  await asked(page, 2);
  assert.equal((await page.cookie()).value, 'what-another-tab-wrote');
});

test('an erasure deletes the server’s cookie, and when it was set', async () => {
  const page = await accepted();
  await page.api('reset');
  await page.settled();
  assert.equal(await page.cookie(), null);
  assert.deepEqual(await page.run(() => Object.keys(localStorage)), []);
});

test('the page’s own server is asked, whatever its base is', async () => {
  const page = await visit('order', { config });
  await page.run((href) => document.head.append(Object.assign(document.createElement('base'), { href })), page.server.origin(`other-${page.host}`));
  await page.decide('accept');
  await asked(page, 1);
});

test('where storage throws nobody is asked, and nothing is broken', async () => {
  const page = await visit('storage-throws', { config });
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(requests(page), []);
  await page.assertNoErrors();
});

test('an address on another origin is a fault of the configuration', async () => {
  const page = await visit('order', { config: { refreshUrl: 'https://example.com/refresh' }, ready: false });
  const { code, faults } = await page.event('error');
  assert.equal(code, 'config');
  assert.deepEqual(faults.map(({ path }) => path), ['refreshUrl']);
});
