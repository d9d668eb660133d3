// What another banner left in its cookies, decoded as far as the browser can. Whether it is an answer, and to what, the core says
// (src/core/import.rs).

import { readJar } from "#host";
import { WORDS } from "./dialects.js";
import { flat } from "./flat.js";

/** What the cookies of these names hold, and the words that mean the same, as tokens (flat.js). Nothing where there is none, where
 *  two of one name differ (then nobody knows which counts), and where they cannot be decoded. */
export function foreign(names) {
  const jar = readJar().split("; ");
  const values = names.split(" ").flatMap((name) => {
    const all = jar.filter((pair) => pair.startsWith(name + "=")).map((pair) => pair.slice(name.length + 1));
    return [...new Set(all)];
  });
  try {
    return values.length ? flat([values.length > 1 ? values.map(parts) : decoded(values[0]), WORDS.join("\n")]) : "";
  } catch {
    return "";
  }
}

/** A query, pair by pair: decoded whole, a pair could pretend to be two. */
const parts = (value) => value.split("&").map(decodeURIComponent);

/** The object that a cookie holds: plain, percent-encoded, or base64 over that. Else the text. */
function decoded(value) {
  const plain = () => decodeURIComponent(value);
  for (const text of [() => value, plain, () => atob(plain())]) {
    try {
      const object = JSON.parse(text());
      if (object && typeof object === "object") return object;
    } catch {}
  }
  return plain();
}
