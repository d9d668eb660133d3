// Proof outside the browser: each row goes to the site's receiver and waits in local storage until that has it. Why fetch and
// no beacon, and what "once" means: docs/decisions/009-log.md. What a row holds: docs/guides/proof.md.

import { module, random, warn } from "#host";

/** Rows that wait at most: more choices than a visitor makes while a receiver is down. */
const MOST = 50;
/** Where rows go, nothing for nowhere; and the entry of local storage in which they wait. */
let receiver;
let key;
/** Rows that no storage keeps. */
const loose = [];
/** Where the browser has no locks, one round of sending follows the other at least on this page. */
let turn = Promise.resolve();

/** Says where rows go from now on, and sends what waits. `type`: what happened, if anything did. */
export function log(url, name, type) {
  receiver = url;
  key = name + "-log";
  addEventListener("online", send);
  if (url && type) add(type);
  send();
}

function add(type) {
  // Where it happened, without query and fragment.
  const page = location.origin + location.pathname;
  const row = { event: random(), type, page, ...module.state().logged };
  const rows = [...waiting(), row];
  if (rows.length > MOST) warn(`${receiver} cannot be reached; the oldest row of the log is dropped`);
  // Nothing is kept of one who has just erased everything.
  if (type === "erasure" || !keep(rows.slice(-MOST))) loose.push(row);
}

/** Leaves nothing in storage. What waited is sent by this page or not at all. */
export function forget(name) {
  key = name + "-log";
  loose.push(...waiting());
  keep([]);
}

/** The rows that wait; what is none is passed over. */
function waiting() {
  try {
    return [].concat(JSON.parse(localStorage.getItem(key))).filter((row) => row?.event);
  } catch {
    return [];
  }
}

/** Keeps rows. Whether the browser does. */
function keep(rows) {
  try {
    if (rows[0]) localStorage.setItem(key, JSON.stringify(rows));
    else localStorage.removeItem(key);
    return true;
  } catch {}
}

/** Sends what waits: in order, and in one tab at a time, since another may be about to send the same. What is kept nowhere
 *  is sent at once, for the page may be about to go. */
function send() {
  if (!receiver) return;
  loose.splice(0).forEach(async (row) => (await done(row)) || loose.push(row));
  const rest = async () => {
    for (let row; receiver && (row = waiting()[0]) && (await done(row)); ) keep(waiting().filter(({ event }) => event !== row.event));
  };
  if (waiting()[0]) turn = turn.then(() => (navigator.locks ? navigator.locks.request(key, rest) : rest())).catch(rest);
}

/** Sends a row. Whether that is all: it has arrived, or was refused for good. */
async function done(row) {
  try {
    const { ok, status } = await fetch(new URL(receiver, location), {
      method: "POST",
      body: JSON.stringify(row),
      keepalive: true,
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    const refused = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (refused) console.error(`octoconsent: ${receiver} refuses a row of the log, which is dropped: HTTP ${status}`);
    return ok || refused;
  } catch {}
}
