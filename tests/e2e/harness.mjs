// One server, one chromedriver and one Chromium a test file; one host name a test.
//
// Rules of the house: no sleeps and no retries. A wait is for a state of the page (`until`), an event of the page or a
// line of the server's log. That something does NOT happen is asserted after `settled()`: the page has loaded, drawn
// two frames, and a sentinel request which the page sent after all that has arrived.

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Builder, Key } from 'selenium-webdriver';
import { Options, ServiceBuilder } from 'selenium-webdriver/chrome.js';
import { startFirefox } from '../browsers/firefox.mjs';
import { startWebKit } from '../browsers/webkit.mjs';
import { startServer } from '../server.mjs';
import { PATIENCE, Page } from './page.mjs';

export { Key };
/** The path of axe-core's browser build. */
export const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The browser of this run. */
export const BROWSER = process.env.OCTOCONSENT_BROWSER || 'chromium';

/** An extension that hides the banner (fixtures/blocker). */
export const BLOCKER = fileURLToPath(new URL('../fixtures/blocker', import.meta.url));

/** chromedriver's `prefs` for a browser in which the visitor blocks all site data. */
export const BLOCK_SITE_DATA = { 'profile.default_content_setting_values.cookies': 2 };

/**
 * Registers the browser for this test file; returns `visit(fixture, options)`, which opens a page on a fresh host.
 * @param {{prefs?: object, extension?: string}} options Chromium preferences; the folder of an extension
 */
export function useBrowser({ prefs, extension } = {}) {
  const it = {};
  let tests = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  before(async () => {
    it.server = await startServer();
    Object.assign(it, await BROWSERS[BROWSER](prefs, extension));
    await it.driver.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE });
  });
  afterEach(() => it.server.reset());
  after(async () => {
    await it.quit?.();
    await it.server?.close();
  });
  const fresh = () => new Page(it.driver, it.server, `t${(tests += 1)}-${randomBytes(4).toString('hex')}.localhost`);
  const visit = async (fixture, options) => fresh().open(fixture, options);
  return { fresh, visit };
}

const BROWSERS = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit };

async function startChromium(prefs, extension) {
  const profile = await mkdtemp(join(tmpdir(), 'octoconsent-e2e-'));
  const options = new Options();
  options.setBinaryPath(process.env.CHROMIUM || '/usr/bin/chromium');
  options.addArguments(
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--window-size=1280,900',
    `--user-data-dir=${profile}`,
  );
  // A page whose script is held back must be usable: navigation waits for the document, not for its load event.
  options.setPageLoadStrategy('eager');
  if (prefs) options.setUserPreferences(prefs);
  if (extension) options.addArguments(`--load-extension=${extension}`, '--disable-features=DisableLoadExtensionCommandLineSwitch');
  const service = new ServiceBuilder(process.env.CHROMEDRIVER || '/usr/bin/chromedriver');
  service.setEnvironment({ ...process.env, TMPDIR: profile }); // what driver and browser leave there goes with the profile
  const left = { profile, browser: 0 };
  process.once('exit', () => clear(left));
  const driver = await new Builder()
    .forBrowser('chrome')
    .setChromeOptions(options)
    .setChromeService(service)
    .build();
  left.browser = (await driver.getCapabilities()).get('goog:processID');
  const quit = async () => {
    await driver.quit();
    left.browser = 0;
  };
  return { driver, quit };
}

/** Nothing stays behind, however the tests end: at Control-C there is no time to ask the driver. */
function clear({ browser, profile }) {
  if (browser) process.kill(browser, 'SIGKILL');
  for (let attempts = 40; attempts > 0; attempts -= 1) {
    try {
      return rmSync(profile, { recursive: true, force: true });
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); // a process of the browser still writes there
    }
  }
}
