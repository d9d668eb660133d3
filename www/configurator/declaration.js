// The list of everything that is stored, as static HTML for the site's policy: written by the product itself (dist/declaration.mjs).

import { copyButton, el } from '../common/dom.js';
import { byName } from '../common/languages.js';

const LOOK = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><style>body { margin: 1rem; font: 15px/1.5 system-ui, sans-serif } table { border-collapse: collapse; width: 100% } th, td { padding: .3em .6em; border: 1px solid #8886; text-align: start; vertical-align: top }</style>';

export class Declaration {
  #turn = 0;
  #given = null;
  #write = null;

  /** @param {HTMLElement} holder @param {{state: object, changed: Function, there: Function}} context `there`: called once the writer is */
  constructor(holder, { state, changed, there }) {
    this.state = state;
    this.frame = el('iframe', { title: 'The declaration', sandbox: '', class: 'sheet' });
    this.code = el('code', {});
    this.wrong = el('p', { class: 'fault' });
    this.shown = el('div', { class: 'given', hidden: true }, this.frame,
      el('div', { class: 'caption' }, el('h3', {}, 'HTML for the page of your policy'), el('p', {}, copyButton('Copy', () => this.code.textContent))), el('pre', { tabindex: '0', 'aria-label': 'HTML of the declaration' }, this.code));
    const choose = (key, value) => {
      state.declaration[key] = value;
      changed();
      this.offer(this.#given);
    };
    holder.append(el('div', { class: 'fields ways' }, this.#select('language', 'In', byName().map(({ tag, name }) => [tag, name]), choose),
      this.#select('level', 'Its headings begin with', ['1', '2', '3', '4', '5'].map((level) => [level, `h${level}`]), choose)), this.wrong, this.shown);
    import(new URL('declaration.mjs', document.baseURI).href).then((module) => {
      this.#write = module.declaration;
      there();
      this.offer(this.#given);
    }, () => {});
  }

  #select(key, label, entries, choose) {
    const control = el('select', { id: `declaration-${key}`, onchange: () => choose(key, control.value) }, entries.map(([value, text]) => el('option', { value }, text)));
    control.value = this.state.declaration[key];
    return el('div', { class: 'field' }, el('label', { for: control.id }, label), control);
  }

  /** Offers the list of what is right; of `null`, nothing. */
  async offer(config) {
    this.#given = config;
    const turn = (this.#turn += 1);
    if (!config) this.#show('', '');
    if (!config || !this.#write) return;
    const { language, level } = this.state.declaration;
    const [html, wrong] = await this.#write(config, { language, level: Number(level) }).then((text) => [text, ''], (error) => ['', error.message]);
    if (turn === this.#turn) this.#show(html, wrong);
  }

  #show(html, wrong) {
    this.shown.hidden = !html;
    this.wrong.textContent = wrong;
    if (this.code.textContent === html) return;
    this.code.textContent = html;
    this.frame.srcdoc = LOOK + html;
  }
}
