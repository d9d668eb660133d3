// Who did it: the script of a call, and the place of an element.

import { membersOf, page } from "../js/host.js";

/** Address of the audit's own script, where it has one; injected by the command it has none. */
export const self = page.currentScript?.src || "";

/** Names of octoconsent's own files. */
const PRODUCT = /\/octoconsent(\.m?js|[^/]*\.js)(?=[?:])/;

/** Where the call came from, the nearest first, without the audit itself. */
function frames() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 40;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  // An inline script that octoconsent has released, or that another script has made, has no address.
  const all = [...(stack || "").matchAll(/((?:https?|blob|file):[^\s()]+?|<anonymous>):(\d+):\d+/g)];
  return all.map(([, url, line]) => ({ url, line })).filter(({ url }) => !self || url !== self);
}

const product = ({ url } = {}) => !!url && PRODUCT.test(url + ":");

/** Whether octoconsent itself makes the call. */
export const ours = () => product(frames()[0]);

/** The script that called, as `address:line`: the nearest one that is not octoconsent. */
export function caller() {
  const all = frames();
  const { url, line } = all.find((frame) => !product(frame)) || all[0] || {};
  if (url === "<anonymous>") return "an inline script" + (page.currentScript ? `, ${selector(page.currentScript)}` : "");
  return url ? `${url.split("?")[0]}:${line}` : "";
}

/** A selector that finds an element again: by its id, or by its place; `>>>` where it goes into a shadow root. */
export function selector(element) {
  const steps = [];
  for (let at = element; at && at.nodeType === 1; at = membersOf(at).parentNode) {
    const id = membersOf(at).getAttribute("id");
    if (id) {
      steps.unshift("#" + CSS.escape(id));
      break;
    }
    const { parentNode, localName } = membersOf(at);
    const same = parentNode ? [...membersOf(parentNode).children].filter((other) => other.localName === localName) : [];
    steps.unshift(localName + (same.length > 1 ? `:nth-of-type(${same.indexOf(at) + 1})` : ""));
    if (localName === "body" || localName === "head") break;
  }
  const root = element.getRootNode();
  return (root instanceof ShadowRoot ? selector(root.host) + " >>> " : "") + steps.join(" > ");
}

/** An element in few words, for people: `<script src="/a.js">`. */
export function brief(element) {
  const { localName, getAttribute } = membersOf(element);
  const name = ["src", "data-src", "href", "data-href", "id"].find((name) => getAttribute(name));
  return `<${localName}${name ? ` ${name}="${getAttribute(name)}"` : ""}>`;
}
