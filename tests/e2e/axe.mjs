// axe-core on the page as it is, the product's shadow root included.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { axePath } from './harness.mjs';

const axe = await readFile(axePath, 'utf8');

export async function assertAccessible(page, what) {
  await page.still();
  await assertNoViolations(page, what);
}

/** The same of a page on which the product need not run. */
export async function assertNoViolations(page, what) {
  if (!(await page.run(() => Boolean(window.axe)))) await page.run(`${axe}; return true`);
  const violations = await page.driver.executeAsyncScript((done) =>
    window.axe.run(document, { resultTypes: ['violations'] }).then(({ violations: found }) =>
      done(found.map(({ id, nodes }) => [id, ...nodes.map((node) => `${node.target.flat().join(' ')}: ${node.failureSummary}`)])),
    ),
  );
  assert.deepEqual(violations, [], what);
}
