// The packed file: what is in it, what Node makes of it, and its types.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { example, guide, pack, root, run } from './packed.mjs';

const it = {};
before(async () => {
  Object.assign(it, await pack());
  it.folder = await it.project('node');
  it.installed = join(it.folder, 'node_modules/octoconsent');
});

test('the package has what its users need, and nothing else', () => {
  const locales = readdirSync(join(root, 'locales')).filter((name) => name.endsWith('.json')).map((name) => `locales/${name}`);
  assert.deepEqual(it.packed.files.map(({ path }) => path).sort(), [
    ...['LICENSE', 'README.md', 'package.json'],
    ...['octoconsent.js', 'octoconsent.mjs', 'octoconsent_bg.wasm', 'octoconsent.d.ts', ...locales],
    ...['declaration.mjs', 'declaration.d.mts', 'testing.mjs', 'testing.d.mts'],
    ...['octoconsent.audit.js', 'audit.mjs', 'consent.schema.json', 'services.json'],
  ].sort());
  assert.ok(it.packed.unpackedSize < 800_000, `${it.packed.unpackedSize} bytes unpacked`);
  assert.ok(it.packed.size < 290_000, `${it.packed.size} bytes packed`);
});

test('every path that package.json names is a file, and the command runs', async () => {
  const description = JSON.parse(readFileSync(join(it.installed, 'package.json'), 'utf8'));
  const paths = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(paths));
  const { main, types, exports, bin, sideEffects } = description;
  const named = paths([main, types, exports, bin, sideEffects]).filter((path) => !path.includes('*'));
  assert.ok(named.length > 8);
  for (const path of named) assert.ok(statSync(join(it.installed, path)).isFile(), path);
  assert.deepEqual(Object.keys(description).filter((key) => /ependencies|scripts/.test(key)), [], 'it depends on nothing and runs nothing');
  assert.match(await run(it.folder, join(it.folder, 'node_modules/.bin/octoconsent-audit'), '--help'), /octoconsent-audit|URL/);
});

test('every import that the guide names is there', () => {
  const { resolve } = createRequire(join(it.folder, 'package.json'));
  const table = guide.slice(0, guide.indexOf('\n## A script tag'));
  const named = [...table.matchAll(/`(octoconsent(?:\/[\w./]+)?)`/g)].map(([, name]) => name);
  assert.ok(named.length >= 9, named.join());
  for (const name of named) assert.ok(resolve(name).startsWith(it.installed), name);
});

test('the README of the package stands by itself', () => {
  const readme = readFileSync(join(it.installed, 'README.md'), 'utf8');
  assert.doesNotMatch(readme, /\]\(|!\[/, 'a link, or a picture, that leads out of the package');
  for (const words of ['# octoconsent', '## Install', '## webpack', '## Tag what has to wait']) assert.ok(readme.includes(words), words);
  assert.ok(readFileSync(join(it.installed, 'LICENSE'), 'utf8').includes('MIT License'));
});

test('on a server the import does nothing, and declaration and testing do their work', async () => {
  const code = `
    const before = Object.keys(globalThis).join();
    const { load, default: same } = await import('octoconsent');
    const { declaration } = await import('octoconsent/declaration');
    const { answered } = await import('octoconsent/testing');
    const config = { categories: [{ id: 'a', title: 'A', services: [{ id: 'b', title: 'Bee' }] }] };
    const { name } = await answered(config, 'accept-all');
    const list = await declaration(config, { language: 'fr' });
    console.log(JSON.stringify([typeof load, load === same, before === Object.keys(globalThis).join(), name, /lang="fr"/.test(list), /Bee/.test(list)]));`;
  assert.deepEqual(JSON.parse(await run(it.folder, process.execPath, '--input-type=module', '-e', code)), ['function', true, true, 'octoconsent', true, true]);
});

test('a program of CommonJS may require it', { skip: process.features.require_module ? false : 'this Node cannot require a module' }, async () => {
  const code = "console.log(typeof require('octoconsent').load)";
  assert.equal(await run(it.folder, process.execPath, '--no-warnings', '--input-type=commonjs', '-e', code), 'function\n');
});

/** Each line after a mark is wrong, and a mark before what is right is an error itself. */
const WRONG = `
import { load, type Config } from "octoconsent";
import { declaration } from "octoconsent/declaration";
import { answered } from "octoconsent/testing";

const categories = [{ id: "a", title: "A" }];
// @ts-expect-error: without categories there is nothing to ask
export const none: Config = {};
// @ts-expect-error: no such key
export const key: Config = { categories, colour: "red" };
// @ts-expect-error: nothing is granted by default
export const granted: Config = { categories: [{ id: "a", title: "A", default: "granted" }] };
// @ts-expect-error: no such layout
export const layout: Config = { categories, banner: { layout: "wall" } };
// @ts-expect-error: no such banner
export const banner: Config = { categories, import: [{ from: "nobody" }] };
const api = await load();
// @ts-expect-error: granted or denied is true or false
api.choose({ a: "yes" });
// @ts-expect-error: no such event
api.on("nothing", () => {});
// @ts-expect-error: no such method
api.grant("a");
// @ts-expect-error: nothing is no address
load(null);
// @ts-expect-error: a level is a number
declaration({ categories }, { level: "2" });
// @ts-expect-error: no such answer
answered({ categories }, "accept");
// @ts-expect-error: a region is a text
answered({ categories }, "accept-all", { region: 33 });
`;

const files = {
  'src/types.ts': example('src/types.ts'),
  'src/wrong.ts': WRONG,
  'src/main.ts': example('src/main.js'),
  'src/esbuild.ts': example('src/esbuild.js'),
  'src/wasm.d.ts': 'declare module "*.wasm" {\n  const address: string;\n  export default address;\n}\n',
  'src/required.cts': 'import { load } from "octoconsent";\n\nload().then((api) => api.granted("a"));\n',
};

// Import attributes and `require` of a module came after node16.
for (const [resolution, module, among] of [['bundler', 'esnext', /ts$/], ['nodenext', 'nodenext', /ts$/], ['node16', 'node16', /(types|wrong)\.ts$/]]) {
  test(`the types are right for "moduleResolution": "${resolution}"`, async () => {
    const compilerOptions = { module, moduleResolution: resolution, target: 'es2022', strict: true, skipLibCheck: false, noEmit: true, resolveJsonModule: true, types: [] };
    const chosen = Object.entries(files).filter(([name]) => among.test(name) && !(resolution === 'bundler' && name.endsWith('.cts')));
    const folder = await it.project(resolution, { ...Object.fromEntries(chosen), 'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }) });
    assert.equal(await run(folder, 'tsc', '--project', '.'), '');
  });
}
