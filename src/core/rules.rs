//! Which service holds what nobody tagged: something that is loaded, or an inline script.

use super::config::{Config, Rule};
use super::decision::Decision;
use super::text::{concat, cut, fits};

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// An address without scheme and port, such as `example.com/pixel?id=1`, the host in lower case.
    Address(&'a str),
    /// An address of the page's own host.
    Own(&'a str),
    /// The text of an inline script.
    Inline(&'a str),
}

/// The first denied service that has a rule for it; where there is no subject, that has any rule.
#[must_use]
pub fn holder<'a>(config: &'a Config, decision: &Decision, subject: Option<Subject<'_>>) -> Option<&'a str> {
    for category in config.categories() {
        for service in category.services() {
            for rule in service.rules() {
                if subject.is_none_or(|subject| meets(rule, subject)) && decision.granted(service.id()) != Some(true) {
                    return Some(service.id());
                }
            }
        }
    }
    None
}

fn meets(rule: Rule<'_>, subject: Subject<'_>) -> bool {
    match subject {
        Subject::Address(address) => loads(rule.url(), address, false),
        Subject::Own(address) => loads(rule.url(), address, true),
        Subject::Inline(text) => !rule.inline().is_empty() && fits(&concat(&["*", rule.inline()]), text, true),
    }
}

/// Whether `pattern` names the address: its host or one above it, and the beginning of its path. Host and path are compared
/// each for itself, so that no `*` reaches from one into the other.
fn loads(pattern: &str, address: &str, own: bool) -> bool {
    let (host, path) = cut(pattern, b'/').unwrap_or((pattern, ""));
    let (mut from, rest) = cut(address, b'/').unwrap_or((address, ""));
    if pattern.is_empty() || !fits(path, rest, true) {
        return false;
    }
    if host.is_empty() {
        return own;
    }
    loop {
        if fits(host, from, false) {
            return true;
        }
        match cut(from, b'.') {
            Some((_, above)) => from = above,
            None => return false,
        }
    }
}
