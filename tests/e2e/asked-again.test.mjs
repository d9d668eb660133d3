// What makes the visitor be asked again, and what does not; what holds meanwhile.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { changed, putBoth } from './records.mjs';

const { visit } = useBrowser();
const DAY = 86_400_000;
const { categories: CATEGORIES } = JSON.parse(await readFile(new URL('../fixtures/consent.json', import.meta.url), 'utf8'));

/** The categories of fixtures/consent.json, changed by `change`. */
function site(change = () => {}) {
  const categories = structuredClone(CATEGORIES);
  const [necessary, analytics, targeting] = categories;
  change({ categories, necessary, analytics, targeting });
  return { categories };
}

/** The page `services` of the site, with everything granted. */
async function accepted(config = site()) {
  const page = await visit('services', { config });
  await page.decide('accept');
  await page.ranAll(4);
  page.server.reset();
  return page;
}

/** Opens the page for a site that is another now; gives why the visitor is asked, nothing where they are not. */
async function opened(page, config) {
  page.server.reset();
  await page.open('services', { config });
  await page.settled();
  const { reason } = await page.api('situation');
  assert.equal(await page.shows('[part~="banner"]'), reason !== '', `the banner, because of "${reason}"`);
  return reason;
}

const ALL = ['/s/analytics.js', '/s/both.js', '/s/matomo.js', '/s/necessary.js', '/s/posthog.js'];

test('the same site asks once', async () => {
  const page = await accepted();
  assert.equal(await opened(page, site()), '');
  assert.deepEqual(page.requests(), ALL);
});

test('an answer that is over grants nothing and is asked again', async () => {
  const page = await accepted();
  const text = await page.stored();
  await putBoth(page, changed(text, { updated: Date.now() - 181 * DAY }));
  assert.equal(await opened(page, site()), '');
  await putBoth(page, changed(text, { updated: Date.now() - 182 * DAY }));
  assert.equal(await opened(page, site()), 'expired');
  assert.deepEqual(page.requests(), ['/s/necessary.js']);
  assert.equal(await page.api('record'), null);
});

test('a refusal is over in a time of its own', async () => {
  const config = { ...site(), cookie: { days: 100, daysDenied: 10 } };
  const page = await visit('services', { config });
  await page.decide('reject');
  const text = await page.stored();
  await putBoth(page, changed(text, { updated: Date.now() - 9 * DAY }));
  assert.equal(await opened(page, config), '');
  await putBoth(page, changed(text, { updated: Date.now() - 10 * DAY }));
  assert.equal(await opened(page, config), 'expired');
});

test('a new service is asked for and blocked, while the rest holds', async () => {
  const page = await accepted(site(({ analytics }) => analytics.services.pop()));
  assert.equal(await opened(page, site()), 'news');
  assert.deepEqual(page.requests(), ['/s/matomo.js', '/s/necessary.js']);
  assert.equal(await page.api('granted', 'pixel'), true);
  await page.decide('accept');
  await page.settled();
  assert.equal(await opened(page, site()), '');
  assert.deepEqual(page.requests(), ALL);
});

test('a new category is asked for, while the rest holds', async () => {
  const page = await accepted();
  const config = site(({ categories }) => categories.push({ id: 'chat', title: 'Chat' }));
  assert.equal(await opened(page, config), 'news');
  assert.deepEqual(page.requests(), ALL);
  assert.equal(await page.api('granted', 'chat'), false);
});

test('a new purpose of a service is asked for, and the service blocked meanwhile', async () => {
  const purposes = (list) => site(({ analytics }) => (analytics.services[0].purposes = list));
  const page = await accepted(purposes(['audience']));
  assert.equal(await opened(page, purposes(['audience', 'profiling'])), 'news');
  assert.deepEqual(page.requests(), ['/s/necessary.js', '/s/posthog.js']);
});

test('a service that is another category’s now is asked for and blocked', async () => {
  const page = await accepted();
  const config = site(({ analytics, targeting }) => targeting.services.push(analytics.services.shift()));
  assert.equal(await opened(page, config), 'news');
  assert.equal(await page.api('granted', 'matomo'), false);
  assert.equal(await page.api('granted', 'posthog'), true);
});

test('a service that was taken away, other words and another look are not asked for', async () => {
  const page = await accepted();
  for (const config of [
    site(({ analytics }) => analytics.services.pop()),
    site(({ analytics }) => (analytics.description = { en: 'Counts visits!', fr: 'Compte les visites !', de: 'Zählt Besuche.' })),
    { ...site(), texts: { fr: { save: 'Garder' } }, theme: 'dark', banner: { layout: 'box' } },
    { ...site(), links: [{ href: '/privacy', text: 'Privacy' }] },
  ]) {
    assert.equal(await opened(page, config), '');
  }
});

test('a policy of a later day is asked for; one that is to come is not', async () => {
  const page = await accepted();
  const text = await page.stored();
  await putBoth(page, changed(text, { updated: Date.now() - 3 * DAY }));
  const day = (time) => new Date(time).toISOString().slice(0, 10);
  assert.equal(await opened(page, { ...site(), policyDate: day(Date.now() - 30 * DAY) }), '');
  assert.equal(await opened(page, { ...site(), policyDate: day(Date.now() + 2 * DAY) }), '');
  assert.equal(await opened(page, { ...site(), policyDate: day(Date.now() - DAY), policyChanges: 'New partners.' }), 'policy');
  assert.deepEqual(page.requests(), ['/s/necessary.js']);
  await page.decide('accept');
  assert.equal(await opened(page, { ...site(), policyDate: day(Date.now() - DAY), policyChanges: 'New partners.' }), '');
});

test('another revision is asked for', async () => {
  const page = await accepted();
  assert.equal(await opened(page, { ...site(), revision: 1 }), 'revision');
  assert.deepEqual(page.requests(), ['/s/necessary.js']);
});

test('an expired answer grants nothing, though there is something new, too', async () => {
  const page = await accepted(site(({ analytics }) => analytics.services.pop()));
  const text = await page.stored();
  await putBoth(page, changed(text, { updated: Date.now() - 200 * DAY }));
  assert.equal(await opened(page, site()), 'expired');
  assert.deepEqual(page.requests(), ['/s/necessary.js']);
});

test('a record from the future grants nothing, and gives way to the answer of now', async () => {
  const page = await accepted();
  const text = await page.stored();
  await putBoth(page, changed(text, { updated: Date.now() + 1000 * DAY }));
  assert.equal(await opened(page, site()), 'expired');
  assert.deepEqual(page.requests(), ['/s/necessary.js']);
  await page.decide('reject');
  assert.equal(await opened(page, site()), '');
  assert.deepEqual(page.requests(), ['/s/necessary.js']);
  assert.ok(Date.parse((await page.api('record')).updated) < Date.now() + DAY);
});

test('whoever is asked again keeps the id and the day of the first answer', async () => {
  const page = await accepted();
  const { id, created } = await page.api('record');
  await opened(page, { ...site(), revision: 1 });
  await page.decide('reject');
  const record = await page.api('record');
  assert.deepEqual([record.id, record.created], [id, created]);
});
