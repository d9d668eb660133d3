//! What a choice does: here, in another tab, and a choice that is forgotten.

use super::*;

impl Session {
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
    pub(super) fn selection(&self, choices: &[(String, bool)]) -> Decision {
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
    pub(super) fn all(&self, granted: bool) -> Decision {
        let mut decision = self.blank.clone();
        decision.set_all(granted);
        decision
    }

    pub(super) fn choose(&mut self, decision: Decision, moment: Moment<'_>) -> &'static [Effect] {
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
    pub(super) fn note(&mut self, decision: &Decision, moment: Moment<'_>) {
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
    pub(super) fn stamp(&self, record: &mut Record, language: &str) {
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

    pub(super) fn reset(&mut self, now: u64) -> &'static [Effect] {
        self.erased = self.record.take();
        let taken = self.take(None, now, &self.decision.clone());
        if let Some(record) = &mut self.erased {
            record.updated = now;
            record.decision.clone_from(&self.decision);
        }
        self.event = "erasure";
        if taken && self.config.reload() { FORGOTTEN_GRANT } else { FORGOTTEN }
    }

    pub(super) fn adopt(&mut self, record: Option<Record>, now: u64) -> &'static [Effect] {
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
    pub(super) fn decide(&mut self, decision: Decision) -> bool {
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

    pub(super) fn show(&mut self, surface: Surface) -> &'static [Effect] {
        self.surface = surface;
        SHOWN
    }
}
