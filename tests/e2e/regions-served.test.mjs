// The servers of docs/guides/regions.md, as they stand there: from what nginx and PHP know of a visitor to what the browser asks for.
// The functions of Cloudflare, Netlify and Vercel are run by snippets.test.mjs.
import assert from 'node:assert/strict';
import { copyFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import { Guide, folder, freePort, lacks, nginxModule, run } from './guide.mjs';
import { useBrowser } from './harness.mjs';
import { database } from './mmdb.mjs';
import { NECESSARY, OBJECTION, OPT_OUT, SITE, asked } from './regions.mjs';

const DIST = resolve(process.env.OCTOCONSENT_DIST || resolve(import.meta.dirname, '../../dist'));
const MODULE = nginxModule('ngx_http_geoip2_module.so');
const guide = await Guide.read('regions.md');
const { fresh } = useBrowser();

/** From the next request on the browser sends these headers, as a proxy in front of the server would. */
async function sends(page, headers) {
  await page.driver.sendDevToolsCommand('Network.enable', {});
  await page.driver.sendDevToolsCommand('Network.setExtraHTTPHeaders', { headers });
}

async function assertRule(page, region, regime, expected) {
  assert.deepEqual(await asked(page), expected);
  const situation = await page.api('situation');
  assert.deepEqual([situation.region ?? '', situation.regime], [region, regime]);
  await page.assertNoErrors();
}

const without = lacks('nginx', '-v') || lacks('nginx', '-t', '-q', '-g', `load_module ${MODULE};`, '-c', await minimal());

/** A configuration with nothing in it, to see whether the module fits. */
async function minimal() {
  const at = await folder();
  await writeFile(join(at, 'nginx.conf'), `pid ${at}/pid; error_log stderr; events {} http { access_log off; ${temporary(at)} }`);
  return join(at, 'nginx.conf');
}

function temporary(at) {
  return ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at}/${kind};`).join(' ');
}

describe('nginx', { skip: without }, () => {
  /** What the database knows of each visitor. */
  const PLACES = {
    '192.0.2.1': { country: { iso_code: 'FR' }, subdivisions: [{ iso_code: 'IDF' }] },
    '192.0.2.2': { country: { iso_code: 'US' }, subdivisions: [{ iso_code: 'CA' }] },
    '192.0.2.3': { country: { iso_code: 'GB' } },
  };
  let port;

  before(async () => {
    const at = await folder();
    port = await freePort();
    await writeFile(join(at, 'city.mmdb'), database(PLACES));
    await guide.place(at, 'region.conf', (text) =>
      text.replace('/var/lib/GeoIP/GeoLite2-City.mmdb', join(at, 'city.mmdb')).replace('server {', `server {
        listen 127.0.0.1:${port};
        location / { proxy_pass http://127.0.0.1:${fresh().server.port}; proxy_set_header Host $http_host; }`));
    // The browser says which address it comes from, by a header that this server believes: there is one machine only.
    await writeFile(join(at, 'nginx.conf'), `load_module ${MODULE};
      daemon off; master_process off; pid ${at}/pid; error_log stderr;
      events {}
      http { ${temporary(at)} access_log off; set_real_ip_from 127.0.0.1; real_ip_header X-Visitor; include ${at}/region.conf; }`);
    await run('nginx', ['-c', join(at, 'nginx.conf'), '-p', at, '-e', 'stderr'], port);
  });

  for (const [address, region, regime, expected] of [
    ['192.0.2.1', 'FR-IDF', 'opt-in', NECESSARY],
    ['192.0.2.2', 'US-CA', 'opt-out', OPT_OUT],
    ['192.0.2.3', 'GB', 'opt-in', OBJECTION],
    ['198.51.100.1', '', 'opt-in', NECESSARY],
  ]) {
    test(`${region ? `from ${region}, a visitor is` : 'of whom the database knows nothing, a visitor is'} under the rule of that region`, async () => {
      const page = fresh();
      page.server = { ...page.server, origin: (host) => `http://${host}:${port}` };
      await sends(page, { 'X-Visitor': address });
      await page.open('regions-header', { config: SITE });
      await assertRule(page, region, regime, expected);
    });
  }

  test('its answer is kept by no cache', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/region.js`, { headers: { 'X-Visitor': '192.0.2.1' } });
    assert.deepEqual(['content-type', 'cache-control'].map((name) => answer.headers.get(name)), ['text/javascript', 'private, no-store']);
    assert.equal(await answer.text(), 'window.octoconsentRegion = "FR-IDF";\n');
  });
});

describe('PHP', { skip: lacks('php', '-v') }, () => {
  let port;
  let host;

  before(async () => {
    const at = await folder();
    port = await freePort();
    ({ host } = fresh());
    const origin = fresh().server.origin(host);
    const [code, tag] = guide.example('region.php').split('?>\n');
    const tags = ['necessary', 'statistics', 'look', 'chat', 'ads', 'health'].map((id) => `<script type="text/plain" data-category="${id}" src="${origin}/s/${id}.js"></script>`);
    await writeFile(join(at, 'index.php'), `${code}?>
<!doctype html><html lang="en"><meta charset="utf-8"><title>By PHP</title><link rel="icon" href="data:,">
<script src="${origin}/fixtures/watch.js"></script>
<script type="application/json" data-octoconsent>${JSON.stringify(SITE)}</script>
${tag}
<h1>By PHP</h1>${tags.join('\n')}
<iframe data-category="statistics" data-src="${origin}/s/frame.html" title="Statistics"></iframe>`);
    await copyFile(join(DIST, 'octoconsent.js'), join(at, 'octoconsent.js'));
    await run('php', ['-S', `127.0.0.1:${port}`, '-t', at], port);
  });

  for (const [headers, region, regime, expected] of [
    [{ 'CF-IPCountry': 'FR' }, 'FR', 'opt-in', NECESSARY],
    [{ 'CF-IPCountry': 'US', 'CF-Region-Code': 'CA' }, 'US-CA', 'opt-out', OPT_OUT],
    [{ 'CF-IPCountry': 'GB' }, 'GB', 'opt-in', OBJECTION],
    [{ 'CF-IPCountry': 'T1' }, '', 'opt-in', NECESSARY],
    [{}, '', 'opt-in', NECESSARY],
  ]) {
    test(`with ${JSON.stringify(headers)} the region is “${region}”, and its rule holds`, async () => {
      const page = Object.assign(fresh(), { host });
      await sends(page, headers);
      await page.driver.manage().deleteAllCookies();
      await page.driver.get(`http://${host}:${port}/`);
      await page.ready();
      await assertRule(page, region, regime, expected);
    });
  }

  test('what a visitor sends that is no region gets into no page', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'CF-IPCountry': 'FR', 'CF-Region-Code': '"><b>' } });
    assert.equal(answer.headers.get('cache-control'), 'private');
    assert.match(await answer.text(), /data-region="FR"><\/script>/);
  });
});

test('every example of a server was run', { skip: without || lacks('php', '-v') }, () => {
  assert.deepEqual(guide.unused(), []);
});
