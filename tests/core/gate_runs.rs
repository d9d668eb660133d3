//! Simulated pages: whatever arrives in whatever order, each tag is handed out once, and classic scripts of a category
//! are executed in page order.

use crate::gate::tag;
use crate::given::{Random, decided};
use octoconsent::core::gate::{Gate, Kind};

const KINDS: [Kind; 5] = [Kind::Inline, Kind::External, Kind::Async, Kind::Deferred, Kind::InlineModule];
const CATEGORIES: [&str; 4] = ["analytics", "targeting", "support", "analytics targeting"];

/// A page that is parsed, decided on and loaded in random steps.
struct Page {
    random: Random,
    gate: Gate<usize>,
    /// Kind and category of each tag found so far.
    tags: Vec<(Kind, &'static str)>,
    handed_out: Vec<usize>,
    /// What was handed out and has not arrived yet.
    loading: Vec<usize>,
    /// In the order of execution: inline ones when handed out, others when they arrived.
    executed: Vec<usize>,
    granted: Vec<&'static str>,
    parsed: bool,
    /// Whether what was granted can be denied again.
    fickle: bool,
}

impl Page {
    fn new(seed: u32, fickle: bool) -> Page {
        let (gate, random) = (Gate::default(), Random::new(seed));
        let (tags, handed_out, loading, executed, granted) = Default::default();
        Page { random, gate, tags, handed_out, loading, executed, granted, parsed: false, fickle }
    }

    fn find(&mut self) {
        let (kind, category) = (KINDS[self.random.below(5)], CATEGORIES[self.random.below(4)]);
        self.gate.add(tag(self.tags.len(), kind, category, ""));
        self.tags.push((kind, category));
    }

    fn decide(&mut self) {
        let category = CATEGORIES[self.random.below(3)];
        if !self.granted.contains(&category) {
            self.granted.push(category);
        } else if self.fickle {
            self.granted.retain(|granted| *granted != category);
        }
    }

    fn release(&mut self) {
        let decision = decided(&self.granted);
        let _ = self.gate.decide(&decision, true);
        while let Some(element) = self.gate.next(self.parsed) {
            let (kind, category) = self.tags[element];
            assert!(category.split(' ').all(|id| self.granted.contains(&id)), "{element} was not granted");
            self.check_waited(element);
            self.handed_out.push(element);
            if matches!(kind, Kind::Inline | Kind::InlineModule) {
                self.executed.push(element);
            } else {
                self.loading.push(element);
            }
        }
        let ahead: Vec<usize> = std::iter::from_fn(|| self.gate.ahead()).collect();
        assert!(ahead.iter().all(|element| !self.handed_out.contains(element)), "it was handed out before");
    }

    /// A tag is not handed out while one runs that it has to wait for.
    fn check_waited(&self, element: usize) {
        let (kind, category) = self.tags[element];
        let late = |kind| matches!(kind, Kind::Deferred | Kind::InlineModule);
        assert!(self.parsed || !late(kind), "{element} is late");
        let blocking = |other: &usize| {
            let (other_kind, other_category) = self.tags[*other];
            other_kind != Kind::Async && other_category == category && (late(kind) || !late(other_kind))
        };
        assert!(kind == Kind::Async || !self.loading.iter().any(blocking), "{element} did not wait");
    }

    fn arrive(&mut self) {
        if !self.loading.is_empty() {
            let element = self.loading.swap_remove(self.random.below(self.loading.len()));
            self.executed.push(element);
            let awaited = self.gate.settled(&element);
            assert_eq!(awaited, self.tags[element].0.awaited());
        }
    }

    /// Some random steps, then all that is left to do.
    fn run(mut self) -> Page {
        for _ in 0..40 {
            match self.random.below(8) {
                0..3 => self.find(),
                3 => self.decide(),
                4..7 => self.arrive(),
                _ => self.parsed |= self.random.below(4) == 0,
            }
            self.release();
        }
        self.parsed = true;
        self.granted = CATEGORIES[..3].to_vec();
        self.release();
        while !self.loading.is_empty() {
            self.arrive();
            self.release();
        }
        self
    }

    /// What was executed of a category and of some kinds.
    fn executed(&self, category: &str, kinds: &[Kind]) -> Vec<usize> {
        let of_them = |element: &&usize| {
            let (kind, of) = self.tags[**element];
            of == category && kinds.contains(&kind)
        };
        self.executed.iter().filter(of_them).copied().collect()
    }
}

/// So many pages, each from a seed of its own.
fn pages(fickle: bool) -> impl Iterator<Item = Page> {
    (0..400).map(move |seed| Page::new(seed, fickle).run())
}

#[test]
fn each_tag_is_handed_out_exactly_once() {
    for fickle in [false, true] {
        for mut page in pages(fickle) {
            page.handed_out.sort_unstable();
            assert_eq!(page.handed_out, (0..page.tags.len()).collect::<Vec<_>>());
        }
    }
}

#[test]
fn classic_scripts_of_a_category_are_executed_in_page_order() {
    for fickle in [false, true] {
        for page in pages(fickle) {
            for category in CATEGORIES {
                let executed = page.executed(category, &[Kind::Inline, Kind::External]);
                assert!(executed.is_sorted(), "{category}: {executed:?} of {:?}", page.tags);
            }
        }
    }
}

#[test]
fn late_scripts_of_a_category_are_handed_out_in_page_order() {
    for page in pages(false) {
        for category in CATEGORIES {
            let late = |element: &&usize| {
                let (kind, of) = page.tags[**element];
                of == category && matches!(kind, Kind::Deferred | Kind::InlineModule)
            };
            assert!(page.handed_out.iter().filter(late).is_sorted(), "{category}: {:?}", page.tags);
        }
    }
}

#[test]
fn the_simulated_pages_are_worth_it() {
    let kinds: Vec<Kind> = pages(true).flat_map(|page| page.tags).map(|(kind, _)| kind).collect();
    assert!(kinds.len() > 5000, "{} tags", kinds.len());
    for kind in KINDS {
        assert!(kinds.iter().filter(|other| **other == kind).count() > 500, "{kind:?}");
    }
}
