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

const SECONDS_OF_A_DAY: u64 = 86_400;

/// The newest valid record of all that are stored under the name, in either place.
#[must_use]
pub fn read(settings: RecordCookie<'_>) -> Option<Record> {
    let mut jar = host::read_jar();
    if let Some(kept) = local().and_then(|area| area.get_item(settings.name()).ok()?) {
        jar = concat(&[&jar, ";", settings.name(), "=", &kept]);
    }
    let mut newest: Option<Record> = None;
    for (name, value) in cookie::pairs(&jar) {
        if name == settings.name()
            && let Some(record) = codec::decode(value)
            && newest.as_ref().is_none_or(|newest| newest.updated < record.updated)
        {
            newest = Some(record);
        }
    }
    newest
}

/// Keeps a record in both places.
pub fn write(settings: RecordCookie<'_>, record: &Record) {
    let text = codec::encode(record);
    assign(settings, &text, u64::from(settings.days()) * SECONDS_OF_A_DAY);
    if let Some(area) = local() {
        // A full or forbidden store: the cookie has it.
        let _ = area.set_item(settings.name(), &text);
    }
}

/// Deletes the record in both places.
pub fn erase(settings: RecordCookie<'_>) {
    assign(settings, "", 0);
    if let Some(area) = local() {
        let _ = area.remove_item(settings.name());
    }
}

fn assign(settings: RecordCookie<'_>, value: &str, max_age: u64) {
    host::write_jar(&cookie::assignment(settings, value, max_age, host::secure()));
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
