//! `core::hash`: short fingerprints of texts.

use crate::given::{config, value};
use octoconsent::core::codec;
use octoconsent::core::hash::{START, add, add_value, hex, mark};

#[test]
fn it_is_the_hash_of_its_draft() {
    // Test vectors of draft-eastlake-fnv: FNV-1a, 32 bits.
    assert_eq!(add(START, ""), 0x811c_9dc5);
    assert_eq!(add(START, "a"), 0xe40c_292c);
    assert_eq!(add(START, "foobar"), 0xbf9c_f968);
}

#[test]
fn a_mark_has_four_characters_that_a_cookie_may_hold() {
    for number in 0..5000 {
        let mark = mark(&[&number.to_string()]);
        assert_eq!(mark.len(), 4, "{mark}");
        assert!(mark.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{mark}");
    }
}

#[test]
fn the_parts_of_a_mark_do_not_run_together() {
    assert_ne!(mark(&["ab", "c"]), mark(&["a", "bc"]));
    assert_ne!(mark(&["a", "b"]), mark(&["b", "a"]));
    assert_ne!(mark(&["a"]), mark(&["a", ""]));
}

#[test]
fn marks_of_many_ids_rarely_meet() {
    let mut marks: Vec<String> = (0..1000).map(|number| codec::mark(&format!("service-{number}"))).collect();
    marks.sort();
    marks.dedup();
    assert_eq!(marks.len(), 1000);
}

#[test]
fn a_fingerprint_has_eight_hexadecimal_digits() {
    for hash in [0, 1, u32::MAX, START] {
        let digits = hex(hash);
        assert!(digits.len() == 8 && digits.bytes().all(|byte| b"0123456789abcdef".contains(&byte)), "{digits}");
    }
}

#[test]
fn values_that_differ_have_different_fingerprints() {
    let texts = [
        "null",
        "true",
        "false",
        "0",
        "1",
        "12",
        r#""""#,
        r#""1""#,
        r#""true""#,
        "[]",
        "{}",
        "[[]]",
        "[1,2]",
        "[12]",
        r#"["a","b"]"#,
        r#"["a\"b"]"#,
        r#""[a""#,
        r#"["ab"]"#,
        r#"{"a":1}"#,
        r#"{"a":"1"}"#,
        r#"{"a":[]}"#,
        r#"{"a":{}}"#,
        r#"{"a":1,"b":2}"#,
        r#"{"b":2,"a":1}"#,
        r#"[{"a":1},{"b":2}]"#,
    ];
    for (at, text) in texts.iter().enumerate() {
        for other in &texts[..at] {
            // `null` and `false` are both nothing.
            let same = ["null", "false"].contains(text) && ["null", "false"].contains(other);
            assert_eq!(add_value(START, &value(text)) == add_value(START, &value(other)), same, "{text} and {other}");
        }
    }
}

#[test]
fn the_fingerprint_of_the_question_is_that_of_its_words() {
    let print = |json: &str| config(json).fingerprint();
    let site = r#"{ "categories": [{ "id": "a", "title": "A", "description": "Why." }] }"#;
    assert_eq!(print(site), print(site));
    for other in [
        r#"{ "categories": [{ "id": "a", "title": "A", "description": "Why?" }] }"#,
        r#"{ "categories": [{ "id": "a", "title": "B", "description": "Why." }] }"#,
        r#"{ "categories": [{ "id": "a", "title": "A", "description": "Why." }], "links": [{ "href": "/", "text": "L" }] }"#,
        r#"{ "categories": [{ "id": "a", "title": "A", "description": "Why." }], "texts": { "en": { "save": "Keep" } } }"#,
    ] {
        assert_ne!(print(site), print(other), "{other}");
    }
    let theme =
        r#"{ "categories": [{ "id": "a", "title": "A", "description": "Why." }], "theme": "dark", "revision": 3 }"#;
    assert_eq!(print(site), print(theme), "the look and the number are no words");
}
