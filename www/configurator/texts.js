// The interface texts that a site has in its own words, by language.

import { el, prose } from '../common/dom.js';
import { LANGUAGES, isRightToLeft, nameOf } from '../common/languages.js';
import { textOf } from './paths.js';

export function drawTexts({ form, path, schema, label }) {
  const place = textOf(path);
  const now = form.get(path);
  const tags = now && typeof now === 'object' ? Object.keys(now) : [];
  const draw = () => drawTexts({ form, path, schema, label });
  const rest = LANGUAGES.filter((tag) => !tags.includes(tag));
  const id = `field-${place}-add`;
  const add = el('select', { id, onchange: () => {
    const tag = add.value;
    form.set([...path, tag], {});
    form.redraw(place);
    form.lead(`${place}.${tag}`);
  } }, el('option', { value: '' }, 'Choose a language…'), rest.map((tag) => el('option', { value: tag }, `${nameOf(tag)} · ${tag}`)));
  const element = el('div', { class: 'field wide list', role: 'group', 'aria-label': label },
    el('p', { class: 'label' }, label), schema.description && el('p', { class: 'help' }, prose(schema.description)),
    el('ol', { class: 'parts' }, tags.map((tag) => drawLanguage({ form, path: [...path, tag], schema: schema.additionalProperties, tag, place }))),
    el('label', { for: id }, 'Say something in your own words'), add);
  return form.keep(place, { element, draw });
}

function drawLanguage({ form, path, schema, tag, place }) {
  const here = textOf(path);
  const faults = el('span', { class: 'count' });
  const said = el('code', {});
  const body = el('div', { class: 'fields' });
  const fold = el('details', { class: 'part' }, el('summary', {}, el('span', { lang: tag }, nameOf(tag)), said, faults), body);
  const title = () => (said.textContent = `${Object.keys(form.get(path) ?? {}).length} texts`);
  let drawn = false;
  const fill = () => {
    if (drawn) return;
    drawn = true;
    const keys = new Set([...Object.keys(schema.properties), ...Object.keys(form.get(path) ?? {})]);
    const fields = new Map([...keys].map((key) => [key, textField({ form, path: [...path, key], schema: schema.properties[key] ?? {}, tag })]));
    body.append(...fields.values());
    shipped(tag).then((texts) => {
      for (const [key, field] of fields) if (texts[key]) field.querySelector('textarea').placeholder = texts[key];
    });
  };
  const open = () => {
    fill();
    fold.open = true;
  };
  fold.addEventListener('toggle', () => fold.open && fill());
  title();
  form.keepItem(here, { open, title, count: (number) => (faults.textContent = number ? `${number} wrong` : '') });
  const remove = () => {
    form.set(path, undefined);
    form.redraw(place);
  };
  return el('li', {}, fold, el('div', { class: 'tools' }, el('button', { type: 'button', class: 'button small', 'aria-label': `Remove: ${nameOf(tag)}`, onclick: remove }, '×')));
}

function textField({ form, path, schema, tag }) {
  const place = textOf(path);
  const control = el('textarea', { rows: 1, lang: tag, dir: isRightToLeft(tag) ? 'rtl' : 'ltr', placeholder: schema.default, oninput: () => set(control.value) });
  // An empty language stays: its fields are open.
  const set = (text) => {
    if (text !== '') return form.set(path, text);
    const texts = form.get(path.slice(0, -1)) ?? {};
    delete texts[path.at(-1)];
    form.set(path.slice(0, -1), texts);
  };
  control.value = form.get(path) ?? '';
  return form.frame({ path, schema: {}, label: path.at(-1), required: false }, control, () => textField({ form, path, schema, tag }), { wide: true });
}

/** What octoconsent itself says in a language; nothing where it has none. */
async function shipped(tag) {
  if (tag === 'en') return {};
  try {
    const answer = await fetch(`locales/${tag}.json`);
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}
