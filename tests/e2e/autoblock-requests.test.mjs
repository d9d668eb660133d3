// Requests that rules hold: what the page hears, before an answer, after a grant and after a refusal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const PATH = '/t/matomo/matomo.php';

/** A page on which `url` names a held endpoint that answers every origin. */
async function open() {
  const page = await visit('autoblock');
  await page.run((path) => {
    window.url = `${window.other}${path}`;
    window.said = [];
  }, PATH);
  return page;
}

const said = (page, count) => page.until((wanted) => window.said.length >= wanted && window.said, count);

test('fetch waits for the answer and then gives the real one', async () => {
  const page = await open();
  await page.run(() => void fetch(`${window.url}?send_image=0`, { method: 'POST', body: 'a=1' }).then(({ status }) => window.said.push(status)));
  await page.settled();
  assert.deepEqual(await page.run(() => window.said), []);
  await page.decide('accept');
  assert.deepEqual(await said(page, 1), [204]);
  assert.equal(page.server.log.find(({ path }) => path === PATH).method, 'POST');
});

test('fetch is refused by a denial as by a broken network', async () => {
  const page = await open();
  await page.run(() => void fetch(window.url).catch((error) => window.said.push(error instanceof TypeError, error.message)));
  await page.decide('reject');
  assert.deepEqual(await said(page, 2), [true, 'Failed to fetch']);
  await page.run(() => void fetch(window.url).catch((error) => window.said.push('again')));
  assert.deepEqual(await said(page, 3), [true, 'Failed to fetch', 'again']);
  assert.deepEqual(page.requests(PATH), []);
  await page.assertNoErrors();
});

test('fetch that is aborted meanwhile ends so and is never sent', async () => {
  const page = await open();
  await page.run(() => {
    const controller = new AbortController();
    fetch(window.url, { signal: controller.signal }).catch((error) => window.said.push(error.name));
    controller.abort();
    fetch(window.url, { signal: AbortSignal.abort('reason') }).catch((reason) => window.said.push(reason));
  });
  assert.deepEqual((await said(page, 2)).toSorted(), ['AbortError', 'reason']);
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(page.requests(PATH), []);
});

test('fetch with faulty arguments is refused at once, as ever', async () => {
  const page = await open();
  await page.run(() => void fetch(window.url, { method: 'GET', body: 'a' }).catch((error) => window.said.push(error.name)));
  assert.deepEqual(await said(page, 1), ['TypeError']);
});

test('what waits is sent in its order', async () => {
  const page = await open();
  await page.run(() => {
    const request = new XMLHttpRequest();
    request.open('GET', `${window.url}?1`);
    request.onload = () => window.said.push('loaded');
    request.send();
    fetch(`${window.url}?2`).then((response) => response.arrayBuffer()).then(() => window.said.push('fetched'));
    navigator.sendBeacon(`${window.url}?3`);
  });
  await page.decide('accept');
  await said(page, 2);
  // Each is in the list once its answer has come: in the order in which they end, and two may begin within the clock's grain.
  const order = await page.until(() => {
    const sent = performance.getEntriesByType('resource').filter(({ name }) => name.includes('matomo'));
    return sent.length === 3 && sent.map(({ name, startTime }) => [startTime, name.split('?')[1]]).toSorted(([one, first], [other, second]) => one - other || first - second).map(([, query]) => query);
  });
  assert.deepEqual(order, ['1', '2', '3']);
});

test('XMLHttpRequest waits for the answer, then does what it always does', async () => {
  const page = await open();
  await page.run(() => {
    const request = new XMLHttpRequest();
    request.open('POST', `${window.url}?send_image=0`);
    request.setRequestHeader('X-Own', 'yes');
    for (const type of ['loadstart', 'load', 'error', 'loadend']) request.addEventListener(type, () => window.said.push(`${type} ${request.readyState} ${request.status}`));
    request.send('a=1');
  });
  await page.settled();
  assert.deepEqual(await page.run(() => window.said), []);
  await page.decide('accept');
  assert.deepEqual(await said(page, 3), ['loadstart 1 0', 'load 4 204', 'loadend 4 204']);
});

test('XMLHttpRequest is refused by a denial as by a broken network, later', async () => {
  const page = await open();
  const listen = () => {
    window.ask = () => {
      const request = new XMLHttpRequest();
      request.open('GET', window.url);
      for (const type of ['readystatechange', 'load', 'error', 'loadend']) request.addEventListener(type, (event) => window.said.push(`${event.type} ${request.readyState} ${request.status}`));
      request.send();
      window.said.push('sent');
      return request;
    };
    window.ask();
  };
  const end = ['readystatechange 4 0', 'error 4 0', 'loadend 4 0'];
  await page.run(`(${listen})()`);
  await page.decide('reject');
  assert.deepEqual(await said(page, 4), ['sent', ...end]);
  await page.run(() => void window.ask());
  assert.deepEqual((await said(page, 8)).slice(4), ['sent', ...end]);
  assert.deepEqual(page.requests(PATH), []);
});

test('one XMLHttpRequest can be used again after it was refused', async () => {
  const page = await open();
  await page.run(() => {
    const request = (window.request = new XMLHttpRequest());
    request.onloadend = () => window.said.push(`${request.readyState} ${request.status}`);
    request.open('GET', window.url);
    request.send();
  });
  await page.decide('reject');
  await said(page, 1);
  await page.run(() => {
    window.request.open('GET', '/sentinel');
    window.said.push(window.request.readyState);
    window.request.send();
  });
  assert.deepEqual(await said(page, 3), ['4 0', 1, '4 204']);
});

test('XMLHttpRequest that is aborted or opened anew meanwhile is never sent', async () => {
  const page = await open();
  await page.run(() => {
    const aborted = new XMLHttpRequest();
    aborted.open('GET', window.url);
    aborted.onabort = () => window.said.push('abort');
    aborted.send();
    aborted.abort();
    const anew = new XMLHttpRequest();
    anew.open('GET', window.url);
    anew.send();
    anew.open('GET', '/sentinel?anew');
    anew.onload = () => window.said.push('anew');
    anew.send();
  });
  assert.deepEqual(await said(page, 2), ['abort', 'anew']);
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(page.requests(PATH), []);
});

test('a synchronous XMLHttpRequest cannot wait: it fails at once', async () => {
  const page = await open();
  const name = await page.run(() => {
    const request = new XMLHttpRequest();
    request.open('GET', window.url, false);
    try {
      request.send();
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(name, 'NetworkError');
  assert.deepEqual(page.requests(PATH), []);
});

test('sendBeacon is true in any case, and a denial drops it', async () => {
  const page = await open();
  assert.equal(await page.run(() => navigator.sendBeacon(`${window.url}?before`)), true);
  await page.decide('reject');
  assert.equal(await page.run(() => navigator.sendBeacon(`${window.url}?after`)), true);
  await page.settled();
  assert.deepEqual(page.requests(PATH), []);
  await page.api('acceptAll');
  await page.settled();
  assert.deepEqual(page.requests(PATH), []);
});

test('the page’s own requests are what they were', async () => {
  const page = await open();
  await page.run(() => {
    fetch('/sentinel?fetch').then(({ status }) => window.said.push(status));
    const request = new XMLHttpRequest();
    request.open('GET', '/sentinel?request', false);
    request.send();
    window.said.push(navigator.sendBeacon('/sentinel?beacon'), request.status);
    try {
      fetch.call(5, '/sentinel');
    } catch (error) {
      window.said.push(error.name);
    }
  });
  const all = await page.until(() => window.said.length > 2 && window.said);
  assert.ok(all.includes(204) && all.includes(true), JSON.stringify(all));
});
