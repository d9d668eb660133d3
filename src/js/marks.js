// What an element says of itself: that it is a tag, of which kind, and what it names.

import { membersOf } from "./host.js";
import { BLOCKED, CLASS, DIALECTS, SOURCES, WORDS } from "./dialects.js";

const ATTRIBUTES = DIALECTS.flatMap(({ categories, services = [] }) => [categories, ...services]).filter((name) => name?.includes("-"));

/** Types of scripts that run. */
export const JAVASCRIPT = /^(|module|importmap|(text|application)\/(x-)?(java|ecma)script)$/i;

/** A selector of every element that names a category or service in any dialect. */
export const MARKED = [...ATTRIBUTES.map((name) => `[${name}]`), `[class*=${CLASS}]`].join();

/** The attributes that make a tag. The class of OneTrust is not among them: classes change all the time. */
export const WATCHED = [...ATTRIBUTES, ...SOURCES.map(([from]) => from)];

/** All that an element says in them. */
export const wordsOf = (element) => WATCHED.map(membersOf(element).getAttribute).join("\n");

/** What an element names: its categories and its service as they stand; and `categories` with each word as it stands, the word
 *  itself without what its dialect puts around it, and the words that mean the same (src/core/alias.rs). `own`: in our own words. */
export function marksOf(element) {
  const { getAttribute, hasAttribute, matches } = membersOf(element);
  const has = (name) => name && (name === "class" ? matches(`[class*=${CLASS}]`) : hasAttribute(name));
  const dialect = DIALECTS.find(({ categories, services = [] }) => [categories, ...services].some(has));
  const { categories: from, services = [], prefix = "", scope = "", live } = dialect;
  const value = (name) => getAttribute(name) || "";
  let category = from ? value(from) : "";
  if (from === "class") category = category.split(CLASS)[1].split(/\s/)[0].replaceAll("-", " ");
  const words = category.split(/[\s,;]+/).filter(Boolean);
  const own = dialect === DIALECTS[0];
  const service = services.map(value).find(Boolean)?.trim() || "";
  return { own, live, category: words.join(" "), service, categories: (own ? words : words.map((word) => likes(word, prefix, scope))).join(" ") };
}

/** A word as it stands, without what its dialect puts around it, and the words that mean the same. */
export function likes(word, prefix = "", scope = "") {
  const [, mark, name] = /^(!?)(.*)$/.exec(word);
  const plain = scope + (name.startsWith(prefix) ? name.slice(prefix.length) : name).toLowerCase();
  const like = WORDS.find((line) => line.split(" ").includes(plain));
  return [mark + name, plain, ...(like?.split(" ") || [])].join("|");
}

/** A letter for what a tag waits for (src/browser/gate.rs); nothing where the element is not inert, and so no tag. */
export function kindOf(element, { own, category }) {
  const { localName } = element;
  if (localName !== "script") {
    if (localName === "template") return own || category ? "c" : "q";
    if (localName === "style" && blocked(element)) return "c";
    // Attributes of other banners may be there for another reason: to load an image late, say. What has its address waits for nobody.
    const waits = (part) => sourcesOf(part).some(([to, value]) => own || membersOf(part).getAttribute(to) !== value);
    return partsOf(element).some(waits) ? (own ? "c" : "q") : "";
  }
  const has = (name) => element.hasAttribute(name);
  const waits = sourcesOf(element).length;
  if (!blocked(element) && !(waits && !element.getAttribute("src"))) return "";
  const module = typeOf(element) === "module";
  if (!waits && !has("src")) return module ? "m" : "i";
  if (has("async")) return "a";
  return module || has("defer") ? "d" : "x";
}

const blocked = (element) => BLOCKED.includes(element.type.trim().toLowerCase());

/** Makes a script inert that its dialect marks live, if it is not necessary. To be called before the browser prepares it. */
export function arrest(script) {
  if (script.localName !== "script" || blocked(script) || !marksOf(script).live) return;
  const like = WORDS[0].replaceAll(" ", "|");
  if (!marksOf(script).categories.includes(like)) disarm(script);
}

/** Makes a script inert, and keeps its type for later. Whether it was one that runs. */
export function disarm(script) {
  const { type, dataset } = script;
  if (!JAVASCRIPT.test(type)) return false;
  if (type) dataset.type = type;
  script.type = "text/plain";
  return true;
}

/** The type that a script has once it may run. */
export const typeOf = (script) => (blocked(script) ? script.dataset.type : script.type) || "";

/** What of an element waits: the attribute that it belongs in, and its value. */
export function sourcesOf(element) {
  const { getAttribute, hasAttribute } = membersOf(element);
  const fits = (to) => to === "style" || (to in element && (to !== "href" || element.localName === "link"));
  return SOURCES.filter(([from, to]) => hasAttribute(from) && fits(to)).map(([from, to]) => [to, getAttribute(from)]);
}

/** An element, and those that load its files: a player's sources, an image of a picture, unless they are marked themselves. */
export function partsOf(element) {
  if (!/^(video|audio|picture)$/.test(element.localName)) return [element];
  return [element, ...element.querySelectorAll(`:is(source,track,img):not(${MARKED})`)];
}

/** Whether every address that waits is one of a file: what runs or holds its content itself never gets into a real attribute. */
export function fetches(element) {
  const bad = (value) => /(^|,)[\0-\x20]*(javascript|data|blob|vbscript|filesystem):/i.test(value.replace(/[\t\n\r]/g, ""));
  return !partsOf(element).some((part) => sourcesOf(part).some(([to, value]) => !/^(srcdoc|style)$/.test(to) && bad(value)));
}
