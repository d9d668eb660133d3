#!/usr/bin/env node
// Audits a site in a headless Chromium: four visitors, what each stores and sends, and what of it is a leak. docs/guides/audit.md.

import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./audit/browser.mjs";
import { draft } from "./audit/draft.mjs";
import { JOURNEYS, audit } from "./audit/journeys.mjs";

export { audit, draft, launch };

const USAGE = `audit URL… [options]     drives each page through four journeys: no choice, reject, accept, withdraw

  --json FILE         writes everything found as JSON (- for the console)
  --write FILE        writes a first consent.json with what was found
  --config FILE       checks against this configuration instead of the page's own
  --allow HOST        a host that needs no consent, such as your own CDN; may be given more than once
  --region REGION     says where the visitor is, as the page would (FR, US-CA)
  --journeys LIST     only these, by commas: ${JOURNEYS.join(", ")}
  --wait MS           waits longer at each step
  --strict            faults count as leaks do
  --chromium PATH     the browser; else $CHROMIUM, else the first on the path

Ends with 0 if nothing leaks, 1 if something does, 2 if it could not be found out.`;

/** A file that ships beside this one, or in dist/ of the workshop. */
function shipped(name) {
  for (const folder of [".", "../dist"]) {
    try {
      return readFileSync(path.join(import.meta.dirname, folder, name), "utf8");
    } catch {}
  }
  throw new Error(`${name} is missing: build first (./build.sh build)`);
}

/** The page's audit, to be injected: under a name that is no address, so that it counts in no stack. */
export const source = () => shipped("octoconsent.audit.js") + "\n//# sourceURL=octoconsent.audit";

/** The ready services, by category. */
export const services = () => JSON.parse(shipped("services.json"));

/** The findings as a table, and below each line what to do. */
export function table(findings) {
  if (!findings.length) return "Nothing found.";
  const rows = findings.map(({ severity, code, what, journeys, by, where }) => [severity, code, what, journeys.join(", ") || "all", by || where || "unknown"]);
  const head = ["", "finding", "what", "journeys", "by whom"];
  const widths = head.map((title, column) => Math.min(60, Math.max(...[head, ...rows].map((row) => row[column].length))));
  const line = (row) => row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd();
  const lines = rows.flatMap((row, index) => {
    const { where, by, advice } = findings[index];
    return [line(row), ...(where && where !== by && by ? [`         at ${where}`] : []), `         ${advice}`];
  });
  return [line(head), ...lines].join("\n");
}

function read() {
  const text = { type: "string" };
  const options = { json: text, write: text, config: text, region: text, journeys: text, wait: text, chromium: text, allow: { type: "string", multiple: true }, strict: { type: "boolean" }, help: { type: "boolean", short: "h" } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  if (!positionals.length) throw new Error("no address was named\n\n" + USAGE);
  const journeys = values.journeys?.split(",");
  const wrong = journeys?.find((name) => !JOURNEYS.includes(name));
  if (wrong !== undefined) throw new Error(`--journeys: "${wrong}" is none of ${JOURNEYS.join(", ")}`);
  if (values.wait !== undefined && !/^\d+$/.test(values.wait)) throw new Error(`--wait: "${values.wait}" is no number of milliseconds`);
  const config = values.config ? JSON.parse(readFileSync(values.config, "utf8")) : undefined;
  return { ...values, urls: positionals.map((url) => new URL(url).href), journeys, config, wait: values.wait && +values.wait };
}

async function main() {
  const options = read();
  const browser = await launch(options);
  const results = [];
  try {
    for (const url of options.urls) results.push(await audit(browser, url, { ...options, source: source() }));
  } finally {
    await browser.close();
  }
  for (const { url, findings } of results) console.log(`${url}\n\n${table(findings)}\n`);
  const all = results.flatMap(({ findings }) => findings);
  const count = (severity) => all.filter((finding) => finding.severity === severity).length;
  console.log(`${count("leak")} leaks, ${count("fault")} faults, ${count("note")} notes`);
  const report = JSON.stringify({ pages: results.map(({ url, findings, cookies }) => ({ url, findings, cookies })) }, null, 2);
  if (options.json === "-") console.log(report);
  else if (options.json) writeFileSync(options.json, report + "\n");
  if (options.write) writeFileSync(options.write, JSON.stringify(drafted(results), null, 2) + "\n");
  return count("leak") || (options.strict && count("fault")) ? 1 : 0;
}

/** One configuration of all pages. */
function drafted(results) {
  let config = results[0].config;
  for (const result of results) config = draft({ ...result, config }, services());
  return config;
}

// npm starts it by a link.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().then(
    (code) => process.exit(code),
    (error) => {
      console.error(`audit: ${error.message}`);
      process.exit(2);
    },
  );
}
