// The configurator: a form that edits a configuration, the product beside it, and what comes out.
//
// change ─► kept ─► schema says what is wrong ─► preview starts the product with it, which says what is wrong ─► offered, or refused

import { all, copyButton, el, find, later } from '../common/dom.js';
import { presets } from '../common/sample.js';
import { Stage } from '../common/stage.js';
import { checker, together } from './check.js';
import { Declaration } from './declaration.js';
import { Form } from './form.js';
import { Output } from './output.js';
import { get, inOrder, isWithin } from './paths.js';
import { sectionsOf, special } from './sections.js';
import { linkTo, load, save } from './store.js';
import { VIEW, WIDTHS, settingsOf, viewControls } from './view.js';

const UNDO_AT_MOST = 100;
const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
  return answer.json();
};

const kept = load();
const state = {
  config: kept?.config ?? presets()[0].config,
  style: kept?.style ?? {},
  tag: { way: 'page', script: '/octoconsent.js', file: '/consent.json', ...kept?.tag },
  declaration: { language: 'en', level: '2', ...kept?.declaration },
  view: { ...VIEW, width: innerWidth < 600 ? 'phone' : 'desktop', ...kept?.view },
};
const [schema, services] = await Promise.all([json('consent.schema.json'), json('services.json').catch(() => ({}))]).catch((error) => {
  find('#status').textContent = `The schema cannot be read (${error.message}): build octoconsent first.`;
  throw error;
});
const bySchema = checker(schema);
const sections = sectionsOf(schema);
const form = new Form({ schema, special, changed: edited });
const stage = new Stage(find('#stage'), { name: 'octoconsent-configurator-preview', title: 'A page with octoconsent as configured', width: WIDTHS[state.view.width], still: true, shown: heard });
const output = new Output(find('#output'), { state, changed: () => save(state) });
const declaration = new Declaration(find('#declaration'), { state, changed: () => save(state), there: () => (find('#tab-declaration').hidden = find('#panel-declaration').hidden = false) });
const history = [];

/* ---- What is wrong ---- */

let revision = 0;
/** What the product said, and of which revision; what is shown now is of `showing`. */
let product = { revision: -1, faults: [] };
let showing = -1;
/** Places that were changed since. */
let touched = [];

const preview = () => {
  showing = revision;
  stage.show(settingsOf(state.config, state.view, state.style));
};
const previewSoon = later(preview);

function heard(faults) {
  product = { revision: showing, faults };
  if (showing === revision) touched = [];
  judge();
}

function judge() {
  const known = product.revision === revision;
  // Until the product has spoken, what it said holds, but of what was changed since.
  const held = known ? product.faults : product.faults.filter(({ path }) => !touched.some((place) => isWithin(path, place)));
  const faults = together(held, bySchema(state.config));
  form.showFaults(faults);
  for (const { id, keys } of sections) {
    const number = faults.filter(({ path }) => keys.some((key) => isWithin(path, key))).length;
    find(`#section-${id} > summary .count`).textContent = number ? `${number} wrong` : '';
  }
  listFaults(faults);
  const text = faults.length ? `${faults.length} ${faults.length === 1 ? 'thing is' : 'things are'} wrong` : known ? 'Right: the product starts with it' : 'Checking';
  if (find('#status').textContent !== text) find('#status').textContent = text;
  find('#jump-count').textContent = faults.length ? `${faults.length} wrong` : '';
  // On a phone what is wrong stands above the preview, and the code below it.
  find('#jump-code').hash = faults.length ? '#side' : '#panel-code';
  find('#status').dataset.state = faults.length ? 'wrong' : known ? 'right' : 'checking';
  if (faults.length) offer(null);
  else if (known) offer(inOrder(state.config, schema));
  find('#output').toggleAttribute('data-old', !known);
}

function offer(config) {
  output.offer(config);
  declaration.offer(config);
}

function listFaults(faults) {
  const rows = faults.map(({ path, message }) => el('li', {}, el('button', { type: 'button', onclick: () => lead(path) }, path && el('code', {}, path), ` ${message}`)));
  const list = find('#faults');
  // The same ones stay: one of them may have the focus.
  if (list.textContent !== rows.map(({ textContent }) => textContent).join('')) list.replaceChildren(...rows);
}

function lead(path) {
  const section = sections.find(({ keys }) => keys.some((key) => isWithin(path, key)));
  const fold = find(`#section-${section?.id ?? 'advanced'}`);
  fold.open = true;
  if (!section || !form.lead(path)) find('#raw').focus();
}

/* ---- Changes ---- */

const remember = later(() => {
  const now = JSON.stringify(state.config);
  if (history.at(-1) !== now) history.push(now);
  if (history.length > UNDO_AT_MOST) history.shift();
  find('#undo').disabled = history.length < 2;
}, 400);

/** The form changed the configuration. */
function edited(place) {
  touched.push(place);
  revision += 1;
  save(state);
  remember();
  showRaw();
  judge();
  previewSoon();
}

/** Puts another configuration in the place of this one. */
function replace(config, { keepRaw = false } = {}) {
  state.config = config;
  product = { revision: -1, faults: [] };
  drawForm();
  revision += 1;
  save(state);
  remember();
  if (!keepRaw) showRaw();
  drawView();
  judge();
  previewSoon();
}

function undo() {
  history.pop();
  const before = history.at(-1);
  if (before) replace(JSON.parse(before));
  find('#undo').disabled = history.length < 2;
  if (find('#undo').disabled) find('#start summary').focus();
  say('Undone');
}

const say = (text) => (find('#said').textContent = text);

/* ---- The form ---- */

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function drawForm() {
  form.clear();
  form.config = isObject(state.config) ? state.config : {};
  const context = { form, state, services, say, changed: () => (save(state), preview(), judge()) };
  for (const { id, keys, first, more } of sections) {
    const fields = keys.map((key) => form.field([key], schema.properties[key], { required: schema.required?.includes(key) }));
    find(`#section-${id} > .body > .fields`).replaceChildren(...[first?.(context), ...fields, more?.(context)].filter(Boolean));
  }
}

function drawSections() {
  const parts = sections.map(({ id, title }, at) => el('details', { class: 'section', id: `section-${id}`, open: at === 0 },
    el('summary', {}, el('h2', {}, title), el('span', { class: 'count' })), el('div', { class: 'body' }, el('div', { class: 'fields' }))));
  find('#sections').replaceChildren(...parts);
  find('#section-advanced > .body').prepend(rawField());
}

/* ---- The whole as JSON ---- */

function rawField() {
  const wrong = el('p', { class: 'fault', id: 'raw-fault' });
  const area = el('textarea', { id: 'raw', rows: 16, spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'raw-fault' });
  const take = () => {
    const { value, message } = parse(area.value);
    wrong.textContent = message;
    if (!message && JSON.stringify(value) !== JSON.stringify(inOrder(state.config, schema))) replace(value, { keepRaw: true });
  };
  area.addEventListener('input', later(take, 300));
  area.addEventListener('change', take);
  return el('div', { class: 'field wide' }, el('label', { for: area.id }, 'The whole configuration'), el('p', { class: 'help' }, 'Both ways: what you change here is in the form, and the other way round.'), area, wrong);
}

function showRaw() {
  const area = find('#raw');
  if (document.activeElement === area) return;
  find('#raw-fault').textContent = '';
  area.value = JSON.stringify(inOrder(state.config, schema), null, 2);
}

function parse(text) {
  try {
    return { value: JSON.parse(text), message: '' };
  } catch (error) {
    return { message: `this is no JSON: ${error.message}` };
  }
}

/* ---- Beginning ---- */

function drawStart() {
  find('#start').open = !kept;
  find('#presets').replaceChildren(...presets().map(({ name, about, config }) => el('li', {}, el('button', { type: 'button', class: 'preset', onclick: () => (replace(config), say(`“${name}” is loaded`)) }, el('strong', {}, name), el('span', {}, about)))));
  find('#import').addEventListener('submit', (event) => {
    event.preventDefault();
    // Also out of a whole tag, as it stands in a page.
    const text = find('#pasted').value;
    const { value, message } = parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1) || text);
    find('#import-fault').textContent = message;
    if (message) return find('#pasted').focus();
    find('#pasted').value = '';
    replace(value);
    say('The configuration is loaded');
  });
  find('#undo').addEventListener('click', undo);
  find('#undo').after(copyButton('Copy a link to this', () => linkTo(state.config)));
}

function drawView() {
  const regions = (get(state.config, ['regions']) ?? []);
  const named = Array.isArray(regions) ? regions.flatMap((rule) => (Array.isArray(rule?.in) ? rule.in : [])).filter((region) => /^[A-Z]{2}/.test(region)) : [];
  find('#view').replaceChildren(...viewControls(state.view, named, (name, value) => {
    state.view[name] = value;
    stage.width = WIDTHS[state.view.width];
    save(state);
    if (name !== 'width') preview();
  }));
}

/** Preview, code or declaration, where there is not the room for all. */
function drawTabs() {
  const tabs = all('[role="tab"]');
  const choose = (tab, focus) => {
    for (const other of tabs) {
      other.setAttribute('aria-selected', String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
    find('#side').dataset.tab = tab.dataset.tab;
    if (focus) tab.focus();
  };
  tabs.forEach((tab) => {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      const there = tabs.filter((other) => !other.hidden);
      if (step) choose(there[(there.indexOf(tab) + step + there.length) % there.length], true);
    });
  });
}

form.refresh = judge;
drawTabs();
drawStart();
drawSections();
drawView();
replace(state.config);
