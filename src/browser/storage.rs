//! Keeps the record in a first-party cookie and in local storage.
//!
//! Either may be forbidden: a sandboxed frame, a setting of the browser, a full disk. Then the other serves, and without
//! both the record lives in memory for as long as the page does.

use super::host;
use crate::core::codec;
use crate::core::config::RecordCookie;
use crate::core::cookie;
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
}

/// Reads both places. Where subdomains share the cookie, local storage counts only without cookies: it would bring back what was
/// erased on another of them.
#[must_use]
pub fn read(settings: RecordCookie<'_>) -> Stored {
    let mut jar = host::read_jar();
    let alone = settings.domain().is_empty() || !host::cookies();
    if let Some(kept) = local().filter(|_| alone).and_then(|area| area.get_item(settings.name()).ok()?) {
        jar = concat(&[&jar, ";", settings.name(), "=", &kept]);
    }
    let mut stored = Stored::default();
    for (name, value) in cookie::pairs(&jar) {
        if name == settings.name() {
            match (codec::decode(value), stored.record.take()) {
                (None, before) => {
                    stored.broken = true;
                    stored.record = before;
                }
                (Some(record), Some(other)) => stored.record = Some(other.newest(record, host::now())),
                (record, None) => stored.record = record,
            }
        }
    }
    stored
}

/// Keeps a record in both places, for so many seconds. Whether either shows it afterwards.
pub fn write(settings: RecordCookie<'_>, record: &Record, seconds: u64) -> bool {
    let text = codec::encode(record);
    assign(settings, &text, seconds);
    if !single(settings, &text) {
        // Of another path or domain, from before a change of the configuration; or none, and then this does no harm.
        host::erase_jar(settings.name());
        assign(settings, &text, seconds);
    }
    let mut kept = single(settings, &text);
    if !kept && host::cookies() {
        host::warn("the browser does not keep the cookie of the record: look at its domain and path");
    }
    if let Some(area) = local() {
        // A full or forbidden store: the cookie has it.
        kept |= area.set_item(settings.name(), &text).is_ok();
    }
    kept
}

/// Whether the jar shows exactly this text under the name.
fn single(settings: RecordCookie<'_>, text: &str) -> bool {
    let jar = host::read_jar();
    let mut shown = cookie::pairs(&jar).filter(|(name, _)| *name == settings.name());
    shown.next().is_some_and(|(_, value)| value == text) && shown.next().is_none()
}

/// Deletes the record in both places, on every path and domain.
pub fn erase(settings: RecordCookie<'_>) {
    assign(settings, "", 0);
    host::erase_jar(settings.name());
    if let Some(area) = local() {
        let _ = area.remove_item(settings.name());
    }
}

fn assign(settings: RecordCookie<'_>, value: &str, seconds: u64) {
    host::write_jar(&cookie::assignment(settings, value, seconds, host::secure()));
}

/// Local storage through gloo-storage. Its own `LocalStorage` asks for the window first, 1 KB in the module, and panics
/// where storage is forbidden; [`local`] looks before.
struct Local;

impl gloo_storage::Storage for Local {
    fn raw() -> Storage {
        host::local_storage()
    }
}

/// `keys` gives nothing where storage is forbidden, and at least a mark elsewhere.
fn local() -> Option<Storage> {
    let allowed = !host::keys("localStorage").is_empty();
    allowed.then(Local::raw)
}
