// Accessible by axe-core's rules, in the visitor's colours, and still where the visitor wants no motion.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axePath, useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
const axe = await readFile(axePath, 'utf8');

async function assertAccessible(page) {
  await page.still();
  await page.run(`${axe}; return true`);
  const violations = await page.driver.executeAsyncScript((done) =>
    window.axe.run(document).then(({ violations: found }) =>
      done(found.map(({ id, nodes }) => [id, ...nodes.map((node) => `${node.target.flat().join(' ')}: ${node.failureSummary}`)])),
    ),
  );
  assert.deepEqual(violations, []);
}

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

test('motion is left out where the visitor wants none', async () => {
  const page = fresh();
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
  await page.open('plain');
  await page.openPreferences();
  const moving = await page.run(() => document.getAnimations({ subtree: true }).length + document.querySelector('octo-consent').shadowRoot.getAnimations().length);
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [] });
  assert.equal(moving, 0);
});
