// Bundles the scripts of the gallery and the configurator (www/) into target/www. They know which languages there are, and bring the
// validator along that the configurator needs: @cfworker/json-schema, which builds no code from text.

import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const locales = path.join(root, "locales");
const shipped = existsSync(locales) ? readdirSync(locales).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5)) : [];
const languages = [...new Set(["en", ...shipped])].sort();
const outdir = path.join(root, "target/www");

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ["gallery/gallery.js", "configurator/configurator.js"].map((name) => path.join(root, "www", name)),
  outdir,
  entryNames: "[name]",
  bundle: true,
  format: "esm",
  charset: "utf8",
  minifySyntax: true,
  minifyWhitespace: true,
  target: ["chrome110", "firefox115", "safari16.4"],
  define: { __LANGUAGES__: JSON.stringify(languages) },
  // Its licence asks for the notice wherever it goes.
  banner: { js: "/* octoconsent | MIT OR Apache-2.0. configurator.js holds @cfworker/json-schema, (c) Jeremy Danyow, MIT */" },
  logLevel: "warning",
});
