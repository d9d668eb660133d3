// A browser, the guide's own receiver and refresher behind the site's server, and PostgreSQL: from the press of a button to the row.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { request as ask } from 'node:http';
import { before, test } from 'node:test';
import { example, folder, freePort, place, postgres, run } from './guide.mjs';
import { useBrowser } from './harness.mjs';
import { waits } from './log.mjs';

const { fresh } = useBrowser();
const config = { logUrl: '/proof/log', refreshUrl: '/proof/refresh' };
let db;
let receiver;
let refresher;

const answers = new EventEmitter();

/** Passes a request on to a port, as a server in front does. */
const pass = (port, count = 0) => (request, response) => {
  response.on('finish', () => answers.emit(`${request.url} ${(count += 1)}`));
  const { method, url: path, headers } = request;
  const behind = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  request.pipe(behind);
};

before(async () => {
  const server = await postgres();
  db = server.db;
  await db.exec(example('consent-log.sql'));
  const at = await folder();
  [receiver, refresher] = [await freePort(), await freePort()];
  const where = { PGHOST: '127.0.0.1', PGPORT: String(server.port), PGUSER: 'consent_receiver', PGDATABASE: 'postgres' };
  await run(process.execPath, [await place(at, 'receiver.mjs')], receiver, where);
  // The tests are on plain http.
  await run(process.execPath, [await place(at, 'refresh.mjs', (text) => text.replace('; Secure', ''))], refresher);
});

test('what a visitor decides stands in the database; the server keeps their cookie', async () => {
  const page = fresh();
  const third = once(answers, '/proof/log 3');
  page.server.play('/proof/log', pass(receiver));
  page.server.play('/proof/refresh', pass(refresher));
  // The script asks for one day, the server for 182.
  await page.open('order', { config: { ...config, cookie: { days: 1, daysDenied: 1 } } });
  await page.decide('accept');
  const record = await page.api('record');
  await page.until(() => localStorage.getItem('octoconsent-refreshed'));
  const { value, expiry } = await page.cookie();
  assert.equal(value, await page.stored());
  assert.equal(Math.round((expiry - Date.now() / 1000) / 86_400), 182);

  await page.api('withdraw');
  await waits(page, 0);
  await page.api('reset');
  await third;
  const { rows } = await db.query(example('history.sql'), [record.id]);
  assert.deepEqual(rows.map(({ type }) => type), ['grant', 'withdrawal', 'erasure']);
  const { event, type, page: where, ...kept } = rows[0].entry;
  assert.deepEqual(kept, record);
  assert.equal(await page.cookie(), null);
});
