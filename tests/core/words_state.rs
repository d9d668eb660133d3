//! `core::words::state`: how a category or service stands, as the declaration says it.

use crate::given::{NOW, config, decided_on, moment};
use octoconsent::core::record::{Method, Record};
use octoconsent::core::regime::{self, Signal};
use octoconsent::core::session::{Command, Session, Situation};
use octoconsent::core::words::state;

const SITE: &str = r#""categories": [
    { "id": "necessary", "necessary": true, "title": "Necessary", "services": [{ "id": "shop", "title": "Shop" }] },
    { "id": "analytics", "use": "statistics", "title": "Analytics", "services": [
        { "id": "matomo", "title": "Matomo" }, { "id": "posthog", "title": "PostHog" } ] },
    { "id": "targeting", "use": "advertising", "title": "Targeting" }]"#;
const REGIMES: &str = r#""regions": [{ "in": ["BB"], "regime": "opt-out" }, { "in": ["DD"], "regime": "none" }]"#;
const IDS: [&str; 6] = ["necessary", "shop", "analytics", "matomo", "posthog", "targeting"];

fn visitor(members: &str, region: &str, signal: Option<Signal>, stored: Option<&[&str]>) -> Session {
    let config = config(&format!("{{ {SITE}, {REGIMES} {members} }}"));
    let rule = regime::rule(&config, region);
    let stored = stored.map(|granted| {
        let decision = decided_on(&config, granted);
        Record { updated: NOW, method: Method::Selection, decision, ..Record::first("first", NOW) }
    });
    Session::start(config, Situation { region: region.into(), rule, signal }, stored, moment(NOW, "id")).0
}

#[track_caller]
fn stand(session: &Session, expected: [&str; 4]) {
    let states: Vec<_> = IDS.iter().map(|id| state(session, id)).collect();
    assert_eq!(states, [&["alwaysOn", "alwaysOn"], &expected[..]].concat());
}

#[test]
fn before_a_choice_what_waits_for_one_is_undecided() {
    stand(&visitor("", "", None, None), ["undecided"; 4]);
}

#[test]
fn after_a_choice_everything_is_on_or_off() {
    let mut session = visitor("", "", None, None);
    let _ = session.apply(Command::Choose(vec![("matomo".into(), true)]), moment(NOW, "id"));
    stand(&session, ["off", "on", "off", "off"]);
    let _ = session.apply(Command::AcceptAll, moment(NOW, "id"));
    stand(&session, ["on"; 4]);
    let _ = session.apply(Command::RejectAll, moment(NOW, "id"));
    stand(&session, ["off"; 4]);
    let _ = session.apply(Command::Reset, moment(NOW, "id"));
    stand(&session, ["undecided"; 4]);
}

#[test]
fn what_was_not_asked_is_undecided_and_the_rest_stands_as_chosen() {
    let asked = config(&format!("{{ {SITE}, {REGIMES} }}").replace(r#", { "id": "posthog", "title": "PostHog" }"#, ""));
    let mut record = Record::first("first", NOW);
    record.decision = decided_on(&asked, &["analytics", "matomo"]);
    let session = visitor("", "", None, None);
    let situation = session.situation().clone();
    let (session, _) = Session::start(session.config().clone(), situation, Some(record), moment(NOW, "id"));
    assert_eq!(state(&session, "posthog"), "undecided");
    assert_eq!(state(&session, "matomo"), "on");
    assert_eq!(state(&session, "targeting"), "off");
}

#[test]
fn a_record_that_is_no_answer_any_more_leaves_everything_undecided() {
    stand(
        &visitor(r#", "revision": 2"#, "", None, Some(&["analytics", "matomo", "posthog", "targeting"])),
        ["undecided"; 4],
    );
}

#[test]
fn what_is_on_before_a_choice_is_on() {
    stand(&visitor("", "BB", None, None), ["on"; 4]);
    stand(&visitor("", "DD", None, None), ["on"; 4]);
}

#[test]
fn what_a_signal_denies_is_off() {
    assert_eq!(state(&visitor("", "BB", Some(Signal::Gpc), None), "targeting"), "off");
}

#[test]
fn on_pages_for_children_nothing_is_left_to_choose() {
    stand(&visitor(r#", "childDirected": true"#, "", None, None), ["off"; 4]);
}

#[test]
fn what_nobody_knows_is_never_on() {
    assert_eq!(state(&visitor("", "BB", None, None), "nobody"), "undecided");
}
