// Where the configuration comes from, and what a wrong one does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();

/** One error event and one line on the console, nothing uncaught, and everything stays blocked. */
async function assertRefused(page) {
  const detail = await page.event('error');
  await page.assertNothingReleased();
  const { errors, events, console: lines } = await page.seen();
  assert.deepEqual(errors, [], 'uncaught');
  assert.equal(events.filter(({ name }) => name === 'error').length, 1, 'error events');
  assert.equal(lines.filter(({ level }) => level === 'error').length, 1, `console: ${JSON.stringify(lines)}`);
  assert.ok(detail.code && detail.message, 'code and message');
  assert.equal(await page.shows('[part~="banner"]'), false, 'a banner that cannot do what it says');
  return { ...detail, line: lines.find(({ level }) => level === 'error').text };
}

test('a configuration that stands after the tag is found', async () => {
  const page = await visit('config-after');
  assert.deepEqual(await page.run(() => window.early), { granted: 'function', analytics: false });
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['one']);
});

test('a configuration is loaded from data-config', async () => {
  const page = await visit('config-url');
  assert.deepEqual(await page.run(() => window.gate), { granted: 'function', analytics: false });
  assert.deepEqual(page.requests(/consent\.json$/), ['/fixtures/config-url/consent.json']);
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['one']);
  await page.reload();
  assert.deepEqual(await page.ranAll(1), ['one']);
});

test('nothing is released while data-config is under way', async () => {
  const page = fresh();
  page.hold('/fixtures/config-url/consent.json');
  await page.open('config-url', { ready: false });
  await page.requested('/fixtures/config-url/consent.json');
  await page.assertNothingReleased();
  page.release('/fixtures/config-url/consent.json');
  await page.ready();
});

test('octoconsent.start() takes a configuration', async () => {
  const page = await visit('config-none', { ready: false });
  await page.assertNothingReleased();
  assert.equal(await page.api('granted', 'analytics'), false);
  await page.run(() => window.octoconsent.start({
    categories: [{ id: 'analytics', title: 'Analytics' }],
  }));
  await page.ready();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['one']);
});

test('a missing data-config keeps everything blocked', async () => {
  const page = fresh();
  page.server.lose('/fixtures/config-url/consent.json', page.host);
  await page.open('config-url', { ready: false });
  const { message } = await assertRefused(page);
  assert.match(message, /consent\.json/);
});

test('a data-config that is no JSON keeps everything blocked', async () => {
  await assertRefused(await visit('config-broken', { ready: false }));
});

test('an inline configuration that is no JSON keeps everything blocked', async () => {
  await assertRefused(await visit('config-inline-broken', { ready: false }));
});

test('a wrong configuration reports all its faults at once, each with its path', async () => {
  const page = await visit('order', {
    ready: false,
    config: {
      revision: -1,
      categories: [
        { id: 'analytics', title: 'Analytics' },
        { id: 'targeting', title: 'Targeting', services: [{ id: 'analytics', title: 'Taken', cookies: [{ name: 'px', duration: 'for ever' }] }] },
        { id: 'has space', title: 'Space' },
        { id: 'untitled' },
      ],
    },
  });
  const { faults, line } = await assertRefused(page);
  const paths = faults.map((fault) => fault.path);
  assert.deepEqual(paths.toSorted(), [
    'categories[1].services[0].cookies[0].duration',
    'categories[1].services[0].id',
    'categories[2].id',
    'categories[3].title',
    'revision',
  ]);
  for (const path of paths) assert.ok(line.includes(path), `the console names ${path}`);
  assert.ok(faults.every((fault) => fault.message.length > 5));
});

test('an unknown key is a fault that names the key it may have meant', async () => {
  const page = await visit('order', { ready: false, config: { banner: { layot: 'box' }, reopn: { shape: 'tab' } } });
  const { faults } = await assertRefused(page);
  const told = faults.map(({ path, message }) => `${path}: ${message}`).toSorted();
  assert.match(told[0], /^banner.*did you mean.*layout/s);
  assert.match(told[1], /reopn.*did you mean.*reopen/s);
  assert.equal(told.length, 2);
});

test('a wrong configuration ignores a kept grant', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  page.server.reset();
  await page.open('order', { ready: false, config: { categories: [] } });
  await assertRefused(page);
});

test('octoconsent.start() with a wrong configuration throws nothing at the caller', async () => {
  const page = await visit('config-none', { ready: false });
  await page.run(() => window.octoconsent.start({ categories: 'all' }));
  const { faults } = await assertRefused(page);
  assert.deepEqual(faults.map((fault) => fault.path), ['categories']);
});
