// What a content security policy (CSP) keeps from working. Pure: texts in, findings out. Source: W3C, Content Security Policy Level 3.

/** The directives of a policy: names, and the sources of each. */
function parse(text) {
  const directives = new Map();
  for (const part of text.split(";")) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

/** The sources that hold for a kind of load: those of the first directive that is there. */
const sourcesOf = (directives, ...names) => names.map((name) => directives.get(name)).find(Boolean);

/** Whether sources allow an address. */
function allows(sources, url, page) {
  const { origin, protocol, hostname, port, pathname } = new URL(url, page);
  return sources.some((source) => {
    if (source === "*") return /^(https?|wss?):$/.test(protocol);
    if (source === "'self'") return origin === new URL(page).origin;
    if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return protocol === source || (source === "http:" && protocol === "https:");
    const named = /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/:']+)(?::(\d+|\*))?(\/.*)?$/i.exec(source);
    if (!named) return false;
    const [, scheme, host, wanted, path] = named;
    if (scheme && scheme + ":" !== protocol && !(scheme === "http" && protocol === "https:")) return false;
    if (host !== "*" && !(host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host)) return false;
    if (wanted !== "*" && (wanted || "") !== port) return false;
    return !path || (path.endsWith("/") ? pathname.startsWith(path) : pathname === path);
  });
}

const DIRECTIVES = { script: ["script-src-elem", "script-src"], iframe: ["frame-src", "child-src"], img: ["img-src"], link: ["style-src-elem", "style-src"] };

/**
 * What policies forbid that octoconsent or a tag needs: codes, what and where.
 * `page`: address of the page. `nonced`: whether the tag of octoconsent has a nonce. `fetched`: addresses that octoconsent fetches.
 * `tags`: those of the page, each `{ kind, url, where, nonced }`.
 */
export function forbidden(policies, { page, nonced, fetched, tags }) {
  const found = [];
  for (const text of policies) {
    const directives = parse(text);
    const add = (code, what, where = "") => found.push({ code, what, where });
    const scripts = sourcesOf(directives, "script-src", "default-src");
    if (scripts && !scripts.some((source) => /^'(wasm-)?unsafe-eval'$/.test(source))) add("policy-wasm", "script-src " + scripts.join(" "));
    const connect = sourcesOf(directives, "connect-src", "default-src");
    for (const url of connect ? fetched : []) if (!allows(connect, url, page)) add("policy-connect", new URL(url, page).href);
    const loading = sourcesOf(directives, "script-src-elem", "script-src", "default-src") || [];
    const nonces = loading.some((source) => source.startsWith("'nonce-"));
    if (nonces && nonced === false) add("policy-nonce", "the tag of octoconsent has no nonce");
    for (const tag of tags) {
      const script = tag.kind === "script";
      if (nonces && script) {
        if (!tag.nonced) add("policy-nonce", "a tagged script without the nonce", tag.where);
        continue;
      }
      const name = tag.url && [...(DIRECTIVES[tag.kind] || []), "default-src"].find((name) => directives.has(name));
      if (name && !allows(directives.get(name), tag.url, page)) add("policy-host", `${new URL(tag.url, page).origin} is not in ${name}`, tag.where);
    }
  }
  return found;
}
