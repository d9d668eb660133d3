/*!
 * Stand-in for the script of an advertising partner. It remembers the products that a visitor looks at and asks its server for an
 * advertisement. What it may remember is a closed list, and what the page marks as sensitive is not even read.
 */
(() => {
  'use strict';

  const TOPICS = ['domains', 'hosting', 'mail'];
  const KEY = 'tm_interests';
  const kept = document.cookie.split('; ').find((pair) => pair.startsWith('tm_uid='))?.slice(7);
  const id = kept || crypto.getRandomValues(new Uint32Array(2)).join('');
  document.cookie = `tm_uid=${id}; path=/; max-age=${182 * 86_400}; SameSite=Lax`;

  let interests = read();
  ask();
  document.addEventListener('click', ({ target }) => {
    const seen = target.closest?.('[data-product]');
    // Consent may be taken back while this page is open.
    if (!seen || seen.closest('[data-sensitive]') || !window.octoconsent?.granted?.('partner-ads')) return;
    if (!TOPICS.includes(seen.dataset.product)) return;
    interests = [seen.dataset.product, ...interests.filter((topic) => topic !== seen.dataset.product)];
    try {
      localStorage.setItem(KEY, interests.join(','));
    } catch {
      // It is remembered for this page only.
    }
    ask();
  });

  async function ask() {
    const response = await fetch(`/t/telecom/partner/ad?${new URLSearchParams({ uid: id, interests: interests.join(',') })}`);
    const { topic } = await response.json();
    if (!window.octoconsent?.granted?.('partner-ads')) return;
    for (const place of document.querySelectorAll('[data-ad] [data-topic]')) place.hidden = place.dataset.topic !== topic;
  }

  function read() {
    try {
      return (localStorage.getItem(KEY) ?? '').split(',').filter((topic) => TOPICS.includes(topic));
    } catch {
      return [];
    }
  }
})();
