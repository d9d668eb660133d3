//! Keeps the record in a first-party cookie and in local storage.
//!
//! Either may be forbidden: a sandboxed frame, a setting of the browser, a full disk. Then the other serves, and without
//! both the record lives in memory for as long as the page does.

use super::host;
use crate::core::codec;
use crate::core::config::{Config, RecordCookie};
use crate::core::cookie;
use crate::core::link;
use crate::core::record::Record;
use crate::core::text::concat;
use gloo_storage::Storage as _;
use web_sys::Storage;

/// What is stored under the name.
#[derive(Default)]
pub struct Stored {
    /// The record that counts: of all that are valid, in either place, the newest.
    pub record: Option<Record>,
    /// Whether there was a text that is none: broken, cut short, of a version not known here.
    pub broken: bool,
    /// Whether the last that was read is the one that counts.
    pub last: bool,
}

/// Reads both places. Where subdomains share the cookie, local storage counts only without cookies: it would bring back what was
/// erased on another of them.
#[must_use]
pub fn read(settings: RecordCookie<'_>) -> Stored {
    read_with(settings, None)
}

/// The same with one more text, read last.
#[must_use]
pub fn read_with(settings: RecordCookie<'_>, linked: Option<&str>) -> Stored {
    let mut jar = host::read_jar();
    let alone = settings.domain().is_empty() || !host::cookies();
    if alone && let Some(kept) = get(settings.name()) {
        jar = concat(&[&jar, ";", settings.name(), "=", &kept]);
    }
    if let Some(linked) = linked {
        jar = concat(&[&jar, ";", settings.name(), "=", linked]);
    }
    let mut stored = Stored::default();
    for (name, value) in cookie::pairs(&jar) {
        if name == settings.name() {
            match (codec::decode(value), stored.record.take()) {
                (None, before) => {
                    stored.broken = true;
                    stored.record = before;
                }
                (Some(record), Some(other)) => {
                    let now = host::now();
                    stored.last = other.time(now) < record.time(now);
                    stored.record = Some(other.newest(record, now));
                }
                (record, None) => {
                    stored.last = true;
                    stored.record = record;
                }
            }
        }
    }
    stored
}

/// The record's text that a link has brought. Once: where local storage cannot keep that it was used, it is not believed.
#[must_use]
pub fn linked<'a>(config: &Config, brought: &'a str, now: u64) -> Option<&'a str> {
    let (time, text) = link::arrive(config, brought, now)?;
    let name = links(config.cookie());
    let used = link::spend(&get(&name).unwrap_or_default(), time, now)?;
    set(&name, &used).then_some(text)
}

/// Keeps a record in both places, for so many seconds. Whether either shows it afterwards. `again`: what is stored already.
///
/// Where a `refresher` sets the cookie, one that is right is left alone: a script would take its lifetime back to Safari's 7 days.
pub fn write(settings: RecordCookie<'_>, record: &Record, seconds: u64, again: bool, refresher: &str) -> bool {
    let text = codec::encode(record);
    let assignment = cookie::assignment(settings, &text, seconds, host::secure());
    let refreshed = again && !refresher.is_empty() && single(settings, &text);
    if !refreshed {
        host::write_jar(&assignment);
    }
    let mut kept = single(settings, &text);
    if !kept {
        // Of another path or domain, from before a change of the configuration; or none, and then this does no harm.
        host::erase_jar(settings.name());
        host::write_jar(&assignment);
        kept = single(settings, &text);
    }
    if !kept && host::cookies() {
        host::warn("the browser does not keep the cookie of the record: look at its domain and path");
    }
    // A full or forbidden local storage: the cookie has it.
    kept |= set(settings.name(), &text);
    if !refresher.is_empty() {
        // Last: whether local storage changes meanwhile says what becomes of the answer.
        host::refresh(refresher, settings.name(), &assignment, !refreshed);
    }
    kept
}

/// Whether the jar shows exactly this text under the name.
fn single(settings: RecordCookie<'_>, text: &str) -> bool {
    let jar = host::read_jar();
    let mut shown = cookie::pairs(&jar).filter(|(name, _)| *name == settings.name());
    shown.next().is_some_and(|(_, value)| value == text) && shown.next().is_none()
}

/// Deletes the record in both places, on every path and domain, and all else that is stored.
pub fn erase(settings: RecordCookie<'_>) {
    host::forget(settings.name());
    host::write_jar(&cookie::assignment(settings, "", 0, host::secure()));
    host::erase_jar(settings.name());
    if let Some(area) = local() {
        for name in [settings.name(), &links(settings)] {
            let _ = area.remove_item(name);
        }
    }
}

/// Where the times of used links are kept.
fn links(settings: RecordCookie<'_>) -> String {
    concat(&[settings.name(), "-links"])
}

/// Local storage through gloo-storage. Its own `LocalStorage` asks for the window first, 1 KB in the module, and panics
/// where storage is forbidden; [`local`] looks before.
struct Local;

impl gloo_storage::Storage for Local {
    fn raw() -> Storage {
        host::local_storage()
    }
}

fn get(name: &str) -> Option<String> {
    local()?.get_item(name).ok()?
}

fn set(name: &str, text: &str) -> bool {
    local().is_some_and(|area| area.set_item(name, text).is_ok())
}

fn local() -> Option<Storage> {
    host::allowed().then(Local::raw)
}
