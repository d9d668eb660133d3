//! What makes an answer count no more, and what holds until the visitor has answered again.

use crate::given::{self, MARKED, NOW, Visitor, choose, config, granted, marked, moment};
use octoconsent::core::config::Config;
use octoconsent::core::record::{DAY, Record};
use octoconsent::core::session::Command::{AcceptAll, Acknowledge, RejectAll};
use octoconsent::core::session::{Command, Reason, Session, Surface};

const FRANCE: Visitor = Visitor("FR", None);
const UK: Visitor = Visitor("GB", None);
const US: Visitor = Visitor("US", None);
const JAPAN: Visitor = Visitor("JP", None);

fn site() -> Config {
    config(MARKED)
}

/// Why a visitor of France is asked again who accepted everything a day ago, and of what.
#[track_caller]
fn check(before: &Config, now: &Config, expected: Option<Reason>, news: &[&str]) -> Session {
    let stored = FRANCE.leaves(before, NOW - DAY, &[AcceptAll]);
    let session = FRANCE.comes(now, stored, NOW);
    assert_eq!((session.reason(), session.news()), (expected, news.to_vec()));
    assert_eq!(session.surface(), if expected.is_some() { Surface::Banner } else { Surface::Closed });
    session
}

#[test]
fn nobody_is_asked_again_for_nothing() {
    check(&site(), &site(), None, &[]);
}

#[test]
fn a_service_that_is_gone_is_not_asked_for() {
    check(&site(), &marked(r#"{ "id": "matomo", "title": "Matomo" }, "#, ""), None, &[]);
    let none = marked(
        r#""services": [
        { "id": "matomo", "title": "Matomo" }, { "id": "posthog", "title": "PostHog" } ]"#,
        r#""services": []"#,
    );
    check(&site(), &none, None, &[]);
}

#[test]
fn a_category_that_is_gone_is_not_asked_for() {
    check(&site(), &marked(r#"{ "id": "look", "use": "appearance", "title": "Look" },"#, ""), None, &[]);
}

#[test]
fn other_words_and_languages_are_not_asked_for() {
    check(&site(), &marked(r#""title": "Matomo""#, r#""title": { "en": "Matomo", "fr": "Matomo." }"#), None, &[]);
    check(&site(), &marked(r#""presets""#, r#""texts": { "fr": { "save": "Garder" } }, "presets""#), None, &[]);
    check(&site(), &marked(r#""presets""#, r#""links": [{ "href": "/p", "text": "P" }], "presets""#), None, &[]);
}

#[test]
fn another_order_is_not_asked_for() {
    let swapped = marked(
        r#"{ "id": "matomo", "title": "Matomo" }, { "id": "posthog", "title": "PostHog" }"#,
        r#"{ "id": "posthog", "title": "PostHog" }, { "id": "matomo", "title": "Matomo" }"#,
    );
    check(&site(), &swapped, None, &[]);
}

#[test]
fn a_new_service_is_asked_for_and_denied_while_the_rest_holds() {
    let more = marked(r#"{ "id": "pixel""#, r#"{ "id": "new", "title": "New" }, { "id": "pixel""#);
    let session = check(&site(), &more, Some(Reason::News), &["new"]);
    let on = granted(session.decision());
    assert!(on.contains(&"pixel") && on.contains(&"matomo") && !on.contains(&"new") && !on.contains(&"ads"), "{on:?}");
    assert!(session.record().is_some());
}

#[test]
fn a_new_category_is_asked_for_with_its_services_and_denied() {
    let more = marked(
        r#"{ "id": "look""#,
        r#"{ "id": "new", "title": "N", "services": [{ "id": "s", "title": "S" }] }, { "id": "look""#,
    );
    let session = check(&site(), &more, Some(Reason::News), &["new", "s"]);
    assert_eq!((session.decision().granted("new"), session.decision().granted("s")), (Some(false), Some(false)));
}

#[test]
fn the_first_service_of_a_granted_category_is_asked_for_and_denied() {
    let more = marked(r#""id": "chat","#, r#""id": "chat", "services": [{ "id": "talk", "title": "T" }], "#);
    let session = check(&site(), &more, Some(Reason::News), &["talk"]);
    assert_eq!(session.decision().granted("chat"), Some(false));
}

#[test]
fn a_service_in_another_category_is_asked_for_and_denied() {
    let moved = config(&MARKED.replacen(r#"{ "id": "matomo", "title": "Matomo" }, "#, "", 1).replacen(
        r#"{ "id": "pixel""#,
        r#"{ "id": "matomo", "title": "Matomo" }, { "id": "pixel""#,
        1,
    ));
    let session = check(&site(), &moved, Some(Reason::News), &["matomo"]);
    assert_eq!(session.decision().granted("matomo"), Some(false));
    assert_eq!(session.decision().granted("pixel"), Some(true));
}

#[test]
fn what_was_necessary_and_is_no_more_is_asked_for_and_denied() {
    let before = marked(r#""id": "chat","#, r#""id": "chat", "necessary": true,"#);
    let session = check(&before, &site(), Some(Reason::News), &["chat"]);
    assert_eq!(session.decision().granted("chat"), Some(false));
}

#[test]
fn what_is_necessary_now_is_not_asked_for() {
    check(&site(), &marked(r#""id": "chat","#, r#""id": "chat", "necessary": true,"#), None, &[]);
}

fn with_purposes(purposes: &str) -> Config {
    marked(r#""title": "Matomo""#, &format!(r#""title": "Matomo", "purposes": [{purposes}]"#))
}

#[test]
fn a_new_purpose_is_asked_for_and_the_service_denied_meanwhile() {
    let session = check(
        &with_purposes(r#""audience""#),
        &with_purposes(r#""audience", "profiling""#),
        Some(Reason::News),
        &["matomo"],
    );
    assert_eq!(session.decision().granted("matomo"), Some(false));
    assert_eq!(session.decision().granted("posthog"), Some(true));
    check(&site(), &with_purposes(r#""audience""#), Some(Reason::News), &["matomo"]);
}

#[test]
fn a_purpose_that_is_gone_or_stands_elsewhere_in_the_list_is_not_asked_for() {
    check(&with_purposes(r#""audience", "tests""#), &with_purposes(r#""tests", "audience""#), None, &[]);
    check(&with_purposes(r#""audience", "tests""#), &with_purposes(r#""tests""#), None, &[]);
    check(&with_purposes(r#""audience", "tests""#), &site(), None, &[]);
}

#[test]
fn a_purpose_of_another_service_is_new() {
    let of_posthog = marked(r#""title": "PostHog""#, r#""title": "PostHog", "purposes": ["audience"]"#);
    check(&with_purposes(r#""audience""#), &of_posthog, Some(Reason::News), &["posthog"]);
}

/// A site of fifty services with so many purposes each, the first of which is called `first`.
fn fifty(purposes: usize, first: &str) -> Config {
    let mut categories = Vec::new();
    for category in 0..5 {
        let mut services = Vec::new();
        for service in 0..10 {
            let mut names: Vec<String> = (1..purposes).map(|purpose| format!("\"purpose-{purpose}\"")).collect();
            names.insert(0, format!("\"{first}\""));
            let id = format!("a-service-with-a-long-name-{category}{service}");
            services.push(format!(r#"{{ "id": "{id}", "title": "S", "purposes": [{}] }}"#, names.join(",")));
        }
        let services = services.join(",");
        categories.push(format!(r#"{{ "id": "category-{category}", "title": "C", "services": [{services}] }}"#));
    }
    config(&format!(r#"{{ "presets": true, "categories": [{}] }}"#, categories.join(",")))
}

#[test]
fn fifty_services_with_many_purposes_stay_below_a_kilobyte_and_are_not_asked_again() {
    for purposes in [1, 2, 5, 10] {
        let site = fifty(purposes, "first");
        for visitor in [FRANCE, US] {
            let stored = visitor.leaves(&site, NOW, &[choose(&[("category-1", true), ("category-2", false)])]).unwrap();
            let text = octoconsent::core::codec::encode(&stored);
            assert!(text.len() <= 1024, "{} bytes with {purposes} purposes each", text.len());
            let session = visitor.comes(&site, Some(stored), NOW + 1);
            assert_eq!((session.reason(), session.news()), (None, Vec::new()));
            assert_eq!(session.decision().granted("category-1"), Some(true));
            assert_eq!(session.decision().granted("category-2"), Some(false));
        }
        check(&site, &fifty(purposes, "another"), Some(Reason::News), &site_services());
    }
}

fn site_services() -> Vec<&'static str> {
    let ids = (0..50).map(|at| format!("a-service-with-a-long-name-{}{}", at / 10, at % 10));
    ids.map(|id| &*id.leak()).collect()
}

#[test]
fn an_expired_answer_grants_nothing_though_there_is_something_new_too() {
    let more = marked(r#"{ "id": "pixel""#, r#"{ "id": "new", "title": "New" }, { "id": "pixel""#);
    let stored = FRANCE.leaves(&site(), NOW - 182 * DAY, &[AcceptAll]);
    let session = FRANCE.comes(&more, stored, NOW);
    assert_eq!((session.reason(), granted(session.decision())), (Some(Reason::Expired), vec!["necessary"]));
    assert_eq!(session.record(), None);
}

#[test]
fn another_revision_grants_nothing_though_there_is_something_new_too() {
    let more = marked(r#""presets": true"#, r#""presets": true, "revision": 2"#);
    let session = check(&site(), &more, Some(Reason::Revision), &[]);
    assert_eq!(granted(session.decision()), ["necessary"]);
}

/// The site with a policy of 22 November 2025: a day before [`NOW`], roughly.
fn policy(day: &str) -> Config {
    marked(r#""presets": true"#, &format!(r#""presets": true, "policyDate": "{day}", "policyChanges": "More." "#))
}

#[test]
fn a_policy_later_than_the_answer_is_asked_for_from_its_day_on() {
    let (before, day, after) = (1_763_769_599_999, 1_763_769_600_000, 1_763_769_600_001);
    let reason = |answered, now| {
        let stored = FRANCE.leaves(&site(), answered, &[AcceptAll]);
        FRANCE.comes(&policy("2025-11-22"), stored, now).reason()
    };
    assert_eq!(reason(before, before), None);
    assert_eq!(reason(before, day), Some(Reason::Policy));
    assert_eq!(reason(before, NOW), Some(Reason::Policy));
    assert_eq!(reason(day, NOW), None);
    assert_eq!(reason(after, NOW), None);
}

#[test]
fn a_policy_to_come_and_one_long_past_are_not_asked_for() {
    check(&site(), &policy("2099-01-01"), None, &[]);
    check(&site(), &policy("1999-01-01"), None, &[]);
}

#[test]
fn what_the_policy_changed_is_told_in_the_visitors_language() {
    let site = marked(
        r#""presets": true"#,
        r#""policyDate": "2025-01-01", "policyChanges": { "en": "More.", "fr": "Plus." }"#,
    );
    assert_eq!((site.policy_changes("fr"), site.policy_changes("de")), (Some("Plus."), Some("More.")));
}

#[test]
fn a_record_that_is_asked_again_lends_its_id_to_the_next() {
    let stored = FRANCE.leaves(&site(), NOW - 400 * DAY, &[AcceptAll]).unwrap();
    let mut session = FRANCE.comes(&site(), Some(Record { id: "first".into(), ..stored.clone() }), NOW);
    let _ = session.apply(RejectAll, moment(NOW, "second"));
    let record = session.record().unwrap();
    assert_eq!((record.id.as_str(), record.created), ("first", stored.created));
}

#[test]
fn whoever_answers_what_is_new_is_asked_no_more() {
    let more = marked(r#"{ "id": "pixel""#, r#"{ "id": "new", "title": "New" }, { "id": "pixel""#);
    for command in [AcceptAll, RejectAll, choose(&[("new", true)]), choose(&[])] {
        let stored = FRANCE.leaves(&site(), NOW - DAY, &[AcceptAll]);
        let mut session = FRANCE.comes(&more, stored, NOW);
        let _ = session.apply(command.clone(), moment(NOW, "id"));
        let session = FRANCE.comes(&more, session.kept().cloned(), NOW + 1);
        assert_eq!(session.reason(), None, "{command:?}");
    }
}

#[test]
fn everybody_is_asked_by_the_regime_of_the_region() {
    let asked = |visitor: Visitor| visitor.comes(&site(), None, NOW).surface() == Surface::Banner;
    assert!(asked(FRANCE) && asked(UK) && asked(US) && asked(JAPAN) && asked(Visitor("", None)));
    let regime = |regime: &str| {
        let rules = format!(r#""regions": [{{ "in": ["JP"], "regime": "{regime}" }}], "presets""#);
        let session = JAPAN.comes(&marked(r#""presets""#, &rules), None, NOW);
        (session.surface(), session.unanswered())
    };
    assert_eq!(regime("notice"), (Surface::Banner, true));
    assert_eq!(regime("none"), (Surface::Closed, false));
}

#[test]
fn a_notice_is_shown_where_there_is_nothing_to_ask_until_it_was_read() {
    let json = given::ONLY_NECESSARY.replacen('{', r#"{ "presets": true,"#, 1);
    let (site, latvia) = (config(&json), Visitor("LV", None));
    assert_eq!(FRANCE.comes(&site, None, NOW).surface(), Surface::Closed);
    assert_eq!(latvia.comes(&site, None, NOW).surface(), Surface::Banner);
    let read: &[Command] = &[Acknowledge];
    let stored = latvia.leaves(&site, NOW, read);
    assert_eq!(latvia.comes(&site, stored.clone(), NOW + 1).surface(), Surface::Closed);
    assert_eq!(latvia.comes(&site, stored, NOW + 182 * DAY).surface(), Surface::Banner);
}

#[test]
fn a_notice_that_was_read_is_no_answer_to_what_is_asked_later() {
    let before = config(&given::ONLY_NECESSARY.replacen('{', r#"{ "presets": true,"#, 1));
    let stored = Visitor("LV", None).leaves(&before, NOW, &[Acknowledge]);
    let session = Visitor("LV", None).comes(&site(), stored, NOW + 1);
    assert_eq!((session.reason(), granted(session.decision())), (Some(Reason::Regime), vec!["necessary"]));
}
