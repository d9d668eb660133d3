// Tags on the page: finds them, and lets them run when the module says so. It decides nothing.

import { call, emit, remark, warn } from "./events.js";
import { membersOf, module, page, parsed } from "./host.js";
import { drawn, press } from "./surface.js";
import { load, unload } from "./content.js";
import { DECLARED, declare, declared, undeclared } from "./declaration.js";
import { heed } from "./focus.js";
import { listen } from "./link.js";
import { JAVASCRIPT, MARKED, WATCHED, arrest, disarm, fetches, kindOf, marksOf, wordsOf } from "./marks.js";
import { cover, uncover } from "./placeholder.js";
import { absolute } from "./receipt.js";
import { fetchAhead, probe, run } from "./script.js";
import { follow, tell } from "./tabs.js";

export { tell };

/** How long the page waits for us at a time, in milliseconds: a fifth of what counts as a long task. */
const SLICE = 10;

let ownNonce;
let connection;
let observer;
let channel;
/** Whether anything may run yet. */
let awake;
let working;
let count = 0;
let probing = false;
let pending = false;
let starting;
let whole = false;
/** What the parser has made, as far as we know: such a script can run. */
const original = new WeakSet();
/** Number of each element that was found; 0 for one that is refused. */
let known;
/** What is behind the numbers: scripts that wait, and content, which can be taken back. */
let tags;
/** Found, but not yet looked at. */
let fresh;
/** Content that gets its placeholder once it is clear that it stays blocked. */
let bare;
/** Content that stays blocked, covered or not. */
let dressed;
/** What scripts that a template or another script brought stand for: its marks and its place. */
const heirs = new WeakMap();
/** Scripts that were let run. */
const ran = new WeakSet();
/** Whether a script can run itself, where it was asked (`probe`). */
const life = new WeakMap();
/** Held back from a script of the page that made it: it needs no nonce, and an image no place on the page. */
const adopted = new WeakSet();

/** Names the nonce of our own script, where the page's policy has one. */
export function expect(nonce) {
  ownNonce = nonce;
}

// --- Finding --------------------------------------------------------------------------------------------------------------

/** Connects the product to the page: it hears of tags, controls, the end of parsing, and of other tabs that change what is stored under
 *  that name. */
export function connect(name) {
  awake = false;
  known = new WeakMap();
  tags = new Map();
  fresh = new Set();
  bare = new Set();
  dressed = new Set();
  connection = new AbortController();
  channel = new MessageChannel();
  channel.port1.onmessage = () => {
    pending = false;
    work();
  };
  pending = false;
  observer = new MutationObserver((changes) => {
    const added = new Set(changes.flatMap((change) => [...change.addedNodes]));
    changes.forEach(({ type, target }) => type === "attributes" && renew(target));
    // What came with its parent is looked at with it.
    added.forEach((node) => added.has(parentOf.call(node)) || look(node));
    if (changes.some((change) => change.removedNodes.length)) tags.forEach((tag) => here(tag.element) || lose(tag));
    tellPage();
  });
  const tellPage = () => {
    work();
    if (awake) declare(passed);
    // Until something is drawn the body may be what was added.
    if (!drawn()) module.page();
  };
  const { signal } = connection;
  // Until then what is noted is the parser's, also what comes as it ends.
  page.addEventListener("DOMContentLoaded", () => ((whole = true), tellPage()), { signal });
  // Once more when all has loaded: what was found as the parser ended must not wait for the page to change again.
  window.addEventListener("load", tellPage, { signal });
  page.addEventListener("click", control, { signal, capture: true });
  window.addEventListener("hashchange", arrive, { signal });
  follow(name, signal);
  const native = Element.prototype.attachShadow;
  const attachShadow = (Element.prototype.attachShadow = function (options) {
    const root = native.call(this, options);
    if (!signal.aborted) enter(root);
    return root;
  });
  listen(signal);
  heed(signal);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    channel.port1.close();
    if (Element.prototype.attachShadow === attachShadow) Element.prototype.attachShadow = native;
    tags.forEach(({ element }) => uncover(element));
    undeclared();
  });
  starting = true;
  enter(document);
  starting = false;
}

/** Ends the connection: nothing is found or heard any more. */
export const disconnect = () => connection.abort();

const CONTROLS = "[data-octoconsent-action],[href*='#octoconsent-']";

/** A click on a control of the page, also one in an open shadow root, or on a link to `#octoconsent-…` on this page. */
function control(event) {
  const control = event.composedPath().find((node) => node instanceof Element && matches.call(node, CONTROLS));
  if (!control) return;
  const action = getAttribute.call(control, "data-octoconsent-action");
  if (action) return press(event, "@" + action);
  const [address, name] = getAttribute.call(control, "href").split("#octoconsent-");
  if (!address || absolute(address) === location.href.split("#")[0]) press(event, "#" + name);
}

/** The page was opened at, or has gone to, the address of a surface: `#octoconsent-preferences`. */
export function arrive() {
  const [start, name] = location.hash.split("octoconsent-");
  if (start === "#" && name) module.act("?" + name, "");
}

/** Watches a document or shadow root. */
function enter(root) {
  if (root.host?.localName === "octo-consent") return;
  observer.observe(root, { childList: true, subtree: true, attributeFilter: WATCHED });
  look(root);
}

// Read from the prototypes: a form may hold <input name="matches">, which shadows form.matches.
const parentOf = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get;
const { matches, getAttribute } = Element.prototype;
const { getRootNode } = Node.prototype;
const shadowOf = Object.getOwnPropertyDescriptor(Element.prototype, "shadowRoot").get;

/** Notes the tags at and in a node, and enters its shadow roots. */
function look(node) {
  const kind = [Element, Document, DocumentFragment].find((kind) => node instanceof kind);
  if (kind === Element) inspect(node);
  kind?.prototype.querySelectorAll.call(node, "*").forEach(inspect);
}

function inspect(element) {
  const root = shadowOf.call(element);
  if (root) enter(root);
  if (matches.call(element, DECLARED)) declared(element);
  if (!matches.call(element, MARKED)) return;
  // The last moment before the parser has the browser prepare it.
  if (!starting && !passed(element)) arrest(element);
  fresh.add(element);
  if (!(whole || page.readyState === "complete") || starting) original.add(element);
}

/** Whether an element stands on the page. An image that a script of the page made need not. */
const here = (element) =>
  getRootNode.call(element, { composed: true }) === document || (adopted.has(element) && element.localName === "img");

/** Looks again at an element that the page has given other marks. */
function renew(element) {
  const tag = tags.get(known.get(element));
  // One that runs has no words any more.
  if (tag && (!tag.words || tag.words === wordsOf(element))) return;
  if (tag) lose(tag);
  known.delete(element);
  inspect(element);
}

/** Forgets a tag that the page took away. */
function lose({ id, element }) {
  known.delete(element);
  tags.delete(id);
  bare.delete(id);
  dressed.delete(id);
  uncover(element);
  module.settled(id, true);
}

/** Lets an element that was held back wait as a tag. `byPage`: a script of the page made it. */
export function adopt(element, byPage) {
  if (byPage) adopted.add(element);
  fresh.add(element);
  queueMicrotask(work);
}

/** Whether the parser is done with an element: something follows it. An observer hears of a script before the parser
 *  prepares it (HTML standard, "An end tag whose tag name is script"); released at that moment it would block the parser. */
function passed(element) {
  if (parsed() || heirs.has(element)) return true;
  for (let at = element; at; ) {
    const { isConnected, nextSibling, parentNode, host } = membersOf(at);
    if (nextSibling || !isConnected) return true;
    at = parentNode || host;
  }
  return false;
}

function take(end) {
  if (probing) return;
  const doubtful = [...fresh].filter(doubts);
  if (doubtful.length) {
    // What came with them waits, for the order.
    probing = true;
    return probe(doubtful, (spent) => {
      probing = false;
      doubtful.forEach((script) => life.set(script, !spent.has(script)));
      work();
    });
  }
  for (const element of fresh) {
    if (!passed(element)) continue;
    fresh.delete(element);
    call(add, element);
    if (performance.now() > end) return later();
  }
}

/** Whether it may be a clone of what innerHTML made. The parser's own is not, nor is what we know to be alive or spent. */
const doubts = (element) =>
  element.localName === "script" && element.async && !original.has(element) && !life.has(element) && !adopted.has(element) && !known.has(element);

function add(element) {
  // What is meant for engines without modules runs in no engine that runs this.
  if (known.has(element) || membersOf(element).noModule || !(here(element) || heirs.has(element))) return;
  const marks = heirs.get(element) || marksOf(element);
  const kind = kindOf(element, marks);
  if (!kind) return marks.own && loud(element, marks);
  known.set(element, 0);
  // Under a nonce policy injected markup must not gain a way to run.
  if (ownNonce && element.localName === "script" && element.nonce !== ownNonce && !adopted.has(element)) {
    return remark("a tagged script without the nonce of the octoconsent script");
  }
  if (!fetches(element)) return remark("a tag whose address names no file");
  const id = ++count;
  const { at = id } = marks;
  known.set(element, id);
  tags.set(id, { ...marks, id, at, element, kind, words: wordsOf(element) });
  module.found(id, at, [kind, marks.categories, marks.service].join("\n"));
  if (contents(kind)) bare.add(id);
}

/** Says that what waits for something denied was not inert, and so waited for nothing. Pages use our words for things of their own, too. */
function loud(element, { category, service }) {
  const { localName, src, type } = element;
  const { categories, services } = module.state().decision;
  const denied = (service ? services[service] : categories[category]) === "denied";
  if (!denied || !(localName === "script" ? JAVASCRIPT.test(type) : src)) return;
  known.set(element, 0);
  const need = localName === "script" ? 'type="text/plain"' : "data-src instead of src";
  warn(`a tag of "${service || category}" was not blocked: <${localName}> needs ${need} (${src || element.text.trim().slice(0, 40)})`, element);
}

const contents = (kind) => kind === "c" || kind === "q";

/** Makes a script that a template or another script brings wait in its place, for the same consent. `written`: it was made by
 *  innerHTML, so it cannot run itself. */
function inherit(script, tag, written) {
  if (ran.has(script)) return;
  if (written) life.set(script, false);
  else if (original.has(tag.element)) original.add(script);
  if (script.matches(MARKED)) heirs.set(script, { ...marksOf(script), at: tag.at });
  else if (script.localName === "script" && disarm(script)) {
    const { own, category, service, categories, at } = tag;
    heirs.set(script, { own, category, service, categories, at });
  } else return;
  fresh.add(script);
}

// --- Letting them run -----------------------------------------------------------------------------------------------------

/** Looks at what was found and lets run what may: for a slice of time, then again when the page had its turn. Not before it is
 *  called with `wake`: while a page is prerendered tags are found, and nothing more. */
export function work(wake) {
  awake ||= wake === true;
  if (!awake || working || pending) return;
  working = true;
  const end = performance.now() + SLICE;
  try {
    take(end);
    pump(end);
  } finally {
    working = false;
  }
}

/** Lets run what may, and says how it stands now. */
export function proceed() {
  work(true);
  declare(passed, true);
}

/** Until then nothing else starts the work: what is released changes the page, and the observer would come back in the same task. */
function later() {
  pending = true;
  channel.port2.postMessage(0);
}

function pump(end) {
  // What is being asked may stand before what comes next.
  for (let id; !probing && (id = module.next(parsed())); ) {
    try {
      release(tags.get(id));
    } catch (error) {
      remark(`a tag that cannot be released (${error.message})`);
      module.settled(id, true);
    }
    // What a script has written comes before what stands behind it.
    if (fresh.size) take(end);
    if (performance.now() > end) return later();
  }
  if (probing) return;
  for (let id; (id = module.ahead()); ) fetchAhead(tags.get(id).element);
  bare.forEach((id) => call(dress, id));
  bare.clear();
}

function release(tag) {
  const { id, element, kind, category, service } = tag;
  if (!here(element)) return lose(tag);
  let released = element;
  if (contents(kind)) {
    bare.delete(id);
    dressed.delete(id);
    uncover(element);
    load(element, (script) => inherit(script, tag));
  } else {
    const settled = () => {
      tags.delete(id);
      module.settled(id, false);
      work();
    };
    // Without the attribute `async` is false only for what innerHTML made, and where the page has set it so.
    const spent = !adopted.has(element) && (life.has(element) ? !life.get(element) : !element.async);
    released = run(element, kind, spent, (script) => inherit(script, tag, true), settled);
    // A copy stands for it now.
    known.set(element, 0);
    known.set(released, id);
    ran.add(released);
    // Those that others wait for may still be taken away.
    if (kind === "x" || kind === "d") tags.set(id, { id, element: released });
    else tags.delete(id);
  }
  emit("release", { category, service, element: released });
}

/** Takes released content back. */
export function block(id) {
  call(unload, tags.get(id).element);
  bare.add(id);
}

/** Covers anew what stays blocked: the interface speaks another language. */
export function redress() {
  dressed.forEach((id) => {
    uncover(tags.get(id).element);
    bare.add(id);
  });
  proceed();
}

/** What stays blocked is blank, and says so. */
function dress(id) {
  const { element } = tags.get(id);
  dressed.add(id);
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
