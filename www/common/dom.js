// Elements in one expression: `el('p', { class: 'empty', hidden: true }, 'text', other)`.

/** Attributes by name; functions are listeners (`onclick`); true is an empty attribute; false, null and undefined are none. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Plain text in which `code` stands between backticks. */
export function prose(text) {
  return text.split('`').map((part, at) => (at % 2 ? el('code', {}, part) : part));
}

/** Waits until nothing came for a while: 180 ms are a pause in typing. */
export function later(run, pause = 180) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, pause);
  };
}

/** Copies a text; where the browser has no clipboard for pages (plain http), through a selection. Whether it went well. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el('textarea', { readonly: true, class: 'unseen', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/** A button that copies what `text` gives, and says so for a moment. */
export function copyButton(label, text) {
  const button = el('button', { type: 'button', class: 'button' }, label);
  button.addEventListener('click', async () => {
    const done = await copy(text());
    button.textContent = done ? 'Copied' : 'Select the text and copy it';
    setTimeout(() => (button.textContent = label), 1600);
  });
  return button;
}
