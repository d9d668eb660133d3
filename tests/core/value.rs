//! `core::value`: a JSON value as it was given.

use crate::given::value;
use octoconsent::core::value::Value;

#[test]
fn a_member_is_found_by_its_name() {
    assert_eq!(value(r#"{ "a": 1, "b": "two" }"#).get("b"), Some(&Value::Text("two".into())));
}

#[test]
fn a_member_that_is_not_there_is_not_found() {
    assert_eq!(value(r#"{ "a": 1 }"#).get("A"), None);
}

#[test]
fn only_objects_have_members() {
    for json in ["null", "true", "1", "-1", r#""a""#, r#"["a"]"#] {
        assert_eq!(value(json).get("a"), None, "{json}");
        assert!(value(json).members().is_empty(), "{json}");
    }
}

#[test]
fn members_keep_their_order() {
    let object = value(r#"{ "z": 1, "a": 2, "m": 3 }"#);
    assert_eq!(object.members().iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["z", "a", "m"]);
}

#[test]
fn only_lists_have_items() {
    assert_eq!(value("[1, null]").items(), [Value::Whole(1), Value::Null]);
    for json in ["null", "true", "1", r#""a""#, r#"{ "0": 1 }"#] {
        assert!(value(json).items().is_empty(), "{json}");
    }
}

#[test]
fn only_strings_are_texts() {
    assert_eq!(value(r#""a""#).text(), Some("a"));
    for json in ["null", "true", "1", "[]", "{}"] {
        assert_eq!(value(json).text(), None, "{json}");
    }
}

#[test]
fn every_kind_has_a_name_for_faults() {
    let check = |json, kind| assert_eq!(value(json).kind(), kind, "{json}");
    check("null", "null");
    check("false", "a boolean");
    check("0", "a number");
    check("4294967295", "a number");
    check("4294967296", "a fraction or a negative number");
    check("0.5", "a fraction or a negative number");
    check("-1", "a fraction or a negative number");
    check(r#""""#, "a string");
    check("[]", "a list");
    check("{}", "an object");
}
