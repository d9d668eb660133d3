// What another banner left in its cookies, taken apart. Whether it is an answer, and to what, the core says (src/core/import.rs).

import { readJar } from "#host";
import { WORDS } from "./dialects.js";

/** The words that mean the same, and what the cookies of these names hold, as lines with NULs between. Nothing where there is no
 *  cookie, or it cannot be decoded. */
export function foreign(names) {
  const jar = [...new Set(readJar().split("; "))];
  const found = names.split(" ").flatMap((name) => jar.filter((pair) => pair.startsWith(name + "=")).map((pair) => [name, pair.slice(name.length + 1)]));
  try {
    const lines = found[1] ? found.flatMap(parts) : decoded(found[0][1]);
    return [WORDS.join("\n").replaceAll(" ", "|"), ...lines].join("\0");
  } catch {
    return "";
  }
}

/** A name or a path of names, and its value. Times become milliseconds since 1970. */
const line = (path, value) => path + "\x01" + String(value).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z$/, Date.parse);
const clean = (text) => text.replace(/[\0-\x1f]/g, "?");
const pair = (text, prefix = "") => line(prefix + clean(text).replace(/[=:].*/, ""), clean(text).replace(/^.*?[=:]/, ""));

/** A cookie, and the parts of the query that it may be. */
const parts = ([name, value]) => [line(name, clean(value)), ...[...new URLSearchParams(value)].flatMap(([key, value]) => (value.includes(":") ? value.split(",").map((item) => pair(item, key + "\x02")) : line(key, clean(value))))];

/** The object that a cookie holds: plain, percent-encoded, or base64 over that. Else the parts of the text. */
function decoded(value) {
  const plain = () => decodeURIComponent(value);
  for (const text of [() => value, plain, () => atob(plain())]) {
    try {
      const object = JSON.parse(text());
      if (object && typeof object === "object") return flat("", object);
    } catch {}
  }
  return plain().split(/[!,{}]/).filter(Boolean).map((text) => pair(text));
}

function flat(path, value) {
  if (Array.isArray(value)) return [line(path, "["), ...value.flatMap((item) => flat(path, item))];
  if (value && typeof value === "object") return Object.entries(value).flatMap(([name, item]) => flat(path ? path + "\x02" + clean(name) : clean(name), item));
  return [line(path, typeof value === "string" ? '"' + clean(value) : typeof value === "number" ? "#" + value : value)];
}
