// The module build, for bundlers: nothing happens before `load`.

import { __wbg_get_imports as imports, __wbg_finalize_init as finalize } from "#glue";
import { create } from "./api.js";
import { arrive } from "./link.js";
import { claim, first } from "./copies.js";
import { locate, page } from "./host.js";

let loading;

/** Loads the module once and gives the API; that of another copy where one came first. What fails may be tried again. Bundlers know the
 *  expression behind `source`: they take the file along and put its new address there. No other use of `import.meta.url`: webpack
 *  would put a path of the machine that built. */
export function load(source = new URL("./octoconsent_bg.wasm", import.meta.url)) {
  return (loading ||= first() || claim(instantiate(source).catch(fail)));
}

function fail(error) {
  loading = claim();
  throw error;
}

export default load;

async function instantiate(source) {
  arrive();
  const named = source instanceof URL || typeof source === "string";
  const { href } = named ? new URL(source, page.baseURI) : "";
  // The locale files are looked for beside the module; beside the page, where the module is in a script.
  locate("", /^[^:]+:\/\//.test(href) && href);
  const state = { live: false };
  // By way of a buffer, whatever type the server names: streaming insists on application/wasm.
  const bytes = named ? await (await fetch(source)).arrayBuffer() : source;
  const made = await WebAssembly.instantiate(bytes, imports());
  finalize(made.instance || made, made.module || bytes);
  state.live = true;
  // A module has no script element of its own to take the nonce from; a page with a nonce policy has it on every script.
  return create(state, page.querySelector("script[nonce]")?.nonce);
}
