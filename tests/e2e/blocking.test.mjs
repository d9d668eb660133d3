// A banner that bars the page: a modal dialog that only an answer ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const BLOCKING = { banner: { layout: 'center', blocking: true } };

test('a blocking banner is a modal dialog whose heading has the focus', async () => {
  const page = await visit('plain', { config: BLOCKING });
  const banner = await page.visible('[part~="banner"]');
  assert.equal(await banner.getTagName(), 'dialog');
  assert.ok(await page.run((dialog) => dialog.matches(':modal'), banner));
  assert.equal(await page.focused(), 'h2');
  assert.equal(await banner.getAccessibleName(), 'Your choice about cookies');
  await assertAccessible(page);
});

test('the page behind it is out of reach, for the pointer and the keyboard', async () => {
  const page = await visit('plain', { config: BLOCKING });
  await page.visible('[part~="banner"]');
  await page.still();
  const hit = await page.run(() => {
    const box = document.getElementById('link').getBoundingClientRect();
    return document.elementFromPoint(box.left + 2, box.top + 2)?.localName;
  });
  assert.equal(hit, 'octo-consent');
  for (let tabs = 0; tabs < 8; tabs += 1) {
    await page.keys(Key.TAB);
    assert.ok(!['link', 'button'].includes(await page.focused()));
  }
});

test('Escape, once and again, neither closes it nor grants nor records', async () => {
  const page = await visit('order', { config: BLOCKING });
  await page.visible('[part~="banner"]');
  for (let times = 0; times < 4; times += 1) {
    await page.keys(Key.ESCAPE);
    await page.frames();
  }
  // Where the browser has closed it, it is opened again.
  await page.until(() => document.querySelector('octo-consent').shadowRoot.querySelector('.banner').matches(':modal'));
  assert.equal(await page.api('record'), null);
  await page.assertNothingReleased();
});

test('a dialog that the browser closes by itself is shown again', async () => {
  const page = await visit('plain', { config: BLOCKING });
  const banner = await page.visible('[part~="banner"]');
  await page.run((dialog) => dialog.close(), banner);
  await page.until(() => document.querySelector('octo-consent').shadowRoot.querySelector('.banner').matches(':modal'));
});

test('each answer ends it, and gives the page back', async () => {
  for (const answer of ['accept', 'reject']) {
    const page = await visit('plain', { config: BLOCKING });
    await page.decide(answer);
    await page.gone('[part~="banner"]');
    await page.driver.findElement({ id: 'button' }).click();
    assert.equal(await page.focused(), 'button');
  }
});

test('from the preferences Escape leads back to it', async () => {
  const page = await visit('plain', { config: BLOCKING });
  await page.openPreferences();
  await page.keys(Key.ESCAPE);
  await page.gone('[part~="preferences"]');
  await page.focuses('choose');
  await page.decide('reject');
  await page.gone('[part~="banner"]');
});

test('opened again by a visitor who has answered, it closes with Escape', async () => {
  const page = await visit('plain', { config: BLOCKING });
  await page.decide('reject');
  await page.api('showBanner');
  await page.visible('[part~="banner"]');
  await page.keys(Key.ESCAPE);
  await page.gone('[part~="banner"]');
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('it stays where it is while the page behind it scrolls, and stands there on a page that is scrolled already', async () => {
  const place = async (page) => (await page.rect('[part~="banner"]')).top;
  for (const banner of [{ layout: 'center' }, { layout: 'bar' }, { layout: 'box', position: 'top-left' }]) {
    const page = await visit('long', { config: { banner: { ...banner, blocking: true } } });
    await page.visible('[part~="banner"]');
    const before = await place(page);
    await page.run(() => scrollTo(0, 600));
    await page.until(() => scrollY === 600);
    assert.equal(await place(page), before, banner.layout);
    await page.press('choose');
    await page.press('close');
    await page.gone('[part~="preferences"]');
    assert.equal(await place(page), before, `${banner.layout}, after the preferences`);
    await page.decide('reject');
  }
});
