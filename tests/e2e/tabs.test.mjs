// Tabs follow each other. The driver stays in the tab that acts until the server has heard from the one that follows: so it is that
// tab's own hearing that moves it, and not the driver's coming.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { ONLY, closeTabs, openTab } from './tabs.mjs';

const { fresh } = useBrowser();

/** Two tabs of one visitor: `acting` without tags, in which the driver is, and `following`. They are closed when the test ends. */
async function pair(t, { before, ...options } = {}, place = fresh(), other = place) {
  await closeTabs(t, place);
  const acting = await openTab(place, 'plain', options);
  const following = await openTab(other, 'tabs', { before, ...options });
  await acting.show();
  return { acting, following };
}

/** Accepts in one tab, and waits until the other has released. */
async function granted(t, ...rest) {
  const tabs = await pair(t, ...rest);
  await tabs.acting.decide('accept');
  await tabs.following.requested('/s/one.js');
  await tabs.following.requested('/sentinel/loaded-film');
  return tabs;
}

/** Whether each `change` that a page was told of changed anything. */
const changes = async (page) => (await page.events('change')).map(({ changed }) => changed.length > 0);

test('a grant releases in the other tab, and closes its banner', async (t) => {
  const { acting, following } = await granted(t);
  const record = await acting.api('record');
  await following.show();
  assert.deepEqual(await following.ranAll(2), ['one', 'two']);
  assert.equal(await following.shows('[part~="banner"]'), false);
  assert.deepEqual(await following.api('record'), record);
  assert.deepEqual(await following.events('choice'), [], 'the visitor chose elsewhere');
  assert.deepEqual(await changes(following), [false, true]);
  await following.assertNoErrors();
});

test('a refusal stops what the other tab would release, and closes its banner', async (t) => {
  const { acting, following } = await pair(t);
  following.hold('/s/one.js');
  await acting.decide('accept');
  await following.requested('/s/one.js');
  await acting.api('rejectAll');
  await following.requested('/s/without.js');
  following.release('/s/one.js');
  await following.show();
  assert.equal(await following.shows('[part~="banner"]'), false);
  await following.append({ 'data-category': 'analytics', text: "ran('late')" });
  await following.ranAll(2);
  assert.deepEqual((await following.ran()).toSorted(), ['one', 'without']);
  assert.equal(await following.api('granted', 'analytics'), false);
});

test('the first answer, a refusal, closes the banner of the other tab, and its page is told of no change', async (t) => {
  const { acting, following } = await pair(t);
  await acting.decide('reject');
  await following.requested('/s/without.js');
  await following.show();
  assert.equal(await following.shows('[part~="banner"]'), false);
  assert.equal((await following.api('record')).method, 'reject-all');
  assert.deepEqual(await changes(following), [false]);
});

test('a withdrawal takes back and sweeps in the other tab', async (t) => {
  const { acting, following } = await granted(t);
  await following.show();
  await following.store('ph_window', 'of this tab', 'sessionStorage');
  await acting.show();
  await acting.api('withdraw');
  await following.requested('/gone/film');
  await following.requested('/s/without.js');
  await following.show();
  assert.equal(await following.stored('ph_window', 'sessionStorage'), null);
  assert.equal(await following.api('granted', 'analytics'), false);
});

test('the one that followed is followed in turn', async (t) => {
  const { acting, following } = await granted(t);
  await following.show();
  await following.api('choose', { targeting: false });
  await acting.show();
  await acting.event('change', 3);
  assert.deepEqual([await acting.api('granted', 'targeting'), await acting.api('granted', 'analytics')], [false, true]);
});

test('a record that is erased in one tab is asked for in the other', async (t) => {
  const { acting, following } = await granted(t);
  await acting.api('reset');
  await following.requested('/gone/film');
  await following.show();
  await following.visible('[part~="banner"]');
  assert.equal(await following.api('record'), null);
  assert.equal(await following.api('granted', 'analytics'), false);
});

test('open preferences show what was chosen in the other tab, and saving them keeps it', async (t) => {
  const { acting, following } = await pair(t);
  await following.show();
  await following.openPreferences();
  await following.setSwitch('targeting', true);
  await acting.show();
  await acting.api('choose', { analytics: true });
  await following.requested('/s/one.js');
  await following.show();
  assert.equal(await (await following.switch('analytics')).isSelected(), true);
  assert.equal(await (await following.switch('targeting')).isSelected(), false);
  await following.press('save');
  await following.event('choice');
  assert.deepEqual([await following.api('granted', 'analytics'), await following.api('granted', 'targeting')], [true, false]);
  await following.gone('[part~="preferences"]');
});

test('what is no news moves nobody: the same record once more, and an older one', async (t) => {
  const { acting, following } = await granted(t);
  const older = await acting.stored();
  await acting.until((then) => Date.now() > then, +new Date((await acting.api('record')).updated));
  await acting.api('rejectAll');
  await following.requested('/s/without.js');
  await following.show();
  await following.ranAll(3);
  await following.run(() => {
    window.heard = [];
    addEventListener('storage', ({ newValue }) => window.heard.push(newValue));
  });
  const before = await following.seen();
  await acting.show();
  const newer = await acting.stored();
  for (const text of [`${newer} `, newer, older]) {
    await acting.setCookie(`octoconsent=${text}; path=/`);
    await acting.store('octoconsent', text);
  }
  await following.show();
  await following.until((text) => window.heard.at(-1) === text, older);
  await following.settled();
  assert.deepEqual(await following.seen(), before);
  assert.equal(await following.api('granted', 'analytics'), false);
});

test('a withdrawal that reloads does so once in each tab', async (t) => {
  const { acting, following } = await pair(t, { config: { reload: true } });
  await following.show();
  await following.clickOn('h1');
  await acting.show();
  await acting.decide('accept');
  await following.requested('/s/one.js');
  const pages = () => acting.requests(/^\/fixtures\/[\w-]+\/$/).map((path) => path.split('?')[0]);
  assert.deepEqual(pages(), ['/fixtures/plain/', '/fixtures/tabs/']);
  acting.server.reset();
  await acting.run(() => (window.stale = true));
  await acting.api('withdraw');
  await following.requested('/s/without.js');
  await acting.until(() => !window.stale && document.readyState === 'complete');
  for (const tab of [following, acting]) {
    await tab.show();
    await tab.ready();
    await tab.settled();
  }
  assert.deepEqual(pages(), ['/fixtures/plain/', '/fixtures/tabs/']);
});

// Each way of hearing on its own: the others are taken away before the page begins.
for (const [way, before] of Object.entries(ONLY)) {
  test(`a tab follows by ${way} alone`, async (t) => {
    const { acting, following } = await granted(t, { before });
    await acting.api('withdraw');
    await following.requested('/gone/film');
  });
}

test('subdomains that share the cookie follow each other, also when it is erased', async (t) => {
  const place = fresh();
  const { acting, following } = await granted(t, { config: { cookie: { domain: place.host } } }, place.sub('a'), place.sub('b'));
  await acting.api('reset');
  await following.requested('/gone/film');
  await following.show();
  await following.visible('[part~="banner"]');
  await following.decide('accept');
  await acting.show();
  await acting.gone('[part~="banner"]');
  assert.equal(await acting.api('granted', 'analytics'), true);
});

test('where no event tells of the cookie, a subdomain follows when the visitor comes to it', async (t) => {
  const place = fresh();
  const options = { config: { cookie: { domain: place.host } }, before: () => delete window.cookieStore };
  const { acting, following } = await pair(t, options, place.sub('a'), place.sub('b'));
  await acting.decide('accept');
  await following.show();
  // WebDriver moves no focus from one tab to the other: the event is made here.
  await following.run(() => window.dispatchEvent(new Event('focus')));
  await following.requested('/s/one.js');
});

test('subdomains that share no cookie do not follow each other', async (t) => {
  const place = fresh();
  const { acting, following } = await pair(t, {}, place.sub('a'), place.sub('b'));
  await acting.decide('accept');
  await following.show();
  await following.run(() => window.dispatchEvent(new Event('focus')));
  await following.assertNothingReleased();
  assert.equal(await following.shows('[part~="banner"]'), true);
});
