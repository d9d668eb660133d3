// The gallery shows the product itself in every layout, theme, regime and language.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import express from 'express';
import { assertAccessible, assertNoViolations } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';
import { choose, emulate, inPreview, nextPreview } from './pages.mjs';

const { fresh } = useBrowser();
let last;
afterEach(() => last && emulate(last));

async function gallery(hash = '') {
  last = fresh();
  await last.open(`/gallery.html${hash && `#${hash}`}`, { ready: false });
  return last;
}

/** Where the middle of a surface is in its window, and how much of the width it has. */
const placed = (page, selector) =>
  inPreview(page, (root, view, wanted) => {
    const box = root.querySelector(wanted)?.getBoundingClientRect();
    if (!box?.width) return false;
    const third = (middle, whole) => (middle < whole * 0.4 ? 'start' : middle > whole * 0.6 ? 'end' : 'middle');
    return {
      x: third(box.left + box.width / 2, view.innerWidth),
      y: third(box.top + box.height / 2, view.innerHeight),
      wide: box.width > view.innerWidth * 0.8,
    };
  }, selector);

const PLACES = {
  'bar-bottom': { x: 'middle', y: 'end', wide: true },
  'bar-top': { x: 'middle', y: 'start', wide: true },
  'box-bottom-left': { x: 'start', y: 'end', wide: false },
  'box-bottom-right': { x: 'end', y: 'end', wide: false },
  'box-top-left': { x: 'start', y: 'start', wide: false },
  'box-top-right': { x: 'end', y: 'start', wide: false },
  center: { x: 'middle', y: 'middle', wide: false },
};

test('each layout and position is shown where it says', async () => {
  const page = await gallery('place=bar-bottom');
  for (const [place, wanted] of Object.entries(PLACES)) {
    const shown = await nextPreview(page);
    // The one that is chosen already changes nothing.
    if (place === 'bar-bottom') assert.ok(await page.run(() => document.querySelector('[value="bar-bottom"]').checked));
    else {
      await choose(page, `[value="${place}"]`);
      await shown();
    }
    assert.deepEqual(await placed(page, '[part~="banner"]'), wanted, place);
  }
});

test('the preferences and the reopen button are shown where they say', async () => {
  const page = await gallery('surface=preferences');
  assert.equal((await placed(page, 'dialog[open]')).x, 'middle');
  const shown = await nextPreview(page);
  await choose(page, '[name="surface"][value="reopen"]');
  await shown();
  assert.deepEqual(await placed(page, '[part~="reopen"]'), { x: 'start', y: 'end', wide: false });
  const moved = await nextPreview(page);
  await choose(page, '[name="corner"][value="top-right"]');
  await moved();
  assert.deepEqual(await placed(page, '[part~="reopen"]'), { x: 'end', y: 'start', wide: false });
});

test('themes and regimes are those of the product', async () => {
  const background = (page) => inPreview(page, (root, view) => view.getComputedStyle(root.querySelector('[part~="banner"]')).backgroundColor);
  const light = await background(await gallery('theme=light'));
  assert.notEqual(await background(await gallery('theme=dark')), light);
  await inPreview(await gallery('regime=notice'), (root) => root.querySelector('[part~="banner"] [data-do="acknowledge"]'));
  await inPreview(await gallery('regime=opt-out'), (root, view) => view.octoconsent.granted('analytics'));
  await inPreview(await gallery('regime=signal'), (root, view) => view.octoconsent.granted('analytics') && !view.octoconsent.granted('targeting'));
  const children = await gallery('regime=children');
  await inPreview(children, (root) => !root.querySelector('[part~="banner"]'));
  assert.match(await children.run(() => document.querySelector('#note').textContent), /no banner/);
});

test('phone and tablet are as wide as they say', async () => {
  const page = await gallery('width=phone');
  assert.equal(await inPreview(page, (root, view) => view.innerWidth), 360);
  await choose(page, '[name="width"][value="tablet"]');
  assert.equal(await inPreview(page, (root, view) => view.innerWidth !== 360 && view.innerWidth), 820);
});

test('what is chosen stands in the address, and a reload keeps it', async () => {
  const page = await gallery();
  const shown = await nextPreview(page);
  await choose(page, '[value="bar-top"]');
  await shown();
  assert.equal(await page.run(() => location.hash), '#place=bar-top');
  await page.driver.navigate().refresh();
  assert.equal((await placed(page, '[part~="banner"]')).y, 'start');
});

test('every picture of the overview shows the product, and one that is pressed is shown at full size', async () => {
  const page = await gallery();
  const count = await page.until(() => document.querySelectorAll('#thumbs li').length);
  for (let at = 0; at < count; at += 1) {
    const surface = await page.until((index) => {
      const item = document.querySelectorAll('#thumbs li')[index];
      item.scrollIntoView({ behavior: 'instant' });
      const root = item.querySelector('iframe:not(.coming)')?.contentDocument?.querySelector('octo-consent')?.shadowRoot;
      return root?.querySelector('[part~="banner"], dialog[open], [part~="reopen"]') && item.textContent;
    }, at);
    assert.ok(surface);
  }
  const shown = await nextPreview(page);
  await choose(page, '#thumbs li:nth-child(2) button');
  await shown();
  assert.equal((await placed(page, '[part~="banner"]')).y, 'start');
  assert.equal(await page.run(() => document.querySelector('#thumbs [aria-pressed="true"]').textContent), 'Bar, top');
});

test('a choice in a preview is kept under a name of its own, and the next one is a first visit', async () => {
  const page = await gallery();
  await inPreview(page, (root) => root.querySelector('[part~="banner"]'));
  await inPreview(page, (root, view) => (view.octoconsent.acceptAll(), view.octoconsent.record()));
  const names = (await page.cookieNames()).filter((name) => name.startsWith('octoconsent'));
  assert.deepEqual(names, ['octoconsent-gallery']);
  await page.driver.navigate().refresh();
  await inPreview(page, (root, view) => root.querySelector('[part~="banner"]') && !view.octoconsent.record());
});

test('it can be used by keys alone', async () => {
  const page = await gallery();
  await inPreview(page, (root) => root.querySelector('[part~="banner"]'));
  const shown = await nextPreview(page);
  await page.run(() => document.querySelector('[value="box-bottom-right"]').focus());
  await page.keys(Key.ARROW_LEFT);
  await shown();
  assert.equal((await placed(page, '[part~="banner"]')).x, 'start');
  assert.equal(await page.run(() => document.activeElement.value), 'box-bottom-left');
});

test('gallery and preview ask nobody but their own host', async () => {
  const page = await gallery();
  await inPreview(page, (root) => root.querySelector('[part~="banner"]'));
  const addresses = await page.run(() => [window, document.querySelector('#stage iframe:not(.coming)').contentWindow].flatMap((view) => view.performance.getEntriesByType('resource').map(({ name }) => new URL(name).host)));
  assert.deepEqual([...new Set(addresses)], [await page.run(() => location.host)]);
});

for (const [scheme, width] of [['light', 0], ['dark', 0], ['light', 360]]) {
  test(`axe-core finds nothing in the gallery, ${scheme}${width ? `, ${width} px wide` : ''}`, async () => {
    last = fresh();
    await emulate(last, { scheme, width });
    await last.open('/gallery.html', { ready: false });
    await inPreview(last, (root) => root.querySelector('[part~="banner"]'));
    await assertNoViolations(last);
    assert.equal(await last.run(() => document.documentElement.scrollWidth > innerWidth), false, 'nothing is wider than the window');
  });
}

test('axe-core finds nothing in the page of the preview, light and dark', async () => {
  for (const site of ['light', 'dark']) {
    last = fresh();
    await last.open(`/preview.html#${encodeURIComponent(JSON.stringify({ site, lang: 'en' }))}`, { ready: false });
    await last.visible('[part~="banner"]');
    await assertAccessible(last, site);
  }
});

test('gallery and configurator run from a folder of a static host, and ask for nothing outside it', async () => {
  const root = join(import.meta.dirname, '../..');
  const asked = [];
  const app = express().use((request, _, next) => (asked.push(request.path), next()));
  for (const folder of ['www', 'target/www', 'dist']) app.use('/some/folder', express.static(join(root, folder)));
  const host = app.listen(0, '127.0.0.1');
  try {
    await once(host, 'listening');
    const page = await fresh().open('blank', { ready: false });
    for (const name of ['gallery.html#language=fr', 'configurator.html']) {
      await page.driver.get(`http://static.localhost:${host.address().port}/some/folder/${name}`);
      await inPreview(page, (root) => root.querySelector('[part~="banner"]'));
    }
    await page.until(() => document.querySelector('#status').dataset.state === 'right');
    assert.deepEqual(asked.filter((path) => !path.startsWith('/some/folder/')), []);
    assert.ok(asked.includes('/some/folder/locales/fr.json'));
  } finally {
    host.closeAllConnections();
    host.close();
  }
});

test('the start page leads to the gallery and to the configurator', async () => {
  const page = await fresh().open('/', { ready: false });
  const links = await page.run(() => [...document.querySelectorAll('nav.site a, .pages a')].map((link) => link.getAttribute('href')));
  assert.ok(links.includes('gallery.html') && links.includes('configurator.html'), links.join());
});
