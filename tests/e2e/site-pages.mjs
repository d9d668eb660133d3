// What the tests of the sites share that have no page of their own helpers: opening, answering, and what the browser keeps.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { PATIENCE } from './page.mjs';

/** One of the sites under www/sites, by its id. */
export async function site(id, endpoints) {
  const folder = `/sites/${id}/`;
  const config = JSON.parse(await readFile(new URL(`../../www${folder}consent.json`, import.meta.url), 'utf8'));
  return new Site(folder, config, endpoints);
}

class Site {
  /** @param {Record<string, RegExp>} endpoints by service: the requests that nobody but that service makes */
  constructor(folder, config, endpoints) {
    Object.assign(this, { folder, config, endpoints });
  }

  get services() {
    return this.config.categories.flatMap((category) => category.services.map((service) => ({ ...service, category })));
  }

  get necessary() {
    return this.services.filter(({ category }) => category.necessary).map(({ id }) => id);
  }

  /** Opens one of the pages and waits until the product is ready. `region`: what the server says of the visitor, by its headers. */
  async open(page, file = '', { ready = true, region = '' } = {}) {
    const [country, part] = region.split('-');
    const headers = { ...(country && { 'cf-ipcountry': country }), ...(part && { 'cf-region-code': part }) };
    await page.driver.sendDevToolsCommand('Network.enable', {});
    await page.driver.sendDevToolsCommand('Network.setExtraHTTPHeaders', { headers });
    await page.open(this.folder + file, { ready: false });
    if (ready) await isReady(page);
    return page;
  }

  /** The optional services that asked for something so far. */
  asked(page) {
    const paths = page.requests(/^\/(t|vendor|sites)\//);
    return Object.keys(this.endpoints).filter((id) => paths.some((path) => this.endpoints[id].test(path)));
  }

  /** The same once everything that was on its way has come. */
  async settled(page) {
    await page.settled();
    return this.asked(page);
  }

  /** Waits until each of these services has asked for something. */
  called(page, services) {
    return Promise.all(
      services.map((id) =>
        page.server.waitFor((entry) => entry.host === page.host && this.endpoints[id].test(`${entry.path}?${entry.query}`), `${id} of ${page.host}`),
      ),
    );
  }

  /** What these services declare, as patterns of `storage name`. */
  declared(services) {
    const escape = (text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    return this.services
      .filter(({ id }) => services.includes(id))
      .flatMap(({ cookies = [] }) => cookies)
      .map(({ name, storage = 'cookie' }) => new RegExp(`^${storage} ${name.split('*').map(escape).join('.*')}$`));
  }

  /** Asserts that all that is kept is declared by what is necessary or by these services; what a running script writes again after
   *  a withdrawal is deleted again within a second. */
  async assertKeepsOnly(page, services) {
    const patterns = this.declared([...this.necessary, ...services]);
    let surplus;
    const clean = async () => {
      surplus = (await kept(page)).filter((entry) => !patterns.some((pattern) => pattern.test(entry)));
      return surplus.length === 0;
    };
    await page.driver.wait(clean, PATIENCE, undefined, 25).catch(() => assert.deepEqual(surplus, [], 'kept and not declared'));
  }

  /** Asserts that no optional service but these was asked for, and that none but these keeps anything. */
  async assertNothingBut(page, services) {
    assert.deepEqual(await this.settled(page), services, 'services that asked for something');
    await this.assertKeepsOnly(page, services);
    const foreign = await page.run(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => new URL(name).host !== location.host));
    assert.deepEqual(foreign, [], 'requests to other hosts');
  }

  /** From now on the server gives this configuration of the site, until `server.reset()`. */
  play(page, change) {
    const config = structuredClone(this.config);
    change(config);
    page.server.play(`${this.folder}consent.json`, (request, response) => response.json(config));
  }
}

export function isReady(page) {
  return page.until(() => {
    if (window.isReady === undefined) window.octoconsent?.on?.('ready', () => (window.isReady = true));
    return window.isReady;
  });
}

/** Presses `what` and waits until the answer is recorded. */
export async function answer(page, what, method) {
  await page.press(what);
  return recorded(page, method);
}

export const recorded = (page, method) =>
  page.until((wanted) => (window.octoconsent.record()?.method === wanted ? window.octoconsent.record() : null), method);

/** Opens the preferences, sets these switches and saves. */
export async function select(page, switches, opener) {
  await page.openPreferences(opener);
  for (const [id, on] of Object.entries(switches)) await page.setSwitch(id, on);
  return answer(page, 'save', 'selection');
}

/** Everything that the page keeps, as `storage name`. */
export async function kept(page) {
  const cookies = (await page.cookieNames()).map((name) => `cookie ${name}`);
  const entries = await page.run(() => ['localStorage', 'sessionStorage'].flatMap((area) => Object.keys(window[area]).map((key) => `${area} ${key}`)));
  const databases = await page.driver.executeAsyncScript((done) => void indexedDB.databases().then((all) => done(all.map(({ name }) => `indexedDB ${name}`))));
  return [...cookies, ...entries, ...databases].toSorted();
}

/** Waits until something that fits is kept. */
export const keeps = (page, pattern) => page.driver.wait(async () => (await kept(page)).some((entry) => pattern.test(entry)), PATIENCE, `${pattern} is never kept`, 25);

/** Waits until nothing that fits is kept. */
export const keepsNo = (page, pattern) => page.driver.wait(async () => !(await kept(page)).some((entry) => pattern.test(entry)), PATIENCE, `${pattern} stays`, 25);

/** Days that a cookie has left. */
export async function daysLeft(page, pattern) {
  const found = (await page.cookies()).find(({ name }) => pattern.test(name));
  return found.expiry === undefined ? 0 : (found.expiry - Date.now() / 1000) / 86_400;
}

/** The text of a surface, everything in it unfolded. */
export async function textOf(page, part) {
  await page.visible(`[part~="${part}"]`);
  await page.unfold();
  return (await page.query(`[part~="${part}"]`)).getText();
}

/** What the page says, as it can be read on the screen. */
export const bodyText = (page) => page.run(() => document.querySelector('main').innerText);
