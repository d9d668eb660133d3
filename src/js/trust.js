// Trusted Types: a page that enforces them takes strings for scripts only from a policy. Ours is named "octoconsent", is made
// when it is first needed, and passes on what stood on the page itself (W3C Trusted Types, "require-trusted-types-for").

let policy;

/** A text as `createHTML`, `createScript` or `createScriptURL` gives it. */
export function trust(create, text) {
  const same = (text) => text;
  if (!window.trustedTypes) return text;
  policy ||= window.trustedTypes.createPolicy("octoconsent", { createHTML: same, createScript: same, createScriptURL: same });
  return policy[create](text);
}
