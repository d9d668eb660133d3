/*!
 * Stand-in for LinkedIn's insight.min.js, which LinkedIn gives to nobody to host. It reads the same global, keeps entries of the
 * same names and fires the same kind of pixel.
 */
(() => {
  'use strict';

  const partners = window._linkedin_data_partner_ids || [];
  const name = 'li_fat_id';
  const kept = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const id = kept || Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  document.cookie = `${name}=${id}; path=/; max-age=${30 * 86_400}; SameSite=Lax`;
  try {
    localStorage.setItem('li_adsId', id);
  } catch {
    // The cookie alone does.
  }
  for (const partner of partners) {
    new Image(1, 1).src = `/t/oktopost/linkedin/collect?${new URLSearchParams({ v: 2, fmt: 'js', pid: partner, url: location.href, li_fat_id: id })}`;
  }
})();
