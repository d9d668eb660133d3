// Trusted Types: a page that enforces them takes strings for scripts only from a policy. Ours is named "octoconsent", is made
// when it is first needed, and passes on what stood on the page itself (W3C Trusted Types, "require-trusted-types-for").

let policy;
let refused;

/** A text as `createHTML`, `createScript` or `createScriptURL` gives it. */
export function trust(create, text) {
  const same = (text) => text;
  if (!window.trustedTypes?.createPolicy) return text;
  // The page may forbid it; asking again would only be reported again.
  if (refused) throw refused;
  try {
    policy ||= window.trustedTypes.createPolicy("octoconsent", { createHTML: same, createScript: same, createScriptURL: same });
  } catch (error) {
    throw (refused = error);
  }
  return policy[create](text);
}
