/* Affiliate and referral programme: remembers which partner a visitor came from, once the visitor agreed. */
(() => {
  'use strict';

  const COOKIE = 'octoop_partner';
  const STORE = 'octoop.partner';
  const THIRTEEN_MONTHS = 395 * 86_400;

  const asked = new URLSearchParams(location.search).get('partner');
  const kept = stored();
  const partner = /^[\w-]{1,40}$/.test(asked ?? '') ? asked : (kept?.partner ?? 'direct');
  const since = kept?.since ?? now();

  document.cookie = `${COOKIE}=${partner}; path=/; max-age=${since + THIRTEEN_MONTHS - now()}; SameSite=Lax`;
  store({ partner, since });
  navigator.sendBeacon(`/t/octoop/referral?${new URLSearchParams({ partner, page: location.pathname })}`);

  /** What an earlier visit kept, unless it is older than 13 months: local storage has no expiry of its own. */
  function stored() {
    try {
      const entry = JSON.parse(localStorage.getItem(STORE));
      return entry.since + THIRTEEN_MONTHS > now() ? entry : null;
    } catch {
      return null;
    }
  }

  function store(entry) {
    try {
      localStorage.setItem(STORE, JSON.stringify(entry));
    } catch {
      // Storage is blocked: the programme then knows this page only.
    }
  }

  function now() {
    return Math.floor(Date.now() / 1000);
  }
})();
