//! Global Privacy Control and Do Not Track: they deny and never grant.

use crate::given::{ADS, GPC, MARKED, NOW, Visitor, choose, config, granted, marked, moment};
use octoconsent::core::config::Config;
use octoconsent::core::record::{DAY, Method, Record};
use octoconsent::core::regime::{Regime, Signal};
use octoconsent::core::session::Command::{AcceptAll, Acknowledge, RejectAll};
use octoconsent::core::session::{Command, Effect, Reason, Session, Surface};

const CALIFORNIA: Visitor = Visitor("US-CA", GPC);
const FRANCE: Visitor = Visitor("FR", GPC);

fn site() -> Config {
    config(MARKED)
}

/// The site with a rule for Japan.
fn ruled(rule: &str) -> Config {
    marked(r#""presets""#, &format!(r#""regions": [{{ "in": ["JP"], {rule} }}], "presets""#))
}

/// The same visitor without the signal.
const fn silent(Visitor(region, _): Visitor) -> Visitor {
    Visitor(region, None)
}

/// Whether a session grants advertising, and whether it grants statistics.
fn on(session: &Session) -> (bool, bool) {
    let granted = |id: &&str| session.decision().granted(id) == Some(true);
    let ads = ADS.iter().filter(|id| granted(id)).count();
    assert!(ads == 0 || ads == ADS.len(), "all of advertising, or nothing");
    (ads > 0, granted(&"matomo"))
}

#[test]
fn a_signal_denies_advertising_before_anything_runs_where_the_rule_heeds_it() {
    for region in ["US-CA", "US-CO", "US"] {
        assert_eq!(on(&Visitor(region, GPC).comes(&site(), None, NOW)), (false, true), "{region}");
        assert_eq!(on(&Visitor(region, None).comes(&site(), None, NOW)), (true, true), "{region}");
    }
}

#[test]
fn do_not_track_denies_what_global_privacy_control_denies() {
    assert_eq!(on(&Visitor("US-CA", Some(Signal::DoNotTrack)).comes(&site(), None, NOW)), (false, true));
}

#[test]
fn a_signal_is_written_down_before_anything_runs() {
    let (session, effects) = CALIFORNIA.starts(&site(), None, NOW);
    assert_eq!(effects[..2], [Effect::WriteRecord, Effect::Log]);
    let record = session.record().unwrap();
    assert_eq!((record.method, record.signal, record.region.as_str()), (Method::Signal, GPC, "US-CA"));
    assert_eq!((record.regime, record.updated, session.event()), (Regime::OptOut, NOW, "signal"));
    assert_eq!(record.decision, *session.decision());
}

#[test]
fn a_signal_is_no_answer_and_the_visitor_is_asked() {
    let session = CALIFORNIA.comes(&site(), None, NOW);
    assert_eq!((session.reason(), session.surface()), (Some(Reason::New), Surface::Banner));
    assert_eq!(session.honoured(), GPC);
    assert!(!session.answered());
}

#[test]
fn a_signal_that_was_written_down_is_not_written_down_again() {
    let stored = CALIFORNIA.leaves(&site(), NOW, &[]);
    let (session, effects) = CALIFORNIA.starts(&site(), stored.clone(), NOW + DAY);
    assert_eq!(effects[0], Effect::KeepRecord);
    assert!(!effects.contains(&Effect::Log));
    assert_eq!(session.record(), stored.as_ref());
    assert_eq!(on(&session), (false, true));
}

#[test]
fn a_signal_is_written_down_again_when_its_record_is_over_or_says_less_than_is_in_force() {
    let stored = || CALIFORNIA.leaves(&site(), NOW, &[]);
    let check = |config: &Config, now| {
        let (session, effects) = CALIFORNIA.starts(config, stored(), now);
        assert_eq!(effects[0], Effect::WriteRecord);
        let record = session.record().unwrap();
        assert_eq!((record.method, record.updated), (Method::Signal, now));
        assert_eq!((&record.decision, &record.id), (session.decision(), &"id".to_owned()));
    };
    check(&site(), NOW + 365 * DAY);
    check(&marked(r#"{ "id": "look""#, r#"{ "id": "new", "title": "New" }, { "id": "look""#), NOW + 1);
    check(&marked(r#""presets""#, r#""revision": 4, "presets""#), NOW + 1);
}

#[test]
fn what_a_signal_denied_stays_denied_without_it() {
    let stored = CALIFORNIA.leaves(&site(), NOW, &[]);
    for now in [NOW + 1, NOW + 365 * DAY, NOW + 4000 * DAY] {
        assert_eq!(on(&silent(CALIFORNIA).comes(&site(), stored.clone(), now)), (false, true));
    }
}

#[test]
fn a_signal_never_grants() {
    for region in ["FR", "GB", "DE", "CA-QC", "BR", "JP", ""] {
        let without = Visitor(region, None).comes(&site(), None, NOW);
        let with = Visitor(region, GPC).comes(&site(), None, NOW);
        assert_eq!(granted(with.decision()), granted(without.decision()), "{region}");
        assert_eq!((with.reason(), with.surface()), (Some(Reason::New), Surface::Banner), "{region}");
        assert_eq!(with.record(), None, "{region}");
    }
}

#[test]
fn a_consent_in_france_is_no_matter_of_the_signal() {
    let stored = silent(FRANCE).leaves(&site(), NOW, &[AcceptAll]);
    let session = FRANCE.comes(&site(), stored.clone(), NOW + 1);
    assert_eq!((on(&session), session.honoured(), session.record()), ((true, true), None, stored.as_ref()));
}

#[test]
fn the_record_of_a_choice_says_which_signal_the_browser_sent_though_it_is_ignored() {
    assert_eq!(FRANCE.leaves(&site(), NOW, &[AcceptAll]).unwrap().signal, GPC);
    assert_eq!(silent(FRANCE).leaves(&site(), NOW, &[AcceptAll]).unwrap().signal, None);
}

#[test]
fn a_grant_that_is_older_than_the_signal_is_taken_back_before_anything_runs() {
    let stored = silent(CALIFORNIA).leaves(&site(), NOW, &[AcceptAll]);
    let (session, effects) = CALIFORNIA.starts(&site(), stored, NOW + DAY);
    assert_eq!((on(&session), session.answered(), session.surface()), ((false, true), true, Surface::Closed));
    assert_eq!(effects[..2], [Effect::WriteRecord, Effect::Log]);
    let record = session.record().unwrap();
    assert_eq!((record.method, record.signal, record.updated), (Method::Withdrawal, GPC, NOW + DAY));
    assert_eq!((record.created, &record.decision), (NOW, session.decision()));
}

#[test]
fn a_grant_that_the_signal_took_back_is_taken_back_once() {
    let mut stored = silent(CALIFORNIA).leaves(&site(), NOW, &[AcceptAll]);
    stored = CALIFORNIA.comes(&site(), stored, NOW + DAY).kept().cloned();
    let (session, effects) = CALIFORNIA.starts(&site(), stored.clone(), NOW + 2 * DAY);
    assert_eq!((effects[0], session.record()), (Effect::KeepRecord, stored.as_ref()));
}

#[test]
fn nothing_of_what_the_signal_took_back_ran_on_this_page() {
    let stored = silent(CALIFORNIA).leaves(&site(), NOW, &[AcceptAll]);
    let session = CALIFORNIA.comes(&site(), stored, NOW + DAY);
    assert!(!session.lingers());
    assert_eq!(session.changed(), ["statistics", "matomo", "posthog", "look", "chat", "health"]);
}

#[test]
fn a_refusal_that_is_older_than_the_signal_is_left_alone() {
    for command in [RejectAll, choose(&[("ads", false)])] {
        let stored = silent(CALIFORNIA).leaves(&site(), NOW, &[command]);
        let (session, effects) = CALIFORNIA.starts(&site(), stored.clone(), NOW + DAY);
        assert_eq!((effects[0], session.record()), (Effect::KeepRecord, stored.as_ref()));
    }
}

#[test]
fn a_taken_back_grant_leaves_what_is_new_to_be_asked() {
    let stored = silent(CALIFORNIA).leaves(&site(), NOW, &[AcceptAll]);
    let more = marked(r#"{ "id": "pixel""#, r#"{ "id": "new", "title": "New" }, { "id": "pixel""#);
    let first = CALIFORNIA.comes(&more, stored, NOW + 1);
    assert_eq!((first.reason(), first.news()), (Some(Reason::News), vec!["new"]));
    let next = CALIFORNIA.comes(&more, first.kept().cloned(), NOW + 2);
    assert_eq!((next.reason(), next.news()), (Some(Reason::News), vec!["new"]));
    assert_eq!(next.decision().granted("new"), Some(false));
}

#[test]
fn a_taken_back_grant_of_a_long_record_is_taken_back_too() {
    let services: Vec<String> = (0..50)
        .map(|number| format!(r#"{{ "id": "a-service-with-quite-a-long-name-{number}", "title": "S" }}"#))
        .collect();
    let site = config(&format!(
        r#"{{ "presets": true, "categories": [{{ "id": "ads", "use": "advertising", "title": "A", "services": [{}] }},
            {{ "id": "chat", "use": "functional", "title": "C" }}] }}"#,
        services.join(",")
    ));
    let stored = silent(CALIFORNIA).leaves(&site, NOW, &[AcceptAll]);
    assert!(stored.as_ref().unwrap().decision.answers[1].id.starts_with('\''));
    let session = CALIFORNIA.comes(&site, stored, NOW + 1);
    assert_eq!(granted(session.decision()), ["chat"]);
    let next = CALIFORNIA.comes(&site, session.kept().cloned(), NOW + 2);
    assert_eq!((granted(next.decision()), next.reason()), (vec!["chat"], None));
}

#[test]
fn a_later_choice_grants_where_the_rule_lets_the_signal_yield() {
    for command in [AcceptAll, choose(&[("ads", true)])] {
        let stored = CALIFORNIA.leaves(&site(), NOW, &[command]);
        let session = CALIFORNIA.comes(&site(), stored.clone(), NOW + DAY);
        assert_eq!((on(&session).0, session.record()), (true, stored.as_ref()));
    }
}

#[test]
fn a_later_choice_cannot_grant_where_the_rule_has_the_signal_final() {
    let site = ruled(r#""regime": "opt-out", "signal": "final""#);
    let visitor = Visitor("JP", GPC);
    for command in [AcceptAll, choose(&[("ads", true)]), choose(&[("pixel", true)])] {
        let mut session = visitor.comes(&site, None, NOW);
        let _ = session.apply(command, moment(NOW, "id"));
        assert_eq!(on(&session), (false, true));
        let mut faults = Vec::new();
        session.check(&[("pixel".to_owned(), true)], &mut faults);
        assert_eq!(faults.len(), 1);
    }
    let stored = silent(visitor).leaves(&site, NOW, &[AcceptAll]);
    assert_eq!(on(&visitor.comes(&site, stored, NOW + 1)), (false, true));
}

#[test]
fn a_final_signal_is_written_down_too() {
    let site = ruled(r#""regime": "opt-out", "signal": "final""#);
    let record = Visitor("JP", GPC).leaves(&site, NOW, &[]).unwrap();
    assert_eq!((record.method, record.signal), (Method::Signal, GPC));
}

#[test]
fn a_rule_that_became_final_outranks_an_earlier_choice() {
    let visitor = Visitor("JP", GPC);
    let stored = visitor.leaves(&ruled(r#""regime": "opt-out""#), NOW, &[AcceptAll]);
    let session = visitor.comes(&ruled(r#""regime": "opt-out", "signal": "final""#), stored, NOW + 1);
    assert_eq!(on(&session), (false, true));
}

#[test]
fn an_ignored_signal_changes_nothing() {
    let site = ruled(r#""regime": "opt-out", "signal": "ignored""#);
    let session = Visitor("JP", GPC).comes(&site, None, NOW);
    assert_eq!((on(&session), session.record(), session.honoured()), ((true, true), None, None));
}

#[test]
fn a_signal_counts_under_every_regime_that_has_something_on() {
    for regime in ["opt-out", "notice", "none"] {
        let site = ruled(&format!(r#""regime": "{regime}""#));
        let session = Visitor("JP", GPC).comes(&site, None, NOW);
        assert_eq!((on(&session), session.record().is_some()), ((false, true), true), "{regime}");
        assert_eq!(on(&silent(Visitor("JP", GPC)).comes(&site, None, NOW)), (true, true), "{regime}");
    }
}

#[test]
fn where_things_are_on_a_signal_denies_what_does_not_say_its_use() {
    let unsaid = marked(r#""use": "functional", "#, "");
    for (signal, expected) in [(GPC, Some(false)), (None, Some(true))] {
        assert_eq!(Visitor("US-CA", signal).comes(&unsaid, None, NOW).decision().granted("chat"), expected);
        assert_eq!(Visitor("US-CA", signal).comes(&site(), None, NOW).decision().granted("chat"), Some(true));
    }
    let stored = silent(CALIFORNIA).leaves(&unsaid, NOW, &[AcceptAll]);
    assert_eq!(CALIFORNIA.comes(&unsaid, stored, NOW + 1).decision().granted("chat"), Some(false));
}

#[test]
fn under_opt_in_a_consent_to_what_does_not_say_its_use_is_left_alone() {
    let (unsaid, visitor) = (marked(r#""use": "functional", "#, ""), Visitor("", GPC));
    let stored = silent(visitor).leaves(&unsaid, NOW, &[AcceptAll]);
    let session = visitor.comes(&unsaid, stored, NOW + 1);
    assert_eq!((session.decision().granted("chat"), on(&session)), (Some(true), (false, true)));
}

#[test]
fn a_signal_objects_to_advertising_on_legitimate_interest_wherever_it_is() {
    let interest = marked(r#""id": "ads","#, r#""id": "ads", "basis": "legitimate-interest","#);
    for region in ["FR", "DE", "GB", "US-CA", ""] {
        assert!(on(&Visitor(region, None).comes(&interest, None, NOW)).0, "{region}");
        assert!(!on(&Visitor(region, GPC).comes(&interest, None, NOW)).0, "{region}");
    }
}

#[test]
fn what_is_sensitive_is_no_matter_of_signals() {
    let stored = silent(CALIFORNIA).leaves(&site(), NOW, &[AcceptAll]);
    assert_eq!(CALIFORNIA.comes(&site(), stored, NOW + 1).decision().granted("health"), Some(true));
}

#[test]
fn a_signal_of_another_kind_is_newer_than_a_choice_that_did_not_know_it() {
    let stored = Visitor("US-CA", Some(Signal::DoNotTrack)).leaves(&site(), NOW, &[AcceptAll]);
    let session = CALIFORNIA.comes(&site(), stored, NOW + 1);
    assert_eq!((on(&session), session.record().unwrap().signal), ((false, true), GPC));
}

#[test]
fn a_signal_of_california_says_nothing_in_france() {
    let stored = CALIFORNIA.leaves(&site(), NOW, &[]);
    let session = FRANCE.comes(&site(), stored, NOW + 1);
    assert_eq!((granted(session.decision()), session.record()), (vec!["necessary"], None));
    assert_eq!(session.reason(), Some(Reason::New));
}

#[test]
fn a_notice_that_was_read_under_a_signal_grants_nothing_of_advertising() {
    let site = ruled(r#""regime": "notice""#);
    let visitor = Visitor("JP", GPC);
    let stored = visitor.leaves(&site, NOW, &[Acknowledge]);
    for visitor in [visitor, silent(visitor)] {
        assert_eq!(on(&visitor.comes(&site, stored.clone(), NOW + 1)), (false, true));
    }
}

#[test]
fn pages_directed_at_children_deny_everything_optional_and_ask_nothing() {
    let children = marked(r#""presets""#, r#""childDirected": true, "presets""#);
    for region in ["FR", "GB", "US", "US-CA", "JP", ""] {
        for signal in [None, GPC] {
            let granted_all = Visitor(region, signal).leaves(&site(), NOW, &[AcceptAll]);
            for stored in [None, granted_all] {
                let mut session = Visitor(region, signal).comes(&children, stored, NOW + 1);
                assert_eq!((session.surface(), session.unanswered()), (Surface::Closed, false), "{region}");
                for command in [AcceptAll, choose(&[("ads", true), ("look", true)]), Acknowledge, Command::ShowBanner] {
                    let _ = session.apply(command, moment(NOW + 2, "id"));
                    assert_eq!(granted(session.decision()), ["necessary"], "{region}");
                }
            }
        }
    }
}

#[test]
fn a_visit_to_pages_for_children_leaves_the_record_of_the_others_alone() {
    let children = marked(r#""presets""#, r#""childDirected": true, "presets""#);
    let stored = Visitor("FR", None).leaves(&site(), NOW, &[AcceptAll]);
    let session = Visitor("FR", None).comes(&children, stored.clone(), NOW + 1);
    assert_eq!(session.kept(), stored.as_ref());
    let updated = |record: Option<&Record>| record.map(|record| record.updated);
    assert_eq!(updated(session.kept()), Some(NOW));
}

#[test]
fn accepting_everything_on_pages_for_children_changes_nothing_neither_there_nor_elsewhere() {
    let children = marked(r#""presets""#, r#""childDirected": true, "presets""#);
    let stored = Visitor("FR", None).leaves(&site(), NOW, &[AcceptAll]);
    let mut session = Visitor("FR", None).comes(&children, stored.clone(), NOW + 1);
    let effects = session.apply(AcceptAll, moment(NOW + 2, "another"));
    assert!(effects.is_empty(), "{effects:?}");
    assert_eq!(session.kept(), stored.as_ref());
    assert!(!session.decision().grants());
}
