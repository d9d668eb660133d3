// The form: fields made from the JSON Schema, by place. It knows where each field is, so that a fault can lead there.

import { el, prose } from '../common/dom.js';
import { get, isWithin, put, textOf } from './paths.js';
import { drawList } from './list.js';
import { drawLocal } from './local.js';
import { drawTexts } from './texts.js';
import { drawBoolean, drawChecks, drawChoice, drawColour, drawText, drawWords } from './widgets.js';
import { FIRST, SELDOM, nameOfKey } from './words.js';

export class Form {
  /** Fields by place: {element, control, fault, draw}. */
  #fields = new Map();
  /** Parts of lists by place: {open, count, title}. */
  #items = new Map();
  #faults = [];

  /** @param {{schema: object, changed: Function, special: object}} options `special`: widgets by place, instead of the schema's */
  constructor({ schema, changed, special = {} }) {
    Object.assign(this, { schema, changed, special, config: {} });
  }

  get(path) {
    return get(this.config, path);
  }

  set(path, value) {
    put(this.config, path, value);
    for (const [place, item] of this.#items) if (isWithin(textOf(path), place)) item.title();
    this.changed(textOf(path));
  }

  /** Forgets every field at a place and below: they are about to be drawn anew. */
  forget(place) {
    for (const known of [this.#fields, this.#items]) for (const other of known.keys()) if (isWithin(other, place)) known.delete(other);
  }

  clear() {
    this.#fields.clear();
    this.#items.clear();
  }

  /** Draws a field once more, where what it offers has changed. */
  redraw(place) {
    const field = this.#fields.get(place);
    if (!field) return;
    this.forget(place);
    field.element.replaceWith(field.draw());
    this.showFaults(this.#faults);
  }

  /** The field of a place; `label` instead of its key's name. */
  field(path, schema, { required = false, label = nameOfKey(path.at(-1)) } = {}) {
    const place = textOf(path);
    const draw = () => (this.special[place] ?? widgetOf(schema, this))({ form: this, path, schema, label, required });
    return draw();
  }

  /** Keeps what `draw` made, so that faults and `redraw` find it. `control`: what is focused and described. */
  keep(place, { element, control, draw, help }) {
    const fault = el('p', { class: 'fault', id: `fault-${place}` });
    element.append(fault);
    element.dataset.path = place;
    this.#fields.set(place, { element, control, fault, draw, help });
    return element;
  }

  keepItem(place, item) {
    this.#items.set(place, item);
  }

  /** The usual frame of a control: label, control, help. */
  frame({ path, schema, label, required }, control, draw, { wide = false } = {}) {
    const place = textOf(path);
    control.id = `field-${place}`;
    const help = schema.description && el('p', { class: 'help', id: `help-${place}` }, prose(schema.description));
    const element = el('div', { class: `field${wide ? ' wide' : ''}` }, el('label', { for: control.id }, label, required && el('span', { class: 'required' }, ' needed')), control, help);
    return this.keep(place, { element, control, draw, help: help?.id });
  }

  /** The fields of an object, in the form's order; what is seldom needed folds away. */
  fields(path, schema, key) {
    const names = Object.keys(schema.properties);
    const place = (name) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
    names.sort((a, b) => place(a) - place(b));
    const seldom = SELDOM[key] ?? [];
    const of = (name) => this.field([...path, name], schema.properties[name], { required: schema.required?.includes(name) });
    const rest = names.filter((name) => seldom.includes(name));
    return [
      ...names.filter((name) => !seldom.includes(name)).map(of),
      rest.length > 0 && el('details', { class: 'more' }, el('summary', {}, 'More'), el('div', { class: 'fields' }, rest.map(of))),
    ];
  }

  /** Shows each fault at its field, or at the nearest one above it. */
  showFaults(faults) {
    this.#faults = faults;
    const at = new Map();
    for (const fault of faults) {
      const place = this.#nearest(fault.path);
      if (place !== undefined) at.set(place, [...(at.get(place) ?? []), fault.path === place ? fault.message : `${fault.path}: ${fault.message}`]);
    }
    for (const [place, { control, fault, help }] of this.#fields) {
      const text = (at.get(place) ?? []).join('; ');
      if (fault.textContent !== text) fault.textContent = text;
      if (!control) continue;
      if (text) control.setAttribute('aria-invalid', 'true');
      else control.removeAttribute('aria-invalid');
      const described = [help, text && fault.id].filter(Boolean).join(' ');
      if (described) control.setAttribute('aria-describedby', described);
    }
    for (const [place, item] of this.#items) item.count(faults.filter(({ path }) => isWithin(path, place)).length);
  }

  #nearest(path) {
    const places = [...this.#fields.keys()].filter((place) => isWithin(path, place));
    return places.sort((a, b) => b.length - a.length)[0];
  }

  /** Opens whatever folds the field of a place away, and puts the focus there. Whether there is one. */
  lead(path) {
    const outer = [...this.#items.keys()].filter((place) => isWithin(path, place)).sort((a, b) => a.length - b.length);
    for (const place of outer) this.#items.get(place)?.open();
    // What opened may have drawn further ones.
    const deeper = [...this.#items.keys()].filter((place) => isWithin(path, place) && !outer.includes(place));
    if (deeper.length) return this.lead(path);
    const field = this.#fields.get(this.#nearest(path));
    if (!field) return false;
    for (let fold = field.element.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    field.element.scrollIntoView({ block: 'center' });
    const target = field.control ?? field.element.querySelector('input, select, textarea, button, summary');
    target?.focus({ preventScroll: true });
    return true;
  }
}

/** A text that visitors read, or an address: one, or one per language. */
const isLocal = ({ allOf, anyOf }) => allOf?.[0]?.$ref === '#/definitions/text' || anyOf?.some(({ propertyNames }) => propertyNames);

function widgetOf(schema, form) {
  if (isLocal(schema)) return drawLocal;
  if (schema.enum) return drawChoice;
  if (schema.type === 'boolean') return drawBoolean;
  if (schema.type === 'object') return schema.properties ? drawGroup : drawTexts;
  if (schema.type === 'array') return arrayWidget(schema, form);
  return isColour(schema) ? drawColour : drawText;
}

function arrayWidget({ items }, form) {
  if (items.type === 'object') return drawList;
  return items.enum || items.pattern === form.schema.definitions.language.pattern ? drawChecks : drawWords;
}

function isColour({ pattern }) {
  const matches = (text) => new RegExp(pattern, 'u').test(text);
  return Boolean(pattern) && matches('#12ab3f') && !matches('#12ab3') && !matches('plain');
}

function drawGroup({ form, path, schema, label }) {
  const draw = () => drawGroup({ form, path, schema, label });
  const element = el('fieldset', { class: 'group' }, el('legend', {}, label), schema.description && el('p', { class: 'help' }, prose(schema.description)), el('div', { class: 'fields' }, form.fields(path, schema, path.at(-1))));
  return form.keep(textOf(path), { element, draw });
}
