// Proof outside the browser: each row goes to the site's receiver and waits in local storage until that has it. Why fetch and
// no beacon, and what "once" means: docs/decisions/009-log.md. What a row holds: docs/guides/proof.md.

import { warn } from "./events.js";
import { module, random } from "./host.js";

/** Rows that wait at most: more choices than a visitor makes while a receiver is down. */
const MOST = 50;
/** Another tab's changes of local storage are seen a moment late. In milliseconds. */
const MOMENT = 250;
/** Where rows go, nothing for nowhere; and how the entries of local storage begin in which they wait, one for each. */
let receiver;
let prefix;
/** Rows that no storage keeps, as text. */
const loose = [];
/** One round of sending follows the other; so the locks need to see to other tabs only. */
let turn = Promise.resolve();
let latest = 0;

/** Says where rows go from now on, and sends what waits. `type`: what happened, if anything did. */
export function log(url, name, type) {
  receiver = url;
  prefix = name + "-log-";
  addEventListener("online", send);
  if (url && type) add(type);
  send();
}

function add(type) {
  // Where it happened, without query and fragment.
  const page = location.origin + location.pathname;
  const event = random();
  const row = JSON.stringify({ event, type, page, ...module.state().logged });
  const names = waiting();
  if (names.length >= MOST) {
    warn(`${receiver} cannot be reached; the oldest row of the log is dropped`);
    localStorage.removeItem(names[0]);
  }
  // Nothing is kept of one who has just erased everything.
  if (type === "erasure" || !keep(event, row)) loose.push(row);
}

/** Keeps a row, under a name that sorts by time, also within a millisecond. Whether the browser does. */
function keep(event, row) {
  latest = Math.max(latest + 1, Date.now());
  try {
    localStorage.setItem(prefix + latest + "-" + event, row);
    return true;
  } catch {}
}

/** Deletes what is stored. What waited is sent by this page or not at all. */
export function forget(name) {
  prefix = name + "-log-";
  for (const entry of waiting()) {
    loose.push(localStorage.getItem(entry));
    localStorage.removeItem(entry);
  }
}

/** The entries that wait, the oldest first. */
function waiting() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix)).sort();
  } catch {
    return [];
  }
}

/** Sends what waits: in order, and in one tab at a time, since another may be about to send the same. What is kept nowhere
 *  is sent at once, for the page may be about to go. */
function send() {
  if (!receiver) return;
  loose.splice(0).forEach(async (row) => (await done(row)) || loose.push(row));
  if (waiting()[0]) turn = turn.then(alone).catch(rest);
}

async function alone() {
  const { locks } = navigator;
  if (!locks) return rest();
  const free = await locks.request(prefix, { ifAvailable: true }, (lock) => lock && rest().then(() => 1));
  if (!free) await locks.request(prefix, () => new Promise((later) => setTimeout(later, MOMENT)).then(rest));
}

async function rest() {
  for (let name; receiver && (name = waiting()[0]) && (await done(localStorage.getItem(name))); ) localStorage.removeItem(name);
}

/** Sends a row. Whether that is all: it has arrived, or was refused for good. */
async function done(body) {
  try {
    const { ok, status } = await fetch(new URL(receiver, location), {
      method: "POST",
      body,
      keepalive: true,
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    const refused = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (refused) console.error(`octoconsent: ${receiver} refuses a row of the log, which is dropped: HTTP ${status}`);
    return ok || refused;
  } catch {}
}
