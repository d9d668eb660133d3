// Deletes what is stored for what is denied, and keeps at it where a script that runs may write it again. What goes, the
// module says; this lists and deletes.

import { module, readJar, secure, writeJar } from "./host.js";

const SECOND = 1000;

/** Deletes once; with `again`, until what this gives is called: when a cookie changes, when the page is left, and every
 *  second, since most of what a script writes is announced to nobody. */
export function sweep(again) {
  const end = new AbortController();
  const { signal } = end;
  let timer;
  let last;
  const wait = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(turn, delay);
  };
  const turn = (whole) => {
    clean(whole);
    last = performance.now();
    if (again) wait(SECOND);
  };
  turn(true);
  if (!again) return;
  // At once, but ten times a second at most: a script that answers each deletion must not keep the page busy.
  window.cookieStore?.addEventListener("change", () => wait(last + SECOND / 10 - performance.now()), { signal });
  // Scripts write in their own handlers of the first; where the page ends, the second is the last event there is.
  for (const type of ["pagehide", "visibilitychange"]) addEventListener(type, () => turn(true), { signal });
  return () => {
    end.abort();
    clearTimeout(timer);
  };
}

/** Looks through every storage. `whole`: also for cookies that the jar does not show. */
function clean(whole) {
  eraseCookies(stale("cookie", cookies()), whole);
  for (const area of ["localStorage", "sessionStorage"]) each(area, () => Object.keys(window[area]), (key) => window[area].removeItem(key));
  later("indexedDB", async () => (await indexedDB.databases()).map(({ name }) => name), eraseDatabase);
  later("cacheStorage", async () => caches.keys(), (name) => caches.delete(name).catch(() => {}));
}

const cookies = () => readJar().split("; ").map((pair) => pair.split("=")[0]);
const stale = (storage, names) => (module.stale(storage, names ? "\0" + names.join("\0") : "") || "").split("\0").filter(Boolean);

/** Where the browser forbids a storage there is nothing to delete. */
function each(storage, list, erase) {
  try {
    stale(storage, list()).forEach(erase);
  } catch {}
}

/** Asks a storage that answers later, and only where something is declared for it. One that cannot be listed (no
 *  `indexedDB.databases`: Firefox before 126) is taken by the declared names. */
async function later(storage, list, erase) {
  const declared = stale(storage);
  if (!declared.length) return;
  const names = await list().catch(() => declared);
  each(storage, () => names, erase);
}

/** Deletes a cookie of ours, whatever path or domain it was written with. */
export const eraseJar = (name) => eraseCookies([name]);

const asked = new Set();

/** Deletes a database. One that is open goes when whoever holds it closes it or ends; it is asked for once. */
function eraseDatabase(name) {
  if (asked.has(name)) return;
  asked.add(name);
  const request = indexedDB.deleteDatabase(name);
  request.onsuccess = request.onerror = () => asked.delete(name);
}

/** Deletes cookies, each `name` or `name;path`. Host-only and on the host and every domain above it, on the page's own path
 *  and every one above it, with and without the slash at the end, partitioned and not: these are different cookies, and the
 *  jar does not say which it shows. So all are tried, the likely ones first, for as long as it shows the name; a write costs
 *  about 50 µs. It never shows a cookie of a path elsewhere: `whole` says whether to try those. */
function eraseCookies(names, whole) {
  const { hostname, pathname } = location;
  const domains = hostname.split(".").map((_, index, labels) => "; Domain=" + labels.slice(~index).join("."));
  const kinds = [secure() ? "; Secure" : "", "; Secure; Partitioned"];
  const variants = kinds.flatMap((kind) => ["", ...domains].map((domain) => domain + kind));
  const erase = (name, path, variant) => writeJar(`${name}=; Max-Age=0; Path=${path}${variant}`);
  for (const cookie of names) {
    const [name, path] = cookie.split(";");
    if (path && whole) variants.forEach((variant) => erase(name, path, variant));
  }
  const above = pathname.split("/").flatMap((_, index, parts) => {
    const path = parts.slice(0, index + 1).join("/");
    return [path, path + "/"];
  });
  for (const path of new Set(["/", ...above.reverse()].filter((path) => path && pathname.startsWith(path)))) {
    for (const variant of variants) {
      const shown = cookies();
      names = names.filter((name) => shown.includes(name));
      if (!names.length) return;
      names.forEach((name) => erase(name, path, variant));
    }
  }
}
