// How a JSON value is handed to the module.

/** A JSON value as tokens, NUL between them: read in src/core/tokens.rs. */
export function flat(value) {
  const clean = (text) => text.replaceAll("\0", "\x01");
  if (Array.isArray(value)) return ["[" + value.length, ...value.map(flat)].join("\0");
  if (typeof value === "string") return '"' + clean(value);
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? "#" + value : "~";
  if (!value || typeof value !== "object") return String(value);
  const members = Object.entries(value);
  return ["{" + members.length, ...members.map(([name, member]) => clean(name) + "\0" + flat(member))].join("\0");
}
