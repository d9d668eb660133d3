// The languages that octoconsent ships: the build puts their tags here (tools/pages.mjs).

export const LANGUAGES = __LANGUAGES__;

/** The name of a language in itself, such as "français". */
export function nameOf(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: 'language', languageDisplay: 'standard' }).of(tag);
  } catch {
    return tag;
  }
}

const RIGHT_TO_LEFT = ['ar', 'he', 'fa', 'ur', 'ps', 'sd', 'ug', 'yi', 'ckb', 'dv'];
export const isRightToLeft = (tag) => RIGHT_TO_LEFT.includes(tag.split('-')[0]);

/** By name, as a reader looks for them. */
export const byName = () => LANGUAGES.map((tag) => ({ tag, name: nameOf(tag) })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
