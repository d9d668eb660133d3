//! The presets, and `docs/guides/regions.md`, which says what they are and where they come from.

use crate::given::{ONLY_NECESSARY, config, site};
use octoconsent::core::regime::{Heed, PRESET_NAMES, PRESETS, Regime, Rule, advise, region, rule};
use octoconsent::core::shape::{CONFIG, Kind};
use std::fs;
use std::path::Path;

fn of(region: &str) -> Rule {
    rule(&site(r#""presets": true"#), region)
}

/// The preset of a region: nothing on, six months for every answer, signals ignored.
#[track_caller]
fn check_asks(region: &str, preset: &str) {
    let rule = of(region);
    assert_eq!((rule.preset, rule.regime, rule.signal), (preset, Regime::OptIn, Heed::Ignored), "{region}");
    assert_eq!((rule.days, rule.days_denied, rule.objection.as_str()), (182, 182, ""), "{region}");
    assert_eq!(rule.close, preset == "italy", "{region}");
}

#[test]
fn france_asks_and_advises_six_months_at_most() {
    for region in ["FR", "FR-75", "GP", "GF", "MQ", "RE", "YT", "MF", "BL", "PM", "NC", "PF", "WF", "TF"] {
        check_asks(region, "france");
        assert_eq!((of(region).most, of(region).least_denied), (182, 0));
    }
}

#[test]
fn italy_has_a_close_button_and_holds_a_refusal_for_six_months() {
    check_asks("IT", "italy");
    assert_eq!((of("IT").most, of("IT").least_denied), (400, 182));
}

#[test]
fn germany_asks() {
    check_asks("DE", "germany");
}

#[test]
fn spain_asks() {
    check_asks("ES", "spain");
}

#[test]
fn latvia_asks_and_tells_of_what_is_necessary() {
    check_asks("LV", "latvia");
    let site = config(&ONLY_NECESSARY.replacen('{', r#"{ "presets": true,"#, 1));
    assert_eq!(rule(&site, "LV").regime, Regime::Notice);
}

#[test]
fn every_state_of_eu_and_eea_asks() {
    let others = "AT BE BG CY CZ DK EE FI GR HR HU IE IS LI LT LU MT NL NO PL PT RO SE SI SK AX";
    for region in others.split(' ') {
        check_asks(region, "eu");
    }
    for region in ["DE", "ES", "FR", "IT", "LV"] {
        assert_eq!(of(region).regime, Regime::OptIn);
    }
}

#[test]
fn the_uk_lets_statistics_and_appearance_be_objected_to() {
    for region in ["GB", "GB-SCT"] {
        let rule = of(region);
        assert_eq!((rule.preset, rule.regime, rule.signal), ("uk", Regime::OptIn, Heed::Ignored));
        assert_eq!((rule.objection.as_str(), rule.days, rule.days_denied), ("statistics appearance", 182, 182));
    }
}

#[test]
fn switzerland_asks() {
    check_asks("CH", "switzerland");
}

#[test]
fn california_heeds_signals_and_holds_a_refusal_for_a_year() {
    let rule = of("US-CA");
    assert_eq!((rule.preset, rule.regime, rule.signal), ("california", Regime::OptOut, Heed::Yields));
    assert_eq!((rule.days, rule.days_denied, rule.least_denied), (365, 365, 365));
}

#[test]
fn every_other_state_of_the_us_heeds_signals() {
    for region in [
        "US", "US-CO", "US-CT", "US-DE", "US-MD", "US-MN", "US-MT", "US-NE", "US-NH", "US-NJ", "US-OR", "US-TX",
        "US-NY",
    ] {
        let rule = of(region);
        assert_eq!((rule.preset, rule.regime, rule.signal), ("us", Regime::OptOut, Heed::Yields), "{region}");
        assert_eq!((rule.days, rule.days_denied, rule.least_denied), (365, 365, 0), "{region}");
    }
}

#[test]
fn quebec_asks_and_so_does_canada_where_the_province_is_unknown() {
    check_asks("CA-QC", "quebec");
    check_asks("CA", "quebec");
    assert_eq!(of("CA-ON").preset, "");
}

#[test]
fn brazil_asks() {
    check_asks("BR", "brazil");
    check_asks("BR-SP", "brazil");
}

fn lines() -> Vec<Vec<&'static str>> {
    PRESETS.split('\n').map(|line| line.split(';').collect()).collect()
}

#[test]
fn every_line_is_whole_and_its_words_are_known() {
    for line in lines() {
        assert_eq!(line.len(), 10, "{line:?}");
        for code in line[1].split(' ').filter(|code| *code != "CA-") {
            assert_eq!(region(code).as_deref(), Some(code), "{line:?}");
        }
        assert!(Regime::named(line[2]).is_some() && Heed::NAMES.split(' ').any(|name| name == line[3]), "{line:?}");
        assert!(line[4].is_empty() || line[4].split(' ').all(|used| ["statistics", "appearance"].contains(&used)));
        assert!(line[5..9].iter().all(|number| number.parse::<u32>().is_ok_and(|number| number <= 400)), "{line:?}");
        assert!(["", "x", "n"].contains(&line[9]), "{line:?}");
    }
}

#[test]
fn the_names_of_the_presets_are_those_of_the_table_and_of_the_configuration() {
    let names: Vec<&str> = lines().iter().map(|line| line[0]).collect();
    assert_eq!(names.join(" "), PRESET_NAMES);
    let rules = CONFIG.iter().find(|field| field.name == "regions").unwrap();
    let Kind::List(fields, _) = rules.kind else { panic!("regions is a list") };
    let preset = fields.iter().find(|field| field.name == "preset").unwrap();
    assert!(matches!(preset.kind, Kind::Choice(PRESET_NAMES)));
}

#[test]
fn no_preset_goes_against_its_own_regulator() {
    for line in lines() {
        let mut advice = Vec::new();
        for code in line[1].split(' ') {
            advise(&of(code.trim_end_matches('-')), &mut advice);
        }
        assert_eq!(advice, [], "{line:?}");
    }
}

// --- The guide's table -------------------------------------------------------------------------------------------------

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of the guide's table of presets: jurisdiction, preset, regions, before a choice, days, advice, signals, source, tests.
fn rows() -> Vec<Vec<String>> {
    let guide = read("docs/guides/regions.md");
    let table = guide.split("| jurisdiction |").nth(1).expect("the table of the presets");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn the_guide_has_a_row_for_each_preset_in_their_order_and_no_other() {
    let named: Vec<String> = rows().iter().map(|row| row[1].trim_matches('`').to_owned()).collect();
    assert_eq!(named.join(" "), PRESET_NAMES);
}

#[test]
fn the_guide_says_of_each_preset_what_it_does() {
    for (row, line) in rows().iter().zip(lines()) {
        assert_eq!(row.len(), 9, "{row:?}");
        assert_eq!(row[2], format!("`{}`", line[1]));
        assert!(row[3].starts_with(&format!("`{}`", line[2])), "{row:?}");
        for used in ["statistics", "appearance"] {
            assert_eq!(row[3].contains(&format!("`{used}`")), line[4].split(' ').any(|known| known == used), "{row:?}");
        }
        assert_eq!(row[3].contains("close button"), line[9] == "x", "{row:?}");
        assert_eq!(row[3].contains("notice"), line[9] == "n", "{row:?}");
        assert_eq!(row[4], format!("{} / {}", line[5], line[6]));
        let advised = match (line[7], line[8]) {
            ("400", "0") => "–".to_owned(),
            ("400", least) => format!("refusal at least {least}"),
            (most, "0") => format!("at most {most}"),
            (most, least) => format!("at most {most}, refusal at least {least}"),
        };
        assert_eq!(row[5], advised, "{row:?}");
        assert_eq!(row[6], format!("`{}`", line[3]));
    }
}

#[test]
fn the_guide_names_a_source_of_each_preset() {
    for row in rows() {
        assert!(row[7].contains("](https://"), "{row:?}");
    }
}

#[test]
fn every_test_that_the_guide_names_exists() {
    let native: String = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let browser = read("tests/e2e/regions.test.mjs");
    for row in rows() {
        let names: Vec<&str> = row[8].split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row:?}");
        for name in names {
            assert!(native.contains(&format!("#[test]\nfn {name}()")), "{name}");
        }
        let titles: Vec<&str> = row[8].split('“').skip(1).filter_map(|part| part.split('”').next()).collect();
        assert!(!titles.is_empty(), "{row:?}");
        for title in titles {
            assert!(browser.contains(&format!("'{title}'")), "{title}");
        }
    }
}
