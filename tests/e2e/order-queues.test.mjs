// Who waits for whom: tags of two categories, a script that hangs, throws or is taken away, a choice changed meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

test('a tag of two categories waits for those before it in each of them', async () => {
  for (const [slow, fast] of [['analytics-one', 'targeting-one'], ['targeting-one', 'analytics-one']]) {
    const page = await visit('order-both');
    const host = slow === 'targeting-one' ? `other-${page.host}` : page.host;
    page.server.hold(`/s/${slow}.js`, host);
    await page.decide('accept');
    await page.requested(`/s/${slow}.js`);
    await page.until((name) => window.seen.ran.includes(name), fast);
    await page.settled();
    assert.deepEqual(await page.ran(), [fast]);
    page.server.release(`/s/${slow}.js`, host);
    assert.deepEqual(await page.ranAll(6), [fast, slow, 'both', 'analytics-two', 'targeting-two', 'both-two']);
  }
});

test('those behind a tag of two categories wait for it in each of them', async () => {
  const page = await visit('order-both');
  page.hold('/s/both.js');
  await page.decide('accept');
  await page.requested('/s/both.js');
  assert.deepEqual((await page.ranAll(2)).toSorted(), ['analytics-one', 'targeting-one']);
  page.release('/s/both.js');
  const ran = await page.ranAll(6);
  assert.deepEqual(ran.slice(2), ['both', 'analytics-two', 'targeting-two', 'both-two']);
  assert.deepEqual(page.requests(), ['/s/analytics-one.js', '/s/both.js', '/s/targeting-one.js']);
});

test('a tag of two categories that is still denied holds up neither', async () => {
  const page = await visit('order-both');
  await page.select({ analytics: true });
  assert.deepEqual(await page.ranAll(2), ['analytics-one', 'analytics-two']);
  assert.deepEqual(page.requests(), ['/s/analytics-one.js']);
  await page.api('choose', { targeting: true });
  assert.deepEqual((await page.ranAll(6)).slice(2), ['targeting-one', 'both', 'targeting-two', 'both-two']);
});

test('a running script of two categories that the page removes stops neither of their queues', async () => {
  const page = await visit('order-both');
  page.hold('/s/both.js');
  await page.decide('accept');
  await page.requested('/s/both.js');
  await page.ranAll(2);
  await page.run(() => document.querySelector('script[src="/s/both.js"]').remove());
  assert.deepEqual((await page.ranAll(5)).slice(2), ['analytics-two', 'targeting-two', 'both-two']);
});

test('a running script that goes with all that is around it stops no queue', async () => {
  const page = await visit('plain');
  await page.run(() => {
    const box = document.createElement('div');
    box.id = 'box';
    const tag = Object.assign(document.createElement('script'), { type: 'text/plain', src: '/s/inside.js' });
    tag.dataset.category = 'analytics';
    box.append(tag);
    document.body.append(box);
  });
  await page.append({ 'data-category': 'analytics', text: "ran('outside')" });
  page.hold('/s/inside.js');
  await page.decide('accept');
  await page.requested('/s/inside.js');
  await page.run(() => document.getElementById('box').replaceChildren());
  assert.equal((await page.ranAll(1))[0], 'outside');
});

test('after a rejection while a script loads the rest never runs, and runs once in order after a grant', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.api('rejectAll');
  page.release('/s/one.js');
  await page.settled();
  const before = await page.ran();
  assert.ok(!before.some((name) => name !== 'one'), `ran ${before}`);
  await page.api('acceptAll');
  const ran = await page.ranAll(before.length + 3);
  assert.deepEqual(ran.slice(before.length), ['two', 'three', 'four']);
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), ran);
});

test('a rejection and a grant while a script loads change nothing', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  page.release('/s/one.js');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('one category taken back while its script loads leaves the other as it is', async () => {
  const page = await visit('two-categories');
  page.hold('/s/analytics-one.js');
  page.hold('/s/targeting-one.js');
  await page.decide('accept');
  await Promise.all([page.requested('/s/analytics-one.js'), page.requested('/s/targeting-one.js')]);
  await page.api('withdraw', 'analytics');
  page.release('/s/targeting-one.js');
  await page.until(() => window.seen.ran.includes('targeting-two'));
  page.release('/s/analytics-one.js');
  await page.settled();
  const ran = await page.ran();
  assert.deepEqual(ran.filter((name) => name.startsWith('targeting')), ['targeting-one', 'targeting-two']);
  assert.ok(!ran.includes('analytics-two'), `ran ${ran}`);
});

test('tags added behind a running script wait for it, in order', async () => {
  const page = await visit('order');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.append({ 'data-category': 'analytics', text: "ran('five')" });
  await page.append({ 'data-category': 'analytics', src: '/s/six.js' });
  await page.append({ 'data-category': 'analytics targeting', text: "ran('seven')" });
  await page.append({ 'data-category': 'targeting', text: "ran('at once')" });
  await page.requested('/s/six.js');
  await page.settled();
  // `seven` stands before it in line, and waits for analytics.
  assert.deepEqual(await page.ran(), []);
  await page.append({ 'data-category': 'necessary', text: "ran('necessary')" });
  assert.deepEqual(await page.ranAll(1), ['necessary']);
  page.release('/s/one.js');
  const ran = await page.ranAll(9);
  assert.deepEqual(ran, ['necessary', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'at once']);
});

test('a tag added by a script that is running comes after those that wait already', async () => {
  const page = await visit('plain');
  await page.append({
    'data-category': 'analytics',
    text: `ran('adds');
      const tag = Object.assign(document.createElement('script'), { type: 'text/plain', text: "ran('added')" });
      tag.dataset.category = 'analytics';
      document.body.append(tag);`,
  });
  await page.append({ 'data-category': 'analytics', src: '/s/next.js' });
  await page.append({ 'data-category': 'analytics', text: "ran('last')" });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['adds', 'next', 'last', 'added']);
});

test('a hung script holds up only those that must wait for it, until it fails', async () => {
  const page = await visit('order-hung');
  page.hold('/s/hung.js');
  await page.decide('accept');
  await page.until(() => ['necessary', 'async'].every((name) => window.seen.ran.includes(name)));
  await Promise.all(['/s/hung.js', '/s/image.png', '/s/frame.html', '/s/sheet.css'].map((path) => page.requested(path)));
  await page.until(() => getComputedStyle(document.documentElement).getPropertyValue('--sheet'));
  await page.settled();
  assert.deepEqual(await page.ran(), ['necessary', 'async']);
  page.release('/s/hung.js');
  const ran = await page.ranAll(7);
  assert.deepEqual(ran.slice(2), ['waits inline', 'waits service', 'waits', 'waits both', 'waits module']);
  assert.equal(page.requests().length, 6);
});

test('a hung script holds up nothing of another category, of whatever kind', async () => {
  const page = await visit('/fixtures/order-hung/other.html');
  page.hold('/s/hung.js');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(6), ['classic', 'inline', 'service', 'defer', 'module', 'inline module']);
});

test('a hung script with defer holds up only later ones with defer, and modules', async () => {
  const page = await visit('/fixtures/order-hung/late.html');
  page.hold('/s/hung.js');
  await page.decide('accept');
  await page.ranAll(3);
  await page.requested('/s/hung.js');
  await page.append({ 'data-category': 'analytics', text: "ran('added')" });
  await page.append({ 'data-category': 'analytics', src: '/s/added-external.js' });
  const ran = await page.ranAll(5);
  assert.deepEqual(ran.filter((name) => name !== 'other'), ['classic', 'inline', 'added', 'added-external']);
  page.release('/s/hung.js');
  assert.deepEqual((await page.ranAll(8)).slice(5), ['hung', 'defer', 'module']);
});

test('scripts that throw, in whatever way, stop no other, and the page hears of each', async () => {
  const page = await visit('order-throws');
  await page.decide('accept');
  const ran = await page.ranAll(7);
  assert.deepEqual(ran.toSorted(), ['after handler', 'after module', 'after syntax', 'handler', 'last', 'module', 'throws'].toSorted());
  assert.deepEqual(ran.slice(0, 4), ['after syntax', 'throws', 'handler', 'after handler']);
  const { errors } = await page.seen();
  const heard = ['inline is broken', 'handler is broken', 'promise is broken', 'module is broken'];
  // Of another origin's script a browser says no more than "Script error."
  for (const text of [...heard, 'SyntaxError', 'Script error.']) {
    assert.equal(errors.filter((error) => error.includes(text)).length, text === 'module is broken' ? 2 : 1, `${text} in ${errors}`);
  }
});
