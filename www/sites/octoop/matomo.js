/*!
 * Stand-in for Matomo's matomo.js, which no npm package ships. It speaks the same `_paq` queue, sets the same cookies
 * (names, values, lifetimes) and sends the same kind of request, so that the page's tag is the one Matomo documents:
 * https://developer.matomo.org/guides/tracking-javascript-guide
 */
(() => {
  'use strict';

  const DAY = 86_400;
  const settings = {
    trackerUrl: '',
    siteId: '',
    cookieDomain: '',
    cookiePath: '/',
    visitorTimeout: 393 * DAY, // Matomo's own default: 13 months
    sessionTimeout: 1_800,
    referralTimeout: 183 * DAY,
    cookies: true,
    title: null,
    url: null,
    userId: '',
  };
  const pageView = token(6);

  const commands = {
    setTrackerUrl: (url) => (settings.trackerUrl = url),
    setSiteId: (id) => (settings.siteId = String(id)),
    setCookieDomain: (domain) => (settings.cookieDomain = domain.replace(/^\*/, '')),
    setCookiePath: (path) => (settings.cookiePath = path),
    setVisitorCookieTimeout: (seconds) => (settings.visitorTimeout = seconds),
    setSessionCookieTimeout: (seconds) => (settings.sessionTimeout = seconds),
    setReferralCookieTimeout: (seconds) => (settings.referralTimeout = seconds),
    setDocumentTitle: (title) => (settings.title = title),
    setCustomUrl: (url) => (settings.url = url),
    setUserId: (id) => (settings.userId = String(id)),
    disableCookies: () => (settings.cookies = false),
    deleteCookies,
    trackPageView: (title) => track({ action_name: title ?? settings.title ?? document.title }),
    trackEvent: (category, action, name, value) => track({ e_c: category, e_a: action, e_n: name, e_v: value, ca: 1 }),
    trackLink: (url, kind) => track({ [kind === 'download' ? 'download' : 'link']: url, url }),
    trackGoal: (id, revenue) => track({ idgoal: id, revenue }),
    ping: () => track({ ping: 1 }),
    // Accepted and without effect here, as they change neither what is stored nor what is sent.
    enableLinkTracking() {},
    enableHeartBeatTimer() {},
    setDoNotTrack() {},
    setSecureCookie() {},
  };
  // These have to take effect before anything is tracked, wherever they stand in the queue; so does Matomo.
  const first = ['setTrackerUrl', 'setSiteId', 'setUserId', 'setCookieDomain', 'setCookiePath', 'setVisitorCookieTimeout',
    'setSessionCookieTimeout', 'setReferralCookieTimeout', 'disableCookies', 'setDocumentTitle', 'setCustomUrl'];

  function run([name, ...values]) {
    if (Object.hasOwn(commands, name)) commands[name](...values);
    else console.error(`_paq: the stand-in does not know "${name}"`);
  }

  function track(parameters) {
    if (!settings.trackerUrl || !settings.siteId) return;
    const visitor = visit();
    const now = new Date();
    const query = new URLSearchParams({
      ...parameters,
      idsite: settings.siteId,
      rec: 1,
      r: Math.random().toString().slice(2, 8),
      h: now.getHours(),
      m: now.getMinutes(),
      s: now.getSeconds(),
      url: parameters.url ?? settings.url ?? location.href,
      _id: visitor.id,
      _idn: visitor.isNew ? 1 : 0,
      send_image: 0,
      cookie: settings.cookies ? 1 : 0,
      res: `${screen.width}x${screen.height}`,
      pv_id: pageView,
    });
    if (document.referrer) query.set('urlref', document.referrer);
    if (settings.userId) query.set('uid', settings.userId);
    for (const [name, value] of [...query]) if (value === 'undefined') query.delete(name);
    send(`${settings.trackerUrl}${settings.trackerUrl.includes('?') ? '&' : '?'}${query}`);
  }

  /** A beacon, which outlives the page, or else the pixel. */
  function send(address) {
    if (navigator.sendBeacon?.(address)) return;
    new Image(1, 1).src = address.replace('send_image=0', 'send_image=1');
  }

  /** Reads or makes the visitor's id and writes the cookies anew. */
  function visit() {
    if (!settings.cookies) return { id: '', isNew: true };
    const kept = /^([0-9a-f]{16})\.(\d+)\./.exec(readCookie('id') ?? '');
    const now = Math.round(Date.now() / 1000);
    const id = kept ? kept[1] : token(16, '0123456789abcdef');
    const created = kept ? Number(kept[2]) : now;
    // Counted from the first visit: coming back does not prolong it.
    writeCookie('id', `${id}.${created}.`, created + settings.visitorTimeout - now);
    writeCookie('ses', '1', settings.sessionTimeout);
    attribute(now);
    return { id, isNew: !kept };
  }

  /** Where a visitor first came from, if from elsewhere. */
  function attribute(now) {
    if (!document.referrer || readCookie('ref') !== null) return;
    if (new URL(document.referrer).hostname === location.hostname) return;
    writeCookie('ref', encodeURIComponent(JSON.stringify(['', '', now, document.referrer.slice(0, 1024)])), settings.referralTimeout);
  }

  function deleteCookies() {
    for (const name of ['id', 'ses', 'ref']) writeCookie(name, '', -DAY);
  }

  function cookieName(name) {
    const place = (settings.cookieDomain || location.hostname) + settings.cookiePath;
    return `_pk_${name}.${settings.siteId}.${sha1(place).slice(0, 4)}`;
  }

  function readCookie(name) {
    const start = `${cookieName(name)}=`;
    const pair = document.cookie.split('; ').find((entry) => entry.startsWith(start));
    return pair === undefined ? null : pair.slice(start.length);
  }

  function writeCookie(name, value, seconds) {
    const domain = settings.cookieDomain ? `;domain=${settings.cookieDomain}` : '';
    const expires = new Date(Date.now() + seconds * 1000).toUTCString();
    document.cookie = `${cookieName(name)}=${value};expires=${expires};path=${settings.cookiePath}${domain};SameSite=Lax`;
  }

  function token(length, alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') {
    return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte % alphabet.length]).join('');
  }

  /** SHA-1 (FIPS 180-4) in hexadecimal: `crypto.subtle` is asynchronous, and the cookies' names need it at once. */
  function sha1(text) {
    const bytes = new TextEncoder().encode(text);
    const blocks = Math.ceil((bytes.length + 9) / 64);
    const view = new DataView(new ArrayBuffer(blocks * 64));
    bytes.forEach((byte, at) => view.setUint8(at, byte));
    view.setUint8(bytes.length, 0x80);
    view.setUint32(view.byteLength - 4, bytes.length * 8);
    const left = (word, by) => (word << by) | (word >>> (32 - by));
    const sum = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
    for (let block = 0; block < blocks; block += 1) {
      const words = Array.from({ length: 16 }, (_, at) => view.getUint32(block * 64 + at * 4));
      for (let at = 16; at < 80; at += 1) words.push(left(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1));
      let [a, b, c, d, e] = sum;
      words.forEach((word, at) => {
        const round = Math.floor(at / 20);
        const mix = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round];
        const next = left(a, 5) + mix + e + word + [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round];
        [a, b, c, d, e] = [next | 0, a, left(b, 30), c, d];
      });
      [a, b, c, d, e].forEach((word, at) => (sum[at] = (sum[at] + word) | 0));
    }
    return sum.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  const queued = Array.isArray(window._paq) ? window._paq : [];
  const early = queued.filter(([name]) => first.includes(name));
  const late = queued.filter(([name]) => !first.includes(name));
  [...early, ...late].forEach(run);
  window._paq = { push: (...calls) => calls.forEach(run) };
})();
