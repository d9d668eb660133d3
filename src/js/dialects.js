// How pages are marked, for us and for other banners: the one place that knows. It is data; marks.js reads the marks, and
// src/core/alias.rs finds what the words mean among the site's own categories and services. Sources: the banners'
// documentation and code, collected in contracts 1.1 of the project.

/** Each dialect: the attribute with the categories, those with a service, what stands before each word in the markup, and what is
 *  put before it to find it in `WORDS`. `live`: scripts are marked without being made inert. An element speaks the first dialect
 *  that it has an attribute of. */
export const DIALECTS = [
  { categories: "data-category", services: ["data-service"] }, // octoconsent, vanilla-cookieconsent 3
  { categories: "data-cookiecategory" }, // vanilla-cookieconsent 2, CookieScript, Pandectes
  { categories: "data-consent" }, // CookieHub
  { categories: "data-cookieconsent" }, // Cookiebot
  { categories: "data-cookieyes", prefix: "cookieyes-", live: true }, // CookieYes
  { categories: "data-osano", live: true }, // Osano
  { categories: "data-iub-purposes", scope: "iub" }, // iubenda
  { categories: "data-categories" }, // Termly
  { categories: "data-category-consent", prefix: "cookie_cat_" }, // Cookie Information
  { services: ["data-usercentrics"] }, // Usercentrics
  { categories: "data-purposes", services: ["data-vendor", "data-vendor-raw"] }, // Didomi
  { categories: "data-cmp-purpose", services: ["data-cmp-vendor"] }, // consentmanager
  { categories: "data-purpose" }, // orejime 3
  { services: ["data-name"] }, // klaro, orejime 2
  { categories: "class" }, // OneTrust: class="optanon-category-C0002-C0004"
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
  "necessary essential strict strictly-necessary c0001 iub1 #1",
  "functional functionality preferences personalization c0003 iub2 iub3 #2",
  "analytics statistics statistic performance measurement c0002 iub4 #3",
  "targeting marketing advertising advertisement social social_networking opt_out c0004 c0005 iub5 #4",
];
