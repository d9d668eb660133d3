//! What the core makes of names, addresses and marks, by a table that the audit's own reader (`src/audit/config.js`) is held to as well:
//! `tests/e2e/audit-config.test.mjs`.

use crate::given::{config, decided_on, in_service};
use octoconsent::core::alias::{categories, service};
use octoconsent::core::config::Config;
use octoconsent::core::cookie::matches;
use octoconsent::core::rules::Subject::{self, Address, Own};
use octoconsent::core::rules::holder;

/// A line each: kind, pattern, what is looked at, and the verdict.
const TABLE: &str = include_str!("readings.tsv");
/// The configuration of the lines about words and services.
const SITE: &str = include_str!("readings.json");

fn rows(kind: &str) -> Vec<[&'static str; 3]> {
    let rows = TABLE.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[0] == kind).map(|row| [row[1], row[2], row[3]]).collect()
}

#[test]
fn names_fit_as_the_table_says() {
    for [pattern, name, verdict] in rows("name") {
        assert_eq!(matches(pattern, name), verdict == "yes", "{pattern} {name}");
    }
}

fn holds(config: &Config, subject: Subject<'_>) -> bool {
    holder(config, &decided_on(config, &[]), Some(subject)).is_some()
}

#[test]
fn addresses_are_held_as_the_table_says() {
    for [rule, address, verdict] in rows("address") {
        let config = config(&in_service(&format!(r#""autoBlock": [{{ "url": "{rule}" }}]"#)));
        assert_eq!(holds(&config, Address(address)), verdict == "yes", "{rule} {address}");
        assert_eq!(holds(&config, Own(address)), verdict != "no", "{rule} {address}, of the page's own host");
    }
}

#[test]
fn marks_mean_what_the_table_says() {
    let config = config(SITE);
    for [_, words, ids] in rows("words") {
        assert_eq!(categories(&config, words), ids, "{words}");
    }
    for [_, name, id] in rows("service") {
        assert_eq!(service(&config, name), id, "{name}");
    }
}

/// Every text of up to so many of these letters, the short ones first.
fn texts(letters: &str, longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..longest {
        last = last.iter().flat_map(|text| letters.chars().map(move |letter| format!("{text}{letter}"))).collect();
        all.extend(last.clone());
    }
    all
}

/// The verdicts on every short name by every short pattern, as one number; the audit's reader comes to the same.
#[test]
fn every_short_name_fits_as_it_does_for_the_audit() {
    let mut sum = 0_u32;
    for pattern in texts("a*.", 4) {
        for name in texts("ab.", 4) {
            sum = sum.wrapping_mul(31).wrapping_add(u32::from(matches(&pattern, &name)));
        }
    }
    assert_eq!(sum, 3_682_602_055);
}
