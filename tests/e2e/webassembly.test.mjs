// Where WebAssembly is forbidden, missing or refused at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** Everything stays blocked, one console line, one event, nothing uncaught; the queue harms nobody. */
async function assertBlocked(page) {
  const detail = await page.event('error');
  await page.assertNothingReleased();
  const { errors, events, console: lines } = await page.seen();
  assert.deepEqual(errors, [], 'uncaught');
  assert.equal(events.filter(({ name }) => name === 'error').length, 1, 'error events');
  assert.equal(lines.length, 1, `console: ${JSON.stringify(lines)}`);
  assert.match(lines[0].text, /WebAssembly/);
  assert.match(detail.message, /WebAssembly/);
  assert.ok(detail.code);
}

test('a policy that forbids WebAssembly leaves everything blocked', async () => {
  const page = await visit('nonce', { ready: false, csp: "script-src 'nonce-{{nonce}}' 'strict-dynamic'" });
  await assertBlocked(page);
});

test('a browser without WebAssembly leaves everything blocked', async () => {
  await assertBlocked(await visit('wasm-gone', { ready: false }));
});

test('without WebAssembly the page’s own calls do not throw', async () => {
  const page = await visit('wasm-gone', { ready: false });
  await page.event('error');
  const answer = await page.run(() => {
    window.octoconsent.push(() => {});
    return window.octoconsent.granted ? window.octoconsent.granted('analytics') : false;
  });
  assert.equal(answer, false);
  await page.assertNothingReleased();
  await page.assertNoErrors();
});

test('where compiling at once is refused it starts a moment later, with the same result', async () => {
  const page = await visit('wasm-async');
  await page.visible('[part~="banner"]');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  await page.reload();
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.equal(await page.shows('[part~="banner"]'), false);
  await page.assertNoErrors();
});

test('what is pushed while it starts is called', async () => {
  const page = await visit('wasm-async');
  await page.until(() => window.calls.length === 2);
  assert.deepEqual(await page.run(() => window.calls), ['queued function', 'pushed function']);
});
