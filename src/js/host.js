// What Rust asks of the page, one step a function. A call from WebAssembly costs about 100 bytes of glue for every
// function it imports, and work on the DOM in Rust three times what it costs here, so these are coarse
// (docs/decisions/001-layers.md). None of them decides anything.

/** A node as its interface has it. In a document and in a form, elements take the place of members that bear their name:
 *  `<img name="cookie">`, `<input name="matches">` (Web IDL, "LegacyOverrideBuiltIns"). Only for reading, setting and calling: where
 *  a browser wants a node, it wants the real one. */
export const membersOf = (node) =>
  new Proxy(node, {
    get(_, name) {
      const value = Reflect.get(Object.getPrototypeOf(node), name, node);
      return typeof value === "function" ? value.bind(node) : value;
    },
    set: (_, name, value) => Reflect.set(Object.getPrototypeOf(node), name, value, node),
  });

/** The document, whatever the page's elements are named. */
export const page = /* @__PURE__ */ membersOf(document);

/** The functions of the module, for those who call it. */
export let module;
let tags;
let sweeper;

/** Names the functions of the module, those of tags.js, and that of sweep.js. wasm-bindgen takes one file along, so the
 *  others join here. */
export function link(exports, others, sweeping) {
  module = exports;
  tags = others;
  sweeper = sweeping;
}

/** Connects the product to the page: it hears of tags, controls, the end of parsing, and of other tabs that change what is stored under
 *  that name. */
export const connect = (name) => tags.connect(name);

/** Ends the connection: nothing is found or heard any more, and nothing is shown. */
export function disconnect() {
  tags.disconnect();
  log("");
  rest?.();
  root?.host.remove();
  root = null;
}

/** Lets what may run run. */
export const release = () => tags.proceed();

/** Says how far rules hold what nobody tagged. */
export const guard = (level) => tags.guard(level);

/** Takes released content back. */
export const block = (id) => tags.block(id);

/** Does what a click means: `=` and the name of a button of ours, `@` that of a control of the page, `#` that of a link. */
export function press(event, action) {
  if (action.slice(1) === "download" ? tags.download() : module.act(action, selection())) event.preventDefault();
}

// --- What is stored -----------------------------------------------------------------------------------------------------

/** The cookies of the page as text; nothing where the browser forbids them (a sandboxed frame throws). */
export function readJar() {
  try {
    return page.cookie;
  } catch {
    return "";
  }
}

/** Sets or deletes one cookie. Where that is forbidden nothing happens, and the record is kept in memory. */
export function writeJar(assignment) {
  try {
    page.cookie = assignment;
  } catch {}
}

/** Deletes a cookie on every path and domain that this page can see. */
export const eraseJar = (name) => tags.eraseJar(name);

/** What another banner's cookies of these names hold, as tokens; or nothing. */
export const foreign = (names) => tags.foreign(names);

/** Whether the browser keeps cookies. */
export const cookies = () => navigator.cookieEnabled;

/** Whether the browser allows local storage. */
export function allowed() {
  try {
    return !!localStorage;
  } catch {
    return false;
  }
}

/** The local storage. */
const local = () => window.localStorage;
export { local as localStorage };

let rest;

/** Deletes what the module names; `again`: for as long as the page lives. */
export function sweep(again) {
  rest?.();
  rest = sweeper(again);
}

// --- What Rust cannot know ----------------------------------------------------------------------------------------------

/** Whether the document is parsed. */
export const parsed = () => page.readyState !== "loading";

/** Whether the page came over https. */
export const secure = () => location.protocol === "https:";

/** The languages that the page and the visitor's browser name, best first. */
export const languages = () => [page.documentElement.lang, ...(navigator.languages || [])].join();

let place;
/** Address of our own script; nothing where it has none. */
export let source;

/** Names the region that our own tag says (`data-region`), and where the script lies. */
export function locate(region, address) {
  place = region;
  source = address;
}

/** The visitor's region as the site names it: on our tag, in a global, in a <meta>. Never asked of anybody. */
export function region() {
  const named = window.octoconsentRegion;
  return place || (typeof named === "string" && named) || page.querySelector("meta[name=octoconsent-region]")?.content || "";
}

/** The signals that the browser sends: 1 Global Privacy Control, 2 Do Not Track, 3 both. */
export const signals = () => (navigator.globalPrivacyControl === true) + 2 * (navigator.doNotTrack === "1");

/** Whether the visitor says that it is a robot: a driven browser (W3C, WebDriver, § 4), or by a word in its user agent. `u` before
 *  `bot`: telephones of the brand Cubot. */
export const robot = () =>
  navigator.webdriver === true ||
  /[^u]bot|crawl|spider|slurp|headless|lighthouse|-google|google(-|other)/i.test(navigator.userAgent);

/** A random UUID (RFC 9562, version 4). `crypto.randomUUID` is for https alone. */
export const random = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

const said = {};

/** "13 months" in the visitor's language; without a unit, the time that is so many milliseconds after 1970; of `date`, its day (UTC).
 *  A list says the same few again and again, and the browser takes long to say one. */
export const span = (...what) => (said[what] ||= spell(...what));

function spell(language, count, unit) {
  const day = unit === "date";
  try {
    return unit && !day
      ? new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count)
      : new Intl.DateTimeFormat(language, { dateStyle: "long", ...(day ? { timeZone: "UTC" } : { timeStyle: "short" }) }).format(count);
  } catch {
    return unit && !day ? `${count} ${unit}` : new Date(count).toISOString();
  }
}

/** What stands for a number of partners in a language (Unicode CLDR, plural rules): `partnersOne`, `partnersFew` …. */
export function plural(language, count) {
  try {
    return new Intl.PluralRules(language).select(count).replace(/^./, (first) => "partners" + first.toUpperCase());
  } catch {
    return "";
  }
}

/** What a language calls itself. */
export function autonym(language) {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(language).replace(/^\p{L}/u, (first) => first.toLocaleUpperCase(language));
  } catch {
    return language;
  }
}

/** Fetches the texts of a language. */
export const locale = (folder, language) => tags.locale(folder, language);

/** Covers anew what stays blocked. */
export const redress = () => tags.redress();

/** The language that the visitor has picked. */
export function picked(name) {
  try {
    return localStorage.getItem(name + "-language") || "";
  } catch {
    return "";
  }
}

/** Keeps it, without asking: the visitor wants it so (WP 194, 3.6). */
export function pick(name, language) {
  try {
    localStorage.setItem(name + "-language", language);
  } catch {}
}

// --- What the visitor sees ----------------------------------------------------------------------------------------------

/** The shadow root that surfaces stand in, once there is one. */
export let root;

/** Draws a surface from markup (src/browser/view/markup.rs), in an open shadow root that stands first in the body. `again`: in the
 *  place of the one that is drawn, as the visitor has left that. */
export function draw(css, markup, again) {
  if (!root) {
    const host = page.createElement("octo-consent");
    root = host.attachShadow({ mode: "open" });
    // An adopted sheet passes a strict style-src; engines without it get a style element.
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.appendChild(page.createElement("style")).textContent = css;
    }
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) press(event, "=" + button.dataset.do);
    });
    root.addEventListener("keydown", (event) => event.key === "Escape" && escape(event));
    // A dialog that the browser closes by itself: cancel first, close where the engine does not wait for an answer.
    for (const type of ["cancel", "close"]) root.addEventListener(type, escape, true);
    // A logo that does not come leaves its words, no hole. It stays in the tree: `resume` counts.
    root.addEventListener("error", ({ target }) => ((target.style.display = "none"), target.after(target.alt)), true);
    root.addEventListener("change", ({ target }) => (target.localName === "select" ? module.act("=language", target.value) : toggled(target)));
  }
  // Also what a script of the page or a content blocker took away: the visitor asks for it.
  if (!root.host.isConnected) page.body.prepend(root.host);
  const surface = build(root, markup);
  const banner = surface.localName === "section";
  if (banner) {
    clear();
    surface.querySelectorAll("[data-do=accept],[data-do=reject]").forEach(expose);
  }
  const before = again && [...root.children].find((other) => other !== surface && other.part.value === surface.part.value);
  const focus = before ? resume(before, surface) : null;
  surface.querySelectorAll(".category").forEach(settle);
  if (surface.localName === "dialog") {
    if (surface.showModal) bar(surface);
    else surface.setAttribute("open", "");
  } else {
    // In the top layer nothing of the page can cover it: the banner with its words, the reopen button by itself.
    const layer = banner ? root.host : surface;
    layer.popover = "manual";
    layer.showPopover?.();
    if (banner) {
      fold(surface.firstChild);
      if (!again) announceOnce(surface);
    }
  }
  focus?.focus();
}

/** Words that do not fit can be scrolled by the keyboard. */
function fold(words) {
  const sizes = new ResizeObserver(() => {
    if (words.scrollHeight > words.clientHeight) words.tabIndex = 0;
    else words.removeAttribute("tabindex");
  });
  sizes.observe(words);
}

/** What screen readers were told of the banner. */
let status;
/** Dialogs that a content blocker hides. */
const hidden = new WeakSet();

/** Has screen readers say, once, that there is a banner, which takes no focus: they say what comes to be in a status, not what is in it
 *  as it comes. */
function announceOnce(surface) {
  status?.remove();
  status = build(root, "\x01div;class=said;role=status");
  status.lang = surface.lang;
  requestAnimationFrame(() => status.append(surface.querySelector("h2").textContent));
}

/** Takes over from a surface of the same build what the visitor has done to it, and removes it. What has the focus then. */
function resume(before, surface) {
  const parts = (of) => [of, ...of.querySelectorAll("*")];
  const after = parts(surface);
  let focus;
  parts(before).forEach((old, index) => {
    const { checked, open, scrollTop } = old;
    const now = after[index];
    if (old.localName === "input") now.checked = checked;
    if (old.localName === "details") now.open = open;
    queueMicrotask(() => (now.scrollTop = scrollTop));
    if (old === root.activeElement) focus = now;
  });
  before.close?.();
  before.remove();
  return focus;
}

/** Takes the banner's words out of the page, and its place out of the top layer. */
function clear() {
  root.host.replaceChildren();
  root.host.popover = null;
}

/** Puts the words of an answer into the page, where refusers that see no shadow root find them; shown in their button. */
function expose(button) {
  const words = page.createElement("span");
  const slot = page.createElement("slot");
  words.slot = words.dataset.do = slot.name = button.dataset.do;
  words.className = "octoconsent-button";
  words.textContent = button.textContent;
  slot.append(...button.childNodes);
  button.append(slot);
  root.host.append(words);
}

/** Shows a dialog, which bars the page. Hidden by a content blocker it would bar it for ever, for nobody could close it. */
function bar(dialog) {
  dialog.showModal();
  if (dialog.getClientRects().length) return;
  hidden.add(dialog);
  dialog.close();
}

function escape(event) {
  if (module.act("=escape", "")) event.preventDefault();
  // Some browsers close a dialog at the second Escape, whatever they are told. One that is still drawn is still asked.
  const { type, target } = event;
  if (type === "close" && target.isConnected && !target.open && !hidden.has(target)) bar(target);
}

/** Removes a surface. A dialog is closed first: the browser then gives the focus back to where it was, or else it goes to what is
 *  shown instead. */
export function erase(part) {
  const surface = root.querySelector(`[part=${part}]`);
  surface?.close?.();
  surface?.remove();
  if (part === "banner") {
    status?.remove();
    clear();
  }
  if (surface?.close && page.activeElement === page.body) root.querySelector("button")?.focus();
}

/** Whether anything is drawn. */
export const drawn = () => !!root;

/** Whether there is a body to draw in. */
export const drawable = () => !!page.body;

/** Makes nodes of markup, and gives the first. */
export function build(parent, markup) {
  let at = parent;
  const { createElement } = page;
  for (const token of markup.split(/(?=[\x01-\x04])/)) {
    const rest = token.slice(1);
    const set = (pair) => {
      const equals = pair.indexOf("=");
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
      // Set through the object model a style passes a strict style-src.
      if (name.startsWith("--")) at.style.setProperty(name, value);
      else at.setAttribute(name, value);
    };
    if (token < "\x02") {
      const [tag, ...pairs] = rest.split(";");
      at = at.appendChild(createElement(tag));
      pairs.forEach(set);
    } else if (token < "\x03") set(rest);
    else if (token < "\x04") at.append(rest);
    else at = at.parentNode;
  }
  return parent.lastChild;
}

// --- Switches: a category's moves those of its services; theirs may leave it half on --------------------------------------

const services = (category) => [...category.querySelectorAll("details [role=switch]")];

function toggled(input) {
  const category = input.closest(".category");
  if (!input.closest("details")) services(category).forEach((service) => (service.checked = input.checked));
  settle(category);
}

function settle(category) {
  const states = services(category).map((service) => service.checked);
  const all = category.querySelector("[role=switch]");
  if (!states.length) return;
  all.checked = !states.includes(false);
  all.indeterminate = !all.checked && states.includes(true);
}

/** What the switches say that stand for themselves, as "matomo:1 posthog:0". */
const selection = () =>
  [...(root?.querySelectorAll("[role=switch]:not(:disabled)") || [])]
    .filter((input) => input.closest("details") || !services(input.closest(".category")).length)
    .map((input) => input.dataset.id + (input.checked ? ":1" : ":0"))
    .join(" ");

/** Loads the page once more. One that the visitor has not touched is left alone, wherever the browser can tell: a script of
 *  the page that grants and takes back at every load would make it load for ever. */
export function reload() {
  if (navigator.userActivation?.hasBeenActive !== false) location.reload();
}

// --- What the page is told ----------------------------------------------------------------------------------------------

const subscribers = new Map();
const announced = new Map();
const remarks = new Set();

/** Calls a subscriber; one that throws is reported as an uncaught error would be, and stops nobody. Whether it went well. */
export function call(subscriber, argument) {
  try {
    subscriber(argument);
    return true;
  } catch (error) {
    (self.reportError || console.error)(error);
  }
}

/** Tells the page: an event on the document, which bubbles to the window, and the subscribers of `on`. */
export function emit(name, detail) {
  page.dispatchEvent(new CustomEvent("octoconsent:" + name, { bubbles: true, detail }));
  [...(subscribers.get(name) || [])].forEach((subscriber) => call(subscriber, detail));
}

/** Tells the page of `ready`, `choice`, `change` or `language`, with the state. */
export function announce(name) {
  const detail = () => {
    const { changed, decision, record, language } = module.state();
    if (name === "language") return { language };
    if (name === "choice") return { method: record?.method, decision, record };
    return name === "change" ? { changed, decision, record } : { decision, record };
  };
  announced.set(name, detail);
  emit(name, detail());
}

/** Subscribes; who comes late to an event is told at once, with the state as it is now. */
export function on(name, subscriber) {
  subscribers.set(name, (subscribers.get(name) || new Set()).add(subscriber));
  if (announced.has(name)) call(subscriber, announced.get(name)());
}

/** Ends a subscription. */
export function off(name, subscriber) {
  subscribers.get(name)?.delete(subscriber);
}

/** Reports an error: one line in the console, one event. `faults`: pairs of path and message. */
export function fail(code, message, faults = []) {
  console.error(["octoconsent: " + message, ...faults.map((fault) => "  " + fault.join(": "))].join("\n"));
  const detail = { code, message, faults: faults.map(([path, message]) => ({ path, message })) };
  announced.set("error", () => detail);
  emit("error", detail);
}

/** Says something in the console that is no error. */
export const warn = (text) => console.warn("octoconsent: " + text);

/** Reports an error, once, and later, since the page hears of it. */
export function report(code, text) {
  if (remarks.has(text)) return;
  remarks.add(text);
  queueMicrotask(() => fail(code, text));
}

/** Says, once, what is wrong with tags. */
export const remark = (text) => report("tag", text + " stays blocked");

/** Says where the log is, and sends it what waits. `event`: what happened, if anything did. */
export const log = (url, name, event) => tags.log(url, name, event);

/** Has the site's server set the cookie of that assignment: at once, or once a day. */
export const refresh = (url, name, assignment, due) => tags.refresh(url, name, assignment, due);

/** Deletes what is stored besides the record. */
export function forget(name) {
  tags.forget(name);
  try {
    for (const what of ["-refreshed", "-language"]) localStorage.removeItem(name + what);
  } catch {}
}

/** Tells other tabs that what is stored has changed. */
export const tell = () => tags.tell();

/** Says, once, that tags name a category or service that the configuration does not know. */
export const unknown = (id) => remark(`a tag of the unknown category or service "${id}"`);
