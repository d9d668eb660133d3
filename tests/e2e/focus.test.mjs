// What has the focus on the page is never hidden under the banner or the reopen button (WCAG 2.2, 2.4.11).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key, useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();

const screen = (page, width, height) =>
  page.driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });

/** What has the focus, eight frames later, which are two more than src/js/focus.js takes to see that nothing scrolls (once nothing moves
 *  for ten, where the page scrolls smoothly), and whether some of it can be seen: at one of nine points it is what is there. */
const seen = (page, smooth = false) =>
  page.driver.executeAsyncScript((moves, done) => {
    const element = document.activeElement;
    const frames = (count, then) => requestAnimationFrame(() => (count ? frames(count - 1, then) : then()));
    const look = (before) =>
      frames(moves ? 10 : 7, () => {
        const box = element.getBoundingClientRect();
        const banner = document.querySelector('octo-consent')?.shadowRoot.querySelector('.banner,.reopen')?.getBoundingClientRect();
        const state = JSON.stringify([box, banner]);
        if (moves && state !== before) return look(state);
        const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y]));
        const hits = points.filter(([x, y]) => element.contains(document.elementFromPoint(x, y))).length;
        done({ id: element.id || element.localName, hits, state });
      });
    look();
  }, smooth);

const layouts = {
  'a bar': [{ layout: 'bar' }, { layout: 'bar', position: 'top' }],
  'a box': ['bottom-right', 'bottom-left', 'top-left', 'top-right'].map((position) => ({ layout: 'box', position })),
  'a card in the middle': [{ layout: 'center' }],
};

for (const [width, height] of [[1280, 800], [360, 640], [320, 256]]) {
  for (const [name, banners] of Object.entries(layouts)) {
    test(`under ${name} nothing that has the focus is hidden, ${width} × ${height}`, async () => {
      for (const banner of banners) {
        await screen(fresh(), width, height);
        await tour(await visit('focus', { config: { banner } }), '[part~="banner"]', JSON.stringify(banner));
      }
    });
  }

  test(`under the reopen button nothing that has the focus is hidden, ${width} × ${height}`, async () => {
    for (const corner of ['bottom-left', 'top-right']) {
      await screen(fresh(), width, height);
      const page = await visit('focus', { config: { reopen: { corner, shape: 'tab' } } });
      await page.decide('reject');
      await tour(page, '[part~="reopen"]', corner);
    }
  });
}

test('nor where the page scrolls smoothly', async () => {
  await screen(fresh(), 360, 640);
  const page = await visit('focus');
  await page.run(() => void (document.documentElement.style.scrollBehavior = 'smooth'));
  await tour(page, '[part~="banner"]', 'smooth', true);
});

/** Tabs through the whole page. */
async function tour(page, surface, what, smooth) {
  await page.visible(surface);
  await page.still();
  const reached = new Set();
  for (let tabs = 0; tabs < 60 && !reached.has('top-right'); tabs += 1) {
    await page.keys(Key.TAB);
    const { id, hits, state } = await seen(page, smooth);
    if (id === 'octo-consent' || id === 'body') continue;
    assert.ok(hits > 0, `${what}: ${id} is hidden: ${state}`);
    reached.add(id);
  }
  for (const id of ['home', 'row-1', 'row-5', 'inner-9', 'jobs', 'bottom-left', 'bottom-right', 'top-right']) assert.ok(reached.has(id), `${what}: ${id} is never reached`);
}

test('a banner that made way comes back with the focus elsewhere, and stays where it is while the focus is in it', async () => {
  await screen(fresh(), 1280, 800);
  const page = await visit('focus');
  await page.visible('[part~="banner"]');
  await page.still();
  const focus = async (id) => {
    await page.run((wanted) => document.getElementById(wanted).focus({ focusVisible: true }), id);
    await seen(page);
  };
  const top = async () => (await page.rect('[part~="banner"]')).top;
  assert.ok((await top()) > 300);
  await page.keys(Key.TAB);
  await focus('bottom-left');
  assert.equal(await top(), 0);
  await page.run(() => document.querySelector('octo-consent').shadowRoot.querySelector('[data-do="reject"]').focus());
  await page.frames();
  assert.equal(await top(), 0);
  await focus('home');
  assert.ok((await top()) > 300);
});

test('what the mouse presses moves nothing', async () => {
  await screen(fresh(), 1280, 800);
  const page = await visit('focus');
  await page.visible('[part~="banner"]');
  await page.clickOn('#row-2');
  const before = await page.run(() => scrollY);
  await page.frames();
  await page.frames();
  assert.equal(await page.run(() => scrollY), before);
});
