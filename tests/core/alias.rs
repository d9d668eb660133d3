//! `core::alias`: what a name in the markup stands for.

use crate::given::{config, the_site};
use octoconsent::core::alias::{categories, service};
use octoconsent::core::config::Config;

const SHOP: &str = r#"{ "categories": [
    { "id": "basic", "necessary": true, "title": "Basic" },
    { "id": "performance", "title": "Performance", "services": [
        { "id": "ga4", "title": "Google Analytics" },
        { "id": "matomo", "title": { "en": "Matomo", "fr": "Matomo (mesure)" } } ] },
    { "id": "advertising", "title": "Ads" },
    { "id": "marketing", "title": "Marketing" } ],
  "aliases": [
    { "name": "C0002", "id": "performance" },
    { "name": "performance", "id": "ga4" },
    { "name": "c:googleana-4TXnJigR", "id": "ga4" },
    { "name": "Tag Manager", "id": "matomo" } ] }"#;

fn shop() -> Config {
    config(SHOP)
}

#[track_caller]
fn check(words: &str, expected: &str) {
    assert_eq!(categories(&shop(), words), expected, "{words}");
}

#[test]
fn a_category_or_service_means_itself() {
    assert_eq!(categories(the_site(), "analytics targeting"), "analytics targeting");
    assert_eq!(categories(the_site(), "matomo"), "matomo");
    check("basic", "basic");
}

#[test]
fn spaces_around_words_mean_nothing() {
    check("  basic   marketing ", "basic marketing");
    check("", "");
    check("   ", "");
}

#[test]
fn an_alias_means_what_the_configuration_says() {
    check("C0002", "performance");
    check("C0002|c0002|analytics|statistics", "performance");
}

#[test]
fn an_alias_outranks_an_id() {
    check("performance", "ga4");
}

#[test]
fn an_alias_is_the_whole_word_in_its_own_case() {
    check("c0002", "c0002");
    check("C00022", "C00022");
}

#[test]
fn the_same_id_outranks_what_means_the_same() {
    check("marketing|marketing|targeting|marketing|advertising", "marketing");
}

#[test]
fn a_foreign_word_means_the_category_that_is_named_like_it() {
    check("statistics|statistics|analytics|statistics|basic", "basic");
    check("Statistics|statistics|analytics|statistics|advertising", "advertising");
    check("strict|strict|necessary|basic", "basic");
}

#[test]
fn a_word_that_could_mean_two_categories_needs_both() {
    check("targeting|targeting|marketing|targeting|advertising", "advertising marketing");
}

#[test]
fn the_plain_form_of_a_word_is_as_good_as_the_word() {
    check("cookieyes-marketing|marketing|targeting|advertising", "marketing");
    check("MARKETING|marketing|targeting|advertising", "marketing");
    check("x-performance|performance|analytics", "ga4");
    check("iub-c|C0002", "performance");
}

#[test]
fn only_categories_are_meant_by_what_is_like_a_word() {
    check("statistics|statistics|ga4", "statistics");
}

#[test]
fn a_denial_stays_a_denial() {
    check("!C0002", "!performance");
    check("!statistics|statistics|advertising", "!advertising");
    check("!targeting|targeting|marketing|advertising", "!advertising !marketing");
    check("!nobody", "!nobody");
}

#[test]
fn a_word_that_means_nothing_stays_as_it_is() {
    check("unclassified", "unclassified");
    check("other|other|something|else", "other");
}

#[track_caller]
fn check_service(name: &str, expected: &str) {
    assert_eq!(service(&shop(), name), expected);
}

#[test]
fn a_service_is_known_by_alias_id_and_title() {
    check_service("ga4", "ga4");
    check_service("c:googleana-4TXnJigR", "ga4");
    check_service("Google Analytics", "ga4");
    check_service("google analytics", "ga4");
    check_service("Tag Manager", "matomo");
}

#[test]
fn a_title_in_any_language_will_do() {
    check_service("Matomo", "matomo");
    check_service("MATOMO (mesure)", "matomo");
}

#[test]
fn a_service_that_nobody_knows_stays_as_it_is() {
    check_service("Google", "Google");
    check_service("Google Analytics 4", "Google Analytics 4");
    check_service("", "");
}
