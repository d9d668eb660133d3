//! `core::prepared`: a test that begins with a decision made gets the record that a visitor would have.

use crate::given::{NOW, SITE, config, moment, site};
use octoconsent::core::check::Fault;
use octoconsent::core::codec::decode;
use octoconsent::core::config::Config;
use octoconsent::core::prepared::{Visitor, prepare};
use octoconsent::core::record::{DAY, Method, Record};
use octoconsent::core::regime::{self, Signal};
use octoconsent::core::session::{Command, Moment, Session, Situation};

const ANYWHERE: Visitor<'_> = Visitor { region: "", signals: false, secure: false };

fn by(method: Method) -> Moment<'static> {
    Moment { method, ..moment(NOW, "9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4") }
}

#[track_caller]
fn record(config: Config, visitor: Visitor<'_>, command: Command, method: Method) -> Record {
    let (text, _) = prepare(config, visitor, command, by(method)).expect("a record");
    decode(&text).expect("one that can be read")
}

#[track_caller]
fn refused(config: Config, visitor: Visitor<'_>, command: Command) -> Vec<String> {
    let faults = prepare(config, visitor, command, by(Method::Selection)).expect_err("no record");
    faults.into_iter().map(|Fault { path, message }| format!("{path}: {message}")).collect()
}

#[test]
fn whoever_accepts_everything_has_everything_granted() {
    let record = record(config(SITE), ANYWHERE, Command::AcceptAll, Method::AcceptAll);
    for id in ["analytics", "matomo", "targeting", "support"] {
        assert_eq!(record.decision.said(id), Some(true), "{id}");
    }
    assert_eq!((record.method, record.created, record.updated), (Method::AcceptAll, NOW, NOW));
}

#[test]
fn whoever_refuses_everything_has_nothing_granted_but_what_is_necessary() {
    let record = record(config(SITE), ANYWHERE, Command::RejectAll, Method::RejectAll);
    assert_eq!(record.decision.said("matomo"), Some(false));
    assert_eq!(record.method, Method::RejectAll);
}

#[test]
fn a_selection_grants_what_it_names() {
    let choices = vec![("matomo".to_owned(), true)];
    let record = record(config(SITE), ANYWHERE, Command::Choose(choices), Method::Selection);
    assert_eq!((record.decision.said("matomo"), record.decision.said("posthog")), (Some(true), Some(false)));
}

#[test]
fn the_record_is_in_force_on_the_page_and_nothing_is_asked() {
    for (command, method) in [(Command::AcceptAll, Method::AcceptAll), (Command::RejectAll, Method::RejectAll)] {
        let record = record(config(SITE), ANYWHERE, command, method);
        let rule = regime::rule(&config(SITE), "");
        let mut session = Session::asleep(config(SITE), Situation { region: String::new(), rule, signal: None });
        let _ = session.wake(Some(record), moment(NOW + DAY, "another"));
        assert!(session.answered());
    }
}

#[test]
fn the_rule_of_the_region_and_the_signal_hold_as_on_a_page() {
    let visitor = Visitor { region: "us-ca", signals: true, secure: false };
    let json = r#"{ "presets": true, "categories": [{ "id": "ads", "title": "Ads", "use": "advertising" }, { "id": "more", "title": "More", "use": "functional" }] }"#;
    let choices = vec![("more".to_owned(), false)];
    let record = record(config(json), visitor, Command::Choose(choices), Method::Selection);
    assert_eq!((record.region.as_str(), record.signal), ("US-CA", Some(Signal::Gpc)));
    assert_eq!(record.decision.said("ads"), Some(false));
}

#[test]
fn the_cookie_is_the_one_that_the_page_would_set() {
    let config = site(r#""cookie": { "name": "choice", "domain": "example.com", "days": 10 }"#);
    let visitor = Visitor { secure: true, ..ANYWHERE };
    let (text, assignment) = prepare(config, visitor, Command::AcceptAll, by(Method::AcceptAll)).unwrap();
    assert!(assignment.starts_with(&format!("choice={text};")), "{assignment}");
    for part in ["Path=/", "Max-Age=864000", "SameSite=Lax", "Secure", "Domain=example.com"] {
        assert!(assignment.to_ascii_lowercase().contains(&part.to_ascii_lowercase()), "{part} in {assignment}");
    }
}

#[test]
fn an_unknown_id_and_a_refusal_of_what_is_necessary_are_named() {
    let unknown = Command::Choose(vec![("matoma".to_owned(), true)]);
    assert_eq!(refused(config(SITE), ANYWHERE, unknown), [r#"matoma: is unknown; did you mean "matomo"?"#]);
    let necessary = Command::Choose(vec![("necessary".to_owned(), false)]);
    assert_eq!(refused(config(SITE), ANYWHERE, necessary).len(), 1);
}

#[test]
fn a_region_that_is_none_is_named() {
    let visitor = Visitor { region: "Paris", ..ANYWHERE };
    assert_eq!(refused(config(SITE), visitor, Command::AcceptAll), [r#"region: "Paris" is no region of ISO 3166"#]);
}

#[test]
fn what_is_no_choice_leaves_no_record() {
    assert_eq!(refused(config(SITE), ANYWHERE, Command::ShowPreferences), [": leaves no record"]);
}
