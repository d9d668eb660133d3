// Firefox for the end-to-end tests, without geckodriver: what that does is translate WebDriver to Marionette, the protocol
// that every Firefox speaks itself (docs/decisions/004-tools.md). So does this, for the commands that the tests use.
//
// Marionette: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Capabilities, WebDriver } from 'selenium-webdriver';
import { Executor, Response } from 'selenium-webdriver/lib/http.js';
import { clearAtExit, saidBy } from './processes.mjs';

/** `network.cookie.cookieBehavior` for a browser in which the visitor blocks all site data. */
export const BLOCK_SITE_DATA = { 'network.cookie.cookieBehavior': 2 };

/** Nothing but the page under test goes over the network, and nothing is shown that no test asked for. */
const PREFERENCES = {
  'marionette.port': 0, // a free one
  'app.update.disabledForTesting': true,
  'app.normandy.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.server': 'data:,',
  // Tab reaches every control, on each system.
  'accessibility.tabfocus': 7,
};

/** Starts Firefox with a profile of its own; `prefs` are preferences of about:config. */
export async function startFirefox(prefs) {
  const profile = await mkdtemp(join(tmpdir(), 'octoconsent-firefox-'));
  const lines = Object.entries({ ...PREFERENCES, ...prefs }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const browser = spawn(process.env.FIREFOX || '/usr/bin/firefox-esr', ['--headless', '--marionette', '--no-remote', '--profile', profile], {
    // A home of its own: as root Firefox refuses that of somebody else, and nothing stays behind there.
    env: { ...process.env, HOME: profile, TMPDIR: profile, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '900', MOZ_CRASHREPORTER_DISABLE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  clearAtExit(browser, profile);
  const [, port] = await saidBy(browser, /Marionette\s+INFO\s+Listening on port (\d+)/);
  const marionette = await Marionette.open(Number(port));
  const capabilities = new Capabilities({ pageLoadStrategy: 'eager' });
  const driver = WebDriver.createSession(new Executor({ send: (request) => answer(marionette, request) }), capabilities);
  const quit = async () => {
    const exited = once(browser, 'exit');
    await marionette.send('Marionette:Quit', { flags: ['eForceQuit'] });
    await exited;
  };
  return { driver, quit };
}

/** A connection. A message is a JSON array behind its length in bytes and a colon. */
class Marionette {
  #socket;
  #rest = Buffer.alloc(0);
  #waiting = new Map();
  #last = 0;

  static async open(port) {
    const it = new Marionette();
    it.#socket = connect(port, '127.0.0.1');
    it.#socket.on('data', (data) => it.#read(data));
    it.#socket.on('close', () => it.#waiting.forEach(({ failed }) => failed(new Error('Firefox closed the connection'))));
    await once(it.#socket, 'connect');
    return it;
  }

  /** What the command returns: `{error}` or `{result}`. */
  send(name, parameters) {
    const message = Buffer.from(JSON.stringify([0, (this.#last += 1), name, parameters]));
    this.#socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    return new Promise((done, failed) => this.#waiting.set(this.#last, { done, failed }));
  }

  #read(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const colon = this.#rest.indexOf(':');
      const end = colon + 1 + Number(this.#rest.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || this.#rest.length < end) return;
      const message = JSON.parse(this.#rest.subarray(colon + 1, end));
      this.#rest = this.#rest.subarray(end);
      if (!Array.isArray(message)) continue; // its greeting
      const [, id, error, result] = message;
      this.#waiting.get(id)?.done({ error, result });
      this.#waiting.delete(id);
    }
  }
}

/** WebDriver's commands by method and path, behind the session; `:id` is the element's. */
const COMMANDS = {
  'POST /session': 'NewSession',
  'DELETE ': 'DeleteSession',
  'POST /timeouts': 'SetTimeouts',
  'POST /url': 'Navigate',
  'GET /url': 'GetCurrentURL',
  'POST /back': 'Back',
  'POST /forward': 'Forward',
  'POST /refresh': 'Refresh',
  'GET /title': 'GetTitle',
  'GET /window': 'GetWindowHandle',
  'POST /window': 'SwitchToWindow',
  'DELETE /window': 'CloseWindow',
  'GET /window/handles': 'GetWindowHandles',
  'POST /window/new': 'NewWindow',
  'GET /window/rect': 'GetWindowRect',
  'POST /window/rect': 'SetWindowRect',
  'POST /frame': 'SwitchToFrame',
  'POST /execute/sync': 'ExecuteScript',
  'POST /execute/async': 'ExecuteAsyncScript',
  'POST /element': 'FindElement',
  'POST /elements': 'FindElements',
  'POST /element/:id/click': 'ElementClick',
  'POST /element/:id/value': 'ElementSendKeys',
  'GET /element/:id/text': 'GetElementText',
  'GET /element/:id/name': 'GetElementTagName',
  'GET /element/:id/selected': 'IsElementSelected',
  'GET /element/:id/enabled': 'IsElementEnabled',
  'GET /element/:id/rect': 'GetElementRect',
  'GET /element/:id/computedrole': 'GetComputedRole',
  'GET /element/:id/computedlabel': 'GetComputedLabel',
  'GET /element/:id/css/:name': 'GetElementCSSValue',
  'GET /element/:id/property/:name': 'GetElementProperty',
  'POST /actions': 'PerformActions',
  'DELETE /actions': 'ReleaseActions',
  'GET /cookie': 'GetCookies',
  'POST /cookie': 'AddCookie',
  'DELETE /cookie': 'DeleteAllCookies',
  'GET /screenshot': 'TakeScreenshot',
};

/** One request of WebDriver, answered by Marionette. */
async function answer(marionette, { method, path, data }) {
  const inside = path.replace(/^\/session\/[^/]+/, '');
  const [, id, , name] = /^\/element\/([^/]+)\/(css|property)?\/?(.*)$/.exec(inside) ?? [];
  const key = id ? inside.replace(id, ':id').replace(/(css|property)\/.*/, '$1/:name') : inside;
  const command = COMMANDS[`${method} ${key}`];
  if (!command) return reply(404, { error: 'unknown command', message: `tests/browsers/firefox.mjs has no ${method} ${key}` });
  const { error, result } = await marionette.send(`WebDriver:${command}`, parameters(command, data ?? {}, id, name));
  return error ? reply(500, error) : reply(200, result && 'value' in result ? result.value : result);
}

function parameters(command, data, id, name) {
  if (command === 'NewSession') return data.capabilities.alwaysMatch;
  if (command === 'GetElementCSSValue') return { id, propertyName: name };
  if (command === 'TakeScreenshot') return { full: false };
  // A frame is the page's number or an element.
  if (command === 'SwitchToFrame' && data.id && typeof data.id === 'object') return { element: Object.values(data.id)[0] };
  return id ? { ...data, id, ...(name && { name }) } : data;
}

function reply(status, value) {
  return new Response(status, { 'content-type': 'application/json' }, JSON.stringify({ value: value ?? null }));
}
