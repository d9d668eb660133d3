// What the visitor sees: surfaces, made of the markup that Rust writes (src/browser/view/markup.rs), and what is done on them.

import { warn } from "./events.js";
import { module, page, span, tags } from "./host.js";

/** The shadow root that surfaces stand in, once there is one. */
export let root;

/** Draws a surface from markup, in an open shadow root that stands first in the body. `again`: in the
 *  place of the one that is drawn, as the visitor has left that. */
export function draw(css, markup, again) {
  if (!root) {
    const host = page.createElement("octo-consent");
    root = host.attachShadow({ mode: "open" });
    // An adopted sheet passes a strict style-src; engines without it get a style element.
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.appendChild(page.createElement("style")).textContent = css;
    }
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) press(event, "=" + button.dataset.do);
    });
    root.addEventListener("keydown", (event) => event.key === "Escape" && escape(event));
    // A dialog that the browser closes by itself: cancel first, close where the engine does not wait for an answer.
    for (const type of ["cancel", "close"]) root.addEventListener(type, escape, true);
    // A logo that does not come leaves its words, no hole. It stays in the tree: `resume` counts.
    root.addEventListener("error", ({ target }) => ((target.style.display = "none"), target.after(target.alt)), true);
    root.addEventListener("change", ({ target }) => (target.localName === "select" ? module.act("=language", target.value) : toggled(target)));
  }
  // Also what a script of the page or a content blocker took away: the visitor asks for it.
  if (!root.host.isConnected) page.body.prepend(root.host);
  const surface = build(root, markup);
  const banner = surface.localName === "section";
  if (banner) {
    clear();
    surface.querySelectorAll("[data-do=accept],[data-do=reject]").forEach(expose);
  }
  const before = again && [...root.children].find((other) => other !== surface && other.part.value === surface.part.value);
  const focus = before ? resume(before, surface) : null;
  surface.querySelectorAll(".category").forEach(settle);
  if (surface.localName === "dialog") {
    if (surface.showModal) bar(surface);
    else surface.setAttribute("open", "");
  } else {
    // In the top layer nothing of the page can cover it: the banner with its words, the reopen button by itself.
    const layer = banner ? root.host : surface;
    layer.popover = "manual";
    layer.showPopover?.();
    if (banner) {
      fold(surface.firstChild);
      if (!again) announceOnce(surface);
    }
  }
  focus?.focus();
}

/** Words that do not fit can be scrolled by the keyboard. */
function fold(words) {
  const sizes = new ResizeObserver(() => {
    if (words.scrollHeight > words.clientHeight) words.tabIndex = 0;
    else words.removeAttribute("tabindex");
  });
  sizes.observe(words);
}

/** What screen readers were told of the banner. */
let status;
/** Dialogs that a content blocker hides. */
const hidden = new WeakSet();

/** Has screen readers say, once, that there is a banner, which takes no focus: they say what comes to be in a status, not what is in it
 *  as it comes. */
function announceOnce(surface) {
  status?.remove();
  status = build(root, "\x01div;class=said;role=status");
  status.lang = surface.lang;
  requestAnimationFrame(() => status.append(surface.querySelector("h2").textContent));
}

/** Takes over from a surface of the same build what the visitor has done to it, and removes it. What has the focus then. */
function resume(before, surface) {
  const parts = (of) => [of, ...of.querySelectorAll("*")];
  const after = parts(surface);
  let focus;
  parts(before).forEach((old, index) => {
    const { checked, open, scrollTop } = old;
    const now = after[index];
    if (old.localName === "input") now.checked = checked;
    if (old.localName === "details") now.open = open;
    queueMicrotask(() => (now.scrollTop = scrollTop));
    if (old === root.activeElement) focus = now;
  });
  before.close?.();
  before.remove();
  return focus;
}

/** Takes the banner's words out of the page, and its place out of the top layer. */
function clear() {
  root.host.replaceChildren();
  root.host.popover = null;
}

/** Puts the words of an answer into the page, where refusers that see no shadow root find them; shown in their button. */
function expose(button) {
  const words = page.createElement("span");
  const slot = page.createElement("slot");
  words.slot = words.dataset.do = slot.name = button.dataset.do;
  words.className = "octoconsent-button";
  words.textContent = button.textContent;
  slot.append(...button.childNodes);
  button.append(slot);
  root.host.append(words);
}

/** Shows a dialog, which bars the page. Hidden by a content blocker it would bar it for ever, for nobody could close it. */
function bar(dialog) {
  dialog.showModal();
  if (dialog.getClientRects().length) return;
  hidden.add(dialog);
  dialog.close();
}

function escape(event) {
  if (module.act("=escape", "")) event.preventDefault();
  // Some browsers close a dialog at the second Escape, whatever they are told. One that is still drawn is still asked.
  const { type, target } = event;
  if (type === "close" && target.isConnected && !target.open && !hidden.has(target)) bar(target);
}

/** Removes a surface. A dialog is closed first: the browser then gives the focus back to where it was, or else it goes to what is
 *  shown instead. */
export function erase(part) {
  const surface = root.querySelector(`[part=${part}]`);
  surface?.close?.();
  surface?.remove();
  if (part === "banner") {
    status?.remove();
    clear();
  }
  if (surface?.close && page.activeElement === page.body) root.querySelector("button")?.focus();
}

/** Removes every surface. */
export function vanish() {
  root?.host.remove();
  root = null;
}

/** Whether anything is drawn. */
export const drawn = () => !!root;

/** Whether there is a body to draw in. */
export const drawable = () => !!page.body;

/** Makes nodes of markup, and gives the first. */
export function build(parent, markup) {
  let at = parent;
  const { createElement } = page;
  for (const token of markup.match(/[\x01-\x05][^\x01-\x05]*/g)) {
    const rest = token.slice(1);
    const set = (pair) => {
      const equals = pair.indexOf("=");
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
      // Set through the object model a style passes a strict style-src.
      if (name.startsWith("--")) at.style.setProperty(name, value);
      else at.setAttribute(name, value);
    };
    if (token < "\x02") {
      const [tag, ...pairs] = rest.split(";");
      at = at.appendChild(createElement(tag));
      pairs.forEach(set);
    } else if (token < "\x03") set(rest);
    else if (token < "\x04") at.append(rest);
    else if (token < "\x05") at = at.parentNode;
    else at.append(span(at.closest("[lang]").lang, ...rest.split(" ")));
  }
  return parent.lastChild;
}

// --- Switches: a category's moves those of its services; theirs may leave it half on --------------------------------------

const services = (category) => [...category.querySelectorAll("details [role=switch]")];

function toggled(input) {
  const category = input.closest(".category");
  if (!input.closest("details")) services(category).forEach((service) => (service.checked = input.checked));
  settle(category);
}

function settle(category) {
  const states = services(category).map((service) => service.checked);
  const all = category.querySelector("[role=switch]");
  if (!states.length) return;
  all.checked = !states.includes(false);
  all.indeterminate = !all.checked && states.includes(true);
}

/** What the switches say that stand for themselves, as "matomo:1 posthog:0". */
const selection = () =>
  [...(root?.querySelectorAll("[role=switch]:not(:disabled)") || [])]
    .filter((input) => input.closest("details") || !services(input.closest(".category")).length)
    .map((input) => input.dataset.id + (input.checked ? ":1" : ":0"))
    .join(" ");

/** Does what a click means: `=` and the name of a button of ours, `@` that of a control of the page, `#` that of a link. */
export function press(event, action) {
  const name = action.slice(1);
  if (name === "download" ? tags.download() : module.act(action, selection())) event.preventDefault();
  else if (/[@#]/.test(action)) warn(`the action "${name}" does nothing here: accept, reject, withdraw, preferences, banner, acknowledge, download or erase?`, event.target);
}
