// The banner: what it offers, to the pointer and to the keyboard, and what never grants.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key, useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** What makes one button stand out from another. */
const LOOKS = ['font-size', 'font-weight', 'font-family', 'color', 'background-color', 'border-top-color', 'border-top-width', 'border-radius', 'opacity', 'text-decoration-line', 'box-shadow', 'cursor'];

const looks = (page, part) =>
  page.run(
    (name, wanted) => {
      const button = document.querySelector('octo-consent').shadowRoot.querySelector(`[part~="banner"] [data-do="${name}"], [part~="banner"][data-do="${name}"]`);
      const style = getComputedStyle(button);
      const { width, height } = button.getBoundingClientRect();
      return { ...Object.fromEntries(wanted.map((key) => [key, style.getPropertyValue(key)])), width, height };
    },
    part,
    LOOKS,
  );

for (const theme of ['light', 'dark']) {
  test(`accepting and rejecting look the same in every layout, ${theme}`, async () => {
    for (const layout of ['bar', 'box', 'center']) {
      const page = await visit('plain', { config: { theme, banner: { layout } } });
      await page.visible('[data-do="accept"]');
      assert.deepEqual(await looks(page, 'accept'), await looks(page, 'reject'), layout);
    }
  });
}

test('Tab reaches the banner first, in the order it is read', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  const order = await page.run(() => {
    const root = document.querySelector('octo-consent').shadowRoot;
    return [...root.querySelectorAll('[part~="banner"] button')].map((button) => button.dataset.do);
  });
  assert.deepEqual(order.toSorted(), ['accept', 'choose', 'reject']);
  const reached = [];
  for (const _ of order) {
    await page.keys(Key.TAB);
    reached.push(await page.focused());
  }
  assert.deepEqual(reached, order);
  await page.keys(Key.TAB);
  assert.equal(await page.focused(), 'link');
});

test('the banner takes no focus away from the page', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  assert.equal(await page.focused(), 'body');
});

test('Enter and Space on a focused button are a choice', async () => {
  for (const key of [Key.ENTER, Key.SPACE]) {
    const page = await visit('order');
    await page.visible('[part~="banner"]');
    for (let tabs = 0; (await page.focused()) !== 'reject'; tabs += 1) {
      assert.ok(tabs < 5, 'Tab never reaches the refusal');
      await page.keys(Key.TAB);
    }
    await page.keys(key);
    assert.equal((await page.event('choice')).method, 'reject-all');
    await page.assertNothingReleased();
  }
});

test('Escape, scrolling, clicks elsewhere and a resize grant nothing', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  await page.keys(Key.TAB, Key.ESCAPE);
  await page.keys(Key.ESCAPE);
  await page.driver.findElement({ css: 'h1' }).click();
  await page.run(() => scrollTo(0, 500));
  await page.assertNothingReleased();
  assert.deepEqual(await page.events('choice'), []);
  assert.equal(await page.api('record'), null);
  assert.deepEqual([await page.cookie(), await page.stored()], [null, null]);
  await page.reload();
  await page.visible('[part~="banner"]');
});

test('the close button records a refusal', async () => {
  const page = await visit('order', { config: { banner: { close: true } } });
  assert.equal((await page.decide('close')).method, 'close');
  assert.equal(await page.api('granted', 'analytics'), false);
  await page.gone('[part~="banner"]');
  await page.reload();
  await page.assertNothingReleased();
  assert.equal(await page.shows('[part~="banner"]'), false);
});

test('there is no close button unless the site wants one', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  assert.equal(await page.shows('[part~="banner"] [data-do="close"]'), false);
});

test('a choice takes the banner away', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.gone('[part~="banner"]');
});

test('the links of the configuration are in the banner', async () => {
  const links = [{ href: '/privacy', text: 'Privacy policy' }, { href: '/imprint', text: { en: 'Imprint', fr: 'Mentions légales' } }];
  const page = await visit('plain', { config: { links } });
  await page.visible('[part~="banner"]');
  const found = await page.run(() =>
    [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('[part~="banner"] a')].map((a) => [a.getAttribute('href'), a.textContent.trim()]),
  );
  assert.deepEqual(found, [['/privacy', 'Privacy policy'], ['/imprint', 'Imprint']]);
});

test('texts of the configuration are text, never markup', async () => {
  const evil = '<img src=/s/evil.js onerror="ran(1)"><b>bold</b>';
  const page = await visit('plain', {
    config: {
      texts: { en: { bannerTitle: evil, bannerText: evil } },
      categories: [{ id: 'analytics', title: evil, description: evil }],
    },
  });
  assert.ok((await (await page.visible('[part~="banner"]')).getText()).includes(evil));
  await page.openPreferences();
  await page.assertNothingReleased();
});

test('the product stands in the page as its first element, with an open shadow root', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  assert.deepEqual(await page.run(() => [document.body.firstElementChild.localName, document.body.firstElementChild.shadowRoot.mode]), ['octo-consent', 'open']);
});

test('hostile styles of the page neither hide the banner nor disarm it', async () => {
  const page = await visit('hostile');
  await page.visible('[part~="banner"]');
  const hostile = await page.rect('[data-do="reject"]');
  await page.decide('reject');
  const friendly = await visit('plain');
  await friendly.visible('[part~="banner"]');
  const { width, height } = await friendly.rect('[data-do="reject"]');
  assert.deepEqual([hostile.width, hostile.height], [width, height]);
});

test('nothing on the page moves when the banner comes and goes', async () => {
  const page = await visit('long');
  await page.visible('[part~="banner"]');
  await page.frames();
  await page.decide('reject');
  await page.gone('[part~="banner"]');
  await page.frames();
  assert.equal((await page.seen()).shift, 0);
});
