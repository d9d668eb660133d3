/* What the site itself needs: the visit, the protection against abuse, the visitor's draft. */
'use strict';

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const has = (name) => document.cookie.split('; ').some((pair) => pair.startsWith(`${name}=`));

if (!has('okt_session')) document.cookie = `okt_session=${random()}; path=/; SameSite=Lax`;
if (!has('okt_device')) document.cookie = `okt_device=${random()}; path=/; max-age=${30 * 86_400}; SameSite=Lax`;

const composer = document.getElementById('composer');
if (composer) compose(composer, document.getElementById('draft'), document.getElementById('count'));

/** The draft survives the page, where the browser lets us keep it. */
function compose(form, draft, count) {
  const boxes = [...form.elements.network];
  try {
    const kept = JSON.parse(localStorage.getItem('okt_draft'));
    if (kept) {
      draft.value = String(kept.text);
      for (const box of boxes) box.checked = kept.networks.includes(box.value);
    }
  } catch {
    // Storage is blocked, or somebody wrote something else there: the composer begins empty.
  }
  const tell = () => {
    const length = [...draft.value].length;
    count.value = length === 1 ? '1 character' : `${length} characters`;
  };
  form.addEventListener('input', () => {
    tell();
    try {
      if (draft.value) localStorage.setItem('okt_draft', JSON.stringify({ text: draft.value, networks: boxes.filter((box) => box.checked).map((box) => box.value) }));
      else localStorage.removeItem('okt_draft');
    } catch {
      // It is kept for this page only.
    }
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  tell();
}

window.octoconsent = window.octoconsent || [];
window.octoconsent.push((consent) => {
  consent.on('ready', settle);
  consent.on('choice', settle);
  consent.on('change', settle);

  function settle() {
    const { services } = consent.decision();
    silence(services);
    // A distance that was worked out goes with the consent it was worked out under.
    if (services.near !== 'granted') for (const line of document.querySelectorAll('[data-far]')) restore(line);
  }

  function restore(line) {
    line.textContent = line.dataset.far;
    delete line.dataset.far;
  }

  /** A script that runs cannot be stopped from outside: these two are told, in their own words. */
  function silence({ amplitude: improvement, mixpanel: campaigns }) {
    const { amplitude, mixpanel } = window;
    amplitude?.setOptOut?.(improvement === 'denied');
    if (mixpanel?.stop_batch_senders) {
      const denied = campaigns === 'denied';
      mixpanel.set_config({ disable_persistence: denied });
      if (denied) mixpanel.disable();
      else mixpanel.enable();
      if (denied) mixpanel.stop_batch_senders();
      else mixpanel.start_batch_senders();
    }
  }
});
