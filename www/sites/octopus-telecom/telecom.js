/* What the site itself needs: the session, the language of the page, the basket. With all cookies blocked it works for the page. */
'use strict';

const LANGUAGES = ['en', 'lv'];
const cookie = (name) => document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

// Before anything is drawn: the language that the visitor picked.
if (LANGUAGES.includes(cookie('ot_lang'))) document.documentElement.lang = cookie('ot_lang');
if (!cookie('ot_session')) document.cookie = `ot_session=${crypto.getRandomValues(new Uint32Array(2)).join('')}; path=/; SameSite=Lax`;

/** The page speaks this language from now on; the pick is kept for a year. */
function speak(language) {
  if (document.documentElement.lang === language || !LANGUAGES.includes(language)) return;
  document.documentElement.lang = language;
  document.cookie = `ot_lang=${language}; path=/; max-age=${365 * 86_400}; SameSite=Lax`;
  tell();
}

/** What depends on the language and is no text of its own. */
function tell() {
  const { lang } = document.documentElement;
  document.title = document.documentElement.dataset[lang];
  for (const button of document.querySelectorAll('[data-speak]')) button.setAttribute('aria-pressed', String(button.dataset.speak === lang));
  for (const input of document.querySelectorAll('[data-label-lv]')) input.setAttribute('aria-label', lang === 'lv' ? input.dataset.labelLv : input.dataset.labelEn);
}

window.octoconsent = window.octoconsent || [];
window.octoconsent.push((consent) => {
  // Page and banner speak one language, wherever it is picked. The page's cookie outranks what was once picked in the banner.
  consent.on('ready', () => consent.language(document.documentElement.lang));
  consent.on('language', ({ language }) => speak(language));
  consent.on('ready', settle);
  consent.on('choice', settle);
  consent.on('change', settle);

  document.addEventListener('click', ({ target }) => {
    const { speak: language } = target.closest?.('[data-speak]')?.dataset ?? {};
    if (!language) return;
    speak(language);
    consent.language?.(language);
  });

  function settle() {
    const { services } = consent.decision();
    // A script that runs cannot be stopped from outside: this one is told.
    const denied = services.posthog === 'denied';
    if (window.posthog?.__loaded) window.posthog.set_config({ disable_persistence: denied, before_send: (event) => (denied ? null : event) });
    if (services['partner-ads'] !== 'granted') for (const place of document.querySelectorAll('[data-ad] [data-topic]')) place.hidden = true;
  }
});

document.addEventListener('DOMContentLoaded', () => {
  tell();
  const form = document.getElementById('search');
  if (form) fill(form, document.getElementById('basket'));
});

/** The basket: domain names that the visitor looked for. */
function fill(form, list) {
  let names = [];
  try {
    const kept = JSON.parse(localStorage.getItem('ot_basket'));
    if (Array.isArray(kept)) names = kept.map(String).slice(0, 8);
  } catch {
    // Storage is blocked, or somebody wrote something else there: the basket begins empty.
  }
  const draw = () => list.replaceChildren(...names.map((name) => Object.assign(document.createElement('li'), { textContent: name })));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const label = form.elements.name.value.trim().toLowerCase();
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) return form.elements.name.focus();
    names = [...new Set([label + form.elements.ending.value, ...names])].slice(0, 8);
    draw();
    try {
      localStorage.setItem('ot_basket', JSON.stringify(names));
    } catch {
      // It is kept for this page only.
    }
  });
  draw();
}
