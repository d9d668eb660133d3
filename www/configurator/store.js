// What is kept, so that a reload loses nothing: in this browser's local storage, and in the address where one was sent.

const KEY = 'octoconsent-configurator';

/** What was kept, or what the address brings; null where there is neither. */
export function load() {
  const sent = new URLSearchParams(location.hash.slice(1)).get('config');
  const kept = read();
  if (!sent) return kept;
  // Once: what is changed from here on is kept, and the address would bring the old one back.
  history.replaceState(null, '', location.pathname + location.search);
  try {
    return { ...kept, style: {}, config: JSON.parse(sent) };
  } catch {
    return kept;
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function save(state) {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Storage is forbidden or full: then a reload begins anew.
  }
}

/** An address that brings a configuration along. */
export const linkTo = (config) => `${location.href.split('#')[0]}#${new URLSearchParams({ config: JSON.stringify(config) })}`;
