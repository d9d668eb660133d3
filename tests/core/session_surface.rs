//! What the visitor sees, and where closing it leads.

use crate::given::{self, NOW, ONLY_NECESSARY, config, granted, moment, record, the_site};
use octoconsent::core::record::Record;
use octoconsent::core::session::Command::{AcceptAll, Hide, RejectAll, Reset, ShowBanner, ShowPreferences};
use octoconsent::core::session::Surface::{Banner, Closed, Preferences};
use octoconsent::core::session::{Command, Surface};

/// What is seen after these commands.
#[track_caller]
fn check(stored: Option<Record>, commands: &[Command], expected: Surface) {
    let (mut session, _) = given::start(the_site().clone(), stored, NOW);
    for command in commands {
        let _ = session.apply(command.clone(), moment(NOW, "id"));
    }
    assert_eq!(session.surface(), expected, "{commands:?}");
}

fn answered() -> Option<Record> {
    Some(record(3, NOW, &["analytics"]))
}

#[test]
fn the_banner_leads_to_the_preferences() {
    check(None, &[], Banner);
    check(None, &[ShowPreferences], Preferences);
}

#[test]
fn preferences_closed_without_an_answer_lead_back_to_the_banner() {
    check(None, &[ShowPreferences, Hide], Banner);
    check(Some(record(2, NOW, &["analytics"])), &[ShowPreferences, Hide], Banner);
    check(Some(record(3, 0, &["analytics"])), &[ShowPreferences, Hide], Banner);
}

#[test]
fn preferences_closed_after_an_answer_are_closed() {
    check(answered(), &[ShowPreferences, Hide], Closed);
    check(None, &[RejectAll, ShowPreferences, Hide], Closed);
}

#[test]
fn the_banner_can_be_hidden() {
    check(None, &[Hide], Closed);
    check(None, &[ShowPreferences, Hide, Hide], Closed);
    check(answered(), &[ShowBanner, Hide], Closed);
}

#[test]
fn hiding_what_is_closed_changes_nothing() {
    check(None, &[Hide, Hide], Closed);
    check(answered(), &[Hide], Closed);
}

#[test]
fn an_answer_closes_everything() {
    let all = [AcceptAll, RejectAll, Command::Choose(Vec::new())];
    for answer in all {
        check(None, std::slice::from_ref(&answer), Closed);
        check(None, &[ShowPreferences, answer.clone()], Closed);
        check(answered(), &[ShowBanner, answer], Closed);
    }
}

#[test]
fn banner_and_preferences_can_be_opened_again() {
    check(answered(), &[ShowBanner], Banner);
    check(answered(), &[ShowPreferences], Preferences);
    check(answered(), &[ShowPreferences, ShowBanner], Banner);
}

#[test]
fn a_reset_shows_the_banner() {
    check(answered(), &[Reset], Banner);
    check(answered(), &[ShowPreferences, Reset], Banner);
    check(answered(), &[Reset, ShowPreferences, Hide], Banner);
}

#[test]
fn preferences_of_a_site_that_asks_nothing_close() {
    let (mut session, _) = given::start(config(ONLY_NECESSARY), None, NOW);
    let _ = session.apply(ShowPreferences, moment(NOW, "id"));
    assert_eq!(session.surface(), Preferences);
    let _ = session.apply(Hide, moment(NOW, "id"));
    assert_eq!(session.surface(), Closed);
}

#[test]
fn looking_around_changes_neither_decision_nor_record() {
    let (mut session, _) = given::start(the_site().clone(), answered(), NOW);
    for command in [ShowBanner, Hide, ShowPreferences, ShowBanner, ShowPreferences, Hide, Hide] {
        let _ = session.apply(command, moment(NOW + 1, "id"));
        assert_eq!(session.record(), answered().as_ref());
        assert_eq!(granted(session.decision()), ["necessary", "shop", "analytics", "matomo", "posthog"]);
    }
}

#[test]
fn looking_around_is_no_answer() {
    let (mut session, _) = given::start(the_site().clone(), None, NOW);
    for command in [Hide, ShowBanner, ShowPreferences, Hide, Hide] {
        let _ = session.apply(command, moment(NOW, "id"));
        assert!(session.unanswered());
        assert_eq!(session.record(), None);
    }
}

#[test]
fn where_there_is_nothing_to_ask_the_banner_is_the_preferences() {
    let children = r#"{ "childDirected": true, "categories": [{ "id": "a", "title": "A" }] }"#;
    for json in [ONLY_NECESSARY, children] {
        let (mut session, _) = given::start(config(json), None, NOW);
        let _ = session.apply(ShowBanner, moment(NOW, "id"));
        assert_eq!(session.surface(), Preferences, "{json}");
        let _ = session.apply(Hide, moment(NOW, "id"));
        assert_eq!(session.surface(), Closed, "{json}");
    }
}

#[test]
fn what_another_tab_changed_is_shown_anew() {
    let (mut session, _) = given::start(the_site().clone(), answered(), NOW);
    let turn = session.turn();
    for command in [ShowPreferences, Command::Adopt(answered()), Hide, AcceptAll, Reset] {
        let _ = session.apply(command, moment(NOW, "id"));
        assert_eq!(session.turn(), turn);
    }
    let _ = session.apply(Command::Adopt(Some(record(3, NOW + 1, &[]))), moment(NOW + 1, "id"));
    assert_ne!(session.turn(), turn);
}
