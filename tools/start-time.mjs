// How long the start takes: from the script's own start to the gate standing, and to the banner painted, in headless
// Chromium, beside vanilla-cookieconsent on the same page in the same run. Median of 20 fresh pages. It informs; it is
// no test.

import { readFileSync } from "node:fs";
import path from "node:path";
import express from "express";
import { serve, startBrowser } from "./driven.mjs";

const root = path.resolve(import.meta.dirname, "..");
const peer = path.join(root, "node_modules/vanilla-cookieconsent/dist");
const ROUNDS = 20;

const configuration = {
  categories: [
    { id: "necessary", necessary: true, title: "Necessary" },
    { id: "analytics", title: "Analytics", services: [{ id: "matomo", title: "Matomo" }] },
  ],
};
// It needs a body, so it starts as its own documentation has it: when the document is parsed.
const peerConfiguration = {
  hideFromBots: false,
  categories: { necessary: { enabled: true, readOnly: true }, analytics: {} },
  language: {
    default: "en",
    translations: {
      en: {
        consentModal: { title: "Your choice about cookies", description: "Necessary cookies make this site work.", acceptAllBtn: "Accept all", acceptNecessaryBtn: "Reject all", showPreferencesBtn: "Choose" },
        preferencesModal: { title: "Cookie preferences", acceptAllBtn: "Accept all", acceptNecessaryBtn: "Reject all", savePreferencesBtn: "Save", sections: [{ title: "Analytics", linkedCategory: "analytics" }] },
      },
    },
  },
};

// Painted: two frames after the banner is in the document.
const paint = (there) => `
  const seen = () => ${there} ? requestAnimationFrame(() => requestAnimationFrame(() => { times.painted = performance.now(); })) : requestAnimationFrame(seen);
  seen();`;
const page = (head) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>start</title><script>window.times = {};</script>${head}<body><h1>A page</h1><p>${"words ".repeat(400)}</p></body></html>`;
const pages = {
  octoconsent: page(`
    <script type="application/json" data-octoconsent>${JSON.stringify(configuration)}</script>
    <script src="/octoconsent.js"></script>
    <script>octoconsent.on("ready", () => { times.ready = performance.now(); }); ${paint(`document.querySelector("octo-consent")?.shadowRoot.querySelector("[part=banner]")`)}</script>`),
  "vanilla-cookieconsent": page(`
    <link rel="stylesheet" href="/peer/cookieconsent.css">
    <script src="/peer/cookieconsent.umd.js"></script>
    <script>addEventListener("DOMContentLoaded", () => CookieConsent.run(${JSON.stringify(peerConfiguration)}).then(() => { times.ready = performance.now(); })); ${paint(`document.querySelector("#cc-main .cm--box, #cc-main .cm")`)}</script>`),
};

const app = express();
app.get("/page/:name", (request, response) => response.type("html").send(pages[request.params.name]));
app.use("/peer", express.static(peer));
app.use(express.static(path.join(root, "dist")));
const server = await serve(app);
const { driver, quit } = await startBrowser();

const measured = async (name, host) => {
  await driver.get(`http://${host}.localhost:${server.address().port}/page/${name}`);
  await driver.wait(() => driver.executeScript("return times.ready !== undefined && times.painted !== undefined"), 10_000);
  // The script starts when its file has arrived.
  return driver.executeScript(`
    const arrived = performance.getEntriesByType("resource").find(({ name }) => /(octoconsent|umd)\\.js$/.test(name)).responseEnd;
    return { ready: times.ready - arrived, painted: times.painted - arrived };`);
};
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  const results = { octoconsent: [], "vanilla-cookieconsent": [] };
  // In turn, each page on a host of its own: nothing is cached, kept or warm for one and not for the other.
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(results)) results[name].push(await measured(name, `r${round}-${name}`));
  }
  const versions = { octoconsent: "", "vanilla-cookieconsent": JSON.parse(readFileSync(path.join(peer, "../package.json"), "utf8")).version };
  console.log(`\nmedian of ${ROUNDS} fresh pages, headless Chromium, milliseconds from the script's arrival`);
  console.log(`${"".padEnd(32)}${"gate ready".padStart(12)}${"banner painted".padStart(16)}`);
  for (const [name, times] of Object.entries(results)) {
    const cell = (key, width) => median(times.map((time) => time[key])).toFixed(1).padStart(width);
    console.log(`${`${name} ${versions[name]}`.padEnd(32)}${cell("ready", 12)}${cell("painted", 16)}`);
  }
} finally {
  await quit();
  server.close();
}
