// The API that pages see, the same in the script and in the module build. Typed and documented in octoconsent.d.ts.

import * as wasm from "#glue";
import { call, fail, off, on } from "./events.js";
import { link, page } from "./host.js";
import { guard as hold } from "./autoblock.js";
import { brought } from "./link.js";
import { flat } from "./flat.js";
import { locale } from "./locale.js";
import { forget, log } from "./log.js";
import { refresh } from "./refresh.js";
import { describe, download } from "./receipt.js";
import { foreign } from "./import.js";
import { eraseJar, sweep } from "./sweep.js";
import * as tags from "./tags.js";

/** The API. `state.live` says whether the module runs; without it every call is safe and nothing is granted. `nonce` is
 *  that of our own script, where the page's policy has one. */
export function create(state, nonce) {
  const waiting = [];
  let ready = false;

  // A trap leaves the module unusable: nothing more is released, and the page goes on.
  const guard = (run, fallback) => {
    if (!state.live) return fallback;
    try {
      return run();
    } catch (error) {
      state.live = false;
      fail("crash", "stopped, and whatever is tagged stays blocked: " + error);
      return fallback;
    }
  };
  // The page gets its own copy each time.
  const current = () => stateOf(guard(wasm.state) || "");
  const refuse = (name, faults) => {
    throw new TypeError(`octoconsent.${name}: ` + faults.map((fault) => fault.join(": ")).join("; "));
  };
  // What is asked before the configuration is there waits for it.
  const command = (name, choices = {}, called = name) => {
    const entries = choices.split ? [] : Object.entries(choices);
    const wrong = entries.filter(([, granted]) => typeof granted !== "boolean");
    if (wrong.length) refuse(called, wrong.map(([id]) => [id, "must be true or false"]));
    if (!ready) return void waiting.push(() => command(name, choices, called));
    const text = choices.split ? choices : entries.map(([id, granted]) => id.replace(/[\s:]/g, "?") + (granted ? ":1" : ":0")).join(" ");
    const faults = guard(() => wasm.act("!" + name, text), false);
    if (faults.split) refuse(called, pairs(faults));
  };

  // Chromium runs a page that the visitor may never see (WICG "Prerendering Revamped"). There the product holds and waits.
  const wake = () => {
    guard(wasm.wake);
    const first = !ready;
    ready = state.live;
    if (ready) waiting.splice(0).forEach(call);
    if (first) tags.arrive();
  };

  const api = {
    push: (...callbacks) => callbacks.forEach((callback) => call(callback, api)),
    start(config) {
      state.asked = true;
      const plain = JSON.parse(JSON.stringify(config) || "null");
      const asleep = !!page.prerendering;
      const faults = guard(() => wasm.start(flat(plain) + "\0" + brought, asleep));
      if (faults) return fail("config", "the configuration is wrong, so whatever is tagged stays blocked", pairs(faults));
      describe(plain);
      if (asleep) page.addEventListener("prerenderingchange", wake, { once: true });
      else wake();
    },
    granted: (id) => guard(() => wasm.granted(String(id)), false),
    decision: () => current().decision,
    record: () => current().record,
    situation: () => current().situation,
    acceptAll: () => command("accept"),
    rejectAll: () => command("reject"),
    choose: (choices) => command("choose", choices),
    withdraw: (id) => (id === undefined ? command("reject") : command("choose", { [id]: false }, "withdraw")),
    showBanner: () => command("banner"),
    showPreferences: () => command("preferences"),
    language: (tag) => (tag === undefined ? current().language : command("language", String(tag))),
    hide: () => command("hide"),
    acknowledge: () => command("acknowledge"),
    download: () => void download(),
    reset: () => command("reset"),
    on,
    off,
    ready: new Promise((done) => on("ready", done)),
  };
  const guarded = (called) => (...given) => guard(() => called(...given));
  const { found, next, ahead, settled, placeholder, declaration, once, page: draw, act, stale, rule, granted, sync, along, localise } = wasm;
  const calls = Object.entries({ found, next, ahead, settled, placeholder, declaration, once, page: draw, act, stale, rule, granted, sync, along, localise }).map(([name, called]) => [name, guarded(called)]);
  link({ ...Object.fromEntries(calls), state: current }, { ...tags, guard: hold, eraseJar, log, refresh, forget, download, foreign, locale }, sweep);
  tags.expect(nonce);
  return api;
}

/** The faults behind the text of `faults` in src/browser/value.rs: pairs of path and message. */
const pairs = (text) => [...text.matchAll(/(.*?)\0(.*?)\0/gs)].map(([, path, message]) => [path, message]);

/** The objects behind the text of `state` in src/js.rs; the format is that of src/core/codec.rs. */
function stateOf(text) {
  const [answers, kept, said, changed, regime, region, signal, reason, expires, logged, exempt, language] = text.split("\n");
  return {
    decision: decisionOf(answers),
    record: kept ? { ...recordOf(kept), expires: iso(expires), ...decisionOf(said) } : null,
    changed: changed ? changed.split(" ") : [],
    exempt: exempt ? exempt.split(" ") : [],
    language,
    situation: { regime, region, signal, reason },
    logged: logged ? { ...recordOf(logged), expires: kept ? iso(expires) : undefined, ...decisionOf(answers) } : null,
  };
}

const iso = (time) => new Date(+time).toISOString();

function recordOf(text) {
  const [version, id, created, updated, method, regime, region, signal, source, revision, fingerprint, product, language] = text.split(".");
  return {
    version, id, created: iso(created), updated: iso(updated), method, regime, region, signal, source,
    revision: +revision, fingerprint, product: product.replaceAll("_", "."), language,
  };
}

function decisionOf(text) {
  const states = [{}, {}];
  for (const category of text.split("*")) {
    category.split("~").forEach((answer, index) => {
      const [id, state] = answer.split(":");
      if (id) states[index && 1][id] = state === "0" ? "denied" : "granted";
    });
  }
  return { categories: states[0], services: states[1] };
}
