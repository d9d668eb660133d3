/* The Octomop page tag, on Octomop's own shop: views, sessions, carts, orders, the browser, and who sent the visitor. */
(() => {
  'use strict';

  const DAY = 86_400;
  const { endpoint } = document.currentScript.dataset;
  const read = (name) => document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const write = (name, value, seconds) => (document.cookie = `${name}=${value}; path=/; max-age=${seconds}; SameSite=Lax`);
  const token = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');

  const visitor = read('_omo_id') ?? token();
  write('_omo_id', visitor, 395 * DAY);
  const known = read('_omo_ses');
  const session = known ?? token();
  const referral = source() ?? read('_omo_ref');
  if (referral) write('_omo_ref', referral, 182 * DAY);

  if (!known) send('session_start', { screen: `${screen.width}x${screen.height}`, language: navigator.language, touch: navigator.maxTouchPoints > 0, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  send('page_view', { path: location.pathname, title: document.title });
  addEventListener('shop', ({ detail: { type, ...more } }) => send(type, more));

  /** The campaign or partner named by the address, or else the site with the link. */
  function source() {
    const asked = new URLSearchParams(location.search);
    const named = asked.get('ref') ?? asked.get('utm_campaign');
    if (/^[\w-]{1,40}$/.test(named ?? '')) return named;
    const from = document.referrer && new URL(document.referrer).host;
    return from && from !== location.host ? from : undefined;
  }

  function send(event, more) {
    write('_omo_ses', session, 1800);
    navigator.sendBeacon(`${endpoint}?${new URLSearchParams({ event, visitor, session, ...(referral && { referral }), ...more })}`);
  }
})();
