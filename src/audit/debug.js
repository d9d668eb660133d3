// Explains in the console, one line each: blocked because, released because, asked because, swept because. It reads what the page,
// its tags and the API show, and decides nothing; what it takes from the marks the core decides by the same rules.

import { membersOf, page, parsed } from "../js/host.js";
import { MARKED, fetches, kindOf, marksOf } from "../js/marks.js";
import { declared, fits, resolve } from "./config.js";
import { onRoot, roots, unmarked } from "./markup.js";
import * as state from "./state.js";
import { listen, onErased } from "./watch.js";
import { brief, ours } from "./who.js";

const say = (line) => console.info("octoconsent: " + line);

/** What was said of each element last: nothing is said twice. */
const said = new WeakMap();
const released = new WeakSet();
/** Released scripts that have not loaded: others may wait for them. */
const loading = new Set();
let asked = "";
let waiting;

/** Begins to explain; gives what has it look once more. */
export function explain() {
  const later = () => (waiting ||= setTimeout(() => ((waiting = 0), turn())));
  for (const name of ["ready", "change", "error"]) page.addEventListener("octoconsent:" + name, later);
  page.addEventListener("octoconsent:choice", ({ detail }) => (decided(detail), later()));
  page.addEventListener("octoconsent:release", ({ detail }) => (freed(detail.element), later()));
  page.addEventListener("DOMContentLoaded", later);
  const observer = new MutationObserver(later);
  onRoot((root) => {
    // What a script tells of itself does not leave its shadow root.
    for (const type of ["load", "error"]) membersOf(root).addEventListener(type, ({ target }) => loading.delete(target) && later(), true);
    observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["type", "data-service", "data-category"] });
    later();
  });
  sweeps();
  later();
  return later;
}

function turn() {
  if (!state.now().granted) return;
  question();
  const tags = [...roots].flatMap((root) => [...membersOf(root).querySelectorAll(MARKED)]);
  tags.forEach((element) => {
    if (released.has(element) || !element.isConnected) return;
    const line = reason(element);
    if (!line || said.get(element) === line) return;
    said.set(element, line);
    say(line);
  });
}

// --- Asked --------------------------------------------------------------------------------------------------------------

const REASONS = {
  new: "there is no answer yet",
  regime: "the answer was given under a laxer regime",
  revision: "the answer was given to another revision",
  policy: "the policy has changed since the answer",
  news: "the answer was to less than is asked now",
  expired: "the answer has expired",
};

function question() {
  const { api } = state;
  const { reason, regime, region, signal } = api.situation();
  const record = api.record();
  const rule = `regime ${regime}${region ? " in " + region : ", region unknown"}${signal ? `, signal ${signal} honoured` : ""}`;
  const held = record ? `the answer of ${record.updated} holds until ${record.expires}` : `nothing has to be asked`;
  const line = reason ? `asked because ${REASONS[reason] || reason} (${rule})` : `not asked because ${held} (${rule})`;
  if (line !== asked) say((asked = line));
}

function decided({ method, decision }) {
  const list = (wanted) => Object.entries(decision.categories).filter(([, is]) => is === wanted).map(([id]) => id).join(", ") || "nothing";
  say(`decided because of ${method}: granted ${list("granted")}; denied ${list("denied")}`);
}

// --- Blocked and released -----------------------------------------------------------------------------------------------

/** What was said of the answer. */
function answer() {
  const record = state.api.record();
  const { signal } = state.api.situation();
  return record ? `answered by ${record.method}` : signal ? `signal ${signal}` : "nobody has answered yet";
}

function freed(element) {
  released.add(element);
  if (element.localName === "script" && element.src) loading.add(element);
  const { ids } = resolve(state.config, marksOf(element));
  const denied = ids.some((id) => !id.startsWith("!") && !state.api.granted(id) && !covered(id, ids));
  say(`released ${brief(element)} because ${denied ? "the visitor loads it once" : `${ids.join(" and ")} ${ids.length > 1 ? "are" : "is"} granted`} (${answer()})`);
}

/** Whether a service that is named beside its category stands for it. */
const covered = (id, ids) => (state.config?.categories || []).some((category) => category.id === id && (category.services || []).some((service) => ids.includes(service.id)));

/** Why an element is blocked, or waits; nothing where it is no tag. */
function reason(element) {
  const marks = marksOf(element);
  const kind = kindOf(element, marks);
  if (!kind) return;
  const what = brief(element);
  const nonce = state.tag?.nonce;
  const held = unmarked.has(element) ? ` (held by a rule of ${marks.service})` : "";
  const blocked = (because) => `blocked ${what}${held} because ${because}`;
  if (element.localName === "script" && nonce && element.nonce !== nonce && !held) return blocked("it does not have the nonce of the octoconsent script");
  if (!fetches(element)) return blocked("its address names no file");
  if (!state.config) return;
  const { ids, unknown } = resolve(state.config, marks);
  if (unknown.length) return kind === "q" ? "" : blocked(`the configuration has no category or service ${unknown.map((id) => `"${id}"`).join(", ")}`);
  if (!ids.length) return blocked("it names no category");
  const granted = (id) => state.api.granted(id);
  const denied = ids.filter((id) => !id.startsWith("!") && !granted(id) && !covered(id, ids));
  if (denied.length) return blocked(`${denied.join(" and ")} ${denied.length > 1 ? "are" : "is"} denied (${answer()})`);
  const turned = ids.filter((id) => id.startsWith("!") && (granted(id.slice(1)) || !state.api.record()));
  if (turned.length) return blocked(`${turned[0]} asks for a denial (${answer()})`);
  return `waits ${what}${held} because ${blocker(kind)}`;
}

/** What an allowed tag waits for. */
function blocker(kind) {
  const [script] = loading;
  if (script && /[ixdm]/.test(kind)) return `${brief(script)} before it has not loaded yet`;
  if (!parsed()) return /[dm]/.test(kind) ? "the document is not parsed yet" : "the parser is not past it";
  return "its turn has not come yet";
}

// --- Swept --------------------------------------------------------------------------------------------------------------

function sweeps() {
  const swept = new Set();
  listen(({ kind, name }) => swept.delete(`${kind} ${name}`));
  onErased((kind, name) => {
    const key = `${kind} ${name}`;
    const entry = declared(state.config).find((entry) => entry.storage === kind && fits(entry.name, name) && !entry.necessary);
    if (!entry || swept.has(key) || !ours()) return;
    swept.add(key);
    const id = entry.service || entry.category;
    say(`swept ${key} because ${id} is denied (${answer()})`);
  });
}
