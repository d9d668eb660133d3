// The promises of the product, in the browser that OCTOCONSENT_BROWSER names: nothing before the choice, what was chosen after it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BROWSER, useBrowser } from '../e2e/harness.mjs';
import { CONFIG } from '../e2e/placeholder.mjs';

const { visit, fresh } = useBrowser();
const STRICT = "script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'";

test('before a choice nothing optional is asked for or run; accepting releases in page order, once', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ['one', 'two', 'three', 'four']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
  await page.assertNoErrors();
});

test('a rejection keeps everything blocked, is kept in cookie and local storage, and outlives a reload', async () => {
  const page = await visit('order');
  assert.equal((await page.decide('reject')).method, 'reject-all');
  await page.gone('[part~="banner"]');
  const { value, path, sameSite } = await page.cookie();
  assert.deepEqual([value, path, sameSite], [await page.stored(), '/', 'Lax']);
  await page.reload();
  await page.assertNothingReleased();
  assert.equal(await page.shows('[part~="banner"]'), false);
  await page.visible('[data-do="reopen"]');
});

test('a kept grant releases on the next page, without asking again', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  page.server.reset();
  await page.reload();
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('a selection grants what was switched on, and no more', async () => {
  const page = await visit('two-categories');
  await page.select({ targeting: true });
  assert.deepEqual(await page.ranAll(2), ['targeting-one', 'targeting-two']);
  assert.deepEqual(page.requests(), ['/s/targeting-one.js']);
});

test('a withdrawal erases the cookies of the service, and loads nothing anew', async () => {
  const page = await visit('withdraw');
  await page.decide('accept');
  await page.ranAll(1);
  assert.deepEqual(await page.cookieNames(), ['_pk_id.1', 'octoconsent']);
  await page.run(() => (window.same = true));
  await page.press('reopen');
  await page.decide('reject');
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
  await page.settled();
  assert.equal(await page.run(() => window.same), true, 'the page was not loaded again');
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('what stands in a template does not run before the choice', async () => {
  const page = await visit('/fixtures/kinds/template.html');
  await page.visible('[part~="banner"]');
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  // Firefox's parser, which reads ahead, does not know that the content of a template is none of the page's: it asks for
  // scripts, images and style sheets in it (README, "Browsers"). The rest of the tags does not concern it.
  const ahead = BROWSER === 'firefox' ? /^\/s\/(?!external\.js|module\.js|image\.png|sheet\.css)/ : /^\/s\//;
  assert.deepEqual(page.requests(ahead), []);
  await page.decide('accept');
  await page.until(() => ['before', 'external', 'inline', 'module', 'after'].every((name) => window.seen.ran.includes(name)));
});

test('a frame is covered by a placeholder; “load once” loads it alone, and keeps no record', async () => {
  const page = await visit('placeholder', { config: CONFIG });
  const ready = () => document.getElementById('map').contentDocument?.querySelectorAll('button').length === 2;
  await page.until(ready);
  await page.assertNothingReleased();
  // A pointer needs no driver in the frame, and WebKit's finds nothing in one without an address.
  const [x, y] = await page.run(() => {
    const map = document.getElementById('map');
    map.scrollIntoView({ behavior: 'instant', block: 'start' });
    const [outer, inner] = [map, map.contentDocument.querySelector('button')].map((element) => element.getBoundingClientRect());
    return [outer.x + map.clientLeft + inner.x + inner.width / 2, outer.y + map.clientTop + inner.y + inner.height / 2].map(Math.round);
  });
  await page.driver.actions().move({ x, y }).click().perform();
  await page.until(() => window.seen.frames.includes('loaded map'));
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/map.html']);
  assert.equal(await page.api('record'), null);
});

test('under a strict policy with Trusted Types all is drawn, and released, without a violation', async () => {
  const page = await visit('nonce', { csp: STRICT });
  const accept = await page.visible('[data-do="accept"]');
  assert.notEqual(await accept.getCssValue('border-top-left-radius'), '0px', 'the style sheet is in force');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(3)).toSorted(), ['one', 'three', 'two']);
  const { violations, errors } = await page.seen();
  assert.deepEqual([violations, errors], [[], []]);
});

test('where cookies and storage throw, the banner works for the page and grants nothing on the next', async () => {
  const page = await visit('storage-throws');
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  page.server.reset();
  await page.reload();
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
});

test('a page that moves to another host starts anew', async () => {
  const page = await visit('order');
  await page.decide('accept');
  const other = await fresh().open('order');
  await other.visible('[part~="banner"]');
  await other.assertNothingReleased();
});
