// A visitor who answered the banner that was here before is not asked again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWERED, BANNERS, EVERYTHING, NO_ANSWERS } from './banners.mjs';
import { useBrowser } from './harness.mjs';
import { waits } from './log.mjs';

const { fresh } = useBrowser();
const GRANT = BANNERS['vanilla-cookieconsent 3'].grant;
const VANILLA = { import: [{ from: 'vanilla-cookieconsent' }] };

/** A page of a visitor who comes with these cookies. */
async function visitor(cookies, attributes = '; path=/') {
  const page = await fresh().open('blank', { ready: false });
  for (const [name, value] of Object.entries(cookies)) await page.setCookie(`${name}=${value}${attributes}`);
  return page;
}

async function assertAsks(page) {
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  assert.equal(await page.api('record'), null);
}

async function assertNotAsked(page) {
  assert.equal(await page.shows('[part~="banner"]'), false);
  await page.assertNoErrors();
}

for (const [name, { grant, refusal, id, dated, aliases = [] }] of Object.entries(BANNERS)) {
  const from = name.split(' ')[0];
  const config = { import: [{ from }], aliases };

  test(`a grant to ${name} is taken over: no banner, and what was granted runs`, async () => {
    const page = await visitor(grant);
    await page.open('two-categories', { config });
    assert.deepEqual(await page.ranAll(2), ['analytics-one', 'analytics-two']);
    await assertNotAsked(page);
    const record = await page.api('record');
    assert.deepEqual([record.method, record.source], ['import', from]);
    assert.deepEqual(record.services, { session: 'granted', matomo: 'granted', posthog: 'granted', pixel: 'denied' });
    if (id) assert.equal(record.id, id);
    else assert.match(record.id, /^[0-9a-f-]{36}$/);
    if (dated) assert.deepEqual([record.created, record.updated], [ANSWERED, ANSWERED]);
    else assert.ok(Date.now() - Date.parse(record.updated) < 60_000, record.updated);
  });

  test(`a refusal to ${name} is taken over: no banner, and nothing runs`, async () => {
    const page = await visitor(refusal);
    await page.open('two-categories', { config });
    await page.assertNothingReleased();
    await assertNotAsked(page);
    const record = await page.api('record');
    assert.deepEqual([record.method, record.source], ['import', from]);
    assert.deepEqual(record.categories, { necessary: 'granted', analytics: 'denied', targeting: 'denied' });
  });
}

for (const [from, list] of Object.entries(NO_ANSWERS)) {
  test(`what ${from} writes without an answer of the visitor’s is none`, async () => {
    for (const cookies of list) {
      const page = await visitor(cookies);
      await page.open('two-categories', { config: { import: [{ from }] } });
      await assertAsks(page);
      await page.assertNoErrors();
    }
  });
}

test('a cookie that is broken in any way is none', async () => {
  const { cc_cookie: whole } = GRANT;
  const halves = ['', whole.slice(0, -1), whole.slice(0, whole.length / 2), whole.slice(1), `${whole}%`, '%', '%E0%A4%A', 'null', '"a"', 'e30=', `${whole}${whole}`];
  for (const broken of halves) {
    const page = await visitor({ cc_cookie: broken });
    await page.open('two-categories', { config: VANILLA });
    await assertAsks(page);
    await page.assertNoErrors();
  }
});

test('a name is never found within another', async () => {
  const { cc_cookie: value } = GRANT;
  for (const cookies of [{ xcc_cookie: value }, { cc_cookie2: value }, { 'cc_cooki': `e=${value}` }, { a: `cc_cookie=${value}` }, { CC_COOKIE: value }]) {
    const page = await visitor(cookies);
    await page.open('two-categories', { config: VANILLA });
    await assertAsks(page);
  }
});

test('two cookies of the name that differ are none, for nobody knows which counts', async () => {
  const page = await visitor(GRANT);
  await page.setCookie(`cc_cookie=${BANNERS['vanilla-cookieconsent 3'].refusal.cc_cookie}; path=/fixtures`);
  await page.open('two-categories', { config: VANILLA });
  await assertAsks(page);
});

test('it is off unless configured, and then for that banner alone', async () => {
  for (const config of [{}, { import: [] }, { import: [{ from: 'klaro' }, { from: 'onetrust' }] }, { import: [{ from: 'vanilla-cookieconsent', cookie: 'other' }] }]) {
    const page = await visitor(GRANT);
    await page.open('two-categories', { config });
    await assertAsks(page);
  }
});

test('the cookie may have another name, and the first banner with an answer counts', async () => {
  const page = await visitor({ choices: GRANT.cc_cookie, ...BANNERS.cookiebot.refusal });
  const list = [{ from: 'klaro' }, { from: 'vanilla-cookieconsent', cookie: 'choices' }, { from: 'cookiebot' }];
  await page.open('two-categories', { config: { import: list } });
  assert.deepEqual(await page.ranAll(2), ['analytics-one', 'analytics-two']);
  assert.equal((await page.api('record')).source, 'vanilla-cookieconsent');
});

test('everything allowed in CookieHub is everything granted', async () => {
  const page = await visitor(EVERYTHING);
  await page.open('two-categories', { config: { import: [{ from: 'cookiehub' }] } });
  assert.equal((await page.ranAll(4)).length, 4);
  await assertNotAsked(page);
});

test('services that vanilla-cookieconsent 3 names are taken over one by one', async () => {
  const value = JSON.parse(decodeURIComponent(GRANT.cc_cookie));
  const cookie = { cc_cookie: encodeURIComponent(JSON.stringify({ ...value, services: { analytics: ['matomo'], targeting: [] } })) };
  const page = await visitor(cookie);
  await page.open('services', { config: VANILLA });
  assert.deepEqual((await page.ranAll(2)).toSorted(), ['matomo', 'necessary']);
  await assertNotAsked(page);
  assert.deepEqual((await page.api('record')).services, { session: 'granted', matomo: 'granted', posthog: 'denied', pixel: 'denied' });
});

test('an answer that leaves one of ours open is asked again, with nothing granted', async () => {
  const page = await visitor(BANNERS.cookiebot.grant);
  const config = { import: [{ from: 'cookiebot' }], categories: [
    { id: 'analytics', title: 'Analytics' }, { id: 'chat', title: 'Chat' },
  ] };
  await page.open('order', { config });
  await assertAsks(page);
});

test('the record is written before anything of it is released, in both places', async () => {
  const page = await visitor(GRANT);
  await page.setCookie('probe=1; path=/');
  await page.open('write-first', { config: VANILLA });
  await page.ranAll(1);
  const { seen } = await page.run(() => ({ seen: window.atRelease }));
  assert.match(seen.cookie, /(^|; )octoconsent=1\./);
  assert.match(seen.stored, /^1\./);
});

test('it is read once: what the visitor chooses then counts, whatever the old cookie says', async () => {
  const page = await visitor(GRANT);
  await page.open('two-categories', { config: VANILLA });
  await page.ranAll(2);
  await page.api('rejectAll');
  page.server.reset();
  await page.reload();
  await page.assertNothingReleased();
  await assertNotAsked(page);
  assert.equal((await page.api('record')).method, 'api');
});

test('on the next page the record counts, and not the old cookie', async () => {
  const page = await visitor(GRANT);
  await page.open('two-categories', { config: VANILLA });
  await page.ranAll(2);
  await page.setCookie(`cc_cookie=${BANNERS['vanilla-cookieconsent 3'].refusal.cc_cookie}; path=/`);
  await page.reload();
  assert.deepEqual(await page.ranAll(2), ['analytics-one', 'analytics-two']);
  assert.equal((await page.api('record')).updated, ANSWERED);
});

test('a broken record of ours was an answer once: the old cookie is not read again', async () => {
  const page = await visitor(GRANT);
  await page.setCookie('octoconsent=broken; path=/');
  await page.open('two-categories', { config: VANILLA, ready: false });
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
});

test('an answer older than a choice may be is asked again', async () => {
  const old = new Date(Date.now() - 200 * 86_400_000).toISOString();
  const page = await visitor({ cc_cookie: encodeURIComponent(JSON.stringify({ categories: ['analytics'], lastConsentTimestamp: old })) });
  await page.open('two-categories', { config: VANILLA });
  await assertAsks(page);
  assert.equal((await page.api('situation')).reason, 'expired');
});

test('the old cookie stays unless it is to be deleted', async () => {
  const page = await visitor(GRANT);
  await page.open('two-categories', { config: VANILLA });
  assert.ok(await page.cookie('cc_cookie'));
});

test('the old cookies are deleted if configured, on every path and domain', async () => {
  const page = fresh().sub('www');
  await page.open('blank', { ready: false });
  const domain = page.host.replace('www.', '');
  for (const [name, value] of Object.entries(BANNERS.onetrust.grant)) await page.setCookie(`${name}=${value}; path=/; domain=${domain}`);
  await page.open('two-categories', { config: { import: [{ from: 'onetrust', delete: true }] } });
  await page.ranAll(2);
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
  await page.reload();
  assert.deepEqual(await page.ranAll(2), ['analytics-one', 'analytics-two']);
});

test('an old cookie that is no answer is deleted once the visitor has answered', async () => {
  const page = await visitor({ cc_cookie: 'broken' });
  await page.open('two-categories', { config: { import: [{ from: 'vanilla-cookieconsent', delete: true }] } });
  assert.ok(await page.cookie('cc_cookie'));
  await page.decide('reject');
  assert.equal(await page.cookie('cc_cookie'), null);
});

test('after a reset the visitor is asked: the old cookie is gone too', async () => {
  const page = await visitor(GRANT);
  await page.open('two-categories', { config: VANILLA });
  await page.ranAll(2);
  await page.api('reset');
  assert.equal(await page.cookie('cc_cookie'), null);
  page.server.reset();
  await page.reload();
  await assertAsks(page);
});

test('an answer to another banner is logged once', async () => {
  const page = await visitor(GRANT);
  await page.open('two-categories', { config: { ...VANILLA, logUrl: '/log' } });
  await page.ranAll(2);
  await page.server.waitFor((entry) => entry.host.endsWith(page.host) && entry.path === '/log', 'the row of the log');
  await waits(page, 0); // else the row would be one of a page that was left before the answer
  await page.reload();
  await page.ranAll(2);
  assert.equal(page.server.log.filter((entry) => entry.host.endsWith(page.host) && entry.path === '/log').length, 1);
});
