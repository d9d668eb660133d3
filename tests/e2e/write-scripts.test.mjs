// Scripts that a released script writes: they run once, in order, for the same consent; and what is not ours to write.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

const without = (ran, ...names) => ran.filter((name) => !names.includes(name));
const ids = (page, id) => page.run((wanted) => [...document.getElementById(wanted).children].map((element) => element.id), id);

test('scripts that are written run once, in order, before what stands behind', async () => {
  const page = await visit('/fixtures/write/scripts.html');
  await page.decide('accept');
  const ran = without(await page.ranAll(8), 'targeting');
  assert.deepEqual(ran, ['writer', 'writer ends', 'external', 'uses external', 'inline', 'next', 'last']);
  assert.deepEqual(page.requests(), ['/s/external.js', '/s/last.js']);
  assert.deepEqual(without(await ids(page, 'home'), ''), ['writer', 'one', 'external', 'two', 'inline', 'data', 'three']);
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.equal((await page.ran()).length, 8);
});

test('what stands behind waits for an external script that is written, another category does not', async () => {
  const page = await visit('/fixtures/write/scripts.html');
  page.server.hold('/s/external.js', `other-${page.host}`);
  await page.decide('accept');
  await page.requested('/s/external.js');
  assert.deepEqual(without(await page.ranAll(3), 'targeting'), ['writer', 'writer ends']);
  page.server.release('/s/external.js', `other-${page.host}`);
  assert.deepEqual((await page.ranAll(8)).slice(3), ['external', 'uses external', 'inline', 'next', 'last']);
});

test('a script that is written and fails to load stops nobody', async () => {
  const page = await visit('/fixtures/write/scripts.html');
  page.server.lose('/s/external.js', `other-${page.host}`);
  await page.decide('accept');
  const ran = without(await page.ranAll(7), 'targeting');
  assert.deepEqual(ran, ['writer', 'writer ends', 'uses external', 'inline', 'next', 'last']);
});

test('a grant taken back while a written script loads lets nothing more run that was written', async () => {
  const page = await visit('/fixtures/write/scripts.html');
  page.server.hold('/s/external.js', `other-${page.host}`);
  await page.decide('accept');
  await page.requested('/s/external.js');
  await page.ranAll(3);
  await page.api('withdraw', 'analytics');
  page.server.release('/s/external.js', `other-${page.host}`);
  await page.settled();
  const ran = await page.ran();
  for (const name of ['uses external', 'inline', 'next', 'last']) assert.ok(!ran.includes(name), `ran ${ran}`);
  await page.api('choose', { analytics: true });
  await page.until(() => window.seen.ran.includes('last'));
  assert.deepEqual(without(await page.ran(), 'targeting', 'external').slice(2), ['uses external', 'inline', 'next', 'last']);
});

test('scripts with async, with defer and modules that are written run once', async () => {
  const page = await visit('plain');
  const scripts = ['async src="/s/async.js"', 'defer src="/s/defer.js"', 'type="module" src="/s/module.js?module"'];
  for (const script of scripts) {
    await page.append({ 'data-category': 'analytics', text: `document.write('<script ${script}><\\/script>')` });
  }
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(3)).toSorted(), ['async', 'defer', 'module']);
  assert.deepEqual(page.requests(), ['/s/async.js', '/s/defer.js', '/s/module.js?module']);
});

test('a script that was written can write, at its own place and in order', async () => {
  const page = await visit('/fixtures/write/nested.html');
  await page.decide('accept');
  const ran = await page.ranAll(6);
  assert.deepEqual(without(ran, 'fifth'), ['first', 'second', 'third', 'fourth', 'next']);
  assert.ok(ran.indexOf('fifth') > ran.indexOf('third') && ran.indexOf('fifth') < ran.indexOf('next'), `ran ${ran}`);
  assert.deepEqual(await ids(page, 'home'), ['first', 'second', 'third', 'fourth', 'fifth', 'behind-second']);
  assert.equal(await page.run(() => document.getElementById('end').textContent), 'The end');
});

test('a released script writes where it stands while the page still loads, and the page’s own writes are native', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  page.hold('/part/two');
  page.hold('/part/three');
  const framed = await page.stream('write-parsing');
  const first = ['one one loading', 'written', 'outside one', 'outside script'];
  assert.deepEqual(await ran(framed, 4), first);
  assert.deepEqual(without(await ids(framed, 'home'), ''), ['before', 'writer', 'one', 'two', 'between', 'outside', 'outside-one', 'outside-two', 'after']);
  page.release('/part/two');
  const second = ['native script', 'native of the page', 'page-written', 'after page-written'];
  const rest = (await ran(framed, 9)).slice(4);
  assert.deepEqual(without(rest, 'three loading'), second);
  assert.ok(rest.includes('three loading'), `ran ${rest}`);
  assert.equal(await framed.run(() => document.getElementById('three').parentNode.id), 'late');
  page.release('/part/three');
  await framed.settled();
  const whole = await framed.run(() => [
    document.querySelector('#wraps > em')?.textContent, document.getElementById('page')?.parentNode === document.body,
    document.getElementById('end')?.parentNode === document.body, document.title,
  ]);
  assert.deepEqual(whole, ['of the page', true, true, 'Writing while the page loads']);
  assert.equal((await framed.ran()).length, 9);
});

/** Like `ranAll`, on a page that is not complete yet. */
async function ran(page, count) {
  await page.until((wanted) => window.seen.ran.length >= wanted, count);
  return page.ran();
}

test('a released script writes into other documents as ever', async () => {
  const page = await visit('/fixtures/write/elsewhere.html');
  await page.decide('accept');
  const ran = await page.ranAll(3);
  assert.deepEqual(ran.toSorted(), ['detached null', 'in the frame', 'last']);
  assert.equal(await page.run(() => document.getElementById('frame').contentDocument.getElementById('inside').textContent), 'inside');
  assert.equal(await page.run(() => document.getElementById('inside')), null);
});

test('what nobody released writes as ever: after the page is loaded that opens a new document', async () => {
  for (const write of ['function of a released script', 'script of the page']) {
    const page = await visit('/fixtures/write/elsewhere.html');
    await page.decide('accept');
    await page.ranAll(3);
    await page.run((what) => {
      if (what === 'script of the page') window.later = () => document.write('<p id="later">later</p>');
      setTimeout(window.later);
    }, write);
    await page.until(() => document.getElementById('later'));
    const opened = await page.run(() => {
      document.close();
      return [document.getElementById('end'), document.body.children.length];
    });
    assert.deepEqual(opened, [null, 1], write);
  }
});

test('a script that a released script inserts by itself writes as ever: nothing', async () => {
  const page = await visit('/fixtures/write/elsewhere.html');
  await page.decide('accept');
  await page.ranAll(3);
  await page.run(() => {
    const script = Object.assign(document.createElement('script'), { src: '/fixtures/write/page.js' });
    document.body.append(script);
    return new Promise((done) => (script.onload = () => done()));
  });
  await page.settled();
  assert.equal(await page.run(() => document.getElementById('page')), null);
  assert.equal(await page.run(() => document.getElementById('end').textContent), 'The end');
  assert.deepEqual(page.requests(), []);
});
