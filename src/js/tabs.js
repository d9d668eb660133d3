// The tabs of a visitor follow each other: what is stored is read again when another tab, or another page, may have changed it. The
// core compares what it finds (Command::Adopt): to hear of one change twice, or of one's own, does nothing.

import { module } from "./host.js";

let channel;

/** Listens until the signal: to the tabs of the same origin, and for the cookie, which other subdomains may share. */
export function follow(name, signal) {
  const look = () => module.sync();
  const hear = (target, type, act) => target?.addEventListener(type, act, { signal });
  const close = () => {
    channel?.close();
    channel = null;
  };
  const open = () => {
    close();
    // Below Safari 15.4 there is none, and where storage is forbidden some browsers forbid this too.
    try {
      channel = new BroadcastChannel("octoconsent-" + name);
      channel.onmessage = look;
    } catch {}
  };
  // An event without a key: everything was cleared.
  hear(window, "storage", ({ key }) => (key === name || key === null) && look());
  // For https, and not in older browsers; else it is found when the visitor comes. `document.cookie` may still be what it was when
  // Chromium 156 fires this, and is not when it has answered.
  hear(window.cookieStore, "change", ({ changed, deleted }) => {
    if ([...changed, ...deleted].some((cookie) => cookie.name === name)) cookieStore.get(name).then(look, look);
  });
  for (const type of ["focus", "visibilitychange"]) hear(window, type, look);
  // An open channel keeps a page out of the back/forward cache of some browsers. What comes back from there has heard nothing.
  hear(window, "pagehide", close);
  hear(window, "pageshow", ({ persisted }) => {
    if (!persisted) return;
    open();
    look();
  });
  signal.addEventListener("abort", close);
  open();
}

/** Tells the other tabs that a record was written or erased. */
export const tell = () => channel?.postMessage(0);
