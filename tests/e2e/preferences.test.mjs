// The preferences: a dialog with a switch for each category and each service.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key, useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const half = (page, id) =>
  page.run((name) => document.querySelector('octo-consent').shadowRoot.querySelector(`[data-id="${name}"]`).indeterminate, id);
const on = async (page, id) => (await page.switch(id)).isSelected();

test('the preferences are a dialog with a name', async () => {
  const page = await visit('plain');
  const preferences = await page.openPreferences();
  assert.equal(await preferences.getAriaRole(), 'dialog');
  assert.ok((await preferences.getAccessibleName()).length > 0);
});

test('focus moves into the preferences and stays there', async () => {
  const page = await visit('plain');
  await page.openPreferences();
  assert.notEqual(await page.focused(), 'body');
  const reached = new Set();
  for (let tabs = 0; tabs < 20; tabs += 1) {
    await page.keys(Key.TAB);
    reached.add(await page.focused());
  }
  assert.ok(!reached.has('link') && !reached.has('button'), `reached ${[...reached]}`);
  assert.ok(reached.has('save') && reached.has('analytics'), `reached ${[...reached]}`);
});

test('Escape closes the preferences, grants nothing and gives the focus back', async () => {
  const page = await visit('order');
  await page.openPreferences();
  await page.setSwitch('analytics', true);
  await page.keys(Key.ESCAPE);
  await page.gone('[part~="preferences"]');
  await page.until(() => document.querySelector('octo-consent').shadowRoot.activeElement?.dataset.do === 'choose');
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  assert.equal(await page.api('record'), null);
});

test('Escape gives the focus back to a control of the page', async () => {
  const page = await visit('withdraw');
  await page.decide('reject');
  await page.clickOn('#preferences');
  await page.visible('[part~="preferences"]');
  await page.keys(Key.ESCAPE);
  await page.gone('[part~="preferences"]');
  await page.until(() => document.activeElement.id === 'preferences');
});

test('closing the preferences keeps an earlier choice as it was', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  const kept = await page.stored();
  await page.openPreferences('reopen');
  await page.setSwitch('analytics', false);
  await page.press('close');
  await page.gone('[part~="preferences"]');
  assert.equal(await page.stored(), kept);
  await page.openPreferences('reopen');
  assert.equal(await on(page, 'analytics'), true, 'the switch shows what is in force');
});

test('every switch is off before a choice, save the necessary ones, which cannot be turned', async () => {
  const page = await visit('plain');
  await page.openPreferences();
  const state = {};
  for (const id of ['analytics', 'matomo', 'posthog', 'targeting', 'pixel']) state[id] = await on(page, id);
  assert.deepEqual(state, { analytics: false, matomo: false, posthog: false, targeting: false, pixel: false });
  const free = await page.run(() =>
    [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('[data-id="necessary"], [data-id="session"]')].filter((input) => !input.disabled || !input.checked).length,
  );
  assert.equal(free, 0);
});

test('each switch has a name and the role of a switch', async () => {
  const page = await visit('plain');
  await page.openPreferences();
  for (const [id, name] of [['analytics', /Analytics/], ['matomo', /Matomo/], ['targeting', /Targeting/]]) {
    const input = await page.switch(id);
    assert.equal(await input.getAriaRole(), 'switch');
    assert.match(await input.getAccessibleName(), name);
  }
});

test('the switch of a category turns its services, and stands half on between', async () => {
  const page = await visit('plain');
  await page.openPreferences();
  await page.setSwitch('analytics', true);
  assert.deepEqual([await on(page, 'matomo'), await on(page, 'posthog'), await half(page, 'analytics')], [true, true, false]);
  await page.setSwitch('posthog', false);
  assert.equal(await half(page, 'analytics'), true);
  await page.setSwitch('matomo', false);
  assert.deepEqual([await on(page, 'analytics'), await half(page, 'analytics')], [false, false]);
  await page.setSwitch('matomo', true);
  assert.equal(await half(page, 'analytics'), true);
  await page.setSwitch('posthog', true);
  assert.deepEqual([await on(page, 'analytics'), await half(page, 'analytics')], [true, false]);
});

test('save records exactly what the switches show', async () => {
  const page = await visit('plain');
  const { method, decision } = await page.select({ posthog: true, targeting: true });
  assert.equal(method, 'selection');
  assert.deepEqual(decision.services, { session: 'granted', matomo: 'denied', posthog: 'granted', pixel: 'granted' });
  assert.deepEqual(decision.categories, { necessary: 'granted', analytics: 'denied', targeting: 'granted' });
  await page.gone('[part~="preferences"]');
  await page.gone('[part~="banner"]');
  await page.openPreferences('reopen');
  assert.deepEqual([await on(page, 'posthog'), await on(page, 'matomo'), await half(page, 'analytics')], [true, false, true]);
});

test('the whole way by keyboard: open, turn a switch, save', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  const tabTo = async (wanted) => {
    for (let tabs = 0; (await page.focused()) !== wanted; tabs += 1) {
      assert.ok(tabs < 25, `Tab never reaches ${wanted}`);
      await page.keys(Key.TAB);
    }
  };
  await tabTo('choose');
  await page.keys(Key.ENTER);
  await page.visible('[part~="preferences"]');
  await tabTo('analytics');
  await page.keys(Key.SPACE);
  await tabTo('save');
  await page.keys(Key.ENTER);
  assert.equal((await page.event('choice')).method, 'selection');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
});

test('the preferences list each cookie with its lifetime', async () => {
  const page = await visit('plain');
  await page.openPreferences();
  await page.switch('matomo');
  await page.unfold();
  const text = await (await page.query('[part~="preferences"]')).getText();
  for (const part of ['_pk_id.*', '13 months', 'Tells visitors apart.', 'matomo_*', 'InnoCraft', 'ph_visitor', 'px', 'sid']) {
    assert.ok(text.includes(part), `${part} is not in: ${text}`);
  }
});

test('accepting and rejecting are also in the preferences', async () => {
  const page = await visit('plain');
  await page.decide('reject');
  await page.openPreferences('reopen');
  await page.press('accept');
  assert.equal((await page.event('choice', 2)).method, 'accept-all');
  assert.equal(await page.api('granted', 'pixel'), true);
});
