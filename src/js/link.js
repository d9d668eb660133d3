// A choice goes along with a link to a sibling site, in the fragment of its address: no server and no log sees that. What
// goes and what counts, the module says (src/core/link.rs).

import { module, parsed, page } from "./host.js";

/** Where this page and its referrer are, and what the address has brought, for `start` of the module. */
export let brought = "";

/** Scheme and host of this page and of another address. */
const ends = (other) => [location, other].map(({ protocol, hostname }) => protocol + " " + hostname).join(" ");

/** Takes it out of the address, before the page's own scripts see it. What else the fragment holds stays. */
export function arrive() {
  const [, address, payload, more, fragment] = /^([^#]*)#octoconsent=([^&]*)(&?)(.*)/.exec(location.href) || [];
  if (!address) return;
  const plain = address + (more && "#" + fragment);
  try {
    history.replaceState(history.state, "", plain);
  } catch {
    return; // A sandboxed frame, whose address stays as it is.
  }
  const { referrer } = page;
  brought = ends(referrer && new URL(referrer)) + " " + payload;
  // The browser scrolls to the fragment while it parses; after that it has looked for what is not there any more.
  if (fragment && parsed()) location.replace(plain);
}

/** Hears of clicks on links for as long as `signal` lets it: by mouse, touch and keyboard; the middle button has an event of
 *  its own. After the page's own handlers: they may count clicks by address, and see it as it is; and what they prevent
 *  stays prevented. */
export function listen(signal) {
  for (const type of ["click", "auxclick"]) addEventListener(type, along, { signal });
}

let restore;

/** Puts the choice behind the address of a link to a sibling, until the browser has read that. */
function along(event) {
  restore?.();
  const link = event.composedPath().find(({ localName }) => /^a(rea)?$/.test(localName));
  // Without a referrer it would be refused there.
  if (!link?.matches("[href]:not([download],[rel~=noreferrer i])") || event.defaultPrevented || event.button > 1) return;
  const payload = module.along(ends(link));
  if (!payload) return;
  const plain = link.getAttribute("href");
  link.href = link.href.replace(/#|$/, (mark) => "#octoconsent=" + payload + (mark && "&"));
  const laden = link.getAttribute("href");
  // The page may have given it another one meanwhile.
  restore = () => link.getAttribute("href") === laden && link.setAttribute("href", plain);
  setTimeout(restore);
}
