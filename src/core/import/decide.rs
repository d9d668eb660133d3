//! What an answer to another banner answers of our question.
//!
//! It must never grant more than it said. So a denial outranks a grant where both mean the same of ours; a name that could mean
//! several of ours grants none; services that it names apart are granted one by one; and where it leaves open one of ours, it is
//! no answer.

use super::super::alias;
use super::super::config::Config;
use super::super::decision::Decision;
use super::super::text::{cut, has, split};
use super::{Import, Said};

/// The services that tarteaucitron lets run unasked (`needConsent: false`); it writes `true` all the same.
const UNASKED: &str =
    "crisp ferank ferankpub matomo matomohightrack microanalytics plausible simpleanalytics stonly wysistathightrack";

/// The decision on every category and service of ours. Nothing where the answer leaves any open: it does not cover it, or it grants
/// something that we do not know, which may be any of ours.
#[must_use]
pub fn decide(config: &Config, import: Import<'_>) -> Option<Decision> {
    let mut open = import.rest.is_none();
    let rest = import.rest == Some(true);
    let decision = apply(config, import, rest, &mut open);
    // What comes out the same, whatever is taken for the rest, is not open.
    (!open || decision == apply(config, import, !rest, &mut open)).then_some(decision)
}

/// What comes out where the rest is granted or denied.
fn apply(config: &Config, import: Import<'_>, rest: bool, open: &mut bool) -> Decision {
    let mut decision = Decision::all(config, rest);
    // Categories granted, denied; services granted, denied: what comes later outranks.
    for round in 0..4 {
        for said in import.answers() {
            let in_parts = import.in_parts(said);
            for id in split(&meaning(config, import.from, said, open), b' ') {
                let service = decision.category_of(id).is_some();
                if !in_parts && (said.granted, service) == (round & 1 == 0, round > 1) {
                    decision.set(id, said.granted);
                }
            }
        }
    }
    decision
}

/// What a name means: ids, spaces between them. The name of a category as in the page's markup ([`alias::categories`]). That of a
/// service: an alias; else the service of that id or title. `open`: whether it granted what has no meaning here.
fn meaning(config: &Config, from: &str, said: Said<'_>, open: &mut bool) -> String {
    let single = !said.within.is_empty() || has("klaro tarteaucitron", from);
    let ids = if single { alias::service(config, said.name).to_owned() } else { alias::categories(config, said.like) };
    let sure = if single {
        let unasked = from == "tarteaucitron" && said.granted && has(UNASKED, said.name);
        let service = !config.categories().any(|category| category.id() == ids);
        config.knows(&ids) && (config.alias(said.name).is_some() || service && !unasked)
    } else {
        split(&ids, b' ').any(|id| config.knows(id)) && !(said.granted && cut(&ids, b' ').is_some())
    };
    if !sure {
        *open |= said.granted && split(said.like, b'|').nth(2) != Some("necessary");
        return String::new();
    }
    ids
}
