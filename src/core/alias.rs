//! What a name in the markup stands for. A page may be marked for another banner: its words are found here among ours.
//! The words that mean the same come with the tag, from the one table in `src/js/dialects.js`.

use super::config::Config;
use super::text::{cut, split};

/// The categories that `words` name, spaces between them. A word may carry its plain form and its like:
/// `cookieyes-statistics|statistics|analytics|performance`. It means an alias; else the category or service of that id, both also
/// by its plain form; else those of our categories that are named among its like, all of them, since a doubtful word must
/// not release more than it says. One that means nothing stays as it is.
#[must_use]
pub fn categories(config: &Config, words: &str) -> String {
    let mut ids = String::new();
    for word in split(words, b' ').filter(|word| !word.is_empty()) {
        let (mark, word) = word.strip_prefix('!').map_or(("", word), |word| ("!", word));
        let (literal, rest) = cut(word, b'|').unwrap_or((word, ""));
        let (plain, like) = cut(rest, b'|').unwrap_or((rest, ""));
        let before = ids.len();
        let named = named(config, literal).or_else(|| named(config, plain));
        for category in config.categories().filter(|_| named.is_none()) {
            if split(like, b'|').any(|id| id == category.id()) {
                add(&mut ids, mark, category.id());
            }
        }
        if ids.len() == before {
            add(&mut ids, mark, named.unwrap_or(literal));
        }
    }
    ids
}

fn add(ids: &mut String, mark: &str, id: &str) {
    for part in [if ids.is_empty() { "" } else { " " }, mark, id] {
        ids.push_str(part);
    }
}

/// The service that `name` names: an alias, an id, or a title, whatever its case. One that means nothing stays as it is.
#[must_use]
pub fn service<'a>(config: &'a Config, name: &'a str) -> &'a str {
    if let Some(id) = named(config, name) {
        return id;
    }
    let mut services = config.categories().flat_map(super::config::Category::services);
    services.find(|service| service.called(name)).map_or(name, super::config::Service::id)
}

fn named<'a>(config: &'a Config, name: &'a str) -> Option<&'a str> {
    config.alias(name).or_else(|| config.knows(name).then_some(name))
}
