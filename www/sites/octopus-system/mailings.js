/* Whether a mailing was of use: who comes by a link of one is counted, and whether they then write. Functional. */
(() => {
  'use strict';

  const YEAR = 365 * 86_400;
  const asked = new URLSearchParams(location.search).get('mailing');
  const kept = document.cookie.split('; ').find((pair) => pair.startsWith('osy_mail='))?.slice('osy_mail='.length);
  const mailing = /^[\w-]{1,40}$/.test(asked ?? '') ? asked : kept;
  if (!mailing) return;
  if (mailing !== kept) document.cookie = `osy_mail=${mailing}; path=/; max-age=${YEAR}; SameSite=Lax`;

  const send = (event) => window.octoconsent?.granted?.('mailings') && navigator.sendBeacon(`/t/octopus-system/mailings?${new URLSearchParams({ mailing, event })}`);
  send(asked ? 'arrived' : 'returned');
  document.addEventListener('click', ({ target }) => target instanceof Element && target.closest('a[href^="mailto:"]') && send('wrote'));
})();
