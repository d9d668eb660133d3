// WebKitGTK for the end-to-end tests: Debian's WebKitWebDriver with its MiniBrowser, which needs a screen: Xvfb's.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, Capabilities } from 'selenium-webdriver';
import { waitForServer } from 'selenium-webdriver/http/util.js';
import { READY_WITHIN, clearAtExit, freePort, saidBy } from './processes.mjs';

/** Starts MiniBrowser, on a screen and in a home of its own. */
export async function startWebKit() {
  const home = await mkdtemp(join(tmpdir(), 'octoconsent-webkit-'));
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  clearAtExit(screen);
  const [, display] = await saidBy(screen, /^(\d+)$/m);
  const port = await freePort();
  const service = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, HOME: home, TMPDIR: home, DISPLAY: `:${display}`, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  clearAtExit(service, home);
  await waitForServer(`http://127.0.0.1:${port}`, READY_WITHIN);
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    pageLoadStrategy: 'normal',
    'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation', '--geometry=1280x950'] },
  });
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  const quit = async () => {
    await driver.quit();
    for (const child of [service, screen]) {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    }
  };
  return { driver, quit };
}

/** Debian keeps it among the libraries of its architecture. */
function miniBrowser() {
  if (process.env.MINIBROWSER) return process.env.MINIBROWSER;
  const [machine] = readdirSync('/usr/lib').filter((name) => existsSync(`/usr/lib/${name}/webkit2gtk-4.1/MiniBrowser`));
  return `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`;
}
