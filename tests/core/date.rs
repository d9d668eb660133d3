//! `core::date`: days of the calendar.

use octoconsent::core::date::start_of;
use octoconsent::core::record::DAY;

#[track_caller]
fn check(day: &str, expected: Option<u64>) {
    assert_eq!(start_of(day), expected, "{day:?}");
}

#[test]
fn a_day_begins_at_midnight_utc() {
    // Computed by another program (`date -u -d … +%s`).
    check("1970-01-01", Some(0));
    check("1970-01-02", Some(DAY));
    check("2000-02-29", Some(951_782_400_000));
    check("2000-03-01", Some(951_868_800_000));
    check("2025-02-01", Some(1_738_368_000_000));
    check("2100-03-01", Some(4_107_542_400_000));
    check("9999-12-31", Some(253_402_214_400_000));
}

#[test]
fn the_days_of_a_century_follow_one_another() {
    let mut expected = 0;
    for year in 1970..2101_u64 {
        let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
        for (month, length) in
            [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].iter().enumerate()
        {
            for day in 1..=*length {
                check(&format!("{year}-{:02}-{day:02}", month + 1), Some(expected));
                expected += DAY;
            }
            check(&format!("{year}-{:02}-{:02}", month + 1, length + 1), None);
        }
    }
}

#[test]
fn a_day_that_does_not_exist_is_none() {
    for day in ["2025-00-01", "2025-13-01", "2025-01-00", "2025-04-31", "2025-02-29", "2100-02-29", "1969-12-31"] {
        check(day, None);
    }
}

#[test]
fn a_day_is_written_in_one_way_only() {
    for day in ["", "2025", "2025-1-1", "2025-01-1", "25-01-01", "02025-01-01", "2025-01-01-", "2025-01-01T00:00Z"] {
        check(day, None);
    }
    for day in ["2025/01/01", " 2025-01-01", "2025-01-+1", "2025-01--1", "2025-0x-01", "0000-01-01", "2025-001-01", "é"]
    {
        check(day, None);
    }
}
