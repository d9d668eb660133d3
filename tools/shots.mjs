// Screenshots of every surface, to be looked at: target/shots, and those of the README in docs/pictures.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CONFIG } from "../tests/e2e/placeholder.mjs";
import { startServer } from "../tests/server.mjs";
import { startBrowser } from "./driven.mjs";

const root = path.resolve(import.meta.dirname, "..");
const folders = { shots: path.join(root, "target/shots"), pictures: path.join(root, "docs/pictures") };
for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });

const server = await startServer();
const { driver, quit } = await startBrowser({ flags: ["--hide-scrollbars", "--force-prefers-reduced-motion"] });

const chrome = (command, parameters) => driver.sendDevToolsCommand(command, parameters);
const screen = (width, height, scale = 1) =>
  chrome("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: width < 600 });
const media = (...features) => chrome("Emulation.setEmulatedMedia", { features: features.map(([name, value]) => ({ name, value })) });
const run = (script) => driver.executeScript(script);
let hosts = 0;

/** Opens a page on a host of its own and waits for the product. */
async function open(page) {
  await driver.get(`http://shot${hosts++}.localhost:${server.port}${page}`);
  await driver.executeAsyncScript("octoconsent.push((api) => api.on('ready', arguments[0]))");
}

async function shot(name, folder = "shots", part = driver) {
  await driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))");
  writeFileSync(path.join(folders[folder], `${name}.png`), await part.takeScreenshot(), "base64");
  console.log(`${path.relative(root, folders[folder])}/${name}.png`);
}

/** The browser's Global Privacy Control, from the next page on; gives what ends it. */
async function signal() {
  const source = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true, configurable: true })";
  const { identifier } = await driver.sendAndGetDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source });
  return () => chrome("Page.removeScriptToEvaluateOnNewDocument", { identifier });
}

/** What the rules of regions show: the surfaces of a page of tests/fixtures, each in every form. */
async function regions(suffix = "", config = {}) {
  const uses = { analytics: "statistics", targeting: "advertising" };
  const link = [{ href: "/privacy", text: "Privacy policy" }];
  const at = (region, more) =>
    `/fixtures/plain/?region=${region}&config=${encodeURIComponent(JSON.stringify({ presets: true, links: link, categories, ...config, ...more }))}`;
  const { categories } = JSON.parse(readFileSync(path.join(root, "tests/fixtures/consent.json"), "utf8"));
  for (const category of categories) category.use = uses[category.id];
  const unsigned = await signal();
  await open(at("US-CA"));
  await shot(`opt-out-signal${suffix}`);
  await run("octoconsent.showPreferences()");
  await shot(`opt-out-preferences${suffix}`);
  await open(at("US-CA", { regions: [{ in: ["US-CA"], preset: "california", signal: "final" }] }));
  await run(`octoconsent.showPreferences()`);
  await shot(`signal-final-preferences${suffix}`);
  await unsigned();
  await open(at("CH", { regions: [{ in: ["CH"], regime: "notice" }] }));
  await shot(`notice${suffix}`);
  await open(at("GB"));
  await shot(`objection${suffix}`);
  await run("octoconsent.choose({ matomo: true, posthog: false, targeting: true })");
  const fresh = { id: "support", title: "Support chat", services: [{ id: "chat", title: "Chat" }] };
  await driver.get((await driver.getCurrentUrl()).replace(/\/fixtures.*/, at("GB", { categories: [...categories, fresh] })));
  await shot(`asked-again${suffix}`);
  await run("octoconsent.showPreferences(); document.querySelector('octo-consent').shadowRoot.querySelector('.record').scrollIntoView()");
  await shot(`record${suffix}`);
  await open(at("FR", { childDirected: true }));
  await run("octoconsent.showPreferences()");
  await shot(`children${suffix}`);
}

/** Gallery and configurator, whose product runs in a frame. */
async function pages() {
  const ready = "return document.querySelector('#stage iframe:not(.coming)')?.contentDocument.querySelector('octo-consent')?.shadowRoot.childElementCount > 0";
  const framed = async (address) => {
    await driver.get(`http://shot${hosts++}.localhost:${server.port}/${address}`);
    await driver.wait(() => run(ready), 10_000);
  };
  const overview = "const thumbs = [...document.querySelectorAll('#thumbs li')]; thumbs.find((thumb) => !thumb.querySelector('[data-shown]'))?.scrollIntoView({ behavior: 'instant' }); return thumbs.every((thumb) => thumb.querySelector('[data-shown]'))";
  for (const [suffix, width, scheme] of [["", 1400, "light"], ["-dark", 1400, "dark"], ["-phone", 390, "light"]]) {
    await media(["prefers-color-scheme", scheme]);
    await screen(width, 900);
    await framed("gallery.html#place=bar-bottom&language=fr");
    await shot(`gallery${suffix}`);
    await framed("gallery.html#language=ar");
    await driver.wait(() => run(overview), 30_000);
    await run("document.querySelector('.overview').scrollIntoView({ behavior: 'instant' })");
    await shot(`gallery-overview${suffix}`);
    await framed("configurator.html");
    await run("document.querySelector('#start').open = false");
    await shot(`configurator${suffix}`);
    await run("document.querySelector('#tab-code').click(); document.querySelector('#section-categories').open = true; document.querySelector('#section-categories .part').open = true; if (innerWidth < 900) document.querySelector('#panel-code').scrollIntoView()");
    await shot(`configurator-code${suffix}`);
    await driver.get(`http://shot${hosts++}.localhost:${server.port}/configurator.html#config=${encodeURIComponent(JSON.stringify({ categories: [{ id: "a b", titel: "Analytics" }], cookie: { days: 401 } }))}`);
    await driver.wait(() => run("return !!document.querySelector('#faults button')"), 10_000);
    await shot(`configurator-wrong${suffix}`);
  }
  await media();
}

const unfold = "document.querySelector('octo-consent').shadowRoot.querySelectorAll('details')[1].open = true";
const arabic = {
  privacyChoices: "خيارات الخصوصية", signalText: "تم تطبيق إشارة الرفض. متصفحك يرسلها، ولذلك أُوقف: {names}.", signalTitle: "تم تطبيق إشارة الرفض",
  acceptAll: "قبول الكل", rejectAll: "رفض الكل", choose: "تخصيص", save: "حفظ", acknowledge: "حسنًا", recordTitle: "سجلّك", on: "مفعّل", off: "موقوف",
  recordDate: "سُجّل", recordUntil: "صالح حتى", recordId: "الرقم", download: "تنزيل", erase: "حذف",
};
const configured = (change) => `fetch("consent.json").then((answer) => answer.json()).then((config) => { (${change})(config); octoconsent.start(config); arguments[0](); })`;

/** Every layout on a page of tests/fixtures, in each form that the style sheet knows. */
async function looks() {
  const links = [{ href: "/privacy", text: "Privacy policy" }, { href: "/imprint", text: "Imprint" }];
  const at = (config) => `/fixtures/look/?config=${encodeURIComponent(JSON.stringify({ links, languages: ["en", "ar"], logo: { src: "/start.svg" }, ...config }))}`;
  const forms = {
    light: [1280, 800, 1], dark: [1280, 800, 1, ["prefers-color-scheme", "dark"]], "right-to-left": [1280, 800, 1],
    phone: [390, 780, 2], "phone-dark": [390, 780, 2, ["prefers-color-scheme", "dark"]], "zoom-400": [320, 256, 4],
    "forced-colours": [1280, 800, 1, ["forced-colors", "active"]], "high-contrast": [1280, 800, 1, ["prefers-contrast", "more"]],
  };
  const shapes = ["circle", "triangle", "tab"];
  for (const [form, [width, height, scale, ...features]] of Object.entries(forms)) {
    await screen(width, height, scale);
    await media(...features);
    for (const [index, layout] of ["bar", "box", "center"].entries()) {
      const arab = form === "right-to-left" ? { language: "ar", texts: { ar: arabic } } : {};
      await open(at({ ...arab, banner: { layout, close: layout === "bar" }, preferences: { layout: layout === "box" ? "panel" : "dialog" }, reopen: { shape: shapes[index], label: index === 0 ? "both" : undefined } }));
      await shot(`look-${layout}-${form}`);
      if (layout !== "center") {
        await run(`octoconsent.showPreferences(); ${unfold}`);
        await shot(`look-${layout}-preferences-${form}`);
      }
      await run("octoconsent.rejectAll()");
      await shot(`look-${layout}-reopen-${form}`);
    }
  }
  await media();
}

try {
  await looks();
  const page = "/sites/octoop/en.html";
  await screen(1280, 800);
  await open(page);
  await shot("banner", "pictures");
  await run(`octoconsent.showPreferences(); ${unfold}`);
  await shot("preferences", "pictures");
  await run("octoconsent.rejectAll()");
  await shot("reopen");
  for (const layout of ["bar", "box", "center"]) {
    await open(page);
    await driver.executeAsyncScript(configured(`(config) => { config.banner = { layout: "${layout}" }; config.reopen = { shape: "tab" } }`));
    await shot(`layout-${layout}`);
  }
  await media(["prefers-color-scheme", "dark"]);
  await open(page);
  await run(`octoconsent.showPreferences(); ${unfold}`);
  await shot("dark", "pictures");
  await screen(390, 780, 2);
  await open(page);
  await shot("phone-dark");
  await media(["prefers-color-scheme", "light"]);
  await open(page);
  await shot("phone", "pictures");
  await run(`octoconsent.showPreferences(); ${unfold}`);
  await shot("phone-preferences");
  await open(page);
  await driver.executeAsyncScript(configured(`(config) => { config.language = "ar"; config.texts.ar = { acceptAll: "قبول الكل", rejectAll: "رفض الكل", choose: "تخصيص", bannerTitle: "ملفات تعريف الارتباط" } }`));
  await shot("right-to-left");
  await screen(320, 256, 4);
  await open(page);
  await shot("zoom-400");
  await run("octoconsent.showPreferences()");
  await shot("zoom-400-preferences");
  await regions("-zoom-400");
  await screen(1280, 800);
  await regions();
  await screen(390, 780, 2);
  await regions("-phone");
  await screen(960, 800);
  await regions("-dark-right-to-left", { theme: "dark", language: "ar", texts: { ar: arabic } });
  const frames = (config) => `/fixtures/placeholder/?config=${encodeURIComponent(JSON.stringify({ ...CONFIG, reopen: { shape: "none" }, ...config }))}`;
  const blocked = async (config) => {
    await open(frames(config));
    await run("octoconsent.rejectAll()");
  };
  await screen(960, 900);
  await blocked();
  await shot("placeholder-light");
  await shot("placeholder", "pictures", driver.findElement({ id: "video" }));
  await blocked({ theme: "dark", language: "ar", texts: { ar: { placeholderText: "هذا المحتوى من {service}. لا يُحمَّل إلا بموافقتك.", loadOnce: "تحميل مرة واحدة", allowAlways: "السماح دائمًا" } } });
  await shot("placeholder-dark-right-to-left");
  await screen(320, 256, 4);
  await blocked();
  await run("document.getElementById('second').scrollIntoView()");
  await shot("placeholder-zoom-400");
  await screen(1280, 800);
  await media(["forced-colors", "active"]);
  await blocked();
  await shot("placeholder-forced-colours");
  await open(page);
  await run(`octoconsent.showPreferences(); ${unfold}`);
  await shot("forced-colours");
  await media();
  await driver.get(`http://shot${hosts++}.localhost:${server.port}/`);
  await driver.wait(() => run("return !!document.querySelector('iframe').contentWindow.octoconsent?.record"), 10_000);
  await run("document.querySelector('iframe').contentWindow.octoconsent.acceptAll()");
  await shot("start-page", "pictures");
  await pages();
} finally {
  await quit();
  await server.close();
}
