//! Content, places, losses and denials: what a gate does beside handing out scripts in order.

use crate::gate::{both, drain, gate, tag};
use crate::given::{IDS, decided};
use octoconsent::core::gate::Kind::{Async, Content, Deferred, External, Inline};
use octoconsent::core::gate::{Gate, Kind, Tag};

const A: &str = "analytics";
const T: &str = "targeting";

/// A tag that stands where another one stands.
fn beside(element: usize, at: u32, kind: Kind, category: &str) -> Tag<usize> {
    Tag { at, ..tag(element, kind, category, "") }
}

#[test]
fn content_waits_for_nobody_and_nobody_waits_for_it() {
    let mut gate = gate(&[(External, A), (Content, A), (Content, A), (Inline, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [0, 1, 2]);
    assert!(!gate.settled(&1), "nobody waits for content");
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [3]);
}

#[test]
fn content_and_scripts_are_handed_out_in_page_order() {
    let mut gate = gate(&[(Content, A), (Inline, A), (Content, T), (Inline, T), (Content, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [0, 1, 2, 3, 4]);
}

#[test]
fn denied_content_is_taken_back_and_can_be_handed_out_again() {
    let mut gate = gate(&[(Content, A), (Content, T), (Inline, A)]);
    assert_eq!(drain(&mut gate, &both(), true), [0, 1, 2]);
    assert_eq!(gate.decide(&decided(&[T]), true), [0]);
    assert_eq!(gate.decide(&decided(&[T]), true), [0; 0], "it is taken back once");
    assert_eq!(gate.decide(&decided(&[]), true), [1]);
    assert_eq!(drain(&mut gate, &both(), true), [0, 1], "the script has run and does not run again");
}

#[test]
fn what_was_granted_all_along_is_not_taken_back() {
    let mut gate = gate(&[(Content, A)]);
    assert_eq!(drain(&mut gate, &both(), true), [0]);
    for _ in 0..3 {
        assert_eq!(gate.decide(&decided(&[A]), true), [0; 0]);
        assert_eq!(gate.next(true), None);
    }
}

#[test]
fn content_loaded_for_once_needs_no_grant() {
    let mut gate = gate(&[(Content, A), (Content, A)]);
    assert_eq!(drain(&mut gate, &decided(&[T]), true), [0; 0]);
    assert!(gate.once(&1));
    assert!(!gate.once(&1), "it is there already");
    assert!(!gate.once(&9), "nobody knows it");
    assert_eq!(gate.next(true), None, "it is not handed out a second time");
    assert_eq!(gate.decide(&decided(&[T, "support"]), true), [0; 0], "a choice about others leaves it");
    assert_eq!(gate.decide(&decided(&[]), true), [1], "a refusal of everything does not");
    assert_eq!(drain(&mut gate, &both(), true), [0, 1]);
}

#[test]
fn only_content_loads_for_once() {
    let mut gate = gate(&[(Async, A), (Inline, A), (Deferred, A)]);
    for element in 0..3 {
        assert!(!gate.once(&element));
    }
}

#[test]
fn content_loaded_for_once_stays_when_it_is_granted_and_goes_when_that_is_taken_back() {
    let mut gate = gate(&[(Content, A)]);
    assert_eq!(drain(&mut gate, &decided(&[]), true), [0; 0]);
    assert!(gate.once(&0));
    assert_eq!(gate.decide(&both(), true), [0; 0]);
    assert_eq!(gate.decide(&decided(&[]), true), [0]);
}

#[test]
fn what_nobody_can_grant_does_not_load_for_once() {
    let mut gate = gate(&[(Content, A), (Content, T)]);
    let mut decision = decided(&[]);
    decision.bar(A);
    assert_eq!(drain(&mut gate, &decision, true), [0; 0]);
    assert_eq!(gate.names(&0), None, "nothing is offered in its place");
    assert!(!gate.once(&0));
    assert!(gate.once(&1), "the rest can");
}

/// What content names, and what has to be granted for it.
#[track_caller]
fn check_names(category: &str, service: &str, needed: &str) {
    let mut gate = Gate::default();
    gate.add(tag(4, Content, category, service));
    let _ = gate.decide(&decided(&[]), true);
    assert_eq!(gate.names(&4), Some((category, service, needed.to_owned())));
    assert_eq!(gate.names(&5), None);
}

#[test]
fn waiting_content_says_what_has_to_be_granted_for_it() {
    check_names("analytics", "", "analytics");
    check_names("analytics targeting", "", "analytics targeting");
    check_names("", "matomo", "matomo");
}

#[test]
fn for_content_of_a_service_the_service_is_enough() {
    check_names("analytics", "matomo", "matomo");
    check_names("analytics targeting", "matomo", "targeting matomo");
}

#[test]
fn a_tag_of_two_categories_waits_in_both() {
    let mut gate = gate(&[(External, A), (External, T), (Inline, "analytics targeting")]);
    assert_eq!(drain(&mut gate, &both(), false), [0, 1]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [0; 0], "the one of targeting is still on its way");
    gate.settled(&1);
    assert_eq!(drain(&mut gate, &both(), false), [2]);
}

#[test]
fn a_tag_waits_behind_one_of_two_categories() {
    let mut gate = gate(&[(External, "analytics targeting"), (Inline, A), (Inline, T), (Inline, "support")]);
    assert_eq!(drain(&mut gate, &decided(&[A, T, "support"]), false), [0, 3]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &decided(&[A, T, "support"]), false), [1, 2]);
}

#[test]
fn nobody_overtakes_one_that_waits_in_two_categories() {
    let mut gate = gate(&[(External, A), (Inline, "analytics targeting"), (Inline, T)]);
    assert_eq!(drain(&mut gate, &both(), false), [0], "the last one waits behind the second");
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), false), [1, 2]);
}

#[test]
fn a_late_tag_waits_behind_a_classic_one_that_waits_in_another_category() {
    let mut gate = gate(&[(External, A), (Inline, "analytics targeting"), (Deferred, T)]);
    assert_eq!(drain(&mut gate, &both(), true), [0]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), true), [1, 2]);
}

#[test]
fn a_denied_tag_of_two_categories_stalls_neither() {
    let mut gate = gate(&[(External, "analytics targeting"), (Inline, A)]);
    assert_eq!(drain(&mut gate, &decided(&[A]), false), [1]);
}

#[test]
fn more_than_sixty_four_categories_are_kept_apart_as_far_as_bits_go() {
    let mut gate = Gate::default();
    for element in 0..70 {
        gate.add(tag(element, External, &format!("unknown{element}"), ""));
    }
    gate.add(tag(70, Inline, A, ""));
    assert_eq!(drain(&mut gate, &both(), false), [70]);
}

#[test]
fn a_tag_found_late_takes_the_place_of_the_one_that_brought_it() {
    let mut gate = gate(&[(Inline, A), (Inline, A), (External, A)]);
    let _ = gate.decide(&both(), true);
    assert_eq!(gate.next(false), Some(0));
    gate.add(beside(7, 0, External, A));
    gate.add(beside(8, 0, Inline, A));
    assert_eq!(drain(&mut gate, &both(), false), [7]);
    gate.settled(&7);
    assert_eq!(drain(&mut gate, &both(), false), [8, 1, 2]);
}

#[test]
fn a_file_that_takes_an_earlier_place_is_fetched_ahead_too() {
    let mut gate = gate(&[(External, A), (External, A), (External, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    assert_eq!(crate::gate::ahead(&mut gate, &both()), [1, 2]);
    gate.add(beside(7, 0, External, A));
    assert!(crate::gate::ahead(&mut gate, &both()).contains(&7));
}

#[test]
fn a_running_tag_that_is_lost_holds_nobody_up() {
    let mut gate = gate(&[(External, A), (Inline, A)]);
    assert_eq!(drain(&mut gate, &both(), false), [0]);
    assert!(gate.lost(&0));
    assert_eq!(drain(&mut gate, &both(), false), [1]);
}

#[test]
fn a_waiting_tag_that_is_lost_never_runs() {
    let mut gate = gate(&[(External, A), (Inline, A), (Inline, A), (Deferred, A), (Async, T)]);
    for element in [1, 3, 4] {
        assert!(!gate.lost(&element), "nobody waited for it");
    }
    assert_eq!(drain(&mut gate, &both(), true), [0]);
    gate.settled(&0);
    assert_eq!(drain(&mut gate, &both(), true), [2]);
}

#[test]
fn content_that_is_lost_is_not_taken_back() {
    let mut gate = gate(&[(Content, A)]);
    assert_eq!(drain(&mut gate, &both(), true), [0]);
    assert!(!gate.lost(&0));
    assert_eq!(gate.decide(&decided(&[]), true), [0; 0]);
}

#[test]
fn losing_what_nobody_knows_means_nothing() {
    let mut gate = gate(&[(Inline, A)]);
    assert!(!gate.lost(&5));
    assert_eq!(drain(&mut gate, &both(), true), [0]);
}

/// Whether an inline script of `category` runs by a decision that grants these.
#[track_caller]
fn check_denial(category: &str, granted: &[&str], answered: bool, runs: bool) {
    let mut gate = Gate::default();
    gate.add(tag(3, Inline, category, ""));
    let _ = gate.decide(&decided(granted), answered);
    assert_eq!(gate.next(true), runs.then_some(3), "{category} with {granted:?}, answered: {answered}");
}

#[test]
fn a_denial_lets_run_what_asks_for_it() {
    check_denial("!analytics", &[], true, true);
    check_denial("!analytics", &[T], true, true);
    check_denial("!analytics", &[A], true, false);
}

#[test]
fn no_answer_is_no_denial() {
    check_denial("!analytics", &[], false, false);
    check_denial("!analytics targeting", &[T], false, false);
}

#[test]
fn a_denial_and_a_grant_can_both_be_needed() {
    check_denial("!analytics targeting", &[T], true, true);
    check_denial("!analytics targeting", &[A, T], true, false);
    check_denial("!analytics targeting", &[], true, false);
    check_denial("!analytics !targeting", &[], true, true);
    check_denial("!analytics !targeting", &[T], true, false);
}

#[test]
fn a_half_granted_category_is_denied() {
    check_denial("!analytics", &["matomo"], true, true);
}

#[test]
fn the_denial_of_a_necessary_or_unknown_one_never_comes() {
    check_denial("!necessary", &[], true, false);
    check_denial("!nobody", &[], true, false);
    check_denial("!", &IDS, true, false);
    check_denial("!!analytics", &[], true, false);
}

#[test]
fn an_unknown_name_behind_a_denial_is_told_without_its_mark() {
    let tag: Tag<usize> = tag(0, Inline, "!analytics !nobody", "");
    assert_eq!(tag.unknown(&decided(&[])), ["nobody"]);
}

#[test]
fn content_that_ran_on_a_denial_is_taken_back_by_a_grant() {
    let mut gate = gate(&[(Content, "!analytics")]);
    assert_eq!(drain(&mut gate, &decided(&[]), true), [0]);
    assert_eq!(gate.decide(&both(), true), [0]);
}

/// An element that counts how often it is compared or copied.
#[derive(Debug)]
struct Counted(usize, std::rc::Rc<std::cell::Cell<usize>>);

impl Counted {
    fn count(&self) {
        self.1.set(self.1.get() + 1);
    }
}

impl Clone for Counted {
    fn clone(&self) -> Counted {
        self.count();
        Counted(self.0, std::rc::Rc::clone(&self.1))
    }
}

impl PartialEq for Counted {
    fn eq(&self, other: &Counted) -> bool {
        self.count();
        self.0 == other.0
    }
}

/// How often elements are touched when so many tags of a kind are released, with blocked ones between them.
fn touches(tags: usize, kind: Kind) -> usize {
    let counter = std::rc::Rc::new(std::cell::Cell::new(0));
    let mut gate = Gate::default();
    for at in 0..tags {
        let Tag { kind, at: place, category, service, .. } = tag(at, kind, if at % 2 == 0 { A } else { T }, "");
        gate.add(Tag { element: Counted(at, std::rc::Rc::clone(&counter)), kind, at: place, category, service });
    }
    let _ = gate.decide(&decided(&[A]), true);
    let mut released = 0;
    while let Some(element) = gate.next(true) {
        released += 1;
        gate.settled(&element);
        while gate.ahead().is_some() {}
    }
    assert_eq!(released, tags.div_ceil(2));
    counter.get()
}

#[test]
fn the_work_of_a_release_grows_with_the_number_of_tags_and_no_faster() {
    for kind in [Inline, External, Async, Deferred] {
        let (few, many) = (touches(500, kind), touches(5000, kind));
        assert!(many <= few * 10 + 10, "{kind:?}: {few} for 500, {many} for 5000");
    }
}
