// Types of the API, of its events and of the configuration. Checked by tsc and against the running script in the tests.

/** Granted or denied. */
export type State = "granted" | "denied";

/** The result in force, by id. A category is granted when all its services are. */
export interface Decision {
  categories: Record<string, State>;
  services: Record<string, State>;
}

/** How the visitor chose: "accept all", "reject all", switch by switch, a grant taken back, the banner's close button
 *  (which refuses), or the page's script through this API; a notice that was read (`acknowledge`); the browser's signal before any
 *  choice; another banner that asked before (`import`). */
export type Method =
  | "accept-all" | "reject-all" | "selection" | "withdrawal" | "close" | "api" | "acknowledge" | "signal" | "import";

/** What holds before the visitor chose. */
export type Regime = "opt-in" | "opt-out" | "notice" | "none";

/** What the browser says in the visitor's name: Global Privacy Control, Do Not Track, or nothing. */
export type Signal = "gpc" | "dnt" | "";

/** The kept proof of a choice. */
export interface ConsentRecord extends Decision {
  /** Version of the stored format. */
  version: string;
  /** Random UUID, kept for as long as the visitor keeps answering. */
  id: string;
  /** Time of the first answer, ISO 8601, UTC. */
  created: string;
  /** Time of this answer, ISO 8601, UTC. */
  updated: string;
  /** Time at which the visitor is asked again, ISO 8601, UTC. */
  expires: string;
  method: Method;
  /** The regime under which it was asked. */
  regime: Regime;
  /** Region of the visitor as the site named it (ISO 3166), or nothing where it was unknown. */
  region: string;
  /** The signal that the browser sent. */
  signal: Signal;
  /** Where the record comes from, if not from this site: another banner, or `link`. Else nothing. */
  source: string;
  /** Revision of the question, from the configuration. */
  revision: number;
  /** Eight hexadecimal digits that stand for the categories, texts and links of the configuration that asked. */
  fingerprint: string;
  /** Version of octoconsent that asked. */
  product: string;
  /** Language of the interface, BCP 47. */
  language: string;
}

/** The rule that the visitor is under. */
export interface Situation {
  regime: Regime;
  /** Region as the site named it (ISO 3166), or nothing where it is unknown. */
  region: string;
  /** The signal that is honoured, or nothing. */
  signal: Signal;
  /** Why the visitor is asked: there was no answer yet, it was given under a laxer regime, to another revision, before the policy's
   *  date, to less than is asked now, or its time is over. Nothing where there is no question. */
  reason: "new" | "regime" | "revision" | "policy" | "news" | "expired" | "";
}

/** One fault of a configuration or of an argument: the place, and what is wrong there. */
export interface Fault {
  path: string;
  message: string;
}

/** The details of the events. On `document` their names begin with `octoconsent:`. */
export interface Events {
  /** The configuration is read and the gate stands. */
  ready: { decision: Decision; record: ConsentRecord | null };
  /** The visitor chose, in this tab. */
  choice: { method: Method; decision: Decision; record: ConsentRecord | null };
  /** The decision in force is another, also by a choice in another tab; told once at the start too. `changed`: ids of categories and
   *  services. */
  change: { changed: string[]; decision: Decision; record: ConsentRecord | null };
  /** The interface speaks another language (BCP 47): the visitor has picked one, or `language(tag)` was called. */
  language: { language: string };
  /** A tag was released. */
  release: { category: string; service: string; element: Element };
  /** Something is wrong, and whatever it concerns stays blocked: `config`, `wasm` (WebAssembly is forbidden), `tag` (unknown
   *  category or service, missing nonce), `record` (a stored record is broken), `crash`. */
  error: { code: "config" | "wasm" | "tag" | "record" | "crash"; message: string; faults: Fault[] };
}

/** The API: `window.octoconsent` once the script has run, and what `load` of the module gives. */
export interface Octoconsent {
  /** Calls each function with the API at once. Before the script has run, `octoconsent` is an array that collects them. */
  push(...callbacks: ((api: Octoconsent) => void)[]): void;
  /** Kept once the configuration is read and the gate stands, with the details of the event `ready`. */
  ready: Promise<Events["ready"]>;
  /** Starts with a configuration, or starts anew with another one. Its faults are reported as an `error` event. */
  start(config: Config): void;
  /** Whether a category or service is granted; false for an unknown id, before the start, and while the page is prerendered. */
  granted(id: string): boolean;
  /** The decision in force. */
  decision(): Decision;
  /** The record of the visitor's choice, or null where there is none. */
  record(): ConsentRecord | null;
  /** The rule that the visitor is under, and why there is a question. */
  situation(): Situation;
  /** Grants everything. */
  acceptAll(): void;
  /** Denies everything that is not necessary. */
  rejectAll(): void;
  /** Grants (true) or denies (false) categories and services by id; the rest stays. Throws a TypeError that names the id
   *  where one is unknown, necessary and denied, or not a boolean. */
  choose(choices: Record<string, boolean>): void;
  /** Takes back what was granted: everything, or one category or service. What it stored is deleted. */
  withdraw(id?: string): void;
  /** Opens the banner. */
  showBanner(): void;
  /** Opens the preferences. */
  showPreferences(): void;
  /** Gives the language of the interface, as a BCP 47 tag. */
  language(): string;
  /** Has the interface speak another of the languages on offer (`languages`, else all that there are), on this page. Throws a TypeError
   *  where there is none that suits. */
  language(tag: string): void;
  /** Closes what is open. Grants nothing. */
  hide(): void;
  /** Says that a notice was read: what is in force stays so. */
  acknowledge(): void;
  /** Saves the record in force as a file for the visitor, with a receipt in the terms of ISO/IEC TS 27560 (docs/guides/record.md). Does
   *  nothing where there is none. */
  download(): void;
  /** Subscribes to an event. Who comes late to `ready`, `choice`, `change` or `error` is told at once, with the state now. */
  on<Name extends keyof Events>(name: Name, subscriber: (detail: Events[Name]) => void): void;
  /** Ends a subscription. */
  off<Name extends keyof Events>(name: Name, subscriber: (detail: Events[Name]) => void): void;
  /** Forgets the visitor's choice, deletes what was stored, and asks again. */
  reset(): void;
}

/** A text that visitors read: one string, or one per language. */
export type Text = string | { [language: string]: string };

/** The configuration. consent.schema.json says what each key means and which values it takes. */
export interface Config {
  $schema?: string;
  revision?: number;
  policyDate?: string;
  policyChanges?: Text;
  presets?: boolean;
  regions?: RegionRule[];
  childDirected?: boolean;
  doNotTrack?: boolean;
  language?: string;
  languages?: string[];
  locales?: string;
  theme?: "auto" | "light" | "dark";
  colors?: Colors;
  colorsDark?: Colors;
  logo?: { src: string; srcDark?: string; alt?: Text };
  categories: Category[];
  purposes?: { id: string; title: Text }[];
  checkedDate?: string;
  aliases?: { name: string; id: string }[];
  texts?: { [language: string]: { [key: string]: string } };
  links?: { href: Text; text: Text }[];
  banner?: {
    layout?: "bar" | "box" | "center";
    position?: "bottom" | "top" | "bottom-right" | "bottom-left" | "top-right" | "top-left" | "center";
    close?: boolean;
    blocking?: boolean;
  };
  preferences?: { layout?: "dialog" | "panel"; position?: "end" | "start" };
  reopen?: {
    shape?: "circle" | "triangle" | "tab" | "none";
    corner?: "bottom-left" | "bottom-right" | "top-left" | "top-right";
    label?: "icon" | "text" | "both";
  };
  robots?: "ask" | "ignore";
  cookie?: { name?: string; domain?: string; path?: string; days?: number; daysDenied?: number };
  reload?: boolean;
  logUrl?: string;
  refreshUrl?: string;
  siblings?: string[];
  import?: { from: Banner; cookie?: string; delete?: boolean }[];
}

/** Colours of the interface, each `#rrggbb`. */
export interface Colors {
  text?: string;
  background?: string;
  accent?: string;
  button?: string;
  buttonText?: string;
}

/** A banner whose record can be taken over. */
export type Banner =
  | "vanilla-cookieconsent" | "klaro" | "orejime" | "tarteaucitron" | "cookiehub" | "cookiebot" | "onetrust" | "cookieyes";

/** A rule for regions: a regime, or a preset and what replaces parts of it. */
export interface RegionRule {
  in: string[];
  preset?:
    | "france" | "italy" | "germany" | "spain" | "latvia" | "eu" | "uk" | "switzerland" | "california" | "us" | "quebec" | "brazil";
  regime?: Regime;
  signal?: "yields" | "final" | "ignored";
  objection?: ("statistics" | "appearance")[];
  days?: number;
  daysDenied?: number;
}

export interface Category {
  id: string;
  necessary?: boolean;
  default?: "denied";
  basis?: "consent" | "legitimate-interest";
  use?: "statistics" | "appearance" | "functional" | "advertising" | "sensitive";
  title: Text;
  description?: Text;
  refusal?: Text;
  services?: Service[];
  cookies?: Cookie[];
}

export interface Service {
  id: string;
  title: Text;
  provider?: string;
  description?: Text;
  purposes?: string[];
  policy?: string;
  cookies?: Cookie[];
  autoBlock?: Rule[];
}

/** What a service loads though nobody tagged it: where from, or what an inline script contains. */
export type Rule = { url: string } | { inline: string };

export interface Cookie {
  name: string;
  storage?: "cookie" | "localStorage" | "sessionStorage" | "indexedDB" | "cacheStorage";
  duration?: string;
  party?: "first" | "third";
  path?: string;
  description?: Text;
}

/** Loads the module once, and gives the API. `source`: where octoconsent_bg.wasm lies, or its bytes or module; by default
 *  beside octoconsent.mjs. Rejects where WebAssembly is forbidden or the file cannot be fetched; it may then be called again.
 *  Where another copy came first, a script tag or another bundle, that one's API. */
export function load(source?: string | URL | BufferSource | WebAssembly.Module): Promise<Octoconsent>;
export default load;

/** Something that octoconsent.audit.js has found (docs/guides/audit.md). */
export interface Finding {
  code: string;
  /** Something optional without consent; something that does not work as it is meant; worth a look. */
  severity: "leak" | "fault" | "note";
  /** Name of the entry, address of the request, or what is wrong. */
  what: string;
  /** Selector of the element, or nothing. */
  where: string;
  /** Script and line that did it, or what else did; nothing where it is unknown. */
  by: string;
  advice: string;
  /** When: before any answer, after a refusal, while something was granted, after a withdrawal. */
  phases: ("before" | "refused" | "granted" | "withdrawn")[];
  count: number;
}

/** What octoconsent.audit.js gives. */
export interface AuditReport {
  page: string;
  time: string;
  phase: "before" | "refused" | "granted" | "withdrawn";
  /** Ids of what is granted; null where octoconsent does not run. */
  granted: string[] | null;
  findings: Finding[];
}

declare global {
  interface Window {
    /** Where octoconsent.audit.js runs. */
    octoconsentAudit?: { report(): Promise<AuditReport>; open(): Promise<void>; close(): void };
    /** The visitor's region, where the site names it so: `FR`, `US-CA`. */
    octoconsentRegion?: string;
    octoconsent: Octoconsent | ((api: Octoconsent) => void)[];
  }
  interface DocumentEventMap {
    "octoconsent:ready": CustomEvent<Events["ready"]>;
    "octoconsent:choice": CustomEvent<Events["choice"]>;
    "octoconsent:change": CustomEvent<Events["change"]>;
    "octoconsent:language": CustomEvent<Events["language"]>;
    "octoconsent:release": CustomEvent<Events["release"]>;
    "octoconsent:error": CustomEvent<Events["error"]>;
    "octoconsent:audit": CustomEvent<AuditReport>;
  }
}
