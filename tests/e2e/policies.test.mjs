// The page's own policies: everything is released under the strictest, and no violation is reported to anyone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
// Also what frames of the page's own kind break is reported to the server: they inherit the policy.
const REPORT = 'report-uri /report';
const STRICT = `script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; ${REPORT}`;
const POLICIES = {
  'nonce, strict-dynamic and Trusted Types': STRICT,
  'a list of Trusted Types policies': `${STRICT}; trusted-types page octoconsent`,
  'nonce without strict-dynamic': `script-src 'nonce-{{nonce}}' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; ${REPORT}`,
  'nonce and strict-dynamic without Trusted Types': `script-src 'nonce-{{nonce}}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; ${REPORT}`,
};
const CLASSIC = ['first', 'data-src', 'inline', 'external', 'template'];
const LATE = ['defer', 'module', 'library', 'inline module', 'template module'];
const PATHS = [
  'async.js', 'audio.wav', 'background.png', 'data-src.js', 'defer.js', 'embed.html', 'external.js', 'first.js', 'frame.html',
  'image.png', 'inside.html', 'library.js?module', 'module.js?module', 'object.html', 'picture.png', 'poster.png', 'preload.png',
  'sheet.css', 'video.wav',
].map((name) => `/s/${name}`);

/** Asserts that neither the page nor a frame in it saw a violation, nor the page an error. */
async function assertNoViolation(page) {
  await page.settled();
  const { violations, errors } = await page.seen();
  assert.deepEqual([violations, errors, page.requests('/report')], [[], [], []]);
}

/** Waits until everything on policies/all.html has been released, its frames for the n-th time. */
async function released(page, nth = 1) {
  await Promise.all(PATHS.map((path) => page.requested(path.split('?')[0])));
  await page.until((count) => window.seen.frames.length >= count, 5 * nth);
  await page.until((count) => window.seen.ran.length >= count, CLASSIC.length + LATE.length + 1);
  await page.settled();
}

for (const [name, csp] of Object.entries(POLICIES)) {
  test(`under ${name} every kind waits, is released once, taken back and given again without a violation`, async () => {
    const page = await visit('/fixtures/policies/all.html', { csp });
    await page.assertNothingReleased();
    page.hold('/s/first.js');
    await page.decide('accept');
    await page.requested('/s/data-src.js');
    page.release('/s/first.js');
    await released(page);
    const ran = await page.ran();
    assert.deepEqual(ran.filter((name) => CLASSIC.includes(name)), CLASSIC);
    assert.deepEqual(ran.toSorted(), [...CLASSIC, ...LATE, 'async'].toSorted());
    assert.deepEqual(page.requests(), PATHS);
    assert.deepEqual((await page.seen()).frames.toSorted(), ['embed', 'frame', 'inside', 'object', 'srcdoc'].map((name) => `loaded ${name}`));
    await page.api('withdraw');
    await page.settled();
    await page.api('acceptAll');
    await released(page, 2);
    assert.deepEqual(await page.ran(), ran);
    await assertNoViolation(page);
  });
}

test('under the strictest policy a kept grant releases every kind without a violation', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  await page.open('/fixtures/policies/all.html', { csp: STRICT });
  await released(page);
  assert.deepEqual(page.requests(), PATHS);
  await assertNoViolation(page);
});

test('under the strictest policy tags made through innerHTML and createElement are released without a violation', async () => {
  const page = await visit('/fixtures/policies/all.html', { csp: STRICT });
  await page.decide('accept');
  await released(page);
  const before = (await page.ran()).length;
  await page.run(() => {
    const { nonce, policy } = window;
    const tag = (inner, more = '') => `<script nonce="${nonce}" type="text/plain" data-category="analytics"${more}>${inner}<\/script>`;
    const box = document.createElement('div');
    box.innerHTML = policy.createHTML(`
      ${tag('', ' src="/s/html-src.js"')}
      ${tag('', ' data-src="/s/html-data-src.js"')}
      ${tag("ran('html inline')")}
      <iframe title="html" data-category="analytics" data-srcdoc="<script nonce='${nonce}'>parent.postMessage('loaded html', '*')<\/script>"></iframe>
      <template data-category="analytics"><script nonce="${nonce}">ran('html template')<\/script></template>
      ${tag("ran('html module')", ' data-type="module"')}`);
    document.body.append(box);
    const script = document.createElement('script');
    Object.assign(script, { type: 'text/plain', nonce });
    script.dataset.category = 'analytics';
    script.textContent = policy.createScript("ran('made')");
    document.body.append(script);
  });
  const ran = await page.ranAll(before + 6);
  const classic = ['html-src', 'html-data-src', 'html inline', 'html template', 'made'];
  assert.deepEqual(ran.slice(before).filter((name) => name !== 'html module'), classic);
  await page.until(() => window.seen.frames.includes('loaded html'));
  await assertNoViolation(page);
});

test('under the strictest policy shadow roots are no exception', async () => {
  const page = await visit('/fixtures/policies/moved.html', { csp: STRICT });
  await page.run(() => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    document.querySelectorAll('body script, body template').forEach((tag) => root.append(tag));
  });
  await page.decide('accept');
  const ran = await page.ranAll(5);
  assert.deepEqual(ran.filter((name) => name !== 'three'), ['one', 'two', 'four', 'five']);
  await assertNoViolation(page);
});

test('our Trusted Types policy is made only when a text has to be handed over', async () => {
  const page = await visit('/fixtures/policies/moved.html', { csp: `${STRICT}; trusted-types page` });
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(5)).filter((name) => name !== 'three'), ['one', 'two', 'four', 'five']);
  await page.until(() => window.seen.frames.includes('loaded frame'));
  await page.api('withdraw');
  await page.api('acceptAll');
  await assertNoViolation(page);
});

test('where the page forbids our Trusted Types policy only what needs it stays blocked, and says so', async () => {
  const page = await visit('/fixtures/policies/all.html', { csp: `${STRICT}; trusted-types page` });
  await page.decide('accept');
  await page.until(() => ['first', 'inline', 'external', 'template', 'inline module'].every((name) => window.seen.ran.includes(name)));
  await page.settled();
  assert.deepEqual(page.requests(/data-src/), []);
  assert.ok((await page.events('error')).some(({ code }) => code === 'tag'));
});

test('a style element with the policy’s nonce is released, also in a template', async () => {
  const page = await visit('/fixtures/policies/style.html', { csp: STRICT.replace("style-src 'self'", "style-src 'self' 'nonce-{{nonce}}'") });
  await page.decide('accept');
  await page.until(() => ['with', 'template'].every((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)));
  await assertNoViolation(page);
});

test('external tags are released under a policy that names hosts', async () => {
  const page = await visit('/fixtures/policies/hosts.html', { csp: `script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; ${REPORT}` });
  await page.assertNothingReleased();
  await page.decide('accept');
  assert.deepEqual((await page.ranAll(4)).toSorted(), ['four', 'one', 'three', 'two']);
  await assertNoViolation(page);
});

for (const [name, csp] of Object.entries(POLICIES).filter(([name]) => name.startsWith('nonce'))) {
  test(`under ${name} scripts with a wrong or missing nonce are refused, which is said once`, async () => {
    const page = await visit('/fixtures/policies/nonces.html', { csp });
    await page.decide('accept');
    assert.deepEqual(await page.ranAll(3), ['good', 'good template', 'good inline']);
    await page.api('rejectAll');
    await page.api('acceptAll');
    await page.run(() => {
      const script = document.createElement('script');
      Object.assign(script, { type: 'text/plain' });
      Object.assign(script.dataset, { category: 'analytics', src: '/s/late.js' });
      document.body.append(script);
    });
    await page.settled();
    assert.deepEqual(await page.ran(), ['good', 'good template', 'good inline']);
    assert.deepEqual(page.requests(), ['/s/good.js']);
    const errors = await page.events('error');
    assert.deepEqual(errors.map(({ code }) => code), ['tag']);
    assert.match(errors[0].message, /nonce/);
    await assertNoViolation(page);
  });
}
