// What the tests of placeholders share.

import { Key } from 'selenium-webdriver';

/** A site with two services that embed, and one that counts. */
export const CONFIG = {
  categories: [
    { id: 'necessary', necessary: true, title: 'Necessary' },
    { id: 'media', title: 'Media', services: [{ id: 'video', title: 'Tube' }, { id: 'map', title: { en: 'Maps', fr: 'Cartes' } }] },
    { id: 'analytics', title: 'Counting', services: [{ id: 'count', title: 'Counter' }] },
  ],
  // Out of the way of the frames.
  banner: { layout: 'box' },
  reopen: { shape: 'tab', corner: 'bottom-right' },
};

/** In the page: the frame that the placeholder of an element stands in. */
const FRAME = `const frame = (id) => {
  const element = document.getElementById(id);
  return element.localName === 'iframe' ? element : element.previousElementSibling;
};`;

/** Waits until the placeholder of an element is drawn, and gives the frame it stands in. */
export function drawn(page, id) {
  return page.until(`${FRAME} return frame(arguments[0])?.contentDocument?.querySelector('body > .frame') && frame(arguments[0])`, id);
}

/** What it says. */
export async function said(page, id) {
  return page.run((frame) => {
    const { documentElement, title } = frame.contentDocument;
    const text = (selector) => [...documentElement.querySelectorAll(selector)].map((element) => element.textContent);
    const { lang, dir } = documentElement;
    return { lang, dir, document: title, heading: text('h1').join(), text: text('p').join(), buttons: text('button') };
  }, await drawn(page, id));
}

/** The ids of the frames that have one. */
export const shown = (page) =>
  page.run(() => [...document.querySelectorAll('iframe[id]')].filter((frame) => frame.contentDocument?.querySelector('body > .frame')).map((frame) => frame.id));

/** In the page: how it looks. */
export function covered(id) {
  const element = document.getElementById(id);
  const frame = element.localName === 'iframe' ? element : element.previousElementSibling;
  const { display, backgroundColor: background, color, colorScheme } = frame.contentWindow.getComputedStyle(frame.contentDocument.querySelector('.frame'));
  return { display, background, color, colorScheme };
}

/** Runs `work` with the driver in the frame of a placeholder. */
export async function inside(page, id, work) {
  const frame = await drawn(page, id);
  await page.run((target) => target.scrollIntoView({ behavior: 'instant', block: 'center' }), frame);
  await page.driver.switchTo().frame(frame);
  try {
    return await work(page.driver);
  } finally {
    await page.driver.switchTo().defaultContent();
  }
}

/** A real click on its first or second button. */
export const press = (page, id, index) =>
  inside(page, id, async (driver) => (await driver.findElements({ css: 'button' }))[index].click());

/** Presses its second button by the keyboard. */
export async function allow(page, id) {
  await inside(page, id, async (driver) => (await driver.findElements({ css: 'button' }))[1].sendKeys(Key.ENTER));
}
