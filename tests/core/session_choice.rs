//! What a choice does to decision and record.

use crate::given::{self, IDS, NOW, granted, lines, moment, record, the_site};
use octoconsent::core::record::{DAY, Method, Record};
use octoconsent::core::session::{Command, Moment, Session, Surface};

fn start(stored: Option<Record>) -> Session {
    given::start(the_site().clone(), stored, NOW).0
}

fn choices(choices: &[(&str, bool)]) -> Vec<(String, bool)> {
    choices.iter().map(|(id, granted)| ((*id).to_owned(), *granted)).collect()
}

/// What is granted after a choice by a visitor who had granted this before.
#[track_caller]
fn check(before: &[&str], chosen: &[(&str, bool)], expected: &[&str]) {
    let mut session = start(Some(record(3, NOW, before)));
    let _ = session.apply(Command::Choose(choices(chosen)), moment(NOW, "id"));
    assert_eq!(granted(session.decision()), [&["necessary", "shop"], expected].concat());
    let recorded = session.record().map(|record| &record.decision);
    assert_eq!(recorded, Some(session.decision()), "the record says what is in force");
}

#[test]
fn accepting_grants_everything() {
    let mut session = start(None);
    let _ = session.apply(Command::AcceptAll, moment(NOW, "id"));
    assert_eq!(granted(session.decision()), IDS);
    assert_eq!(session.changed(), &IDS[2..]);
    assert_eq!(session.surface(), Surface::Closed);
}

#[test]
fn rejecting_denies_all_but_what_is_necessary() {
    let mut session = start(Some(record(3, NOW, &["analytics", "support"])));
    let _ = session.apply(Command::RejectAll, moment(NOW, "id"));
    assert_eq!(granted(session.decision()), ["necessary", "shop"]);
    assert_eq!(session.changed(), ["analytics", "matomo", "posthog", "support"]);
}

#[test]
fn a_selection_grants_what_it_names() {
    check(&[], &[("matomo", true), ("support", true)], &["matomo", "support"]);
    check(&[], &[("targeting", true)], &["targeting", "snowplow"]);
}

#[test]
fn what_a_selection_does_not_name_stays() {
    check(&["analytics"], &[("support", true)], &["analytics", "matomo", "posthog", "support"]);
    check(&["analytics"], &[], &["analytics", "matomo", "posthog"]);
}

#[test]
fn a_service_outranks_its_category_whatever_the_order() {
    check(&[], &[("analytics", true), ("matomo", false)], &["posthog"]);
    check(&[], &[("matomo", false), ("analytics", true)], &["posthog"]);
    check(&["analytics"], &[("posthog", true), ("analytics", false)], &["posthog"]);
}

#[test]
fn the_last_word_on_an_id_counts() {
    check(&[], &[("matomo", true), ("matomo", false)], &[]);
    check(&[], &[("support", false), ("support", true)], &["support"]);
}

#[test]
fn one_service_is_withdrawn() {
    check(&["analytics", "targeting"], &[("matomo", false)], &["posthog", "targeting", "snowplow"]);
}

#[test]
fn one_category_is_withdrawn() {
    check(&["analytics", "targeting"], &[("analytics", false)], &["targeting", "snowplow"]);
}

#[test]
fn what_is_necessary_cannot_be_withdrawn() {
    check(&["support"], &[("necessary", false), ("shop", false)], &["support"]);
}

#[test]
fn an_id_that_nobody_knows_changes_nothing() {
    check(&["support"], &[("nobody", true), ("", true)], &["support"]);
}

#[test]
fn the_record_says_when_how_and_in_which_language() {
    let mut session = start(None);
    let moment = Moment { now: NOW, id: "fresh", language: "pt-BR", method: Method::Close };
    let _ = session.apply(Command::RejectAll, moment);
    let record = session.record().unwrap();
    assert_eq!((record.id.as_str(), record.created, record.updated), ("fresh", NOW, NOW));
    assert_eq!((record.revision, record.language.as_str(), record.method), (3, "pt-BR", Method::Close));
}

#[track_caller]
fn check_kept(stored: Record) {
    let mut session = start(Some(stored));
    let _ = session.apply(Command::AcceptAll, moment(NOW, "fresh"));
    let record = session.record().unwrap();
    assert_eq!((record.id.as_str(), record.created), ("first", 1000));
    assert_eq!((record.updated, record.revision, record.language.as_str()), (NOW, 3, "fr"));
    assert_eq!(record.method, Method::Selection);
}

#[test]
fn id_and_first_time_survive_another_answer() {
    check_kept(record(3, NOW - DAY, &["analytics"]));
}

#[test]
fn id_and_first_time_survive_expiry() {
    check_kept(record(3, NOW - 400 * DAY, &["analytics"]));
}

#[test]
fn id_and_first_time_survive_another_revision() {
    check_kept(record(2, NOW - DAY, &["analytics"]));
}

#[test]
fn a_reset_forgets_id_and_first_time() {
    let mut session = start(Some(record(3, NOW, &["analytics"])));
    let _ = session.apply(Command::Reset, moment(NOW, "unused"));
    assert_eq!(session.record(), None);
    let _ = session.apply(Command::AcceptAll, moment(NOW + 5, "fresh"));
    let record = session.record().unwrap();
    assert_eq!((record.id.as_str(), record.created, record.updated), ("fresh", NOW + 5, NOW + 5));
}

#[test]
fn a_clock_that_was_set_back_leaves_a_record_that_can_be_read() {
    let mut session = start(Some(record(3, NOW, &[])));
    let _ = session.apply(Command::AcceptAll, moment(500, "id"));
    let record = session.record().unwrap();
    assert!(record.created <= record.updated);
}

#[test]
fn nothing_of_an_expired_grant_comes_back_with_a_selection() {
    for stored in [record(3, 0, &["analytics", "targeting"]), record(2, NOW, &["analytics", "targeting"])] {
        let mut session = start(Some(stored));
        let _ = session.apply(Command::Choose(choices(&[("support", true)])), moment(NOW, "id"));
        assert_eq!(granted(session.decision()), ["necessary", "shop", "support"]);
    }
}

#[test]
fn changed_names_what_the_latest_decision_changed() {
    let mut session = start(None);
    let mut check = |command, expected: &[&str]| {
        let _ = session.apply(command, moment(NOW, "id"));
        assert_eq!(session.changed(), expected);
    };
    check(Command::Choose(choices(&[("matomo", true)])), &["matomo"]);
    check(Command::Choose(choices(&[("posthog", true)])), &["analytics", "posthog"]);
    check(Command::Choose(choices(&[("matomo", true)])), &[]);
    check(Command::AcceptAll, &["targeting", "snowplow", "support"]);
    check(Command::Reset, &IDS[2..]);
    check(Command::Reset, &[]);
}

#[track_caller]
fn check_faults(chosen: &[(&str, bool)], expected: &[&str]) {
    let mut faults = Vec::new();
    start(None).check(&choices(chosen), &mut faults);
    assert_eq!(lines(&faults), expected);
}

#[test]
fn a_selection_of_known_ids_has_no_faults() {
    check_faults(&[], &[]);
    check_faults(&[("analytics", true), ("matomo", false), ("necessary", true), ("shop", true)], &[]);
}

#[test]
fn an_unknown_id_is_a_fault_of_a_selection() {
    check_faults(&[("analytic", true)], &[r#"analytic: is unknown; did you mean "analytics"?"#]);
    check_faults(&[("MATOMO", true)], &[r#"MATOMO: is unknown; did you mean "matomo"?"#]);
    check_faults(&[("facebook", false)], &["facebook: is unknown"]);
}

#[test]
fn denying_what_is_necessary_is_a_fault_of_a_selection() {
    let faults = ["necessary: is necessary and cannot be denied", "shop: is necessary and cannot be denied"];
    check_faults(&[("necessary", false), ("shop", false)], &faults);
}

#[test]
fn all_faults_of_a_selection_are_told_at_once() {
    let faults = ["x: is unknown", "shop: is necessary and cannot be denied", "y: is unknown"];
    check_faults(&[("x", true), ("matomo", true), ("shop", false), ("y", false)], &faults);
}
