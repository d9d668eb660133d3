// A first configuration, made of what was found. It is a draft: what nobody knows stands in a category of its own, blocked until
// somebody has looked at it.

import { declared, fits, holder, loads, own } from "../../src/audit/config.js";
import { sameSite } from "../../src/audit/judge.js";

const TITLES = { necessary: "Necessary", functional: "Functional", analytics: "Analytics", marketing: "Marketing", unclassified: "To be classified" };
const UNITS = [["years", 365], ["months", 30.4], ["days", 1], ["hours", 1 / 24], ["minutes", 1 / 1440]];

/** How long a cookie lives, as the configuration says it. `expires`: seconds since 1970, negative for the session. */
export function lifetime(expires, now = Date.now() / 1000) {
  if (!(expires > 0)) return "session";
  const days = (expires - now) / 86_400;
  const fitting = UNITS.find(([, length]) => days >= length * 0.98 && (Math.abs(days / length - Math.round(days / length)) < 0.04 || length <= 1));
  const [unit, length] = fitting || UNITS.at(-1);
  return `${Math.max(1, Math.round(days / length))} ${unit}`;
}

/** The configuration: that of the page where it has one, else a new one; and in it what is not declared yet. `services`: the ready ones
 *  (services.json), by category. */
export function draft({ config, cookies, requests, observations, url }, services) {
  const made = structuredClone(config || { $schema: "/consent.schema.json", categories: [] });
  const category = (id) => {
    let found = made.categories.find((other) => other.id === id);
    if (!found) made.categories.push((found = { id, ...(id === "necessary" ? { necessary: true } : {}), title: TITLES[id] || id }));
    return found;
  };
  const service = (group, wanted) => {
    const known = made.categories.flatMap(({ services = [] }) => services).find(({ id }) => id === wanted.id);
    if (known) return known;
    const all = (category(group).services ||= []);
    all.push(wanted);
    return wanted;
  };
  if (!config) category("necessary");
  const ready = Object.entries(services).flatMap(([group, list]) => list.map((one) => ({ group, one })));
  const { hostname } = new URL(url);
  for (const { hostname: host, pathname, search, href } of addresses(requests)) {
    const found = ready.find(({ one }) => (one.autoBlock || []).some((rule) => loads(rule.url || "", host, (pathname + search).slice(1), false)));
    if (found) service(found.group, structuredClone(found.one));
    else if (!sameSite(host, hostname) && !holder(made, href, hostname)) {
      service("unclassified", { id: host.replace(/[^a-z\d]+/gi, "-"), title: host, autoBlock: [{ url: host }] });
    }
  }
  const owner = tagged(made, observations, url);
  for (const entry of stored(cookies, observations)) {
    const { kind, name, expires, server, by } = entry;
    if (own(made, kind, name) || declared(made).some((other) => other.storage === kind && fits(other.name, name))) continue;
    const found = ready.find(({ one }) => (one.cookies || []).some((cookie) => (cookie.storage || "cookie") === kind && fits(cookie.name, name)));
    if (found) {
      service(found.group, structuredClone(found.one));
      continue;
    }
    const known = { name, ...(kind === "cookie" ? {} : { storage: kind }), duration: kind === "cookie" ? lifetime(expires) : kind === "sessionStorage" ? "session" : "persistent" };
    // What the server sets for the session is most often what the site needs to work.
    const group = owner(by) || category(server && known.duration === "session" ? "necessary" : "unclassified");
    (group.cookies ||= []).push(known);
  }
  return made;
}

function addresses(requests) {
  const unique = new Map();
  for (const { url } of requests) if (/^https?:/.test(url)) unique.set(url.split("?")[0], new URL(url));
  return [...unique.values()];
}

/** Gives the service, or the category, whose tag has loaded the script that wrote an entry; nothing where none has. */
function tagged({ categories }, observations, page) {
  const tags = observations.filter(({ kind, url }) => kind === "mark" && url).map(({ url, marks }) => [new URL(url, page).href.split("?")[0] + ":", marks]);
  const groups = [...categories.flatMap(({ services = [] }) => services), ...categories];
  return (by) => {
    const [, { service, category } = {}] = tags.find(([address]) => by.startsWith(address)) || [];
    return groups.find(({ id }) => id === (service || category));
  };
}

/** Every entry once, with who wrote it: cookies with their expiry, and the rest by name. */
function stored(cookies, observations) {
  const writer = (kind, name) => observations.find((other) => other.kind === kind && other.name === name && other.by)?.by || "";
  const entries = new Map();
  for (const { name, expires, by } of cookies) entries.set("cookie " + name, { kind: "cookie", name, expires, server: !!by, by: writer("cookie", name) });
  for (const { kind, name } of observations) {
    if (/Storage$|^indexedDB$/.test(kind) && name) entries.set(`${kind} ${name}`, { kind, name, by: writer(kind, name) });
  }
  return [...entries.values()];
}
