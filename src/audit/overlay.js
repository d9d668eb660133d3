// The overlay: findings on the page, for the people who build it. In a shadow root of its own, above the page, out of its way on
// request.

import { membersOf, page } from "../js/host.js";

const CSS = `
:host { all: initial; }
section { position: fixed; inset: auto; margin: 0; box-sizing: border-box; width: min(30rem, calc(100vw - 1rem)); max-height: min(60vh, 32rem);
  display: flex; flex-direction: column; border: 2px solid #1b1b1f; border-radius: 8px; padding: 0; background: #fff; color: #1b1b1f;
  font: 14px/1.45 system-ui, sans-serif; box-shadow: 0 4px 24px #0006; }
section[data-corner="0"] { top: .5rem; right: .5rem; }
section[data-corner="1"] { top: .5rem; left: .5rem; }
section[data-corner="2"] { bottom: .5rem; left: .5rem; }
section[data-corner="3"] { bottom: .5rem; right: .5rem; }
header { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; padding: .6rem .8rem; border-bottom: 1px solid #c9c9cf; }
h2 { font-size: 1rem; margin: 0; flex: 1 0 100%; }
p { margin: 0; }
[role=status] { flex: 1; }
button { font: inherit; color: inherit; background: #ececf0; border: 1px solid #75757d; border-radius: 4px; padding: .2rem .6rem; min-height: 24px; cursor: pointer; }
button:focus-visible, ol:focus-visible { outline: 3px solid #0a58ca; outline-offset: 1px; }
ol { list-style: none; margin: 0; padding: 0; overflow: auto; overflow-wrap: anywhere; }
li { padding: .6rem .8rem; border-bottom: 1px solid #e3e3e8; }
b { display: inline-block; padding: 0 .4rem; border-radius: 4px; color: #fff; background: #44444c; }
[data-severity=leak] b { background: #b3121f; }
[data-severity=fault] b { background: #7a4a00; }
code { font: 13px/1.4 ui-monospace, monospace; }
@media (prefers-color-scheme: dark) {
  section { background: #1b1b1f; color: #f3f3f6; border-color: #f3f3f6; }
  button { background: #34343c; }
  header, li { border-color: #4a4a52; }
  button:focus-visible, ol:focus-visible { outline-color: #8ab4ff; }
}`;

let host;
let root;
let section;
let corner = 0;

/** Shows the findings; `copy` is called for what the button copies. */
export function open(report, copy) {
  if (!host) {
    host = page.createElement("octo-consent-audit");
    root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  }
  if (!host.isConnected) page.body.append(host);
  if (!section) build(copy);
  // In the top layer nothing of the page covers it.
  if (section.showPopover && !section.matches(":popover-open")) {
    section.popover = "manual";
    section.showPopover();
  }
  draw(report);
}

/** Takes it away. */
export function close() {
  section?.remove();
  section = null;
  host?.remove();
}

/** Whether it is shown. */
export const shown = () => !!section;

function make(name, text, parent, attributes = {}) {
  const element = page.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

function build(copy) {
  section = make("section", "", root, { "aria-labelledby": "title", "data-corner": corner });
  const header = make("header", "", section);
  make("h2", "octoconsent audit", header, { id: "title" });
  make("p", "", header, { role: "status" });
  const button = (text, act) => make("button", text, header, { type: "button" }).addEventListener("click", act);
  button("Move", () => (section.dataset.corner = corner = (corner + 1) % 4));
  button("Copy JSON", copy);
  button("Close", close);
  section.addEventListener("keydown", (event) => event.key === "Escape" && close());
  make("ol", "", section, { tabindex: "0", "aria-label": "Findings" });
}

function draw({ findings }) {
  const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
  const list = section.querySelector("ol");
  const { scrollTop } = list;
  section.querySelector("[role=status]").textContent = findings.length
    ? `${count("leak")} leaks, ${count("fault")} faults, ${count("note")} notes`
    : "Nothing found";
  list.replaceChildren();
  for (const { severity, code, what, where, by, advice } of findings) {
    const item = make("li", "", list, { "data-severity": severity, "data-code": code });
    const line = make("p", "", item);
    make("b", severity, line);
    line.append(` ${code}: `);
    make("code", what, line);
    if (where) make("p", "Where: " + where, item);
    if (by) make("p", "By: " + by, item);
    make("p", advice, item);
  }
  membersOf(list).scrollTop = scrollTop;
}
