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
    // What comes out the same, whatever the rest is taken for, is answered.
    let mut least = apply(config, import, import.rest == Some(true), &mut open);
    let most = apply(config, import, true, &mut open);
    let mut covers = false;
    let mut at = 0;
    while let Some(answer) = least.answers.get(at) {
        let known = !open || most.granted(&answer.id) == Some(answer.granted);
        covers |= known && !answer.necessary;
        if known || !answer.service && least.has_services(&answer.id) {
            at += 1;
        } else {
            least.answers.remove(at);
        }
    }
    least.settle();
    covers.then_some(least)
}

fn apply(config: &Config, import: Import<'_>, base: bool, open: &mut bool) -> Decision {
    let mut decision = Decision::all(config, base);
    // Categories, then services, and of each the grants, what is open, the denials.
    for round in [2, 1, 0, 6, 5, 4] {
        for said in import.answers() {
            let ids = meaning(config, import.from, said, open);
            let mut level = if said.granted { 2 } else { 0 };
            if said.within.is_empty() && decision.has_services(&ids) {
                for part in import.answers() {
                    if part.within == said.name {
                        level = if meaning(config, import.from, part, open).is_empty() { 1 } else { level & 1 };
                    }
                }
            }
            for id in split(&ids, b' ') {
                if level == round & 3 && decision.category_of(id).is_some() == (round > 2) {
                    decision.set(id, level == 2 || level == 1 && base);
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
        *open |= said.granted && !single && split(said.like, b'|').nth(2) != Some("necessary");
        return String::new();
    }
    ids
}
