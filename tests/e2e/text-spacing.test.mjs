// Visitors who set more space between lines, paragraphs, words and letters read and press everything (WCAG 2.2, 1.4.12).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { illegible, show, SURFACES } from './legible.mjs';

const browser = useBrowser();

/** In the page: what the bookmarklets for it do, in every shadow root. */
function spaced() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  for (const tree of [document, document.querySelector('octo-consent').shadowRoot]) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
}

for (const [name, config] of Object.entries(SURFACES)) {
  test(`text spaced out: ${name}`, async () => {
    for (const size of [[1280, 800], [844, 390], [320, 568], [320, 256]]) {
      for (const language of ['en', 'de']) {
        const page = await show(browser, size, { ...config, language });
        await page.run(spaced);
        const spacing = await page.run(() => [...document.querySelectorAll('octo-consent > span, h1')].map((part) => getComputedStyle(part).letterSpacing));
        assert.ok(!spacing.includes('normal'), 'words in the light document too');
        assert.deepEqual(await page.run(illegible), [], `${size}, ${language}`);
      }
    }
  });
}
