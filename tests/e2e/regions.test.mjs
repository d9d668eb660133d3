// What is asked for before a choice, by the region that the site names. The oracle is the server's log.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { NECESSARY, OBJECTION, OPT_OUT, SITE, asked } from './regions.mjs';

const { visit } = useBrowser();

/** The presets; docs/guides/regions.md names these tests. */
const PRESETS = [
  { title: 'in France nothing optional is asked for before a choice', region: 'FR', expected: NECESSARY },
  { title: 'in Italy nothing optional is asked for before a choice', region: 'IT', expected: NECESSARY },
  { title: 'in Germany nothing optional is asked for before a choice', region: 'DE', expected: NECESSARY },
  { title: 'in Spain nothing optional is asked for before a choice', region: 'ES', expected: NECESSARY },
  { title: 'in the rest of the EU nothing optional is asked for before a choice', region: 'SE', expected: NECESSARY },
  { title: 'in the UK statistics and appearance run until the visitor objects, and nothing else', region: 'GB', expected: OBJECTION },
  { title: 'in Switzerland nothing optional is asked for before a choice', region: 'CH', expected: NECESSARY },
  { title: 'in California everything but what is sensitive runs before a choice', region: 'US-CA', expected: OPT_OUT },
  { title: 'in the rest of the US everything but what is sensitive runs before a choice', region: 'US-VA', expected: OPT_OUT },
  { title: 'in Quebec nothing optional is asked for before a choice', region: 'CA-QC', expected: NECESSARY },
  { title: 'in Brazil nothing optional is asked for before a choice', region: 'BR', expected: NECESSARY },
];

for (const { title, region, expected } of PRESETS) {
  test(title, async () => {
    const page = await visit('regions', { config: SITE, region });
    assert.deepEqual(await asked(page), expected);
    assert.ok(await page.shows('[part~="banner"]'));
    assert.equal(await page.api('record'), null);
    assert.equal((await page.api('situation')).region, region);
    await page.assertNoErrors();
  });
}

test('in Latvia a site that stores only what it needs says so, until it was read', async () => {
  const config = { ...SITE, categories: SITE.categories.slice(0, 1) };
  const page = await visit('regions', { config, region: 'LV' });
  await page.visible('[part~="banner"]');
  assert.equal((await page.api('situation')).regime, 'notice');
  await page.api('acknowledge');
  await page.gone('[part~="banner"]');
  assert.equal((await page.api('record')).method, 'acknowledge');
  await page.reload();
  await page.settled();
  assert.equal(await page.shows('[part~="banner"]'), false);
  const elsewhere = await visit('regions', { config, region: 'EE' });
  await elsewhere.settled();
  assert.equal(await elsewhere.shows('[part~="banner"]'), false);
});

const BY_RULE = { ...SITE, presets: false };
const rule = (regime, more = {}) => ({ ...BY_RULE, regions: [{ in: ['JP'], regime, ...more }] });

for (const regime of ['opt-out', 'notice', 'none']) {
  test(`a rule of the site's own: under ${regime} everything but what is sensitive runs before a choice`, async () => {
    const page = await visit('regions', { config: rule(regime), region: 'JP' });
    assert.deepEqual(await asked(page), OPT_OUT);
    assert.equal(await page.shows('[part~="banner"]'), regime !== 'none');
  });
}

test('a rule of the site’s own does not hold where the visitor is not', async () => {
  for (const region of ['KR', '']) {
    const page = await visit('regions', { config: rule('none'), region });
    assert.deepEqual(await asked(page), NECESSARY, region);
  }
});

// --- Who says where the visitor is --------------------------------------------------------------------------------------

for (const [way, fixture] of [['attribute', 'regions'], ['global', 'regions-global'], ['meta', 'regions-meta']]) {
  test(`the region is read from the ${way}, whatever its case`, async () => {
    const page = await visit(fixture, { config: SITE, region: 'us-ca' });
    assert.deepEqual(await asked(page), OPT_OUT);
    assert.equal((await page.api('situation')).region, 'US-CA');
  });

  test(`an empty ${way} is an unknown region, and nothing is said`, async () => {
    const page = await visit(fixture, { config: SITE });
    assert.deepEqual(await asked(page), NECESSARY);
    assert.deepEqual((await page.seen()).console, []);
    assert.equal((await page.api('situation')).region, '');
  });

  test(`what is no region in the ${way} is told in the console, and unknown`, async () => {
    const page = await visit(fixture, { config: SITE, region: 'California' });
    assert.deepEqual(await asked(page), NECESSARY);
    const { console } = await page.seen();
    assert.deepEqual(console.map(({ level }) => level), ['warn']);
    assert.match(console[0].text, /region: "California" is no region of ISO 3166, so it is unknown/);
    await page.assertNoErrors();
  });
}

test('what a server says that does not know the region makes nobody’s rule laxer', async () => {
  const config = { ...SITE, regions: [{ in: ['*'], regime: 'none' }] };
  for (const region of ['XX', 'T1', 'ZZ', 'EU']) {
    const page = await visit('regions', { config, region });
    assert.deepEqual(await asked(page), NECESSARY, region);
    assert.deepEqual((await page.seen()).console, [], region);
  }
});

test('the attribute outranks the global, and this the meta', async () => {
  const page = await visit('regions-all', { config: SITE, region: 'US' });
  assert.equal((await page.api('situation')).region, 'US');
  await page.open('regions-all', { config: SITE });
  assert.equal((await page.api('situation')).region, 'GB');
});

/** What a proxy in front of the server would send along with each request. */
async function behindProxy(page, headers) {
  await page.driver.sendDevToolsCommand('Network.enable', {});
  await page.driver.sendDevToolsCommand('Network.setExtraHTTPHeaders', { headers });
}

test('a script of the same host that a header feeds says the region, before anything runs', async () => {
  const page = await visit('blank', { ready: false });
  for (const [headers, region, expected] of [
    [{ 'cf-ipcountry': 'US', 'cf-region-code': 'CA' }, 'US-CA', OPT_OUT],
    [{ 'cf-ipcountry': 'GB' }, 'GB', OBJECTION],
    [{ 'cf-ipcountry': 'XX' }, '', NECESSARY],
    [{ 'cf-ipcountry': '";alert(1)//' }, '', NECESSARY],
    [{}, '', NECESSARY],
  ]) {
    await behindProxy(page, headers);
    page.server.reset();
    await page.open('regions-header', { config: SITE });
    assert.deepEqual(await asked(page), expected, JSON.stringify(headers));
    assert.equal((await page.api('situation')).region, region);
  }
  await behindProxy(page, {});
  assert.deepEqual(page.requests(/^(?!\/(s|fixtures|dist|sentinel|favicon)\b)/), ['/octoconsent.js', '/region.js'], 'nobody else is asked');
});

test('where that script does not come the region is unknown', async () => {
  const page = await visit('blank', { ready: false });
  page.server.lose('/region.js');
  await page.open('regions-header', { config: SITE });
  assert.deepEqual(await asked(page), NECESSARY);
});

// --- Objections ---------------------------------------------------------------------------------------------------------

test('an objection stops at once, deletes what is declared, and is remembered', async () => {
  const page = await visit('regions', { config: SITE, region: 'GB' });
  assert.deepEqual(await asked(page), OBJECTION);
  await page.setCookie('visits=7; path=/');
  await page.api('choose', { statistics: false });
  await page.requested('/gone/frame');
  assert.deepEqual(await page.cookieNames(), ['octoconsent']);
  page.server.reset();
  await page.append({ 'data-category': 'statistics', src: '/s/later.js' });
  assert.deepEqual(await asked(page), []);
  for (const region of ['GB', 'US', 'FR']) {
    page.server.reset();
    await page.open('regions', { config: SITE, region });
    const now = await asked(page);
    assert.ok(!now.includes('statistics') && !now.includes('frame'), `${region}: ${now}`);
    assert.equal(await page.api('granted', 'statistics'), false, region);
  }
});

test('an objection outlives a new revision of the question', async () => {
  const page = await visit('regions', { config: SITE, region: 'US' });
  await page.api('choose', { ads: false });
  page.server.reset();
  await page.open('regions', { config: { ...SITE, revision: 2 }, region: 'US' });
  await page.visible('[part~="banner"]');
  const now = await asked(page);
  assert.ok(!now.includes('ads') && now.includes('chat'), String(now));
});

test('the cookie of an objection is kept for as long as browsers keep cookies', async () => {
  const page = await visit('regions', { config: SITE, region: 'GB' });
  await page.api('rejectAll');
  const days = ((await page.cookie()).expiry - Date.now() / 1000) / 86_400;
  assert.ok(days > 399 && days < 401, `${days} days`);
});

test('what was on in the US is no consent in France', async () => {
  const page = await visit('regions', { config: SITE, region: 'US' });
  await page.api('acceptAll');
  page.server.reset();
  await page.open('regions', { config: SITE, region: 'FR' });
  await page.visible('[part~="banner"]');
  assert.deepEqual(await asked(page), NECESSARY);
  assert.equal((await page.api('situation')).reason, 'regime');
});

test('what was on in the UK is asked for in France, and a consent given there holds', async () => {
  const page = await visit('regions', { config: SITE, region: 'GB' });
  await page.api('choose', { chat: true });
  page.server.reset();
  await page.open('regions', { config: SITE, region: 'FR' });
  await page.visible('[part~="banner"]');
  assert.deepEqual(await asked(page), ['chat', 'necessary']);
});

test('pages for children ask for nothing optional, whatever the visitor granted', async () => {
  const page = await visit('regions', { config: SITE, region: 'US' });
  await page.api('acceptAll');
  const record = await page.stored();
  page.server.reset();
  await page.open('regions', { config: { ...SITE, childDirected: true }, region: 'US' });
  assert.deepEqual(await asked(page), NECESSARY);
  assert.equal(await page.shows('[part~="banner"]'), false);
  assert.equal(await page.stored(), record, 'the record of the other pages');
});

test('days beyond what the regulator advises are told in the console', async () => {
  const page = await visit('regions', { config: { ...SITE, cookie: { days: 365 } }, region: 'FR' });
  await page.settled();
  const { console } = await page.seen();
  assert.deepEqual(console, [{ level: 'warn', text: "octoconsent: days: 365 is more than the 182 that are advised for the visitor's region" }]);
});
