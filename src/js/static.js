// The declaration as static HTML: for a site that is generated, in Node or in a browser. The renderer is the module's own.
//
//   node declaration.mjs consent.json --language fr --level 2 > part.html

import * as wasm from "#glue";
import { flat } from "./flat.js";

const beside = (name) => new URL(name, import.meta.url);
const files = import.meta.url.startsWith("file:") && import("node:fs/promises");
/** The bytes of a file beside this one. */
const read = async (name) => (files ? (await files).readFile(beside(name)) : (await fetch(beside(name))).arrayBuffer());

let starting;
async function start() {
  const imports = wasm.__wbg_get_imports();
  for (const name of Object.keys(imports.a)) imports.a[name] ??= () => {};
  const { instance, module } = await WebAssembly.instantiate(await read("octoconsent_bg.wasm"), imports);
  wasm.__wbg_finalize_init(instance, module);
}

/** Documented in declaration.d.mts. */
export async function declaration(config, { language = "en", texts, level = 2 } = {}) {
  await (starting ||= start());
  const draw = (texts) => {
    const text = wasm.declaration(Math.min(Math.max(level | 0, 1), 5), [flat(plain(config)), flat(plain(texts)), language].join("\0"));
    const [file, markup] = text.split(/\0(?=\x01)/);
    if (markup) return [file, html(markup)];
    const faults = [...text.matchAll(/(.*?)\0(.*?)\0/gs)].map(([, path, message]) => ({ path, message }));
    const lines = faults.map(({ path, message }) => `${path}: ${message}`);
    throw Object.assign(new TypeError(["the configuration is wrong", ...lines].join("\n  ")), { faults });
  };
  const [file, english] = draw(texts);
  if (texts !== undefined || !file) return english;
  return draw(JSON.parse(new TextDecoder().decode(await read(`locales/${file}.json`))))[1];
}

const plain = (value) => JSON.parse(JSON.stringify(value) || "null");

const escaped = (text) => text.replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]);

/** HTML of markup (src/browser/view/markup.rs). */
function html(markup) {
  const open = [];
  let text = "";
  let inside = false;
  const attribute = (pair) => {
    const equals = pair.indexOf("=");
    text += ` ${pair.slice(0, equals)}="${escaped(pair.slice(equals + 1))}"`;
  };
  const close = () => {
    if (inside) text += ">";
    inside = false;
  };
  for (const token of markup.split(/(?=[\x01-\x04])/)) {
    const rest = token.slice(1);
    if (token < "\x02") {
      close();
      const [tag, ...pairs] = rest.split(";");
      open.push(tag);
      // A line each, so that a change shows in a comparison; not where a space would be seen.
      text += (/^(code|small|a)$/.test(tag) ? "<" : "\n<") + tag;
      pairs.forEach(attribute);
      inside = true;
    } else if (token < "\x03") attribute(rest);
    else {
      close();
      text += token < "\x04" ? escaped(rest) : `</${open.pop()}>`;
    }
  }
  while (open.length) {
    close();
    text += `</${open.pop()}>`;
  }
  return text.trim() + "\n";
}

/** The command. */
async function run([path, ...rest], { readFile }) {
  const options = {};
  while (rest.length > 1) options[rest.shift().replace(/^--/, "")] = rest.shift();
  const unknown = [...Object.keys(options).filter((name) => name !== "language" && name !== "level"), ...rest];
  if (!path || unknown.length) throw new Error("usage: node declaration.mjs <consent.json> [--language <tag>] [--level <1 to 5>]");
  return declaration(JSON.parse(await readFile(path, "utf8")), options);
}

if (files && globalThis.process?.argv[1]) {
  const system = await files;
  const called = await system.realpath(process.argv[1]).catch(() => "");
  if (called && new URL(import.meta.url).pathname === new URL(`file://${encodeURI(called)}`).pathname) {
    run(process.argv.slice(2), system).then(
      (text) => process.stdout.write(text),
      (error) => {
        process.stderr.write(error.message + "\n");
        process.exitCode = 1;
      },
    );
  }
}
