//! `core::gate`: which tag may run next, and what it waits for.

use crate::given::decided;
use octoconsent::core::decision::Decision;
use octoconsent::core::gate::Kind::{Async, Deferred, External, Inline, InlineModule};
use octoconsent::core::gate::{Gate, Kind, Tag};

/// A tag of a category.
pub fn tag(element: usize, kind: Kind, category: &str, service: &str) -> Tag<usize> {
    Tag { element, kind, at: element as u32, category: category.into(), service: service.into() }
}

/// A gate of tags of categories, the first of them being element 0.
pub fn gate(tags: &[(Kind, &str)]) -> Gate<usize> {
    let mut gate = Gate::default();
    for (element, (kind, category)) in tags.iter().enumerate() {
        gate.add(tag(element, *kind, category, ""));
    }
    gate
}

/// A decision by which both categories are granted.
pub fn both() -> Decision {
    decided(&["analytics", "targeting"])
}

/// All that may run now, in the order in which it is handed out.
pub fn drain(gate: &mut Gate<usize>, decision: &Decision, parsed: bool) -> Vec<usize> {
    let _ = gate.decide(decision, true);
    std::iter::from_fn(|| gate.next(parsed)).collect()
}

/// The elements whose files are to be fetched ahead.
pub fn ahead(gate: &mut Gate<usize>, decision: &Decision) -> Vec<usize> {
    let _ = gate.decide(decision, true);
    std::iter::from_fn(|| gate.ahead()).collect()
}

const A: &str = "analytics";
const T: &str = "targeting";

/// What is handed out at each step; between two steps all that was handed out settles.
#[track_caller]
fn check(tags: &[(Kind, &str)], parsed: bool, steps: &[&[usize]]) {
    let mut gate = gate(tags);
    for step in steps {
        assert_eq!(drain(&mut gate, &both(), parsed), *step);
        for element in *step {
            gate.settled(element);
        }
    }
    assert_eq!(drain(&mut gate, &both(), parsed), [0_usize; 0], "nothing is left");
}

#[test]
fn an_empty_gate_hands_out_nothing() {
    check(&[], true, &[]);
}

#[test]
fn inline_scripts_run_at_once_in_page_order() {
    check(&[(Inline, A), (Inline, T), (Inline, A)], false, &[&[0, 1, 2]]);
}

#[test]
fn an_inline_script_waits_for_the_external_one_before_it() {
    check(&[(External, A), (Inline, A)], false, &[&[0], &[1]]);
    check(&[(Inline, A), (External, A), (Inline, A), (Inline, A)], false, &[&[0, 1], &[2, 3]]);
}

#[test]
fn external_scripts_run_one_after_the_other() {
    check(&[(External, A), (External, A), (External, A)], false, &[&[0], &[1], &[2]]);
}

#[test]
fn categories_do_not_stall_each_other() {
    check(&[(External, A), (External, T), (Inline, A), (Inline, T)], false, &[&[0, 1], &[2, 3]]);
    let mut gate = gate(&[(External, A), (External, T), (Inline, A), (Inline, T)]);
    assert_eq!(drain(&mut gate, &both(), false), [0, 1]);
    gate.settled(&1);
    assert_eq!(drain(&mut gate, &both(), false), [3], "the slow one stalls only its own");
}

#[test]
fn an_async_script_waits_for_nobody() {
    check(&[(External, A), (Async, A), (Async, A)], false, &[&[0, 1, 2]]);
}

#[test]
fn nobody_waits_for_an_async_script() {
    check(&[(Async, A), (External, A), (Inline, T)], false, &[&[0, 1, 2]]);
    check(&[(Async, A), (Inline, A)], false, &[&[0, 1]]);
}

#[test]
fn a_deferred_script_waits_until_the_document_is_parsed() {
    let mut gate = gate(&[(Deferred, A), (InlineModule, A), (Inline, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [2]);
    assert_eq!(drain(&mut gate, &both(), true), [0]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), true), [1]);
}

#[test]
fn a_deferred_script_runs_after_the_classic_ones() {
    check(&[(Deferred, A), (External, A), (Inline, A), (External, A)], true, &[&[1], &[2, 3], &[0]]);
}

#[test]
fn deferred_scripts_run_in_page_order() {
    check(&[(Deferred, A), (Deferred, A), (Deferred, A)], true, &[&[0], &[1], &[2]]);
}

#[test]
fn a_deferred_script_does_not_wait_for_another_category() {
    check(&[(External, T), (Deferred, A)], true, &[&[0, 1]]);
    check(&[(Deferred, T), (Deferred, A)], true, &[&[0, 1]]);
}

#[test]
fn a_deferred_script_does_not_wait_for_an_async_one() {
    check(&[(Async, A), (Deferred, A)], true, &[&[0, 1]]);
}

#[test]
fn an_inline_module_keeps_its_place_among_the_deferred_ones() {
    check(&[(InlineModule, A), (Deferred, A), (InlineModule, A), (Inline, A)], true, &[&[3, 0, 1], &[2]]);
}

#[test]
fn nobody_waits_for_an_inline_module() {
    check(&[(InlineModule, A), (InlineModule, A), (Deferred, A)], true, &[&[0, 1, 2]]);
}

#[test]
fn a_classic_script_added_later_does_not_wait_for_a_deferred_one() {
    let mut gate = gate(&[(Deferred, A)]);
    assert_eq!(drain(&mut gate, &both(), true), [0]);
    gate.add(tag(1, Inline, A, ""));
    gate.add(tag(2, External, A, ""));
    gate.add(tag(3, Deferred, A, ""));
    assert_eq!(drain(&mut gate, &both(), true), [1, 2]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), true), [0; 0], "the late one waits for the classic one before it");
    gate.settled(&2);
    assert_eq!(drain(&mut gate, &both(), true), [3]);
}

#[test]
fn a_tag_added_while_another_runs_waits_for_it() {
    let mut gate = gate(&[(External, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    gate.add(tag(1, Inline, A, ""));
    assert_eq!(drain(&mut gate, &both(), false), [0; 0]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [1]);
}

#[test]
fn others_wait_only_for_what_says_when_it_is_done() {
    let awaited: Vec<Kind> =
        [Inline, External, Async, Deferred, InlineModule].into_iter().filter(|kind| kind.awaited()).collect();
    assert_eq!(awaited, [External, Deferred]);
}

#[test]
fn settling_tells_whether_anybody_waited() {
    let mut gate = gate(&[(External, A), (External, A), (Async, A), (Inline, T)]);
    assert!(!gate.settled(&0), "it has not been handed out");
    assert_eq!(drain(&mut gate, &both(), false), [0, 2, 3]);
    assert!(gate.settled(&0));
    assert!(!gate.settled(&0), "it settles once");
    assert!(!gate.settled(&1), "it still waits");
    assert!(!gate.settled(&2), "nobody waits for an async one");
    assert!(!gate.settled(&3), "nobody waits for an inline one");
    assert!(!gate.settled(&99), "nobody knows it");
    assert_eq!(drain(&mut gate, &both(), false), [1]);
}

#[test]
fn files_of_scripts_that_wait_are_fetched_ahead() {
    let mut gate = gate(&[(External, A), (Inline, A), (External, A), (Deferred, A), (InlineModule, A), (External, T)]);
    assert_eq!(drain(&mut gate, &both(), false), [0, 5]);
    assert_eq!(ahead(&mut gate, &both()), [2, 3]);
}

#[test]
fn a_file_is_fetched_ahead_once() {
    let mut gate = gate(&[(External, A), (External, A), (External, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    assert_eq!(ahead(&mut gate, &both()), [1, 2]);
    assert_eq!(ahead(&mut gate, &both()), [0; 0]);
    gate.add(tag(3, External, A, ""));
    assert_eq!(ahead(&mut gate, &both()), [3]);
}

#[test]
fn what_was_fetched_ahead_still_runs_in_page_order() {
    let mut gate = gate(&[(External, A), (External, A), (Inline, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    assert_eq!(ahead(&mut gate, &both()), [1]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [1]);
    gate.settled(&1);
    assert_eq!(drain(&mut gate, &both(), false), [2]);
}

#[test]
fn nothing_denied_is_fetched_ahead() {
    let mut gate = gate(&[(External, A), (External, A), (External, T), (External, "nobody")]);
    assert_eq!(ahead(&mut gate, &decided(&[])), [0; 0]);
    assert_eq!(drain(&mut gate, &decided(&[A]), false), [0]);
    assert_eq!(ahead(&mut gate, &decided(&[A])), [1]);
}
