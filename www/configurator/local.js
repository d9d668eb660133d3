// A text that visitors read: one for all, or one per language.

import { el, prose } from '../common/dom.js';
import { LANGUAGES, isRightToLeft, nameOf } from '../common/languages.js';
import { textOf } from './paths.js';
import { LONG } from './words.js';

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function input(path, attributes) {
  return LONG.includes(path.find((step) => LONG.includes(step))) ? el('textarea', { rows: 2, ...attributes }) : el('input', { type: 'text', autocomplete: 'off', ...attributes });
}

export function drawLocal(options) {
  const { form, path } = options;
  if (isObject(form.get(path))) return drawLanguages(options);
  const control = input(path, { oninput: () => form.set(path, control.value === '' ? undefined : control.value) });
  control.value = form.get(path) ?? '';
  const element = form.frame(options, control, () => drawLocal(options), { wide: true });
  const more = el('button', { type: 'button', class: 'link', onclick: () => spread(options) }, 'one per language');
  more.setAttribute('aria-label', `${options.label}: one per language`);
  const label = element.querySelector('label');
  const line = el('div', { class: 'line' });
  label.replaceWith(line);
  line.append(label, more);
  return element;
}

function spread({ form, path }) {
  const { language } = form.config;
  const now = form.get(path);
  form.set(path, { [language && language !== 'auto' ? language : 'en']: typeof now === 'string' ? now : '' });
  form.redraw(textOf(path));
}

function drawLanguages(options) {
  const { form, path, schema, label } = options;
  const place = textOf(path);
  const draw = () => drawLocal(options);
  const tags = Object.keys(form.get(path));
  const rest = LANGUAGES.filter((tag) => !tags.includes(tag));
  const add = el('select', { 'aria-label': `${label}: add a language`, onchange: () => put(add.value, '') },
    el('option', { value: '' }, 'Add a language…'), rest.map((tag) => el('option', { value: tag }, `${nameOf(tag)} · ${tag}`)));
  const put = (tag, text) => {
    form.set([...path, tag], text);
    form.redraw(place);
    if (text === '') form.lead(`${place}.${tag}`);
  };
  const one = el('button', { type: 'button', class: 'link', onclick: () => (form.set(path, Object.values(form.get(path))[0] || undefined), form.redraw(place)) }, 'one for all');
  one.setAttribute('aria-label', `${label}: one for all`);
  const element = el('fieldset', { class: 'field wide languages' }, el('legend', {}, label), one, tags.map((tag) => row(options, tag, () => put(tag, undefined))), add, schema.description && el('p', { class: 'help' }, prose(schema.description)));
  return form.keep(place, { element, draw });
}

function row({ form, path, label }, tag, remove) {
  const here = [...path, tag];
  const id = `field-${textOf(here)}`;
  const control = input(here, { id, lang: tag, dir: isRightToLeft(tag) ? 'rtl' : 'ltr', oninput: () => form.set(here, control.value) });
  control.value = form.get(here);
  const element = el('div', { class: 'language' }, el('label', { for: id }, nameOf(tag)), control,
    el('button', { type: 'button', class: 'button small', 'aria-label': `${label}: remove ${nameOf(tag)}`, onclick: remove }, '×'));
  return form.keep(textOf(here), { element, control, draw: () => row({ form, path, label }, tag, remove) });
}
