//! What an answer to another banner answers of our question.
//!
//! It must never grant more than it said. So whatever of it means one of ours has to be granted, all of it; a name that could
//! mean several of ours grants none; services that it names apart are granted one by one; and what it does not cover stays
//! open.

use super::super::alias;
use super::super::config::Config;
use super::super::decision::Decision;
use super::super::text::{has, join, split};
use super::{Import, Said};

/// What is known of one of ours. Of several, the lowest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Denied,
    Open,
    Granted,
}

use Level::{Denied, Granted, Open};

/// What a name of theirs says of ours.
struct Row {
    /// Ours that it means, spaces between them.
    ids: String,
    /// Of themselves.
    own: Level,
    /// Of services in them that no name means.
    rest: Level,
}

/// What `import` answers: granted or denied for every category and service of ours that it covers. What is left out was not
/// answered, and the visitor has to be asked; nothing where that is all of it. `words`: lines of words that mean the same
/// (`WORDS` in `src/js/dialects.js`).
#[must_use]
pub fn decide(config: &Config, import: &Import, words: &str) -> Option<Decision> {
    let (rows, rest) = rows(config, import, words);
    let mut decision = Decision::default();
    for category in config.categories() {
        let necessary = category.necessary();
        let own = level(&rows, category.id(), |row| row.own).unwrap_or(rest);
        let below = level(&rows, category.id(), |row| row.rest).unwrap_or(rest);
        let (mut alone, mut services) = (true, Vec::new());
        for service in category.services() {
            alone = false;
            let level = level(&rows, service.id(), |row| row.own).unwrap_or(below);
            if necessary || level != Open {
                services.push((service.id(), level == Granted));
            }
        }
        if necessary || !services.is_empty() || alone && own != Open {
            decision.add(category.id(), false, necessary, own == Granted);
            for (id, granted) in services {
                decision.add(id, true, necessary, granted);
            }
        }
    }
    decision.settle();
    decision.answers.iter().any(|answer| !answer.necessary).then_some(decision)
}

/// What each name says, and what is known of what no name means.
fn rows(config: &Config, import: &Import, words: &str) -> (Vec<Row>, Level) {
    let mut rest = if import.complete { Denied } else { Open };
    let mut rows = Vec::new();
    for said in &import.answers {
        let own = if said.granted { Granted } else { Denied };
        let mut below = own;
        if !said.services.is_empty() {
            below = Denied;
        }
        for service in &said.services {
            let ids = one(config, service, false);
            if ids.is_empty() {
                below = Open;
            }
            rows.push(Row { ids, own, rest: own });
        }
        let plain = said.name.to_ascii_lowercase();
        let like = split(words, b'\n').find(|line| has(line, &plain)).unwrap_or_default();
        let ids = if import.services {
            one(config, &said.name, said.unasked && said.granted)
        } else {
            all(config, said, &plain, like)
        };
        // It granted what we do not know: that may be any of ours.
        if said.granted && ids.is_empty() && !has(like, "necessary") {
            rest = Open;
        }
        rows.push(Row { ids, own, rest: below });
    }
    (rows, rest)
}

/// What the name of a category means. A doubtful one can deny, but not grant.
fn all(config: &Config, said: &Said, plain: &str, like: &str) -> String {
    let ids = alias::meant(config, &said.name, plain, like, b' ');
    match ids.len() {
        0 => one(config, &said.name, false),
        2.. if said.granted => String::new(),
        _ => join(&ids, " "),
    }
}

/// What the name of a service means: an alias; else the service of that id or title, or a category without services.
fn one(config: &Config, name: &str, unasked: bool) -> String {
    let id = alias::service(config, name);
    let whole = |id| config.categories().any(|category| category.id() == id && category.services().next().is_some());
    let sure = config.alias(name).is_some() || config.knows(id) && !unasked && !whole(id);
    if sure { id.to_owned() } else { String::new() }
}

/// The lowest of what is said of `id`; nothing where nothing is.
fn level(rows: &[Row], id: &str, of: fn(&Row) -> Level) -> Option<Level> {
    rows.iter().filter(|row| has(&row.ids, id)).map(of).min()
}
