//! The record as text, the same in cookie and local storage.
//!
//! ```text
//! 1.ID.CREATED.UPDATED.METHOD.REGIME.REGION.SIGNAL.SOURCE.REVISION.FINGERPRINT.PRODUCT.LANGUAGE.PURPOSES.DECISION.CHECK
//! 1.9b2c….1763877000000.1763877000000.selection.opt-in.FR...3.5d0f2a11.0_1_0.fr.Kf3_.necessary:n*analytics:0~matomo:1~posthog:0.1595683744
//! ```
//! Only characters that a cookie value may hold unquoted (RFC 6265, `cookie-octet`). REGION, SIGNAL, SOURCE and PURPOSES may be
//! empty. DECISION is a list of categories (`*` between them), each followed by its services (`~` before each), each `id:1`
//! (granted), `id:0` (denied) or `id:n` (necessary). Where the text would be longer than [`LONG`], a service is written as `'` and
//! a mark of four characters. CHECK is FNV-1a over all before its dot, so that a text cut short or changed on the way is
//! refused, never half-believed. The format is a promise: a change raises the leading version, and old versions stay readable.

use super::decision::Decision;
use super::format::Format;
use super::hash;
use super::record::{Method, Record};
use super::regime::{Regime, Signal};
use super::text::{collect, concat, consists, cut, cut_last, decimal, join, split, whole};

/// Version of the format that [`encode`] writes.
pub const VERSION: &str = "1";

/// Bytes above which services are written by their marks: with fifty of them a record stays below a kilobyte.
pub const LONG: usize = 1000;

/// Most bytes of a text that is read. Browsers keep no cookie of more than 4,096, name included.
const MOST: usize = 4000;

/// What a service is called in a long record.
#[must_use]
pub fn mark(id: &str) -> String {
    concat(&["'", &hash::mark(&[id])])
}

/// The text of a record.
#[must_use]
pub fn encode(record: &Record) -> String {
    let text = write(record, &encode_decision(&record.decision));
    if text.len() <= LONG {
        return text;
    }
    let mut short = record.decision.clone();
    for answer in short.answers.iter_mut().filter(|answer| answer.service && !answer.id.starts_with('\'')) {
        answer.id = mark(&answer.id);
    }
    write(record, &encode_decision(&short))
}

fn write(record: &Record, decision: &str) -> String {
    let fields = [
        VERSION,
        &record.id,
        &decimal(record.created),
        &decimal(record.updated),
        record.method.name(),
        record.regime.name(),
        &record.region,
        Signal::name(record.signal),
        &record.source,
        &decimal(u64::from(record.revision)),
        &record.fingerprint,
        &record.product,
        &record.language,
        &record.purposes,
        decision,
    ];
    let text = join(&fields, ".");
    let check = check(&text);
    join(&[&text, &check], ".")
}

/// The record of a text; nothing where the text is broken in any way, or of a version not known here.
#[must_use]
pub fn decode(text: &str) -> Option<Record> {
    let (body, given) = cut_last(text, b'.').filter(|_| text.len() <= MOST)?;
    if check(body) != given {
        return None;
    }
    let fields = collect(&mut split(body, b'.'));
    #[rustfmt::skip]
    let [VERSION, id, created, updated, method, regime, region, signal, source, revision, fingerprint, product, language,
         purposes, decision] = fields[..] else {
        return None;
    };
    let formats = [
        (Format::Id, id),
        (Format::Language, language),
        (Format::Id, product),
        (Format::Id, fingerprint),
        (Format::Id, if source.is_empty() { "0" } else { source }),
        (Format::Region, if region.is_empty() { "AA" } else { region }),
    ];
    let fits = formats.iter().all(|(format, text)| format.accepts(text));
    if !fits || region == "*" || language == "auto" || fingerprint.len() != 8 || !are_marks(purposes) {
        return None;
    }
    // What can fail comes first: a half-made record would have to be taken apart again, at 400 bytes.
    let created = whole(created)?;
    let updated = whole(updated).filter(|updated| *updated >= created)?;
    let revision = u32::try_from(whole(revision)?).ok()?;
    let (method, regime, signal) = (Method::named(method)?, Regime::named(regime)?, Signal::named(signal)?);
    let decision = decode_decision(decision)?;
    let own = |text: &str| text.to_owned();
    let (id, region, source, fingerprint) = (own(id), own(region), own(source), own(fingerprint));
    let (product, language, purposes) = (own(product), own(language), own(purposes));
    Some(Record {
        id,
        created,
        updated,
        method,
        regime,
        region,
        signal,
        source,
        revision,
        fingerprint,
        product,
        language,
        purposes,
        decision,
    })
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
        text.push_str(match (answer.necessary, answer.granted) {
            (true, _) => ":n",
            (_, true) => ":1",
            _ => ":0",
        });
    }
    text
}

fn decode_decision(text: &str) -> Option<Decision> {
    let mut decision = Decision::default();
    for category in split(text, b'*') {
        let mut necessary = false;
        for (index, answer) in split(category, b'~').enumerate() {
            let (id, state) = cut(answer, b':')?;
            let marked = index > 0 && id.strip_prefix('\'').is_some_and(|mark| mark.len() == 4 && are_marks(mark));
            if index == 0 {
                necessary = state == "n";
            }
            if !matches!(state, "1" | "0" | "n")
                || (state == "n") != necessary
                || !(Format::Id.accepts(id) && decision.granted(id).is_none() || marked)
            {
                return None;
            }
            decision.add(id, index > 0, necessary, state == "1");
        }
    }
    (!decision.settle()).then_some(decision)
}

fn are_marks(text: &str) -> bool {
    text.len().is_multiple_of(4)
        && (text.is_empty() || consists(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))
}

fn check(text: &str) -> String {
    decimal(u64::from(hash::add(hash::START, text)))
}
