// What else is shipped: the module build and the schema of the configuration.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import Ajv from 'ajv';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const json = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));

test('the module build does what the script does', async () => {
  const page = await visit('module');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  await page.reload();
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  await page.assertNoErrors();
});

test('the module build, too, releases only tags with the nonce of the page', async () => {
  const policy = "script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'";
  const page = await visit('module-nonce', { csp: policy });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.deepEqual(page.requests(), ['/s/one.js']);
});

const validator = async () => new Ajv({ allErrors: true, strict: false }).compile(await json('dist/consent.schema.json'));

test('the schema takes the configurations that the product takes', async () => {
  const validate = await validator();
  for (const path of ['tests/fixtures/consent.json', 'www/sites/octoop/consent.json', 'fuzz/seeds/config/rules.json']) {
    assert.ok(validate(await json(path)), `${path}: ${JSON.stringify(validate.errors)}`);
  }
});

test('schema and product refuse the same configurations', async () => {
  const validate = await validator();
  const category = { id: 'a', title: 'A' };
  const withCookie = (cookie) => ({ categories: [{ ...category, services: [{ id: 'b', title: 'B', cookies: [cookie] }] }] });
  for (const [what, wrong] of Object.entries({
    'no categories': {},
    'an unknown key': { categories: [category], colour: 'red' },
    'an unknown key far down': withCookie({ name: 'c', lifetime: '1 day' }),
    'an unknown unit of time': withCookie({ name: 'c', duration: '2 moons' }),
    'an id with a space': { categories: [{ id: 'a b', title: 'A' }] },
    'an unknown layout': { categories: [category], banner: { layout: 'wall' } },
    'a negative revision': { categories: [category], revision: -1 },
    'a region that is none': { categories: [category], regions: [{ in: ['UK'], regime: 'none' }] },
    'a region in small letters': { categories: [category], regions: [{ in: ['us-ca'], regime: 'none' }] },
    'an unknown preset': { categories: [category], regions: [{ in: ['FR'], preset: 'paris' }] },
    'an unknown use': { categories: [{ ...category, use: 'fun' }] },
    'a day that is none': { categories: [category], policyDate: '2025-02-30' },
    'a log that is no server': { categories: [category], logUrl: 'mailto:log@example.org' },
    'a sibling with a scheme': { categories: [category], siblings: ['https://example.org'] },
  })) {
    assert.equal(validate(wrong), false, `the schema takes ${what}`);
    const page = await visit('config-none', { ready: false });
    await page.run((config) => window.octoconsent.start(config), wrong);
    assert.ok((await page.event('error')).faults.length > 0, `the product takes ${what}`);
  }
});
