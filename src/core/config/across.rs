//! What no single field can tell: ids used twice, what opt-in forbids, names that no cookie can have, aliases of nobody, a
//! position that the layout does not have, answers that nobody can tell apart, rules that hold nowhere.

use super::super::check::{self, Fault, Path};
use super::super::contrast;
use super::super::shape;
use super::super::text::{concat, consists, has};
use super::super::value::Value;
use super::{Config, cookies, list, part, positions, text};

/// Names every such fault.
pub fn check(config: &Config, faults: &mut Vec<Fault>) {
    check_categories(config, faults);
    check_aliases(config, faults);
    check_banner(config, faults);
    check_answers(config, faults);
    contrast::check(config, faults);
    check_rules(config, faults);
    check_imports(config, faults);
    if config.0.get("policyChanges").is_some() && config.0.get("policyDate").is_none() {
        check::fault(&Path::Member(&Path::Root, "policyChanges"), "needs a \"policyDate\"", faults);
    }
}

fn check_categories(config: &Config, faults: &mut Vec<Fault>) {
    let mut seen = Vec::new();
    let categories = Path::Member(&Path::Root, "categories");
    for (index, category) in config.categories().enumerate() {
        let path = Path::Item(&categories, index);
        check_once(category.id(), &Path::Member(&path, "id"), &mut seen, faults);
        if text(category.0, &[], "default") == "granted" {
            let message = "must not be \"granted\": what is on before a choice, the regime of the region says";
            check::fault(&Path::Member(&path, "default"), message, faults);
        }
        if category.objectionable() && category.purpose() == "sensitive" {
            check::fault(&Path::Member(&path, "basis"), "must be \"consent\" for what is sensitive", faults);
        }
        check_cookies(category.0, &path, faults);
        let services = Path::Member(&path, "services");
        for (index, service) in category.services().enumerate() {
            let path = Path::Item(&services, index);
            check_once(service.id(), &Path::Member(&path, "id"), &mut seen, faults);
            check_cookies(service.0, &path, faults);
        }
    }
}

fn check_aliases(config: &Config, faults: &mut Vec<Fault>) {
    for (index, alias) in list(&config.0, "aliases").iter().enumerate() {
        let id = text(alias, &[], "id");
        if !id.is_empty() && !config.knows(id) {
            let place = Path::Member(&Path::Root, "aliases");
            let message = concat(&["\"", id, "\" is no category or service"]);
            check::fault(&Path::Member(&Path::Item(&place, index), "id"), &message, faults);
        }
    }
}

fn check_rules(config: &Config, faults: &mut Vec<Fault>) {
    let mut seen = Vec::new();
    let place = Path::Member(&Path::Root, "regions");
    for (index, rule) in config.rules().enumerate() {
        let path = Path::Item(&place, index);
        if rule.preset().is_empty() && rule.regime().is_empty() {
            check::fault(&Path::Member(&path, "regime"), "is missing where there is no preset", faults);
        }
        for (index, code) in rule.regions().enumerate() {
            check_once(code, &Path::Item(&Path::Member(&path, "in"), index), &mut seen, faults);
        }
    }
}

/// Deleted like another banner's cookie, the record would go.
fn check_imports(config: &Config, faults: &mut Vec<Fault>) {
    let place = Path::Member(&Path::Root, "import");
    for (index, before) in config.imports().enumerate() {
        if has(before.cookies(), config.cookie().name()) {
            let path = Path::Item(&place, index);
            check::fault(&Path::Member(&path, "cookie"), "must not be the cookie of the record", faults);
        }
    }
}

fn check_once<'a>(id: &'a str, path: &Path<'_>, seen: &mut Vec<&'a str>, faults: &mut Vec<Fault>) {
    if !id.is_empty() && seen.contains(&id) {
        check::fault(path, &concat(&["\"", id, "\" is used twice"]), faults);
    }
    seen.push(id);
}

fn check_cookies(owner: &Value, path: &Path<'_>, faults: &mut Vec<Fault>) {
    let path = Path::Member(path, "cookies");
    for (index, cookie) in cookies(owner).enumerate() {
        let path = Path::Item(&path, index);
        if cookie.storage() != "cookie" {
            if !cookie.path().is_empty() {
                check::fault(&Path::Member(&path, "path"), "is only for cookies", faults);
            }
        } else if !cookie.name().is_empty()
            && !consists(cookie.name(), |byte| byte > b' ' && !matches!(byte, b';' | b'=' | 127))
        {
            let message = "is no name that a cookie can have";
            check::fault(&Path::Member(&path, "name"), message, faults);
        }
    }
}

fn check_banner(config: &Config, faults: &mut Vec<Fault>) {
    let (layout, position) = (config.layout(), config.position());
    let positions = positions(layout);
    // A word that the table does not know is its fault, not the pair's.
    if !positions.is_empty() && has(shape::POSITIONS, position) && !has(positions, position) {
        let message = concat(&["must be ", &check::one_of(positions), " for the layout ", layout]);
        check::fault(&Path::Member(&Path::Member(&Path::Root, "banner"), "position"), &message, faults);
    }
    if config.shape() == "triangle" && has("text both", config.label()) {
        let place = Path::Member(&Path::Root, "reopen");
        check::fault(&Path::Member(&place, "label"), "must be \"icon\" for the shape triangle", faults);
    }
}

/// To accept and to refuse have buttons of one size, weight and contrast, whatever the configuration says; what is left to it is what
/// they say. Lengths may differ, as they do in fair words of many languages: the buttons do not.
fn check_answers(config: &Config, faults: &mut Vec<Fault>) {
    let texts = Path::Member(&Path::Root, "texts");
    for (tag, _) in part(&config.0, "texts").members() {
        let place = Path::Member(&texts, tag);
        let answers = ["acceptAll", "rejectAll"].map(|key| (key, config.text(key, tag)));
        for (key, text) in answers {
            if !text.is_empty() && consists(text, |byte| byte <= b' ') {
                check::fault(&Path::Member(&place, key), "must say something", faults);
            }
        }
        if answers[0].1.eq_ignore_ascii_case(answers[1].1) {
            check::fault(&Path::Member(&place, "rejectAll"), "must differ from acceptAll", faults);
        }
    }
}
