// docs/sites.md: each promise names tests that are there, and each test of a site stands in its table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path) => readFile(new URL(path, root), 'utf8');
const text = await read('docs/sites.md');
const sections = text.split(/^## /m).slice(1).map((section) => ({ id: section.split('\n', 1)[0].trim(), section }));

/** The names of a file's tests, as patterns: what is filled in where one runs for several is anything. */
async function named(file) {
  const source = await read(file);
  const names = [...source.matchAll(/\btest\((['`])((?:\\.|(?!\1).)*)\1,/g)].map(([, , name]) => name.replaceAll("\\'", "'"));
  const escape = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return names.map((name) => ({ name, pattern: new RegExp(`^${name.split(/\$\{.*?\}/).map(escape).join('.*')}$`) }));
}

/** The tests that a cell names: in backticks, or else in quotation marks. */
const told = (cell = '') => [...cell.matchAll(cell.includes('`') ? /`([^`]+)`/g : /“(.*?)”/g)].map(([, name]) => name);

test('each of the sites has a section', () => {
  for (const id of ['octopus-system', 'octomop', 'oktopost', 'octopus-telecom', 'octoop']) assert.ok(sections.some((section) => section.id === id), id);
});

for (const { id, section } of sections) {
  const rows = section.split('\n').filter((line) => line.startsWith('|')).slice(2).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));

  test(`${id}: each promise names tests that are there, and each test stands in the table`, async () => {
    const files = [...new Set([...section.matchAll(/([\w-]+\.test\.mjs)/g)].map(([, file]) => `tests/e2e/${file}`))];
    assert.ok(files.length, 'the section names its file of tests');
    const there = (await Promise.all(files.map(named))).flat();
    const names = rows.flatMap((row) => told(row[2]));
    assert.ok(rows.length && rows.every((row) => row.length === 3 && told(row[2]).length), 'a promise without a test');
    // What a test of several names last may be left out.
    const fits = (name, { pattern, name: title }) => pattern.test(name) || (title.includes('${') && title.startsWith(name));
    assert.deepEqual(names.filter((name) => !there.some((one) => fits(name, one))), [], 'named, and not there');
    assert.deepEqual(there.filter((one) => !names.some((name) => fits(name, one))).map(({ name }) => name), [], 'there, and not named');
  });
}
