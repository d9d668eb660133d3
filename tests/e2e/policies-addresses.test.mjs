// Addresses that run by themselves or hold their content: none gets from a data-… attribute into a real one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** Element, the attribute that waits, the real one, and more attributes. */
const SINKS = [
  ['script', 'data-src', 'src', { type: 'text/plain' }],
  ['script', 'data-src', 'src', { type: 'text/plain', async: '' }],
  ['script', 'data-src', 'src', { type: 'text/plain', 'data-type': 'module' }],
  ['iframe', 'data-src', 'src', { width: 300, height: 150 }],
  ['iframe', 'data-src', 'src', { width: 40, height: 20 }],
  ['embed', 'data-src', 'src', { type: 'text/html' }],
  ['object', 'data-data', 'data', { type: 'text/html' }],
  ['link', 'data-href', 'href', { rel: 'stylesheet' }],
  ['img', 'data-src', 'src', {}],
  ['img', 'data-srcset', 'srcset', {}],
  ['video', 'data-src', 'src', { preload: 'auto' }],
  ['video', 'data-poster', 'poster', {}],
  ['audio', 'data-src', 'src', { preload: 'auto' }],
];

/** Addresses that would say `ran('bad')` or `loaded bad` where they are followed. `blob` is filled in by the page. */
const ADDRESSES = [
  "javascript:(parent.ran || ran)('bad')",
  "  javascript:(parent.ran || ran)('bad')",
  "\u0001JavaScript:(parent.ran || ran)('bad')",
  "java\n\tscript:(parent.ran || ran)('bad')",
  "javascript\n:(parent.ran || ran)('bad')",
  "data:text/javascript,ran('bad')",
  "DATA:text/html,<script>parent.postMessage('loaded bad', '*')</script>",
  'data:text/css,:root{--bad:on}',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  "vbscript:ran('bad')",
  'blob:text/javascript',
  'blob:text/html',
];

/** Appends one element for each address; the elements stay in `window.bad`. */
const add = (page, sink) =>
  page.run(
    ([name, waits, real, more], addresses) => {
      const content = { javascript: "ran('bad')", html: "<script>parent.postMessage('loaded bad', '*')<\/script>" };
      window.bad ??= [];
      for (const text of addresses) {
        const [, sort] = /^blob:text\/(.*)/.exec(text) ?? [];
        const address = sort ? URL.createObjectURL(new Blob([content[sort]], { type: `text/${sort}` })) : text;
        const element = document.createElement(name);
        for (const [attribute, value] of Object.entries({ ...more, 'data-category': 'analytics', [waits]: address })) {
          element.setAttribute(attribute, value);
        }
        window.bad.push({ element, real, address });
        document.body.append(element);
      }
    },
    sink,
    ADDRESSES,
  );

async function assertRefused(page) {
  await page.settled();
  assert.deepEqual(await page.run(() => window.bad.filter(({ element, real }) => element.hasAttribute(real)).map(({ address }) => address)), []);
  const { ran, frames, errors } = await page.seen();
  assert.deepEqual([ran, frames, errors], [['end'], [], []]);
  assert.equal(await page.run(() => getComputedStyle(document.documentElement).getPropertyValue('--bad')), '');
  const said = await page.events('error');
  assert.ok(said.length > 0, 'an error event');
  assert.deepEqual([...new Set(said.map(({ code }) => code))], ['tag']);
}

for (const sink of SINKS) {
  const [name, waits, , more] = sink;
  test(`${name} ${waits} ${JSON.stringify(more)}: addresses that run or hold their content are refused`, async () => {
    const page = await visit('policies-frames');
    await add(page, sink);
    await page.append({ 'data-category': 'analytics', text: "ran('end')" });
    await page.decide('accept');
    await page.ranAll(1);
    await assertRefused(page);
  });
}

test('such addresses are refused in what is added after the choice', async () => {
  const page = await visit('policies-frames');
  await page.decide('accept');
  for (const sink of SINKS) await add(page, sink);
  await page.append({ 'data-category': 'analytics', text: "ran('end')" });
  await page.ranAll(1);
  await assertRefused(page);
});

test('such addresses are refused for a source of a player or picture', async () => {
  const page = await visit('policies-frames');
  await page.decide('accept');
  await page.run(() => {
    const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
    document.querySelector('main').innerHTML = `
      <video data-category="analytics"><source data-src="data:audio/wav;base64,UklGRg=="></video>
      <audio><source data-category="analytics" data-src="data:audio/wav;base64,UklGRg=="></audio>
      <picture><source data-category="analytics" data-srcset="${pixel} 1x"><img alt="" data-category="analytics" data-src="${pixel}"></picture>
      <img alt="" data-category="analytics" data-srcset="/s/good.png 1x, ${pixel} 2x">`;
  });
  await page.event('error');
  await page.settled();
  assert.deepEqual(await page.run(() => [...document.querySelectorAll('main [src], main [srcset]')].map((element) => element.outerHTML)), []);
  assert.deepEqual(page.requests(), []);
});

test('such addresses in the page’s own markup are refused, and what stands behind runs', async () => {
  const page = await visit('/fixtures/policies/addresses.html');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['end']);
  assert.deepEqual((await page.seen()).frames, []);
  const moved = await page.run(() => [...document.querySelectorAll('body [src], body [data], body [href]')].map((element) => element.outerHTML));
  assert.deepEqual(moved, []);
  const errors = await page.events('error');
  assert.deepEqual([...new Set(errors.map(({ code }) => code))], ['tag']);
});

test('such an address that stood in src itself stays what the page wrote', async () => {
  const page = await visit('/fixtures/policies/own-address.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['data', 'end']);
});

test('addresses that only look alike are released', async () => {
  const page = await visit('policies-frames');
  await page.decide('accept');
  await page.run(() => {
    document.querySelector('main').innerHTML = ['/s/data:1.png', './../../s/javascript:2.png', '/s/3.png?u=data:text/html,x']
      .map((address) => `<img alt="" data-category="analytics" data-src="${address}">`)
      .join('');
  });
  await Promise.all(['/s/data:1.png', '/s/javascript:2.png', '/s/3.png'].map((path) => page.requested(path)));
  await page.settled();
  assert.deepEqual(await page.events('error'), []);
});
