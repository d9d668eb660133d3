// The record's cookie, set by the site's own server: what a script sets Safari keeps for 7 days, what a server sets for as long
// as it says (https://webkit.org/blog/8613/intelligent-tracking-prevention-2-1/). For the server: docs/guides/proof.md.

import { writeJar } from "./host.js";

const DAY = 864e5;
/** Whether a request is under way. It is never aborted: browsers may store the cookie of the answer all the same. */
let flying;

/** Has the server set a cookie that a script sets by `assignment`: at once if it is `due`, else once a day at most. */
export async function refresh(url, name, assignment, due) {
  // Where the browser forbids storage there are no cookies either.
  try {
    const { localStorage } = window;
    const key = name + "-refreshed";
    const text = assignment.split(/[=;]/)[1];
    const stored = () => localStorage.getItem(name) || "";
    if (due) localStorage.removeItem(key);
    if (flying || Math.abs(Date.now() - localStorage.getItem(key)) < DAY) return;
    flying = true;
    const before = stored();
    const request = { method: "POST", body: text, redirect: "error", referrerPolicy: "no-referrer" };
    const ok = await fetch(new URL(url, location), request).then((answer) => answer.ok, () => false);
    flying = false;
    const now = stored();
    if (now === before) {
      if (ok) localStorage.setItem(key, Date.now());
      return;
    }
    // Here or in another tab there is a newer record, or none any more; and the answer has brought the old one back.
    const right = assignment.replace(text, now);
    writeJar(now ? right : right.replace(/Age=\d+/, "Age=0"));
    if (now) refresh(url, name, right, true);
  } catch {}
}
