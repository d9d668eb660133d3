// Sites that share choices by links: their pages, links on them, and links as somebody else would write them.

/** Every host of the tests is a sibling of every other. */
export const FAMILY = { siblings: ['*.localhost'] };

/** FNV-1a, written from its draft. */
const hash = (text) => Buffer.from(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

/** A record with other fields and the check that belongs to it. Its fields: docs in src/core/codec.rs. */
export function edited(record, change) {
  const fields = record.split('.').slice(0, -1);
  change(fields);
  return `${fields.join('.')}.${hash(fields.join('.'))}`;
}

export const UPDATED = 3;
export const CREATED = 2;
export const SOURCE = 8;

/** The payload of a link, as `write` in src/core/link.rs makes it. */
export const payload = (record, host, time) => `${time}.${record}.${hash(`${host}${time}.${record}`)}`;

/** The address of a fixture on a page's host. */
export function address(page, { fixture = 'links', config = FAMILY, csp, fragment = '' } = {}) {
  const url = new URL(`/fixtures/${fixture}/`, page.server.origin(page.host));
  if (config) url.searchParams.set('config', JSON.stringify(config));
  if (csp) url.searchParams.set('csp', csp);
  return url.href + fragment;
}

/** Puts a link on the page, which is there until the next is. */
export function put(page, href, attributes = {}) {
  return page.run(
    (wanted) => {
      const link = document.createElement('a');
      for (const [name, value] of Object.entries(wanted)) link.setAttribute(name, value);
      link.textContent = 'A link';
      (document.querySelector('#links') ?? document.body).replaceChildren(link);
    },
    { id: 'link', href, ...attributes },
  );
}

/** Waits until the tab shows a page of that host, and the product is ready there. */
export async function arrived(page) {
  await page.until((host) => location.hostname === host && Boolean(window.seen), page.host);
  await page.ready();
  return page;
}

/** Clicks a link to `there`, and gives the page that opens. */
export async function follow(from, there, href = address(there), attributes = {}) {
  await put(from, href, attributes);
  await from.clickOn('#link');
  return arrived(there);
}

/** What a click would open: the last listener of all notes it, and prevents that. */
export async function laden(page, selector = '#link') {
  await page.run(() => {
    addEventListener('click', (event) => {
      window.laden = event.composedPath().find((node) => node.href)?.href;
      event.preventDefault();
    }, { once: true });
  });
  await page.clickOn(selector);
  return page.run(() => window.laden);
}

/** Opens a page without the product on a host: the sibling of a visitor who writes links by hand. */
export const plainPage = (page) => page.open('blank', { ready: false });
