//! What holds before the visitor chooses: by what is stored, by the region's rule, by the browser's signal.

use super::*;

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
        // Nothing has run yet, and the page was told nothing.
        self.decision = self.blank.clone();
        let _ = self.take(Some(record), moment.now, &Decision::default());
        self.event = "import";
        let _ = self.heed(moment);
        Some(STARTED_ANEW)
    }

    /// Goes by a record, or by none: decides, and asks where it is no answer. Whether that takes back anything. What `before`
    /// denies stays denied.
    ///
    /// Where there is only something new to ask, the rest holds meanwhile.
    pub(super) fn take(&mut self, record: Option<Record>, now: u64, before: &Decision) -> bool {
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
    pub(super) fn initial(&self) -> Decision {
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
    pub(super) fn heed(&mut self, moment: Moment<'_>) -> &'static [Effect] {
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
    pub(super) fn objects(&self) -> bool {
        self.config.categories().any(|category| self.situation.rule.grants(category))
    }
}
