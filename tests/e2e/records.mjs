// Texts of records as other times, other sites and accidents leave them. The format is that of src/core/codec.rs.

/** The text with the check that belongs to it: FNV-1a, 32 bits, written from its draft. */
export function signed(body) {
  let hash = 2_166_136_261;
  for (const byte of Buffer.from(body)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return `${body}.${hash}`;
}

/** The same record answered at another time (milliseconds since 1970), or with another decision. */
export function changed(text, { updated, decision }) {
  const fields = text.split('.').slice(0, -1);
  if (updated !== undefined) {
    fields[2] = String(Math.min(Number(fields[2]), updated));
    fields[3] = String(updated);
  }
  if (decision !== undefined) fields[14] = decision;
  return signed(fields.join('.'));
}

/** When a record was answered. */
export const answered = (text) => Number(text.split('.')[3]);

/** Puts texts where the product keeps its record; null takes away what is there. */
export async function put(page, { cookie, storage }) {
  await page.setCookie(cookie === null ? 'octoconsent=; path=/; max-age=0' : `octoconsent=${cookie}; path=/; max-age=999999`);
  await page.run((text) => (text === null ? localStorage.removeItem('octoconsent') : localStorage.setItem('octoconsent', text)), storage);
}

/** The same text in both places. */
export const putBoth = (page, text) => put(page, { cookie: text, storage: text });

const FIELDS = ['version', 'id', 'created', 'updated', 'method', 'regime', 'region', 'signal', 'source'];

/** The text of a record with other fields, `updated` among them. */
export function edited(text, fields) {
  const parts = text.split('.').slice(0, -1);
  for (const [name, value] of Object.entries(fields)) parts[FIELDS.indexOf(name)] = String(value);
  return signed(parts.join('.'));
}

/** Keeps the page's record with other fields, in both places; the next page starts with it. */
export async function keep(page, fields) {
  const text = edited(await page.stored(), fields);
  await page.store('octoconsent', text);
  await page.setCookie(`octoconsent=${text}; path=/`);
}

/** So many days ago, as a record has it. */
export const daysAgo = (days) => Date.now() - days * 86_400_000;
