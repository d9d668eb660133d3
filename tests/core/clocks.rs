//! Records and clocks that were set: neither makes an answer last for ever, or an older one count.

use crate::given::{MARKED, NOW, Visitor, choose, config, granted, moment};
use octoconsent::core::config::Config;
use octoconsent::core::record::{DAY, Record};
use octoconsent::core::session::Command::{AcceptAll, RejectAll};
use octoconsent::core::session::Reason;

const FRANCE: Visitor = Visitor("FR", None);

fn site() -> Config {
    config(MARKED)
}

#[test]
fn a_record_from_the_future_grants_nothing_and_is_asked_again() {
    let stored = |ahead: u64| FRANCE.leaves(&site(), NOW + ahead, &[choose(&[("statistics", true)])]);
    for ahead in [DAY + 1, 400 * DAY, 100_000 * DAY] {
        let session = FRANCE.comes(&site(), stored(ahead), NOW);
        assert_eq!(session.reason(), Some(Reason::Expired));
        assert_eq!((granted(session.decision()), session.record()), (vec!["necessary"], None));
    }
    // Clocks are set right by less than a day.
    for ahead in [1, DAY] {
        assert_eq!(FRANCE.comes(&site(), stored(ahead), NOW).reason(), None, "{ahead}");
    }
}

#[test]
fn a_record_of_today_grants_nothing_where_the_clock_is_at_its_beginning() {
    let stored = FRANCE.leaves(&site(), NOW, &[AcceptAll]);
    assert_eq!(granted(FRANCE.comes(&site(), stored, 0).decision()), ["necessary"]);
}

#[test]
fn an_answer_is_newer_than_the_one_it_replaces_though_the_clock_was_set_back() {
    for (before, now, expected) in
        [(NOW, NOW, NOW + 1), (NOW, NOW - 5000, NOW + 1), (NOW, NOW + 7, NOW + 7), (NOW + 2 * DAY, NOW, NOW)]
    {
        let stored = FRANCE.leaves(&site(), before, &[AcceptAll]);
        let mut session = FRANCE.comes(&site(), stored, now);
        let _ = session.apply(RejectAll, moment(now, "id"));
        let record = session.record().unwrap();
        assert_eq!(record.updated, expected);
        assert!(record.created <= record.updated);
    }
}

#[test]
fn a_record_from_the_future_is_older_than_any() {
    let at = |time| Record { updated: time, ..FRANCE.leaves(&site(), NOW, &[AcceptAll]).unwrap() };
    let (now, ahead) = (at(NOW), at(NOW + 2 * DAY));
    assert_eq!(now.clone().newest(ahead.clone(), NOW), now);
    assert_eq!(ahead.clone().newest(now.clone(), NOW), now);
    // Two days later it is none of the future.
    assert_eq!(now.newest(ahead.clone(), NOW + DAY), ahead);
}

#[test]
fn of_two_records_from_the_future_what_either_denies_is_denied() {
    let at = |time, command| Record { updated: time, ..FRANCE.leaves(&site(), NOW, &[command]).unwrap() };
    let one = at(NOW + 2 * DAY, choose(&[("ads", true), ("chat", true)]));
    let other = at(NOW + 3 * DAY, choose(&[("chat", true)]));
    assert_eq!(granted(&one.newest(other, NOW).decision), ["necessary", "chat"]);
}
