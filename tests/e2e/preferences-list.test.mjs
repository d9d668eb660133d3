// What the preferences say of each category and service, and that hundreds of them are as usable as three.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { many } from '../../tools/preferences-time.mjs';
import { assertAccessible } from './axe.mjs';
import { Key, useBrowser } from './harness.mjs';
import { PATIENCE } from './page.mjs';

const { visit } = useBrowser();

const FULL = {
  purposes: [{ id: 'reach', title: { en: 'Reach' } }],
  categories: [
    { id: 'necessary', necessary: true, title: 'Necessary', cookies: [{ name: 'sid', duration: 'session' }] },
    {
      id: 'analytics', title: 'Analytics', description: 'Counts visits.', refusal: 'We learn less.',
      services: [
        {
          id: 'matomo', title: 'Matomo', provider: 'InnoCraft', policy: 'https://matomo.org/privacy-policy/', purposes: ['reach', 'research'], description: 'Shows which pages are read.',
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

/** A page with 200 services: too many for the address that other tests name a configuration in. */
async function visitMany() {
  const page = await visit('config-none', { ready: false });
  await page.run((config) => window.octoconsent.start(config), many(200));
  await page.ready();
  return page;
}

const inside = (page, read, ...values) => page.run((text, list) => new Function('root', 'list', `return (${text})(root, ...list)`)(document.querySelector('octo-consent').shadowRoot, list), String(read), values);

test('each category says what refusing it means and on what ground it stands; each service who, why and what', async () => {
  const page = await visit('plain', { config: FULL });
  await page.openPreferences();
  await page.unfold();
  const text = await inside(page, (root) =>
    [...root.querySelectorAll('.category')].map((category) =>
      [...category.querySelectorAll('label > span, p, dt, dd, summary, tr')].map((part) => [...part.querySelectorAll('th,td')].map((cell) => cell.textContent).join(' | ') || part.textContent),
    ),
  );
  assert.deepEqual(text, [
    ['Necessary', 'Legal basis', 'Needed for the site to work', 'Services and cookies', 'Name | Kept in | Kept for | Purpose', 'sid | Cookie | Until the browser is closed | '],
    [
      'Analytics', 'Counts visits.', 'If it is off', 'We learn less.', 'Legal basis', 'Consent', 'Services and cookies (2)',
      'Matomo', 'Shows which pages are read.', 'Provider', 'InnoCraft', 'Purposes', 'Reach, research', 'Privacy policy', 'matomo.org/privacy-policy/',
      'Name | Kept in | Kept for | Set by | Purpose', '_pk_id.* | Cookie | 13 months | This site | Tells visitors apart.', 'queue | Local storage | Until deleted | A third party | ',
      'PostHog', 'Name | Kept in | Kept for | Purpose', 'ph | Cookie | 1 year | ',
    ],
    ['Security', 'This does not wait for your consent. You can object at any time: switch it off.', 'Legal basis', 'Legitimate interest'],
  ]);
  const tables = await inside(page, (root) => [...root.querySelectorAll('table')].map((table) => [table.ariaLabel, [...table.querySelectorAll('th')].every(({ scope }) => scope === 'row' || scope === 'col')]));
  assert.deepEqual(tables, [['Necessary', true], ['Matomo', true], ['PostHog', true]]);
  await assertAccessible(page);
});

test('with 200 services each has its switch, and one is turned in a fold without the others', async () => {
  const page = await visitMany();
  await page.openPreferences();
  assert.equal(await inside(page, (root) => root.querySelectorAll('details [role=switch]').length), 200);
  await page.setSwitch('service-41', true);
  const { decision } = await page.decide('save');
  assert.deepEqual(Object.entries(decision.services).filter(([id, state]) => state === 'granted' && !/[05]$/.test(id)).map(([id]) => id), ['service-41']);
  assert.equal(Object.keys(decision.services).length, 200);
});

test('a fold that was never opened keeps what its switches say', async () => {
  const page = await visitMany();
  const wanted = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`service-${index}`, index % 5 === 0 || index % 3 === 0]));
  await page.api('choose', wanted);
  await page.openPreferences('reopen');
  await page.setSwitch('service-1', true);
  const { decision } = await page.decide('save', 2);
  const granted = Object.keys(decision.services).filter((id) => decision.services[id] === 'granted');
  assert.deepEqual(granted.toSorted(), Object.keys(wanted).filter((id) => wanted[id] || id === 'service-1').toSorted());
});

test('a category of 40 is turned as one, also while it is folded', async () => {
  const page = await visitMany();
  await page.openPreferences();
  await page.setSwitch('functional', true);
  const { decision } = await page.decide('save');
  assert.equal(decision.categories.functional, 'granted');
  assert.equal(Object.entries(decision.services).filter(([id, state]) => state === 'granted' && /[16]$/.test(id)).length, 40);
  assert.equal(decision.categories.performance, 'denied');
});

test('what is off the screen in an open fold is reached by Tab and found by the browser’s search', async () => {
  const page = await visitMany();
  await page.openPreferences();
  await page.switch('service-1');
  const last = 'service-196';
  await inside(page, (root, id) => root.querySelector(`[data-id=${id}]`).closest('.service').previousElementSibling.querySelector('a').focus(), last);
  await page.keys(Key.TAB);
  assert.equal(await page.focused(), last);
  // What comes near is laid out in the frames after, and moves what stands below.
  const inView = () =>
    inside(page, (root, id) => {
      const [box, frame] = [root.querySelector(`[data-id=${id}]`), root.querySelector('.scroll')].map((part) => part.getBoundingClientRect());
      return box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
    }, last);
  await page.driver.wait(inView, PATIENCE, 'it is not brought into view', 25);
  await page.keys(Key.SPACE);
  assert.equal(await (await page.query(`[data-id=${last}]`)).isSelected(), true);
  const found = (words) =>
    page.run((wanted) => {
      getSelection().removeAllRanges();
      return window.find(wanted);
    }, words);
  assert.deepEqual([await found('Provider 101 Ltd'), await found('Provider 201 Ltd')], [true, false]);
});
