// What eight other banners leave in their cookies, written as each of them writes it (src/core/import/read.rs has the sources). Ids are
// made up; times are a day ago.

const DAY = 86_400_000;
export const ANSWERED = new Date(Date.now() - DAY).toISOString();
const uuid = '0d9f5f6e-0000-4000-8000-000000000001';

/** As js-cookie writes a value: orejime 3. */
const jsCookie = (text) => encodeURIComponent(text).replace(/%(2[346BF]|3[AC-F]|40|5[BDE]|60|7[BCD])/g, decodeURIComponent);
const base64 = (object) => Buffer.from(JSON.stringify(object)).toString('base64');

const vanilla2 = (granted) => ({
  cc_cookie: JSON.stringify({
    categories: ['necessary', ...granted], level: ['necessary', ...granted], revision: 0, data: null, rfc_cookie: false,
    consent_date: ANSWERED, consent_uuid: uuid, last_consent_update: ANSWERED,
  }),
});
const vanilla3 = (granted, services = {}) => ({
  cc_cookie: encodeURIComponent(JSON.stringify({
    categories: ['necessary', ...granted], revision: 0, data: { a: '1, 2; ü' }, consentTimestamp: ANSWERED, consentId: uuid,
    services: { necessary: [], ...services }, languageCode: 'en', lastConsentTimestamp: ANSWERED, expirationTime: Date.now() + 100 * DAY,
  })),
});
const services = (granted) => ({ matomo: granted.includes('analytics'), posthog: granted.includes('analytics'), pixel: granted.includes('targeting') });
const cookiehub = (rest) => ({
  cookiehub: base64({
    answered: true, revision: 1, dnt: false, allowSale: true, implict: false, region: 'G0', token: 'Made_up-token', timestamp: ANSWERED,
    vendors: [], services: [], implicit: false, ...rest,
  }),
});
const cookiebot = (analytics, targeting, method = 'explicit') => ({
  CookieConsent:
    `{stamp:%27${'a/B+c=='}%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:${analytics}%2Cmarketing:${targeting}` +
    `%2Cmethod:%27${method}%27%2Cver:1%2Cutc:${Date.parse(ANSWERED)}%2Cregion:%27fr%27}`,
});
const onetrust = (analytics, targeting, rest = 'intType=3&AwaitingReconsent=false') => ({
  OptanonConsent:
    `isGpcEnabled=0&datestamp=Thu+Mar+14+2024+09%3A14%3A46+GMT%2B0100+(heure+normale+d%E2%80%99Europe%2C+centrale)&version=202510.2.0&browserGpcFlag=0` +
    `&isIABGlobal=false&hosts=&genVendors=V9%3A0%2C&consentId=${uuid}&interactionCount=1&isAnonUser=1&landingPath=https%3A%2F%2Fa.example%2F%3Fgroups%3DC0004%3A1%26groups%3D1` +
    `&groups=C0001%3A1%2CC0002%3A${analytics}%2CC0004%3A${targeting}&geolocation=FR%3BIDF&${rest}`,
  OptanonAlertBoxClosed: ANSWERED,
});
const cookieyes = (consent, analytics, targeting) => ({
  'cookieyes-consent':
    `consentid:bWFkZXVwbWFkZXVw,consent:${consent},action:yes,necessary:yes,functional:no,analytics:${analytics},performance:${analytics},advertisement:${targeting}` +
    ',lastRenewedDate:1711555514000',
});

/** Of each: analytics granted alone, everything refused, and what the record takes over. `import`: what the configuration has to say. */
export const BANNERS = {
  'vanilla-cookieconsent 2': { grant: vanilla2(['analytics']), refusal: vanilla2([]), id: uuid, dated: true },
  'vanilla-cookieconsent 3': { grant: vanilla3(['analytics']), refusal: vanilla3([]), id: uuid, dated: true },
  klaro: { grant: { klaro: encodeURIComponent(JSON.stringify(services(['analytics']))) }, refusal: { klaro: encodeURIComponent(JSON.stringify(services([]))) } },
  'orejime 2': { grant: { orejime: '{"analytics":true,"targeting":false}' }, refusal: { orejime: JSON.stringify(services([])) } },
  'orejime 3': {
    grant: { 'eu-consent': jsCookie('{"été":true,"analytics":true,"targeting":false}') },
    refusal: { 'eu-consent': jsCookie('{"analytics":false,"targeting":false}') },
  },
  tarteaucitron: {
    grant: { tarteaucitron: '!matomocloud=true!posthog=true!facebookpixel=false' },
    refusal: { tarteaucitron: '!matomocloud=false!posthog=false!facebookpixel=false' },
    aliases: [{ name: 'matomocloud', id: 'matomo' }, { name: 'facebookpixel', id: 'pixel' }],
  },
  cookiehub: {
    grant: cookiehub({ allAllowed: false, categories: [3] }), refusal: cookiehub({ allAllowed: false, categories: [] }), id: 'Made_up-token', dated: true,
  },
  cookiebot: { grant: cookiebot(true, false), refusal: cookiebot(false, false), dated: true },
  onetrust: { grant: onetrust(1, 0), refusal: onetrust(0, 0), id: uuid, dated: true },
  cookieyes: { grant: cookieyes('yes', 'yes', 'no'), refusal: cookieyes('no', 'no', 'no'), id: 'bWFkZXVwbWFkZXVw' },
};

/** What is in the cookies of these banners, and no answer of the visitor's. */
export const NO_ANSWERS = {
  'vanilla-cookieconsent': [{ cc_cookie: '%7B%7D' }, { cc_cookie: encodeURIComponent('{"categories":{"analytics":true}}') }],
  klaro: [{ klaro: '%7B%7D' }, { klaro: encodeURIComponent('{"matomo":true}') }, { klaro: encodeURIComponent('{"matomo":"true","posthog":true,"pixel":true}') }],
  orejime: [{ orejime: '{"analytics":true}' }, { orejime: '[true]' }, { orejime: '{"analytics":true,"targeting":true}', 'eu-consent': '{"analytics":false}' }],
  tarteaucitron: [{ tarteaucitron: '!posthog=true!matomo=wait!pixel=true' }, { tarteaucitron: '!matomo=true!posthog=true!pixel=true' }],
  cookiehub: [
    cookiehub({ answered: false, allAllowed: true, categories: [] }), cookiehub({ implicit: true, allAllowed: true, categories: [] }),
    cookiehub({ allAllowed: false, categories: [3], services: [12] }),
  ],
  cookiebot: [{ CookieConsent: '-1' }, cookiebot(true, true, 'implied'), { CookieConsent: '0' }],
  onetrust: [
    { OptanonConsent: onetrust(1, 1).OptanonConsent }, { OptanonAlertBoxClosed: ANSWERED }, onetrust(1, 1, 'intType=1'), onetrust(1, 1, 'AwaitingReconsent=true'),
  ],
  cookieyes: [{ 'cookieyes-consent': 'consentid:abc,consent:,action:,necessary:,analytics:,advertisement:' }, cookieyes('no', 'yes', 'yes')],
};

/** Everything that CookieHub can grant. */
export const EVERYTHING = cookiehub({ allAllowed: true, categories: [] });
