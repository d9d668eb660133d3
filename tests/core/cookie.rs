//! `core::cookie`: cookies as text.

use crate::given::site;
use octoconsent::core::cookie::{assignment, matches, pairs};

#[track_caller]
fn check_pairs(jar: &str, expected: &[(&str, &str)]) {
    assert_eq!(pairs(jar).collect::<Vec<_>>(), expected, "{jar:?}");
}

#[test]
fn a_jar_is_read_in_its_order() {
    check_pairs("a=1", &[("a", "1")]);
    check_pairs("b=2; a=1; c=3", &[("b", "2"), ("a", "1"), ("c", "3")]);
}

#[test]
fn a_name_can_stand_in_a_jar_more_than_once() {
    check_pairs("a=1; a=2", &[("a", "1"), ("a", "2")]);
}

#[test]
fn a_value_may_be_empty_and_may_hold_equals_signs() {
    check_pairs("a=; b==; c=d=e", &[("a", ""), ("b", "="), ("c", "d=e")]);
}

#[test]
fn a_cookie_may_have_no_name() {
    check_pairs("alone; a=1", &[("", "alone"), ("a", "1")]);
}

#[test]
fn spaces_within_a_cookie_are_kept() {
    check_pairs("a=b c; d e=f ", &[("a", "b c"), ("d e", "f ")]);
}

#[test]
fn the_space_between_cookies_may_be_missing() {
    check_pairs("a=1;b=2", &[("a", "1"), ("b", "2")]);
}

#[track_caller]
fn check_assignment(cookie: &str, max_age: u64, secure: bool, expected: &str) {
    let config = site(&format!(r#""cookie": {{ {cookie} }}"#));
    assert_eq!(assignment(config.cookie(), "1.x", max_age, secure), expected);
}

#[test]
fn the_record_is_kept_for_this_host_only() {
    check_assignment("", 15_724_800, false, "octoconsent=1.x; Path=/; Max-Age=15724800; SameSite=Lax");
}

#[test]
fn the_record_is_kept_secure_on_https() {
    check_assignment("", 60, true, "octoconsent=1.x; Path=/; Max-Age=60; SameSite=Lax; Secure");
}

#[test]
fn the_record_is_shared_on_a_domain_that_is_set() {
    let cookie = r#""name": "consent", "domain": "example.com", "path": "/shop""#;
    let plain = "consent=1.x; Path=/shop; Max-Age=60; SameSite=Lax; Domain=example.com";
    check_assignment(cookie, 60, false, plain);
    check_assignment(cookie, 60, true, &format!("{plain}; Secure"));
}

#[test]
fn an_empty_domain_is_none() {
    check_assignment(r#""domain": """#, 60, false, "octoconsent=1.x; Path=/; Max-Age=60; SameSite=Lax");
}

#[test]
fn an_age_of_nothing_deletes() {
    check_assignment("", 0, false, "octoconsent=1.x; Path=/; Max-Age=0; SameSite=Lax");
}

#[track_caller]
fn check(pattern: &str, fits: &[&str], others: &[&str]) {
    for name in fits {
        assert!(matches(pattern, name), "{pattern:?} has to fit {name:?}");
    }
    for name in others {
        assert!(!matches(pattern, name), "{pattern:?} must not fit {name:?}");
    }
}

#[test]
fn a_pattern_without_a_star_fits_only_itself() {
    check("_ga", &["_ga"], &["", "_g", "_gat", "x_ga", "_GA", "_ga "]);
    check("", &[""], &["a"]);
}

#[test]
fn a_star_stands_for_any_characters_or_none() {
    check("_pk_*", &["_pk_", "_pk_id", "_pk_id.1.2", "_pk_*", "_pk_é"], &["_pk", "pk_id", "x_pk_id", "_PK_id"]);
    check("*_id", &["_id", "a_id", "_id_id"], &["_id_", "id", "a_ida"]);
    check("*", &["", "a", "anything"], &[]);
}

#[test]
fn a_star_may_stand_in_the_middle() {
    check(
        "mp_*_mixpanel",
        &["mp_abc_mixpanel", "mp__mixpanel", "mp_a_mixpanel_mixpanel"],
        &["mp_mixpanel", "mp_a_mixpanel_"],
    );
}

#[test]
fn a_pattern_may_have_several_stars() {
    check("_pk_*.*.*", &["_pk_id.1.2", "_pk_...", "_pk_.."], &["_pk_id.1", "_pk_"]);
    check("*a*b*", &["ab", "xaxbx", "aab", "ba b"], &["ba", "a", "b", ""]);
    check("a**b", &["ab", "axb"], &["a", "axbc"]);
    check("**", &["", "a"], &[]);
}

#[test]
fn a_star_goes_back_as_often_as_it_must() {
    check("*ab", &["aab", "abab", "aaaab"], &["aba", "abaa"]);
    check("a*ab*b", &["aabb", "axabxb", "aababb"], &["aab", "abb"]);
    check("*aaab", &["aaaaaaaaab"], &["aaaaaaaaaa"]);
}

#[test]
fn nothing_but_the_star_is_special() {
    check("a.b", &["a.b"], &["axb"]);
    check("a?[b]+(c)|^$\\", &["a?[b]+(c)|^$\\"], &["ab", "a?b+c"]);
}

#[test]
fn a_hostile_pattern_is_quick() {
    let (pattern, name) = ("a*".repeat(40) + "b", "a".repeat(2000));
    assert!(!matches(&pattern, &name));
}
