// What the preview shows, and to whom: none of this is in the configuration.

import { el } from '../common/dom.js';
import { byName, isRightToLeft } from '../common/languages.js';

export const WIDTHS = { desktop: 1200, tablet: 820, phone: 360 };
export const VIEW = { surface: 'banner', width: 'desktop', site: 'light', lang: 'en', region: '', signal: false };
const REGIONS = { '': 'unknown', FR: 'France', DE: 'Germany', GB: 'United Kingdom', CH: 'Switzerland', 'US-CA': 'California', 'US-TX': 'Texas', 'CA-QC': 'Quebec', BR: 'Brazil' };

function radios(name, title, words, view, change) {
  return el('fieldset', {}, el('legend', { class: 'unseen' }, title), el('div', { class: 'row' }, words.map(([value, label]) => {
    const input = el('input', { type: 'radio', name: `view-${name}`, value, onchange: () => change(name, value) });
    input.checked = view[name] === value;
    return el('label', {}, input, el('span', {}, label));
  })));
}

function select(name, title, entries, view, change) {
  const control = el('select', { id: `view-${name}`, onchange: () => change(name, control.value) }, entries.map(([value, label]) => el('option', { value }, label)));
  control.value = view[name];
  return el('div', { class: 'inline' }, el('label', { for: control.id }, title), control);
}

/** The preview's controls. `regions`: those that the configuration names. */
export function viewControls(view, regions, change) {
  const known = { ...REGIONS, ...Object.fromEntries(regions.filter((region) => !(region in REGIONS)).map((region) => [region, region])) };
  const signal = el('input', { type: 'checkbox', id: 'view-signal', onchange: () => change('signal', signal.checked) });
  signal.checked = view.signal;
  return [
    radios('surface', 'Surface', [['banner', 'Banner'], ['preferences', 'Preferences'], ['reopen', 'Reopen']], view, change),
    radios('width', 'Width', [['desktop', 'Desktop'], ['tablet', 'Tablet'], ['phone', 'Phone']], view, change),
    radios('site', 'Page', [['light', 'Light page'], ['dark', 'Dark page']], view, change),
    select('lang', 'Page in', byName().map(({ tag, name }) => [tag, name]), view, change),
    select('region', 'Visitor in', Object.entries(known).map(([value, label]) => [value, value === '' || value === label ? label : `${label} (${value})`]), view, change),
    el('div', { class: 'inline' }, el('label', { for: 'view-signal' }, signal, ' sends Global Privacy Control')),
  ];
}

export const settingsOf = (config, view, style) => ({ config, style, surface: view.surface, site: view.site, lang: view.lang, rtl: isRightToLeft(view.lang), region: view.region, signal: view.signal });
