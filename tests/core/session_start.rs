//! What a stored record means when the page starts.

use crate::given::{self, IDS, NOW, ONLY_NECESSARY, SITE, config, granted, moment, record, the_site};
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::record::{DAY, Record};
use octoconsent::core::session::{Command, Reason, Session, Surface};

const DENIED: [&str; 2] = ["necessary", "shop"];

fn start(stored: Option<Record>) -> Session {
    given::start(the_site().clone(), stored, NOW).0
}

/// Nothing is granted, and the visitor is asked.
#[track_caller]
fn check_asks(session: &Session) {
    assert_eq!(granted(session.decision()), DENIED);
    assert_eq!(session.surface(), Surface::Banner);
    assert_eq!(session.record(), None);
    assert!(session.unanswered());
    assert!(session.changed().is_empty());
}

#[test]
fn a_new_visitor_is_asked() {
    check_asks(&start(None));
}

#[test]
fn a_record_in_force_is_obeyed_and_nothing_is_shown() {
    let session = start(Some(record(3, NOW, &["matomo", "support"])));
    assert_eq!(granted(session.decision()), ["necessary", "shop", "matomo", "support"]);
    assert_eq!(session.surface(), Surface::Closed);
    assert_eq!(session.record(), Some(&record(3, NOW, &["matomo", "support"])));
    assert!(!session.unanswered());
}

#[test]
fn a_refusal_in_force_is_not_asked_again() {
    let session = start(Some(record(3, NOW, &[])));
    assert_eq!(granted(session.decision()), DENIED);
    assert_eq!(session.surface(), Surface::Closed);
    assert!(!session.unanswered());
}

#[test]
fn asks_again_when_the_record_expired() {
    check_asks(&start(Some(record(3, NOW - 182 * DAY, &["analytics"]))));
    check_asks(&start(Some(record(3, 0, &["analytics"]))));
}

#[test]
fn does_not_ask_again_before_the_record_expires() {
    let session = start(Some(record(3, NOW - 182 * DAY + 1, &["analytics"])));
    assert_eq!(session.surface(), Surface::Closed);
    assert_eq!(session.decision().granted("analytics"), Some(true));
}

#[test]
fn the_configured_days_decide_when_it_expires() {
    let json = SITE.replacen('{', r#"{ "cookie": { "days": 1 },"#, 1);
    let start = |updated| given::start(config(&json), Some(record(3, updated, &["analytics"])), NOW).0;
    check_asks(&start(NOW - DAY));
    assert_eq!(start(NOW - DAY + 1).surface(), Surface::Closed);
}

#[test]
fn asks_again_when_the_revision_changes() {
    check_asks(&start(Some(record(2, NOW, &["analytics"]))));
    check_asks(&start(Some(record(4, NOW, &["analytics"]))));
    check_asks(&start(Some(record(0, NOW, &["analytics"]))));
}

#[test]
fn a_start_with_a_grant_changes_the_denied_decision() {
    assert_eq!(start(Some(record(3, NOW, &["analytics"]))).changed(), ["analytics", "matomo", "posthog"]);
    assert!(start(Some(record(3, NOW, &[]))).changed().is_empty());
}

#[test]
fn a_service_that_the_record_does_not_know_is_denied_and_asked_for_while_the_rest_holds() {
    let mut stored = record(3, NOW, &["analytics"]);
    stored.decision.answers.retain(|answer| answer.id != "posthog");
    let session = start(Some(stored));
    assert_eq!(granted(session.decision()), ["necessary", "shop", "matomo"]);
    assert_eq!(session.surface(), Surface::Banner);
    assert_eq!((session.reason(), session.news()), (Some(Reason::News), vec!["posthog"]));
    assert!(session.record().is_some());
}

#[test]
fn a_record_read_from_its_text_is_obeyed() {
    let stored = decode(&encode(&record(3, NOW, &["analytics"])));
    let session = start(stored);
    assert_eq!(granted(session.decision()), ["necessary", "shop", "analytics", "matomo", "posthog"]);
}

#[test]
fn a_site_of_necessary_categories_asks_nothing() {
    let (session, _) = given::start(config(ONLY_NECESSARY), None, NOW);
    assert_eq!(session.surface(), Surface::Closed);
    assert!(!session.unanswered());
    assert_eq!(granted(session.decision()), ["necessary"]);
}

#[test]
fn a_site_of_necessary_categories_asks_nothing_after_a_reset() {
    let (mut session, _) = given::start(config(ONLY_NECESSARY), None, NOW);
    let _ = session.apply(Command::Reset, moment(NOW, "id"));
    assert_eq!(session.surface(), Surface::Closed);
}

#[test]
fn the_session_keeps_its_configuration() {
    let session = start(None);
    assert_eq!(session.config(), the_site());
    assert_eq!(session.decision().ids(), IDS);
}

#[test]
fn what_is_denied_at_the_start_is_erased() {
    let json = r#"{ "categories": [{ "id": "a", "title": "A", "services": [
        { "id": "s", "title": "S", "cookies": [{ "name": "_s" }] } ] }] }"#;
    let (mut session, _) = given::start(config(json), None, NOW);
    assert!(session.erasure().takes("cookie", "_s"));
    let _ = session.apply(Command::AcceptAll, moment(NOW, "id"));
    assert!(!session.erasure().takes("cookie", "_s"));
    let _ = session.apply(Command::Reset, moment(NOW, "id"));
    assert!(session.erasure().takes("cookie", "_s"));
}
