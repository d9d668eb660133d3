//! The state machine: a command goes in, effects come out. It decides; the edge only carries out.
//!
//! The order of the effects is the contract: **write or erase the record → log → erase cookies → release → show → announce →
//! reload.**
//! Proof first: a tag is released only after the record of its consent is written.

use super::check::{self, Fault, Path};
use super::config::{Category, Config, Service};
use super::cookie::Erasure;
use super::decision::Decision;
use super::import;
use super::question;
pub use super::question::Reason;
use super::record::{DAY, Method, Record, product};
use super::regime::{Heed, Regime, Rule, Signal};

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
    /// Starts with what was stored: [`Self::asleep`], then [`Self::wake`].
    #[must_use]
    pub fn start(
        config: Config,
        situation: Situation,
        stored: Option<Record>,
        moment: Moment<'_>,
    ) -> (Session, &'static [Effect]) {
        let mut session = Session::asleep(config, situation);
        let effects = session.wake(stored, moment);
        (session, effects)
    }

    /// Before the start: nothing is granted but what is necessary, and nothing is shown.
    #[must_use]
    pub fn asleep(config: Config, situation: Situation) -> Session {
        let mut blank = Decision::all(&config, false);
        if situation.rule.signal == Heed::Final {
            for category in config.categories().filter(|category| situation.denies(category.purpose())) {
                blank.bar(category.id());
            }
        }
        let (decision, once) = (blank.clone(), vec![false; blank.answers.len()]);
        let (changed, surface, turn, event, erased) = (Vec::new(), Surface::Closed, 0, "", None);
        let reason = Some(Reason::New);
        let holds = false;
        Session {
            config,
            situation,
            record: None,
            reason,
            holds,
            blank,
            decision,
            once,
            changed,
            surface,
            turn,
            event,
            erased,
        }
    }

    /// Goes by what is stored. A record that does not answer the question grants nothing and is asked again. `moment`: its method is
    /// not read.
    #[must_use]
    pub fn wake(&mut self, stored: Option<Record>, moment: Moment<'_>) -> &'static [Effect] {
        let _ = self.take(stored, moment.now, &Decision::default());
        self.heed(moment)
    }

    /// Says that the record has not lain here but just came, by a link or from another banner: what the start does, `effects`,
    /// begins with writing it down, also where it is no answer to the question that is asked here. `source`: for the record.
    #[must_use]
    pub fn receive(&mut self, source: &'static str, effects: &'static [Effect]) -> &'static [Effect] {
        let Some(record) = self.record.as_mut().filter(|_| self.event.is_empty()) else { return effects };
        record.source = source.to_owned();
        self.event = source;
        STARTED_ANEW
    }

    /// Goes by what the first of the banners was answered that were here before: for a visitor who has no record, right after the
    /// start. The answer is as old as it says; what it does not cover is asked. Gives the effects of the start. `foreign`: what the cookies of
    /// these names hold.
    #[must_use]
    pub fn import(&mut self, foreign: fn(&str) -> String, moment: Moment<'_>) -> Option<&'static [Effect]> {
        let mut record = self
            .config
            .imports()
            .find_map(|before| import::record(&self.config, before.from(), &foreign(before.cookies()), moment))?;
        self.stamp(&mut record, moment.language);
        // A signal of now is newer.
        record.signal = None;
        let _ = self.take(Some(record), moment.now, &Decision::default());
        self.event = "import";
        let _ = self.heed(moment);
        Some(STARTED_ANEW)
    }

    /// Goes by a record, or by none: decides, and asks where it is no answer. Whether that takes back anything. What `before`
    /// denies stays denied.
    ///
    /// Where there is only something new to ask, the rest holds meanwhile.
    fn take(&mut self, record: Option<Record>, now: u64, before: &Decision) -> bool {
        let mut decision = self.initial();
        (self.reason, self.holds) = (Some(Reason::New), false);
        if let Some(record) = &record {
            decision.object(&record.decision);
            self.reason = question::lapse(&self.config, &self.situation.rule, record, now);
            if record.method == Method::Signal {
                // It is of no answer, but says what holds meanwhile.
                self.holds = self.reason.is_none();
                self.reason = Some(Reason::New);
            } else if matches!(self.reason, None | Some(Reason::News)) {
                self.holds = true;
                decision.recall(&record.decision, &question::news(&self.config, &self.situation.rule, record));
            }
        } else {
            decision.object(before);
        }
        self.record = record;
        self.surface = if self.unanswered() { Surface::Banner } else { Surface::Closed };
        self.decide(decision)
    }

    /// What holds before the visitor has answered: what the region's rule grants, less what a signal denies.
    fn initial(&self) -> Decision {
        let rule = &self.situation.rule;
        let mut decision = self.blank.clone();
        for category in self.config.categories().filter(|category| rule.grants(*category)) {
            // Who may only object has objected by the signal, whatever else it means in the region (GDPR, Art. 21(5)).
            let used = category.purpose();
            let objected = self.situation.signal.is_some() && used == "advertising" && rule.regime == Regime::OptIn;
            if !objected && !self.situation.denies(used) {
                decision.set(category.id(), true);
            }
        }
        decision
    }

    /// Whether a category is on until the visitor objects: by its own legal basis, or by the region's rule.
    #[must_use]
    pub fn exempt(&self, category: Category<'_>) -> bool {
        let Situation { rule, .. } = &self.situation;
        rule.exempts(category) && rule.grants(category) && !self.situation.denies(category.purpose())
    }

    /// Whether a choice can change anything.
    #[must_use]
    pub fn open(&self) -> bool {
        self.blank.answers.iter().any(|answer| !answer.necessary && !answer.barred)
    }

    /// Acts on the signal, before anything runs: a grant that is older than it is taken back, and what it denies before a choice
    /// is written down. Gives the effects of the start.
    fn heed(&mut self, moment: Moment<'_>) -> &'static [Effect] {
        let mut ids = Vec::new();
        for category in self.config.categories().filter(|category| !category.necessary()) {
            if self.situation.denies(category.purpose()) {
                ids.push(category.id());
                ids.extend(category.services().map(Service::id));
            }
        }
        let signal = self.situation.signal;
        let answered = self.holds && self.reason != Some(Reason::New);
        let again = self.holds || self.record.is_some() && self.objects();
        let mut decision = self.decision.clone();
        decision.deny(&ids);
        match &mut self.record {
            Some(record) if self.holds && record.signal == signal => return STARTED_AGAIN,
            Some(record) if answered && ids.iter().any(|id| record.decision.said(id) == Some(true)) => {
                // The rest stays what it was: an answer to the question of then.
                record.decision.deny(&ids);
                record.updated = moment.now.max(record.time(moment.now) + 1);
                (record.method, record.signal) = (Method::Withdrawal, signal);
            }
            _ if !answered && !ids.is_empty() && self.situation.rule.regime != Regime::OptIn => {
                self.note(&decision, Moment { method: Method::Signal, ..moment });
            }
            _ if again => return STARTED_AGAIN,
            _ => return STARTED,
        }
        self.event = "signal";
        // Nothing has run yet, and the page was told nothing.
        self.decision = self.blank.clone();
        self.decide(decision);
        STARTED_ANEW
    }

    /// Whether there is anything that is on until the visitor objects.
    fn objects(&self) -> bool {
        self.config.categories().any(|category| self.situation.rule.grants(category))
    }

    /// Carries out a command.
    #[must_use]
    pub fn apply(&mut self, command: Command, moment: Moment<'_>) -> &'static [Effect] {
        match command {
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
        // Newer than what it takes the place of, also where the clock was set back meanwhile.
        let before = self.record.as_ref().map_or(0, |record| record.time(moment.now) + 1);
        let mut record = self.record.take().unwrap_or_else(|| Record::first(moment.id, moment.now));
        record.created = record.created.min(moment.now);
        record.updated = before.max(moment.now);
        record.method = moment.method;
        record.source = String::new();
        record.decision = decision.clone();
        self.stamp(&mut record, moment.language);
        (self.record, self.holds) = (Some(record), true);
    }

    /// Writes into a record what is asked now, and where.
    fn stamp(&self, record: &mut Record, language: &str) {
        let Situation { region, rule, signal } = &self.situation;
        record.regime = rule.regime;
        record.region.clone_from(region);
        record.signal = *signal;
        record.revision = self.config.revision();
        record.fingerprint = self.config.fingerprint();
        record.product = product();
        record.language = language.to_owned();
        record.purposes = question::marks(&self.config, rule);
    }

    fn reset(&mut self, now: u64) -> &'static [Effect] {
        self.erased = self.record.take();
        let taken = self.take(None, now, &self.decision.clone());
        if let Some(record) = &mut self.erased {
            record.updated = now;
            record.decision.clone_from(&self.decision);
        }
        self.event = "erasure";
        if taken && self.config.reload() { FORGOTTEN_GRANT } else { FORGOTTEN }
    }

    fn adopt(&mut self, record: Option<Record>, now: u64) -> &'static [Effect] {
        let record = match (&self.record, record) {
            // Ours is of a clock that was wrong where it is from the future, by more than answers follow each other: theirs was
            // made after it.
            (Some(ours), Some(theirs)) if ours.updated <= now + 1000 => Some(ours.clone().newest(theirs, now)),
            (_, theirs) => theirs,
        };
        if record == self.record {
            return &[];
        }
        let surface = self.surface;
        let taken = self.take(record, now, &self.decision.clone());
        if surface == Surface::Preferences {
            self.surface = surface;
        }
        self.turn += 1;
        match (self.changed.is_empty(), taken && self.config.reload()) {
            (true, _) => ADOPTED_AGAIN,
            (_, true) => ADOPTED_DENIAL,
            _ => ADOPTED,
        }
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
