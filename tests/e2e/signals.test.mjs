// Global Privacy Control and Do Not Track, as a browser sends them: defined before any script of the page runs.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { NECESSARY, OPT_OUT, SITE, WITHOUT_ADS, asked } from './regions.mjs';

const { fresh } = useBrowser();

/** What ends the signals that a test began: the browser would send them to the next one. */
const ends = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const signal = async (page) => ends.push(await page.sendSignal());

/** From the next page on `navigator.<property>` is this. */
async function says(page, property, value) {
  const source = `Object.defineProperty(Navigator.prototype, '${property}', { value: ${JSON.stringify(value)}, configurable: true })`;
  const { identifier } = await page.driver.sendAndGetDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source });
  ends.push(() => page.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier }));
}

/** Opens the site, and gives what was asked for on that page. */
async function opened(page, region, config = SITE) {
  page.server.reset();
  await page.open('regions', { config, region });
  return asked(page);
}

test('with the signal nothing of advertising is asked for in California, and the rest is', async () => {
  const page = fresh();
  await signal(page);
  assert.deepEqual(await opened(page, 'US-CA'), WITHOUT_ADS);
  assert.equal(await page.api('granted', 'ads'), false);
  assert.equal(await page.api('granted', 'chat'), true);
});

test('a browser that sends no signal says undefined or false, and nothing is denied', async () => {
  const page = fresh();
  assert.deepEqual(await opened(page, 'US-CA'), OPT_OUT);
  for (const [property, value] of [['globalPrivacyControl', false], ['globalPrivacyControl', '1'], ['globalPrivacyControl', 1]]) {
    await says(page, property, value);
    assert.deepEqual(await opened(page, 'US-CA'), OPT_OUT, JSON.stringify(value));
  }
});

test('the signal is written down with its source, and the visitor is asked', async () => {
  const page = fresh();
  await signal(page);
  await opened(page, 'US-CA');
  const { method, signal: recorded, region, regime, categories } = await page.api('record');
  assert.deepEqual({ method, recorded, region, regime }, { method: 'signal', recorded: 'gpc', region: 'US-CA', regime: 'opt-out' });
  assert.deepEqual([categories.ads, categories.chat], ['denied', 'granted']);
  assert.equal((await page.cookie()).value, await page.stored());
  assert.equal((await page.api('situation')).signal, 'gpc');
  assert.ok(await page.shows('[part~="banner"]'));
});

test('the signal never counts as consent in France, and hides no banner', async () => {
  const page = fresh();
  await signal(page);
  assert.deepEqual(await opened(page, 'FR'), NECESSARY);
  assert.ok(await page.shows('[part~="banner"]'));
  assert.equal(await page.api('record'), null);
  assert.equal((await page.api('situation')).signal, '');
});

test('a consent in France is no matter of the signal', async () => {
  const page = fresh();
  await opened(page, 'FR');
  await page.api('acceptAll');
  const record = await page.stored();
  await signal(page);
  assert.deepEqual(await opened(page, 'FR'), [...OPT_OUT, 'health'].toSorted());
  assert.equal(await page.stored(), record);
});

test('a grant that is older than the signal is overridden before anything runs', async () => {
  const page = fresh();
  await opened(page, 'US-CA');
  await page.api('acceptAll');
  const first = await page.api('record');
  await signal(page);
  assert.deepEqual(await opened(page, 'US-CA'), [...WITHOUT_ADS, 'health'].toSorted());
  const second = await page.api('record');
  assert.deepEqual([second.id, second.method, second.signal], [first.id, 'withdrawal', 'gpc']);
  assert.equal(second.categories.ads, 'denied');
  assert.equal(await page.shows('[part~="banner"]'), false);
  const changes = await page.events('change');
  assert.deepEqual(changes.map(({ changed }) => changed.includes('ads')), [false], 'ads were never on here');
});

test('what the visitor chooses after the signal counts where it yields', async () => {
  const page = fresh();
  await signal(page);
  await opened(page, 'US-CA');
  await page.api('choose', { ads: true });
  await page.requested('/s/ads.js');
  assert.deepEqual(await opened(page, 'US-CA'), OPT_OUT);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('no choice grants advertising where the signal is final', async () => {
  const page = fresh();
  const config = { ...SITE, regions: [{ in: ['US-CA'], preset: 'california', signal: 'final' }] };
  await signal(page);
  await opened(page, 'US-CA', config);
  await page.decide('accept');
  await assert.rejects(page.api('choose', { ads: true }), /octoconsent\.choose: ads: cannot be granted here/);
  assert.equal(await page.api('granted', 'ads'), false);
  assert.deepEqual(await opened(page, 'US-CA', config), [...WITHOUT_ADS, 'health'].toSorted());
});

test('what the signal denied stays denied when the browser sends it no more', async () => {
  const page = fresh();
  await signal(page);
  await opened(page, 'US-CA');
  await ends.pop()();
  assert.deepEqual(await opened(page, 'US-CA'), WITHOUT_ADS);
});

test('the signal counts under no banner at all, too', async () => {
  const page = fresh();
  const config = { ...SITE, regions: [{ in: ['JP'], regime: 'none' }] };
  await signal(page);
  assert.deepEqual(await opened(page, 'JP', config), WITHOUT_ADS);
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('where things are on the signal denies what does not say its use', async () => {
  const page = fresh();
  const categories = SITE.categories.map(({ use, ...category }) => category);
  await signal(page);
  assert.deepEqual(await opened(page, 'US-CA', { ...SITE, categories }), NECESSARY);
});

test('Do Not Track counts only where the configuration says so, and only as "1"', async () => {
  const page = fresh();
  const config = { ...SITE, doNotTrack: true };
  await says(page, 'doNotTrack', '0');
  assert.deepEqual(await opened(page, 'US-CA', config), OPT_OUT);
  await says(page, 'doNotTrack', '1');
  assert.deepEqual(await opened(page, 'US-CA'), OPT_OUT);
  assert.deepEqual(await opened(page, 'US-CA', config), WITHOUT_ADS);
  assert.equal((await page.api('record')).signal, 'dnt');
});

