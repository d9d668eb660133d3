//! The formats that a text in the configuration can be asked to have.

use super::date;
use super::duration::Duration;
use super::text::{consists, cut, has, split};

/// A format with its test. The JSON Schema carries the same rule as a regular expression; the tests hold both together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A text: not empty, without control characters but tab and line ends.
    Any,
    /// An id of a category or service: letters, digits, `-` and `_`, beginning with a letter or digit, 64 at most.
    Id,
    /// A language tag (BCP 47), such as `fr` or `pt-BR`; or `auto`.
    Language,
    /// A link's target: relative, or `http:`, `https:`, `mailto:`, `tel:`. A `javascript:` link is refused.
    Url,
    /// A stored name with `*` for any run of characters; `*` alone would match everything and is refused.
    Pattern,
    /// Where something is loaded from: a host in lower case, a path that begins with `/`, or both, with `*` for any run of
    /// characters.
    Source,
    /// The name of a cookie: a token of RFC 6265.
    Token,
    /// `session`, `persistent`, or a number and a unit (`13 months`).
    Duration,
    /// A cookie's path: begins with `/`.
    Path,
    /// A cookie's domain: a host name, or nothing for a host-only cookie.
    Domain,
    /// A host name in lower case; `*.` before it for its subdomains.
    Host,
    /// A region (ISO 3166-1 or 3166-2) in capitals, or `*`.
    Region,
    /// A day: `2025-02-01`.
    Date,
    /// Where something is sent: a relative, `http:` or `https:` address.
    Endpoint,
    /// A colour: `#` and six hexadecimal digits.
    Color,
}

impl Format {
    /// Whether `text` has this format.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Format::Any => consists(text, |byte| byte >= b' ' || byte == b'\t' || byte == b'\n'),
            Format::Id => is_id(text),
            Format::Language => is_language(text),
            Format::Url => is_url(text),
            Format::Pattern => Format::Any.accepts(text) && !consists(text, |byte| byte == b'*'),
            Format::Source => is_source(text),
            Format::Token => is_token(text),
            Format::Duration => Duration::parse(text).is_some(),
            Format::Path => {
                text.as_bytes().first() == Some(&b'/')
                    && consists(text, |byte| byte > b' ' && byte < 127 && byte != b';')
            }
            Format::Domain => text.is_empty() || is_domain(text),
            Format::Host => is_host(text.strip_prefix("*.").unwrap_or(text)),
            Format::Region => text == "*" || is_region(text),
            Format::Date => date::start_of(text).is_some(),
            Format::Endpoint => is_url(text) && !has("mailto tel", &scheme(text)),
            Format::Color => text
                .strip_prefix('#')
                .is_some_and(|digits| digits.len() == 6 && consists(digits, |byte| byte.is_ascii_hexdigit())),
        }
    }

    /// What a fault says is wanted.
    #[must_use]
    pub fn wanted(self) -> &'static str {
        match self {
            Format::Any => "a text that is not empty",
            Format::Id => "an id of letters, digits, - and _",
            Format::Language => "a language tag such as fr or pt-BR",
            Format::Url => "a relative, http, https, mailto or tel address",
            Format::Pattern => "a text, with * for any characters, but not * alone",
            Format::Source => "a host, a path or both, such as example.com/pixel, without scheme and port",
            Format::Token => "a cookie name (RFC 6265): letters, digits, - or _",
            Format::Duration => "\"session\", \"persistent\" or a number and a unit such as \"13 months\"",
            Format::Path => "a path that begins with /",
            Format::Domain => "a host name such as example.com, or nothing",
            Format::Host => "a host name such as example.org or *.example.org",
            Format::Region => "a region such as FR or US-CA, or *",
            Format::Date => "a day such as 2025-02-01",
            Format::Endpoint => "a relative, http or https address",
            Format::Color => "a colour such as #0b7d62",
        }
    }

    /// The same rule as a regular expression, for the JSON Schema. Native only: it is not shipped.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn regex(self) -> &'static str {
        match self {
            Format::Any => "^[^\\x00-\\x08\\x0b-\\x1f]+$",
            Format::Id => "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
            Format::Language => "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
            Format::Url => {
                "^(?:(?:[hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]|[tT][eE][lL]):[!-~]*|[!-9;-~][!-.0-9;-~]*(?:[/?#][!-~]*)?|[/?#][!-~]*)$"
            }
            Format::Pattern => "^[^\\x00-\\x08\\x0b-\\x1f]*[^*\\x00-\\x08\\x0b-\\x1f][^\\x00-\\x08\\x0b-\\x1f]*$",
            Format::Source => "^(?=.*[A-Za-z0-9])[a-z0-9.*-]*(?:/[!-\"$-~]*)?$",
            Format::Token => "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
            Format::Duration => "^(session|persistent|[1-9][0-9]{0,3} (minute|hour|day|week|month|year)s?)$",
            Format::Path => "^/[!-:<-~]*$",
            Format::Domain => "^([A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*)?$",
            Format::Host => "^(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*$",
            Format::Region => "^(\\*|(?!(UK|EU|AP|XX|ZZ)$)[A-Z]{2}(-[A-Z0-9]{1,3})?)$",
            Format::Date => {
                "^(19[7-9]\\d|[2-9]\\d\\d\\d)-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-9]))$"
            }
            Format::Color => "^#[0-9A-Fa-f]{6}$",
            Format::Endpoint => "^(?:[hH][tT][tT][pP][sS]?:[!-~]*|[!-9;-~][!-.0-9;-~]*(?:[/?#][!-~]*)?|[/?#][!-~]*)$",
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() <= 64
        && consists(text, |byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
}

fn is_language(text: &str) -> bool {
    split(text, b'-').enumerate().all(|(index, part)| {
        let first = index == 0;
        let fits = if first { |byte: u8| byte.is_ascii_alphabetic() } else { |byte: u8| byte.is_ascii_alphanumeric() };
        part.len() <= 8 && consists(part, fits) && !(first && part.len() < 2)
    })
}

/// Refuses every scheme that can run code. Browsers drop control characters inside a scheme, so these are refused too.
fn is_url(text: &str) -> bool {
    if !consists(text, |byte| byte > b' ' && byte < 127) {
        return false;
    }
    match cut(text, b':') {
        Some((scheme, _)) if consists(scheme, |byte| !matches!(byte, b'/' | b'?' | b'#')) => {
            has("http https mailto tel", &scheme.to_ascii_lowercase())
        }
        Some(("", _)) => false,
        _ => true,
    }
}

/// What stands before the first colon, in lower case.
fn scheme(text: &str) -> String {
    cut(text, b':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase()
}

fn is_host(text: &str) -> bool {
    is_domain(text) && consists(text, |byte| !byte.is_ascii_uppercase())
}

fn is_region(text: &str) -> bool {
    let (country, part) = cut(text, b'-').unwrap_or((text, "0"));
    country.len() == 2
        && !has(super::regime::NOWHERE, text)
        && consists(country, |byte| byte.is_ascii_uppercase())
        && part.len() <= 3
        && consists(part, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Without a letter or digit it would fit everything.
fn is_source(text: &str) -> bool {
    let (host, _) = cut(text, b'/').unwrap_or((text, ""));
    consists(text, |byte| byte > b' ' && byte < 127 && byte != b'#')
        && !consists(text, |byte| !byte.is_ascii_alphanumeric())
        && (host.is_empty() || consists(host, |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'*')))
}

fn is_token(text: &str) -> bool {
    consists(text, |byte| match byte {
        b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~' => true,
        _ => byte.is_ascii_alphanumeric(),
    })
}

fn is_domain(text: &str) -> bool {
    split(text, b'.').all(|label| consists(label, |byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}
