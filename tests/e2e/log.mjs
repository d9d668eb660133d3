// The rows that a page has sent: the server's log is the oracle.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import Ajv from 'ajv/dist/2020.js';

/** Where the test server plays the receiver. */
export const LOG = '/consent-log';
/** How the names begin under which rows wait. */
export const QUEUE = 'octoconsent-log-';

const schema = JSON.parse(await readFile(new URL('../../docs/guides/log-row.schema.json', import.meta.url), 'utf8'));
const fits = new Ajv({ allErrors: true }).compile(schema);

/** The requests with rows of this visitor so far, at `path`, answered or not. */
export const requests = (page, path = LOG) =>
  page.server.log.filter((entry) => entry.host.endsWith(page.host) && entry.path === path && entry.method === 'POST');

/** The rows that came so far, each as the guide's schema says. */
export function rows(page, path) {
  const all = requests(page, path).map(({ body }) => JSON.parse(body));
  for (const row of all) assert.ok(fits(row), JSON.stringify([fits.errors, row]));
  return all;
}

/** Waits until `count` rows have come, and gives them; once the page is settled there are no more. */
export async function arrived(page, count, path) {
  await page.server.waitFor(() => requests(page, path).length >= count, `${count} rows of ${page.host}`);
  await page.settled();
  const all = rows(page, path);
  assert.equal(all.length, count, JSON.stringify(all));
  assert.equal(new Set(all.map(({ event }) => event)).size, count, 'each has an event of its own');
  return all;
}

/** The types of the rows that have come, once there are that many. */
export const types = async (page, count, path) => (await arrived(page, count, path)).map(({ type }) => type);

/** The rows that wait in local storage, the first to be sent first. */
export async function queue(page, prefix = QUEUE) {
  const entries = await page.run(() => Object.entries(localStorage));
  return entries.filter(([name]) => name.startsWith(prefix)).toSorted().map(([, text]) => JSON.parse(text));
}

/** Waits until that many rows wait in local storage. */
export const waits = (page, count, prefix = QUEUE) =>
  page.until((start, wanted) => Object.keys(localStorage).filter((name) => name.startsWith(start)).length === wanted, prefix, count);

/** Does `work` while the browser has no network; the driver and the server still have. */
export async function offline({ driver }, work) {
  const conditions = (offline) => driver.sendDevToolsCommand('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await driver.sendDevToolsCommand('Network.enable', {});
  await conditions(true);
  try {
    await work();
  } finally {
    await conditions(false);
  }
}
