// The package as its users get it: packed by npm, and installed from that file into projects of their own, outside this one. What they
// write is in docs/guides/packages.md: the blocks there that name a file, and commands.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';

export const root = resolve(import.meta.dirname, '../..');
export const guide = await readFile(join(root, 'docs/guides/packages.md'), 'utf8');
const blocks = new Map([...guide.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name, text]) => [name, text]));
const exec = promisify(execFile);

/** The block of the guide of that name. */
export function example(name) {
  assert.ok(blocks.has(name), `docs/guides/packages.md has no ${name}`);
  return blocks.get(name);
}

/** Runs a program in a folder; what it prints. What this project has installed can be called by its name, as `npx` finds it there. */
export async function run(cwd, program, ...list) {
  const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  try {
    return (await exec(program, list, { cwd, env: { ...process.env, PATH } })).stdout;
  } catch (error) {
    throw new Error(`${program} ${list.join(' ')}: ${error.message}\n${error.stdout}`);
  }
}

/** Runs a command of the guide. */
export const command = (cwd, name) => run(cwd, 'sh', '-ec', example(name).replace(/^npx /gm, ''));

let home;
after(() => home && rm(home, { recursive: true, force: true }));

/**
 * Packs dist/ and installs the file, without a network.
 * @returns `packed`, what npm says of the file; `project(name, files)`, the folder of a new project with the package in it
 */
export async function pack() {
  home = await mkdtemp(join(tmpdir(), 'octoconsent-packed-'));
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  const [packed] = JSON.parse(await run(root, 'npm', 'pack', './dist', '--json', '--pack-destination', home, ...quiet));
  const first = join(home, 'first');
  await mkdir(first);
  await writeFile(join(first, 'package.json'), '{ "private": true, "type": "module" }');
  await run(first, 'npm', 'install', join(home, packed.filename), ...quiet);

  async function project(name, files = {}) {
    const folder = join(home, name);
    await cp(first, folder, { recursive: true, verbatimSymlinks: true });
    await mkdir(join(folder, 'public'));
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    return folder;
  }
  return { packed, project };
}
