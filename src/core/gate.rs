//! Which tag may run, and when.
//!
//! The rules are those of a page without a banner, as far as a later release can keep them:
//! - an inline script waits for the external ones before it;
//! - an `async` one waits for nobody, and nobody waits for it; nor do frames, images and other content;
//! - a `defer` one and a module run after the document is parsed and after the others, in order;
//! - categories do not wait for each other, so a slow vendor stalls only its own; a tag of two waits in both.
//!
//! Each script is handed out once, and content again after it was taken back. What may run is decided anew at every
//! choice, so what is denied meanwhile stays blocked. Handing out one of n tags costs no more the larger n is: tags of the
//! same names stand in line, and only the first of each line is looked at.

use super::decision::Decision;
use super::text;

/// What a tag waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Classic, inline: runs at once.
    Inline,
    /// Classic, external: runs when it has arrived.
    External,
    /// Runs whenever it has arrived.
    Async,
    /// `defer`, or an external module.
    Deferred,
    /// An inline module. It waits like a deferred one, but nobody can wait for it: it fires no `load` event (HTML
    /// standard, "execute the script element").
    InlineModule,
    /// No script: a frame, an image, a style sheet, a template. It is taken back when it is denied.
    Content,
}

/// The lines in which the tags of a group stand.
const CLASSIC: usize = 0;
const LATE: usize = 1;
const FREE: usize = 2;

impl Kind {
    /// Whether others wait for it until it has loaded or failed.
    #[must_use]
    pub fn awaited(self) -> bool {
        matches!(self, Kind::External | Kind::Deferred)
    }

    fn line(self) -> usize {
        match self {
            Kind::Inline | Kind::External => CLASSIC,
            Kind::Deferred | Kind::InlineModule => LATE,
            Kind::Async | Kind::Content => FREE,
        }
    }
}

/// A tag that waits for consent. `E` is the element.
#[derive(Debug, Clone)]
pub struct Tag<E> {
    /// The element.
    pub element: E,
    /// What it waits for.
    pub kind: Kind,
    /// Its place on the page: those of a lower one come before it.
    pub at: u32,
    /// Its categories, separated by spaces: all of them are needed, or their denial where `!` stands before. Empty where
    /// only a service is named.
    pub category: String,
    /// Its service, or empty.
    pub service: String,
}

impl<E> Tag<E> {
    /// Whether `decision` lets it run: everything it names has to be granted. Where it names a service, that stands for the
    /// service's own category, which may be denied for a neighbour's sake. An unknown name is granted by nobody. `!` before
    /// a name asks for its denial, by a visitor who has `answered`.
    #[must_use]
    pub fn allowed(&self, decision: &Decision, answered: bool) -> bool {
        let own = decision.category_of(&self.service);
        let mut named = false;
        for id in self.names() {
            let (id, wanted) = id.strip_prefix('!').map_or((id, true), |id| (id, false));
            match decision.granted(id) {
                Some(granted) if granted == wanted && (wanted || answered) => named = true,
                Some(_) if wanted && own == Some(id) => {}
                None if id.is_empty() && wanted => {}
                _ => return false,
            }
        }
        named
    }

    /// The ids it names that `decision` does not know.
    #[must_use]
    pub fn unknown(&self, decision: &Decision) -> Vec<&str> {
        let mut unknown = Vec::new();
        for id in self.names() {
            let id = id.strip_prefix('!').unwrap_or(id);
            if !id.is_empty() && decision.granted(id).is_none() {
                unknown.push(id);
            }
        }
        unknown
    }

    /// Its categories, then its service.
    fn names(&self) -> impl Iterator<Item = &str> {
        text::split(&self.category, b' ').chain([self.service.as_str()])
    }
}

/// Every tag of a page.
#[derive(Debug)]
pub struct Gate<E> {
    decision: Decision,
    answered: bool,
    groups: Vec<Group<E>>,
    /// The categories that tags name; each is a bit of [`Group::lanes`].
    lanes: Vec<String>,
    /// What was handed out, and others wait for it or it can be taken back.
    out: Vec<Out<E>>,
}

/// Tags of the same categories and service. One of them stands for all, without its element.
#[derive(Debug)]
struct Group<E> {
    names: Tag<()>,
    allowed: bool,
    /// The categories it waits in, a bit each.
    lanes: u64,
    lines: [Line<E>; 3],
}

/// Tags that wait, by their place.
#[derive(Debug)]
struct Line<E> {
    tags: Vec<(u32, Kind, E)>,
    /// All before this one are gone.
    first: usize,
    /// The files of all before this one are being fetched.
    ahead: usize,
}

#[derive(Debug)]
struct Out<E> {
    element: E,
    kind: Kind,
    at: u32,
    group: usize,
    /// Loaded for this once, without a grant.
    once: bool,
}

impl<E> Default for Gate<E> {
    fn default() -> Self {
        let decision = Decision::default();
        Gate { decision, answered: false, groups: Vec::new(), lanes: Vec::new(), out: Vec::new() }
    }
}

impl<E: PartialEq + Clone> Gate<E> {
    /// Goes by this decision from now on, and gives the content that it takes back. What was loaded for once is taken back
    /// when nothing optional is granted any more.
    #[must_use]
    pub fn decide(&mut self, decision: &Decision, answered: bool) -> Vec<E> {
        self.decision.clone_from(decision);
        self.answered = answered;
        for group in &mut self.groups {
            group.allowed = group.names.allowed(decision, answered);
            group.lanes = lanes(&mut self.lanes, &group.names, decision);
        }
        let nothing = !decision.answers.iter().any(|answer| answer.granted && !answer.necessary);
        let mut back = Vec::new();
        let mut at = 0;
        while let Some(out) = self.out.get(at) {
            if out.kind == Kind::Content && !(self.groups[out.group].allowed || out.once && !nothing) {
                let out = self.out.remove(at);
                back.push(out.element.clone());
                self.groups[out.group].lines[FREE].add(out.at, Kind::Content, out.element);
            } else {
                at += 1;
            }
        }
        back
    }

    /// Adds a tag behind those of its place.
    pub fn add(&mut self, tag: Tag<E>) {
        let Tag { element, kind, at, category, service } = tag;
        let same = |group: &Group<E>| group.names.category == category && group.names.service == service;
        let group = self.groups.iter().position(same);
        let group = group.unwrap_or_else(|| {
            let names = Tag { element: (), kind, at, category, service };
            let allowed = names.allowed(&self.decision, self.answered);
            let lanes = lanes(&mut self.lanes, &names, &self.decision);
            self.groups.push(Group { names, allowed, lanes, lines: [Line::new(), Line::new(), Line::new()] });
            self.groups.len() - 1
        });
        self.groups[group].lines[kind.line()].add(at, kind, element);
    }

    /// Hands out the first tag that may run now. `parsed`: whether the document is.
    #[must_use]
    pub fn next(&mut self, parsed: bool) -> Option<E> {
        let (group, line) = self.ready(parsed)?;
        let (at, kind, element) = self.groups[group].lines[line].take()?;
        if kind.awaited() || kind == Kind::Content {
            self.out.push(Out { element: element.clone(), kind, at, group, once: false });
        }
        Some(element)
    }

    /// The group and line of the first tag that is allowed and waits for nobody. Late ones come after all others.
    fn ready(&self, parsed: bool) -> Option<(usize, usize)> {
        let free = self.first(FREE, 0);
        let classic = self.first(CLASSIC, self.busy(false));
        match (free, classic) {
            (Some((at, group)), Some((other, _))) if at < other => Some((group, FREE)),
            (_, Some((_, group))) => Some((group, CLASSIC)),
            (Some((_, group)), None) => Some((group, FREE)),
            (None, None) if parsed => self.first(LATE, self.busy(true)).map(|(_, group)| (group, LATE)),
            _ => None,
        }
    }

    /// The lanes in which something runs that others wait for; for `late` tags those with classic ones that wait, too.
    fn busy(&self, late: bool) -> u64 {
        let mut busy = 0;
        for out in &self.out {
            if out.kind.awaited() && (late || out.kind == Kind::External) {
                busy |= self.groups[out.group].lanes;
            }
        }
        for group in &self.groups {
            if late && group.allowed && group.lines[CLASSIC].head().is_some() {
                busy |= group.lanes;
            }
        }
        busy
    }

    /// Place and group of the first allowed tag of a line whose lanes are free. One that waits bars its lanes to those
    /// behind it.
    fn first(&self, line: usize, mut busy: u64) -> Option<(u32, usize)> {
        let mut passed = Vec::new();
        loop {
            let mut first = None;
            for (index, group) in self.groups.iter().enumerate() {
                if let Some(at) = group.lines[line].head().filter(|_| group.allowed)
                    && first.is_none_or(|(earlier, _)| at < earlier)
                    && !passed.contains(&index)
                {
                    first = Some((at, index));
                }
            }
            let (_, index) = first?;
            let lanes = self.groups[index].lanes;
            if line == FREE || lanes & busy == 0 {
                return first;
            }
            busy |= lanes;
            passed.push(index);
        }
    }

    /// Says that an element has loaded or failed. Whether anybody waited for it.
    pub fn settled(&mut self, element: &E) -> bool {
        let at = self.out.iter().position(|out| out.kind.awaited() && out.element == *element);
        at.map(|at| self.out.remove(at)).is_some()
    }

    /// Says that the page took an element away: it never runs, and nobody waits for it any more. Whether anybody did.
    pub fn lost(&mut self, element: &E) -> bool {
        let waited = self.settled(element);
        self.out.retain(|out| out.element != *element);
        for group in &mut self.groups {
            for line in &mut group.lines {
                line.remove(element);
            }
        }
        waited
    }

    /// Hands out content for this once, without a grant. Whether it was waiting. What nobody can grant stays, for once too.
    pub fn once(&mut self, element: &E) -> bool {
        if self.names(element).is_none() {
            return false;
        }
        for (group, Group { lines, .. }) in self.groups.iter_mut().enumerate() {
            if let Some((at, kind, element)) = lines[FREE].remove(element).filter(|(_, kind, _)| *kind == Kind::Content)
            {
                self.out.push(Out { element, kind, at, group, once: true });
                return true;
            }
        }
        false
    }

    /// Categories and service of content that waits, and the ids that have to be granted for it, spaces between them. Nothing where
    /// one of them cannot be granted: on pages for children, or where a signal is final.
    #[must_use]
    pub fn names(&self, element: &E) -> Option<(&str, &str, String)> {
        let names = &self.groups.iter().find(|group| group.lines[FREE].position(element).is_some())?.names;
        let own = self.decision.category_of(&names.service);
        let needed = text::collect(&mut names.names().filter(|id| !id.is_empty() && own != Some(id)));
        if needed.iter().any(|id| self.decision.answer(id).is_some_and(|answer| answer.barred)) {
            return None;
        }
        Some((&names.category, &names.service, text::join(&needed, " ")))
    }

    /// An element that is allowed but has to wait for another one first: its file can be fetched meanwhile. Each is told
    /// once.
    #[must_use]
    pub fn ahead(&mut self) -> Option<E> {
        for group in self.groups.iter_mut().filter(|group| group.allowed) {
            for line in [CLASSIC, LATE] {
                let line = &mut group.lines[line];
                while let Some((_, kind, element)) = line.tags.get(line.ahead) {
                    line.ahead += 1;
                    if kind.awaited() {
                        return Some(element.clone());
                    }
                }
            }
        }
        None
    }
}

/// What a tag waits in: its categories, and that of its service. `known`: the categories named so far, a bit each.
fn lanes(known: &mut Vec<String>, names: &Tag<()>, decision: &Decision) -> u64 {
    let mut lanes = 0;
    for id in names.names().filter(|id| !id.is_empty()) {
        let category = decision.category_of(id).unwrap_or(id);
        let lane = known.iter().position(|lane| lane == category).unwrap_or_else(|| {
            known.push(category.to_owned());
            known.len() - 1
        });
        // The sixty-fourth category and those after it wait for each other.
        lanes |= 1 << lane.min(63);
    }
    lanes
}

impl<E: PartialEq + Clone> Line<E> {
    fn new() -> Line<E> {
        Line { tags: Vec::new(), first: 0, ahead: 0 }
    }

    fn add(&mut self, at: u32, kind: Kind, element: E) {
        let mut index = self.tags.len();
        while index > self.first && self.tags[index - 1].0 > at {
            index -= 1;
        }
        self.tags.insert(index, (at, kind, element));
        self.ahead = self.ahead.min(index);
    }

    fn head(&self) -> Option<u32> {
        self.tags.get(self.first).map(|(at, ..)| *at)
    }

    fn take(&mut self) -> Option<(u32, Kind, E)> {
        let tag = self.tags.get(self.first)?.clone();
        self.first += 1;
        self.ahead = self.ahead.max(self.first);
        if self.first == self.tags.len() {
            *self = Line::new();
        }
        Some(tag)
    }

    fn position(&self, element: &E) -> Option<usize> {
        let at = self.tags.iter().skip(self.first).position(|(.., other)| other == element)?;
        Some(at + self.first)
    }

    fn remove(&mut self, element: &E) -> Option<(u32, Kind, E)> {
        let at = self.position(element)?;
        self.ahead -= usize::from(at < self.ahead);
        Some(self.tags.remove(at))
    }
}
