//! What is asked: which of it a record has not answered.

use super::config::Config;
use super::decision::Decision;
use super::hash;
use super::record::Record;

/// The marks of every purpose of every optional service, one after the other, four characters each.
#[must_use]
pub fn purposes(config: &Config) -> String {
    let mut marks = String::new();
    for category in config.categories().filter(|category| !category.necessary()) {
        for service in category.services() {
            for purpose in service.purposes() {
                marks.push_str(&hash::mark(&[service.id(), purpose]));
            }
        }
    }
    marks
}

/// The ids of the optional categories and services that `record` has no answer to: new ones, those that were necessary or in
/// another category then, and those with a new purpose. What was taken away, and other words for the same, are no news.
#[must_use]
pub fn news<'a>(config: &'a Config, record: &Record) -> Vec<&'a str> {
    let mut news = Vec::new();
    for category in config.categories().filter(|category| !category.necessary()) {
        if record.decision.said(category.id()).is_none() {
            news.push(category.id());
        }
        for service in category.services() {
            let asked =
                record.decision.said(service.id()).is_some() && within(&record.decision, service.id(), category.id());
            let known = |purpose| has_mark(&record.purposes, &hash::mark(&[service.id(), purpose]));
            if !asked || !service.purposes().all(known) {
                news.push(service.id());
            }
        }
    }
    news
}

/// Whether the decision has the service in that category.
fn within(decision: &Decision, service: &str, category: &str) -> bool {
    let by = |id: &str| decision.category_of(id) == Some(category);
    by(service) || by(&super::codec::mark(service))
}

fn has_mark(marks: &str, mark: &str) -> bool {
    marks.as_bytes().chunks(4).any(|known| known == mark.as_bytes())
}
