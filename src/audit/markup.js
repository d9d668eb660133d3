// What stands on a page: elements that nobody has marked, and what marked ones say.

import { membersOf, page, parsed } from "../js/host.js";
import { MARKED, kindOf, marksOf, sourcesOf } from "../js/marks.js";
import * as state from "./state.js";
import { addresses, inserted, note, onShadow } from "./watch.js";
import { selector } from "./who.js";

const LOADING = "script,iframe,embed,object,img,link,noscript";
const seen = new WeakSet();

/** Marked elements, with what they say: for the policy and for the explanations. */
export const tags = new Map();

/** Elements that came without a mark: one that they have now is the work of a rule. */
export const unmarked = new WeakSet();

/** The document and the open shadow roots on it, but octoconsent's own. */
export const roots = new Set();
const entered = [];
/** Calls back for each of them, from now on too. */
export function onRoot(callback) {
  entered.push(callback);
  roots.forEach(callback);
}

const observer = new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => node instanceof Element && enter(node))));

/** Looks at everything that comes onto the page. */
export function survey() {
  onRoot((root) => observer.observe(root, { childList: true, subtree: true }));
  onShadow(within);
  // The parser gives an element its shadow root after it has put it into the page.
  page.addEventListener("DOMContentLoaded", () => [...roots].forEach(all));
  page.addEventListener("octoconsent:release", ({ detail }) => seen.add(detail.element));
  open(document);
}

function open(root) {
  if (roots.has(root)) return;
  roots.add(root);
  entered.forEach((callback) => callback(root));
  all(root);
}

const all = (root) => membersOf(root).querySelectorAll("*").forEach(one);

function enter(element) {
  one(element);
  all(element);
}

function one(element) {
  inspect(element);
  within(element);
}

function within(element) {
  const { shadowRoot, localName } = membersOf(element);
  if (shadowRoot && !/^octo-/.test(localName)) open(shadowRoot);
}

function inspect(element) {
  const { matches, getAttribute, localName } = membersOf(element);
  if (seen.has(element) || !(matches(LOADING) || matches(MARKED))) return;
  // The parser may still be filling it: then it is looked at again.
  if (!parsed() && !element.textContent && (localName === "noscript" || (localName === "script" && !getAttribute("src") && !sourcesOf(element).length))) return;
  seen.add(element);
  if (matches(MARKED)) return mark(element);
  unmarked.add(element);
  if (localName === "noscript") return hidden(element);
  const address = getAttribute("src") || getAttribute("data") || (localName === "link" && /stylesheet|icon|pre/.test(getAttribute("rel")) && getAttribute("href"));
  // What a script has made is found by what it asks for.
  if (!address || inserted.has(element) || state.now().phase === "granted") return;
  const url = new URL(address, page.baseURI).href;
  note({ kind: "tag", element: localName, url, by: "the page's markup", where: selector(element) });
}

function mark(element) {
  const marks = marksOf(element);
  const kind = kindOf(element, marks);
  const own = marks.own && /^(script|iframe|embed|object|img|link|video|audio|source)$/.test(element.localName);
  const loads = element.getAttribute("src") || element.getAttribute("href") || "";
  const [, url = loads] = sourcesOf(element)[0] || [];
  const where = selector(element);
  // Attributes of other banners may be there for another reason.
  if (!kind && !own) return;
  tags.set(element, { marks, kind: element.localName, letter: kind, url: url || loads, where, nonced: !!element.nonce });
  if (kind === "q") return;
  const inert = !!kind || !(loads || (element.localName === "script" && element.text));
  note({ kind: "mark", marks, inert: inert || !!marks.live, where, url: loads, by: "the page's markup" });
}

/** With scripts on, what is within a <noscript> is text. */
function hidden(element) {
  addresses(element.textContent).forEach((url) => note({ kind: "noscript", url, by: "the page's markup", where: selector(element) }));
}
