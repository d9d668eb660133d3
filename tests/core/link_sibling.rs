//! `core::link`: between which sites a choice goes along, and what a page takes from which other.

use crate::given::{NOW, config, record, refuse, site, whole};
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::link::{arrive, target, write};
use octoconsent::core::record::Record;

const OWN: &str = "www.example.org";

/// Whether a page of [`OWN`] shares choices with `host`.
#[track_caller]
fn check(siblings: &str, host: &str, expected: bool) {
    let config = site(&format!(r#""siblings": [{siblings}]"#));
    let found = target(&config, &["https:", OWN, "https:", host]);
    assert_eq!(found, Some(host).filter(|_| expected), "{host:?} of {siblings}");
}

#[test]
fn a_listed_host_is_a_sibling() {
    check(r#""shop.example""#, "shop.example", true);
    check(r#""a.example", "shop.example", "b.example""#, "shop.example", true);
}

#[test]
fn without_a_list_there_is_none() {
    check("", "shop.example", false);
    check("", OWN, false);
    assert_eq!(target(&site(""), &["https:", OWN, "https:", "shop.example"]), None);
}

#[test]
fn a_host_is_no_sibling_by_a_part_of_its_name() {
    let hosts = ["", "example", "op.example", "shop.exampl", "shop.example.com", "xshop.example", "my.shop.example"];
    for host in hosts.into_iter().chain(["shop-example", "shop.example.", "shop.example:8080"]) {
        check(r#""shop.example""#, host, false);
    }
}

#[test]
fn a_star_stands_for_every_host_under_a_domain() {
    for host in ["a.example.net", "b.a.example.net", "x-y.example.net"] {
        check(r#""*.example.net""#, host, true);
    }
}

#[test]
fn a_star_stands_for_no_other_host() {
    let hosts = ["", "example.net", "xexample.net", "a.example.net.evil.org", "a.example.ne", "a.example.net."];
    for host in hosts.into_iter().chain(["evil.org", "a-example.net"]) {
        check(r#""*.example.net""#, host, false);
    }
}

#[test]
fn nobody_is_a_sibling_of_itself() {
    check(r#""www.example.org""#, OWN, false);
    check(r#""*.example.org""#, OWN, false);
    check(r#""*.example.org""#, "shop.example.org", true);
}

/// Browsers write hosts in lower case and without a port, so another way of writing could never fit.
#[test]
fn a_list_holds_hosts_as_browsers_write_them() {
    for wrong in ["", "*", "*.", "**.example.net", "x*.example.net", "*example.net", "a.*.net", "Shop.Example"] {
        check_refused(wrong);
    }
    for wrong in ["shop.example:8080", "https://shop.example", "shop.example/", "//shop.example", "é.example"] {
        check_refused(wrong);
    }
}

#[track_caller]
fn check_refused(host: &str) {
    let fault = format!("siblings[0]: must be a host name such as example.org or *.example.org, not \"{host}\"");
    refuse(&whole(&format!(r#""siblings": ["{host}"]"#)), &[&fault]);
}

#[test]
fn both_ends_have_the_same_scheme() {
    let config = site(r#""siblings": ["shop.example"]"#);
    for (here, there, shared) in [
        ("https:", "https:", true),
        ("http:", "http:", true),
        ("https:", "http:", false),
        ("http:", "https:", false),
        ("https:", "", false),
        ("https:", "ftp:", false),
    ] {
        assert_eq!(target(&config, &[here, OWN, there, "shop.example"]).is_some(), shared, "{here} {there}");
    }
}

#[test]
fn a_way_has_two_ends() {
    let config = site(r#""siblings": ["shop.example"]"#);
    let ends = ["https:", OWN, "https:", "shop.example", "x"];
    for count in [0, 1, 2, 3, 5] {
        assert_eq!(target(&config, &ends[..count]), None, "{count}");
    }
}

const HOST: &str = "shop.example.org";

fn answer() -> Record {
    record(3, NOW - 5000, &["matomo"])
}

/// What a page of `host` takes that came from `referrer`.
fn arrived(here: &str, referrer: &str) -> Option<Record> {
    let config = config(&whole(r#""siblings": ["journal.example", "*.example.net"]"#));
    let payload = write(&encode(&answer()), HOST, NOW);
    arrive(&config, &format!("{here} {referrer} {payload}"), NOW).and_then(|(_, text)| decode(text))
}

#[test]
fn a_page_takes_what_comes_from_a_sibling() {
    let (here, expected) = (format!("https: {HOST}"), decode(&encode(&answer())));
    for referrer in ["https: journal.example", "https: a.example.net"] {
        assert_eq!(arrived(&here, referrer), expected, "{referrer}");
    }
    assert_eq!(arrived(&format!("http: {HOST}"), "http: journal.example"), expected);
}

#[test]
fn a_page_takes_nothing_from_anybody_else() {
    for referrer in ["", " ", "undefined undefined", "https: ", "https: evil.example", "https: shop.example.org"] {
        assert_eq!(arrived(&format!("https: {HOST}"), referrer), None, "{referrer:?}");
    }
    for referrer in ["https: example.net", "https: journal.example.evil.example", "http: journal.example", "null"] {
        assert_eq!(arrived(&format!("https: {HOST}"), referrer), None, "{referrer:?}");
    }
}

#[test]
fn a_page_takes_nothing_that_is_for_another_host() {
    for here in ["https: shop.example", "https: www.shop.example.org", "https: ", "null", "", "file: "] {
        assert_eq!(arrived(here, "https: journal.example"), None, "{here}");
    }
}

#[test]
fn a_page_that_nothing_was_brought_to_takes_nothing() {
    let config = site(r#""siblings": ["journal.example"]"#);
    let ends = format!("https: {HOST} https: journal.example");
    let payload = write(&encode(&answer()), HOST, NOW);
    for brought in ["", " ", "    ", "     ", &payload, &ends, &format!("{ends} "), &format!("{ends} x {payload}")] {
        assert_eq!(arrive(&config, brought, NOW), None, "{brought:?}");
    }
    let brought = format!("{ends} {payload}");
    assert!(arrive(&config, &brought, NOW).is_some());
    assert_eq!(arrive(&site(""), &brought, NOW), None);
}
