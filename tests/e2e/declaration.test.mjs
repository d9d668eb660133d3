// The declaration: the full list of what is stored, written into the page, as the visitor has chosen it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
const french = JSON.parse(readFileSync(new URL('../../locales/fr.json', import.meta.url), 'utf8'));
const LIST = 'octoconsent-declaration,[data-octoconsent-declaration]';
const STRICT = "default-src 'none'; script-src 'nonce-{{nonce}}' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; style-src 'none'; require-trusted-types-for 'script'; trusted-types octoconsent";

/** All that can be said of a service. */
const FULL = {
  checkedDate: '2025-02-01',
  purposes: [{ id: 'reach', title: { en: 'Reach', fr: 'Audience' } }],
  categories: [
    { id: 'necessary', necessary: true, title: 'Necessary', cookies: [{ name: 'sid', duration: 'session' }] },
    {
      id: 'analytics',
      title: { en: 'Analytics', fr: 'Mesure' },
      description: 'Counts visits.',
      refusal: 'We learn less.',
      services: [
        {
          id: 'matomo',
          title: 'Matomo',
          provider: 'InnoCraft',
          policy: 'https://matomo.org/privacy-policy/',
          purposes: ['reach', 'research'],
          description: 'Shows which pages are read.',
          cookies: [
            { name: '_pk_id.*', duration: '13 months', party: 'first', description: 'Tells visitors apart.' },
            { name: 'queue', storage: 'localStorage', duration: 'persistent', party: 'third' },
          ],
        },
        { id: 'posthog', title: 'PostHog', cookies: [{ name: 'ph', duration: '1 year' }] },
      ],
    },
    { id: 'security', title: 'Security', basis: 'legitimate-interest' },
  ],
};

/** The whole list as text, a line for each heading, paragraph, term, fact and row. */
const lines = (page, where = LIST) =>
  page.run(
    (selector) =>
      [...document.querySelector(selector).querySelectorAll('h1,h2,h3,h4,h5,h6,p,dt,dd,tr')]
        .map((line) => `${line.localName}: ${[...line.querySelectorAll('th,td')].map((cell) => cell.textContent).join(' | ') || line.textContent}`)
        .filter((line) => !/^p: $/.test(line)),
    where,
  );

/** How everything stands, by what its heading says. */
const states = (page) =>
  page.run((selector) => Object.fromEntries([...document.querySelectorAll(`:is(${selector}) [data-state]`)].map((part) => [part.dataset.id, `${part.dataset.state}: ${part.querySelector('small').textContent}`])), LIST);

const buttons = (page) => page.run((selector) => [...document.querySelectorAll(`:is(${selector}) button`)].map((button) => button.textContent), LIST);

test('the declaration says of each category and service all that the configuration does', async () => {
  const page = await visit('declaration', { config: FULL });
  assert.deepEqual(await lines(page), [
    'p: Not chosen yet',
    'p: Change your choice',
    'p: Last checked: February 1, 2025',
    'p: The exact cookies can vary, since services may change them.',
    'h2: Necessary – Always on',
    'dt: Legal basis',
    'dd: Needed for the site to work',
    'tr: Name | Kept in | Kept for | Purpose',
    'tr: sid | Cookie | Until the browser is closed | ',
    'h2: Analytics – Not chosen yet',
    'p: Counts visits.',
    'dt: If it is off',
    'dd: We learn less.',
    'dt: Legal basis',
    'dd: Consent',
    'h3: Matomo – Not chosen yet',
    'p: Shows which pages are read.',
    'dt: Provider',
    'dd: InnoCraft',
    'dt: Purposes',
    'dd: Reach, research',
    'dt: Privacy policy',
    'dd: matomo.org/privacy-policy/',
    'tr: Name | Kept in | Kept for | Set by | Purpose',
    'tr: _pk_id.* | Cookie | 13 months | This site | Tells visitors apart.',
    'tr: queue | Local storage | Until deleted | A third party | ',
    'h3: PostHog – Not chosen yet',
    'tr: Name | Kept in | Kept for | Purpose',
    'tr: ph | Cookie | 1 year | ',
    'h2: Security – On',
    'dt: Legal basis',
    'dd: Legitimate interest',
  ]);
  assert.equal(await page.run(() => document.querySelector('octoconsent-declaration a').href), 'https://matomo.org/privacy-policy/');
  await page.assertNothingReleased();
});

test('it follows the decision: here, in part, taken back, and by another tab', async () => {
  const page = await visit('declaration');
  const undecided = 'undecided: Not chosen yet';
  assert.deepEqual(await states(page), {
    necessary: 'alwaysOn: Always on', session: 'alwaysOn: Always on', analytics: undecided, matomo: undecided, posthog: undecided, targeting: undecided, pixel: undecided,
  });
  assert.deepEqual(await buttons(page), ['Change your choice']);

  await page.select({ posthog: true });
  const { analytics, matomo, posthog, targeting } = await states(page);
  assert.deepEqual([analytics, matomo, posthog, targeting], ['some: On (1/2)', 'off: Off', 'on: On', 'off: Off']);
  assert.deepEqual(await buttons(page), ['Change your choice', 'Withdraw consent']);
  assert.deepEqual((await lines(page)).slice(0, 4), ['dt: On', 'dd: PostHog', 'dt: Off', 'dd: Matomo, Targeting']);

  await page.run((selector) => document.querySelector(`${selector} [data-octoconsent-action=withdraw]`).focus(), 'octoconsent-declaration');
  await page.keys(Key.ENTER);
  assert.equal((await page.event('choice', 2)).method, 'withdrawal');
  assert.equal((await states(page)).posthog, 'off: Off');
  assert.deepEqual(await buttons(page), ['Change your choice']);
  assert.equal(await page.run(() => document.activeElement.textContent), 'Change your choice', 'the focus is not lost with the button');

  const other = await page.run(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.title = 'other';
    frame.src = location.href;
    return frame;
  });
  await page.until((frame) => frame.contentWindow.octoconsent?.acceptAll, other);
  await page.run((frame) => frame.contentWindow.octoconsent.acceptAll(), other);
  await page.until(() => document.querySelector('octoconsent-declaration [data-id=pixel]').dataset.state === 'on');
});

test('a refusal in another tab is told, though nothing that was off before is on', async () => {
  const page = await visit('declaration');
  const other = await page.run(() => Object.assign(document.body.appendChild(document.createElement('iframe')), { title: 'other', src: location.href }));
  await page.until((frame) => frame.contentWindow.octoconsent?.rejectAll, other);
  await page.run((frame) => frame.contentWindow.octoconsent.rejectAll(), other);
  await page.until(() => document.querySelector('octoconsent-declaration [data-id=pixel]').dataset.state === 'off');
});

test('its button opens the preferences, and gets the focus back', async () => {
  const page = await visit('declaration');
  await page.decide('accept');
  await page.clickOn('octoconsent-declaration [data-octoconsent-action=preferences]');
  await page.visible('[part~="preferences"]');
  await page.keys(Key.ESCAPE);
  await page.until(() => document.activeElement.dataset.octoconsentAction === 'preferences');
});

test('a change is announced, and what is the same stays the same node', async () => {
  const page = await visit('declaration');
  await page.run(() => {
    const list = document.querySelector('octoconsent-declaration');
    window.kept = [list.querySelector('[role=status]'), list.querySelector('table'), list.querySelector('h2').firstChild];
  });
  await page.decide('accept');
  await page.until(() => document.querySelector('octoconsent-declaration [role=status]').textContent.includes('Analytics'));
  assert.deepEqual(await page.run(() => kept.map((node) => node.isConnected)), [true, true, true]);
});

test('it is written in the language of the interface, and anew in another', async () => {
  const page = await visit('declaration', { config: { ...FULL, languages: ['en', 'fr'] } });
  await page.api('language', 'fr');
  await page.until(() => document.querySelector('octoconsent-declaration > div').lang === 'fr');
  const text = await lines(page);
  for (const line of [`h2: Mesure – ${french.undecided}`, 'dd: Audience, research', `p: ${french.checked.replace('{date}', '1 février 2025')}`, `p: ${french.change}`]) {
    assert.ok(text.some((found) => found.replaceAll(/\s/g, ' ') === line.replaceAll(/\s/g, ' ')), `${line} is not in\n${text.join('\n')}`);
  }
});

test('it is written where the page puts it later, also into a shadow root, with headings of the level asked for', async () => {
  const page = await visit('plain');
  await page.run(() => {
    document.body.insertAdjacentHTML('beforeend', '<div id="later" data-octoconsent-declaration data-level="4"></div><div id="host"></div>');
    document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<octoconsent-declaration data-level="7"></octoconsent-declaration>';
  });
  const headings = () => page.run(() => [document.querySelector('#later'), document.querySelector('#host').shadowRoot].map((root) => [...new Set([...root.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ localName }) => localName))].join()));
  await page.until(() => !!document.querySelector('#host').shadowRoot.querySelector('h6'));
  assert.deepEqual(await headings(), ['h4,h5', 'h5,h6']);
  await page.decide('accept');
  assert.equal(await page.run(() => document.querySelector('#host').shadowRoot.querySelector('[data-id=matomo]').dataset.state), 'on');
  await page.run(() => {
    window.list = document.querySelector('#later');
    list.remove();
  });
  await page.api('rejectAll');
  await page.run(() => document.body.append(list));
  await page.until(() => list.querySelector('[data-id=matomo]').dataset.state === 'off');
});

test('what the parser has not finished is written over once it has', async () => {
  const page = fresh();
  page.hold('/half');
  const framed = await page.stream('declaration-parts');
  await framed.until(() => document.querySelector('#list p')?.textContent === 'Old list, first half.');
  page.release('/half');
  await framed.until(() => !!document.querySelector('#end') && !!document.querySelector('#list h2'));
  const text = await framed.run(() => document.querySelector('#list').textContent);
  assert.ok(!text.includes('Old list'), text);
});

test('texts of the configuration stay texts', async () => {
  const evil = '"><img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  const page = await visit('declaration', {
    config: { categories: [{ id: 'a', title: evil, description: evil, refusal: evil, services: [{ id: 'b', title: evil, provider: evil, purposes: ['p'], cookies: [{ name: 'c', description: evil }] }] }] },
  });
  await page.settled();
  assert.equal(await page.run(() => document.querySelector('octoconsent-declaration').querySelectorAll('img,script').length), 0);
  assert.equal(await page.run(() => window.hit), null);
  assert.equal(await page.run(() => document.querySelector('octoconsent-declaration dd').textContent), evil);
});

test('under the strictest policy it is written without a violation', async () => {
  const page = await visit('nonce', { csp: STRICT });
  await page.run(() => document.body.append(document.createElement('octoconsent-declaration')));
  await page.until(() => !!document.querySelector('octoconsent-declaration h2'));
  await page.api('acceptAll');
  await page.settled();
  assert.equal((await states(page)).matomo, 'on: On');
  assert.deepEqual((await page.seen()).violations.filter((violation) => /style|trusted|require/.test(violation)), []);
});

test('where there is nothing to choose it has no buttons', async () => {
  const page = await visit('declaration', { config: { categories: [FULL.categories[0]] } });
  assert.deepEqual(await buttons(page), []);
});

test('a screen reader finds headings in order, named tables with headers, and terms with what they are', async () => {
  const page = await visit('declaration', { config: FULL });
  await page.decide('accept');
  const tree = await page.run(() => {
    const list = document.querySelector('octoconsent-declaration');
    return {
      tables: [...list.querySelectorAll('table')].map((table) => table.ariaLabel),
      headers: [...list.querySelectorAll('th')].filter(({ scope }) => !/^(row|col)$/.test(scope)).length,
      levels: [...list.querySelectorAll('h2,h3')].map(({ localName }) => localName).join(' '),
      status: list.querySelector('[role=status]').textContent,
    };
  });
  assert.deepEqual(tree, { tables: ['Necessary', 'Matomo', 'PostHog'], headers: 0, levels: 'h2 h2 h3 h3 h2', status: 'OnAnalytics, Security' });
  await assertAccessible(page);
});
