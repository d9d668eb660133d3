// The audit as a command: it finds each planted leak and names it, finds nothing where nothing is, and ends with the code that says so.
// audit-sites.test.mjs runs it on the five sites.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import Ajv from 'ajv';
import { CODES } from '../../src/audit/codes.js';
import { lifetime } from '../../tools/audit/draft.mjs';
import { audit, launch, source } from '../../tools/audit.mjs';
import { startServer } from '../server.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const ALWAYS = ['none', 'reject', 'accept', 'withdraw'];
const MARKUP = /^the page's markup$/;
const INLINE = /\/fixtures\/leaks\/\w+\.html:\d+$/;

let server;
let browser;
let folder;
before(async () => {
  server = await startServer();
  browser = await launch({ chromium: CHROMIUM });
  folder = await mkdtemp(path.join(tmpdir(), 'octoconsent-audit-'));
  driveAll();
});
after(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const address = (file, host = path.parse(file).name) => server.origin(`${host}.localhost`) + (file.startsWith('/') ? file : `/fixtures/leaks/${file}`);
const drive = (url, options) => audit(browser, url, { source: source(), ...options });
/** What was found, as [code, what without its host, journeys, by whom]. */
const found = ({ findings }) =>
  findings.filter(({ code }) => code !== 'never-seen').map(({ code, what, journeys, by }) => [code, what.replace(/^https?:\/\/other-[^/ ]+/, 'other'), journeys, by]);

/** Each page with what is planted in it: code, what, in which journeys, by whom. */
const LEAKS = {
  'script.html': [['untagged-script', 'other/s/tracker.js', ALWAYS, MARKUP]],
  'cookie.html': [['cookie-without-consent', 'visitor', ALWAYS, INLINE]],
  'storage.html': [['storage-without-consent', 'localStorage matomo_id', ALWAYS, INLINE]],
  'database.html': [['storage-without-consent', 'indexedDB visits', ALWAYS, INLINE]],
  'service.html': [
    ['worker-without-consent', '/fixtures/leaks/service.js', ALWAYS, INLINE],
    ['request-without-consent', 'other/gone/installed', ALWAYS, /\/fixtures\/leaks\/service\.js:2$/],
  ],
  'worker.html': [['request-without-consent', 'other/gone/worked', ALWAYS, /\/fixtures\/leaks\/worker\.js:2$/]],
  'shadow.html': [
    ['untagged-image', 'other/s/pixel.png', ALWAYS, MARKUP],
    ['not-inert', 'other/s/film.html', ALWAYS, MARKUP],
    ['unknown-category', '"analitics"', ALWAYS, MARKUP],
  ],
  'image.html': [['untagged-image', 'other/s/pixel.png', ALWAYS, MARKUP]],
  'frame.html': [['untagged-frame', 'other/s/film.html', ALWAYS, MARKUP]],
  'noscript.html': [['noscript-pixel', 'other/s/pixel.png', ALWAYS, MARKUP]],
  'write.html': [['document-write', 'other/s/written.js', ALWAYS, INLINE]],
  'beacon.html': [['request-without-consent', 'other/gone/visit', ALWAYS, INLINE]],
  'style.html': [['request-without-consent', 'other/s/font.css', ALWAYS, INLINE]],
  'inert.html': [['not-inert', 'other/s/loud.js', ALWAYS, MARKUP]],
  'unknown.html': [['unknown-category', '"analitics"', ALWAYS, MARKUP]],
  'undeclared.html': [
    ['left-after-withdrawal', 'extra', ['withdraw'], /\/s\/matomo\.js:1$/],
    ['undeclared-cookie', 'extra', ['accept', 'withdraw'], /\/s\/matomo\.js:1$/],
  ],
  'left.html': [['left-after-withdrawal', '_pk_id.1', ['withdraw'], /^an inline script, body > script$/]],
  'sends.html': [['sent-after-withdrawal', 'other/gone/told', ['withdraw'], /^an inline script$/]],
  'again.html': [['written-after-withdrawal', '_pk_id.1', ['withdraw'], /^an inline script$/]],
};

/** What was found on each of them. Most of a journey is waiting: three pages at a time. */
const driven = new Map();
function driveAll() {
  const files = Object.keys(LEAKS);
  const lanes = [0, 1, 2].map(() => Promise.resolve());
  files.forEach((file, index) => {
    const result = lanes[index % 3].then(() => drive(address(file)));
    lanes[index % 3] = result.catch(() => {});
    driven.set(file, result);
  });
}

for (const [file, planted] of Object.entries(LEAKS)) {
  test(`it names what is planted in ${file}: ${planted.map(([code]) => code).join(', ')}`, async () => {
    const seen = found(await driven.get(file));
    assert.deepEqual(seen.map((row) => row.slice(0, 3)), planted.map((row) => row.slice(0, 3)));
    planted.forEach(([, , , by], index) => assert.match(seen[index][3], by));
  });
}

test('it names a policy that keeps octoconsent from starting, from the page and from the header', async () => {
  for (const url of [address('policy.html'), `${address('cookie.html')}?csp=${encodeURIComponent("script-src 'self' 'unsafe-inline'")}`]) {
    assert.deepEqual(found(await drive(url, { journeys: ['none'] })).map(([code]) => code).filter((code) => !code.startsWith('cookie-')), ['not-started', 'policy-wasm']);
  }
});

test('it names what a policy forbids of what is tagged or fetched', async () => {
  const policy = "frame-src 'self'; connect-src 'none'";
  const codes = found(await drive(`${address('/sites/octoop/policy.html')}`, { journeys: ['none'] })).map(([code]) => code);
  assert.deepEqual(codes, []);
  const seen = found(await drive(`${address('clean.html')}?csp=${encodeURIComponent(policy)}`, { journeys: ['none'] }));
  assert.deepEqual(seen.map(([code, what]) => [code, what]), [['policy-host', 'other is not in frame-src']]);
});

test('it sees cookies that no script sees, and says which answer set them', async () => {
  server.play('/fixtures/leaks/clean.html', (_, response, next) => {
    response.setHeader('Set-Cookie', 'hidden=1; Path=/; HttpOnly; Max-Age=86400');
    next();
  });
  const seen = found(await drive(address('clean.html', 'hidden')));
  server.reset();
  assert.deepEqual(seen.map(([code, what]) => [code, what]), [['cookie-without-consent', 'hidden']]);
  assert.match(seen[0][3], /\/fixtures\/leaks\/clean\.html$/);
});

test('what is sent until a withdrawal is no leak of the time after it', async () => {
  const { findings, requests } = await drive(address('stops.html'), { journeys: ['withdraw'] });
  assert.deepEqual(found({ findings: findings.filter(({ severity }) => severity !== 'note') }), []);
  assert.ok(requests.filter(({ url }) => url.endsWith('/s/tick.css')).length > 10);
});

test('it finds nothing where nothing leaks', async () => {
  const { findings } = await drive(address('clean.html'));
  assert.deepEqual(findings, []);
});

/** Runs the command; its code and what it prints. */
const command = (file, ...parameters) =>
  new Promise((done) => execFile(process.execPath, [path.join(root, file), ...parameters, '--chromium', CHROMIUM], (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr })));

test('the command ends with 0 where nothing leaks, and with 2 where it cannot tell', async () => {
  const clean = await command('tools/audit.mjs', address('clean.html'));
  assert.deepEqual([clean.code, clean.stderr], [0, '']);
  assert.match(clean.stdout, /Nothing found\.\n\n0 leaks, 0 faults, 0 notes/);
  const lost = await command('tools/audit.mjs', 'http://127.0.0.1:9/');
  assert.equal(lost.code, 2);
  assert.match(lost.stderr, /^audit: http:\/\/127\.0\.0\.1:9\/ cannot be opened/);
  assert.equal((await command('tools/audit.mjs')).code, 2);
});

test('the shipped command prints the table, ends with 1 on a leak, and writes report and configuration', async () => {
  const [json, consent] = ['report.json', 'consent.json'].map((name) => path.join(folder, name));
  const { code, stdout } = await command('dist/audit.mjs', address('script.html'), address('undeclared.html'), '--json', json, '--write', consent);
  assert.equal(code, 1);
  assert.match(stdout, /^leak +untagged-script +http:\S+tracker\.js +none, reject, accept, withdraw +the page's markup\n +at #tracker\n +Give the script type="text\/plain"/m);
  assert.match(stdout, /^2 leaks, 1 faults, \d+ notes$/m);
  const report = JSON.parse(await readFile(json, 'utf8'));
  assert.equal(report.pages[0].findings[0].code, 'untagged-script');
  const config = JSON.parse(await readFile(consent, 'utf8'));
  const validate = new Ajv({ strict: false }).compile(JSON.parse(await readFile(path.join(root, 'dist/consent.schema.json'), 'utf8')));
  assert.ok(validate(config), JSON.stringify(validate.errors));
  const made = config.categories.find(({ id }) => id === 'unclassified');
  assert.deepEqual(made.services.map(({ id, autoBlock }) => [id, autoBlock]), [['other-script-localhost', [{ url: 'other-script.localhost' }]]]);
  // The script that wrote it has a tag, which says whose it is.
  const matomo = config.categories.flatMap(({ services = [] }) => services).find(({ id }) => id === 'matomo');
  assert.deepEqual(matomo.cookies.at(-1), { name: 'extra', duration: 'session' });
  assert.equal(made.cookies, undefined);
});

test('the written configuration holds on the page for which it was made', async () => {
  const consent = path.join(folder, 'first.json');
  await command('tools/audit.mjs', address('beacon.html'), '--write', consent, '--journeys', 'none');
  const config = JSON.parse(await readFile(consent, 'utf8'));
  const url = `${address('beacon.html')}?config=${encodeURIComponent(JSON.stringify({ categories: config.categories }))}`;
  assert.deepEqual(found(await drive(url, { journeys: ['none', 'reject'] })), []);
});

test('a cookie lives as long as a configuration says it', () => {
  for (const [seconds, text] of [[-1, 'session'], [1800, '30 minutes'], [86_400, '1 days'], [7 * 86_400, '7 days'], [395 * 86_400, '13 months'], [365 * 86_400, '1 years'], [730 * 86_400, '2 years']]) {
    assert.equal(lifetime(seconds < 0 ? -1 : 1e9 + seconds, 1e9), text);
  }
});

test('the guide explains every finding, and no other', async () => {
  const guide = await readFile(path.join(root, 'docs/guides/audit.md'), 'utf8');
  const rows = [...guide.matchAll(/^\| `([\w-]+)` \| (leak|fault|note) \|/gm)].map(([, code, severity]) => `${code} ${severity}`);
  assert.deepEqual(rows, Object.entries(CODES).map(([code, [severity]]) => `${code} ${severity}`));
});
