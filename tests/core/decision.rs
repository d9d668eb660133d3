//! `core::decision`: granted or denied, for every category and service.

use crate::given::{IDS, ONLY_NECESSARY, config, decided, granted, the_site};
use octoconsent::core::decision::Decision;

#[track_caller]
fn check(decision: &Decision, expected: &[&str]) {
    assert_eq!(granted(decision), expected);
}

#[test]
fn denied_means_all_but_what_is_necessary() {
    check(&Decision::all(the_site(), false), &["necessary", "shop"]);
}

#[test]
fn granted_means_everything() {
    check(&Decision::all(the_site(), true), &IDS);
}

#[test]
fn every_category_is_followed_by_its_services() {
    let decision = Decision::all(the_site(), false);
    assert_eq!(decision.ids(), IDS);
    let services: Vec<bool> = decision.answers.iter().map(|answer| answer.service).collect();
    assert_eq!(services, [false, true, false, true, true, false, true, false]);
}

#[test]
fn the_services_of_a_necessary_category_are_necessary() {
    let decision = Decision::all(the_site(), false);
    let necessary = decision.answers.iter().filter(|answer| answer.necessary).map(|answer| answer.id.as_str());
    assert_eq!(necessary.collect::<Vec<_>>(), ["necessary", "shop"]);
}

#[test]
fn nobody_knows_an_id_that_is_not_configured() {
    let decision = Decision::all(the_site(), true);
    assert_eq!(decision.granted("matomo"), Some(true));
    for id in ["", "Matomo", "matom", "matomo "] {
        assert_eq!(decision.granted(id), None, "{id:?}");
    }
}

#[test]
fn granting_a_category_grants_its_services() {
    check(&decided(&["analytics"]), &["necessary", "shop", "analytics", "matomo", "posthog"]);
}

#[test]
fn a_category_is_granted_only_when_all_its_services_are() {
    check(&decided(&["matomo"]), &["necessary", "shop", "matomo"]);
    check(&decided(&["matomo", "posthog"]), &["necessary", "shop", "analytics", "matomo", "posthog"]);
    check(&decided(&["snowplow"]), &["necessary", "shop", "targeting", "snowplow"]);
}

#[test]
fn a_category_without_services_has_its_own_state() {
    check(&decided(&["support"]), &["necessary", "shop", "support"]);
}

#[test]
fn denying_one_service_denies_its_category_and_spares_its_neighbours() {
    let mut decision = decided(&["analytics", "targeting"]);
    decision.set("posthog", false);
    check(&decision, &["necessary", "shop", "matomo", "targeting", "snowplow"]);
}

#[test]
fn denying_a_category_denies_its_services() {
    let mut decision = decided(&["analytics", "targeting", "support"]);
    decision.set("analytics", false);
    check(&decision, &["necessary", "shop", "targeting", "snowplow", "support"]);
}

#[test]
fn what_is_necessary_stays_granted() {
    for id in ["necessary", "shop"] {
        let mut decision = decided(&[]);
        decision.set(id, false);
        check(&decision, &["necessary", "shop"]);
    }
}

#[test]
fn setting_what_nobody_knows_changes_nothing() {
    let mut decision = decided(&["matomo"]);
    decision.set("nobody", true);
    decision.set("", true);
    assert_eq!(decision, decided(&["matomo"]));
}

#[test]
fn setting_twice_is_setting_once() {
    for id in IDS {
        let mut twice = decided(&[id]);
        twice.set(id, true);
        assert_eq!(twice, decided(&[id]), "{id}");
    }
}

#[test]
fn settling_tells_whether_a_category_disagreed_with_its_services() {
    let mut decision = decided(&["matomo"]);
    assert!(!decision.settle());
    decision.answers[2].granted = true;
    assert!(decision.settle());
    assert_eq!(decision, decided(&["matomo"]));
}

#[test]
fn settling_grants_a_category_whose_services_are_all_granted() {
    let mut decision = decided(&["analytics"]);
    decision.answers[2].granted = false;
    assert!(decision.settle());
    assert_eq!(decision, decided(&["analytics"]));
}

#[test]
fn settling_leaves_categories_without_services_alone() {
    let mut decision = Decision::default();
    decision.add("a", false, false, true);
    decision.add("b", false, false, false);
    assert!(!decision.settle());
    check(&decision, &["a"]);
}

#[test]
fn an_added_answer_is_granted_where_it_is_necessary() {
    let mut decision = Decision::default();
    decision.add("a", false, true, false);
    decision.add("b", true, false, false);
    check(&decision, &["a"]);
}

#[test]
fn a_recorded_decision_is_restored() {
    for ids in [&[][..], &["matomo"], &["analytics", "support"], &["targeting"]] {
        assert_eq!(Decision::restored(the_site(), &decided(ids)), decided(ids));
    }
}

#[test]
fn what_a_record_does_not_name_is_denied() {
    let mut recorded = Decision::default();
    recorded.add("analytics", false, false, true);
    recorded.add("matomo", true, false, true);
    check(&Decision::restored(the_site(), &recorded), &["necessary", "shop", "matomo"]);
    check(&Decision::restored(the_site(), &Decision::default()), &["necessary", "shop"]);
}

#[test]
fn a_grant_of_a_category_does_not_reach_services_that_it_got_later() {
    let mut recorded = Decision::default();
    recorded.add("analytics", false, false, true);
    check(&Decision::restored(the_site(), &recorded), &["necessary", "shop"]);
}

#[test]
fn what_a_record_names_and_nobody_knows_is_dropped() {
    let mut recorded = decided(&["support"]);
    recorded.add("gone", false, false, true);
    recorded.add("goner", true, false, true);
    assert_eq!(Decision::restored(the_site(), &recorded), decided(&["support"]));
}

#[test]
fn what_became_necessary_is_granted_whatever_the_record_says() {
    let mut recorded = Decision::default();
    recorded.add("necessary", false, false, false);
    check(&Decision::restored(&config(ONLY_NECESSARY), &recorded), &["necessary"]);
}

#[test]
fn what_changed_is_told_in_the_order_of_the_configuration() {
    let check = |before: &[&str], after: &[&str], expected: &[&str]| {
        assert_eq!(decided(after).changed(&decided(before)), expected, "{before:?} to {after:?}");
    };
    check(&[], &[], &[]);
    check(&["matomo"], &["matomo"], &[]);
    check(&[], &["analytics"], &["analytics", "matomo", "posthog"]);
    check(&["analytics"], &["matomo"], &["analytics", "posthog"]);
    check(&["support", "matomo"], &["targeting", "matomo"], &["targeting", "snowplow", "support"]);
}

#[test]
fn what_was_not_there_before_has_changed() {
    assert_eq!(decided(&[]).changed(&Decision::default()), IDS);
}
