// The form's sections, in the order in which a site is set up. What the schema has and no section names stands under "Advanced".

import { el, prose } from '../common/dom.js';
import { textOf } from './paths.js';
import { servicePicker } from './services.js';
import { styleFields } from './style.js';
import { nameOfChoice } from './words.js';

const SECTIONS = [
  { id: 'look', title: 'Look', keys: ['banner', 'preferences', 'theme', 'colors', 'colorsDark', 'logo', 'reopen'], more: (context) => styleFields(context) },
  { id: 'texts', title: 'Texts and languages', keys: ['language', 'languages', 'locales', 'texts'] },
  { id: 'categories', title: 'Categories, services, cookies', keys: ['categories', 'purposes'], first: (context) => servicePicker(context) },
  { id: 'regions', title: 'Regions and rules', keys: ['presets', 'regions', 'childDirected', 'doNotTrack', 'robots'] },
  { id: 'record', title: 'Record and cookie', keys: ['cookie', 'revision', 'reload', 'logUrl', 'refreshUrl', 'siblings', 'import'] },
  { id: 'links', title: 'Links and policy', keys: ['links', 'policyDate', 'policyChanges', 'checkedDate'] },
  { id: 'advanced', title: 'Advanced', keys: [] },
];
const named = new Set(SECTIONS.flatMap(({ keys }) => keys));

/** The sections with those keys that the schema has. */
export function sectionsOf(schema) {
  const known = Object.keys(schema.properties);
  return SECTIONS.map((section) => ({
    ...section,
    keys: section.id === 'advanced' ? known.filter((key) => !named.has(key)) : section.keys.filter((key) => known.includes(key)),
  }));
}

const ofLayout = (layout) => (layout === 'center' ? [] : layout === 'box' ? ['bottom-right', 'bottom-left', 'top-right', 'top-left'] : ['bottom', 'top']);

/** Fields that depend on others, in place of those that the schema alone would give. */
export const special = {
  /** A choice of layout takes a position along that it does not have. */
  'banner.layout': ({ form, path, schema, label }) => {
    const now = form.get(path) ?? schema.default;
    const choose = (layout) => {
      if (!ofLayout(layout).includes(form.get(['banner', 'position']))) form.set(['banner', 'position'], undefined);
      form.set(path, layout === schema.default ? undefined : layout);
      form.redraw('banner.position');
    };
    return choices({ form, path, schema, label, now, words: schema.enum, choose });
  },
  'banner.position': ({ form, path, schema, label }) => {
    const words = ofLayout(form.get(['banner', 'layout']) ?? 'bar');
    const now = form.get(path) ?? words[0];
    if (!words.length && form.get(path) === undefined) return form.keep(textOf(path), { element: el('div', { class: 'field', hidden: true }), draw: () => special['banner.position']({ form, path, schema, label }) });
    const offered = words.includes(now) ? words : [...words, now];
    return choices({ form, path, schema, label, now, words: offered, choose: (word) => form.set(path, word === words[0] ? undefined : word) });
  },
};

function choices({ form, path, schema, label, now, words, choose }) {
  const place = textOf(path);
  const inputs = words.map((word) => el('input', { type: 'radio', name: `field-${place}`, value: word, onchange: () => choose(word) }));
  for (const input of inputs) input.checked = input.value === now;
  const element = el('fieldset', { class: 'field' }, el('legend', {}, label), el('div', { class: 'row' }, inputs.map((input) => el('label', {}, input, el('span', {}, nameOfChoice(input.value))))), el('p', { class: 'help' }, prose(schema.description)));
  return form.keep(place, { element, draw: () => special[place]({ form, path, schema, label }) });
}
