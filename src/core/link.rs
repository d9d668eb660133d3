//! A choice that goes along with a link to a sibling site, and what is believed of one that arrives.
//!
//! ```text
//! TIME.RECORD.CHECK
//! ```
//! It stands in the fragment of the link's address, in characters that need no escaping there (WHATWG URL, "fragment
//! percent-encode set"). TIME is the click, in milliseconds since 1970, and what tells one link from another; RECORD the text
//! of [`codec`]; CHECK the record's own kind of check over the target's host and all before. Sites without a server share no
//! secret, so the check finds damage and accidents; that a link comes from a sibling, only the browser can say: its
//! referrer has to be one ([`target`]). `docs/decisions/010-links.md` has the attacks, and what remains open.

use super::codec;
use super::config::Config;
use super::hash;
use super::text::{collect, cut, cut_last, decimal, fits, join, split, whole};

/// For how long a link may be on its way, in milliseconds: time for a slow network, not for passing it on.
pub const LIFE: u64 = 30_000;

/// How far a link may seem to come from the future, in milliseconds: it is the clock of the same device.
pub const AHEAD: u64 = 1000;

/// What a link to `host` carries. `record`: its text.
#[must_use]
pub fn write(record: &str, host: &str, now: u64) -> String {
    let mut text = join(&[&decimal(now), record], ".");
    let seal = seal(&text, host);
    text.push('.');
    text.push_str(&seal);
    text
}

/// The time and the record's text of a payload that arrived at `host`. Nothing where it is damaged, for another host, older than
/// [`LIFE`], or older than the answer in it.
#[must_use]
pub fn read<'a>(payload: &'a str, host: &str, now: u64) -> Option<(&'a str, &'a str)> {
    let (body, given) = cut_last(payload, b'.')?;
    let (time, record) = cut(body, b'.')?;
    let written = whole(time)?;
    let fits = seal(body, host) == given
        && written.saturating_sub(now) <= AHEAD
        && alive(written, now)
        && codec::decode(record)?.updated <= written;
    fits.then_some((time, record))
}

/// What [`read`] finds in what a page's address brought. `brought`: the ends of the way ([`target`]), this page first and then
/// its referrer, and the payload, spaces between them. Nothing where the referrer is no sibling.
#[must_use]
pub fn arrive<'a>(config: &Config, brought: &'a str, now: u64) -> Option<(&'a str, &'a str)> {
    let parts = collect(&mut split(brought, b' '));
    let (payload, ends) = parts.split_last()?;
    target(config, ends)?;
    read(payload, ends.get(1)?, now)
}

/// The times of used links, spaces between them, once that of `time` is used too; nothing where it was used before. Those that
/// are too old to be replayed are forgotten.
#[must_use]
pub fn spend(used: &str, time: &str, now: u64) -> Option<String> {
    let mut kept = time.to_owned();
    for earlier in split(used, b' ') {
        if earlier == time {
            return None;
        }
        if whole(earlier).is_some_and(|written| alive(written, now)) {
            kept.push(' ');
            kept.push_str(earlier);
        }
    }
    Some(kept)
}

/// The host at the other end of a way, where its pages and ours share choices: a sibling, by the same scheme. So a page that came
/// over `https:` neither gives to one that anybody on the way may have written, nor takes from it. The same for links that
/// leave and for the referrer of those that arrive. `ends`: scheme and host of this page, then of the other.
///
/// `siblings` of the configuration says `example.org` for that host, `*.example.net` for every one under it, in lower case, as
/// browsers write hosts. Nobody is a sibling of itself.
#[must_use]
pub fn target<'a>(config: &Config, ends: &[&'a str]) -> Option<&'a str> {
    let [scheme, own, theirs, host] = ends else { return None };
    let sibling = own != host && config.siblings().any(|pattern| fits(pattern, host, false));
    (sibling && scheme == theirs).then_some(host)
}

fn alive(written: u64, now: u64) -> bool {
    now.saturating_sub(written) <= LIFE
}

fn seal(body: &str, host: &str) -> String {
    decimal(u64::from(hash::add(hash::add(hash::START, host), body)))
}
