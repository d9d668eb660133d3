//! A robot that the site leaves alone is asked and granted nothing; a record that it brings is obeyed.

use crate::given::{ADS, GPC, NOW, STATISTICS, Visitor, choose, granted, marked, moment};
use octoconsent::core::config::Config;
use octoconsent::core::record::{DAY, Record};
use octoconsent::core::regime::{self, Regime, Signal};
use octoconsent::core::session::Command::{
    AcceptAll, Acknowledge, Hide, RejectAll, Reset, ShowBanner, ShowPreferences,
};
use octoconsent::core::session::{Effect, Session, Situation, Surface};

const REGIONS: [&str; 8] = ["FR", "GB", "IT", "US", "US-CA", "CA-QC", "JP", ""];

/// Everything is on in Japan, and nothing shown; Switzerland has a notice.
fn site() -> Config {
    let rules = r#""regions": [{ "in": ["JP"], "regime": "none" }, { "in": ["CH"], "regime": "notice" }], "presets""#;
    marked(r#""presets""#, rules)
}

/// A robot comes.
fn robot(config: &Config, visitor: Visitor, stored: Option<Record>, now: u64) -> (Session, &'static [Effect]) {
    let Visitor(region, signal) = visitor;
    let rule = regime::rule(config, region).for_robot();
    let situation = Situation { region: region.to_owned(), rule, signal };
    Session::start(config.clone(), situation, stored, moment(now, "id"))
}

fn nothing_on(session: &Session) -> bool {
    granted(session.decision()) == ["necessary"]
}

const SIGNALS: [Option<Signal>; 3] = [None, GPC, Some(Signal::DoNotTrack)];

#[test]
fn a_robot_is_granted_and_shown_nothing_in_any_region_and_leaves_no_record() {
    for region in REGIONS.into_iter().chain(["CH"]) {
        for signal in SIGNALS {
            let (session, effects) = robot(&site(), Visitor(region, signal), None, NOW);
            assert!(nothing_on(&session), "{region} {signal:?}: {:?}", granted(session.decision()));
            assert_eq!((session.surface(), session.unanswered(), session.reopens()), (Surface::Closed, false, false));
            assert_eq!((session.kept(), session.situation().rule.regime), (None, Regime::OptIn));
            assert!(!effects.contains(&Effect::WriteRecord) && !effects.contains(&Effect::Log), "{effects:?}");
        }
    }
}

#[test]
fn a_person_is_asked_and_may_open_the_preferences_again() {
    let session = Visitor("FR", None).comes(&site(), None, NOW);
    assert!(session.unanswered() && session.reopens() && session.surface() == Surface::Banner);
    let site = marked(r#""presets""#, r#""reopen": { "shape": "none" }, "presets""#);
    assert!(!Visitor("FR", None).comes(&site, None, NOW).reopens());
}

#[test]
fn the_record_that_a_robot_brings_is_obeyed_whatever_regime_it_is_of() {
    for region in REGIONS {
        let visitor = Visitor(region, None);
        for command in [AcceptAll, RejectAll, choose(&[("matomo", true), ("ads", false)])] {
            let stored = visitor.leaves(&site(), NOW, std::slice::from_ref(&command));
            let before = visitor.comes(&site(), stored.clone(), NOW);
            let (session, effects) = robot(&site(), visitor, stored, NOW + DAY);
            assert_eq!(session.decision(), before.decision(), "{region} {command:?}");
            assert!(session.answered() && session.record().is_some());
            assert_eq!((session.surface(), session.reopens()), (Surface::Closed, false));
            assert!(effects.contains(&Effect::KeepRecord), "{effects:?}");
        }
    }
}

#[test]
fn a_record_that_is_no_answer_any_more_grants_a_robot_nothing_and_is_not_asked_again() {
    for region in REGIONS {
        let stored = Visitor(region, None).leaves(&site(), NOW, &[AcceptAll]);
        let (session, _) = robot(&site(), Visitor(region, None), stored, NOW + 900 * DAY);
        assert!(nothing_on(&session) && !session.answered() && session.surface() == Surface::Closed, "{region}");
    }
}

#[test]
fn a_page_that_asks_for_a_surface_gets_it_for_a_robot_too_and_nothing_is_granted_by_that() {
    for region in REGIONS {
        let (mut session, _) = robot(&site(), Visitor(region, None), None, NOW);
        for (command, surface) in [
            (ShowBanner, Surface::Banner),
            (ShowPreferences, Surface::Preferences),
            (Hide, Surface::Closed),
            (ShowBanner, Surface::Banner),
            (Hide, Surface::Closed),
            (Reset, Surface::Closed),
        ] {
            let _ = session.apply(command.clone(), moment(NOW, "id"));
            assert_eq!(session.surface(), surface, "{region} {command:?}");
            assert!(nothing_on(&session));
        }
    }
}

#[test]
fn a_robot_that_reads_a_notice_is_granted_nothing() {
    for region in REGIONS.into_iter().chain(["CH"]) {
        let (mut session, _) = robot(&site(), Visitor(region, None), None, NOW);
        let _ = session.apply(Acknowledge, moment(NOW, "id"));
        assert!(nothing_on(&session), "{region}");
    }
}

#[test]
fn what_a_robot_is_told_to_choose_is_a_choice_of_opt_in() {
    let (mut session, _) = robot(&site(), Visitor("US", None), None, NOW);
    let effects = session.apply(AcceptAll, moment(NOW, "id"));
    assert_eq!(effects.first(), Some(&Effect::WriteRecord));
    assert_eq!(session.record().map(|record| record.regime), Some(Regime::OptIn));
    for id in [&STATISTICS[..], &ADS].concat() {
        assert_eq!(session.decision().granted(id), Some(true), "{id}");
    }
}
