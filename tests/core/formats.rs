//! `core::format`: what each format accepts and refuses. That the JSON Schema says the same is tested on the package.

use octoconsent::core::format::Format;

/// A format, texts that have it, and texts that have not.
pub const SAMPLES: &[(Format, &[&str], &[&str])] = &[
    (
        Format::Any,
        &["a", " ", "Être\u{a0}→ 日本", "two\nlines", "a\tb", "\u{7f}", "<b>", "\""],
        &["", "\0", "a\u{1}", "\u{1f}", "a\u{1b}[0m", "\u{b}", "\u{c}"],
    ),
    (
        Format::Id,
        &["a", "9", "analytics", "google-analytics_4", "A--", "Z_", MOST],
        &["", "-a", "_a", "a b", "a.b", "a:1", "a~b", "a*b", "é", "a\n", "a/b", MORE],
    ),
    (
        Format::Language,
        &["fr", "pt-BR", "zh-Hant-TW", "de-1996", "sl-rozaj-biske", "auto", "EN", "abcdefgh-12345678"],
        &["", "f", "f-r", "fr_FR", "fr-", "-fr", "fr--CA", "f1", "français", "abcdefghi", "en-123456789", "en us", "*"],
    ),
    (Format::Url, URLS, NO_URLS),
    (
        Format::Pattern,
        &["_pk_id", "_pk_id.*", "*_x", "a*b*c", "with space", "é", "*a"],
        &["", "*", "**", "***", "a\0", "\u{1f}*"],
    ),
    (
        Format::Token,
        &["octoconsent", "a.b", "__Host-x", "!#$%&'*+-.^_`|~", "0"],
        &[
            "", "a b", "a=b", "a;b", "a,b", "a\"b", "(a)", "a/b", "a:b", "<a>", "a@b", "[a]", "a\\b", "{a}", "é",
            "a\u{7f}",
        ],
    ),
    (
        Format::Duration,
        &["session", "persistent", "1 minute", "24 hours", "13 months", "9999 years"],
        &[
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
            "1 days ",
        ],
    ),
    (
        Format::Path,
        &["/", "/shop", "/shop/", "/a/b?c", "/%20", "//"],
        &["", "shop", "./", "/a b", "/a;b", "/é", "/a\n", "/\u{7f}", " /"],
    ),
    (
        Format::Domain,
        &["", "example.com", "www.example.co.uk", "localhost", "xn--bcher-kva.example", "1.2.3.4", "EXAMPLE.com"],
        &[
            ".",
            ".example.com",
            "example.com.",
            "a..b",
            "a_b.com",
            "exam ple.com",
            "bücher.example",
            "a.com:80",
            "a;b",
            "*.a.com",
        ],
    ),
];

const MOST: &str = "a234567890123456789012345678901234567890123456789012345678901234";
const MORE: &str = "a2345678901234567890123456789012345678901234567890123456789012345";

const URLS: &[&str] = &[
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
    "tel:+33123456789",
];

const NO_URLS: &[&str] = &[
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
    "/é",
];

/// Every format, and whether it is among the samples.
#[test]
fn every_format_has_samples() {
    let formats = [
        Format::Any,
        Format::Id,
        Format::Language,
        Format::Url,
        Format::Pattern,
        Format::Token,
        Format::Duration,
        Format::Path,
        Format::Domain,
    ];
    assert_eq!(SAMPLES.iter().map(|(format, ..)| *format).collect::<Vec<_>>(), formats);
}

#[track_caller]
fn check(format: Format) {
    let (_, accepted, refused) = SAMPLES.iter().find(|(known, ..)| *known == format).expect("a sample");
    for text in *accepted {
        assert!(format.accepts(text), "{format:?} has to accept {text:?}");
    }
    for text in *refused {
        assert!(!format.accepts(text), "{format:?} has to refuse {text:?}");
    }
}

#[test]
fn a_text_is_not_empty_and_has_no_control_characters() {
    check(Format::Any);
}

#[test]
fn an_id_is_short_and_plain() {
    assert_eq!((MOST.len(), MORE.len()), (64, 65));
    check(Format::Id);
}

#[test]
fn a_language_is_a_tag() {
    check(Format::Language);
}

#[test]
fn an_address_cannot_run_code() {
    check(Format::Url);
}

#[test]
fn a_pattern_cannot_match_everything() {
    check(Format::Pattern);
}

#[test]
fn a_cookie_name_is_a_token() {
    check(Format::Token);
}

#[test]
fn a_duration_has_a_number_and_a_unit() {
    check(Format::Duration);
}

#[test]
fn a_path_begins_with_a_slash() {
    check(Format::Path);
}

#[test]
fn a_domain_is_a_host_name_or_nothing() {
    check(Format::Domain);
}

#[test]
fn a_fault_says_what_each_format_wants() {
    for (format, ..) in SAMPLES {
        let wanted = format.wanted();
        assert!(wanted.starts_with("a ") || wanted.starts_with("an ") || wanted.starts_with('"'), "{wanted}");
        assert!(!wanted.ends_with('.'), "{wanted}");
    }
}

#[test]
fn every_format_has_a_regular_expression_of_its_own() {
    for (index, (format, ..)) in SAMPLES.iter().enumerate() {
        assert!(!format.regex().is_empty());
        assert!(SAMPLES[..index].iter().all(|(other, ..)| other.regex() != format.regex()), "{format:?}");
    }
}
