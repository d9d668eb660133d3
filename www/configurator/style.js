// The custom properties that a site's own style sheet may set (README, "Look"). They are no part of the configuration.

import { el } from '../common/dom.js';

const PROPERTIES = [
  ['--octoconsent-font', 'Font', 'Font family', 'system-ui, sans-serif'],
  ['--octoconsent-font-size', 'Font size', 'Of texts', 'medium'],
  ['--octoconsent-radius', 'Corners', 'Of buttons, of box and card', '10px'],
  ['--octoconsent-space', 'Spacing', 'Between parts', '16px'],
  ['--octoconsent-width', 'Width', 'Of a box', '27.5em'],
  ['--octoconsent-shadow', 'Shadow', 'Of the surfaces', '0 16px 48px #0b142a33'],
  ['--octoconsent-motion', 'Motion', 'Time that a surface takes to come', '0.25s'],
  ['--octoconsent-reopen', 'Reopen button', 'Its background', 'the background'],
  ['--octoconsent-reopen-x', 'Reopen button, sideways', 'Distance from its side', '14px'],
  ['--octoconsent-reopen-y', 'Reopen button, up and down', 'Distance from top or bottom', '14px'],
  ['--octoconsent-z', 'Order', 'Its z-index, where there is no top layer', '2147483647'],
];

export function styleFields({ state, changed }) {
  const field = ([name, label, help, fallback]) => {
    const control = el('input', {
      type: 'text', id: `style${name}`, placeholder: fallback, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `help${name}`,
      oninput: () => {
        const value = control.value.trim();
        if (value) state.style[name] = value;
        else delete state.style[name];
        changed();
      },
    });
    control.value = state.style[name] ?? '';
    return el('div', { class: 'field' }, el('label', { for: control.id }, label), control, el('p', { class: 'help', id: `help${name}` }, `${help}: `, el('code', {}, name)));
  };
  return el('fieldset', { class: 'group' }, el('legend', {}, 'Your style sheet'), el('p', { class: 'help' }, 'Custom properties that go into a style sheet of your site, not into the configuration.'), el('div', { class: 'fields' }, PROPERTIES.map(field)));
}

/** A style sheet of what is set, or nothing. */
export function sheetOf(style) {
  const lines = Object.entries(style).map(([name, value]) => `  ${name}: ${value.replace(/[;{}]/g, '')};`);
  return lines.length ? `:root {\n${lines.join('\n')}\n}` : '';
}
