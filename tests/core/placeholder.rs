//! `core::placeholder`: what stands in place of a blocked frame.

use crate::given::{config, the_site};
use octoconsent::core::placeholder::{fill, words};

#[track_caller]
fn check_title(categories: &str, service: &str, expected: Option<&str>) {
    let words = words(the_site(), "en", categories, service);
    assert_eq!(words.as_deref().and_then(|words| words.lines().nth(3)), expected, "{categories:?} {service:?}");
}

#[test]
fn it_says_all_that_is_needed_to_draw_it_one_a_line() {
    let expected = "en\nltr\nauto\nMatomo\nThis content comes from Matomo. It loads only with your consent.\nLoad once\nAlways allow";
    assert_eq!(words(the_site(), "en", "analytics", "matomo").as_deref(), Some(expected));
}

#[test]
fn it_speaks_the_language_of_the_interface_in_its_direction_and_theme() {
    let config = config(
        r#"{ "theme": "dark", "categories": [{ "id": "a", "title": { "ar": "خرائط", "en": "Maps" } }],
            "texts": { "ar": { "placeholderText": "من {service}", "loadOnce": "مرة", "allowAlways": "دائمًا" } } }"#,
    );
    assert_eq!(words(&config, "ar", "a", "").as_deref(), Some("ar\nrtl\ndark\nخرائط\nمن خرائط\nمرة\nدائمًا"));
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

#[test]
fn the_name_is_filled_in_wherever_the_text_says_so() {
    let check = |text, expected| assert_eq!(fill(text, "X"), expected);
    check("{service}", "X");
    check("from {service}.", "from X.");
    check("{service}: {service}", "X: X");
    check("é{service}→", "éX→");
}

#[test]
fn a_text_that_does_not_name_the_service_stays_as_it_is() {
    for text in ["", "plain", "{", "}", "{}", "service}", "{ service}", "{{service", "{Service}", "a{b}c{", "{servic"] {
        assert_eq!(fill(text, "X"), text);
    }
    assert_eq!(fill("{{service}}", "X"), "{X}");
}

#[test]
fn a_name_that_looks_like_the_mark_is_not_filled_in_again() {
    assert_eq!(fill("{service}", "{service}"), "{service}");
}
