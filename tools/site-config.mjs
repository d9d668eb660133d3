// Writes a site's consent.json into its pages, before the tag: rules for what nobody tagged have to stand there (docs/guides/untagged.md).
//
//   node tools/site-config.mjs octomop

import { readFile, readdir, writeFile } from "node:fs/promises";

const BLOCK = /(<script type="application\/json" data-octoconsent>).*?(<\/script>)/s;

/** The pages of a site with its configuration in them, by file name; those that read the file themselves are left out. */
export async function inlined(id) {
  const folder = new URL(`../www/sites/${id}/`, import.meta.url);
  const config = JSON.stringify(JSON.parse(await readFile(new URL("consent.json", folder), "utf8"))).replaceAll("</", "<\\/");
  const pages = new Map();
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".html")) continue;
    const page = await readFile(new URL(name, folder), "utf8");
    if (BLOCK.test(page)) pages.set(new URL(name, folder), [page, page.replace(BLOCK, (_, start, end) => start + config + end)]);
  }
  return pages;
}

for (const id of process.argv[1] === import.meta.filename ? process.argv.slice(2) : []) {
  for (const [file, [, page]] of await inlined(id)) await writeFile(file, page);
}
