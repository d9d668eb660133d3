// What a visitor takes along: the record as a file. docs/guides/record.md says what each field means, and which term of
// ISO/IEC TS 27560:2023 it is.

import { module, page, random } from "./host.js";

let config;

/** Names the configuration in force. */
export function describe(plain) {
  config = plain;
}

/** An address in full. */
export const absolute = (href) => Object.assign(page.createElement("a"), { href }).href;

/** Hands the record in force to the visitor as a file. Whether there was one. */
export function download() {
  const { record, exempt } = module.state();
  if (!record) return false;
  const text = JSON.stringify({ record, receipt: receipt(record, exempt) }, null, 2);
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const download = `octoconsent-record-${record.updated.slice(0, 10)}.json`;
  Object.assign(page.createElement("a"), { href, download }).click();
  // Safari reads it later.
  setTimeout(() => URL.revokeObjectURL(href), 6e4);
  return true;
}

function receipt(record, exempt) {
  const { id, language, regime, method, updated, categories, services } = record;
  // The categories as they were asked: in that language where they have it, and without what the visitor is not told.
  const asked = (key, value) => {
    if (key === "autoBlock") return;
    return key === "policy" ? absolute(value) : (value?.constructor === Object && (value[language] ?? value.en)) || value;
  };
  const purposes = JSON.parse(JSON.stringify(config.categories, asked));
  const granted = ({ id }) => (services[id] ?? categories[id]) === "granted";
  const given = purposes.some((category) => !category.necessary && [category, ...(category.services || [])].some(granted));
  const basis = ({ id, necessary, basis }) =>
    necessary ? "necessary" : exempt.includes(id) ? basis || "objection" : regime === "opt-in" ? "consent" : regime;
  return {
    schema_version: "octoconsent 1, ISO/IEC TS 27560:2023",
    receipt_id: random(),
    record_id: id,
    pii_principal_id: id,
    privacy_notice: config.links?.map((link) => absolute(link.href)),
    language,
    jurisdiction: record.region,
    withdrawal_method: location.href.split(/[?#]/)[0] + "#octoconsent-preferences",
    purposes: purposes.map((category) => ({
      purpose: category.title,
      lawful_basis: basis(category),
      state: categories[category.id],
      ...category,
    })),
    events: [{
      event_time: updated,
      event_type: method,
      event_state: { withdrawal: "withdrawn", acknowledge: "acknowledged", signal: "refused" }[method] || (given ? "given" : "refused"),
      validity_duration: `P${Math.round((new Date(record.expires) - new Date(updated)) / 864e5)}D`,
      entity_id: id,
    }],
  };
}
