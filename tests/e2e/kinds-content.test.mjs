// Every kind of content that is no script: nothing is asked for before the grant, and once after it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();

/** Whether the style sheets of these names are in force (see `sheet` in tests/server.mjs). */
const inForce = (page, ...names) =>
  page.run((wanted) => wanted.filter((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)), names);

test('frames wait for consent, then load once: of this host, of another, sandboxed, small, srcdoc', async () => {
  const page = await visit('/fixtures/kinds/frames.html');
  await page.assertNothingReleased();
  assert.deepEqual(await page.run(() => [...document.querySelectorAll('body > iframe')].map((frame) => frame.hasAttribute('src'))), Array(5).fill(false));
  await page.decide('accept');
  await page.until(() => window.seen.frames.length >= 5);
  await page.requested('/s/srcdoc.png');
  await page.settled();
  const { frames } = await page.seen();
  assert.deepEqual(frames.toSorted(), ['loaded other', 'loaded own', 'loaded small', 'loaded srcdoc', 'loaded strict (sandboxed)']);
  assert.deepEqual(page.requests(), ['/s/other.html', '/s/own.html', '/s/small.html', '/s/srcdoc.png', '/s/strict.html']);
  const kept = await page.run(() => {
    const { other, sandbox, srcdoc } = Object.fromEntries(['other', 'sandbox', 'srcdoc'].map((id) => [id, document.getElementById(id)]));
    return [other.dataset.src === other.src, other.allow, sandbox.sandbox.value, srcdoc.srcdoc === srcdoc.dataset.srcdoc];
  });
  assert.deepEqual(kept, [true, 'fullscreen', 'allow-scripts', true]);
});

test('on rejection no frame loads', async () => {
  const page = await visit('/fixtures/kinds/frames.html');
  await page.decide('reject');
  await page.assertNothingReleased();
  assert.deepEqual((await page.seen()).frames, []);
});

test('images wait for consent, then load what the browser picks: src, srcset, both, picture', async () => {
  const page = await visit('/fixtures/kinds/images.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  await page.until(() => [...document.querySelectorAll('body img')].every((image) => image.naturalWidth === 1));
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/both.png', '/s/picture.png', '/s/src.png', '/s/srcset.png']);
});

test('style sheets wait for consent and are then in force, with their media', async () => {
  const page = await visit('/fixtures/kinds/links.html');
  await page.assertNothingReleased();
  assert.deepEqual(await inForce(page, 'sheet', 'imports', 'imported', 'print'), []);
  await page.decide('accept');
  await page.requested('/s/print.css');
  await page.until(() => ['sheet', 'imports', 'imported'].every((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)));
  await page.settled();
  assert.deepEqual(await inForce(page, 'print'), []);
  assert.deepEqual(page.requests(/\/s\/(sheet|imports|imported|print)\.css/), [
    '/s/imported.css', '/s/imports.css?import=imported', '/s/print.css', '/s/sheet.css',
  ]);
});

test('preconnect, prefetch and preload wait for consent', async () => {
  const page = await visit('/fixtures/kinds/links.html');
  await page.assertNothingReleased();
  assert.equal(await page.run(() => document.getElementById('preconnect').hasAttribute('href')), false);
  await page.decide('accept');
  await Promise.all([page.requested('/s/prefetch.css'), page.requested('/s/preload.png')]);
  await page.settled();
  assert.equal(await page.run(() => document.getElementById('preconnect').href === document.getElementById('preconnect').dataset.href + '/'), true);
  assert.deepEqual(page.requests(/prefetch|preload/), ['/s/prefetch.css', '/s/preload.png']);
});

test('media wait for consent: by src, with a poster, by sources, by a source that is itself a tag', async () => {
  const page = await visit('/fixtures/kinds/media.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  await page.until(() => [...document.querySelectorAll('video, audio')].every((media) => Math.round(media.duration) === 60));
  await page.requested('/s/poster.png');
  await page.until(() => document.getElementById('video').currentTime > 0);
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/audio.wav', '/s/poster.png', '/s/source.wav', '/s/tagged.wav', '/s/video.wav']);
});

test('embeds and objects wait for consent, then load once', async () => {
  const page = await visit('/fixtures/kinds/plugins.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  await page.until(() => window.seen.frames.length >= 2);
  await page.requested('/s/object.png');
  await page.settled();
  assert.deepEqual((await page.seen()).frames.toSorted(), ['loaded embed', 'loaded object']);
  assert.deepEqual(page.requests(), ['/s/embed.html', '/s/object.html', '/s/object.png']);
});

test('a background image waits for consent, and the element’s own style stays', async () => {
  const page = await visit('/fixtures/kinds/styles.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  await page.requested('/s/background.png');
  await page.settled();
  const style = await page.run(() => {
    const { backgroundImage, color, height } = getComputedStyle(document.getElementById('background'));
    return [backgroundImage.endsWith('/s/background.png")'), color, height];
  });
  assert.deepEqual(style, [true, 'rgb(255, 0, 0)', '30px']);
  assert.deepEqual(page.requests(/background/), ['/s/background.png']);
});

test('style elements wait for consent, and what they import, too, where they stand in a template', async () => {
  const page = await visit('/fixtures/kinds/styles.html');
  await page.assertNothingReleased();
  assert.deepEqual(await inForce(page, 'inline', 'template', 'imported'), []);
  await page.decide('accept');
  await page.until(() => ['inline', 'template', 'imported'].every((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)));
  await page.settled();
  assert.deepEqual(page.requests(/imported/), ['/s/imported.css']);
});

// A limit of the browser, measured also without the product: its preload scanner does not look at the type.
test('what a blocked style element imports outside a template is asked for by the browser itself, but not in force', async () => {
  const page = await visit('/fixtures/kinds/style-import.html');
  await page.settled();
  assert.deepEqual(page.requests(), ['/s/imported.css']);
  assert.deepEqual(await inForce(page, 'inline', 'imported'), []);
  await page.decide('accept');
  await page.until(() => ['inline', 'imported'].every((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)));
});

const LOADED = {
  frames: ['/s/other.html', '/s/own.html', '/s/small.html', '/s/srcdoc.png', '/s/strict.html'],
  images: ['/s/both.png', '/s/picture.png', '/s/src.png', '/s/srcset.png'],
  links: ['/s/imported.css', '/s/imports.css', '/s/prefetch.css', '/s/preload.png', '/s/print.css', '/s/sheet.css'],
  media: ['/s/audio.wav', '/s/poster.png', '/s/source.wav', '/s/tagged.wav', '/s/video.wav'],
  plugins: ['/s/embed.html', '/s/object.html', '/s/object.png'],
  styles: ['/s/background.png', '/s/imported.css'],
};

for (const [kind, paths] of Object.entries(LOADED)) {
  test(`a kept grant loads ${kind} on the next page, once`, async () => {
    const page = await visit('plain');
    await page.decide('accept');
    await page.open(`/fixtures/kinds/${kind}.html`);
    await Promise.all(paths.map((path) => page.requested(path)));
    await page.settled();
    assert.deepEqual(page.requests().map((request) => request.split('?')[0]), paths);
  });
}

test('each release of content is announced with its element', async () => {
  const page = await visit('/fixtures/kinds/plugins.html');
  await page.decide('accept');
  await page.event('release', 3);
  await page.settled();
  const released = (await page.events('release')).map(({ category, element }) => [category, element]);
  assert.deepEqual(released.toSorted(), [['analytics', 'embed'], ['analytics', 'image'], ['analytics', 'object']]);
});
