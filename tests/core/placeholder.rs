//! `core::placeholder`: whose content a blocked frame holds.

use crate::given::{config, the_site};
use octoconsent::core::placeholder::title;

#[track_caller]
fn check_title(categories: &str, service: &str, expected: Option<&str>) {
    assert_eq!(title(the_site(), "en", categories, service), expected, "{categories:?} {service:?}");
}

#[test]
fn it_is_named_in_the_language_of_the_interface() {
    let config = config(r#"{ "categories": [{ "id": "a", "title": { "en": "Maps", "ar": "خرائط" } }] }"#);
    assert_eq!(title(&config, "ar", "a", ""), Some("خرائط"));
    assert_eq!(title(&config, "en", "a", ""), Some("Maps"));
}

#[test]
fn it_names_the_service_else_the_first_category() {
    check_title("analytics targeting", "matomo", Some("Matomo"));
    check_title("", "matomo", Some("Matomo"));
    check_title("targeting analytics", "", Some("Targeting"));
    check_title("support", "", Some("Support"));
}

#[test]
fn a_service_that_stands_among_the_categories_is_named_too() {
    check_title("snowplow", "", Some("Snowplow"));
}

#[test]
fn nothing_is_shown_where_a_name_is_unknown() {
    check_title("nobody", "", None);
    check_title("", "nobody", None);
    check_title("analytics nobody", "matomo", None);
    check_title("analytics", "nobody", None);
}

#[test]
fn nothing_is_shown_for_what_waits_for_a_denial() {
    check_title("!analytics", "", None);
    check_title("analytics !targeting", "", None);
    check_title("", "!matomo", None);
}

#[test]
fn nothing_is_shown_for_what_names_nothing() {
    check_title("", "", None);
}
