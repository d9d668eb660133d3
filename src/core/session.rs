//! The state machine: a command goes in, effects come out. It decides; the edge only carries out.
//!
//! The order of the effects is the contract: **write or erase the record → erase cookies → release → show → announce →
//! reload.**
//! Proof first: a tag is released only after the record of its consent is written.

use super::check::{self, Fault, Path};
use super::config::Config;
use super::cookie::Erasure;
use super::decision::Decision;
use super::record::{Method, Record};

/// What the visitor sees of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// Only the reopen button.
    Closed,
    /// The banner.
    Banner,
    /// The preferences.
    Preferences,
}

/// What can happen. Every way to act becomes one of these: banner, preferences, page control, API call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Grant everything.
    AcceptAll,
    /// Deny everything that is not necessary.
    RejectAll,
    /// Set these ids; what is not named stays. A service outranks its category, whatever the order.
    Choose(Vec<(String, bool)>),
    /// Open the banner.
    ShowBanner,
    /// Open the preferences.
    ShowPreferences,
    /// Close what is open. Grants nothing; preferences closed without an answer lead back to the banner.
    Hide,
    /// Forget the answer and ask again.
    Reset,
}

/// What the core cannot know by itself.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// Milliseconds since 1970 (UTC).
    pub now: u64,
    /// A fresh random id, used where the visitor has none yet.
    pub id: &'a str,
    /// Language of the interface.
    pub language: &'a str,
    /// How the visitor acts.
    pub method: Method,
}

/// What the edge has to do. Each reads what it needs from the [`Session`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Keep [`Session::record`].
    WriteRecord,
    /// Delete the record.
    EraseRecord,
    /// Delete what [`Session::erasure`] names.
    EraseCookies,
    /// Take back the content that is denied, and run what may run.
    Release,
    /// Show [`Session::surface`].
    Show,
    /// Tell the page that the gate stands and the stored record is read.
    AnnounceReady,
    /// Tell the page that the visitor chose.
    AnnounceChoice,
    /// Tell the page that the decision in force is another: [`Session::changed`]. Told once at the start too, with
    /// nothing changed where nobody has chosen.
    AnnounceChange,
    /// Load the page once more: a script that runs cannot be stopped otherwise.
    Reload,
}

use Effect::{
    AnnounceChange, AnnounceChoice, AnnounceReady, EraseCookies, EraseRecord, Release, Reload, Show, WriteRecord,
};

const STARTED: &[Effect] = &[EraseCookies, Release, Show, AnnounceReady, AnnounceChange];
const WITHDRAWN: &[Effect] = &[WriteRecord, EraseCookies, Release, Show, AnnounceChoice, AnnounceChange, Reload];
const CHOSEN: &[Effect] = &[WriteRecord, EraseCookies, Release, Show, AnnounceChoice, AnnounceChange];
const CHOSEN_AGAIN: &[Effect] = &[WriteRecord, EraseCookies, Release, Show, AnnounceChoice];
const FORGOTTEN: &[Effect] = &[EraseRecord, EraseCookies, Release, Show, AnnounceChange];
const FORGOTTEN_GRANT: &[Effect] = &[EraseRecord, EraseCookies, Release, Show, AnnounceChange, Reload];
const SHOWN: &[Effect] = &[Show];

/// The state.
#[derive(Debug)]
pub struct Session {
    config: Config,
    record: Option<Record>,
    /// Whether [`Self::record`] answers the question that is asked now. One that expired or is of another revision only
    /// lends its id to the next.
    answered: bool,
    decision: Decision,
    /// What was granted at any time since the start, answer by answer: it may still run.
    once: Vec<bool>,
    changed: Vec<String>,
    surface: Surface,
}

impl Session {
    /// Starts with what was stored. A record that expired, or of another revision, grants nothing and is asked again.
    #[must_use]
    pub fn start(config: Config, stored: Option<Record>, now: u64) -> (Session, &'static [Effect]) {
        let decision = Decision::all(&config, false);
        let surface = if config.asks() { Surface::Banner } else { Surface::Closed };
        let (once, changed) = (vec![false; decision.answers.len()], Vec::new());
        let mut session = Session { config, record: stored, answered: false, decision, once, changed, surface };
        if let Some(record) = &session.record
            && record.revision == session.config.revision()
            && !record.expired(now, session.config.cookie().days())
        {
            let decision = Decision::restored(&session.config, &record.decision);
            session.answered = true;
            session.surface = Surface::Closed;
            session.decide(decision);
        }
        (session, STARTED)
    }

    /// Carries out a command.
    #[must_use]
    pub fn apply(&mut self, command: Command, moment: Moment<'_>) -> &'static [Effect] {
        match command {
            Command::AcceptAll => self.choose(Decision::all(&self.config, true), moment),
            Command::RejectAll => self.choose(Decision::all(&self.config, false), moment),
            Command::Choose(choices) => self.choose(self.selection(&choices), moment),
            Command::ShowBanner => self.show(Surface::Banner),
            Command::ShowPreferences => self.show(Surface::Preferences),
            Command::Hide => self.show(match self.surface {
                Surface::Preferences if self.unanswered() => Surface::Banner,
                _ => Surface::Closed,
            }),
            Command::Reset => self.reset(),
        }
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The record in force.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref().filter(|_| self.answered)
    }

    /// The decision in force.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// The ids that the latest decision changed.
    #[must_use]
    pub fn changed(&self) -> &[String] {
        &self.changed
    }

    /// What the visitor sees.
    #[must_use]
    pub fn surface(&self) -> Surface {
        self.surface
    }

    /// Whether there is a question that nobody has answered.
    #[must_use]
    pub fn unanswered(&self) -> bool {
        !self.answered && self.config.asks()
    }

    /// What is declared for all that is denied.
    #[must_use]
    pub fn erasure(&self) -> Erasure<'_> {
        Erasure::new(&self.config, &self.decision)
    }

    /// Whether something denied was granted before on this page: its scripts may run still and write again what is
    /// deleted now.
    #[must_use]
    pub fn lingers(&self) -> bool {
        self.once.iter().zip(&self.decision.answers).any(|(once, answer)| *once && !answer.granted)
    }

    /// Checks the ids of a selection before it becomes a command: an unknown one is a fault, and so is denying a necessary
    /// one.
    pub fn check(&self, choices: &[(String, bool)], faults: &mut Vec<Fault>) {
        for (id, granted) in choices {
            match self.decision.answers.iter().find(|answer| answer.id == *id) {
                None => check::unknown(id, &self.decision.ids(), &Path::Member(&Path::Root, id), faults),
                Some(answer) if answer.necessary && !granted => {
                    check::fault(&Path::Member(&Path::Root, id), "is necessary and cannot be denied", faults);
                }
                Some(_) => {}
            }
        }
    }

    /// Categories first: a service outranks its category.
    fn selection(&self, choices: &[(String, bool)]) -> Decision {
        let mut decision = self.decision.clone();
        for service in [false, true] {
            for answer in self.decision.answers.iter().filter(|answer| answer.service == service) {
                for (id, granted) in choices {
                    if *id == answer.id {
                        decision.set(id, *granted);
                    }
                }
            }
        }
        decision
    }

    fn choose(&mut self, decision: Decision, moment: Moment<'_>) -> &'static [Effect] {
        let mut record = self.record.take().unwrap_or_else(|| Record::first(moment.id, moment.now));
        record.created = record.created.min(moment.now);
        record.updated = moment.now;
        record.revision = self.config.revision();
        record.language = moment.language.to_owned();
        record.method = moment.method;
        record.decision = decision.clone();
        self.record = Some(record);
        self.answered = true;
        self.surface = Surface::Closed;
        let taken = self.decide(decision);
        match (self.changed.is_empty(), taken && self.config.reload()) {
            (true, _) => CHOSEN_AGAIN,
            (_, true) => WITHDRAWN,
            _ => CHOSEN,
        }
    }

    fn reset(&mut self) -> &'static [Effect] {
        self.record = None;
        self.answered = false;
        self.surface = if self.config.asks() { Surface::Banner } else { Surface::Closed };
        let taken = self.decide(Decision::all(&self.config, false));
        if taken && self.config.reload() { FORGOTTEN_GRANT } else { FORGOTTEN }
    }

    /// Whether that takes back anything.
    fn decide(&mut self, decision: Decision) -> bool {
        let mut taken = false;
        for (index, once) in self.once.iter_mut().enumerate() {
            let granted = |decision: &Decision| decision.answers.get(index).is_some_and(|answer| answer.granted);
            *once |= granted(&self.decision);
            taken |= granted(&self.decision) && !granted(&decision);
        }
        self.changed = decision.changed(&self.decision);
        self.decision = decision;
        taken
    }

    fn show(&mut self, surface: Surface) -> &'static [Effect] {
        self.surface = surface;
        SHOWN
    }
}
