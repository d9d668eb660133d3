use super::super::alias;
use super::super::config::Config;
use super::super::decision::Decision;
use super::super::text::{cut, has, split};
use super::{Import, Said};

/// The services that tarteaucitron lets run unasked (`needConsent: false`); it writes `true` all the same.
const UNASKED: &str =
    "crisp ferank ferankpub matomo matomohightrack microanalytics plausible simpleanalytics stonly wysistathightrack";

/// What `import` answers.
#[must_use]
pub fn decide(config: &Config, import: Import<'_>) -> Option<Decision> {
    let mut open = import.rest.is_none();
    let rest = import.rest == Some(true);
    let decision = apply(config, import, rest, &mut open);
    // Nothing is left that would come out otherwise.
    (!open || decision == apply(config, import, !rest, &mut open)).then_some(decision)
}

fn apply(config: &Config, import: Import<'_>, rest: bool, open: &mut bool) -> Decision {
    let mut decision = Decision::all(config, rest);
    for round in 0..4 {
        for said in import.answers() {
            let parts = said.within.is_empty() && import.answers().any(|part| part.within == said.name);
            for id in split(&meaning(config, import.from, said, open), b' ') {
                if !parts && (said.granted, decision.category_of(id).is_some()) == (round & 1 == 0, round > 1) {
                    decision.set(id, said.granted);
                }
            }
        }
    }
    decision
}

/// What a name means. The name of a category, by [`alias::categories`]; if it could mean several it denies them, but grants none.
/// That of a service: an alias; else the service of that id or title.
fn meaning(config: &Config, from: &str, said: Said<'_>, open: &mut bool) -> String {
    let single = !said.within.is_empty() || has("klaro tarteaucitron", from);
    let ids = if single { alias::service(config, said.name).to_owned() } else { alias::categories(config, said.like) };
    let doubt = if single {
        let unasked = from == "tarteaucitron" && said.granted && has(UNASKED, said.name);
        config.alias(said.name).is_none() && (unasked || config.categories().any(|category| category.id() == ids))
    } else {
        said.granted && cut(&ids, b' ').is_some()
    };
    if doubt || !split(&ids, b' ').any(|id| config.knows(id)) {
        *open |= said.granted && split(said.like, b'|').nth(2) != Some("necessary");
        return String::new();
    }
    ids
}
