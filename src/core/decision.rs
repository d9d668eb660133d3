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
    /// Whether it cannot be denied. A record does not say so: the configuration does.
    pub necessary: bool,
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
            decision.add(category.id(), false, necessary, granted);
            for service in category.services() {
                decision.add(service.id(), true, necessary, granted);
            }
        }
        decision
    }

    /// What `recorded` says of the categories and services of `config`. What it does not name is denied.
    #[must_use]
    pub fn restored(config: &Config, recorded: &Decision) -> Decision {
        let mut decision = Decision::all(config, false);
        for answer in &mut decision.answers {
            answer.granted |= recorded.granted(&answer.id) == Some(true);
        }
        decision.settle();
        decision
    }

    /// Adds an answer; what is necessary is granted.
    pub fn add(&mut self, id: &str, service: bool, necessary: bool, granted: bool) {
        self.answers.push(Answer { id: id.to_owned(), service, necessary, granted: granted || necessary });
    }

    /// Whether the category or service `id` is granted; `None` where nobody knows it.
    #[must_use]
    pub fn granted(&self, id: &str) -> Option<bool> {
        self.answers.iter().find(|answer| answer.id == id).map(|answer| answer.granted)
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

    /// Sets a category with all its services, or one service. What is necessary stays.
    pub fn set(&mut self, id: &str, granted: bool) {
        let mut within = false;
        for answer in &mut self.answers {
            if !answer.service {
                within = answer.id == id;
            }
            if within || answer.id == id {
                answer.granted = granted || answer.necessary;
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
