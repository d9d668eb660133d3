// Where banner and reopen button stand, in which language, and how a phone shows them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
/** An edge counts as touched up to this many pixels away from it: layouts may leave a margin. */
const MARGIN = 40;

const touches = (box) => ['top', 'right', 'bottom', 'left'].filter((edge) => box[edge] <= MARGIN);

for (const [layout, places] of Object.entries({
  bar: { default: ['right', 'bottom', 'left'], bottom: ['right', 'bottom', 'left'], top: ['top', 'right', 'left'] },
  box: {
    default: ['right', 'bottom'],
    'bottom-right': ['right', 'bottom'],
    'bottom-left': ['bottom', 'left'],
    'top-left': ['top', 'left'],
    'top-right': ['top', 'right'],
  },
  center: { default: [] },
})) {
  test(`the banner stands where it is told: ${layout}`, async () => {
    for (const [position, edges] of Object.entries(places)) {
      const page = await visit('plain', { config: { banner: position === 'default' ? { layout } : { layout, position } } });
      await page.visible('[part~="banner"]');
      const box = await page.rect('[part~="banner"]');
      assert.deepEqual(touches(box), edges, `${position}: ${JSON.stringify(box)}`);
      if (!edges.length) assert.ok(Math.abs(box.left - box.right) < 2 && Math.abs(box.top - box.bottom) < 2, `centred: ${JSON.stringify(box)}`);
    }
  });
}

test('the banner is a bar at the bottom unless told otherwise', async () => {
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  assert.deepEqual(touches(await page.rect('[part~="banner"]')), ['right', 'bottom', 'left']);
});

/** Whether a click `inset` pixels inside the viewport's corner, along both edges, meets the button. */
const hit = (page, corner, inset) =>
  page.run(
    (where, distance) => {
      const x = where.includes('left') ? distance : innerWidth - 1 - distance;
      const y = where.includes('top') ? distance : innerHeight - 1 - distance;
      const host = document.elementFromPoint(x, y);
      return host?.shadowRoot?.elementFromPoint(x, y)?.closest('[data-do="reopen"]') != null;
    },
    corner,
    inset,
  );

test('a triangle fills its corner and leaves the inner half to the page', async () => {
  for (const corner of ['bottom-left', 'bottom-right', 'top-left', 'top-right']) {
    const page = await visit('plain', { config: { reopen: { shape: 'triangle', corner } } });
    await page.decide('reject');
    await page.visible('[data-do="reopen"]');
    const box = await page.rect('[data-do="reopen"]');
    assert.deepEqual(corner.split('-').map((edge) => box[edge]), [0, 0], corner);
    assert.equal(await hit(page, corner, 4), true, `${corner}: the corner`);
    assert.equal(await hit(page, corner, box.width - 4), false, `${corner}: the half that belongs to the page`);
  }
});

test('a panel stands where lines end or start, mirrored in languages written from right to left', async () => {
  for (const [language, sides] of Object.entries({ en: { end: 'right', start: 'left' }, ar: { end: 'left', start: 'right' }, he: { end: 'left', start: 'right' } })) {
    for (const [position, side] of Object.entries(sides)) {
      const page = await visit('plain', { config: { language, preferences: { layout: 'panel', position } } });
      await page.openPreferences();
      const box = await page.rect('[part~="preferences"]');
      const other = side === 'left' ? 'right' : 'left';
      assert.deepEqual([box.top, box.bottom, box[side]], [0, 0, 0], `${language}, ${position}: ${JSON.stringify(box)}`);
      assert.ok(box[other] > 300, `the other side is the page's: ${JSON.stringify(box)}`);
    }
  }
});

test('a panel slides in from its side', async () => {
  for (const [language, position, sign] of [['en', 'end', 1], ['en', 'start', -1], ['ar', 'end', -1], ['ar', 'start', 1]]) {
    const page = await visit('plain', { config: { language, preferences: { layout: 'panel', position } } });
    await page.run(() => document.documentElement.style.setProperty('--octoconsent-motion', '100s'));
    await page.api('showPreferences');
    const way = await page.until(() => {
      const panel = document.querySelector('octo-consent')?.shadowRoot.querySelector('.preferences');
      return panel && Math.sign(new DOMMatrix(getComputedStyle(panel).transform).e);
    });
    assert.equal(way, sign, `${language}, ${position}`);
  }
});

test('the cross of a bar stands beside its buttons, mirrored in languages written from right to left, and over no text', async () => {
  const places = {};
  for (const [language, side] of [['en', 'right'], ['ar', 'left']]) {
    const page = await visit('plain', { config: { language, banner: { close: true } } });
    await page.visible('[part~="banner"]');
    const close = await page.rect('[data-do="close"]');
    const buttons = await page.rect('.buttons');
    places[language] = [close[side], close.top, buttons[side] - close[side]];
  }
  assert.deepEqual(places.ar, places.en);
});

test('words that do not fit into a wide bar can all be scrolled to, the first one too', async () => {
  const page = await visit('plain', { config: { texts: { en: { bannerText: 'Words that go on and on. '.repeat(400) } } } });
  await page.visible('[part~="banner"]');
  const above = await page.run(() => {
    const words = document.querySelector('octo-consent').shadowRoot.querySelector('.banner > .words');
    return words.querySelector('h2').getBoundingClientRect().top - words.getBoundingClientRect().top;
  });
  assert.ok(above >= 0, `the heading is ${-above} px above what can be scrolled to`);
});

test('the reopen button is a circle at the bottom left unless told otherwise', async () => {
  const page = await visit('plain');
  await page.decide('reject');
  const button = await page.visible('[data-do="reopen"]');
  const box = await page.rect('[data-do="reopen"]');
  assert.deepEqual(touches(box), ['bottom', 'left']);
  assert.equal(box.width, box.height);
  assert.match(await button.getCssValue('border-radius'), /^(50%|\d{2,}px)$/);
});

test('each shape stands in each corner, and has a name', async () => {
  for (const shape of ['circle', 'tab']) {
    for (const corner of ['bottom-left', 'bottom-right', 'top-left', 'top-right']) {
      const page = await visit('plain', { config: { reopen: { shape, corner } } });
      await page.decide('reject');
      const button = await page.visible('[data-do="reopen"]');
      assert.deepEqual(touches(await page.rect('[data-do="reopen"]')).toSorted(), corner.split('-').toSorted(), `${shape} ${corner}`);
      assert.ok((await button.getAccessibleName()).length > 0);
    }
  }
});

test('the shape “none” shows no button', async () => {
  const page = await visit('plain', { config: { reopen: { shape: 'none' } } });
  await page.decide('reject');
  await page.frames();
  assert.equal(await page.shows('[data-do="reopen"]'), false);
});

test('the language follows the page', async () => {
  const texts = { fr: { bannerTitle: 'Vos choix', acceptAll: 'Tout accepter', rejectAll: 'Tout refuser', choose: 'Choisir' } };
  const page = await visit('french', { config: { texts } });
  const text = await (await page.visible('[part~="banner"]')).getText();
  for (const part of ['Vos choix', 'Tout accepter', 'Tout refuser', 'Choisir']) assert.ok(text.includes(part), text);
  assert.match(await (await page.openPreferences()).getText(), /Mesure d’audience/);
  await page.decide('save');
  assert.equal((await page.api('record')).language, 'fr');
});

test('a language of the configuration overrules the page’s', async () => {
  const page = await visit('french', { config: { language: 'en', texts: { fr: { acceptAll: 'Tout accepter' } } } });
  await page.visible('[part~="banner"]');
  const label = await (await page.query('[data-do="accept"]')).getText();
  assert.doesNotMatch(label, /Tout/);
});

test('an unknown language falls back to English', async () => {
  const page = fresh();
  await page.open('plain', { config: { language: 'tlh' } });
  await page.openPreferences();
  assert.match(await (await page.query('[part~="preferences"]')).getText(), /Analytics/);
});

test('on a phone everything is within the width, and big enough to touch', async () => {
  const window = fresh().driver.manage().window();
  await window.setRect({ width: 390, height: 844 });
  after(() => window.setRect({ width: 1280, height: 900 }));
  const page = await visit('plain');
  await page.visible('[part~="banner"]');
  for (const surface of ['banner', 'preferences']) {
    const small = await page.run((part) => {
      const root = document.querySelector('octo-consent').shadowRoot;
      const buttons = [...root.querySelectorAll(`[part~="${part}"] button`)].filter((button) => button.checkVisibility());
      return {
        overflow: document.documentElement.scrollWidth - innerWidth,
        wide: [...root.querySelectorAll(`[part~="${part}"], [part~="${part}"] button`)].filter((e) => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0).length,
        low: buttons.map((button) => [button.dataset.do, button.getBoundingClientRect().height]).filter(([, height]) => height < 24),
      };
    }, surface);
    assert.deepEqual(small, { overflow: 0, wide: 0, low: [] }, surface);
    if (surface === 'banner') await page.openPreferences();
  }
});

test('on a phone no word that names a fact is broken: the German ones are long', async () => {
  const page = fresh();
  await page.driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width: 390, height: 844, deviceScaleFactor: 1, mobile: true });
  await page.open('plain', { config: { language: 'de' } });
  await page.openPreferences();
  const broken = await page.run(() => {
    const lines = (term) => {
      const range = document.createRange();
      range.selectNodeContents(term);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size;
    };
    const terms = [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('dt')].filter((term) => term.checkVisibility());
    return [terms.length > 0, terms.filter((term) => lines(term) > term.textContent.split(' ').length).map((term) => term.textContent)];
  });
  await page.driver.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride', {});
  assert.deepEqual(broken, [true, []]);
});
