// Open shadow roots: declared in the markup or made by scripts, before and after the choice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const ALL = ['before', 'one', 'two', 'three', 'four', 'five', 'slotted', 'after'];

test('tags in declared shadow roots wait for consent', async () => {
  const page = await visit('elsewhere-shadow');
  await page.assertNothingReleased();
  await page.decide('reject');
  await page.assertNothingReleased();
});

test('tags in declared shadow roots are released in page order with those around them', async () => {
  const page = await visit('elsewhere-shadow');
  page.hold('/s/before.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.settled();
  assert.deepEqual(await page.ran(), []);
  page.release('/s/before.js');
  assert.deepEqual(await page.ranAll(8), ALL);
  await Promise.all([page.requested('/s/frame.html'), page.requested('/s/image.png')]);
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/before.js', '/s/frame.html', '/s/image.png', '/s/one.js']);
  assert.ok(await page.run(() => document.getElementById('host').shadowRoot.getElementById('words')));
});

test('a kept grant releases the tags in declared shadow roots', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.open('elsewhere-shadow');
  assert.deepEqual(await page.ranAll(8), ALL);
});

test('an unknown name in a shadow root is said like one outside', async () => {
  const page = await visit('elsewhere-shadow');
  const { code, message } = await page.event('error');
  assert.equal(code, 'tag');
  assert.match(message, /"analytic"/);
});

test('content in a shadow root is taken back', async () => {
  const page = await visit('elsewhere-shadow');
  await page.decide('accept');
  await page.until(() => window.seen.frames.includes('loaded frame'));
  await page.ranAll(8);
  await page.api('withdraw');
  await page.requested('/gone/frame');
  const left = await page.run(() => {
    const root = document.getElementById('host').shadowRoot;
    return [root.getElementById('frame').getAttribute('src'), root.getElementById('words')];
  });
  assert.deepEqual(left, [null, null]);
  await page.api('acceptAll');
  await page.until(() => window.seen.frames.length === 2);
  assert.deepEqual(await page.ran(), ALL);
});

const MARKUP = `
  <script type="text/plain" data-category="analytics" src="/s/one.js"></script>
  <script type="text/plain" data-category="analytics">ran('two')</script>
  <img alt="" data-category="analytics" data-src="/s/image.png">
  <template data-category="analytics"><script>ran('three')</script></template>`;

/** The steps in which pages make a shadow root; the choice falls before the first, or behind any of them. */
const WAYS = {
  'a root filled before its host is connected': [
    (markup) => {
      window.host = document.createElement('div');
      window.host.attachShadow({ mode: 'open' }).innerHTML = markup;
    },
    () => document.body.append(window.host),
  ],
  'a root made before its host is connected, filled after': [
    () => {
      window.host = document.createElement('div');
      window.host.attachShadow({ mode: 'open' });
    },
    () => document.body.append(window.host),
    (markup) => void (window.host.shadowRoot.innerHTML = markup),
  ],
  'a root made on a connected host': [
    () => void (window.host = document.body.appendChild(document.createElement('div'))),
    () => window.host.attachShadow({ mode: 'open' }),
    (markup) => void (window.host.shadowRoot.innerHTML = markup),
  ],
  'a root in a root': [
    () => {
      window.host = document.createElement('div');
      window.host.attachShadow({ mode: 'open' }).append(document.createElement('div'));
    },
    () => document.body.append(window.host),
    (markup) => void (window.host.shadowRoot.firstChild.attachShadow({ mode: 'open' }).innerHTML = markup),
  ],
  'a custom element that is defined after it stands there': [
    () => void (document.querySelector('main').innerHTML = '<late-element></late-element>'),
    (markup) =>
      customElements.define(
        'late-element',
        class extends HTMLElement {
          constructor() {
            super();
            this.attachShadow({ mode: 'open' }).innerHTML = markup;
          }
        },
      ),
  ],
  'a custom element that fills its root when it is connected': [
    (markup) =>
      customElements.define(
        'early-element',
        class extends HTMLElement {
          #root = this.attachShadow({ mode: 'open' });
          connectedCallback() {
            this.#root.innerHTML = markup;
          }
        },
      ),
    () => void (document.querySelector('main').innerHTML = '<early-element></early-element>'),
  ],
  'declarative markup by setHTMLUnsafe': [
    (markup) => document.querySelector('main').setHTMLUnsafe(`<div><template shadowrootmode="open">${markup}</template></div>`),
  ],
  'a clone of a host whose root is clonable': [
    (markup) => {
      window.host = document.createElement('div');
      window.host.attachShadow({ mode: 'open', clonable: true }).append(document.createRange().createContextualFragment(markup));
    },
    () => document.body.append(window.host.cloneNode(true)),
  ],
  'a root whose host goes and comes back': [
    (markup) => {
      window.host = document.body.appendChild(document.createElement('div'));
      window.host.attachShadow({ mode: 'open' }).innerHTML = markup;
    },
    () => window.host.remove(),
    () => document.body.append(window.host),
  ],
};

const step = (page, action) => page.run((text, markup) => void window.eval(`(${text})`)(markup), String(action), MARKUP);

async function assertReleasedOnce(page) {
  assert.deepEqual(await page.ranAll(3), ['one', 'two', 'three']);
  await page.requested('/s/image.png');
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/image.png', '/s/one.js']);
}

for (const [way, steps] of Object.entries(WAYS)) {
  test(`${way}: before the choice`, async () => {
    const page = await visit('plain');
    for (const action of steps) await step(page, action);
    await page.assertNothingReleased();
    await page.decide('accept');
    await assertReleasedOnce(page);
  });

  test(`${way}: after the choice`, async () => {
    const page = await visit('plain');
    await page.decide('accept');
    for (const action of steps) {
      await step(page, action);
      await page.settled();
    }
    await assertReleasedOnce(page);
  });

  for (let made = 1; made < steps.length; made += 1) {
    // What came back after the choice may have been released before it went.
    test(`${way}: the choice falls behind step ${made}`, async () => {
      const page = await visit('plain');
      for (const action of steps.slice(0, made)) await step(page, action);
      await page.decide('accept');
      for (const action of steps.slice(made)) await step(page, action);
      await assertReleasedOnce(page);
    });
  }
}

test('a root made before the product started is found', async () => {
  const page = await visit('elsewhere-shadow-early');
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['connected', 'later']);
});

test('what is removed from a shadow root before the choice never runs', async () => {
  const page = await visit('elsewhere-shadow');
  await page.run(() => {
    const root = document.getElementById('host').shadowRoot;
    root.querySelectorAll('script, template').forEach((tag) => tag.remove());
  });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(4), ['before', 'four', 'slotted', 'after']);
});

test('a host that leaves takes its tags along', async () => {
  const page = await visit('elsewhere-shadow');
  await page.run(() => document.getElementById('host').remove());
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['before', 'after']);
  assert.deepEqual(page.requests(), ['/s/before.js']);
});

test('a host that leaves while a script in its root loads stops no queue', async () => {
  const page = await visit('elsewhere-shadow');
  page.hold('/s/one.js');
  await page.decide('accept');
  await page.requested('/s/one.js');
  await page.run(() => document.getElementById('host').remove());
  assert.deepEqual((await page.ranAll(2)).filter((name) => name !== 'one'), ['before', 'after']);
  page.release('/s/one.js');
});

test('the page’s own attachShadow works as before', async () => {
  const page = await visit('plain');
  const [length, closed, again] = await page.run(() => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    let again = '';
    try {
      host.attachShadow({ mode: 'open' });
    } catch (error) {
      again = error.name;
    }
    return [Element.prototype.attachShadow.length, root.mode === 'closed' && host.shadowRoot === null, again];
  });
  assert.deepEqual([length, closed, again], [1, true, 'NotSupportedError']);
});
