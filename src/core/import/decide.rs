use super::super::alias;
use super::super::config::Config;
use super::super::decision::Decision;
use super::super::text::{concat, consists, cut, has, split};
use super::{Import, Said};

/// The services that tarteaucitron lets run unasked (`needConsent: false`); it writes `true` all the same.
const UNASKED: &str =
    "crisp ferank ferankpub matomo matomohightrack microanalytics plausible simpleanalytics stonly wysistathightrack";

/// What `import` answers.
#[must_use]
pub fn decide(config: &Config, from: &str, import: &Import<'_>, words: &str) -> Option<Decision> {
    // What comes out the same, whatever the rest is taken for, is answered.
    let mut least = Decision::all(config, false);
    let mut most = Decision::all(config, true);
    let mut open = !import.complete;
    // Categories, then services, and of each the grants, what is open, the denials.
    for round in [2, 1, 0, 6, 5, 4] {
        for said in &import.answers {
            let plain = said.name.to_ascii_lowercase();
            let like = split(words, b'\n').find(|line| split(line, b'|').any(|word| word == plain)).unwrap_or_default();
            let ids = meaning(config, from, said, &concat(&[said.name, "|", &plain, "|", like]));
            let mut level = if said.granted { 2 } else { 0 };
            if said.within.is_empty() {
                open |= said.granted && ids.is_empty() && !like.starts_with("necessary");
                if least.has_services(&ids) {
                    for part in import.answers.iter().filter(|part| part.within == said.name) {
                        level = if meaning(config, from, part, "").is_empty() { 1 } else { level & 1 };
                    }
                }
            }
            for id in split(&ids, b' ') {
                if level == round & 3 && least.category_of(id).is_some() == (round > 2) {
                    least.set(id, level == 2);
                    most.set(id, level != 0);
                }
            }
        }
    }
    let mut decision = Decision::default();
    let mut covers = false;
    for (answer, other) in least.answers.iter().zip(&most.answers) {
        let known = !open || answer.granted == other.granted;
        covers |= known && !answer.necessary;
        if known || !answer.service && least.has_services(&answer.id) {
            decision.add(&answer.id, answer.service, answer.necessary, answer.granted);
        }
    }
    decision.settle();
    covers.then_some(decision)
}

/// What a name means. The name of a category, by `word` ([`alias::categories`]); if it could mean several it denies them, but grants none.
/// That of a service: an alias; else the service of that id or title.
fn meaning(config: &Config, from: &str, said: &Said<'_>, word: &str) -> String {
    let ids;
    let doubt;
    if !said.within.is_empty() || has("klaro tarteaucitron", from) {
        ids = alias::service(config, said.name).to_owned();
        let unasked = from == "tarteaucitron" && said.granted && has(UNASKED, said.name);
        doubt =
            config.alias(said.name).is_none() && (unasked || config.categories().any(|category| category.id() == ids));
    } else {
        ids = alias::categories(config, word);
        doubt = !consists(said.name, |byte| byte > b' ' && byte != b'|' && byte != b'!')
            || said.granted && cut(&ids, b' ').is_some();
    }
    let known = split(&ids, b' ').any(|id| config.knows(id));
    if doubt || !known { String::new() } else { ids }
}
