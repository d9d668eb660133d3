// What stands in place of a blocked frame: in its size, with the name of the service, and two ways to allow it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key, useBrowser } from './harness.mjs';
import { CONFIG, allow, covered, drawn, press, said, shown } from './placeholder.mjs';

const { fresh, visit } = useBrowser();
const open = (page, config = {}) => visit(page, { config: { ...CONFIG, ...config } });
const state = (page, id) => page.run((wanted) => window.octoconsent.decision().services[wanted], id);

test('a blocked frame says whose content it is, and nothing is asked for', async () => {
  const page = await open('placeholder');
  await drawn(page, 'video');
  assert.deepEqual(await said(page, 'video'), {
    lang: 'en', dir: 'ltr', document: 'Tube', heading: 'Tube', buttons: ['Load once', 'Always allow'],
    text: 'This content comes from Tube. It loads only with your consent.',
  });
  await page.assertNothingReleased();
  await page.assertNoErrors();
});

test('it has the size of the frame, and nothing on the page moves when it comes and goes', async () => {
  const page = await open('placeholder');
  await drawn(page, 'map');
  const boxes = () => page.run(() => [...document.querySelectorAll('main > *')].map((element) => JSON.stringify(element.getBoundingClientRect())));
  const before = await boxes();
  const fills = await page.run(() => {
    const blank = document.getElementById('video').contentWindow;
    const { width, height } = blank.document.querySelector('.frame').getBoundingClientRect();
    return width === blank.innerWidth && height === blank.innerHeight && width > 400;
  });
  assert.equal(fills, true);
  await page.decide('accept');
  await page.until(() => window.seen.frames.length === 3);
  await page.settled();
  assert.deepEqual(await boxes(), before);
  assert.equal((await page.seen()).shift, 0);
});

test('“load once” loads this one frame, keeps no record, and counts for this page only', async () => {
  const page = await open('placeholder');
  await press(page, 'video', 0);
  await page.until(() => window.seen.frames.includes('loaded video'));
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/video.html']);
  assert.deepEqual([await page.cookie(), await page.stored(), (await page.events('choice')).length], [null, null, 0]);
  assert.deepEqual([await state(page, 'video'), await shown(page)], ['denied', ['second', 'map']]);
  await page.visible('[part~="banner"]');
  await page.reload();
  await drawn(page, 'video');
});

test('“always allow” keeps a record of the choice, and loads every frame of the service and no other', async () => {
  const page = await open('placeholder');
  await press(page, 'second', 1);
  await page.until(() => window.seen.frames.length === 2);
  await page.settled();
  assert.deepEqual((await page.seen()).frames.toSorted(), ['loaded second', 'loaded video']);
  assert.deepEqual(page.requests(), ['/s/second.html', '/s/video.html']);
  const { method, record } = await page.event('choice');
  assert.equal(method, 'selection');
  assert.deepEqual(record.services, { video: 'granted', map: 'denied', count: 'denied' });
  assert.ok(await page.cookie());
  assert.deepEqual(await shown(page), ['map']);
  await page.reload();
  await page.until(() => window.seen.frames.length === 2);
});

test('it can be used with the keyboard alone, in the page’s own order, and the focus stays in the frame', async () => {
  for (const [keys, loaded] of [[1, ['loaded video']], [2, ['loaded second', 'loaded video']]]) {
    const page = await open('placeholder');
    await drawn(page, 'video');
    await page.run(() => document.getElementById('before').focus());
    await page.keys(...Array(keys).fill(Key.TAB));
    const focused = await page.run(() => [document.activeElement.id, document.activeElement.contentDocument.activeElement.textContent]);
    assert.deepEqual(focused, ['video', keys === 1 ? 'Load once' : 'Always allow']);
    await page.keys(keys === 1 ? Key.ENTER : Key.SPACE);
    await page.until((count) => window.seen.frames.length === count, loaded.length);
    assert.deepEqual((await page.seen()).frames.toSorted(), loaded);
    assert.equal(await page.focused(), 'video');
  }
});

test('a choice made elsewhere leaves the focus where it is', async () => {
  const page = await open('placeholder');
  await drawn(page, 'video');
  await page.run(() => document.getElementById('after').focus());
  await page.api('acceptAll');
  await page.until(() => window.seen.frames.length === 3);
  await page.settled();
  assert.equal(await page.focused(), 'after');
});

test('a withdrawal brings it back, and granting again loads the frame again', async () => {
  const page = await open('placeholder');
  await press(page, 'video', 1);
  await page.until(() => ['loaded video', 'loaded second'].every((line) => window.seen.frames.includes(line)));
  await page.api('withdraw', 'video');
  await page.requested('/gone/second');
  await drawn(page, 'video');
  await drawn(page, 'second');
  await press(page, 'video', 1);
  await page.until(() => window.seen.frames.filter((line) => line === 'loaded video').length === 2);
  await page.settled();
  assert.deepEqual(page.requests(/s.video/), ['/s/video.html', '/s/video.html']);
});

test('a withdrawal of everything brings back what was loaded once, too', async () => {
  const page = await open('placeholder');
  await press(page, 'map', 0);
  await page.until(() => window.seen.frames.includes('loaded map'));
  await page.api('rejectAll');
  await page.requested('/gone/map');
  await drawn(page, 'map');
});

test('the back button is not disturbed', async () => {
  const page = await open('placeholder');
  const before = await page.run(() => history.length);
  await press(page, 'map', 0);
  await press(page, 'video', 1);
  await page.until(() => window.seen.frames.length === 3);
  await page.api('rejectAll');
  await drawn(page, 'video');
  await press(page, 'video', 1);
  await page.until(() => window.seen.frames.filter((line) => line === 'loaded video').length === 2);
  await page.settled();
  assert.equal(await page.run(() => history.length), before);
});

test('a frame without a title has the service’s while it is covered; one of its own stays', async () => {
  const page = await open('placeholder');
  await drawn(page, 'video');
  await drawn(page, 'second');
  const titles = () => page.run(() => ['video', 'second'].map((id) => document.getElementById(id).getAttribute('title')));
  assert.deepEqual(await titles(), ['Tube', 'The second']);
  await page.decide('accept');
  await page.until(() => window.seen.frames.length === 3);
  assert.deepEqual(await titles(), [null, 'The second']);
});

test('a sandboxed frame keeps its sandbox, and loads in it', async () => {
  const page = await open('/fixtures/placeholder/odd.html');
  await drawn(page, 'strict');
  const sandbox = () => page.run(() => document.getElementById('strict').getAttribute('sandbox'));
  assert.equal(await sandbox(), 'allow-scripts');
  await press(page, 'strict', 0);
  await page.until(() => window.seen.frames.some((line) => line.includes('strict')));
  assert.ok((await page.seen()).frames.includes('loaded strict (sandboxed)'));
  assert.equal(await sandbox(), 'allow-scripts');
});

test('there is none in frames too small for it, hidden, with content of their own, of unknown names or for a denial', async () => {
  const page = await open('/fixtures/placeholder/odd.html');
  await drawn(page, 'both');
  await page.until(() => window.seen.frames.length === 2);
  await page.settled();
  assert.deepEqual(await shown(page), ['strict', 'blank', 'category', 'both']);
  assert.deepEqual((await page.seen()).frames.toSorted(), ['loaded own', 'loaded own-strict (sandboxed)']);
  assert.deepEqual(page.requests(), ['/s/own-strict.html', '/s/own.html']);
});

test('it comes when a frame grows, goes when it shrinks or is hidden, and leaves nothing to focus', async () => {
  const page = await open('/fixtures/placeholder/odd.html');
  await drawn(page, 'both');
  const change = (id, values) => page.run((target, wanted) => void Object.assign(document.getElementById(target), wanted), id, values);
  await change('tiny', { width: 120 });
  await change('low', { height: 60 });
  await change('hidden', { hidden: false });
  for (const id of ['tiny', 'low', 'hidden']) await drawn(page, id);
  await change('tiny', { width: 100 });
  await change('low', { height: 1 });
  await change('hidden', { hidden: true });
  await page.until(() => ['tiny', 'low', 'hidden'].every((id) => !document.getElementById(id).contentDocument.body.firstChild));
});

test('where no service is named it is the category that is named and granted', async () => {
  const page = await open('/fixtures/placeholder/odd.html');
  assert.equal((await said(page, 'category')).heading, 'Counting');
  await press(page, 'category', 1);
  await page.until(() => window.seen.frames.includes('loaded category'));
  assert.deepEqual((await page.event('choice')).record.categories, { necessary: 'granted', media: 'denied', analytics: 'granted' });
});

test('where more is named, all of that is granted and no more', async () => {
  const page = await open('/fixtures/placeholder/odd.html');
  await press(page, 'both', 1);
  await page.until(() => window.seen.frames.includes('loaded both'));
  assert.deepEqual((await page.event('choice')).record.services, { video: 'denied', map: 'granted', count: 'granted' });
});

test('an embed, an object and a frame in a template have one in their place, of their size', async () => {
  const page = await open('/fixtures/placeholder/embeds.html');
  for (const id of ['embed', 'object', 'template']) await drawn(page, id);
  await page.assertNothingReleased();
  const seen = await page.run((covers) => covers.map((id) => {
    const element = document.getElementById(id);
    const frame = element.previousElementSibling;
    const { width, height } = frame.getBoundingClientRect();
    return [getComputedStyle(element).display, frame.className, frame.title, Math.round(width), Math.round(height)];
  }), ['embed', 'object', 'template']);
  const wide = (await page.run(() => document.body.clientWidth)) * 0.6;
  assert.deepEqual(seen, [
    ['none', 'wide', 'Tube', Math.round(wide), Math.round((wide * 9) / 16)],
    ['none', '', 'An object', 420, 180],
    ['none', '', 'Inside', 504, 244],
  ]);
  assert.deepEqual(await shown(page), []);
  assert.equal(await page.run(() => document.querySelectorAll('body iframe').length), 3);
});

test('nothing moves when embeds, objects and templates are released, and nothing of the placeholder stays', async () => {
  const page = await open('/fixtures/placeholder/embeds.html');
  for (const id of ['embed', 'object', 'template']) await drawn(page, id);
  const place = async () => [await page.run(() => document.getElementById('below').getBoundingClientRect().top), (await page.seen()).shift];
  const before = await place();
  await page.decide('accept');
  await page.until(() => window.seen.frames.length === 3);
  await page.settled();
  assert.deepEqual(await place(), before);
  const left = await page.run(() => [document.querySelectorAll('body > iframe').length, ...['embed', 'object'].map((id) => document.getElementById(id).style.display)]);
  assert.deepEqual(left, [1, '', '']);
});

test('“load once” and “always allow” work for embeds, objects and templates, and the focus goes to what comes', async () => {
  const page = await open('/fixtures/placeholder/embeds.html');
  for (const [id, name, focused] of [['embed', 'embed', 'embed'], ['object', 'object', 'object'], ['template', 'inner', 'inner']]) {
    await press(page, id, 0);
    await page.until((wanted) => window.seen.frames.includes(wanted), `loaded ${name}`);
    assert.equal(await page.focused(), focused);
  }
  assert.deepEqual(page.requests(), ['/s/embed.html', '/s/inner.html', '/s/object.html']);
  await page.reload();
  await press(page, 'template', 1);
  await page.requested('/s/image.png');
  await page.until(() => window.seen.frames.includes('loaded inner'));
  await page.api('withdraw', 'map');
  await drawn(page, 'template');
});

test('a frame that is made later, in a shadow root too, has one', async () => {
  const page = await open('placeholder');
  await page.run(() => {
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).innerHTML = '<iframe width="300" height="200" data-service="map" data-src="/s/later.html"></iframe>';
    document.querySelector('main').prepend(host);
  });
  await page.until(() => Boolean(document.querySelector('main > div').shadowRoot.querySelector('iframe').contentDocument.querySelector('button')));
  await page.run(() => document.querySelector('main > div').shadowRoot.querySelector('iframe').contentDocument.querySelector('button').click());
  await page.until(() => window.seen.frames.includes('loaded later'));
});

test('where the page removes an embed or an object nothing stays in its place', async () => {
  const page = await open('/fixtures/placeholder/embeds.html');
  for (const id of ['embed', 'object', 'template']) await drawn(page, id);
  await page.run(() => ['embed', 'object', 'template'].forEach((id) => document.getElementById(id).remove()));
  await page.until(() => !document.querySelector('body > iframe'));
  await page.assertNoErrors();
});

test('a frame that the page moves has it again; one that the page removes leaves nothing behind', async () => {
  const page = await open('placeholder');
  await drawn(page, 'map');
  await page.run(() => document.querySelector('main').prepend(document.getElementById('map')));
  await drawn(page, 'map');
  await press(page, 'map', 0);
  await page.until(() => window.seen.frames.includes('loaded map'));
  await page.run(() => document.getElementById('video').remove());
  await page.api('acceptAll');
  await page.until(() => window.seen.frames.includes('loaded second'));
  await page.settled();
  assert.deepEqual(page.requests(/video/), []);
  await page.assertNoErrors();
});

test('starting anew with another configuration draws it anew', async () => {
  const page = await open('placeholder');
  await drawn(page, 'video');
  const french = { ...CONFIG, language: 'fr', categories: CONFIG.categories.map((category) => ({ ...category, services: category.services?.map((service) => ({ ...service, title: 'Vidéo' })) })), texts: { fr: {} } };
  await page.api('start', french);
  await page.until(() => document.getElementById('video').contentDocument.querySelector('h1')?.textContent === 'Vidéo');
  assert.equal((await said(page, 'video')).lang, 'fr');
});

test('it speaks the page’s language', async () => {
  const texts = {
    fr: { placeholderText: 'Ce contenu provient de {service}. Il ne se charge qu’avec votre accord.', loadOnce: 'Charger une fois', allowAlways: 'Toujours autoriser' },
  };
  const page = await open('placeholder', { language: 'fr', texts });
  assert.deepEqual(await said(page, 'map'), {
    lang: 'fr', dir: 'ltr', document: 'Cartes', heading: 'Cartes', buttons: ['Charger une fois', 'Toujours autoriser'],
    text: 'Ce contenu provient de Cartes. Il ne se charge qu’avec votre accord.',
  });
});

test('it is written from right to left where the language is', async () => {
  const page = await open('placeholder', { language: 'ar', texts: { ar: { loadOnce: 'تحميل مرة واحدة', allowAlways: 'السماح دائمًا' } } });
  const { lang, dir } = await said(page, 'video');
  assert.deepEqual([lang, dir], ['ar', 'rtl']);
  const [first, second] = await page.run(() => [...document.getElementById('video').contentDocument.querySelectorAll('button')].map((button) => button.getBoundingClientRect().left));
  assert.ok(first > second, 'the first button is on the right');
});

const POLICY = "script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; trusted-types octoconsent";

for (const [name, path, ids] of [['frames', 'placeholder', ['video', 'second', 'map']], ['embeds', '/fixtures/placeholder/embeds.html', ['embed', 'object', 'template']]]) {
  test(`a strict policy of the page has nothing to complain of: ${name}`, async () => {
    const page = await fresh().open(path, { config: CONFIG, csp: POLICY });
    for (const id of ids) await drawn(page, id);
    await page.run(() => {
      for (const frame of document.querySelectorAll('iframe')) {
        frame.contentDocument.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => window.seen.violations.push(`in a frame: ${effectiveDirective}`));
      }
    });
    const look = await page.run(covered, ids[0]);
    assert.ok(look.display === 'flex' && look.background === 'rgb(255, 255, 255)', JSON.stringify(look));
    await press(page, ids[0], 0);
    await page.until(() => window.seen.frames.length === 1);
    await allow(page, ids[2]);
    await page.settled();
    assert.deepEqual((await page.seen()).violations, []);
  });
}
