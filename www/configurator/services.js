// The ready services (services.json), each added with one press: to the category of its kind, which is made where there is none.

import { el } from '../common/dom.js';
import { textsIn } from '../common/sample.js';
import { addTo } from './list.js';

const USES = { functional: 'functional', analytics: 'statistics', targeting: 'advertising' };

export function servicePicker({ form, services, say }) {
  const rows = Object.entries(services).flatMap(([kind, entries]) => entries.map((service) => {
    const button = el('button', { type: 'button', class: 'button small', 'data-service': service.id, onclick: () => add(kind, service, button) }, service.title);
    return { service, button, item: el('li', {}, button) };
  }));
  const search = el('input', { type: 'search', id: 'ready-search', placeholder: 'Matomo, YouTube, …', autocomplete: 'off', oninput: () => draw() });
  const present = () => new Set((Array.isArray(form.config.categories) ? form.config.categories : []).flatMap((category) => (category?.services ?? []).map((service) => service?.id)));
  const draw = () => {
    const word = search.value.trim().toLowerCase();
    const there = present();
    for (const { service, button, item } of rows) {
      item.hidden = !`${service.title} ${service.provider}`.toLowerCase().includes(word);
      button.disabled = there.has(service.id);
      button.textContent = button.disabled ? `${service.title} ✓` : service.title;
    }
  };
  const add = (kind, service, button) => {
    const at = categoryOf(kind);
    addTo(form, ['categories', at, 'services'], plain(service), { lead: false });
    form.redraw('categories');
    say(`${service.title} is added to ${kind}`);
    draw();
    // A button that is pressed and gone leaves the focus to the next one.
    const place = rows.findIndex((row) => row.button === button);
    const next = [...rows.slice(place), ...rows.slice(0, place)].find((row) => !row.button.disabled && !row.item.hidden);
    (next?.button ?? search).focus();
  };
  /** Where services of a kind belong: the category of that id or use, or else a new one. */
  const categoryOf = (kind) => {
    const categories = Array.isArray(form.config.categories) ? form.config.categories : [];
    const known = categories.findIndex((category) => category?.id === kind || category?.use === USES[kind]);
    if (known >= 0) return known;
    const words = textsIn('en');
    addTo(form, ['categories'], { id: kind, title: words[kind], description: words[`${kind}Text`], use: USES[kind] }, { lead: false });
    return form.config.categories.length - 1;
  };
  draw();
  const element = el('details', { class: 'more ready-services' }, el('summary', {}, `Add a ready service (${rows.length})`),
    el('div', { class: 'field' }, el('label', { for: search.id }, 'Find'), search), el('ul', { class: 'ready' }, rows.map(({ item }) => item)));
  element.addEventListener('toggle', draw);
  return element;
}

/** In one language a text is plain. */
function plain(service) {
  const copy = structuredClone(service);
  const shorten = (holder) => {
    const texts = holder.description;
    if (texts && typeof texts === 'object' && Object.keys(texts).length === 1) holder.description = Object.values(texts)[0];
  };
  shorten(copy);
  for (const cookie of copy.cookies ?? []) shorten(cookie);
  return copy;
}
