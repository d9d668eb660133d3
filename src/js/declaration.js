// The declaration: the list of all that is stored, in the page's own tree, where the page wants it. The page's style sheets dress it.

import { membersOf, module, page } from "./host.js";
import { build } from "./surface.js";

/** A selector of what it is to be written in. */
export const DECLARED = "octoconsent-declaration,[data-octoconsent-declaration]";

/** The level of the categories' headings, where the page names none. */
const LEVEL = 2;

/** Where it is to be written. */
const places = new Set();
/** Those of them where it is. */
const written = new WeakSet();

/** Notes an element that it is to be written in. */
export const declared = (element) => places.add(element);

/** Forgets them all: they stay as they are. */
export function undeclared() {
  places.forEach((element) => written.delete(element));
  places.clear();
}

/** Writes it wherever it is not yet; with `again` wherever it is to stand. `passed`: whether the parser is done with an element, or
 *  what it still puts there would stay. */
export function declare(passed, again) {
  for (const element of places) {
    const { isConnected, getAttribute } = membersOf(element);
    if (!isConnected) {
      places.delete(element);
      written.delete(element);
    } else if ((again || !written.has(element)) && passed(element)) {
      const level = Math.min(Math.max(getAttribute("data-level") || LEVEL, 1), 5);
      const markup = module.declaration(level || LEVEL);
      if (markup) write(element, markup);
    }
  }
}

/** Writes over what is there: what is the same stays, with the focus and the place on the screen. A button that goes gives the
 *  focus to the one that stays. */
function write(element, markup) {
  written.add(element);
  const fresh = page.createElement("div");
  build(fresh, markup);
  const { activeElement } = membersOf(membersOf(element).getRootNode());
  const { contains, querySelector } = membersOf(element);
  const focused = activeElement && contains(activeElement);
  become(element, fresh);
  if (focused && !contains(activeElement)) querySelector("button")?.focus();
}

const blank = (node) => node instanceof Comment || (node instanceof Text && !node.data.trim());

/** Gives one node the children of another, which are ours. */
function become(old, now) {
  const { childNodes, appendChild, replaceChild, removeChild } = membersOf(old);
  // A template of the site's may have put spaces and notes between.
  const before = [...childNodes].filter((node) => !blank(node) || removeChild(node) === 0);
  const after = [...now.childNodes];
  after.forEach((node, index) => {
    const stands = before[index];
    if (!stands) appendChild(node);
    else if (stands.nodeName !== node.nodeName) replaceChild(node, stands);
    else if (node.nodeType === 3) {
      if (stands.data !== node.data) stands.data = node.data;
    } else {
      for (const { name } of [...stands.attributes]) if (!node.hasAttribute(name)) stands.removeAttribute(name);
      for (const { name, value } of node.attributes) if (stands.getAttribute(name) !== value) stands.setAttribute(name, value);
      become(stands, node);
    }
  });
  before.slice(after.length).forEach(removeChild);
}
