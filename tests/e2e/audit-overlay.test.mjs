// octoconsent.audit.js on a page: what it finds, as an overlay, as JSON and as an event; and that the page goes on as without it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();
const report = (page) => page.driver.executeAsyncScript((done) => void octoconsentAudit.report().then(done));
const codes = ({ findings }) => findings.filter(({ severity }) => severity !== 'note').map(({ code, what }) => `${code} ${what.replace(/^http:\/\/other-.*?\/s\//, 'other ')}`);
const shown = (page) => page.run(() => [...(document.querySelector('octo-consent-audit')?.shadowRoot.querySelectorAll('li') ?? [])].map(({ dataset, textContent }) => [dataset.code, textContent]));
const inside = (page, run, ...values) => page.run(`const root = document.querySelector('octo-consent-audit').shadowRoot; return (${run})(root, ...arguments)`, ...values);
const button = (page, name) => inside(page, (root, text) => [...root.querySelectorAll('button')].find((one) => one.textContent === text), name);
const overlay = (page) => page.until(() => document.querySelector('octo-consent-audit')?.shadowRoot.querySelector('li') ?? null);

const BEFORE = ['cookie-without-consent visitor', 'request-without-consent other count.js', 'untagged-image other pixel.png', 'unknown-category "analitics"'];

test('the report names what leaks before consent, by whom, where, and what to do', async () => {
  const page = await visit('audit');
  await page.settled();
  const found = await report(page);
  assert.deepEqual(codes(found), BEFORE);
  assert.deepEqual([found.phase, found.granted], ['before', ['necessary', 'session']]);
  const [cookie, request, image, unknown] = found.findings;
  assert.match(cookie.by, /\/fixtures\/audit\/:\d+$/);
  assert.match(request.by, /\/fixtures\/audit\/:\d+$/);
  assert.deepEqual([image.where, image.by, unknown.where], ['#pixel', "the page's markup", '#typo']);
  for (const { advice } of found.findings) assert.match(advice, /^[A-Z].*\.$/);
});

test('the overlay shows the same, and the page hears of it', async () => {
  const page = await visit('audit');
  await overlay(page);
  await page.until(() => document.querySelector('octo-consent-audit').shadowRoot.querySelectorAll('li').length === 4);
  const items = await shown(page);
  assert.deepEqual(items.map(([code]) => code), BEFORE.map((line) => line.split(' ')[0]));
  assert.match(items[2][1], /leak untagged-image: http:.*pixel\.pngWhere: #pixelBy: the page's markup/);
  assert.equal(await inside(page, (root) => root.querySelector('[role=status]').textContent), '3 leaks, 1 faults, 0 notes');
  const told = await page.until(() => reports.findLast(({ findings }) => findings.length === 4) ?? null);
  assert.deepEqual(codes(told), BEFORE);
});

test('the overlay moves out of the way, closes by button and Escape, and comes back', async () => {
  const page = await visit('audit');
  await overlay(page);
  const corner = () => inside(page, (root) => {
    const { left, top } = root.querySelector('section').getBoundingClientRect();
    return [left < innerWidth / 4, top < innerHeight / 4];
  });
  const corners = [await corner()];
  for (let turn = 0; turn < 4; turn += 1) {
    await (await button(page, 'Move')).click();
    corners.push(await corner());
  }
  assert.equal(new Set(corners.slice(0, 4).map(String)).size, 4);
  assert.deepEqual(corners[4], corners[0]);
  await (await button(page, 'Close')).click();
  assert.equal(await page.run(() => document.querySelector('octo-consent-audit')), null);
  await page.driver.executeAsyncScript((done) => void octoconsentAudit.open().then(done));
  await (await button(page, 'Move')).sendKeys(Key.ESCAPE);
  assert.equal(await page.run(() => document.querySelector('octo-consent-audit')), null);
});

test('the overlay is accessible, in the dark too', async () => {
  const page = await visit('audit');
  await overlay(page);
  await page.settled();
  await assertAccessible(page, 'light');
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
  await assertAccessible(page, 'dark');
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [] });
});

test('what is released is no leak, and what it leaves behind after a withdrawal is', async () => {
  const page = await visit('audit');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.deepEqual(codes(await report(page)), BEFORE.toSpliced(3, 0, 'undeclared-cookie extra'));
  await page.api('withdraw');
  const found = await report(page);
  assert.deepEqual(codes(found), ['cookie-without-consent visitor', 'request-without-consent other count.js', 'untagged-image other pixel.png', 'left-after-withdrawal extra', 'undeclared-cookie extra', 'unknown-category "analitics"']);
  assert.match(found.findings.find(({ code }) => code === 'left-after-withdrawal').by, /\/s\/one\.js:1$/);
  await page.assertNoErrors();
});

test('under a nonce policy it breaks nothing, and says which tag has no nonce', async () => {
  const policy = "script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'";
  const page = await visit('audit', { csp: policy });
  await overlay(page);
  assert.deepEqual((await page.seen()).violations.map((line) => line.split(' ')[0]), ['img-src']);
  await page.run((nonce) => {
    const script = Object.assign(document.createElement('script'), { id: 'injected', type: 'text/plain' });
    script.dataset.category = 'analytics';
    document.body.append(script);
  });
  await page.settled();
  const found = (await report(page)).findings.filter(({ code }) => code.startsWith('policy-'));
  assert.deepEqual(found.map(({ code, where }) => [code, where]), [['policy-nonce', '#injected']]);
});

test('a policy that forbids WebAssembly is named', async () => {
  const page = await visit('audit', { csp: "script-src 'self' 'unsafe-inline'; connect-src 'self'", ready: false });
  await page.event('error');
  assert.deepEqual(codes(await report(page)).filter((line) => /^(policy|not)/.test(line)).map((line) => line.split(' ')[0]), ['not-started', 'policy-wasm']);
});

test('the policy of the header counts in each report, also in one that is asked for while it is fetched', async () => {
  const page = fresh();
  let answer;
  const answered = new Promise((done) => (answer = done));
  page.server.play('/fixtures/audit/', (request, _, next) => (request.method === 'HEAD' ? answered.then(() => next()) : next()));
  await page.open('audit', { csp: "script-src 'self' 'unsafe-inline'", ready: false });
  await page.event('error');
  await page.run(() => {
    window.both = [];
    for (let turn = 0; turn < 2; turn += 1) octoconsentAudit.report().then((one) => both.push(one));
  });
  answer();
  const both = await page.until(() => (both.length === 2 ? both : null));
  assert.deepEqual(both.map((one) => codes(one).filter((line) => line.startsWith('policy')).length), [1, 1]);
});

test('a word on the tag of octoconsent brings it, late', async () => {
  const page = await visit('/fixtures/audit/late.html');
  await overlay(page);
  assert.deepEqual(codes(await report(page)), ['untagged-image other pixel.png']);
});

test('without that word no page asks for it', async () => {
  const page = await visit('plain');
  await page.settled();
  assert.deepEqual(page.requests(/audit/), []);
});
