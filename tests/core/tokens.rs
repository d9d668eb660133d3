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
fn tokens_that_end_too_early_become_one_null() {
    check("[2|\"one", list(&[Value::Text("one".into()), Value::Null]));
    check("[4294967295|#1", list(&[Value::Whole(1), Value::Null]));
    check("{9|a|#1|b", Value::Object(vec![("a".into(), Value::Whole(1)), ("b".into(), Value::Null)]));
    check("{4294967295", Value::Object(vec![]));
    check("[7|[7|[7", list(&[list(&[list(&[Value::Null]), Value::Null]), Value::Null]));
}

#[test]
fn what_is_too_deep_becomes_null() {
    let mut value = read(&mut split(&"[1|".repeat(100_000), b'|'));
    let mut depth = 0;
    while let Value::List(items) = value {
        value = items.into_iter().next().unwrap_or(Value::Null);
        depth += 1;
    }
    assert_eq!((value, depth), (Value::Null, 32));
}

#[test]
fn what_is_left_over_is_not_read() {
    check("true|false", Value::Bool(true));
    check("[1|#1|#2", list(&[Value::Whole(1)]));
}
