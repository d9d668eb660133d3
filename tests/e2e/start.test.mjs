// The gate, the queue and the handlers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

test('the gate stands before the parser reaches the next script', async () => {
  const page = await visit('queue');
  assert.deepEqual(await page.run(() => window.gate), {
    granted: 'function',
    analytics: false,
    necessary: true,
    ready: true,
  });
});

test('a kept grant is known to the very next script', async () => {
  const page = await visit('queue');
  await page.decide('accept');
  await page.reload();
  assert.equal(await page.run(() => window.gate.analytics), true);
});

test('the queue is drained in order, and a function pushed later runs at once', async () => {
  const page = await visit('queue');
  assert.deepEqual(await page.run(() => window.calls), ['first function', 'third', 'late', 'after late']);
});

test('a queued function that throws is reported and stops nothing', async () => {
  const page = await visit('queue');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['one']);
  const { console: lines, errors } = await page.seen();
  assert.match(JSON.stringify([lines, errors]), /a queued function is broken/);
});

test('who subscribes late is told the current state', async () => {
  const page = await visit('order');
  await page.select({ analytics: true });
  await page.ranAll(4);
  await page.run(() => {
    window.heard = {};
    for (const name of ['ready', 'change']) window.octoconsent.on(name, (detail) => (window.heard[name] = detail));
  });
  const told = await page.until(() => window.heard.ready && window.heard.change && window.heard);
  assert.equal(told.ready.decision.categories.analytics, 'granted');
  assert.equal(told.ready.decision.categories.targeting, 'denied');
  assert.equal(told.ready.record.method, 'selection');
  assert.equal(told.change.decision.categories.analytics, 'granted');
});

test('handlers and listeners that throw stop no other and no release', async () => {
  const page = await visit('order');
  await page.run(() => {
    window.heard = [];
    for (const name of ['choice', 'change', 'release']) {
      window.octoconsent.on(name, () => { throw new Error(`the ${name} handler is broken`); });
      document.addEventListener(`octoconsent:${name}`, () => { throw new Error(`the ${name} listener is broken`); });
      window.octoconsent.on(name, () => window.heard.push(name));
    }
    window.heard.length = 0; // the state that late subscribers are told
  });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  const heard = await page.run(() => window.heard);
  assert.deepEqual(heard.toSorted(), ['change', 'choice', 'release', 'release', 'release', 'release']);
});

test('who subscribes to changes on a later page is told what a kept record grants', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.reload();
  await page.run(() => window.octoconsent.on('change', ({ decision }) => (window.told = decision.categories.analytics)));
  assert.equal(await page.until(() => window.told), 'granted');
});

test('a second copy of the script on a page changes nothing', async () => {
  const page = await visit('order');
  await page.run(() => {
    const copy = document.createElement('script');
    copy.src = '/octoconsent.js?second';
    copy.onload = () => (window.copied = true);
    document.head.append(copy);
  });
  await page.until(() => window.copied);
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await page.run(() => document.querySelectorAll('octo-consent').length), 1);
  assert.equal((await page.events('ready')).length, 1);
});

test('off() ends a subscription', async () => {
  const page = await visit('plain');
  const heard = await page.run(() => {
    const calls = [];
    const first = () => calls.push('first');
    window.octoconsent.on('choice', first);
    window.octoconsent.on('choice', () => calls.push('second'));
    window.octoconsent.off('choice', first);
    window.octoconsent.acceptAll();
    return calls;
  });
  assert.deepEqual(heard, ['second']);
});

test('events are dispatched on the document, bubble, and come in the order of the effects', async () => {
  const page = await visit('order');
  await page.run(() => {
    window.bubbled = [];
    addEventListener('octoconsent:choice', (event) => window.bubbled.push(event.target === document));
  });
  await page.decide('accept');
  await page.ranAll(4);
  const { events } = await page.seen();
  assert.ok(events.every((event) => event.bubbles));
  assert.deepEqual(await page.run(() => window.bubbled), [true]);
  assert.deepEqual(events[0].name, 'ready');
  assert.deepEqual(events.filter(({ name }) => name === 'choice').map(({ detail }) => detail.method), ['accept-all']);
  assert.deepEqual(events.findLast(({ name }) => name === 'change').detail.changed.toSorted(), ['analytics', 'matomo', 'pixel', 'posthog', 'targeting']);
});

test('the record is kept before anything is released', async () => {
  const page = await visit('plain');
  await page.append({ 'data-category': 'analytics', text: "ran(localStorage.getItem('octoconsent') && /octoconsent=/.test(document.cookie) ? 'recorded' : 'too early')" });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['recorded']);
});

test('the calls of the API decide as the buttons do', async () => {
  const page = await visit('order');
  await page.api('choose', { analytics: true, posthog: false });
  assert.equal(await page.api('granted', 'matomo'), true);
  assert.equal(await page.api('granted', 'posthog'), false);
  assert.equal(await page.api('granted', 'analytics'), false);
  assert.equal(await page.api('granted', 'nobody'), false);
  await page.api('acceptAll');
  assert.deepEqual(await page.api('decision'), {
    categories: { necessary: 'granted', analytics: 'granted', targeting: 'granted' },
    services: { session: 'granted', matomo: 'granted', posthog: 'granted', pixel: 'granted' },
  });
  await page.api('rejectAll');
  assert.equal(await page.api('granted', 'analytics'), false);
  assert.equal(await page.api('granted', 'necessary'), true);
});

test('reset() forgets the record and asks again', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.api('reset');
  await page.visible('[part~="banner"]');
  assert.equal(await page.api('record'), null);
  assert.deepEqual([await page.cookie(), await page.stored()], [null, null]);
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('the banner and the preferences open and close by call', async () => {
  const page = await visit('plain');
  await page.decide('reject');
  await page.gone('[part~="banner"]');
  await page.api('showBanner');
  await page.visible('[part~="banner"]');
  await page.api('showPreferences');
  await page.visible('[part~="preferences"]');
  await page.api('hide');
  await page.gone('[part~="preferences"]');
  await page.gone('[part~="banner"]');
  assert.equal(await page.api('granted', 'analytics'), false);
});
