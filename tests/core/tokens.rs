//! `core::tokens`: a value as the edge hands it over.

use octoconsent::core::text::split;
use octoconsent::core::tokens::read;
use octoconsent::core::value::Value;

#[track_caller]
fn check(tokens: &str, expected: Value) {
    assert_eq!(read(&mut split(tokens, b'|')), expected, "{tokens}");
}

fn list(items: &[Value]) -> Value {
    Value::List(items.to_vec())
}

#[test]
fn every_kind_has_a_token() {
    check("\"text", Value::Text("text".into()));
    check("\"", Value::Text(String::new()));
    check("#0", Value::Whole(0));
    check("#4294967295", Value::Whole(u32::MAX));
    check("true", Value::Bool(true));
    check("false", Value::Bool(false));
    check("~", Value::Fraction);
    check("null", Value::Null);
    check("undefined", Value::Null);
    check("", Value::Null);
    check("[0", list(&[]));
    check("{0", Value::Object(vec![]));
    check(
        "[2|[1|#1|{1|a|\"b",
        list(&[list(&[Value::Whole(1)]), Value::Object(vec![("a".into(), Value::Text("b".into()))])]),
    );
}

#[test]
fn tokens_that_end_too_early_become_nulls() {
    check("[2|\"one", list(&[Value::Text("one".into()), Value::Null]));
    check("{2|a|#1", Value::Object(vec![("a".into(), Value::Whole(1)), (String::new(), Value::Null)]));
    check("[1|[1", list(&[list(&[Value::Null])]));
}

#[test]
fn a_count_that_lies_makes_no_more_than_any_configuration_has() {
    assert_eq!(read(&mut split("[4294967295|#1", b'|')).items().len(), 9_999);
    assert_eq!(read(&mut split("{4294967295", b'|')).members().len(), 9_999);
}

#[test]
fn what_is_left_over_is_not_read() {
    check("true|false", Value::Bool(true));
    check("[1|#1|#2", list(&[Value::Whole(1)]));
}
