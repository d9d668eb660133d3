/* The client area: session, sign-in and their end, the test for cookies, and the guard of the form. All of it is strictly necessary. */
'use strict';

(() => {
  const IDLE = 30 * 60; // seconds without a click or key after which the browser drops session and sign-in

  const read = (name) => document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const write = (name, value, more) => (document.cookie = `${name}=${value}; path=/; ${more}`);
  const token = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const find = (selector) => document.querySelector(selector);

  /** Whether the browser keeps cookies: one is written, read and deleted. */
  function keepsCookies() {
    write('osy_test', '1', 'max-age=60; SameSite=Lax');
    const kept = read('osy_test') === '1';
    write('osy_test', '', 'max-age=0');
    return kept;
  }

  const keeps = keepsCookies();
  if (keeps) {
    if (!read('osy_guard')) write('osy_guard', token(), 'SameSite=Strict');
    write('osy_session', read('osy_session') || token(), `max-age=${IDLE}; SameSite=Lax`);
  }

  addEventListener('DOMContentLoaded', () => {
    const form = find('.portal form');
    if (!form) return;
    find('.portal .no-cookies').hidden = keeps;
    form.querySelector('button').disabled = !keeps;
    show();

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const name = new FormData(form).get('name').trim();
      if (!name) return say('Please name your company.');
      const answer = await fetch('/t/octopus-system/login', { method: 'POST', headers: { 'X-Guard': read('osy_guard') } }).catch(() => null);
      if (!answer?.ok) return say('The client area cannot be reached right now.');
      write('osy_login', encodeURIComponent(name), `max-age=${IDLE}; SameSite=Lax`);
      say('');
      show();
    });
    find('.portal .leave').addEventListener('click', () => {
      write('osy_login', '', 'max-age=0');
      show();
    });
    for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, renew, { capture: true, passive: true });
    addEventListener('visibilitychange', ended);
    setInterval(ended, 60_000);
  });

  /** Something happens: half an hour more. What has ended meanwhile stays so. */
  function renew() {
    ended();
    for (const name of ['osy_session', 'osy_login']) if (read(name)) write(name, read(name), `max-age=${IDLE}; SameSite=Lax`);
  }

  /** The browser has dropped the sign-in: the page says so. */
  function ended() {
    if (find('.portal').dataset.state !== 'in' || read('osy_login')) return;
    show();
    say('Nothing happened for 30 minutes, so you were signed out.');
  }

  function show() {
    const name = decodeURIComponent(read('osy_login'));
    find('.portal').dataset.state = name ? 'in' : 'out';
    find('.portal .who').textContent = name;
  }

  function say(text) {
    find('.portal [role="status"]').textContent = text;
  }
})();
