// The ready services: dist/services.json, and the schema that takes them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import Ajv from 'ajv';

const json = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));
const validator = async () => new Ajv({ allErrors: true, strict: false }).compile(await json('dist/consent.schema.json'));
const site = (services) => ({ categories: [{ id: 'a', title: 'A', services }] });

test('every list can be copied into a category as it is', async () => {
  const validate = await validator();
  for (const [category, services] of Object.entries(await json('dist/services.json'))) {
    assert.ok(validate(site(services)), `${category}: ${JSON.stringify(validate.errors)}`);
  }
});

test('the schema takes and refuses the rules that the product takes and refuses', async () => {
  const validate = await validator();
  const rule = (autoBlock) => validate(site([{ id: 'b', title: 'B', autoBlock: [autoBlock] }]));
  for (const url of ['example.com', 'example.com/a?b=c', '/matomo.js', '//x', '*/matomo.js', '*.example.com', 'a*']) {
    assert.ok(rule({ url }), url);
  }
  for (const url of ['', '*', '**', '/', '*/', '*/*', 'https://example.com', 'example.com:80', 'Example.com', 'a b', 'a/b c', 'a/#b', 'a?b', 'a_b', 'a/é']) {
    assert.ok(!rule({ url }), url);
  }
  assert.ok(rule({ inline: "fbq('init'" }));
  for (const wrong of [{}, { url: 'a', inline: 'b' }, { inline: '*' }, { host: 'a' }, 'a']) assert.ok(!rule(wrong), JSON.stringify(wrong));
});
