// Helpers for the tests of the page under www/sites/octoop: what it may ask for, and what it may keep.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { PATIENCE } from './page.mjs';

const folder = '/sites/octoop/';
export const config = JSON.parse(await readFile(new URL('../../www/sites/octoop/consent.json', import.meta.url), 'utf8'));

/** Each optional tool, with its script and the endpoint which that script talks to. */
export const SERVICES = {
  matomo: [`${folder}matomo.js`, '/t/matomo/matomo.php'],
  posthog: ['/vendor/posthog.js', '/t/posthog/'],
  snowplow: ['/vendor/snowplow.js', '/t/snowplow/com.snowplowanalytics.snowplow/tp2'],
  mixpanel: ['/vendor/mixpanel.js', '/t/mixpanel/track/'],
  'short-links': [`${folder}links.js`, '/t/octoop/links'],
  partners: [`${folder}partners.js`, '/t/octoop/referral'],
};
/** The services of the configuration that the tools are declared in: CookieHub's marks know categories, so there is one in each. */
const DECLARED = { audience: ['matomo', 'posthog', 'snowplow'], campaigns: ['mixpanel', 'short-links', 'partners'] };
/** CookieHub's own names of its categories (its documentation, “Tagging scripts”). */
export const COOKIEHUB = ['necessary', 'preferences', 'analytics', 'marketing', 'uncategorized'];
const OPTIONAL = /^\/(vendor|t)\/|\/(matomo\.js|links\.js|partners\.js)$/;

/** Opens one of the site's pages and waits until the product is ready, unless it is not to come. */
export async function openOctoop(page, file = '', { ready = true } = {}) {
  await page.open(folder + file, { ready: false });
  if (ready) await octoopReady(page);
  return page;
}

export function octoopReady(page) {
  return page.until(() => {
    if (window.isReady === undefined) window.octoconsent?.on?.('ready', () => (window.isReady = true));
    return window.isReady;
  });
}

/** Presses `what` and waits until the answer is recorded. */
export async function answer(page, what, method) {
  await page.press(what);
  return page.until((wanted) => (window.octoconsent.record()?.method === wanted ? window.octoconsent.record() : null), method);
}

export const optionalRequests = (page) => page.requests(OPTIONAL);

/** Waits for the script of each service and for what it sends. */
export function called(page, services) {
  const paths = services.flatMap((service) => SERVICES[service]);
  const asked = (path) => page.server.waitFor((entry) => entry.host === page.host && entry.path.startsWith(path), `${path} of ${page.host}`);
  return Promise.all(paths.map(asked));
}

/** Everything the page keeps, as `storage name`. */
export async function kept(page) {
  const cookies = (await page.cookieNames()).map((name) => `cookie ${name}`);
  const entries = await page.run(() => ['localStorage', 'sessionStorage'].flatMap((area) => Object.keys(window[area]).map((key) => `${area} ${key}`)));
  const databases = await page.driver.executeAsyncScript((done) => void indexedDB.databases().then((all) => done(all.map(({ name }) => `indexedDB ${name}`))));
  return [...cookies, ...entries, ...databases].toSorted();
}

/** What the configuration declares for these tools, as patterns of `storage name`. */
function declared(tools) {
  const among = (id) => tools.includes(id) || DECLARED[id]?.some((tool) => tools.includes(tool));
  const cookies = config.categories.flatMap((category) => category.services).filter(({ id }) => among(id)).flatMap((service) => service.cookies);
  const escape = (text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return cookies.map(({ name, storage = 'cookie' }) => new RegExp(`^${storage} ${name.split('*').map(escape).join('.*')}$`));
}

/** Asserts that all the page keeps is declared by what is necessary or by these services; what a running script writes again after
 *  a withdrawal is deleted again within a second. */
export async function assertKeepsOnly(page, services) {
  const patterns = declared(['session', 'consent', ...services]);
  let surplus;
  const clean = async () => {
    surplus = (await kept(page)).filter((entry) => !patterns.some((pattern) => pattern.test(entry)));
    return surplus.length === 0;
  };
  await page.driver.wait(clean, PATIENCE, undefined, 25).catch(() => assert.deepEqual(surplus, [], 'kept and not declared'));
}

/** Asserts that no optional service was asked for, has run or keeps anything. */
export async function assertUntouched(page) {
  await page.settled();
  assert.deepEqual(optionalRequests(page), [], 'optional requests');
  await assertKeepsOnly(page, []);
  const foreign = await page.run(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => new URL(name).host !== location.host));
  assert.deepEqual(foreign, [], 'requests to other hosts');
  const globals = await page.run(() => ['_paq', 'posthog', 'mixpanel', 'snowplowBrowserTracking'].filter((name) => name in window));
  assert.deepEqual(globals, [], 'scripts that ran');
}
