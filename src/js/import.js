// What another banner left in its cookies, taken apart. Whether it is an answer, and to what, the core says (src/core/import.rs).

import { readJar } from "./host.js";
import { likes } from "./marks.js";

/** What the cookies of these names hold, as lines: a name and one within it, the value, and what the name in question is
 *  like (marks.js), tabs between them. Nothing where there is no cookie, or it cannot be decoded. */
export function foreign(names) {
  const jar = [...new Set(readJar().split("; "))];
  const found = names.split(" ").flatMap((name) => jar.filter((pair) => pair.startsWith(name + "=")).map((pair) => [name, pair.slice(name.length + 1)]));
  try {
    return (found[1] ? found.flatMap(query) : decoded(found[0][1])).join("\n");
  } catch {
    return "";
  }
}

/** Times become milliseconds since 1970. */
function line(name, part, value, like) {
  const time = String(value).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z$/, Date.parse);
  return [name, part, time, likes(like.replace(/[ !|]/g, "?"))].map((text) => text.replace(/[\0-\x1f]/g, "?")).join("\t");
}

/** The parts of a text, each a name and a value. */
const parts = (text, mark, name) => text.split(mark).filter(Boolean).map((text) => {
  const [, part, value] = /^(.*?)[=:](.*)$/.exec(text);
  return name ? line(name, part, value, part) : line(part, "", value, part);
});

/** A cookie, and the parts of the query that it may be. */
const query = ([name, value]) => [line(name, "", value, name), ...[...new URLSearchParams(value)].flatMap(([name, value]) => (/^[^:]+:\d(,|$)/.test(value) ? parts(value, ",", name) : line(name, "", value, name)))];

/** The object that a cookie holds: plain, percent-encoded, or base64 over that. Else the parts of the text. */
function decoded(value) {
  const plain = () => decodeURIComponent(value);
  for (const text of [() => value, plain, () => atob(plain())]) {
    try {
      const object = JSON.parse(text());
      if (object && typeof object === "object") return flat(object);
    } catch {}
  }
  return parts(plain(), /[!,{}]/);
}

function flat(value, name = "", part = "", like = part || name) {
  if (Array.isArray(value)) return [line(name, part, "[", like), ...value.flatMap((item) => (item?.id ? flat(item.value, name, item.id) : flat(item, name, part, part || String(item))))];
  if (value && typeof value === "object") return Object.entries(value).flatMap(([key, item]) => (name ? flat(item, name, key) : flat(item, key)));
  return line(name, part, ({ string: '"', number: "#" }[typeof value] || "") + value, typeof value === "number" ? "#" + like : like);
}
