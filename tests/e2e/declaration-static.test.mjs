// The declaration as static HTML: made from a configuration by a command or a function, read without scripts, and taken over by the
// script where there is one.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { declaration } from '../../dist/declaration.mjs';
import { assertAccessible } from './axe.mjs';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();
const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'dist/declaration.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'octoconsent-declaration-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const configuration = JSON.parse(readFileSync(path.join(root, 'tests/fixtures/consent.json'), 'utf8'));

const french = JSON.parse(readFileSync(path.join(root, 'locales/fr.json'), 'utf8'));

const file = (name, value) => {
  const at = path.join(folder, name);
  writeFileSync(at, typeof value === 'string' ? value : JSON.stringify(value));
  return at;
};
const command = (...parameters) => spawnSync(process.execPath, [program, ...parameters], { encoding: 'utf8' });

/** A page with a list that was made before, which is seen before the script comes. */
const pageOf = (part, config) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Cookie policy</title>
<script src="/fixtures/watch.js"></script>
<style>.octo-choice { min-height: 9rem }</style>
<script async src="/octoconsent.js"></script>
<script type="application/json" data-octoconsent>${JSON.stringify(config)}</script>
<main><h1>Cookie policy</h1>
<section id="list" data-octoconsent-declaration data-level="3">
  <!-- made by declaration.mjs -->
  ${part}
</section></main>`;

async function openStatic(config, options) {
  const page = fresh();
  const part = await declaration(config, options);
  page.server.play('/policy', (_, response) => response.setHeader('Content-Type', 'text/html').end(pageOf(part, config)));
  page.hold('/octoconsent.js');
  await page.open('/policy', { ready: false });
  await page.until(() => !!document.querySelector('#list table'));
  return page;
}

test('the command writes it in the language and from the level of heading that is asked for', () => {
  const html = execFileSync(process.execPath, [program, file('consent.json', configuration), '--language', 'fr-CA', '--level', '3'], { encoding: 'utf8' });
  assert.match(html, /^<div class="octo-declaration" lang="fr" dir="ltr">/);
  for (const part of ['<h3>Mesure d’audience</h3>', '<h4>Matomo</h4>', `<dt>${french.legalBasis}</dt>`, '<td>13\u00a0mois</td>', '<th scope="col">Nom</th>']) assert.ok(html.includes(part), part);
  assert.equal(html.match(/<h[1-6]>/g).length, 7);
  assert.ok(!/button|data-state|<small/.test(html), 'nothing in it is of one visitor');
});

test('the command and its options are in build.sh too', () => {
  const help = execFileSync(path.join(root, 'build.sh'), ['--help'], { encoding: 'utf8' });
  assert.match(help, /declaration <consent\.json> \[language\]/);
});

test('a faulty configuration is refused with the place of every fault, and writes nothing', () => {
  const { status, stdout, stderr } = command(file('faulty.json', { categories: [{ id: 'a b', title: 'A' }], colour: 'red' }));
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /categories\[0\]\.id: must be an id/);
  assert.match(stderr, /colour: is unknown/);
});

test('what is no JSON, no file, or an unknown option is refused', () => {
  for (const parameters of [[file('none.json', '{')], [path.join(folder, 'missing.json')], [], [file('consent.json', configuration), '--colour', 'red']]) {
    const { status, stdout, stderr } = command(...parameters);
    assert.deepEqual([status, stdout, stderr.length > 0], [1, '', true], parameters.join(' '));
  }
});

test('texts stay texts', async () => {
  const evil = '</td>"><img src=x onerror="alert(1)">&amp;';
  const html = await declaration({ categories: [{ id: 'a', title: evil, services: [{ id: 'b', title: evil, provider: evil, cookies: [{ name: 'c', description: evil }] }] }] });
  assert.ok(!/<img/.test(html), html);
  assert.ok(html.includes('&lt;/td&gt;&quot;&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;amp;'));
});

test('texts can be given, and what they do not say is English', async () => {
  const html = await declaration(configuration, { language: 'fr', texts: { cookieName: 'Le nom', vary: 'a\u0001b', 'on': 7 } });
  assert.ok(html.includes('>Le nom<') && html.includes('>Kept in<') && html.includes('>Mesure d’audience<'));
  assert.ok(!html.includes('\u0001'), 'a text that the product refuses is none');
  assert.match(await declaration(configuration, { language: 'xx' }), /lang="en"/);
});

test('what the command writes is what the script writes, but for states and buttons', async () => {
  const page = await visit('declaration', { config: { checkedDate: '2025-02-01' } });
  const html = await declaration({ ...configuration, checkedDate: '2025-02-01' }, { language: 'en' });
  const [live, made] = await page.run((text) => {
    const bare = (node) => {
      node.querySelectorAll('[data-state]').forEach((part) => part.removeAttribute('data-state'));
      node.querySelectorAll('small').forEach((state) => {
        state.previousSibling.remove();
        state.remove();
      });
      node.querySelector('.octo-choice').replaceChildren();
      const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const blank = [];
      while (words.nextNode()) if (!words.currentNode.data.trim()) blank.push(words.currentNode);
      blank.forEach((word) => word.remove());
      return node.innerHTML;
    };
    const copy = document.createElement('div');
    copy.innerHTML = text;
    return [bare(document.querySelector('octoconsent-declaration').cloneNode(true)), bare(copy)];
  }, html);
  assert.equal(live, made);
});

test('it is valid: a parser gives back exactly what was written, and axe-core finds nothing', async () => {
  const html = await declaration(configuration, { language: 'fr', level: 2 });
  const page = await visit('plain');
  await page.decide('reject');
  assert.equal(await page.run((text) => {
    const place = document.querySelector('main').appendChild(document.createElement('div'));
    place.lang = 'fr';
    place.innerHTML = text;
    return place.innerHTML;
  }, html), html.replaceAll('\u00a0', '&nbsp;'));
  await assertAccessible(page);
});

test('the script takes over what stands there, in place and without moving anything', async () => {
  const page = await openStatic(configuration, { level: 3 });
  await page.frames();
  await page.run(() => {
    window.before = [...document.querySelectorAll('#list table, #list h4, #list dd')];
    window.tops = before.map((node) => node.getBoundingClientRect().top);
  });
  page.release('/octoconsent.js');
  await page.ready();
  await page.until(() => !!document.querySelector('#list [data-octoconsent-action]'));
  await page.frames();
  const { same, moved, shift } = await page.run(() => ({
    same: before.every((node) => node.isConnected),
    moved: before.map((node, index) => Math.round(node.getBoundingClientRect().top - tops[index])).filter(Boolean),
    shift: window.seen.shift,
  }));
  assert.deepEqual({ same, moved, shift }, { same: true, moved: [], shift: 0 });
  await page.decide('accept');
  assert.equal(await page.run(() => document.querySelector('#list [data-id=matomo]').dataset.state), 'on');
});

test('where the script does not come, or does not run, the list is there', async () => {
  const page = await openStatic(configuration, { level: 3 });
  assert.equal(await page.run(() => document.querySelectorAll('#list tbody tr').length), 8);
  page.server.reset();
  const wrong = await openStatic({ ...configuration, colour: 'red' }, {}).catch((error) => error);
  assert.match(wrong.message, /colour/);
});

test('the same file makes it in a browser', async () => {
  const page = await visit('plain');
  const html = await page.driver.executeAsyncScript((config, done) => {
    import('/dist/declaration.mjs').then((made) => made.declaration(config, { language: 'fr' })).then(done, (error) => done(String(error)));
  }, configuration);
  assert.equal(html, await declaration(configuration, { language: 'fr' }));
});
