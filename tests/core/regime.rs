//! `core::regime`: which rule holds in the visitor's region.

use crate::given::{self, ONLY_NECESSARY, config, lines, site};
use octoconsent::core::config::Config;
use octoconsent::core::regime::{Heed, Regime, Rule, Signal, advise, region, rule};

#[test]
fn every_regime_has_its_name() {
    for (regime, name) in
        [(Regime::OptIn, "opt-in"), (Regime::OptOut, "opt-out"), (Regime::Notice, "notice"), (Regime::None, "none")]
    {
        assert_eq!((regime.name(), Regime::named(name)), (name, Some(regime)));
    }
    assert!(Regime::OptIn < Regime::OptOut && Regime::OptOut < Regime::Notice && Regime::Notice < Regime::None);
    for name in ["", "Opt-in", "optin", "opt-in opt-out"] {
        assert_eq!(Regime::named(name), None, "{name:?}");
    }
}

#[test]
fn every_signal_has_its_name() {
    for (signal, name) in [(None, ""), (Some(Signal::Gpc), "gpc"), (Some(Signal::DoNotTrack), "dnt")] {
        assert_eq!((Signal::name(signal), Signal::named(name)), (name, Some(signal)));
    }
    assert_eq!(Signal::named("GPC"), None);
}

/// What a site's own word for the region means.
#[track_caller]
fn check_region(named: &str, expected: Option<&str>) {
    assert_eq!(region(named).as_deref(), expected, "{named:?}");
}

#[test]
fn a_region_is_a_country_or_a_part_of_one_whatever_the_case() {
    check_region("FR", Some("FR"));
    check_region("fr", Some("FR"));
    check_region("us-ca", Some("US-CA"));
    check_region("GB-ENG", Some("GB-ENG"));
    check_region("FR-75", Some("FR-75"));
}

#[test]
fn the_united_kingdom_is_gb() {
    check_region("UK", Some("GB"));
    check_region("uk", Some("GB"));
}

#[test]
fn what_servers_say_that_do_not_know_is_unknown() {
    for named in ["", "XX", "xx", "ZZ", "T1", "t1", "EU", "AP"] {
        check_region(named, Some(""));
    }
}

#[test]
fn what_is_no_region_is_told_apart_from_an_unknown_one() {
    for named in
        ["*", "FRA", "F", "F1", "US-", "-CA", "US-CALI", "US_CA", "US CA", " FR", "France", "{{geo}}", "é", "FR\n"]
    {
        check_region(named, None);
    }
}

/// A site with own rules: a country, a part of one, and the rest.
fn ruled(more: &str) -> Config {
    let rules = r#""regions": [
        { "in": ["US"], "regime": "opt-out" },
        { "in": ["US-CA"], "regime": "notice" },
        { "in": ["*"], "regime": "none" } ]"#;
    site(&format!("{rules}{more}"))
}

#[track_caller]
fn check(config: &Config, region: &str, expected: (&str, Regime)) {
    let rule = rule(config, region);
    assert_eq!((rule.preset, rule.regime), expected, "{region:?}");
}

#[test]
fn the_part_outranks_the_country() {
    let config = ruled("");
    check(&config, "US", ("", Regime::OptOut));
    check(&config, "US-TX", ("", Regime::OptOut));
    check(&config, "US-CA", ("", Regime::Notice));
}

#[test]
fn the_star_is_for_known_regions_without_a_rule() {
    check(&ruled(""), "JP", ("", Regime::None));
    check(&ruled(""), "FR", ("", Regime::None));
    check(&ruled(r#", "presets": true"#), "JP", ("", Regime::None));
    check(&ruled(r#", "presets": true"#), "FR", ("france", Regime::OptIn));
}

#[test]
fn an_unknown_region_gets_the_strictest_rule_whatever_the_site_says_of_others() {
    for config in [ruled(""), ruled(r#", "presets": true"#), site("")] {
        check(&config, "", ("", Regime::OptIn));
        let rule = rule(&config, "");
        assert_eq!((rule.signal, rule.objection.as_str(), rule.days), (Heed::Yields, "", 182));
    }
}

#[test]
fn a_known_region_without_any_rule_gets_the_strictest_rule() {
    check(&site(""), "US", ("", Regime::OptIn));
    check(&site(r#""presets": true"#), "JP", ("", Regime::OptIn));
}

#[test]
fn presets_apply_only_where_the_site_wants_them() {
    check(&site(""), "FR", ("", Regime::OptIn));
    check(&site(r#""presets": true"#), "FR", ("france", Regime::OptIn));
    check(&site(r#""presets": true"#), "US-CA", ("california", Regime::OptOut));
    check(&site(r#""presets": true"#), "US-NY", ("us", Regime::OptOut));
    check(&site(r#""presets": false"#), "US-CA", ("", Regime::OptIn));
}

#[test]
fn an_own_rule_outranks_a_preset_also_of_a_part_of_its_country() {
    let config = site(r#""presets": true, "regions": [{ "in": ["US", "DE"], "regime": "opt-in" }]"#);
    check(&config, "US", ("", Regime::OptIn));
    check(&config, "US-CA", ("", Regime::OptIn));
    check(&config, "DE", ("", Regime::OptIn));
    check(&config, "FR", ("france", Regime::OptIn));
}

#[test]
fn an_own_rule_may_begin_with_a_preset_and_replace_parts_of_it() {
    let config = site(
        r#""regions": [{ "in": ["GB"], "preset": "uk" }, { "in": ["FR"], "preset": "france", "objection": ["statistics"] },
                       { "in": ["MX"], "preset": "california", "signal": "final", "days": 90 }]"#,
    );
    assert_eq!(rule(&config, "GB").objection, "statistics appearance");
    let france = rule(&config, "FR");
    assert_eq!((france.preset, france.objection.as_str(), france.days), ("france", "statistics", 182));
    let mexico = rule(&config, "MX");
    assert_eq!((mexico.regime, mexico.signal, mexico.days), (Regime::OptOut, Heed::Final, 90));
}

#[test]
fn an_own_rule_without_a_preset_heeds_signals_and_exempts_nothing() {
    for regime in ["opt-in", "opt-out", "notice", "none"] {
        let config = site(&format!(r#""presets": true, "regions": [{{ "in": ["GB"], "regime": "{regime}" }}]"#));
        let rule = rule(&config, "GB");
        assert_eq!((rule.signal, rule.objection.as_str(), rule.close), (Heed::Yields, "", false), "{regime}");
    }
}

#[test]
fn an_own_rule_can_take_the_objections_of_a_preset_away() {
    let config = site(r#""regions": [{ "in": ["GB"], "preset": "uk", "objection": [] }]"#);
    assert_eq!(rule(&config, "GB").objection, "");
}

#[test]
fn a_country_whose_part_is_not_told_may_be_the_part_with_the_stricter_rule() {
    let config = site(r#""presets": true, "regions": [{ "in": ["*"], "regime": "none" }]"#);
    check(&config, "CA-QC", ("quebec", Regime::OptIn));
    check(&config, "CA", ("quebec", Regime::OptIn));
    check(&config, "CA-ON", ("", Regime::None));
}

/// Days of a grant and of a refusal in France and in Japan.
#[track_caller]
fn check_days(members: &str, france: (u32, u32), japan: (u32, u32)) {
    let config = site(&format!(r#""presets": true{members}"#));
    for (region, expected) in [("FR", france), ("JP", japan)] {
        let rule = rule(&config, region);
        assert_eq!((rule.days, rule.days_denied), expected, "{region} {members}");
    }
}

#[test]
fn a_rules_own_days_outrank_those_of_the_cookie_and_these_the_presets() {
    check_days("", (182, 182), (182, 182));
    check_days(r#", "cookie": { "days": 100 }"#, (100, 100), (100, 100));
    check_days(r#", "cookie": { "daysDenied": 50 }"#, (182, 50), (182, 50));
    check_days(r#", "cookie": { "days": 100, "daysDenied": 50 }"#, (100, 50), (100, 50));
    let cookie = r#", "cookie": { "days": 100, "daysDenied": 50 }, "regions": "#;
    check_days(&format!(r#"{cookie}[{{ "in": ["FR"], "preset": "france", "days": 30 }}]"#), (30, 30), (100, 50));
    check_days(&format!(r#"{cookie}[{{ "in": ["FR"], "preset": "france", "daysDenied": 20 }}]"#), (100, 20), (100, 50));
    check_days(
        &format!(r#"{cookie}[{{ "in": ["FR", "JP"], "preset": "france", "days": 30, "daysDenied": 20 }}]"#),
        (30, 20),
        (30, 20),
    );
}

/// What is said of the rule in a region.
#[track_caller]
fn check_advice(members: &str, region: &str, expected: &[&str]) {
    let mut advice = Vec::new();
    advise(&rule(&site(members), region), &mut advice);
    assert_eq!(lines(&advice), expected, "{region:?} {members}");
}

const TOO_LONG: &str = "days: 365 is more than the 182 that are advised for the visitor's region";
const TOO_SHORT: &str = "daysDenied: 100 is less than the 182 that are advised for the visitor's region";

#[test]
fn days_above_the_regulators_limit_are_told_whatever_rule_the_site_chose() {
    let days = r#""cookie": { "days": 365 }"#;
    check_advice(&format!(r#"{days}, "presets": true"#), "FR", &[TOO_LONG]);
    check_advice(days, "FR", &[TOO_LONG]);
    check_advice(&format!(r#"{days}, "regions": [{{ "in": ["FR"], "regime": "opt-in" }}]"#), "FR", &[TOO_LONG]);
    check_advice(r#""cookie": { "daysDenied": 365 }"#, "FR", &[TOO_LONG]);
    check_advice(r#""regions": [{ "in": ["FR"], "regime": "opt-in", "days": 365 }]"#, "FR", &[TOO_LONG]);
    check_advice(r#""cookie": { "days": 182 }"#, "FR", &[]);
    check_advice(days, "DE", &[]);
    check_advice(r#""cookie": { "days": 400 }"#, "JP", &[]);
}

#[test]
fn days_above_the_strictest_limit_are_told_where_the_region_is_unknown() {
    check_advice(r#""cookie": { "days": 365 }"#, "", &[TOO_LONG]);
    check_advice("", "", &[]);
}

#[test]
fn a_refusal_that_holds_too_short_is_told() {
    check_advice(r#""cookie": { "daysDenied": 100 }"#, "IT", &[TOO_SHORT]);
    check_advice(r#""cookie": { "days": 100 }"#, "IT", &[TOO_SHORT]);
    check_advice(r#""cookie": { "days": 100, "daysDenied": 182 }"#, "IT", &[]);
    check_advice(r#""cookie": { "daysDenied": 100 }"#, "DE", &[]);
}

#[test]
fn where_everything_is_on_the_refusal_of_a_part_must_not_hold_too_short() {
    let short = "daysDenied: 100 is less than the 365 that are advised for the visitor's region";
    check_advice(r#""presets": true, "cookie": { "days": 100, "daysDenied": 365 }"#, "US-CA", &[short]);
    check_advice(r#""presets": true, "cookie": { "days": 365 }"#, "US-CA", &[]);
}

fn only_necessary(region: &str) -> Rule {
    rule(&config(&ONLY_NECESSARY.replacen('{', r#"{ "presets": true,"#, 1)), region)
}

#[test]
fn latvia_wants_a_notice_of_what_is_necessary_alone() {
    assert_eq!(only_necessary("LV").regime, Regime::Notice);
    for region in ["FR", "IT", "EE", "GB", ""] {
        assert_eq!(only_necessary(region).regime, Regime::OptIn, "{region}");
    }
    check(&site(r#""presets": true"#), "LV", ("latvia", Regime::OptIn));
    check(&config(&ONLY_NECESSARY.replacen('{', r#"{ "presets": false,"#, 1)), "LV", ("", Regime::OptIn));
}

/// Whether a category with these members is on before a choice, under a rule with these members.
#[track_caller]
fn check_on(rule_members: &str, category: &str, expected: bool) {
    let json = format!(
        r#"{{ "regions": [{{ "in": ["JP"], {rule_members} }}],
              "categories": [{{ "id": "a", "title": "A" {category} }}] }}"#
    );
    let config = given::config(&json);
    let on = rule(&config, "JP").grants(config.categories().next().unwrap());
    assert_eq!(on, expected, "{rule_members} {category}");
}

#[test]
fn under_opt_in_only_what_may_be_objected_to_is_on() {
    let opt_in = r#""regime": "opt-in""#;
    check_on(opt_in, "", false);
    check_on(opt_in, r#", "use": "statistics""#, false);
    check_on(opt_in, r#", "basis": "consent""#, false);
    check_on(opt_in, r#", "basis": "legitimate-interest""#, true);
    check_on(opt_in, r#", "basis": "legitimate-interest", "default": "denied""#, false);
    let objection = r#""regime": "opt-in", "objection": ["statistics"]"#;
    check_on(objection, r#", "use": "statistics""#, true);
    check_on(objection, r#", "use": "statistics", "default": "denied""#, false);
    check_on(objection, r#", "use": "appearance""#, false);
    check_on(objection, "", false);
}

#[test]
fn under_the_other_regimes_everything_is_on_but_what_is_sensitive() {
    for regime in ["opt-out", "notice", "none"] {
        let rule = format!(r#""regime": "{regime}""#);
        for used in ["statistics", "appearance", "functional", "advertising"] {
            check_on(&rule, &format!(r#", "use": "{used}""#), true);
        }
        check_on(&rule, "", true);
        check_on(&rule, r#", "default": "denied""#, false);
        check_on(&rule, r#", "use": "sensitive""#, false);
    }
}

#[test]
fn what_is_necessary_needs_no_rule() {
    check_on(r#""regime": "none""#, r#", "necessary": true"#, false);
}
