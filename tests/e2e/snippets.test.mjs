// Every example of the documentation is run: configurations start the product without faults, markup stands in a page, scripts run in
// one, style sheets are applied. What has a name has a test of its own (proof, regions-served, testing-kit, audit-ci, packed), and so have the records of docs/guides/moving.md.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { assertAccessible } from './axe.mjs';
import { useBrowser } from './harness.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const { fresh } = useBrowser();

/** The examples: file, line, language, what follows it, text. */
const blocks = ['README.md', ...['docs', 'docs/guides'].flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`))]
  .filter((name) => name.endsWith('.md'))
  .flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return [...text.matchAll(/^( *)```(\w+)(.*)\n([^]*?)^ *```$/gm)].map(({ index, 2: language, 3: name, 4: code }) => ({
      file, line: text.slice(0, index).split('\n').length, language, name: name.trim(), code,
    }));
  });
const at = ({ file, line }) => `${file}, line ${line}`;
/** Tested where they belong. */
const elsewhere = ({ file, name }) => name || file === 'docs/guides/moving.md';
const of = (...languages) => blocks.filter((block) => languages.includes(block.language) && !elsewhere(block));

/** What the examples speak of. */
const BASE = {
  categories: [
    { id: 'necessary', necessary: true, title: 'Necessary' },
    { id: 'functional', title: 'Functional', use: 'functional' },
    { id: 'analytics', title: 'Analytics', use: 'statistics', services: [{ id: 'matomo', title: 'Matomo' }, { id: 'ga4', title: 'Google Analytics' }] },
    { id: 'targeting', title: 'Targeting', use: 'advertising', services: ['youtube', 'google-tag-manager'].map((id) => ({ id, title: id })) },
  ],
};

/** The configuration that a piece of one stands in. */
function whole(piece) {
  if (piece.categories) return piece;
  if (piece.autoBlock) return { categories: [{ id: 'more', title: 'More', services: [piece] }] };
  if (piece.id) return { categories: [piece] };
  return { ...BASE, ...piece };
}

/** JSON, or members of an object without its braces. */
function parse(code) {
  try {
    return JSON.parse(code);
  } catch {
    return JSON.parse(`{${code.trim().replace(/,$/, '')}}`);
  }
}

/** Opens a page with this markup in its body, after our tag unless the markup brings it. */
async function open(body, { config = BASE, head = '' } = {}) {
  const page = fresh();
  const own = /data-octoconsent[ >]|src="\/octoconsent\.js"/.test(body);
  const tag = `<script type="application/json" data-octoconsent>${JSON.stringify(config)}</script><script src="/octoconsent.js"></script>`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An example</title><script src="/fixtures/watch.js"></script>
    <script>window.countWithoutCookies = () => {};</script>${head}${own ? '' : tag}<body>${body}</body></html>`;
  page.server.play('/example', (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(html));
  // Whatever the examples name is somewhere else.
  for (const file of ['/matomo.js', '/gtm.js', '/consent.json']) {
    page.server.play(file, (_, response) => response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(file === '/consent.json' ? JSON.stringify(config) : ''));
  }
  await page.open('/example', { ready: false });
  return page;
}

/** Nothing of ours was wrong, and nothing was thrown. */
async function assertQuiet(page, what) {
  const { events, errors } = await page.seen();
  assert.deepEqual(events.filter(({ name }) => name === 'error').map(({ detail }) => [detail.message, detail.faults]), [], what);
  assert.deepEqual(errors, [], what);
}

for (const block of of('json')) {
  test(`${at(block)}: the configuration is without fault`, async () => {
    const page = await open('', { config: whole(parse(block.code)) });
    await page.ready();
    await assertQuiet(page, at(block));
  });
}

for (const block of of('html')) {
  test(`${at(block)}: the markup works`, async () => {
    // The integrity of an example is nobody's, and its nonce that of a policy which is not there.
    const page = await open(block.code.replace(/ integrity="[^"]*"/g, ''));
    await page.until(() => window.octoconsent?.decision || document.readyState === 'complete');
    if (await page.run(() => !document.querySelector('[data-octoconsent], [data-config]') && !window.octoconsent.decision().categories.necessary && !document.body.textContent.includes('start'))) {
      await page.api('start', BASE);
    }
    await page.ready();
    await assertQuiet(page, at(block));
    await page.settled();
    assert.deepEqual(page.requests(/^\/(matomo|gtm)\.js/), [], 'nothing is asked for before a choice');
    await page.api('acceptAll');
    await page.settled();
    await assertQuiet(page, at(block));
    if (/\/matomo\.js/.test(block.code)) await page.requested('/matomo.js');
  });
}

for (const block of of('css')) {
  test(`${at(block)}: the style sheet has rules that are understood`, async () => {
    const page = await open('', { head: `<style>${block.code}</style>` });
    await page.ready();
    const empty = await page.run(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.style && !rule.style.length).map((rule) => rule.cssText));
    assert.deepEqual(empty, [], at(block));
    assert.ok(await page.run(() => document.styleSheets[0].cssRules.length), at(block));
  });
}

const browser = (block) => !/^export (default|function GET)/m.test(block.code);

for (const block of of('js', 'jsx').filter(browser)) {
  test(`${at(block)}: the script runs`, async () => {
    const page = await open('');
    await page.ready();
    await runAsModule(page, block.code, block.language);
    await page.api('acceptAll');
    await page.settled();
    await assertQuiet(page, at(block));
  });
}

/** Runs it in the page, its imports bundled, its exports under `window.example`. */
async function runAsModule(page, contents, loader) {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': JSON.stringify(`${page.server.origin(page.host)}/octoconsent.mjs`) },
    alias: { 'octoconsent/testing': path.join(root, 'dist/testing.mjs'), 'octoconsent/declaration': path.join(root, 'dist/declaration.mjs'), octoconsent: path.join(root, 'dist/octoconsent.mjs') },
    plugins: [{ name: 'locales', setup: (bundler) => bundler.onResolve({ filter: /^octoconsent\/locales\// }, ({ path: file }) => ({ path: path.join(root, 'dist', file.slice('octoconsent/'.length)) })) }],
    logLevel: 'silent',
  });
  await page.driver.executeAsyncScript(
    (text, done) => import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))).then((module) => done((window.example = module) && null), (error) => done(String(error))),
    outputFiles[0].text,
  ).then((error) => assert.equal(error, null));
}

/** An example by a word that only it has. */
const example = (word) => {
  const found = blocks.filter(({ code }) => code.includes(word));
  assert.equal(found.length, 1, word);
  return found[0];
};

test('the hook for React follows the decision', async () => {
  const page = await open('<div id="app"></div>');
  await page.ready();
  const code = `${example('useSyncExternalStore').code}
    import { createRoot } from 'react-dom/client';
    const Shown = () => <p>{String(useGranted('matomo'))}</p>;
    createRoot(document.getElementById('app')).render(<Shown />);`;
  await runAsModule(page, code, 'jsx');
  await page.until(() => document.querySelector('#app p')?.textContent === 'false');
  await page.api('acceptAll');
  await page.until(() => document.querySelector('#app p').textContent === 'true');
  await page.api('withdraw');
  await page.until(() => document.querySelector('#app p').textContent === 'false');
});

test('the frame that React renders waits, and loads once', async () => {
  const page = await open('<div id="app"></div>');
  await page.ready();
  const code = `${example('function Film').code.replace('https://www.youtube.com/embed/aqz-KE-bpKQ', '/s/film')}
    import { createRoot } from 'react-dom/client';
    createRoot(document.getElementById('app')).render(<Film />);`;
  await runAsModule(page, code, 'jsx');
  await page.until(() => document.querySelector('#app iframe'));
  await page.settled();
  assert.deepEqual(page.requests('/s/film'), []);
  await page.api('acceptAll');
  await page.requested('/s/film');
  await page.assertNoErrors();
});

test('the function for Vue follows the decision, and ends with its scope', async () => {
  const page = await open('');
  await page.ready();
  const code = `${example('onScopeDispose').code}
    import { effectScope } from 'vue';
    export const scope = effectScope();
    export const granted = scope.run(() => useGranted('matomo'));`;
  await runAsModule(page, code, 'js');
  const granted = () => page.run(() => window.example.granted.value);
  assert.equal(await granted(), false);
  await page.api('acceptAll');
  assert.equal(await granted(), true);
  await page.run(() => window.example.scope.stop());
  await page.api('withdraw');
  assert.equal(await granted(), true, 'nobody listens any more');
});

test('the store for Svelte follows the decision', async () => {
  const page = await open('');
  await page.ready();
  await runAsModule(page, `${example('svelte/store').code}\nexport const seen = []; granted('matomo').subscribe((value) => seen.push(value));`, 'js');
  await page.api('acceptAll');
  await page.api('withdraw');
  assert.deepEqual((await page.run(() => window.example.seen)).filter((value, index, all) => value !== all[index - 1]), [false, true, false]);
});

test('the data layer hears what was granted and denied', async () => {
  const page = await open('');
  await page.ready();
  await runAsModule(page, example('octoconsent_${').code, 'js');
  await page.api('choose', { matomo: true });
  assert.ok((await page.run(() => window.dataLayer)).some(({ event }) => event === 'octoconsent_granted_matomo'));
  await page.api('withdraw', 'matomo');
  assert.equal((await page.run(() => window.dataLayer)).at(-1).event, 'octoconsent_denied_matomo');
});

const served = (word) => import(`data:text/javascript,${encodeURIComponent(example(word).code)}`);
const answer = async (response) => [response.headers.get('cache-control'), /"(.*)"/.exec(await response.text())[1]];

test('the Worker of Cloudflare names the region', async () => {
  const { default: worker } = await served('request.cf');
  assert.deepEqual(await answer(worker.fetch({ cf: { country: 'US', regionCode: 'CA' } })), ['private, no-store', 'US-CA']);
  assert.deepEqual(await answer(worker.fetch({ cf: { country: 'T1' } })), ['private, no-store', '']);
  assert.deepEqual(await answer(worker.fetch({})), ['private, no-store', '']);
});

test('the edge functions of Netlify and Vercel name the region', async () => {
  const { default: netlify } = await served('netlify/edge-functions');
  assert.deepEqual(await answer(netlify({}, { geo: { country: { code: 'US' }, subdivision: { code: 'CA' } } })), ['private, no-store', 'US-CA']);
  assert.deepEqual(await answer(netlify({}, {})), ['private, no-store', '']);
  const { GET } = await served('function GET');
  const headers = new Headers({ 'x-vercel-ip-country': 'FR' });
  assert.deepEqual(await answer(GET({ headers })), ['private, no-store', 'FR']);
});

test('every example is of a kind that is run here, or has a test of its own', () => {
  const told = new Set(['json', 'html', 'css', 'js', 'jsx', 'text', 'sh']);
  assert.deepEqual(blocks.filter((block) => !told.has(block.language) && !elsewhere(block)).map(({ file, language }) => `${file}: ${language}`), []);
  const own = new Set(['audit', 'packages', 'proof', 'regions', 'testing'].map((name) => `docs/guides/${name}.md`));
  assert.deepEqual(blocks.filter(({ name, file }) => name && !own.has(file)).map(({ file, name }) => `${file}: ${name}`), []);
});

test('the documentation is served as pages, which axe-core finds nothing in', async () => {
  for (const file of ['README.md', 'docs/reference.md', 'docs/guides/start.md', 'docs/limits.md']) {
    const page = fresh();
    await page.open(`/${file}`, { ready: false });
    const title = /^# (.+)$/m.exec(readFileSync(path.join(root, file), 'utf8'))[1];
    assert.equal(await page.run(() => document.querySelector('h1').textContent), title);
    const links = await page.run(() => [...document.querySelectorAll('main a[href], main img')].map(({ href, src }) => href || src).filter((address) => address.startsWith(location.origin)));
    for (const link of new Set(links.map((address) => address.split('#')[0]))) assert.equal((await fetch(link.replace(page.host, '127.0.0.1'))).status, 200, `${file}: ${link}`);
    await assertAccessible(page, file);
  }
});

test('every link of the documentation leads somewhere', () => {
  const files = [...new Set(blocks.map(({ file }) => file)), 'ARCHITECTURE.md', 'CHANGELOG.md', 'docs/limits.md', 'locales/README.md',
    ...readdirSync(path.join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`)];
  const plain = (file) => readFileSync(file, 'utf8').replace(/^ *```[^]*?^ *```$/gm, '');
  const slug = (heading) => heading.replaceAll('`', '').toLowerCase().replace(/[^\p{L}\p{N}\- _]/gu, '').trim().replaceAll(' ', '-');
  const anchors = (file) => [...plain(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => slug(heading));
  for (const file of files) {
    for (const [, address] of plain(path.join(root, file)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(address)) continue;
      const [to, anchor] = address.split('#');
      const target = to ? path.resolve(root, path.dirname(file), to) : path.join(root, file);
      assert.doesNotThrow(() => readdirSync(path.dirname(target)).includes(path.basename(target)) || assert.fail(), `${file}: ${address}`);
      if (anchor) assert.ok(anchors(target).includes(anchor), `${file}: ${address}`);
    }
  }
});
