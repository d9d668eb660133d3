// Configurations to show and to start from. What a service stores comes from the ready services (services.json) where it is one of them.

import { TEXTS } from './sample-texts.js';

/** The site's own texts in a language; English where there are none. */
export const textsIn = (tag) => TEXTS[tag] ?? TEXTS[tag.split('-')[0]] ?? TEXTS.en;

const session = { name: 'session_id', duration: 'session', party: 'first' };

const SERVICES = {
  matomo: {
    id: 'matomo', title: 'Matomo', provider: 'InnoCraft Ltd.', purposes: ['audience-measurement'], policy: 'https://matomo.org/privacy-policy/',
    cookies: [{ name: '_pk_id.*', duration: '13 months', party: 'first' }, { name: '_pk_ses.*', duration: '30 minutes', party: 'first' }],
  },
  youtube: {
    id: 'youtube', title: 'YouTube', provider: 'Google Ireland Limited', policy: 'https://policies.google.com/privacy',
    cookies: [{ name: 'VISITOR_INFO1_LIVE', duration: '180 days', party: 'third' }, { name: 'YSC', duration: 'session', party: 'third' }],
  },
  ads: {
    id: 'google-ads', title: 'Google Ads', provider: 'Google Ireland Limited', policy: 'https://policies.google.com/privacy',
    cookies: [{ name: '_gcl_*', duration: '90 days', party: 'first' }],
  },
  pixel: {
    id: 'meta-pixel', title: 'Meta Pixel', provider: 'Meta Platforms Ireland Limited', policy: 'https://www.facebook.com/privacy/policy/',
    cookies: [{ name: '_fbp', duration: '90 days', party: 'first' }],
  },
};

const described = (id, words, more) => ({ id, title: words[id], description: words[`${id}Text`], ...more });
const links = (words) => [{ href: '/privacy', text: words.policy }, { href: '/imprint', text: words.imprint }];

/** The site of the gallery, in a language. */
export function sample(tag) {
  const words = textsIn(tag);
  return {
    categories: [
      described('necessary', words, { necessary: true, cookies: [session] }),
      described('functional', words, { use: 'functional', services: [SERVICES.youtube] }),
      described('analytics', words, { use: 'statistics', services: [SERVICES.matomo] }),
      described('targeting', words, { use: 'advertising', services: [SERVICES.ads, SERVICES.pixel] }),
    ],
    links: [{ href: '#policy', text: words.policy }, { href: '#imprint', text: words.imprint }],
  };
}

const $schema = '/consent.schema.json';

/** What refusing means, in the configurations to start from. */
const REFUSALS = {
  functional: 'A picture with a link stands in the place of videos and maps.',
  analytics: 'The site works the same.',
  targeting: 'You see as many advertisements, but any.',
};

/** What the configurator offers to start from. */
export function presets() {
  const words = textsIn('en');
  const necessary = described('necessary', words, { necessary: true, cookies: [session] });
  const analytics = described('analytics', words, { refusal: REFUSALS.analytics, use: 'statistics', services: [SERVICES.matomo] });
  const functional = described('functional', words, { refusal: REFUSALS.functional, use: 'functional', services: [SERVICES.youtube] });
  const targeting = described('targeting', words, { refusal: REFUSALS.targeting, use: 'advertising', services: [SERVICES.ads, SERVICES.pixel] });
  const purposes = [{ id: 'audience-measurement', title: 'Audience measurement' }];
  const common = { $schema, links: links(words) };
  return [
    {
      name: 'Blog with analytics',
      about: 'A bar, one question: may visits be counted?',
      config: { ...common, banner: { layout: 'bar', position: 'bottom' }, categories: [necessary, analytics], purposes },
    },
    {
      name: 'Shop with ads',
      about: 'A box; videos, analytics and two advertisers; the rules of the regions.',
      config: {
        ...common,
        presets: true,
        banner: { layout: 'box', position: 'bottom-right' },
        reopen: { shape: 'circle', corner: 'bottom-left' },
        purposes,
        categories: [{ ...necessary, cookies: [session, { name: 'cart', duration: '14 days', party: 'first' }] }, functional, analytics, targeting],
      },
    },
    {
      name: 'Only necessary',
      about: 'Nothing to agree to: no banner, the list can be opened.',
      config: { ...common, categories: [necessary] },
    },
    {
      name: 'For children',
      about: 'Whatever is not necessary stays off; nothing is asked.',
      config: { ...common, childDirected: true, categories: [necessary, analytics] },
    },
  ];
}
