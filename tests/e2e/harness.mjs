// One server, one chromedriver and one Chromium a test file; one host name a test.
//
// Rules of the house: no sleeps and no retries. A wait is for a state of the page (`until`), an event of the page or a
// line of the server's log. That something does NOT happen is asserted after `settled()`: the page has loaded, drawn
// two frames, and a sentinel request which the page sent after all that has arrived.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Builder, Key } from 'selenium-webdriver';
import { Options } from 'selenium-webdriver/chrome.js';
import { startFirefox } from '../browsers/firefox.mjs';
import { saidBy } from '../browsers/processes.mjs';
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

/** Pages of the browser's own, for suggestions below its address bar: nobody sees them, and they cost a process and half a second. */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

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
    `--disable-features=${[...UNSEEN, ...(extension ? ['DisableLoadExtensionCommandLineSwitch'] : [])]}`,
    // What is not on this machine is not there at once, whatever the network does.
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE *.localhost , EXCLUDE 127.0.0.1',
    `--user-data-dir=${profile}`,
  );
  // A page whose script is held back must be usable: navigation waits for the document, not for its load event.
  options.setPageLoadStrategy('eager');
  if (prefs) options.setUserPreferences(prefs);
  if (extension) options.addArguments(`--load-extension=${extension}`);
  const left = { profile };
  process.once('exit', () => clear(left));
  // What driver and browser leave in TMPDIR goes with the profile. The driver takes a port that is free: one that was looked for before
  // might be taken by another file's server meanwhile.
  const service = spawn(process.env.CHROMEDRIVER || '/usr/bin/chromedriver', ['--port=0'], {
    env: { ...process.env, TMPDIR: profile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  left.service = service.pid;
  const [, port] = await saidBy(service, /started successfully on port (\d+)/);
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .forBrowser('chrome')
    .setChromeOptions(options)
    .build();
  left.browser = (await driver.getCapabilities()).get('goog:processID');
  const quit = async () => {
    await driver.quit();
    const exited = once(service, 'exit');
    service.kill();
    await exited;
    Object.assign(left, { browser: 0, service: 0 });
  };
  return { driver, quit };
}

/** Nothing stays behind, however the tests end: at Control-C there is no time to ask the driver. */
function clear({ browser, service, profile }) {
  for (const pid of [browser, service]) if (pid) kill(pid);
  for (let attempts = 40; attempts > 0; attempts -= 1) {
    try {
      return rmSync(profile, { recursive: true, force: true });
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); // a process of the browser still writes there
    }
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
