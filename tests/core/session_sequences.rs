//! Every short sequence of commands: nothing but a grant grants, and the record always says what is in force.

use crate::given::{self, IDS, NOW, granted, moment, record, the_site};
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::record::Record;
use octoconsent::core::session::{Command, Effect, Session};

fn choose(choices: &[(&str, bool)]) -> Command {
    Command::Choose(choices.iter().map(|(id, granted)| ((*id).to_owned(), *granted)).collect())
}

/// Every command by which a visitor grants nothing.
fn without_a_grant() -> Vec<Command> {
    vec![
        Command::RejectAll,
        choose(&[]),
        choose(&[("matomo", false)]),
        choose(&[("necessary", true), ("shop", false), ("analytics", false), ("support", false)]),
        choose(&[("nobody", true)]),
        Command::ShowBanner,
        Command::ShowPreferences,
        Command::Hide,
        Command::Reset,
        Command::Adopt(None),
        Command::Adopt(Some(record(3, NOW + 1, &[]))),
    ]
}

/// Carries out every sequence of up to `length` commands, and judges the session after each.
fn walk(commands: &[Command], stored: Option<&Record>, length: u32, judge: &mut dyn FnMut(&Session, &[&Command])) {
    for length in 1..=length {
        for number in 0..commands.len().pow(length) {
            let (mut session, _) = given::start(the_site().clone(), stored.cloned(), NOW);
            let nth = |place| &commands[number / commands.len().pow(place) % commands.len()];
            let done: Vec<&Command> = (0..length).map(nth).collect();
            for command in &done {
                let _ = session.apply((*command).clone(), moment(NOW, "id"));
            }
            judge(&session, &done);
        }
    }
}

#[track_caller]
fn check_grants_nothing(stored: Option<&Record>, length: u32) {
    walk(&without_a_grant(), stored, length, &mut |session, done| {
        assert_eq!(granted(session.decision()), ["necessary", "shop"], "{done:?}");
    });
}

#[test]
fn nothing_is_granted_without_a_grant() {
    check_grants_nothing(None, 4);
}

#[test]
fn nothing_is_granted_by_what_an_expired_record_granted() {
    check_grants_nothing(Some(&record(3, 0, &IDS)), 3);
}

#[test]
fn nothing_is_granted_by_what_was_granted_to_another_question() {
    check_grants_nothing(Some(&record(2, NOW, &IDS)), 3);
}

#[test]
fn nothing_denied_is_granted_without_a_grant() {
    let kept = ["necessary", "shop", "posthog", "support"];
    walk(&without_a_grant(), Some(&record(3, NOW, &["posthog", "support"])), 3, &mut |session, done| {
        assert!(granted(session.decision()).iter().all(|id| kept.contains(id)), "{done:?}");
    });
}

fn every_command() -> Vec<Command> {
    let mut commands = without_a_grant();
    commands.extend([
        Command::AcceptAll,
        choose(&[("matomo", true)]),
        choose(&[("analytics", true), ("posthog", false)]),
    ]);
    commands
}

#[test]
fn the_record_always_says_what_is_in_force() {
    walk(&every_command(), None, 3, &mut |session, done| {
        let recorded = session.record().map(|record| &record.decision);
        assert!(recorded.is_none_or(|decision| decision == session.decision()), "{done:?}");
        assert_eq!(session.record().is_none(), session.unanswered(), "{done:?}");
    });
}

#[test]
fn without_a_record_nothing_is_granted() {
    walk(&every_command(), None, 3, &mut |session, done| {
        let granted = granted(session.decision());
        assert!(session.record().is_some() || granted == ["necessary", "shop"], "{done:?}");
    });
}

#[test]
fn every_record_is_read_back_and_means_the_same() {
    walk(&every_command(), None, 2, &mut |session, done| {
        let Some(record) = session.record() else { return };
        let read = decode(&encode(record));
        assert!(read.is_some(), "{done:?}: {}", encode(record));
        let (next_page, _) = given::start(the_site().clone(), read, NOW);
        assert_eq!(next_page.decision(), session.decision(), "{done:?}");
    });
}

#[test]
fn a_category_is_always_the_sum_of_its_services() {
    walk(&every_command(), None, 3, &mut |session, done| {
        let decision = session.decision();
        let both = decision.granted("matomo") == Some(true) && decision.granted("posthog") == Some(true);
        assert_eq!(decision.granted("analytics"), Some(both), "{done:?}");
        assert_eq!(decision.granted("targeting"), decision.granted("snowplow"), "{done:?}");
    });
}

#[test]
fn a_change_is_announced_exactly_where_something_changed() {
    for first in every_command() {
        for second in every_command() {
            let (mut session, _) = given::start(the_site().clone(), None, NOW);
            let _ = session.apply(first.clone(), moment(NOW, "id"));
            let before = session.decision().clone();
            let effects = session.apply(second.clone(), moment(NOW, "id"));
            let announced = effects.contains(&Effect::AnnounceChange);
            let changed = before != *session.decision();
            assert!(announced == changed || announced && second == Command::Reset, "{first:?}, {second:?}");
        }
    }
}
