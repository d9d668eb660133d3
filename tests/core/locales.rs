//! `locales/*.json`: whole, in order, with the marks of the English texts, and as short as a banner needs them. Which plural forms a
//! language has only the browser knows: tests/e2e/locales.test.mjs.

use octoconsent::core::format::Format;
use octoconsent::core::locale::{PLURALS, english, english_keys, right_to_left, shipped};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// Those that the product promises: the 24 of the EU but English, and those of its neighbours and of the large markets.
const PROMISED: &str = "bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv \
    nb is uk tr ar he fa ur hi zh-Hans zh-Hant ja ko vi id th pt-BR";

/// What is written on a button, and the characters that it may have.
const BUTTONS: [&str; 10] = [
    "acceptAll",
    "rejectAll",
    "choose",
    "save",
    "close",
    "loadOnce",
    "allowAlways",
    "acknowledge",
    "download",
    "erase",
];
const LONG: usize = 30;

/// The texts of a language.
fn locale(tag: &str) -> Map<String, Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("locales/{tag}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// Every text of every language: tag, key, text.
fn texts() -> Vec<(&'static str, String, String)> {
    let of = |tag: &'static str| {
        let text = move |(key, text): (String, Value)| (tag, key, text.as_str().expect("a text").to_owned());
        locale(tag).into_iter().map(text).collect::<Vec<_>>()
    };
    shipped().into_iter().flat_map(of).collect()
}

/// The marks of a text, `{names}`, in order.
fn marks(text: &str) -> Vec<&str> {
    let mut marks: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    marks.sort_unstable();
    marks
}

#[test]
fn every_language_that_is_promised_is_there() {
    for tag in PROMISED.split_whitespace() {
        assert!(shipped().contains(&tag), "{tag}");
    }
    assert!(shipped().len() >= 40);
    assert!(!shipped().contains(&"en"), "English is within");
}

#[test]
fn every_language_has_every_key_in_order_and_no_other() {
    for tag in shipped() {
        let locale = locale(tag);
        let keys: Vec<&str> = locale.keys().map(String::as_str).filter(|key| !key.starts_with("partners")).collect();
        let expected: Vec<&str> = english_keys().filter(|key| !key.starts_with("partners")).collect();
        assert_eq!(keys, expected, "{tag}");
        for key in locale.keys().filter(|key| key.starts_with("partners")) {
            assert!(english(key).is_some() || PLURALS.contains(&key.as_str()), "{tag}: {key}");
        }
        assert!(locale.contains_key("partnersOther"), "{tag}");
    }
}

#[test]
fn no_text_is_empty_or_has_spaces_around_it_or_what_would_be_no_text_in_a_configuration() {
    for (tag, key, text) in texts() {
        assert!(!text.is_empty() && text.trim() == text && Format::Any.accepts(&text), "{tag}: {key}: {text:?}");
    }
}

#[test]
fn every_mark_of_the_english_text_is_kept_and_there_is_no_other() {
    for (tag, key, text) in texts() {
        if key.starts_with("partners") && key != "partnersOther" {
            // "One service", "two services": a language may say these without the figure.
            assert!(marks(&text).is_empty() || marks(&text) == ["count"], "{tag}: {key}: {text}");
        } else {
            let english = english(&key).unwrap();
            assert_eq!(marks(&text), marks(english), "{tag}: {key}: {text}");
        }
    }
}

#[test]
fn what_is_on_a_button_is_short() {
    for (tag, key, text) in texts() {
        if BUTTONS.contains(&key.as_str()) {
            assert!(text.chars().count() <= LONG, "{tag}: {key}: {text}");
        }
    }
}

#[test]
fn no_text_is_much_longer_than_in_english() {
    for (tag, key, text) in texts() {
        let english = english(&key).or_else(|| english("partnersOther")).unwrap().chars().count();
        assert!(text.chars().count() <= english * 19 / 10 + 20, "{tag}: {key}: {text}");
    }
}

#[test]
fn accepting_and_refusing_are_of_about_the_same_length_and_not_the_same() {
    for tag in shipped() {
        let locale = locale(tag);
        let length = |key: &str| locale[key].as_str().unwrap().chars().count();
        let (accept, reject) = (length("acceptAll"), length("rejectAll"));
        assert!(accept.abs_diff(reject) <= 8, "{tag}: {} and {}", locale["acceptAll"], locale["rejectAll"]);
        assert_ne!(locale["acceptAll"], locale["rejectAll"], "{tag}");
    }
}

#[test]
fn what_the_banner_says_of_the_button_is_what_is_on_it() {
    for tag in shipped() {
        let locale = locale(tag);
        let choose = locale["choose"].as_str().unwrap();
        for key in ["bannerText", "optOutText"] {
            assert!(locale[key].as_str().unwrap().contains(choose), "{tag}: {key} does not name {choose}");
        }
    }
}

#[test]
fn the_usual_words_of_the_country_are_used() {
    let check = |tag: &str, key: &str, word: &str| {
        let locale = locale(tag);
        let text = locale[key].as_str().unwrap();
        assert!(text.contains(word), "{tag}: {key}: {text}");
    };
    check("fr", "rejectAll", "Tout refuser");
    check("de", "rejectAll", "ablehnen");
    check("de", "bannerText", "Einwilligung");
    check("de", "withdraw", "Einwilligung");
    check("lv", "rejectAll", "Noraidīt");
    check("it", "rejectAll", "Rifiuta");
    check("es", "rejectAll", "Rechazar");
}

#[test]
fn the_languages_written_from_right_to_left_are_known() {
    for tag in ["ar", "he", "fa", "ur"] {
        assert!(right_to_left(tag), "{tag}");
    }
    let arabic_or_hebrew = |text: &str| text.chars().any(|letter| ('\u{590}'..='\u{6ff}').contains(&letter));
    for tag in shipped() {
        let title = locale(tag)["bannerTitle"].as_str().unwrap().to_owned();
        assert_eq!(right_to_left(tag), arabic_or_hebrew(&title), "{tag}: {title}");
    }
}

#[test]
fn the_guide_names_every_language_and_no_other() {
    let guide = include_str!("../../docs/guides/languages.md");
    let rows = guide.lines().skip_while(|line| !line.starts_with("| tag |")).take_while(|line| line.starts_with('|'));
    let mut named: Vec<&str> = rows.flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
    named.sort_unstable();
    let mut expected = [shipped().as_slice(), &["en"]].concat();
    expected.sort_unstable();
    assert_eq!(named, expected);
}
