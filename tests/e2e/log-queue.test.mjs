// What becomes of a row that does not arrive: it waits, in order, and comes once; one that is refused for good blocks nobody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCK_SITE_DATA, useBrowser } from './harness.mjs';
import { LOG, QUEUE, arrived, offline, queue, requests, rows, types, waits } from './log.mjs';

const { visit, fresh } = useBrowser();
const blocking = useBrowser({ prefs: BLOCK_SITE_DATA });
const config = { logUrl: LOG };
const open = (fixture = 'order', more) => visit(fixture, { config: { ...config, ...more } });

/** The receiver answers this from now on. */
const answers = (page, status) => page.server.lose(LOG, page.host, status);
const works = (page) => page.server.find(LOG, page.host);

/** Waits until the receiver was asked `count` times, and the page is settled. */
async function asked(page, count) {
  await page.server.waitFor(() => requests(page).length >= count, `${count} requests`);
  await page.settled();
  assert.equal(requests(page).length, count);
}

/** The console's lines that the product wrote. */
const said = async (page) => (await page.seen()).console.filter(({ text }) => text.startsWith('octoconsent'));

/** Does `work` in a second tab of the same visitor. */
async function inSecondTab({ driver }, work) {
  const first = await driver.getWindowHandle();
  await driver.switchTo().newWindow('tab');
  try {
    await work();
  } finally {
    await driver.close();
    await driver.switchTo().window(first);
  }
}

test('a row of a browser without network waits, and arrives once it has one', async () => {
  const page = await open();
  await offline(page, async () => {
    await page.decide('reject');
    await waits(page, 1);
    await page.api('acceptAll');
    await waits(page, 2);
    assert.deepEqual(rows(page), []);
  });
  assert.deepEqual(await types(page, 2), ['refusal', 'grant']);
  await waits(page, 0);
  await page.assertNoErrors();
});

test('a row that waits is sent by the next page', async () => {
  const page = await open();
  answers(page, 503);
  await page.decide('reject');
  await asked(page, 1);
  await waits(page, 1);
  works(page);
  page.server.log.length = 0;
  await page.reload();
  assert.deepEqual(await types(page, 1), ['refusal']);
  await waits(page, 0);
});

for (const status of [408, 429, 500, 503]) {
  test(`after HTTP ${status} a row waits, and goes before the next`, async () => {
    const page = await open();
    answers(page, status);
    await page.decide('reject');
    await page.server.waitFor(() => requests(page).length);
    await page.settled();
    assert.equal((await queue(page)).length, 1);
    works(page);
    page.server.log.length = 0;
    await page.api('acceptAll');
    assert.deepEqual(await types(page, 2), ['refusal', 'grant']);
    await waits(page, 0);
    assert.deepEqual(await said(page), []);
  });
}

for (const status of [400, 404, 413]) {
  test(`after HTTP ${status} a row is dropped and reported, and blocks nobody`, async () => {
    const page = await open();
    answers(page, status);
    await page.decide('reject');
    await asked(page, 1);
    await waits(page, 0);
    works(page);
    await page.api('acceptAll');
    await asked(page, 2);
    assert.equal(rows(page).at(-1).type, 'grant');
    assert.deepEqual((await said(page)).map(({ level, text }) => [level, text.includes(`${status}`)]), [['error', true]]);
    await page.assertNoErrors();
  });
}

test('a redirect is no arrival: the row waits', async () => {
  const page = await open('order', { logUrl: '/moved' });
  page.server.play('/moved', (_, response) => response.writeHead(301, { Location: '/sentinel' }).end());
  await page.decide('reject');
  await page.server.waitFor(({ host, path }) => host === page.host && path === '/moved');
  await page.settled();
  assert.equal((await queue(page)).length, 1);
});

test('where the page’s policy forbids the address the row waits, and the page goes on', async () => {
  const page = await visit('order', { config, csp: "connect-src 'none'" });
  await page.decide('accept');
  await page.until(() => window.seen.violations.length);
  await waits(page, 1);
  await page.assertNoErrors();
  await page.open('order', { config });
  assert.deepEqual(await types(page, 1), ['grant']);
});

test('a page that is left before the answer sends the row again, under the same event', async () => {
  const page = await open();
  page.hold(LOG);
  await page.decide('accept');
  await asked(page, 1);
  await page.reload();
  await page.server.waitFor(() => requests(page).length === 2, 'the same row again');
  page.release(LOG);
  await waits(page, 0);
  const [first, second] = rows(page);
  assert.deepEqual(second, first);
});

test('two tabs do not send the same row', async () => {
  const page = await open();
  answers(page, 503);
  await page.decide('reject');
  await asked(page, 1);
  works(page);
  page.server.log.length = 0;
  page.hold(LOG);
  await page.api('acceptAll'); // this tab sends the first of two, and waits for the answer
  await page.server.waitFor(() => requests(page).length === 1, 'the first row');
  await inSecondTab(page, async () => {
    await page.open('order', { config });
    await page.settled();
    assert.equal(requests(page).length, 1, 'the second tab waits for its turn');
    page.release(LOG);
    await waits(page, 0);
    await page.settled();
  });
  assert.deepEqual(await types(page, 2), ['refusal', 'grant']);
});

test('a choice that another tab follows is one row', async () => {
  const page = await open();
  await inSecondTab(page, async () => {
    await page.open('order', { config });
    await page.decide('accept');
    await types(page, 1);
    await waits(page, 0); // else the row would be one of a page that was left before the answer
  });
  await waits(page, 0);
  await page.api('rejectAll');
  assert.equal((await types(page, 2))[0], 'grant');
});

test('at most 50 rows wait: the oldest goes, and the console says so', async () => {
  const page = await open();
  answers(page, 503);
  await page.decide('reject');
  await asked(page, 1);
  for (let count = 10; count < 59; count += 1) await page.store(`${QUEUE}10000000000${count}-old`, JSON.stringify({ count }));
  await page.api('acceptAll');
  const left = await queue(page);
  assert.equal(left.length, 50);
  assert.deepEqual([left[0].count, left[48].type, left[49].type], [11, 'refusal', 'grant']);
  assert.deepEqual((await said(page)).map(({ level }) => level), ['warn']);
});

test('an entry that is no row is the receiver’s to refuse, and hinders nobody', async () => {
  const page = await open();
  const broken = ['rubbish', '', '[]', 'null'];
  for (const [index, text] of broken.entries()) await page.store(`${QUEUE}${index}`, text);
  await page.reload();
  await waits(page, 0);
  await page.decide('accept');
  await asked(page, 5);
  await waits(page, 0);
  const [last, ...others] = requests(page).map(({ body }) => body).toReversed();
  assert.deepEqual(others.toSorted(), broken.toSorted());
  assert.equal(JSON.parse(last).type, 'grant');
  await page.assertNoErrors();
});

test('rows of the same millisecond are sent in their order', async () => {
  const page = await open();
  await page.run(() => {
    Date.now = () => 1_795_000_000_000;
    octoconsent.acceptAll();
    octoconsent.rejectAll();
    octoconsent.choose({ analytics: true });
    octoconsent.rejectAll();
  });
  assert.deepEqual(await types(page, 4), ['grant', 'withdrawal', 'selection', 'withdrawal']);
});

test('rows wait under the name of the configured cookie', async () => {
  const page = await open('order', { cookie: { name: 'choices' } });
  await offline(page, async () => {
    await page.decide('reject');
    await waits(page, 1, 'choices-log-');
    assert.deepEqual(await queue(page), []);
  });
  assert.deepEqual(await types(page, 1), ['refusal']);
});

test('an erasure leaves no row in storage; the page sends what waited, and its own', async () => {
  const page = await open();
  await offline(page, async () => {
    await page.decide('accept');
    await waits(page, 1);
    await page.api('reset');
    assert.deepEqual(await page.run(() => Object.keys(localStorage)), []);
    await page.frames();
    assert.deepEqual(await page.run(() => Object.keys(localStorage)), []);
  });
  assert.deepEqual((await types(page, 2)).toSorted(), ['erasure', 'grant']);
  assert.deepEqual(await queue(page), []);
});

test('where storage throws a row is sent at once, and waits in memory', async () => {
  const page = await open('storage-throws');
  await page.decide('accept');
  assert.deepEqual(await types(page, 1), ['grant']);
  answers(page, 503);
  await page.api('withdraw');
  await asked(page, 2);
  works(page);
  await page.run(() => dispatchEvent(new Event('online')));
  await asked(page, 3);
  const all = rows(page);
  assert.equal(all[1].event, all[2].event);
  await page.assertNoErrors();
});

test('where site data is blocked a row is sent at once, also by a page that is left before it is on its way', async () => {
  const page = await blocking.visit('order', { config });
  page.hold('/s/held.js');
  await page.run((elsewhere) => {
    // A browser has six connections to a host: the row has to wait for one.
    for (let count = 0; count < 6; count += 1) fetch(`/s/held.js?${count}`);
    octoconsent.acceptAll();
    location.href = elsewhere;
  }, `${page.server.origin(`other-${page.host}`)}/fixtures/blank/`);
  await page.until(() => !window.octoconsent && document.readyState === 'complete');
  assert.deepEqual(await types(page, 1), ['grant']);
});

for (const fixture of ['order', 'storage-throws']) {
  test(`a page that starts anew without an address sends nothing more (${fixture})`, async () => {
    const page = await open(fixture);
    answers(page, 503);
    await page.decide('reject');
    await asked(page, 1);
    works(page);
    page.server.log.length = 0;
    await page.api('start', { categories: [{ id: 'analytics', title: 'Analytics' }] });
    await page.run(() => dispatchEvent(new Event('online')));
    await page.api('acceptAll');
    await page.settled();
    assert.deepEqual(page.server.log.filter(({ host, method }) => host === page.host && method === 'POST'), []);
  });
}
