//! `core::codec`: the record as text.

use crate::given::{NOW, decided, record};
use octoconsent::core::codec::{VERSION, decode, encode, encode_decision};
use octoconsent::core::decision::Decision;
use octoconsent::core::record::{Method, Record};

/// A record of a real shape: a necessary category, one half granted, one without services.
pub fn sample() -> Record {
    let mut decision = Decision::default();
    for (id, service, granted) in [
        ("necessary", false, true),
        ("analytics", false, false),
        ("matomo", true, true),
        ("posthog", true, false),
        ("support", false, false),
    ] {
        decision.add(id, service, false, granted);
    }
    Record {
        id: "9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4".into(),
        created: NOW,
        updated: NOW + 1,
        revision: 3,
        language: "fr".into(),
        method: Method::Selection,
        decision,
    }
}

/// Its text. The last number was computed by another program.
pub const TEXT: &str = "1.9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4.1763877000000.1763877000001.selection.3.fr.\
                        necessary:1*analytics:0~matomo:1~posthog:0*support:0.2668354974";

#[test]
fn a_record_has_exactly_this_text() {
    assert_eq!(encode(&sample()), TEXT);
}

#[test]
fn a_text_has_exactly_this_record() {
    assert_eq!(decode(TEXT), Some(sample()));
}

#[test]
fn the_text_begins_with_its_version() {
    assert_eq!(VERSION, "1");
    assert!(encode(&sample()).starts_with("1."));
}

#[track_caller]
fn check_round_trip(record: &Record) {
    let text = encode(record);
    assert_eq!(decode(&text).as_ref(), Some(record), "{text}");
}

#[test]
fn every_method_comes_back() {
    use Method::{AcceptAll, Api, Close, RejectAll, Selection, Withdrawal};
    for method in [AcceptAll, RejectAll, Selection, Withdrawal, Close, Api] {
        check_round_trip(&Record { method, ..sample() });
    }
}

#[test]
fn the_least_and_the_greatest_numbers_come_back() {
    check_round_trip(&Record { created: 0, updated: 0, revision: 0, ..sample() });
    let updated = 999_999_999_999_999;
    check_round_trip(&Record { created: updated, updated, revision: u32::MAX, ..sample() });
}

#[test]
fn every_language_comes_back() {
    for language in ["en", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske-1994"] {
        check_round_trip(&Record { language: language.into(), ..sample() });
    }
}

#[test]
fn the_shortest_and_the_longest_id_come_back() {
    for id in ["a", "0", &"x".repeat(64), "a_b-c"] {
        check_round_trip(&Record { id: id.into(), ..sample() });
    }
}

#[test]
fn every_decision_comes_back() {
    let ids = ["matomo", "posthog", "snowplow", "support"];
    for bits in 0..1_usize << ids.len() {
        let chosen: Vec<&str> = (0..ids.len()).filter(|at| bits >> at & 1 == 1).map(|at| ids[at]).collect();
        let mut decision = decided(&chosen);
        for answer in &mut decision.answers {
            answer.necessary = false;
        }
        check_round_trip(&Record { decision, ..sample() });
    }
}

#[test]
fn a_record_does_not_say_what_is_necessary() {
    let record = record(3, NOW, &["matomo"]);
    let read = decode(&encode(&record)).unwrap();
    assert!(read.decision.answers.iter().all(|answer| !answer.necessary));
    assert!(read.decision.changed(&record.decision).is_empty());
}

#[test]
fn a_decision_is_written_in_categories_and_their_services() {
    let text = "necessary:1~shop:1*analytics:0~matomo:1~posthog:0*targeting:1~snowplow:1*support:0";
    assert_eq!(encode_decision(&decided(&["matomo", "targeting"])), text);
    assert_eq!(encode_decision(&Decision::default()), "");
}

#[test]
fn only_characters_that_a_cookie_value_may_hold_are_written() {
    let octet = |byte: u8| matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e);
    let records = [sample(), Record { language: "sl-rozaj-biske".into(), id: "Z_9-z".into(), ..sample() }];
    for record in &records {
        assert!(encode(record).bytes().all(octet), "{}", encode(record));
    }
}

#[test]
fn a_text_needs_no_escaping() {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:*~".contains(&byte);
    assert!(encode(&sample()).bytes().all(plain));
}

#[test]
fn fifty_services_fit_a_kilobyte() {
    let mut decision = Decision::default();
    for category in 0..5 {
        decision.add(&format!("category-{category}"), false, false, false);
        for service in 0..10 {
            decision.add(&format!("service-{category}{service}"), true, false, service % 2 == 0);
        }
    }
    assert!(decision.ids().iter().all(|id| id.len() == 10));
    let record = Record { decision, language: "zh-Hant-TW".into(), revision: 999_999, ..sample() };
    check_round_trip(&record);
    assert!(encode(&record).len() <= 1024, "{} bytes", encode(&record).len());
}
