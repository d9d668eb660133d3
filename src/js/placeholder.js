// What a visitor sees in place of a blocked frame: whose content it is, and two ways to allow it. It stands in the frame's own
// blank document, so it has the frame's size whatever the page's style sheets say, and they do not reach in.

import { membersOf, page } from "./host.js";
import { build } from "./surface.js";

const FRAMES = "iframe,embed,object";
const framed = ({ localName }) => FRAMES.split(",").includes(localName);

/** The smallest box that holds two buttons, in CSS px. */
const [WIDTH, HEIGHT] = [120, 60];

/** What ends the placeholder of an element. */
const covers = new WeakMap();
/** What draws in a frame. */
const drawings = new WeakMap();
const sizes = new ResizeObserver((boxes) => boxes.forEach(({ target }) => drawings.get(target)()));

/** Covers an element that is, or brings, a frame. `text`: gives that of `placeholder` in src/js.rs, if there is one to be
 *  shown. `act`: called with the ids to grant, or with none for this once. */
export function cover(element, text, act) {
  const model = element.localName === "template" ? element.content.querySelector(FRAMES) : framed(element) && element;
  // A frame that has content of its own keeps it.
  if (!model || covers.has(element) || !/^(about:blank)?$/.test(element.getAttribute("src") || element.srcdoc || "")) return;
  const drawing = text()?.split("\0");
  if (!drawing) return;
  const own = element.localName === "iframe";
  const frame = own ? element : standIn(model);
  const { title } = frame;
  const restore = own ? unlock(frame) : hide(element, frame);
  let box;
  const draw = () => {
    const blank = frame.contentDocument;
    if (frame.clientWidth < WIDTH || frame.clientHeight < HEIGHT) box?.remove();
    else if (blank && !blank.body.firstChild) box = fill(frame, blank, drawing, act);
  };
  const end = () => {
    const focused = membersOf(frame.getRootNode()).activeElement === frame;
    covers.delete(element);
    sizes.unobserve(frame);
    frame.removeEventListener("load", draw);
    if (!title) frame.removeAttribute("title");
    box?.remove();
    restore();
    if (focused) queueMicrotask(() => successor(element)?.focus());
  };
  covers.set(element, end);
  drawings.set(frame, draw);
  // Firefox puts another blank document in place of the first.
  frame.addEventListener("load", draw);
  sizes.observe(frame);
}

/** Uncovers an element. The focus that was in the placeholder goes to what comes in its place, which the caller inserts at once:
 *  a frame that is inserted anew loses it, and the visitor would start at the top of the page again. */
export const uncover = (element) => covers.get(element)?.();

/** The frame that comes in the place of a covered element: itself, or what a template brings. */
function successor(element) {
  const next = element.matches("template") ? element.nextElementSibling : element;
  return next && (framed(next) ? next : membersOf(next).querySelector(FRAMES));
}

/** Opens the blank document of a sandboxed frame to us: only without the attribute is it ours. It is given back as soon as that
 *  document is there, and so holds for whatever comes next. */
function unlock(frame) {
  let sandbox = frame.getAttribute("sandbox");
  const lock = () => {
    if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
    sandbox = null;
  };
  if (sandbox !== null) {
    frame.removeAttribute("sandbox");
    frame.addEventListener("load", lock, { once: true });
    membersOf(frame.parentNode).insertBefore(frame, frame.nextSibling);
  }
  return lock;
}

/** A frame that takes the place and the size of what cannot be drawn in. */
function standIn(model) {
  const frame = page.createElement("iframe");
  for (const name of ["className", "title", "width", "height", "hidden"]) frame[name] = model[name];
  // Of the three only iframes have a border by themselves.
  frame.frameBorder = model.frameBorder === "" ? 1 : model.frameBorder || 0;
  frame.style.cssText = model.style.cssText;
  return frame;
}

function hide(element, frame) {
  const { style } = element;
  const [value, priority] = [style.getPropertyValue("display"), style.getPropertyPriority("display")];
  element.before(frame);
  if (!element.matches("template")) style.setProperty("display", "none", "important");
  return () => {
    frame.remove();
    style.setProperty("display", value, priority);
  };
}

/** Draws. An adopted style sheet, and properties set through the object model, pass a strict style-src; engines without the
 *  first get a style element. */
function fill(frame, blank, [markup, css], act) {
  try {
    const sheet = new blank.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    blank.adoptedStyleSheets = [sheet];
  } catch {
    blank.head.appendChild(page.createElement("style")).textContent = css;
  }
  // No landmark: a page with many frames would have as many.
  const box = build(blank.body, markup);
  const { lang, dir } = box;
  Object.assign(blank.documentElement, { lang, dir });
  blank.title = box.querySelector("h1").textContent;
  frame.title ||= blank.title;
  const own = getComputedStyle(frame);
  for (const name of ["ink", "paper", "accent", "button", "font", "radius"]) {
    box.style.setProperty("--octoconsent-" + name, own.getPropertyValue("--octoconsent-" + name));
  }
  box.onclick = ({ target }) => target.localName === "button" && act(target.dataset.do);
  return box;
}
