/* The online chat: a button, a conversation, and its memory. Functional: the page works without it. */
(() => {
  'use strict';

  const HALF_A_YEAR = 182 * 86_400;
  const STORE = 'osy.chat';

  const kept = document.cookie.split('; ').find((pair) => pair.startsWith('osy_chat='))?.slice('osy_chat='.length);
  const id = /^[0-9a-f]{12}$/.test(kept ?? '') ? kept : Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  document.cookie = `osy_chat=${id}; path=/; max-age=${HALF_A_YEAR}; SameSite=Lax`;
  const said = restore();
  const send = (what) => fetch(`/t/octopus-system/chat?${new URLSearchParams({ id, what })}`, { method: 'POST', keepalive: true }).catch(() => null);

  const root = document.createElement('aside');
  root.className = 'chat';
  root.setAttribute('aria-label', 'Chat');
  root.innerHTML = `<button type="button" class="chat-open" aria-expanded="false">Chat with support</button>
    <div class="chat-panel" hidden><ol tabindex="0" aria-label="Conversation"></ol><form><label>Your question <input name="text" autocomplete="off" required></label><button>Send</button></form></div>`;
  document.body.append(root);
  const [open, panel, list, form] = ['.chat-open', '.chat-panel', 'ol', 'form'].map((selector) => root.querySelector(selector));
  said.forEach(draw);

  open.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    open.setAttribute('aria-expanded', String(!panel.hidden));
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = form.elements.text.value.trim();
    if (!text || !granted()) return;
    said.push(text);
    try {
      localStorage.setItem(STORE, JSON.stringify({ since: Date.now(), said }));
    } catch {
      // Storage is blocked: the conversation lasts as long as the page.
    }
    draw(text);
    form.reset();
    send('question');
  });

  send('hello');
  window.octoconsent?.on?.('change', () => (root.hidden = !granted()));

  function granted() {
    return window.octoconsent?.granted?.('chat') ?? false;
  }

  function draw(text) {
    list.append(Object.assign(document.createElement('li'), { textContent: text }));
  }

  function restore() {
    try {
      const entry = JSON.parse(localStorage.getItem(STORE));
      return entry.since + HALF_A_YEAR * 1000 > Date.now() ? entry.said : [];
    } catch {
      return [];
    }
  }
})();
