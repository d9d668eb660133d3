//! `core::cookie`: cookies as text.

use crate::given::site;
use octoconsent::core::cookie::{assignment, matches, pairs};
use rstest::rstest;

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

#[rstest]
#[case("_ga", "_ga")]
#[case("", "")]
#[case("_pk_*", "_pk_")]
#[case("_pk_*", "_pk_id")]
#[case("_pk_*", "_pk_id.1.2")]
#[case("_pk_*", "_pk_*")]
#[case("_pk_*", "_pk_é")]
#[case("*_id", "_id")]
#[case("*_id", "a_id")]
#[case("*_id", "_id_id")]
#[case("*", "")]
#[case("*", "a")]
#[case("*", "anything")]
#[case("mp_*_mixpanel", "mp_abc_mixpanel")]
#[case("mp_*_mixpanel", "mp__mixpanel")]
#[case("mp_*_mixpanel", "mp_a_mixpanel_mixpanel")]
#[case("_pk_*.*.*", "_pk_id.1.2")]
#[case("_pk_*.*.*", "_pk_...")]
#[case("_pk_*.*.*", "_pk_..")]
#[case("*a*b*", "ab")]
#[case("*a*b*", "xaxbx")]
#[case("*a*b*", "aab")]
#[case("*a*b*", "ba b")]
#[case("a**b", "ab")]
#[case("a**b", "axb")]
#[case("**", "")]
#[case("**", "a")]
#[case("*ab", "aab")]
#[case("*ab", "abab")]
#[case("*ab", "aaaab")]
#[case("a*ab*b", "aabb")]
#[case("a*ab*b", "axabxb")]
#[case("a*ab*b", "aababb")]
#[case("*aaab", "aaaaaaaaab")]
#[case("a.b", "a.b")]
#[case("a?[b]+(c)|^$\\", "a?[b]+(c)|^$\\")]
fn a_pattern_fits(#[case] pattern: &str, #[case] name: &str) {
    assert!(matches(pattern, name));
}

#[rstest]
#[case("_ga", "")]
#[case("_ga", "_g")]
#[case("_ga", "_gat")]
#[case("_ga", "x_ga")]
#[case("_ga", "_GA")]
#[case("_ga", "_ga ")]
#[case("", "a")]
#[case("_pk_*", "_pk")]
#[case("_pk_*", "pk_id")]
#[case("_pk_*", "x_pk_id")]
#[case("_pk_*", "_PK_id")]
#[case("*_id", "_id_")]
#[case("*_id", "id")]
#[case("*_id", "a_ida")]
#[case("mp_*_mixpanel", "mp_mixpanel")]
#[case("mp_*_mixpanel", "mp_a_mixpanel_")]
#[case("_pk_*.*.*", "_pk_id.1")]
#[case("_pk_*.*.*", "_pk_")]
#[case("*a*b*", "ba")]
#[case("*a*b*", "a")]
#[case("*a*b*", "b")]
#[case("*a*b*", "")]
#[case("a**b", "a")]
#[case("a**b", "axbc")]
#[case("*ab", "aba")]
#[case("*ab", "abaa")]
#[case("a*ab*b", "aab")]
#[case("a*ab*b", "abb")]
#[case("*aaab", "aaaaaaaaaa")]
#[case("a.b", "axb")]
#[case("a?[b]+(c)|^$\\", "ab")]
#[case("a?[b]+(c)|^$\\", "a?b+c")]
fn a_pattern_does_not_fit(#[case] pattern: &str, #[case] name: &str) {
    assert!(!matches(pattern, name));
}

#[test]
fn a_hostile_pattern_is_quick() {
    let (pattern, name) = ("a*".repeat(40) + "b", "a".repeat(2000));
    assert!(!matches(&pattern, &name));
}
