// The product in a frame: preview.html, as wide as asked, made smaller where there is less room.
//
// Each change is a first visit in a new frame. It comes up behind the old one and takes its place once it says that it has drawn,
// so nothing flickers and nothing takes the focus out of a form.

import { el } from './dom.js';

const LATEST = 6000; // milliseconds after which a frame that says nothing is shown as it is
let numbers = 0;

export class Stage {
  #frame = null;
  #coming = null;

  /**
   * @param {HTMLElement} holder in which it stands, with a size of its own
   * @param {{name: string, title: string, width?: number, still?: boolean, idle?: boolean, shown?: Function}} options `name`: of
   *   the preview's record; `width`: in CSS pixels, 0 for all there is but 1,200 at least; `idle`: nobody uses it, it is a picture;
   *   `shown`: called with the faults of what is now shown
   */
  constructor(holder, { name, title, width = 0, still = false, idle = false, shown = () => {} }) {
    Object.assign(this, { name, title, wide: width, still, idle, shown });
    this.holder = holder;
    this.device = el('div', { class: 'device' });
    holder.append(this.device);
    addEventListener('message', (event) => this.#hear(event));
    new ResizeObserver(() => this.#fit()).observe(holder);
  }

  /** Shows these settings of preview.js. */
  show(settings) {
    const number = (numbers += 1);
    this.#coming?.frame.remove();
    clearTimeout(this.#coming?.timer);
    const wanted = { ...settings, name: this.name, number, still: this.still || Boolean(this.#frame) };
    const frame = el('iframe', {
      title: this.title,
      src: `preview.html#${encodeURIComponent(JSON.stringify(wanted))}`,
      inert: true,
      class: 'coming',
      tabindex: this.idle ? '-1' : undefined,
    });
    this.#coming = { frame, number, timer: setTimeout(() => this.#swap([]), LATEST) };
    this.device.append(frame);
    this.#fit();
  }

  /** The frame that is shown, or null. */
  get frame() {
    return this.#frame;
  }

  set width(pixels) {
    this.wide = pixels;
    this.#fit();
  }

  #hear({ source, data }) {
    if (data?.octoconsent !== 'shown' || source !== this.#coming?.frame.contentWindow || data.number !== this.#coming.number) return;
    this.#swap(data.faults);
  }

  #swap(faults) {
    const { frame, timer } = this.#coming;
    clearTimeout(timer);
    this.#coming = null;
    // A configuration with faults shows nothing: the last one that was right stays to be seen.
    if (faults.length && this.#frame) frame.remove();
    else {
      if (this.#frame) keepPlace(this.#frame, frame);
      this.#frame?.remove();
      this.#frame = frame;
      frame.classList.remove('coming');
      if (!this.idle) frame.inert = false;
    }
    this.shown(faults);
  }

  #fit() {
    const { clientWidth: room, clientHeight: height } = this.holder;
    if (!room) return;
    const width = this.wide || Math.max(room, 1200);
    const scale = Math.min(1, room / width);
    Object.assign(this.device.style, {
      width: `${width}px`,
      height: `${height / scale}px`,
      transform: `scale(${scale})`,
      insetInlineStart: `${Math.max(0, (room - width * scale) / 2)}px`,
    });
    this.holder.classList.toggle('narrow', width * scale < room - 1);
  }
}

/** What was unfolded and scrolled to in one frame is so in the next. */
function keepPlace(from, to) {
  const inside = (frame) => frame.contentDocument?.querySelector('octo-consent')?.shadowRoot;
  const [before, after] = [inside(from), inside(to)];
  if (!before || !after) return;
  const open = [...before.querySelectorAll('details')].map((fold) => fold.open);
  [...after.querySelectorAll('details')].forEach((fold, at) => (fold.open ||= open[at] ?? false));
  const places = [...before.querySelectorAll('*')].map((element) => element.scrollTop);
  [...after.querySelectorAll('*')].forEach((element, at) => {
    if (places[at]) element.scrollTop = places[at];
  });
  to.contentWindow.scrollTo(0, from.contentWindow.scrollY);
}
