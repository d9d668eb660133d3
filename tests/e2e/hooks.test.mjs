// The names that programs go by: the tables of docs/guides/refusers.md are what the product draws, and all of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit } = useBrowser();
const guide = readFileSync(new URL('../../docs/guides/refusers.md', import.meta.url), 'utf8');

/** The rows of the table that begins with this head, cell by cell, without code marks. */
function table(head) {
  const [, rows] = guide.split(`\n| ${head} |`);
  assert.ok(rows, `the guide has no table "${head}"`);
  const lines = rows.split('\n').slice(2);
  return lines.slice(0, lines.findIndex((line) => !line.startsWith('|'))).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim().replaceAll('`', '')));
}

/** What can be clicked, as `data-do part surface`; what a program cannot name by `data-do` has a `?`. */
const drawn = (page) =>
  page.run(() => {
    const root = document.querySelector('octo-consent').shadowRoot;
    const surface = (button) => button.closest('[part~="banner"], [part~="preferences"]')?.getAttribute('part') ?? 'button';
    return [...root.querySelectorAll('button, [data-do]')].map((button) => `${button.dataset.do ?? '?'} ${button.getAttribute('part')} ${surface(button)}`);
  });

test('every button of the product stands in the guide, and the guide names no other', async () => {
  const found = new Set();
  const look = async (page) => (await drawn(page)).forEach((button) => found.add(button));
  const page = await visit('plain', { config: { banner: { close: true } } });
  await page.visible('[part~="banner"]');
  await look(page);
  await page.decide('accept');
  await page.visible('[part~="reopen"]');
  await look(page);
  await page.openPreferences('reopen');
  await look(page);
  const notice = await visit('plain', { region: 'CH', config: { regions: [{ in: ['CH'], regime: 'notice' }] } });
  await notice.visible('[part~="banner"]');
  await look(notice);

  const named = table('`data-do` | part | stands in | what a click does').flatMap(([name, part, places]) => places.split(', ').map((place) => `${name} ${part} ${place}`));
  assert.deepEqual([...found].toSorted(), named.toSorted());
});

test('the elements that the guide names are there, with their roles', async () => {
  const rows = table('selector in the shadow root | role | what it is');
  assert.ok(rows.length > 0);
  for (const [selector, role] of rows) {
    const page = await visit('plain');
    if (!selector.includes('banner')) await page.decide('reject');
    if (/dialog|input/.test(selector)) await page.openPreferences('reopen');
    const element = await page.visible(selector);
    assert.equal(await element.getAriaRole(), role, selector);
  }
});

test('a script that sees no shadow root refuses by the line in the guide', async () => {
  const page = await visit('order');
  await page.visible('[part~="banner"]');
  const [, line] = /```js\n(document\.querySelector.*)\n```/.exec(guide);
  await page.run(line);
  assert.equal((await page.event('choice')).method, 'reject-all');
  await page.assertNothingReleased();
  await page.run(line);
  assert.equal((await page.events('choice')).length, 1);
});
