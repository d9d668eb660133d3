// What opens the surfaces from the page: links to #octoconsent-…, controls in shadow roots, controls added later, and the page's address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Key, useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
const open = (page) => page.visible('[part~="preferences"]');

/** Opens the page at an address with this fragment. */
async function arrive(page, fragment, ready = true) {
  await page.driver.get(`${page.server.origin(page.host)}/fixtures/openers/${fragment}`);
  if (ready) await page.ready();
}

test('a link to the preferences opens them, and the address stays', async () => {
  const page = await visit('openers');
  for (const id of ['preferences', 'inside', 'full', 'formed', 'drawn']) {
    await page.clickOn(`#${id}`);
    await open(page);
    assert.equal(await page.run(() => location.hash), '', id);
    await page.press('close');
    await page.gone('[part~="preferences"]');
  }
  await page.assertNoErrors();
});

test('a link is followed by keyboard too, and gets the focus back', async () => {
  const page = await visit('openers');
  await page.decide('reject');
  await page.run(() => document.getElementById('preferences').focus());
  await page.keys(Key.ENTER);
  await open(page);
  await page.keys(Key.ESCAPE);
  await page.gone('[part~="preferences"]');
  await page.focuses('preferences');
});

test('a link to another page with such a fragment is followed', async () => {
  const page = await visit('openers');
  await page.clickOn('#other');
  await page.until(() => location.pathname === '/fixtures/blank/');
});

test('a link can show the banner, refuse and withdraw', async () => {
  const page = await visit('openers');
  await page.decide('accept');
  await page.clickOn('#banner');
  await page.visible('[part~="banner"]');
  await page.clickOn('#reject');
  assert.equal((await page.event('choice', 2)).method, 'reject-all');
  await page.api('acceptAll');
  await page.clickOn('#withdraw');
  assert.equal((await page.event('choice', 4)).method, 'withdrawal');
  assert.equal(await page.api('granted', 'matomo'), false);
});

test('a link never grants, records or forgets: a stranger may have written it', async () => {
  const page = await visit('openers');
  for (const id of ['accept', 'acknowledge', 'save']) {
    await page.clickOn(`#${id}`);
    assert.equal(await page.api('record'), null, id);
  }
  await page.assertNothingReleased();
  await page.decide('reject');
  const kept = await page.stored();
  for (const id of ['accept', 'acknowledge', 'save', 'erase']) {
    await page.clickOn(`#${id}`);
    assert.equal(await page.stored(), kept, id);
  }
});

test('controls in open shadow roots work, and so do links that come later', async () => {
  const page = await visit('openers');
  const click = (find) => page.run(`(${find})().click()`);
  await click(() => document.getElementById('host').shadowRoot.querySelector('button'));
  await open(page);
  await page.press('close');
  await page.gone('[part~="preferences"]');
  await page.run(() => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    root.append(Object.assign(document.createElement('a'), { href: '#octoconsent-preferences', textContent: 'Later' }));
  });
  await click(() => document.body.lastElementChild.shadowRoot.querySelector('a'));
  await open(page);
});

test('a control of the page erases', async () => {
  const page = await visit('openers');
  await page.decide('accept');
  await page.clickOn('#erase-control');
  await page.visible('[part~="banner"]');
  assert.deepEqual([await page.stored(), await page.cookie()], [null, null]);
});

test('a page opened at the address of a surface shows it', async () => {
  const page = fresh();
  await arrive(page, '#octoconsent-preferences');
  await open(page);
  assert.equal(await page.api('record'), null);
  await page.press('close');
  await page.visible('[part~="banner"]');
  await page.decide('reject');
  await page.open('blank', { ready: false });
  await arrive(page, '#octoconsent-banner');
  await page.visible('[part~="banner"]');
});

test('no address decides anything', async () => {
  const page = fresh();
  for (const name of ['accept', 'reject', 'withdraw', 'acknowledge', 'erase', 'save', 'download', 'close', '']) {
    await page.open('blank', { ready: false });
    await arrive(page, `#octoconsent-${name}`);
    await page.settled();
    assert.equal(await page.api('record'), null, name);
    assert.equal(await page.shows('[part~="preferences"]'), false, name);
  }
  await page.decide('accept');
  const kept = await page.stored();
  for (const name of ['reject', 'withdraw', 'erase']) {
    await page.open('blank', { ready: false });
    await arrive(page, `#octoconsent-${name}`);
    assert.equal(await page.stored(), kept, name);
  }
});

test('a page that goes to such an address shows it', async () => {
  const page = await visit('openers');
  await page.run(() => void (location.hash = 'octoconsent-preferences'));
  await open(page);
  await page.press('close');
  await page.gone('[part~="preferences"]');
  await page.run(() => void (location.hash = 'octoconsent-accept'));
  await page.frames();
  assert.equal(await page.api('record'), null);
});

test('another fragment means nothing', async () => {
  const page = fresh();
  await arrive(page, '#preferences');
  await page.visible('[part~="banner"]');
  await page.clickOn('h1');
  assert.equal(await page.shows('[part~="preferences"]'), false);
});
