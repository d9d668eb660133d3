// What gallery and configurator show in their frames, as one who looks at them sees it.

/** Waits until `condition(shadow root, window of the frame, ...values)` holds in the frame on the stage, and returns what it returned. */
export function inPreview(page, condition, ...values) {
  return page.until(
    (text, list) => {
      const view = document.querySelector('#stage iframe:not(.coming)')?.contentWindow;
      const root = view?.document.querySelector('octo-consent')?.shadowRoot;
      const found = root && (0, eval)(`(${text})`)(root, view, ...list);
      return found?.nodeType ? true : found;
    },
    String(condition),
    values,
  );
}

/** Marks the frame that is there, and gives a wait for the next one. */
export async function nextPreview(page) {
  await page.until(() => document.querySelector('#stage iframe:not(.coming)'));
  await page.run(() => void (document.querySelector('#stage iframe:not(.coming)').dataset.old = ''));
  return () => page.until(() => document.querySelector('#stage iframe:not(.coming, [data-old])'));
}

/** Chooses a radio button, a check box or what a summary folds away, by a real click on what is seen of it. */
export async function choose(page, selector) {
  const control = await page.until((wanted) => {
    const found = document.querySelector(wanted);
    const seen = found?.closest('label') ?? found;
    seen?.scrollIntoView({ behavior: 'instant', block: 'center' });
    return seen;
  }, selector);
  await control.click();
}

/** Puts a text into a field, by keys. */
export async function write(page, selector, text) {
  const field = await page.until((wanted) => {
    const found = document.querySelector(wanted);
    found?.scrollIntoView({ behavior: 'instant', block: 'center' });
    return found;
  }, selector);
  await field.clear();
  await field.sendKeys(text);
}

/** In the colours and the width that a visitor has. */
export async function emulate(page, { scheme = 'light', width = 0 } = {}) {
  await page.driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  if (width) await page.driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 });
  else await page.driver.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride', {});
}
