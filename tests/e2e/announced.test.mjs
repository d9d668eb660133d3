// The banner is announced once, and every target is big enough.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();
const links = [{ href: '/privacy', text: 'Privacy policy' }, { href: '/imprint', text: 'I' }];

/** What the page's status was given, from the first node on. */
async function listen(page) {
  const source = `window.announced = []; const native = Element.prototype.attachShadow; Element.prototype.attachShadow = function (options) {
    const root = native.call(this, options);
    if (this.localName === 'octo-consent') new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => target.role === 'status' && announced.push(...[...addedNodes].map((node) => node.textContent)))).observe(root, { childList: true, subtree: true });
    return root;
  };`;
  const { identifier } = await page.driver.sendAndGetDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source });
  return () => page.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier });
}

test('a banner is announced once, whatever is opened, closed or drawn anew', async () => {
  const page = fresh();
  const done = await listen(page);
  await page.open('plain', { config: { languages: ['en', 'fr'], texts: { fr: { bannerTitle: 'Vos choix' } } } });
  await page.visible('[part~="banner"]');
  await page.frames();
  assert.deepEqual(await page.run(() => window.announced), ['Your choice about cookies']);
  await page.openPreferences();
  await page.press('close');
  await page.run(() => {
    const select = document.querySelector('octo-consent').shadowRoot.querySelector('.banner select');
    select.value = 'fr';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.until(() => document.querySelector('octo-consent').shadowRoot.querySelector('.banner h2').textContent === 'Vos choix');
  await page.frames();
  assert.deepEqual(await page.run(() => window.announced), ['Your choice about cookies']);
  await page.decide('reject');
  assert.equal(await page.query('[role="status"]'), null);
  await done();
});

test('the accessibility tree has a region with a name, which holds the three buttons, and a status', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  await page.frames();
  const { nodes } = await page.driver.sendAndGetDevToolsCommand('Accessibility.getFullAXTree', {});
  const named = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).map((node) => node.name?.value);
  assert.deepEqual(named('region'), ['Your choice about cookies']);
  assert.deepEqual(named('button').slice(0, 3), ['Reject all', 'Accept all', 'Choose']);
  assert.equal(named('status').length, 1);
});

const SURFACES = {
  bar: { banner: { layout: 'bar', close: true } },
  'top bar': { banner: { layout: 'bar', position: 'top' } },
  box: { banner: { layout: 'box', close: true }, reopen: { label: 'both' } },
  centre: { banner: { layout: 'center' }, reopen: { shape: 'tab' } },
  blocking: { banner: { layout: 'box', blocking: true }, reopen: { shape: 'triangle' } },
  panel: { preferences: { layout: 'panel' }, reopen: { shape: 'tab', label: 'icon' } },
};

/** Targets that are smaller than 44 × 44 CSS px: a switch is as big as its label. */
const small = (page, part) =>
  page.run((name) => {
    const surface = document.querySelector('octo-consent').shadowRoot.querySelector(`[part~="${name}"]`);
    const targets = [surface, ...surface.querySelectorAll('button,a,select,summary,input')].filter((node) => node.matches('button,a,select,summary,input') && node.checkVisibility());
    return targets
      .map((node) => [node, (node.closest('label:not(.language)') || node).getBoundingClientRect()])
      .filter(([, box]) => box.width < 44 || box.height < 44)
      .map(([node, box]) => `${node.outerHTML.slice(0, 60)} ${box.width} × ${box.height}`);
  }, part);

for (const [name, config] of Object.entries(SURFACES)) {
  for (const theme of ['light', 'dark']) {
    test(`${name}, ${theme}: axe-core finds nothing, and every target has 44 px, wide and narrow`, async () => {
      for (const [width, height] of [[1280, 800], [320, 640]]) {
        await fresh().driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
        const page = await visit('plain', { config: { ...config, theme, links, languages: ['en', 'fr'] } });
        await page.visible('[part~="banner"]');
        await assertAccessible(page, `banner ${width}`);
        assert.deepEqual(await small(page, 'banner'), []);
        await page.openPreferences();
        await page.setSwitch('matomo', true);
        await page.unfold();
        await assertAccessible(page, `preferences ${width}`);
        assert.deepEqual(await small(page, 'preferences'), []);
        await page.decide('save');
        await page.visible('[part~="reopen"]');
        await assertAccessible(page, `reopen ${width}`);
        assert.deepEqual(await small(page, 'reopen'), []);
      }
    });
  }
}
