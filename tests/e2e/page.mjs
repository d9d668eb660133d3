// A page as a visitor and a tester meet it: its own world, the server's log of it, the product's surface, what is kept.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { error as driverErrors } from 'selenium-webdriver';

/** How long a state may take to come; only a failure ever takes so long. */
export const PATIENCE = 30_000;

export class Page {
  constructor(driver, server, host) {
    Object.assign(this, { driver, server, host });
  }

  /** From the next page on the browser sends Global Privacy Control; gives what ends that. */
  async sendSignal() {
    const source = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true, configurable: true })";
    const { identifier } = await this.driver.sendAndGetDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source });
    return () => this.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  }

  /** The same visitor on `<name>.<this host>`. */
  sub(name) {
    return new Page(this.driver, this.server, `${name}.${this.host}`);
  }

  /**
   * Opens `fixtures/<fixture>/` (or a path that starts with `/`), and waits until the product is ready.
   * @param {{config?: object, csp?: string, region?: string, ready?: boolean}} options `config` is put over
   *   fixtures/consent.json, `region` is what the site says of the visitor
   */
  async open(fixture, { config, csp, region, ready = true } = {}) {
    const url = new URL(fixture.startsWith('/') ? fixture : `/fixtures/${fixture}/`, this.server.origin(this.host));
    if (config) url.searchParams.set('config', JSON.stringify(config));
    if (csp) url.searchParams.set('csp', csp);
    if (region) url.searchParams.set('region', region);
    await this.driver.get(url.href);
    if (ready) await this.ready();
    return this;
  }

  async reload({ ready = true } = {}) {
    // Not refresh(): chromedriver would wait for the load event there, which a held script keeps back.
    await this.driver.get(await this.driver.getCurrentUrl());
    if (ready) await this.ready();
    return this;
  }

  /** Leaves for a page of the same host without the product, and forgets the log once the old page has sent its last. */
  async leave() {
    await this.open('blank', { ready: false });
    await this.settled();
    this.server.reset();
  }

  /**
   * Opens a fixture that arrives in parts (see `fixturePages` in tests/server.mjs; hold one first), and waits until the
   * product is ready. The driver would wait for the whole document: the page stands in a frame of a blank one.
   */
  async stream(fixture) {
    await this.open('blank', { ready: false });
    await this.run((src) => {
      const frame = Object.assign(document.createElement('iframe'), { src, width: 1200, height: 800 });
      document.body.append(frame);
    }, `/fixtures/${fixture}/`);
    const framed = new Framed(this.driver, this.server, this.host);
    await framed.ready();
    return framed;
  }

  // ---- the page's own world

  run(script, ...values) {
    return this.driver.executeScript(script, ...values);
  }

  /** Calls `octoconsent.<method>(...values)`. */
  api(method, ...values) {
    return this.run((name, list) => window.octoconsent[name](...list), method, values);
  }

  /** Waits until `condition` holds in the page and returns what it returned. One that throws does not hold yet. */
  async until(condition, ...values) {
    let thrown = '';
    const holds = async () => {
      try {
        return await this.run(condition, ...values);
      } catch (error) {
        if (!(error instanceof driverErrors.JavascriptError)) throw error;
        thrown = `\nit threw: ${error.message}`;
      }
    };
    try {
      return await this.driver.wait(holds, PATIENCE, undefined, 25);
    } catch (error) {
      if (!(error instanceof driverErrors.TimeoutError)) throw error;
      const state = JSON.stringify(await this.run(() => window.seen));
      throw new Error(`never came true: ${condition} with ${JSON.stringify(values)}${thrown}\nthe page has seen: ${state}`);
    }
  }

  /** Waits until the product is ready; one that reports an error instead will never be. */
  async ready() {
    const first = await this.until(() => window.seen?.events.find(({ name }) => name === 'ready' || name === 'error'));
    if (first.name === 'error') throw new Error(`octoconsent did not start: ${JSON.stringify(first.detail)}`);
    return first.detail;
  }

  /** What fixtures/watch.js wrote down. */
  seen() {
    return this.run(() => window.seen);
  }

  /** The details of every `octoconsent:<name>` so far. */
  async events(name) {
    return (await this.seen()).events.filter((event) => event.name === name).map((event) => event.detail);
  }

  /** The detail of the n-th `octoconsent:<name>`, past or future. */
  event(name, nth = 1) {
    return this.until(
      (wanted, index) => window.seen?.events.filter((event) => event.name === wanted)[index]?.detail,
      name,
      nth - 1,
    );
  }

  async ran() {
    return (await this.seen()).ran;
  }

  /** Waits until `count` scripts ran, then until the page is settled, and returns their order. */
  async ranAll(count) {
    await this.until((wanted) => window.seen.ran.length >= wanted, count);
    await this.settled();
    return this.ran();
  }

  /** Everything that was on its way has happened. See the top of this file. */
  async settled() {
    await this.until(() => document.readyState === 'complete');
    const token = randomBytes(6).toString('hex');
    const path = `${this.server.origin(this.host)}/sentinel?${token}`;
    await this.driver.executeAsyncScript(
      (framed, address, done) => {
        const view = framed ? window.frames[0] : window;
        const frames = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        // It waits behind what was asked for before: in a low place, as images have it.
        const send = () => view.fetch(address, { mode: 'no-cors', priority: 'low' });
        frames().then(send).catch(() => {}).then(frames).then(() => done());
      },
      this instanceof Framed,
      path,
    );
    await this.server.waitFor((entry) => entry.path === '/sentinel' && entry.query === token, 'the sentinel');
  }

  /** Two frames: what was asked for before is drawn after. */
  frames() {
    return this.driver.executeAsyncScript((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  }

  /** Appends a tag as a page's own script would: `{type, src, text, id, …attributes}`. */
  append(attributes) {
    return this.run((wanted) => {
      const { text, ...rest } = wanted;
      const script = document.createElement('script');
      for (const [name, value] of Object.entries(rest)) script.setAttribute(name, value);
      if (text) script.textContent = text;
      document.body.append(script);
    }, { type: 'text/plain', ...attributes });
  }

  // ---- the server's log

  /**
   * Paths (with query) which this host, one under it or its `other-` origin was asked for, of those that match; sorted,
   * since connections run side by side and the order of arrival says nothing.
   */
  requests(pattern = /^\/s\//) {
    const matches = (path) => (typeof pattern === 'string' ? path === pattern : pattern.test(path));
    return this.server.log
      .filter((entry) => entry.host.endsWith(this.host) && matches(entry.path))
      .map((entry) => entry.path + (entry.query && `?${entry.query}`))
      .toSorted();
  }

  /** Waits until this page has asked for that so many times, since the log began. */
  requested(path, times = 1) {
    const name = `${path} of ${this.host}${times > 1 ? `, ${times} times` : ''}`;
    const asked = (entry) => entry.host.endsWith(this.host) && entry.path === path;
    return this.server.waitFor((entry) => asked(entry) && this.server.log.filter(asked).length >= times, name);
  }

  hold(path) {
    this.server.hold(path, this.host);
  }

  release(path) {
    this.server.release(path, this.host);
  }

  // ---- the product's surface

  /** An element inside the product's shadow root, or null. */
  query(selector) {
    return this.run((wanted) => document.querySelector('octo-consent')?.shadowRoot?.querySelector(wanted) ?? null, selector);
  }

  /** The element once it is there and visible. */
  async visible(selector, find = () => this.query(selector)) {
    let element = null;
    await this.driver.wait(
      async () => {
        element = await find();
        return element && isDisplayed(element);
      },
      PATIENCE,
      `${selector} never became visible`,
      25,
    );
    return element;
  }

  /** Waits until no such element is visible. */
  async gone(selector) {
    await this.driver.wait(async () => !(await this.shows(selector)), PATIENCE, `${selector} stays visible`, 25);
  }

  async shows(selector) {
    const element = await this.query(selector);
    return Boolean(element && (await isDisplayed(element)));
  }

  /** A real pointer click on the visible button that does `what`: in the dialog, where one is open. */
  async press(what) {
    const button = await this.visible(`[data-do="${what}"]`, () =>
      this.run((name) => {
        const root = document.querySelector('octo-consent')?.shadowRoot;
        return root?.querySelector(`${root.querySelector('dialog[open]') ? 'dialog ' : ''}[data-do="${name}"]`) ?? null;
      }, what),
    );
    if (what !== 'reopen') return button.click();
    // On its part next to the corner of the window: a triangle is not hit in the middle.
    const box = await this.rect(`[data-do="${what}"]`);
    const x = box.left < box.right ? 14 - box.width / 2 : box.width / 2 - 14;
    const y = box.top < box.bottom ? 14 - box.height / 2 : box.height / 2 - 14;
    return this.driver.actions().move({ origin: button, x: Math.round(x), y: Math.round(y) }).click().perform();
  }

  /** A real click on an element of the page, once the page has stopped scrolling to it. */
  async clickOn(selector) {
    const element = await this.driver.findElement({ css: selector });
    await this.run((target) => target.scrollIntoView({ behavior: 'instant', block: 'center' }), element);
    await element.click();
  }

  /** Presses `what` in the banner and waits until the choice is announced. */
  async decide(what) {
    const before = (await this.events('choice')).length;
    await this.press(what);
    return this.event('choice', before + 1);
  }

  async openPreferences(button = 'choose') {
    await this.press(button);
    const surface = await this.visible('[part~="preferences"]');
    await this.still(); // a panel slides in: what is clicked meanwhile is elsewhere
    return surface;
  }

  /** The switch of a category or service; what folds it away is opened first, by clicks. */
  async switch(id) {
    const selector = `input[role="switch"][data-id="${id}"]`;
    const fold = await this.run(
      (wanted) => {
        const input = document.querySelector('octo-consent').shadowRoot.querySelector(wanted);
        return input.closest('details:not([open])')?.querySelector('summary') ?? null;
      },
      selector,
    );
    if (fold) await fold.click();
    const input = await this.visible(selector);
    await this.rests(input);
    return input;
  }

  /** Opens everything that is folded away, to read it. */
  unfold() {
    return this.run(() => {
      for (const fold of document.querySelector('octo-consent').shadowRoot.querySelectorAll('details')) fold.open = true;
    });
  }

  async setSwitch(id, on) {
    const input = await this.switch(id);
    if ((await input.isSelected()) !== on) await input.click();
    assert.equal(await input.isSelected(), on, `the switch of ${id}`);
  }

  /** Opens the preferences, sets these switches and saves. */
  async select(switches, opener = 'choose') {
    await this.openPreferences(opener);
    for (const [id, on] of Object.entries(switches)) await this.setSwitch(id, on);
    return this.decide('save');
  }

  async keys(...keys) {
    await this.driver.actions().sendKeys(...keys).perform();
  }

  /** What has the focus: `data-do` or part inside the product, id or tag name on the page. */
  focused() {
    return this.run(() => {
      const outer = document.activeElement;
      const inner = outer?.shadowRoot?.activeElement;
      if (inner) return inner.dataset.do || inner.dataset.id || inner.getAttribute('part') || inner.localName;
      return outer?.id || outer?.localName;
    });
  }

  /** Waits until that has the focus, in the words of `focused`. The browser gives it back after a dialog has closed. */
  async focuses(name) {
    let now;
    const has = async () => (now = await this.focused()) === name;
    await this.driver.wait(has, PATIENCE, undefined, 25).catch(() => assert.equal(now, name, 'the focus'));
  }

  /** Waits until nothing of the product moves. */
  still() {
    return this.driver.executeAsyncScript((done) => {
      const running = document.querySelector('octo-consent')?.shadowRoot.getAnimations() ?? [];
      Promise.allSettled(running.map((animation) => animation.finished)).then(() => done());
    });
  }

  /** Brings an element into view, and waits until it rests there: what is laid out only once it is near moves what stands below. */
  rests(element) {
    return this.driver.executeAsyncScript((target, done) => {
      const look = (before, frames = 0) => {
        target.scrollIntoView({ behavior: 'instant', block: 'center' });
        const { top } = target.getBoundingClientRect();
        if (top === before && frames > 1) done();
        else requestAnimationFrame(() => look(top, top === before ? frames + 1 : 0));
      };
      look();
    }, element);
  }

  /** The element's size and its distances from the edges of the window, at rest. */
  async rect(selector) {
    await this.still();
    return this.run((wanted) => {
      const box = document.querySelector('octo-consent').shadowRoot.querySelector(wanted).getBoundingClientRect();
      return { left: box.left, top: box.top, right: innerWidth - box.right, bottom: innerHeight - box.bottom, width: box.width, height: box.height };
    }, selector);
  }

  // ---- what is kept

  /** The cookie as the browser keeps it, with its attributes, or null. */
  async cookie(name = 'octoconsent') {
    return (await this.cookies()).find((cookie) => cookie.name === name) ?? null;
  }

  /** Every cookie that the page's address sees. The page reads first: its own writes are under way until it does. */
  async cookies() {
    await this.run(() => document.cookie);
    return this.driver.manage().getCookies();
  }

  async cookieNames() {
    return (await this.cookies()).map((cookie) => cookie.name).sort();
  }

  setCookie(text) {
    return this.run((cookie) => void (document.cookie = cookie), text);
  }

  /** The text kept under `key`, or null. */
  stored(key = 'octoconsent', area = 'localStorage') {
    return this.run((name, where) => window[where].getItem(name), key, area);
  }

  store(key, text, area = 'localStorage') {
    return this.run((name, value, where) => window[where].setItem(name, value), key, text, area);
  }

  /** Asserts that nothing but what the site needs was asked for, ran or is granted. */
  async assertNothingReleased() {
    await this.settled();
    const seen = await this.seen();
    assert.deepEqual(this.requests(), [], 'requests');
    assert.deepEqual(seen.ran, [], 'scripts that ran');
    assert.deepEqual(seen.events.filter((event) => event.name === 'release'), [], 'release events');
  }

  /** Asserts that the page saw no uncaught error and no unhandled rejection. */
  async assertNoErrors() {
    assert.deepEqual((await this.seen()).errors, []);
  }
}

/** What has been drawn anew since it was found is not. */
async function isDisplayed(element) {
  try {
    return await element.isDisplayed();
  } catch (error) {
    if (error instanceof driverErrors.StaleElementReferenceError) return false;
    throw error;
  }
}

/** A page in the first frame of another. Its scripts are functions, and nothing in it is clicked. */
class Framed extends Page {
  run(script, ...values) {
    return this.driver.executeScript(
      (text, list) => window.frames[0].eval(`(${text})`)(...list),
      String(script),
      values,
    );
  }
}
