// What the site takes along: the tag, the configuration, the style sheet. Only of a configuration without faults.

import { copyButton, el, find } from '../common/dom.js';
import { sheetOf } from './style.js';

const pretty = (config) => JSON.stringify(config, null, 2);
const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Of the script as it is served here: the browser refuses another. Empty where the browser does not say (plain http). */
export async function integrityOf(address) {
  try {
    const bytes = await (await fetch(address)).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
    return `sha384-${btoa(String.fromCharCode(...digest))}`;
  } catch {
    return '';
  }
}

export function tagOf(config, { way, script, file, integrity }) {
  const other = /^(https?:)?\/\//.test(script);
  const checked = integrity ? `\n        integrity="${integrity}"${other ? ' crossorigin="anonymous"' : ''}` : '';
  if (way === 'file') return `<script src="${attribute(script)}"${checked}\n        data-config="${attribute(file)}"></script>`;
  // Nothing in the JSON may end the element.
  const json = pretty(config).replaceAll('<', '\\u003c');
  return `<script type="application/json" data-octoconsent>\n${json}\n</script>\n<script src="${attribute(script)}"${checked}></script>`;
}

export class Output {
  #parts = {};
  #given = null;

  /** @param {HTMLElement} holder @param {{state: object, changed: Function}} context `state.tag`: how it is embedded */
  constructor(holder, { state, changed }) {
    this.state = state;
    this.changed = changed;
    this.integrity = '';
    holder.append(this.#ways(), this.#part('tag', 'The tag, first in the head'), this.#part('json', 'consent.json', this.#download()), this.#part('css', 'For your style sheet'));
    integrityOf('octoconsent.js').then((hash) => {
      this.integrity = hash;
      this.offer(this.#given);
    });
  }

  #ways() {
    const { tag } = this.state;
    const row = el('div', { class: 'row' }, [['page', 'In the page'], ['file', 'As a file']].map(([value, label]) => {
      const input = el('input', { type: 'radio', name: 'way', value, onchange: () => this.#set('way', value) });
      input.checked = tag.way === value;
      return el('label', {}, input, el('span', {}, label));
    }));
    const address = (key, label) => {
      const input = el('input', { type: 'text', id: `tag-${key}`, autocomplete: 'off', spellcheck: 'false', oninput: () => this.#set(key, input.value.trim()) });
      input.value = tag[key];
      return el('div', { class: 'field' }, el('label', { for: input.id }, label), input);
    };
    this.file = address('file', 'Address of the configuration');
    this.file.hidden = tag.way !== 'file';
    return el('div', { class: 'fields ways' }, el('fieldset', { class: 'field' }, el('legend', {}, 'The configuration stands'), row), address('script', 'Address of octoconsent.js'), this.file,
      el('p', { class: 'help' }, 'In the page the gate stands before the next tag is read; a file is fetched first, and until then whatever is tagged stays blocked.'));
  }

  #set(key, value) {
    this.state.tag[key] = value;
    this.file.hidden = this.state.tag.way !== 'file';
    this.changed();
    this.offer(this.#given);
  }

  #part(name, title, ...buttons) {
    const code = el('code', {});
    const copy = copyButton('Copy', () => code.textContent);
    copy.setAttribute('data-copy', name);
    const element = el('section', { class: 'given', hidden: true, 'aria-label': title }, el('div', { class: 'caption' }, el('h3', {}, title), el('p', {}, copy, ...buttons)), el('pre', { tabindex: '0', 'aria-label': title }, code));
    this.#parts[name] = { element, code };
    return element;
  }

  #download() {
    return el('button', { type: 'button', class: 'button', onclick: () => {
      const address = URL.createObjectURL(new Blob([`${this.#parts.json.code.textContent}\n`], { type: 'application/json' }));
      el('a', { href: address, download: 'consent.json' }).click();
      setTimeout(() => URL.revokeObjectURL(address));
    } }, 'Download');
  }

  /** Offers what is right; of `null`, nothing. */
  offer(config) {
    this.#given = config;
    const texts = config
      ? { tag: tagOf(config, { ...this.state.tag, integrity: this.integrity }), json: pretty(config), css: sheetOf(this.state.style) }
      : { tag: '', json: '', css: '' };
    for (const [name, text] of Object.entries(texts)) {
      const { element, code } = this.#parts[name];
      element.hidden = !text;
      if (code.textContent !== text) code.textContent = text;
    }
    find('#refused').hidden = Boolean(config);
  }
}
