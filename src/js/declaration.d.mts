import type { Config } from "./octoconsent.js";

/** The declaration as HTML, to be put where the page has `<octoconsent-declaration>`: readable without scripts, the same for every
 *  visitor. Rejects with a `TypeError` that names every fault of the configuration with its path (`faults`). */
export function declaration(config: Config, options?: {
  /** The language that is wanted, as `lang` names it; English where none is named. */
  language?: string;
  /** The interface texts, by keys, as in `locales/`; those beside this file where none are given. */
  texts?: Record<string, string> | null;
  /** Level of the categories' headings, 1 to 5; 2 where none is named. */
  level?: number;
}): Promise<string>;
