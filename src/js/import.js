// What another banner left in its cookies, taken apart. Whether it is an answer, and to what, the core says (src/core/import.rs).

import { readJar } from "#host";
import { likes } from "./marks.js";

/** What the cookies of these names hold, as lines with NULs between: a path of names (\x02 between them), a value, and what the name in
 *  question is like (marks.js), \x01 between them. Nothing where there is no cookie, or it cannot be decoded. */
export function foreign(names) {
  const jar = [...new Set(readJar().split("; "))];
  const found = names.split(" ").flatMap((name) => jar.filter((pair) => pair.startsWith(name + "=")).map((pair) => [name, pair.slice(name.length + 1)]));
  try {
    return (found[1] ? found.flatMap(query) : decoded(found[0][1])).join("\0");
  } catch {
    return "";
  }
}

/** Times become milliseconds since 1970. */
function line(path, value, name = path[1] ?? path[0]) {
  const clean = (text, bad) => String(text).replace(bad, "?");
  const time = (text) => String(text).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z$/, Date.parse);
  return [path.map((name) => clean(name, /[\0-\x1f]/g)).join("\x02"), clean(time(value), /[\0-\x1f]/g), likes(clean(name, /[\0-\x20!|]/g))].join("\x01");
}

/** The parts of a text, each a name and a value. */
const parts = (path, text, mark) => text.split(mark).filter(Boolean).map((part) => line([...path, part.replace(/[=:].*/, "")], part.replace(/^.*?[=:]/, "")));

/** A cookie, and the parts of the query that it may be. */
const query = ([name, value]) => [line([name], value), ...[...new URLSearchParams(value)].flatMap(([key, value]) => (value.includes(":") ? parts([key], value, ",") : line([key], value)))];

/** The object that a cookie holds: plain, percent-encoded, or base64 over that. Else the parts of the text. */
function decoded(value) {
  const plain = () => decodeURIComponent(value);
  for (const text of [() => value, plain, () => atob(plain())]) {
    try {
      const object = JSON.parse(text());
      if (object && typeof object === "object") return flat([], object);
    } catch {}
  }
  return parts([], plain(), /[!,{}]/);
}

function flat(path, value) {
  if (Array.isArray(value)) return [line(path, "["), ...value.flatMap((item) => (item?.id ? flat([...path, item.id], item) : flat(path, item)))];
  if (value && typeof value === "object") return Object.entries(value).flatMap(([name, item]) => flat([...path, name], item));
  const marked = { string: '"', number: "#" }[typeof value] || "";
  return line(path, marked + value);
}
