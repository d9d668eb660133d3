// The packed file in Vite, webpack, esbuild and a plain script tag, as docs/guides/packages.md has it, in the browser.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { createServer } from 'vite';
import webpack from 'webpack';
import { useBrowser } from './harness.mjs';
import { command, example, guide, pack, run } from './packed.mjs';

const { fresh } = useBrowser();
const [forWebpack, forEsbuild] = [...guide.matchAll(/`(<script [^`]*src="\/main\.js"[^`]*)`/g)].map(([, tag]) => tag);

/** A page of the guide, with what the tests need: a witness, the visitor's language from the address, and more tags. */
const page = (name, tag = '$&') =>
  example(name)
    .replace(/<script type="module".*<\/script>/, tag)
    .replace('<head>', `$&
    <script src="/fixtures/watch.js"></script>
    <script>document.documentElement.lang = new URLSearchParams(location.search).get('lang') || 'en';</script>`)
    .replace('<a href', `<script type="text/plain" data-category="analytics">ran('two')</script>
    <script type="text/plain" data-category="analytics" src="/s/three.js"></script>
    $&`);
const main = example('src/main.js');
/** The same without a word about languages. */
const bare = (code) => code.replace(/^ {2}(texts|locales):.*\n/gm, '');

/** How each project is built, from its sources to the folder that is served. */
const BUILDS = {
  vite: [{ 'index.html': page('index.html'), 'src/main.js': main }, async (folder) => {
    await run(folder, 'vite', 'build');
    return path.join(folder, 'dist');
  }],
  webpack: [{ 'public/index.html': page('index.html', forWebpack), 'public/bare.html': page('index.html', '<script defer src="/bare.js"></script>'),
    'src/main.js': main, 'src/bare.js': bare(main), 'webpack.config.js': example('webpack.config.js') }, async (folder) => {
    const { default: config } = await import(path.join(folder, 'webpack.config.js'));
    const entry = { main: config.entry, bare: './src/bare.js' };
    const stats = await new Promise((done, failed) => webpack({ ...config, entry, context: folder }, (error, stats) => (error ? failed(error) : done(stats))));
    assert.ok(!stats.hasErrors() && !stats.hasWarnings(), stats.toString());
    return config.output.path;
  }],
  esbuild: [{ 'public/index.html': page('index.html', forEsbuild), 'src/esbuild.js': example('src/esbuild.js') }, async (folder) => {
    await command(folder, 'esbuild');
    return path.join(folder, 'public');
  }],
  tag: [{ 'public/index.html': page('tag.html') }, (folder) => path.join(folder, 'public')],
};

const it = { served: {} };
before(async () => {
  const { project } = await pack();
  await Promise.all(Object.entries(BUILDS).map(async ([name, [files, make]]) => {
    const folder = await project(name, files);
    await command(folder, 'copy');
    it.served[name] = await make(folder);
    it[name] = folder;
  }));
});
after(() => it.dev?.close());

const TYPES = { html: 'text/html', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm' };

/** Lays a folder over the root of the server, as a static host does. `address` of each file may be another. */
function serve(server, folder, address = (name) => `/${name}`) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const type = TYPES[path.extname(name).slice(1)];
    if (!type) continue;
    const answer = (_, response) => response.writeHead(200, { 'Content-Type': type }).end(readFileSync(path.join(folder, name)));
    server.play(address(name), answer);
    if (name === 'index.html') server.play('/', answer);
  }
  server.play('/matomo.js', (_, response) => response.writeHead(200, { 'Content-Type': 'text/javascript' }).end("ran('one')"));
}

/** A new visitor of what was built. */
function visitor(name) {
  const page = fresh();
  serve(page.server, it.served[name]);
  return page;
}

const TAGGED = /^\/(matomo|s\/three)\.js$/;
const LOCALES = /\/locales\//;
/** A text of the interface, from the package. */
const text = (tag, key) => JSON.parse(readFileSync(path.join(it.vite, `node_modules/octoconsent/locales/${tag}.json`), 'utf8'))[key];

/** Blocked before, in order after, kept at the next visit. */
async function assertWorks(page) {
  await page.open('/');
  assert.equal(await (await page.visible('[data-do="reject"]')).getText(), 'Reject all');
  await page.assertNothingReleased();
  assert.deepEqual(page.requests(TAGGED), [], 'before a choice');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'three']);
  assert.deepEqual(page.requests(TAGGED), ['/matomo.js', '/s/three.js']);
  await page.reload();
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'three']);
  assert.equal(await page.shows('[part~="banner"]'), false, 'the choice is kept');
  assert.deepEqual(page.requests(LOCALES), [], 'English is in it');
  await page.assertNoErrors();
}

/** The banner is in that language; these files were asked for. */
async function assertSpeaks(page, tag, requests, address = '/') {
  await page.open(`${address}?lang=${tag}`);
  assert.equal(await (await page.visible('[data-do="reject"]')).getText(), text(tag, 'rejectAll'));
  assert.deepEqual(page.requests(LOCALES), requests);
  await page.assertNoErrors();
}

for (const name of ['vite', 'webpack', 'esbuild']) {
  test(`${name}: the packed module blocks, releases in order, and is kept`, async () => {
    const page = visitor(name);
    await assertWorks(page);
    // One for each of the two visits.
    assert.equal(page.requests(/\.wasm$/).length, 2);
  });

  test(`${name}: a language that is in the bundle is not fetched, another is found in the folder`, async () => {
    await assertSpeaks(visitor(name), 'fr', []);
    await assertSpeaks(visitor(name), 'de', ['/locales/de.json']);
  });

  test(`${name}: nothing of the machine that built is in what is served`, () => {
    for (const entry of readdirSync(it.served[name], { recursive: true }).filter((file) => file.endsWith('.js'))) {
      const code = readFileSync(path.join(it.served[name], entry), 'utf8');
      assert.ok(!code.includes('file://') && !code.includes(it[name]), entry);
    }
  });
}

test('a plain script tag: the packed script blocks, releases in order, and is kept', async () => {
  await assertWorks(visitor('tag'));
});

test('a plain script tag: languages are fetched from beside the script', async () => {
  await assertSpeaks(visitor('tag'), 'fr', ['/locales/fr.json']);
});

test('without a word about languages they are looked for beside the WebAssembly module', async () => {
  const page = visitor('webpack');
  serve(page.server, it.served.webpack, (name) => (name === 'bare.html' ? '/deep/' : `/${name}`));
  await assertSpeaks(page, 'de', ['/locales/de.json'], '/deep/');
});

for (const loader of ['dataurl', 'binary']) {
  test(`a module that esbuild has put into the script (${loader}) works, with languages from beside the page`, async () => {
    const page = visitor('esbuild');
    const contents = bare(example('src/esbuild.js'));
    const { outputFiles } = await build({ stdin: { contents, resolveDir: it.esbuild }, bundle: true, write: false, format: 'esm', loader: { '.wasm': loader }, logLevel: 'silent' });
    page.server.play('/main.js', (_, response) => response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(outputFiles[0].contents));
    serve(page.server, path.join(it.esbuild, 'public'), (name) => ({ 'index.html': '/deep/', 'main.js': '/unused' })[name] ?? `/deep/${name}`);
    await assertSpeaks(page, 'de', ['/deep/locales/de.json'], '/deep/');
    assert.deepEqual(page.requests(/\.wasm$/), []);
  });
}

test('vite dev: the packed module works in the server for developers as well', async () => {
  const page = visitor('tag'); // for /matomo.js
  const target = page.server.origin();
  const proxy = Object.fromEntries(['/fixtures/', '/s/', '/sentinel', '/matomo.js'].map((at) => [at, { target, changeOrigin: false }]));
  // Nothing is edited here, so nothing is watched, and no page is told.
  it.dev = await createServer({ root: it.vite, configFile: false, logLevel: 'error', server: { host: '127.0.0.1', port: 0, watch: null, ws: false, hmr: false, proxy } });
  await it.dev.listen();
  const { port } = it.dev.httpServer.address();
  // The first one to ask waits until Vite has made the package one file.
  const get = async (address) => (await fetch(`http://127.0.0.1:${port}${address}`)).text();
  await get(/ from "(.*?octoconsent\.js.*?)"/.exec(await get('/src/main.js'))[1]);
  page.server = { ...page.server, origin: (host) => `http://${host}:${port}` };
  await assertWorks(page);
});
