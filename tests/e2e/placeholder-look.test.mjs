// How a placeholder looks: accessible by axe-core's rules and usable in every size, in the visitor's colours and the site's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axePath, useBrowser } from './harness.mjs';
import { CONFIG, covered, drawn, inside } from './placeholder.mjs';

const { fresh, visit } = useBrowser();
const axe = await readFile(axePath, 'utf8');
const FRENCH = { language: 'fr', texts: { fr: { placeholderText: 'Ce contenu provient de {service}. Il ne se charge qu’avec votre accord.', loadOnce: 'Charger une fois', allowAlways: 'Toujours autoriser' } } };
/** Width and height: those of videos, maps, players of sound, banners, and the smallest. */
const SIZES = [[1200, 675], [560, 315], [400, 300], [300, 169], [280, 157], [200, 200], [160, 600], [120, 300], [700, 152], [480, 80], [300, 60], [160, 90], [120, 60]];

/** Asserts that axe-core finds nothing on the page, and that it has looked into the frames: their buttons have contrast. */
async function assertAccessible(page, frames) {
  const result = await page.driver.executeAsyncScript((done) =>
    window.axe.run(document).then(({ violations, passes }) =>
      done({
        violations: violations.map(({ id, nodes }) => [id, ...nodes.map((node) => `${node.target.flat().join(' ')}: ${node.failureSummary}`)]),
        within: passes.find(({ id }) => id === 'color-contrast').nodes.filter(({ html, target }) => html.startsWith('<button') && target.length === 2).length,
      }),
    ),
  );
  assert.deepEqual(result, { violations: [], within: 2 * frames });
}

const resize = (page, [width, height]) =>
  page.run((wide, high) => void Object.assign(document.getElementById('map').style, { width: `${wide}px`, height: `${high}px`, border: 0, maxWidth: 'none' }), width, height);

for (const theme of ['light', 'dark']) {
  test(`axe-core finds nothing on a page with several, large and small, ${theme}`, async () => {
    const page = await visit('placeholder', { config: { ...CONFIG, theme } });
    // From the page it looks into those frames that hold a copy of it.
    await page.run(`${axe}; return true`);
    for (const id of ['video', 'second', 'map']) await inside(page, id, (driver) => driver.executeScript(`${axe}; return true`));
    for (const size of SIZES) {
      await resize(page, size);
      await page.frames();
      await assertAccessible(page, 3);
    }
  });
}

for (const [language, config] of [['English', {}], ['French', FRENCH]]) {
  test(`in every size both buttons are equal, at least 24 px high, and in reach, ${language}`, async () => {
    const page = await visit('placeholder', { config: { ...CONFIG, ...config } });
    await drawn(page, 'map');
    for (const size of SIZES) {
      await resize(page, size);
      await page.frames();
      const { fits, boxes, wide } = await page.run(measure);
      const [first, second] = boxes;
      const where = `${size.join(' × ')}: ${JSON.stringify({ fits, boxes, wide })}`;
      assert.ok(wide, `nothing is cut off at the side: ${where}`);
      assert.ok(Math.abs(first.width - second.width) < 1 && Math.abs(first.height - second.height) < 1, `equal: ${where}`);
      assert.ok(first.height >= (size[0] >= 260 && size[1] >= 60 ? 44 : 24), `high enough: ${where}`);
      if (language === 'English' || size[0] > 120) assert.ok(fits, `needs no scrolling: ${where}`);
      assert.ok(boxes.every(({ hit }) => hit), `can be pressed: ${where}`);
    }
  });
}

/** In the page: whether all fits, and where the buttons are once they are scrolled to. */
function measure() {
  const blank = document.getElementById('map').contentDocument;
  const main = blank.querySelector('.frame');
  const boxes = [...blank.querySelectorAll('button')].map((button) => {
    button.scrollIntoView({ block: 'nearest' });
    const { left, right, top, bottom, width, height } = button.getBoundingClientRect();
    const hit = blank.elementFromPoint((left + right) / 2, (top + bottom) / 2) === button;
    return { width, height, hit };
  });
  main.scrollTop = 0;
  return { boxes, fits: main.scrollHeight <= main.clientHeight, wide: main.scrollWidth <= main.clientWidth };
}

test('where there is no room for the words they are there for screen readers', async () => {
  const page = await visit('placeholder', { config: CONFIG });
  await drawn(page, 'map');
  await resize(page, [120, 60]);
  await page.frames();
  const tree = await inside(page, 'map', (driver) => driver.findElement({ css: 'h1' }).getAccessibleName());
  assert.equal(tree, 'Maps');
});

test('“auto” follows the system, a theme of the configuration does not', async () => {
  const page = fresh();
  const look = async (theme) => {
    await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
    await page.open('placeholder', { config: { ...CONFIG, theme } });
    await drawn(page, 'video');
    const seen = await page.run(covered, 'video');
    await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [] });
    return [seen.background, seen.colorScheme];
  };
  assert.deepEqual(await look('auto'), ['rgb(20, 27, 34)', 'dark']);
  assert.deepEqual(await look('light'), ['rgb(255, 255, 255)', 'light']);
  assert.deepEqual(await look('dark'), ['rgb(20, 27, 34)', 'dark']);
});

test('the site’s colours are its colours', async () => {
  const page = await visit('placeholder', { config: CONFIG });
  await drawn(page, 'video');
  await page.run(() => {
    document.documentElement.style.setProperty('--octoconsent-paper', 'rgb(255, 250, 240)');
    document.documentElement.style.setProperty('--octoconsent-ink', 'rgb(64, 0, 0)');
    document.querySelector('main').insertAdjacentHTML('beforeend', '<iframe id="late" data-service="map" data-src="/s/late.html"></iframe>');
  });
  await drawn(page, 'late');
  const { background, color } = await page.run(covered, 'late');
  assert.deepEqual([background, color], ['rgb(255, 250, 240)', 'rgb(64, 0, 0)']);
});

test('the page’s style sheets do not reach in', async () => {
  const page = await visit('placeholder', { config: CONFIG });
  await page.run(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html { font-size: 2px } * { all: unset !important; color: red !important } h1, p, button { display: none !important }');
    document.adoptedStyleSheets = [sheet];
    for (const frame of document.querySelectorAll('iframe')) frame.style.setProperty('display', 'block', 'important');
  });
  await drawn(page, 'map');
  const { display, color } = await page.run(covered, 'map');
  assert.deepEqual([display, color], ['flex', 'rgb(22, 33, 44)']);
});
