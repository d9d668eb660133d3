//! The state machine: a command goes in, effects come out. It decides; the edge only carries out.
//!
//! The order of the effects is the contract: **write or erase the record → log → erase cookies → release → show → announce →
//! reload.**
//! Proof first: a tag is released only after the record of its consent is written.

use super::check::{self, Fault, Path};
use super::config::{Category, Config};
use super::cookie::Erasure;
use super::decision::Decision;
use super::question;
use super::record::{Method, Record, product};
use super::regime::{Heed, Regime, Rule, Signal};
use super::text::has;

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

/// Why there is a question, though there is a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There was no answer yet.
    New,
    /// It was given under a regime that asks less.
    Regime,
    /// The question has another revision.
    Revision,
    /// The policy is newer.
    Policy,
    /// There is something that was not asked: [`Session::news`].
    News,
    /// Its time is over.
    Expired,
}

impl Reason {
    /// Its name in the state that pages get.
    #[must_use]
    pub fn name(self) -> &'static str {
        const NAMES: &str = "new regime revision policy news expired";
        super::text::split(NAMES, b' ').nth(self as usize).unwrap_or_default()
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
const ADOPTED: &[Effect] = &[EraseCookies, Release, Show, AnnounceChange];
const ADOPTED_DENIAL: &[Effect] = &[EraseCookies, Release, Show, AnnounceChange, Reload];
const SHOWN: &[Effect] = &[Show];

/// The state.
#[derive(Debug)]
pub struct Session {
    config: Config,
    situation: Situation,
    record: Option<Record>,
    /// Why [`Self::record`] is no answer to the question that is asked now; nothing where it is one. One that is none lends
    /// its id to the next, and what it denies stays denied.
    reason: Option<Reason>,
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
    /// Starts with what was stored. A record that does not answer the question grants nothing and is asked again. `moment`: its
    /// method is not read.
    #[must_use]
    pub fn start(
        config: Config,
        situation: Situation,
        stored: Option<Record>,
        moment: Moment<'_>,
    ) -> (Session, &'static [Effect]) {
        let mut blank = Decision::all(&config, false);
        if situation.signal.is_some() && situation.rule.signal == Heed::Final {
            for category in config.categories().filter(|category| category.purpose() == "advertising") {
                blank.bar(category.id());
            }
        }
        let (decision, once) = (blank.clone(), vec![false; blank.answers.len()]);
        let (changed, surface, turn, event, erased) = (Vec::new(), Surface::Closed, 0, "", None);
        let reason = Some(Reason::New);
        let mut session = Session {
            config,
            situation,
            record: None,
            reason,
            blank,
            decision,
            once,
            changed,
            surface,
            turn,
            event,
            erased,
        };
        let _ = session.take(stored, moment.now);
        let effects = session.heed(moment);
        (session, effects)
    }

    /// Goes by a record, or by none: decides, and asks where it is no answer. Whether that takes back anything.
    ///
    /// Where there is only something new to ask, what was granted stays so meanwhile.
    fn take(&mut self, record: Option<Record>, now: u64) -> bool {
        self.record = record;
        self.reason = self.record.as_ref().map_or(Some(Reason::New), |record| self.unanswered_by(record, now));
        let mut decision = self.blank.clone();
        match (&self.record, self.reason) {
            (Some(record), None) => decision.recall(&record.decision),
            (Some(record), Some(Reason::News)) => {
                // Only what is new was not asked: the rest holds.
                decision = self.initial();
                decision.recall(&record.decision);
            }
            _ => decision = self.initial(),
        }
        self.surface = if self.unanswered() { Surface::Banner } else { Surface::Closed };
        self.decide(decision)
    }

    /// Why a record is no answer to the question that is asked now.
    fn unanswered_by(&self, record: &Record, now: u64) -> Option<Reason> {
        let rule = &self.situation.rule;
        let policy = self.config.policy_date().filter(|date| (record.updated + 1..=now).contains(date));
        let reasons = [
            (record.method == Method::Signal, Reason::New),
            (record.regime > rule.regime, Reason::Regime),
            (record.revision != self.config.revision(), Reason::Revision),
            (policy.is_some(), Reason::Policy),
            (!question::news(&self.config, record).is_empty(), Reason::News),
            (record.expires(rule) <= now, Reason::Expired),
        ];
        reasons.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
    }

    /// What holds before the visitor has answered: what the region's regime grants, less what a signal denies, and less what an
    /// earlier answer denied, though it counts for nothing else any more.
    fn initial(&self) -> Decision {
        let rule = &self.situation.rule;
        let mut decision = self.blank.clone();
        for category in self.config.categories() {
            let on = match rule.regime {
                Regime::OptIn => self.exempt(category),
                _ => category.purpose() != "sensitive" && !category.off() && !self.signalled(category.purpose()),
            };
            if on {
                decision.set(category.id(), true);
            }
        }
        if let Some(record) = &self.record {
            decision.object(&record.decision);
        }
        decision
    }

    /// Whether the browser's signal denies what is used for that.
    #[must_use]
    pub fn signalled(&self, purpose: &str) -> bool {
        self.honoured().is_some() && purpose == "advertising"
    }

    /// Whether a category is on until the visitor objects: by its own legal basis, or by the region's rule.
    #[must_use]
    pub fn exempt(&self, category: Category<'_>) -> bool {
        let used = category.purpose();
        let exempt = category.objectionable() || !used.is_empty() && has(&self.situation.rule.objection, used);
        exempt && !category.necessary() && !category.off() && !self.signalled(used)
    }

    /// Whether a choice can change anything.
    #[must_use]
    pub fn open(&self) -> bool {
        self.blank.answers.iter().any(|answer| !answer.necessary && !answer.barred)
    }

    /// Acts on the signal, before anything runs: a grant that is older than it is taken back, and what it denies before a choice
    /// is written down. Gives the effects of the start.
    fn heed(&mut self, moment: Moment<'_>) -> &'static [Effect] {
        let method = match (&self.record, self.reason) {
            (Some(record), _) if record.signal.is_some() => None,
            (Some(record), None | Some(Reason::News)) => {
                self.overridden(&record.decision).then_some(Method::Withdrawal)
            }
            _ => (self.situation.rule.regime != Regime::OptIn && self.overridden(&self.all(true)))
                .then_some(Method::Signal),
        };
        let Some(method) = method else {
            return if self.record().is_some() { STARTED_AGAIN } else { STARTED };
        };
        let decision = self.denied_by_signal(self.decision.clone());
        self.note(&decision, Moment { method, ..moment });
        self.event = "signal";
        self.decide(decision);
        STARTED_ANEW
    }

    /// Whether a decision grants what the signal denies.
    fn overridden(&self, recorded: &Decision) -> bool {
        let granted = Decision::restored(&self.config, recorded);
        granted != self.denied_by_signal(granted.clone())
    }

    fn denied_by_signal(&self, mut decision: Decision) -> Decision {
        for category in self.config.categories().filter(|category| self.signalled(category.purpose())) {
            decision.set(category.id(), false);
        }
        decision
    }

    /// Carries out a command.
    #[must_use]
    pub fn apply(&mut self, command: Command, moment: Moment<'_>) -> &'static [Effect] {
        match command {
            Command::AcceptAll => self.choose(self.all(true), moment),
            Command::RejectAll => self.choose(self.all(false), moment),
            Command::Choose(choices) => self.choose(self.selection(&choices), moment),
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
        let holds =
            |record: &&Record| record.method == Method::Signal || matches!(self.reason, None | Some(Reason::News));
        self.record.as_ref().filter(holds)
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
        record.map(|record| question::news(&self.config, record)).unwrap_or_default()
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

    /// Whether there is a question that nobody has answered, or a notice that nobody has read.
    #[must_use]
    pub fn unanswered(&self) -> bool {
        let asks = match self.situation.rule.regime {
            Regime::OptIn | Regime::OptOut => self.config.asks(),
            Regime::Notice => true,
            Regime::None => false,
        };
        !self.answered() && asks && !self.config.child_directed()
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
                Some(answer) if answer.barred && *granted => {
                    check::fault(&Path::Member(&Path::Root, id), "cannot be granted here", faults);
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

    /// Everything that a choice can grant, or nothing that it can deny.
    fn all(&self, granted: bool) -> Decision {
        let mut decision = self.blank.clone();
        decision.set_all(granted);
        decision
    }

    fn choose(&mut self, decision: Decision, moment: Moment<'_>) -> &'static [Effect] {
        self.note(&decision, moment);
        self.reason = None;
        self.surface = Surface::Closed;
        let taken = self.decide(decision);
        self.event = match (moment.method, taken) {
            (Method::Acknowledge, _) => "acknowledgement",
            (_, true) => "withdrawal",
            _ if !self.decision.grants() => "refusal",
            _ if self.decision == self.all(true) => "grant",
            _ => "selection",
        };
        match (self.changed.is_empty(), taken && self.config.reload()) {
            (true, _) => CHOSEN_AGAIN,
            (_, true) => WITHDRAWN,
            _ => CHOSEN,
        }
    }

    /// Makes the record of a decision.
    fn note(&mut self, decision: &Decision, moment: Moment<'_>) {
        self.erased = None;
        let mut record = self.record.take().unwrap_or_else(|| Record::first(moment.id, moment.now));
        let Situation { region, rule, signal } = &self.situation;
        record.created = record.created.min(moment.now);
        record.updated = moment.now;
        record.method = moment.method;
        record.regime = rule.regime;
        record.region.clone_from(region);
        record.signal = *signal;
        record.source = String::new();
        record.revision = self.config.revision();
        record.fingerprint = self.config.fingerprint();
        record.product = product();
        record.language = moment.language.to_owned();
        record.purposes = question::purposes(&self.config);
        record.decision = decision.clone();
        self.record = Some(record);
    }

    fn reset(&mut self, now: u64) -> &'static [Effect] {
        self.erased = self.record.take();
        let taken = self.take(None, now);
        if let Some(record) = &mut self.erased {
            record.updated = now;
            record.decision.clone_from(&self.decision);
        }
        self.event = "erasure";
        if taken && self.config.reload() { FORGOTTEN_GRANT } else { FORGOTTEN }
    }

    fn adopt(&mut self, record: Option<Record>, now: u64) -> &'static [Effect] {
        let news = match (&self.record, &record) {
            (Some(ours), Some(theirs)) => ours.updated < theirs.updated,
            (ours, theirs) => ours != theirs,
        };
        if !news {
            return &[];
        }
        let surface = self.surface;
        let taken = self.take(record, now);
        if surface == Surface::Preferences {
            self.surface = surface;
        }
        self.turn += 1;
        if taken && self.config.reload() { ADOPTED_DENIAL } else { ADOPTED }
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
