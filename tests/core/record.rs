//! `core::record`: the kept proof of a choice.

use crate::given::{NOW, record};
use octoconsent::core::decision::Decision;
use octoconsent::core::record::{DAY, Method, Record};

const METHODS: [(Method, &str); 6] = [
    (Method::AcceptAll, "accept-all"),
    (Method::RejectAll, "reject-all"),
    (Method::Selection, "selection"),
    (Method::Withdrawal, "withdrawal"),
    (Method::Close, "close"),
    (Method::Api, "api"),
];

#[test]
fn every_method_has_its_name() {
    for (method, name) in METHODS {
        assert_eq!(method.name(), name);
        assert_eq!(Method::named(name), Some(method));
    }
}

#[test]
fn no_other_name_is_a_method() {
    for name in ["", "accept", "Accept-All", "accept-all ", "accept-all reject-all", "API"] {
        assert_eq!(Method::named(name), None, "{name:?}");
    }
}

#[test]
fn a_day_has_so_many_milliseconds() {
    assert_eq!(DAY, 24 * 60 * 60 * 1000);
}

#[test]
fn the_first_record_holds_nothing_yet() {
    let record = Record::first("id", NOW);
    assert_eq!((record.id.as_str(), record.created, record.updated), ("id", NOW, NOW));
    assert_eq!(record.decision, Decision::default());
}

#[track_caller]
fn check(age: u64, days: u32, expired: bool) {
    assert_eq!(record(3, NOW, &[]).expired(NOW + age, days), expired, "after {age} ms of {days} days");
}

#[test]
fn a_record_expires_to_the_millisecond() {
    check(0, 1, false);
    check(DAY - 1, 1, false);
    check(DAY, 1, true);
    check(182 * DAY - 1, 182, false);
    check(182 * DAY, 182, true);
}

#[test]
fn the_longest_time_is_counted_without_overflow() {
    check(400 * DAY - 1, 400, false);
    check(400 * DAY, 400, true);
    check(DAY, u32::MAX, false);
}

#[test]
fn a_record_from_the_future_has_not_expired() {
    assert!(!record(3, NOW, &[]).expired(NOW - DAY, 1));
    assert!(!record(3, NOW, &[]).expired(0, 1));
}
