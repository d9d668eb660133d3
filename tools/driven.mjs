// What the measuring tools have in common: a headless Chromium that is driven, with a profile of its own, and a server for its pages.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Builder } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/chrome.js";

/** Starts the browser. `flags`: more of Chromium's; `strategy`: what a navigation waits for (WebDriver, "page load strategy"). `quit` ends
 *  it and takes its profile away. */
export async function startBrowser({ flags = ["--window-size=1280,900"], strategy = "normal" } = {}) {
  const profile = mkdtempSync(path.join(tmpdir(), "octoconsent-driven-"));
  const options = new Options();
  options.setBinaryPath(process.env.CHROMIUM || "/usr/bin/chromium");
  options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", ...flags, `--user-data-dir=${profile}`);
  options.setPageLoadStrategy(strategy);
  const service = new ServiceBuilder(process.env.CHROMEDRIVER || "/usr/bin/chromedriver");
  const driver = await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
  const quit = async () => {
    await driver.quit();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { driver, quit };
}

/** Serves an Express application on a free port of this machine. */
export const serve = (app) =>
  new Promise((resolve) => {
    const server = app.listen(0, "127.0.0.1", () => resolve(server));
  });
