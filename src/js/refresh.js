// The record's cookie, set by the site's own server: what a script sets Safari keeps for 7 days, what a server sets for as long
// as it says (https://webkit.org/blog/8613/intelligent-tracking-prevention-2-1/). For the server: docs/guides/proof.md.

const DAY = 864e5;
let pending = new AbortController();

/** Has the server set the cookie of the record with that text: at once if it is `due`, else once a day at most. Ends what is under
 *  way before, also where there is no text: a late answer would bring an older record back. */
export async function refresh(url, name, text, due) {
  pending.abort();
  const { signal } = (pending = new AbortController());
  const key = name + "-refreshed";
  // Where the browser forbids storage there are no cookies either.
  try {
    const { localStorage } = window;
    if (due) localStorage.removeItem(key);
    if (!text || Math.abs(Date.now() - localStorage.getItem(key)) < DAY) return;
    // Without keepalive: Chromium stores the cookie of such an answer though the request was aborted.
    const { ok } = await fetch(new URL(url, location), {
      method: "POST",
      body: text,
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal,
    });
    if (ok) localStorage.setItem(key, Date.now());
  } catch {}
}
