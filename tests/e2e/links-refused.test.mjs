// T-XD-01: which links carry nothing, and which are not believed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCK_SITE_DATA, useBrowser } from './harness.mjs';
import { CREATED, FAMILY, SOURCE, UPDATED, address, arrived, edited, follow, laden, payload, plainPage, put } from './links.mjs';

const { visit, fresh } = useBrowser();
const blocking = useBrowser({ prefs: BLOCK_SITE_DATA });

/** The text of a grant that a visitor gave an hour ago, and a page of a sibling without the product. */
async function grantOfAnHourAgo() {
  const page = await visit('links', { config: FAMILY });
  await page.decide('accept');
  const record = edited(await page.stored(), (fields) => {
    for (const at of [CREATED, UPDATED]) fields[at] = String(fields[at] - 3_600_000);
  });
  await plainPage(page);
  return { page, record };
}

/** Goes from a page to `there` by a link with that payload behind its address; gives the page that opens. */
async function bring(page, there, text, options = {}) {
  const link = address(there, { fragment: '#section', ...options });
  await follow(page, there, link.replace('#', `#octoconsent=${text}&`), options.attributes);
  assert.equal((await there.seen()).address, link, 'the address is clean in any case');
  assert.equal(await there.run(() => location.href), link);
  return there;
}

async function assertIgnored(there) {
  await there.visible('[part~="banner"]');
  await there.assertNothingReleased();
  assert.deepEqual([await there.api('record'), await there.stored(), await there.cookie()], [null, null, null]);
  await there.assertNoErrors();
}

async function assertTaken(there) {
  assert.equal(await there.api('granted', 'pixel'), true);
  assert.equal((await there.api('record')).source, 'link');
}

test('a link from a sibling is believed, though that has not the product itself', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const there = fresh();
  await assertTaken(await bring(page, there, payload(record, there.host, Date.now())));
});

test('one of half a minute ago is stale, and one of the future too', async () => {
  const { page, record } = await grantOfAnHourAgo();
  // The clock stands while the link is followed, however slow the machine is.
  const now = Date.now();
  const source = `Date.now = () => ${now};`;
  const { identifier } = await page.driver.sendAndGetDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source });
  try {
    for (const [age, taken] of [[20_000, true], [31_000, false], [3_600_000, false], [-10_000, false]]) {
      const there = fresh();
      await bring(await plainPage(page), there, payload(record, there.host, now - age));
      await (taken ? assertTaken : assertIgnored)(there);
    }
  } finally {
    await page.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  }
});

test('an answer that is younger than its link is forged', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const there = fresh();
  const now = Date.now();
  const newest = edited(record, (fields) => (fields[UPDATED] = String(now + 86_400_000)));
  await assertIgnored(await bring(page, there, payload(newest, there.host, now)));
});

test('one that was changed on its way is forged', async () => {
  const { page, record } = await grantOfAnHourAgo();
  for (const forge of [
    (text) => text.replace('matomo:1', 'matomo:0'),
    (text) => text.replace(/^\d/, (digit) => (+digit + 1) % 10),
    (text) => text.slice(0, -1),
    (text) => `${text}0`,
    (text) => text.slice(0, 60),
    () => 'rubbish',
    () => '',
    () => '%00',
  ]) {
    const there = fresh();
    await assertIgnored(await bring(await plainPage(page), there, forge(payload(record, there.host, Date.now()))));
  }
});

test('one whose record alone was changed is forged', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const there = fresh();
  await assertIgnored(await bring(page, there, payload(record.replace('matomo:1', 'matomo:0'), there.host, Date.now())));
});

test('one for another host is not for this one', async () => {
  const { page, record } = await grantOfAnHourAgo();
  await assertIgnored(await bring(page, fresh(), payload(record, fresh().host, Date.now())));
});

test('one from a page that is no sibling is nobody’s', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const [there, sibling] = [fresh(), fresh()];
  const config = { siblings: [sibling.host] };
  await bring(page, there, payload(record, there.host, Date.now()), { config });
  await assertIgnored(there);
  await bring(await plainPage(sibling), there, payload(record, there.host, Date.now()), { config });
  await assertTaken(there);
});

test('one without a referrer is nobody’s', async () => {
  const { page, record } = await grantOfAnHourAgo();
  for (const attributes of [{ rel: 'noreferrer' }, { referrerpolicy: 'no-referrer' }]) {
    const there = fresh();
    await assertIgnored(await bring(await plainPage(page), there, payload(record, there.host, Date.now()), { attributes }));
  }
  const there = fresh();
  await there.open(address(there).replace(/.*?\/fixtures/, '/fixtures') + `#octoconsent=${payload(record, there.host, Date.now())}`);
  assert.equal((await there.seen()).address, address(there));
  await assertIgnored(there);
});

test('one that was used is used, also where the record is gone', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const there = fresh();
  const text = payload(record, there.host, Date.now());
  await assertTaken(await bring(page, there, text));
  const used = await there.stored('octoconsent-links');
  assert.equal(used, text.split('.')[0]);
  await there.run(() => localStorage.removeItem('octoconsent'));
  await there.setCookie('octoconsent=; Max-Age=0; path=/');
  await there.settled();
  there.server.reset();
  await assertIgnored(await bring(await plainPage(page), there, text));
  await assertTaken(await bring(await plainPage(page), there, payload(record, there.host, Date.now())));
});

test('an older answer does not outrank a newer one', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const there = await fresh().open('links', { config: FAMILY });
  await there.decide('reject');
  await bring(await plainPage(page), there, payload(record, there.host, Date.now()));
  await there.assertNothingReleased();
  const { method, source } = await there.api('record');
  assert.deepEqual([method, source], ['reject-all', '']);
});

test('what a link claims of its source is not believed', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const there = fresh();
  const claimed = edited(record, (fields) => (fields[SOURCE] = 'klaro'));
  await assertTaken(await bring(page, there, payload(claimed, there.host, Date.now())));
});

test('a page without siblings believes nobody, and its address is clean', async () => {
  const { page, record } = await grantOfAnHourAgo();
  const there = fresh();
  await assertIgnored(await bring(page, there, payload(record, there.host, Date.now()), { config: {} }));
});

test('where local storage is forbidden no link is believed, since a replay could not be told', async () => {
  const page = await blocking.visit('links', { config: FAMILY });
  await page.decide('accept');
  const there = blocking.fresh();
  await put(page, address(there));
  assert.match(await laden(page), /#octoconsent=/);
  await follow(page, there);
  await there.visible('[part~="banner"]');
  await there.assertNothingReleased();
  assert.equal(await there.api('record'), null);
});

// ---- what carries nothing

test('only links to siblings that open here carry anything', async () => {
  const sibling = fresh();
  const page = await visit('links', { config: { siblings: [sibling.host, `*.${sibling.host}`] } });
  await page.decide('accept');
  const carries = async (href, attributes) => {
    await put(page, href, attributes);
    return (await laden(page)).includes('octoconsent=');
  };
  const there = address(sibling);
  for (const [href, attributes] of [
    [there],
    [there.replace('http:', '')],
    [there.toUpperCase()],
    [address(sibling.sub('a'))],
    [there, { rel: 'noopener nofollow' }],
    [there, { target: '_blank' }],
  ]) {
    assert.equal(await carries(href, attributes), true, `${href} ${JSON.stringify(attributes)}`);
  }
  for (const [href, attributes] of [
    ['#section'],
    ['/fixtures/blank/'],
    [address(page)],
    [address(fresh())],
    [there.replace('//', '//user@x-')],
    [there.replace(sibling.host, `x${sibling.host}`)],
    [there.replace(sibling.host, `${sibling.host}.example`)],
    [there.replace('http:', 'https:')],
    [there.replace('http:', 'ftp:')],
    [`mailto:a@${sibling.host}`],
    [`javascript:void '//${sibling.host}/'`],
    [there, { download: '' }],
    [there, { rel: 'noreferrer' }],
    [there, { rel: 'noopener NoReferrer' }],
  ]) {
    assert.equal(await carries(href, attributes), false, `${href} ${JSON.stringify(attributes)}`);
  }
});

test('the page’s own handlers see the link as it is, and what they prevent carries nothing', async () => {
  const page = await visit('links', { config: FAMILY });
  await page.decide('accept');
  const link = address(fresh());
  await put(page, link);
  await page.run(() => {
    window.seenBy = [];
    const note = (event) => window.seenBy.push(document.querySelector('#link').href);
    addEventListener('click', note, true);
    document.addEventListener('click', note, true);
    document.addEventListener('click', note);
    document.querySelector('#link').addEventListener('click', note);
  });
  assert.match(await laden(page), /#octoconsent=/);
  assert.deepEqual(await page.run(() => window.seenBy), [link, link, link, link]);
  await page.run(() => document.querySelector('#link').addEventListener('click', (event) => event.preventDefault()));
  assert.equal(await laden(page), link);
});

test('the link is as it was right after, however often it is clicked, unless the page has changed it', async () => {
  const page = await visit('links', { config: FAMILY });
  await page.decide('accept');
  const link = address(fresh(), { fragment: '#section' }).replace('http:', 'HTTP:');
  await put(page, link);
  const after = (change) => page.run((change) => {
    const element = document.querySelector('#link');
    addEventListener('click', (event) => event.preventDefault());
    for (let clicks = 0; clicks < 3; clicks += 1) element.click();
    const laden = element.href;
    if (change) element.setAttribute('href', change);
    return new Promise((done) => setTimeout(() => done([laden.split('octoconsent=').length, element.getAttribute('href')])));
  }, change);
  assert.deepEqual(await after(), [2, link]);
  assert.deepEqual(await after('/elsewhere'), [2, '/elsewhere']);
});

test('the right button, which opens a menu, puts nothing behind the link', async () => {
  const page = await visit('links', { config: FAMILY });
  await page.decide('accept');
  await put(page, address(fresh()));
  const after = (button) => page.run((button) => {
    const element = document.querySelector('#link');
    addEventListener('auxclick', (event) => event.preventDefault(), { once: true });
    element.dispatchEvent(new MouseEvent('auxclick', { button, bubbles: true, composed: true, cancelable: true }));
    return element.href.includes('octoconsent=');
  }, button);
  assert.deepEqual([await after(2), await after(1)], [false, true]);
});

test('a withdrawal is carried like any answer, and what is erased carries nothing', async () => {
  const page = await visit('links', { config: FAMILY });
  await page.decide('accept');
  await page.api('withdraw');
  const there = await follow(page, fresh());
  await there.assertNothingReleased();
  assert.equal((await there.api('record')).source, 'link');
  assert.ok(await there.stored('octoconsent-links'));
  await there.api('reset');
  assert.equal(await there.stored('octoconsent-links'), null);
  await put(there, address(page));
  assert.equal(await laden(there), address(page));
});
