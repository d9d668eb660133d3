// document.write in a released script: the page stays whole, and the markup stands where the script stands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** Opens a fixture and keeps hold of what must survive on it. */
async function marked(name) {
  const page = await visit(`/fixtures/write/${name}.html`);
  await page.run(() => Object.assign(window, { end: document.getElementById('end'), root: document.documentElement }));
  return page;
}

/** Asserts that the page is the one that was opened: its document, its elements, its title, its scripts' world. */
async function assertIntact(page, title) {
  const whole = await page.run(() => [
    document.documentElement === window.root, window.end.isConnected, window.end.parentNode === document.body, document.title,
    document.querySelectorAll('h1').length, document.readyState,
  ]);
  assert.deepEqual(whole, [true, true, true, title, 1, 'complete']);
}

/** What a section holds besides its script. */
const written = (page, id) =>
  page.run((wanted) => {
    const copy = document.getElementById(wanted).cloneNode(true);
    copy.querySelectorAll('script').forEach((script) => script.remove());
    return copy.innerHTML.trim();
  }, id);

test('markup that is whole stands behind the script at once, for the script itself to find', async () => {
  const page = await marked('whole');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['one: first', 'two: second', 'four: fourth', 'five: 5']);
  const order = await page.run(() => [...document.getElementById('home').children].map((element) => element.id));
  assert.deepEqual(order, ['before', 'writer', 'one', 'two', 'three', 'four', 'five', 'after']);
  assert.match(await page.run(() => document.getElementById('two').nextSibling.data), /^a text\n$/);
  assert.equal(await page.run(() => document.getElementById('last').nextElementSibling.id), 'end');
  await assertIntact(page, 'Markup that is whole');
});

test('nothing is written before consent, nor twice after it', async () => {
  const page = await marked('whole');
  await page.assertNothingReleased();
  assert.equal(await page.run(() => document.querySelectorAll('b').length), 0);
  await page.decide('accept');
  await page.ranAll(4);
  await page.api('rejectAll');
  await page.api('acceptAll');
  await page.settled();
  assert.equal(await page.run(() => document.querySelectorAll('b').length), 5);
});

const PIECES = {
  nested: '<div><b>inner</b></div>',
  tag: '<b class="x">half a tag</b>',
  name: 'one <em>two</em> three',
  quotes: '<b title="a &gt; b &lt; c">quotes</b>',
  comment: '<!-- <b>not here</b> --><b>here</b>',
  table: '<table><tbody><tr><td>cell</td></tr></tbody></table>',
  style: '<style>#style { --half: on }</style>',
  entity: 'a &amp; b',
  open: '<div><b>never closed</b></div>',
  closed: 'one',
  whole: '<b>a document</b>',
  throws: '<div>before</div>',
};

test('markup that comes in pieces is joined', async () => {
  const page = await marked('pieces');
  await page.decide('accept');
  await page.ranAll(1);
  const seen = {};
  // An attribute's "<" is escaped by newer engines alone.
  for (const id of Object.keys(PIECES)) seen[id] = (await written(page, id)).replace('b < c', 'b &lt; c').replace('a > b', 'a &gt; b');
  assert.deepEqual(seen, PIECES);
  assert.equal(await page.run(() => document.body.className), '');
  assert.deepEqual((await page.seen()).errors, ['Uncaught Error: the writer is broken']);
  await assertIntact(page, 'Markup in pieces');
});

test('what a script writes that has removed itself is on the page, which stays whole', async () => {
  const page = await marked('pieces');
  await page.decide('accept');
  await page.ranAll(1);
  assert.equal(await page.run(() => document.getElementById('orphan').textContent), 'orphan');
  await assertIntact(page, 'Markup in pieces');
});

test('an external script writes where it stands', async () => {
  const page = await marked('external');
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(5), ['plain one', 'plain script', 'other one', 'other script', 'next']);
  const order = await page.run(() => [...document.getElementById('home').children].map((element) => element.id));
  assert.deepEqual(order, ['before', 'plain', 'plain-one', 'plain-two', 'between', 'other', 'other-one', 'other-two', 'after']);
  await assertIntact(page, 'External scripts that write');
});

test('an external script that is late writes no other page', async () => {
  const page = await marked('late');
  await page.decide('accept');
  await page.until(() => ['async', 'defer'].every((id) => window.seen.ran.some((name) => name.startsWith(id))));
  await page.settled();
  await assertIntact(page, 'External scripts that write when it is late');
});

test('pixels for browsers without scripts that are written are never asked for', async () => {
  const page = await marked('noscript');
  await page.decide('accept');
  await page.ranAll(1);
  await page.requested('/s/asked.png');
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/asked.png']);
  assert.deepEqual(await page.run(() => [document.getElementById('one').textContent, document.getElementById('two').innerHTML]), ['one', '']);
  await assertIntact(page, 'Pixels that are written');
});

test('tags that are written wait for their own category, and frames and images load', async () => {
  const page = await marked('tags');
  await page.select({ analytics: true });
  assert.deepEqual(await page.ranAll(1), ['analytics']);
  await Promise.all([page.requested('/s/plain.html'), page.requested('/s/plain.png')]);
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/analytics.js', '/s/plain.html', '/s/plain.png']);
  await page.api('choose', { targeting: true });
  assert.deepEqual(await page.ranAll(3), ['analytics', 'targeting', 'template']);
  await page.requested('/s/targeting.html');
  await assertIntact(page, 'Tags that are written');
});

test('a script in a template and one that innerHTML made write where they stand', async () => {
  const page = await visit('plain');
  await page.run(() => {
    const writer = (id) => `<script>document.write('<b id="${id}">', '</b>'); ran(String(!!document.getElementById('${id}')))<\/script>`;
    document.querySelector('main').innerHTML = `
      <template data-category="analytics"><p id="start"></p>${writer('one')}<p id="between"></p></template>
      ${writer('two').replace('<script>', '<script type="text/plain" data-category="analytics">')}<p id="last"></p>`;
  });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['true', 'true']);
  const order = await page.run(() => [...document.querySelectorAll('main > [id]')].map((element) => element.id));
  assert.deepEqual(order, ['start', 'one', 'between', 'two', 'last']);
});

test('document.open and document.close around what is written wipe nothing either', async () => {
  const page = await marked('whole');
  await page.append({
    'data-category': 'analytics',
    text: "document.open(); document.write('<b id=\"opened\">opened</b>'); document.close(); ran(document.getElementById('opened')?.textContent)",
  });
  await page.decide('accept');
  assert.equal((await page.ranAll(5)).at(-1), 'opened');
  await assertIntact(page, 'Markup that is whole');
});

test('a script in the head writes to the head what belongs there, and shows what can be seen', async () => {
  const page = await marked('head');
  await page.decide('accept');
  await page.requested('/s/sheet.css');
  await page.settled();
  const places = await page.run(() => [
    document.getElementById('sheets').nextElementSibling.getAttribute('href'),
    document.getElementById('meta').parentNode === document.head,
    document.getElementById('shown').parentNode === document.body,
    document.getElementById('shown').getBoundingClientRect().height > 0,
    document.getElementById('behind').parentNode === document.head,
  ]);
  assert.deepEqual(places, ['/s/sheet.css', true, true, true, true]);
  await assertIntact(page, 'Scripts in the head that write');
});
