//! `core::cookie::Erasure`: what is declared for denied services and categories goes, what is for granted ones stays.

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
            { "name": "shared" }, { "name": "ph_*", "storage": "indexedDB" },
            { "name": "ph_cache", "storage": "cacheStorage" } ] } ],
      "cookies": [{ "name": "visits" }, { "name": "visits_*", "storage": "localStorage" }, { "name": "cart" }] },
    { "id": "targeting", "title": "T", "services": [
        { "id": "ads", "title": "A", "cookies": [
            { "name": "ads", "path": "/shop" }, { "name": "ads2" }, { "name": "ads_*", "path": "/shop" } ] } ] },
    { "id": "support", "title": "S", "cookies": [{ "name": "chat" }] } ] }"#;

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

/// What goes of the names listed while exactly these are granted, NUL written as a space.
#[track_caller]
fn check_stale(granted: &[&str], storage: &str, listed: &str, expected: &str) {
    let (config, decision) = with(granted);
    let stale = Erasure::new(&config, &decision).stale(storage, &listed.replace(' ', "\0"));
    assert_eq!(stale.replace('\0', " "), expected, "{listed} in {storage}");
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
    check(&[], "indexedDB", "ph_x", true);
    check(&[], "cacheStorage", "ph_x", false);
    check(&[], "cacheStorage", "ph_cache", true);
}

#[test]
fn what_is_declared_for_a_category_goes_when_the_category_is_denied() {
    check(&[], "cookie", "visits", true);
    check(&[], "localStorage", "visits_7", true);
    check(&["analytics"], "cookie", "visits", false);
    check(&["support"], "cookie", "chat", false);
    check(&["analytics", "targeting"], "cookie", "chat", true);
}

#[test]
fn what_is_declared_for_a_category_goes_when_it_is_granted_in_part() {
    check(&["matomo"], "cookie", "visits", true);
    check(&["matomo", "posthog"], "cookie", "visits", false);
}

#[test]
fn what_is_necessary_stays_though_a_denied_category_declares_it() {
    check(&[], "cookie", "cart", false);
}

#[test]
fn one_denied_service_goes_while_its_neighbour_stays() {
    check(&["posthog"], "cookie", "_pk_id", true);
    check(&["posthog"], "localStorage", "ph_x", false);
}

#[test]
fn the_cookies_that_go_are_named() {
    check_stale(&["ads"], "cookie", " _pk_id cart _pk_ses other", "_pk_id _pk_ses ");
    check_stale(&["analytics", "targeting"], "cookie", " _pk_id ads shared", "");
}

#[test]
fn the_entries_of_a_storage_that_go_are_named() {
    check_stale(&[], "localStorage", " mtm x ph_1 ph_2 mtm2 ", "mtm ph_1 ph_2 ");
    check_stale(&["posthog"], "localStorage", " mtm x ph_1 ", "mtm ");
    check_stale(&[], "indexedDB", " ph_ x mtm ", "ph_ ");
    check_stale(&[], "cacheStorage", " ph_cache ph_cache2 ", "ph_cache ");
    check_stale(&[], "sessionStorage", "  ", "");
}

#[test]
fn of_a_storage_that_cannot_be_listed_all_that_is_declared_is_named() {
    check_stale(&[], "localStorage", "", "visits_* mtm ph_* ");
    check_stale(&["posthog"], "localStorage", "", "visits_* mtm ");
    check_stale(&["analytics"], "indexedDB", "", "");
    check_stale(&["analytics", "ads", "support"], "cookie", "", "");
}

#[test]
fn a_cookie_declared_for_a_path_goes_though_the_jar_does_not_show_it() {
    check_stale(&["analytics", "support"], "cookie", " cart", "ads;/shop ads_*;/shop ");
    check_stale(&["analytics", "ads", "support"], "cookie", " cart", "");
}

#[test]
fn a_cookie_declared_for_a_path_goes_there_and_where_the_jar_shows_it() {
    check_stale(&["analytics", "support"], "cookie", " ads", "ads ads;/shop ads;/shop ads_*;/shop ");
    check_stale(&["analytics", "support"], "cookie", " ads_1", "ads_1 ads_1;/shop ads;/shop ads_*;/shop ");
}

#[test]
fn a_cookie_declared_for_a_path_stays_where_a_granted_service_declares_it_too() {
    let config = config(
        r#"{ "categories": [{ "id": "a", "title": "A", "services": [
            { "id": "s", "title": "S", "cookies": [{ "name": "c", "path": "/x" }] },
            { "id": "t", "title": "T", "cookies": [{ "name": "c" }] } ] }] }"#,
    );
    let mut decision = Decision::all(&config, false);
    assert_eq!(Erasure::new(&config, &decision).stale("cookie", "\0c"), "c\0c;/x\0c;/x\0");
    decision.set("t", true);
    assert_eq!(Erasure::new(&config, &decision).stale("cookie", "\0c"), "");
}
