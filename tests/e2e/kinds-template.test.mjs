// <template data-category>: any markup waits inside it, and stands behind it once it is released.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

test('what stands in a template waits for consent', async () => {
  const page = await visit('/fixtures/kinds/template.html');
  await page.assertNothingReleased();
  assert.equal(await page.run(() => document.getElementById('words')), null);
  await page.decide('reject');
  await page.assertNothingReleased();
});

test('scripts in a template run in page order with the tags before and behind it, once', async () => {
  const page = await visit('/fixtures/kinds/template.html');
  page.hold('/s/before.js');
  page.server.hold('/s/external.js', `other-${page.host}`);
  await page.select({ analytics: true });
  await page.requested('/s/before.js');
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  page.release('/s/before.js');
  await page.until(() => window.seen.ran.length);
  await page.requested('/s/external.js');
  assert.deepEqual(await page.ran(), ['before']);
  page.server.release('/s/external.js', `other-${page.host}`);
  const ran = await page.ranAll(7);
  assert.deepEqual(ran.filter((name) => name !== 'module'), ['before', 'external', 'inline', 'tagged', 'nested', 'after']);
  assert.ok(ran.includes('module'));
  assert.equal(page.requests(/^\/s\/.*js/).length, 3);
  await page.assertNoErrors();
});

test('the content of a template stands behind it, and its scripts stand where they stood', async () => {
  const page = await visit('/fixtures/kinds/template.html');
  await page.select({ analytics: true });
  await page.ranAll(7);
  const order = await page.run(() => {
    const after = [...document.querySelectorAll('#template ~ *')].map((element) => element.id || element.localName);
    return [document.getElementById('template').matches('template'), after.indexOf('words'), after.indexOf('written') > after.indexOf('words'), after.indexOf('behind') > after.indexOf('written')];
  });
  assert.deepEqual(order, [true, 0, true, true]);
});

test('frames, images and style sheets in a template load once', async () => {
  const page = await visit('/fixtures/kinds/template.html');
  await page.select({ analytics: true });
  await page.ranAll(7);
  await page.until(() => window.seen.frames.length && getComputedStyle(document.documentElement).getPropertyValue('--sheet'));
  await page.requested('/s/image.png');
  await page.settled();
  assert.deepEqual((await page.seen()).frames, ['loaded frame']);
  assert.deepEqual(page.requests(/png|html$|css/).filter((path) => path.startsWith('/s/')), ['/s/frame.html', '/s/image.png', '/s/sheet.css']);
});

test('tags in a template keep their own category', async () => {
  const page = await visit('/fixtures/kinds/template.html');
  await page.select({ analytics: true });
  await page.ranAll(7);
  assert.deepEqual(page.requests(/targeting/), []);
  assert.ok(!(await page.ran()).includes('targeting'));
  await page.api('choose', { targeting: true });
  const ran = await page.ranAll(9);
  assert.deepEqual(ran.slice(7), ['targeting', 'targeting']);
  await page.requested('/s/targeting.html');
  await page.settled();
  assert.deepEqual(page.requests(/targeting/), ['/s/targeting.html', '/s/targeting.js']);
});

test('tags in a template wait for the template too', async () => {
  const page = await visit('/fixtures/kinds/template.html');
  await page.select({ targeting: true });
  await page.settled();
  assert.deepEqual([page.requests(), await page.ran()], [[], []]);
});

test('a template that is already granted is released as it comes', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.open('/fixtures/kinds/template.html');
  const ran = await page.ranAll(9);
  const inOrder = ['before', 'external', 'inline', 'tagged', 'nested', 'after'];
  assert.deepEqual(ran.filter((name) => inOrder.includes(name)), inOrder);
  assert.equal(ran.length, 9);
});

test('pixels for browsers without scripts are never asked for', async () => {
  const page = await visit('/fixtures/kinds/noscript.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(2)).toSorted(), ['srcdoc', 'template']);
  assert.deepEqual(page.requests(), []);
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(page.requests(), []);
});

test('pixels for browsers without scripts in a template that comes later are never asked for', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.run(() => {
    const pixel = (name) => `<noscript><img alt="" src="/s/${name}.png"></noscript><script>ran('${name}')<\/script>`;
    document.querySelector('main').innerHTML = `<template data-category="analytics">${pixel('markup')}</template>`;
    const template = document.createElement('template');
    template.dataset.category = 'analytics';
    template.innerHTML = pixel('made');
    document.body.append(template);
  });
  assert.deepEqual(await page.ranAll(2), ['markup', 'made']);
  assert.deepEqual(page.requests(), []);
});
