// Visitors whose browser shows letters at 200 % read and press everything (WCAG 2.2, 1.4.4).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { useBrowser } from './harness.mjs';
import { illegible, show, SURFACES } from './legible.mjs';

const browser = useBrowser({ prefs: { 'webkit.webprefs.default_font_size': 32, 'webkit.webprefs.default_fixed_font_size': 26 } });
/** The last two: a telephone, and the same at a zoom of 200 % besides. */
const WINDOWS = [[1280, 800], [844, 390], [640, 480], [320, 568], [320, 256]];

for (const [name, config] of Object.entries(SURFACES)) {
  test(`letters of 200 %: ${name}`, async () => {
    for (const size of WINDOWS) {
      for (const language of ['en', 'de', 'ar']) {
        const page = await show(browser, size, { ...config, language });
        assert.equal(await page.run(() => getComputedStyle(document.querySelector('octo-consent').shadowRoot.querySelector('[part]')).fontSize), '32px');
        assert.deepEqual(await page.run(illegible), [], `${size}, ${language}`);
      }
    }
  });
}

test('in a narrow window the buttons stand one below the other, and no word of them or of a heading is broken', async () => {
  for (const name of ['a bar', 'the preferences']) {
    const page = await show(browser, [320, 568], SURFACES[name]);
    const broken = await page.run(() => {
      const surface = [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('.banner, .preferences')].at(-1);
      const texts = [...surface.querySelectorAll('h2, .buttons button')].map((element) => (element.querySelector('slot')?.assignedNodes()[0] ?? element).firstChild);
      return texts.flatMap((text) =>
        [...text.data.matchAll(/\S+/g)].filter(({ 0: word, index }) => {
          const range = new Range();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
        }),
      );
    });
    assert.deepEqual(broken, [], name);
  }
});

test('axe-core finds nothing in banner and preferences with letters of 200 % on a telephone', async () => {
  for (const name of ['a bar', 'the preferences', 'the reopen button']) await assertAccessible(await show(browser, [320, 568], SURFACES[name]), name);
});
