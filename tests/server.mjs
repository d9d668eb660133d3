// The local server: what `./build.sh serve` runs, and the oracle of the end-to-end tests.
//
// It keeps a log of every request, outside the page: what is not in the log was not sent.
// It also plays the part of a slow, broken or missing third party, but never by time: a held
// response waits until the test lets it go.

import { STATUS_CODES, createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { documents } from './documents.mjs';
import { trackerRoutes, vendorFiles } from './trackers.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const fixtures = join(here, 'fixtures');

const uncached = { etag: false, lastModified: false, cacheControl: false };

/** Where the tests have rows sent (docs/guides/proof.md), and the record. The log keeps what comes there, with its headers. */
const LOG = '/consent-log';
const REFRESHER = '/consent-refresh';

/** A log of this length is enough for any page; `serve` may run for days. */
const LOG_LIMIT = 5000;
/** How long `waitFor` waits before it calls a request missing. It is a failure's length, never a test's. */
const MISSING_AFTER = 60_000;

/**
 * @param {{port?: number, dist?: string}} options `port` 0 takes a free one; `dist` is the product to serve.
 */
export async function startServer({ port = 0, dist = process.env.OCTOCONSENT_DIST || join(root, 'dist') } = {}) {
  const log = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  const held = new Held();
  const missing = new Map();
  const parts = new Map();

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(plainHeaders);
  app.post([LOG, REFRESHER], express.text({ type: () => true, limit: '64kb' }));
  app.use(record(log, arrivals));
  app.get('/__log', (_, response) => response.json(log));
  app.get('/__events', stream(arrivals));
  app.use(LOG, anyOrigin);
  app.use(answerMissing(missing));
  app.use((request, _, next) => held.wait(request.hostname, request.path).then(() => next()));
  app.use((request, response, next) => (parts.get(request.path) ?? ((_, __, go) => go()))(request, response, next));
  app.post(LOG, receiver);
  app.post(REFRESHER, refresher);
  app.get('/sentinel', (_, response) => response.status(204).end());
  app.get('/region.js', regionScript);
  app.get('/s/:name', thirdParty);
  app.post('/gone/:name', (_, response) => response.status(204).end());
  mountTrackers(app);
  app.use('/fixtures', fixturePages(held), files(fixtures));
  app.use('/dist', files(dist));
  app.use(documents(root));
  // What they show and link.
  for (const folder of ['docs', 'www', 'tests', 'src']) app.use(`/${folder}`, files(join(root, folder)));
  app.get('/LICENSE', (_, response) => response.type('text').sendFile(join(root, 'LICENSE')));
  app.use(files(join(root, 'www')));
  app.use(files(join(root, 'target/www')));
  app.use(files(dist));
  app.use((_, response) => response.status(404).type('text').send('not found\n'));

  const servers = await listen(app, port);
  const bound = servers[0].address().port;

  return {
    port: bound,
    /** Every request so far, oldest first. */
    log,
    origin: (name = '127.0.0.1') =>
      `http://${/^[\d.]+$/.test(name) || name.endsWith('localhost') ? name : `${name}.localhost`}:${bound}`,
    /** Forgets the log, lets every held response go and finds every missing file again. */
    reset() {
      log.length = 0;
      held.releaseAll();
      missing.clear();
      parts.clear();
    },
    /** Answers `path` (on `host`, or everywhere) only after `release(path)`. */
    hold: (path, host) => held.hold(path, host),
    release: (path, host) => held.release(path, host),
    /** Answers `status` for `path` (on `host`, or everywhere) until `reset()` or `find(path)`. */
    lose: (path, host = '*', status = 404) => missing.set(`${host} ${path}`, status),
    /** Ends a `lose`. */
    find: (path, host = '*') => missing.delete(`${host} ${path}`),
    /** Lets a handler of node:http answer for `path` until `reset()`. */
    play: (path, handler) => parts.set(path, handler),
    /** The first logged request, past or future, which `predicate` accepts. */
    waitFor: (predicate, name = predicate.name || String(predicate)) => waitFor(log, arrivals, predicate, name),
    close: () => close(servers, held),
  };
}

/** Nothing is cached and nothing is guessed, so that each use of a file is one line of the log. */
function plainHeaders(_, response, next) {
  response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  next();
}

function record(log, arrivals) {
  return (request, _, next) => {
    if (request.path.startsWith('/__')) return next();
    const entry = {
      time: Date.now(),
      method: request.method,
      host: request.hostname,
      path: request.path,
      query: new URL(request.url, 'http://x').search.slice(1),
      type: request.get('sec-fetch-dest') ?? '',
    };
    if (request.get('cookie')) entry.cookie = request.get('cookie');
    if (typeof request.body === 'string') Object.assign(entry, { body: request.body, headers: request.headers });
    log.push(entry);
    if (log.length > LOG_LIMIT) log.shift();
    arrivals.emit('request', entry);
    next();
  };
}

/** Server-sent events: one message a request. */
function stream(arrivals) {
  return (request, response) => {
    response.set('Content-Type', 'text/event-stream').flushHeaders();
    response.write(': open\n\n');
    const send = (entry) => response.write(`data: ${JSON.stringify(entry)}\n\n`);
    arrivals.on('request', send);
    request.on('close', () => arrivals.off('request', send));
  };
}

function waitFor(log, arrivals, predicate, name) {
  const past = log.find(predicate);
  if (past) return Promise.resolve(past);
  return new Promise((found, failed) => {
    const stop = () => {
      clearTimeout(timer);
      arrivals.off('request', look);
    };
    const look = (entry) => {
      if (!predicate(entry)) return;
      stop();
      found(entry);
    };
    const timer = setTimeout(() => {
      stop();
      const seen = log.map((entry) => `${entry.host}${entry.path}`).join('\n  ');
      failed(new Error(`this request never came: ${name}\nseen:\n  ${seen}`));
    }, MISSING_AFTER);
    arrivals.on('request', look);
  });
}

/** Responses that wait for a word, by path on one host or on every host. */
class Held {
  #gates = new Map();

  hold(path, host = '*') {
    const key = `${host} ${path}`;
    if (this.#gates.has(key)) return;
    const gate = {};
    gate.opened = new Promise((open) => (gate.open = open));
    this.#gates.set(key, gate);
  }

  release(path, host = '*') {
    const key = `${host} ${path}`;
    this.#gates.get(key)?.open();
    this.#gates.delete(key);
  }

  releaseAll() {
    for (const gate of this.#gates.values()) gate.open();
    this.#gates.clear();
  }

  wait(host, path) {
    return Promise.all([`${host} ${path}`, `* ${path}`].map((key) => this.#gates.get(key)?.opened));
  }
}

function answerMissing(missing) {
  return (request, response, next) => {
    const status = missing.get(`${request.hostname} ${request.path}`) ?? missing.get(`* ${request.path}`);
    return status ? response.status(status).type('text').send(`${STATUS_CODES[status]}\n`) : next();
  };
}

/** A receiver of the log that stands on another origin has to let the page read its answer. */
function anyOrigin(_, response, next) {
  response.set('Access-Control-Allow-Origin', '*');
  next();
}

/** Keeps a row, if it is one. */
function receiver({ body }, response) {
  response.status(body.startsWith('{') ? 204 : 400).end();
}

/** Sets the cookie that it is sent, for 100 days: a lifetime that the product never asks for. */
function refresher({ body }, response) {
  if (!/^[\w.~*:-]{1,1024}$/.test(body)) return response.status(400).end();
  response.set('Set-Cookie', `octoconsent=${body}; Path=/; Max-Age=8640000; SameSite=Lax`);
  return response.status(204).end();
}

/** Says where the visitor is, by the headers of a proxy: docs/guides/regions.md has the same in PHP. */
function regionScript(request, response) {
  const [country, part] = ['cf-ipcountry', 'cf-region-code'].map((name) => request.get(name) ?? '');
  const known = /^[A-Z]{2}$/.test(country);
  const region = known ? country + (/^[A-Z0-9]{1,3}$/.test(part) ? `-${part}` : '') : '';
  response.type('js').send(`window.octoconsentRegion = ${JSON.stringify(region)};\n`);
}

/** What a third party answers, by the ending of its name; without one it is a script. Any site may use it. */
function thirdParty({ params, query }, response) {
  const [, name, ending = 'js'] = /^(.*?)(?:\.(m?js|css|png|wav|html))?$/.exec(params.name);
  response.set('Access-Control-Allow-Origin', '*');
  if ('404' in query) response.status(404);
  const answers = { css: sheet, png: image, wav: sound, html: document };
  return (answers[ending] ?? script)(name, query, response);
}

/**
 * `/s/<name>.js` says `ran('<name>')` (see fixtures/watch.js).
 * `?throw` then throws, `?module` is a module, `?import=<name>` one that imports another, `?404` is missing,
 * `?cookie=<name>` sets a cookie first.
 */
function script(name, query, response) {
  if ('404' in query) return response.type('js').send(`ran('${name}')\n`);
  const lines = [];
  if (query.import) lines.push(`import ${JSON.stringify(query.import)};`);
  if (query.cookie) lines.push(`document.cookie = ${JSON.stringify(`${query.cookie}=1; path=/`)};`);
  lines.push(`ran(${JSON.stringify(name)});`);
  if ('throw' in query) lines.push(`throw new Error(${JSON.stringify(`${name} is broken`)});`);
  if ('module' in query) lines.push('export const address = import.meta.url;');
  return response.type('js').send(`${lines.join('\n')}\n`);
}

/** `/s/<name>.css` sets `--<name>: on` on the root element; `?import=<other>` imports another one first. */
function sheet(name, query, response) {
  const other = query.import ? `@import "/s/${query.import}.css";\n` : '';
  return response.type('css').send(`${other}:root { --${name}: on; }\n`);
}

/** One transparent pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

function image(_, query, response) {
  return response.type('png').send(PIXEL);
}

/** A minute of silence, as every browser plays it. */
function sound(_, query, response) {
  const [rate, seconds] = [8000, 60];
  const size = rate * seconds;
  const head = Buffer.from('RIFF....WAVEfmt ....................data....', 'latin1');
  const [oneChannel, oneByte] = [0x0001_0001, 0x0008_0001];
  for (const [at, value] of [[4, 36 + size], [16, 16], [20, oneChannel], [24, rate], [28, rate], [32, oneByte], [40, size]]) {
    head.writeUInt32LE(value, at);
  }
  return response.type('audio/wav').send(Buffer.concat([head, Buffer.alloc(size, 128)]));
}

/** `/s/<name>.html` tells the page around it `loaded <name>`, and posts to `/gone/<name>` when it has to go. */
function document(name, query, response) {
  return response.type('html').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${name}</title>
<p>${name}</p>
<script>
  parent.postMessage('loaded ${name}', '*');
  addEventListener('pagehide', () => navigator.sendBeacon('/gone/${name}'));
</script>
`);
}

function mountTrackers(app) {
  for (const [path, file] of vendorFiles) {
    app.get(path, (_, response) => response.sendFile(basename(file), { ...uncached, root: dirname(file) }));
  }
  trackerRoutes(app);
}

/**
 * Fills a fixture's page; with `?cache` the browser may keep it: `{{nonce}}` (fresh for each response, also in `?csp=`), `{{other}}` (a second origin) and
 * `{{config}}` (fixtures/consent.json with the members of `?config=` put over it) and `{{region}}` (`?region=`). A page is streamed: what follows
 * `<!--hold:/path-->` is sent once `/path` is not held (any more); that comment itself never is.
 */
function fixturePages(held) {
  return async (request, response, next) => {
    const file = await fixtureFile(request.path);
    if (!file) return next();
    const nonce = randomBytes(12).toString('base64');
    const values = {
      nonce,
      other: `http://other-${request.get('host')}`,
      config: await configuration(request.query.config),
      region: request.query.region ?? '',
    };
    const fill = (text) => text.replace(/\{\{(\w+)\}\}/g, (whole, key) => values[key] ?? whole);
    // What must not be stored does not come back from the back/forward cache either, once a cookie has changed.
    if ('cache' in request.query) response.set('Cache-Control', 'no-cache');
    if (request.query.csp) response.set('Content-Security-Policy', fill(request.query.csp));
    response.type('html');
    const [first, ...rest] = fill(await readFile(file, 'utf8')).split(/<!--hold:(.*?)-->/);
    response.write(first);
    while (rest.length) {
      await held.wait(request.hostname, rest.shift());
      response.write(rest.shift());
    }
    response.end();
  };
}

async function fixtureFile(path) {
  const file = join(fixtures, decodeURIComponent(path).endsWith('/') ? `${decodeURIComponent(path)}index.html` : decodeURIComponent(path));
  if (!file.startsWith(fixtures + sep) || !file.endsWith('.html')) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? file : null;
}

async function configuration(overlay) {
  const base = JSON.parse(await readFile(join(fixtures, 'consent.json'), 'utf8'));
  const merged = overlay ? { ...base, ...JSON.parse(overlay) } : base;
  return JSON.stringify(merged).replaceAll('</', '<\\/');
}

function files(directory) {
  return express.static(directory, {
    ...uncached,
    dotfiles: 'ignore',
    setHeaders: (response, path) => {
      if (path.endsWith('.ts')) response.set('Content-Type', 'text/plain; charset=utf-8');
    },
  });
}

/** Loopback only: `*.localhost` may resolve to either family, so both carry the same port. */
async function listen(app, port) {
  const four = await bind(app, '127.0.0.1', port);
  try {
    return [four, await bind(app, '::1', four.address().port)];
  } catch (error) {
    if (error.code !== 'EADDRINUSE') return [four]; // this machine has no IPv6
    four.close();
    if (port) throw error;
    return listen(app, 0);
  }
}

function bind(app, host, port) {
  return new Promise((done, failed) => {
    const server = createServer(app);
    server.once('error', failed);
    server.listen({ host, port }, () => {
      server.off('error', failed);
      done(server);
    });
  });
}

async function close(servers, held) {
  held.releaseAll();
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((done) => {
          server.close(done);
          server.closeAllConnections();
        }),
    ),
  );
}

/** The wanted port or, where it is busy, the next free one; it says so. */
async function startFrom(port) {
  for (let candidate = port; candidate < port + 50; candidate += 1) {
    try {
      return await startServer({ port: candidate });
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
      console.error(`port ${candidate} is busy, trying ${candidate + 1}`);
    }
  }
  throw new Error(`no free port from ${port} to ${port + 49}`);
}

async function main(args) {
  const at = args.indexOf('--port');
  const port = at < 0 ? 8080 : Number(args[at + 1]);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port: "${args[at + 1]}" is no port`);
  const server = await startFrom(port);
  console.log(`octoconsent is served at\n  ${server.origin()}/\n  ${server.origin('octoop')}/sites/octoop/\nControl-C ends it.`);
  const end = () => server.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(`server: ${error.message}`);
    process.exit(1);
  });
}
