// The audit: one file of its own (octoconsent.audit.js), for those who build a site, never for its visitors. Its tag stands before that
// of octoconsent, so that it hears everything; docs/guides/audit.md.

import { page } from "../js/host.js";
import { judge } from "./judge.js";
import { tags, survey } from "./markup.js";
import { close, open, shown } from "./overlay.js";
import { explain } from "./debug.js";
import { forbidden } from "./policy.js";
import * as state from "./state.js";
import { going, list, listen, look, observations, released, watch } from "./watch.js";

const script = page.currentScript;
/** A withdrawal is swept at once, and what is written again within a second. In milliseconds. */
const SWEPT = 1500;

const policies = new Set();
let withdrawn = 0;

/** What the audit was told: by its own tag, or by that of octoconsent which brought it. Without a tag it was injected. */
const wants = (name) => !!script && (script.hasAttribute(name) || (page.querySelector("script[src*=octoconsent]:not([src*='octoconsent.audit'])")?.hasAttribute(name) ?? false));
const allow = (script?.dataset.allow || "").split(/[\s,]+/).filter(Boolean);

/** What was there at each look, by kind, name and phase. */
const before = new Map();

/** Everything found so far, as JSON. */
async function report() {
  const rest = withdrawn + SWEPT - performance.now();
  if (withdrawn && rest > 0) await new Promise((done) => setTimeout(done, rest));
  const now = state.now();
  const kept = (await list()).filter((entry) => !going(entry)).map((entry) => ({ ...entry, ...now, kept: true, by: writer(entry) }));
  await look();
  await policy();
  // What was there while it was granted is told afterwards too; what is left is told for as long as it is.
  if (now.phase !== "withdrawn") for (const entry of kept) before.set(`${entry.kind} ${entry.name} ${now.phase}`, entry);
  const findings = judge([...observations, ...before.values(), ...kept.filter(() => now.phase === "withdrawn"), ...faults()], { config: state.config, host: location.hostname, allow });
  return { page: location.href, time: new Date().toISOString(), ...state.now(), findings };
}

/** Who has written an entry. */
const writer = ({ kind, name }) => observations.find((other) => other.kind === kind && other.name === name)?.by || "";

/** What is wrong with the page as a whole. */
function faults() {
  const fault = (code, what, where = "") => ({ kind: "fault", code, what, where });
  const found = [];
  if (!state.api) found.push(fault("no-octoconsent", location.href));
  else if (failure) found.push(fault("not-started", failure));
  const { tag, config } = state;
  const fetched = [tag?.getAttribute("data-config"), config?.logUrl, config?.refreshUrl].filter(Boolean);
  const language = state.api?.language?.();
  if (tag?.src && language && language !== "en") fetched.push(new URL(`${config?.locales || "locales"}/${language}.json`.replace("//", "/"), tag.src).href);
  const facts = { page: location.href, nonced: tag ? !!tag.nonce : undefined, fetched, tags: [...tags.values()] };
  return [...found, ...forbidden([...policies], facts).map(({ code, what, where }) => fault(code, what, where))];
}

let failure = "";
page.addEventListener("octoconsent:error", ({ detail: { code, message, faults } }) => {
  if (code === "wasm" || code === "config" || code === "crash") failure ||= [message, ...faults.map(({ path, message }) => `${path}: ${message}`)].join("; ");
});

/** Finds the policies: in the page, and in the header, which is asked for once more. */
let asked;
async function policy() {
  page.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]').forEach(({ content }) => policies.add(content));
  // The command has the header already.
  if (!script || asked) return;
  asked = true;
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  const header = answer?.headers.get("Content-Security-Policy");
  if (header) policies.add(header);
}

/** Tells the page, and draws. A burst is told once. */
let due;
function tell() {
  due ||= setTimeout(async () => {
    due = 0;
    const detail = await report();
    page.dispatchEvent(new CustomEvent("octoconsent:audit", { detail }));
    if (shown()) open(detail, copy);
  }, 250);
}

const copy = async () => navigator.clipboard?.writeText(JSON.stringify(await report(), null, 2));

function begin() {
  watch();
  // In a frame it only listens, for the command.
  if (window !== window.top) return;
  let again;
  state.attend(() => {
    tell();
    again?.();
  });
  survey();
  listen(tell);
  page.addEventListener("octoconsent:release", ({ detail: { element } }) => ["src", "href", "data"].forEach((name) => element[name] && released.add(element[name])));
  page.addEventListener("octoconsent:change", () => {
    if (state.now().phase === "withdrawn") withdrawn ||= performance.now();
    else withdrawn = 0;
    tell();
  });
  for (const type of ["DOMContentLoaded", "load"]) window.addEventListener(type, () => look());
  if (wants("data-debug")) again = explain();
  window.octoconsentAudit = {
    report,
    open: async () => open(await report(), copy),
    close,
    // For the command.
    policy: (text) => void policies.add(text),
    faults: async () => (await policy(), faults()),
    config: () => state.config,
    now: state.now,
    list,
  };
  if (!script || script.dataset.overlay === "off" || (wants("data-debug") && !wants("data-audit"))) return;
  const show = () => window.octoconsentAudit.open();
  if (page.readyState === "loading") page.addEventListener("DOMContentLoaded", show);
  else show();
}

// The first copy hears everything.
if (!window.octoconsentAudit) begin();
