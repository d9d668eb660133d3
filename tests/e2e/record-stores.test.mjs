// Every combination of what cookie and local storage may hold: valid, missing, and broken in every way. A broken one is none, and
// reported once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { answered, changed, put, putBoth, signed } from './records.mjs';

const { visit, fresh } = useBrowser();
const GRANTED = ['one', 'two', 'three', 'four'];

/** The page `order` with everything granted, and the text of the record. */
async function accepted(options) {
  const page = await visit('order', options);
  await page.decide('accept');
  await page.ranAll(4);
  return { page, text: await page.stored() };
}

/** A text that is too long to be a record, though its check is right; still short enough for a cookie. */
function oversized(text) {
  let body = text.slice(0, text.lastIndexOf('.'));
  for (let number = 0; body.length < 4040; number += 1) body += `*category-${number}:1`;
  return signed(body);
}

const KINDS = {
  valid: (text) => text,
  missing: () => null,
  garbled: (text) => text.replace('matomo:1', 'matomo:0'),
  truncated: (text) => text.slice(0, text.length - 7),
  foreign: () => 'eyJjYXRlZ29yaWVzIjpbImFuYWx5dGljcyJdfQ==',
  oversized,
};

const reports = async (page) => (await page.events('error')).filter(({ code }) => code === 'record');

for (const cookie of Object.keys(KINDS)) {
  test(`cookie ${cookie}, with everything that local storage may hold`, async () => {
    const { page, text } = await accepted();
    for (const storage of Object.keys(KINDS)) {
      await put(page, { cookie: KINDS[cookie](text), storage: KINDS[storage](text) });
      page.server.reset();
      await page.reload();
      const holds = [cookie, storage].includes('valid');
      const told = [cookie, storage].some((kind) => kind !== 'valid' && kind !== 'missing');
      await page.settled();
      assert.deepEqual(await page.ran(), holds ? GRANTED : [], storage);
      assert.deepEqual(page.requests(), holds ? ['/s/one.js', '/s/three.js'] : [], storage);
      assert.equal(await page.shows('[part~="banner"]'), !holds, storage);
      assert.equal((await reports(page)).length, told ? 1 : 0, storage);
      await page.assertNoErrors();
    }
  });
}

test('the oversized text of these tests is broken by nothing but its length', async () => {
  const { text } = await accepted();
  const long = oversized(text);
  assert.ok(long.length > 4000 && long.length + 'octoconsent='.length <= 4096, `${long.length}`);
});

test('a record that counts is written where the other one was broken', async () => {
  const { page, text } = await accepted();
  for (const places of [{ cookie: 'rubbish', storage: text }, { cookie: text, storage: 'rubbish' }, { cookie: null, storage: text }, { cookie: text, storage: null }]) {
    await put(page, places);
    await page.reload();
    assert.deepEqual([(await page.cookie()).value, await page.stored()], [text, text]);
  }
});

test('what is broken stays where it is until the visitor answers, and the answer takes its place', async () => {
  const { page } = await accepted();
  await putBoth(page, 'rubbish');
  page.server.reset();
  await page.reload();
  await page.decide('reject');
  const text = await page.stored();
  assert.equal((await page.cookie()).value, text);
  await page.reload();
  await page.assertNothingReleased();
  assert.deepEqual(await reports(page), []);
});

test('of two records of one age what either denies is denied', async () => {
  const { page, text } = await accepted({ config: { cookie: {} } });
  const decided = (analytics, targeting) => {
    const services = `analytics:${analytics}~matomo:${analytics}~posthog:${analytics}*targeting:${targeting}~pixel:${targeting}`;
    return changed(text, { decision: `necessary:n~session:n*${services}` });
  };
  for (const [cookie, storage, expected] of [
    [decided(1, 0), decided(0, 1), []],
    [decided(1, 1), decided(0, 1), ['targeting']],
    [decided(1, 0), decided(1, 1), ['analytics']],
  ]) {
    assert.equal(answered(cookie), answered(storage));
    await put(page, { cookie, storage });
    await page.reload();
    const granted = [];
    for (const id of ['analytics', 'targeting']) if (await page.api('granted', id)) granted.push(id);
    assert.deepEqual(granted, expected);
    assert.equal(await page.shows('[part~="banner"]'), false);
  }
});

test('the newer record counts, whichever place it is in', async () => {
  const { page, text } = await accepted();
  const refusal = changed(text, {
    updated: answered(text) + 1,
    decision: 'necessary:n~session:n*analytics:0~matomo:0~posthog:0*targeting:0~pixel:0',
  });
  for (const places of [{ cookie: text, storage: refusal }, { cookie: refusal, storage: text }]) {
    page.server.reset();
    await put(page, places);
    await page.reload();
    await page.assertNothingReleased();
    assert.deepEqual([(await page.cookie()).value, await page.stored()], [refusal, refusal]);
  }
});

/** How many cookies of that name the page sees. */
const seen = (page) => page.run(() => document.cookie.split('; ').filter((pair) => pair.startsWith('octoconsent=')).length);

test('after a change of the path there is one cookie', async () => {
  const page = await visit('order', { config: { cookie: { path: '/fixtures' } } });
  await page.decide('accept');
  const { id } = await page.api('record');
  for (const path of ['/', '/fixtures/order', '/fixtures']) {
    await page.open('order', { config: { cookie: { path } } });
    assert.equal(await seen(page), 1, path);
    assert.deepEqual((await page.cookies()).map((cookie) => cookie.path), [path]);
    assert.equal((await page.api('record')).id, id);
    assert.equal(await page.shows('[part~="banner"]'), false);
  }
});

test('after a change of the domain there is one cookie', async () => {
  const parent = fresh();
  const page = parent.sub('a.b');
  await page.open('order');
  await page.decide('accept');
  const { id } = await page.api('record');
  for (const domain of [parent.host, `b.${parent.host}`, '']) {
    await page.open('order', { config: { cookie: { domain } } });
    assert.equal(await seen(page), 1, domain);
    assert.deepEqual((await page.cookies()).map((cookie) => cookie.domain.replace(/^\./, '')), [domain || page.host]);
    assert.equal((await page.api('record')).id, id);
    assert.equal(await page.shows('[part~="banner"]'), false);
  }
});

/** A site of fifty services, whose ids are long, with two purposes each. */
const FIFTY = {
  categories: ['analytics', 'targeting', 'media', 'chat', 'maps'].map((id) => ({
    id,
    title: id,
    services: Array.from({ length: 10 }, (_, number) => ({
      id: `a-service-whose-id-is-quite-long-${id}-${number}`,
      title: `${id} ${number}`,
      purposes: ['measurement', 'improvement'],
    })),
  })),
};

test('a record of fifty services is a kilobyte at most, and says the same on the next page', async () => {
  const page = await visit('order', { config: FIFTY });
  const chosen = Object.fromEntries(FIFTY.categories.flatMap(({ services }) => services.map(({ id }, at) => [id, at % 3 === 0])));
  await page.api('choose', { ...chosen, 'analytics': true });
  const decision = await page.api('decision');
  const { value } = await page.cookie();
  assert.ok(value.length <= 1024, `${value.length} bytes`);
  assert.equal(value, await page.stored());
  await page.reload();
  assert.deepEqual(await page.api('decision'), decision);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

const told = async (page) => (await page.seen()).console.filter(({ text }) => text.includes('does not keep the cookie of the record'));

test('a cookie that the browser does not keep is told', async () => {
  const page = await visit('order', { config: { cookie: { domain: 'elsewhere.example' } } });
  assert.deepEqual(await told(page), []);
  await page.decide('accept');
  assert.equal((await told(page)).length, 1);
  assert.equal(await page.cookie(), null);
});

test('of a cookie that is kept nothing is said', async () => {
  const { page } = await accepted();
  await page.reload();
  assert.deepEqual((await page.seen()).console, []);
});
