//! `core::format`: what each format accepts and refuses, a test for each text. That the JSON Schema says the same is tested
//! on the package.

use octoconsent::core::format::Format;
use rstest::rstest;

const MOST: &str = "a234567890123456789012345678901234567890123456789012345678901234";
const MORE: &str = "a2345678901234567890123456789012345678901234567890123456789012345";

#[rstest]
fn a_text_is_accepted(
    #[values("a", " ", "Être\u{a0}→ 日本", "two\nlines", "a\tb", "\u{7f}", "<b>", "\"")] text: &str
) {
    assert!(Format::Any.accepts(text), "{text:?}");
}

#[rstest]
fn a_text_is_refused(#[values("", "\0", "a\u{1}", "\u{1f}", "a\u{1b}[0m", "\u{b}", "\u{c}")] text: &str) {
    assert!(!Format::Any.accepts(text), "{text:?}");
}

#[rstest]
fn an_id_is_accepted(#[values("a", "9", "analytics", "google-analytics_4", "A--", "Z_", MOST)] text: &str) {
    assert!(Format::Id.accepts(text), "{text:?}");
}

#[rstest]
fn an_id_is_refused(#[values("", "-a", "_a", "a b", "a.b", "a:1", "a~b", "a*b", "é", "a\n", "a/b", MORE)] text: &str) {
    assert!(!Format::Id.accepts(text), "{text:?}");
}

#[rstest]
fn a_language_tag_is_accepted(
    #[values("fr", "pt-BR", "zh-Hant-TW", "de-1996", "sl-rozaj-biske", "auto", "EN", "abcdefgh-12345678")] text: &str,
) {
    assert!(Format::Language.accepts(text), "{text:?}");
}

#[rstest]
fn a_language_tag_is_refused(
    #[values(
        "",
        "f",
        "f-r",
        "fr_FR",
        "fr-",
        "-fr",
        "fr--CA",
        "f1",
        "français",
        "abcdefghi",
        "en-123456789",
        "en us",
        "*"
    )]
    text: &str,
) {
    assert!(!Format::Language.accepts(text), "{text:?}");
}

#[rstest]
fn an_address_is_accepted(
    #[values(
        "privacy",
        "/privacy",
        "./a:b",
        "../privacy.html",
        "?page=privacy",
        "#privacy",
        "#a:b",
        "?a:b",
        "a?b:c",
        "a/b:c",
        "//example.com/",
        "http://example.com",
        "https://example.com/?a=b#c",
        "HTTPS://EXAMPLE.COM",
        "mailto:privacy@example.com",
        "tel:+33123456789"
    )]
    text: &str,
) {
    assert!(Format::Url.accepts(text), "{text:?}");
}

#[rstest]
fn an_address_is_refused(
    #[values(
        "",
        " ",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "\u{1}javascript:alert(1)",
        "javascript\u{7f}:alert(1)",
        "data:text/html,a",
        "vbscript:a",
        "blob:https://example.com/1",
        "file:///etc/passwd",
        "ftp://example.com",
        "httpss://example.com",
        "a:b",
        ":a",
        "https://exa mple.com",
        "/é"
    )]
    text: &str,
) {
    assert!(!Format::Url.accepts(text), "{text:?}");
}

#[rstest]
fn a_pattern_is_accepted(#[values("_pk_id", "_pk_id.*", "*_x", "a*b*c", "with space", "é", "*a")] text: &str) {
    assert!(Format::Pattern.accepts(text), "{text:?}");
}

#[rstest]
fn a_pattern_is_refused(#[values("", "*", "**", "***", "a\0", "\u{1f}*")] text: &str) {
    assert!(!Format::Pattern.accepts(text), "{text:?}");
}

#[rstest]
fn a_source_is_accepted(
    #[values(
        "example.com",
        "a-b.example.com",
        "localhost",
        "example.com/",
        "example.com/a?b=c&d",
        "/matomo.js",
        "//x",
        "*/matomo.js",
        "*.example.com",
        "a*",
        "xn--bcher-kva.example",
        "1.2.3.4"
    )]
    text: &str,
) {
    assert!(Format::Source.accepts(text), "{text:?}");
}

#[rstest]
fn a_source_is_refused(
    #[values(
        "",
        "*",
        "**",
        "/",
        "*/",
        "*/*",
        "https://example.com",
        "//example.com:80/ a",
        "example.com:80",
        "Example.com",
        "exa mple.com",
        "example.com/a b",
        "example.com/#a",
        "example.com?a",
        "bücher.example",
        "a_b.example",
        "example.com/é",
        "example.com/\n"
    )]
    text: &str,
) {
    assert!(!Format::Source.accepts(text), "{text:?}");
}

#[rstest]
fn a_cookie_name_is_accepted(#[values("octoconsent", "a.b", "__Host-x", "!#$%&'*+-.^_`|~", "0")] text: &str) {
    assert!(Format::Token.accepts(text), "{text:?}");
}

#[rstest]
fn a_cookie_name_is_refused(
    #[values(
        "", "a b", "a=b", "a;b", "a,b", "a\"b", "(a)", "a/b", "a:b", "<a>", "a@b", "[a]", "a\\b", "{a}", "é", "a\u{7f}"
    )]
    text: &str,
) {
    assert!(!Format::Token.accepts(text), "{text:?}");
}

#[rstest]
fn a_duration_is_accepted(
    #[values("session", "persistent", "1 minute", "24 hours", "13 months", "9999 years")] text: &str,
) {
    assert!(Format::Duration.accepts(text), "{text:?}");
}

#[rstest]
fn a_duration_is_refused(
    #[values(
        "",
        "13",
        "0 days",
        "01 day",
        "10000 days",
        "13 Months",
        "months",
        "13  months",
        "-1 days",
        "forever",
        "1 days "
    )]
    text: &str,
) {
    assert!(!Format::Duration.accepts(text), "{text:?}");
}

#[rstest]
fn a_path_is_accepted(#[values("/", "/shop", "/shop/", "/a/b?c", "/%20", "//")] text: &str
) {
    assert!(Format::Path.accepts(text), "{text:?}");
}

#[rstest]
fn a_path_is_refused(#[values("", "shop", "./", "/a b", "/a;b", "/é", "/a\n", "/\u{7f}", " /")] text: &str) {
    assert!(!Format::Path.accepts(text), "{text:?}");
}

#[rstest]
fn a_domain_is_accepted(
    #[values("", "example.com", "www.example.co.uk", "localhost", "xn--bcher-kva.example", "1.2.3.4", "EXAMPLE.com")]
    text: &str,
) {
    assert!(Format::Domain.accepts(text), "{text:?}");
}

#[rstest]
fn a_domain_is_refused(
    #[values(
        ".",
        ".example.com",
        "example.com.",
        "a..b",
        "a_b.com",
        "exam ple.com",
        "bücher.example",
        "a.com:80",
        "a;b",
        "*.a.com"
    )]
    text: &str,
) {
    assert!(!Format::Domain.accepts(text), "{text:?}");
}

#[rstest]
fn a_region_is_accepted(#[values("*", "FR", "GB", "US-CA", "GB-ENG", "FR-75", "CN-11", "JP-1")] text: &str) {
    assert!(Format::Region.accepts(text), "{text:?}");
}

#[rstest]
fn a_region_is_refused(
    #[values(
        "", "fr", "FRA", "F", "F1", "US-", "US-CALI", "US_CA", "US-C A", "**", "FR-*", "UK", "EU", "XX", "ZZ", "AP",
        "É", "FR\n"
    )]
    text: &str,
) {
    assert!(!Format::Region.accepts(text), "{text:?}");
}

#[rstest]
fn a_host_is_accepted(
    #[values("example.org", "*.example.org", "a.b.example.org", "localhost", "xn--bcher-kva.example", "1.2.3.4")]
    text: &str,
) {
    assert!(Format::Host.accepts(text), "{text:?}");
}

#[rstest]
fn a_host_is_refused(
    #[values(
        "",
        "*",
        "*.",
        "*.*.example.org",
        "a.*.org",
        "Example.org",
        ".example.org",
        "example.org.",
        "example.org:80",
        "https://a.org",
        "a.org/",
        "a b.org",
        "bücher.example"
    )]
    text: &str,
) {
    assert!(!Format::Host.accepts(text), "{text:?}");
}

#[rstest]
fn an_address_to_send_to_is_accepted(
    #[values("/consent", "log.php?site=1", "https://log.example/c", "HTTP://a", "./x", "?x")] text: &str,
) {
    assert!(Format::Endpoint.accepts(text), "{text:?}");
}

#[rstest]
fn an_address_to_send_to_is_refused(
    #[values("", "mailto:a@b.c", "TEL:1", "javascript:alert(1)", "data:text/plain,a", "ftp://a", "a b", "é")]
    text: &str,
) {
    assert!(!Format::Endpoint.accepts(text), "{text:?}");
}
