// The audit run on the five sites finds nothing: no leak and no fault on any page of them, for visitors of other regions too.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { audit, launch, source } from '../../tools/audit.mjs';
import { startServer } from '../server.mjs';

const SITES = path.resolve(import.meta.dirname, '../../www/sites');
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

/** Each page, and once more as a visitor whose region has something on before a choice. */
const PAGES = readdirSync(SITES).flatMap((site) => readdirSync(path.join(SITES, site)).filter((name) => name.endsWith('.html')).map((name) => ({ site, name })));
PAGES.push({ site: 'oktopost', name: 'index.html', region: 'US-CA' }, { site: 'octopus-telecom', name: 'index.html', region: 'GB' });

/** Where something optional is on before a choice: on legitimate interest, or by the rule of the region. */
const ON_AT_ONCE = new Set(['octopus-system ', 'oktopost ', 'oktopost US-CA', 'octopus-telecom GB']);

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await launch({ chromium: CHROMIUM });
  driveAll();
});
after(async () => {
  await browser.close();
  await server.close();
});

/** What was found on each of them. Most of a journey is waiting: three pages at a time. */
const driven = new Map();
function driveAll() {
  const lanes = [0, 1, 2].map(() => Promise.resolve());
  PAGES.forEach((page, index) => {
    const { site, name, region = '' } = page;
    const host = [site, path.parse(name).name, region.toLowerCase()].filter(Boolean).join('-');
    const result = lanes[index % 3].then(() => audit(browser, `${server.origin(`${host}.localhost`)}/sites/${site}/${name}`, { source: source(), region }));
    lanes[index % 3] = result.catch(() => {});
    driven.set(page, result);
  });
}

for (const page of PAGES) {
  const { site, name, region } = page;
  test(`it finds nothing on ${site}/${name}${region ? ` in ${region}` : ''}`, async () => {
    const { findings, observations, config } = await driven.get(page);
    // Trackers go on running after a withdrawal, and what they write is swept: a note. What a page does not set another one may: a note, too.
    const found = findings.filter(({ severity }) => severity !== 'note').map(({ code, what, journeys, by }) => [code, what, journeys.join(), by]);
    assert.deepEqual(found, []);
    // It has looked: under the page's own configuration, with something optional on, and after that was taken back.
    const phases = (journey) => new Set(observations.filter((one) => one.journey === journey).map(({ phase }) => phase));
    assert.ok(config.categories.length > 1);
    assert.equal(phases('accept').has('granted'), name !== 'under-16.html', 'a page for children grants nothing');
    assert.ok(phases('withdraw').has('withdrawn'));
    assert.equal(phases('none').has('granted'), ON_AT_ONCE.has(`${site} ${region ?? ''}`) && name !== 'under-16.html');
  });
}
