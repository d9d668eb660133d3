// The gallery: a page with the product, and what it can look like. What is chosen stands in the address, so it can be kept and sent.

import { el, find } from '../common/dom.js';
import { byName, isRightToLeft, nameOf } from '../common/languages.js';
import { Stage } from '../common/stage.js';
import { DEFAULTS, GROUPS, OVERVIEW, WIDTHS, configOf, lookOf, noteOn, settingsOf, titleOf } from './choices.js';

const form = find('#controls');
const languages = byName();
const stage = new Stage(find('#stage'), { name: 'octoconsent-gallery', title: 'A page with octoconsent, as chosen', shown: report });
const thumbs = [];
let choice = fromAddress();

/* ---- The address ---- */

function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const known = { ...DEFAULTS };
  for (const { name, choices } of GROUPS) if (choices.some(([word]) => word === given.get(name))) known[name] = given.get(name);
  if (languages.some(({ tag }) => tag === given.get('language'))) known.language = given.get('language');
  return known;
}

function toAddress() {
  const other = Object.entries(choice).filter(([name, value]) => value !== DEFAULTS[name]);
  history.replaceState(null, '', `#${new URLSearchParams(other)}`);
}

/* ---- The controls ---- */

function group({ name, title, choices, pictures }) {
  return el('fieldset', { class: pictures ? 'pictures' : '' }, el('legend', {}, title),
    choices.map(([value, label]) => el('label', {},
      el('input', { type: 'radio', name, value, form: form.id }),
      el('span', {}, pictures && el('i', { class: `picture ${pictures}-${value}`, 'aria-hidden': 'true' }), label))));
}

function languagePicker() {
  const id = 'language';
  return el('div', { class: 'field' }, el('label', { for: id }, `Language (${languages.length})`),
    el('select', { id, name: 'language' }, languages.map(({ tag, name }) => el('option', { value: tag, lang: tag }, `${name} · ${tag}`))));
}

function draw() {
  form.replaceChildren(...GROUPS.filter(({ beside }) => !beside).map(group));
  find('#beside').replaceChildren(...GROUPS.filter(({ beside }) => beside).map(group));
  form.insertBefore(languagePicker(), form.querySelector('[name="theme"]').closest('fieldset'));
}

function showChoice() {
  for (const [name, value] of Object.entries(choice)) form.elements[name].value = value;
}

/* ---- What is shown ---- */

function change(news) {
  const before = choice;
  choice = { ...choice, ...news };
  toAddress();
  stage.width = WIDTHS[choice.width];
  caption();
  stage.show(settingsOf(choice, isRightToLeft(choice.language)));
  const shared = ['theme', 'site', 'language', 'regime', 'switch', 'colours', 'logo'];
  if (before === choice || shared.some((name) => before[name] !== choice[name])) for (const thumb of thumbs) thumb.draw();
  mark();
}

function caption() {
  const { surface, place, panel, shape, theme, language, regime } = choice;
  const what = { banner: titleOf('place', place), preferences: `Preferences, ${titleOf('panel', panel).toLowerCase()}`, reopen: `Reopen button, ${shape}` }[surface];
  find('#caption').textContent = `${what} · ${titleOf('theme', theme)} · ${nameOf(language)} · ${titleOf('regime', regime)}`;
  find('#note').textContent = noteOn(choice);
  find('#code').textContent = JSON.stringify(lookOf(choice), null, 2);
  find('#edit').href = `configurator.html#config=${encodeURIComponent(JSON.stringify(configOf(choice)))}`;
  find('#alone').href = `preview.html#${encodeURIComponent(JSON.stringify({ ...settingsOf(choice, isRightToLeft(choice.language)), name: 'octoconsent-alone' }))}`;
}

function report(faults) {
  find('#stage').toggleAttribute('data-shown', true);
  if (faults.length) find('#note').textContent = faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
}

/* ---- All at once ---- */

/** A picture of the product, made when it comes into view. */
class Thumb {
  #seen = false;

  constructor({ title, ...differs }, at) {
    this.differs = differs;
    const holder = el('div', { class: 'stage' });
    this.button = el('button', { type: 'button', onclick: () => this.choose() }, title);
    this.element = el('li', {}, holder, this.button);
    this.stage = new Stage(holder, { name: `octoconsent-thumb-${at}`, title: `${title}, small`, width: 1120, still: true, idle: true, shown: () => holder.toggleAttribute('data-shown', true) });
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      this.#seen = true;
      this.draw();
    }, { rootMargin: '200px' });
    seen.observe(this.element);
  }

  draw() {
    if (this.#seen) this.stage.show(settingsOf({ ...choice, blocking: 'no', label: 'auto', ...this.differs }, isRightToLeft(choice.language)));
  }

  choose() {
    change({ blocking: 'no', label: 'auto', ...this.differs });
    showChoice();
    find('.show').scrollIntoView({ block: 'start' });
    find('#stage').focus({ preventScroll: true });
  }

  get chosen() {
    return Object.entries({ blocking: 'no', label: 'auto', ...this.differs }).every(([name, value]) => choice[name] === value);
  }
}

function mark() {
  for (const thumb of thumbs) thumb.button.setAttribute('aria-pressed', String(thumb.chosen));
}

/* ---- Start ---- */

draw();
showChoice();
thumbs.push(...OVERVIEW.map((entry, at) => new Thumb(entry, at)));
find('#thumbs').append(...thumbs.map(({ element }) => element));
for (const place of [form, find('#beside')]) place.addEventListener('input', ({ target }) => change({ [target.name]: target.value }));
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('hashchange', () => {
  choice = fromAddress();
  showChoice();
  change({});
});
change({});
