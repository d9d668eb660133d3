// Styles, layers and dialogs of the page: banner, preferences and reopen button stay in sight, of their size, and can be pressed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** Every style sheet is put on a page of the fixture "plain", before or after. */
const HOSTILE = {
  'unset everything': '* { all: unset !important }',
  'hide elements by name': 'div, dialog, section, button, octo-consent, [popover] { display: none !important }',
  'shrink the root': 'html { font-size: 2px !important; line-height: 0; letter-spacing: 9px; zoom: 1 } body { font-size: 1px }',
  'move the root': 'html, body { filter: blur(0); transform: scale(0.5); perspective: 9px; contain: paint; will-change: transform; overflow: hidden; height: 10px }',
  'cover the window': 'body::after { content: ""; position: fixed; inset: 0; z-index: 2147483647; background: #eee }',
  'cover it from the root': 'html::after { content: ""; position: fixed; inset: 0; z-index: 2147483646; background: #ccc; isolation: isolate }',
  'fade and clip the host': 'octo-consent { opacity: 0 !important; clip-path: inset(50%) !important; visibility: hidden !important; pointer-events: none !important; position: absolute !important; left: -9999px !important; content-visibility: hidden !important }',
};

/** Size of the surface, and how many of its buttons are hit in their middle. */
const state = (page, part) =>
  page.run((name) => {
    const root = document.querySelector('octo-consent').shadowRoot;
    const surface = root.querySelector(`[part~="${name}"]`);
    const { width, height } = surface.getBoundingClientRect();
    const buttons = surface.localName === 'button' ? [surface] : [...surface.querySelectorAll('button')];
    const missed = buttons.filter((button) => {
      const box = button.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return root.elementFromPoint(x, y)?.closest('button') !== button;
    });
    return { width, height, missed: missed.map((button) => button.dataset.do) };
  }, part);

async function journey(page) {
  const states = [];
  await page.visible('[part~="banner"]');
  await page.still();
  states.push(await state(page, 'banner'));
  await page.openPreferences();
  await page.still();
  states.push(await state(page, 'preferences'));
  await page.decide('save');
  await page.visible('[part~="reopen"]');
  await page.still();
  states.push(await state(page, 'reopen'));
  return states;
}

const style = (page, css) => page.run((text) => void (document.head.appendChild(document.createElement('style')).textContent = text), css);

for (const [name, css] of Object.entries(HOSTILE)) {
  test(`styles of the page do not reach in: ${name}`, async () => {
    const friendly = await journey(await visit('plain'));
    const page = await visit('plain');
    await style(page, css);
    assert.deepEqual(await journey(page), friendly);
    assert.deepEqual(friendly.map(({ missed }) => missed), [[], [], []]);
  });
}

test('a dialog and a layer of the page do not cover banner and reopen button', async () => {
  const page = await visit('plain');
  await page.run(() => {
    const dialog = Object.assign(document.createElement('dialog'), { textContent: 'A dialog of the page' });
    dialog.style.cssText = 'position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; z-index: 2147483647';
    document.body.append(dialog);
    dialog.show();
  });
  assert.deepEqual((await journey(page)).map(({ missed }) => missed), [[], [], []]);
});

test('after a modal dialog of the page the banner can be answered', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  await page.run(() => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.showModal();
    dialog.close();
  });
  await page.decide('reject');
});
