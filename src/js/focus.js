// What has the focus on the page is never left under the banner or the reopen button (WCAG 2.2, 2.4.11): the page is scrolled by what is
// needed, and where that does not help, they make way to the other edge until the focus is elsewhere.

import { membersOf, page } from "./host.js";
import { root } from "./surface.js";

/** Room for the ring around what has the focus, in CSS px. */
const RING = 8;
/** Frames that a page which scrolls smoothly is waited for, and those in a row that say that it rests: it begins late. */
const FRAMES = 120;
const STILL = 4;

/** Begins to follow the focus, until the signal. */
export function heed(signal) {
  let focused;
  page.addEventListener(
    "focusin",
    (event) => {
      // Within a surface nothing moves: what is being pressed must stay where it is.
      if (event.target === root?.host) return;
      const [element] = event.composedPath();
      focused = element;
      let rounds = 3;
      // Once more where the page scrolled on after all.
      const look = () => focused === element && reveal(element) && (rounds -= 1) && rest(element, look);
      rest(element, look);
    },
    { signal, capture: true },
  );
}

/** Calls back once the element stands still: the browser scrolls to what gets the focus, and some pages do so smoothly. */
function rest(element, done, before, still = 0, frames = FRAMES) {
  requestAnimationFrame(() => {
    const { top } = boxOf(element);
    still = top === before ? still + 1 : 0;
    if (still > STILL || !frames) done();
    else rest(element, done, top, still, frames - 1);
  });
}

/** Brings the element out from under the surface. Whether that took anything. */
function reveal(element) {
  const surface = root?.querySelector(".banner,.reopen");
  if (!surface) return false;
  const { away } = surface.dataset;
  delete surface.dataset.away;
  if (clear(element, surface)) return false;
  // By the mouse it was in sight, and what is pressed must not move.
  if (!membersOf(element).matches(":focus-visible")) return away && (surface.dataset.away = away) && false;
  if (scroll(element, surface)) return true;
  const below = ({ top, bottom }) => top + bottom - innerHeight;
  const lean = below(boxOf(surface));
  // From the middle away from the element, else to the opposite edge; or else to the other.
  const edges = (Math.abs(lean) > RING ? lean : below(boxOf(element))) > 0 ? ["top", "bottom"] : ["bottom", "top"];
  return edges.some((edge) => {
    surface.dataset.away = edge;
    return clear(element, surface) || scroll(element, surface);
  });
}

const boxOf = (node) => membersOf(node).getBoundingClientRect();

/** Whether nothing of the element is under the surface. */
function clear(element, surface) {
  const [one, other] = [boxOf(element), boxOf(surface)];
  return one.bottom <= other.top || one.top >= other.bottom || one.right <= other.left || one.left >= other.right;
}

/** Scrolls whatever scrolls around the element until it is clear: above the surface, or below it, whichever is nearer and has the room.
 *  What does not move it is put back. Whether it is clear. */
function scroll(element, surface) {
  const { top, bottom, height } = boxOf(element);
  const taken = boxOf(surface);
  const up = bottom + RING - taken.top;
  const down = top - RING - taken.bottom;
  const above = taken.top >= height + RING;
  const below = innerHeight - taken.bottom >= height + RING;
  if (!above && !below) return false;
  let way = above && (!below || up < -down) ? up : down;
  for (let node = element; (node = membersOf(node).parentNode || node.host) && Math.abs(way) >= 1; ) {
    if (!(node instanceof Element)) continue;
    const scroller = membersOf(node);
    const at = scroller.scrollTop;
    const move = (top) => scroller.scrollTo({ top, behavior: "instant" });
    const before = boxOf(element).top;
    // Within what scrolls on the page it must stay in sight.
    const within = node.localName === "html" || node.localName === "body" ? null : boxOf(node);
    const most = within ? Math.max(0, way > 0 ? before - RING - within.top : within.bottom - bottom - RING) : Infinity;
    move(at + (way > 0 ? Math.min(way, most) : Math.max(way, -most)));
    const moved = before - boxOf(element).top;
    if (!moved) move(at);
    way -= moved;
  }
  return clear(element, surface);
}
