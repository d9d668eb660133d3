//! Blocks and releases tags. What is tagged is inert by markup (`type="text/plain"`); the core's gate says which may run
//! next, and `host.js` lets it.

use super::host;
use super::run::{self, App};
use crate::core::gate::{Kind, State, Tag};
use crate::core::text::split;
use web_sys::Element;

/// A tag was found. `facts`: a letter for its kind, its categories and its service, one a line.
pub fn found(element: Element, facts: &str) {
    let mut facts = split(facts, b'\n');
    let mut fact = || facts.next().unwrap_or_default();
    let kind = match fact() {
        "i" => Kind::Inline,
        "x" => Kind::External,
        "a" => Kind::Async,
        "d" => Kind::Deferred,
        _ => Kind::InlineModule,
    };
    let (category, service) = (fact().to_owned(), fact().to_owned());
    let tag = Tag { element, kind, category, service, state: State::Waiting };
    let Some(mut app) = run::app() else { return };
    for id in &tag.unknown(app.session.decision()) {
        host::unknown(id);
    }
    app.gate.add(tag);
}

/// Releases what may run, one by one: what a script denies is not released after it. Called with nothing borrowed, since
/// an inline script runs inside this call and may call the API.
pub fn release() {
    let parsed = host::parsed();
    while let Some(element) = next(parsed) {
        if !host::release(&element) {
            settled(&element);
        }
    }
    let Some(mut app) = run::app() else { return };
    let App { session, gate, .. } = &mut *app;
    for element in &gate.ahead(session.decision()) {
        host::ahead(element);
    }
}

fn next(parsed: bool) -> Option<Element> {
    let mut app = run::app()?;
    let App { session, gate, .. } = &mut *app;
    gate.next(session.decision(), parsed)
}

/// A tag has loaded or failed, or is not there any more. Whether another one waited for it.
pub fn settled(element: &Element) -> bool {
    run::app().is_some_and(|mut app| app.gate.settled(element))
}
