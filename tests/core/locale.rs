//! `core::locale`: interface texts and the choice of a language.

use crate::given::{accept, whole};
use octoconsent::core::locale::{ENGLISH, english, keys, negotiate, primary, right_to_left};

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
    check(&["pt-AO"], &["pt-BR", "pt"], Some("pt-BR"));
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
    assert_eq!(keys.len(), ENGLISH.lines().count(), "every line has a key");
}

#[test]
fn every_interface_text_says_something() {
    for key in keys() {
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
