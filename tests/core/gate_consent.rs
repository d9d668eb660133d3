//! Which tag a decision lets run.

use crate::gate::{ahead, both, drain, gate, tag};
use crate::given::{IDS, decided};
use octoconsent::core::decision::Decision;
use octoconsent::core::gate::Kind::{Deferred, External, Inline};
use octoconsent::core::gate::{Gate, Tag};

/// Whether a tag of this category and service runs while exactly these are granted.
#[track_caller]
fn check(category: &str, service: &str, granted: &[&str], runs: bool) {
    let decision = decided(granted);
    let tag = tag(7, Inline, category, service);
    assert_eq!(tag.allowed(&decision, true), runs, "{category:?} {service:?} with {granted:?}");
    let mut gate = Gate::default();
    gate.add(tag);
    assert_eq!(drain(&mut gate, &decision, true), if runs { vec![7] } else { vec![] });
}

#[test]
fn a_tag_runs_when_its_category_is_granted() {
    check("analytics", "", &["analytics"], true);
    check("analytics", "", &["targeting"], false);
    check("support", "", &["support"], true);
    check("support", "", &[], false);
}

#[test]
fn a_tag_of_a_necessary_category_always_runs() {
    check("necessary", "", &[], true);
    check("necessary", "shop", &[], true);
}

#[test]
fn a_tag_that_names_no_service_does_not_run_on_half_a_category() {
    check("analytics", "", &["matomo"], false);
    check("analytics", "", &["posthog"], false);
    check("analytics", "", &["matomo", "posthog"], true);
}

#[test]
fn a_tag_that_names_its_service_runs_on_that_grant() {
    check("analytics", "matomo", &["matomo"], true);
    check("analytics", "matomo", &["posthog"], false);
    check("analytics", "matomo", &["analytics"], true);
    check("analytics", "matomo", &[], false);
}

#[test]
fn a_tag_may_name_only_its_service() {
    check("", "matomo", &["matomo"], true);
    check("", "matomo", &["posthog"], false);
    check("", "snowplow", &["targeting"], true);
}

#[test]
fn a_tag_of_two_categories_needs_both() {
    for category in ["analytics targeting", "targeting analytics", "support analytics"] {
        check(category, "", &[], false);
        check(category, "", &["analytics"], false);
        check(category, "", &["analytics", "targeting", "support"], true);
    }
    check("analytics targeting", "", &["targeting"], false);
    check("analytics targeting", "", &["matomo", "targeting"], false);
    check("necessary analytics", "", &[], false);
    check("necessary analytics", "", &["analytics"], true);
}

#[test]
fn spaces_around_categories_mean_nothing() {
    check(" analytics ", "", &["analytics"], true);
    check("analytics  targeting", "", &["analytics", "targeting"], true);
    check("analytics  targeting", "", &["analytics"], false);
}

#[test]
fn a_tag_that_names_nothing_never_runs() {
    check("", "", &IDS, false);
    check("   ", "", &IDS, false);
}

#[test]
fn a_tag_of_an_unknown_name_never_runs() {
    check("nobody", "", &IDS, false);
    check("analytics nobody", "", &IDS, false);
    check("Analytics", "", &IDS, false);
    check("analytics", "nobody", &IDS, false);
    check("nobody", "matomo", &IDS, false);
    check("", "nobody", &IDS, false);
}

#[test]
fn unknown_names_are_told() {
    let unknown = |category, service| {
        let tag: Tag<usize> = tag(0, Inline, category, service);
        tag.unknown(&decided(&[])).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(unknown("analytics targeting", "matomo").is_empty());
    assert!(unknown("", "").is_empty());
    assert_eq!(unknown("analytic", ""), ["analytic"]);
    assert_eq!(unknown("x analytics y", "z"), ["x", "y", "z"]);
}

#[test]
fn nothing_runs_before_a_grant() {
    let mut gate = gate(&[(Inline, "analytics"), (External, "targeting"), (Deferred, "support")]);
    assert_eq!(drain(&mut gate, &decided(&[]), true), [0; 0]);
    assert_eq!(drain(&mut gate, &Decision::default(), true), [0; 0]);
    assert_eq!(drain(&mut gate, &decided(&["support"]), true), [2]);
    assert_eq!(drain(&mut gate, &both(), true), [0, 1]);
}

#[test]
fn what_is_blocked_holds_nobody_up() {
    let mut gate = Gate::default();
    gate.add(tag(0, External, "analytics", "posthog"));
    gate.add(tag(1, External, "analytics", "matomo"));
    gate.add(tag(2, Inline, "analytics", "matomo"));
    assert_eq!(drain(&mut gate, &decided(&["matomo"]), false), [1]);
    gate.settled(&1);
    assert_eq!(drain(&mut gate, &decided(&["matomo"]), false), [2]);
}

#[test]
fn what_is_denied_meanwhile_stays_blocked() {
    let mut gate = gate(&[(External, "analytics"), (Inline, "analytics"), (External, "analytics")]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    assert_eq!(ahead(&mut gate, &both()), [2]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &decided(&["targeting"]), false), [0; 0]);
}

#[test]
fn what_was_denied_meanwhile_runs_after_another_grant() {
    let mut gate = gate(&[(External, "analytics"), (Inline, "analytics"), (External, "analytics")]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    assert_eq!(ahead(&mut gate, &both()), [2]);
    assert_eq!(drain(&mut gate, &decided(&[]), false), [0; 0]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [1, 2]);
}

#[test]
fn a_grant_after_a_denial_runs_nothing_twice() {
    let mut gate = gate(&[(Inline, "analytics"), (Inline, "targeting")]);
    assert_eq!(drain(&mut gate, &decided(&["analytics"]), false), [0]);
    assert_eq!(drain(&mut gate, &decided(&[]), false), [0; 0]);
    assert_eq!(drain(&mut gate, &both(), false), [1]);
}
