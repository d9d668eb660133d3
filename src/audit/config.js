// What a configuration says of names and addresses. It reads as the core does (core/cookie.rs, core/rules.rs, core/alias.rs), for
// diagnosis only: nothing is released or erased by what is found here.

const PARTS = (pattern, end) => new RegExp("^" + pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join("[^]*") + end);

/** Whether the whole name fits a pattern, in which `*` stands for any characters. */
export const fits = (pattern, name) => PARTS(pattern, "$").test(name);

const categoriesOf = (config) => config?.categories || [];

/** Every declared entry, with the ids it stands under. */
export function declared(config) {
  const all = [];
  for (const category of categoriesOf(config)) {
    const add = (cookies, service) => {
      for (const { name, storage = "cookie", path } of cookies || []) {
        all.push({ name, storage, path, category: category.id, service, necessary: !!category.necessary });
      }
    };
    add(category.cookies);
    for (const service of category.services || []) add(service.cookies, service.id);
  }
  return all;
}

/** Name of the cookie with the record. */
export const recordName = (config) => config?.cookie?.name || "octoconsent";

/** Whether an entry is octoconsent's own. */
export function own(config, storage, name) {
  const record = recordName(config);
  return name === record ? storage === "cookie" || storage === "localStorage" : storage === "localStorage" && name.startsWith(record + "-");
}

/** Ids of everything that waits for no consent. */
export const necessary = (config) =>
  categoriesOf(config).filter((category) => category.necessary).flatMap(({ id, services = [] }) => [id, ...services.map((service) => service.id)]);

/** Whether anything is granted that would have to be asked for. */
export function optional(config, granted) {
  const always = necessary(config);
  return (granted || []).some((id) => !always.includes(id));
}

/** The service that has a rule for an address, or nothing. `pageHost`: host of the page. */
export function holder(config, url, pageHost) {
  const { hostname, pathname, search } = new URL(url);
  for (const { id, services = [] } of categoriesOf(config)) {
    for (const service of services) {
      if ((service.autoBlock || []).some((rule) => loads(rule.url || "", hostname, (pathname + search).slice(1), hostname === pageHost))) {
        return { category: id, service: service.id };
      }
    }
  }
}

/** Whether a rule names an address: its host or one above it, and the beginning of its path. */
export function loads(rule, host, path, same) {
  const [named, ...rest] = rule.split("/");
  if (!rule || !PARTS(rest.join("/"), "").test(path)) return false;
  return named ? host.split(".").some((_, index, labels) => fits(named, labels.slice(index).join("."))) : same;
}

/** The ids that the marks of a tag stand for, and those among them that nobody knows. */
export function resolve(config, { categories, service }) {
  const ids = [];
  const known = new Set(categoriesOf(config).flatMap(({ id, services = [] }) => [id, ...services.map((service) => service.id)]));
  const named = (word) => config?.aliases?.find(({ name }) => name === word)?.id || (known.has(word) ? word : undefined);
  for (const entry of categories.split(" ").filter(Boolean)) {
    const mark = entry.startsWith("!") ? "!" : "";
    const [literal, plain = "", ...like] = entry.slice(mark.length).split("|");
    const one = named(literal) || named(plain);
    const several = categoriesOf(config).filter(({ id }) => like.includes(id)).map(({ id }) => id);
    ids.push(...(one ? [one] : several.length ? several : [literal]).map((id) => mark + id));
  }
  if (service) {
    // Titles are compared without case, of the letters A to Z only.
    const plain = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const titled = ({ title }) => (typeof title === "string" ? [title] : Object.values(title || {}));
    const services = categoriesOf(config).flatMap(({ services = [] }) => services);
    const called = services.find((other) => titled(other).some((name) => plain(name) === plain(service)));
    ids.push(named(service) || called?.id || service);
  }
  return { ids, unknown: ids.map((id) => id.replace("!", "")).filter((id) => !known.has(id)) };
}
