// The visitor's record: seen in words, taken along as a file, erased, and withdrawn in no more steps than it was granted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saved } from './downloads.mjs';
import { Key, useBrowser } from './harness.mjs';
import { keep } from './records.mjs';

const { visit, fresh } = useBrowser();

/** The facts of the record as the preferences show them: label and text. */
async function facts(page) {
  await page.visible('.record');
  return Object.fromEntries(
    await page.run(() => [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('.record dt')].map((term) => [term.textContent, term.nextSibling.textContent])),
  );
}

test('the preferences show what was chosen, when, until when it holds, and its number', async () => {
  const page = await visit('plain');
  await page.select({ posthog: true, targeting: true });
  await page.openPreferences('reopen');
  const { id, updated, expires } = await page.api('record');
  const written = await page.run(
    (times) => times.map((time) => new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(time))),
    [updated, expires],
  );
  assert.deepEqual(await facts(page), { On: 'PostHog, Targeting', Off: 'Matomo', Recorded: written[0], 'Holds until': written[1], Number: id });
});

test('times are written in the language of the interface', async () => {
  const page = await visit('plain', { config: { language: 'fr', texts: { fr: { recordDate: 'Enregistré' } } } });
  await page.decide('reject');
  await page.openPreferences('reopen');
  const shown = (await facts(page)).Enregistré;
  const { updated } = await page.api('record');
  assert.equal(shown, await page.run((time) => new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(time)), updated));
});

test('the number can be selected, whatever the page’s style sheet says', async () => {
  const page = await visit('plain');
  await page.run(() => {
    document.adoptedStyleSheets = [new CSSStyleSheet()];
    document.adoptedStyleSheets[0].replaceSync('* { user-select: none !important }');
  });
  await page.decide('reject');
  await page.openPreferences('reopen');
  const { id } = await page.api('record');
  const number = await page.run(() => [...document.querySelector('octo-consent').shadowRoot.querySelectorAll('.record dd')].at(-1));
  await page.run((element) => element.scrollIntoView(), number);
  await page.driver.actions().move({ origin: number }).click().click().click().perform();
  assert.equal(await page.run(() => document.querySelector('octo-consent').shadowRoot.getSelection().toString().trim()), id);
});

test('without a choice there is no record to be seen', async () => {
  const page = await visit('plain');
  await page.openPreferences();
  assert.equal(await page.query('.record'), null);
});

test('a record that came from elsewhere says so', async () => {
  const page = await visit('plain');
  await page.decide('accept');
  for (const [source, shown] of [['cookiehub', 'cookiehub'], ['link', 'A linked site of ours']]) {
    await keep(page, { method: 'import', source });
    await page.reload();
    await page.openPreferences('reopen');
    assert.equal((await facts(page))['Taken over from'], shown);
    await page.press('close');
  }
});

test('erasing deletes cookie and entry, takes back, and asks again', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.openPreferences('reopen');
  await page.press('erase');
  await page.gone('[part~="preferences"]');
  await page.visible('[part~="banner"]');
  assert.deepEqual([await page.cookie(), await page.stored(), await page.api('record')], [null, null, null]);
  assert.equal(await page.api('granted', 'analytics'), false);
});

test('where erasing takes the focus’s place away, it goes to what is shown instead', async () => {
  const page = await visit('plain');
  await page.decide('reject');
  await page.openPreferences('reopen');
  for (let tabs = 0; (await page.focused()) !== 'erase'; tabs += 1) {
    assert.ok(tabs < 20, 'Tab never reaches it');
    await page.keys(Key.TAB);
  }
  await page.keys(Key.ENTER);
  await page.until(() => document.querySelector('octo-consent').shadowRoot.activeElement?.closest('[part~="banner"]') != null);
  await page.openPreferences();
  await page.press('accept');
  await page.until(() => document.querySelector('octo-consent').shadowRoot.activeElement?.dataset.do === 'reopen');
});

test('the record is taken along as a file, by the keyboard too', async () => {
  const page = await visit('plain');
  await page.select({ posthog: true });
  await page.openPreferences('reopen');
  const record = await page.api('record');
  const { name, content } = await saved(page, async () => {
    for (let tabs = 0; (await page.focused()) !== 'download'; tabs += 1) {
      assert.ok(tabs < 20, 'Tab never reaches it');
      await page.keys(Key.TAB);
    }
    await page.keys(Key.ENTER);
  });
  assert.equal(name, `octoconsent-record-${record.updated.slice(0, 10)}.json`);
  assert.deepEqual(content.record, record);
  assert.equal(await page.shows('[part~="preferences"]'), true, 'the preferences stay open');
  await page.assertNoErrors();
});

test('the file holds a receipt in the terms of ISO/IEC TS 27560', async () => {
  const links = [{ href: '/privacy', text: 'Privacy policy' }];
  const page = await visit('plain', { region: 'GB', config: { presets: true, links, categories: [
    { id: 'necessary', necessary: true, title: { en: 'Necessary', fr: 'Nécessaires' } },
    { id: 'analytics', use: 'statistics', title: { en: 'Analytics', fr: 'Audience' }, description: { fr: 'Compte.' }, services: [
      { id: 'matomo', title: 'Matomo', provider: 'InnoCraft', purposes: ['audience-measurement'], policy: '/matomo', autoBlock: [{ url: 'matomo.example' }],
        cookies: [{ name: '_pk_id.*', duration: '13 months', description: { en: 'Tells visitors apart.' } }] }] },
    { id: 'chat', basis: 'legitimate-interest', title: 'Chat' },
    { id: 'targeting', use: 'advertising', title: 'Targeting' },
  ] } });
  await page.api('choose', { targeting: true, matomo: false });
  const record = await page.api('record');
  const { content: { receipt } } = await saved(page, () => page.api('download'));
  const { purposes, events, receipt_id, ...head } = receipt;
  const origin = page.server.origin(page.host);
  assert.match(receipt_id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  assert.notEqual(receipt_id, record.id);
  assert.deepEqual(head, {
    schema_version: 'octoconsent 1, ISO/IEC TS 27560:2023',
    record_id: record.id,
    pii_principal_id: record.id,
    privacy_notice: [`${origin}/privacy`],
    language: 'en',
    jurisdiction: 'GB',
    withdrawal_method: `${origin}/fixtures/plain/#octoconsent-preferences`,
  });
  assert.deepEqual(purposes, [
    { purpose: 'Necessary', lawful_basis: 'necessary', state: 'granted', id: 'necessary', necessary: true, title: 'Necessary' },
    { purpose: 'Analytics', lawful_basis: 'objection', state: 'denied', id: 'analytics', use: 'statistics', title: 'Analytics',
      description: { fr: 'Compte.' }, services: [
        { id: 'matomo', title: 'Matomo', provider: 'InnoCraft', purposes: ['audience-measurement'], policy: `${origin}/matomo`,
          cookies: [{ name: '_pk_id.*', duration: '13 months', description: 'Tells visitors apart.' }] }] },
    { purpose: 'Chat', lawful_basis: 'legitimate-interest', state: 'granted', id: 'chat', basis: 'legitimate-interest', title: 'Chat' },
    { purpose: 'Targeting', lawful_basis: 'consent', state: 'granted', id: 'targeting', use: 'advertising', title: 'Targeting' },
  ]);
  assert.deepEqual(events, [
    { event_time: record.updated, event_type: 'api', event_state: 'given', validity_duration: 'P182D', entity_id: record.id },
  ]);
});

test('its event says what the answer amounts to', async () => {
  const page = await visit('plain', { region: 'CH', config: { regions: [{ in: ['CH'], regime: 'notice' }] } });
  const state = async () => (await saved(page, () => page.api('download'))).content.receipt.events[0].event_state;
  await page.api('acknowledge');
  assert.equal(await state(), 'acknowledged');
  await page.api('rejectAll');
  assert.equal(await state(), 'refused');
  await page.api('choose', { posthog: true });
  assert.equal(await state(), 'given');
  await page.run(() => {
    document.body.append(Object.assign(document.createElement('button'), { id: 'w' }));
    document.getElementById('w').dataset.octoconsentAction = 'withdraw';
  });
  await page.clickOn('#w');
  assert.equal(await state(), 'withdrawn');
});

test('under another regime than opt-in the basis is that regime', async () => {
  const page = await visit('plain', { region: 'US', config: { presets: true } });
  await page.decide('accept');
  const { content } = await saved(page, () => page.api('download'));
  assert.deepEqual(content.receipt.purposes.map((purpose) => purpose.lawful_basis), ['necessary', 'opt-out', 'opt-out']);
});

test('the file is saved under a strict policy with Trusted Types', async () => {
  const csp = "default-src 'none'; script-src 'nonce-{{nonce}}' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types octoconsent";
  const page = await visit('nonce', { csp });
  await page.decide('reject');
  const { content } = await saved(page, () => page.api('download'));
  assert.equal(content.record.method, 'reject-all');
  assert.deepEqual((await page.seen()).violations, []);
});

test('without a record nothing is saved, and nothing is thrown', async () => {
  const page = await visit('plain');
  await page.api('download');
  await page.decide('reject');
  const { content } = await saved(page, () => page.api('download'));
  assert.equal(content.record.method, 'reject-all', 'the first that was saved');
  await page.assertNoErrors();
});

test('one click of a page control withdraws everything', async () => {
  const page = await visit('withdraw');
  await page.decide('accept');
  await page.clickOn('#withdraw');
  const { method, decision } = await page.event('choice', 2);
  assert.equal(method, 'withdrawal');
  assert.deepEqual(Object.values({ ...decision.categories, ...decision.services }).filter((state) => state === 'granted').length, 2, 'what is necessary');
});

test('from the reopen button, withdrawing everything takes the steps that granting it takes', async () => {
  const steps = async (what) => {
    const page = await visit('plain');
    await page.decide(what === 'accept' ? 'reject' : 'accept');
    const choices = (await page.events('choice')).length;
    await page.press('reopen');
    await page.press(what);
    return (await page.event('choice', choices + 1)).method;
  };
  assert.deepEqual([await steps('accept'), await steps('reject')], ['accept-all', 'reject-all']);
});

test('a page whose image shadows createElement saves the record, and its links open the preferences', async () => {
  const page = await visit('plain');
  await page.decide('reject');
  await page.run(() => {
    document.body.append(Object.assign(document.createElement('img'), { name: 'createElement', alt: '' }));
    document.body.insertAdjacentHTML('beforeend', `<a id="opener" href="${location.pathname}${location.search}#octoconsent-preferences">Cookies</a>`);
  });
  assert.equal(await page.run(() => typeof document.createElement), 'object');
  const { content } = await saved(page, () => page.api('download'));
  assert.equal(content.record.id, (await page.api('record')).id);
  await page.clickOn('#opener');
  await page.visible('[part~="preferences"]');
  await page.assertNoErrors();
});
