// The log outside the browser: which rows are sent, and what is in them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { LOG, arrived, queue, requests, rows, types, waits } from './log.mjs';

const { visit, fresh } = useBrowser();
const config = { logUrl: LOG };
const open = (fixture = 'order', more) => visit(fixture, { config: { ...config, ...more } });

/** Does `work` with a page that runs `source` before all others. */
async function before(source, work) {
  const page = fresh();
  const { identifier } = await page.driver.sendAndGetDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source });
  try {
    await work(page);
  } finally {
    await page.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  }
}
const inRegion = (regime, work) =>
  before('octoconsentRegion = "US-CA"', async (page) => {
    await page.open('order', { config: { ...config, regions: [{ in: ['US'], regime }] } });
    await work(page);
  });

test('nothing is sent before a choice, whatever is opened and closed', async () => {
  const page = await open();
  await page.openPreferences();
  await page.press('close');
  await page.api('showPreferences');
  await page.api('hide');
  await page.settled();
  assert.deepEqual(rows(page), []);
});

test('nothing is sent where the configuration names no address', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(page.server.log.filter(({ host, method }) => host.endsWith(page.host) && method === 'POST'), []);
  assert.deepEqual(await queue(page), []);
});

test('a grant is one row: the record, what happened, and where', async () => {
  const page = await open();
  await page.decide('accept');
  const [{ event, type, page: where, ...record }] = await arrived(page, 1);
  assert.equal(type, 'grant');
  assert.match(event, /^[\da-f]{8}-/);
  assert.equal(where, `${page.server.origin(page.host)}/fixtures/order/`);
  assert.deepEqual(record, await page.api('record'));
  assert.deepEqual(record.categories, { necessary: 'granted', analytics: 'granted', targeting: 'granted' });
  assert.deepEqual(await queue(page), []);
});

const ways = {
  refusal: (page) => page.decide('reject'),
  selection: (page) => page.select({ matomo: true }),
};
for (const [type, decide] of Object.entries(ways)) {
  test(`a ${type} is one row`, async () => {
    const page = await open('services');
    await decide(page);
    assert.deepEqual(await types(page, 1), [type]);
  });
}

test('closing the banner where it can be closed is a refusal', async () => {
  const page = await open('order', { banner: { close: true } });
  await page.decide('close');
  const [{ type, method }] = await arrived(page, 1);
  assert.deepEqual([type, method], ['refusal', 'close']);
});

test('taking back is a withdrawal, by whatever way, and each time a row', async () => {
  const page = await open();
  await page.decide('accept');
  await page.api('withdraw', 'analytics');
  await page.api('acceptAll');
  await page.api('rejectAll');
  await page.select({ targeting: true }, 'reopen');
  await page.select({ targeting: false }, 'reopen');
  assert.deepEqual(await types(page, 6), ['grant', 'withdrawal', 'grant', 'withdrawal', 'selection', 'withdrawal']);
  const all = rows(page);
  assert.equal(new Set(all.map(({ id }) => id)).size, 1, 'one id');
  assert.ok(all.every(({ updated }, index) => !index || updated >= all[index - 1].updated), 'in order');
});

test('the same answer once more is a row once more', async () => {
  const page = await open();
  await page.decide('reject');
  await page.api('rejectAll');
  assert.deepEqual(await types(page, 2), ['refusal', 'refusal']);
});

test('a notice that is read is a row', () =>
  inRegion('notice', async (page) => {
    await page.api('acknowledge');
    const [{ type, method, regime, region }] = await arrived(page, 1);
    assert.deepEqual([type, method, regime, region], ['acknowledgement', 'acknowledge', 'notice', 'US-CA']);
  }));

test('an objection, where the regime had granted, is a withdrawal', () =>
  inRegion('opt-out', async (page) => {
    await page.api('rejectAll');
    const [{ type, regime }] = await arrived(page, 1);
    assert.deepEqual([type, regime], ['withdrawal', 'opt-out']);
  }));

test('what a signal of the browser denies is a row, and only once', () =>
  before('octoconsentRegion = "US-CA"; Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true })', async (page) => {
    const categories = [{ id: 'ads', title: 'Ads', use: 'advertising' }, { id: 'analytics', title: 'Analytics', use: 'statistics' }];
    await page.open('order', { config: { ...config, categories, regions: [{ in: ['US'], regime: 'opt-out', signal: 'yields' }] } });
    const [row] = await arrived(page, 1);
    assert.deepEqual([row.type, row.method, row.signal], ['signal', 'signal', 'gpc']);
    assert.deepEqual(row.categories, { ads: 'denied', analytics: 'granted' });
    await waits(page, 0);
    await page.reload();
    await page.settled();
    await arrived(page, 1);
  }));

test('a visitor who comes back to a record in force sends nothing', async () => {
  const page = await open();
  await page.decide('accept');
  await arrived(page, 1);
  await waits(page, 0);
  await page.reload();
  await page.settled();
  await arrived(page, 1);
});

test('an erasure is a row of the record that is gone', async () => {
  const page = await open();
  await page.decide('accept');
  const [{ id }] = await arrived(page, 1);
  await page.api('reset');
  const [, erasure] = await arrived(page, 2);
  assert.equal(erasure.type, 'erasure');
  assert.equal(erasure.id, id);
  assert.deepEqual(await page.run(() => Object.keys(localStorage)), []);
});

test('the record is written before its row is sent', async () => {
  const page = await open();
  await page.run(() => {
    const plain = window.fetch;
    window.fetch = (...given) => {
      window.keptThen = localStorage.getItem('octoconsent');
      return plain(...given);
    };
  });
  await page.decide('accept');
  await arrived(page, 1);
  assert.equal(await page.run(() => window.keptThen), await page.stored());
});

test('a page that loads anew at the withdrawal sends its row once', async () => {
  const page = await open('order', { reload: true });
  await page.decide('accept');
  await arrived(page, 1);
  await page.run(() => (window.before = true));
  // What it presses makes the page go, so nothing of it is waited for here.
  await page.openPreferences('reopen');
  for (const id of ['analytics', 'targeting']) await page.setSwitch(id, false);
  await page.press('save');
  await page.until(() => !window.before && window.seen?.events.some(({ name }) => name === 'ready'));
  await page.server.waitFor(() => requests(page).length >= 2, 'the withdrawal');
  await waits(page, 0);
  await page.settled();
  const events = new Set(rows(page).map(({ event }) => event));
  assert.equal(events.size, 2);
  assert.equal(rows(page).at(-1).type, 'withdrawal');
});

test('no query, fragment, referrer, user agent, address or cookie is in a row; no referrer in its request', async () => {
  const page = fresh();
  await page.open('/fixtures/blank/?from=secret-referrer', { ready: false });
  await page.setCookie('session=secret-cookie; path=/');
  const there = `/fixtures/order/?config=${encodeURIComponent(JSON.stringify(config))}&q=secret-query#secret-fragment`;
  await page.run((address) => void (location.href = address), there);
  await page.ready();
  assert.match(await page.run(() => document.referrer), /secret-referrer/);
  await page.decide('accept');
  await arrived(page, 1);
  const [{ body, headers }] = requests(page);
  const agent = await page.run(() => navigator.userAgent);
  for (const word of ['secret', agent, 'Mozilla', 'Chrome', '127.0.0.1', '?', '#']) assert.ok(!body.includes(word), `${word} in ${body}`);
  assert.equal(headers.referer, undefined);
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'cookie') assert.ok(!value.includes('secret'), `${name}: ${value}`);
  }
  assert.match(headers['content-type'], /^text\/plain/);
});

test('an address on another origin gets rows without a preflight and without cookies', async () => {
  const page = fresh();
  const logUrl = `${page.server.origin(`other-${page.host}`)}${LOG}`;
  await page.open('order', { config: { logUrl } });
  await page.decide('accept');
  await arrived(page, 1);
  const [{ headers, cookie, host }] = requests(page);
  assert.equal(host, `other-${page.host}`);
  assert.equal(headers.referer, undefined);
  assert.equal(cookie, undefined);
  assert.ok(!page.server.log.some(({ path, method }) => path === LOG && method === 'OPTIONS'));
  await waits(page, 0);
});

test('rows go to the page’s own server, whatever its base is', async () => {
  const page = await open();
  await page.run((href) => document.head.append(Object.assign(document.createElement('base'), { href })), page.server.origin(`other-${page.host}`));
  await page.decide('accept');
  await arrived(page, 1);
  assert.equal(requests(page)[0].host, page.host);
});

test('a sandboxed frame, which has no storage and no origin, sends its row', async () => {
  const page = fresh();
  await page.open('blank', { ready: false });
  await page.run((config) => {
    const src = `/fixtures/order/?config=${encodeURIComponent(config)}`;
    const frame = Object.assign(document.createElement('iframe'), { src, width: 1200, height: 800 });
    frame.sandbox = 'allow-scripts';
    document.body.append(frame);
  }, JSON.stringify(config));
  await page.driver.switchTo().frame(await page.driver.findElement({ css: 'iframe' }));
  try {
    await page.ready();
    await page.api('acceptAll');
    assert.deepEqual(await types(page, 1), ['grant']);
    await page.api('withdraw');
    assert.deepEqual(await types(page, 2), ['grant', 'withdrawal']);
    await page.assertNoErrors();
  } finally {
    await page.driver.switchTo().defaultContent();
  }
});
