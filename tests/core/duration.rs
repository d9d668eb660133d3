//! `core::duration`: how long a stored entry is kept.

use octoconsent::core::duration::{Duration, UNITS};
use octoconsent::core::text::split;

#[track_caller]
fn check(text: &str, expected: Option<Duration<'_>>) {
    assert_eq!(Duration::parse(text), expected, "{text:?}");
}

#[test]
fn a_session_and_a_persistent_entry_need_no_number() {
    check("session", Some(Duration::Session));
    check("persistent", Some(Duration::Persistent));
}

#[test]
fn a_span_is_a_number_and_a_unit() {
    check("30 minutes", Some(Duration::Span(30, "minute")));
    check("24 hours", Some(Duration::Span(24, "hour")));
    check("7 days", Some(Duration::Span(7, "day")));
    check("2 weeks", Some(Duration::Span(2, "week")));
    check("13 months", Some(Duration::Span(13, "month")));
    check("2 years", Some(Duration::Span(2, "year")));
}

#[test]
fn a_unit_is_understood_in_singular_and_plural() {
    for unit in split(UNITS, b' ') {
        check(&format!("1 {unit}"), Some(Duration::Span(1, unit)));
        check(&format!("9999 {unit}s"), Some(Duration::Span(9999, unit)));
    }
}

#[test]
fn a_span_is_of_at_least_one_and_four_digits_at_most() {
    for text in ["0 days", "10000 days", "4294967297 days", "01 day", "-1 days", "+1 day", "1.5 days", "one day"] {
        check(text, None);
    }
}

#[test]
fn nothing_else_is_a_duration() {
    let others = ["", " ", "13", "13 ", " months", "months", "13months", "13  months", " 13 months", "13 months "];
    for text in others {
        check(text, None);
    }
    for text in ["13 monthss", "13 s", "1 second", "1 Month", "1 month year", "Session", "sessions", "1 session"] {
        check(text, None);
    }
}
