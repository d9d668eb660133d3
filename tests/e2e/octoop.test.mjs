// The OCTOOP site end to end: real trackers, real endpoints, the server's log as oracle.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';
import { COOKIEHUB, SERVICES, answer, assertKeepsOnly, assertUntouched, called, config, kept, openOctoop, optionalRequests } from './octoop.mjs';
import { PATIENCE } from './page.mjs';
import { daysAgo, keep } from './records.mjs';
import { keeps } from './site-pages.mjs';

const { fresh } = useBrowser();
const visit = (file, options) => openOctoop(fresh(), file, options);
const ALL = Object.keys(SERVICES);

test('strictly necessary cookies are set at once, and before a choice nothing optional is asked for or kept', async () => {
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
  for (const name of [/cookie _pk_id\.8\./, /cookie ph_phc_OctoopDemo_posthog/, /cookie _sp_id\./, /cookie mp_octoopdemo_mixpanel/, /cookie octoop_links/, /cookie octoop_partner/]) {
    await keeps(page, name);
  }
  for (const service of ALL) assert.equal(page.requests(SERVICES[service][0]).length, 1, `${service} is loaded once`);
});

test('cookie and tracker data are kept 13 months, the choice 6', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await called(page, ['matomo', 'short-links']);
  const days = async (pattern) => ((await page.cookies()).find(({ name }) => pattern.test(name)).expiry - Date.now() / 1000) / 86_400;
  for (const [pattern, wanted] of [[/^_pk_id\./, 393], [/^octoop_links$/, 395], [/^octoconsent$/, 182]]) {
    const found = await days(pattern);
    assert.ok(Math.abs(found - wanted) < 0.1, `${pattern}: ${found} days`);
  }
});

test('a selection lets only the selected category load and keep anything', async () => {
  for (const [category, tools] of [['analytics', ['matomo', 'posthog', 'snowplow']], ['targeting', ['mixpanel', 'short-links', 'partners']]]) {
    const page = await visit();
    await page.openPreferences();
    await page.setSwitch(category, true);
    await answer(page, 'save', 'selection');
    await called(page, tools);
    await page.settled();
    const others = ALL.filter((tool) => !tools.includes(tool)).flatMap((tool) => SERVICES[tool]);
    assert.deepEqual(optionalRequests(page).filter((path) => others.some((start) => path.startsWith(start))), []);
    await assertKeepsOnly(page, tools);
  }
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

test('consent can be withdrawn at any time: what the trackers kept is erased, and they are blocked from then on', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await called(page, ALL);
  await page.press('reopen');
  await answer(page, 'reject', 'reject-all');
  // What a tracker that still runs writes meanwhile goes within a second.
  await page.driver.wait(async () => (await page.cookieNames()).join() === 'octoconsent,octoop_session', PATIENCE, 'cookies stay', 25);
  await page.leave();
  await openOctoop(page);
  await assertUntouched(page);
});

test('the banner, once closed, is opened again by a white triangle at the bottom left, which leads to the full list of cookies', async () => {
  const page = await visit();
  await answer(page, 'reject', 'reject-all');
  await page.visible('[data-do="reopen"]');
  const box = await page.rect('[data-do="reopen"]');
  assert.deepEqual([box.left, box.bottom], [0, 0]);
  const look = await page.run(() => {
    const button = document.querySelector('octo-consent').shadowRoot.querySelector('[data-do="reopen"]');
    const drawn = ['::before', '::after'].map((part) => getComputedStyle(button, part)).find(({ clipPath }) => clipPath.split(',').length === 3);
    return drawn?.backgroundColor;
  });
  assert.equal(look, 'rgb(255, 255, 255)', 'a white triangle');
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

const TAG = '<script src="/octoconsent.js" data-config="consent.json"></script>';
const PAGES = ['index.html', 'en.html', 'policy.html', 'policy-en.html', 'imprint.html'];
const source = (file) => readFile(new URL(`../../www/sites/octoop/${file}`, import.meta.url), 'utf8');

test('the pages are marked in CookieHub’s dialect and in no other', async () => {
  for (const file of PAGES.slice(0, 2)) {
    const page = await visit(file);
    const marks = await page.run(() => [...document.querySelectorAll('script[type="text/plain"]')].map((tag) => [tag.dataset.consent, tag.matches('[data-category], [data-service], [data-type]')]));
    assert.equal(marks.length, 11);
    for (const [category, ours] of marks) assert.ok(COOKIEHUB.includes(category) && !ours, `${file}: ${category}`);
  }
});

test('after swapping the one script tag the same page works unchanged', async () => {
  const text = await source('en.html');
  assert.equal(text.split(TAG).length, 2, 'there is one tag');
  const today = text.replace(TAG, '<script src="/cookiehub/c2/octoop.js"></script>');
  const page = fresh();
  const serve = (content) => page.server.play('/sites/octoop/same.html', (_, response) => response.type('html').send(content));
  serve(today);
  await openOctoop(page, 'same.html', { ready: false });
  await assertUntouched(page); // CookieHub's script does not come here: everything stays blocked
  serve(today.replace('<script src="/cookiehub/c2/octoop.js"></script>', TAG));
  await openOctoop(page, 'same.html');
  await assertUntouched(page);
  await answer(page, 'accept', 'accept-all');
  await called(page, ALL);
  await page.settled();
  await assertKeepsOnly(page, ALL);
});

test('analytics and statistics cookies come only with consent', async () => {
  const page = await visit();
  await page.openPreferences();
  await page.setSwitch('targeting', true);
  await answer(page, 'save', 'selection');
  await called(page, ['mixpanel']);
  await page.settled();
  assert.deepEqual((await kept(page)).filter((entry) => /_pk_|posthog|_sp_|snowplow/.test(entry)), []);
});

test('consent also covers the statistics of shortened links', async () => {
  const page = await visit('en.html');
  await answer(page, 'reject', 'reject-all');
  await page.clickOn('[data-short-link="partners"]');
  await assertUntouched(page);
  const other = await visit('en.html');
  await answer(other, 'accept', 'accept-all');
  await called(other, ['short-links']);
  await other.clickOn('[data-short-link="partners"]');
  await other.server.waitFor((entry) => entry.host === other.host && entry.path === '/t/octoop/links' && entry.query.includes('event=click&link=partners'), 'the click');
});

test('consent also covers affiliate and referral programs', async () => {
  const page = await visit('en.html?partner=atelier-nord');
  await answer(page, 'reject', 'reject-all');
  await assertUntouched(page);
  const other = await visit('en.html?partner=atelier-nord');
  await answer(other, 'accept', 'accept-all');
  await other.server.waitFor((entry) => entry.host === other.host && entry.path === '/t/octoop/referral' && entry.query.includes('partner=atelier-nord'), 'the referral');
  assert.equal((await other.cookie('octoop_partner')).value, 'atelier-nord');
});

test('Matomo measures the audience: views, with consent', async () => {
  const page = await visit('en.html');
  await answer(page, 'accept', 'accept-all');
  const { query } = await page.server.waitFor((entry) => entry.host === page.host && entry.path === '/t/matomo/matomo.php', 'the view');
  const sent = new URLSearchParams(query);
  assert.deepEqual([sent.get('idsite'), sent.get('action_name')], ['8', await page.run(() => document.title)]);
  assert.ok((await page.cookieNames()).some((name) => name.startsWith('_pk_id.8.')));
});

test('nothing reaches Facebook, LinkedIn or Instagram before the visitor interacts', async () => {
  const page = await visit('en.html');
  const foreign = () => page.run(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => new URL(name).host !== location.host));
  assert.deepEqual(await foreign(), []);
  await answer(page, 'accept', 'accept-all');
  await called(page, ALL);
  await page.settled();
  assert.deepEqual(await foreign(), [], 'not even with consent');
  const hints = await page.run(() => [...document.querySelectorAll('link[rel*="pre"], link[rel*="dns"]')].map(({ href }) => href).filter((href) => new URL(href).host !== location.host));
  assert.deepEqual(hints, [], 'nor by a hint');
  const home = await page.driver.getWindowHandle();
  await page.clickOn('.share a[href*="linkedin"]');
  const handles = await page.driver.wait(async () => { const all = await page.driver.getAllWindowHandles(); return all.length > 1 && all; }, PATIENCE, 'no tab opens', 25);
  await page.driver.switchTo().window(handles.find((handle) => handle !== home));
  await page.driver.wait(async () => new URL(await page.driver.getCurrentUrl()).host === 'www.linkedin.com', PATIENCE, 'the network is not called', 25);
  await page.driver.close();
  await page.driver.switchTo().window(home);
});

test('the choice holds six months, as the French regulator advises, and is then asked again', async () => {
  const page = await visit('en.html');
  await answer(page, 'accept', 'accept-all');
  await keep(page, { created: daysAgo(181), updated: daysAgo(181) });
  await openOctoop(page, 'en.html');
  assert.equal(await page.shows('[part~="banner"]'), false);
  await keep(page, { created: daysAgo(183), updated: daysAgo(183) });
  await page.leave();
  await openOctoop(page, 'en.html');
  await page.visible('[part~="banner"]');
  await assertUntouched(page);
});

test('complaints go to the French regulator, the policy is of February 2025, and the site is not for minors', async () => {
  assert.equal(config.policyDate, '2025-02-01');
  for (const [file, date, minors] of [['policy.html', 'février 2025', /ne s’adresse pas aux mineurs|mineurs/], ['policy-en.html', 'February 2025', /not intended for minors/]]) {
    const page = await visit(file);
    const text = await page.run(() => document.querySelector('main').innerText);
    assert.ok(text.includes(date), date);
    assert.match(text, minors);
    assert.ok(await page.run(() => document.querySelector('a[href^="https://www.cnil.fr"]')), 'the link to the CNIL');
  }
});

test('the interface is in French and English: the visitor’s pick is kept', async () => {
  const page = await visit('en.html');
  const select = await page.visible('[part~="banner"] select');
  assert.deepEqual(await page.run((list) => [...list.options].map(({ value }) => value), select), ['fr', 'en']);
  await select.sendKeys(Key.ARROW_UP);
  const said = (text) => page.until((wanted) => document.querySelector('octo-consent').shadowRoot.querySelector('[part~="banner"]')?.textContent.includes(wanted), text);
  await said('Cookies sur octoop');
  await openOctoop(page, 'policy-en.html');
  await said('Cookies sur octoop');
  await assertKeepsOnly(page, []);
});

for (const file of PAGES) {
  test(`axe finds nothing on ${file}`, async () => {
    const page = await visit(file);
    await page.settled();
    await assertAccessible(page, file);
  });
}
