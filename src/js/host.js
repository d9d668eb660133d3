// What Rust asks of the page, one step a function. A call from WebAssembly costs about 100 bytes of glue for every
// function it imports, and work on the DOM in Rust three times what it costs here, so these are coarse
// (docs/decisions/001-layers.md). None of them decides anything. What is drawn is in surface.js, what the page hears in events.js.

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
/** Those of tags.js and of what joins there. */
export let tags;
let sweeper;

/** Names the functions of the module, those of tags.js, and that of sweep.js. wasm-bindgen takes along the files that Rust names
 *  and none that they import, so the others join here. */
export function link(exports, others, sweeping) {
  module = exports;
  tags = others;
  sweeper = sweeping;
}

/** Connects the product to the page: it hears of tags, controls, the end of parsing, and of other tabs that change what is stored under
 *  that name. */
export const connect = (name) => tags.connect(name);

/** Ends the connection: nothing is found or heard any more. */
export function disconnect() {
  tags.disconnect();
  log("");
  rest?.();
}

/** Lets what may run run. */
export const release = () => tags.proceed();

/** Says how far rules hold what nobody tagged. */
export const guard = (level) => tags.guard(level);

/** Takes released content back. */
export const block = (id) => tags.block(id);

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
const units = {};

/** "13 months" in the visitor's language; without a unit, the time that is so many milliseconds after 1970; of `date`, its day (UTC).
 *  A list says the same few again and again, and the browser takes long to say one. */
export const span = (...what) => (said[what] ||= spell(...what));

function spell(language, count, unit) {
  const day = unit === "date";
  try {
    return unit && !day
      ? (units[[language, unit]] ||= new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" })).format(count)
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

/** Loads the page once more. One that the visitor has not touched is left alone, wherever the browser can tell: a script of
 *  the page that grants and takes back at every load would make it load for ever. */
export function reload() {
  if (navigator.userActivation?.hasBeenActive !== false) location.reload();
}

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
