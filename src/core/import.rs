//! A visitor who answered the banner that was here before is not asked again: [`read`] says what that banner wrote down,
//! [`decide`] what it answers of our question. `src/js/import.js` finds its cookies and decodes them.

mod decide;
mod read;

use super::config::Config;
use super::decision::Decision;
use super::text::{concat, split};
use super::tokens;
pub use decide::decide;
pub use read::read;

/// What another banner wrote down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Import {
    /// Its id of the answer, if it can be one of ours.
    pub id: Option<String>,
    /// When the visitor answered, in milliseconds since 1970 (UTC), where it says so.
    pub time: Option<u64>,
    /// What it says of each name.
    pub answers: Vec<Said>,
    /// Whether it names only what was granted, so that whatever is not named was denied.
    pub complete: bool,
    /// Whether its names are those of services. Else they are those of categories.
    pub services: bool,
}

/// What is said of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its category or service.
    pub name: String,
    /// Granted or denied.
    pub granted: bool,
    /// The services of the category that were granted. Empty: it says nothing of services, and is meant as a whole.
    pub services: Vec<String>,
    /// Whether it may be there though nobody was asked. Then it counts only where the site gives the name an alias.
    pub unasked: bool,
}

/// Most bytes of cookies and words. Browsers keep no cookie of more than 4,096, name included.
const MOST: usize = 10_000;

/// What a banner's cookies are called, spaces between their names; `own`: what the site called the first of them, if it did. Orejime 2
/// and 3 use different names. OneTrust keeps its answer in two.
#[must_use]
pub fn cookies(from: &str, own: &str) -> String {
    let (first, second) = match from {
        "onetrust" => ("OptanonConsent", " OptanonAlertBoxClosed"),
        _ if !own.is_empty() => ("", ""),
        "vanilla-cookieconsent" => ("cc_cookie", ""),
        "orejime" => ("orejime", " eu-consent"),
        "cookiebot" => ("CookieConsent", ""),
        "cookieyes" => ("cookieyes-consent", ""),
        _ => (from, ""),
    };
    concat(&[if own.is_empty() { first } else { own }, second])
}

/// What the cookies of the banner `from` answer of the question of `config`. `tokens`: of what `foreign` in `src/js/import.js` gives.
#[must_use]
pub fn answer(config: &Config, from: &str, tokens: &str) -> Option<(Import, Decision)> {
    if tokens.len() > MOST {
        return None;
    }
    let value = tokens::read(&mut split(tokens, 0));
    let [value, words] = value.items() else { return None };
    let import = read(from, value)?;
    let decision = decide(config, &import, words.text()?)?;
    Some((import, decision))
}
