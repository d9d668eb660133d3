// One visitor: a page in a context of its own, and everything that it stores and sends, heard outside the page.

/** How long nothing may be under way before a page counts as settled, and how long it is waited for. In milliseconds. */
const QUIET = 500;
const MOST = 8000;
const LOAD = 30_000;
const FORGET = 5000;

const sleep = (time) => new Promise((done) => setTimeout(done, time));

/** Says where the visitor is. What the page itself says, such as a script of its server that sees this machine, does not count. */
const placed = (region) => `Object.defineProperty(window, "octoconsentRegion", { configurable: true, get: () => ${JSON.stringify(region)}, set() {} });\n`;

/** Octoconsent's own files, in a stack. */
const PRODUCT = /\/octoconsent(\.m?js|[^/]*\.js)(\?|$)/;

export class Visit {
  /** What the page's audit has noted (src/audit/judge.js), and the requests of the browser, since the last `take`. */
  noted = [];
  #requests = [];
  #under = new Set();
  #latest = Date.now();
  #setBy = new Map();
  #addresses = new Map();
  #sessions = [];
  policies = [];

  /** A new visitor. `source`: the page's audit. */
  static async begin(browser, { source, region }) {
    const visit = new Visit();
    visit.browser = browser;
    visit.source = source;
    visit.region = region;
    ({ browserContextId: visit.context } = await browser.send("Target.createBrowserContext", { disposeOnDetach: true }));
    await browser.workers(visit.context, (session) => visit.#attend(session).catch(() => {}));
    ({ targetId: visit.target } = await browser.send("Target.createTarget", { url: "about:blank", browserContextId: visit.context }));
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId: visit.target, flatten: true });
    visit.main = sessionId;
    await visit.#attend(sessionId);
    return visit;
  }

  /** Listens to a session: the page's, or one of a frame or worker in it. */
  async #attend(sessionId) {
    const ask = (method, params) => this.browser.send(method, params, sessionId);
    this.#sessions.push(this.browser.on(sessionId, (method, params) => this.#hear(sessionId, method, params)));
    await ask("Network.enable");
    // A service worker is attended to once, or it waits for ever.
    await ask("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: "service_worker", exclude: true }, {}] });
    // A worker has no page.
    await Promise.allSettled([
      ask("Page.enable"),
      ask("Runtime.enable"),
      ask("Runtime.addBinding", { name: "octoconsentAuditSink" }),
      ask("Page.addScriptToEvaluateOnNewDocument", { source: (this.region ? placed(this.region) : "") + this.source }),
    ]);
    await this.#plainName(ask);
    await ask("Runtime.runIfWaitingForDebugger").catch(() => {});
  }

  /** Vendors and sites treat a browser that calls itself headless as a robot. */
  async #plainName(ask) {
    this.agent ||= (await this.browser.send("Browser.getVersion")).userAgent.replace("HeadlessChrome", "Chrome");
    await ask("Network.setUserAgentOverride", { userAgent: this.agent }).catch(() => {});
  }

  #hear(sessionId, method, params) {
    if (method === "Target.attachedToTarget") this.#attend(params.sessionId).catch(() => {});
    if (method === "Runtime.bindingCalled") this.noted.push(JSON.parse(params.payload));
    if (method === "Page.loadEventFired" && sessionId === this.main) this.loaded?.();
    if (!method.startsWith("Network.")) return;
    this.#latest = Date.now();
    const { requestId, request, response, initiator, type, headers, wallTime } = params;
    if (method === "Network.requestWillBeSent") {
      this.#under.add(requestId);
      this.#addresses.set(requestId, request.url);
      if (type === "Document" && initiator.type === "other" && sessionId === this.main) return;
      this.#requests.push({ kind: "request", url: request.url, by: initiated(initiator), type, time: wallTime * 1000 });
    }
    if (method === "Network.webSocketCreated") this.#requests.push({ kind: "request", url: params.url, by: initiated(initiator), type: "WebSocket", time: Date.now() });
    if (/loadingFinished|loadingFailed/.test(method)) this.#under.delete(requestId);
    if (method === "Network.responseReceived" && type === "Document" && sessionId === this.main) {
      const policy = Object.entries(response.headers).find(([name]) => /^content-security-policy$/i.test(name))?.[1];
      if (policy) this.policies.push(...policy.split("\n"));
    }
    if (method === "Network.responseReceivedExtraInfo") {
      const set = Object.entries(headers).find(([name]) => /^set-cookie$/i.test(name))?.[1] || "";
      for (const line of set.split("\n").filter(Boolean)) this.#setBy.set(line.split("=")[0].trim(), this.#addresses.get(requestId) || "");
    }
  }

  /** Opens an address, or the same one again, and waits until the page has settled. Throws where it cannot be reached. */
  async open(url) {
    const loaded = new Promise((done) => (this.loaded = done));
    const { errorText } = await this.browser.send("Page.navigate", { url }, this.main);
    if (errorText) throw new Error(`${url} cannot be opened: ${errorText}`);
    await Promise.race([loaded, sleep(LOAD)]);
    await this.settle();
  }

  /** Waits until nothing is under way, but not for ever; and `least` milliseconds. */
  async settle(least = QUIET) {
    const start = Date.now();
    this.#latest = start;
    const busy = () => this.#under.size > 0 || Date.now() - this.#latest < QUIET;
    while (Date.now() - start < least || (busy() && Date.now() - start < MOST)) await sleep(50);
  }

  /** Evaluates in the page; what it throws is thrown. */
  async run(expression) {
    const { result, exceptionDetails } = await this.browser.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true, userGesture: true }, this.main);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description || exceptionDetails.text);
    return result.value;
  }

  /** What was observed since the last time. */
  take() {
    const noted = this.noted.splice(0);
    const requests = this.#requests.splice(0).map((request) => {
      const same = noted.filter((other) => other.kind === "request" && other.url === request.url);
      const tag = noted.find((other) => other.kind === "tag" && other.url === request.url);
      return { ...request, by: request.by || same.find(({ by }) => by)?.by || "", where: tag?.where || same.find(({ where }) => where)?.where || "" };
    });
    return { noted: noted.filter(({ kind }) => kind !== "request"), requests };
  }

  /** Every cookie of the visitor, those too that no script sees; `by`: the response that set it, where it was one. */
  async cookies() {
    const { cookies } = await this.browser.send("Storage.getCookies", { browserContextId: this.context });
    return cookies.map(({ name, domain, path, expires, httpOnly }) => ({ name, domain, path, expires, httpOnly, by: this.#setBy.get(name) }));
  }

  /** Leaves the page, so that it sends what it sends at the end, and forgets the visitor. */
  async leave() {
    await this.browser.send("Page.navigate", { url: "about:blank" }, this.main);
    await this.settle(QUIET / 2);
  }

  /** Now and then Chromium never says that it has forgotten a visitor; the rest then goes with the browser. */
  async end() {
    this.#sessions.forEach((off) => off());
    const gone = this.browser.send("Target.disposeBrowserContext", { browserContextId: this.context }).catch(() => {});
    await Promise.race([gone, sleep(FORGET)]);
  }
}

/** Who made a request, as the browser says. */
function initiated({ type, url, lineNumber, stack }) {
  const frames = [];
  for (let at = stack; at; at = at.parent) frames.push(...at.callFrames.filter((frame) => /^(https?|blob|file):/.test(frame.url)));
  // Of an inline script that octoconsent has released only the page knows.
  const frame = frames.find((frame) => !PRODUCT.test(frame.url));
  if (frame) return `${frame.url.split("?")[0]}:${frame.lineNumber + 1}`;
  if (type === "parser" && url) return `${url.split("?")[0]}:${(lineNumber ?? 0) + 1}`;
  return "";
}
