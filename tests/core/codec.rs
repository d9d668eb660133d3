//! `core::codec`: the record as text.

use crate::given::{NOW, decided, record};
use octoconsent::core::codec::{VERSION, decode, encode, encode_decision, mark};
use octoconsent::core::decision::Decision;
use octoconsent::core::record::{Method, Record};
use octoconsent::core::regime::{Regime, Signal};

/// A record of a real shape: a necessary category, one half granted, one without services.
pub fn sample() -> Record {
    let mut decision = Decision::default();
    decision.add("necessary", false, true, true);
    for (id, service, granted) in
        [("analytics", false, false), ("matomo", true, true), ("posthog", true, false), ("support", false, false)]
    {
        decision.add(id, service, false, granted);
    }
    Record {
        id: "9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4".into(),
        created: NOW,
        updated: NOW + 1,
        method: Method::Selection,
        regime: Regime::OptIn,
        region: "FR".into(),
        signal: Some(Signal::Gpc),
        source: "klaro".into(),
        revision: 3,
        fingerprint: "5d0f2a11".into(),
        product: "0_1_0".into(),
        language: "fr".into(),
        purposes: "Kf3_a-b9".into(),
        decision,
    }
}

/// Its text. The last number was computed by another program.
pub const TEXT: &str = "1.9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4.1763877000000.1763877000001.selection.opt-in.FR.gpc.klaro.3.\
                        5d0f2a11.0_1_0.fr.Kf3_a-b9.necessary:n*analytics:0~matomo:1~posthog:0*support:0.2697198666";

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
    use Method::{AcceptAll, Acknowledge, Api, Close, Import, RejectAll, Selection, Signal, Withdrawal};
    for method in [AcceptAll, RejectAll, Selection, Withdrawal, Close, Api, Acknowledge, Signal, Import] {
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
        check_round_trip(&Record { decision: decided(&chosen), ..sample() });
    }
}

#[test]
fn every_regime_region_signal_and_source_comes_back() {
    for regime in [Regime::OptIn, Regime::OptOut, Regime::Notice, Regime::None] {
        check_round_trip(&Record { regime, ..sample() });
    }
    for signal in [None, Some(Signal::Gpc), Some(Signal::DoNotTrack)] {
        check_round_trip(&Record { signal, ..sample() });
    }
    for (region, source, purposes) in [("", "", ""), ("US-CA", "link", "abcd"), ("GB", "vanilla-cookieconsent", "")] {
        check_round_trip(&Record {
            region: region.into(),
            source: source.into(),
            purposes: purposes.into(),
            ..sample()
        });
    }
}

#[test]
fn what_was_necessary_was_not_asked() {
    let record = record(3, NOW, &["matomo"]);
    let read = decode(&encode(&record)).unwrap();
    assert!(read.decision.answers[0].necessary && read.decision.answers[1].necessary);
    assert_eq!((read.decision.said("necessary"), read.decision.said("shop")), (None, None));
    assert_eq!((read.decision.said("matomo"), read.decision.said("posthog")), (Some(true), Some(false)));
}

#[test]
fn a_decision_is_written_in_categories_and_their_services() {
    let text = "necessary:n~shop:n*analytics:0~matomo:1~posthog:0*targeting:1~snowplow:1*support:0";
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

/// A record of five categories and fifty services, all optional, whose ids have so many characters; every second is granted.
fn fifty(length: usize) -> Record {
    let id = |name: &str| format!("{name:x<length$}");
    let mut decision = Decision::default();
    for category in 0..5 {
        decision.add(&format!("category-{category}"), false, false, false);
        for service in 0..10 {
            decision.add(&id(&format!("service-{category}{service}")), true, false, service % 2 == 0);
        }
    }
    let purposes = "abcd".repeat(75);
    Record { decision, language: "zh-Hant-TW".into(), revision: 999_999, purposes, ..sample() }
}

#[test]
fn fifty_services_fit_a_kilobyte_whatever_their_ids() {
    for length in [10, 15, 30, 64] {
        let text = encode(&fifty(length));
        assert!(text.len() <= 1024, "{} bytes with ids of {length}", text.len());
    }
}

#[test]
fn a_long_record_says_the_same_of_every_service() {
    let record = fifty(64);
    let read = decode(&encode(&record)).unwrap();
    assert_ne!(read.decision.ids(), record.decision.ids());
    for answer in &record.decision.answers {
        assert_eq!(read.decision.said(&answer.id), Some(answer.granted), "{}", answer.id);
    }
    assert_eq!(encode(&read), encode(&record));
}

#[test]
fn of_two_services_with_one_mark_a_denial_counts() {
    let mut decision = Decision::default();
    decision.add("a", false, false, false);
    decision.add(&mark("same"), true, false, true);
    decision.add(&mark("same"), true, false, false);
    let read = decode(&encode(&Record { decision, ..sample() })).unwrap();
    assert_eq!(read.decision.said("same"), Some(false));
}
