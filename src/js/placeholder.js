// What a visitor sees in place of a blocked frame: whose content it is, and two ways to allow it. It stands in the frame's own
// blank document, so it has the frame's size whatever the page's style sheets say, and they do not reach in.

const page = document;
const FRAMES = "iframe,embed,object";

/** The smallest box that holds two buttons, in CSS px. */
const [WIDTH, HEIGHT] = [120, 60];

/** Placeholders, by the element that is covered and by the frame that they stand in. */
const covers = new WeakMap();
const sizes = new ResizeObserver((boxes) => boxes.forEach(({ target }) => covers.get(target)?.draw()));

/** Covers an element that is, or brings, a frame. `words`: gives the text of `placeholder` in src/js.rs, empty where nothing is
 *  to be shown. `act`: called with "once" or "always". */
export function cover(element, words, act) {
  const template = element.localName === "template";
  const model = template ? element.content.querySelector(FRAMES) : element.matches(FRAMES) && element;
  // A frame that has content of its own keeps it.
  if (!model || covers.has(element) || !/^(about:blank)?$/.test(element.getAttribute("src") || element.srcdoc || "")) return;
  const text = words();
  if (!text) return;
  const frame = element.localName === "iframe" ? element : standIn(model);
  let main;
  const draw = () => {
    const blank = frame.contentDocument;
    if (frame.clientWidth < WIDTH || frame.clientHeight < HEIGHT) main?.remove();
    else if (blank && !blank.body.firstChild) main = fill(frame, blank, text.split("\n"), act);
  };
  const restore = frame === element ? unlock(frame) : hide(element, frame);
  const { title } = frame;
  const end = () => {
    const focused = frame.getRootNode().activeElement === frame;
    covers.delete(element);
    sizes.unobserve(frame);
    frame.removeEventListener("load", draw);
    if (!title) frame.removeAttribute("title");
    main?.remove();
    restore();
    if (focused) queueMicrotask(() => successor(element)?.focus());
  };
  covers.set(element, { draw, end }).set(frame, { draw, end });
  // Firefox puts another blank document in place of the first.
  frame.addEventListener("load", draw);
  sizes.observe(frame);
}

/** Uncovers an element. The focus that was in the placeholder goes to what comes in its place, which the caller inserts at once:
 *  a frame that is inserted anew loses it, and the visitor would start at the top of the page again. */
export const uncover = (element) => covers.get(element)?.end();

/** The frame that comes in the place of a covered element: itself, or what a template brings. */
function successor(element) {
  const next = element.localName === "template" ? element.nextElementSibling : element;
  return next?.matches(FRAMES) ? next : next?.querySelector(FRAMES);
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
    frame.parentNode.insertBefore(frame, frame.nextSibling);
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
  if (!element.content) style.setProperty("display", "none", "important");
  return () => {
    frame.remove();
    style.setProperty("display", value, priority);
  };
}

/** Draws. An adopted style sheet, and properties set through the object model, pass a strict style-src; engines without the
 *  first get a style element. */
function fill(frame, blank, [lang, dir, theme, title, text, once, always, ...style], act) {
  const add = (parent, name, properties) => Object.assign(parent.appendChild(blank.createElement(name)), properties);
  const css = style.join("\n");
  try {
    const sheet = new blank.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    blank.adoptedStyleSheets = [sheet];
  } catch {
    add(blank.head, "style", { textContent: css });
  }
  Object.assign(blank.documentElement, { lang, dir });
  blank.title = title;
  frame.title ||= title;
  const main = add(blank.body, "main", { className: "frame" });
  main.dataset.theme = theme;
  const page = getComputedStyle(frame);
  for (const name of ["ink", "paper", "accent", "button", "font", "radius"]) {
    main.style.setProperty("--octoconsent-" + name, page.getPropertyValue("--octoconsent-" + name));
  }
  const words = add(main, "div", { className: "words" });
  add(words, "h1", { textContent: title });
  add(words, "p", { textContent: text });
  const buttons = add(main, "div", { className: "buttons" });
  for (const [what, textContent] of Object.entries({ once, always })) {
    add(buttons, "button", { type: "button", className: "main", textContent, onclick: () => act(what) });
  }
  return main;
}
