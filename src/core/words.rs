//! What the surfaces say and offer: by regime, by the reason for asking, by what is on and by what is recorded. The views draw it
//! and decide nothing.

use super::config::Category;
use super::locale::fill;
use super::regime::Regime;
use super::session::{Reason, Session};
use super::text::{join, split};

/// What kind of question there is: 0 something waits for consent; 1 everything is on until it is refused; 2 the visitor is told; 3
/// nothing is optional; 4 the pages are for children.
fn kind(session: &Session) -> usize {
    let regime = session.situation().rule.regime;
    let waits = |category: Category<'_>| !category.necessary() && !session.exempt(category);
    match session.config() {
        config if config.child_directed() => 4,
        config if !config.asks() => 3,
        _ if regime == Regime::Notice => 2,
        config if regime == Regime::OptIn && config.categories().any(waits) => 0,
        _ => 1,
    }
}

/// The keys of texts that depend on the kind of question, one line for each: by kind, beginning with the key that the views know.
/// Where there is none for a kind it is that one. “Your privacy choices” is the name that California's rules have (CCPA regulations,
/// § 7026(a)(4)).
const KEYS: &str = "\
bannerTitle privacyChoices preferencesTitle preferencesTitle
bannerText optOutText optOutText necessaryText
choose choose choose services
preferencesTitle privacyChoices
preferencesText preferencesText preferencesText necessaryText childText
reopen privacyChoices";

/// Whether the banner only tells: it has no buttons that grant or refuse.
#[must_use]
pub fn tells(session: &Session) -> bool {
    kind(session) > 1
}

/// Whether the banner has a close button, which refuses. A notice has a button of its own to be closed with.
#[must_use]
pub fn close(session: &Session) -> bool {
    (session.config().close() || session.situation().rule.close) && !tells(session)
}

/// What stands at `key`: a text of the interface ([`super::locale::ENGLISH`]) that fits the question, or what is to be said now, which
/// may be nothing:
///
/// - `asked`: why the visitor is asked again;
/// - `signalText`: what the browser's signal keeps off;
/// - `onText`: what is on until the visitor objects, where the rest waits for consent;
/// - `granted`, `denied`: what the record has on, and off.
#[must_use]
pub fn text(session: &Session, language: &str, key: &str) -> String {
    let on = |id: &str| session.decision().granted(id) == Some(true);
    let said = |id: &str| session.record().and_then(|record| record.decision.said(id));
    let names = |fits: &dyn Fn(Category<'_>, &str) -> bool| titles(session, language, fits);
    let names = match key {
        "asked" => return asked(session, language),
        "granted" => return names(&|_, id| said(id) == Some(true)),
        "denied" => return names(&|_, id| said(id) == Some(false)),
        "signalText" => names(&|category, id| session.signalled(category.purpose()) && !on(id)),
        "onText" if kind(session) == 0 => names(&|category, id| session.exempt(category) && on(id)),
        "onText" => String::new(),
        _ => {
            let line = split(KEYS, b'\n').find(|line| split(line, b' ').next() == Some(key));
            let key = line.and_then(|line| split(line, b' ').nth(kind(session))).unwrap_or(key);
            return session.config().text(key, language).to_owned();
        }
    };
    if names.is_empty() { names } else { fill(session.config().text(key, language), "names", &names) }
}

fn asked(session: &Session, language: &str) -> String {
    let news = session.news();
    let (key, names) = match session.reason() {
        Some(Reason::Regime | Reason::Revision) => ("askedAgain", String::new()),
        Some(Reason::Policy) => {
            ("askedPolicy", session.config().policy_changes(language).unwrap_or_default().to_owned())
        }
        Some(Reason::News) => ("askedNews", titles(session, language, &|_, id| news.contains(&id))),
        Some(Reason::Expired) => ("askedExpired", String::new()),
        Some(Reason::New) | None => return String::new(),
    };
    fill(session.config().text(key, language), "names", &names)
}

/// The titles of what is optional and `fits`, by category and id: that of a category whose services all do, else of services.
fn titles(session: &Session, language: &str, fits: &dyn Fn(Category<'_>, &str) -> bool) -> String {
    let mut titles = Vec::new();
    for category in session.config().categories() {
        if category.necessary() {
            continue;
        }
        let before = titles.len();
        let mut whole = true;
        for service in category.services() {
            if fits(category, service.id()) {
                titles.push(service.title(language));
            } else {
                whole = false;
            }
        }
        if whole && (titles.len() > before || fits(category, category.id())) {
            titles.truncate(before);
            titles.push(category.title(language));
        }
    }
    join(&titles, ", ")
}
