//! Texts that visitors read: in their language, else in English, else in the first that there is.

use crate::given::{config, in_category, in_cookie, in_service, site};
use octoconsent::core::config::Category;
use octoconsent::core::locale::shipped;

/// The title of a category, given as this JSON, in this language.
#[track_caller]
fn check(title: &str, language: &str, expected: &str) {
    let config = config(&in_category(&format!(r#""title": {title}"#)));
    let titles: Vec<&str> = config.categories().map(|category| category.title(language)).collect();
    assert_eq!(titles, [expected], "{title} in {language}");
}

#[test]
fn one_string_serves_every_language() {
    check(r#""Analyse""#, "en", "Analyse");
    check(r#""Analyse""#, "ja", "Analyse");
}

#[test]
fn a_text_is_taken_in_the_language_of_the_interface() {
    let title = r#"{ "en": "Statistics", "fr": "Statistiques", "pt-BR": "Estatísticas" }"#;
    check(title, "fr", "Statistiques");
    check(title, "pt-BR", "Estatísticas");
    check(title, "en", "Statistics");
}

#[test]
fn a_text_of_the_same_language_serves_another_region() {
    let title = r#"{ "en": "Statistics", "fr": "Statistiques", "pt-BR": "Estatísticas" }"#;
    check(title, "fr-CA", "Statistiques");
    check(title, "pt", "Estatísticas");
    check(title, "FR", "Statistiques");
}

#[test]
fn a_text_is_taken_in_english_where_the_language_is_missing() {
    check(r#"{ "fr": "Statistiques", "en": "Statistics" }"#, "de", "Statistics");
    check(r#"{ "fr": "Statistiques", "en-GB": "Statistics" }"#, "de", "Statistics");
}

#[test]
fn the_first_text_is_taken_where_there_is_no_english() {
    check(r#"{ "fr": "Statistiques", "de": "Statistik" }"#, "ja", "Statistiques");
    check(r#"{ "de": "Statistik", "fr": "Statistiques" }"#, "ja", "Statistik");
}

#[test]
fn descriptions_speak_the_language_too() {
    let text = r#""description": { "en": "Counts", "fr": "Compte" }"#;
    let category = config(&in_category(text));
    assert_eq!(category.categories().next().and_then(|category| category.description("fr")), Some("Compte"));
    let service = config(&in_service(text));
    let services = service.categories().flat_map(Category::services);
    assert_eq!(services.map(|service| service.description("fr")).collect::<Vec<_>>(), [Some("Compte")]);
    let cookie = config(&in_cookie(text));
    let cookies =
        cookie.categories().flat_map(Category::services).flat_map(octoconsent::core::config::Service::cookies);
    assert_eq!(cookies.map(|cookie| cookie.description("de")).collect::<Vec<_>>(), [Some("Counts")]);
}

#[test]
fn interface_texts_are_those_given_and_else_english() {
    let config = site(r#""texts": { "fr": { "acceptAll": "Tout accepter" }, "en": { "save": "Save it" } }"#);
    assert_eq!(config.text("acceptAll", "fr"), "Tout accepter");
    assert_eq!(config.text("rejectAll", "fr"), "Reject all");
    assert_eq!(config.text("acceptAll", "en"), "Accept all");
    assert_eq!(config.text("save", "en"), "Save it");
    assert_eq!(config.text("save", "ja"), "Save choice");
}

#[test]
fn the_interface_speaks_the_languages_given_those_that_come_along_and_english() {
    let with = |given: &[&'static str]| [given, shipped().as_slice(), &["en"]].concat();
    assert_eq!(site("").languages(), with(&[]));
    assert_eq!(site(r#""texts": { "pt-BR": {}, "fr": {} }"#).languages(), with(&["pt-BR", "fr"]));
}

#[test]
fn where_the_site_names_its_languages_the_interface_speaks_no_other() {
    let config = site(r#""languages": ["lv", "en"], "texts": { "fr": {} }"#);
    assert_eq!(config.languages(), ["lv", "en"]);
    assert_eq!(config.picks().collect::<Vec<_>>(), ["lv", "en"]);
    assert_eq!(site("").picks().count(), 0);
}
