//! What another tab, or another page, has stored: when it is gone by, and what follows. And the session before anybody sees the page.

use crate::given::{self, NOW, SITE, config, decided_on, granted, moment, record, somewhere, the_site};
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::config::Config;
use octoconsent::core::record::Record;
use octoconsent::core::regime::{self, Regime};
use octoconsent::core::session::Effect::{AnnounceChange, EraseCookies, Release, Reload, Show};
use octoconsent::core::session::{Command, Effect, Reason, Session, Situation, Surface};

const ADOPTED: &[Effect] = &[EraseCookies, Release, Show, AnnounceChange];

/// A tab at [`NOW`] that has found this.
fn tab(config: &Config, stored: Option<Record>) -> Session {
    given::start(config.clone(), stored, NOW).0
}

/// What a tab does that finds `theirs` a second later.
fn adopt(session: &mut Session, theirs: Option<Record>) -> &'static [Effect] {
    session.apply(Command::Adopt(theirs), moment(NOW + 1000, ""))
}

/// A tab that has found `ours`, then finds `theirs`: the effects, and what is granted then beside the necessary.
#[track_caller]
fn check(ours: Option<Record>, theirs: Option<Record>, effects: &[Effect], grants: &[&str]) -> Session {
    let mut session = tab(the_site(), ours);
    assert_eq!(adopt(&mut session, theirs), effects);
    assert_eq!(granted(session.decision())[2..], *grants);
    session
}

fn at(updated: u64, granted: &[&str]) -> Option<Record> {
    Some(record(3, updated, granted))
}

#[test]
fn the_first_answer_of_another_tab_closes_the_banner() {
    let session = check(None, at(NOW + 1, &["support"]), ADOPTED, &["support"]);
    assert_eq!((session.surface(), session.record()), (Surface::Closed, at(NOW + 1, &["support"]).as_ref()));
}

#[test]
fn a_refusal_as_the_first_answer_is_no_change_of_the_decision() {
    let session = check(None, at(NOW + 1, &[]), &[EraseCookies, Release, Show], &[]);
    assert_eq!((session.surface(), session.reason()), (Surface::Closed, None));
}

#[test]
fn a_newer_record_is_gone_by() {
    check(at(NOW, &["support", "snowplow"]), at(NOW + 1, &["support"]), ADOPTED, &["support"]);
    check(at(NOW, &[]), at(NOW + 1, &["targeting"]), ADOPTED, &["targeting", "snowplow"]);
}

#[test]
fn an_older_record_changes_nothing() {
    check(at(NOW, &[]), at(NOW - 1, &["support"]), &[], &[]);
    check(at(NOW, &["support"]), at(NOW - 1, &[]), &[], &["support"]);
}

#[test]
fn the_same_record_changes_nothing() {
    check(None, None, &[], &[]);
    check(at(NOW, &["support"]), at(NOW, &["support"]), &[], &["support"]);
}

#[test]
fn of_two_answers_of_one_moment_what_either_denies_is_denied() {
    check(at(NOW, &["support", "posthog"]), at(NOW, &["posthog", "targeting"]), ADOPTED, &["posthog"]);
}

#[test]
fn what_was_answered_by_a_clock_that_was_ahead_gives_way_to_what_came_after() {
    let ahead = 3_600_000;
    check(at(NOW + ahead, &["support"]), at(NOW + 1, &[]), ADOPTED, &[]);
}

/// A site with fifty services, whose records hold them by their marks.
fn large() -> Config {
    let services: Vec<String> =
        (0..50).map(|number| format!(r#"{{ "id": "a-service-of-number-{number}", "title": "S" }}"#)).collect();
    config(&format!(r#"{{ "categories": [{{ "id": "a", "title": "A", "services": [{}] }}] }}"#, services.join(",")))
}

#[test]
fn a_choice_made_here_and_read_back_changes_nothing() {
    for (config, id) in [(the_site().clone(), "matomo"), (large(), "a-service-of-number-7")] {
        for command in [Command::AcceptAll, Command::RejectAll, Command::Choose(vec![(id.to_owned(), true)])] {
            let mut session = tab(&config, None);
            let _ = session.apply(command.clone(), moment(NOW, "id"));
            let stored = session.record().map(encode).and_then(|text| decode(&text));
            assert!(stored.is_some());
            for _ in 0..2 {
                assert!(adopt(&mut session, stored.clone()).is_empty(), "{command:?}");
            }
        }
    }
}

#[test]
fn a_record_that_was_erased_is_asked_for() {
    let session = check(at(NOW, &["support"]), None, ADOPTED, &[]);
    assert_eq!((session.surface(), session.record()), (Surface::Banner, None));
}

#[test]
fn a_record_that_answers_another_question_is_asked_for_too() {
    let session = check(at(NOW, &["support"]), Some(record(2, NOW + 1, &["support"])), ADOPTED, &[]);
    assert_eq!((session.surface(), session.reason()), (Surface::Banner, Some(Reason::Revision)));
}

#[test]
fn open_preferences_stay_open() {
    for theirs in [None, at(NOW + 1, &["support"])] {
        let mut session = tab(the_site(), at(NOW, &[]));
        let _ = session.apply(Command::ShowPreferences, moment(NOW, ""));
        let _ = adopt(&mut session, theirs);
        assert_eq!(session.surface(), Surface::Preferences);
    }
}

#[test]
fn what_was_taken_back_elsewhere_loads_the_page_anew_once_where_that_is_configured() {
    let site = config(&SITE.replacen('{', r#"{ "reload": true,"#, 1));
    let mut session = tab(&site, at(NOW, &["support"]));
    assert_eq!(adopt(&mut session, at(NOW + 1, &[])), [EraseCookies, Release, Show, AnnounceChange, Reload]);
    assert!(adopt(&mut session, at(NOW + 1, &[])).is_empty());
    assert!(!tab(&site, None).apply(Command::Adopt(at(NOW + 1, &["support"])), moment(NOW, "")).contains(&Reload));
}

/// The site where everything is on until the visitor objects.
fn on() -> Situation {
    let rule = regime::Rule { regime: Regime::OptOut, ..regime::rule(the_site(), "") };
    Situation { rule, ..somewhere(the_site()) }
}

#[test]
fn before_the_page_is_seen_nothing_is_granted_under_any_regime() {
    let session = Session::asleep(the_site().clone(), on());
    assert_eq!(granted(session.decision()), ["necessary", "shop"]);
    assert_eq!((session.surface(), session.record(), session.answered()), (Surface::Closed, None, false));
}

#[test]
fn a_session_that_wakes_is_one_that_starts() {
    for stored in [None, at(NOW, &["support"]), at(NOW, &[])] {
        for situation in [somewhere(the_site()), on()] {
            let mut session = Session::asleep(the_site().clone(), situation.clone());
            let effects = session.wake(stored.clone(), moment(NOW, "id"));
            let (started, expected) = Session::start(the_site().clone(), situation, stored.clone(), moment(NOW, "id"));
            assert_eq!(effects, expected);
            assert_eq!(session.decision(), started.decision());
            assert_eq!(session.surface(), started.surface());
        }
    }
}

#[test]
fn a_record_from_elsewhere_grants_what_the_visitor_granted_there_and_no_more() {
    let mut session = tab(the_site(), None);
    let theirs = Record { decision: decided_on(the_site(), &["posthog"]), ..record(3, NOW + 1, &[]) };
    let _ = adopt(&mut session, Some(theirs));
    assert_eq!(granted(session.decision()), ["necessary", "shop", "posthog"]);
}
