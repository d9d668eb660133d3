// What the words of another banner mean among the site's own: an alias, the same id, a title, or words that mean the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATEGORIES, DIALECTS, pathOf } from './dialects.mjs';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

const categories = (...ids) => [
  { id: 'necessary', title: 'Necessary', necessary: true },
  ...ids.map((id) => ({ id, title: id })),
];

/** A page with these tags: inline scripts that say their name, by the attribute that marks them. */
async function tagged(config, tags, type = 'text/plain') {
  const page = await visit('plain', { config });
  for (const [name, attributes] of Object.entries(tags)) await page.append({ type, text: `ran('${name}')`, ...attributes });
  await page.assertNothingReleased();
  return page;
}

/** What runs in addition when these are granted, too. */
async function adds(page, ...granted) {
  const before = (await page.ran()).length;
  await page.api('choose', Object.fromEntries(granted.map((id) => [id, true])));
  await page.settled();
  return (await page.ran()).slice(before);
}

/** The words that were said to be unknown. */
const unknown = async (page) => (await page.events('error')).map(({ message }) => /"(.*)"/.exec(message)?.[1]).toSorted();

const MARKS = {
  cookiebot: ['data-cookieconsent', 'statistics', 'marketing', 'preferences'],
  cookiehub: ['data-consent', 'analytics', 'marketing', 'preferences'],
  cookieyes: ['data-cookieyes', 'cookieyes-analytics', 'cookieyes-advertisement', 'cookieyes-functional'],
  cookiescript: ['data-cookiecategory', 'performance', 'targeting', 'functionality'],
  'cookie information': ['data-category-consent', 'cookie_cat_statistic', 'cookie_cat_marketing', 'cookie_cat_functional'],
  onetrust: ['class', 'optanon-category-C0002', 'optanon-category-C0004', 'optanon-category-C0003'],
  osano: ['data-osano', 'ANALYTICS', 'MARKETING', 'PERSONALIZATION'],
  iubenda: ['data-iub-purposes', '4', '5', '3'],
  termly: ['data-categories', 'analytics', 'advertising', undefined],
};

/** One tag for each mark of the n-th column. */
const column = (n) =>
  Object.fromEntries(Object.entries(MARKS).filter(([, row]) => row[n]).map(([banner, row]) => [banner, { [row[0]]: row[n] }]));

for (const ids of [['functional', 'performance', 'marketing'], ['preferences', 'statistics', 'advertising']]) {
  test(`the words of every banner find the categories ${ids.join(', ')}`, async () => {
    for (const [n, id] of [[1, ids[1]], [2, ids[2]], [3, ids[0]]]) {
      const page = await tagged({ categories: categories(...ids) }, column(n));
      const others = ids.filter((other) => other !== id);
      assert.deepEqual(await adds(page, ...others), [], `${others} do not release what waits for ${id}`);
      assert.deepEqual((await adds(page, id)).toSorted(), Object.keys(column(n)).toSorted(), id);
      assert.deepEqual(await unknown(page), []);
    }
  });
}

test('words with no category of their group stay blocked, and each is said once', async () => {
  const page = await visit(pathOf('cookiebot'), { config: { categories: categories('performance', 'targeting') } });
  await page.decide('accept');
  const ran = await page.ranAll(5);
  assert.deepEqual(ran.toSorted(), ['analytics inline', 'analytics-external', 'necessary ignored', 'necessary-ignored', 'targeting-and-analytics', 'targeting-external'].toSorted());
  assert.deepEqual(await unknown(page), ['preferences', 'unheard']);
});

test('on a site with performance and analytics each keeps its own id', async () => {
  const page = await tagged({ categories: categories('performance', 'analytics') }, {
    'termly analytics': { 'data-categories': 'analytics' },
    'termly performance': { 'data-categories': 'performance' },
    'cookiehub analytics': { 'data-consent': 'analytics' },
    'cookiescript performance': { 'data-cookiecategory': 'performance' },
    analytics: { 'data-category': 'analytics' },
    performance: { 'data-category': 'performance' },
  });
  assert.deepEqual((await adds(page, 'analytics')).toSorted(), ['analytics', 'cookiehub analytics', 'termly analytics']);
  assert.deepEqual((await adds(page, 'performance')).toSorted(), ['cookiescript performance', 'performance', 'termly performance']);
});

test('on such a site what is an id but for its dialect’s prefix or capitals is that id', async () => {
  const page = await tagged({ categories: categories('performance', 'analytics') }, {
    'cookieyes analytics': { 'data-cookieyes': 'cookieyes-analytics' },
    'cookieyes performance': { 'data-cookieyes': 'cookieyes-performance' },
    'osano analytics': { 'data-osano': 'ANALYTICS' },
  });
  assert.deepEqual((await adds(page, 'analytics')).toSorted(), ['cookieyes analytics', 'osano analytics']);
  assert.deepEqual(await adds(page, 'performance'), ['cookieyes performance']);
});

test('a word that could mean two categories needs both', async () => {
  for (const [first, second] of [['performance', 'analytics'], ['analytics', 'performance']]) {
    const page = await tagged({ categories: categories('performance', 'analytics') }, {
      cookiebot: { 'data-cookieconsent': 'statistics' },
      onetrust: { class: 'optanon-category-C0002' },
      iubenda: { 'data-iub-purposes': '4' },
      'cookie information': { 'data-category-consent': 'cookie_cat_statistic' },
    });
    assert.deepEqual(await adds(page, first), []);
    assert.deepEqual((await adds(page, second)).toSorted(), ['cookie information', 'cookiebot', 'iubenda', 'onetrust']);
  }
});

test('our own marks mean ids and aliases alone', async () => {
  const config = { categories: categories('performance'), aliases: [{ name: 'stats', id: 'performance' }] };
  const page = await tagged(config, {
    analytics: { 'data-category': 'analytics' },
    statistics: { 'data-category': 'statistics' },
    stats: { 'data-category': 'stats' },
    denied: { 'data-category': '!stats' },
  });
  assert.deepEqual(await adds(page, 'performance'), ['stats']);
  await page.api('rejectAll');
  await page.until(() => window.seen.ran.includes('denied'));
  assert.deepEqual(await unknown(page), ['analytics', 'statistics']);
});

test('an alias comes before everything else that a word could mean', async () => {
  const aliases = [
    { name: 'statistics', id: 'targeting' }, { name: 'analytics', id: 'functional' }, { name: 'C0002', id: 'maps' },
    { name: '4', id: 'targeting' }, { name: 'Matomo', id: 'pixel' },
  ];
  const page = await tagged({ categories: CATEGORIES, aliases }, {
    group: { 'data-cookieconsent': 'statistics' },
    id: { 'data-consent': 'analytics' },
    class: { class: 'optanon-category-C0002' },
    number: { 'data-iub-purposes': '4' },
    title: { 'data-usercentrics': 'Matomo' },
  });
  assert.deepEqual(await adds(page, 'analytics'), []);
  assert.deepEqual(await adds(page, 'pixel'), ['title']);
  assert.deepEqual((await adds(page, 'targeting')).toSorted(), ['group', 'number']);
  assert.deepEqual((await adds(page, 'functional')).toSorted(), ['class', 'id']);
});

test('names of vendors that nobody explained stay blocked, and each is said once', async () => {
  for (const [dialect, words] of [
    ['consentmanager', ['123', 'c52', 's26', 's99']],
    ['usercentrics', ['Facebook Pixel', 'Matomo (self-hosted)', 'Unheard Service']],
  ]) {
    const page = await visit(pathOf(dialect), { config: { categories: CATEGORIES } });
    await page.decide('accept');
    await page.settled();
    const aliased = DIALECTS[dialect].aliases.map(({ name }) => name);
    assert.deepEqual(await unknown(page), words, `of ${aliased}`);
    const never = dialect === 'consentmanager' ? /analytics|targeting|functional|never/ : /pixel|never/;
    assert.deepEqual(page.requests().filter((path) => never.test(path)), []);
  }
});

test('a service is found by its title whatever its case, and by its id, and released alone', async () => {
  const page = await tagged({ categories: CATEGORIES }, {
    title: { 'data-usercentrics': 'Google Analytics' },
    case: { 'data-usercentrics': 'google ANALYTICS' },
    id: { 'data-usercentrics': 'ga4' },
    klaro: { 'data-name': 'Google Analytics' },
    own: { 'data-category': 'analytics', 'data-service': 'Google Analytics' },
    other: { 'data-usercentrics': 'Matomo' },
  });
  assert.deepEqual(await adds(page, 'matomo'), ['other']);
  assert.deepEqual(await adds(page, 'ga4'), ['title', 'case', 'id', 'klaro', 'own']);
});

test('a title in another language of the site is found, too', async () => {
  const services = [{ id: 'maps', title: { en: 'A map', fr: 'Une carte' } }];
  const page = await tagged({ categories: [{ id: 'functional', title: 'Functional', services }] }, {
    english: { 'data-usercentrics': 'A map' },
    french: { 'data-usercentrics': 'Une carte' },
  });
  assert.deepEqual(await adds(page, 'maps'), ['english', 'french']);
});

test('a vendor and a purpose in one mark are both needed', async () => {
  const aliases = [{ name: 's26', id: 'ga4' }, { name: 'c53', id: 'targeting' }, { name: 'c:ga', id: 'ga4' }, { name: 'cookies', id: 'targeting' }];
  for (const [type, attributes] of [
    ['text/plain', { class: 'cmplazyload', 'data-cmp-vendor': 's26', 'data-cmp-purpose': 'c53' }],
    ['didomi/javascript', { 'data-vendor': 'c:ga', 'data-purposes': 'cookies' }],
  ]) {
    const page = await tagged({ categories: CATEGORIES, aliases }, { both: attributes }, type);
    assert.deepEqual(await adds(page, 'ga4'), []);
    assert.deepEqual(await adds(page, 'targeting'), ['both']);
  }
});

test('several words in one mark are all needed, whatever stands between them', async () => {
  const page = await tagged({ categories: CATEGORIES }, {
    cookiebot: { 'data-cookieconsent': 'preferences,statistics' },
    spaced: { 'data-cookieconsent': 'preferences, statistics' },
    onetrust: { class: 'x optanon-category-C0003-C0002 y' },
    iubenda: { 'data-iub-purposes': '3,4' },
    didomi: { 'data-purposes': 'functional,analytics' },
    unknown: { 'data-cookieconsent': 'statistics,unheard' },
  });
  assert.deepEqual(await adds(page, 'analytics'), []);
  assert.deepEqual(await adds(page, 'functional'), ['cookiebot', 'spaced', 'onetrust', 'iubenda', 'didomi']);
});

test('scripts marked for several banners wait in one line', async () => {
  const page = await visit('plain', { config: { categories: CATEGORIES } });
  await page.append({ 'data-cookieconsent': 'statistics', src: '/s/one.js' });
  await page.append({ class: 'optanon-category-C0002', text: "ran('two')" });
  await page.append({ 'data-usercentrics': 'Matomo', src: '/s/three.js' });
  await page.append({ type: 'opt-in', 'data-name': 'ga4', text: "ran('four')" });
  await page.append({ 'data-category': 'analytics', text: "ran('five')" });
  page.hold('/s/one.js');
  await page.decide('accept');
  await Promise.all([page.requested('/s/one.js'), page.requested('/s/three.js')]);
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(5), ['one', 'two', 'three', 'four', 'five']);
});

test('frames that another banner left at about:blank are taken back to it', async () => {
  const { aliases } = DIALECTS.consentmanager;
  const page = await visit(pathOf('consentmanager'), { config: { categories: CATEGORIES, aliases } });
  const sources = () => page.run(() => [...document.querySelectorAll('iframe.cmplazyload')].map((frame) => frame.getAttribute('src')));
  assert.deepEqual(await sources(), ['about:blank', 'about:blank']);
  for (const round of [1, 2]) {
    await page.api('acceptAll');
    await Promise.all(['vendor', 'purpose'].map((name) => page.requested(`/s/targeting-${name}.html`, round)));
    await page.settled();
    assert.deepEqual((await sources()).map((src) => src.split('/').at(-1)), ['targeting-vendor.html', 'targeting-purpose.html']);
    assert.equal(page.requests('/s/targeting-vendor.html').length, round);
    await page.api('withdraw', 'targeting');
    await page.settled();
    assert.deepEqual(await sources(), ['about:blank', 'about:blank']);
  }
});

test('attributes of the page that only look like a mark are left alone, and nothing is said of them', async () => {
  const page = await visit(pathOf('not-marks'), { config: { categories: CATEGORIES } });
  const looks = () =>
    page.run(() => [...document.querySelectorAll('body > [id]')].map(({ id, attributes }) => [id, ...[...attributes].map(({ name, value }) => `${name}=${value}`)]));
  await page.settled();
  const asked = ['/s/app.js', '/s/frame.html', '/s/same.png', '/s/small.png'];
  assert.deepEqual(page.requests(), asked);
  const before = await looks();
  assert.ok(before.find(([id]) => id === 'same').includes('src=/s/same.png'), 'the image keeps its address');
  assert.ok(before.find(([id]) => id === 'frame').some((attribute) => attribute.startsWith('src=')), 'the frame keeps its address');
  await page.decide('accept');
  await page.api('rejectAll');
  await page.settled();
  assert.deepEqual(await looks(), before);
  assert.deepEqual(page.requests(), asked);
  assert.deepEqual(await page.ran(), ['app']);
  assert.deepEqual(await unknown(page), []);
  // The page's own lazy loader.
  await page.run(() => (document.getElementById('lazy').src = document.getElementById('lazy').dataset.src));
  await page.until(() => document.getElementById('lazy').naturalWidth);
  await page.settled();
  assert.equal(await page.run(() => document.getElementById('lazy').getAttribute('src')), '/s/lazy.png');
});
