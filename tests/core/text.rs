//! `core::text`: small work on texts.

use octoconsent::core::text::{collect, concat, consists, cut, cut_last, decimal, fits, has, join, split, whole};

#[track_caller]
fn check_split(text: &str, parts: &[&str]) {
    assert_eq!(collect(&mut split(text, b',')), parts);
    assert_eq!(join(parts, ","), text, "joining undoes splitting");
}

#[test]
fn splitting_gives_what_stands_between_the_marks() {
    check_split("a,b,c", &["a", "b", "c"]);
    check_split("é,→,", &["é", "→", ""]);
}

#[test]
fn a_text_without_the_mark_is_one_part() {
    check_split("abc", &["abc"]);
    check_split("", &[""]);
}

#[test]
fn marks_with_nothing_between_them_give_empty_parts() {
    check_split(",", &["", ""]);
    check_split(",,a,,", &["", "", "a", "", ""]);
}

#[test]
fn cutting_is_done_at_the_first_mark() {
    assert_eq!(cut("a=b=c", b'='), Some(("a", "b=c")));
    assert_eq!(cut("=b", b'='), Some(("", "b")));
    assert_eq!(cut("a=", b'='), Some(("a", "")));
}

#[test]
fn cutting_can_be_done_at_the_last_mark() {
    assert_eq!(cut_last("a.b.c", b'.'), Some(("a.b", "c")));
    assert_eq!(cut_last(".", b'.'), Some(("", "")));
}

#[test]
fn nothing_is_cut_where_there_is_no_mark() {
    assert_eq!(cut("abc", b'='), None);
    assert_eq!(cut("", b'='), None);
    assert_eq!(cut_last("abc", b'.'), None);
    assert_eq!(cut_last("", b'.'), None);
}

#[test]
fn a_word_is_found_only_whole() {
    assert!(has("auto light dark", "light"));
    assert!(has("auto", "auto"));
    for word in ["", "aut", "auto light", "lights", "Light", " "] {
        assert!(!has("auto light dark", word), "{word:?}");
    }
}

#[test]
fn a_text_consists_of_what_fits_if_all_of_it_does() {
    let digits = |text| consists(text, |byte| byte.is_ascii_digit());
    assert!(digits("0123"));
    assert!(!digits("01a3"));
    assert!(!digits("a"));
    assert!(!digits("١"), "other alphabets have digits too");
}

#[test]
fn an_empty_text_consists_of_nothing() {
    assert!(!consists("", |_| true));
}

#[test]
fn joining_puts_the_separator_between_parts_only() {
    assert_eq!(join(&["a", "b"], ", "), "a, b");
    assert_eq!(join(&["a"], ", "), "a");
    assert_eq!(join(&["", ""], "."), ".");
    assert_eq!(join(&[], ", "), "");
    assert_eq!(concat(&["a", "", "b"]), "ab");
}

#[test]
fn a_number_is_written_in_decimal() {
    let check = |number, text| assert_eq!(decimal(number), text);
    check(0, "0");
    check(9, "9");
    check(10, "10");
    check(1_763_877_000_000, "1763877000000");
    check(u64::MAX, "18446744073709551615");
}

#[test]
fn a_number_that_was_written_is_read_back() {
    let mut number = 0_u64;
    while number < 1_000_000_000_000_000 {
        for near in [number.saturating_sub(1), number, number + 1] {
            assert_eq!(whole(&decimal(near)), Some(near));
        }
        number = number * 3 + 1;
    }
}

#[test]
fn no_other_way_to_write_a_number_is_read() {
    let others = ["", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "0x1", "1_000", "a", "q", "11:", "１", "\u{0}"];
    for text in others {
        assert_eq!(whole(text), None, "{text:?}");
    }
}

#[test]
fn numbers_of_more_than_fifteen_digits_are_not_read() {
    assert_eq!(whole("999999999999999"), Some(999_999_999_999_999));
    for text in ["1000000000000000", "18446744073709551616", "99999999999999999999999999999999"] {
        assert_eq!(whole(text), None, "{text}");
    }
}

#[track_caller]
fn check_fits(pattern: &str, text: &str, whole: bool, open: bool) {
    assert_eq!(fits(pattern, text, false), whole, "{pattern:?}, {text:?}, whole");
    assert_eq!(fits(pattern, text, true), open, "{pattern:?}, {text:?}, open");
}

#[test]
fn an_open_pattern_is_a_beginning() {
    check_fits("", "", true, true);
    check_fits("", "a", false, true);
    check_fits("a", "a", true, true);
    check_fits("a", "ab", false, true);
    check_fits("ab", "a", false, false);
    check_fits("b", "ab", false, false);
    check_fits("*", "ab", true, true);
    check_fits("*b", "abc", false, true);
    check_fits("*b", "abcb", true, true);
    check_fits("*b", "ac", false, false);
    check_fits("a*c", "abcd", false, true);
    check_fits("*ab", "aab", true, true);
    check_fits("a*b*c", "a-b-c-d", false, true);
    check_fits("a*b*c", "a-c-b", false, false);
}
