// What the browser fetches of a page that it must not run: how many of the parser's own scripts, frames, images and style
// sheets are asked for before anybody has agreed, though autoBlock holds them. Chromium reads ahead of its parser while it
// waits for a script ("preload scanner"), and nothing in a page can stop that. Figures in docs/guides/untagged.md.
//
//   near: in the same part of the page as the octoconsent tag   far: behind a part that arrives after the start
//   external: octoconsent.js as a file                          inline: its text in the page

import { readFileSync } from "node:fs";
import path from "node:path";
import express from "express";
import { serve, startBrowser } from "./driven.mjs";

const root = path.resolve(import.meta.dirname, "..");
const ROUNDS = 20;
const KINDS = {
  "script src": (at) => `<script src="${at}"></script>`,
  "script async": (at) => `<script async src="${at}"></script>`,
  iframe: (at) => `<iframe src="${at}"></iframe>`,
  img: (at) => `<img src="${at}" alt="">`,
  "link stylesheet": (at) => `<link rel="stylesheet" href="${at}">`,
};

const config = JSON.stringify({
  categories: [{ id: "a", title: "A", services: [{ id: "s", title: "S", autoBlock: [{ url: "*/held/" }, { inline: "held:inline" }] }] }],
});
const asked = new Map();
const ran = new Map();
const app = express();
app.get("/held/:kind/:id", ({ params }, response) => {
  asked.get(params.id)?.add(params.kind);
  response.type(params.kind.startsWith("script") ? "js" : params.kind === "iframe" ? "html" : "css");
  response.send(params.kind.startsWith("script") ? `fetch("/ran/${params.kind}/${params.id}")` : params.kind === "iframe" ? `<script>fetch("/ran/iframe/${params.id}")</script>` : "");
});
app.get("/ran/:kind/:id", ({ params }, response) => {
  ran.get(params.id)?.add(params.kind);
  response.end();
});
app.get("/page/:id", async ({ params, query }, response) => {
  const product = readFileSync(path.join(root, "dist/octoconsent.js"), "utf8");
  const tag = query.tag === "inline" ? `<script>${product}</script>` : '<script src="/octoconsent.js"></script>';
  const held = Object.entries(KINDS).map(([kind, markup]) => markup(`/held/${encodeURIComponent(kind)}/${params.id}`)).join("\n");
  response.type("html").write(`<!doctype html><html lang="en"><meta charset="utf-8"><title>early</title><script type="application/json" data-octoconsent>${config}</script>${tag}<p>text`);
  if (query.place === "far") await new Promise((resolve) => starts.set(params.id, resolve));
  response.end(`${held}<script>/* held:inline */ fetch("/ran/inline/${params.id}")</script><p>The end.<script>fetch("/end/${params.id}")</script>`);
});
const starts = new Map();
app.get("/end/:id", (_, response) => response.end());
app.use(express.static(path.join(root, "dist"), { cacheControl: false, etag: false }));
const server = await serve(app);

const { driver, quit } = await startBrowser({ flags: [], strategy: "none" });

const visit = async (id, tag, place) => {
  asked.set(id, new Set());
  ran.set(id, new Set());
  const ready = (what) => driver.wait(() => driver.executeScript(what).catch(() => false), 10_000);
  await driver.get(`http://${id}.localhost:${server.address().port}/page/${id}?tag=${tag}&place=${place}`);
  await ready(`return location.pathname === "/page/${id}" && !!window.octoconsent?.granted`);
  starts.get(id)?.();
  await ready(`return location.pathname === "/page/${id}" && document.readyState === "complete"`);
  // One more round trip behind all that the page has asked for.
  await driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => fetch('/end/x').then(() => done())))");
};

try {
  console.log(`requests before an answer, of ${ROUNDS} pages each (${(await driver.getCapabilities()).get("browserVersion")})`);
  console.log(["", ...Object.keys(KINDS), "ran"].map((name) => name.padEnd(17)).join(""));
  for (const tag of ["external", "inline"]) {
    for (const place of ["near", "far"]) {
      const ids = Array.from({ length: ROUNDS }, (_, index) => `${tag}-${place}-${index}`);
      for (const id of ids) await visit(id, tag, place);
      const count = (kind) => ids.filter((id) => asked.get(id).has(kind)).length;
      const ranAny = ids.filter((id) => ran.get(id).size).length;
      console.log([`${tag}, ${place}`, ...Object.keys(KINDS).map(count), ranAny].map((cell) => String(cell).padEnd(17)).join(""));
    }
  }
} finally {
  await quit();
  server.closeAllConnections();
  server.close();
}
