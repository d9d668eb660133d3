// What octoconsent says, and when: the configuration it was started with, and the decision at a moment.

import { page } from "../js/host.js";
import { optional, own } from "./config.js";

/** The configuration, once it is known. */
export let config = null;
/** The API, once it is there. */
export let api = null;
/** The tag of octoconsent, where there is one. */
export let tag = null;
let granted = null;
let phase = "before";
/** Moments since which each decision holds, the oldest first. */
const timeline = [{ time: 0, phase, granted }];
/** When the record was written, or the product started: what follows of it comes to light later. */
let moment = 0;

const MARK = Symbol.for("octoconsent");

/** Hears of the API and of each configuration; `told` is called with it. Whoever comes too late finds what is there. */
export function attend(told) {
  const late = !!window.octoconsent?.start;
  const meet = (given) => {
    if (!given || typeof given.start !== "function" || given === api) return given;
    api = given;
    if (!late) tag ||= page.currentScript;
    const { start } = given;
    given.start = (started) => {
      config = started;
      moment = performance.now();
      start(started);
      told();
    };
    return given;
  };
  const watched = (name, found) => {
    let value = window[name];
    found(value);
    Object.defineProperty(window, name, {
      configurable: true,
      enumerable: true,
      get: () => value,
      set: (given) => {
        value = given;
        found(given);
      },
    });
  };
  watched("octoconsent", meet);
  // The module build gives its API by this promise, and by nothing else.
  watched(MARK, (promise) => promise?.then?.(meet, () => {}));
  if (late) findConfiguration().then((found) => ((config ||= found), told()), told);
}

/** The configuration of one that has started before. */
async function findConfiguration() {
  tag = page.querySelector("script[data-config], script[src*=octoconsent]:not([src*='octoconsent.audit'])");
  const url = tag?.getAttribute("data-config");
  if (url) return (await fetch(url)).json();
  return JSON.parse(page.querySelector('script[type="application/json"][data-octoconsent]')?.textContent || "null");
}

/** Something is stored: where it is the record, a decision follows. */
export function stores(name) {
  if (own(config, "cookie", name)) moment = performance.now();
}

/** The phase and what is granted now. */
export function now() {
  const decision = api?.decision?.();
  const ids = decision && Object.entries({ ...decision.categories, ...decision.services });
  // While the module is in the middle of a step it says nothing: then what it said last holds.
  if (ids?.length) {
    const before = granted;
    granted = ids.filter(([, state]) => state === "granted").map(([id]) => id);
    // Without the configuration nobody knows what is necessary.
    if (config && optional(config, granted)) phase = "granted";
    else if (phase === "granted" || phase === "withdrawn" || api.record()?.method === "withdrawal") phase = "withdrawn";
    else phase = api.record() ? "refused" : "before";
    if (!before || before.join() !== granted.join() || timeline.at(-1).phase !== phase) {
      timeline.push({ time: Math.max(moment, timeline.at(-1).time), phase, granted });
    }
  }
  return { phase, granted };
}

/** The phase and what was granted at a time, in milliseconds since the page began. */
export function at(time) {
  now();
  const { phase, granted } = timeline.findLast((entry) => entry.time <= time) || timeline[0];
  return { phase, granted };
}
