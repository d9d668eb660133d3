// What is no script: frames, images, players, style sheets, templates. It can be loaded, and taken back.

import { membersOf } from "./host.js";
import { partsOf, sourcesOf } from "./marks.js";
import { trust } from "./trust.js";

/** What an attribute held before, by element. */
const before = new WeakMap();
/** What a template has brought to the page. */
const brought = new WeakMap();

/** Puts waiting addresses where they belong. `inherit`: called for each script that a template brings. */
export function load(element, inherit) {
  if (element.localName === "template") return unfold(element, inherit);
  anew(element, () => {
    if (element.localName === "style") element.removeAttribute("type");
    for (const part of partsOf(element)) sourcesOf(part).forEach(([to, value]) => set(part, to, value));
  });
}

/** Takes it back: a frame is blank again, a style sheet gone. An image that has come stays. */
export function unload(element) {
  if (brought.has(element)) element.content.append(...brought.get(element));
  const image = element.localName === "picture" ? element.querySelector("img") : element;
  if (image?.localName === "img" && image.complete) return;
  const style = element.localName === "style" && !element.type;
  const loaded = partsOf(element).map((part) => [part, held(part)]).filter(([, held]) => held.size);
  if (!loaded.length && !style) return;
  anew(element, () => {
    if (style) element.type = "text/plain";
    loaded.forEach(([part, held]) => held.forEach((value, to) => restore(part, to, value)));
  });
}

/** Some are inserted anew around a change: a frame then loads, and is blank, without an entry in the history of the tab; a style
 *  sheet that is on its way does not come into force. */
function anew(element, change) {
  const { parentNode, nextSibling } = element;
  const move = parentNode && /^(iframe|embed|object|style|link)$/.test(element.localName);
  if (move) element.remove();
  change();
  if (move) membersOf(parentNode).insertBefore(element, nextSibling);
  // A player looks for its sources once.
  membersOf(element).closest("video,audio")?.load();
}

function set(part, to, value) {
  const { getAttribute, style } = membersOf(part);
  if (getAttribute(to) === value) return;
  const kept = before.get(part) || new Map();
  if (!kept.has(to)) before.set(part, kept.set(to, to === "style" ? style.cssText : getAttribute(to)));
  // Through the object model: a strict style-src forbids the attribute.
  if (to === "style") style.cssText += ";" + value;
  else if (to === "srcdoc") part.srcdoc = trust("createHTML", value);
  else part[to] = /^(embed|object)$/.test(part.localName) ? trust("createScriptURL", value) : value;
}

/** What the attributes of a loaded part held before. One that was loaded before the product started anew has its address
 *  without our doing. */
function held(part) {
  const loaded = sourcesOf(part).filter(([to, value]) => membersOf(part).getAttribute(to) === value);
  return before.get(part) || new Map(loaded.map(([to]) => [to, null]));
}

function restore(part, to, value) {
  if (to === "style") membersOf(part).style.cssText = value;
  else if (value === null) part.removeAttribute(to);
  else part.setAttribute(to, value);
  before.delete(part);
}

/** Inserts a template's content behind it, itself and no copy: under Trusted Types a copy of a script never runs. Its scripts wait
 *  in line like tags. */
function unfold(template, inherit) {
  purge(template.content, inherit);
  brought.set(template, [...template.content.childNodes]);
  template.after(template.content);
}

/** Makes markup ready for the page: drops `noscript`, which a template's parser takes for what it holds, and names each script and
 *  template. */
export function purge(content, each) {
  content.querySelectorAll("noscript").forEach((element) => element.remove());
  content.querySelectorAll("script,template").forEach(each);
}
