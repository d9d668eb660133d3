// What the page is told: events on the document, the subscribers of `on`, and lines in the console.

import { module, page } from "./host.js";

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

/** Says something in the console that is no error, with what it is about. */
export const warn = (text, ...about) => console.warn("octoconsent: " + text, ...about);

/** Reports an error, once, and later, since the page hears of it. */
export function report(code, text) {
  if (remarks.has(text)) return;
  remarks.add(text);
  queueMicrotask(() => fail(code, text));
}

/** Says, once, what is wrong with tags. */
export const remark = (text) => report("tag", text + " stays blocked");

/** Says, once, that tags name a category or service that the configuration does not know; `nearest`: one that it knows. */
export const unknown = (id, nearest) => remark(`a tag of the unknown category or service "${id}"${nearest && ` (did you mean "${nearest}"?)`}`);
