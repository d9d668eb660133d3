// Makes dist/ a package for npm: what it says of itself, and the words that npm shows. docs/guides/packages.md is for its users,
// tests/e2e/packed.test.mjs tries the packed file.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const read = (name) => readFileSync(path.join(root, name), "utf8");

/** Writes package.json, README.md and LICENSE. */
export function describe(dist, version) {
  const entry = (name, types, code) => [name, { types: `./${types}`, default: `./${code}` }];
  writeFileSync(path.join(dist, "package.json"), JSON.stringify({
    name: "octoconsent",
    version,
    description: "A cookie-consent banner in one script tag: blocks tagged scripts until the visitor agrees, and keeps the proof.",
    license: "MIT OR Apache-2.0",
    type: "module",
    main: "octoconsent.mjs",
    types: "octoconsent.d.ts",
    exports: {
      ...Object.fromEntries([
        entry(".", "octoconsent.d.ts", "octoconsent.mjs"),
        entry("./declaration", "declaration.d.mts", "declaration.mjs"),
        entry("./testing", "testing.d.mts", "testing.mjs"),
      ]),
      "./*": "./*",
    },
    bin: { "octoconsent-audit": "./audit.mjs" },
    sideEffects: ["./octoconsent.js", "./octoconsent.audit.js"],
    engines: { node: ">=20" },
    // Compressed copies are for the server that the files are put on: in here they would treble what is downloaded.
    files: ["**", "!**/*.br", "!**/*.gz"],
  }, null, 2) + "\n");
  writeFileSync(path.join(dist, "README.md"), readme());
  copyFileSync(path.join(root, "LICENSE"), path.join(dist, "LICENSE"));
}

/** README.md for who has only the package: the beginning of the project's, and the guide. Links lead to files that are not there, so
 *  of them only the words stay. */
function readme() {
  const part = (text, pattern) => {
    const [found] = pattern.exec(text) ?? [];
    if (!found) throw new Error(`the README of the package: nothing fits ${pattern}`);
    return found;
  };
  const project = read("README.md");
  return [
    part(project, /^# [^]*?(?=^\| )/m),
    part(read("docs/guides/packages.md"), /^## [^]*/m),
    "\n",
    part(project, /^## Tag what has to wait\n[^]*?(?=^## )/m),
    "## More\n\nReference and guides are in the project's repository, in `docs/`. What each key of the configuration means is also in\n`consent.schema.json`, for your editor. Licence: MIT or Apache-2.0, at your option (`LICENSE`).\n",
  ].join("").replace(/!?\[([^\]]+)\]\((?!https?:)[^)]*\)/g, "$1");
}
