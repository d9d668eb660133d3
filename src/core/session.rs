//! The state machine: a command goes in, effects come out. It decides; the edge only carries out.
//!
//! The order of the effects is the contract: **write or erase the record → log → erase cookies → release → show → announce →
//! reload.**
//! Proof first: a tag is released only after the record of its consent is written.

mod choice;
mod start;

use super::check::{self, Fault, Path};
use super::config::{Category, Config, Service};
use super::cookie::Erasure;
use super::decision::Decision;
use super::import;
use super::question;
pub use super::question::Reason;
use super::record::{DAY, Method, Record, product};
use super::regime::{Heed, Regime, Rule, Signal};
use super::value::Value;

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
    /// A notice was read: what is in force stays so.
    Acknowledge,
    /// Forget the answer and ask again.
    Reset,
    /// What is stored has changed, in another tab or on another page: go by it, if it is newer. Nothing: it was erased.
    Adopt(Option<Record>),
}

/// What the core cannot know of the visitor by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// Region as the site named it (ISO 3166); empty where it is unknown.
    pub region: String,
    /// The rule that holds there ([`super::regime::rule`]).
    pub rule: Rule,
    /// What the browser says in the visitor's name.
    pub signal: Option<Signal>,
}

impl Situation {
    /// Whether the signal denies what is used for that. Where things are on before a choice, what does not say its use may be
    /// advertising.
    #[must_use]
    pub fn denies(&self, purpose: &str) -> bool {
        let unknown = purpose.is_empty() && self.rule.regime != Regime::OptIn;
        self.signal.is_some() && self.rule.signal != Heed::Ignored && (purpose == "advertising" || unknown)
    }
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
    /// Keep it once more: scripts' cookies live seven days in Safari, and one of the two copies may be lost.
    KeepRecord,
    /// Send [`Session::record`] and [`Session::event`] to the site's log.
    Log,
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
    AnnounceChange, AnnounceChoice, AnnounceReady, EraseCookies, EraseRecord, KeepRecord, Log, Release, Reload, Show,
    WriteRecord,
};

const STARTED: &[Effect] = &[EraseCookies, Release, Show, AnnounceReady, AnnounceChange];
const STARTED_AGAIN: &[Effect] = &[KeepRecord, EraseCookies, Release, Show, AnnounceReady, AnnounceChange];
const STARTED_ANEW: &[Effect] = &[WriteRecord, Log, EraseCookies, Release, Show, AnnounceReady, AnnounceChange];
const WITHDRAWN: &[Effect] = &[WriteRecord, Log, EraseCookies, Release, Show, AnnounceChoice, AnnounceChange, Reload];
const CHOSEN: &[Effect] = &[WriteRecord, Log, EraseCookies, Release, Show, AnnounceChoice, AnnounceChange];
const CHOSEN_AGAIN: &[Effect] = &[WriteRecord, Log, EraseCookies, Release, Show, AnnounceChoice];
const FORGOTTEN: &[Effect] = &[EraseRecord, Log, EraseCookies, Release, Show, AnnounceChange];
const FORGOTTEN_GRANT: &[Effect] = &[EraseRecord, Log, EraseCookies, Release, Show, AnnounceChange, Reload];
const ADOPTED_AGAIN: &[Effect] = &[EraseCookies, Release, Show];
const ADOPTED: &[Effect] = &[EraseCookies, Release, Show, AnnounceChange];
const ADOPTED_DENIAL: &[Effect] = &[EraseCookies, Release, Show, AnnounceChange, Reload];
const SHOWN: &[Effect] = &[Show];

/// The state.
#[derive(Debug)]
pub struct Session {
    config: Config,
    situation: Situation,
    record: Option<Record>,
    /// Why the record is no answer to the question that is asked now; nothing where it is one. One that is none lends its id to
    /// the next, and what it denies stays denied.
    reason: Option<Reason>,
    /// Whether the record is in force: [`Self::record`].
    holds: bool,
    /// Everything denied, with what is necessary here and what no choice can grant.
    blank: Decision,
    decision: Decision,
    /// What was granted at any time since the start, answer by answer: it may still run.
    once: Vec<bool>,
    changed: Vec<String>,
    surface: Surface,
    turn: u32,
    event: &'static str,
    /// The record that a reset forgot, for the log.
    erased: Option<Record>,
}

impl Session {
    /// Carries out a command.
    #[must_use]
    pub fn apply(&mut self, command: Command, moment: Moment<'_>) -> &'static [Effect] {
        match command {
            // There is nothing to accept, and the record is that of the other pages.
            Command::AcceptAll if self.config.child_directed() => &[],
            Command::AcceptAll => self.choose(self.all(true), moment),
            Command::RejectAll => self.choose(self.all(false), moment),
            Command::Choose(choices) => self.choose(self.selection(&choices), moment),
            Command::Acknowledge if self.consents() => self.apply(Command::Hide, moment),
            Command::Acknowledge => self.choose(self.decision.clone(), moment),
            Command::ShowBanner if self.open() || self.situation.rule.regime == Regime::Notice => {
                self.show(Surface::Banner)
            }
            // Where there is nothing to ask they say why.
            Command::ShowBanner => self.show(Surface::Preferences),
            Command::ShowPreferences => self.show(Surface::Preferences),
            Command::Hide => self.show(match self.surface {
                Surface::Preferences if self.unanswered() => Surface::Banner,
                _ => Surface::Closed,
            }),
            Command::Reset => self.reset(moment.now),
            Command::Adopt(record) => self.adopt(record, moment.now),
        }
    }

    /// Takes the texts of a locale file in use ([`Config::localise`]).
    pub fn localise(&mut self, texts: Value) {
        self.config.localise(texts);
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Where the visitor is, and what the browser says.
    #[must_use]
    pub fn situation(&self) -> &Situation {
        &self.situation
    }

    /// The record in force: of an answer, though there may be something new to ask; or of what a signal denied before there was one.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref().filter(|_| self.holds)
    }

    /// The record that is to be kept, in force or not.
    #[must_use]
    pub fn kept(&self) -> Option<&Record> {
        self.record.as_ref()
    }

    /// For how many seconds it is to be kept: until it expires. Where something is on before a choice, for as long as browsers keep a
    /// cookie: what it denies stays denied.
    #[must_use]
    pub fn keeps(&self, now: u64) -> u64 {
        let expires = self.record.as_ref().map(|record| record.expires(&self.situation.rule));
        expires.filter(|_| !self.objects()).map_or(400 * DAY, |expires| expires.saturating_sub(now)) / 1000
    }

    /// Whether the visitor has answered the question that is asked now.
    #[must_use]
    pub fn answered(&self) -> bool {
        self.reason.is_none()
    }

    /// Why the visitor is asked, where there is a question.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        self.reason.filter(|_| self.unanswered())
    }

    /// The ids of what was not asked when the visitor last answered.
    #[must_use]
    pub fn news(&self) -> Vec<&str> {
        let record = self.record.as_ref().filter(|_| self.reason.is_some());
        record.map(|record| question::news(&self.config, &self.situation.rule, record)).unwrap_or_default()
    }

    /// The signal that the browser sends, where the region's rule heeds it.
    #[must_use]
    pub fn honoured(&self) -> Option<Signal> {
        self.situation.signal.filter(|_| self.situation.rule.signal != Heed::Ignored)
    }

    /// The record that the log is told of: the one in force, or the one that was just forgotten, with what is in force now.
    #[must_use]
    pub fn logged(&self) -> Option<&Record> {
        self.record.as_ref().or(self.erased.as_ref())
    }

    /// What the latest record is of: `grant`, `refusal`, `selection`, `withdrawal`, `acknowledgement`, `signal`, `import`,
    /// `link`; or `erasure`.
    #[must_use]
    pub fn event(&self) -> &'static str {
        self.event
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

    /// How often what is stored was taken over from another tab or page: what is shown has to be shown anew.
    #[must_use]
    pub fn turn(&self) -> u32 {
        self.turn
    }

    /// Whether the banner bars the page now: it waits for an answer, and nothing else ends it.
    #[must_use]
    pub fn bars(&self) -> bool {
        self.surface == Surface::Banner && self.config.blocking() && self.unanswered()
    }

    /// Whether there is a question that nobody has answered, or a notice that nobody has read.
    #[must_use]
    pub fn unanswered(&self) -> bool {
        let asks = match self.situation.rule.regime {
            Regime::OptIn | Regime::OptOut => self.config.asks(),
            Regime::Notice => true,
            Regime::None => false,
        };
        !self.answered() && asks && !self.config.child_directed() && !self.situation.rule.robot
    }

    /// Whether there is a button that opens the preferences once nothing else is to be seen.
    #[must_use]
    pub fn reopens(&self) -> bool {
        self.config.shape() != "none" && !self.situation.rule.robot
    }

    /// Whether anything waits for the visitor's consent: then a notice that was read is no answer.
    fn consents(&self) -> bool {
        let waits = |category: Category<'_>| !category.necessary() && !self.situation.rule.grants(category);
        self.situation.rule.regime == Regime::OptIn && self.config.categories().any(waits)
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
}
