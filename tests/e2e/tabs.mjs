// Several tabs of one visitor.

import { Page } from './page.mjs';

/** A page in a tab of its own. */
class Tab extends Page {
  show() {
    return this.driver.switchTo().window(this.handle);
  }
}

/** Opens a tab on the host of a page. `before`: a function that runs in it before everything else. */
export async function openTab({ driver, server, host }, fixture, { before, ...options } = {}) {
  await driver.switchTo().newWindow('tab');
  const tab = new Tab(driver, server, host);
  tab.handle = await driver.getWindowHandle();
  if (before) await driver.sendDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source: `(${before})()` });
  return tab.open(fixture, options);
}

/** Closes, when the test ends, all tabs but the one that is there now. */
export async function closeTabs(t, { driver }) {
  const home = await driver.getWindowHandle();
  t.after(async () => {
    for (const tab of await driver.getAllWindowHandles()) {
      if (tab === home) continue;
      await driver.switchTo().window(tab);
      await driver.close();
    }
    await driver.switchTo().window(home);
  });
}

/** The ways by which a tab hears; each function leaves that one alone, where it runs before the page. */
export const ONLY = {
  'the storage event': () => {
    delete window.BroadcastChannel;
    delete window.cookieStore;
  },
  BroadcastChannel: () => {
    delete window.cookieStore;
    addEventListener('storage', (event) => event.stopImmediatePropagation());
  },
  'the change of the cookie': () => {
    delete window.BroadcastChannel;
    addEventListener('storage', (event) => event.stopImmediatePropagation());
  },
};
