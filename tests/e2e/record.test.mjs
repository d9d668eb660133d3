// What is kept of a choice, and what is believed of it on the next page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
const DAY = 86_400;

async function assertAsksAgain(page) {
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  assert.equal(await page.api('granted', 'analytics'), false);
}

/** Opens `order`, accepts, and returns the page and the kept text. */
async function accepted(options) {
  const page = await visit('order', options);
  await page.decide('accept');
  await page.ranAll(4);
  page.server.reset();
  return { page, text: await page.stored() };
}

test('a choice is kept in a cookie and in localStorage, the same text', async () => {
  const { page, text } = await accepted();
  assert.ok(text);
  assert.equal((await page.cookie()).value, text);
  const record = await page.api('record');
  assert.equal(record.method, 'accept-all');
  assert.equal(record.revision, 0);
  assert.equal(record.language, 'en');
  assert.equal(record.categories.analytics, 'granted');
  assert.equal(record.services.matomo, 'granted');
  assert.ok(record.id && record.version);
});

test('the cookie is host-only, lax, for the whole site and for 182 days', async () => {
  const { page } = await accepted();
  const cookie = await page.cookie();
  assert.equal(cookie.domain, page.host);
  assert.equal(cookie.path, '/');
  assert.equal(cookie.sameSite, 'Lax');
  const days = (cookie.expiry - Date.now() / 1000) / DAY;
  assert.ok(days > 181.9 && days < 182.1, `${days} days`);
});

test('name, path and lifetime of the cookie follow the configuration', async () => {
  const page = await visit('order', { config: { cookie: { name: 'choices', path: '/fixtures', days: 30 } } });
  await page.decide('reject');
  const cookie = await page.cookie('choices');
  assert.equal(cookie.path, '/fixtures');
  const days = (cookie.expiry - Date.now() / 1000) / DAY;
  assert.ok(days > 29.9 && days < 30.1, `${days} days`);
  assert.equal(await page.cookie('octoconsent'), null);
});

test('a grant outlives a reload: no banner, released at once', async () => {
  const { page } = await accepted();
  await page.reload();
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await page.shows('[part~="banner"]'), false);
  assert.deepEqual(await page.events('choice'), []);
});

test('a refusal outlives a reload: no banner, nothing released', async () => {
  const page = await visit('order');
  await page.decide('reject');
  assert.equal((await page.api('record')).method, 'reject-all');
  await page.reload();
  await page.assertNothingReleased();
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('a selection is kept per service', async () => {
  const page = await visit('services');
  await page.select({ matomo: true });
  await page.reload();
  assert.deepEqual((await page.ranAll(2)).toSorted(), ['matomo', 'necessary']);
  const { method, services } = await page.api('record');
  assert.equal(method, 'selection');
  assert.deepEqual(services, { session: 'granted', matomo: 'granted', posthog: 'denied', pixel: 'denied' });
});

test('a second choice keeps the id and the day of the first', async () => {
  const { page } = await accepted();
  const first = await page.api('record');
  await page.api('rejectAll');
  const second = await page.api('record');
  assert.equal(second.id, first.id);
  assert.equal(second.created, first.created);
  assert.ok(second.updated >= first.updated);
});

test('a record that is broken in both places is none: the visitor is asked again', async () => {
  const { page, text } = await accepted();
  const half = text.slice(0, Math.floor(text.length / 2));
  const forged = text.replace('matomo:1', 'matomo:0');
  for (const broken of ['rubbish', '', half, forged, `${text}0`, `2${text.slice(1)}`]) {
    await page.setCookie(`octoconsent=${broken}; path=/`);
    await page.store('octoconsent', broken);
    await page.reload();
    await assertAsksAgain(page);
    await page.assertNoErrors();
  }
});

test('where only the cookie is broken, localStorage counts', async () => {
  const { page } = await accepted();
  await page.setCookie('octoconsent=rubbish; path=/');
  await page.reload();
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('where only localStorage is broken, the cookie counts', async () => {
  const { page } = await accepted();
  await page.store('octoconsent', '{"version":');
  await page.reload();
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

for (const [older, newer] of [['cookie', 'localStorage'], ['localStorage', 'cookie']]) {
  test(`of two valid records the newer counts: ${newer} after ${older}`, async () => {
    const { page, text: grant } = await accepted();
    await page.until((then) => Date.now() > then, +new Date((await page.api('record')).updated));
    await page.api('rejectAll');
    const refusal = await page.stored();
    assert.notEqual(refusal, grant);
    if (older === 'cookie') await page.setCookie(`octoconsent=${grant}; path=/`);
    else await page.store('octoconsent', grant);
    await page.reload();
    await page.assertNothingReleased();
    assert.equal(await page.shows('[part~="banner"]'), false);
  });
}

test('a changed revision asks again and releases nothing', async () => {
  const { page } = await accepted({ config: { revision: 1 } });
  await page.open('order', { config: { revision: 2 } });
  await assertAsksAgain(page);
  await page.decide('accept');
  assert.equal((await page.api('record')).revision, 2);
});

test('two hosts know nothing of each other’s choice', async () => {
  const { page } = await accepted();
  const other = await visit('order');
  assert.notEqual(other.host, page.host);
  await assertAsksAgain(other);
});

test('a cookie without a domain is not shared with a subdomain', async () => {
  const { page } = await accepted();
  await assertAsksAgain(await page.sub('a').open('order'));
});

test('a cookie with a domain is shared with a subdomain', async () => {
  const page = fresh();
  const config = { cookie: { domain: page.host } };
  await page.sub('a').open('order', { config });
  await page.decide('accept');
  assert.equal((await page.cookie()).domain.replace(/^\./, ''), page.host);
  const sibling = await page.sub('b').open('order', { config });
  assert.deepEqual(await sibling.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await sibling.shows('[part~="banner"]'), false);
});
