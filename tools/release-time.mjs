// How long the release of very many tags takes, and how long it keeps the page waiting, in headless Chromium: inline
// scripts that do nothing, from acceptAll() to the last of them. Time and the longest wait are medians of 5 fresh pages,
// the long tasks (over 50 ms, as PerformanceObserver reports them) are the worst of all. It informs; it is no test.

import path from "node:path";
import express from "express";
import { serve, startBrowser } from "./driven.mjs";

const root = path.resolve(import.meta.dirname, "..");
const dist = process.env.OCTOCONSENT_DIST || path.join(root, "dist");
const COUNTS = [1250, 2500, 5000];
const ROUNDS = 5;

const configuration = {
  categories: [
    { id: "necessary", necessary: true, title: "Necessary" },
    { id: "analytics", title: "Analytics" },
  ],
};
const tag = (index) => `<script type="text/plain" data-category="analytics">last = ${index}; at = performance.now();</script>\n`;
const page = (count) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>release</title>
<script>
  var last = -1, at = 0, longTasks = [], longestWait = 0, turn = 0;
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longTasks.push(duration); }).observe({ type: "longtask" });
  // The page's own work: it is never further away than the longest task.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longestWait = Math.max(longestWait, now - turn);
    turn = now;
    port2.postMessage(0);
  };
</script>
<script type="application/json" data-octoconsent>${JSON.stringify(configuration)}</script>
<script src="/octoconsent.js"></script>
<h1>A page</h1>
${Array.from({ length: count }, (_, index) => tag(index)).join("")}`;

const app = express();
app.get("/page/:count", (request, response) => response.type("html").send(page(Number(request.params.count))));
app.use(express.static(dist));
const server = await serve(app);
const { driver, quit } = await startBrowser();

const measured = async (count, host) => {
  await driver.get(`http://${host}.localhost:${server.address().port}/page/${count}`);
  await driver.wait(() => driver.executeScript("return document.readyState === 'complete' && !!octoconsent.granted"), 30_000);
  await driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
  await driver.executeScript(`
    longTasks.length = 0;
    setTimeout(() => {
      port2.postMessage(0);
      start = turn = performance.now();
      octoconsent.acceptAll();
    });`);
  await driver.wait(() => driver.executeScript(`return last === ${count - 1}`), 60_000);
  // The observer hears of a task after it.
  await driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done))");
  return driver.executeScript("return { time: at - start, wait: longestWait, long: Math.max(0, ...longTasks) }");
};
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  console.log(`\nmedian of ${ROUNDS} fresh pages, headless Chromium, milliseconds`);
  console.log(`${"inline tags".padEnd(14)}${"time".padStart(10)}${"per 1,000".padStart(12)}${"longest wait".padStart(15)}${"longest long task".padStart(20)}`);
  for (const count of COUNTS) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measured(count, `r${round}-${count}`));
    const time = median(rounds.map(({ time }) => time));
    const wait = median(rounds.map(({ wait }) => wait));
    const long = Math.max(...rounds.map(({ long }) => long));
    console.log(
      count.toLocaleString("en").padEnd(14) +
        time.toFixed(0).padStart(10) +
        ((time / count) * 1000).toFixed(0).padStart(12) +
        wait.toFixed(0).padStart(15) +
        (long ? long.toFixed(0) : "none").padStart(20),
    );
  }
} finally {
  await quit();
  server.close();
}
