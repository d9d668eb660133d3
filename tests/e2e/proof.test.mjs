// The receivers and refreshers of docs/guides/proof.md, as they stand there.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { before, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { READY_WITHIN } from '../browsers/processes.mjs';
import { example, folder, freePort, guide, lacks, place, post, postgres, row, run, unused } from './guide.mjs';

const fresh = (members) => row({ event: randomUUID(), id: randomUUID(), ...members });
const text = (members) => JSON.stringify(fresh(members));

describe('the receiver with PostgreSQL', () => {
  let db;
  let port;
  const send = (body, path = '/consent-log') => post(port, path, body);

  before(async () => {
    const server = await postgres();
    db = server.db;
    await db.exec(example('consent-log.sql'));
    await db.exec('SET ROLE consent_receiver');
    port = await freePort();
    const file = await place(await folder(), 'receiver.mjs');
    const where = { PGHOST: '127.0.0.1', PGPORT: String(server.port), PGUSER: 'consent_receiver', PGDATABASE: 'postgres' };
    await run(process.execPath, [file], port, where);
  });

  /** As the receiver's role again, whatever a test asked as the owner. */
  const asOwner = async (query, parameters) => {
    await db.exec('RESET ROLE');
    try {
      return (await db.query(query, parameters)).rows;
    } finally {
      await db.exec('SET ROLE consent_receiver');
    }
  };

  test('keeps a row, and the same row once', async () => {
    const one = fresh();
    assert.equal((await send(JSON.stringify(one))).status, 204);
    assert.equal((await send(JSON.stringify(one))).status, 204);
    const rows = await asOwner(example('history.sql'), [one.id]);
    assert.equal(rows.length, 1);
    assert.deepEqual(rows[0].entry, one);
    assert.equal(rows[0].type, one.type);
    assert.ok(Math.abs(Date.now() - rows[0].received) < 60_000, 'the time is the server’s');
  });

  test('keeps the rows of one record in the order in which they came', async () => {
    const id = randomUUID();
    for (const type of ['grant', 'withdrawal', 'erasure']) assert.equal((await send(text({ id, type }))).status, 204);
    const rows = await asOwner(example('history.sql'), [id]);
    assert.deepEqual(rows.map(({ type }) => type), ['grant', 'withdrawal', 'erasure']);
  });

  const wrong = {
    'what is no JSON': '{',
    'what is no row': 'null',
    'an empty body': '',
    'an event that is no UUID': text({ event: 'x' }),
    'a row without an event': text({ event: undefined }),
    'a row without an id': text({ id: undefined }),
    'a type that there is not': text({ type: 'gift' }),
    'a field that there is not': text({ ip: '192.0.2.1' }),
    'a NUL, which jsonb cannot hold': text({ language: '\0' }),
  };
  for (const [name, body] of Object.entries(wrong)) {
    test(`refuses ${name} for good`, async () => {
      const before = (await asOwner('SELECT count(*)::int FROM consent_log'))[0].count;
      assert.equal((await send(body)).status, 400);
      assert.equal((await asOwner('SELECT count(*)::int FROM consent_log'))[0].count, before);
    });
  }

  test('refuses what is too large, and other methods', async () => {
    assert.equal((await send(text({ page: 'x'.repeat(20_000) }))).status, 413);
    assert.equal((await fetch(`http://127.0.0.1:${port}/consent-log`)).status, 405);
  });

  test('can add rows and do nothing else', async () => {
    for (const query of ['SELECT 1 FROM consent_log', 'DELETE FROM consent_log', "UPDATE consent_log SET entry = '{}'", 'TRUNCATE consent_log']) {
      await assert.rejects(db.query(query), /permission denied/, query);
    }
  });

  test('nobody changes a row; its owner deletes what is too old', async () => {
    const [old, young] = [fresh(), fresh()];
    for (const one of [old, young]) await send(JSON.stringify(one));
    await assert.rejects(asOwner('UPDATE consent_log SET received = now()'), /do not change/);
    // As if it had come four years ago.
    await asOwner('DELETE FROM consent_log WHERE event = $1', [old.event]);
    await asOwner("INSERT INTO consent_log VALUES ($1, now() - interval '4 years', $2)", [old.event, old]);
    await asOwner(example('retention.sql'));
    const left = (await asOwner('SELECT event FROM consent_log')).map(({ event }) => event);
    assert.ok(!left.includes(old.event));
    assert.ok(left.includes(young.event));
  });

  test('asks for the row again where the database fails', async () => {
    await asOwner('ALTER TABLE consent_log RENAME TO elsewhere');
    try {
      assert.equal((await send(text())).status, 503);
    } finally {
      await asOwner('ALTER TABLE elsewhere RENAME TO consent_log');
    }
    assert.equal((await send(text())).status, 204);
  });
});

test('a function keeps a row under its id and its event, and refuses what is none', async () => {
  const file = await place(await folder(), 'worker.mjs');
  const { default: worker } = await import(pathToFileURL(file));
  const kept = new Map();
  const environment = { CONSENT_LOG: { put: async (key, value) => void kept.set(key, value) } };
  const send = async (body, method = 'POST') => {
    const request = new Request('https://www.example.com/consent-log', { method, body });
    return (await worker.fetch(request, environment)).status;
  };
  const one = fresh();
  assert.equal(await send(JSON.stringify(one)), 204);
  assert.equal(await send(JSON.stringify(one)), 204);
  assert.deepEqual([...kept.keys()], [`${one.id}/${one.event}`]);
  const { received, ...row } = JSON.parse(kept.get(`${one.id}/${one.event}`));
  assert.deepEqual(row, one);
  assert.ok(Math.abs(Date.now() - Date.parse(received)) < 60_000);

  for (const wrong of ['{', 'null', '[]', text({ id: '../x' }), text({ event: undefined })]) assert.equal(await send(wrong), 400, wrong);
  assert.equal(await send('x'.repeat(20_000)), 413);
  assert.equal(await send(undefined, 'GET'), 405);
  assert.equal(kept.size, 1);
});

describe('nginx', { skip: lacks('nginx', '-v') }, () => {
  let at;
  let ports;
  const lines = async (name) => (await readFile(join(at, name), 'utf8')).trim().split('\n').filter(Boolean);
  /** The lines of a log once there are that many: nginx writes one after it has answered. */
  const logged = async (name, count) => {
    for (const end = Date.now() + READY_WITHIN; ; await setImmediate()) {
      const all = await lines(name);
      if (all.length >= count || Date.now() > end) return all;
    }
  };

  before(async () => {
    at = await folder();
    ports = { site: await freePort(), front: await freePort(), behind: await freePort(), sink: await freePort() };
    const change = (text) =>
      text.replaceAll('8787', ports.behind).replaceAll('8788', ports.sink).replaceAll('/var/log/nginx', at);
    for (const name of ['front.conf', 'http.conf', 'static.conf', 'refresh.conf']) await place(at, name, change);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at}/${kind};`);
    const [, zone] = /^\(`(limit_req_zone .*?;)`/m.exec(guide);
    await writeFile(join(at, 'nginx.conf'), `
      daemon off; master_process off; pid ${at}/pid; error_log stderr;
      events {}
      http {
        ${temporary.join(' ')} ${zone}
        log_format arrived '$request_method $uri [$http_user_agent]';
        access_log ${at}/access.log;
        include ${at}/http.conf;
        server { listen 127.0.0.1:${ports.site}; include ${at}/static.conf; include ${at}/refresh.conf; }
        server { listen 127.0.0.1:${ports.front}; include ${at}/front.conf; }
        server { listen 127.0.0.1:${ports.behind}; access_log ${at}/behind.log arrived; return 204; }
      }`);
    await run('nginx', ['-c', join(at, 'nginx.conf'), '-p', at, '-e', 'stderr'], ports.site);
  });

  test('writes rows into a file, which reads as rows, each once', async () => {
    const one = fresh({ page: 'http://localhost/"\\\n<é>' });
    const other = fresh();
    const sent = [JSON.stringify(one), JSON.stringify(other), JSON.stringify(one), 'no row', 'null'];
    for (const body of sent) assert.equal((await post(ports.site, '/consent-log', body)).status, 204);
    assert.equal((await logged('consent.log', sent.length)).length, sent.length);
    const read = [await place(at, 'read.mjs'), join(at, 'consent.log')];
    const rows = JSON.parse(execFileSync(process.execPath, read, { encoding: 'utf8' }));
    assert.deepEqual(rows.map(({ received, ...row }) => row), [one, other]);
    for (const { received } of rows) assert.ok(Math.abs(Date.now() - Date.parse(received)) < 60_000, received);
  });

  test('keeps neither address nor browser of who sends a row', async () => {
    const sender = { 'User-Agent': 'a-browser-of-its-own' };
    const before = (await lines('consent.log')).length;
    await post(ports.site, '/consent-log', text(), sender);
    await post(ports.front, '/consent-log', text(), sender);
    assert.doesNotMatch((await logged('consent.log', before + 1)).join(), /127\.0\.0\.1|a-browser-of-its-own/);
    assert.doesNotMatch((await lines('access.log')).join(), /consent-log/);
    assert.deepEqual(await logged('behind.log', 1), ['POST /consent-log [-]']);
  });

  test('limits how often one address sends, so that the browser tries again later', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(ports.front, '/consent-log', text())));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))].toSorted(), [204, 503]);
  });

  test('refuses rows that are too large, and other methods', async () => {
    assert.equal((await post(ports.site, '/consent-log', 'x'.repeat(20_000))).status, 413);
    assert.equal((await fetch(`http://127.0.0.1:${ports.site}/consent-log`)).status, 403);
  });

  test('sets the record’s cookie', () => assertRefreshes(ports.site, 'nginx'));
});

describe('PHP', { skip: lacks('php', '-v') }, () => {
  test('sets the record’s cookie', async () => {
    const port = await freePort();
    await run('php', ['-S', `127.0.0.1:${port}`, await place(await folder(), 'refresh.php')], port);
    await assertRefreshes(port);
  });
});

test('Node sets the record’s cookie', async () => {
  const port = await freePort();
  await run(process.execPath, [await place(await folder(), 'refresh.mjs')], port);
  await assertRefreshes(port);
});

/** The cookie comes back as it was sent, with its attributes; what is no record does not. */
async function assertRefreshes(port) {
  const refresh = (cookie) => post(port, '/consent-refresh', '', { Cookie: cookie });
  const record = `1.${randomUUID()}.1763877000000.selection.US-CA.necessary:n~session:n*analytics:1_~x.2868547201`;
  const { status, cookie } = await refresh(`a=b; octoconsent=${record}; c=d`);
  assert.equal(status, 204);
  const [pair, ...attributes] = cookie.split('; ');
  assert.equal(pair, `octoconsent=${record}`);
  const said = new Map(attributes.map((attribute) => attribute.toLowerCase().split('=')));
  assert.equal(said.get('path'), '/');
  assert.equal(said.get('samesite'), 'lax');
  assert.ok(said.has('secure') && !said.has('httponly'));
  const seconds = said.has('max-age') ? Number(said.get('max-age')) : (Date.parse(said.get('expires')) - Date.now()) / 1000;
  assert.ok(Math.abs(seconds - 182 * 86_400) < 60, `${seconds} s`);

  const wrong = ['', 'other=1', 'octoconsent=', 'octoconsent=a b', 'octoconsent=<b>', 'octoconsent=a"b', 'octoconsent=a=b', 'octoconsent=a%0Ab', `octoconsent=${'x'.repeat(1025)}`, 'notoctoconsent=1'];
  for (const sent of wrong) {
    const answer = await refresh(sent);
    assert.deepEqual([answer.status, answer.cookie], [400, null], sent);
  }
}

test('every example of the guide was run', { skip: lacks('nginx', '-v') || lacks('php', '-v') }, () => {
  example('config.json');
  assert.deepEqual(unused(), []);
});
