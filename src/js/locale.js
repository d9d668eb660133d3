// The interface's texts in other languages than English: one file each, fetched when something is to be shown.

import { warn } from "./events.js";
import { module, page, source } from "./host.js";
import { flat } from "./flat.js";

/** How long the banner waits for its texts, in milliseconds. Then it asks in English. */
const PATIENCE = 3000;

/** Fetches the texts of a language: from a folder, or from `locales/` beside the script. */
export function locale(folder, language) {
  const { baseURI } = page;
  const url = new URL(language + ".json", folder ? new URL(folder.replace(/\/?$/, "/"), baseURI) : new URL("locales/", source || baseURI));
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE);
  fetch(url, { signal: impatience.signal })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(Error("HTTP " + answer.status))))
    .catch((error) => warn(`the texts ${url} cannot be read, so they are English (${error.message})`))
    .then((texts) => {
      clearTimeout(timer);
      module.localise(language, flat(texts ?? null));
    });
}
