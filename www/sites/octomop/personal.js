/* Personal offers: the pack that was looked at comes first. What it stores is deleted by the banner once it is refused. */
(() => {
  'use strict';

  const STORE = 'omo_interest';
  const shelf = document.querySelector('.packs');
  const granted = () => window.octoconsent?.granted?.('personal') ?? false;
  const order = [...(shelf?.children ?? [])];
  if (!shelf || !granted()) return;

  document.cookie = `omo_profile=${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}; path=/; max-age=${365 * 86_400}; SameSite=Lax`;
  show(restore());
  shelf.addEventListener('click', ({ target }) => {
    const id = target.closest('[data-item]')?.dataset.item;
    if (!id || !granted()) return;
    try {
      localStorage.setItem(STORE, JSON.stringify({ since: Date.now(), id }));
    } catch {
      // Storage is blocked: nothing is remembered.
    }
  });
  window.octoconsent.on('change', () => !granted() && show(null));

  function show(id) {
    for (const card of order) {
      shelf.append(card);
      card.toggleAttribute('data-personal', card.dataset.item === id);
    }
    const first = shelf.querySelector('[data-personal]');
    if (first) shelf.prepend(first);
  }

  function restore() {
    try {
      const entry = JSON.parse(localStorage.getItem(STORE));
      return entry.since + 365 * 86_400_000 > Date.now() ? entry.id : null;
    } catch {
      return null;
    }
  }
})();
