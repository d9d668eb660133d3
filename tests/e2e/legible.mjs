// What of the interface's topmost surface cannot be read or pressed, however its text is set.

/**
 * In the page: each line of text must be in sight, and its own, once it is scrolled to; each control must be hit in its middle; nothing is
 * wider than its place, and the page does not scroll sideways. Gives what fails, in words.
 */
export function illegible() {
  const root = document.querySelector('octo-consent').shadowRoot;
  const surface = [...root.querySelectorAll('dialog[open]')].at(-1) ?? root.querySelector('.banner, .reopen');
  const faults = [];
  const middle = ({ top, bottom }) => (top + bottom) / 2;
  const shown = (element) => element.checkVisibility({ opacityProperty: true });
  // The words of the answers stand in the page, and are shown in their slots.
  const inner = (element) => (element.localName === 'slot' ? element.assignedElements() : element);
  const all = [surface, ...surface.querySelectorAll('*')].flatMap(inner).filter(shown);
  const scrollers = all.filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowY));
  const name = (element) => `${element.localName}${element.className && `.${element.className}`} “${element.textContent.trim().slice(0, 30)}”`;

  // Laid out at once, what is far off too: the browser would do it a frame after it is scrolled to.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.service { content-visibility: visible !important }');
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  /** Scrolls the box to the middle of each scroller around it, the innermost first. */
  const reach = (element, box) => {
    for (const scroller of scrollers.toReversed()) {
      if (scroller.contains(element.assignedSlot ?? element)) scroller.scrollTop += middle(box()) - middle(scroller.getBoundingClientRect());
    }
  };
  const hits = (part, x, y) => {
    const element = part.assignedSlot?.closest('button') ?? part;
    const hit = root.elementsFromPoint(x, y).find(shown);
    return hit && (element.contains(hit) || (hit.contains(element) && hit.closest('label') && element.closest('label')));
  };

  const { left, right, top, bottom } = surface.getBoundingClientRect();
  if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) faults.push(`${name(surface)} leaves the window`);
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  for (const element of all) {
    const { display } = getComputedStyle(element);
    if (display !== 'inline' && element.scrollWidth > element.clientWidth + 1) faults.push(`${name(element)} is too wide`);
    if (element.matches('button, summary, select') && element.scrollHeight > element.clientHeight + 1) faults.push(`${name(element)} is too high`);
    if (element.matches('button, summary, select, input, a')) {
      const box = () => element.getBoundingClientRect();
      reach(element, box);
      const { x, y, width, height } = box();
      if (!hits(element, x + width / 2, y + height / 2)) faults.push(`${name(element)} cannot be pressed`);
    }
    for (const text of element.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || !text.data.trim() || element.localName === 'option') continue;
      const range = new Range();
      range.selectNodeContents(text);
      for (let line = 0; line < range.getClientRects().length; line += 1) {
        const box = () => range.getClientRects()[line];
        reach(element, box);
        const { x, y, width, height } = box();
        for (const end of [1, width - 1]) {
          if (!hits(element, x + end, y + height / 2)) faults.push(`${name(element)} is not seen in line ${line + 1}`);
        }
      }
    }
  }
  for (const scroller of scrollers) scroller.scrollTop = 0;
  return faults;
}

/** The surfaces, in every layout: what the configuration says, and what opens them. */
export const SURFACES = {
  'a bar': { banner: { layout: 'bar', close: true } },
  'a box': { banner: { layout: 'box', close: true } },
  'a card in the middle that bars the page': { banner: { layout: 'center', blocking: true } },
  'the preferences': { opened: true },
  'the preferences in a panel, over a banner that bars the page': { preferences: { layout: 'panel' }, banner: { blocking: true }, opened: true },
  'the reopen button': { reopen: { label: 'both' }, answered: true },
};

/** Shows that surface, unfolded, in a window of that size, and gives its page. */
export async function show({ visit, fresh }, [width, height], { opened, answered, ...config }) {
  await fresh().driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  const links = [{ href: '/privacy', text: 'Privacy policy' }, { href: '/imprint', text: 'Imprint' }];
  const page = await visit('look', { config: { links, languages: ['en', 'de'], logo: { src: '/start.svg', alt: 'Lamps' }, ...config } });
  if (answered) await page.api('rejectAll');
  if (opened) await page.api('showPreferences');
  await page.visible(opened ? '[part~="preferences"]' : answered ? '[part~="reopen"]' : '[part~="banner"]');
  await page.unfold();
  await page.still();
  return page;
}
