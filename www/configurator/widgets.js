// Fields of one value. An empty one, or one that is the default, is no key at all: the file holds what is meant, and nothing else.

import { el, prose } from '../common/dom.js';
import { LANGUAGES, nameOf } from '../common/languages.js';
import { textOf } from './paths.js';
import { nameOfChoice } from './words.js';

const say = (value) => (value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));

export function drawText(options) {
  const { form, path, schema } = options;
  const whole = schema.type === 'integer';
  const date = schema.pattern && new RegExp(schema.pattern, 'u').test('2025-02-01') && !new RegExp(schema.pattern, 'u').test('plain');
  if (schema.pattern === form.schema.definitions.language.pattern) return drawLanguage(options);
  const control = el('input', {
    type: date ? 'date' : 'text',
    inputmode: whole ? 'numeric' : undefined,
    placeholder: say(schema.default),
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => form.set(path, valueOf(control.value.trim(), whole)),
  });
  control.value = say(form.get(path));
  return form.frame(options, control, () => drawText(options));
}

/** One of the languages that are shipped, or the one that stands there. */
function drawLanguage(options) {
  const { form, path, schema } = options;
  const now = form.get(path);
  const tags = [...new Set([...LANGUAGES, ...(now && now !== schema.default ? [say(now)] : [])])];
  const control = el('select', { onchange: () => form.set(path, control.value || undefined) },
    el('option', { value: '' }, `${nameOfChoice(schema.default ?? '–')} (default)`), tags.map((tag) => el('option', { value: tag, lang: tag }, `${nameOf(tag)} · ${tag}`)));
  control.value = now === schema.default ? '' : say(now);
  return form.frame(options, control, () => drawLanguage(options));
}

/** What is no number stays a text, so that it is a fault and not lost. */
function valueOf(text, whole) {
  if (text === '') return undefined;
  return whole && /^\d+$/.test(text) ? Number(text) : text;
}

export function drawBoolean({ form, path, schema, label }) {
  const place = textOf(path);
  const fallback = schema.default ?? false;
  const control = el('input', { type: 'checkbox', id: `field-${place}`, onchange: () => form.set(path, control.checked === fallback ? undefined : control.checked) });
  control.checked = form.get(path) ?? fallback;
  const help = schema.description && el('p', { class: 'help', id: `help-${place}` }, prose(schema.description));
  const element = el('div', { class: 'field flag' }, el('label', { for: control.id }, control, el('span', {}, label)), help);
  return form.keep(place, { element, control, help: help?.id, draw: () => drawBoolean({ form, path, schema, label }) });
}

export function drawChoice(options) {
  const { form, path, schema } = options;
  const { enum: words, default: fallback } = schema;
  const now = form.get(path);
  if (fallback !== undefined && words.length <= 4 && (now === undefined || words.includes(now))) return drawRadios(options);
  // A wrong word stays to be seen.
  const known = now === undefined || words.includes(now) ? words : [...words, now];
  const control = el('select', { onchange: () => form.set(path, control.value === '' ? undefined : control.value) },
    el('option', { value: '' }, fallback === undefined ? '–' : `${nameOfChoice(fallback)} (default)`),
    known.filter((word) => word !== fallback || word === now).map((word) => el('option', { value: say(word) }, nameOfChoice(say(word)))));
  control.value = say(now);
  return form.frame(options, control, () => drawChoice(options));
}

function drawRadios(options) {
  const { form, path, schema, label } = options;
  const place = textOf(path);
  const now = form.get(path) ?? schema.default;
  const set = (word) => form.set(path, word === schema.default ? undefined : word);
  const inputs = schema.enum.map((word) => el('input', { type: 'radio', name: `field-${place}`, value: word, onchange: () => set(word) }));
  for (const input of inputs) input.checked = input.value === now;
  const row = el('div', { class: 'row' }, inputs.map((input) => el('label', {}, input, el('span', {}, nameOfChoice(input.value)))));
  const element = el('fieldset', { class: 'field' }, el('legend', {}, label), row, schema.description && el('p', { class: 'help' }, prose(schema.description)));
  return form.keep(place, { element, draw: () => drawChoice(options) });
}

export function drawColour(options) {
  const { form, path, label } = options;
  const well = el('input', { type: 'color', 'aria-label': `${label}, picked`, oninput: () => ((text.value = well.value), form.set(path, well.value)) });
  const text = el('input', { type: 'text', placeholder: 'as designed', autocomplete: 'off', spellcheck: 'false', oninput: () => (show(), form.set(path, text.value.trim() || undefined)) });
  const show = () => {
    const known = /^#[0-9a-f]{6}$/i.test(text.value.trim());
    if (known) well.value = text.value.trim();
    well.classList.toggle('unset', !known);
  };
  text.value = say(form.get(path));
  show();
  well.addEventListener('input', show);
  const element = form.frame(options, text, () => drawColour(options));
  const pair = el('div', { class: 'colour' });
  text.replaceWith(pair);
  pair.append(well, text);
  return element;
}

/** Several short words in one line. */
export function drawWords(options) {
  const { form, path } = options;
  const control = el('input', {
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => {
      const words = control.value.split(/[\s,]+/).filter(Boolean);
      form.set(path, words.length ? words : undefined);
    },
  });
  const now = form.get(path);
  control.value = Array.isArray(now) ? now.map(say).join(' ') : say(now);
  const element = form.frame(options, control, () => drawWords(options));
  control.before(el('span', { class: 'hint' }, ' with spaces between'));
  return element;
}

/** Some of a known list of words; of languages, those that are shipped and those that are there already. */
export function drawChecks({ form, path, schema, label }) {
  const place = textOf(path);
  const languages = !schema.items.enum;
  const now = Array.isArray(form.get(path)) ? form.get(path) : [];
  const words = schema.items.enum ?? [...new Set([...LANGUAGES, ...now])];
  const chosen = new Set(now);
  const box = (word) => {
    const input = el('input', {
      type: 'checkbox',
      onchange: () => {
        chosen[input.checked ? 'add' : 'delete'](word);
        form.set(path, chosen.size ? [...chosen] : undefined);
        count();
      },
    });
    input.checked = chosen.has(word);
    return el('label', { class: 'check' }, input, el('span', languages ? { lang: word } : {}, languages ? nameOf(word) : nameOfChoice(word)));
  };
  const number = el('span', { class: 'hint' });
  const count = () => (number.textContent = chosen.size ? ` ${chosen.size} chosen` : '');
  count();
  const boxes = el('div', { class: 'checks' }, words.map(box));
  const element = el('fieldset', { class: 'field wide' }, el('legend', {}, label, number), schema.description && el('p', { class: 'help' }, prose(schema.description)), languages ? el('details', { class: 'more' }, el('summary', {}, 'Choose'), boxes) : boxes);
  return form.keep(place, { element, draw: () => drawChecks({ form, path, schema, label }) });
}
