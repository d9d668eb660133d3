// docs/sites.md: each promise names tests that are there, and each test of a site stands in its table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path) => readFile(new URL(path, root), 'utf8');
const text = await read('docs/sites.md');
const sections = text.split(/^## /m).slice(1).map((section) => ({ id: section.split('\n', 1)[0].trim(), section }));

/** The names of a file's tests; `…` for what is filled in where one runs for several. */
async function named(file) {
  const source = await read(file);
  return [...source.matchAll(/\btest\((['`])((?:\\.|(?!\1).)*)\1,/g)].map(([, , name]) => name.replaceAll("\\'", "'").replaceAll(/\$\{.*?\}/g, '…'));
}

test('each of the sites has a section', () => {
  for (const id of ['octopus-system', 'octomop', 'octoop']) assert.ok(sections.some((section) => section.id === id), id);
});

for (const { id, section } of sections) {
  const rows = section.split('\n').filter((line) => line.startsWith('|')).slice(2).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));

  test(`${id}: each promise names tests that are there, and each test stands in the table`, async () => {
    const files = [...new Set([...section.matchAll(/`(tests\/e2e\/[\w.-]+\.test\.mjs)`/g)].map(([, file]) => file))];
    assert.ok(files.length, 'the section names its file of tests');
    const there = (await Promise.all(files.map(named))).flat();
    const told = rows.flatMap((row) => [...(row[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    assert.ok(rows.length && rows.every((row) => row.length === 3 && /`/.test(row[2])), 'a promise without a test');
    assert.deepEqual(told.filter((name) => !there.includes(name)), [], 'named, and not there');
    assert.deepEqual(there.filter((name) => !told.includes(name)), [], 'there, and not named');
  });
}
