// The cookie of the record: one, with its attributes, short enough, and looked for after it was written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();

/** Every cookie of the record that the browser keeps for this host or one above it, whatever its path. */
async function kept(page) {
  const { cookies } = await page.driver.sendAndGetDevToolsCommand('Storage.getCookies', {});
  const mine = cookies.filter(({ name, domain }) => name === 'octoconsent' && page.host.endsWith(domain.replace(/^\./, '')));
  return mine.map(({ domain, path }) => `${domain}${path}`);
}

test('after a change of domain or path there is one cookie, the new one', async () => {
  const page = fresh();
  for (const [cookie, expected] of [
    [{}, `${page.host}/`],
    [{ path: '/fixtures' }, `${page.host}/fixtures`],
    [{ domain: page.host }, `.${page.host}/`],
    [{ domain: page.host, path: '/fixtures' }, `.${page.host}/fixtures`],
    [{}, `${page.host}/`],
  ]) {
    await page.open('plain', { config: { cookie } });
    await page.api('acceptAll');
    assert.deepEqual(await kept(page), [expected]);
  }
});

test('with fifty services the record is a kilobyte at most, and means the same on the next page', async () => {
  const services = Array.from({ length: 50 }, (_, index) => ({ id: `a-rather-long-name-of-service-${index}`, title: `Service ${index}` }));
  const config = { categories: [{ id: 'analytics', title: 'Analytics', services }] };
  const page = await visit('order', { config });
  const choices = Object.fromEntries(services.map(({ id }, index) => [id, index % 3 === 0]));
  await page.api('choose', choices);
  const { value } = await page.cookie();
  assert.ok(value.length <= 1024, `${value.length} bytes`);
  assert.match(value, /^[\x21\x23-\x2B\x2D-\x3A\x3C-\x5B\x5D-\x7E]*$/, 'what RFC 6265 allows');
  const before = await page.api('decision');
  await page.reload();
  assert.deepEqual(await page.api('decision'), before);
  assert.deepEqual((await page.api('record')).services, before.services);
});

test('a browser that keeps nothing is found out, and the page is told', async () => {
  const page = await visit('storage-throws');
  await page.api('acceptAll');
  const { console: lines } = await page.seen();
  assert.equal(lines.at(-1).text, 'octoconsent: the record cannot be stored here: it holds for this page only');
  assert.equal(await page.api('granted', 'analytics'), true);
});
