// What pages that were marked for other banners hold (fixtures/dialects), and a configuration that fits them.
//
// Names in these fixtures begin with what they wait for: `/s/analytics-external.js`, `ran('targeting inline')`. `never` names
// what is not known, or not ours.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'dialects');

const category = (id, services, rest) => ({ id, title: id, services, ...rest });

/** The usual four categories, with services that the banners' own examples name. */
export const CATEGORIES = [
  category('necessary', [{ id: 'session', title: 'Session' }], { necessary: true }),
  category('functional', [{ id: 'maps', title: 'Google Maps' }]),
  category('analytics', [{ id: 'matomo', title: 'Matomo' }, { id: 'ga4', title: 'Google Analytics' }]),
  category('targeting', [{ id: 'youtube', title: 'YouTube Video' }, { id: 'pixel', title: 'Meta Pixel' }]),
];

const alias = ([name, id]) => ({ name, id });

/** Each fixture: the word on it that means nothing, and what of its words the site has to explain. */
export const DIALECTS = {
  'vanilla-2': { unheard: 'unheard' },
  'vanilla-3': { unheard: 'unheard' },
  klaro: { unheard: 'unheard' },
  'orejime-2': { unheard: 'unheard' },
  'orejime-3': { unheard: 'unheard' },
  cookiehub: { unheard: 'other' },
  cookiebot: { unheard: 'unheard' },
  onetrust: { unheard: 'C0099' },
  cookieyes: { unheard: 'cookieyes-unheard' },
  osano: { unheard: 'BLOCKLISTED' },
  iubenda: { unheard: '9' },
  termly: { unheard: 'unclassified' },
  cookiescript: { unheard: 'unclassified' },
  'cookie-information': { unheard: 'cookie_cat_unclassified' },
  consentmanager: {
    unheard: 's99',
    aliases: [['s26', 'ga4'], ['c52', 'analytics'], ['123', 'pixel'], ['c53', 'targeting'], ['s14', 'maps']].map(alias),
  },
  usercentrics: {
    unheard: 'Unheard Service',
    aliases: [['Matomo (self-hosted)', 'matomo'], ['Facebook Pixel', 'pixel']].map(alias),
  },
  didomi: {
    unheard: 'c:unheard-XXXX',
    aliases: [
      ['c:googleana-4TXnJigR', 'ga4'], ['measure_content_performance', 'analytics'], ['didomi:google', 'youtube'],
      ['iab:631', 'pixel'], ['cookies', 'functional'],
    ].map(alias),
  },
};

export const pathOf = (dialect) => `/fixtures/dialects/${dialect}.html`;

/** What a fixture holds, in page order: the paths it asks for, and what its scripts say. */
export function contentOf(dialect) {
  const text = readFileSync(join(fixtures, `${dialect}.html`), 'utf8');
  const paths = [...text.matchAll(/\/s\/[\w-]+\.(?:js|html|png|css)/g)].map(([path]) => path);
  const scripts = [...text.matchAll(/\/s\/([\w-]+)\.js|ran\('([^']+)'\)/g)].map(([, file, inline]) => file ?? inline);
  return { paths, scripts };
}

/** Those of `names` that wait for one of `categories`. */
export const of = (names, ...categories) => names.filter((name) => categories.some((id) => name.replace('/s/', '').startsWith(id)));
