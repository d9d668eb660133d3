//! What was denied stays denied, until the visitor grants it.

use crate::given::{ADS, GPC, MARKED, NOW, STATISTICS, Visitor, choose, config, granted, marked, moment};
use octoconsent::core::config::Config;
use octoconsent::core::record::DAY;
use octoconsent::core::session::Command::{AcceptAll, Acknowledge, RejectAll, Reset};
use octoconsent::core::session::{Command, Effect, Reason, Session, Surface};

const FRANCE: Visitor = Visitor("FR", None);
const UK: Visitor = Visitor("GB", None);
const US: Visitor = Visitor("US", None);
const YEARS: u64 = 3 * 365 * DAY;

fn site() -> Config {
    config(MARKED)
}

fn denied(session: &Session, ids: &[&str]) -> bool {
    ids.iter().all(|id| session.decision().granted(id) == Some(false))
}

#[test]
fn the_uk_has_statistics_and_appearance_on_until_the_visitor_objects() {
    let session = UK.comes(&site(), None, NOW);
    assert_eq!(granted(session.decision()), [&["necessary"][..], &STATISTICS, &["look"]].concat());
    assert_eq!((session.surface(), session.record()), (Surface::Banner, None));
    let mut session = session;
    let effects = session.apply(choose(&[("statistics", false)]), moment(NOW, "id"));
    assert!(effects.contains(&Effect::Release) && denied(&session, &STATISTICS) && session.lingers());
    assert_eq!(session.decision().granted("look"), Some(true));
}

#[test]
fn an_objection_outlives_its_record() {
    for (visitor, command) in [(UK, choose(&[("statistics", false)])), (US, choose(&[("ads", false)])), (US, RejectAll)]
    {
        let stored = visitor.leaves(&site(), NOW, std::slice::from_ref(&command));
        let session = visitor.comes(&site(), stored, NOW + YEARS);
        assert_eq!(session.reason(), Some(Reason::Expired));
        let ids = if visitor.0 == "GB" { STATISTICS } else { ADS };
        assert!(denied(&session, &ids), "{visitor:?} {command:?}: {:?}", granted(session.decision()));
    }
}

#[test]
fn an_objection_outlives_a_revision_and_a_policy() {
    let stored = US.leaves(&site(), NOW - DAY, &[choose(&[("ads", false)])]);
    for change in [r#""revision": 7"#, r#""policyDate": "2025-11-23""#] {
        let session = US.comes(&marked(r#""presets""#, &format!(r#"{change}, "presets""#)), stored.clone(), NOW);
        assert!(session.reason().is_some() && denied(&session, &ADS), "{change}");
        assert_eq!(session.decision().granted("chat"), Some(true), "{change}");
    }
}

#[test]
fn a_record_that_has_to_outlive_itself_is_kept_for_as_long_as_browsers_keep_cookies() {
    let stored = US.leaves(&site(), NOW, &[choose(&[("ads", false)])]);
    let (session, effects) = US.starts(&site(), stored, NOW + YEARS);
    assert_eq!((effects[0], session.keeps(NOW + YEARS)), (Effect::KeepRecord, 400 * DAY / 1000));
    assert!(session.record().is_none() && session.kept().is_some());
}

#[test]
fn a_record_of_consents_is_kept_until_it_expires() {
    let stored = FRANCE.leaves(&site(), NOW, &[AcceptAll]);
    let (session, effects) = FRANCE.starts(&site(), stored.clone(), NOW + 10 * DAY);
    assert_eq!((effects[0], session.keeps(NOW + 10 * DAY)), (Effect::KeepRecord, 172 * DAY / 1000));
    let (session, effects) = FRANCE.starts(&site(), stored, NOW + YEARS);
    assert!(!effects.contains(&Effect::KeepRecord));
    assert_eq!(session.keeps(NOW + YEARS), 0);
}

/// What is on in the US after `before` was answered by `command` and the site became `now`.
#[track_caller]
fn check(command: Command, from: &str, to: &str, expected: &[&str]) {
    let stored = US.leaves(&site(), NOW, &[command]);
    let session = US.comes(&marked(from, to), stored, NOW + 1);
    assert_eq!(session.reason(), Some(Reason::News));
    assert_eq!(granted(session.decision()), expected);
}

#[test]
fn a_service_that_comes_to_a_denied_category_is_denied() {
    let on = [&["necessary"][..], &STATISTICS, &["look", "chat"]].concat();
    let new = r#"{ "id": "new", "title": "New" }, { "id": "pixel""#;
    check(choose(&[("ads", false)]), r#"{ "id": "pixel""#, new, &on);
}

#[test]
fn the_first_service_of_a_denied_category_is_denied() {
    let on = [&["necessary"][..], &STATISTICS, &["look"], &ADS].concat();
    let services = r#""id": "chat", "services": [{ "id": "talk", "title": "T" }], "#;
    check(choose(&[("chat", false)]), r#""id": "chat","#, services, &on);
}

#[test]
fn a_granted_service_that_moves_to_a_denied_category_is_denied() {
    let stored = US.leaves(&site(), NOW, &[choose(&[("ads", false)])]);
    let moved = config(&MARKED.replacen(r#"{ "id": "matomo", "title": "Matomo" }, "#, "", 1).replacen(
        r#"{ "id": "pixel""#,
        r#"{ "id": "matomo", "title": "Matomo" }, { "id": "pixel""#,
        1,
    ));
    let session = US.comes(&moved, stored, NOW + 1);
    assert!(denied(&session, &["ads", "pixel", "snowplow", "matomo"]));
}

#[test]
fn a_denied_service_that_moves_to_a_granted_category_is_denied() {
    let stored = US.leaves(&site(), NOW, &[choose(&[("pixel", false)])]);
    let moved = config(&MARKED.replacen(r#"{ "id": "pixel", "title": "Pixel" }, "#, "", 1).replacen(
        r#"{ "id": "matomo""#,
        r#"{ "id": "pixel", "title": "Pixel" }, { "id": "matomo""#,
        1,
    ));
    let session = US.comes(&moved, stored, NOW + 1);
    assert!(denied(&session, &["pixel", "statistics"]) && session.decision().granted("matomo") == Some(true));
}

#[test]
fn a_service_that_comes_to_a_half_denied_category_follows_the_regime() {
    let on = [&["necessary"][..], &STATISTICS, &["look", "chat", "new", "snowplow"]].concat();
    let new = r#"{ "id": "new", "title": "New" }, { "id": "pixel""#;
    check(choose(&[("pixel", false)]), r#"{ "id": "pixel""#, new, &on);
}

#[test]
fn after_a_refusal_of_everything_whatever_comes_is_denied() {
    let more = r#"{ "id": "new", "title": "New", "services": [{ "id": "s", "title": "S" }] }, { "id": "look""#;
    check(RejectAll, r#"{ "id": "look""#, more, &["necessary"]);
    check(choose(&[("ads", false)]), r#"{ "id": "look""#, more, &{
        let [statistics, matomo, posthog] = STATISTICS;
        ["necessary", statistics, matomo, posthog, "new", "s", "look", "chat"]
    });
}

#[test]
fn a_notice_of_what_is_necessary_refused_nothing() {
    let necessary = r#"{ "presets": true, "categories": [{ "id": "necessary", "necessary": true, "title": "N" }] }"#;
    let stored = Visitor("LV", None).leaves(&config(necessary), NOW, &[Acknowledge]);
    let session = US.comes(&site(), stored, NOW + 1);
    assert!(granted(session.decision()).contains(&"chat"));
}

#[test]
fn whoever_travels_takes_refusals_along() {
    let stored = FRANCE.leaves(&site(), NOW, &[RejectAll]);
    for visitor in [US, UK, Visitor("US-CA", GPC)] {
        let session = visitor.comes(&site(), stored.clone(), NOW + 1);
        assert_eq!((granted(session.decision()), session.reason()), (vec!["necessary"], None), "{visitor:?}");
        let session = visitor.comes(&site(), stored.clone(), NOW + YEARS);
        assert_eq!(granted(session.decision()), ["necessary"], "{visitor:?}");
    }
}

#[test]
fn a_refusal_of_the_future_is_a_refusal() {
    let stored = US.leaves(&site(), NOW + YEARS, &[choose(&[("ads", false)])]);
    let session = US.comes(&site(), stored, NOW);
    assert_eq!(session.reason(), Some(Reason::Expired));
    assert!(denied(&session, &ADS));
}

#[test]
fn a_reset_grants_nothing_on_this_page() {
    for command in [RejectAll, choose(&[("ads", false)])] {
        let mut session = US.comes(&site(), None, NOW);
        let _ = session.apply(command.clone(), moment(NOW, "id"));
        let before = session.decision().clone();
        let _ = session.apply(Reset, moment(NOW + 1, "id"));
        assert_eq!((session.decision(), session.record()), (&before, None), "{command:?}");
        assert_eq!(session.surface(), Surface::Banner);
    }
}

#[test]
fn what_another_tab_erased_grants_nothing_on_this_page() {
    let mut session = US.comes(&site(), None, NOW);
    let _ = session.apply(choose(&[("ads", false)]), moment(NOW, "id"));
    let effects = session.apply(Command::Adopt(None), moment(NOW + 1, "id"));
    assert!(!effects.is_empty() && denied(&session, &ADS));
}

#[test]
fn what_another_tab_chose_counts_here_and_the_older_choice_does_not() {
    let mut here = FRANCE.comes(&site(), None, NOW);
    let _ = here.apply(AcceptAll, moment(NOW, "id"));
    let granted_here = here.kept().cloned();
    let mut there = FRANCE.comes(&site(), granted_here.clone(), NOW);
    // Within the same millisecond.
    let _ = there.apply(RejectAll, moment(NOW, "id"));
    let _ = here.apply(Command::Adopt(there.kept().cloned()), moment(NOW, "id"));
    assert_eq!(granted(here.decision()), ["necessary"]);
    let _ = there.apply(Command::Adopt(granted_here), moment(NOW, "id"));
    assert_eq!(granted(there.decision()), ["necessary"]);
}

#[test]
fn of_two_choices_of_one_time_in_two_tabs_what_either_denies_is_denied() {
    let mut here = FRANCE.comes(&site(), None, NOW);
    let mut there = FRANCE.comes(&site(), None, NOW);
    let _ = here.apply(choose(&[("ads", true), ("chat", true)]), moment(NOW, "id"));
    let _ = there.apply(choose(&[("look", true), ("chat", true)]), moment(NOW, "id"));
    let _ = here.apply(Command::Adopt(there.kept().cloned()), moment(NOW, "id"));
    assert_eq!(granted(here.decision()), ["necessary", "chat"]);
}

#[test]
fn a_refusal_here_is_not_undone_by_a_record_of_the_future_from_another_tab() {
    let mut session = FRANCE.comes(&site(), None, NOW);
    let _ = session.apply(RejectAll, moment(NOW, "id"));
    let ahead = FRANCE.leaves(&site(), NOW + YEARS, &[AcceptAll]);
    assert!(session.apply(Command::Adopt(ahead), moment(NOW, "id")).is_empty());
    assert_eq!(granted(session.decision()), ["necessary"]);
}

#[test]
fn an_unread_notice_and_a_closed_banner_leave_no_record() {
    for visitor in [FRANCE, UK, US] {
        assert_eq!(visitor.leaves(&site(), NOW, &[Command::Hide, Command::ShowPreferences, Command::Hide]), None);
    }
}

#[test]
fn under_opt_in_a_notice_that_was_read_is_no_answer() {
    for visitor in [FRANCE, UK] {
        let mut session = visitor.comes(&site(), None, NOW);
        let before = session.decision().clone();
        let effects = session.apply(Acknowledge, moment(NOW, "id"));
        assert_eq!((effects, session.surface()), (&[Effect::Show][..], Surface::Closed));
        assert_eq!((session.decision(), session.record(), session.unanswered()), (&before, None, true));
    }
}

#[test]
fn where_nothing_waits_for_consent_a_notice_that_was_read_is_an_answer() {
    let stored = US.leaves(&site(), NOW, &[Acknowledge]);
    assert_eq!(US.comes(&site(), stored, NOW + 1).reason(), None);
    let statistics = r#"{ "presets": true, "categories": [{ "id": "s", "use": "statistics", "title": "S" }] }"#;
    let stored = UK.leaves(&config(statistics), NOW, &[Acknowledge]);
    let session = UK.comes(&config(statistics), stored, NOW + 1);
    assert_eq!((session.reason(), granted(session.decision())), (None, vec!["s"]));
}
