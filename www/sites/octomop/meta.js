/*! Stand-in for Meta's fbevents.js, which no npm package ships: the same queue, cookie and pixel. */
(() => {
  'use strict';

  const at = document.currentScript.src;
  const kept = document.cookie.split('; ').find((pair) => pair.startsWith('_fbp='))?.slice(5);
  const fbp = kept ?? `fb.1.${Date.now()}.${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  document.cookie = `_fbp=${fbp}; path=/; max-age=${90 * 86_400}; SameSite=Lax`;

  let id = '';
  const commands = {
    init: (given) => { id = given; },
    track: (name, data = {}) => { new Image(1, 1).src = new URL(`/t/meta/tr?${new URLSearchParams({ id, ev: name, dl: location.href, fbp, cd: JSON.stringify(data) })}`, at); },
  };
  fbq.callMethod = (name, ...values) => commands[name]?.(...values);
  while (fbq.queue.length) fbq.callMethod(...fbq.queue.shift());
})();
