// Octomop keeps each promise of its policy. The oracle is the server's log and what the browser keeps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inlined } from '../../tools/site-config.mjs';
import { assertAccessible } from './axe.mjs';
import { useBrowser } from './harness.mjs';
import { answer, keeps, keepsNo, kept, recorded, select, site } from './site-pages.mjs';

const SITE = await site('octomop', {
  'page-tag': /page-tag\.js|octomop\/collect/, amplitude: /amplitude/, 'mail-beacons': /octomop\/(delivered|open)\.gif/, campaigns: /octomop\/campaign\.gif/,
  meta: /meta/, criteo: /criteo/, personal: /personal\.js/,
});
const ALL = SITE.services.filter(({ category }) => !category.necessary).map(({ id }) => id);
const ON_PAGE = ALL.filter((id) => id !== 'mail-beacons');

const { fresh } = useBrowser();
const visit = (file, options) => SITE.open(fresh(), file, options);

/** What the page tag has told the server of this page: an event each. */
const told = (page) =>
  page.server.log.filter((entry) => entry.host === page.host && entry.path === '/t/octomop/collect').map(({ query }) => Object.fromEntries(new URLSearchParams(query)));
const hears = (page, event) =>
  page.server
    .waitFor((entry) => entry.host === page.host && entry.path === '/t/octomop/collect' && new URLSearchParams(entry.query).get('event') === event, event)
    .then(({ query }) => Object.fromEntries(new URLSearchParams(query)));
const add = (page, item) => page.clickOn(`[data-item="${item}"] button`);

test('before a choice nothing optional runs, is sent or is kept, the cart aside', async () => {
  const page = await visit();
  await add(page, 'carts');
  await SITE.assertNothingBut(page, []);
  assert.deepEqual(await kept(page), ['localStorage omo_cart']);
});

test('page tags measure device and browser, with consent and not before', async () => {
  const page = await visit();
  await select(page, { 'page-tag': true });
  const start = await hears(page, 'session_start');
  const here = await page.run(() => ({ screen: `${screen.width}x${screen.height}`, language: navigator.language, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }));
  assert.deepEqual({ screen: start.screen, language: start.language, zone: start.zone }, here);
  await SITE.assertNothingBut(page, ['page-tag']);
});

test('page views and sessions are counted: a session once, its views each', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  const first = await hears(page, 'page_view');
  await SITE.called(page, ['amplitude']);
  await page.leave();
  await SITE.open(page);
  const second = await hears(page, 'page_view');
  assert.deepEqual([second.visitor, second.session], [first.visitor, first.session]);
  await page.settled();
  assert.deepEqual(told(page).filter(({ event }) => event === 'session_start'), []);
});

test('referrals are tracked: who sent the visitor is kept for later views', async () => {
  const page = await visit('?ref=tea-magazine');
  await answer(page, 'accept', 'accept-all');
  assert.equal((await hears(page, 'page_view')).referral, 'tea-magazine');
  await page.leave();
  await SITE.open(page);
  assert.equal((await hears(page, 'page_view')).referral, 'tea-magazine');
  const refused = await visit('?ref=tea-magazine');
  await answer(refused, 'reject', 'reject-all');
  await SITE.assertNothingBut(refused, []);
});

test('cart additions and purchases are counted with their worth', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await hears(page, 'page_view');
  await add(page, 'views');
  assert.deepEqual((({ item, value }) => [item, value])(await hears(page, 'cart_add')), ['views', '29']);
  await add(page, 'mails');
  await page.clickOn('.receipt .order');
  assert.deepEqual((({ items, value }) => [items, value])(await hears(page, 'purchase')), ['2', '48']);
  await page.server.waitFor((entry) => entry.host === page.host && entry.path === '/t/meta/tr' && entry.query.includes('ev=Purchase'), 'Meta’s purchase');
});

test('abandoned carts are counted when the page is left, and only with consent', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await hears(page, 'page_view');
  await add(page, 'carts');
  await page.open('blank', { ready: false });
  assert.equal((await hears(page, 'cart_abandon')).value, '49');
  const refused = await visit();
  await answer(refused, 'reject', 'reject-all');
  await add(refused, 'carts');
  await refused.open('blank', { ready: false });
  await refused.settled();
  assert.deepEqual(told(refused), []);
  await SITE.open(refused);
  assert.equal(await refused.run(() => document.querySelectorAll('.receipt li').length), 1, 'the cart itself is kept');
});

test('what happened before consent is not told afterwards', async () => {
  const page = await visit();
  await add(page, 'carts');
  await answer(page, 'accept', 'accept-all');
  await hears(page, 'page_view');
  await page.settled();
  assert.deepEqual(told(page).map(({ event }) => event).toSorted(), ['page_view', 'session_start']);
});

test('delivery and opens of e-mails are measured by web beacons: they are pictures, and wait as well', async () => {
  const page = await visit('newsletter.html');
  await SITE.assertNothingBut(page, []);
  assert.equal(await page.run(() => [...document.querySelectorAll('img.beacon')].every((image) => !image.hasAttribute('src'))), true);
  await answer(page, 'reject', 'reject-all');
  await SITE.assertNothingBut(page, []);
  await select(page, { email: true }, 'reopen');
  for (const beacon of ['delivered', 'open']) await page.server.waitFor((entry) => entry.host === page.host && entry.path === `/t/octomop/${beacon}.gif`, beacon);
  await SITE.assertNothingBut(page, ['mail-beacons']);
});

test('web beacons measure advertising campaigns, with consent and not before', async () => {
  const page = await visit();
  await select(page, { campaigns: true });
  await SITE.called(page, ['campaigns']);
  await SITE.assertNothingBut(page, ['campaigns']);
});

test('a beacon that an unmarked script sends is held, without an answer and after a refusal, and sent with consent', async () => {
  for (const what of [null, 'reject']) {
    const page = await visit();
    if (what) await answer(page, what, 'reject-all');
    assert.equal(await page.run(() => navigator.sendBeacon('/t/octomop/collect?event=probe')), true);
    await page.run(() => { new Image().src = '/t/octomop/campaign.gif?probe'; });
    await page.open('blank', { ready: false });
    await SITE.assertNothingBut(page, []);
  }
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await hears(page, 'page_view');
  await page.open('blank', { ready: false });
  assert.equal((await hears(page, 'leave')).from, 'template');
});

test('after a withdrawal the scripts that still run send no beacon more', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await SITE.called(page, ON_PAGE);
  await hears(page, 'page_view');
  await page.clickOn('footer [data-octoconsent-action="withdraw"]');
  await recorded(page, 'withdrawal');
  await page.settled();
  page.server.reset();
  await add(page, 'views');
  await page.clickOn('.receipt .order');
  await page.settled();
  assert.deepEqual(SITE.asked(page), []);
  await page.open('blank', { ready: false });
  await SITE.assertNothingBut(page, []);
});

test('personalised marketing on other sites waits for consent', async () => {
  const page = await visit();
  await select(page, { analytics: true, email: true });
  await SITE.called(page, ['page-tag', 'amplitude']);
  await SITE.assertNothingBut(page, ['page-tag', 'amplitude']);
  await select(page, { targeting: true }, 'reopen');
  await SITE.called(page, ['campaigns', 'meta', 'criteo', 'personal']);
  await add(page, 'mails');
  await page.server.waitFor((entry) => entry.host === page.host && entry.path === '/t/criteo/event' && entry.query.includes('e=viewItem'), 'Criteo’s view');
  await SITE.open(page);
  assert.match(await page.run(() => document.querySelector('.packs > :first-child').innerText), /^You looked at this|^Mail round/);
  assert.equal(await page.run(() => document.querySelector('.packs > :first-child').dataset.item), 'mails');
});

const PERSONAL = /_fbp|cto_bundle|omo_profile|omo_interest/;

test('withdrawing “targeting” deletes its cookies itself, ends personal content, and leaves the rest', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await SITE.called(page, ON_PAGE);
  await add(page, 'mails');
  for (const name of ['cookie _fbp', 'cookie cto_bundle', 'cookie omo_profile', 'localStorage omo_interest', 'cookie _omo_id']) await keeps(page, new RegExp(`^${name}$`));
  await SITE.open(page);
  await page.until(() => document.querySelector('[data-personal]'));
  await select(page, { targeting: false }, 'reopen');
  await keepsNo(page, PERSONAL);
  assert.equal(await page.run(() => document.querySelector('[data-personal]')), null);
  assert.ok((await page.cookieNames()).includes('_omo_id'), 'page tags were not withdrawn');
  await page.leave();
  await SITE.open(page);
  await hears(page, 'page_view');
  await SITE.assertNothingBut(page, ['page-tag', 'amplitude']);
});

test('refusing “targeting” deletes cookies that were there before anybody was asked', async () => {
  const page = fresh();
  await page.open('blank', { ready: false });
  for (const name of ['_fbp', 'cto_bundle', 'omo_profile']) await page.setCookie(`${name}=old; path=/; max-age=9999`);
  await page.store('omo_interest', '{}');
  await SITE.open(page);
  await answer(page, 'reject', 'reject-all');
  await keepsNo(page, PERSONAL);
});

test('all that is kept is declared, and lives no longer than declared', async () => {
  const page = await visit('?ref=tea-magazine');
  await answer(page, 'accept', 'accept-all');
  await SITE.called(page, ON_PAGE);
  await add(page, 'mails');
  await page.settled();
  await SITE.assertKeepsOnly(page, ALL);
  const longest = { _omo_id: 395, _omo_ses: 1, _omo_ref: 182, _fbp: 90, cto_bundle: 395, omo_profile: 365, octoconsent: 182 };
  for (const { name, expiry } of await page.cookies()) {
    const days = (expiry - Date.now() / 1000) / 86_400;
    assert.ok(days > 0 && days <= (longest[name] ?? 366) + 1, `${name}: ${days} days`);
  }
  const declaration = await SITE.open(page, 'policy.html').then(() => page.run(() => document.querySelector('octoconsent-declaration').innerText));
  for (const { title, cookies = [] } of SITE.services) for (const word of [title, ...cookies.map(({ name }) => name)]) assert.ok(declaration.includes(word), `${word} is not declared`);
});

test('the configuration in the pages is that of consent.json', async () => {
  const pages = await inlined('octomop');
  assert.equal(pages.size, 4);
  for (const [file, [now, wanted]] of pages) assert.equal(now, wanted, `${file.pathname}: run node tools/site-config.mjs octomop`);
});

test('with the product’s script blocked no beacon is fetched and the shop works', async () => {
  const page = fresh();
  page.server.lose('/octoconsent.js', page.host);
  for (const file of ['newsletter.html', '']) {
    await SITE.open(page, file, { ready: false });
    await SITE.assertNothingBut(page, []);
  }
  await add(page, 'mails');
  await page.clickOn('.receipt .order');
  assert.match(await page.run(() => document.querySelector('.receipt [role="status"]').textContent), /Thank you/);
});

for (const [file, state] of [['', 'asked'], ['', 'accepted'], ['newsletter.html', 'asked'], ['policy.html', 'asked'], ['policy.html', 'accepted'], ['imprint.html', 'asked']]) {
  test(`axe finds nothing on ${file || 'the page'}, ${state}`, async () => {
    const page = await visit(file);
    if (state === 'accepted') await answer(page, 'accept', 'accept-all');
    if (state === 'accepted' && !file) await add(page, 'mails');
    await page.settled();
    await assertAccessible(page, file);
  });
}
