//! What stands in place of a blocked frame: whose content it is, and two ways to allow it.

use super::config::{Category, Config};
use super::locale;
use super::text::{join, split};

/// What the placeholder of a tag of these names says, one a line: language, direction, theme, title, text, the texts of its
/// two buttons. Nothing where it names what nobody knows, or a denial (`!`).
#[must_use]
pub fn words(config: &Config, language: &str, categories: &str, service: &str) -> Option<String> {
    let mut title = None;
    // The service first, then the categories: the first one names it, and all have to be known.
    for id in [service].into_iter().chain(split(categories, b' ')).filter(|id| !id.is_empty()) {
        let known = named(config, id, language)?;
        title = title.or(Some(known));
    }
    let title = title?;
    let text = |key| config.text(key, language);
    let direction = locale::direction(language);
    let filled = fill(text("placeholderText"), title);
    Some(join(&[language, direction, config.theme(), title, &filled, text("loadOnce"), text("allowAlways")], "\n"))
}

/// The title of the category or service `id`.
fn named<'a>(config: &'a Config, id: &str, language: &str) -> Option<&'a str> {
    let category = config.categories().find(|category| category.id() == id);
    let service = || config.categories().flat_map(Category::services).find(|service| service.id() == id);
    category.map(|category| category.title(language)).or_else(|| service().map(|service| service.title(language)))
}

/// A text with `name` wherever it says `{service}`.
#[must_use]
pub fn fill(text: &str, name: &str) -> String {
    let mut filled = String::new();
    for (index, part) in split(text, b'{').enumerate() {
        let rest = part.strip_prefix("service}").filter(|_| index > 0);
        let between = if index > 0 { "{" } else { "" };
        filled.push_str(rest.map_or(between, |_| name));
        filled.push_str(rest.unwrap_or(part));
    }
    filled
}
