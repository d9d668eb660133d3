//! What a withdrawal entails: whether to keep sweeping, whether to load the page once more.

use crate::given::{self, NOW, SITE, config, moment, record, the_site};
use octoconsent::core::config::Config;
use octoconsent::core::record::Record;
use octoconsent::core::session::{Command, Effect, Session};

fn choose(id: &str, granted: bool) -> Command {
    Command::Choose(vec![(id.to_owned(), granted)])
}

fn stored(granted: &[&str]) -> Option<Record> {
    Some(record(3, NOW, granted))
}

fn run(config: Config, stored: Option<Record>, commands: &[Command]) -> (Session, Vec<&'static [Effect]>) {
    let (mut session, started) = given::start(config, stored, NOW);
    let mut effects = vec![started];
    effects.extend(commands.iter().map(|command| session.apply(command.clone(), moment(NOW, "id"))));
    (session, effects)
}

/// Whether something denied may still write after these commands.
#[track_caller]
fn check_lingers(stored: Option<Record>, commands: &[Command], expected: bool) {
    let (session, _) = run(the_site().clone(), stored, commands);
    assert_eq!(session.lingers(), expected, "{commands:?}");
}

#[test]
fn nothing_lingers_before_a_choice() {
    check_lingers(None, &[], false);
    check_lingers(stored(&["analytics"]), &[], false);
    check_lingers(stored(&[]), &[], false);
}

#[test]
fn nothing_lingers_where_all_is_granted_or_nothing_ever_was() {
    check_lingers(None, &[Command::AcceptAll], false);
    check_lingers(None, &[Command::RejectAll, Command::RejectAll], false);
    check_lingers(stored(&["matomo"]), &[choose("posthog", true)], false);
    check_lingers(stored(&["matomo"]), &[choose("posthog", false)], false);
}

#[test]
fn what_was_granted_on_this_page_and_is_denied_lingers() {
    check_lingers(None, &[Command::AcceptAll, Command::RejectAll], true);
    check_lingers(stored(&["analytics"]), &[Command::RejectAll], true);
    check_lingers(stored(&["analytics"]), &[choose("matomo", false)], true);
    check_lingers(stored(&["support"]), &[choose("support", false)], true);
    check_lingers(stored(&["analytics"]), &[Command::Reset], true);
}

#[test]
fn it_lingers_through_whatever_else_is_chosen() {
    let commands = [Command::RejectAll, Command::ShowPreferences, choose("support", true), Command::RejectAll];
    check_lingers(stored(&["analytics"]), &commands, true);
    check_lingers(stored(&["analytics"]), &[Command::Reset, choose("targeting", true)], true);
}

#[test]
fn what_is_granted_again_does_not_linger() {
    check_lingers(None, &[Command::AcceptAll, Command::RejectAll, Command::AcceptAll], false);
    check_lingers(stored(&["matomo"]), &[Command::RejectAll, choose("matomo", true)], false);
    check_lingers(stored(&["matomo", "support"]), &[Command::RejectAll, choose("matomo", true)], true);
}

#[test]
fn a_grant_of_another_page_does_not_linger() {
    check_lingers(Some(record(2, NOW, &["analytics"])), &[Command::RejectAll], false);
    check_lingers(Some(record(3, 0, &["analytics"])), &[Command::RejectAll], false);
}

/// Which of the start and these commands load the page once more.
#[track_caller]
fn check_reloads(stored: Option<Record>, commands: &[Command], expected: &[bool]) {
    let with = config(&SITE.replacen('{', r#"{ "reload": true,"#, 1));
    let (_, effects) = run(with, stored.clone(), commands);
    let reloads: Vec<bool> = effects.iter().map(|effects| effects.last() == Some(&Effect::Reload)).collect();
    assert_eq!(reloads, expected, "{commands:?}");
    let count = effects.concat().iter().filter(|effect| **effect == Effect::Reload).count();
    assert_eq!(count, expected.iter().filter(|reload| **reload).count(), "{effects:?}");
    let (_, effects) = run(the_site().clone(), stored, commands);
    assert!(!effects.concat().contains(&Effect::Reload), "without `reload`: {effects:?}");
}

#[test]
fn a_start_does_not_reload() {
    check_reloads(None, &[], &[false]);
    check_reloads(stored(&["analytics"]), &[], &[false]);
    check_reloads(stored(&[]), &[], &[false]);
}

#[test]
fn a_choice_that_takes_nothing_back_does_not_reload() {
    check_reloads(None, &[Command::RejectAll, Command::RejectAll], &[false, false, false]);
    check_reloads(None, &[Command::AcceptAll, Command::AcceptAll], &[false, false, false]);
    check_reloads(stored(&["matomo"]), &[choose("posthog", true), choose("targeting", false)], &[false, false, false]);
    check_reloads(None, &[Command::Reset], &[false, false]);
    check_reloads(stored(&["matomo"]), &[Command::ShowBanner, Command::Hide], &[false, false, false]);
}

#[test]
fn a_choice_that_takes_something_back_reloads_once() {
    check_reloads(stored(&["analytics"]), &[Command::RejectAll, Command::RejectAll], &[false, true, false]);
    check_reloads(stored(&["analytics"]), &[choose("matomo", false)], &[false, true]);
    check_reloads(stored(&["support"]), &[choose("support", false)], &[false, true]);
    let swap = Command::Choose(vec![("support".to_owned(), false), ("targeting".to_owned(), true)]);
    check_reloads(stored(&["support"]), &[swap], &[false, true]);
}

#[test]
fn a_reset_that_takes_something_back_reloads_once() {
    check_reloads(stored(&["analytics"]), &[Command::Reset, Command::Reset], &[false, true, false]);
}

#[test]
fn the_record_is_written_before_the_page_is_loaded_once_more() {
    let with = config(&SITE.replacen('{', r#"{ "reload": true,"#, 1));
    let (_, effects) = run(with, stored(&["analytics"]), &[Command::RejectAll]);
    assert_eq!(effects[1].first(), Some(&Effect::WriteRecord));
    assert_eq!(effects[1].get(1..3), Some(&[Effect::Log, Effect::EraseCookies][..]));
}
