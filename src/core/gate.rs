//! Which tag may run, and when.
//!
//! The rules are those of a page without a banner, as far as a later release can keep them:
//! - an inline script waits for the external ones before it;
//! - an `async` one waits for nobody, and nobody waits for it;
//! - a `defer` one and a module run after the document is parsed and after the others, in order;
//! - categories do not wait for each other, so a slow vendor stalls only its own.
//!
//! Each tag is handed out once. Whether it may run is asked anew each time, so what is denied meanwhile stays blocked.

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
}

impl Kind {
    /// Whether it runs only after the document is parsed and the classic ones have run.
    fn late(self) -> bool {
        matches!(self, Kind::Deferred | Kind::InlineModule)
    }

    /// Whether others wait for it until it has loaded or failed.
    #[must_use]
    pub fn awaited(self) -> bool {
        matches!(self, Kind::External | Kind::Deferred)
    }
}

/// A tag that waits for consent. `E` is the element.
#[derive(Debug, Clone)]
pub struct Tag<E> {
    /// The element.
    pub element: E,
    /// What it waits for.
    pub kind: Kind,
    /// Its categories, separated by spaces: all of them are needed. Empty where only a service is named.
    pub category: String,
    /// Its service, or empty.
    pub service: String,
    /// How far it is.
    pub state: State,
}

/// How far a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for consent or for another tag.
    Waiting,
    /// It waits, and its file is being fetched meanwhile.
    Ahead,
    /// It was handed out, and others wait for it.
    Running,
    /// It was handed out, and nobody waits for it any more.
    Done,
}

impl<E> Tag<E> {
    /// Whether `decision` lets it run: everything it names has to be granted. Where it names a service, that stands for the
    /// service's own category, which may be denied for a neighbour's sake. An unknown name is granted by nobody.
    #[must_use]
    pub fn allowed(&self, decision: &Decision) -> bool {
        let own = decision.category_of(&self.service);
        let mut named = !self.service.is_empty();
        if named && decision.granted(&self.service) != Some(true) {
            return false;
        }
        for id in self.categories() {
            match decision.granted(id) {
                Some(granted) if granted || own == Some(id) => named = true,
                None if id.is_empty() => {}
                _ => return false,
            }
        }
        named
    }

    /// What it waits in line with: its categories, or that of its service.
    fn queue<'a>(&'a self, decision: &'a Decision) -> &'a str {
        let own = decision.category_of(&self.service).filter(|_| self.category.is_empty());
        own.unwrap_or(&self.category)
    }

    /// The ids it names that `decision` does not know.
    #[must_use]
    pub fn unknown(&self, decision: &Decision) -> Vec<&str> {
        let mut unknown = Vec::new();
        for id in self.categories().chain([self.service.as_str()]) {
            if !id.is_empty() && decision.granted(id).is_none() {
                unknown.push(id);
            }
        }
        unknown
    }

    fn waits(&self) -> bool {
        matches!(self.state, State::Waiting | State::Ahead)
    }

    fn categories(&self) -> impl Iterator<Item = &str> {
        text::split(&self.category, b' ')
    }
}

/// Every tag of a page, in page order.
#[derive(Debug)]
pub struct Gate<E> {
    tags: Vec<Tag<E>>,
    /// All before this one are done.
    first: usize,
}

impl<E> Default for Gate<E> {
    fn default() -> Self {
        Gate { tags: Vec::new(), first: 0 }
    }
}

impl<E: PartialEq + Clone> Gate<E> {
    /// Adds a tag behind those that are there.
    pub fn add(&mut self, tag: Tag<E>) {
        self.tags.push(tag);
    }

    /// Hands out the first tag that may run now. `parsed`: whether the document is.
    #[must_use]
    pub fn next(&mut self, decision: &Decision, parsed: bool) -> Option<E> {
        let at = self.ready(decision, parsed)?;
        let tag = self.tags.get_mut(at)?;
        tag.state = if tag.kind.awaited() { State::Running } else { State::Done };
        let element = tag.element.clone();
        self.forget();
        Some(element)
    }

    /// Where the first tag stands that is allowed and waits for nobody. Late ones come after all others.
    fn ready(&self, decision: &Decision, parsed: bool) -> Option<usize> {
        let mut late = None;
        for at in self.first..self.tags.len() {
            let tag = self.tags.get(at).filter(|tag| tag.waits() && tag.allowed(decision));
            let Some(tag) = tag else { continue };
            if tag.kind == Kind::Async || !tag.kind.late() && !self.busy(tag, decision) {
                return Some(at);
            }
            if parsed && late.is_none() && tag.kind.late() && !self.busy(tag, decision) {
                late = Some(at);
            }
        }
        late
    }

    /// Whether something runs that `tag` has to wait for: of its category, and not a late one unless it is late itself.
    fn busy(&self, tag: &Tag<E>, decision: &Decision) -> bool {
        let blocks = |other: &Tag<E>| {
            other.state == State::Running
                && (tag.kind.late() || !other.kind.late())
                && other.queue(decision) == tag.queue(decision)
        };
        self.tags.iter().skip(self.first).any(blocks)
    }

    /// Says that an element has loaded or failed, or that the page took it away. Whether anybody waited for it.
    pub fn settled(&mut self, element: &E) -> bool {
        for tag in self.tags.iter_mut().skip(self.first) {
            if tag.state == State::Running && tag.element == *element {
                tag.state = State::Done;
                self.forget();
                return true;
            }
        }
        false
    }

    /// The elements that are allowed but have to wait for another one first: their files can be fetched meanwhile. Each
    /// is told once.
    #[must_use]
    pub fn ahead(&mut self, decision: &Decision) -> Vec<E> {
        let mut elements = Vec::new();
        for tag in self.tags.iter_mut().skip(self.first) {
            if tag.state == State::Waiting && tag.kind.awaited() && tag.allowed(decision) {
                tag.state = State::Ahead;
                elements.push(tag.element.clone());
            }
        }
        elements
    }

    /// Passes over what is done, and lets go of it when nothing else is left.
    fn forget(&mut self) {
        while self.tags.get(self.first).is_some_and(|tag| tag.state == State::Done) {
            self.first += 1;
        }
        if self.first == self.tags.len() {
            self.tags.clear();
            self.first = 0;
        }
    }
}
