// Makes dist/ from what cargo and wasm-bindgen left in target/: optimises the module, shortens the names that module and
// glue share, embeds the module in the script, compresses, prints the sizes. Decisions: docs/decisions/003 and 005.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import binaryen from "binaryen";
import { build } from "esbuild";
import { describe } from "./package.mjs";
import { compress, report } from "./size.mjs";

const root = path.resolve(import.meta.dirname, "..");
const pkg = path.join(root, "target/pkg");
const dist = path.join(root, "dist");
/** The page's functions, seen from the glue. */
const source = "../../src/js";
const wasmOpt = path.join(root, "node_modules/binaryen/bin/wasm-opt");

// What the engines named in README.md know; the same set that rustc emits.
const features = ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt", "reference-types", "multivalue"];

/** Drops the exports that the glue does not use: js-sys leaves about fifty, and each keeps a function alive. */
function prune(unused) {
  const glue = readFileSync(path.join(pkg, "octoconsent.js"), "utf8");
  const used = new Set([...glue.matchAll(/\bwasm\.([\w$]+)/g)].map(([, name]) => name));
  const module = binaryen.readBinary(readFileSync(path.join(pkg, "octoconsent_bg.wasm")));
  const count = module.getNumExports();
  const names = Array.from({ length: count }, (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name);
  names.filter((name) => !used.has(name) || unused.includes(name)).forEach((name) => module.removeExport(name));
  // js-sys carries an executor that nothing here starts; a table of function pointers keeps it.
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const { name, module: imported } = binaryen.getFunctionInfo(module.getFunctionByIndex(index));
    if (!imported && name.includes("jspi")) binaryen.Function(module.getFunctionByIndex(index)).body = module.unreachable();
  }
  writeFileSync(path.join(pkg, "pruned.wasm"), module.emitBinary());
}

/** Optimises the module, without the exports that are of no use; gives the short name of each import and export. */
function optimise(unused = []) {
  prune(unused);
  const file = (name) => path.join(pkg, name);
  const run = (...parameters) =>
    execFileSync(process.execPath, [wasmOpt, ...features.map((name) => `--enable-${name}`), ...parameters], { encoding: "utf8" });
  run(file("pruned.wasm"), "-o", file("small.wasm"), "--strip-debug", "--strip-producers", "--strip-target-features", "-Oz", "--converge",
    // Inlining what is called once saves bytes but costs 3 % after brotli: functions of a kind compress better.
    "--one-caller-inline-max-function-size=20");
  const names = run(file("small.wasm"), "-o", file("short.wasm"), "--minify-imports-and-exports-and-modules");
  return { module: readFileSync(file("short.wasm")), names: JSON.parse(names) };
}

/** Writes the short names into the glue, and lets it take the functions of the page from their source. Some of them are imported by the
 *  module directly: they join the rest. */
function shorten({ imports, exports }) {
  const short = new Map([...imports.map(([, name, short]) => [name, short]), ...exports]);
  const direct = imports.filter(([from]) => from.includes("/snippets/")).map(([from, name, short]) => [path.basename(from, ".js"), name, short]);
  const files = [...new Set(direct.map(([file]) => file))];
  return readFileSync(path.join(pkg, "octoconsent.js"), "utf8")
    .replace(/^import \* as import\d+ from .*$/gm, "")
    .replace(/^(import .* from ).*\/(\w+\.js)';$/gm, (_, names, file) => `${names}"${source}/${file}";`)
    .replace(/\bwasm\.([\w$]+)/g, (whole, name) => `wasm.${short.get(name) ?? name}`)
    .replace(/^(\s*)(__wb[\w$]+):/gm, (whole, space, name) => `${space}${short.get(name) ?? name}:`)
    .replace(/^\s*"\.\/snippets\/.*$/gm, "")
    .replace('"./octoconsent_bg.js": import0', `"a": { ...import0, ${direct.map(([file, name, short]) => `${short}: ${file}.${name}`).join(", ")} }`)
    .replace(...simpler("passStringToWasm0", "(arg, malloc)", `
    const bytes = cachedTextEncoder.encode(arg);
    const ptr = malloc(bytes.length, 1) >>> 0;
    getUint8ArrayMemory0().set(bytes, ptr);
    WASM_VECTOR_LEN = bytes.length;
    return ptr;`))
    .replace(...simpler("decodeText", "(text)", `
    return cachedTextDecoder.decode(text);`))
    .replace(...simpler("getDataViewMemory0", "()", `
    return new DataView(wasm.memory.buffer);`.replace("memory", short.get("memory"))))
    .replace(/^if \(!\('encodeInto' in cachedTextEncoder\)\) \{$[^]*?^\}$/m, "")
    .concat(...files.map((file) => `\nimport * as ${file} from "${source}/${file}.js";`), "\nexport { __wbg_get_imports, __wbg_finalize_init };\n");
}

/** A function of the glue in fewer words. What it leaves out serves texts of many megabytes and engines without TextEncoder's
 *  encodeInto. The build fails where the glue is not as expected. */
function simpler(name, parameters, body) {
  const pattern = new RegExp(`^function ${name}\\([^)]*\\) \\{$[^]*?^\\}$`, "m");
  if (!pattern.test(readFileSync(path.join(pkg, "octoconsent.js"), "utf8"))) throw new Error(`wasm-bindgen's glue has no ${name}`);
  return [pattern, () => `function ${name}${parameters} {${body}\n}`];
}

/** The module as a JavaScript string, one code point a byte. What a script may not hold plainly changes places with the
 *  rarest bytes that it may; `stands` and `bytes` give them back. */
function embed(module) {
  const awkward = [0, 10, 13, 34, 92];
  const count = new Array(128).fill(0);
  module.forEach((byte) => count[byte]++);
  const plain = Array.from({ length: 94 }, (_, index) => index + 32).filter((byte) => !awkward.includes(byte));
  const rare = plain.sort((a, b) => count[a] - count[b]).slice(0, awkward.length);
  const high = awkward.map((byte) => byte + 256);
  const code = new Map([...awkward.map((byte, index) => [byte, rare[index]]), ...rare.map((byte, index) => [byte, high[index]])]);
  const text = Array.from(module, (byte) => String.fromCodePoint(code.get(byte) ?? byte)).join("");
  if (/<\/script|<!--/i.test(text)) throw new Error("the module holds what would end a script element; change any line and build again");
  const list = (codes) => JSON.stringify(String.fromCodePoint(...codes));
  return { text: `"${text}"`, stands: list(rare), bytes: list(high) };
}

/** The glue for a program without a page: it takes what there is. */
function plain(glue) {
  return `import * as there from "${source}/static-host.js";\n${glue}`
    .replace(/^import (\{[^}]*\}) from .*$/gm, "const $1 = there;")
    .replace(/^import \* as (\w+) from ".*\/(?!static-host)[\w-]+\.js";$/gm, "const $1 = there;");
}

async function bundle(entry, outfile, { alias, ...options }, module) {
  const result = await build({
    entryPoints: [path.join(root, "src/js", entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    legalComments: "none",
    target: ["chrome91", "firefox90", "safari15"],
    alias: { "#glue": path.join(pkg, "short.js"), ...alias },
    ...options,
  });
  let code = result.outputFiles[0].text;
  if (module) {
    const { text, stands, bytes } = embed(module);
    code = code.replace("__LENGTH__", module.length).replaceAll("__STANDS__", () => stands).replaceAll("__BYTES__", () => bytes).replace("__MODULE__", () => text);
  }
  writeFileSync(path.join(dist, outfile), code);
}

const version = /^version = "(.+)"$/m.exec(readFileSync(path.join(root, "Cargo.toml"), "utf8"))[1];
const { module, names } = optimise();
// A page has no use for what makes records for tests, nor for what makes static HTML.
const onPage = optimise(["prepared", "listing"]);
writeFileSync(path.join(pkg, "page.js"), shorten(onPage.names));
writeFileSync(path.join(pkg, "short.js"), shorten(names));
writeFileSync(path.join(pkg, "plain.js"), plain(shorten(names)));
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
writeFileSync(path.join(dist, "octoconsent_bg.wasm"), module);
copyFileSync(path.join(root, "src/js/octoconsent.d.ts"), path.join(dist, "octoconsent.d.ts"));
for (const name of ["declaration.d.mts", "testing.d.mts"]) copyFileSync(path.join(root, "src/js", name), path.join(dist, name));
copyFileSync(path.join(root, "target/consent.schema.json"), path.join(dist, "consent.schema.json"));
copyFileSync(path.join(root, "src/services.json"), path.join(dist, "services.json"));
mkdirSync(path.join(dist, "locales"));
for (const name of readdirSync(path.join(root, "locales")).filter((name) => name.endsWith(".json"))) {
  writeFileSync(path.join(dist, "locales", name), JSON.stringify(JSON.parse(readFileSync(path.join(root, "locales", name), "utf8"))));
}
describe(dist, version);
const banner = `octoconsent ${version} | MIT OR Apache-2.0`;
// The byte order mark makes the file UTF-8 whatever the page or the server says (WHATWG Encoding, "decode").
await bundle("classic.js", "octoconsent.js", { format: "iife", banner: { js: `\uFEFF/* ${banner} */` }, alias: { "#glue": path.join(pkg, "page.js") } }, onPage.module);
await bundle("module.js", "octoconsent.mjs", { format: "esm", banner: { js: `/* ${banner} */` }, inject: [path.join(root, "src/js/absent.js")] });
for (const [entry, outfile] of [["static.js", "declaration.mjs"], ["testing.js", "testing.mjs"]]) {
  await bundle(entry, outfile, {
    format: "esm",
    banner: { js: `#!/usr/bin/env node\n/* ${banner} */` },
    alias: { "#glue": path.join(pkg, "plain.js") },
    // What the module asks of a page is not there, and never called.
    logOverride: { "import-is-undefined": "silent" },
    external: ["node:*"],
  });
}
await bundle("../audit/index.js", "octoconsent.audit.js", { format: "iife", charset: "ascii", banner: { js: `/* ${banner} */` } });
await bundle("../../tools/audit.mjs", "audit.mjs", { format: "esm", platform: "node", target: "node20", banner: { js: `/* ${banner} */` } });
compress(dist);
report(dist);
