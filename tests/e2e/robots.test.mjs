// Visitors that say that they are robots. The browser of these tests is one: it is driven, and headless.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { fresh, visit } = useBrowser();
const IGNORE = { robots: 'ignore' };

/** What looks like a person's browser, and what names itself a robot. */
const PEOPLE = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.93 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
];
const ROBOTS = [
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)',
  'Mediapartners-Google',
  'Mozilla/5.0 (Linux; Android 6.0.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 (compatible; GoogleOther)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)',
  'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Chrome-Lighthouse',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
];

/** A browser that nobody seems to drive, with that user agent. */
async function disguised(userAgent, then) {
  const page = fresh();
  const send = (command, values) => page.driver.sendAndGetDevToolsCommand(command, values);
  const source = "Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })";
  const { identifier } = await send('Page.addScriptToEvaluateOnNewDocument', { source });
  await send('Emulation.setUserAgentOverride', { userAgent });
  try {
    await then(page);
  } finally {
    await page.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier });
    await page.driver.sendDevToolsCommand('Emulation.setUserAgentOverride', { userAgent: '' });
  }
}

const drawn = (page) => page.run(() => document.querySelector('octo-consent') !== null);

test('a robot gets what every visitor gets, unless the site wants otherwise', async () => {
  const page = await visit('order');
  assert.equal(await page.run(() => navigator.webdriver), true);
  await page.visible('[part~="banner"]');
});

test('a robot that is ignored sees nothing of the product, is granted nothing, and keeps nothing', async () => {
  const page = await visit('order', { config: IGNORE });
  await page.assertNothingReleased();
  assert.equal(await drawn(page), false);
  assert.deepEqual([await page.cookie(), await page.stored(), await page.api('record')], [null, null, null]);
  await page.assertNoErrors();
});

test('where everything is on until it is refused, an ignored robot is granted nothing either', async () => {
  const config = { presets: true };
  const page = await visit('withdraw', { region: 'US', config });
  assert.equal(await page.api('granted', 'analytics'), true);
  await page.open('withdraw', { region: 'US', config: { ...config, ...IGNORE } });
  assert.equal(await page.api('granted', 'analytics'), false);
  assert.equal(await drawn(page), false);
  assert.equal(await page.cookie(), null);
});

test('a robot is known by the word in its user agent, and people by none', async () => {
  for (const [agents, expected] of [[PEOPLE, true], [ROBOTS, false]]) {
    for (const agent of agents) {
      await disguised(agent, async (page) => {
        await page.open('plain', { config: IGNORE });
        assert.equal(await drawn(page), expected, agent);
      });
    }
  }
});

test('a driven browser is a robot, whatever its user agent says', async () => {
  const page = fresh();
  await page.driver.sendAndGetDevToolsCommand('Emulation.setUserAgentOverride', { userAgent: PEOPLE[0] });
  await page.open('plain', { config: IGNORE });
  await page.driver.sendAndGetDevToolsCommand('Emulation.setUserAgentOverride', { userAgent: '' });
  assert.equal(await drawn(page), false);
});

test('an ignored robot that brings a record is served by it', async () => {
  const page = await visit('order');
  await page.decide('accept');
  await page.ranAll(4);
  await page.leave();
  await page.open('order', { config: IGNORE });
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await drawn(page), false);
});

test('the page can show an ignored robot the banner and the preferences, and its choice counts', async () => {
  const page = await visit('order', { config: IGNORE });
  await page.api('showBanner');
  await page.visible('[part~="banner"]');
  await page.openPreferences();
  await page.api('hide');
  await page.gone('[part~="preferences"]');
  await page.assertNothingReleased();
  await page.api('showBanner');
  assert.equal((await page.decide('accept')).method, 'accept-all');
  assert.deepEqual(await page.ranAll(4), ['one', 'two', 'three', 'four']);
  assert.equal(await page.shows('[data-do="reopen"]'), false);
});
