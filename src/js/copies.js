// Several copies on one page act as one: two tags, script and module, a module that two bundles hold. The first one runs, and
// who comes later gets its API.

/** Where every copy looks. A symbol, since an element of the page may have any name: `<form id="octoconsent">`. */
const MARK = Symbol.for("octoconsent");

/** The API of the copy that came first, as a promise, since that one may still load. Nothing where there is none. Says, once, that
 *  there are several. */
export function first() {
  const api = window[MARK];
  if (api && !api.told) {
    api.told = true;
    console.warn("octoconsent: there is more than one copy on this page; the first one runs, and the others give its API");
  }
  return api;
}

/** Makes this copy the first: `api` is the promise of its API; nothing where it has failed. */
export const claim = (api) => (window[MARK] = api);
