// How long the preferences take to open with 200 services of four cookies each: from the call to the end of what it does, and to
// the frame after, in headless Chromium on a processor made four times slower. Median of ten fresh pages. It informs; it is no test.

import path from "node:path";
import express from "express";
import { serve, startBrowser } from "./driven.mjs";

const dist = process.env.OCTOCONSENT_DIST || path.resolve(import.meta.dirname, "../dist");
const ROUNDS = 10;
const SLOWER = 4;

/** As many services in five categories, with all that can be said of a service. */
export function many(services) {
  const cookie = (id, index) => ({ name: `${id}_${index}`, storage: index % 2 ? "localStorage" : "cookie", duration: `${index + 1} months`, party: "third", description: "Tells one visitor from another, so that each counts once." });
  const service = (_, index) => {
    const id = `service-${index}`;
    return {
      id, title: `Service ${index}`, provider: `Provider ${index} Ltd`, policy: `https://example.org/${id}/privacy`, purposes: ["measurement", "improvement"],
      description: "Counts visits and shows which pages are read.", cookies: [0, 1, 2, 3].map((number) => cookie(id, number)),
    };
  };
  const all = Array.from({ length: services }, service);
  const titles = ["Necessary", "Functional", "Performance", "Statistics", "Targeting"];
  const categories = titles.map((title, index) => ({
    id: title.toLowerCase(), title, necessary: index === 0, description: `What ${title.toLowerCase()} services are for.`, refusal: index ? "The site works the same." : undefined,
    services: all.filter((_, at) => at % titles.length === index),
  }));
  return { purposes: [{ id: "measurement", title: "Measurement" }, { id: "improvement", title: "Improvement of the site" }], categories };
}

async function run() {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>preferences</title>
    <script type="application/json" data-octoconsent>${JSON.stringify(many(200))}</script><script src="/octoconsent.js"></script><h1>A page</h1>`;
  const app = express();
  app.get("/", (_, response) => response.type("html").send(page));
  app.use(express.static(dist));
  const server = await serve(app);
  const { driver, quit } = await startBrowser();
  const acts = {
    "open the preferences": "octoconsent.showPreferences()",
    "unfold one category of 40": "root().querySelectorAll('details')[1].open = true",
    "unfold the other four": "root().querySelectorAll('details').forEach((fold) => (fold.open = true))",
    "turn a category": "root().querySelectorAll('label [role=switch]:not(:disabled)')[0].click()",
    "save": "root().querySelector('[data-do=save]').click()",
  };
  const measure = (act) => driver.executeAsyncScript(`
    const done = arguments[0];
    const root = () => document.querySelector("octo-consent").shadowRoot;
    requestAnimationFrame(() => setTimeout(() => {
      const from = performance.now();
      ${act};
      const acted = performance.now() - from;
      requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done([acted, performance.now() - from]); port2.postMessage(0); });
    }));`);
  const times = Object.fromEntries(Object.keys(acts).map((name) => [name, []]));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate: 1 });
      await driver.get(`http://r${round}.localhost:${server.address().port}/`);
      await driver.wait(() => driver.executeScript("return !!document.querySelector('octo-consent')?.shadowRoot.querySelector('[part=banner]')"), 10_000);
      await driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate: SLOWER });
      for (const [name, act] of Object.entries(acts)) times[name].push(await measure(act));
    }
    console.log(`\n200 services, 800 cookies; median of ${ROUNDS} fresh pages, and the least, headless Chromium, ${SLOWER} times slower, milliseconds`);
    console.log(`${"".padEnd(32)}${"done".padStart(8)}${"drawn".padStart(8)}${"least".padStart(8)}`);
    for (const [name, list] of Object.entries(times)) {
      const [done, drawn] = [0, 1].map((at) => list.map((pair) => pair[at]).sort((a, b) => a - b));
      console.log(name.padEnd(32) + [done[ROUNDS >> 1], drawn[ROUNDS >> 1], drawn[0]].map((time) => time.toFixed(0).padStart(8)).join(""));
    }
  } finally {
    await quit();
    server.close();
  }
}

if (process.argv[1] === import.meta.filename) await run();
