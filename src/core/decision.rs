//! The result in force: granted or denied, for every category and service.

use super::config::Config;
use super::text::collect;

/// One category's or service's part of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Id of the category or service.
    pub id: String,
    /// Whether it is a service, of the category before it.
    pub service: bool,
    /// Whether it cannot be denied.
    pub necessary: bool,
    /// Whether it cannot be granted: on pages for children, or where a signal is final. A record does not say so.
    pub barred: bool,
    /// Granted or denied.
    pub granted: bool,
}

/// Granted or denied, for every category and service: each category is followed by its services.
///
/// A category is granted when every service of it is; one without services has its own state. A half-granted one is
/// denied: a tag that names no service must not run on part of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// In the order of the configuration.
    pub answers: Vec<Answer>,
}

impl Decision {
    /// Every optional category `granted` or denied; the necessary ones granted.
    #[must_use]
    pub fn all(config: &Config, granted: bool) -> Decision {
        let mut decision = Decision::default();
        for category in config.categories() {
            let necessary = category.necessary();
            decision.add(category.id(), false, necessary, false);
            for service in category.services() {
                decision.add(service.id(), true, necessary, false);
            }
            if config.child_directed() && !necessary {
                decision.bar(category.id());
            }
        }
        decision.set_all(granted);
        decision
    }

    /// What `recorded` says of the categories and services of `config`. What it does not name is denied.
    #[must_use]
    pub fn restored(config: &Config, recorded: &Decision) -> Decision {
        let mut decision = Decision::all(config, false);
        decision.recall(recorded, &[]);
        decision
    }

    /// Grants what `recorded` grants, but for what was not asked (`news`). That it was necessary then is no grant.
    pub fn recall(&mut self, recorded: &Decision, news: &[&str]) {
        for answer in &mut self.answers {
            let granted = recorded.said(&answer.id) == Some(true) && !news.contains(&answer.id.as_str());
            answer.granted |= granted && !answer.barred;
        }
        self.settle();
    }

    /// Denies what `recorded` denies: with a category whatever is new in it, and where it grants nothing, everything.
    pub fn object(&mut self, recorded: &Decision) {
        if recorded.answers.iter().any(|answer| !answer.necessary) && !recorded.grants() {
            return self.set_all(false);
        }
        let mut refused = false;
        for index in 0..self.answers.len() {
            let sum = self.answers.get(index + 1).is_some_and(|next| next.service) && !self.answers[index].service;
            let answer = &mut self.answers[index];
            if !answer.service {
                refused = recorded.refuses(&answer.id);
            }
            let denied = refused || !sum && recorded.said(&answer.id) == Some(false);
            answer.granted &= answer.necessary || !denied;
        }
        self.settle();
    }

    /// Whether the category is denied, with all its services.
    fn refuses(&self, category: &str) -> bool {
        let (mut within, mut known) = (false, false);
        for answer in &self.answers {
            if !answer.service {
                within = answer.id == category;
            }
            if within && answer.granted {
                return false;
            }
            known |= within;
        }
        known
    }

    /// Takes back a category with its services, or a service, whatever else was said of it. Long records hold services by their
    /// mark.
    pub fn deny(&mut self, ids: &[&str]) {
        for id in ids {
            let mark = super::codec::mark(id);
            for answer in &mut self.answers {
                answer.granted &= answer.necessary || answer.id != *id && answer.id != mark;
            }
        }
        self.settle();
    }

    /// Adds an answer; what is necessary is granted.
    pub fn add(&mut self, id: &str, service: bool, necessary: bool, granted: bool) {
        self.answers.push(Answer {
            id: id.to_owned(),
            service,
            necessary,
            barred: false,
            granted: granted || necessary,
        });
    }

    /// Denies a category with its services, whatever is chosen after.
    pub fn bar(&mut self, id: &str) {
        self.set(id, false);
        let mut within = false;
        for answer in &mut self.answers {
            if !answer.service {
                within = answer.id == id;
            }
            answer.barred |= within && !answer.necessary;
        }
    }

    /// Whether anything optional is granted.
    #[must_use]
    pub fn grants(&self) -> bool {
        self.answers.iter().any(|answer| answer.granted && !answer.necessary)
    }

    /// What was answered: granted or denied; `None` where nobody was asked. Long records hold services by their mark
    /// ([`super::codec`]); of two with one mark, a denial counts.
    #[must_use]
    pub fn said(&self, id: &str) -> Option<bool> {
        let mark = super::codec::mark(id);
        let mut said = None;
        for answer in self.answers.iter().filter(|answer| !answer.necessary && (answer.id == id || answer.id == mark)) {
            said = Some(answer.granted && said != Some(false));
        }
        said
    }

    /// The answer for a category or service.
    #[must_use]
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.id == id)
    }

    /// Whether the category or service `id` is granted; `None` where nobody knows it.
    #[must_use]
    pub fn granted(&self, id: &str) -> Option<bool> {
        self.answer(id).map(|answer| answer.granted)
    }

    /// The category that a service belongs to.
    #[must_use]
    pub fn category_of(&self, service: &str) -> Option<&str> {
        let mut category = None;
        for answer in &self.answers {
            if !answer.service {
                category = Some(answer.id.as_str());
            } else if answer.id == service {
                return category;
            }
        }
        None
    }

    /// Every id.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        collect(&mut self.answers.iter().map(|answer| answer.id.as_str()))
    }

    /// Sets everything. What is necessary or barred stays.
    pub fn set_all(&mut self, granted: bool) {
        for answer in &mut self.answers {
            answer.granted = answer.necessary || granted && !answer.barred;
        }
    }

    /// Sets a category with all its services, or one service. What is necessary or barred stays.
    pub fn set(&mut self, id: &str, granted: bool) {
        let mut within = false;
        for answer in &mut self.answers {
            if !answer.service {
                within = answer.id == id;
            }
            if within || answer.id == id {
                answer.granted = answer.necessary || granted && !answer.barred;
            }
        }
        self.settle();
    }

    /// Gives each category with services the state that they add up to. Whether that changed any.
    pub fn settle(&mut self) -> bool {
        let mut changed = false;
        let mut all = None;
        for answer in self.answers.iter_mut().rev() {
            if answer.service {
                all = Some(answer.granted && all != Some(false));
            } else if let Some(all) = all.take() {
                changed |= answer.granted != all;
                answer.granted = all;
            }
        }
        changed
    }

    /// The ids whose state differs from that in `before`.
    #[must_use]
    pub fn changed(&self, before: &Decision) -> Vec<String> {
        let mut changed = Vec::new();
        for answer in &self.answers {
            if before.granted(&answer.id) != Some(answer.granted) {
                changed.push(answer.id.clone());
            }
        }
        changed
    }
}
