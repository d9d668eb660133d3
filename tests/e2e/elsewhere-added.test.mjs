// Tags that the page adds, renders anew, copies or takes away, before and after the choice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** One tag of each sort, as markup. */
const MARKUP = `
  <script type="text/plain" data-category="analytics" src="/s/one.js"></script>
  <script type="text/plain" data-category="analytics">ran('two')</script>
  <iframe title="frame" data-category="analytics" data-src="/s/frame.html" width="40" height="20"></iframe>
  <img alt="" data-category="analytics" data-src="/s/image.png">
  <template data-category="analytics"><p id="words">Words</p><script src="/s/three.js"></script><script>ran('four')</script></template>
  <script type="text/plain" data-category="analytics">ran('five')</script>`;
const RAN = ['one', 'two', 'three', 'four', 'five'];
const REQUESTS = ['/s/frame.html', '/s/image.png', '/s/one.js', '/s/three.js'];

/** How pages put markup into themselves. Each gets the markup and the element it belongs in. */
const WAYS = {
  innerHTML: (markup, home) => void (home.innerHTML = markup),
  insertAdjacentHTML: (markup, home) => home.insertAdjacentHTML('beforeend', markup),
  outerHTML: (markup, home) => {
    home.append(document.createElement('i'));
    home.lastChild.outerHTML = markup;
  },
  createContextualFragment: (markup, home) => home.append(document.createRange().createContextualFragment(markup)),
  setHTMLUnsafe: (markup, home) => home.setHTMLUnsafe(markup),
  'a parsed document': (markup, home) => home.append(...new DOMParser().parseFromString(`<body>${markup}`, 'text/html').body.childNodes),
  'a parsed document whose nodes are imported': (markup, home) => {
    for (const node of new DOMParser().parseFromString(`<body>${markup}`, 'text/html').body.childNodes) home.append(document.importNode(node, true));
  },
  'a clone of a template’s content': (markup, home) => {
    const template = document.createElement('template');
    template.innerHTML = markup;
    home.append(template.content.cloneNode(true));
  },
  'append, element by element': (markup, home) => {
    const box = document.createElement('div');
    box.innerHTML = markup;
    while (box.firstChild) home.append(box.firstChild);
  },
  'elements made one by one, attributes last': (markup, home) => {
    const box = document.createElement('div');
    box.innerHTML = markup;
    for (const model of box.children) {
      const made = document.createElement(model.localName);
      if (model.localName === 'script') made.type = 'text/plain';
      if (model.content) made.content.append(model.content);
      else made.textContent = model.textContent;
      for (const { name, value } of model.attributes) made.setAttribute(name, value);
      home.append(made);
    }
  },
};

/** Adds the markup to <main> in one of these ways. */
const add = (page, way, markup = MARKUP) =>
  page.run((text, html) => window.eval(`(${text})`)(html, document.querySelector('main')), String(WAYS[way]), markup);

async function assertReleasedOnce(page) {
  const ran = await page.ranAll(RAN.length);
  await Promise.all(REQUESTS.map((path) => page.requested(path)));
  await page.settled();
  assert.deepEqual(ran, RAN);
  assert.deepEqual(page.requests(), REQUESTS);
  assert.ok(await page.run(() => document.getElementById('words')));
  await page.assertNoErrors();
}

for (const way of Object.keys(WAYS)) {
  test(`${way}: added before the choice, tags wait for it`, async () => {
    const page = await visit('plain');
    await add(page, way);
    await page.assertNothingReleased();
    await page.decide('accept');
    await assertReleasedOnce(page);
  });

  test(`${way}: added after the choice, tags are released at once`, async () => {
    const page = await visit('plain');
    await page.decide('accept');
    await add(page, way);
    await assertReleasedOnce(page);
  });

  test(`${way}: added after a rejection, tags stay blocked`, async () => {
    const page = await visit('plain');
    await page.decide('reject');
    await add(page, way);
    await page.assertNothingReleased();
  });
}

test('an element that gets its category only when it is on the page is a tag from then on', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.run(() => {
    const frame = document.createElement('iframe');
    const script = document.createElement('script');
    Object.assign(script, { type: 'text/plain', text: "ran('script')" });
    document.querySelector('main').append(frame, script);
    window.late = { frame, script };
  });
  await page.settled();
  await page.run(() => {
    const { frame, script } = window.late;
    frame.dataset.src = '/s/frame.html';
    frame.dataset.category = script.dataset.category = 'analytics';
  });
  await page.requested('/s/frame.html');
  assert.deepEqual(await page.ranAll(1), ['script']);
});

test('a clone of a blocked tag is a tag of its own', async () => {
  const page = await visit('order');
  await page.run(() => document.body.append(...[...document.querySelectorAll('body script')].map((tag) => tag.cloneNode(true))));
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(8), ['one', 'two', 'three', 'four', 'one', 'two', 'three', 'four']);
});

test('a clone of a released script does not run', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.run(() => document.body.append(...[...document.querySelectorAll('body script')].map((tag) => tag.cloneNode(true))));
  await page.run(() => document.body.append(document.body.cloneNode(true)));
  await page.settled();
  assert.deepEqual(await page.ran(), ['one', 'two', 'three', 'four']);
  assert.deepEqual(page.requests(), ['/s/one.js', '/s/three.js']);
});

test('a framework that renders the same nodes again runs nothing twice', async () => {
  const page = await visit('plain');
  await add(page, 'innerHTML');
  const render = () =>
    page.run(() => {
      const main = document.querySelector('main');
      main.replaceChildren(...[...main.childNodes]);
    });
  await render();
  await page.settled();
  await render();
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(5), RAN);
  await render();
  await page.settled();
  await render();
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(await page.ran(), RAN);
  assert.deepEqual(page.requests(/js$/).filter((path) => path.startsWith('/s/')), ['/s/one.js', '/s/three.js']);
});

test('a framework that renders new nodes before the choice runs the last ones, once', async () => {
  const page = await visit('plain');
  for (let round = 0; round < 3; round += 1) {
    await add(page, 'innerHTML');
    await page.frames();
  }
  await page.assertNothingReleased();
  await page.decide('accept');
  await assertReleasedOnce(page);
});

test('a framework that renders new nodes after the choice has them released as new tags', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await add(page, 'innerHTML');
  await page.ranAll(5);
  await add(page, 'innerHTML');
  assert.deepEqual(await page.ranAll(10), [...RAN, ...RAN]);
});

test('a framework that renders while a script of the old nodes loads has the new ones run in order', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  page.hold('/s/one.js');
  await add(page, 'innerHTML');
  await page.requested('/s/one.js');
  await add(page, 'innerHTML', MARKUP.replaceAll('/s/one.js', '/s/anew.js'));
  await page.until(() => window.seen.ran.includes('five'));
  const ran = await page.ran();
  assert.deepEqual(ran.filter((name) => name !== 'one'), ['anew', 'two', 'three', 'four', 'five']);
  page.release('/s/one.js');
});

test('a single-page application: what was shown before the choice and left does not run, what is shown does', async () => {
  const page = await visit('elsewhere-app');
  await page.run(() => window.navigate('shop'));
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['shop', 'shop inline']);
  await page.requested('/s/shop.html');
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/shop.html', '/s/shop.js']);
});

test('a single-page application: each view shown after the choice is released, also on the way back', async () => {
  const page = await visit('elsewhere-app');
  await page.decide('accept');
  await page.ranAll(2);
  // A frame that is taken away before it has loaded never says so.
  const frames = (count) => page.until((wanted) => window.seen.frames.length === wanted, count);
  await frames(1);
  await page.run(() => window.navigate('shop'));
  assert.deepEqual(await page.ranAll(4), ['home', 'home inline', 'shop', 'shop inline']);
  await frames(2);
  await page.run(() => history.back());
  assert.deepEqual((await page.ranAll(6)).slice(4), ['home', 'home inline']);
  await frames(3);
  assert.deepEqual((await page.seen()).frames, ['loaded home', 'loaded shop', 'loaded home']);
});

test('a single-page application: a view shown after a withdrawal stays blocked', async () => {
  const page = await visit('elsewhere-app');
  await page.decide('accept');
  await page.ranAll(2);
  await page.requested('/s/home.html');
  await page.api('withdraw');
  await page.run(() => window.navigate('shop'));
  await page.settled();
  assert.deepEqual(await page.ran(), ['home', 'home inline']);
  assert.deepEqual(page.requests(/shop/), []);
});
