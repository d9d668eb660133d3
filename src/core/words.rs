//! What the surfaces say and offer: by regime, by the reason for asking, by what is on and by what is recorded. The views draw it
//! and decide nothing.

use super::config::Category;
use super::locale::fill;
use super::regime::Regime;
use super::session::{Reason, Session};

/// What kind of question there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Something waits for consent.
    Consent,
    /// Everything is on until it is refused.
    Refusal,
    /// The visitor is told.
    Notice,
    /// Nothing is optional.
    Necessary,
    /// The pages are for children.
    Children,
}

fn kind(session: &Session) -> Kind {
    let regime = session.situation().rule.regime;
    let waits = |category: Category<'_>| !category.necessary() && !session.exempt(category);
    match session.config() {
        config if config.child_directed() => Kind::Children,
        config if !config.asks() => Kind::Necessary,
        _ if regime == Regime::Notice => Kind::Notice,
        config if regime == Regime::OptIn && config.categories().any(waits) => Kind::Consent,
        _ => Kind::Refusal,
    }
}

/// Whether the banner only tells: it has no buttons that grant or refuse.
#[must_use]
pub fn tells(session: &Session) -> bool {
    !matches!(kind(session), Kind::Consent | Kind::Refusal)
}

/// Whether the banner has a close button, which refuses. A notice has a button of its own to be closed with.
#[must_use]
pub fn close(session: &Session) -> bool {
    (session.config().close() || session.situation().rule.close) && !tells(session)
}

/// What stands at `key`: a text of the interface ([`super::locale::ENGLISH`]) that fits the question, or what is to be said now. Nothing
/// where the text names what there is none of. “Your privacy choices” is the name that California's rules have (CCPA regulations,
/// § 7026(a)(4)).
///
/// - `asked`: why the visitor is asked again;
/// - `signalText`: what the browser's signal keeps off;
/// - `onText`: what is on until the visitor objects, where the rest waits for consent;
/// - `granted`, `denied`: what the record has on, and off.
#[must_use]
pub fn text(session: &Session, language: &str, key: &str) -> String {
    let config = session.config();
    let (key, named) = match key {
        "granted" => return titles(session, language, Named::Granted),
        "denied" => return titles(session, language, Named::Denied),
        "signalText" => (key, Some(Named::Signalled)),
        "onText" => (key, Some(Named::Exempt)),
        "asked" => match session.reason() {
            Some(Reason::Regime | Reason::Revision) => ("askedAgain", None),
            Some(Reason::Policy) => match config.policy_changes(language) {
                Some(changes) => return changes.to_owned(),
                None => ("askedPolicy", None),
            },
            Some(Reason::News) => ("askedNews", Some(Named::New)),
            Some(Reason::Expired) => ("askedExpired", None),
            Some(Reason::New) | None => return String::new(),
        },
        _ => (fitting(session, key), None),
    };
    let text = config.text(key, language);
    let Some(named) = named else { return text.to_owned() };
    let names = titles(session, language, named);
    if names.is_empty() { names } else { fill(text, "names", &names) }
}

/// How a category or service stands, as the key of a text: `alwaysOn`, `on`, `off`; or `undecided`, where it is off and the visitor was
/// not asked about it or has not answered.
#[must_use]
pub fn state(session: &Session, id: &str) -> &'static str {
    match session.decision().answer(id) {
        Some(answer) if answer.necessary => "alwaysOn",
        Some(answer) if answer.granted => "on",
        Some(answer) if answer.barred => "off",
        _ if session.unanswered() && session.record().and_then(|record| record.decision.said(id)).is_none() => {
            "undecided"
        }
        _ => "off",
    }
}

/// The key of the text that stands for `key` in this kind of question.
fn fitting<'a>(session: &Session, key: &'a str) -> &'a str {
    match (kind(session), key) {
        (Kind::Refusal, "bannerTitle" | "preferencesTitle" | "reopen") => "privacyChoices",
        (Kind::Notice | Kind::Necessary, "bannerTitle") => "preferencesTitle",
        (Kind::Refusal | Kind::Notice, "bannerText") => "optOutText",
        (Kind::Necessary, "bannerText" | "preferencesText") => "necessaryText",
        (Kind::Children, "preferencesText") => "childText",
        (Kind::Necessary, "choose") => "services",
        _ => key,
    }
}

/// Which categories and services a list names.
#[derive(Clone, Copy)]
enum Named {
    /// What the record has on.
    Granted,
    /// What it has off.
    Denied,
    /// What was not asked.
    New,
    /// What the signal keeps off.
    Signalled,
    /// What is on until the visitor objects, where the rest waits for consent.
    Exempt,
}

fn fits(session: &Session, named: Named, category: Category<'_>, id: &str) -> bool {
    let said = session.record().and_then(|record| record.decision.said(id));
    let on = session.decision().granted(id) == Some(true);
    match named {
        Named::Granted => said == Some(true),
        Named::Denied => said == Some(false),
        Named::New => session.news().contains(&id),
        Named::Signalled => session.situation().denies(category.purpose()) && !on,
        Named::Exempt => kind(session) == Kind::Consent && session.exempt(category) && on,
    }
}

/// The titles of what is optional and fits: that of a category whose services all do, else of services.
fn titles(session: &Session, language: &str, named: Named) -> String {
    let mut titles = String::new();
    for category in session.config().categories() {
        if category.necessary() {
            continue;
        }
        let before = titles.len();
        let mut whole = true;
        for service in category.services() {
            if fits(session, named, category, service.id()) {
                add(&mut titles, service.title(language));
            } else {
                whole = false;
            }
        }
        if whole && (titles.len() > before || fits(session, named, category, category.id())) {
            titles.truncate(before);
            add(&mut titles, category.title(language));
        }
    }
    titles
}

#[inline(never)]
fn add(titles: &mut String, title: &str) {
    if !titles.is_empty() {
        titles.push_str(", ");
    }
    titles.push_str(title);
}
