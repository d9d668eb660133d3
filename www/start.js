// The inspector of the start page: what the page in the frame holds back, has released, has stored and has sent.
//
// It reads the frame's document (same origin) and, for requests, the local server's log as server-sent events; on a
// plain static host, which has no such log, the frame's own list of resources.

const SITE = 'sites/octoop/';
const TAGGED = 'script[data-consent]'; // the page is marked in CookieHub's dialect
const STORED_EVERY = 1500; // milliseconds; only for cookies where the browser tells nobody that one changed
const SENT_AT_MOST = 300;

/** Which service an address of the tracking servers belongs to. */
const ENDPOINTS = {
  '/t/matomo/': 'Matomo',
  '/t/posthog/': 'PostHog',
  '/t/snowplow/': 'Snowplow',
  '/t/mixpanel/': 'Mixpanel',
  '/t/octoop/links': 'Short links',
  '/t/octoop/referral': 'Referrals',
};

const find = (selector) => document.querySelector(selector);
const frame = find('iframe');
const commands = document.querySelectorAll('[data-command]');

/** The page in the frame: its document, and which of its tags were released, in what order. */
let page = null;
const config = await readConfig();
const services = new Map(config.categories.flatMap((category) => (category.services ?? []).map((service) => [service.id, { ...service, category }])));
const sent = [];
let others = 0;
let numbers = 0;
/** Addresses of tagged files, by path, with their service: asking for one of these is a request to a tracker too. */
const taggedFiles = new Map();

async function readConfig() {
  try {
    const response = await fetch(`${SITE}consent.json`);
    return await response.json();
  } catch {
    return { categories: [] };
  }
}

/* ---- The frame ---- */

/** Waits, a frame of animation at a time, until the next document is there, so that nothing it does is missed. */
function follow() {
  const before = page?.doc;
  const deadline = performance.now() + 10_000;
  const look = () => {
    const doc = reachable();
    if (doc && doc !== before && doc.URL !== 'about:blank') return attach();
    if (performance.now() < deadline) requestAnimationFrame(look);
  };
  look();
}

/** The frame's document, unless it has gone to another origin. */
function reachable() {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

function attach() {
  const doc = reachable();
  if (!doc || doc.URL === 'about:blank' || page?.doc === doc) return;
  page?.observer.disconnect();
  page?.resources?.disconnect();
  const win = doc.defaultView;
  if (page?.forgotten) {
    sent.length = 0; // with what the page said on leaving
    others = 0;
  }
  page = { doc, win, order: new Map(), fault: '' };

  page.observer = new MutationObserver(schedule);
  page.observer.observe(doc, { subtree: true, childList: true, attributes: true, attributeFilter: ['type', 'src'] });
  doc.addEventListener('octoconsent:release', ({ detail }) => {
    page.order.set(detail.element, page.order.size + 1);
    schedule();
  });
  for (const event of ['ready', 'choice', 'change']) doc.addEventListener(`octoconsent:${event}`, schedule);
  doc.addEventListener('octoconsent:error', ({ detail }) => {
    page.fault = detail.message;
    schedule();
  });
  // `cookieStore` is missing outside secure contexts and in older engines; the slow poll serves there.
  win.cookieStore?.addEventListener('change', schedule);
  win.addEventListener('storage', schedule);
  win.addEventListener('load', schedule);
  win.addEventListener('pagehide', follow);
  if (!serverLog) watchResources();
  showAddress();
  schedule();
}

function showAddress() {
  const { pathname } = page.win.location;
  find('#address output').textContent = pathname;
  find('#own').href = page.doc.URL;
  for (const link of document.querySelectorAll('.bar nav a')) {
    if (new URL(link.href).pathname === pathname) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/** The product's API in the frame, once it is more than the queue that pages may set up before it loads. */
function api() {
  const found = page?.win.octoconsent;
  return typeof found?.decision === 'function' ? found : null;
}

function command(name) {
  const consent = api();
  if (!consent) return;
  consent[name]();
  if (name === 'reset') {
    // As on a first visit: with what was released still running, the page would not be.
    page.forgotten = true;
    page.win.location.reload();
  }
  schedule();
}

/* ---- Requests ---- */

/** Opens the local server's log, or answers `null` where there is none. */
function openServerLog() {
  return new Promise((done) => {
    const source = new EventSource('/__events');
    source.addEventListener('open', () => done(source));
    // Anything but an event stream ends it for good; a server that only went away is asked again by the browser.
    source.addEventListener('error', () => { if (source.readyState === EventSource.CLOSED) done(null); });
    source.addEventListener('message', ({ data }) => {
      const { time, method, host, path } = JSON.parse(data);
      if (host === location.hostname) note({ time, method, path });
    });
  });
}

function watchResources() {
  const { win } = page;
  page.resources = new win.PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const url = new URL(entry.name);
      const path = url.origin === location.origin ? url.pathname : `${url.host}${url.pathname}`;
      note({ time: win.performance.timeOrigin + entry.startTime, method: entry.initiatorType, path });
    }
  });
  page.resources.observe({ type: 'resource', buffered: true });
}

/** Notes a request if it goes to a tracker; the page's own files are only counted. */
function note({ time, method, path }) {
  const endpoint = Object.keys(ENDPOINTS).find((start) => path.startsWith(start));
  const service = endpoint ? ENDPOINTS[endpoint] : taggedFiles.get(path);
  if (service === undefined && !path.startsWith('/t/') && path.startsWith('/')) {
    others += 1;
  } else {
    numbers += 1;
    sent.unshift({ key: numbers, name: path, meta: [clock(time), method, service].filter(Boolean).join(' · ') });
    sent.length = Math.min(sent.length, SENT_AT_MOST);
  }
  schedule();
}

function clock(time) {
  return new Date(time).toLocaleTimeString('en-GB');
}

/* ---- What is shown ---- */

let scheduled = false;
function schedule() {
  if (scheduled) return;
  scheduled = true;
  // A timer, not a frame of animation: hidden tabs have none, and the log goes on.
  setTimeout(() => {
    scheduled = false;
    render();
  }, 30);
}

function render() {
  if (!page || reachable() !== page.doc) return;
  const tags = [...page.doc.querySelectorAll(TAGGED)];
  for (const tag of tags) if (tag.getAttribute('src')) taggedFiles.set(pathOf(tag), tag.dataset.consent);
  const released = tags.filter((tag) => tag.type !== 'text/plain');
  const order = (tag) => page.order.get(tag) ?? 0;
  const rows = {
    blocked: tags.filter((tag) => tag.type === 'text/plain').map((tag) => tagRow(tag)),
    released: released.sort((a, b) => order(a) - order(b)).map((tag) => tagRow(tag, order(tag))),
    stored: storedRows(),
    sent,
  };
  for (const [name, list] of Object.entries(rows)) fill(find(`[data-list="${name}"]`), list);
  find('#source').textContent = `${others} requests for the page’s own files are left out. ${
    serverLog ? 'Taken from the server’s log.' : 'Taken from the browser’s list of resources.'}`;
  showDecision();
  const summary = Object.entries(rows).map(([name, list]) => `${name} ${list.length}`).join(', ');
  if (find('#summary').textContent !== summary) find('#summary').textContent = summary;
}

const keys = new WeakMap();
function tagRow(tag, number = 0) {
  if (!keys.has(tag)) keys.set(tag, `tag ${(numbers += 1)}`);
  const kind = ['async', 'defer'].filter((name) => tag.hasAttribute(name));
  if (tag.type === 'module' || tag.dataset.type === 'module') kind.push('module');
  const meta = [tag.dataset.consent, ...kind].filter(Boolean).join(' · ');
  return { key: `${keys.get(tag)} ${tag.type}`, name: tag.getAttribute('src') ? pathOf(tag) : `inline: ${excerpt(tag)}`, meta: number ? `${number}. ${meta}` : meta };
}

function pathOf(tag) {
  const url = new URL(tag.getAttribute('src'), tag.baseURI);
  return url.origin === location.origin ? url.pathname : url.host + url.pathname;
}

function excerpt(tag) {
  const line = tag.text.split('\n').find((candidate) => candidate.trim()) ?? '';
  return line.trim().slice(0, 48);
}

function storedRows() {
  const { doc, win } = page;
  return [
    ...attempt(() => doc.cookie.split('; ').filter(Boolean).map((pair) => pair.split('=', 1)[0])).map((name) => storedRow('cookie', name)),
    ...attempt(() => Object.keys(win.localStorage)).map((name) => storedRow('localStorage', name)),
    ...attempt(() => Object.keys(win.sessionStorage)).map((name) => storedRow('sessionStorage', name)),
  ];
}

/** Reading throws where the visitor blocks all site data; then nothing is stored either. */
function attempt(read) {
  try {
    return read();
  } catch {
    return [];
  }
}

const KINDS = { cookie: 'cookie', localStorage: 'local storage', sessionStorage: 'session storage' };
function storedRow(storage, name) {
  const row = { key: `${storage} ${name}`, name };
  for (const service of services.values()) {
    const entry = (service.cookies ?? []).find((cookie) => (cookie.storage ?? 'cookie') === storage && matches(cookie.name, name));
    if (entry) {
      const life = entry.duration === 'session' ? 'session' : entry.duration;
      return { ...row, meta: [KINDS[storage], local(service.title), life].filter(Boolean).join(' · '), quiet: service.category.necessary };
    }
  }
  return { ...row, meta: `${KINDS[storage]} · not declared`, flag: true };
}

/** Whether a declared name, in which `*` stands for any characters, is that of an entry. */
function matches(pattern, name) {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

function local(text) {
  return typeof text === 'string' ? text : (text?.en ?? Object.values(text ?? {})[0] ?? '');
}

/** Makes the list show these rows; rows that stay keep their element, and only new ones stand out for a moment. */
function fill(list, rows) {
  const known = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const first = !list.dataset.filled;
  rows.forEach((row, at) => {
    const key = String(row.key);
    const item = known.get(key) ?? make(key, first);
    known.delete(key);
    say(item.firstElementChild, row.name);
    say(item.lastElementChild, row.meta);
    item.classList.toggle('quiet', Boolean(row.quiet));
    item.toggleAttribute('data-flag', Boolean(row.flag));
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
  for (const item of known.values()) item.remove();
  list.dataset.filled = 'yes';
  say(list.parentElement.querySelector('[data-count]'), String(rows.length));
}

function make(key, quietly) {
  const item = document.createElement('li');
  item.dataset.key = key;
  if (!quietly) item.classList.add('fresh');
  item.append(document.createElement('code'), document.createElement('small'));
  return item;
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showDecision() {
  const consent = api();
  const decision = consent?.decision();
  const known = Object.keys(decision?.categories ?? {}).length > 0;
  for (const button of commands) button.disabled = !known;
  find('#record').classList.toggle('wrong', Boolean(page.fault));
  if (!known) {
    find('#decision').replaceChildren();
    delete find('#decision').dataset.shown;
    const late = page.doc.readyState === 'complete';
    say(find('#record'), page.fault || (late && !consent ? 'octoconsent.js did not load: everything tagged stays blocked.' : 'Waiting for the page.'));
    return;
  }
  const record = consent.record();
  say(find('#record'), page.fault || (record ? `Recorded: ${record.method}, ${clock(record.updated)}` : 'No choice recorded yet.'));
  const wanted = config.categories.map((category) => [category.id, outcome(category, decision)]);
  if (find('#decision').dataset.shown === String(wanted)) return;
  find('#decision').dataset.shown = String(wanted);
  find('#decision').replaceChildren(...wanted.map(([id, result]) => {
    const group = document.createElement('div');
    const term = document.createElement('dt');
    const value = document.createElement('dd');
    term.textContent = id;
    value.textContent = result;
    value.dataset.outcome = result;
    group.append(term, value);
    return group;
  }));
}

function outcome(category, decision) {
  if (decision.categories[category.id] === 'granted') return 'granted';
  const some = (category.services ?? []).some((service) => decision.services[service.id] === 'granted');
  return some ? 'in part' : 'denied';
}

/* ---- Start ---- */

const serverLog = await openServerLog();
frame.addEventListener('load', attach);
frame.src = `${SITE}index.html`;
follow();
for (const button of commands) button.addEventListener('click', () => command(button.dataset.command));
window.addEventListener('storage', schedule);
setInterval(() => { if (!document.hidden) schedule(); }, STORED_EVERY);
