// The script tag: one classic script with the module inside. It compiles and starts before the parser reaches the next
// tag; where the engine refuses to do that at once, it goes on asynchronously. Nothing here ever throws into the page.

import { __wbg_get_imports as imports, __wbg_finalize_init as finalize } from "#glue";
import { create } from "./api.js";
import { arrive } from "./link.js";
import { claim, first } from "./copies.js";
import { fail, warn } from "./events.js";
import { locate, membersOf, page } from "./host.js";
import { trust } from "./trust.js";

const tag = page.currentScript;

/** Starts. `done`: called with the API. */
function begin(done) {
  // Pages push to an array until the API stands in its place.
  if (!Array.isArray(window.octoconsent)) window.octoconsent = [];
  const state = { live: false };
  arrive();
  locate(tag?.dataset.region, tag?.src);
  const api = create(state, tag?.nonce);
  const opened = () => {
    done(api);
    open(api, state);
  };
  const run = (instance, module) => {
    finalize(instance, module);
    state.live = true;
    opened();
  };
  // A policy without 'wasm-unsafe-eval', or a lockdown mode: what is tagged is inert by markup and stays so.
  const refused = (error) => {
    fail("wasm", `WebAssembly does not run here, so whatever is tagged stays blocked (${error})`);
    opened();
  };
  try {
    // One code point a byte, some of which have changed places (tools/bundle.mjs).
    const text = __MODULE__;
    if (text.length !== __LENGTH__) throw Error("the file was re-encoded on its way; serve it as UTF-8, unchanged");
    const byte = Uint8Array.from({ length: 512 }, (_, code) => code);
    const stands = __STANDS__ + __BYTES__;
    const meant = __BYTES__ + __STANDS__;
    for (let index = 0; index < stands.length; index++) byte[stands.charCodeAt(index)] = meant.charCodeAt(index);
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) bytes[index] = byte[text.charCodeAt(index)];
    try {
      const module = new WebAssembly.Module(bytes);
      run(new WebAssembly.Instance(module, imports()), module);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      WebAssembly.instantiate(bytes, imports()).then((made) => run(made.instance, made.module)).catch(refused);
    }
  } catch (error) {
    refused(error);
  }
}

/** Puts the API in the place of the queue. `state`: where the product is ours. */
function open(api, state) {
  const queue = window.octoconsent;
  window.octoconsent = api;
  if (state?.live) configure(api.start, state);
  if (Array.isArray(queue)) api.push(...queue);
}

/** Finds the configuration: `data-config` on the tag, or the JSON in the page. Without either, the page calls `start`. */
function configure(start, state) {
  const url = tag && tag.getAttribute("data-config");
  if (url) {
    return fetch(url)
      .then((response) => {
        if (!response.ok) throw Error("HTTP " + response.status);
        return response.json();
      })
      .then((config) => {
        if (JSON.stringify(config).includes('"autoBlock":[{')) warn(`what the page loads before ${url} has come is not held by autoBlock; put the configuration into the page`);
        start(config);
      })
      .catch((error) => fail("config", `the configuration ${url} cannot be read, so whatever is tagged stays blocked (${error.message})`));
  }
  const lack = "there is no configuration, so whatever is tagged stays blocked: no block with data-octoconsent, no data-config, no start() so far";
  window.addEventListener("load", () => state.asked || warn(lack, ...page.querySelectorAll('script[type="application/json"]')));
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  page.addEventListener("DOMContentLoaded", look);
  look();

  function look() {
    const element = page.querySelector('script[type="application/json"][data-octoconsent]');
    const parsed = page.readyState !== "loading";
    if (parsed) observer.disconnect();
    // The parser may still be filling it; it is whole once something follows it.
    if (!element || !(parsed || element.nextSibling || membersOf(element.parentNode).nextSibling)) return;
    observer.disconnect();
    page.removeEventListener("DOMContentLoaded", look);
    state.asked = true;
    let config;
    try {
      config = JSON.parse(element.textContent);
    } catch (error) {
      const comma = /,\s*[\]}]/.exec(element.textContent);
      const line = comma && element.textContent.slice(0, comma.index).split("\n").length;
      return fail("config", `the configuration in the page is no JSON, so whatever is tagged stays blocked (${error.message}${line ? `; is the comma in line ${line} of the block one too many?` : ""})`);
    }
    start(config);
  }
}

// For those who build the site: explanations and findings come from a file of their own beside ours.
if (tag && (tag.dataset.audit ?? tag.dataset.debug) != null) {
  const audit = page.createElement("script");
  audit.nonce = tag.nonce;
  audit.src = trust("createScriptURL", tag.src.replace(/[^/]*$/, "octoconsent.audit.js"));
  audit.onerror = () => warn(`data-audit and data-debug need ${audit.src}`);
  tag.after(audit);
}

const lead = () => claim(new Promise(begin));
const other = first();
// Where the first one fails to load, this one takes the lead.
if (other) other.then(open, lead);
else lead();
