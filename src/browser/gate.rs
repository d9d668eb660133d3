//! Blocks and releases tags. What is tagged is inert by markup (`type="text/plain"`, `data-src`); the core's gate says which
//! may run next, and `tags.js` lets it. Elements stay there: here they are numbers, and 0 is none.

use super::host;
use super::run::{self, App};
use crate::core::alias;
use crate::core::check;
use crate::core::gate::{Kind, Tag};
use crate::core::text::split;

/// A tag was found. `at`: its place on the page. `facts`: a letter for its kind, its categories and its service, one a line.
pub fn found(element: u32, at: u32, facts: &str) {
    let mut facts = split(facts, b'\n');
    let mut fact = || facts.next().unwrap_or_default();
    let letter = fact();
    let kind = match letter {
        "i" => Kind::Inline,
        "x" => Kind::External,
        "a" => Kind::Async,
        "d" => Kind::Deferred,
        "m" => Kind::InlineModule,
        _ => Kind::Content,
    };
    let Some(mut app) = run::app() else { return };
    let App { session, gate, .. } = &mut *app;
    let category = alias::categories(session.config(), fact());
    let service = alias::service(session.config(), fact()).to_owned();
    let tag = Tag { element, kind, at, category, service };
    // Attributes of other banners that are no scripts may be there for quite another reason.
    if letter != "q" {
        for id in &tag.unknown(session.decision()) {
            host::unknown(id, check::nearest(id, &session.decision().ids()).unwrap_or_default());
        }
    }
    gate.add(tag);
}

/// Goes by the decision in force: takes back what it denies, and lets the rest run. Called with nothing borrowed, since
/// scripts run inside and may call the API.
pub fn release() {
    let back = run::app().map(|mut app| {
        let App { session, gate, .. } = &mut *app;
        gate.decide(session.decision(), session.answered())
    });
    for element in back.unwrap_or_default() {
        host::block(element);
    }
    host::release();
}

/// Runs a step on the gate.
pub fn step<T: Default>(step: impl FnOnce(&mut crate::core::gate::Gate<u32>) -> T) -> T {
    run::app().map(|mut app| step(&mut app.gate)).unwrap_or_default()
}
