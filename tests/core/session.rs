//! `core::session`: which effects each command has, and in which order.

use crate::given::{self, NOW, ONLY_NECESSARY, SITE, config, moment, record, the_site};
use octoconsent::core::config::Config;
use octoconsent::core::record::Record;
use octoconsent::core::session::Command;
use octoconsent::core::session::Effect::{
    self, AnnounceChange, AnnounceChoice, AnnounceReady, EraseCookies, EraseRecord, KeepRecord, Log, Release, Reload,
    Show, WriteRecord,
};

const STARTED: &[Effect] = &[EraseCookies, Release, Show, AnnounceReady, AnnounceChange];
const STARTED_AGAIN: &[Effect] = &[KeepRecord, EraseCookies, Release, Show, AnnounceReady, AnnounceChange];
const CHOSEN: &[Effect] = &[WriteRecord, Log, EraseCookies, Release, Show, AnnounceChoice, AnnounceChange];
const CHOSEN_AGAIN: &[Effect] = &[WriteRecord, Log, EraseCookies, Release, Show, AnnounceChoice];
const FORGOTTEN: &[Effect] = &[EraseRecord, Log, EraseCookies, Release, Show, AnnounceChange];
const SHOWN: &[Effect] = &[Show];

/// The effects of the last of some commands.
#[track_caller]
fn check(stored: Option<Record>, commands: &[Command], expected: &[Effect]) {
    let (mut session, mut effects) = given::start(the_site().clone(), stored, NOW);
    for command in commands {
        effects = session.apply(command.clone(), moment(NOW, "id"));
    }
    assert_eq!(effects, expected, "{commands:?}");
}

fn choose(id: &str, granted: bool) -> Command {
    Command::Choose(vec![(id.to_owned(), granted)])
}

#[test]
fn a_start_cleans_up_releases_shows_and_announces() {
    check(None, &[], STARTED);
    check(Some(record(3, NOW, &["analytics"])), &[], STARTED_AGAIN);
    check(Some(record(2, NOW, &["analytics"])), &[], STARTED);
    check(Some(record(3, 0, &["analytics"])), &[], STARTED);
}

#[test]
fn a_grant_is_recorded_before_anything_is_released() {
    check(None, &[Command::AcceptAll], CHOSEN);
    check(None, &[choose("matomo", true)], CHOSEN);
}

#[test]
fn a_first_refusal_is_recorded_and_changes_nothing() {
    check(None, &[Command::RejectAll], CHOSEN_AGAIN);
    check(None, &[Command::Choose(Vec::new())], CHOSEN_AGAIN);
    check(None, &[choose("analytics", false)], CHOSEN_AGAIN);
}

#[test]
fn the_same_choice_again_is_recorded_and_changes_nothing() {
    check(None, &[Command::AcceptAll, Command::AcceptAll], CHOSEN_AGAIN);
    check(None, &[choose("matomo", true), choose("matomo", true)], CHOSEN_AGAIN);
    check(Some(record(3, NOW, &["analytics"])), &[choose("analytics", true)], CHOSEN_AGAIN);
}

#[test]
fn a_withdrawal_is_recorded_before_cookies_are_erased() {
    let stored = || Some(record(3, NOW, &["analytics", "targeting"]));
    check(stored(), &[choose("matomo", false)], CHOSEN);
    check(stored(), &[choose("analytics", false)], CHOSEN);
    check(stored(), &[Command::RejectAll], CHOSEN);
}

#[test]
fn a_reset_erases_the_record_and_asks_again() {
    check(None, &[Command::AcceptAll, Command::Reset], FORGOTTEN);
    check(None, &[Command::Reset], FORGOTTEN);
}

#[test]
fn showing_and_hiding_only_shows() {
    check(None, &[Command::ShowBanner], SHOWN);
    check(None, &[Command::ShowPreferences], SHOWN);
    check(None, &[Command::Hide], SHOWN);
    check(None, &[Command::ShowPreferences, Command::Hide], SHOWN);
}

/// The place of an effect in the contract: record, log and cookies, release, show, announce, reload.
fn rank(effect: &Effect) -> usize {
    match effect {
        WriteRecord | KeepRecord | EraseRecord => 0,
        Log => 1,
        EraseCookies => 1,
        Release => 2,
        Show => 3,
        AnnounceReady => 4,
        AnnounceChoice => 5,
        AnnounceChange => 6,
        Reload => 7,
    }
}

/// The site with `reload`.
fn reloading() -> Config {
    config(&SITE.replacen('{', r#"{ "reload": true,"#, 1))
}

#[test]
fn every_command_keeps_the_order_of_the_contract() {
    let commands = [
        Command::AcceptAll,
        Command::RejectAll,
        choose("matomo", true),
        choose("matomo", false),
        Command::ShowBanner,
        Command::ShowPreferences,
        Command::Hide,
        Command::Acknowledge,
        Command::Reset,
        Command::Adopt(Some(record(3, NOW + 1, &["support"]))),
        Command::Adopt(None),
    ];
    for first in &commands {
        for second in &commands {
            for config in [the_site().clone(), reloading()] {
                let (mut session, started) = given::start(config, None, NOW);
                let effects = session.apply(first.clone(), moment(NOW, "id"));
                let again = session.apply(second.clone(), moment(NOW, "id"));
                for effects in [started, effects, again] {
                    assert!(effects.is_sorted_by_key(rank), "{first:?}, {second:?}: {effects:?}");
                    assert!(effects.windows(2).all(|pair| pair[0] != pair[1]), "{effects:?}");
                }
            }
        }
    }
}

#[test]
fn a_site_of_necessary_categories_asks_nothing_and_works() {
    let (mut session, effects) = given::start(config(ONLY_NECESSARY), None, NOW);
    assert_eq!(effects, STARTED);
    assert_eq!(session.apply(Command::AcceptAll, moment(NOW, "id")), CHOSEN_AGAIN);
    assert_eq!(session.decision().granted("necessary"), Some(true));
}
