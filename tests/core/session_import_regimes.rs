//! What the answer to another banner means where something is on before a choice, and where the browser sends a signal. Nothing has run
//! before it is taken over.

use crate::foreign::json;
use crate::given::{GPC, MARKED, NOW, Visitor, config, granted, moment};
use octoconsent::core::config::Config;
use octoconsent::core::record::Method;
use octoconsent::core::session::{Effect, Session};

/// The site, which had vanilla-cookieconsent before.
fn site() -> Config {
    config(&MARKED.replacen('{', r#"{ "import": [{ "from": "vanilla-cookieconsent" }],"#, 1))
}

fn everything(_: &str) -> String {
    json(r#"{"categories":["necessary","statistics","look","chat","ads","health"]}"#)
}

fn nothing(_: &str) -> String {
    json(r#"{"categories":["necessary"]}"#)
}

/// A visitor's first page with us.
#[track_caller]
fn comes(visitor: Visitor, foreign: fn(&str) -> String) -> Session {
    let mut session = visitor.comes(&site(), None, NOW);
    let effects = session.import(foreign, moment(NOW, "id")).expect("an answer");
    assert_eq!(effects[..2], [Effect::WriteRecord, Effect::Log]);
    session
}

#[test]
fn a_refusal_that_is_taken_over_denies_what_would_be_on_and_nothing_of_it_ran() {
    let session = comes(Visitor("US", None), nothing);
    assert_eq!(granted(session.decision()), ["necessary"]);
    assert!(!session.lingers(), "nothing has run");
    assert_eq!(session.changed(), [""; 0]);
    assert_eq!(session.record().map(|record| record.method), Some(Method::Import));
}

#[test]
fn a_grant_that_is_taken_over_changes_what_is_denied_at_first() {
    for region in ["FR", "US"] {
        let session = comes(Visitor(region, None), everything);
        let all = ["statistics", "matomo", "posthog", "look", "chat", "ads", "pixel", "snowplow", "health"];
        assert_eq!(session.changed(), all, "{region}");
        assert!(!session.lingers(), "{region}");
    }
}

#[test]
fn a_signal_of_now_is_newer_than_an_answer_to_another_banner() {
    let session = comes(Visitor("US-CA", GPC), everything);
    let on = granted(session.decision());
    assert!(on.contains(&"chat") && !on.contains(&"ads") && !on.contains(&"pixel"), "{on:?}");
    assert!(!session.lingers());
    assert_eq!(session.record().map(|record| record.signal), Some(GPC));
}
