//! What is asked: why a record is no answer to it, and which of it a record has not answered.

use super::codec;
use super::config::{Category, Config, Service};
use super::hash::mark;
use super::record::Record;
use super::regime::Rule;
use super::text::split;

/// Why there is a question, though there may be a record.
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
    /// There is something that was not asked: [`news`].
    News,
    /// Its time is over.
    Expired,
}

impl Reason {
    /// Its name in the state that pages get.
    #[must_use]
    pub fn name(self) -> &'static str {
        split("new regime revision policy news expired", b' ').nth(self as usize).unwrap_or_default()
    }
}

/// Why a record is no answer to the question of this configuration under this rule; nothing where it is one. That there is
/// something new comes last: only then does the rest hold.
#[must_use]
pub fn lapse(config: &Config, rule: &Rule, record: &Record, now: u64) -> Option<Reason> {
    let policy = config.policy_date().filter(|date| (record.updated + 1..=now).contains(date));
    let reasons = [
        (record.regime > rule.regime && !rule.robot, Reason::Regime),
        (record.revision != config.revision(), Reason::Revision),
        (policy.is_some(), Reason::Policy),
        (record.early(now) || record.expires(rule) <= now, Reason::Expired),
        (!news(config, rule, record).is_empty(), Reason::News),
    ];
    reasons.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
}

/// Most bytes of marks before a service's purposes share one. Then one that was taken away asks again, too.
const MANY: usize = 300;

/// Marks of what was asked, one after the other, four characters each: of every purpose of every optional service, and of every
/// category that is on before a choice. 24 bits: of fifty services with two purposes each, a new purpose is taken for a known one
/// once in 170,000 times.
#[must_use]
pub fn marks(config: &Config, rule: &Rule) -> String {
    let mut marks = String::new();
    for joint in [false, true] {
        if joint && marks.len() <= MANY {
            break;
        }
        marks.clear();
        for category in optional(config) {
            if rule.grants(category) {
                marks.push_str(&mark(&[category.id()]));
            }
            for service in category.services() {
                if joint {
                    marks.push_str(&all_purposes(service));
                }
                for purpose in service.purposes().filter(|_| !joint) {
                    marks.push_str(&mark(&[service.id(), purpose]));
                }
            }
        }
    }
    marks
}

/// The ids of the optional categories and services that `record` has no answer to: new ones, those that were necessary or in
/// another category then, those with a new purpose, and those that were on without a consent which is needed now. What was taken
/// away, and other words for the same, are no news.
#[must_use]
pub fn news<'a>(config: &'a Config, rule: &Rule, record: &Record) -> Vec<&'a str> {
    let mut news = Vec::new();
    for category in optional(config) {
        let free = !rule.robot && !rule.grants(category) && has_mark(record, &mark(&[category.id()]));
        let open = |id| record.decision.said(id).is_none_or(|granted| granted && free);
        if open(category.id()) {
            news.push(category.id());
        }
        for service in category.services() {
            if open(service.id()) || !asked(record, category, service) || !purposes_known(record, service) {
                news.push(service.id());
            }
        }
    }
    news
}

fn optional(config: &Config) -> impl Iterator<Item = Category<'_>> {
    config.categories().filter(|category| !category.necessary())
}

/// Whether the record has an answer to the service, in that category. In a long record it stands by its mark; of several services
/// with the same one, there has to be an answer for each.
fn asked(record: &Record, category: Category<'_>, service: Service<'_>) -> bool {
    let mark = codec::mark(service.id());
    let (mut within, mut marked) = (false, 0);
    for answer in &record.decision.answers {
        if !answer.service {
            within = answer.id == category.id();
        } else if within && answer.id == service.id() {
            return true;
        } else if within && answer.id == mark {
            marked += 1;
        }
    }
    marked >= category.services().filter(|other| codec::mark(other.id()) == mark).count()
}

fn purposes_known(record: &Record, service: Service<'_>) -> bool {
    let known = |purpose| has_mark(record, &mark(&[service.id(), purpose]));
    service.purposes().all(known) || has_mark(record, &all_purposes(service))
}

fn all_purposes(service: Service<'_>) -> String {
    let mut parts = vec![service.id()];
    parts.extend(service.purposes());
    mark(&parts)
}

fn has_mark(record: &Record, mark: &str) -> bool {
    record.purposes.as_bytes().chunks(4).any(|known| known == mark.as_bytes())
}
