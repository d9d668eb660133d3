// From what was observed to findings. Pure: the page's audit and the command (tools/audit.mjs) share it.

import { adviceOf, order, severityOf } from "./codes.js";
import { declared, fits, holder, necessary, optional, own, resolve } from "./config.js";

/**
 * What was observed, each `{ kind, phase, granted, by, where, … }`:
 * - `serviceWorker`, with its address as `name`;
 * - `cookie`, `localStorage`, `sessionStorage`, `indexedDB`, `cacheStorage`, with a `name`; `kept`: it was there at a look, and not only written;
 * - `request`, with a `url`;
 * - `tag`, an element that nobody has marked, with `element` (its local name) and `url`;
 * - `mark`, one that is marked, with `marks` and `inert`;
 * - `write` (document.write) and `noscript`, with a `url`;
 * - `fault`, with a `code` and `what`.
 * `phase`: `before` any answer, `refused`, `granted`, `withdrawn`. `granted`: ids, or nothing where octoconsent did not run.
 */
export function judge(observations, context) {
  const found = new Map();
  for (const observation of observations) {
    for (const [code, what] of verdicts(observation, context)) {
      const key = code + " " + what;
      const { phase, by = "", where = "", journey } = observation;
      const finding = found.get(key) || { code, severity: severityOf(code), what, where, by, advice: adviceOf(code), phases: [], journeys: [], count: 0 };
      finding.where ||= where;
      finding.by ||= by;
      finding.count += 1;
      if (phase && !finding.phases.includes(phase)) finding.phases.push(phase);
      if (journey && !finding.journeys.includes(journey)) finding.journeys.push(journey);
      found.set(key, finding);
    }
  }
  return settle([...found.values(), ...unseen(observations, context)]);
}

/** One finding for one thing: the one that says more. What leaks from the beginning does so afterwards too. */
function settle(findings) {
  const has = (pattern, what) => findings.some((finding) => pattern.test(finding.code) && finding.what === what);
  const said = ({ code, what }) =>
    (/^(request-|sent-)/.test(code) && has(/^(untagged-|document-write|not-inert)/, what)) ||
    (code.startsWith("untagged-") && has(/^document-write/, what)) ||
    (/^(undeclared-|left-|written-|sent-)/.test(code) && has(/-without-consent$/, what)) ||
    (code === "written-after-withdrawal" && has(/^left-/, what));
  return findings.filter((finding) => !said(finding)).sort((a, b) => order(a.code) - order(b.code) || (a.what < b.what ? -1 : 1));
}

/** The codes that an observation deserves, each with what it is about. */
function verdicts(observation, context) {
  const { kind, url } = observation;
  if (kind === "fault") return [[observation.code, observation.what]];
  if (kind === "mark") return marked(observation, context);
  if (kind === "serviceWorker") return working(observation, context);
  if (url !== undefined) return foreign(observation, context) ? asked(observation, context) : [];
  return stored(observation, context);
}

function stored({ kind, name, phase, granted, kept }, { config }) {
  if (own(config, kind, name)) return [];
  const declarations = declared(config).filter((entry) => entry.storage === kind && fits(entry.name, name));
  const allowed = ({ necessary, category, service }) => necessary || granted?.includes(service || category);
  if (declarations.some(allowed)) return [];
  const what = kind === "cookie" ? name : `${kind} ${name}`;
  if (phase === "withdrawn") return [[kept ? "left-after-withdrawal" : "written-after-withdrawal", what]];
  const group = kind === "cookie" ? "cookie" : "storage";
  // What a script writes to see whether it can, and removes again, nobody has to declare.
  if (!declarations.length && optional(config, granted)) return config && kept ? [["undeclared-" + group, what]] : [];
  return [[group + "-without-consent", what]];
}

/** A service worker outlives its page, sends and stores by itself, and no configuration can declare it. */
function working({ name, granted }, { config, host }) {
  const rule = holder(config, name, host);
  const allowed = rule ? necessary(config).includes(rule.service) || granted?.includes(rule.service) : optional(config, granted);
  return allowed ? [] : [["worker-without-consent", new URL(name).pathname]];
}

/** Whether an address needs consent: it is on another site, or a rule says whose it is. */
function foreign({ url, page }, { config, host, allow = [] }) {
  if (!/^(https?|wss?):/.test(url)) return false;
  const { hostname } = new URL(url);
  if (allow.some((pattern) => fits(pattern, hostname) || hostname.endsWith("." + pattern))) return false;
  const ours = [config?.logUrl, config?.refreshUrl].filter(Boolean).map((address) => new URL(address, page || url).href);
  if (ours.includes(url)) return false;
  return !sameSite(hostname, host) || !!holder(config, url, host);
}

/** Hosts of one site: the same, or one below the other. */
export function sameSite(one, other) {
  const bare = (host) => host.replace(/^www\./, "");
  const below = (host, above) => host === above || host.endsWith("." + above);
  return below(bare(one), bare(other)) || below(bare(other), bare(one));
}

function asked({ kind, element, url, phase, granted }, { config, host }) {
  const { origin, pathname } = new URL(url);
  const what = origin + pathname;
  const rule = holder(config, url, host);
  const held = rule && necessary(config).includes(rule.service);
  if (held) return [];
  if (kind === "noscript") return [["noscript-pixel", what]];
  // What a rule holds needs no tag, and is no request unless it is sent.
  if (kind === "tag") return rule ? [] : [["untagged-" + (TAGS[element] || "image"), what]];
  if (rule ? granted?.includes(rule.service) : optional(config, granted)) return [];
  if (kind === "write") return rule ? [] : [["document-write", what]];
  return [[phase === "withdrawn" ? "sent-after-withdrawal" : "request-without-consent", what]];
}

const TAGS = { script: "script", iframe: "frame", embed: "frame", object: "frame", link: "style" };

function marked({ marks, inert, where, url, page }, { config }) {
  if (!config) return [];
  const { ids, unknown } = resolve(config, marks);
  const verdicts = unknown.map((id) => ["unknown-category", `"${id}"`]);
  const always = necessary(config);
  if (!inert && marks.own && !unknown.length && !ids.every((id) => always.includes(id))) verdicts.push(["not-inert", url ? new URL(url, page).href.split("?")[0] : where]);
  return verdicts;
}

/** What is declared and was never there. Only where something was granted can that be told. */
function unseen(observations, { config }) {
  if (!observations.some(({ granted }) => optional(config, granted))) return [];
  const granted = new Set(observations.flatMap(({ granted }) => granted || []));
  const never = declared(config).filter(({ storage, name, service, category, necessary }) => {
    if (own(config, storage, name)) return false;
    if (!necessary && !granted.has(service || category)) return false;
    return !observations.some((seen) => seen.kind === storage && fits(name, seen.name));
  });
  return never.map(({ storage, name, service, category }) => ({
    code: "never-seen", severity: "note", what: storage === "cookie" ? name : `${storage} ${name}`, where: "", by: service || category,
    advice: adviceOf("never-seen"), phases: [], journeys: [], count: 1,
  }));
}
