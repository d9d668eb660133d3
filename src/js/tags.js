// Tags on the page: finds them, and lets them run when the module says so. It decides nothing.

import { call, control, drawn, emit, module, parsed, remark } from "#host";
import { load, unload } from "./content.js";
import { MARKED, fetches, kindOf, marksOf } from "./marks.js";
import { cover, uncover } from "./placeholder.js";
import { fetchAhead, run } from "./script.js";

const page = document;

/** How long the page waits for us at a time, in milliseconds: a fifth of what counts as a long task. */
const SLICE = 10;

let ownNonce;
let connection;
let observer;
let channel;
let working;
let count = 0;
/** Number of each element that was found; 0 for one that is refused. */
let known;
/** What is behind the numbers: scripts that wait, and content, which can be taken back. */
let tags;
/** Found, but not yet looked at. */
let fresh;
/** Content that gets its placeholder once it is clear that it stays blocked. */
let bare;
/** What scripts that a template or another script brought stand for: its marks and its place. */
const heirs = new WeakMap();
/** Scripts that were let run. */
const ran = new WeakSet();
/** Held back from a script of the page that made it: it needs no nonce, and an image no place on the page. */
const adopted = new WeakSet();

/** Names the nonce of our own script, where the page's policy has one. */
export function expect(nonce) {
  ownNonce = nonce;
}

// --- Finding --------------------------------------------------------------------------------------------------------------

/** Connects the product to the page: it hears of tags, controls, and of the end of parsing. */
export function connect() {
  known = new WeakMap();
  tags = new Map();
  fresh = new Set();
  bare = new Set();
  connection = new AbortController();
  channel = new MessageChannel();
  channel.port1.onmessage = work;
  observer = new MutationObserver((changes) => {
    const added = new Set(changes.flatMap((change) => [...change.addedNodes]));
    // What came with its parent is looked at with it.
    added.forEach((node) => added.has(node.parentNode) || look(node));
    changes.forEach((change) => change.removedNodes.forEach(lose));
    tellPage();
  });
  const tellPage = () => {
    work();
    // Until something is drawn the body may be what was added.
    if (!drawn()) module.page();
  };
  const { signal } = connection;
  page.addEventListener("DOMContentLoaded", tellPage, { signal });
  page.addEventListener("click", (event) => control(event, "data-octoconsent-action", "@"), { signal, capture: true });
  const native = Element.prototype.attachShadow;
  const attachShadow = (Element.prototype.attachShadow = function (options) {
    const root = native.call(this, options);
    if (!signal.aborted) enter(root);
    return root;
  });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    channel.port1.close();
    if (Element.prototype.attachShadow === attachShadow) Element.prototype.attachShadow = native;
    tags.forEach(({ element }) => uncover(element));
  });
  enter(page);
}

/** Ends the connection: nothing is found or heard any more. */
export const disconnect = () => connection.abort();

/** Watches a document or shadow root. */
function enter(root) {
  if (root.host?.localName === "octo-consent") return;
  observer.observe(root, { childList: true, subtree: true });
  look(root);
}

/** Notes the tags at and in a node, and enters its shadow roots. */
function look(node) {
  if (node.nodeType === 1) inspect(node);
  if (node.firstElementChild) node.querySelectorAll("*").forEach(inspect);
}

function inspect(element) {
  if (element.shadowRoot) enter(element.shadowRoot);
  if (element.matches(MARKED)) fresh.add(element);
}

/** Forgets what the page took away. */
function lose(node) {
  if (node.isConnected || node.nodeType !== 1) return;
  for (const element of [node, ...node.querySelectorAll(MARKED)]) {
    const id = known.get(element);
    if (!id || (adopted.has(element) && element.localName === "img")) continue;
    known.delete(element);
    tags.delete(id);
    bare.delete(id);
    uncover(element);
    module.settled(id, true);
  }
}

/** Lets an element that was held back wait as a tag. `byPage`: a script of the page made it. */
export function adopt(element, byPage) {
  if (byPage) adopted.add(element);
  if (!element.isConnected && element.localName === "script") return;
  fresh.add(element);
  queueMicrotask(work);
}

/** Whether the parser is done with an element: something follows it. An observer hears of a script before the parser
 *  prepares it (HTML standard, "An end tag whose tag name is script"); released at that moment it would block the parser. */
function passed(element) {
  if (parsed() || !element.isConnected || heirs.has(element)) return true;
  for (let node = element; node; node = node.parentNode || node.host) if (node.nextSibling) return true;
  return false;
}

function take(end) {
  for (const element of fresh) {
    if (!passed(element)) continue;
    fresh.delete(element);
    call(add, element);
    if (performance.now() > end) return later();
  }
}

function add(element) {
  // What is meant for engines without modules runs in no engine that runs this.
  if (known.has(element) || element.noModule || !(element.isConnected || adopted.has(element))) return;
  const marks = heirs.get(element) || marksOf(element);
  const kind = kindOf(element, marks);
  if (!kind) return;
  known.set(element, 0);
  // Under a nonce policy injected markup must not gain a way to run.
  if (ownNonce && element.localName === "script" && element.nonce !== ownNonce && !adopted.has(element)) {
    return remark("a tagged script without the nonce of the octoconsent script");
  }
  if (!fetches(element)) return remark("a tag whose address names no file");
  const id = ++count;
  const { at = id } = marks;
  known.set(element, id);
  tags.set(id, { ...marks, id, at, element, kind });
  module.found(id, at, [kind, marks.categories, marks.service].join("\n"));
  if (contents(kind)) bare.add(id);
}

const contents = (kind) => kind === "c" || kind === "q";

/** Makes a script that a template or another script brings wait in its place, for the same consent. */
function inherit(script, tag) {
  if (ran.has(script)) return;
  if (script.matches(MARKED)) heirs.set(script, { ...marksOf(script), at: tag.at });
  else if (/^(|module|importmap|(text|application)\/(x-)?(java|ecma)script)$/i.test(script.type)) {
    if (script.type) script.dataset.type = script.type;
    script.type = "text/plain";
    const { own, category, service, categories, at } = tag;
    heirs.set(script, { own, category, service, categories, at });
  } else return;
  fresh.add(script);
}

// --- Letting them run -----------------------------------------------------------------------------------------------------

/** Looks at what was found and lets run what may: for a slice of time, then again when the page had its turn. */
export function work() {
  if (working) return;
  working = true;
  const end = performance.now() + SLICE;
  try {
    take(end);
    pump(end);
  } finally {
    working = false;
  }
}

const later = () => channel.port2.postMessage(0);

function pump(end) {
  for (let id; (id = module.next(parsed())); ) {
    call(release, tags.get(id));
    // What a script has written comes before what stands behind it.
    if (fresh.size) take(end);
    if (performance.now() > end) return later();
  }
  for (let id; (id = module.ahead()); ) fetchAhead(tags.get(id).element);
  bare.forEach((id) => call(dress, id));
  bare.clear();
}

function release(tag) {
  const { id, element, kind, category, service } = tag;
  if (!element.isConnected && !adopted.has(element)) return lose(element);
  let released = element;
  if (contents(kind)) {
    bare.delete(id);
    uncover(element);
    load(element, (script) => inherit(script, tag));
  } else {
    tags.delete(id);
    const settled = () => module.settled(id, false) && work();
    released = run(element, kind, adopted.has(element), (script) => inherit(script, tag), settled);
    // A copy stands for it now.
    known.set(element, 0);
    known.set(released, id);
    ran.add(released);
  }
  emit("release", { category, service, element: released });
}

/** Takes released content back. */
export function block(id) {
  call(unload, tags.get(id).element);
  bare.add(id);
}

/** What stays blocked is blank, and says so. */
function dress(id) {
  const { element } = tags.get(id);
  const act = (ids) => {
    if (ids) module.act("=save", ids.replace(/\S+/g, "$&:1"));
    else if (module.once(id)) {
      release(tags.get(id));
      work();
    }
  };
  unload(element);
  cover(element, () => module.placeholder(id), act);
}
