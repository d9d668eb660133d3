//! How long a stored entry is kept, as the configuration declares it.

use super::text::{cut, has, whole};

/// What a duration counts in. The names are those that the browser's `Intl.NumberFormat` knows.
pub const UNITS: &str = "minute hour day week month year";

/// How long a cookie or storage entry lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duration<'a> {
    /// Until the browser is closed.
    Session,
    /// Until it is deleted.
    Persistent,
    /// A number of units, one of [`UNITS`].
    Span(u32, &'a str),
}

impl Duration<'_> {
    /// Reads `session`, `persistent` or a number from 1 to 9999 and a unit, singular or plural: `13 months`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Duration<'_>> {
        match text {
            "session" => return Some(Duration::Session),
            "persistent" => return Some(Duration::Persistent),
            _ => {}
        }
        let (number, unit) = cut(text, b' ')?;
        let unit = unit.strip_suffix("s").unwrap_or(unit);
        let count = whole(number)?;
        (count > 0 && number.len() < 5 && has(UNITS, unit)).then_some(Duration::Span(count as u32, unit))
    }
}
