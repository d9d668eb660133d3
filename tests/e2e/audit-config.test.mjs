// The audit reads names, addresses and marks in JavaScript, for diagnosis (docs/decisions/013-audit.md). It comes to the same as the core:
// tests/core/readings.rs goes by the same table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fits, holder, resolve } from '../../src/audit/config.js';

const read = (name) => readFile(new URL(`../core/${name}`, import.meta.url), 'utf8');
const table = (await read('readings.tsv')).trimEnd().split('\n').map((line) => line.split('\t'));
const config = JSON.parse(await read('readings.json'));
const rows = (kind) => table.filter((row) => row[0] === kind).map((row) => row.slice(1));

test('the table has lines of each kind', () => {
  for (const kind of ['name', 'address', 'words', 'service']) assert.ok(rows(kind).length > 10, kind);
});

test('names fit as the table says', () => {
  for (const [pattern, name, verdict] of rows('name')) assert.equal(fits(pattern, name), verdict === 'yes', `${pattern} ${name}`);
});

test('addresses are held as the table says', () => {
  for (const [url, address, verdict] of rows('address')) {
    const site = { categories: [{ id: 'c', services: [{ id: 's', autoBlock: [{ url }] }] }] };
    const { host } = new URL(`https://${address}`);
    assert.equal(!!holder(site, `https://${address}`, 'page.test'), verdict === 'yes', `${url} ${address}`);
    assert.equal(!!holder(site, `https://${address}`, host), verdict !== 'no', `${url} ${address}, of the page's own host`);
  }
});

test('marks mean what the table says', () => {
  for (const [, categories, ids] of rows('words')) assert.equal(resolve(config, { categories }).ids.join(' '), ids, categories);
  for (const [, service, id] of rows('service')) assert.deepEqual(resolve(config, { categories: '', service }).ids, [id], service);
});

/** Every text of up to so many of these letters, the short ones first. */
function texts(letters, longest) {
  const all = [''];
  let last = all;
  for (let length = 1; length <= longest; length += 1) {
    last = last.flatMap((text) => letters.map((letter) => text + letter));
    all.push(...last);
  }
  return all;
}

test('every short name fits as it does for the core', () => {
  let sum = 0;
  for (const pattern of texts(['a', '*', '.'], 4)) for (const name of texts(['a', 'b', '.'], 4)) sum = (Math.imul(sum, 31) + fits(pattern, name)) >>> 0;
  assert.equal(sum, 3_682_602_055);
});
