// Taking a grant back: what is erased, what stays, what stops.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();

/** The page with `control` pressed, once the withdrawal is announced. */
async function withdraw(page, control = 'withdraw') {
  const before = (await page.events('choice')).length;
  await page.clickOn(`#${control}`);
  return page.event('choice', before + 1);
}

async function granted(page = fresh()) {
  await page.open('withdraw');
  await page.decide('accept');
  await page.ranAll(1);
  return page;
}

test('one click takes everything back', async () => {
  const page = await granted();
  assert.equal(await page.api('granted', 'analytics'), true);
  const { method } = await withdraw(page);
  assert.equal(method, 'withdrawal');
  assert.equal(await page.api('granted', 'analytics'), false);
  assert.equal(await page.api('granted', 'necessary'), true);
  const record = await page.api('record');
  assert.equal(record.method, 'withdrawal');
  assert.equal(record.categories.analytics, 'denied');
  assert.equal((await page.cookie()).value, await page.stored());
});

test('the declared cookie that a script set is erased', async () => {
  const page = await granted();
  assert.deepEqual(await page.cookieNames(), ['_pk_id.1', 'octoconsent']);
  await withdraw(page);
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
});

test('declared cookies are erased on the host, every parent domain and every path above the page', async () => {
  const parent = fresh();
  const page = await granted(parent.sub('a.b'));
  const domains = ['', page.host, `b.${parent.host}`, parent.host];
  const paths = ['/', '/fixtures', '/fixtures/', '/fixtures/withdraw', '/fixtures/withdraw/'];
  for (const domain of domains) {
    for (const path of paths) {
      await page.setCookie(`_pk_ses.7=${domain}${path}; path=${path}${domain && `; domain=${domain}`}`);
    }
  }
  const set = (await page.cookies()).filter(({ name }) => name === '_pk_ses.7');
  assert.equal(set.length, domains.length * paths.length, 'cookies set by the test');
  await withdraw(page);
  assert.deepEqual((await page.cookies()).filter(({ name }) => name.startsWith('_pk_')), []);
});

test('cookies that are necessary, undeclared or only look alike stay', async () => {
  const page = await granted();
  const kept = ['sid', 'theirs', '_pk_identity', 'x_pk_id.1', 'ph_visitors', 'aph_visitor', '_pk_idx1'];
  for (const name of kept) await page.setCookie(`${name}=1; path=/`);
  for (const name of ['_pk_id.', '_pk_id.4.dc', 'ph_visitor', 'px']) await page.setCookie(`${name}=1; path=/`);
  await withdraw(page);
  assert.deepEqual(await page.cookieNames(), [...kept, 'octoconsent'].toSorted());
});

test('declared entries of localStorage and sessionStorage are erased, by name and by pattern', async () => {
  const page = await granted();
  for (const key of ['matomo_queue', 'matomo_', 'ph_queue', 'ph_window', 'amatomo_x', 'matomo']) await page.store(key, '1');
  for (const key of ['ph_window', 'ph_queue']) await page.store(key, '1', 'sessionStorage');
  await withdraw(page);
  const left = await page.run(() => [Object.keys(localStorage).sort(), Object.keys(sessionStorage)]);
  assert.deepEqual(left, [['amatomo_x', 'matomo', 'octoconsent', 'ph_window'], ['ph_queue']]);
});

test('a tag added after a withdrawal stays blocked', async () => {
  const page = await granted();
  await withdraw(page);
  await page.append({ 'data-category': 'analytics', src: '/s/later.js' });
  await page.settled();
  assert.deepEqual(page.requests(/later/), []);
});

test('a withdrawal outlives a reload', async () => {
  const page = await granted();
  await withdraw(page);
  page.server.reset();
  await page.reload();
  await page.assertNothingReleased();
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('what was withdrawn can be granted again and runs on the next page', async () => {
  const page = await granted();
  await withdraw(page);
  await withdraw(page, 'accept');
  assert.equal(await page.api('granted', 'analytics'), true);
  await page.reload();
  assert.deepEqual(await page.ranAll(1), ['matomo']);
});

test('withdraw(id) takes back one category or one service', async () => {
  const page = await granted();
  for (const name of ['ph_visitor', 'px']) await page.setCookie(`${name}=1; path=/`);
  await page.api('withdraw', 'matomo');
  assert.deepEqual(await page.cookieNames(), ['octoconsent', 'ph_visitor', 'px']);
  assert.equal(await page.api('granted', 'posthog'), true);
  assert.equal(await page.api('granted', 'matomo'), false);
  await page.api('withdraw', 'targeting');
  assert.deepEqual(await page.cookieNames(), ['octoconsent', 'ph_visitor']);
});

test('switching a service off in the preferences erases what it kept', async () => {
  const page = await granted();
  await page.setCookie('ph_visitor=1; path=/');
  await page.select({ matomo: false }, 'reopen');
  assert.deepEqual(await page.cookieNames(), ['octoconsent', 'ph_visitor']);
});

test('the reopen button and “reject all” take back in two clicks, as many as granting took', async () => {
  const page = await granted();
  await page.press('reopen');
  await page.decide('reject');
  assert.equal(await page.api('granted', 'analytics'), false);
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
});

test('a change names what was taken back', async () => {
  const page = await granted();
  await withdraw(page);
  const { changed, decision } = (await page.events('change')).at(-1);
  assert.deepEqual(changed.toSorted(), ['analytics', 'matomo', 'pixel', 'posthog', 'targeting']);
  assert.equal(decision.categories.analytics, 'denied');
});

test('page controls work, also those added later', async () => {
  const page = await visit('withdraw');
  await page.run(() => {
    for (const action of ['reject', 'preferences']) {
      const button = document.createElement('button');
      button.id = `late-${action}`;
      button.dataset.octoconsentAction = action;
      button.innerHTML = '<span>Press</span>';
      document.querySelector('main').append(button);
    }
  });
  await withdraw(page, 'late-reject');
  assert.equal((await page.api('record')).method, 'reject-all');
  await page.gone('[part~="banner"]');
  await page.clickOn('#banner');
  await page.visible('[part~="banner"]');
  await page.clickOn('#late-preferences');
  await page.visible('[part~="preferences"]');
});
