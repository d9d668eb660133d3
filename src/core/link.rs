//! A choice that goes along with a link to a sibling site, and what is believed of one that arrives.
//!
//! ```text
//! TIME.NONCE.RECORD.CHECK
//! ```
//! It stands in the fragment of the link's address, in characters that need no escaping there (RFC 3986, 3.5). TIME is the
//! click, in milliseconds since 1970; NONCE a random id; RECORD the text of [`codec`]; CHECK the record's own kind of check
//! over the target's host and all before. Sites without a server share no secret, so the check finds damage and
//! accidents; that the link comes from a sibling, only the browser can say: its referrer has to fit ([`target`]).
//! `docs/decisions/010-links.md` has the attacks, and what remains open.

use super::codec;
use super::format::Format;
use super::record::Record;
use super::text::{cut, cut_last, decimal, has, join, split, whole};

/// For how long a link may be on its way, in seconds: time for a slow network, not for passing it on.
pub const SECONDS: u64 = 30;

/// How far a link may seem to come from the future, in milliseconds: it is the clock of the same device.
pub const AHEAD: u64 = 1000;

/// What a link to `host` carries. `record`: its text; `nonce`: a fresh random id.
#[must_use]
pub fn write(record: &str, host: &str, now: u64, nonce: &str) -> String {
    let body = join(&[&decimal(now), nonce, record], ".");
    let seal = seal(&body, host);
    join(&[&body, &seal], ".")
}

/// The record of a payload that arrived at `host`, and the mark by which it is known again ([`spend`]). Nothing where it is
/// damaged, for another host, older than [`SECONDS`], or older than the answer in it.
#[must_use]
pub fn read<'a>(payload: &'a str, host: &str, now: u64) -> Option<(Record, &'a str)> {
    let (body, given) = cut_last(payload, b'.')?;
    let (time, rest) = cut(body, b'.').filter(|_| seal(body, host) == given)?;
    let (nonce, record) = cut(rest, b'.')?;
    let mark = body.get(..=time.len() + nonce.len())?;
    let written = whole(time)?;
    let record = codec::decode(record)?;
    let fits = written.saturating_sub(now) <= AHEAD && alive(written, now) && record.updated <= written;
    (fits && Format::Id.accepts(nonce)).then_some((record, mark))
}

/// The record that a page's address brought, with its mark. `brought`: what the address held, the page's own address and its
/// referrer, a NUL between them. Nothing where the referrer is no sibling, or [`read`] refuses.
#[must_use]
pub fn arrive<'a>(siblings: &[&str], brought: &'a str, now: u64) -> Option<(Record, &'a str)> {
    let (payload, rest) = cut(brought, 0)?;
    let (here, referrer) = cut(rest, 0)?;
    target(siblings, here, referrer)?;
    read(payload, origin(here)?.1, now)
}

/// What is kept of used links, spaces between their marks, once the one of `mark` is used too; nothing where it was used
/// before. Those that are too old to be replayed are forgotten.
#[must_use]
pub fn spend(used: &str, mark: &str, now: u64) -> Option<String> {
    let mut kept = mark.to_owned();
    for earlier in split(used, b' ') {
        if earlier == mark {
            return None;
        }
        if cut(earlier, b'.').and_then(|(time, _)| whole(time)).is_some_and(|time| alive(time, now)) {
            kept = join(&[&kept, earlier], " ");
        }
    }
    Some(kept)
}

/// The host of the address `there`, where a page at the address `here` shares choices with it: a sibling, by the same
/// scheme. So a page that came over `https:` neither gives to one that anybody on the way may have written, nor takes from
/// it. The same for links that leave and for the referrer of those that arrive.
#[must_use]
pub fn target<'a>(siblings: &[&str], here: &str, there: &'a str) -> Option<&'a str> {
    let ((here, own), (there, host)) = (origin(here)?, origin(there)?);
    (here == there && has("http https", here) && sibling(siblings, own, host)).then_some(host)
}

/// Whether `host` is one of the `siblings` of the host `own`: `example.org` is that host, `*.example.net` every one under it.
/// Nobody is a sibling of itself.
#[must_use]
pub fn sibling(siblings: &[&str], own: &str, host: &str) -> bool {
    let listed = |pattern: &&str| match cut(pattern, b'*') {
        Some((before, domain)) => before.is_empty() && under(domain, host),
        None => pattern.eq_ignore_ascii_case(host),
    };
    !host.is_empty() && !own.eq_ignore_ascii_case(host) && siblings.iter().any(listed)
}

/// `domain` begins with the dot.
fn under(domain: &str, host: &str) -> bool {
    let end = host.len().checked_sub(domain.len()).and_then(|at| host.get(at..));
    domain.len() > 1
        && domain.as_bytes().first() == Some(&b'.')
        && host.len() > domain.len()
        && end.is_some_and(|end| end.eq_ignore_ascii_case(domain))
}

/// Scheme and host of an address as the browser writes it, without the port.
fn origin(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = cut(address, b':')?;
    let mut parts = split(rest, b'/');
    let slashes = parts.next() == Some("") && parts.next() == Some("");
    let authority = parts.next().filter(|_| slashes)?;
    Some((scheme, cut(authority, b':').map_or(authority, |(host, _)| host)))
}

fn alive(written: u64, now: u64) -> bool {
    now.saturating_sub(written) <= SECONDS * 1000
}

fn seal(body: &str, host: &str) -> String {
    codec::check(&join(&[host, body], "/"))
}
