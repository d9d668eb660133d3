//! Cookies as text: reading the jar, writing the record's cookie, and finding what is to be deleted.

use super::config::{Config, Cookie, RecordCookie};
use super::decision::Decision;
use super::text::{concat, cut, decimal, fits, split};

/// The cookies of a `document.cookie` text: name and value. One name can stand there more than once, set on several
/// paths or domains.
pub fn pairs(jar: &str) -> impl Iterator<Item = (&str, &str)> {
    split(jar, b';').map(|pair| {
        let pair = pair.strip_prefix(" ").unwrap_or(pair);
        cut(pair, b'=').unwrap_or(("", pair))
    })
}

/// What to assign to `document.cookie` to keep `value`: `SameSite=Lax`, `Secure` on https, host-only unless a domain is
/// set. `max_age` in seconds; 0 deletes.
#[must_use]
pub fn assignment(cookie: RecordCookie<'_>, value: &str, max_age: u64, secure: bool) -> String {
    let age = decimal(max_age);
    let domain = if cookie.domain().is_empty() { "" } else { "; Domain=" };
    let secure = if secure { "; Secure" } else { "" };
    let (name, path) = (cookie.name(), cookie.path());
    concat(&[name, "=", value, "; Path=", path, "; Max-Age=", &age, "; SameSite=Lax", domain, cookie.domain(), secure])
}

/// Whether `name` fits `pattern`, in which `*` stands for any characters. The whole name must fit.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    fits(pattern, name, false)
}

/// What is to be deleted, and what is not even if it fits: an entry that is declared for something granted stays.
#[derive(Debug)]
pub struct Erasure<'a> {
    denied: Vec<Cookie<'a>>,
    kept: Vec<Cookie<'a>>,
}

impl<'a> Erasure<'a> {
    /// What `config` declares for the categories and services that `decision` denies.
    #[must_use]
    pub fn new(config: &'a Config, decision: &Decision) -> Erasure<'a> {
        let mut erasure = Erasure { denied: Vec::new(), kept: Vec::new() };
        for category in config.categories() {
            erasure.of(decision, category.id()).extend(category.cookies());
            for service in category.services() {
                erasure.of(decision, service.id()).extend(service.cookies());
            }
        }
        erasure
    }

    fn of(&mut self, decision: &Decision, id: &str) -> &mut Vec<Cookie<'a>> {
        if decision.granted(id) == Some(true) { &mut self.kept } else { &mut self.denied }
    }

    /// Whether the entry called `name` goes.
    #[must_use]
    pub fn takes(&self, storage: &str, name: &str) -> bool {
        let fits = |cookie: &Cookie<'_>| cookie.storage() == storage && matches(cookie.name(), name);
        self.denied.iter().any(fits) && !self.kept.iter().any(fits)
    }

    /// Those that go of the names `listed` in a storage, a NUL before each; here behind each. Where nothing is listed it is
    /// all that is declared there: not every browser can list, and a declared name serves as well, if it is no pattern.
    ///
    /// A page sees only cookies of its own path and those above it. One that is declared for a path of its own goes unseen:
    /// `name;path`.
    #[must_use]
    pub fn stale(&self, storage: &str, listed: &str) -> String {
        let mut stale = String::new();
        let mut add = |name: &str, path: &str| {
            if self.takes(storage, name) {
                for part in [name, if path.is_empty() { "" } else { ";" }, path, "\0"] {
                    stale.push_str(part);
                }
            }
        };
        for name in split(listed, 0) {
            add(name, "");
            for denied in &self.denied {
                if !denied.path().is_empty() && matches(denied.name(), name) {
                    add(name, denied.path());
                }
            }
        }
        for denied in &self.denied {
            if denied.storage() == storage && (listed.is_empty() || !denied.path().is_empty()) {
                add(denied.name(), denied.path());
            }
        }
        stale
    }
}
