// The OCTOOP site end to end: real trackers, real endpoints, the server's log as oracle.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { SERVICES, answer, assertKeepsOnly, assertUntouched, called, kept, openOctoop, optionalRequests } from './octoop.mjs';

const { fresh } = useBrowser();
const visit = (file, options) => openOctoop(fresh(), file, options);
const ALL = Object.keys(SERVICES);

test('before any choice nothing optional is asked for and nothing optional is kept', async () => {
  const page = await visit();
  await page.visible('[part~="banner"]');
  await assertUntouched(page);
  assert.deepEqual(await kept(page), ['cookie octoop_session']);
});

test('a refusal keeps it so, also on the next page', async () => {
  const page = await visit();
  await answer(page, 'reject', 'reject-all');
  await assertUntouched(page);
  assert.deepEqual(await kept(page), ['cookie octoconsent', 'cookie octoop_session', 'localStorage octoconsent']);
  await openOctoop(page, 'policy.html');
  await assertUntouched(page);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('closing the banner is a refusal', async () => {
  const page = await visit();
  await answer(page, 'close', 'close');
  await assertUntouched(page);
});

test('accepting lets every tracker load, send and keep what it declares', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await called(page, ALL);
  await page.settled();
  await assertKeepsOnly(page, ALL);
  const names = (await kept(page)).join('\n');
  for (const name of [/cookie _pk_id\.8\./, /cookie ph_phc_OctoopDemo_posthog/, /cookie _sp_id\./, /cookie mp_octoopdemo_mixpanel/, /cookie octoop_links/, /cookie octoop_partner/]) {
    assert.match(names, name);
  }
  for (const service of ALL) assert.equal(page.requests(SERVICES[service][0]).length, 1, `${service} is loaded once`);
});

test('tracker cookies are kept 13 months, the choice 6', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await called(page, ['matomo', 'short-links']);
  const days = async (pattern) => ((await page.cookies()).find(({ name }) => pattern.test(name)).expiry - Date.now() / 1000) / 86_400;
  for (const [pattern, wanted] of [[/^_pk_id\./, 393], [/^octoop_links$/, 395], [/^octoconsent$/, 182]]) {
    const found = await days(pattern);
    assert.ok(Math.abs(found - wanted) < 0.1, `${pattern}: ${found} days`);
  }
});

test('a selection lets only the selected services load and keep anything', async () => {
  const page = await visit();
  await page.openPreferences();
  for (const id of ['matomo', 'short-links']) await page.setSwitch(id, true);
  await answer(page, 'save', 'selection');
  await called(page, ['matomo', 'short-links']);
  await page.settled();
  const loaded = optionalRequests(page).map((path) => path.split('?')[0]);
  assert.deepEqual(loaded, [...SERVICES.matomo, ...SERVICES['short-links']].toSorted());
  await assertKeepsOnly(page, ['matomo', 'short-links']);
});

test('a reload keeps what was granted and asks nothing', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await called(page, ALL);
  await page.leave();
  await openOctoop(page);
  await called(page, ALL);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('a withdrawal erases what the trackers kept and blocks them from then on', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await called(page, ALL);
  await page.press('reopen');
  await answer(page, 'reject', 'reject-all');
  assert.deepEqual(await page.cookieNames(), ['octoconsent', 'octoop_session']);
  await page.leave();
  await openOctoop(page);
  await assertUntouched(page);
});

test('the triangle at the bottom left leads to the full list of cookies', async () => {
  const page = await visit();
  await answer(page, 'reject', 'reject-all');
  await page.visible('[data-do="reopen"]');
  const box = await page.rect('[data-do="reopen"]');
  assert.deepEqual([box.left, box.bottom], [0, 0]);
  await page.openPreferences('reopen');
  await page.unfold();
  const text = await (await page.query('[part~="preferences"]')).getText();
  for (const name of ['octoop_session', '_pk_id.*', '_pk_ses.*', 'ph_phc_OctoopDemo_posthog', '_sp_id.*', 'mp_octoopdemo_mixpanel', 'octoop_links', 'octoop.partner']) {
    assert.ok(text.includes(name), `${name} is not listed`);
  }
  assert.match(text, /13 mois/);
});

test('a corrupted record asks again and releases nothing', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await called(page, ALL);
  const text = await page.stored();
  await page.leave();
  await page.setCookie(`octoconsent=${text.replace(/\d$/, (digit) => 9 - digit)}; path=/`); // another check
  await page.store('octoconsent', text.slice(3));
  await openOctoop(page);
  await page.visible('[part~="banner"]');
  await assertUntouched(page);
});

test('with the product’s script blocked nothing optional runs and the page works', async () => {
  const page = fresh();
  page.server.lose('/octoconsent.js', page.host);
  await openOctoop(page, '', { ready: false });
  await assertUntouched(page);
  assert.equal(await page.driver.findElement({ css: 'h1' }).isDisplayed(), true);
});

for (const [file, title, accept, category] of [
  ['', 'Cookies sur octoop', 'Tout accepter', 'Mesure d’audience et statistiques'],
  ['en.html', 'Cookies on octoop', 'Accept all', 'Analytics and statistics'],
]) {
  test(`the banner speaks the language of the page: ${title}`, async () => {
    const page = await visit(file);
    const text = await (await page.visible('[part~="banner"]')).getText();
    assert.ok(text.includes(title) && text.includes(accept), text);
    assert.ok((await (await page.openPreferences()).getText()).includes(category));
  });
}

test('the site’s own control opens the preferences', async () => {
  const page = await visit();
  await answer(page, 'reject', 'reject-all');
  await page.clickOn('[data-octoconsent-action="preferences"]');
  await page.visible('[part~="preferences"]');
});
