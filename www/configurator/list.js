// Lists of parts: each folds, moves up and down, and goes. What is in a part is drawn when it is first opened: a list may be long.

import { el, find, prose } from '../common/dom.js';
import { textOf } from './paths.js';
import { fresh, oneOf, titleOfItem } from './words.js';

const isObject = (value) => typeof value === 'object' && value !== null;

/** Parts that are open, whichever place they have now. */
const opened = new WeakSet();

export function drawList({ form, path, schema, label }) {
  const place = textOf(path);
  const key = path.at(-1);
  const now = form.get(path);
  const items = Array.isArray(now) ? now : [];
  const draw = () => drawList({ form, path, schema, label });
  const list = el('ol', { class: 'parts' }, items.map((_, at) => drawItem({ form, path, schema, at, count: items.length })));
  const add = el('button', { type: 'button', class: 'button small', onclick: () => addTo(form, path, fresh(key, items.length + 1)) }, `Add a ${oneOf(key)}`);
  const element = el('div', { class: 'field wide list', role: 'group', 'aria-label': label },
    el('p', { class: 'label' }, label, el('span', { class: 'hint' }, items.length ? ` ${items.length}` : ' none')), schema.description && el('p', { class: 'help' }, prose(schema.description)), list, add);
  return form.keep(place, { element, draw });
}

/** Puts a part at the end, opens it and leads there. */
export function addTo(form, path, item, { lead = true } = {}) {
  const at = Array.isArray(form.get(path)) ? form.get(path).length : 0;
  if (lead) opened.add(item);
  form.set([...path, at], item);
  form.redraw(textOf(path));
  if (lead) form.lead(textOf([...path, at, Object.keys(item).includes('title') ? 'title' : Object.keys(item)[0]].filter((step) => step !== undefined)));
}

function drawItem({ form, path, schema, at, count }) {
  const here = [...path, at];
  const place = textOf(here);
  const key = path.at(-1);
  const item = form.get(here);
  const name = () => titleOfItem(form.get(here), key, at);
  const title = el('span', {}, name());
  const faults = el('span', { class: 'count' });
  const body = el('div', { class: 'fields' });
  const fold = el('details', { class: 'part' }, el('summary', {}, title, isObject(item) && item.id && item.id !== name() && el('code', {}, item.id), faults), body);
  let drawn = false;
  const fill = () => {
    if (drawn) return;
    drawn = true;
    body.append(...form.fields(here, schema.items, key).filter(Boolean));
  };
  const open = () => {
    fill();
    fold.open = true;
  };
  fold.addEventListener('toggle', () => {
    if (isObject(item)) opened[fold.open ? 'add' : 'delete'](item);
    if (fold.open && !drawn) {
      fill();
      form.refresh?.();
    }
  });
  if (isObject(item) && opened.has(item)) open();
  form.keepItem(place, {
    open,
    title: () => (title.textContent = name()),
    count: (number) => (faults.textContent = number ? `${number} wrong` : ''),
  });
  return el('li', {}, fold, tools({ form, path, at, count, name }));
}

function tools({ form, path, at, count, name }) {
  const button = (sign, what, run, disabled) => el('button', { type: 'button', class: 'button small', 'data-tool': what.split(' ')[0], 'aria-label': `${what}: ${name()}`, title: what, disabled, onclick: run }, sign);
  const move = (to) => {
    const list = form.get(path);
    list.splice(to, 0, ...list.splice(at, 1));
    changed(form, path, to, to < at ? 'Up' : 'Down');
  };
  const remove = () => {
    const list = form.get(path);
    list.splice(at, 1);
    if (!list.length && path.length > 1) form.set(path, undefined);
    changed(form, path, Math.min(at, list.length - 1), 'Remove');
  };
  return el('div', { class: 'tools' }, button('↑', 'Up', () => move(at - 1), at === 0), button('↓', 'Down', () => move(at + 1), at === count - 1), button('×', 'Remove', remove));
}

/** After a move the same button of the same part has the focus again. */
function changed(form, path, at, tool) {
  const place = textOf(path);
  form.changed(place);
  form.redraw(place);
  const list = find(`[data-path="${CSS.escape(place)}"] > .parts`);
  const tools = list?.children[at]?.querySelector('.tools');
  const button = tools?.querySelector(`[data-tool="${tool}"]:enabled`) ?? tools?.querySelector('button:enabled') ?? find(`[data-path="${CSS.escape(place)}"] > .button`);
  button?.focus();
}

