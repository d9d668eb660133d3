//! Days of the calendar.

use super::record::DAY;
use super::text::{split, whole};

/// The beginning of a day such as `2025-02-01`, in milliseconds since 1970 (UTC); nothing for a day that does not exist or lies
/// before 1970.
#[must_use]
pub fn start_of(day: &str) -> Option<u64> {
    let mut parts = split(day, b'-');
    let (year, month, date) = (number(parts.next(), 4)?, number(parts.next(), 2)?, number(parts.next(), 2)?);
    if parts.next().is_some() || year < 1970 || !(1..=12).contains(&month) || !(1..=length(year, month)).contains(&date)
    {
        return None;
    }
    let months: u64 = (1..month).map(|month| length(year, month)).sum();
    Some(((year - 1970) * 365 + leaps(year - 1) - leaps(1969) + months + date - 1) * DAY)
}

/// A number written with so many digits.
fn number(text: Option<&str>, digits: usize) -> Option<u64> {
    let text = text.filter(|text| text.len() == digits)?;
    whole(text).or_else(|| whole(text.strip_prefix('0')?))
}

/// Leap days up to the end of a year (Gregorian calendar).
fn leaps(year: u64) -> u64 {
    year / 4 - year / 100 + year / 400
}

fn length(year: u64, month: u64) -> u64 {
    match month {
        2 => 28 + leaps(year) - leaps(year - 1),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
