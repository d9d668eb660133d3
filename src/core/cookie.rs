//! Cookies as text: reading the jar, writing the record's cookie, and finding those that denied services set.

use super::config::{Config, Cookie, RecordCookie};
use super::decision::Decision;
use super::text::{concat, consists, cut, decimal, split};

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
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut star, mut from, mut resume) = (0, None, 0, 0);
    while from < name.len() {
        if pattern.get(at) == Some(&b'*') {
            star = Some(at);
            resume = from;
            at += 1;
        } else if pattern.get(at) == Some(&name[from]) {
            at += 1;
            from += 1;
        } else if let Some(star) = star {
            // Let the last star swallow one more.
            resume += 1;
            (at, from) = (star + 1, resume);
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

/// What is to be deleted, and what is not even if it fits: an entry that a granted service declares stays.
#[derive(Debug)]
pub struct Erasure<'a> {
    denied: Vec<Cookie<'a>>,
    kept: Vec<Cookie<'a>>,
}

impl<'a> Erasure<'a> {
    /// What the services of `config` declare that `decision` denies.
    #[must_use]
    pub fn new(config: &'a Config, decision: &Decision) -> Erasure<'a> {
        let mut erasure = Erasure { denied: Vec::new(), kept: Vec::new() };
        for category in config.categories() {
            for service in category.services() {
                let granted = decision.granted(service.id()) == Some(true);
                if granted { &mut erasure.kept } else { &mut erasure.denied }.extend(service.cookies());
            }
        }
        erasure
    }

    /// Whether the entry called `name` goes.
    #[must_use]
    pub fn takes(&self, storage: &str, name: &str) -> bool {
        let fits = |cookie: &Cookie<'_>| cookie.storage() == storage && matches(cookie.name(), name);
        self.denied.iter().any(fits) && !self.kept.iter().any(fits)
    }

    /// The cookies that go, each with the path it was declared for, if any: those of `jar`, and whatever is declared by an
    /// exact name for a path of its own, even if the jar, which shows only those of the page's path, does not hold it.
    #[must_use]
    pub fn cookies<'b>(&'b self, jar: &'b str) -> Vec<(&'b str, &'b str)> {
        let mut cookies = Vec::new();
        for (name, _) in pairs(jar) {
            if self.takes("cookie", name) {
                cookies.push((name, ""));
            }
        }
        for cookie in self.denied.iter().filter(|cookie| !cookie.path().is_empty()) {
            if !consists(cookie.name(), |byte| byte != b'*') {
                for (name, path) in &mut cookies {
                    if matches(cookie.name(), name) {
                        *path = cookie.path();
                    }
                }
            } else if self.takes("cookie", cookie.name()) {
                cookies.push((cookie.name(), cookie.path()));
            }
        }
        cookies
    }
}
