// The configurator edits a configuration with the product beside it, and gives only what the product starts with.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertNoViolations } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';
import { choose, emulate, inPreview, nextPreview, write } from './pages.mjs';

const { fresh } = useBrowser();
let last;
afterEach(() => last && emulate(last));

/** Opens it; where a configuration is given, with that one. */
async function configurator(config, { right = true } = {}) {
  last = fresh();
  const hash = config ? `#${new URLSearchParams({ config: JSON.stringify(config) })}` : '';
  await last.open(`/configurator.html${hash}`, { ready: false });
  if (right) await isRight(last);
  return last;
}

const status = (page, state) => page.until((wanted) => document.querySelector('#status').dataset.state === wanted, state);
const isRight = (page) => status(page, 'right');
const json = async (page) => {
  await isRight(page);
  return JSON.parse(await page.run(() => document.querySelector('[data-copy="json"]').closest('.given').querySelector('code').textContent));
};
const offered = (page) => page.run(() => [...document.querySelectorAll('#output .given:not([hidden]) code')].map((code) => code.textContent));
const faults = (page) => page.run(() => [...document.querySelectorAll('#faults button')].map((button) => button.textContent));
const open = (page, section) => choose(page, `#section-${section} > summary`);
const field = (place) => `[id="field-${place}"]`;
const ANALYTICS = { categories: [{ id: 'analytics', title: 'Analytics' }] };

test('changing a field changes the preview, the JSON and the whole as text', async () => {
  const page = await configurator(ANALYTICS);
  const shown = await nextPreview(page);
  await choose(page, '[name="field-banner.layout"][value="box"]');
  await shown();
  await inPreview(page, (root, view) => root.querySelector('[part~="banner"]').getBoundingClientRect().width < view.innerWidth / 2);
  assert.deepEqual(await json(page), { ...ANALYTICS, banner: { layout: 'box' } });
  assert.deepEqual(JSON.parse(await page.run(() => document.querySelector('#raw').value)), { ...ANALYTICS, banner: { layout: 'box' } });
});

test('what is the default again leaves no key behind', async () => {
  const page = await configurator(ANALYTICS);
  await choose(page, '[name="field-banner.layout"][value="box"]');
  await choose(page, '[name="field-banner.layout"][value="bar"]');
  assert.deepEqual(await json(page), ANALYTICS);
});

test('a position that the new layout does not have goes with the old one', async () => {
  const page = await configurator({ ...ANALYTICS, banner: { layout: 'box', position: 'top-left' } });
  await choose(page, '[name="field-banner.layout"][value="center"]');
  assert.deepEqual(await json(page), { ...ANALYTICS, banner: { layout: 'center' } });
});

test('a wrong value names its field, nothing is offered, and the fault leads there', async () => {
  const page = await configurator(ANALYTICS);
  assert.equal((await offered(page)).length, 2);
  await open(page, 'record');
  await write(page, field('cookie.days'), '401');
  await status(page, 'wrong');
  await page.until(() => document.querySelector('#faults button')?.textContent.startsWith('cookie.days must be a whole number'));
  assert.deepEqual(await offered(page), []);
  assert.equal(await page.run((wanted) => document.querySelector(wanted).getAttribute('aria-invalid'), field('cookie.days')), 'true');
  assert.match(await page.run(() => document.querySelector('#section-record > summary').textContent), /1 wrong/);

  await open(page, 'record');
  await choose(page, '#faults button');
  assert.equal(await page.run(() => document.activeElement.id), 'field-cookie.days');
  await write(page, field('cookie.days'), '182');
  assert.deepEqual((await json(page)).cookie, { days: 182 });
  assert.equal(await page.run((wanted) => document.querySelector(wanted).hasAttribute('aria-invalid'), field('cookie.days')), false);
});

test('a fault deep in a list, which the product alone finds, leads to its field', async () => {
  const twice = { id: 'ads', title: 'Ads' };
  const page = await configurator({ categories: [{ ...twice, services: [{ id: 'one', title: 'One' }, { id: 'ads', title: 'Two' }] }] }, { right: false });
  await status(page, 'wrong');
  await page.until(() => document.querySelector('#faults button'));
  const [fault] = await faults(page);
  assert.match(fault, /^categories\[0\]\.services\[1\]\.id/);
  await choose(page, '#faults button');
  assert.equal(await page.run(() => document.activeElement.id), 'field-categories[0].services[1].id');
  await write(page, field('categories[0].services[1].id'), 'two');
  assert.equal((await json(page)).categories[0].services[1].id, 'two');
});

test('without the product the schema names what is wrong, and nothing is offered', async () => {
  last = fresh();
  last.server.lose('/octoconsent.js');
  await last.open(`/configurator.html#${new URLSearchParams({ config: JSON.stringify({ categories: [{ id: 'a b', titel: 'Analytics' }] }) })}`, { ready: false });
  await last.until(() => document.querySelectorAll('#faults button').length > 3);
  const told = await faults(last);
  for (const start of ['categories[0].id', 'categories[0].titel is unknown', 'categories[0].title is missing']) assert.ok(told.some((fault) => fault.startsWith(start)), `${start}: ${told}`);
  assert.ok(told.some((fault) => fault.includes('octoconsent.js did not load')));
  assert.deepEqual(await offered(last), []);
});

for (const way of ['page', 'file']) {
  test(`the tag that is copied starts the product without faults (${way})`, async () => {
    const page = await configurator({ ...ANALYTICS, texts: { en: { bannerTitle: 'A </script><!-- <b> title' } } });
    await choose(page, '#tab-code');
    await choose(page, `[name="way"][value="${way}"]`);
    await isRight(page);
    await page.until(() => document.querySelector('[data-copy="tag"]').closest('.given').textContent.includes('integrity="sha384-'));
    const [tag, config] = await offered(page);
    page.server.play('/consent.json', (_, response) => response.type('json').send(config));
    page.server.play('/made', (_, response) => response.type('html').send(`<!doctype html><html lang="en"><head>${tag}</head><body><p>made`));
    await page.open('/made', { ready: false });
    const banner = await page.visible('[part~="banner"]');
    assert.match(await banner.getText(), /A <\/script><!-- <b> title/);
  });
}

test('a reload loses nothing', async () => {
  const page = await configurator(ANALYTICS);
  await choose(page, '[name="field-theme"][value="dark"]');
  await choose(page, '[name="view-surface"][value="preferences"]');
  const before = await json(page);
  await page.driver.navigate().refresh();
  assert.deepEqual(await json(page), before);
  await inPreview(page, (root) => root.querySelector('dialog[open]'));
});

test('every start is right, and can be undone', async () => {
  const page = await configurator();
  const first = await json(page);
  const count = await page.run(() => document.querySelectorAll('.preset').length);
  assert.equal(count, 4);
  for (let at = count; at > 0; at -= 1) {
    const shown = await nextPreview(page);
    await choose(page, `#presets li:nth-child(${at}) button`);
    await shown();
    await isRight(page);
  }
  await choose(page, '#presets li:nth-child(2) button');
  await page.until(() => !document.querySelector('#undo').disabled);
  await choose(page, '#undo');
  await page.until((title) => document.querySelector('#raw').value.includes(title), first.categories[0].title);
});

test('a ready service is added with one press, to the category of its kind', async () => {
  const page = await configurator({ categories: [{ id: 'numbers', title: 'Numbers', use: 'statistics' }] });
  await open(page, 'categories');
  await choose(page, '.ready-services > summary');
  await choose(page, '[data-service="google-analytics"]');
  await choose(page, '[data-service="youtube"]');
  const { categories } = await json(page);
  assert.deepEqual(categories.map(({ id, services }) => [id, services.map((service) => service.id)]), [['numbers', ['google-analytics']], ['functional', ['youtube']]]);
  assert.ok(categories[0].services[0].cookies.length > 0);
});

test('categories are added, moved and removed, and the focus stays with them', async () => {
  const page = await configurator({ categories: [{ id: 'one', title: 'One' }, { id: 'two', title: 'Two' }] });
  await open(page, 'categories');
  await choose(page, '[aria-label="Up: Two"]');
  assert.equal(await page.run(() => document.activeElement.getAttribute('aria-label')), 'Down: Two');
  assert.deepEqual((await json(page)).categories.map(({ id }) => id), ['two', 'one']);
  await choose(page, '[data-path="categories"] > .button');
  assert.equal(await page.run(() => document.activeElement.id), 'field-categories[2].title');
  await choose(page, '[aria-label="Remove: One"]');
  assert.deepEqual((await json(page)).categories.map(({ id }) => id), ['two', 'category-3']);
});

test('a text is said once, or once per language', async () => {
  const page = await configurator(ANALYTICS);
  await open(page, 'categories');
  await choose(page, '[data-path="categories"] .part > summary');
  await choose(page, '[aria-label="Heading: one per language"], [aria-label="Title: one per language"]');
  await write(page, field('categories[0].title.en'), 'Numbers');
  assert.deepEqual((await json(page)).categories[0].title, { en: 'Numbers' });
});

test('a language is said in the site’s own words, with what octoconsent says beside it', async () => {
  const page = await configurator(ANALYTICS);
  await open(page, 'texts');
  await choose(page, '[id="field-texts-add"] option[value="fr"]');
  await page.until((wanted) => document.querySelector(wanted)?.placeholder === 'Tout refuser', field('texts.fr.rejectAll'));
  await write(page, field('texts.fr.rejectAll'), 'Non merci');
  await choose(page, '#view-lang option[value="fr"]');
  await inPreview(page, (root) => root.querySelector('[data-do="reject"]')?.textContent === 'Non merci');
  assert.deepEqual((await json(page)).texts, { fr: { rejectAll: 'Non merci' } });
});

test('the visitor of the preview is where it says, and sends what it says', async () => {
  const page = await configurator({ presets: true, categories: [{ id: 'ads', title: 'Ads', use: 'advertising' }] });
  await inPreview(page, (root, view) => !view.octoconsent.granted('ads'));
  await choose(page, '#view-region option[value="US-CA"]');
  await inPreview(page, (root, view) => view.octoconsent.granted('ads'));
  await choose(page, '#view-signal');
  await inPreview(page, (root, view) => view.octoconsent.situation().signal === 'gpc' && !view.octoconsent.granted('ads'));
});

test('a style sheet of the site’s own reaches the preview, and is no part of the configuration', async () => {
  const page = await configurator(ANALYTICS);
  await write(page, '[id="style--octoconsent-radius"]', '3px');
  await inPreview(page, (root, view) => view.getComputedStyle(root.querySelector('[data-do="reject"]')).borderRadius === '3px');
  await page.until(() => document.querySelector('[data-copy="css"]').closest('.given').textContent.includes('--octoconsent-radius: 3px;'));
  assert.deepEqual(await json(page), ANALYTICS);
});

test('the list of what is stored is given as static HTML, in a language', async () => {
  const page = await configurator({ categories: [{ id: 'analytics', title: 'Analytics', cookies: [{ name: '_pk_id.*', duration: '13 months' }] }] });
  await choose(page, '#tab-declaration:not([hidden])');
  const text = (part) => page.until((wanted) => {
    const code = document.querySelector('#panel-declaration code').textContent;
    return code.includes(wanted) && code;
  }, part);
  assert.match(await text('13 months'), /<h2[^>]*>Analytics<\/h2>[^]*_pk_id/);
  await choose(page, '#declaration-language option[value="fr"]');
  await text('lang="fr"');
  await assertNoViolations(page);
  await open(page, 'record');
  await write(page, field('cookie.name'), 'a b');
  await status(page, 'wrong');
  assert.equal(await page.run(() => document.querySelector('#panel-declaration code').checkVisibility()), false);
});

test('what is pasted is loaded, also out of a whole tag, and what is no JSON says so', async () => {
  const page = await configurator();
  await write(page, '#pasted', '{ "categories": ');
  await choose(page, '#import button');
  assert.match(await page.run(() => document.querySelector('#import-fault').textContent), /no JSON/);
  const text = `<script type="application/json" data-octoconsent>${JSON.stringify(ANALYTICS)}</script>`;
  await write(page, '#pasted', text);
  await choose(page, '#import button');
  assert.deepEqual(await json(page), ANALYTICS);
});

test('the whole as text and the form change each other', async () => {
  const page = await configurator(ANALYTICS);
  await open(page, 'advanced');
  await write(page, '#raw', JSON.stringify({ ...ANALYTICS, theme: 'dark' }));
  await page.until(() => document.querySelector('[name="field-theme"][value="dark"]').checked);
  assert.deepEqual(await json(page), { ...ANALYTICS, theme: 'dark' });
});

test('whatever the schema has can be edited', async () => {
  const page = await configurator(ANALYTICS);
  const missing = await page.driver.executeAsyncScript((done) =>
    fetch('consent.schema.json').then((answer) => answer.json()).then(({ properties }) => done(Object.keys(properties).filter((key) => !document.querySelector(`[data-path="${key}"]`)))));
  assert.deepEqual(missing, []);
});

test('typing is not interrupted by a preview that opens the preferences', async () => {
  const page = await configurator(ANALYTICS);
  await choose(page, '[name="view-surface"][value="preferences"]');
  await open(page, 'categories');
  await choose(page, '[data-path="categories"] .part > summary');
  const input = field('categories[0].title');
  const shown = await nextPreview(page);
  await write(page, input, 'Num');
  await shown();
  await page.keys('bers');
  await inPreview(page, (root) => root.querySelector('dialog[open]')?.textContent.includes('Numbers'));
  assert.equal(await page.run((wanted) => document.querySelector(wanted).value, input), 'Numbers');
});

test('the preview sends nothing, reads no other record and keeps its own apart', async () => {
  const page = await configurator({ ...ANALYTICS, logUrl: '/consent-log', import: [{ from: 'cookiebot', delete: true }], cookie: { name: 'octoconsent' } });
  await page.setCookie('CookieConsent={stamp:%27x%27%2Cstatistics:true}; path=/');
  const shown = await nextPreview(page);
  await choose(page, '[name="view-site"][value="dark"]');
  await shown();
  await inPreview(page, (root, view) => root.querySelector('[part~="banner"]') && (view.octoconsent.acceptAll(), view.octoconsent.record()));
  await page.settled();
  assert.deepEqual(page.requests('/consent-log'), []);
  assert.deepEqual(await page.cookieNames(), ['CookieConsent', 'octoconsent-configurator-preview']);
});

test('it can be used by keys alone', async () => {
  const page = await configurator(ANALYTICS);
  await page.run(() => document.querySelector('#section-record > summary').focus());
  await page.keys(Key.ENTER);
  await page.keys(Key.TAB);
  assert.equal(await page.run(() => document.activeElement.closest('details').id), 'section-record');
  await page.run(() => document.querySelector('#tab-preview').focus());
  await page.keys(Key.ARROW_RIGHT);
  assert.equal(await page.run(() => document.activeElement.id), 'tab-code');
  assert.ok(await page.run(() => document.querySelector('#output').checkVisibility()));
  await page.keys(Key.TAB, Key.TAB);
  assert.equal(await page.run(() => document.querySelector('#panel-code').contains(document.activeElement)), true);
});

for (const [scheme, width] of [['light', 0], ['dark', 0], ['light', 360]]) {
  test(`axe-core finds nothing in the configurator, ${scheme}${width ? `, ${width} px wide` : ''}`, async () => {
    last = fresh();
    await emulate(last, { scheme, width });
    await last.open('/configurator.html', { ready: false });
    await isRight(last);
    await last.run(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    await last.until(() => document.querySelector('[id="field-categories[0].title"]'));
    await assertNoViolations(last, 'everything open');
    assert.equal(await last.run(() => document.documentElement.scrollWidth > innerWidth), false, 'nothing is wider than the window');
    await write(last, field('cookie.days'), 'x');
    await status(last, 'wrong');
    await assertNoViolations(last, 'with a fault');
  });
}
