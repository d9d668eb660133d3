// How pages are marked, for us and for other banners: the one place that knows. It is data; tags.js reads the marks, and
// src/core/alias.rs finds what the words mean among the site's own categories and services. Sources: the banners'
// documentation and code, collected in contracts 1.1 of the project.

/** Each dialect: where the categories stand, where the service stands, what goes before its words in `WORDS`. An element
 *  speaks the first one that it has an attribute of. Where another banner names a service, that decides. */
export const DIALECTS = [
  ["data-category", "data-service"], // octoconsent, vanilla-cookieconsent 3
  ["data-cookiecategory"], // vanilla-cookieconsent 2, CookieScript, Pandectes
  ["data-consent"], // CookieHub
  ["data-cookieconsent"], // Cookiebot
  ["data-cookieyes"], // CookieYes
  ["data-osano"], // Osano
  ["data-iub-purposes", , "iub"], // iubenda
  ["data-categories"], // Termly
  ["data-category-consent"], // Cookie Information
  [, "data-usercentrics"], // Usercentrics
  ["data-purposes", "data-vendor"], // Didomi
  ["data-cmp-purpose", "data-cmp-vendor"], // consentmanager
  ["data-purpose"], // orejime 3
  [, "data-name"], // klaro, orejime 2
  ["class"], // OneTrust: class="optanon-category-C0002-C0004"
];

/** What stands before the words in a class (OneTrust). */
export const CLASS = "optanon-category-";

/** Types that keep a script from running. */
export const BLOCKED = ["text/plain", "opt-in", "javascript/blocked", "didomi/javascript"];

/** Where an address waits, and where it belongs. */
export const SOURCES = Object.entries({
  "data-src": "src",
  "data-srcset": "srcset",
  "data-href": "href",
  "data-srcdoc": "srcdoc",
  "data-data": "data",
  "data-poster": "poster",
  "data-style": "style",
  "data-cookieblock-src": "src", // Cookiebot
  "data-suppressedsrc": "src", // iubenda
  suppressedsrc: "src", // iubenda
  "uc-src": "src", // Usercentrics
  "data-consent-src": "src", // Cookie Information
  "data-cmp-src": "src", // consentmanager
});

/** Words that mean the same. Those of no line, such as "other" or "unclassified", mean nothing without an alias. */
export const WORDS = [
  "necessary essential strict strictly-necessary c0001 iub1 cookieyes-necessary cookie_cat_necessary",
  "functional functionality preferences personalization c0003 iub2 iub3 cookieyes-functional cookie_cat_functional",
  "analytics statistics statistic performance measurement c0002 iub4 cookieyes-analytics cookieyes-performance cookie_cat_statistic",
  "targeting marketing advertising advertisement social opt_out c0004 c0005 iub5 cookieyes-advertisement cookie_cat_marketing",
];
