// What can be chosen in the gallery, and the configuration that a choice means.

import { LANGUAGES } from '../common/languages.js';
import { sample } from '../common/sample.js';

/** A layout and a position in one word; both follow from it. */
const PLACES = [
  ['bar-bottom', 'Bar, bottom', { layout: 'bar', position: 'bottom' }],
  ['bar-top', 'Bar, top', { layout: 'bar', position: 'top' }],
  ['box-bottom-left', 'Box, bottom left', { layout: 'box', position: 'bottom-left' }],
  ['box-bottom-right', 'Box, bottom right', { layout: 'box', position: 'bottom-right' }],
  ['box-top-left', 'Box, top left', { layout: 'box', position: 'top-left' }],
  ['box-top-right', 'Box, top right', { layout: 'box', position: 'top-right' }],
  ['center', 'Centre', { layout: 'center' }],
];
const PANELS = [
  ['dialog', 'Dialog', { layout: 'dialog' }],
  ['panel-start', 'Panel, start', { layout: 'panel', position: 'start' }],
  ['panel-end', 'Panel, end', { layout: 'panel', position: 'end' }],
];
const words = (text) => text.split(' ').map((word) => [word, word[0].toUpperCase() + word.slice(1).replaceAll('-', ' ')]);

/** The groups, in the order in which they are shown; `beside`: above the page, not in the column. */
export const GROUPS = [
  { name: 'surface', title: 'Surface', beside: true, choices: [['banner', 'Banner'], ['preferences', 'Preferences'], ['reopen', 'Reopen button']] },
  { name: 'place', title: 'Banner', pictures: 'place', choices: PLACES },
  { name: 'blocking', title: 'Page behind the banner', choices: [['no', 'Usable'], ['yes', 'Blocked']] },
  { name: 'panel', title: 'Preferences', pictures: 'panel', choices: PANELS },
  { name: 'shape', title: 'Reopen button', choices: words('circle triangle tab none') },
  { name: 'corner', title: 'Its corner', choices: words('bottom-left bottom-right top-left top-right') },
  { name: 'label', title: 'Its label', choices: [['auto', 'By its shape'], ...words('icon text both')] },
  { name: 'switch', title: 'Language switch', choices: [['no', 'None'], ['yes', 'Of all languages']] },
  { name: 'colours', title: 'Colours', choices: [['designed', 'As designed'], ['plum', 'Plum'], ['forest', 'Forest'], ['ocean', 'Ocean']] },
  { name: 'logo', title: 'Logo', choices: [['no', 'None'], ['yes', 'The site’s']] },
  { name: 'theme', title: 'Theme', choices: words('auto light dark') },
  { name: 'site', title: 'Page', beside: true, choices: words('light dark') },
  {
    name: 'regime',
    title: 'Regime',
    choices: [['opt-in', 'Opt-in'], ['opt-out', 'Opt-out'], ['notice', 'Notice'], ['children', 'Children'], ['signal', 'Opt-out with a signal']],
  },
  { name: 'width', title: 'Width', beside: true, choices: [['full', 'Full'], ['tablet', 'Tablet'], ['phone', 'Phone']] },
];

export const WIDTHS = { full: 0, tablet: 820, phone: 360 };

export const DEFAULTS = {
  ...Object.fromEntries(GROUPS.map(({ name, choices }) => [name, choices[0][0]])),
  place: 'box-bottom-right',
  language: 'en',
  width: innerWidth < 600 ? 'phone' : 'full',
};

/** What is known of a choice, such as a title. */
export const titleOf = (group, value) => GROUPS.find(({ name }) => name === group).choices.find(([word]) => word === value)[1];
const partOf = (list, value) => list.find(([word]) => word === value)[2];

/** Colours of a site: in the light theme, and in the dark one. */
const COLOURS = {
  plum: [{ button: '#6b2149', buttonText: '#ffffff', accent: '#8f2a60' }, { button: '#f2b8d6', buttonText: '#2b0b1d', accent: '#f2b8d6' }],
  forest: [{ button: '#1f5136', buttonText: '#ffffff', accent: '#1f6b43', background: '#fbfaf4' }, { button: '#a9dcbf', buttonText: '#0b2416', accent: '#a9dcbf', background: '#141d17' }],
  ocean: [{ button: '#0b4f7a', buttonText: '#ffffff', accent: '#0b6399' }, { button: '#9fd3f5', buttonText: '#06263b', accent: '#9fd3f5', background: '#0e1a24' }],
};

const REGIMES = {
  'opt-in': {},
  'opt-out': { regions: [{ in: ['US'], regime: 'opt-out' }] },
  notice: { regions: [{ in: ['US'], regime: 'notice' }] },
  children: { childDirected: true },
  signal: { regions: [{ in: ['US'], regime: 'opt-out' }] },
};

/** The part of the configuration that looks and rules are made of. What is the default is left out. */
export function lookOf(choice) {
  const { place, blocking, panel, shape, corner, label, theme, language, regime, colours, logo } = choice;
  const look = { language, theme, banner: { ...partOf(PLACES, place) } };
  if (blocking === 'yes') look.banner.blocking = true;
  if (panel !== 'dialog') look.preferences = partOf(PANELS, panel);
  look.reopen = { shape, corner };
  if (label !== 'auto') look.reopen.label = label;
  if (choice.switch === 'yes') look.languages = LANGUAGES;
  if (colours !== 'designed') [look.colors, look.colorsDark] = COLOURS[colours];
  if (logo === 'yes') look.logo = { src: 'tidewater.svg', srcDark: 'tidewater-dark.svg', alt: 'Tidewater' };
  return { ...look, ...REGIMES[regime] };
}

export const configOf = (choice) => ({ ...lookOf(choice), ...sample(choice.language) });

/** What preview.js is to show. */
export function settingsOf(choice, rtl) {
  return {
    config: configOf(choice),
    surface: choice.surface,
    lang: choice.language,
    rtl,
    site: choice.site,
    region: REGIMES[choice.regime].regions ? 'US' : '',
    signal: choice.regime === 'signal',
  };
}

/** What is not there to be seen under a regime, and why. */
export function noteOn({ regime, surface, shape }) {
  if (regime === 'children' && surface === 'banner') return 'Pages for children ask nothing: there is no banner.';
  if (surface === 'reopen' && shape === 'none') return 'No button: the page offers a link of its own, here in its footer.';
  return '';
}

/** The pictures of the overview: what differs from what is chosen. */
export const OVERVIEW = [
  ...PLACES.map(([place, title]) => ({ title, surface: 'banner', place })),
  { title: 'Centre, page blocked', surface: 'banner', place: 'center', blocking: 'yes' },
  ...PANELS.map(([panel, title]) => ({ title: `Preferences: ${title.toLowerCase()}`, surface: 'preferences', panel })),
  ...['circle', 'triangle', 'tab'].map((shape) => ({ title: `Reopen: ${shape}`, surface: 'reopen', shape })),
  { title: 'Reopen: with its text', surface: 'reopen', shape: 'tab', label: 'both', corner: 'bottom-right' },
];
