// What ships stays within size-budget, and the types stay true.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { each, sizes } from '../../tools/size.mjs';
import { useBrowser } from './harness.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const { visit } = useBrowser();

const budget = () =>
  readFileSync(path.join(root, 'size-budget'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(/\s+/))
    .map(([name, raw, gzip, brotli]) => ({ name, raw: +raw, gzip: +gzip, brotli: +brotli }));

test('every shipped file has a budget and every budget a file', () => {
  assert.deepEqual(sizes(dist).map(({ name }) => name), budget().map(({ name }) => name).sort());
});

for (const { name, ...most } of budget()) {
  test(`${name} stays within its budget`, () => {
    const size = sizes(dist).find((file) => file.name === name);
    for (const kind of ['raw', 'gzip', 'brotli']) {
      assert.ok(size[kind] <= most[kind], `${name} has ${size[kind]} bytes ${kind}, ${most[kind]} are allowed by size-budget`);
    }
  });
}

test('the compressed files hold the same bytes', () => {
  for (const { name } of each(dist)) {
    const plain = readFileSync(path.join(dist, name));
    assert.ok(plain.equals(brotliDecompressSync(readFileSync(path.join(dist, `${name}.br`)))), name);
    assert.ok(plain.equals(gunzipSync(readFileSync(path.join(dist, `${name}.gz`)))), name);
  }
});

test('the figures in the README are those of the files', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  for (const { name, raw, gzip, brotli } of sizes(dist).filter((file) => file.name !== 'package.json')) {
    const row = new RegExp(`^\\| \`${name.replaceAll(/[.*]/g, '\\$&')}\`[^|]*\\| ([\\d.]+) \\| ([\\d.]+) \\| ([\\d.]+) \\|$`, 'm').exec(readme);
    assert.ok(row, `the README has no row for ${name}`);
    for (const [index, size] of [raw, gzip, brotli].entries()) {
      assert.ok(Math.abs(row[index + 1] - size / 1000) < 0.15, `${name}: the README says ${row[index + 1]} KB, it has ${size} bytes`);
    }
  }
});

test('the types compile, and refuse what the API refuses', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'octoconsent-types-'));
  try {
    const use = (name, code) => writeFileSync(path.join(folder, name), `import { load, type Config } from ${JSON.stringify(path.join(dist, 'octoconsent.js'))};\n${code}`);
    use('good.ts', `
      const config: Config = { categories: [{ id: "a", title: { en: "A" }, services: [{ id: "b", title: "B", cookies: [{ name: "_b*", duration: "13 months" }, { name: "d", storage: "indexedDB" }], autoBlock: [{ url: "example.com/b" }] }] }],
        aliases: [{ name: "statistics", id: "a" }], reload: true };
      load().then((api) => {
        api.start(config);
        api.on("change", ({ changed, decision }) => changed.map((id) => decision.categories[id] === "granted"));
        api.choose({ a: true });
        const id: string | undefined = api.record()?.id;
        api.push((same) => same.withdraw(id));
      });
      document.addEventListener("octoconsent:release", (event) => event.detail.element.matches("script"));`);
    use('bad.ts', `
      const config: Config = { categories: [{ id: "a", title: "A", default: "granted" }] };
      load().then((api) => { api.choose({ a: "yes" }); api.on("nothing", () => {}); });
      export { config };`);
    const check = (name) =>
      execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', '', '--skipLibCheck', 'false', path.join(folder, name)], { encoding: 'utf8' });
    check('good.ts');
    assert.throws(() => check('bad.ts'), (error) => (error.stdout.match(/error TS/g) || []).length === 3);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the API has what its types name, and nothing else', async () => {
  const page = await visit('plain');
  const types = readFileSync(path.join(dist, 'octoconsent.d.ts'), 'utf8');
  const typed = /export interface Octoconsent \{([^]*?)\n\}/.exec(types)[1].match(/^ {2}(\w+)(?=[(<:])/gm).map((name) => name.trim());
  // A method that is typed twice is one.
  const names = [...new Set(typed)];
  assert.deepEqual((await page.run('return Object.keys(octoconsent)')).sort(), names.sort());
});
