// What nobody tagged: holds what a rule of a denied service fits (src/core/rules.rs), and hands it to the tags. While there is
// nothing to hold, nothing of the page is touched.

import { call, warn } from "./events.js";
import { membersOf, module, page } from "./host.js";
import { JAVASCRIPT } from "./marks.js";
import { adopt } from "./tags.js";
import { trust } from "./trust.js";

const FRAMES = "iframe,embed,link";
const LOADING = FRAMES + ",script,img";
/** How a node came: from the page's parser, from a script of the page, or as a text that is not on the page yet. */
const PARSER = 0;
const SCRIPT = 1;
const TEXT = 2;

/** 0: nothing is held; 1: until the visitor answers; 2: what the answer denies. */
let level = 0;
let observer;
/** What stands in the place of natives. */
let patches = [];
/** Requests that wait for an answer. */
let queue = [];
/** The address of each element that is, or was, held. */
const held = new WeakMap();
/** Scripts that the parser does not run: false for those that markup has made, which never run at all. */
const known = new WeakMap();
/** What each XMLHttpRequest was opened with, and its wait. */
const opened = new WeakMap();

let begun = false;

/** Says how far rules hold from now on. */
export function guard(now) {
  level = now;
  if (!begun) page.querySelectorAll("script[src]").forEach(late);
  begun = true;
  if (now) {
    install();
    // What was let in before is taken back. Scripts have run, and images have come.
    page.querySelectorAll(FRAMES).forEach((element) => examine(element, PARSER));
  } else restore();
  answer();
}

/** Says that a script which rules hold was there before them. */
function late(script) {
  if (JAVASCRIPT.test(script.type) && holder(script.src)) warn(`${script.src} was not held by autoBlock, for it stands before the octoconsent tag: put that first in <head>`, script);
}

// --- What a rule says -----------------------------------------------------------------------------------------------------

/** The service that holds an address, or nothing. */
function holder(address) {
  if (!level) return "";
  try {
    const { protocol, hostname, pathname, search } = new URL(address, page.baseURI);
    return /^http/.test(protocol) && module.rule(hostname === location.hostname ? 2 : 1, hostname + pathname + search);
  } catch {
    return "";
  }
}

/** Whether an element loads what stands under that name. A link may also only say what belongs together. */
function loads({ localName, rel }, name) {
  if (localName === "link") return name === "href" && /stylesheet|pre|icon/.test(rel);
  return name === "src" || (name === "srcset" && localName === "img");
}

/** Whether an element is a tag that is granted: no other service may hold it. */
function spared({ dataset: { category, service } }) {
  return (category || service) && module.granted(service || category);
}

// --- Elements -------------------------------------------------------------------------------------------------------------

/** Holds an element that gets an address, or an inline script where there is no `name`. Whether it must not have it. */
function take(element, name, value, from) {
  const text = String(value);
  const script = element.localName === "script";
  // What does not run needs no holding; what is held may get another address.
  const same = (held.get(element) ?? text) === text;
  if (script && same && !JAVASCRIPT.test(element.type)) return;
  const addresses = name === "srcset" ? text.split(/[\s,]+/) : [text];
  const service = !(same && spared(element)) && (name ? addresses.map(holder).find(Boolean) : module.rule(0, element.text));
  if (service) hold(element, service, script ? "" : name, text, from);
  else if (!same) letGo(element, name);
  return service && !script;
}

/** Makes a tag of an element: inert, and with the name of its service. */
function hold(element, service, name, text, from) {
  const { dataset, type } = element;
  if (name) dataset[name] = text;
  else if (JAVASCRIPT.test(type)) {
    if (type) dataset.type = type;
    element.type = "text/plain";
    // One that a script has made waits for nobody, even without the attribute.
    if (element.async) element.async = true;
  }
  // What the page has marked itself waits for that.
  if (held.has(element) || !(dataset.category || dataset.service)) dataset.service = service;
  if (from === TEXT) return;
  held.set(element, text);
  if (element.isConnected || !element.matches(FRAMES)) adopt(element, from === SCRIPT);
}

/** The page has given a held element another address. */
function letGo(element, name) {
  const { dataset, localName } = element;
  if (localName === "script") element.type = dataset.type || "";
  else if (!(name in dataset)) return;
  held.delete(element);
  delete dataset[name];
  delete dataset.service;
}

/** Looks at an element that gets onto the page. */
function examine(element, from) {
  const address = (name) => element.getAttribute(name);
  if (element.localName === "script") {
    const runs = known.get(element);
    if (from === SCRIPT && runs === undefined) known.set(element, true);
    // One that is moved has run.
    if (runs === false || (from === PARSER ? runs : element.isConnected)) return;
    return address("src") === null ? take(element, "", "", from) : take(element, "src", address("src"), from);
  }
  for (const name of ["src", "srcset", "href"]) {
    if (!loads(element, name) || !address(name) || !take(element, name, address(name), from)) continue;
    // A frame is inserted anew: so what it loads is dropped, and it is blank.
    const { parentNode, nextSibling } = element;
    const move = element.isConnected && element.matches("iframe,embed");
    if (move) element.remove();
    element.removeAttribute(name);
    if (move) membersOf(parentNode).insertBefore(element, nextSibling);
  }
}

/** Looks at a node and at what is in it. The page goes on whatever it has made of its nodes. */
function screen(node, from) {
  if (!level || !node?.nodeType) return;
  try {
    const { matches, firstElementChild, querySelectorAll } = membersOf(node);
    if (matches?.(LOADING)) examine(node, from);
    if (firstElementChild) querySelectorAll(LOADING).forEach((element) => examine(element, from));
  } catch {}
}

const parse = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML").set;

/** Sets markup. Scripts in it never run (HTML standard, "already started"): they need no holding. */
function markup(self, given, set) {
  const scope = membersOf(membersOf(self).parentNode || self);
  set(...given.map((text) => clean(text)));
  if (!/<script/i.test(given.join())) return;
  for (const script of scope.querySelectorAll("script")) if (!known.has(script)) known.set(script, false);
}

/** A text without what is held. It is parsed only where an address in it fits. `scripts`: whether they would run. */
function clean(markup, scripts) {
  const found = level ? String(markup).matchAll(/\s(?:src(?:set)?|href)\s*=\s*["']?([^\s"'>]+)/gi) : [];
  if (![...found].some(([, address]) => holder(address.replaceAll("&amp;", "&")))) return markup;
  const template = page.createElement("template");
  parse.call(template, markup);
  template.content.querySelectorAll(scripts ? LOADING : FRAMES + ",img").forEach((element) => examine(element, TEXT));
  const text = template.innerHTML;
  return window.TrustedHTML && markup instanceof TrustedHTML ? trust("createHTML", text) : text;
}

// --- Requests -------------------------------------------------------------------------------------------------------------

/** Makes a request wait for an answer. */
function wait(address, go, drop) {
  const request = { address, go, drop };
  queue.push(request);
  // Where the answer is known, the page still hears of it later, as it would of a network.
  if (level > 1) queueMicrotask(answer);
  return request;
}

/** Ends a wait. Whether there was one. */
function leave(request) {
  const at = queue.indexOf(request);
  if (at >= 0) queue.splice(at, 1);
  return at >= 0;
}

function answer() {
  for (const request of [...queue]) {
    const go = !holder(request.address);
    // The page may end the wait of one when it hears of another.
    if ((go || level > 1) && leave(request)) call(go ? request.go : request.drop);
  }
}

function fetchLater(native, given) {
  return new Promise((resolve, reject) => {
    const request = new Request(...given);
    const { signal } = request;
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort);
    wait(request.url, () => resolve(native.call(window, request)), () => reject(new TypeError("Failed to fetch")));
  });
}

/** Ends a request that was never sent, as the browser ends one that fails. */
function end(request, event) {
  Object.defineProperty(request, "readyState", { value: 4, configurable: true });
  for (const name of ["readystatechange", event, "loadend"]) request.dispatchEvent(new ProgressEvent(name));
}

// --- Natives --------------------------------------------------------------------------------------------------------------

function install() {
  const kinds = [Node, Element, Document, DocumentFragment, ShadowRoot, CharacterData, Range].map((kind) => kind.prototype);
  const each = (names, run) => names.split(" ").forEach((name) => kinds.forEach((kind) => method(kind, name, run)));
  each("appendChild insertBefore replaceChild append prepend before after replaceWith replaceChildren insertAdjacentElement insertNode", (self, native, given) => {
    given.forEach((node) => screen(node, SCRIPT));
    return native.apply(self, given);
  });
  each("cloneNode importNode createContextualFragment", (self, native, given) => {
    const node = native.apply(self, given);
    screen(node, SCRIPT);
    return node;
  });
  each("insertAdjacentHTML setHTMLUnsafe", (self, native, given) => markup(self, given, (...texts) => native.apply(self, texts)));
  each("write writeln", (self, native, given) => native.apply(self, given.map((text) => clean(text, true))));
  for (const kind of [Element, ShadowRoot]) {
    for (const name of ["innerHTML", "outerHTML"]) {
      patch(kind.prototype, name, (native) => ({
        set(text) {
          markup(this, [text], (text) => native.set.call(this, text));
        },
      }));
    }
  }
  for (const [kind, name] of [
    [HTMLScriptElement, "src"],
    [HTMLIFrameElement, "src"],
    [HTMLEmbedElement, "src"],
    [HTMLImageElement, "src"],
    [HTMLImageElement, "srcset"],
    [HTMLLinkElement, "href"],
  ]) {
    patch(kind.prototype, name, (native) => ({
      get() {
        const value = native.get.call(this);
        const kept = held.has(this) && !value && this.dataset[name];
        return kept ? (name === "srcset" ? kept : new URL(kept, page.baseURI).href) : value;
      },
      set(value) {
        if (!take(this, name, value, SCRIPT)) native.set.call(this, value);
      },
    }));
  }
  method(Element.prototype, "setAttribute", (self, native, given) => {
    const [name, value] = given;
    const address = String(name).toLowerCase();
    if (!loads(self, address) || !membersOf(self).matches(LOADING) || !take(self, address, value, SCRIPT)) native.apply(self, given);
  });
  method(window, "fetch", (self, native, given) => {
    const [input] = given;
    return holder(input?.url ?? input) ? fetchLater(native, given) : native.apply(self, given);
  });
  method(Navigator.prototype, "sendBeacon", (self, native, given) => {
    const send = () => native.apply(self, given);
    return holder(given[0]) ? !!wait(given[0], send, () => {}) : send();
  });
  const { prototype } = XMLHttpRequest;
  method(prototype, "open", (self, native, given) => {
    const result = native.apply(self, given);
    leave(opened.get(self)?.wait);
    opened.set(self, { address: given[1], sync: given.length > 2 && !given[2] });
    delete self.readyState;
    return result;
  });
  method(prototype, "send", (self, native, given) => {
    const request = opened.get(self);
    const send = () => native.apply(self, given);
    if (!request || !holder(request.address)) return send();
    // Nobody can be asked meanwhile.
    if (request.sync) throw new DOMException("Failed to load", "NetworkError");
    request.wait = wait(request.address, send, () => end(self, "error"));
  });
  method(prototype, "abort", (self, native, given) => {
    if (leave(opened.get(self)?.wait)) end(self, "abort");
    else native.apply(self, given);
  });
  if (observer) return;
  observer = new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => screen(node, PARSER))));
  observer.observe(document, { childList: true, subtree: true });
}

/** Puts a function in the place of a native one. */
function method(object, name, run) {
  patch(object, name, ({ value }) => ({
    value: Object.defineProperties(
      function (...given) {
        return run(this, value, given);
      },
      { name: { value: name }, length: { value: value.length } },
    ),
  }));
}

function patch(object, name, make) {
  const native = Object.getOwnPropertyDescriptor(object, name);
  if (!native || patches.some((other) => other.object === object && other.name === name)) return;
  Object.defineProperty(object, name, make(native));
  patches.push({ object, name, native, ours: Object.getOwnPropertyDescriptor(object, name) });
}

/** Gives the natives back. Where another script has put its own above ours, ours stays and lets everything pass. */
function restore() {
  observer?.disconnect();
  observer = null;
  patches = patches.filter(({ object, name, native, ours }) => {
    const now = Object.getOwnPropertyDescriptor(object, name);
    const own = now?.value === ours.value && now?.set === ours.set;
    if (own) Object.defineProperty(object, name, native);
    return !own;
  });
}
