// Places in a configuration: lists of keys and numbers, written as the product writes them in its faults (`categories[2].id`).

export const textOf = (path) =>
  path.reduce((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${step}` : step), '');

/** Whether a place is at or below another; both as text. */
export const isWithin = (place, above) => place === above || (place.startsWith(above) && /^[.[]/.test(place.slice(above.length)));

export const get = (whole, path) => path.reduce((value, step) => value?.[step], whole);

/** Sets a value, making what is missing above it. `undefined` takes it away, and above it each object that is then empty. */
export function put(whole, path, value) {
  if (value === undefined) return remove(whole, path);
  let holder = whole;
  path.slice(0, -1).forEach((step, at) => {
    if (!isHolder(holder[step])) holder[step] = typeof path[at + 1] === 'number' ? [] : {};
    holder = holder[step];
  });
  holder[path.at(-1)] = value;
}

function remove(whole, path) {
  const holder = get(whole, path.slice(0, -1));
  if (!isHolder(holder)) return;
  if (Array.isArray(holder)) return void holder.splice(path.at(-1), 1);
  delete holder[path.at(-1)];
  const above = path.slice(0, -1);
  const inList = typeof above.at(-1) === 'number';
  if (above.length && !inList && !Object.keys(holder).length) remove(whole, above);
}

const isHolder = (value) => typeof value === 'object' && value !== null;

/** A copy whose keys stand in the schema's order, so that what is written does not depend on how it came about. */
export function inOrder(value, schema) {
  if (Array.isArray(value)) return value.map((item) => inOrder(item, schema?.items));
  if (!isHolder(value)) return value;
  const known = Object.keys(schema?.properties ?? {});
  const place = (key) => (known.includes(key) ? known.indexOf(key) : known.length);
  const keys = Object.keys(value).sort((a, b) => place(a) - place(b));
  return Object.fromEntries(keys.map((key) => [key, inOrder(value[key], schema?.properties?.[key])]));
}
