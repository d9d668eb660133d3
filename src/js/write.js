// document.write in a released script. After the page is parsed the browser would open a new document and wipe the page; and
// it ignores an external script that runs later than it stood (HTML standard, "document.write steps"). Here the markup goes
// where the script stands: at once where it is whole, else when it is completed or the script has ended.

import { call } from "./events.js";
import { membersOf, page } from "./host.js";
import { purge } from "./content.js";
import { trust } from "./trust.js";

const END = "octoconsent";
/** What each released script has written: its open text, the node behind which the next one goes, what becomes of its scripts. */
const writers = new WeakMap();
/** The inline script that is running. */
let running;
let patched;

/** From now on a script writes to its own place. `inherit`: called for each script that it writes. */
export function writes(script, inherit) {
  writers.set(script, { text: "", trusted: !!window.trustedTypes, last: script, inherit });
  if (patched) return;
  patched = true;
  const put = (end) => (writer, texts) => {
    const plain = (text) => !window.TrustedHTML || !(text instanceof TrustedHTML);
    if (texts.some(plain)) writer.trusted = false;
    writer.text += texts.join("") + end;
    insert(writer);
  };
  patch("write", put(""));
  patch("writeln", put("\n"));
  // Both do nothing while the parser runs, which is when such a script would have called them.
  patch("open", () => document, 3);
  patch("close", () => {});
}

/** Has a method of the document do otherwise for those scripts, and for nobody else. `open` with three arguments opens a window. */
function patch(name, ours, most = Infinity) {
  const native = Document.prototype[name];
  Document.prototype[name] = function (...values) {
    const writer = this === document && values.length < most && (writers.get(page.currentScript) || writers.get(running));
    return writer ? ours(writer, values) : native.apply(this, values);
  };
}

/** Runs an inline script. */
export function during(script, run) {
  const outer = running;
  running = script;
  try {
    run();
  } finally {
    running = outer;
    finish(script);
  }
}

/** A script has ended: what it left open is closed. */
export function finish(script) {
  const writer = writers.get(script);
  writers.delete(script);
  if (writer?.text) call((whole) => insert(writer, whole), true);
}

function insert(writer, whole) {
  const template = page.createElement("template");
  const text = writer.text + (whole ? "" : `<!--${END}-->`);
  // What the page was not trusted to write by itself is not trusted here: the browser then refuses it as it refuses document.write.
  template.innerHTML = writer.trusted ? trust("createHTML", text) : text;
  const { content } = template;
  if (!whole) {
    const mark = content.lastChild;
    // Half a tag or half a character reference at the end is not told by the comment.
    if (mark?.data !== END || mark.nodeType !== 8 || /(<|&[#\w]*)$/.test(writer.text)) return;
    mark.remove();
  }
  writer.text = "";
  purge(content, writer.inherit);
  const nodes = [...content.childNodes];
  if (!nodes.length) return;
  const visible = (node) => membersOf(node).nodeType === 1 && !/^(script|style|link|meta|title|base|template)$/.test(node.localName);
  const last = membersOf(writer.last);
  if (!last.isConnected) page.body.append(content);
  else if (last.parentNode === page.head && nodes.some(visible)) page.body.prepend(content);
  else last.after(content);
  writer.last = nodes[nodes.length - 1];
}
