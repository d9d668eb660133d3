//! `core::link`: which hosts are siblings, and between which addresses a choice goes along.

use octoconsent::core::link::{sibling, target};

const OWN: &str = "www.example.org";

#[track_caller]
fn check(siblings: &[&str], host: &str, expected: bool) {
    assert_eq!(sibling(siblings, OWN, host), expected, "{host:?} of {siblings:?}");
}

#[test]
fn a_listed_host_is_a_sibling() {
    check(&["shop.example"], "shop.example", true);
    check(&["a.example", "shop.example", "b.example"], "shop.example", true);
}

#[test]
fn without_a_list_there_is_none() {
    check(&[], "shop.example", false);
    check(&[], OWN, false);
}

#[test]
fn a_host_is_no_sibling_by_a_part_of_its_name() {
    for host in
        ["example", "op.example", "shop.exampl", "shop.example.com", "xshop.example", "my.shop.example", "shop-example"]
    {
        check(&["shop.example"], host, false);
    }
}

#[test]
fn a_star_stands_for_every_host_under_a_domain() {
    for host in ["a.example.net", "b.a.example.net", "x-y.example.net"] {
        check(&["*.example.net"], host, true);
    }
}

#[test]
fn a_star_stands_for_no_other_host() {
    for host in
        ["example.net", ".example.net", "xexample.net", "a.example.net.evil.org", "a.example.ne", "a.example.net.", ""]
    {
        check(&["*.example.net"], host, false);
    }
}

#[test]
fn a_star_has_no_meaning_elsewhere() {
    for pattern in ["*", "*.", "**.example.net", "x*.example.net", "*example.net", "a.*.net", "example.*", "*.*"] {
        for host in ["a.example.net", "example.net", "xexample.net", "x.example.net", "example.net."] {
            check(&[pattern], host, false);
        }
    }
}

#[test]
fn capitals_make_no_difference() {
    check(&["Shop.Example"], "shop.example", true);
    check(&["shop.example"], "SHOP.EXAMPLE", true);
    check(&["*.Example.Net"], "a.EXAMPLE.net", true);
}

#[test]
fn nobody_is_a_sibling_of_itself() {
    for siblings in [&[OWN][..], &["*.example.org"], &["WWW.EXAMPLE.ORG"]] {
        check(siblings, OWN, false);
        check(siblings, "Www.Example.Org", false);
    }
    check(&["*.example.org"], "shop.example.org", true);
}

#[test]
fn a_port_belongs_to_no_host() {
    check(&["shop.example"], "shop.example:8080", false);
    check(&["shop.example:8080"], "shop.example", false);
}

#[test]
fn an_empty_name_is_nobody() {
    check(&["", "*."], "", false);
}

#[test]
fn names_beyond_ascii_do_no_harm() {
    check(&["*.é.example"], "a.é.example", true);
    check(&["*.xample"], "é.éxample", false);
}

#[track_caller]
fn check_target(here: &str, there: &str, expected: Option<&str>) {
    assert_eq!(target(&["shop.example", "*.example.net"], here, there), expected, "{here} → {there}");
}

#[test]
fn a_link_to_a_sibling_has_its_host_as_target() {
    for there in
        ["https://shop.example/", "https://shop.example", "https://shop.example/a/b?c#d", "https://shop.example:8443/"]
    {
        check_target("https://www.example.org", there, Some("shop.example"));
    }
    check_target("https://www.example.org", "https://b.a.example.net/", Some("b.a.example.net"));
}

#[test]
fn ports_make_no_difference() {
    check_target("http://one.localhost:8080", "http://a.example.net:8080/x", Some("a.example.net"));
}

#[test]
fn both_ends_have_the_same_scheme() {
    check_target("https://www.example.org", "http://shop.example/", None);
    check_target("http://www.example.org", "https://shop.example/", None);
    check_target("http://www.example.org", "http://shop.example/", Some("shop.example"));
}

#[test]
fn other_schemes_have_no_target() {
    for scheme in ["ftp", "file", "chrome-extension", "javascript", ""] {
        check_target(&format!("{scheme}://www.example.org"), &format!("{scheme}://shop.example/"), None);
    }
    for there in ["mailto:a@shop.example", "tel:1", "javascript:shop.example", "data:,", "blob:https://shop.example/1"]
    {
        check_target("https://www.example.org", there, None);
    }
}

#[test]
fn what_only_looks_like_a_sibling_is_none() {
    for there in [
        "",
        "https:",
        "https:/",
        "https://",
        "https:///shop.example/",
        "https:x/shop.example/",
        "https:/shop.example/",
        "//shop.example/",
        "shop.example",
        "https://shop.example@evil.example/",
        "https://user@shop.example/",
        "https://evil.example/shop.example",
        "https://evil.example/?https://shop.example/",
        "https://evil.example#//shop.example",
        "https://shop.example.evil.example/",
        "https:\\\\shop.example\\",
        "https://shop.example\\@evil.example/",
        "[object SVGAnimatedString]",
    ] {
        check_target("https://www.example.org", there, None);
    }
}

#[test]
fn a_page_without_a_host_shares_with_nobody() {
    for here in ["", "null", "about:blank", "about:srcdoc", "file:///C:/a.html"] {
        check_target(here, "https://shop.example/", None);
    }
}
