// What a tag names: two categories, a denial, a service, something unknown. Alike for every kind of tag.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

test('nothing that names two categories, a denial or a service is released before a choice', async () => {
  const page = await visit('/fixtures/kinds/names.html');
  await page.assertNothingReleased();
});

test('what names two categories needs both', async () => {
  for (const [choice, other] of [['analytics', 'targeting'], ['targeting', 'analytics']]) {
    const page = await visit('/fixtures/kinds/names.html');
    await page.api('choose', { [choice]: true });
    await page.settled();
    assert.deepEqual(page.requests(/both/), []);
    assert.ok(!(await page.ran()).some((name) => name.startsWith('both')), choice);
    await page.api('choose', { [other]: true });
    await page.until(() => ['both', 'both template'].every((name) => window.seen.ran.includes(name)));
    await page.requested('/s/both.png');
    await page.settled();
    assert.deepEqual(page.requests(/both/), ['/s/both.js', '/s/both.png']);
  }
});

test('what names a denial is released on denial, once', async () => {
  const page = await visit('/fixtures/kinds/names.html');
  await page.decide('reject');
  assert.deepEqual(await page.ranAll(2), ['denied', 'denied inline']);
  await page.requested('/s/denied.html');
  await page.api('rejectAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ['denied', 'denied inline']);
  assert.deepEqual(page.requests(), ['/s/denied.html', '/s/denied.js']);
});

test('what names a denial is not released on a grant, but on the denial after it, once', async () => {
  const page = await visit('/fixtures/kinds/names.html');
  await page.decide('accept');
  await page.until(() => ['both', 'service template'].every((name) => window.seen.ran.includes(name)));
  await page.settled();
  const granted = await page.ran();
  assert.deepEqual(page.requests(/denied/), []);
  await page.api('withdraw', 'analytics');
  await page.until(() => window.seen.ran.includes('denied inline'));
  await page.settled();
  const denied = ['denied', 'denied inline'];
  assert.deepEqual((await page.ran()).filter((name) => denied.includes(name)), denied);
  assert.deepEqual((await page.ran()).toSorted(), [...granted, ...denied, 'one without the other'].toSorted());
  await page.api('acceptAll');
  await page.api('rejectAll');
  await page.settled();
  assert.deepEqual((await page.ran()).filter((name) => denied.includes(name)), denied);
});

test('a kept denial releases what names it on the next page', async () => {
  const page = await visit('/fixtures/kinds/names.html');
  await page.decide('reject');
  await page.ranAll(2);
  await page.reload();
  assert.deepEqual(await page.ranAll(2), ['denied', 'denied inline']);
});

test('a frame that names a denial is taken back on the grant', async () => {
  const page = await visit('/fixtures/kinds/names.html');
  await page.decide('reject');
  await page.until(() => window.seen.frames.includes('loaded denied'));
  await page.api('acceptAll');
  await page.requested('/gone/denied');
  assert.equal(await page.run(() => document.getElementById('denied').getAttribute('src')), null);
});

test('one category granted and another denied can be asked for together', async () => {
  const page = await visit('/fixtures/kinds/names.html');
  await page.api('choose', { targeting: true });
  await page.until(() => window.seen.ran.includes('one without the other'));
  await page.settled();
  assert.equal((await page.ran()).filter((name) => name === 'one without the other').length, 1);
});

test('what names a service is released with it alone', async () => {
  const page = await visit('/fixtures/kinds/names.html');
  await page.select({ matomo: true });
  await page.settled();
  assert.deepEqual(page.requests(/service/), []);
  await page.select({ posthog: true }, 'reopen');
  await page.until(() => ['service', 'service template'].every((name) => window.seen.ran.includes(name)));
  await page.until(() => window.seen.frames.includes('loaded service'));
  await page.settled();
  assert.deepEqual(page.requests(/service/), ['/s/service.html', '/s/service.js']);
  await page.api('withdraw', 'posthog');
  await page.requested('/gone/service');
});

test('what names something unknown stays blocked whatever is chosen, of every kind', async () => {
  const page = await visit('/fixtures/kinds/unknown.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['known']);
  await page.api('rejectAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ['known']);
  assert.deepEqual(page.requests(), []);
});

test('each unknown name is said once, in an event and in the console', async () => {
  const page = await visit('/fixtures/kinds/unknown.html');
  await page.decide('accept');
  await page.ranAll(1);
  await page.run(() => {
    document.querySelector('h1').insertAdjacentHTML('afterend', '<img alt="" data-category="analytic" data-src="/s/later.png">');
  });
  await page.settled();
  const errors = await page.events('error');
  const said = (name) => errors.filter(({ message }) => message.includes(`"${name}"`)).length;
  assert.deepEqual([said('analytic'), said('motomo'), said('targetting'), errors.length], [1, 1, 1, 3]);
  assert.deepEqual([...new Set(errors.map(({ code }) => code))], ['tag']);
  const lines = (await page.seen()).console.filter(({ level, text }) => level === 'error' && text.includes('octoconsent'));
  assert.equal(lines.length, 3);
});
