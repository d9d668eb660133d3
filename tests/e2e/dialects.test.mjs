// Pages marked for other banners, as their documentation says: only the script tag was swapped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATEGORIES, DIALECTS, contentOf, of, pathOf } from './dialects.mjs';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

const ALL = ['necessary', 'functional', 'analytics', 'targeting'];

/** Asserts that the one thing wrong with the page is said once, as an event and in the console. */
async function assertSaidOnce(page, word) {
  const errors = await page.events('error');
  assert.deepEqual(errors.map(({ code }) => code), ['tag']);
  assert.ok(errors[0].message.includes(`"${word}"`), errors[0].message);
  const { console, errors: uncaught } = await page.seen();
  assert.equal(console.filter(({ text }) => text.includes('octoconsent')).length, 1, JSON.stringify(console));
  assert.deepEqual(uncaught, []);
}

for (const [dialect, { unheard, aliases = [] }] of Object.entries(DIALECTS)) {
  const { paths, scripts } = contentOf(dialect);
  const config = { categories: CATEGORIES, aliases };

  /** Waits until what waits for `granted` is here, and asserts that it is here once, in order, and nothing else. */
  const assertReleased = async (page, granted, times = 1) => {
    await page.until((count) => window.seen.ran.length >= count, of(scripts, ...granted).length);
    await Promise.all(of(paths, ...granted).map((path) => page.requested(path, times)));
    await page.settled();
    const ran = await page.ran();
    const asked = page.requests().map((path) => path.split('?')[0]);
    assert.deepEqual(asked, Array(times).fill(of(paths, ...granted)).flat().toSorted(), 'requests');
    assert.deepEqual(ran.toSorted(), of(scripts, ...granted).toSorted(), 'scripts');
    const inOrder = (names) => names.filter((name) => !/async|running|ignored|skipped/.test(name));
    for (const id of granted) assert.deepEqual(inOrder(of(ran, id)), inOrder(of(scripts, id)), `order of ${id}`);
  };

  test(`${dialect}: each tag waits for what it names, and is released once, in page order; what means nothing never is`, async () => {
    const page = await visit(pathOf(dialect), { config });
    await assertReleased(page, ['necessary']);
    await page.select({ analytics: true });
    await assertReleased(page, ['necessary', 'analytics']);
    await page.api('acceptAll');
    await assertReleased(page, ALL);
    await page.api('rejectAll');
    await page.settled();
    assert.deepEqual((await page.ran()).length, of(scripts, ...ALL).length, 'nothing runs again');
    await assertSaidOnce(page, unheard);
  });

  test(`${dialect}: a kept grant releases on the next page, a kept rejection nothing`, async () => {
    const page = await visit(pathOf(dialect), { config });
    await page.decide('reject');
    await page.reload();
    await assertReleased(page, ['necessary'], 2);
    await page.api('acceptAll');
    await page.leave();
    await page.open(pathOf(dialect), { config });
    await assertReleased(page, ALL);
  });
}
