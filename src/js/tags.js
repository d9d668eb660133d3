// Tags on the page: finds them, says what they are, and lets them run when the module says so. It decides nothing.

import { control, drawn, emit, module, parsed, remark } from "#host";

const page = document;
let ownNonce;

/** Names the nonce of our own script, where the page's policy has one. */
export function expect(nonce) {
  ownNonce = nonce;
}

const TAGGED = "script[type='text/plain']:is([data-category],[data-service])";
let known;
let connection;

/** Connects the product to the page: it hears of tags, controls, and of the end of parsing. */
export function connect() {
  known = new WeakSet();
  connection = new AbortController();
  const { signal } = connection;
  const fresh = new Set();
  const look = (node) => {
    if (node.nodeType === 1 && node.matches(TAGGED)) fresh.add(node);
    if (node.firstElementChild) node.querySelectorAll(TAGGED).forEach((tag) => fresh.add(tag));
  };
  const take = () => {
    for (const tag of fresh) {
      if (!passed(tag)) continue;
      fresh.delete(tag);
      // What is meant for engines without modules runs in no engine that runs this.
      if (known.has(tag) || tag.noModule) continue;
      known.add(tag);
      // Under a nonce policy injected markup must not gain a way to run.
      if (ownNonce && tag.nonce !== ownNonce) remark("a tagged script without the nonce of the octoconsent script");
      else module.found(tag, facts(tag));
    }
  };
  const tellPage = () => {
    take();
    module.page();
  };
  const observer = new MutationObserver((changes) => {
    changes.forEach((change) => change.addedNodes.forEach(look));
    // Until something is drawn the body may be what was added.
    if (fresh.size || !drawn()) tellPage();
  });
  observer.observe(page, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
  page.addEventListener("DOMContentLoaded", tellPage, { signal });
  page.addEventListener("click", (event) => control(event, "data-octoconsent-action", "@"), { signal, capture: true });
  look(page);
  take();
}

/** Whether the parser is done with an element: something follows it. An observer hears of a script before the parser
 *  prepares it (HTML standard, "An end tag whose tag name is script"); released at that moment it would block the parser. */
function passed(element) {
  if (parsed()) return true;
  for (let node = element; node; node = node.parentNode) if (node.nextSibling) return true;
  return false;
}

/** Ends the connection: nothing is found or heard any more. */
export const disconnect = () => connection.abort();

/** What a tag is: a letter for its kind, its categories, its service. */
function facts(script) {
  const { category = "", service = "", type } = script.dataset;
  const has = (name) => script.hasAttribute(name);
  const module = type === "module";
  let kind = module ? "m" : "i";
  if (has("src")) kind = module || has("defer") ? "d" : "x";
  if (has("async") && (module || has("src"))) kind = "a";
  return [kind, category.trim().replace(/\s+/g, " "), service].join("\n");
}

/** Lets a tag run: gives it back its type and inserts it where it stands. The element itself is moved, never a copy: it
 *  keeps its nonce, its attributes, its listeners and its identity. False where the page has taken it away.
 *
 *  Its `async` property is left alone. A script that the parser met as text is asynchronous by itself when it runs later
 *  (HTML standard, "prepare the script element"), and has to be: with `async = false` the browser would keep one order for
 *  the whole document, and a slow vendor of one category would stall the others. The order is kept by the gate. */
export function release(script) {
  known.delete(script);
  if (!script.isConnected) return false;
  const settled = () => module.settled(script);
  const element = runnable(script);
  element.addEventListener("load", settled, { once: true });
  element.addEventListener("error", settled, { once: true });
  if (element.dataset.type === "module") element.type = "module";
  else element.removeAttribute("type");
  script.parentNode.insertBefore(element, script.nextSibling);
  if (element !== script) script.remove();
  const { category = "", service = "" } = element.dataset;
  emit("release", { category, service, element });
  return true;
}

/** The script itself, or a copy where it can never run: the standard marks what innerHTML made as already started. Such a
 *  one is told by its `async`, which is false without the attribute only there and where the page has set it so. */
function runnable(script) {
  if (script.async || script.hasAttribute("async")) return script;
  const copy = page.createElement("script");
  for (const { name, value } of script.attributes) copy.setAttribute(name, value);
  copy.nonce = script.nonce;
  copy.text = script.text;
  return copy;
}

/** Fetches a script's file ahead of its turn, as the script will ask for it, so that the one fetch serves both. */
export function ahead(script) {
  const link = page.createElement("link");
  link.rel = script.dataset.type === "module" ? "modulepreload" : "preload";
  link.as = "script";
  for (const name of ["crossorigin", "integrity", "referrerpolicy"]) {
    if (script.hasAttribute(name)) link.setAttribute(name, script.getAttribute(name));
  }
  link.nonce = script.nonce;
  link.href = script.src;
  page.head.append(link);
}
