// Accessible by axe-core's rules, in the visitor's colours, and still where the visitor wants no motion.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();

for (const theme of ['light', 'dark']) {
  test(`axe-core finds nothing in the banner, the preferences and the reopen button, ${theme}`, async () => {
    const links = [{ href: '/privacy', text: 'Privacy policy' }];
    const page = await visit('plain', { config: { theme, links, banner: { close: true }, reopen: { shape: 'tab' } } });
    await page.visible('[part~="banner"]');
    await assertAccessible(page);

    await page.openPreferences();
    await page.setSwitch('matomo', true);
    await page.unfold();
    await assertAccessible(page);

    await page.decide('save');
    await page.visible('[data-do="reopen"]');
    await assertAccessible(page);
  });
}

for (const [name, value] of [['forced-colors', 'active'], ['prefers-contrast', 'more']]) {
  test(`axe-core finds nothing in any surface, ${name}: ${value}, in a panel and in a low and narrow window too`, async () => {
    const { driver } = fresh();
    const screen = (width, height) => driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    const links = [{ href: '/privacy', text: 'Privacy policy' }];
    await driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name, value }] });
    try {
      for (const [width, height] of [[1280, 900], [320, 256]]) {
        for (const theme of ['light', 'dark']) {
          await screen(width, height);
          const config = { theme, links, languages: ['en', 'de'], banner: { close: true }, preferences: { layout: 'panel' }, reopen: { shape: 'triangle' } };
          const page = await visit('plain', { config });
          await page.visible('[part~="banner"]');
          await assertAccessible(page, `banner, ${theme}, ${width}`);
          await page.openPreferences();
          await page.unfold();
          await assertAccessible(page, `preferences, ${theme}, ${width}`);
          await page.api('rejectAll');
          await page.visible('[data-do="reopen"]');
          await assertAccessible(page, `reopen button, ${theme}, ${width}`);
        }
      }
    } finally {
      await driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [] });
      await screen(1280, 900);
    }
  });
}

test('the theme “auto” follows the system', async () => {
  const page = fresh();
  const background = async (scheme) => {
    await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await page.open('plain');
    return (await page.visible('[part~="banner"]')).getCssValue('background-color');
  };
  const [light, dark] = [await background('light'), await background('dark')];
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [] });
  assert.notEqual(light, dark);
});

/** How many animations take time as the preferences open, seen in the moment they do. */
async function moving(features) {
  const page = fresh();
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features });
  await page.open('plain');
  await page.visible('[part~="banner"]');
  await page.still();
  const count = await page.run(() => {
    const root = document.querySelector('octo-consent').shadowRoot;
    root.querySelector('[data-do="choose"]').click();
    return root.getAnimations().filter(({ effect }) => effect.getComputedTiming().duration > 0).length;
  });
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [] });
  return count;
}

test('motion is left out where the visitor wants none', async () => {
  assert.equal(await moving([{ name: 'prefers-reduced-motion', value: 'reduce' }]), 0);
  assert.ok((await moving([{ name: 'prefers-reduced-motion', value: 'no-preference' }])) > 0, 'else there is some');
});
