// How a script is let run.

import { page } from "./host.js";
import { sourcesOf, typeOf } from "./marks.js";
import { trust } from "./trust.js";
import { during, finish, writes } from "./write.js";

/** Gives a script back its type and inserts it where it stands. The element itself is moved: it keeps its nonce, its attributes,
 *  its listeners and its identity. Only where it can never run itself a `spent` one is copied. Gives the element that runs.
 *
 *  Its `async` property is left alone. A script that the parser met as text is asynchronous by itself when it runs later
 *  (HTML standard, "prepare the script element"), and has to be: with `async = false` the browser would keep one order for
 *  the whole document, and a slow vendor of one category would stall the others. The order is kept by the gate. */
export function run(script, kind, spent, inherit, settled) {
  const element = spent ? copy(script) : script;
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
    script.after(element);
    if (element !== script) script.remove();
  };
  if (type !== "module") writes(element, inherit);
  if (kind === "i") during(element, insert);
  else insert();
  return element;
}

/** A copy of one that can never run. */
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

/** Finds out which scripts can never run: what innerHTML made is marked as already started (HTML standard, "prepare the script
 *  element"), and so are its clones, which cannot be told by looking. A clone of the clone is asked: with an empty address one
 *  that can run fires an error, and nothing else. `then`: called with those that cannot, a task later. */
export function probe(scripts, then) {
  const spent = new Set(scripts);
  let address;
  const host = page.createElement("octo-consent");
  // Events of a script do not leave its shadow root: nobody else hears of this.
  const root = host.attachShadow({ mode: "closed" });
  const ask = (script, heard) => {
    script.onerror = heard;
    script.src = address;
    root.append(script);
  };
  try {
    address = trust("createScriptURL", "");
  } catch {
    // Where the page forbids our policy nobody can be asked.
    return queueMicrotask(() => then(new Set()));
  }
  for (const script of scripts) {
    const clone = script.cloneNode();
    [...clone.attributes].forEach(({ name }) => clone.removeAttribute(name));
    ask(clone, () => spent.delete(script));
  }
  // The last one can run: when it is heard, the others have been.
  const end = (found) => {
    clearTimeout(timer);
    host.remove();
    then(found);
  };
  // Where no answer comes they count as alive: nothing waits for ever.
  const timer = setTimeout(end, 1000, new Set());
  ask(page.createElement("script"), () => end(spent));
  page.documentElement.append(host);
}

/** Fetches a script's file ahead of its turn, as the script will ask for it, so that the one fetch serves both. */
export function fetchAhead(script) {
  const link = page.createElement("link");
  // No modulepreload: it would look up what the module imports before an import map that still waits.
  link.rel = "preload";
  link.as = "script";
  if (typeOf(script) === "module") link.crossOrigin = "anonymous";
  for (const name of ["crossorigin", "integrity", "referrerpolicy"]) {
    if (script.hasAttribute(name)) link.setAttribute(name, script.getAttribute(name));
  }
  link.nonce = script.nonce;
  link.href = sourcesOf(script)[0]?.[1] || script.src;
  page.head.append(link);
}
