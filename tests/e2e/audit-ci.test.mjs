// The workflow of docs/guides/audit.md: its steps are run, each by the shell that GitHub takes, on a site with the packed package.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { Guide, folder, freePort } from './guide.mjs';

const DIST = path.resolve(process.env.OCTOCONSENT_DIST || path.resolve(import.meta.dirname, '../../dist'));
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const guide = await Guide.read('audit.md');

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,">
<script type="application/json" data-octoconsent>{ "categories": [{ "id": "necessary", "necessary": true, "title": "Necessary" }, { "id": "analytics", "title": "Analytics" }] }</script>
<script src="/octoconsent.js"></script><h1>A site</h1>`;
/** A site that builds its page, and has a leak on the second where the file `leak` is. */
const SERVER = `import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
const page = readFileSync('built.html', 'utf8');
createServer(({ url }, response) => {
  if (url === '/octoconsent.js') return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync('node_modules/octoconsent/octoconsent.js'));
  const leak = url === '/contact' && existsSync('leak') ? '<script>document.cookie = "visitor=1; path=/"</script>' : '';
  response.writeHead(200, { 'Content-Type': 'text/html' }).end(page + leak);
}).listen(process.env.PORT);
`;

let at;
let steps;
let environment;
const groups = [];

before(async () => {
  at = await folder();
  const port = await freePort();
  steps = parse(guide.example('audit.yml').replaceAll('localhost:3000', `localhost:${port}`));
  const npm = (...list) => execFileSync('npm', list, { cwd: at, env: environment, encoding: 'utf8' });
  // The runners of GitHub have Chrome under this name.
  const bin = path.join(at, 'bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'google-chrome'), `#!/bin/sh\nexec ${CHROMIUM} "$@"\n`);
  await chmod(path.join(bin, 'google-chrome'), 0o755);
  environment = { ...process.env, PATH: bin + path.delimiter + process.env.PATH, PORT: String(port), CHROMIUM: '', npm_config_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false', npm_config_update_notifier: 'false' };
  const archive = npm('pack', DIST, '--silent').trim().split('\n').at(-1);
  const manifest = { name: 'site', private: true, type: 'module', scripts: { build: 'cp page.html built.html', start: 'node server.mjs' }, dependencies: { octoconsent: `file:${archive}` } };
  for (const [name, text] of [['package.json', JSON.stringify(manifest)], ['page.html', PAGE], ['server.mjs', SERVER]]) await writeFile(path.join(at, name), text);
  npm('install', '--package-lock-only', '--ignore-scripts', '--silent');
});
after(() => {
  // What a step has left running belongs to its group.
  for (const group of groups) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {}
  }
});

/** Carries a step out as GitHub does on Linux: its code, and what it says. */
async function carryOut(line) {
  const said = path.join(at, 'said');
  const child = spawn('bash', ['-e', '-c', `exec >'${said}' 2>&1\n${line}`], { cwd: at, env: environment, detached: true, stdio: 'ignore' });
  groups.push(child.pid);
  const [code] = await once(child, 'exit');
  return { code, said: await readFile(said, 'utf8') };
}

const lines = () => steps.filter(({ run }) => run).map(({ run }) => run);

test('it is a list of steps, of which the last keeps the report whatever came before', () => {
  assert.ok(steps.every((step) => (step.run === undefined) !== (step.uses === undefined)));
  const last = steps.at(-1);
  assert.match(last.uses, /^actions\/upload-artifact@v\d+$/);
  assert.equal(last.if, 'always()');
  assert.match(lines().at(-1), new RegExp(`--json ${last.with.path.replace('.', '\\.')}(?= |$)`));
});

test('its steps build and start a site, wait for it, and end well where nothing leaks', async () => {
  for (const line of lines()) {
    const { code, said } = await carryOut(line);
    assert.equal(code, 0, `${line}\n${said}`);
  }
  const report = JSON.parse(await readFile(path.join(at, steps.at(-1).with.path), 'utf8'));
  assert.deepEqual(report.pages.map(({ url, findings }) => [new URL(url).pathname, findings]), [['/', []], ['/contact', []]]);
});

test('the step fails where something leaks, and the report is there', async () => {
  assert.ok(existsSync(path.join(at, 'node_modules/octoconsent')), 'the steps before have run');
  await writeFile(path.join(at, 'leak'), '');
  const { code, said } = await carryOut(lines().at(-1));
  assert.equal(code, 1, said);
  assert.match(said, /^leak +cookie-without-consent +visitor/m);
  const report = JSON.parse(await readFile(path.join(at, steps.at(-1).with.path), 'utf8'));
  assert.deepEqual(report.pages.map(({ findings }) => findings.map((finding) => finding.code)), [[], ['cookie-without-consent']]);
});

test('every example with a name was run', () => {
  assert.deepEqual(guide.unused(), []);
});
