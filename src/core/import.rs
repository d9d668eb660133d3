//! A visitor who answered the banner that was here before is not asked again: [`read`] says what that banner wrote down,
//! [`decide`] what it answers of our question. `src/js/import.js` finds its cookies and takes them apart.

mod decide;
mod read;

use super::config::Config;
use super::record::{Method, Record};
use super::session::Moment;
use super::text::split;
pub use decide::decide;
pub use read::{Import, Said, read};

/// Most bytes of lines. Browsers keep no cookie of more than 4,096, name included; each line says what its name is like.
const MOST: usize = 30_000;

/// What the cookies of banners are called that are not called like the banner. Orejime 2 and 3 use different names; OneTrust keeps its
/// answer in two.
const COOKIES: &str = "vanilla-cookieconsent cc_cookie|orejime orejime eu-consent|cookiebot CookieConsent|onetrust OptanonConsent OptanonAlertBoxClosed|cookieyes cookieyes-consent";

/// What a banner's cookies are called, spaces between their names; `own`: what the site called the first of them, if it did.
#[must_use]
pub fn cookies<'a>(from: &'a str, own: &'a str) -> &'a str {
    if !own.is_empty() {
        return own;
    }
    split(COOKIES, b'|').find_map(|line| line.strip_prefix(from)?.strip_prefix(' ')).unwrap_or(from)
}

/// The record of what the banner `from` was answered; nothing where that answers nothing of the question of `config`. `found`: what
/// `foreign` in `src/js/import.js` gives; `moment`: for what it does not say.
#[must_use]
pub fn record(config: &Config, from: &str, found: &str, moment: Moment<'_>) -> Option<Record> {
    if found.len() > MOST {
        return None;
    }
    let import = read(from, found)?;
    let decision = decide(config, import)?;
    let mut record = Record::first(import.id.unwrap_or(moment.id), import.time.unwrap_or(moment.now).min(moment.now));
    record.method = Method::Import;
    record.source = from.to_owned();
    record.decision = decision;
    Some(record)
}
