//! `core::rules`: which service holds an address or a text that nobody tagged.

use crate::given::{accept, config, decided_on, in_service, refuse};
use octoconsent::core::config::Config;
use octoconsent::core::rules::Subject::{self, Address, Inline, Own};
use octoconsent::core::rules::holder;
use rstest::rstest;

/// A site of one service `s` with these rules.
fn with(rules: &str) -> Config {
    config(&in_service(&format!(r#""autoBlock": [{rules}]"#)))
}

#[track_caller]
fn holds(rule: &str, subject: Subject<'_>) -> bool {
    let config = with(&format!("{{ {rule} }}"));
    let decision = decided_on(&config, &[]);
    holder(&config, &decision, Some(subject)) == Some("s")
}

#[rstest]
#[case("google-analytics.com", "google-analytics.com/")]
#[case("google-analytics.com", "google-analytics.com/collect?v=2")]
#[case("google-analytics.com", "www.google-analytics.com/")]
#[case("google-analytics.com", "region1.www.google-analytics.com/g/collect")]
#[case("google-analytics.com", "google-analytics.com")]
#[case("localhost", "localhost/x.js")]
#[case("example.com/", "example.com/anything")]
#[case("facebook.com/tr", "facebook.com/tr")]
#[case("facebook.com/tr", "www.facebook.com/tr?id=1")]
#[case("facebook.com/tr", "facebook.com/tr/?id=1")]
#[case("facebook.com/tr?", "facebook.com/tr?id=1")]
#[case("example.com/a/b", "example.com/a/bc")]
#[case("*.facebook.com", "www.facebook.com/")]
#[case("*.facebook.com", "a.b.facebook.com/")]
#[case("cdn*.example.com", "cdn7.example.com/")]
#[case("cdn*.example.com", "eu.cdn.example.com/")]
#[case("*/matomo.js", "example.com/matomo.js")]
#[case("*/matomo.js", "stats.example.com/matomo.js?v=5")]
#[case("*/*/matomo.php", "example.com/stats/matomo.php?idsite=1")]
#[case("*/*matomo.php", "example.com/matomo.php?idsite=1")]
#[case("example.com/*/tag.js", "example.com/a/b/tag.js")]
#[case("example.com/gtag/js?id=AW-", "example.com/gtag/js?id=AW-1234")]
#[case("example.com/*id=AW-", "example.com/gtag/js?l=x&id=AW-1234")]
fn an_address_is_held(#[case] url: &str, #[case] address: &str) {
    assert!(holds(&format!(r#""url": "{url}""#), Address(address)));
    assert!(holds(&format!(r#""url": "{url}""#), Own(address)));
}

#[rstest]
#[case("google-analytics.com", "notgoogle-analytics.com/")]
#[case("google-analytics.com", "google-analytics.com.evil.example/")]
#[case("google-analytics.com", "evil.example/google-analytics.com")]
#[case("google-analytics.com", "evil.example/?u=google-analytics.com/")]
#[case("google-analytics.com", "evil.example/x.google-analytics.com/")]
#[case("google-analytics.com", "analytics.com/")]
#[case("google-analytics.com", "com/")]
#[case("google-analytics.com", "")]
#[case("google-analytics.com", "google-analyticsxcom/")]
#[case("google-analytics.com", "www-google-analytics.com/")]
#[case("www.google-analytics.com", "google-analytics.com/")]
#[case("facebook.com/tr", "facebook.com/")]
#[case("facebook.com/tr", "facebook.com/TR")]
#[case("facebook.com/tr", "facebook.com/x/tr")]
#[case("facebook.com/tr", "facebook.com")]
#[case("facebook.com/tr?", "facebook.com/tr/")]
#[case("facebook.com/tr?", "facebook.com/translate?x")]
#[case("*.facebook.com", "facebook.com/")]
#[case("*.facebook.com", "www.notfacebook.com/")]
#[case("*.facebook.com", "evil.example/x.facebook.com/")]
#[case("cdn*.example.com", "cdn.evil.example/x.example.com/")]
#[case("*/matomo.js", "example.com/js/matomo.js")]
#[case("*/matomo.js", "example.com/matomo_js")]
#[case("example.com/*/tag.js", "example.com/tag.js")]
#[case("example.com/*id=AW-", "example.com/gtag/js?id=G-1")]
fn an_address_is_let_through(#[case] url: &str, #[case] address: &str) {
    assert!(!holds(&format!(r#""url": "{url}""#), Address(address)));
    assert!(!holds(&format!(r#""url": "{url}""#), Own(address)));
}

#[test]
fn a_rule_without_a_host_is_for_the_own_one() {
    for (address, fits) in [("example.com/matomo.js", true), ("example.com/matomo.js?1", true), ("example.com/", false)]
    {
        assert_eq!(holds(r#""url": "/matomo.js""#, Own(address)), fits, "{address}");
        assert!(!holds(r#""url": "/matomo.js""#, Address(address)), "{address}");
    }
}

#[rstest]
#[case("fbq('init'", "fbq('init', '1');")]
#[case("fbq('init'", "!function(){}();\nfbq('init'")]
#[case("clarity*script", "(window, document, \"clarity\", \"script\")")]
#[case("*_paq*", "var _paq = [];")]
#[case("é", "// été")]
fn an_inline_script_is_held(#[case] pattern: &str, #[case] text: &str) {
    assert!(holds(&format!(r#""inline": "{pattern}""#), Inline(text)));
}

#[rstest]
#[case("fbq('init'", "")]
#[case("fbq('init'", "fbq(\"init\"")]
#[case("fbq('init'", "fbq('init")]
#[case("fbq('init'", "FBQ('init'")]
#[case("clarity*script", "script clarity")]
fn an_inline_script_is_let_through(#[case] pattern: &str, #[case] text: &str) {
    assert!(!holds(&format!(r#""inline": "{pattern}""#), Inline(text)));
}

#[test]
fn each_kind_of_rule_is_for_its_own() {
    assert!(!holds(r#""url": "*/a""#, Inline("*/a example.com/a")));
    assert!(!holds(r#""inline": "example.com""#, Address("example.com/")));
    assert!(!holds(r#""inline": "example.com""#, Own("example.com/")));
}

/// Two services with one rule in common, a necessary one, and one without rules.
const SITE: &str = r#"{ "categories": [
    { "id": "needed", "necessary": true, "title": "N", "services": [
        { "id": "shop", "title": "S", "autoBlock": [{ "url": "shop.example" }] } ] },
    { "id": "analytics", "title": "A", "services": [
        { "id": "plain", "title": "P" },
        { "id": "first", "title": "F", "autoBlock": [{ "url": "a.example" }, { "url": "both.example" }] } ] },
    { "id": "targeting", "title": "T", "services": [
        { "id": "second", "title": "S", "autoBlock": [{ "inline": "x" }, { "url": "both.example" }] } ] } ] }"#;

#[track_caller]
fn check(granted: &[&str], address: &str, expected: Option<&str>) {
    let config = config(SITE);
    assert_eq!(
        holder(&config, &decided_on(&config, granted), Some(Address(address))),
        expected,
        "{granted:?}, {address}"
    );
}

#[test]
fn the_first_denied_service_with_a_rule_holds() {
    check(&[], "a.example/", Some("first"));
    check(&[], "both.example/", Some("first"));
    check(&["first"], "both.example/", Some("second"));
    check(&["second"], "both.example/", Some("first"));
    check(&["first", "second"], "both.example/", None);
    check(&["plain"], "a.example/", Some("first"));
    check(&["analytics"], "a.example/", None);
    check(&[], "c.example/", None);
}

#[test]
fn what_is_necessary_holds_nothing() {
    check(&[], "shop.example/", None);
}

#[test]
fn there_is_something_to_hold_while_a_service_with_rules_is_denied() {
    let config = config(SITE);
    for (granted, expected) in
        [(&[][..], true), (&["first"], true), (&["second"], true), (&["first", "second"], false), (&["plain"], true)]
    {
        assert_eq!(holder(&config, &decided_on(&config, granted), None).is_some(), expected, "{granted:?}");
    }
    let without = with("");
    assert_eq!(holder(&without, &decided_on(&without, &[]), None), None);
}

const RULE: &str = "categories[0].services[0].autoBlock[0]";

#[test]
fn a_rule_is_either_an_address_or_a_text() {
    accept(&in_service(r#""autoBlock": []"#));
    accept(&in_service(r#""autoBlock": [{ "url": "a.example" }, { "inline": "x" }]"#));
    let either = format!("{RULE}: must be url or inline");
    refuse(&in_service(r#""autoBlock": [{}]"#), &[&either]);
    refuse(&in_service(r#""autoBlock": [{ "url": "a.example", "inline": "x" }]"#), &[&either]);
    refuse(&in_service(r#""autoBlock": [5]"#), &[&format!("{RULE}: must be an object, not a number")]);
    refuse(&in_service(r#""autoBlock": {}"#), &["categories[0].services[0].autoBlock: must be a list, not an object"]);
    let unknown = format!(r#"{RULE}.host: is unknown"#);
    refuse(&in_service(r#""autoBlock": [{ "host": "a.example" }]"#), &[&unknown]);
}

#[test]
fn an_address_that_could_never_fit_is_a_fault() {
    let wanted = "must be a host, a path or both, such as example.com/pixel, without scheme and port, not";
    for url in ["https://a.example/", "a.example:8080", "A.example", "*", "/", "*/*", ""] {
        let fault = format!(r#"{RULE}.url: {wanted} "{url}""#);
        refuse(&in_service(&format!(r#""autoBlock": [{{ "url": "{url}" }}]"#)), &[&fault]);
    }
}

#[test]
fn a_text_that_would_always_fit_is_a_fault() {
    for inline in ["", "*", "**"] {
        let fault =
            format!(r#"{RULE}.inline: must be a text, with * for any characters, but not * alone, not "{inline}""#);
        refuse(&in_service(&format!(r#""autoBlock": [{{ "inline": "{inline}" }}]"#)), &[&fault]);
    }
}
