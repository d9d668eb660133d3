//! `core::cookie::Erasure`: what denied services declared goes, what granted ones declare stays.

use crate::given::config;
use octoconsent::core::config::Config;
use octoconsent::core::cookie::Erasure;
use octoconsent::core::decision::Decision;

const SITE: &str = r#"{ "categories": [
    { "id": "necessary", "necessary": true, "title": "N", "services": [
        { "id": "shop", "title": "S", "cookies": [{ "name": "cart" }, { "name": "_pk_cart" }] } ] },
    { "id": "analytics", "title": "A", "services": [
        { "id": "matomo", "title": "M", "cookies": [
            { "name": "_pk_*" }, { "name": "shared" }, { "name": "mtm", "storage": "localStorage" } ] },
        { "id": "posthog", "title": "P", "cookies": [
            { "name": "ph_*", "storage": "localStorage" }, { "name": "ph_*", "storage": "sessionStorage" },
            { "name": "shared" } ] } ] },
    { "id": "targeting", "title": "T", "services": [
        { "id": "ads", "title": "A", "cookies": [{ "name": "ads", "path": "/shop" }, { "name": "ads2" }] } ] } ] }"#;

fn with(granted: &[&str]) -> (Config, Decision) {
    let config = config(SITE);
    let mut decision = Decision::all(&config, false);
    for id in granted {
        decision.set(id, true);
    }
    (config, decision)
}

/// Whether an entry goes while exactly these are granted.
#[track_caller]
fn check(granted: &[&str], storage: &str, name: &str, goes: bool) {
    let (config, decision) = with(granted);
    assert_eq!(Erasure::new(&config, &decision).takes(storage, name), goes, "{name} in {storage}");
}

/// The cookies of a jar that go while exactly these are granted.
#[track_caller]
fn check_cookies(granted: &[&str], jar: &str, expected: &[(&str, &str)]) {
    let (config, decision) = with(granted);
    assert_eq!(Erasure::new(&config, &decision).cookies(jar), expected, "{jar}");
}

#[test]
fn what_a_denied_service_declared_goes() {
    check(&[], "cookie", "_pk_id.1.2", true);
    check(&[], "cookie", "ads2", true);
    check(&[], "localStorage", "mtm", true);
}

#[test]
fn what_a_granted_service_declares_stays() {
    check(&["matomo"], "cookie", "_pk_id.1.2", false);
    check(&["matomo"], "localStorage", "mtm", false);
    check(&["analytics"], "sessionStorage", "ph_x", false);
}

#[test]
fn what_nobody_declared_stays() {
    for name in ["PHPSESSID", "octoconsent", "_pk", "x_pk_id", ""] {
        check(&[], "cookie", name, false);
    }
}

#[test]
fn what_is_necessary_stays_though_a_denied_pattern_fits_it() {
    check(&[], "cookie", "cart", false);
    check(&[], "cookie", "_pk_cart", false);
    check(&[], "cookie", "_pk_card", true);
}

#[test]
fn what_two_services_declare_goes_when_both_are_denied() {
    check(&[], "cookie", "shared", true);
    check(&["matomo"], "cookie", "shared", false);
    check(&["posthog"], "cookie", "shared", false);
    check(&["targeting"], "cookie", "shared", true);
}

#[test]
fn a_name_goes_only_from_where_it_was_declared() {
    check(&[], "localStorage", "ph_x", true);
    check(&[], "sessionStorage", "ph_x", true);
    check(&[], "cookie", "ph_x", false);
    check(&[], "localStorage", "_pk_id", false);
    check(&[], "sessionStorage", "mtm", false);
    check(&[], "indexedDB", "mtm", false);
}

#[test]
fn one_denied_service_goes_while_its_neighbour_stays() {
    check(&["posthog"], "cookie", "_pk_id", true);
    check(&["posthog"], "localStorage", "ph_x", false);
}

#[test]
fn the_cookies_of_a_jar_that_go_are_named() {
    check_cookies(&["ads"], "_pk_id=1; cart=2; _pk_ses=3; other=4", &[("_pk_id", ""), ("_pk_ses", "")]);
    check_cookies(&["analytics", "targeting"], "_pk_id=1; ads=2; shared=3", &[]);
}

#[test]
fn a_cookie_declared_for_a_path_goes_though_the_jar_does_not_show_it() {
    check_cookies(&["analytics"], "cart=1", &[("ads", "/shop")]);
    check_cookies(&["analytics"], "ads=1", &[("ads", ""), ("ads", "/shop")]);
    check_cookies(&["analytics", "ads"], "cart=1", &[]);
}

#[test]
fn a_cookie_declared_for_a_path_stays_where_a_granted_service_declares_it_too() {
    let config = config(
        r#"{ "categories": [{ "id": "a", "title": "A", "services": [
            { "id": "s", "title": "S", "cookies": [{ "name": "c", "path": "/x" }] },
            { "id": "t", "title": "T", "cookies": [{ "name": "c" }] } ] }] }"#,
    );
    let mut decision = Decision::all(&config, false);
    assert_eq!(Erasure::new(&config, &decision).cookies(""), [("c", "/x")]);
    decision.set("t", true);
    assert_eq!(Erasure::new(&config, &decision).cookies("c=1"), []);
}

#[test]
fn a_nameless_cookie_is_taken_by_nobody() {
    check_cookies(&["ads"], "alone; =x; ", &[]);
    check_cookies(&["ads"], "", &[]);
}
