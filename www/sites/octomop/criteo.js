/*! Stand-in for Criteo's loader, which no npm package ships: the same queue (`criteo_q`), its first-party cookie and its request. */
(() => {
  'use strict';

  const seen = decodeURIComponent(document.cookie.split('; ').find((pair) => pair.startsWith('cto_bundle='))?.slice(11) ?? '').split('|').filter(Boolean);
  const keep = () => (document.cookie = `cto_bundle=${encodeURIComponent(seen.join('|'))}; path=/; max-age=${395 * 86_400}; SameSite=Lax`);
  if (!seen.length) seen.push(`k-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`);
  keep();

  const take = (...events) => {
    for (const { event, item } of events) {
      if (item) seen.push(item);
      keep();
      new Image(1, 1).src = `/t/criteo/event?${new URLSearchParams({ e: event, bundle: seen.join('|') })}`;
    }
  };
  const queued = Array.isArray(window.criteo_q) ? window.criteo_q : [];
  window.criteo_q = { push: take };
  take(...queued);
})();
