// Pages whose elements take the place of members of the document, of forms and of the window.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';
import { Page } from './page.mjs';

const { fresh } = useBrowser();

/** A page on which what a test says of `document` means the members that no element shadows, as the product has to see it. */
class Shadowed extends Page {
  run(script, ...values) {
    return this.driver.executeScript(
      (text, list) => {
        const members = new Proxy(document, {
          get(node, name) {
            const value = Reflect.get(Object.getPrototypeOf(node), name, node);
            return typeof value === 'function' ? value.bind(node) : value;
          },
          set: (node, name, value) => Reflect.set(Object.getPrototypeOf(node), name, value, node),
        });
        const code = text.startsWith('return') ? text : `return (${text})(...list)`;
        return new Function('document', 'list', code)(members, list);
      },
      String(script),
      values,
    );
  }

  /** As a script sees them: chromedriver asks the page for `document.URL` first, and never comes back. */
  async cookies() {
    const pairs = await this.run(() => document.cookie);
    return pairs.split('; ').map((pair) => ({ name: pair.split('=')[0], value: pair.split('=')[1] }));
  }

  async visible(selector) {
    await this.until((wanted) => {
      const element = document.querySelector('octo-consent')?.shadowRoot.querySelector(wanted);
      return !!element && element.getClientRects().length > 0;
    }, selector);
    return { click: () => this.run((wanted) => document.querySelector('octo-consent').shadowRoot.querySelector(wanted).click(), selector) };
  }
}

function visit(query = '', options) {
  const { driver, server, host } = fresh();
  return new Shadowed(driver, server, host).open(`/fixtures/shadowed/${query}`, options);
}

const click = (page, selector) => page.run((wanted) => document.querySelector(wanted).click(), selector);
const RUN = ['matomo', 'one', 'template', 'two', 'written'];

for (const [where, query] of [['before', ''], ['behind', '?late']]) {
  test(`a page with such elements ${where} our tag is asked, released and taken back like any other`, async () => {
    const page = await visit(query);
    assert.equal(await page.run(() => window.document.querySelector instanceof Node || !!window.document.querySelector.window), true, 'shadowed');
    await page.visible('[part~="banner"]');
    await page.assertNothingReleased();
    await page.until(() => !!document.querySelector('#film').contentDocument.querySelector('button'));
    await page.decide('accept');
    assert.deepEqual((await page.ranAll(RUN.length)).toSorted(), RUN);
    assert.ok(await page.run(() => !!document.querySelector('#written + #next')), 'what is written stands in its order');
    assert.match((await page.cookie()).value, /^1\./);
    await page.requested('/s/frame.html');
    await page.requested('/s/background.png');
    await page.setCookie('_pk_id.1=1; path=/');
    await click(page, '#withdraw');
    assert.equal((await page.event('choice', 2)).method, 'withdrawal');
    await page.requested('/gone/frame');
    assert.deepEqual(await page.cookieNames(), ['octoconsent']);
    assert.equal(await page.run(() => getComputedStyle(document.querySelector('#tag')).backgroundImage), 'none');
    await page.assertNoErrors();
    assert.deepEqual((await page.seen()).console, []);
  });
}

test('a configuration behind our tag is found', async () => {
  const page = await visit('?after');
  await page.visible('[part~="banner"]');
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(RUN.length)).toSorted(), RUN);
});

test('the API takes the place of an element of its name, and hears of clicks in such a form', async () => {
  const page = await visit();
  assert.equal(await page.api('granted', 'necessary'), true);
  assert.equal((await page.api('situation')).region, 'FR', 'of our own tag');
  await page.decide('reject');
  for (const target of ['#inside', '#control']) {
    await page.run((wanted) => HTMLElement.prototype.click.call(document.querySelector(wanted)), target);
    await page.visible('[part~="preferences"]');
    await page.api('hide');
    await page.until(() => !document.querySelector('octo-consent').shadowRoot.querySelector('[part~="preferences"]'));
  }
  await page.assertNoErrors();
});

test('a form whose parent seems to be in it is no way without an end', async () => {
  const page = fresh();
  page.hold('/rest');
  const framed = await page.stream('shadowed-stream');
  await framed.frames();
  assert.deepEqual(await framed.ran(), [], 'the parser is not done with it');
  page.release('/rest');
  assert.deepEqual(await framed.ranAll(1), ['one']);
});

/** A page whose one service holds what has such an address. */
const ruled = (url) => visit('', { config: { categories: [{ id: 'targeting', title: 'Targeting', services: [{ id: 'pixel', title: 'Pixel', autoBlock: [{ url }] }] }] } });

test('a frame that nobody tagged is held in such a form, and stays in its place', async () => {
  const page = await ruled('/s/parsed');
  const place = () => page.run(() => document.querySelector('iframe[data-src="/s/parsed.html"]')?.nextElementSibling.localName);
  assert.equal(await place(), 'script');
  await page.decide('accept');
  await page.until(() => document.querySelector('iframe[src="/s/parsed.html"]').contentDocument?.title === 'parsed');
  assert.equal(await place(), 'script');
});

test('what such a form brings is held by a rule, and the page may set its attributes', async () => {
  const page = await ruled('/s/held');
  await page.run(() => {
    const { append, querySelector, setAttribute } = Element.prototype;
    const setMarkup = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML').set;
    const form = document.querySelector('#held').content.firstElementChild;
    setAttribute.call(form, 'src', '/s/held-too.png');
    append.call(document.body, form);
    querySelector.call(form, 'p').innerHTML = '<img src="/s/held-markup.png" alt=""><script src="/s/held-never.js"></scr' + 'ipt>';
    setMarkup.call(document.querySelector('#control'), '<script src="/s/held-never.js"></scr' + 'ipt>');
  });
  const image = await page.run(() => {
    const image = new Image();
    image.src = '/s/held-image.png';
    return image.src;
  });
  assert.equal(image, `${page.server.origin(page.host)}/s/held-image.png`);
  await page.assertNothingReleased();
  await page.decide('accept');
  const images = ['/s/held-image.png', '/s/held-markup.png', '/s/held.png'];
  await Promise.all(images.map((path) => page.requested(path)));
  await page.settled();
  assert.deepEqual(page.requests(), images);
  await page.assertNoErrors();
});
