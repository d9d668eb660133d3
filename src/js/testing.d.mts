import type { Config } from "./octoconsent.js";

/** What a visitor who has answered brings along: the record, under this name in a cookie and in local storage. */
export interface Answered {
  name: string;
  value: string;
  /** The line that sets the cookie, as a `Set-Cookie` header or `document.cookie` takes it. */
  cookie: string;
}

/** The record that a visitor of a site with this configuration would have who has answered so: everything granted, everything denied, or what
 *  is named by id, the rest as the rule of the region has it. Rejects with a `TypeError` that names every fault of the
 *  configuration and every id that it does not know (`faults`). */
export function answered(config: Config, choice?: "accept-all" | "reject-all" | Record<string, boolean>, options?: {
  /** Region of the visitor (ISO 3166), such as `US-CA`; unknown where none is named. */
  region?: string;
  /** Whether the browser sends Global Privacy Control. */
  signal?: boolean;
  /** Time of the answer, in milliseconds since 1970, or as a date; now where none is named. */
  now?: number | Date;
  /** Language in which it was asked, as a BCP 47 tag; `en` where none is named. */
  language?: string;
  /** Number of the record; a random UUID where none is named. */
  id?: string;
  /** Whether the page comes over https. */
  secure?: boolean;
}): Promise<Answered>;
