// Mistakes that site owners make: the console names each, with the way out, and says nothing where there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();

/** What the product said in the console, without its name, and without the elements behind the words. */
const said = async (page) =>
  (await page.seen()).console.filter(({ text }) => text.startsWith('octoconsent: ')).map(({ text }) => text.slice(13).replace(/( \[object \w+\]| https?:\S+)+$/, '').replace(/https?:\/\/[^/]+/g, '')).toSorted();

test('a tag that is not inert is named: the script, the inline script and the frame, with what each needs', async () => {
  const page = await visit('/fixtures/mistakes/loud.html');
  await page.settled();
  assert.deepEqual(await said(page), [
    'a tag of "analytics" was not blocked: <script> needs type="text/plain" (/s/loud.js)',
    'a tag of "matomo" was not blocked: <script> needs type="text/plain" (ran(\'inline\');)',
    'a tag of "targeting" was not blocked: <iframe> needs data-src instead of src (/s/held-page.html)',
  ]);
  assert.deepEqual(await page.events('error'), []);
});

test('a tag that is not inert is no mistake once it is granted', async () => {
  const page = await visit('/fixtures/mistakes/loud.html');
  await page.decide('accept');
  await page.ranAll(1);
  await page.leave();
  await page.open('/fixtures/mistakes/loud.html');
  await page.settled();
  assert.deepEqual(await said(page), []);
});

test('an element that is not inert is named once, however often the page moves it', async () => {
  const page = await visit('/fixtures/mistakes/loud.html');
  await page.run(() => {
    for (let times = 0; times < 3; times++) document.body.append(document.getElementById('frame'));
  });
  await page.settled();
  assert.equal((await said(page)).filter((line) => line.includes('iframe')).length, 1);
});

test('a script that a rule holds, but that stood before the octoconsent tag, is named', async () => {
  const page = await visit('/fixtures/mistakes/late.html');
  await page.settled();
  assert.deepEqual(await said(page), ['/s/own-early.js was not held by autoBlock, for it stands before the octoconsent tag: put that first in <head>']);
  // The one behind it is held.
  assert.equal(await page.run(() => document.getElementById('after').type), 'text/plain');
});

test('what a grant let run is no script that stood before', async () => {
  const page = await visit('/fixtures/mistakes/late.html');
  await page.decide('accept');
  await page.settled();
  const before = await said(page);
  await page.api('withdraw');
  await page.settled();
  assert.deepEqual(await said(page), before);
});

test('where no configuration is found the console says so once the page has loaded', async () => {
  const page = await visit('/fixtures/mistakes/nothing.html', { ready: false });
  await page.settled();
  const lines = await said(page);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^there is no configuration, so whatever is tagged stays blocked: no block with data-octoconsent, no data-config, no start\(\) so far$/);
  assert.deepEqual(page.requests(/\/s\/one/), []);
});

const FOUND = { plain: 'in the page', 'config-url': 'fetched', 'config-after': 'behind the tag', '/fixtures/mistakes/own.html': 'given by the page’s own script' };
for (const [fixture, what] of Object.entries(FOUND)) {
  test(`a configuration that is ${what} is not missed`, async () => {
    const page = await visit(fixture);
    await page.settled();
    assert.deepEqual(await said(page), []);
  });
}

test('a broken configuration is not called missing', async () => {
  const page = await visit('config-inline-broken', { ready: false });
  await page.settled();
  const lines = await said(page);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^the configuration in the page is no JSON/);
});

test('a comma too many in the configuration is named with its line in the block', async () => {
  const page = await visit('/fixtures/mistakes/comma.html', { ready: false });
  await page.settled();
  const lines = await said(page);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^the configuration in the page is no JSON, so whatever is tagged stays blocked \(.*; is the comma in line 4 of the block one too many\?\)$/s);
});

test('a control with a misspelt action says so when it is pressed; one that is right says nothing', async () => {
  const page = await visit('/fixtures/mistakes/controls.html');
  for (const id of ['button', 'link']) await page.clickOn(`#${id}`);
  await page.clickOn('#right');
  await page.visible('[part~="preferences"]');
  const rest = 'does nothing here: accept, reject, withdraw, preferences, banner, acknowledge, download or erase?';
  assert.deepEqual(await said(page), [`the action "preference" ${rest}`, `the action "withdrw" ${rest}`]);
});

test('data-audit without the file of the audit beside the product names the file', async () => {
  const page = fresh();
  page.server.lose('/octoconsent.audit.js', page.host);
  await page.open('/fixtures/mistakes/audit.html');
  await page.until(() => window.seen.console.some(({ text }) => text.includes('octoconsent.audit.js')));
  assert.deepEqual(await said(page), ['data-audit and data-debug need /octoconsent.audit.js']);
});

test('a name that nobody knows is reported with the one that is meant, where one is near', async () => {
  const page = await visit('/fixtures/mistakes/names.html');
  await page.settled();
  assert.deepEqual(await said(page), [
    'a tag of the unknown category or service "Matmo" (did you mean "matomo"?) stays blocked',
    'a tag of the unknown category or service "analytcs" (did you mean "analytics"?) stays blocked',
    'a tag of the unknown category or service "weather" stays blocked',
  ]);
});
