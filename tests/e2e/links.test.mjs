// T-XD-01: a link to a sibling site carries the choice, and nothing of it is seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Button, Key as Keys } from 'selenium-webdriver';
import { useBrowser } from './harness.mjs';
import { FAMILY, address, arrived, follow, laden, put } from './links.mjs';
import { PATIENCE } from './page.mjs';

const { visit, fresh } = useBrowser();

/** A page on which the visitor has answered, and another host. */
async function answered(what, config = FAMILY) {
  const page = await visit('links', { config });
  await page.decide(what);
  await page.settled();
  page.server.reset();
  return { page, there: fresh() };
}

async function assertGranted(there) {
  assert.deepEqual((await there.ranAll(2)).toSorted(), ['after the record', 'pixel']);
  assert.equal(await there.shows('[part~="banner"]'), false);
}

async function assertRefused(there) {
  await there.assertNothingReleased();
  assert.equal(await there.shows('[part~="banner"]'), false);
}

async function assertAsks(there) {
  await there.visible('[part~="banner"]');
  await there.assertNothingReleased();
}

test('a grant goes along: nobody is asked, and the record is written before anything runs', async () => {
  const { page, there } = await answered('accept');
  const record = await page.api('record');
  await follow(page, there);
  await assertGranted(there);
  assert.deepEqual(await there.api('record'), { ...record, source: 'link' });
  assert.equal((await there.cookie()).value, await there.stored());
  await there.assertNoErrors();
});

test('a refusal goes along', async () => {
  const { page, there } = await answered('reject');
  await follow(page, there);
  await assertRefused(there);
  const { method, source } = await there.api('record');
  assert.deepEqual([method, source], ['reject-all', 'link']);
});

test('a selection goes along, and holds on the next page', async () => {
  const page = await visit('links', { config: FAMILY });
  await page.select({ matomo: true });
  const there = await follow(page, fresh());
  const { services } = await there.api('record');
  assert.deepEqual(services, { session: 'granted', matomo: 'granted', posthog: 'denied', pixel: 'denied' });
  await there.open('links', { config: FAMILY });
  assert.equal(await there.shows('[part~="banner"]'), false);
  assert.equal(await there.api('granted', 'matomo'), true);
});

test('it goes on to a third site, and back', async () => {
  const { page, there } = await answered('accept');
  await follow(page, there);
  const third = await follow(there, fresh());
  await assertGranted(third);
  await follow(third, page);
  assert.equal((await page.api('record')).source, '', 'what it had is no older');
});

test('of two answers the newer counts, whichever the link brings', async () => {
  const { page, there } = await answered('accept');
  await follow(page, there);
  await there.api('rejectAll');
  await there.settled();
  there.server.reset();
  await arrived(await page.open('links', { config: FAMILY }));
  await follow(page, there);
  assert.deepEqual([await there.api('granted', 'pixel'), (await there.api('record')).source], [false, '']);
  await follow(there, page);
  assert.equal(await page.api('granted', 'pixel'), false);
  assert.equal((await page.api('record')).source, 'link');
});

test('who has not answered is asked on each site', async () => {
  const page = await visit('links', { config: FAMILY });
  const there = fresh();
  await put(page, address(there, { fragment: '#section' }));
  assert.equal(await laden(page), address(there, { fragment: '#section' }));
  await assertAsks(await follow(page, there));
});

test('what is new on the other site is asked there', async () => {
  const { page, there } = await answered('accept');
  const news = [{ id: 'support', title: 'Support' }];
  const base = await page.run(() => JSON.parse(document.querySelector('[data-octoconsent]').textContent));
  await follow(page, there, address(there, { config: { ...FAMILY, categories: [...base.categories, ...news] } }));
  await there.visible('[part~="banner"]');
  assert.deepEqual([await there.api('granted', 'pixel'), await there.api('granted', 'support')], [true, false]);
});

// ---- the address

for (const fragment of ['', '#', '#section', '#/route?with=query', '#!/a&b=c', '#a#b']) {
  test(`the address is the link’s own, before the page’s scripts see it: "${fragment}"`, async () => {
    const { page, there } = await answered('accept');
    const link = address(there, { fragment });
    await put(page, link);
    const before = await page.run(() => history.length);
    await follow(page, there, link);
    const { address: first, turns } = await there.seen();
    assert.deepEqual([first, await there.run(() => location.href)], [link, link]);
    assert.deepEqual(turns, [], 'hashchange');
    assert.equal(await there.run(() => history.length), before + 1);
    await assertGranted(there);
  });
}

test('a section is scrolled to and is the target', async () => {
  const { page, there } = await answered('accept');
  await follow(page, there, address(there, { fragment: '#section' }));
  await there.until(() => scrollY > 2000);
  assert.equal(await there.run(() => document.querySelector(':target')?.id), 'section');
});

test('the way back leads to the page of the link, and forward to the clean address', async () => {
  const { page, there } = await answered('accept');
  const link = address(there, { fragment: '#section' });
  await follow(page, there, link);
  await there.driver.navigate().back();
  await arrived(page);
  await page.driver.navigate().forward();
  await arrived(there);
  assert.equal(await there.run(() => location.href), link);
});

test('no server sees it: neither in an address nor in a referrer', async () => {
  const { page, there } = await answered('accept');
  await follow(page, there);
  await there.settled();
  assert.ok(there.requests(/^\/fixtures\/links\/$/).every((path) => !path.includes('octoconsent=')));
  assert.equal(await there.run(() => document.referrer), `${there.server.origin(page.host)}/`);
});

test('the module build carries and takes too, and scrolls', async () => {
  const page = await visit('links-module', { config: FAMILY });
  await page.decide('accept');
  const there = fresh();
  const link = address(there, { fixture: 'links-module', fragment: '#section' });
  await follow(page, there, link);
  assert.deepEqual(await there.ranAll(1), ['one']);
  assert.equal((await there.seen()).address, link);
  await there.until(() => scrollY > 2000);
  assert.equal(await there.run(() => document.querySelector(':target')?.id), 'section');
});

test('a section is scrolled to also where the module build starts after the page has loaded', async () => {
  const { page, there } = await answered('accept');
  const link = address(there, { fixture: 'links-module', fragment: '#section' }).replace('?', '?late&');
  await follow(page, there, link);
  await there.until(() => scrollY > 2000);
  assert.equal(await there.run(() => document.querySelector(':target')?.id), 'section');
  assert.deepEqual([await there.run(() => location.href), await there.api('granted', 'pixel')], [link, true]);
});

test('the address is clean where WebAssembly is forbidden', async () => {
  const { page, there } = await answered('accept');
  const link = address(there, { csp: "script-src 'self' 'unsafe-inline'", fragment: '#section' });
  await put(page, link);
  await page.clickOn('#link');
  await there.until((host) => location.hostname === host && window.seen?.address, there.host);
  assert.equal((await there.seen()).address, link);
  await there.assertNothingReleased();
});

// ---- ways to follow a link

const inNewTab = async (page, there, open) => {
  const tabs = await page.driver.getAllWindowHandles();
  const link = address(there, { fragment: '#section' });
  await put(page, link);
  await open();
  await page.driver.wait(async () => (await page.driver.getAllWindowHandles()).length > tabs.length, PATIENCE, 'no tab opens', 25);
  assert.equal(await page.run(() => document.querySelector('#link').getAttribute('href')), link);
  const [tab] = (await page.driver.getAllWindowHandles()).filter((handle) => !tabs.includes(handle));
  await page.driver.switchTo().window(tab);
  await assertGranted(await arrived(there));
  await page.driver.close();
  await page.driver.switchTo().window(tabs[0]);
};

const pointer = async (page, button, ...keys) => {
  const origin = await page.driver.findElement({ css: '#link' });
  const actions = page.driver.actions();
  for (const key of keys) actions.keyDown(key);
  actions.move({ origin }).press(button).release(button);
  for (const key of keys) actions.keyUp(key);
  await actions.perform();
};

test('the middle button opens a tab with the choice', async () => {
  const { page, there } = await answered('accept');
  await inNewTab(page, there, () => pointer(page, Button.MIDDLE));
});

test('a click with Control opens a tab with the choice', async () => {
  const { page, there } = await answered('accept');
  await inNewTab(page, there, () => pointer(page, Button.LEFT, Keys.CONTROL));
});

test('a link with a target opens a tab with the choice', async () => {
  const { page, there } = await answered('accept');
  await inNewTab(page, there, async () => {
    await page.run(() => document.querySelector('#link').setAttribute('target', '_blank'));
    await page.clickOn('#link');
  });
});

test('the keyboard carries it', async () => {
  const { page, there } = await answered('accept');
  await put(page, address(there));
  await page.run(() => document.querySelector('#link').focus());
  await page.keys(Keys.ENTER);
  await assertGranted(await arrived(there));
});

test('links in shadow roots and image maps carry it', async () => {
  const { page, there } = await answered('accept');
  await page.run((href) => {
    const root = document.querySelector('#links').attachShadow({ mode: 'open' });
    const [link, text] = [document.createElement('a'), document.createElement('b')];
    Object.assign(link, { href }).append(text);
    text.textContent = 'In a shadow root';
    root.append(link);
  }, address(there));
  await page.run(() => document.querySelector('#links').shadowRoot.querySelector('b').click());
  await assertGranted(await arrived(there));
  const third = fresh();
  await there.run((href) => {
    document.querySelector('#links').innerHTML = '<map name="m"><area shape="default"></map>';
    Object.assign(document.querySelector('area'), { href }).click();
  }, address(third));
  await assertGranted(await arrived(third));
});
