//! `core::question`: which of the question a record has not answered, where short marks have to stand for names.

use crate::given::{NOW, config};
use octoconsent::core::codec::{decode, encode, mark};
use octoconsent::core::config::Config;
use octoconsent::core::decision::Decision;
use octoconsent::core::hash;
use octoconsent::core::question::{lapse, marks, news};
use octoconsent::core::record::Record;
use octoconsent::core::regime::rule;
use octoconsent::core::session::Reason;

/// A site of two categories with these services each, so many that a record needs their marks.
fn site(first: &[&str], second: &[&str]) -> Config {
    let services = |ids: &[&str]| {
        let filling = |number| format!("filling-{}-{number:0>40}", ids.first().unwrap_or(&"none"));
        let mut all: Vec<String> = (0..15).map(filling).collect();
        all.extend(ids.iter().map(|id| (*id).to_owned()));
        let objects: Vec<String> = all.iter().map(|id| format!(r#"{{ "id": "{id}", "title": "S" }}"#)).collect();
        objects.join(",")
    };
    config(&format!(
        r#"{{ "categories": [{{ "id": "a", "title": "A", "services": [{}] }}, {{ "id": "b", "title": "B", "services": [{}] }}] }}"#,
        services(first),
        services(second)
    ))
}

/// A record of everything granted but these, as it is read back.
fn answered(config: &Config, denied: &[&str]) -> Record {
    let mut decision = Decision::all(config, true);
    denied.iter().for_each(|id| decision.set(id, false));
    let purposes = marks(config, &rule(config, ""));
    let record = Record { decision, purposes, language: "en".into(), ..Record::first("id", NOW) };
    let read = decode(&encode(&record)).unwrap();
    assert!(read.decision.answers[1].id.starts_with('\''), "a long record");
    read
}

/// Two ids with the same mark.
const TWINS: [&str; 2] = ["service-1036", "service-3836"];

#[test]
fn the_twins_of_these_tests_have_one_mark() {
    assert_ne!(TWINS[0], TWINS[1]);
    assert_eq!(mark(TWINS[0]), mark(TWINS[1]));
}

#[track_caller]
fn check(before: &Config, denied: &[&str], now: &Config, expected: &[&str]) {
    let record = answered(before, denied);
    assert_eq!(news(now, &rule(now, ""), &record), expected);
}

#[test]
fn twins_in_one_category_are_asked_once() {
    let both = site(&TWINS, &["c"]);
    check(&both, &[], &both, &[]);
}

#[test]
fn twins_in_two_categories_are_asked_once() {
    let both = site(&TWINS[..1], &TWINS[1..]);
    check(&both, &[], &both, &[]);
}

#[test]
fn of_twins_a_denial_counts_for_both() {
    let both = site(&TWINS, &["c"]);
    let record = answered(&both, &TWINS[..1]);
    assert_eq!((record.decision.said(TWINS[0]), record.decision.said(TWINS[1])), (Some(false), Some(false)));
}

#[test]
fn a_new_twin_is_new_though_its_mark_is_known() {
    check(&site(&["x", TWINS[0]], &["c"]), &[], &site(&["x", TWINS[0], TWINS[1]], &["c"]), &TWINS);
    check(&site(&["x"], &["y", TWINS[0]]), &[], &site(&["x", TWINS[1]], &["y", TWINS[0]]), &[TWINS[1]]);
}

#[test]
fn a_record_is_asked_again_for_one_reason_that_comes_before_news() {
    let config = config(r#"{ "revision": 2, "categories": [{ "id": "new", "title": "New" }] }"#);
    let rule = rule(&config, "");
    let record = Record { revision: 2, ..Record::first("id", NOW) };
    assert_eq!(lapse(&config, &rule, &record, NOW), Some(Reason::News));
    assert_eq!(lapse(&config, &rule, &record, record.expires(&rule)), Some(Reason::Expired));
    assert_eq!(lapse(&config, &rule, &Record { revision: 1, ..record }, NOW), Some(Reason::Revision));
}

#[test]
fn every_reason_has_its_name() {
    let reasons = [Reason::New, Reason::Regime, Reason::Revision, Reason::Policy, Reason::News, Reason::Expired];
    let names = ["new", "regime", "revision", "policy", "news", "expired"];
    assert_eq!(reasons.map(Reason::name), names);
}

#[test]
fn what_is_on_before_a_choice_and_every_purpose_has_a_mark() {
    let config = config(
        r#"{ "categories": [{ "id": "n", "necessary": true, "title": "N", "services": [{ "id": "shop", "title": "S", "purposes": ["pay"] }] },
            { "id": "a", "title": "A", "services": [{ "id": "s", "title": "S", "purposes": ["p", "q"] }, { "id": "t", "title": "T" }] },
            { "id": "b", "basis": "legitimate-interest", "title": "B" }] }"#,
    );
    let expected = [hash::mark(&["s", "p"]), hash::mark(&["s", "q"]), hash::mark(&["b"])];
    assert_eq!(marks(&config, &rule(&config, "")), expected.concat());
}
