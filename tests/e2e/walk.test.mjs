// The walk of a new user (docs/walk.md): a blank page, the words of the README and of no other text, and a real tracker, PostHog
// as npm has it. What the user changes in the README's examples is what the names below change.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { keeps, keepsNo, kept } from './site-pages.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name) => readFileSync(path.join(root, name), 'utf8');
const { fresh } = useBrowser();

/** The examples of a section of the README, as they stand there. */
function examples(section) {
  const [, text] = read('README.md').split(`\n## ${section}\n`);
  return [...text.split('\n## ')[0].matchAll(/^```html\n([^]*?)^```$/gm)].map(([, code]) => code);
}

/** The ready service. */
const POSTHOG = Object.values(JSON.parse(read('dist/services.json'))).flat().find(({ id }) => id === 'posthog');

/** The page that comes of it. */
function written() {
  const [head] = examples('Put it on a page');
  const [tags, controls] = examples('Tag what has to wait');
  const [, json] = /data-octoconsent>([^]*?)<\/script>/.exec(head);
  const config = JSON.parse(json);
  config.categories.find(({ id }) => id === 'analytics').services = [POSTHOG];
  const [external, inline] = tags.match(/<script[^]*?<\/script>/g).map((tag) => tag.replaceAll('"matomo"', '"posthog"'));
  const start = "posthog.init('phc_Walk', { api_host: '/t/posthog', request_batching: false, opt_out_useragent_filter: true });";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>The bakery</title>${head.replace(json, JSON.stringify(config))}
    <body><h1>The bakery around the corner</h1><p>We bake bread.</p>
    ${external.replace('/matomo.js', '/vendor/posthog.js')}${inline.replace(/>[^]*</, `>${start}<`)}
    <footer>${controls}</footer></body></html>`;
}

const EVENT = (page) => (entry) => entry.host.endsWith(page.host) && entry.method === 'POST' && /^\/t\/posthog\/(i\/v0\/)?e\/$/.test(entry.path);
const sent = (page) => page.requests(/^\/(t|vendor)\//);
const RECORD = ['cookie octoconsent', 'localStorage octoconsent'];

/** Opens the page; the product is asked whether it is ready. */
async function visit(page = fresh()) {
  page.server.play('/walk', (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(written()));
  await page.open('/walk', { ready: false });
  await page.driver.executeAsyncScript((done) => void octoconsent.ready.then(() => done()));
  return page;
}

test('before the choice PostHog is not asked for, and nothing is kept', async () => {
  const page = await visit();
  await page.visible('[part~="banner"]');
  await page.settled();
  assert.deepEqual(sent(page), []);
  assert.deepEqual(await kept(page), []);
});

test('“Accept all” loads it once and it sends; so it does on the next page, which does not ask', async () => {
  const page = await visit();
  await (await page.query('[data-do="accept"]')).click();
  await page.server.waitFor(EVENT(page), 'an event');
  assert.deepEqual(page.requests(/^\/vendor\//), ['/vendor/posthog.js']);
  await keeps(page, /ph_phc_Walk/);
  await page.leave();
  await visit(page);
  await page.server.waitFor(EVENT(page), 'an event');
  assert.deepEqual(page.requests(/^\/vendor\//), ['/vendor/posthog.js']);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('the README’s button withdraws: what PostHog kept is gone, and the page is loaded without it', async () => {
  const page = await visit();
  await (await page.query('[data-do="accept"]')).click();
  await page.server.waitFor(EVENT(page), 'an event');
  await keeps(page, /ph_phc_Walk/);
  await page.run(() => void (window.old = true));
  await page.clickOn('[data-octoconsent-action="withdraw"]');
  await page.until(() => !window.old && !!window.octoconsent?.record?.());
  await keepsNo(page, /^(?!.* octoconsent$)/);
  // What the old page sent as it was left has arrived.
  await page.settled();
  page.server.reset();
  await page.settled();
  assert.deepEqual(sent(page), []);
  assert.deepEqual(await kept(page), RECORD);
});

test('“Reject all” keeps it away, here and on the next page; the README’s link opens the preferences', async () => {
  const page = await visit();
  await (await page.query('[data-do="reject"]')).click();
  await page.settled();
  await page.leave();
  await visit(page);
  await page.settled();
  assert.deepEqual(sent(page), []);
  assert.deepEqual(await kept(page), RECORD);
  await page.clickOn('a[href="#octoconsent-preferences"]');
  await page.visible('[part~="preferences"]');
});
