// A grant taken back, seen from the page: what can be undone is undone, what has run stays, and a new grant loads again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const FRAMES = ['embed', 'frame', 'inside', 'object', 'small', 'srcdoc'];

/** The page with everything granted and loaded. */
async function granted() {
  const page = await visit('/fixtures/kinds/withdrawal.html');
  await page.assertNothingReleased();
  await page.decide('accept');
  await loaded(page, 1);
  return page;
}

/** Waits until everything has loaded for the n-th time. */
async function loaded(page, nth) {
  await page.until((count) => window.seen.frames.length >= count, nth * 6 + 1);
  await page.until(() => [...document.querySelectorAll('video, audio')].every((media) => media.currentTime > 0));
  await page.until(() => getComputedStyle(document.documentElement).getPropertyValue('--sheet'));
  await page.until(() => document.getElementById('image').naturalWidth === 1);
  await page.until(() => window.seen.ran.length >= 3);
  await page.settled();
}

/** The documents that have loaded, as they told the page. */
const heard = async (page) => (await page.seen()).frames.map((line) => line.replace('loaded ', '')).toSorted();

/** Waits until the documents of these frames had to go, and asserts that no other had to. */
async function gone(page, names) {
  await Promise.all(names.map((name) => page.requested(`/gone/${name}`)));
  await page.settled();
  assert.deepEqual(page.requests(/^\/gone/), names.map((name) => `/gone/${name}`).toSorted());
}

test('frames, embeds and objects are blank after a withdrawal, those of other categories stay', async () => {
  const page = await granted();
  assert.deepEqual(await heard(page), [...FRAMES, 'targeting'].toSorted());
  await page.api('withdraw', 'analytics');
  await gone(page, FRAMES);
  const sources = await page.run(() =>
    ['frame', 'small', 'srcdoc', 'embed', 'object'].flatMap((id) => ['src', 'srcdoc', 'data'].filter((name) => document.getElementById(id).hasAttribute(name))),
  );
  assert.deepEqual(sources, []);
  assert.ok(await page.run(() => document.getElementById('targeting').src.endsWith('/s/targeting.html')));
});

test('media stop after a withdrawal and let go of what they played', async () => {
  const page = await granted();
  await page.api('withdraw', 'analytics');
  const states = await page.run(() =>
    ['video', 'sources', 'audio'].map((id) => {
      const media = document.getElementById(id);
      return [media.paused, media.readyState, media.hasAttribute('src'), media.hasAttribute('poster'), media.querySelectorAll('source[src]').length];
    }),
  );
  assert.deepEqual(states, Array(3).fill([true, 0, false, false, 0]));
});

test('style sheets, styles and background images are off after a withdrawal', async () => {
  const page = await granted();
  const look = () =>
    page.run(() => {
      const root = getComputedStyle(document.documentElement);
      const { backgroundImage, color, height } = getComputedStyle(document.getElementById('background'));
      return [root.getPropertyValue('--sheet'), root.getPropertyValue('--inline'), backgroundImage.replace(/http.*\/s/, ''), color, height];
    });
  assert.deepEqual(await look(), ['on', 'on', 'url("/background.png")', 'rgb(255, 0, 0)', '30px']);
  await page.api('withdraw', 'analytics');
  assert.deepEqual(await look(), ['', '', 'none', 'rgb(0, 0, 0)', '30px']);
});

test('what a template brought is gone after a withdrawal', async () => {
  const page = await granted();
  assert.equal(await page.run(() => document.getElementById('template').nextElementSibling.id), 'words');
  await page.api('withdraw', 'analytics');
  const left = await page.run(() => [document.getElementById('words'), document.getElementById('template').nextElementSibling.id]);
  assert.deepEqual(left, [null, 'behind']);
});

test('images and scripts stay as they are', async () => {
  const page = await granted();
  await page.api('withdraw', 'analytics');
  await page.settled();
  const { image, script } = await page.run(() => ({
    image: document.getElementById('image').naturalWidth,
    script: document.getElementById('script').getAttribute('src'),
  }));
  assert.deepEqual([image, script], [1, '/s/script.js']);
  assert.deepEqual(await page.ran(), ['external', 'inline', 'script']);
});

test('a withdrawal asks nobody for anything', async () => {
  const page = await granted();
  const before = page.requests(/^(?!\/(sentinel|gone))/);
  await page.api('withdraw', 'analytics');
  await page.settled();
  assert.deepEqual(page.requests(/^(?!\/(sentinel|gone))/), before);
});

test('granting again loads content again, and runs no script twice', async () => {
  const page = await granted();
  await page.api('withdraw', 'analytics');
  await gone(page, FRAMES);
  await page.api('acceptAll');
  await loaded(page, 2);
  assert.deepEqual(await heard(page), [...FRAMES, ...FRAMES, 'targeting'].toSorted());
  assert.equal(await page.run(() => document.getElementById('template').nextElementSibling.id), 'words');
  assert.deepEqual(await page.ran(), ['external', 'inline', 'script']);
  assert.deepEqual(page.requests(/^\/s\/.*js$/), ['/s/external.js', '/s/script.js']);
  assert.deepEqual(page.requests(/image/), ['/s/image.png']);
});

test('a template that waits for a frame within is taken back and given again as often as the visitor likes', async () => {
  const page = await granted();
  for (let round = 2; round < 5; round += 1) {
    await page.api('withdraw', 'analytics');
    assert.equal(await page.run(() => document.querySelectorAll('#words').length), 0);
    await page.api('acceptAll');
    await page.until((count) => window.seen.frames.filter((word) => word === 'loaded inside').length === count, round);
  }
  await page.settled();
  assert.equal(await page.run(() => document.querySelectorAll('#words').length), 1);
  assert.deepEqual(await page.ran(), ['external', 'inline', 'script']);
});

test('rejecting from the banner takes content back like the API', async () => {
  const page = await granted();
  await page.press('reopen');
  await page.decide('reject');
  await gone(page, [...FRAMES, 'targeting']);
});

test('content withdrawn in one service leaves that of its neighbours', async () => {
  const page = await visit('plain');
  await page.run(() => {
    const frame = (service) => `<iframe title="${service}" data-service="${service}" data-src="/s/${service}.html" width="40" height="20"></iframe>`;
    document.querySelector('main').innerHTML = frame('matomo') + frame('posthog');
  });
  await page.decide('accept');
  await Promise.all([page.requested('/s/matomo.html'), page.requested('/s/posthog.html')]);
  await page.api('withdraw', 'matomo');
  const sources = await page.run(() => [...document.querySelectorAll('iframe[data-src]')].map((frame) => frame.getAttribute('src')));
  assert.deepEqual(sources, [null, '/s/posthog.html']);
});

test('content that is withdrawn while it loads does not come', async () => {
  const page = await visit('/fixtures/kinds/withdrawal.html');
  for (const name of ['frame.html', 'sheet.css', 'inside.html']) page.server.hold(`/s/${name}`);
  await page.decide('accept');
  await Promise.all(['frame.html', 'sheet.css', 'inside.html'].map((name) => page.requested(`/s/${name}`)));
  await page.api('withdraw', 'analytics');
  for (const name of ['frame.html', 'sheet.css', 'inside.html']) page.server.release(`/s/${name}`);
  await page.settled();
  const { frames } = await page.seen();
  assert.ok(!frames.includes('loaded frame') && !frames.includes('loaded inside'), `heard ${frames}`);
  assert.equal(await page.run(() => getComputedStyle(document.documentElement).getPropertyValue('--sheet')), '');
});

test('an address of the page’s own gives way to the one that waits, and comes back', async () => {
  const page = await visit('/fixtures/kinds/own-addresses.html');
  await page.assertNothingReleased();
  const addresses = () =>
    page.run(() =>
      Object.fromEntries(['blank', 'frame', 'image'].map((id) => [id, document.getElementById(id).getAttribute('src')])),
    );
  const before = await addresses();
  assert.deepEqual(before, { blank: 'about:blank', frame: '/fixtures/blank/?frame', image: '/fixtures/kinds/own.png' });
  await page.decide('accept');
  await page.until(() => window.seen.frames.length === 2 && Math.round(document.getElementById('video').duration) === 60);
  assert.deepEqual(await addresses(), { blank: '/s/blank.html', frame: '/s/frame.html', image: '/s/image.png' });
  await page.api('withdraw');
  await Promise.all([page.requested('/gone/blank'), page.requested('/gone/frame')]);
  const { blank, frame } = await addresses();
  assert.deepEqual([blank, frame], [before.blank, before.frame]);
  assert.equal(await page.run(() => document.getElementById('video').getAttribute('poster')), '/fixtures/kinds/own.png');
  await page.until(() => document.getElementById('frame').contentDocument?.URL.endsWith('/fixtures/blank/?frame'));
});
