//! `core::record`: the kept proof of a choice.

use crate::given::{NOW, granted, record, somewhere, the_site};
use octoconsent::core::decision::Decision;
use octoconsent::core::record::{DAY, Method, Record};

const METHODS: [(Method, &str); 9] = [
    (Method::AcceptAll, "accept-all"),
    (Method::RejectAll, "reject-all"),
    (Method::Selection, "selection"),
    (Method::Withdrawal, "withdrawal"),
    (Method::Close, "close"),
    (Method::Api, "api"),
    (Method::Acknowledge, "acknowledge"),
    (Method::Signal, "signal"),
    (Method::Import, "import"),
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

/// When a record of `NOW` expires, under a rule by which a grant holds 100 days and a refusal 200.
#[track_caller]
fn check_expires(granted: &[&str], days: u64) {
    let mut rule = somewhere(the_site()).rule;
    (rule.days, rule.days_denied) = (100, 200);
    assert_eq!(record(3, NOW, granted).expires(&rule), NOW + days * DAY, "{granted:?}");
}

#[test]
fn a_grant_and_a_refusal_hold_for_their_own_time() {
    check_expires(&[], 200);
    check_expires(&["matomo"], 100);
    check_expires(&["support"], 100);
}

#[test]
fn the_longest_time_is_counted_without_overflow() {
    let mut rule = somewhere(the_site()).rule;
    rule.days_denied = u32::MAX;
    assert_eq!(record(3, NOW, &[]).expires(&rule), NOW + u64::from(u32::MAX) * DAY);
}

#[test]
fn of_two_records_the_newer_counts() {
    let (older, newer) = (record(3, NOW, &["matomo"]), record(3, NOW + 1, &["support"]));
    assert_eq!(older.clone().newest(newer.clone(), NOW), newer);
    assert_eq!(newer.clone().newest(older, NOW), newer);
}

#[test]
fn of_two_records_of_one_time_what_either_denies_is_denied() {
    let (one, other) = (record(3, NOW, &["matomo", "support"]), record(3, NOW, &["posthog", "support"]));
    assert_eq!(granted(&one.clone().newest(other.clone(), NOW).decision), ["necessary", "shop", "support"]);
    assert_eq!(granted(&other.newest(one, NOW).decision), ["necessary", "shop", "support"]);
}
