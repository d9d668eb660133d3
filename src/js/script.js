// How a script is let run.

import { sourcesOf, typeOf } from "./marks.js";
import { trust } from "./trust.js";
import { during, finish, writes } from "./write.js";

const page = document;

/** Gives a script back its type and inserts it where it stands. The element itself is moved, never a copy: it keeps its nonce, its
 *  attributes, its listeners and its identity. `original`: it can run itself, so it must. Gives the element that runs.
 *
 *  Its `async` property is left alone. A script that the parser met as text is asynchronous by itself when it runs later
 *  (HTML standard, "prepare the script element"), and has to be: with `async = false` the browser would keep one order for
 *  the whole document, and a slow vendor of one category would stall the others. The order is kept by the gate. */
export function run(script, kind, original, inherit, settled) {
  const element = original || script.async || script.hasAttribute("async") ? script : copy(script);
  const end = () => {
    finish(element);
    settled();
  };
  element.addEventListener("load", end, { once: true });
  element.addEventListener("error", end, { once: true });
  const type = typeOf(script);
  if (type) element.type = type;
  else element.removeAttribute("type");
  for (const [to, value] of sourcesOf(element)) element[to] = trust("createScriptURL", value);
  const insert = () => {
    script.parentNode.insertBefore(element, script.nextSibling);
    if (element !== script) script.remove();
  };
  if (type !== "module") writes(element, inherit);
  if (kind === "i") during(element, insert);
  else insert();
  return element;
}

/** A copy of one that can never run: the standard marks what innerHTML made as already started. Such a one is told by its
 *  `async`, which is false without the attribute only there and where the page has set it so. */
function copy(script) {
  const copy = page.createElement("script");
  for (const { name, value } of script.attributes) {
    if (name === "src") copy.src = trust("createScriptURL", value);
    else copy.setAttribute(name, name.startsWith("on") ? trust("createScript", value) : value);
  }
  copy.nonce = script.nonce;
  copy.text = trust("createScript", script.text);
  return copy;
}

/** Fetches a script's file ahead of its turn, as the script will ask for it, so that the one fetch serves both. */
export function fetchAhead(script) {
  const link = page.createElement("link");
  link.rel = typeOf(script) === "module" ? "modulepreload" : "preload";
  link.as = "script";
  for (const name of ["crossorigin", "integrity", "referrerpolicy"]) {
    if (script.hasAttribute(name)) link.setAttribute(name, script.getAttribute(name));
  }
  link.nonce = script.nonce;
  link.href = sourcesOf(script)[0]?.[1] || script.src;
  page.head.append(link);
}
