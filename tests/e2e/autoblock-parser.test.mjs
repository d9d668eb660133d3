// Trackers in the page's own markup, and snippets as their vendors give them. The browser may fetch ahead what the parser has
// not reached; it never runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
const HELD = ['held-five', 'held-four', 'held-one', 'held-six', 'held-three', 'held-two'];

/** The page, with the held frame's file on its way for as long as the page loads: on a machine under load a frame of another
 *  process may run before it is taken away (docs/guides/untagged.md), and this is not about that. */
async function visitSlow() {
  const page = fresh();
  page.server.hold('/s/held-frame.html', `other-${page.host}`);
  await page.open('autoblock-parser');
  await page.settled();
  page.server.release('/s/held-frame.html', `other-${page.host}`);
  return page;
}

test('nothing that the parser meets runs before the grant', async () => {
  const page = await visitSlow();
  await page.visible('[part~="banner"]');
  await page.until(() => window.loaded.includes('loaded free-frame'));
  await page.settled();
  assert.deepEqual(await page.ran(), ['free']);
  assert.deepEqual(await page.run(() => window.loaded), ['loaded free-frame']);
  const addresses = await page.run(() => [...document.querySelectorAll('iframe,img,link')].map((element) => element.getAttribute('src') || element.getAttribute('srcset') || element.getAttribute('href')));
  assert.deepEqual(addresses.map((address) => address && address.replace(/.*\/s\//, '')), [null, 'free-frame.html', null, null, 'free-image.png', null, 'held-canonical.html']);
  assert.equal(await page.run(() => document.querySelector('[type="application/json"]:not([data-octoconsent])').getAttribute('data-service')), null);
  await page.assertNoErrors();
});

test('a refusal runs nothing either', async () => {
  const page = await visitSlow();
  await page.decide('reject');
  await page.settled();
  assert.deepEqual(await page.ran(), ['free']);
  assert.ok(!(await page.run(() => window.loaded)).includes('loaded held-frame'));
});

test('the grant runs all of it once, in its order', async () => {
  const page = await visit('autoblock-parser');
  await page.decide('accept');
  const order = await page.ranAll(7);
  assert.deepEqual(order.toSorted(), ['free', ...HELD]);
  assert.ok(order.indexOf('held-one') < order.indexOf('held-two'), order.join());
  assert.ok(order.indexOf('held-two') < order.indexOf('held-four'), order.join());
  await page.until(() => window.loaded.includes('loaded held-frame'));
  await page.until(() => [...document.querySelectorAll('img')].every((image) => image.currentSrc));
  assert.equal(await page.run(() => window.loaded.filter((text) => text === 'loaded held-frame').length), 1);
  await page.assertNoErrors();
});

test('a kept grant leaves the page as it is', async () => {
  const page = await visit('autoblock-parser');
  await page.decide('accept');
  await page.ranAll(7);
  await page.reload();
  assert.deepEqual((await page.ranAll(7)).toSorted(), ['free', ...HELD]);
  assert.deepEqual(await page.events('release'), []);
});

test('a script that arrives with a later part of the page is held too', async () => {
  const page = fresh();
  page.hold('/more');
  const framed = await page.stream('autoblock-stream');
  page.release('/more');
  await framed.until(() => document.readyState === 'complete');
  assert.deepEqual(await framed.ran(), ['free']);
  await framed.api('acceptAll');
  await framed.until(() => window.seen.ran.length === 3);
  assert.deepEqual(await framed.ran(), ['free', 'held-one', 'held-two']);
});

const ENDS = /^\/t\/(gtm\/collect|meta\/tr|matomo\/matomo\.php|clarity\/collect)$/;
const SENT = [
  '/t/clarity/collect?call=start',
  '/t/gtm/collect?event=gtm.js',
  '/t/matomo/matomo.php?action=view',
  '/t/meta/tr?ev=PageView',
];

/** Waits until all of these were sent. */
const arrived = (page, all) =>
  Promise.all(all.map((sent) => page.server.waitFor(({ host, path, query }) => host.endsWith(page.host) && `${path}?${query}` === sent, sent)));

test('the snippets of Google Tag Manager, Meta, Matomo and Clarity are held, queue and all', async () => {
  const page = await visit('autoblock-snippets');
  await page.run(() => {
    window.dataLayer.push({ event: 'signup' });
    window.fbq('track', 'Lead');
    window._paq.push(['trackEvent', 'form', 'sent']);
    window.clarity('identify', 'me');
  });
  await page.settled();
  assert.deepEqual(page.requests(/^\/t\//), []);
  assert.deepEqual(await page.ran(), []);
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(4)).toSorted(), ['clarity', 'gtm', 'matomo', 'meta']);
  const all = [...SENT, '/t/clarity/collect?call=identify', '/t/gtm/collect?event=signup', '/t/matomo/matomo.php?action=sent', '/t/meta/tr?ev=Lead'].toSorted();
  await arrived(page, all);
  await page.settled();
  assert.deepEqual(page.requests(ENDS), all);
  assert.equal(page.requests(/^\/t\/(gtm\/gtm|meta\/fbevents|matomo\/matomo)\.js$|^\/t\/clarity\/tag\//).length, 4);
  await page.assertNoErrors();
});

test('after a withdrawal the trackers that run already send nothing more', async () => {
  const page = await visit('autoblock-snippets');
  await page.decide('accept');
  await page.ranAll(4);
  await arrived(page, SENT);
  await page.settled();
  const before = page.requests(/^\/t\//);
  await page.api('withdraw');
  await page.run(() => {
    window.dataLayer.push({ event: 'later' });
    window.fbq('track', 'Later');
    window._paq.push(['trackEvent', 'form', 'later']);
    window.clarity('later');
  });
  await page.settled();
  assert.deepEqual(page.requests(/^\/t\//), before);
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
});

test('granting one service lets one snippet go', async () => {
  const page = await visit('autoblock-snippets');
  await page.api('choose', { matomo: true });
  assert.deepEqual(await page.ranAll(1), ['matomo']);
  await page.server.waitFor(({ host, path }) => host.endsWith(page.host) && path === '/t/matomo/matomo.php', 'Matomo');
  assert.deepEqual(page.requests(/^\/t\/(gtm|meta|clarity)/), []);
});

const POLICY = "script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; trusted-types page octoconsent";

test('all of it holds under a nonce policy with Trusted Types, with no violation', async () => {
  const page = await visit('autoblock-nonce', { csp: POLICY });
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(4)).toSorted(), ['held-inline', 'held-made', 'held-parsed', 'held-set']);
  await page.requested('/s/held-image.png');
  assert.deepEqual((await page.seen()).violations, []);
  await page.assertNoErrors();
});
