// docs/guides/testing.md: its examples are run with the tools they are for, and the command says what it promises. Cypress brings its own
// browser and is not here: a stand-in for its commands, written from its documentation, carries its example out.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { startServer } from '../server.mjs';
import { useBrowser } from './harness.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const guide = await readFile(path.join(root, 'docs/guides/testing.md'), 'utf8');
const used = new Set();
const CONFIG = path.join(root, 'tests/fixtures/consent.json');
const BROWSER = { executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] };

const { fresh } = useBrowser();
let folder;
let server;
let hosts = 0;
before(async () => {
  server = await startServer();
  folder = await mkdtemp(path.join(root, 'target/testing-'));
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** The example of that name as a module; `octoconsent/testing` is the built file, `consent.json` the one of the fixtures. */
async function example(name) {
  used.add(name);
  const [, code] = new RegExp(`^\`\`\`js ${name}\\n([^]*?)^\`\`\`$`, 'm').exec(guide);
  const file = path.join(folder, `${name}.mjs`);
  const from = (text, word, to) => (text.includes(word) ? text.replaceAll(word, JSON.stringify(to)) : text);
  await writeFile(file, from(from(code, '"octoconsent/testing"', path.join(dist, 'testing.mjs')), '"consent.json"', CONFIG));
  return import(file);
}

/** A page of the server, on a host of its own. The example opens the origin. */
function origin() {
  const name = `kit${(hosts += 1)}.localhost`;
  server.play('/', async (_, response) => {
    const html = await readFile(path.join(root, 'tests/fixtures/plain/index.html'), 'utf8');
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(html.replace('{{config}}', await readFile(CONFIG, 'utf8')).replace('{{region}}', ''));
  });
  return server.origin(name);
}

/** In the page: what is granted, and whether anything is asked. */
const state = () => [octoconsent.granted('matomo'), !!document.querySelector('octo-consent')?.shadowRoot.querySelector('[part~=banner]')];

for (const [choice, granted] of [['accept-all', true], ['reject-all', false]]) {
  test(`WebDriver begins with the decision ${choice}`, async () => {
    const { driver } = fresh();
    const { open } = await example('webdriver');
    await open(driver, origin(), choice);
    assert.deepEqual(await driver.executeScript(state), [granted, false]);
  });

  test(`Playwright begins with the decision ${choice}`, async () => {
    const browser = await chromium.launch(BROWSER);
    try {
      const { open } = await example('playwright');
      const page = await open(await browser.newContext(), origin(), choice);
      assert.deepEqual(await page.evaluate(state), [granted, false]);
    } finally {
      await browser.close();
    }
  });

  test(`Puppeteer begins with the decision ${choice}`, async () => {
    const browser = await puppeteer.launch(BROWSER);
    try {
      const { open } = await example('puppeteer');
      const page = await open(browser, origin(), choice);
      assert.deepEqual(await page.evaluate(state), [granted, false]);
    } finally {
      await browser.close();
    }
  });
}

/**
 * The commands of Cypress that the example uses: each waits for its turn, and what a callback asks for comes before the rest
 * (docs.cypress.io, “Introduction to Cypress”; `cy.task` runs in node). `visit` and `window` are those of the driver's browser.
 */
function standIn(driver, { e2e: { baseUrl, setupNodeEvents } }) {
  const tasks = {};
  setupNodeEvents((event, given) => Object.assign(tasks, event === 'task' && given), {});
  let queue = [];
  const add = (act) => {
    const step = { act, callbacks: [] };
    queue.push(step);
    const chain = { then: (callback) => (step.callbacks.push(callback), chain) };
    return chain;
  };
  const ready = () => driver.executeAsyncScript((done) => octoconsent.ready.then(() => done(true)));
  const commands = {
    task: (name, argument) => add(() => tasks[name](structuredClone(argument))),
    setCookie: (name, value) => add(() => driver.sendDevToolsCommand('Network.setCookie', { name, value, url: baseUrl })),
    visit: (address) => add(() => driver.get(new URL(address, baseUrl).href)),
    window: () => add(() => ({ octoconsent: { ready: ready() } })),
  };
  const run = async () => {
    while (queue.length) {
      const { act, callbacks } = queue.shift();
      let subject = await act();
      for (const callback of callbacks) {
        const rest = queue;
        queue = [];
        const given = callback(subject);
        const nested = queue;
        queue = [...nested, ...rest];
        // Commands of a callback run after it; a promise is waited for.
        if (!nested.length) subject = (await given) ?? subject;
      }
    }
  };
  const Cypress = { Commands: { add: (name, command) => (commands[name] = (...given) => void command(...given)) } };
  return { cy: commands, Cypress, run };
}

test('the example for Cypress, by a stand-in, begins with the decision that it is given', async () => {
  const { driver } = fresh();
  const config = (await example('cypress-config')).default;
  config.e2e.baseUrl = origin();
  const { cy, Cypress, run } = standIn(driver, config);
  Object.assign(globalThis, { cy, Cypress });
  await example('cypress');
  for (const [choice, granted] of [['accept-all', true], ['reject-all', false]]) {
    cy.visitAnswered('/', JSON.parse(await readFile(CONFIG, 'utf8')), choice);
    await run();
    assert.deepEqual(await driver.executeScript(state), [granted, false]);
  }
});

test('Playwright finds the buttons by role and name, in the shadow root', async () => {
  const browser = await chromium.launch(BROWSER);
  try {
    const page = await browser.newPage();
    await page.goto(origin());
    await page.getByRole('button', { name: 'Reject all' }).click();
    await page.getByRole('button', { name: 'Cookie preferences' }).click();
    await page.getByRole('dialog').getByRole('switch', { name: /Analytics/ }).waitFor();
    assert.equal(await page.evaluate(() => octoconsent.record().method), 'reject-all');
  } finally {
    await browser.close();
  }
});

test('region, signal and clock are the test’s to set', async () => {
  const browser = await chromium.launch(BROWSER);
  try {
    const { open } = await example('playwright-world');
    const config = { ...JSON.parse(await readFile(CONFIG, 'utf8')), presets: true };
    const address = `${server.origin(`kit${(hosts += 1)}.localhost`)}/fixtures/plain/?config=${encodeURIComponent(JSON.stringify(config))}`;
    const page = await open(await browser.newContext(), address);
    const { regime, region, signal } = await page.evaluate(() => octoconsent.situation());
    assert.deepEqual({ regime, region, signal }, { regime: 'opt-out', region: 'US-CA', signal: 'gpc' });
    await page.evaluate(() => octoconsent.rejectAll());
    // The signal left a record before: the one after it is later, by a millisecond where the clock stands.
    const { created, updated } = await page.evaluate(() => octoconsent.record());
    assert.deepEqual([created, updated], ['2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00.001Z']);
  } finally {
    await browser.close();
  }
});

test('ready is kept once, also for those who ask late, with what `ready` says', async () => {
  const page = await fresh().open('plain');
  const first = await page.driver.executeAsyncScript((done) => octoconsent.ready.then(done));
  assert.equal(first.record, null);
  await page.api('acceptAll');
  assert.equal(await page.driver.executeAsyncScript((done) => octoconsent.ready.then(({ record }) => done(record))), null);
});

test('a choice that is no boolean is refused, and grants nothing', async () => {
  const { answered } = await import(path.join(dist, 'testing.mjs'));
  const config = JSON.parse(await readFile(CONFIG, 'utf8'));
  for (const value of ['denied', 0, null]) {
    await assert.rejects(answered(config, { matomo: value }), { name: 'TypeError', message: 'matomo: must be true or false' });
  }
});

const run = async (...list) =>
  promisify(execFile)(process.execPath, [path.join(dist, 'testing.mjs'), ...list]).then(({ stdout }) => stdout, ({ code, stderr }) => [code, stderr]);

test('the command prints name, value and cookie, or one of them', async () => {
  const { name, value, cookie } = JSON.parse(await run(CONFIG, 'accept-all'));
  assert.equal(name, 'octoconsent');
  assert.ok(cookie.startsWith(`octoconsent=${value}; Path=/; Max-Age=`), cookie);
  const text = await run(CONFIG, 'matomo=on,posthog=off', '--region', 'FR', '--now', '2025-01-01T00:00:00Z', '--id', '9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4', '--language', 'fr', '--print', 'value');
  assert.match(text, /^1\.9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4\.1735689600000\.1735689600000\.selection\.opt-in\.FR\..*\.fr\..*matomo:1~posthog:0/);
  assert.match(await run(CONFIG, 'accept-all', '--secure', 'true', '--print', 'cookie'), /; Secure/);
});

test('the command names what is wrong, and ends with 1', async () => {
  assert.deepEqual(await run(CONFIG, 'matoma=on'), [1, 'there is no such record\n  matoma: is unknown; did you mean "matomo"?\n']);
  assert.match((await run(CONFIG, 'accept-all', '--region', 'Paris'))[1], /region: "Paris" is no region/);
  assert.match((await run(CONFIG, 'matomo=yes'))[1], /matomo=yes: must be on or off/);
  assert.match((await run(CONFIG, 'everything'))[1], /leaves no record/);
  assert.match((await run(CONFIG, 'accept-all', '--now', 'yesterday'))[1], /^now: must be a time/);
  assert.match((await run(CONFIG, 'accept-all', '--secure', 'no'))[1], /^secure: must be true or false/);
  assert.match((await run(CONFIG))[1], /usage: node testing\.mjs/);
  const broken = path.join(folder, 'broken.json');
  await writeFile(broken, '{ "categories": [{ "id": "a" }] }');
  assert.deepEqual(await run(broken, 'accept-all'), [1, 'there is no such record\n  categories[0].title: is missing\n']);
});

test('every example with a name was run', () => {
  assert.deepEqual([...guide.matchAll(/^```js (\S+)$/gm)].map(([, name]) => name).filter((name) => !used.has(name)), []);
});
