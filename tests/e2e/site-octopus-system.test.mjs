// Octopus System keeps each promise of its cookie policy. The oracle is the server's log and what the browser keeps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { saved } from './downloads.mjs';
import { BLOCK_SITE_DATA, useBrowser } from './harness.mjs';
import { drawn, press } from './placeholder.mjs';
import { daysAgo, keep } from './records.mjs';
import { answer, bodyText, daysLeft, isReady, keeps, keepsNo, kept, recorded, select, site, textOf } from './site-pages.mjs';

const SITE = await site('octopus-system', {
  chat: /\/chat\b/, youtube: /^\/t\/youtube\//, mailings: /\/mailings\b/, snowplow: /snowplow/, uet: /\buet\b/, doubleclick: /doubleclick/,
});
const OBJECTABLE = ['snowplow'];
const NECESSARY = ['cookie osy_guard', 'cookie osy_session'];
const ALL = ['chat', 'youtube', 'mailings', 'snowplow', 'uet', 'doubleclick'];

const { fresh } = useBrowser();
const blocking = useBrowser({ prefs: BLOCK_SITE_DATA });
const visit = (file, options) => SITE.open(fresh(), file, options);
const text = (page, selector) => page.run((wanted) => document.querySelector(wanted)?.innerText.replaceAll(/\s+/g, ' ') ?? '', selector);
const cookieSent = (page, at) => page.server.log.filter((entry) => entry.host === page.host && entry.path.startsWith(at)).at(-1)?.cookie ?? '';

async function signIn(page, name = 'Daugava Tea') {
  const input = await page.driver.findElement({ css: '.portal input' });
  await page.run((target) => target.scrollIntoView({ block: 'center', behavior: 'instant' }), input);
  await input.sendKeys(name);
  await page.clickOn('.portal form button');
  await page.until((wanted) => document.querySelector('.portal .who').textContent === wanted, name);
}

test('there are four categories: strictly necessary, functional, performance and targeting', async () => {
  const page = await visit();
  const preferences = await page.openPreferences();
  const titles = await page.run((dialog) => [...dialog.querySelectorAll('.category')].map((section) => section.innerText.split('\n')[0].trim()), preferences);
  assert.deepEqual(titles, ['Strictly necessary', 'Functional', 'Performance', 'Targeting']);
});

test('login and session are identified at once, and expire when nothing happens', async () => {
  const page = await visit();
  await answer(page, 'reject', 'reject-all');
  await signIn(page);
  const minutes = async (pattern) => (await daysLeft(page, pattern)) * 24 * 60;
  for (const name of [/^osy_session$/, /^osy_login$/]) assert.ok(Math.abs((await minutes(name)) - 30) < 1, `${name}`);
  // A click prolongs both; without one the browser drops them, which is done here in its place.
  for (const name of ['osy_session', 'osy_login']) {
    const { value } = await page.cookie(name);
    await page.setCookie(`${name}=${value}; path=/; max-age=60`);
  }
  await page.clickOn('h2');
  for (const name of [/^osy_session$/, /^osy_login$/]) assert.ok(Math.abs((await minutes(name)) - 30) < 1, `${name}`);
  await page.setCookie('osy_login=; path=/; max-age=0');
  await page.clickOn('h2');
  assert.equal(await text(page, '.portal [role="status"]'), 'Nothing happened for 30 minutes, so you were signed out.');
  assert.equal(await page.driver.findElement({ css: '.portal form' }).isDisplayed(), true);
});

test('whether the browser has cookies enabled is tested', async () => {
  const page = await visit();
  assert.equal(await page.driver.findElement({ css: '.no-cookies' }).isDisplayed(), false);
  assert.ok(!(await page.cookieNames()).includes('osy_test'), 'the test leaves nothing behind');
  const without = await SITE.open(blocking.fresh());
  assert.match(await text(without, '.no-cookies'), /^Your browser keeps no cookies/);
  assert.equal(await without.driver.findElement({ css: '.portal form button' }).isEnabled(), false);
  await answer(without, 'reject', 'reject-all'); // and the rest works
});

test('security settings are there before any choice: a sign-in from elsewhere is refused', async () => {
  const page = await visit();
  assert.equal((await page.cookie('osy_guard')).sameSite, 'Strict');
  const status = (guard) => page.driver.executeAsyncScript((header, done) => {
    fetch('/t/octopus-system/login', { method: 'POST', headers: { 'X-Guard': header } }).then((response) => done(response.status));
  }, guard);
  assert.equal(await status('guessed'), 403);
  assert.equal(await status((await page.cookie('osy_guard')).value), 204);
});

test('what is strictly necessary cannot be switched off', async () => {
  const page = await visit();
  await page.openPreferences();
  assert.equal(await page.query('[role="switch"][data-id="necessary"]:enabled'), null);
  assert.equal(await page.query('[role="switch"][data-id="session"]:enabled'), null);
  await page.press('reject');
  await recorded(page, 'reject-all');
  assert.equal(await page.api('granted', 'necessary'), true);
  await assert.rejects(page.api('choose', { necessary: false }), /necessary/);
  await SITE.open(page, 'imprint.html');
  assert.deepEqual(await kept(page), ['cookie octoconsent', ...NECESSARY, 'localStorage octoconsent']);
});

test('before a choice nothing runs but what is necessary and what is only objected to', async () => {
  const page = await visit();
  await page.visible('[part~="banner"]');
  await SITE.called(page, OBJECTABLE);
  await SITE.assertNothingBut(page, OBJECTABLE);
});

test('the online chat is functional: it comes with consent and goes with it', async () => {
  const page = await visit();
  await select(page, { chat: true });
  await SITE.called(page, ['chat']);
  await page.clickOn('.chat-open');
  await page.driver.findElement({ css: '.chat input' }).sendKeys('Do you do batches?');
  await page.clickOn('.chat form button');
  await keeps(page, /^localStorage osy\.chat$/);
  await page.server.waitFor((entry) => entry.host === page.host && entry.query.includes('what=question'), 'the question');
  await select(page, { chat: false }, 'reopen');
  assert.equal(await page.driver.findElement({ css: '.chat' }).isDisplayed(), false);
  await keepsNo(page, /osy.chat/);
});

test('embedded YouTube waits behind a placeholder, and nothing reaches it before', async () => {
  const page = await visit();
  await drawn(page, 'player');
  await answer(page, 'reject', 'reject-all');
  assert.ok(!(await SITE.settled(page)).includes('youtube'));
  await press(page, 'player', 1); // “Always allow”
  await SITE.called(page, ['youtube']);
  assert.equal(await page.api('granted', 'youtube'), true);
  await page.reload({ ready: false });
  await SITE.called(page, ['youtube']);
});

test('whether an e-mail campaign was effective is measured only with consent', async () => {
  const page = await visit('?mailing=spring-stock');
  await answer(page, 'reject', 'reject-all');
  assert.deepEqual(await SITE.settled(page), OBJECTABLE);
  const other = await visit('?mailing=spring-stock');
  await select(other, { mailings: true });
  await other.server.waitFor((entry) => entry.host === other.host && entry.query === 'mailing=spring-stock&event=arrived', 'the arrival');
  assert.equal((await other.cookie('osy_mail')).value, 'spring-stock');
  await SITE.open(other, '');
  await other.server.waitFor((entry) => entry.host === other.host && entry.query === 'mailing=spring-stock&event=returned', 'the return');
});

test('refusing may make some services work less well, and the visitor is told so for each category', async () => {
  const page = await visit();
  const preferences = await (await page.openPreferences()).getText();
  await SITE.open(page, 'policy.html');
  const declaration = await text(page, 'octoconsent-declaration');
  for (const { refusal } of SITE.config.categories.filter(({ necessary }) => !necessary)) {
    assert.ok(refusal && preferences.includes(refusal), `the preferences do not say: ${refusal}`);
    assert.ok(declaration.includes(refusal), `the declaration does not say: ${refusal}`);
  }
  await SITE.open(page);
  await answer(page, 'reject', 'reject-all');
  assert.match(await bodyText(page), /The chat is off, as you chose/);
});

test('performance counts visits, pages and traffic sources, aggregated and anonymous', async () => {
  const page = fresh();
  await page.open('blank', { ready: false });
  await page.run((target) => void (location.href = target), `${SITE.folder}index.html`);
  await page.until(() => document.querySelector('.portal'));
  const { query } = await page.server.waitFor((entry) => entry.host === page.host && entry.path === '/t/snowplow/i', 'the count');
  const sent = new URLSearchParams(query);
  assert.equal(sent.get('e'), 'pv');
  assert.match(sent.get('url'), /\/sites\/octopus-system\/index\.html$/);
  assert.match(sent.get('refr'), /\/fixtures\/blank\/$/);
  for (const identifier of ['duid', 'nuid', 'uid', 'tnuid']) assert.equal(sent.get(identifier), null, identifier);
  assert.ok((await page.cookies()).filter(({ name }) => name.startsWith('_sp_id')).every(({ value }) => !/^[0-9a-f]{8}-/.test(value)), 'an identifier is kept');
});

test('in targeting third parties build a profile of interests for ads elsewhere: with consent, and not before', async () => {
  const page = await visit();
  await select(page, { targeting: true, functional: false });
  await SITE.called(page, ['uet', 'doubleclick']);
  await keeps(page, /^cookie _uetvid$/);
  const { query } = await page.server.waitFor((entry) => entry.host === page.host && entry.path === '/t/uet/action/0', 'the pixel');
  assert.equal(new URLSearchParams(query).get('vid'), (await page.cookie('_uetvid')).value);
  await SITE.open(page);
  await page.settled();
  assert.match(cookieSent(page, '/t/doubleclick'), /IDE=/, 'the third party recognises the visitor');
  const other = await visit();
  await select(other, { functional: true, performance: true });
  await SITE.called(other, ['chat', 'youtube', 'mailings', 'snowplow']);
  assert.deepEqual(await SITE.settled(other), ['chat', 'youtube', 'mailings', 'snowplow']);
});

test('refusing targeting means less targeted ads, and the visitor is told so', async () => {
  const page = await visit();
  assert.match(await textOf((await page.openPreferences(), page), 'preferences'), /You see as many advertisements elsewhere\. They have less to do with your interests\./);
});

test('cookies are session or persistent, and most persistent ones live from 6 months to 2 years', async () => {
  const cookies = SITE.services.flatMap((service) => service.cookies);
  const months = cookies.map(({ duration }) => /^(\d+) (month|year)s?$/.exec(duration)).map((found) => (found ? Number(found[1]) * (found[2] === 'year' ? 12 : 1) : 0));
  assert.ok(cookies.every(({ duration, party }) => duration && party));
  const persistent = cookies.filter(({ duration }) => !/session|minute/.test(duration)).length;
  const long = months.filter((count) => count >= 6 && count <= 24).length;
  assert.ok(long > persistent / 2, `${long} of ${persistent}`);
  const page = await visit('?mailing=spring-stock');
  await answer(page, 'accept', 'accept-all');
  await SITE.called(page, ALL);
  await page.settled();
  await SITE.assertKeepsOnly(page, SITE.services.map(({ id }) => id));
  const longest = { osy_chat: 182, osy_mail: 365, _uetvid: 395, octoconsent: 400 };
  for (const [name, days] of Object.entries(longest)) {
    const left = await daysLeft(page, new RegExp(`^${name}$`));
    assert.ok(left > 0 && left <= days + 1, `${name}: ${left} days`);
  }
  assert.equal(await daysLeft(page, /^osy_guard$/), 0, 'a session cookie');
});

test('the policy has tables of cookies for each category', async () => {
  const page = await visit('policy.html');
  for (const category of SITE.config.categories) {
    const shown = await text(page, `.octo-category[data-id="${category.id}"]`);
    for (const service of category.services) {
      for (const word of [service.title, service.provider, ...service.cookies.map(({ name }) => name), ...service.cookies.map(({ description }) => description)]) {
        assert.ok(shown.includes(word), `${category.id} lacks ${word}`);
      }
    }
  }
  assert.equal(await page.run(() => document.querySelectorAll('octoconsent-declaration table').length), SITE.services.length);
});

test('the declaration says that the exact cookies vary, and when it was checked', async () => {
  const page = await visit('policy.html');
  const shown = await text(page, 'octoconsent-declaration');
  assert.ok(shown.includes('The exact cookies can vary, since services may change them.'), shown);
  assert.ok(shown.includes('Last checked: November 2, 2026'), shown);
});

for (const file of ['', 'policy.html', 'imprint.html']) {
  test(`consent can be withdrawn at any time: on ${file || 'the page itself'} with one click`, async () => {
    const page = await visit();
    await answer(page, 'accept', 'accept-all');
    await SITE.called(page, ALL);
    await SITE.open(page, file);
    await page.clickOn('footer [data-octoconsent-action="withdraw"]');
    await recorded(page, 'withdrawal');
    await keepsNo(page, /osy_chat|_uet|_sp_/);
    await page.leave();
    await SITE.open(page);
    await SITE.assertNothingBut(page, []);
    for (const at of ['/t/youtube/embed/x', '/t/doubleclick/activity']) {
      await page.driver.executeAsyncScript((address, done) => fetch(address).then(() => done()), at);
      assert.doesNotMatch(cookieSent(page, at), /VISITOR_INFO1_LIVE|YSC|IDE/);
    }
  });
}

test('where the legal basis is legitimate interest the visitor objects instead, and the objection is kept', async () => {
  const page = await visit();
  assert.match(await textOf(page, 'banner'), /On until you object: Performance\./);
  await SITE.called(page, OBJECTABLE);
  await keeps(page, /^cookie _sp_id/);
  const preferences = await page.openPreferences();
  assert.match(await preferences.getText(), /You can object at any time: switch it off\./);
  await page.setSwitch('performance', false);
  await answer(page, 'save', 'selection');
  await keepsNo(page, /_sp_/);
  await page.leave();
  await SITE.open(page);
  await SITE.assertNothingBut(page, []);
  SITE.play(page, (config) => (config.revision += 1)); // a new question does not undo it
  await SITE.open(page);
  await page.visible('[part~="banner"]');
  await SITE.assertNothingBut(page, []);
});

test('each category carries its legal basis, and one that is objected to behaves differently from one that is agreed to', async () => {
  const page = await visit('policy.html');
  const granted = async () => Object.fromEntries(await Promise.all(['necessary', 'functional', 'performance', 'targeting'].map(async (id) => [id, await page.api('granted', id)])));
  assert.deepEqual(await granted(), { necessary: true, functional: false, performance: true, targeting: false });
  for (const [id, basis] of [['necessary', 'Needed for the site to work'], ['functional', 'Consent'], ['performance', 'Legitimate interest'], ['targeting', 'Consent']]) {
    assert.ok((await text(page, `.octo-category[data-id="${id}"]`)).includes(`Legal basis ${basis}`), `${id}: ${basis}`);
  }
  await page.press('choose');
  await page.press('save'); // as it stands: what was on stays, what was off stays
  await recorded(page, 'selection');
  assert.deepEqual(await granted(), { necessary: true, functional: false, performance: true, targeting: false });
});

test('visitors see what is kept about them, and correct it', async () => {
  const page = await visit('policy.html');
  await answer(page, 'reject', 'reject-all');
  const { id } = await page.api('record');
  await page.clickOn('.rights [data-octoconsent-action="preferences"]');
  assert.ok((await textOf(page, 'preferences')).includes(id));
  await page.setSwitch('chat', true);
  await answer(page, 'save', 'selection');
  assert.equal((await page.api('record')).id, id);
  assert.equal(await page.api('granted', 'chat'), true);
});

test('visitors have it deleted', async () => {
  const page = await visit('policy.html');
  await answer(page, 'accept', 'accept-all');
  await page.clickOn('.rights [data-octoconsent-action="erase"]');
  await page.visible('[part~="banner"]');
  assert.equal(await page.api('record'), null);
  assert.deepEqual((await kept(page)).filter((entry) => /octoconsent/.test(entry)), []);
});

test('visitors take it along in a structured, common format', async () => {
  const page = await visit('policy.html');
  await select(page, { youtube: true });
  const { content: { record } } = await saved(page, () => page.clickOn('.rights [data-octoconsent-action="download"]'));
  assert.deepEqual(record, await page.api('record'));
});

test('the policy is of 1 March 2021, and a later one asks again', async () => {
  assert.equal(SITE.config.policyDate, '2021-03-01');
  const page = await visit('policy.html');
  assert.match(await bodyText(page), /In force since 1 March 2021/);
  await answer(page, 'accept', 'accept-all');
  await keep(page, { created: daysAgo(5), updated: daysAgo(5) });
  await SITE.open(page, 'policy.html');
  assert.equal(await page.shows('[part~="banner"]'), false);
  await page.leave();
  SITE.play(page, (config) => (config.policyDate = new Date(daysAgo(2)).toISOString().slice(0, 10)));
  await SITE.open(page, 'policy.html');
  assert.match(await textOf(page, 'banner'), /Our policy has changed since you last chose/);
  assert.equal(await page.api('granted', 'functional'), false);
});

test('with the product’s script blocked nothing optional runs, and the page works', async () => {
  const page = fresh();
  page.server.lose('/octoconsent.js', page.host);
  await SITE.open(page, '', { ready: false });
  await SITE.assertNothingBut(page, []);
  await signIn(page);
});

for (const [file, state] of [['', 'asked'], ['', 'accepted'], ['policy.html', 'asked'], ['policy.html', 'accepted'], ['imprint.html', 'asked']]) {
  test(`axe finds nothing on ${file || 'the page'}, ${state}`, async () => {
    const page = await visit(file);
    if (state === 'accepted') await answer(page, 'accept', 'accept-all');
    if (state === 'accepted' && !file) {
      await SITE.called(page, ALL);
      await page.clickOn('.chat-open');
    }
    await page.settled();
    await isReady(page);
    await assertAccessible(page, file);
  });
}
