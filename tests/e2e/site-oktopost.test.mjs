// The promises of Oktopost's policy, each kept in a browser: the server's log and the browser's storage say so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';
import { PATIENCE } from './page.mjs';
import { drawn, press as pressIn } from './placeholder.mjs';
import { answer, bodyText, daysLeft, kept, keeps, keepsNo, recorded, select, site, textOf } from './site-pages.mjs';

const NETWORKS = ['linkedin', 'facebook', 'youtube', 'twitter', 'instagram', 'tiktok'];
const oktopost = await site('oktopost', {
  amplitude: /amplitude/,
  'campaign-beacon': /beacon\.gif/,
  mixpanel: /mixpanel/,
  'linkedin-insight': /insight\.js|linkedin\/collect/,
  ...Object.fromEntries(NETWORKS.map((id) => [id, new RegExp(`^/t/social/${id}`)])),
  near: /near/,
});
const ADVERTISING = ['campaign-beacon', 'mixpanel', 'linkedin-insight'];

const { fresh } = useBrowser();
const visit = (file, options) => oktopost.open(fresh(), file, options);

test('session cookies end with the browser, persistent ones last as long as the list says', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await oktopost.called(page, ['amplitude', ...ADVERTISING, 'youtube']);
  await keeps(page, /^cookie YSC$/);
  await page.settled();
  for (const [name, days] of [[/^okt_session$/, 0], [/^YSC$/, 0], [/^okt_device$/, 30], [/^li_fat_id$/, 30], [/^mp_oktopost_mixpanel$/, 182], [/^VISITOR_INFO1_LIVE$/, 180], [/^guest_id$/, 395]]) {
    const found = await daysLeft(page, name);
    assert.ok(Math.abs(found - days) < 1.1, `${name}: ${found} days instead of ${days}`);
  }
});

test('a web beacon is not asked for before consent, and is asked for once after it', async () => {
  const page = await visit();
  await page.settled();
  assert.deepEqual(page.requests(/beacon/), []);
  await select(page, { 'campaign-beacon': true });
  await oktopost.called(page, ['amplitude', 'campaign-beacon']);
  await page.settled();
  assert.deepEqual(page.requests(/beacon/), ['/t/oktopost/beacon.gif?campaign=autumn']);
  assert.deepEqual(oktopost.asked(page), ['amplitude', 'campaign-beacon'], 'and no other service of the category');
});

test('the log files of the server hold no identifier of a service that waits for consent', async () => {
  const page = await visit();
  await answer(page, 'reject', 'reject-all');
  await oktopost.open(page, 'cookies.html');
  await page.settled();
  const lines = page.server.log.filter(({ host }) => host === page.host);
  const names = new Set(lines.flatMap(({ cookie = '' }) => cookie.split('; ').map((pair) => pair.split('=')[0])));
  const optional = [...names].filter((name) => !/^(okt_session|okt_device|octoconsent|AMP_\w+|)$/.test(name));
  assert.deepEqual(optional, []);
});

test('what is kept in local storage is declared, what is refused is deleted from it, and the draft stays', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await oktopost.called(page, ['amplitude', ...ADVERTISING]);
  await keeps(page, /^localStorage li_adsId$/);
  await (await page.driver.findElement({ css: '#draft' })).sendKeys('Hello');
  await page.settled();
  await oktopost.assertKeepsOnly(page, oktopost.services.map(({ id }) => id));
  await page.press('reopen');
  await answer(page, 'reject', 'reject-all');
  await keepsNo(page, /li_adsId|__mpq|localStorage AMP/);
  assert.deepEqual(JSON.parse(await page.stored('okt_draft')).text, 'Hello');
  await oktopost.open(page);
  assert.equal(await page.run(() => document.querySelector('#draft').value), 'Hello');
  await oktopost.assertKeepsOnly(page, []);
});

for (const region of ['FR', 'US']) {
  test(`geolocation is never used before the visitor agreed, whatever the region has on: ${region}`, async () => {
    const page = await visit('', { region });
    await page.driver.sendDevToolsCommand('Browser.grantPermissions', { permissions: ['geolocation'] });
    await page.driver.sendDevToolsCommand('Emulation.setGeolocationOverride', { latitude: 48.9, longitude: 2.3, accuracy: 100 });
    await page.settled();
    assert.deepEqual(page.requests(/near/), []);
    await page.api('choose', { near: true });
    await page.requested('/t/oktopost/near');
    assert.deepEqual(page.requests(/t\/oktopost\/near/), ['/t/oktopost/near?lat=48.9&lon=2.3']);
    await page.until(() => /3,\d+ km/.test(document.querySelector('#far').textContent));
    await page.api('withdraw', 'near');
    assert.equal(await page.stored('okt_near', 'sessionStorage'), null);
    assert.match(await bodyText(page), /only if you allow it/);
  });
}

test('geolocation, IP address and device identifiers stand as purposes beside each service that uses them', async () => {
  const page = await visit('cookies.html');
  const list = await page.until(() => document.querySelector('octoconsent-declaration h3') && document.querySelector('octoconsent-declaration').innerText);
  for (const purpose of ['Uses your geolocation', 'Uses your IP address', 'Gives your device an identifier']) assert.ok(list.includes(purpose), purpose);
  for (const { id, purposes } of oktopost.services) {
    assert.equal(purposes.includes('geolocation'), id === 'near', id);
    if (NETWORKS.includes(id) || ['mixpanel', 'linkedin-insight', 'amplitude', 'guard'].includes(id)) assert.ok(purposes.includes('device-identifier') && purposes.includes('ip-address'), id);
  }
});

test('a page of its own lists every cookie, and how to manage them', async () => {
  const page = await visit('cookies.html');
  const list = await page.until(() => document.querySelector('octoconsent-declaration h3') && document.querySelector('octoconsent-declaration').innerText);
  for (const { title, cookies = [] } of oktopost.services) for (const name of [title, ...cookies.map((cookie) => cookie.name)]) assert.ok(list.includes(name), `${name} is not listed`);
  await answer(page, 'accept', 'accept-all');
  await page.clickOn('.choice [data-octoconsent-action="withdraw"]');
  await recorded(page, 'withdrawal');
  await page.clickOn('.choice [data-octoconsent-action="preferences"]');
  await page.visible('[part~="preferences"]');
  await page.keys(Key.ESCAPE);
  await page.gone('[part~="preferences"]');
  await page.clickOn('.choice [data-octoconsent-action="erase"]');
  await page.visible('[part~="banner"]');
  assert.equal(await page.cookie(), null);
});

test('a table pairs each purpose with its legal basis, and the preferences say the same', async () => {
  const page = await visit('cookies.html');
  const rows = await page.run(() => [...document.querySelectorAll('#purposes tbody tr')].map((row) => [row.dataset.categoryId, row.cells[1].textContent]));
  assert.deepEqual(rows.map(([id]) => id), ['service', 'integrity', 'improvement', 'advertising']);
  const bases = Object.fromEntries(rows);
  assert.match(bases.service, /provide the service/);
  assert.match(bases.integrity, /Legal obligation; legitimate interest/);
  assert.match(bases.improvement, /Legitimate interest/);
  assert.match(bases.advertising, /Consent, where your law wants it/);
  await page.openPreferences();
  const text = await textOf(page, 'preferences');
  assert.match(text.slice(text.indexOf('Improvement')), /Legitimate interest/);
});

test('the service works at once, without a question', async () => {
  const page = await visit();
  const all = await kept(page);
  for (const name of ['cookie okt_session', 'cookie okt_device']) assert.ok(all.includes(name), name);
});

test('improvement rests on legitimate interest: on until the visitor objects, then deleted and gone for good', async () => {
  const page = await visit('', { region: 'FR' });
  await oktopost.called(page, ['amplitude']);
  await keeps(page, /^cookie AMP_/);
  assert.match(await textOf(page, 'banner'), /On until you object: Improvement/);
  await select(page, { amplitude: false });
  await keepsNo(page, /^(cookie|localStorage|sessionStorage) AMP_/); // a database that is open goes with the page
  for (const region of ['FR', 'US']) {
    await page.leave();
    await oktopost.open(page, '', { region });
    assert.ok(!(await oktopost.settled(page)).includes('amplitude'), region);
    assert.deepEqual((await kept(page)).filter((entry) => /AMP_/.test(entry)), [], region);
  }
});

for (const region of ['FR', 'DE', 'LV', 'IL', '']) {
  test(`advertising waits for consent where it is required: ${region || 'a visitor of whom nothing is known'}`, async () => {
    const page = await visit('', { region });
    await page.visible('[part~="banner"]');
    await oktopost.assertNothingBut(page, ['amplitude']);
    assert.equal((await page.api('situation')).regime, 'opt-in');
  });
}

test('advertising is on until it is refused where consent is not required, and refusing deletes it', async () => {
  const page = await visit('', { region: 'US-NY' });
  await oktopost.called(page, ADVERTISING);
  await keeps(page, /^cookie li_fat_id$/);
  assert.equal((await page.api('situation')).regime, 'opt-out');
  await answer(page, 'reject', 'reject-all');
  await keepsNo(page, /^(cookie|localStorage|sessionStorage) (li_|mp_|__mp)/); // a database that is open goes with the page
  await page.leave();
  await oktopost.open(page, '', { region: 'US-NY' });
  await oktopost.assertNothingBut(page, []);
});

test('where it is on, a browser that sends Global Privacy Control has it off', async () => {
  const page = fresh();
  const stop = await page.sendSignal();
  try {
    await oktopost.open(page, '', { region: 'US-CA' });
    const asked = await oktopost.settled(page);
    assert.deepEqual(asked.filter((id) => ADVERTISING.includes(id)), []);
    assert.ok(asked.includes('youtube'), 'what is no advertising is as ever');
  } finally {
    await stop();
  }
});

test('what was on in the United States is no consent in the European Union', async () => {
  const page = await visit('', { region: 'US-NY' });
  await oktopost.called(page, ADVERTISING);
  await page.leave();
  await oktopost.open(page, '', { region: 'FR' });
  await page.visible('[part~="banner"]');
  await oktopost.assertNothingBut(page, ['amplitude']);
});

test('the region comes from the server: an address decides it on the developer’s own machine only', async () => {
  const page = await visit('?region=US-NY');
  assert.equal((await page.api('situation')).regime, 'opt-out', 'on this machine, where no server says more');
  await oktopost.open(page, '?region=US-NY', { region: 'FR' });
  assert.deepEqual([(await page.api('situation')).region, (await page.api('situation')).regime], ['FR', 'opt-in']);
});

test('integrity cannot be switched off', async () => {
  const page = await visit();
  await answer(page, 'reject', 'reject-all');
  assert.equal(await page.api('granted', 'integrity'), true);
  assert.ok(await page.cookie('okt_device'));
  await page.openPreferences('reopen');
  assert.equal(await (await page.switch('integrity')).isEnabled(), false);
});

test('rights are asked for by e-mail: access, correction, deletion, a machine-readable copy, objection', async () => {
  const page = await visit('contact.html');
  const links = await page.run(() => [...document.querySelectorAll('.rights a')].map((link) => [link.textContent, link.href]));
  assert.deepEqual(links.map(([text]) => text), ['Access', 'Correction', 'Deletion', 'A machine-readable copy', 'Objection']);
  for (const [text, href] of links) assert.match(href, /^mailto:privacy@oktopost\.example\?subject=/, text);
});

test('a page for children denies everything optional and offers no toggles, though everything was accepted before', async () => {
  const page = await visit('', { region: 'US-NY' });
  await answer(page, 'accept', 'accept-all');
  await oktopost.called(page, ['youtube']);
  const record = await page.stored();
  await page.leave();
  await oktopost.open(page, 'under-16.html', { region: 'US-NY' });
  await oktopost.assertNothingBut(page, []);
  assert.equal(await page.shows('[part~="banner"]'), false);
  assert.equal(await page.run(() => document.querySelector('#film').contentDocument?.querySelector('button') ?? null), null, 'the frame offers nothing');
  await page.openPreferences('reopen');
  await page.unfold();
  assert.equal(await page.run(() => document.querySelector('octo-consent').shadowRoot.querySelectorAll('input, [data-do=accept]').length), 0);
  assert.equal(await page.stored(), record, 'the record of the other pages');
  await page.api('acceptAll');
  await oktopost.assertNothingBut(page, []);
});

for (const id of NETWORKS) {
  test(`${id}: a note stands in the place of its posts, and nothing reaches it before the visitor lets it`, async () => {
    const page = await visit();
    await answer(page, 'reject', 'reject-all');
    await page.leave();
    await oktopost.open(page);
    await drawn(page, id);
    assert.deepEqual((await oktopost.settled(page)).filter((other) => NETWORKS.includes(other)), []);
    await pressIn(page, id, 1);
    await page.requested(`/t/social/${id}`);
    await recorded(page, 'selection');
    assert.deepEqual((await oktopost.settled(page)).filter((other) => NETWORKS.includes(other)), [id]);
    await oktopost.assertKeepsOnly(page, [id]);
    const cookies = oktopost.services.find((service) => service.id === id).cookies.map(({ name }) => name);
    for (const name of cookies) await page.driver.wait(() => page.cookie(name), PATIENCE, `${name} is not kept`, 25);
    await page.press('reopen');
    await answer(page, 'reject', 'reject-all');
    await drawn(page, id);
    for (const name of cookies) await keepsNo(page, new RegExp(`cookie ${name}$`));
  });
}

/** From the next page on it is this day; gives what ends that. */
async function onDay(page, day) {
  const source = `{ const shift = Date.parse('${day}T12:00:00Z') - Date.now(); const now = Date.now.bind(Date); Date.now = () => now() + shift; }`;
  const { identifier } = await page.driver.sendAndGetDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source });
  return () => page.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier });
}

test('the policy takes effect on 10 October 2023: who chose before it is asked again, and told why', async () => {
  const page = fresh();
  const end = await onDay(page, '2023-10-01');
  await oktopost.open(page);
  await answer(page, 'accept', 'accept-all');
  await end();
  for (const [day, asked] of [['2023-10-09', false], ['2023-10-11', true]]) {
    await page.leave();
    const over = await onDay(page, day);
    await oktopost.open(page);
    await page.settled();
    assert.equal(await page.shows('[part~="banner"]'), asked, day);
    if (asked) {
      assert.match(await textOf(page, 'banner'), /On 10 October 2023 our policy changed/);
      await oktopost.assertNothingBut(page, ['amplitude']);
      await answer(page, 'accept', 'accept-all');
      await oktopost.open(page);
      assert.equal(await page.shows('[part~="banner"]'), false, 'once');
    }
    await over();
  }
});

test('a policy that changes asks again', async () => {
  const page = await visit();
  await answer(page, 'accept', 'accept-all');
  await page.leave();
  // The day after tomorrow: tomorrow may be today before the page is there.
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  oktopost.play(page, (config) => Object.assign(config, { policyDate: day(2) }));
  await oktopost.open(page);
  await page.settled();
  assert.equal(await page.shows('[part~="banner"]'), false, 'not before its day');
  const end = await onDay(page, day(4));
  await oktopost.open(page);
  await page.visible('[part~="banner"]');
  assert.equal((await page.api('situation')).reason, 'policy');
  await end();
});

for (const file of ['', 'cookies.html', 'contact.html', 'under-16.html']) {
  test(`axe-core finds nothing on ${file || 'the first page'}`, async () => {
    const page = await visit(file);
    await page.settled();
    await assertAccessible(page, 'first visit');
    await page.api('acceptAll');
    await page.settled();
    await assertAccessible(page, 'after accepting');
  });
}
