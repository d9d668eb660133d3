// Several copies of the product on one page act as one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** Adds a script tag of the product, and waits until it has run. */
async function addTag(page, name) {
  await page.run((query) => {
    const script = document.createElement('script');
    Object.assign(script, { src: `/octoconsent.js?${query}`, onload: () => (window[query] = true) });
    document.head.append(script);
  }, name);
  await page.until((query) => window[query], name);
}

/** Has the module build load and start, and waits for what it gives. */
async function startModule(page, name) {
  await page.run((given) => void window.startAs(given), name);
  await page.until((given) => Boolean(window[given]), name);
}

/** One banner; an answer is announced once and lets each tag run once; the console has one line, which says that there are several. */
async function assertOne(page) {
  await page.visible('[part~="banner"]');
  assert.equal(await page.run(() => document.querySelectorAll('octo-consent').length), 1);
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['one', 'two']);
  assert.deepEqual(page.requests(), ['/s/one.js']);
  assert.equal((await page.events('choice')).length, 1);
  const { console: lines } = await page.seen();
  assert.equal(lines.length, 1, JSON.stringify(lines));
  assert.match(lines[0].text, /more than one copy/);
  await page.assertNoErrors();
}

test('two tags act as one, and a third says nothing more', async () => {
  const page = await visit('copies');
  assert.equal(await page.run(() => window.octoconsent === window.queued), true);
  await addTag(page, 'third');
  assert.equal(await page.run(() => window.octoconsent === window.queued), true);
  assert.equal((await page.events('ready')).length, 1);
  await assertOne(page);
});

test('the module gives the API of the tag that came first', async () => {
  const page = await visit('order');
  assert.equal(
    await page.driver.executeAsyncScript((done) => {
      import('/octoconsent.mjs').then(({ load }) => load()).then((api) => done(api === window.octoconsent));
    }),
    true,
  );
  assert.deepEqual(page.requests(/wasm$/), []);
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
});

test('two modules that both start act as one', async () => {
  const page = await visit('copies-modules', { ready: false });
  await startModule(page, 'first');
  await startModule(page, 'second');
  assert.equal(await page.run(() => window.first === window.second), true);
  assert.equal(page.requests(/wasm$/).length, 1);
  await assertOne(page);
});

test('two modules that load at the same moment act as one', async () => {
  const page = await visit('copies-modules', { ready: false });
  await page.run(() => void Promise.all([window.startAs('first'), window.startAs('second')]));
  await page.until(() => window.first && window.first === window.second);
  await assertOne(page);
});

test('a tag that comes after the module hands its queue to the module, which goes by the configuration that it was given', async () => {
  const page = await visit('copies-modules', { ready: false });
  await startModule(page, 'first');
  await page.run(() => (window.octoconsent = [(api) => (window.queued = api)]));
  await addTag(page, 'second');
  await page.until(() => window.octoconsent === window.first && window.queued === window.first);
  assert.equal((await page.events('ready')).length, 1);
  await assertOne(page);
});

test('a module that could not be fetched may be loaded again', async () => {
  const page = await visit('copies-modules', { ready: false });
  page.server.lose('/octoconsent_bg.wasm', page.host);
  const attempt = () =>
    page.driver.executeAsyncScript((done) => {
      import('/octoconsent.mjs').then(({ load }) => load()).then((api) => done(typeof api.start), (error) => done(`refused: ${error}`));
    });
  assert.match(await attempt(), /^refused/);
  page.server.reset();
  assert.equal(await attempt(), 'function');
  assert.deepEqual((await page.seen()).console, []);
});

test('where the module that came first fails, the tag that waits for it takes the lead', async () => {
  const page = await visit('copies-modules', { ready: false });
  page.hold('/s/no-module');
  await page.run(() => void import('/octoconsent.mjs').then(({ load }) => load('/s/no-module')).catch(() => (window.refused = true)));
  await page.requested('/s/no-module');
  await addTag(page, 'tag');
  assert.deepEqual(await page.events('ready'), []);
  page.release('/s/no-module');
  await page.ready();
  await page.until(() => window.refused);
  page.server.reset();
  await assertOne(page);
});
