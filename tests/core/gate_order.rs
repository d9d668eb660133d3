//! Which tags wait for each other when they name services or several categories, and what a gate remembers.

use crate::gate::{both, drain, gate, tag};
use crate::given::decided;
use octoconsent::core::gate::Gate;
use octoconsent::core::gate::Kind::{Async, External, Inline};

#[test]
fn services_of_a_category_keep_page_order() {
    let mut gate = Gate::default();
    gate.add(tag(0, External, "analytics", "matomo"));
    gate.add(tag(1, External, "analytics", "posthog"));
    gate.add(tag(2, Inline, "analytics", ""));
    for element in 0..3 {
        assert_eq!(drain(&mut gate, &both(), false), [element]);
        gate.settled(&element);
    }
}

#[test]
fn a_service_of_another_category_is_not_stalled() {
    let mut gate = Gate::default();
    gate.add(tag(0, External, "", "matomo"));
    gate.add(tag(1, Inline, "", "snowplow"));
    gate.add(tag(2, Inline, "targeting", ""));
    assert_eq!(drain(&mut gate, &both(), false), [0, 1, 2], "matomo is of analytics, snowplow of targeting");
}

#[test]
fn a_tag_that_names_only_its_service_waits_for_its_category() {
    let mut gate = Gate::default();
    gate.add(tag(0, External, "analytics", "matomo"));
    gate.add(tag(1, Inline, "", "matomo"));
    assert_eq!(drain(&mut gate, &both(), false), [0], "the inline script waits for the external one before it");
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [1]);
}

#[test]
fn two_tags_of_the_same_two_categories_keep_page_order() {
    let mut gate = gate(&[(External, "analytics targeting"), (Inline, "analytics targeting")]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [1]);
}

#[test]
fn a_gate_that_is_done_starts_afresh() {
    let mut gate = gate(&[(External, "analytics"), (Inline, "analytics")]);
    for round in 0..3 {
        assert_eq!(drain(&mut gate, &both(), false), [2 * round]);
        gate.settled(&(2 * round));
        assert_eq!(drain(&mut gate, &both(), false), [2 * round + 1]);
        gate.add(tag(2 * round + 2, External, "analytics", ""));
        gate.add(tag(2 * round + 3, Inline, "analytics", ""));
    }
}

#[test]
fn a_gate_lets_go_of_elements_that_are_done() {
    let element = std::rc::Rc::new(());
    let mut gate = Gate::default();
    for kind in [Inline, External, Async] {
        let tag = tag(0, kind, "analytics", "");
        gate.add(octoconsent::core::gate::Tag {
            element: std::rc::Rc::clone(&element),
            kind,
            category: tag.category,
            service: tag.service,
            at: tag.at,
        });
    }
    assert_eq!(std::rc::Rc::strong_count(&element), 4);
    let _ = gate.decide(&both(), true);
    while gate.next(true).is_some() {}
    gate.settled(&element);
    assert_eq!(std::rc::Rc::strong_count(&element), 1);
}

#[test]
fn a_blocked_tag_at_the_front_keeps_nobody_from_running() {
    let mut gate = gate(&[(External, "targeting"), (External, "analytics"), (Inline, "analytics")]);
    let analytics = decided(&["analytics"]);
    assert_eq!(drain(&mut gate, &analytics, false), [1]);
    gate.settled(&1);
    assert_eq!(drain(&mut gate, &analytics, false), [2]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
}

#[test]
fn a_tag_is_handed_out_once_however_often_it_is_asked_for() {
    let mut gate = gate(&[(Async, "analytics"), (Inline, "targeting"), (External, "targeting")]);
    assert_eq!(drain(&mut gate, &both(), true), [0, 1, 2]);
    for _ in 0..3 {
        assert_eq!(gate.next(true), None);
        gate.settled(&2);
    }
}
