/*!
 * Stand-in for Microsoft Advertising's bat.js, which no npm package ships. It takes the same queue (`uetq`), sets the same cookies
 * (names, lifetimes) and fires the same kind of pixel (`action/0`).
 */
(() => {
  'use strict';

  const at = document.currentScript.dataset;
  const cookie = (name, seconds) => {
    const kept = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
    const id = kept ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    document.cookie = `${name}=${id}; path=/; max-age=${seconds}; SameSite=Lax`;
    return id;
  };
  const fire = (evt, more = {}) => {
    const query = new URLSearchParams({
      ti: at.tag, Ver: 2, evt, sid: cookie('_uetsid', 86_400), vid: cookie('_uetvid', 390 * 86_400), p: location.href, r: document.referrer, ...more,
    });
    new Image(1, 1).src = `${at.endpoint}/action/0?${query}`;
  };

  const take = (kind, action) => (kind === 'pageLoad' ? fire('pageLoad') : kind === 'event' && fire('custom', { ea: action }));
  const queued = Array.isArray(window.uetq) ? window.uetq : [];
  for (let next = 0; next < queued.length; next += 1) queued[next] === 'event' ? take('event', queued[(next += 1)]) : take(queued[next]);
  window.uetq = { push: take };
})();
