//! `core::import::decide`: what an answer to another banner answers of our question. It never grants more than it said, and where it leaves
//! anything open, it is none.

use crate::foreign::{json, parts, two};
use crate::given::config;
use octoconsent::core::config::Config;
use octoconsent::core::decision::Decision;
use octoconsent::core::import::{decide, read};

/// The usual categories, with services.
const SITE: &str = r#"{ "categories": [
    { "id": "necessary", "necessary": true, "title": "Necessary", "services": [{ "id": "shop", "title": "Shop" }] },
    { "id": "functional", "title": "Functional" },
    { "id": "analytics", "title": "Analytics", "services": [
        { "id": "matomo", "title": "Matomo" }, { "id": "ga4", "title": { "en": "Google Analytics" } } ] },
    { "id": "targeting", "title": "Targeting", "services": [{ "id": "pixel", "title": "Meta Pixel" }] } ],
  "aliases": [ALIASES] }"#;

pub fn site(aliases: &[(&str, &str)]) -> Config {
    let aliases: Vec<_> = aliases.iter().map(|(name, id)| format!(r#"{{ "name": "{name}", "id": "{id}" }}"#)).collect();
    config(&SITE.replace("ALIASES", &aliases.join(",")))
}

/// The optional part of a decision: `+` granted, `-` denied.
pub fn told(decision: Option<&Decision>) -> String {
    let Some(decision) = decision else { return "nothing".to_owned() };
    let optional = decision.answers.iter().filter(|answer| !answer.necessary);
    optional
        .map(|answer| format!("{}{}", if answer.granted { '+' } else { '-' }, answer.id))
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn check_on(site: &Config, from: &str, cookie: &str, expected: &str) {
    let lines = match from {
        "onetrust" => two(&cookie.split('&').collect::<Vec<_>>(), "2025-12-03T09:27:50.015Z"),
        "tarteaucitron" | "cookiebot" | "cookieyes" => parts(cookie),
        _ => json(cookie),
    };
    let import = read(from, &lines).unwrap_or_else(|| panic!("{from}: no answer: {cookie}"));
    assert_eq!(told(decide(site, import).as_ref()), expected, "{from}: {cookie}");
}

#[track_caller]
fn check(from: &str, cookie: &str, expected: &str) {
    check_aliased(&[], from, cookie, expected);
}

#[track_caller]
fn check_aliased(aliases: &[(&str, &str)], from: &str, cookie: &str, expected: &str) {
    check_on(&site(aliases), from, cookie, expected);
}

const ALL: &str = "+functional +analytics +matomo +ga4 +targeting +pixel";
const NONE: &str = "-functional -analytics -matomo -ga4 -targeting -pixel";
const NOTHING: &str = "nothing";

#[test]
fn everything_accepted_is_everything_granted() {
    check("vanilla-cookieconsent", r#"{"level":["necessary","functionality","analytics","targeting"]}"#, ALL);
    check("orejime", r#"{"functional":true,"analytics":true,"targeting":true}"#, ALL);
    check("cookiehub", r#"{"answered":true,"allAllowed":true,"categories":[]}"#, ALL);
    check(
        "cookiehub",
        r#"{"answered":true,"categories":[{"id":"preferences","value":true},{"id":"analytics","value":true},{"id":"marketing","value":true}]}"#,
        ALL,
    );
    check("cookiebot", "{necessary:true,preferences:true,statistics:true,marketing:true}", ALL);
    check("onetrust", "groups=C0001:1,C0002:1,C0003:1,C0004:1,C0005:1", ALL);
    check(
        "cookieyes",
        "consent:yes,action:yes,necessary:yes,functional:yes,analytics:yes,performance:yes,advertisement:yes,other:yes",
        ALL,
    );
    check("orejime", r#"{"functional":true,"matomo":true,"ga4":true,"pixel":true}"#, ALL);
    let aliases =
        [("functional", "functional"), ("gtag", "ga4"), ("facebookpixel", "pixel"), ("matomocloud", "matomo")];
    check_aliased(&aliases, "klaro", r#"{"functional":true,"matomo":true,"ga4":true,"pixel":true}"#, ALL);
    check_aliased(&aliases, "tarteaucitron", "!functional=true!gtag=true!facebookpixel=true!matomocloud=true", ALL);
}

#[test]
fn everything_refused_is_everything_denied() {
    for list in ["[]", r#"["necessary"]"#, r#"["Necessary"]"#, r#"["strict"]"#] {
        check(
            "vanilla-cookieconsent",
            &format!(r#"{{"categories":{list},"services":{{"necessary":[],"analytics":[]}}}}"#),
            NONE,
        );
    }
    check("orejime", r#"{"functional":false,"analytics":false,"targeting":false}"#, NONE);
    check("cookiehub", r#"{"answered":true,"allAllowed":false,"categories":[]}"#, NONE);
    check("cookiebot", "{necessary:true,preferences:false,statistics:false,marketing:false}", NONE);
    check("onetrust", "groups=C0001:1,C0002:0,C0003:0,C0004:0,C0005:0&hosts=H1:0,H2:0", NONE);
    check(
        "cookieyes",
        "consent:no,action:yes,necessary:yes,functional:no,analytics:no,performance:no,advertisement:no",
        NONE,
    );
    let aliases = [("functional", "functional")];
    check_aliased(&aliases, "klaro", r#"{"functional":false,"matomo":false,"ga4":false,"pixel":false}"#, NONE);
    check_aliased(&aliases, "tarteaucitron", "!functional=false!matomo=false!ga4=false!pixel=false", NONE);
}

#[test]
fn a_selection_stays_one() {
    let analytics = "-functional +analytics +matomo +ga4 -targeting -pixel";
    check("vanilla-cookieconsent", r#"{"categories":["necessary","analytics"]}"#, analytics);
    check(
        "cookiehub",
        r#"{"answered":true,"allAllowed":false,"categories":[2,4]}"#,
        "+functional -analytics -matomo -ga4 +targeting +pixel",
    );
    check("cookiebot", "{necessary:true,preferences:false,statistics:true,marketing:false}", analytics);
    check("onetrust", "groups=C0001:1,C0002:1,C0003:0,C0004:0", analytics);
    check(
        "orejime",
        r#"{"functional":true,"matomo":true,"ga4":false,"pixel":false}"#,
        "+functional -analytics +matomo -ga4 -targeting -pixel",
    );
}

/// A site of one optional category.
const ONE: &str = r#"{ "categories": [{ "id": "analytics", "title": "Analytics", "services": [
    { "id": "matomo", "title": "Matomo" }, { "id": "ga4", "title": { "en": "Google Analytics" } } ] }], "aliases": [ALIASES] }"#;

fn one(alias: &str) -> Config {
    config(&ONE.replace("ALIASES", alias))
}

#[test]
fn services_are_known_by_id_title_and_alias() {
    check_on(&one(""), "klaro", r#"{"Google Analytics":true,"MATOMO":false}"#, "-analytics -matomo +ga4");
    let alias = r#"{ "name": "google-tag-manager", "id": "ga4" }"#;
    check_on(&one(alias), "klaro", r#"{"google-tag-manager":true,"matomo":true}"#, "+analytics +matomo +ga4");
    check_on(
        &one(r#"{ "name": "C0002", "id": "analytics" }"#),
        "onetrust",
        "groups=C0001:1,C0002:1",
        "+analytics +matomo +ga4",
    );
}

#[test]
fn what_leaves_anything_open_is_no_answer() {
    check("orejime", r#"{"matomo":true,"functional":true,"pixel":true}"#, NOTHING);
    check("onetrust", "groups=C0001:1,C0002:0", NOTHING);
    check("cookiehub", r#"{"answered":true,"categories":[{"id":"analytics","value":true}]}"#, NOTHING);
    check("klaro", r#"{"hotjar":true}"#, NOTHING);
    check("onetrust", "groups=1:1,2:0,3:1", NOTHING);
    check("tarteaucitron", "!youtube=false", NOTHING);
    check_on(&one(""), "klaro", r#"{"matomo":true}"#, NOTHING);
    check_on(&one(""), "klaro", r#"{"matomo":false}"#, NOTHING);
}

#[test]
fn a_granted_name_that_nobody_knows_leaves_open_what_is_not_named() {
    let cookie = r#"{"categories":["necessary","analytics","chat"]}"#;
    check("vanilla-cookieconsent", r#"{"categories":["necessary","measurements"]}"#, NOTHING);
    check("vanilla-cookieconsent", cookie, NOTHING);
    check_aliased(
        &[("chat", "necessary")],
        "vanilla-cookieconsent",
        cookie,
        "-functional +analytics +matomo +ga4 -targeting -pixel",
    );
    check("cookiehub", r#"{"answered":true,"allAllowed":false,"categories":[3,8]}"#, NOTHING);
    check("vanilla-cookieconsent", r#"{"categories":["necessary","functional","analytics","targeting","chat"]}"#, ALL);
}

#[test]
fn all_that_means_the_same_has_to_be_granted() {
    let ads = config(r#"{ "categories": [{ "id": "targeting", "title": "Ads" }] }"#);
    for (first, second, expected) in [(1, 1, "+targeting"), (1, 0, "-targeting"), (0, 1, "-targeting")] {
        check_on(&ads, "onetrust", &format!("groups=C0001:1,C0004:{first},C0005:{second}"), expected);
    }
    check_on(&one(""), "cookieyes", "consent:yes,action:yes,analytics:yes,performance:no", "-analytics -matomo -ga4");
    check_on(
        &one(r#"{ "name": "gtag", "id": "ga4" }"#),
        "klaro",
        r#"{"gtag":true,"ga4":false,"matomo":true}"#,
        "-analytics +matomo -ga4",
    );
    check_on(&ads, "tarteaucitron", "!a=true", NOTHING);
    check_on(&ads, "onetrust", "groups=C0004:0&groups=C0004:1", "-targeting");
}

#[test]
fn a_name_that_could_mean_two_of_ours_denies_both_and_grants_none() {
    let ads =
        config(r#"{ "categories": [{ "id": "advertising", "title": "Ads" }, { "id": "social", "title": "Social" }] }"#);
    check_on(&ads, "cookiebot", "{necessary:true,preferences:true,statistics:true,marketing:true}", NOTHING);
    check_on(
        &ads,
        "cookiebot",
        "{necessary:true,preferences:true,statistics:true,marketing:false}",
        "-advertising -social",
    );
}

#[test]
fn the_same_id_outranks_what_means_the_same() {
    let ads =
        config(r#"{ "categories": [{ "id": "marketing", "title": "Ads" }, { "id": "social", "title": "Social" }] }"#);
    check_on(&ads, "orejime", r#"{"marketing":true,"social":false}"#, "+marketing -social");
    check_on(&ads, "cookiebot", "{necessary:true,preferences:true,statistics:true,marketing:true}", NOTHING);
}

#[test]
fn a_service_outranks_its_category() {
    check_on(&one(""), "orejime", r#"{"analytics":true,"matomo":false}"#, "-analytics -matomo +ga4");
    check_on(&one(""), "orejime", r#"{"analytics":false,"matomo":true}"#, "-analytics +matomo -ga4");
}

#[test]
fn services_that_a_category_names_are_granted_one_by_one() {
    let cookie = |services: &str| {
        format!(
            r#"{{"categories":["necessary","analytics"],"services":{{"necessary":["session"],"analytics":[{services}],"targeting":[]}}}}"#
        )
    };
    let check = |services: &str, expected| check("vanilla-cookieconsent", &cookie(services), expected);
    check("", "-functional +analytics +matomo +ga4 -targeting -pixel");
    check(r#""matomo""#, "-functional -analytics +matomo -ga4 -targeting -pixel");
    check(r#""matomo","Google Analytics""#, "-functional +analytics +matomo +ga4 -targeting -pixel");
    // One that nobody knows may be any of ours.
    check(r#""matomo","hotjar""#, NOTHING);
    check(r#""hotjar""#, NOTHING);
}

#[test]
fn the_name_of_a_service_means_a_category_only_by_an_alias() {
    // Of tarteaucitron `analytics` is one service among others.
    let alias = |id: &str| one(&format!(r#"{{ "name": "analytics", "id": "{id}" }}"#));
    for (from, cookie) in [("klaro", r#"{"analytics":true}"#), ("tarteaucitron", "!analytics=true")] {
        check_on(&one(""), from, cookie, NOTHING);
        check_on(&alias("analytics"), from, cookie, "+analytics +matomo +ga4");
        check_on(&alias("ga4"), from, cookie, NOTHING);
    }
    check_on(&one(""), "klaro", r#"{"statistics":true}"#, NOTHING);
    check_on(&one(""), "klaro", r#"{"analytics":false}"#, NOTHING);
}

#[test]
fn what_tarteaucitron_writes_unasked_counts_only_by_an_alias() {
    check_on(&one(""), "tarteaucitron", "!matomo=true!ga4=true", NOTHING);
    check_on(&one(""), "tarteaucitron", "!matomo=false!ga4=true", "-analytics -matomo +ga4");
    check_on(
        &one(r#"{ "name": "matomo", "id": "matomo" }"#),
        "tarteaucitron",
        "!matomo=true!ga4=true",
        "+analytics +matomo +ga4",
    );
}

#[test]
fn what_was_closed_or_switched_one_by_one_grants_nothing() {
    for doubt in ["intType=1", "iType=1", "hosts=H1:1,H2:0", "genVendors=V1:1,V2:0,"] {
        check_on(&one(""), "onetrust", &format!("groups=C0001:1,C0002:1,C0004:0&{doubt}"), NOTHING);
        check_on(&one(""), "onetrust", &format!("groups=C0001:1,C0002:0,C0004:1&{doubt}"), "-analytics -matomo -ga4");
    }
    check_on(&one(""), "cookieyes", "consent:no,action:yes,necessary:yes,functional:no,analytics:yes", NOTHING);
    check_on(
        &one(""),
        "cookieyes",
        "consent:no,action:yes,necessary:yes,functional:yes,analytics:no",
        "-analytics -matomo -ga4",
    );
}

#[test]
fn a_name_is_taken_as_a_whole() {
    check_on(
        &one(""),
        "orejime",
        r#"{"matomo ga4":true,"x|analytics":true,"!analytics":true,"analytics\t":true}"#,
        NOTHING,
    );
    check_on(&one(""), "klaro", r#"{"matomo ga4":true}"#, NOTHING);
    check("vanilla-cookieconsent", r#"{"categories":["functional analytics targeting"]}"#, NOTHING);
    check("vanilla-cookieconsent", r#"{"categories":["x|functional"]}"#, NOTHING);
}

#[test]
fn what_is_necessary_is_in_the_decision_too() {
    let lines = json(r#"{"categories":[]}"#);
    let decision = decide(&site(&[]), read("vanilla-cookieconsent", &lines).unwrap()).unwrap();
    let necessary = decision.answers.iter().filter(|answer| answer.necessary);
    assert!(necessary.map(|answer| answer.id.as_str()).eq(["necessary", "shop"]));
    assert_eq!(decision.answers.len(), 8);
}
