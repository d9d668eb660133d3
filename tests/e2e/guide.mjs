// The examples of guides as programs: each block of code that names a file, written where it can run. Those without a name of a guide
// are of docs/guides/proof.md.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

export { freePort } from '../browsers/processes.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A guide of docs/guides: its text and its examples by name. */
export class Guide {
  #blocks;
  #used = new Set();

  constructor(name, text) {
    Object.assign(this, { name, text });
    this.#blocks = new Map([...text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, block, code]) => [block, code]));
  }

  static async read(name) {
    return new Guide(name, await readFile(join(root, 'docs/guides', name), 'utf8'));
  }

  /** The block of that name. */
  example(name) {
    this.#used.add(name);
    assert.ok(this.#blocks.has(name), `docs/guides/${this.name} has no ${name}`);
    return this.#blocks.get(name);
  }

  /** The blocks that nobody asked for so far. */
  unused() {
    return [...this.#blocks.keys()].filter((name) => !this.#used.has(name));
  }

  /** Writes an example into a folder; `change` puts this machine's ports and paths in. */
  async place(at, name, change = (text) => text) {
    const file = join(at, name);
    await writeFile(file, change(this.example(name)));
    return file;
  }
}

const proof = await Guide.read('proof.md');
export const guide = proof.text;
export const example = (name) => proof.example(name);
export const unused = () => proof.unused();
export const place = (...given) => proof.place(...given);

/** What is undone when the test file ends, the last first. */
const undo = [];
after(async () => {
  for (const step of undo.reverse()) await step();
});

/** A row as the guide shows it, with other members over it. */
export const row = (members) => ({ ...JSON.parse(example('row.json')), ...members });

// Where build.sh has unpacked nginx and PHP, if the machine has none.
const LIBRARIES = ['lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu'];
const servers = join(root, 'target/servers/usr');
const path = [process.env.PATH, '/usr/sbin', join(servers, 'sbin'), join(servers, 'bin')].join(delimiter);
const libraries = [process.env.LD_LIBRARY_PATH, ...LIBRARIES.map((name) => join(servers, name))].filter(Boolean).join(delimiter);

/** A module of nginx, as an address for `load_module`. */
export const nginxModule = (name) => ['/usr', servers].map((at) => join(at, 'lib/nginx/modules', name)).find((file) => existsSync(file)) ?? name;

const environment = { ...process.env, PATH: path, LD_LIBRARY_PATH: libraries };

/** Why the tests of a program cannot run here, or false. */
export function lacks(program, ...version) {
  const { status } = spawnSync(program, version, { env: environment });
  return status === 0 ? false : `there is no ${program} on this machine`;
}

/** A folder for this test file, inside the project, so that Node finds what it has installed. */
export async function folder() {
  const made = await mkdtemp(join(root, 'target/guide-'));
  undo.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** Runs a program for this test file, and waits until the port answers. */
export async function run(program, list, port, more = {}) {
  const child = spawn(program, list, { env: { ...environment, PORT: String(port), ...more }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  const ended = new Promise((end) => child.on('exit', end));
  undo.push(() => {
    child.kill();
    return ended;
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
    const answered = await fetch(`http://127.0.0.1:${port}/`, { method: 'PUT' }).then(() => true, () => false);
    if (answered) return;
  }
}

/** PostgreSQL (PGlite: the server itself, compiled to WebAssembly) on a port of this machine. It has one session, whoever asks. */
export async function postgres() {
  const db = await PGlite.create();
  let turn = Promise.resolve();
  const server = createServer((socket) => {
    let waiting = Buffer.alloc(0);
    let greeted = false;
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      waiting = Buffer.concat([waiting, data]);
      for (;;) {
        // A message is its kind (not the first), its length, and the rest; X says goodbye.
        const kind = greeted ? 1 : 0;
        const length = waiting.length < kind + 4 ? Infinity : kind + waiting.readInt32BE(kind);
        if (waiting.length < length) return;
        const message = waiting.subarray(0, length);
        waiting = waiting.subarray(length);
        greeted = true;
        if (kind && message[0] === 0x58) return socket.end();
        turn = turn.then(() => db.execProtocolRaw(message)).then((answer) => socket.write(answer), () => socket.destroy());
      }
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  undo.push(() => db.close(), () => new Promise((closed) => server.close(closed)));
  return { db, port: server.address().port };
}

/** Posts a text as a page does; the answer's status, headers and body. */
export async function post(port, address, body, headers = {}) {
  const response = await fetch(`http://127.0.0.1:${port}${address}`, { method: 'POST', body, headers });
  return { status: response.status, cookie: response.headers.get('set-cookie'), text: await response.text() };
}
