// data-debug: one line in the console for each decision.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh } = useBrowser();
const visit = (options) => fresh().open('/fixtures/audit/debug.html', options);
/** The lines so far that hold a text, once there are so many. */
const lines = (page, text, count = 1) => page.until((wanted, least) => {
  const found = lines.filter((line) => line.includes(wanted));
  return found.length >= least ? found : null;
}, text, count);

test('it says why the visitor is asked, and why not', async () => {
  const page = await visit({ region: 'FR' });
  assert.deepEqual(await lines(page, 'asked'), ['octoconsent: asked because there is no answer yet (regime opt-in in FR)']);
  await page.decide('reject');
  const [line] = await lines(page, 'not asked');
  assert.match(line, /^octoconsent: not asked because the answer of \d{4}-.*Z holds until \d{4}-.*Z \(regime opt-in in FR\)$/);
  assert.deepEqual(await lines(page, 'decided'), ['octoconsent: decided because of reject-all: granted necessary; denied analytics, targeting']);
});

test('it says why each tag is blocked, once', async () => {
  const page = await visit();
  await lines(page, 'blocked', 6);
  await page.settled();
  assert.deepEqual(await lines(page, 'blocked', 6), [
    'octoconsent: blocked <script src="/s/one.js?cookie=_pk_id.1"> because matomo is denied (nobody has answered yet)',
    'octoconsent: blocked <script id="two"> because matomo is denied (nobody has answered yet)',
    'octoconsent: blocked <script src="/s/never.js"> because the configuration has no category or service "analitics"',
    'octoconsent: blocked <script id="foreign"> because it does not have the nonce of the octoconsent script',
    'octoconsent: blocked <script data-src="data:text/javascript,ran(\'code\')"> because its address names no file',
    'octoconsent: blocked <iframe data-src="/s/film.html"> because targeting is denied (nobody has answered yet)',
  ]);
});

test('under a nonce policy it says which tag has not the nonce', async () => {
  const page = await visit({ csp: "script-src 'nonce-{{nonce}}' 'wasm-unsafe-eval'" });
  assert.deepEqual(await lines(page, 'foreign'), ['octoconsent: blocked <script id="foreign"> because it does not have the nonce of the octoconsent script']);
});

test('it says why each tag is released, and what one waits for', async () => {
  const page = await visit();
  await lines(page, 'blocked', 6);
  page.hold('/s/one.js');
  await page.decide('accept');
  assert.deepEqual(await lines(page, 'waits'), ['octoconsent: waits <script id="two"> because <script src="/s/one.js?cookie=_pk_id.1"> before it has not loaded yet']);
  page.release('/s/one.js');
  await lines(page, 'released <script id="two">');
  assert.deepEqual((await lines(page, 'released <script')).slice(0, 2).map((line) => line.slice(13)), [
    'released <script src="/s/one.js?cookie=_pk_id.1"> because analytics and matomo are granted (answered by accept-all)',
    'released <script id="two"> because analytics and matomo are granted (answered by accept-all)',
  ]);
});

test('its own tag first in the head tells what a rule holds, too', async () => {
  const page = await fresh().open('/fixtures/audit/first.html');
  assert.deepEqual(await lines(page, 'held'), ['octoconsent: blocked <script src="/s/held.js"> (held by a rule of counter) because counter is denied (nobody has answered yet)']);
  await page.decide('accept');
  assert.deepEqual(await lines(page, 'released'), ['octoconsent: released <script src="/s/held.js"> because counter is granted (answered by accept-all)']);
  assert.deepEqual(await page.ranAll(1), ['held']);
});

test('it explains tags in open shadow roots, of the markup and of scripts', async () => {
  const page = await fresh().open('/fixtures/audit/shadow.html');
  await lines(page, 'blocked', 2);
  await page.run(() => {
    const script = Object.assign(document.createElement('script'), { type: 'text/plain', id: 'three' });
    script.dataset.category = 'targeting';
    script.textContent = "ran('three')";
    // The root is there and empty; what it holds comes later.
    document.getElementById('late').attachShadow({ mode: 'open' });
    setTimeout(() => document.getElementById('late').shadowRoot.append(script));
  });
  assert.deepEqual((await lines(page, 'blocked', 3)).map((line) => line.slice(13)), [
    'blocked <script src="/s/one.js"> because matomo is denied (nobody has answered yet)',
    'blocked <script id="two"> because matomo is denied (nobody has answered yet)',
    'blocked <script id="three"> because targeting is denied (nobody has answered yet)',
  ]);
  page.hold('/s/one.js');
  await page.decide('accept');
  assert.deepEqual(await lines(page, 'waits <script id="two">'), ['octoconsent: waits <script id="two"> because <script src="/s/one.js"> before it has not loaded yet']);
  page.release('/s/one.js');
  assert.deepEqual((await lines(page, 'released <script', 3)).map((line) => line.slice(13).split(' because')[0]).toSorted(), [
    'released <script id="three">', 'released <script id="two">', 'released <script src="/s/one.js">',
  ]);
});

test('it says what is swept', async () => {
  const page = await visit();
  await page.decide('accept');
  await page.until(() => document.cookie.includes('_pk_id'));
  await page.clickOn('[data-octoconsent-action="reject"]');
  assert.deepEqual(await lines(page, 'swept'), ['octoconsent: swept cookie _pk_id.1 because matomo is denied (answered by reject-all)']);
});

test('it shows no overlay, and no page without the word says anything', async () => {
  const page = await visit();
  await lines(page, 'asked');
  assert.equal(await page.run(() => document.querySelector('octo-consent-audit')), null);
});
