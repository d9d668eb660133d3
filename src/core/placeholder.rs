//! What a placeholder says: whose content a blocked frame holds.

use super::config::Config;
use super::text::split;

/// Whose content it is that names this service and these categories: the service, else the first category. Nobody's where it
/// names what nobody knows, or a denial (`!`).
#[must_use]
pub fn title<'a>(config: &'a Config, language: &str, categories: &str, service: &str) -> Option<&'a str> {
    let mut title = named(config, language, service);
    if title.is_none() && !service.is_empty() {
        return None;
    }
    for id in split(categories, b' ') {
        if !id.is_empty() {
            let known = named(config, language, id)?;
            title = title.or(Some(known));
        }
    }
    title
}

/// The title of the category or service `id`.
fn named<'a>(config: &'a Config, language: &str, id: &str) -> Option<&'a str> {
    for category in config.categories() {
        if category.id() == id {
            return Some(category.title(language));
        }
        for service in category.services() {
            if service.id() == id {
                return Some(service.title(language));
            }
        }
    }
    None
}
