// Hears what a page stores and sends, by whom: its natives are wrapped, and what they do not see is listed or told by the browser.

import { membersOf, page } from "../js/host.js";
import * as state from "./state.js";
import { caller, selector } from "./who.js";

/** Everything observed, as judge.js reads it. A page that goes on for days is heard up to a limit. */
export const observations = [];
const LIMIT = 5000;
const listeners = [];

/** Notes an observation at this moment, or with the phase that it brings. */
export function note(observation) {
  if (observations.length >= LIMIT) return;
  const noted = { page: location.href, framed: window !== window.top, ...state.now(), ...observation };
  observations.push(noted);
  // The command hears it outside the page, where it outlives it.
  window.octoconsentAuditSink?.(JSON.stringify(noted));
  listeners.forEach((listener) => listener(noted));
}

/** Calls back for each observation from now on. */
export const listen = (callback) => listeners.push(callback);

/** Where scripts have put elements that load something: the script that did it. */
export const inserted = new WeakMap();

const LOADING = "script,iframe,embed,object,img,link,video,audio,source";

/** Wraps the natives of this window. */
export function watch() {
  stores();
  requests();
  elements();
  writes();
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(resource));
  observer.observe({ type: "resource", buffered: true });
}

/** Puts a function before a native one: it is told, and the native does what it did. */
function before(object, name, tell) {
  const native = object && Object.getOwnPropertyDescriptor(object, name);
  if (typeof native?.value !== "function") return;
  const { value } = native;
  const wrapped = function (...given) {
    try {
      tell(this, given);
    } catch {}
    return value.apply(this, given);
  };
  Object.defineProperties(wrapped, { name: { value: name }, length: { value: value.length } });
  Object.defineProperty(object, name, { ...native, value: wrapped });
}

/** The same for a property that is set. */
function beforeSet(object, name, tell) {
  const native = object && Object.getOwnPropertyDescriptor(object, name);
  if (!native?.set) return;
  Object.defineProperty(object, name, {
    ...native,
    set(value) {
      try {
        tell(this, value);
      } catch {}
      native.set.call(this, value);
    },
  });
}

// --- What is stored -----------------------------------------------------------------------------------------------------

function stores() {
  beforeSet(Document.prototype, "cookie", (_, text) => {
    const [pair, ...attributes] = String(text).split(";");
    const name = pair.split("=")[0].trim();
    const gone = attributes.some((part) => {
      const [key, value = ""] = part.trim().split("=");
      return /^max-age$/i.test(key) ? +value <= 0 : /^expires$/i.test(key) && Date.parse(value) <= Date.now();
    });
    state.stores(name);
    if (gone) erased("cookie", name);
    else note({ kind: "cookie", name, by: caller() });
  });
  before(window.CookieStore?.prototype, "set", (_, [given]) => note({ kind: "cookie", name: given?.name ?? String(given), by: caller() }));
  const area = (self) => (self === window.localStorage ? "localStorage" : "sessionStorage");
  before(Storage.prototype, "setItem", (self, [name]) => note({ kind: area(self), name: String(name), by: caller() }));
  before(Storage.prototype, "removeItem", (self, [name]) => erased(area(self), String(name)));
  before(IDBFactory.prototype, "open", (_, [name]) => {
    doomed.delete("indexedDB " + name);
    note({ kind: "indexedDB", name: String(name), by: caller() });
  });
  before(IDBFactory.prototype, "deleteDatabase", (_, [name]) => erased("indexedDB", String(name)));
  before(window.CacheStorage?.prototype, "open", (_, [name]) => note({ kind: "cacheStorage", name: String(name), by: caller() }));
  before(window.CacheStorage?.prototype, "delete", (_, [name]) => erased("cacheStorage", String(name)));
  before(window.ServiceWorkerContainer?.prototype, "register", (_, [url]) => note({ kind: "serviceWorker", name: plain(absolute(url)), by: caller() }));
}

const doomed = new Set();
let forgotten = () => {};
function erased(kind, name) {
  doomed.add(`${kind} ${name}`);
  forgotten(kind, name);
}
/** Calls back for each entry that is erased, in the call that does it. */
export const onErased = (callback) => (forgotten = callback);

/** Whether a database goes when whoever holds it closes it. */
export const going = ({ kind, name }) => kind === "indexedDB" && doomed.has(`${kind} ${name}`);

/** Names in every storage. Where the browser forbids one there is nothing in it. */
export async function list() {
  const names = [];
  const add = async (kind, get) => {
    try {
      (await get()).filter(Boolean).forEach((name) => names.push({ kind, name }));
    } catch {}
  };
  await add("cookie", () => page.cookie.split("; ").map((pair) => pair.split("=")[0]));
  await add("localStorage", () => Object.keys(localStorage));
  await add("sessionStorage", () => Object.keys(sessionStorage));
  await add("indexedDB", async () => (await indexedDB.databases()).map(({ name }) => name));
  await add("cacheStorage", () => caches.keys());
  await add("serviceWorker", async () => (await navigator.serviceWorker.getRegistrations()).map(({ active, waiting, installing }) => plain((active || waiting || installing).scriptURL)));
  return names;
}

/** Looks what is stored, and notes what nobody was seen to write. Before octoconsent has started that may be from an earlier page, and
 *  allowed. */
export async function look() {
  if (!state.now().granted) return;
  for (const { kind, name } of await list()) {
    const known = observations.some((other) => other.kind === kind && other.name === name);
    if (!known) note({ kind, name, by: "the server, or an earlier page" });
  }
}

// --- What is sent -------------------------------------------------------------------------------------------------------

const absolute = (url) => {
  try {
    return new URL(url, page.baseURI).href;
  } catch {
    return "";
  }
};

/** An address without what may differ each time. */
const plain = (url) => url.split(/[?#]/)[0];

function requests() {
  const tell = (url) => note({ kind: "request", url: absolute(url), by: caller() });
  before(window, "fetch", (_, [input]) => tell(input?.url ?? input));
  before(XMLHttpRequest.prototype, "open", (_, [, url]) => tell(url));
  before(Navigator.prototype, "sendBeacon", (_, [url]) => tell(url));
  for (const name of ["WebSocket", "EventSource"]) {
    const native = window[name];
    if (!native) continue;
    window[name] = new Proxy(native, {
      construct(target, given, self) {
        tell(given[0]);
        return Reflect.construct(target, given, self);
      },
    });
  }
}

/** Addresses of tags that octoconsent has released: what they load was asked for. */
export const released = new Set();

/** What the browser has loaded. It tells later, and says when it began. */
function resource({ name: url, startTime, initiatorType }) {
  if (!/^https?:/.test(url) || released.has(url)) return;
  const element = [...page.querySelectorAll(LOADING)].find(({ src, href, data }) => src === url || href === url || data === url);
  const sheet = initiatorType === "css" ? "a style sheet" : "";
  note({ kind: "request", url, by: inserted.get(element) || sheet || (element ? "the page's markup" : ""), where: element ? selector(element) : "", ...state.at(startTime) });
}

// --- What is put into the page ------------------------------------------------------------------------------------------

let shadowed = () => {};
/** Calls back for each element to which a script has given an open shadow root. */
export const onShadow = (callback) => (shadowed = callback);

function elements() {
  const tell = (_, nodes) => {
    const by = caller();
    for (const node of nodes) {
      if (!(node instanceof Node)) continue;
      const { matches, querySelectorAll } = membersOf(node);
      if (matches?.(LOADING)) inserted.set(node, by);
      querySelectorAll?.(LOADING).forEach((element) => inserted.set(element, by));
    }
  };
  for (const name of ["appendChild", "insertBefore", "replaceChild"]) before(Node.prototype, name, tell);
  for (const kind of [Element, DocumentFragment, Document]) for (const name of ["append", "prepend", "replaceChildren"]) before(kind.prototype, name, tell);
  for (const kind of [Element, CharacterData]) for (const name of ["before", "after", "replaceWith"]) before(kind.prototype, name, tell);
  before(Element.prototype, "insertAdjacentElement", (self, [, node]) => tell(self, [node]));
  before(Element.prototype, "attachShadow", (self, [init]) => init?.mode === "open" && queueMicrotask(() => shadowed(self)));
  // An image loads without being on the page.
  beforeSet(HTMLImageElement.prototype, "src", (self, url) => {
    inserted.set(self, caller());
    note({ kind: "request", url: absolute(url), by: caller() });
  });
}

/** Addresses that a text of markup would load. */
export const addresses = (text) =>
  [...text.matchAll(/<(?:script|iframe|img|embed|object|link)\b[^>]*?\s(?:src|href|data)\s*=\s*["']?([^"'\s>]+)/gi)].map(([, url]) => absolute(url.replaceAll("&amp;", "&")));

function writes() {
  for (const name of ["write", "writeln"]) {
    before(Document.prototype, name, (_, texts) => {
      const by = caller();
      addresses(texts.join("")).forEach((url) => note({ kind: "write", url, by, where: "document." + name }));
    });
  }
}
