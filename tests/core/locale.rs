//! `core::locale`: interface texts and the choice of a language.

use crate::given::{accept, whole};
use octoconsent::core::locale::{
    ENGLISH, PLURALS, english, english_keys, fill, keys, negotiate, primary, right_to_left,
};

#[track_caller]
fn check(wanted: &[&str], offered: &[&str], expected: Option<&str>) {
    assert_eq!(negotiate(wanted, offered), expected, "{wanted:?} of {offered:?}");
}

#[test]
fn the_same_tag_is_taken_first() {
    check(&["fr"], &["en", "fr"], Some("fr"));
    check(&["pt-BR"], &["pt", "pt-PT", "pt-BR"], Some("pt-BR"));
}

#[test]
fn the_case_of_a_tag_does_not_matter() {
    check(&["PT-br"], &["en", "pt-BR"], Some("pt-BR"));
    check(&["PT-br"], &["pt", "pt-BR"], Some("pt-BR"));
    check(&["FR-ca"], &["fr"], Some("fr"));
}

#[test]
fn the_language_serves_for_its_region() {
    check(&["fr-CA"], &["en", "fr"], Some("fr"));
    check(&["zh-Hant-TW"], &["zh"], Some("zh"));
}

#[test]
fn a_region_serves_for_its_language() {
    check(&["pt"], &["en", "pt-BR"], Some("pt-BR"));
    check(&["pt-PT"], &["en", "pt-BR"], Some("pt-BR"));
}

#[test]
fn the_first_offer_of_a_language_is_taken() {
    check(&["pt"], &["pt-PT", "pt-BR"], Some("pt-PT"));
    check(&["pt-AO"], &["pt-BR", "pt-PT"], Some("pt-BR"));
}

#[test]
fn the_last_parts_of_a_tag_may_be_left_out() {
    check(&["pt-AO"], &["pt-BR", "pt"], Some("pt"));
    check(&["zh-Hant-TW"], &["zh-Hans", "zh-Hant"], Some("zh-Hant"));
    check(&["zh-Hans-SG"], &["zh-Hant", "zh-Hans"], Some("zh-Hans"));
}

#[test]
fn chinese_is_written_as_the_region_writes_it() {
    for tag in ["zh-TW", "zh-HK", "zh-MO", "ZH-tw"] {
        check(&[tag], &["zh-Hans", "zh-Hant"], Some("zh-Hant"));
    }
    for tag in ["zh", "zh-CN", "zh-SG"] {
        check(&[tag], &["zh-Hans", "zh-Hant"], Some("zh-Hans"));
    }
    check(&["zh-TW"], &["en", "zh"], Some("zh"));
}

#[test]
fn norwegian_has_three_tags() {
    for tag in ["no", "nb", "nn", "nb-NO", "no-NO", "NN"] {
        check(&[tag], &["da", "nb", "sv"], Some("nb"));
    }
    check(&["nb"], &["da", "no"], Some("no"));
    check(&["nn"], &["nb", "nn"], Some("nn"));
}

#[test]
fn the_first_wanted_language_that_any_suits_wins() {
    check(&["ja", "fr", "en"], &["en", "fr"], Some("fr"));
    check(&["fr-CA", "en"], &["en", "fr"], Some("fr"));
    check(&["ja", "ko"], &["en", "fr"], None);
}

#[test]
fn a_language_that_only_begins_alike_does_not_suit() {
    check(&["fil"], &["fi"], None);
    check(&["fi"], &["fil"], None);
    check(&["auto"], &["en", "fr"], None);
}

#[test]
fn nothing_suits_nobody() {
    check(&[], &["en"], None);
    check(&["en"], &[], None);
    check(&[""], &["en"], None);
}

#[test]
fn the_language_of_a_tag_is_its_first_part() {
    let check = |tag, language| assert_eq!(primary(tag), language);
    check("fr", "fr");
    check("pt-BR", "pt");
    check("zh-Hant-TW", "zh");
    check("", "");
}

#[test]
fn some_languages_are_written_from_right_to_left() {
    for tag in ["ar", "ar-EG", "fa-IR", "he", "ur", "ps", "yi", "ug", "dv"] {
        assert!(right_to_left(tag), "{tag}");
    }
    for tag in ["en", "fr", "a", "", "arn", "en-AR", "hebrew", "fil"] {
        assert!(!right_to_left(tag), "{tag}");
    }
}

#[test]
fn the_direction_does_not_depend_on_the_case_of_the_tag() {
    for tag in ["AR", "Ar-eg", "HE", "Fa-IR"] {
        assert!(right_to_left(tag), "{tag}");
    }
}

#[test]
fn every_interface_text_has_a_key_of_its_own() {
    let keys = keys();
    for (index, key) in keys.iter().enumerate() {
        assert!(!keys[..index].contains(key), "{key} is there twice");
    }
    assert_eq!(english_keys().count(), ENGLISH.lines().count(), "every line has a key");
    assert_eq!(keys.len(), english_keys().count() + PLURALS.len());
}

#[test]
fn every_interface_text_says_something() {
    for key in english_keys() {
        let text = english(key).unwrap();
        assert!(!text.trim().is_empty() && text.trim() == text, "{key}: {text:?}");
    }
}

#[test]
fn an_unknown_key_has_no_text() {
    for key in ["", "accept", "ACCEPTALL", "acceptAll=Accept all", "bannerTitle="] {
        assert_eq!(english(key), None, "{key}");
    }
}

#[test]
fn every_interface_text_can_be_set() {
    for key in keys() {
        accept(&whole(&format!(r#""texts": {{ "fr": {{ "{key}": "x" }} }}"#)));
    }
}

#[test]
fn accepting_and_rejecting_are_worded_alike() {
    assert_eq!(english("acceptAll"), Some("Accept all"));
    assert_eq!(english("rejectAll"), Some("Reject all"));
}

#[test]
fn the_name_is_filled_in_wherever_the_text_says_so() {
    let check = |text, expected| assert_eq!(fill(text, "service", "X"), expected);
    check("{service}", "X");
    check("from {service}.", "from X.");
    check("{service}: {service}", "X: X");
    check("é{service}→", "éX→");
}

#[test]
fn a_text_that_does_not_name_the_service_stays_as_it_is() {
    for text in ["", "plain", "{", "}", "{}", "service}", "{ service}", "{{service", "{Service}", "a{b}c{", "{servic"] {
        assert_eq!(fill(text, "service", "X"), text);
    }
    assert_eq!(fill("{{service}}", "service", "X"), "{X}");
}

#[test]
fn a_name_that_looks_like_the_mark_is_not_filled_in_again() {
    assert_eq!(fill("{service}", "service", "{service}"), "{service}");
}

#[test]
fn a_text_is_filled_at_its_own_mark_only() {
    assert_eq!(fill("{service}: {names}", "names", "X"), "{service}: X");
    assert_eq!(fill("{name}{names", "names", "X"), "{name}{names");
}

/// The marks of a text: what its translators have to keep.
fn marks(text: &str) -> Vec<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn the_texts_that_name_something_have_one_mark() {
    let with: Vec<_> = english_keys().filter(|key| english(key).unwrap().contains('{')).collect();
    let marked = ["placeholderText", "onText", "askedNews", "signalText", "partnersOne", "partnersOther", "checked"];
    assert_eq!(with, marked);
    assert_eq!(marks(english("placeholderText").unwrap()), ["service"]);
    assert_eq!(marks(english("checked").unwrap()), ["date"]);
    for key in ["partnersOne", "partnersOther"] {
        assert_eq!(marks(english(key).unwrap()), ["count"], "{key}");
    }
    for key in ["onText", "askedNews", "signalText"] {
        assert_eq!(marks(english(key).unwrap()), ["names"], "{key}");
    }
}

#[test]
fn the_reference_has_every_interface_text() {
    let reference = include_str!("../../docs/reference.md");
    for key in english_keys() {
        let row = format!("\n| `{key}` | {} |\n", english(key).unwrap());
        assert!(reference.contains(&row), "docs/reference.md has no row: {row}");
    }
}
