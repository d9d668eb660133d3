//! The record as text, the same in cookie and local storage.
//!
//! ```text
//! 1.ID.CREATED.UPDATED.METHOD.REVISION.LANGUAGE.DECISION.CHECK
//! 1.9b2c….1763877000000.1763877000000.selection.0.fr.necessary:1*analytics:0~matomo:1~posthog:0.1595683744
//! ```
//! Only characters that a cookie value may hold unquoted (RFC 6265, `cookie-octet`). DECISION is a list of categories
//! (`*` between them), each followed by its services (`~` before each), each `id:1` (granted) or `id:0`. CHECK is FNV-1a
//! over all before its dot, so that a text cut short or changed on the way is refused, never half-believed. The format is
//! a promise: a change raises the leading version, and old versions stay readable.

use super::decision::Decision;
use super::format::Format;
use super::record::{Method, Record};
use super::text::{collect, cut, cut_last, decimal, join, split, whole};

/// Version of the format that [`encode`] writes.
pub const VERSION: &str = "1";

/// The text of a record.
#[must_use]
pub fn encode(record: &Record) -> String {
    let fields = [
        VERSION,
        &record.id,
        &decimal(record.created),
        &decimal(record.updated),
        record.method.name(),
        &decimal(u64::from(record.revision)),
        &record.language,
        &encode_decision(&record.decision),
    ];
    let text = join(&fields, ".");
    let check = check(&text);
    join(&[&text, &check], ".")
}

/// The record of a text; nothing where the text is broken in any way, or of a version not known here.
#[must_use]
pub fn decode(text: &str) -> Option<Record> {
    let (body, given) = cut_last(text, b'.')?;
    if check(body) != given {
        return None;
    }
    let fields = collect(&mut split(body, b'.'));
    let [VERSION, id, created, updated, method, revision, language, decision] = fields[..] else {
        return None;
    };
    if !Format::Id.accepts(id) || !Format::Language.accepts(language) {
        return None;
    }
    let (created, updated) = (whole(created)?, whole(updated)?);
    let method = Method::named(method)?;
    let revision = u32::try_from(whole(revision)?).ok().filter(|_| created <= updated)?;
    let decision = decode_decision(decision)?;
    let (id, language) = (id.to_owned(), language.to_owned());
    Some(Record { id, created, updated, revision, language, method, decision })
}

/// The text of a decision, as it stands in a record.
#[must_use]
pub fn encode_decision(decision: &Decision) -> String {
    let mut text = String::new();
    for answer in &decision.answers {
        if !text.is_empty() {
            text.push(if answer.service { '~' } else { '*' });
        }
        text.push_str(&answer.id);
        text.push_str(if answer.granted { ":1" } else { ":0" });
    }
    text
}

fn decode_decision(text: &str) -> Option<Decision> {
    let mut decision = Decision::default();
    for category in split(text, b'*') {
        for (index, answer) in split(category, b'~').enumerate() {
            let (id, state) = cut(answer, b':')?;
            if !matches!(state, "1" | "0") || !Format::Id.accepts(id) || decision.granted(id).is_some() {
                return None;
            }
            decision.add(id, index > 0, false, state == "1");
        }
    }
    (!decision.settle()).then_some(decision)
}

/// FNV-1a, 32 bits, in decimal (draft-eastlake-fnv). It finds accidents; it is no protection against forgery.
pub(super) fn check(text: &str) -> String {
    let mut hash = 0x811c_9dc5_u32;
    for byte in text.as_bytes() {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    decimal(u64::from(hash))
}
