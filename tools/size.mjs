// Sizes of what ships: raw, gzip -9 and brotli -11. `node tools/size.mjs` prints them; the tests check size-budget.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const brotli = (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } });
const gzip = (data) => gzipSync(data, { level: 9 });
/** What is served or run; README.md and LICENSE are only for who has the package. */
const shipped = (dist) => readdirSync(dist, { recursive: true }).filter((name) => /\.\w+$/.test(name) && !/\.(br|gz|md)$/.test(name)).sort();
/** A visitor gets one of the locale files at most: the largest stands for all. */
const LOCALES = "locales/*.json";

/** Lays a .br and a .gz beside every shipped file. */
export function compress(dist) {
  for (const name of shipped(dist)) {
    const data = readFileSync(path.join(dist, name));
    writeFileSync(path.join(dist, name + ".br"), brotli(data));
    writeFileSync(path.join(dist, name + ".gz"), gzip(data));
  }
}

/** The sizes of every shipped file, as `{ name, raw, gzip, brotli, integrity }`; of locale files the largest ones. */
export function sizes(dist) {
  const most = { name: LOCALES, raw: 0, gzip: 0, brotli: 0, integrity: "" };
  const files = each(dist).filter((file) => {
    const single = path.dirname(file.name) === ".";
    if (!single) for (const kind of ["raw", "gzip", "brotli"]) most[kind] = Math.max(most[kind], file[kind]);
    return single;
  });
  return [...files, ...(most.raw ? [most] : [])].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The same of every single file. */
export function each(dist) {
  return shipped(dist).map((name) => {
    const data = readFileSync(path.join(dist, name));
    const size = (ending) => readFileSync(path.join(dist, name + ending)).length;
    const integrity = "sha384-" + createHash("sha384").update(data).digest("base64");
    return { name, raw: data.length, gzip: size(".gz"), brotli: size(".br"), integrity };
  });
}

/** Prints the sizes as a table. */
export function report(dist) {
  console.log(`${"file".padEnd(24)}${"raw".padStart(9)}${"gzip".padStart(9)}${"brotli".padStart(9)}  integrity`);
  for (const { name, raw, gzip, brotli, integrity } of sizes(dist)) {
    console.log(`${name.padEnd(24)}${String(raw).padStart(9)}${String(gzip).padStart(9)}${String(brotli).padStart(9)}  ${integrity}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) report(path.resolve(import.meta.dirname, "../dist"));
