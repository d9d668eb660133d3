//! `core::config`: what a configuration means, every default included.

use crate::given::{ONLY_NECESSARY, config, in_category, in_cookie, in_service, site, the_site};
use octoconsent::core::config::{Category, Config, Cookie, Service};
use octoconsent::core::duration::Duration;

fn category(config: &Config) -> Category<'_> {
    config.categories().next().expect("a category")
}

fn service(config: &Config) -> Service<'_> {
    category(config).services().next().expect("a service")
}

fn cookie(config: &Config) -> Cookie<'_> {
    service(config).cookies().next().expect("a cookie")
}

#[test]
fn what_is_left_out_has_its_default() {
    let config = site("");
    assert_eq!(config.revision(), 0);
    assert_eq!(config.language(), "auto");
    assert_eq!(config.theme(), "auto");
    assert_eq!(config.languages().last(), Some(&"en"));
    assert_eq!(config.links("en").count(), 0);
}

#[test]
fn the_banner_is_a_bar_at_the_bottom_without_a_close_button() {
    let config = site("");
    assert_eq!((config.layout(), config.position(), config.close()), ("bar", "bottom", false));
}

#[test]
fn the_reopen_button_is_a_circle_at_the_bottom_left() {
    assert_eq!((site("").shape(), site("").corner()), ("circle", "bottom-left"));
}

#[test]
fn the_record_is_kept_half_a_year_for_this_host() {
    let config = site("");
    let cookie = config.cookie();
    assert_eq!((cookie.name(), cookie.domain(), cookie.path(), cookie.days()), ("octoconsent", "", "/", None));
}

#[test]
fn a_category_is_optional_and_bare_unless_given() {
    let config = site("");
    let category = category(&config);
    assert_eq!((category.id(), category.title("en"), category.description("en")), ("a", "A", None));
    assert!(!category.necessary());
    assert_eq!((category.services().count(), category.cookies().count()), (0, 0));
    assert!(!config.reload());
}

#[test]
fn a_service_is_bare_unless_given() {
    let config = config(&in_service(r#""cookies": []"#));
    let service = service(&config);
    assert_eq!((service.id(), service.title("en"), service.description("en")), ("s", "S", None));
    assert_eq!((service.provider(), service.policy(), service.cookies().count()), ("", "", 0));
}

#[test]
fn an_entry_is_a_cookie_of_unknown_duration_unless_given() {
    let config = config(&in_cookie(r#""name": "c""#));
    let cookie = cookie(&config);
    assert_eq!((cookie.name(), cookie.storage(), cookie.path()), ("c", "cookie", ""));
    assert_eq!((cookie.duration(), cookie.description("en")), (None, None));
}

#[test]
fn what_is_given_holds() {
    let config = site(
        r#""revision": 7, "language": "fr", "theme": "dark", "reload": true,
        "banner": { "layout": "box", "position": "top-left", "close": true },
        "reopen": { "shape": "triangle", "corner": "top-right" },
        "cookie": { "name": "consent", "domain": "example.com", "path": "/shop", "days": 30 }"#,
    );
    assert_eq!((config.revision(), config.language(), config.theme(), config.reload()), (7, "fr", "dark", true));
    assert_eq!((config.layout(), config.position(), config.close()), ("box", "top-left", true));
    assert_eq!((config.shape(), config.corner()), ("triangle", "top-right"));
    let cookie = config.cookie();
    assert_eq!(
        (cookie.name(), cookie.domain(), cookie.path(), cookie.days()),
        ("consent", "example.com", "/shop", Some(30))
    );
}

#[test]
fn what_is_given_of_a_service_holds() {
    let config = config(&in_service(r#""provider": "ACME", "policy": "/policy", "description": "Counts""#));
    let service = service(&config);
    assert_eq!((service.provider(), service.policy()), ("ACME", "/policy"));
    assert_eq!(service.description("en"), Some("Counts"));
}

#[test]
fn what_is_given_of_an_entry_holds() {
    let members = r#""name": "_pk_*", "duration": "13 months", "path": "/shop", "description": "Visits""#;
    let config = config(&in_cookie(members));
    let cookie = cookie(&config);
    assert_eq!((cookie.name(), cookie.path(), cookie.description("en")), ("_pk_*", "/shop", Some("Visits")));
    assert_eq!(cookie.duration(), Some(Duration::Span(13, "month")));
}

#[test]
fn an_entry_of_a_storage_area_says_so() {
    let config = config(&in_cookie(r#""storage": "sessionStorage", "duration": "session""#));
    assert_eq!(cookie(&config).storage(), "sessionStorage");
    assert_eq!(cookie(&config).duration(), Some(Duration::Session));
}

#[test]
fn what_is_given_of_an_entry_of_a_category_holds() {
    let config = config(&in_category(r#""cookies": [{ "name": "a_*", "storage": "cacheStorage" }, { "name": "b" }]"#));
    let cookies: Vec<_> = category(&config).cookies().map(|cookie| (cookie.name(), cookie.storage())).collect();
    assert_eq!(cookies, [("a_*", "cacheStorage"), ("b", "cookie")]);
}

#[test]
fn settings_given_in_part_keep_the_other_defaults() {
    let config = site(r#""cookie": { "days": 1 }, "reopen": { "shape": "none" }, "banner": { "close": true }"#);
    assert_eq!((config.cookie().days(), config.cookie().name(), config.cookie().path()), (Some(1), "octoconsent", "/"));
    assert_eq!((config.shape(), config.corner()), ("none", "bottom-left"));
    assert_eq!((config.layout(), config.position()), ("bar", "bottom"));
}

#[test]
fn categories_and_services_keep_their_order() {
    let config = the_site();
    let ids: Vec<&str> = config.categories().map(Category::id).collect();
    assert_eq!(ids, ["necessary", "analytics", "targeting", "support"]);
    let services: Vec<&str> = config.categories().flat_map(Category::services).map(Service::id).collect();
    assert_eq!(services, ["shop", "matomo", "posthog", "snowplow"]);
}

#[test]
fn there_is_something_to_ask_where_a_category_is_optional() {
    assert!(the_site().asks());
    assert!(site("").asks());
    assert!(!config(ONLY_NECESSARY).asks());
}

#[test]
fn links_keep_their_order_and_speak_the_language() {
    let config = site(
        r#""links": [{ "href": "/privacy", "text": { "en": "Privacy", "fr": "Vie privée" } },
                     { "href": "mailto:a@example.com", "text": "Mail" }]"#,
    );
    let links: Vec<_> = config.links("fr").collect();
    assert_eq!(links, [("/privacy", "Vie privée"), ("mailto:a@example.com", "Mail")]);
}
