// Records as they would be kept by now, had the visitor chosen otherwise or at another time.

/** FNV-1a, 32 bits, in decimal: what a record ends with. */
const check = (text) => String([...Buffer.from(text)].reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619) >>> 0, 2_166_136_261));

const FIELDS = ['version', 'id', 'created', 'updated', 'method', 'regime', 'region', 'signal', 'source'];

/** The text of a record with other fields, `updated` among them. */
export function edited(text, fields) {
  const parts = text.split('.').slice(0, -1);
  for (const [name, value] of Object.entries(fields)) parts[FIELDS.indexOf(name)] = String(value);
  return `${parts.join('.')}.${check(parts.join('.'))}`;
}

/** Keeps the page's record with other fields, in both places; the next page starts with it. */
export async function keep(page, fields) {
  const text = edited(await page.stored(), fields);
  await page.store('octoconsent', text);
  await page.setCookie(`octoconsent=${text}; path=/`);
}

/** So many days ago, as a record has it. */
export const daysAgo = (days) => Date.now() - days * 86_400_000;
