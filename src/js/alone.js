// The module without a page: in Node, or in a page that is not asked about. What the commands beside it share.

import * as wasm from "#glue";

export { wasm };

const beside = (name) => new URL(name, import.meta.url);
/** Node's files. In words that a bundler for browsers does not read as a file to take along. */
const files = import.meta.url.startsWith("file:") && import(["node:fs", "promises"].join("/"));

/** The bytes of a file beside this one. */
export const read = async (name) => (files ? (await files).readFile(beside(name)) : (await fetch(beside(name))).arrayBuffer());

let starting;
/** Starts the module, once. */
export const started = () =>
  (starting ||= (async () => {
    const imports = wasm.__wbg_get_imports();
    for (const name of Object.keys(imports.a)) imports.a[name] ??= () => {};
    const { instance, module } = await WebAssembly.instantiate(await read("octoconsent_bg.wasm"), imports);
    wasm.__wbg_finalize_init(instance, module);
  })());

/** A value as it would be in a file of JSON. */
export const plain = (value) => JSON.parse(JSON.stringify(value) || "null");

/** The error that names the faults behind a text of `faults` (src/browser/value.rs). */
export function faulty(what, text) {
  const faults = [...text.matchAll(/(.*?)\0(.*?)\0/gs)].map(([, path, message]) => ({ path, message }));
  const lines = faults.map(({ path, message }) => [path, message].filter(Boolean).join(": "));
  return Object.assign(new TypeError([what, ...lines].join("\n  ")), { faults });
}

/** Runs a command where this file is what Node was asked to run: prints what it gives, or what was wrong, and then ends with 1. */
export async function command(run) {
  if (!files || !globalThis.process?.argv[1]) return;
  const { readFile, realpath } = await files;
  const called = await realpath(process.argv[1]).catch(() => "");
  if (!called || new URL(import.meta.url).pathname !== new URL(`file://${encodeURI(called)}`).pathname) return;
  const [path, ...rest] = process.argv.slice(2);
  const json = async () => JSON.parse(await readFile(path, "utf8"));
  await run(path && json, rest).then(
    (text) => process.stdout.write(text),
    (error) => {
      process.stderr.write(error.message + "\n");
      process.exitCode = 1;
    },
  );
}
