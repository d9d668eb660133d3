/* The shop: prices, cart, order. Necessary. Whoever may count is told by `shop` events; nothing is sent or queued from here. */
'use strict';

addEventListener('DOMContentLoaded', () => {
  const STORE = 'omo_cart';
  const find = (selector) => document.querySelector(selector);
  const items = [...document.querySelectorAll('[data-item]')].map(({ dataset }) => ({ id: dataset.item, name: dataset.name, price: Number(dataset.price) }));
  if (!items.length) return;

  const tell = (type, more = {}) => dispatchEvent(new CustomEvent('shop', { detail: { type, ...more } }));
  const priced = (id) => items.find((item) => item.id === id);
  const total = () => cart.reduce((sum, id) => sum + priced(id).price, 0);
  let cart = restore();
  draw();

  for (const card of document.querySelectorAll('[data-item]')) {
    card.querySelector('button').addEventListener('click', () => {
      cart.push(card.dataset.item);
      keep();
      tell('cart_add', { item: card.dataset.item, value: priced(card.dataset.item).price });
    });
  }
  find('.receipt').addEventListener('click', ({ target }) => {
    const remove = target.closest('[data-remove]');
    if (remove) {
      const [gone] = cart.splice(Number(remove.dataset.remove), 1);
      keep();
      tell('cart_remove', { item: gone });
      find('.receipt').focus();
    }
    if (target.closest('.order') && cart.length) {
      const order = { value: total(), items: cart.length };
      cart = [];
      keep();
      find('.receipt [role="status"]').textContent = 'Thank you. This is a demonstration: nothing was bought.';
      tell('purchase', order);
    }
  });
  addEventListener('pagehide', () => cart.length && tell('cart_abandon', { value: total(), items: cart.length }));

  function keep() {
    find('.receipt [role="status"]').textContent = '';
    try {
      if (cart.length) localStorage.setItem(STORE, JSON.stringify(cart));
      else localStorage.removeItem(STORE);
    } catch {
      // Storage is blocked: the cart lasts as long as the page.
    }
    draw();
  }

  function restore() {
    try {
      return (JSON.parse(localStorage.getItem(STORE)) ?? []).filter(priced);
    } catch {
      return [];
    }
  }

  function draw() {
    find('.receipt ol').replaceChildren(...cart.map((id, index) => {
      const row = find('.receipt template').content.firstElementChild.cloneNode(true);
      row.querySelector('span').textContent = priced(id).name;
      row.querySelector('b').textContent = priced(id).price.toFixed(2);
      Object.assign(row.querySelector('button').dataset, { remove: index });
      row.querySelector('button').setAttribute('aria-label', `Take out ${priced(id).name}`);
      return row;
    }));
    find('.receipt .sum').textContent = total().toFixed(2);
    find('.receipt .order').disabled = !cart.length;
    find('.receipt').dataset.empty = cart.length ? 'no' : 'yes';
  }
});
