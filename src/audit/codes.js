// Every finding there is: how bad it is, and what to do about it in one sentence. docs/guides/audit.md explains each; a test holds
// the two together.

/** `leak`: something optional without consent, or after it was taken back. `fault`: something does not work as it is meant.
 *  `note`: worth a look. */
export const CODES = {
  "cookie-without-consent": ["leak", "Tag the script that sets it, or declare the cookie under a necessary category if the site cannot work without it."],
  "storage-without-consent": ["leak", "Tag the script that writes it, or declare the entry under a necessary category if the site cannot work without it."],
  "worker-without-consent": ["leak", "Tag what registers it, or name it in a rule of a necessary service; after a withdrawal its service has to unregister it."],
  "request-without-consent": ["leak", "Tag what sends it, or hold it with a rule (autoBlock) of its service."],
  "untagged-script": ["leak", 'Give the script type="text/plain" and data-category, or a rule (autoBlock) to its service.'],
  "untagged-frame": ["leak", "Write data-src for src and name its data-category, or give a rule (autoBlock) to its service."],
  "untagged-image": ["leak", "Write data-src for src and name its data-category, or serve the image from your own host."],
  "untagged-style": ["leak", "Serve the style sheet or font from your own host, or write data-href for href and name its data-category."],
  "not-inert": ["leak", 'Make the tag inert: type="text/plain" on a script, data-src for src elsewhere; the category alone holds nothing.'],
  "document-write": ["leak", "Put the tag into the page with a data-category, or tag the script that writes it."],
  "noscript-pixel": ["leak", "Remove it: without scripts nobody can be asked, so it is sent without consent."],
  "left-after-withdrawal": ["leak", "Declare it under its service with its storage and path, so that it is erased; what is HttpOnly only the server can erase."],
  "sent-after-withdrawal": ["leak", 'Set "reload": true, or have the service stop when it hears octoconsent:change.'],
  "undeclared-cookie": ["fault", "Declare the cookie under the service that sets it: visitors must be told of it, and what is not declared is not erased."],
  "undeclared-storage": ["fault", "Declare the entry under the service that writes it: visitors must be told of it, and what is not declared is not erased."],
  "unknown-category": ["fault", "Name a category or service of the configuration, or give the word an alias: until then the tag never loads."],
  "no-octoconsent": ["fault", "Put octoconsent.js first into the head: nothing asks the visitor on this page."],
  "not-started": ["fault", "Look into the console: octoconsent said what is wrong, and whatever is tagged stays blocked."],
  "policy-wasm": ["fault", "Add 'wasm-unsafe-eval' to script-src: without it octoconsent does not start and everything stays blocked."],
  "policy-connect": ["fault", "Add the address to connect-src: octoconsent fetches it."],
  "policy-nonce": ["fault", "Give the page's nonce to the tag of octoconsent and to every tagged script: one without it never runs."],
  "policy-host": ["fault", "Add the host to the directive, or remove the tag: the policy forbids it whatever the visitor says."],
  "written-after-withdrawal": ["note", 'Set "reload": true, or have the service stop when it hears octoconsent:change.'],
  "never-seen": ["note", "Remove the declaration if nothing sets it any more, or visit the page that does."],
};

/** The sentence of a code. */
export const adviceOf = (code) => CODES[code][1];

/** `leak`, `fault` or `note`. */
export const severityOf = (code) => CODES[code][0];

/** The worst first. */
export const order = (code) => Object.keys(CODES).indexOf(code);
