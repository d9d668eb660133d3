// How the form names things: the rest is the key itself, in words.

const NAMES = {
  id: 'Id', href: 'Address', url: 'Address', src: 'Picture', srcDark: 'Picture on dark', alt: 'Text in its place', use: 'What it is used for', in: 'Regions', basis: 'Legal basis',
  banner: 'Banner', reopen: 'Reopen button', cookie: 'The record’s cookie', cookies: 'What it stores', close: 'Close button', blocking: 'Block the page behind it',
  colors: 'Colours', colorsDark: 'Colours in the dark theme', background: 'Background', button: 'Accept and reject', buttonText: 'Text on them', accent: 'Switches, focus',
  language: 'Language', languages: 'Languages to switch between', locales: 'Folder of the language files', texts: 'Interface texts',
  presets: 'Rules of the regions', regions: 'Rules of your own', childDirected: 'For children', doNotTrack: 'Heed Do Not Track', robots: 'Robots',
  logUrl: 'Address of the log', refreshUrl: 'Address that renews the cookie', siblings: 'Sibling sites', import: 'Take over from other banners',
  policyDate: 'Date of the policy', policyChanges: 'What it changed', checkedDate: 'Cookie list checked on', autoBlock: 'Hold back what nobody tagged',
  days: 'Days until asked again', daysDenied: 'Days after a refusal', from: 'Banner', delete: 'Delete its cookie', party: 'First or third party', refusal: 'If refused', inline: 'Text in an inline script',
};

/** Parts of lists, one of them. */
const ONE = { categories: 'category', services: 'service', cookies: 'cookie', links: 'link', regions: 'rule', aliases: 'alias', purposes: 'purpose', autoBlock: 'rule', import: 'banner' };

const spaced = (key) => key.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
const capital = (text) => text[0].toUpperCase() + text.slice(1);

export const nameOfKey = (key) => NAMES[key] ?? capital(spaced(key));
export const oneOf = (key) => ONE[key] ?? 'item';
export const nameOfChoice = (word) => capital(String(word).replaceAll('-', ' '));

/** What a new part of a list begins with: enough to be right. */
const FRESH = {
  categories: (number) => ({ id: `category-${number}`, title: `Category ${number}` }),
  services: (number) => ({ id: `service-${number}`, title: `Service ${number}` }),
  purposes: (number) => ({ id: `purpose-${number}`, title: `Purpose ${number}` }),
  cookies: (number) => ({ name: `cookie-${number}` }),
  links: () => ({ href: '/privacy', text: 'Privacy policy' }),
  regions: () => ({ in: ['FR'], regime: 'opt-in' }),
  import: () => ({ from: 'vanilla-cookieconsent' }),
  autoBlock: () => ({ url: 'example.com/script.js' }),
};
export const fresh = (key, number) => FRESH[key]?.(number) ?? {};

/** In which order the fields of a part stand, and which of them are seldom needed. */
export const FIRST = ['title', 'text', 'name', 'description', 'refusal', 'href', 'id', 'necessary', 'use', 'in', 'provider', 'policy'];
export const SELDOM = { categories: ['default', 'basis', 'cookies'], services: ['purposes', 'autoBlock'], cookies: ['path'], regions: ['objection', 'days', 'daysDenied'] };
export const LONG = ['description', 'refusal', 'policyChanges'];

/** What to call a part of a list: its title in the first language, or what else says what it is. */
export function titleOfItem(item, key, at) {
  const { title, text, name, href, url, inline, id, from } = item ?? {};
  const local = (value) => (typeof value === 'object' && value ? Object.values(value)[0] : value);
  const regions = Array.isArray(item?.in) ? item.in.join(', ') : '';
  return String(local(title) || local(text) || name || href || url || inline || id || from || regions || `${capital(oneOf(key))} ${at + 1}`);
}
