// What the visitor meets, in the browser that OCTOCONSENT_BROWSER names: by keyboard, to assistive technology, in the page's
// language, and under styles of the page that mean ill. Roles and names are those that the browser computes for its accessibility
// tree ("Get Computed Role" and "Get Computed Label" of WebDriver).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key, useBrowser } from '../e2e/harness.mjs';
import { PATIENCE } from '../e2e/page.mjs';

const { visit } = useBrowser();

/** Presses Tab until `wanted` has the focus; gives what had it on the way. */
async function tabTo(page, wanted) {
  const reached = new Set();
  for (let at = await page.focused(); at !== wanted; at = await page.focused()) {
    assert.ok(reached.size < 30, `Tab never reaches ${wanted}: ${[...reached]}`);
    reached.add(at);
    await page.keys(Key.TAB);
  }
  return reached;
}

/** Waits until an element is in the accessibility tree, which Firefox builds behind the page; gives its role and name. */
async function spoken(page, element) {
  await page.driver.wait(async () => (await element.getAriaRole()) !== 'none', PATIENCE, 'it never is in the accessibility tree', 25);
  return [await element.getAriaRole(), await element.getAccessibleName()];
}

test('no focus is taken; Tab reaches the banner first, in the order it is read, and goes on to the page', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  assert.equal(await page.focused(), 'body');
  const order = await page.run(() =>
    [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('[part~="banner"] button')].map((button) => button.dataset.do),
  );
  const reached = [];
  for (const _ of order) {
    await page.keys(Key.TAB);
    reached.push(await page.focused());
  }
  assert.deepEqual(reached, order);
  await page.keys(Key.TAB);
  assert.equal(await page.focused(), 'link');
});

test('by keyboard alone: open the preferences, stay in them, turn a switch, save, and come back by the reopen button', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  await tabTo(page, 'choose');
  await page.keys(Key.ENTER);
  await page.visible('[part~="preferences"]');
  await tabTo(page, 'analytics');
  await page.keys(Key.SPACE);
  const reached = await tabTo(page, 'save');
  assert.ok(reached.has('matomo') || reached.has('targeting'), `reached ${[...reached]}`);
  assert.ok(!['body', 'choose', 'h1'].some((name) => reached.has(name)), `reached ${[...reached]}`);
  await page.assertNothingReleased();
  await page.keys(Key.SPACE);
  assert.equal((await page.event('choice')).method, 'selection');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  await page.gone('[part~="preferences"]');
  await tabTo(page, 'reopen');
  await page.keys(Key.ENTER);
  await page.visible('[part~="preferences"]');
});

test('Escape closes the preferences, grants nothing, and gives the focus back to what opened them', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  await tabTo(page, 'choose');
  await page.keys(Key.ENTER);
  await page.visible('[part~="preferences"]');
  await tabTo(page, 'analytics');
  await page.keys(Key.SPACE, Key.ESCAPE);
  await page.gone('[part~="preferences"]');
  await page.until(() => document.querySelector('octo-consent').shadowRoot.activeElement?.dataset.do === 'choose');
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  assert.equal(await page.api('record'), null);
  assert.deepEqual([await page.cookie(), await page.stored()], [null, null]);
});

test('Escape in the banner grants nothing, and the next page asks again', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  await page.keys(Key.TAB);
  await page.keys(Key.ESCAPE);
  await page.assertNothingReleased();
  assert.equal(await page.api('record'), null);
  await page.reload();
  await page.visible('[part~="banner"]');
});

for (const [key, name] of [[Key.ENTER, 'Enter'], [Key.SPACE, 'Space']]) {
  test(`${name} on the focused refusal refuses`, async () => {
    const page = await visit('order');
    await page.visible('[part~="banner"]');
    await tabTo(page, 'reject');
    await page.keys(key);
    assert.equal((await page.event('choice')).method, 'reject-all');
    await page.assertNothingReleased();
  });
}

test('to assistive technology the banner is a region with a name, and what it offers are buttons with theirs', async () => {
  const page = await visit('plain');
  assert.deepEqual(await spoken(page, await page.visible('[part~="banner"]')), ['region', 'Your choice about cookies']);
  for (const [what, name] of [['accept', 'Accept all'], ['reject', 'Reject all'], ['choose', 'Choose']]) {
    assert.deepEqual(await spoken(page, await page.visible(`[data-do="${what}"]`)), ['button', name]);
  }
});

test('to assistive technology the preferences are a dialog with a name, and in it are switches with name and state', async () => {
  const page = await visit('plain');
  // Assistive technology runs before the dialog opens. Where it starts on an open one, Firefox 153 may have an empty tree.
  await spoken(page, await page.visible('[part~="banner"]'));
  assert.deepEqual(await spoken(page, await page.openPreferences()), ['dialog', 'Cookie preferences']);
  for (const [id, name] of [['analytics', /Analytics/], ['matomo', /Matomo/]]) {
    const input = await page.switch(id);
    // What is off the screen is not laid out (`content-visibility`), and has no name in WebKit 2.50 until it is reached.
    await page.run((target) => target.focus(), input);
    await page.driver.wait(async () => name.test(await input.getAccessibleName()), PATIENCE, `${id} never has its name`, 25);
    assert.equal(await input.getAriaRole(), 'switch');
    assert.equal(await input.isSelected(), false);
  }
  await page.setSwitch('matomo', true);
  assert.equal(await page.run(() => document.querySelector('octo-consent').shadowRoot.querySelector('[data-id="analytics"]').indeterminate), true);
});

test('styles of the page neither hide the banner nor cover it', async () => {
  const page = await visit('hostile');
  await page.visible('[part~="banner"]');
  await page.still();
  const top = await page.run(() => {
    const root = document.querySelector('octo-consent').shadowRoot;
    const box = root.querySelector('[data-do="reject"]').getBoundingClientRect();
    return root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.dataset.do;
  });
  assert.equal(top, 'reject');
  assert.equal((await page.decide('reject')).method, 'reject-all');
});

test('the banner is styled: its buttons are large enough to hit, and look alike', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  const [accept, reject] = [await page.rect('[data-do="accept"]'), await page.rect('[data-do="reject"]')];
  assert.deepEqual([accept.width, accept.height], [reject.width, reject.height]);
  assert.ok(accept.height >= 44, `${accept.height} px high`);
  const look = async (what) => {
    const button = await page.visible(`[data-do="${what}"]`);
    return Promise.all(['background-color', 'color', 'border-top-color', 'font-weight', 'font-size'].map((name) => button.getCssValue(name)));
  };
  assert.deepEqual(await look('accept'), await look('reject'));
});

test('the interface speaks the page’s language', async () => {
  const page = await visit('french');
  assert.equal(await (await page.visible('[data-do="reject"]')).getText(), 'Tout refuser');
  assert.deepEqual(page.requests(/^\/locales\//), ['/locales/fr.json']);
});

test('Arabic is drawn from right to left', async () => {
  const page = await visit('plain', { config: { language: 'ar' } });
  const banner = await page.visible('[part~="banner"]');
  assert.equal(await banner.getCssValue('direction'), 'rtl');
  await page.decide('reject');
});

test('the visitor picks a language by keyboard, and it is kept', async () => {
  const config = { languages: ['en', 'fr', 'lv'] };
  const page = await visit('plain', { config });
  const select = await page.visible('[part~="banner"] select');
  await select.sendKeys(Key.ARROW_DOWN);
  await page.until(() => document.querySelector('octo-consent').shadowRoot.querySelector('[data-do="reject"]').textContent === 'Tout refuser');
  assert.equal(await page.api('record'), null, 'picking a language grants nothing');
  await page.reload();
  assert.equal(await (await page.visible('[data-do="reject"]')).getText(), 'Tout refuser');
});
