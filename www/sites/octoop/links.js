/* Statistics of OCTOOP's shortened links: counts the clicks on them, once the visitor agreed. */
(() => {
  'use strict';

  const NAME = 'octoop_links';
  const THIRTEEN_MONTHS = 395 * 86_400;

  const kept = document.cookie.split('; ').find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
  const [visitor, since] = /^[0-9a-f-]{36}\.\d+$/.test(kept ?? '') ? kept.split('.') : [newId(), now()];
  // The lifetime runs from the first visit; coming back does not prolong it.
  document.cookie = `${NAME}=${visitor}.${since}; path=/; max-age=${Number(since) + THIRTEEN_MONTHS - now()}; SameSite=Lax`;

  send('seen');
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[data-short-link]');
    if (link) send('click', link.dataset.shortLink);
  });

  function send(event, link = '') {
    // Consent may be withdrawn while this page is open.
    if (!window.octoconsent?.granted?.('targeting')) return;
    navigator.sendBeacon(`/t/octoop/links?${new URLSearchParams({ event, link, visitor, lang: document.documentElement.lang })}`);
  }

  function now() {
    return Math.floor(Date.now() / 1000);
  }

  /** `crypto.randomUUID` exists on secure origins only. */
  function newId() {
    const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
})();
