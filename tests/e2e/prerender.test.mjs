// Pages that Chromium runs before anybody sees them. It takes no flag: a speculation rule in the page that the visitor is on is
// enough, `no-store` does no harm, and chromedriver stays with the tab when the prerendered page takes the place of that one, which is
// what an ordinary navigation to its address does (not `driver.get`). The prerendered page cannot be asked anything meanwhile: it
// says by a request that it is whole, and keeps what it was like (`unseen`).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { LOG, rows, types, waits } from './log.mjs';

const { visit } = useBrowser();

const RULES = ['/s/snippet.js', '/s/pixel.png', '/s/fetched'].map((url) => ({ url }));
const config = {
  logUrl: LOG,
  categories: [
    { id: 'necessary', title: 'Necessary', necessary: true },
    { id: 'analytics', title: 'Analytics', services: [{ id: 'matomo', title: 'Matomo', autoBlock: RULES }] },
  ],
};
const GRANTED = ['/s/fetched', '/s/frame.html', '/s/one.js', '/s/pixel.png', '/s/snippet.js'];

/** Has Chromium prerender the page, and waits until that is whole. The driver stays on the page that it is on. */
async function prerender(page, { query = '', ...more } = {}) {
  const path = `/fixtures/prerender/?config=${encodeURIComponent(JSON.stringify({ ...config, ...more }))}${query}`;
  await page.run((url) => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: 'immediate' }] });
    document.head.append(rules);
  }, path);
  await page.requested('/sentinel/unseen');
  return path;
}

/** Goes to the prerendered page, and waits until the product is ready. Gives what the page was like before. */
async function activate(page, path) {
  await page.run((url) => void (location.href = url), path);
  await page.until(() => document.title === 'A page that is prerendered' && !document.prerendering);
  assert.ok(await page.run(() => performance.getEntriesByType('navigation')[0].activationStart > 0), 'it was prerendered');
  await page.ready();
  assert.equal(await page.run(() => window.readyWhile), false);
  return page.run(() => window.unseen);
}

/** All that is granted is asked for, and nothing else. */
async function assertGranted(page) {
  await Promise.all(GRANTED.map((path) => page.requested(path)));
  await page.settled();
  assert.deepEqual(page.requests(), GRANTED);
}

const UNSEEN = {
  prerendering: true,
  granted: [false, false],
  record: null,
  cookie: '',
  stored: 0,
  surfaces: 0,
  placeholders: 0,
  ran: [],
  events: [],
};

test('while a page is prerendered nothing is released, asked, announced or written; then all of it is', async () => {
  const page = await visit('blank', { ready: false });
  const path = await prerender(page);
  assert.deepEqual(page.requests(), []);
  assert.deepEqual(await activate(page, path), UNSEEN);
  await page.visible('[part~="banner"]');
  await page.settled();
  assert.deepEqual(await page.ran(), ['necessary']);
  assert.deepEqual(page.requests(), []);
  assert.equal(await page.run(() => document.querySelector('iframe').contentDocument.body.childElementCount), 1, 'the placeholder');
  await page.decide('accept');
  await page.until(() => window.seen.ran.includes('fetched'));
  assert.deepEqual((await page.ranAll(6)).toSorted(), ['fetched', 'marked live', 'necessary', 'one', 'snippet', 'two']);
  await assertGranted(page);
  await page.assertNoErrors();
});

test('what is granted is released as soon as the page is seen, and not before', async () => {
  const page = await visit('plain', { config });
  await page.decide('accept');
  const path = await prerender(page);
  assert.deepEqual(page.requests(), []);
  const { granted, ran, events } = await activate(page, path);
  assert.deepEqual({ granted, ran, events }, { granted: [false, false], ran: [], events: [] });
  await page.ranAll(6);
  await assertGranted(page);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('what counts is what is stored when the page is seen: a withdrawal meanwhile', async () => {
  const page = await visit('plain', { config });
  await page.decide('accept');
  const path = await prerender(page);
  await page.api('withdraw');
  await activate(page, path);
  await page.settled();
  assert.deepEqual(await page.ran(), ['necessary']);
  assert.deepEqual(page.requests(), []);
  assert.equal(await page.shows('[part~="banner"]'), false);
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('what counts is what is stored when the page is seen: a grant meanwhile', async () => {
  const page = await visit('plain', { config });
  const path = await prerender(page);
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(page.requests(), []);
  await activate(page, path);
  await page.ranAll(6);
  await assertGranted(page);
});

test('a command that the prerendered page gives waits until it is seen', async () => {
  const page = await visit('plain', { config });
  const path = await prerender(page, { query: '&command' });
  assert.equal(await page.stored(), null);
  assert.equal(await page.shows('[part~="banner"]'), true);
  const { granted, record } = await activate(page, path);
  assert.deepEqual({ granted, record }, { granted: [false, false], record: null });
  assert.equal((await page.event('choice')).method, 'api');
  await page.ranAll(6);
  assert.ok(await page.stored());
});

test('a prerendered page logs nothing, and sends nothing that waits, until it is seen', async () => {
  const page = await visit('plain', { config });
  page.server.lose(LOG, page.host, 503);
  await page.decide('reject');
  await page.requested(LOG);
  await page.settled();
  await waits(page, 1);
  page.server.find(LOG, page.host);
  page.server.log.length = 0;
  const path = await prerender(page, { query: '&command' });
  assert.deepEqual(rows(page), []);
  await activate(page, path);
  assert.deepEqual(await types(page, 2), ['refusal', 'grant']);
});

test('what another banner has left is taken over when the page is seen, and not before', async () => {
  const page = await visit('blank', { ready: false });
  await page.setCookie(`klaro=${encodeURIComponent('{"matomo":true}')}; path=/`);
  const path = await prerender(page, { import: [{ from: 'klaro', delete: true }] });
  assert.deepEqual([await page.cookieNames(), await page.stored(), rows(page)], [['klaro'], null, []]);
  await activate(page, path);
  assert.deepEqual(await types(page, 1), ['import']);
  await page.until(() => window.seen.ran.includes('two'));
  assert.deepEqual([await page.cookieNames(), (await page.api('record')).source], [['octoconsent'], 'klaro']);
});
