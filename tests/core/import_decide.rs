//! `core::import::decide`: what an answer to another banner answers of our question. It never grants more than it said, and what it does
//! not cover stays open.

use crate::given::{config, value};
use octoconsent::core::config::Config;
use octoconsent::core::decision::Decision;
use octoconsent::core::import::{answer, decide, read};
use octoconsent::core::text::{join, split};
use octoconsent::core::value::Value;

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

/// The lines of `WORDS` in dialects.js, where they stand once.
pub fn words() -> String {
    let source = include_str!("../../src/js/dialects.js");
    let list = source.split("WORDS = [").nth(1).unwrap().split("];").next().unwrap();
    list.lines().filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect::<Vec<_>>().join("\n")
}

/// A decision, optional part only: `+` granted, `-` denied; what is open is not named.
fn told(decision: Option<&Decision>) -> String {
    let Some(decision) = decision else { return "nothing".to_owned() };
    let optional = decision.answers.iter().filter(|answer| !answer.necessary);
    optional
        .map(|answer| format!("{}{}", if answer.granted { '+' } else { '-' }, answer.id))
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn check_on(site: &Config, from: &str, cookie: &Value, expected: &str) {
    let import = read(from, cookie).unwrap_or_else(|| panic!("{from}: no answer: {cookie:?}"));
    assert_eq!(told(decide(site, &import, &words()).as_ref()), expected, "{from}: {cookie:?}");
}

#[track_caller]
fn check(from: &str, cookie: &str, expected: &str) {
    check_aliased(&[], from, cookie, expected);
}

#[track_caller]
fn check_aliased(aliases: &[(&str, &str)], from: &str, cookie: &str, expected: &str) {
    let cookie = match from {
        "onetrust" => {
            let list = |text: &str| Value::List(split(text, b'&').map(|part| Value::Text(part.into())).collect());
            Value::List(vec![list(cookie), list("2025-12-03T09:27:50.015Z")])
        }
        "tarteaucitron" | "cookiebot" | "cookieyes" => Value::Text(cookie.into()),
        _ => value(cookie),
    };
    check_on(&site(aliases), from, &cookie, expected);
}

const ALL: &str = "+functional +analytics +matomo +ga4 +targeting +pixel";
const NONE: &str = "-functional -analytics -matomo -ga4 -targeting -pixel";

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
    for from in ["klaro", "orejime"] {
        check(from, r#"{"functional":true,"matomo":true,"ga4":true,"pixel":true}"#, ALL);
    }
    check_aliased(
        &[("gtag", "ga4"), ("facebookpixel", "pixel"), ("matomocloud", "matomo")],
        "tarteaucitron",
        "!functional=true!gtag=true!facebookpixel=true!matomocloud=true",
        ALL,
    );
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
    check("cookiebot", "0", NONE);
    check("onetrust", "groups=C0001:1,C0002:0,C0003:0,C0004:0,C0005:0&hosts=H1:0,H2:0", NONE);
    check(
        "cookieyes",
        "consent:no,action:yes,necessary:yes,functional:no,analytics:no,performance:no,advertisement:no",
        NONE,
    );
    check("klaro", r#"{"functional":false,"matomo":false,"ga4":false,"pixel":false}"#, NONE);
    check("tarteaucitron", "!functional=false!matomo=false!ga4=false!pixel=false", NONE);
}

#[test]
fn a_selection_stays_one() {
    check(
        "vanilla-cookieconsent",
        r#"{"categories":["necessary","analytics"]}"#,
        "-functional +analytics +matomo +ga4 -targeting -pixel",
    );
    check(
        "cookiehub",
        r#"{"answered":true,"allAllowed":false,"categories":[2,4]}"#,
        "+functional -analytics -matomo -ga4 +targeting +pixel",
    );
    check(
        "cookiebot",
        "{necessary:true,preferences:false,statistics:true,marketing:false}",
        "-functional +analytics +matomo +ga4 -targeting -pixel",
    );
    check(
        "onetrust",
        "groups=C0001:1,C0002:1,C0003:0,C0004:0",
        "-functional +analytics +matomo +ga4 -targeting -pixel",
    );
    check(
        "klaro",
        r#"{"functional":true,"matomo":true,"ga4":false,"pixel":false}"#,
        "+functional -analytics +matomo -ga4 -targeting -pixel",
    );
}

#[test]
fn services_are_known_by_id_title_and_alias() {
    check("klaro", r#"{"Google Analytics":true,"META PIXEL":false}"#, "+analytics +ga4 -targeting -pixel");
    check_aliased(&[("google-tag-manager", "ga4")], "orejime", r#"{"google-tag-manager":true}"#, "+analytics +ga4");
    check_aliased(&[("C0002", "matomo")], "onetrust", "groups=C0002:1", "+analytics +matomo");
}

#[test]
fn what_is_not_covered_stays_open() {
    check("klaro", r#"{"matomo":true}"#, "+analytics +matomo");
    check("klaro", r#"{"matomo":false,"pixel":true}"#, "-analytics -matomo +targeting +pixel");
    check("onetrust", "groups=C0001:1,C0002:0", "-analytics -matomo -ga4");
    check(
        "cookiehub",
        r#"{"answered":true,"categories":[{"id":"analytics","value":true}]}"#,
        "+analytics +matomo +ga4",
    );
    check("tarteaucitron", "!ga4=true", "+analytics +ga4");
}

#[test]
fn an_answer_that_covers_nothing_is_none() {
    check("klaro", r#"{"hotjar":true}"#, "nothing");
    check("onetrust", "groups=C0001:1", "nothing");
    check("onetrust", "groups=1:1,2:0,3:1", "nothing");
    check("tarteaucitron", "!youtube=false", "nothing");
}

#[test]
fn a_granted_name_that_nobody_knows_leaves_open_what_is_not_named() {
    check("vanilla-cookieconsent", r#"{"categories":["necessary","measurements"]}"#, "nothing");
    check("vanilla-cookieconsent", r#"{"categories":["necessary","analytics","chat"]}"#, "+analytics +matomo +ga4");
    check_aliased(
        &[("chat", "necessary")],
        "vanilla-cookieconsent",
        r#"{"categories":["necessary","analytics","chat"]}"#,
        "-functional +analytics +matomo +ga4 -targeting -pixel",
    );
    check("cookiehub", r#"{"answered":true,"allAllowed":false,"categories":[3,8]}"#, "+analytics +matomo +ga4");
}

#[test]
fn all_that_means_the_same_has_to_be_granted() {
    let sum = |first, second| format!("groups=C0001:1,C0004:{first},C0005:{second}");
    check("onetrust", &sum(1, 1), "+targeting +pixel");
    check("onetrust", &sum(1, 0), "-targeting -pixel");
    check("onetrust", &sum(0, 1), "-targeting -pixel");
    check("cookieyes", "consent:yes,action:yes,analytics:yes,performance:no", "-analytics -matomo -ga4");
    check_aliased(
        &[("gtag", "ga4"), ("analytics", "ga4")],
        "tarteaucitron",
        "!gtag=true!analytics=false",
        "-analytics -ga4",
    );
}

#[test]
fn a_name_that_could_mean_two_of_ours_grants_none_and_denies_both() {
    let ads = config(
        r#"{ "categories": [{ "id": "advertising", "title": "Ads" }, { "id": "social", "title": "Social" }, { "id": "analytics", "title": "A" }] }"#,
    );
    let cookie =
        |granted: bool| Value::Text(format!("{{necessary:true,preferences:true,statistics:true,marketing:{granted}}}"));
    check_on(&ads, "cookiebot", &cookie(true), "+analytics");
    check_on(&ads, "cookiebot", &cookie(false), "-advertising -social +analytics");
}

#[test]
fn the_same_id_outranks_what_means_the_same() {
    let ads =
        config(r#"{ "categories": [{ "id": "marketing", "title": "Ads" }, { "id": "social", "title": "Social" }] }"#);
    let cookie = Value::Text("{necessary:true,preferences:true,statistics:true,marketing:true}".into());
    check_on(&ads, "cookiebot", &cookie, "+marketing");
}

#[test]
fn a_service_outranks_its_category() {
    check("orejime", r#"{"analytics":true,"matomo":false}"#, "-analytics -matomo +ga4");
    check("orejime", r#"{"analytics":false,"matomo":true}"#, "-analytics +matomo -ga4");
}

#[test]
fn services_that_a_category_names_are_granted_one_by_one() {
    let cookie = |services: &str| {
        format!(
            r#"{{"categories":["necessary","analytics"],"services":{{"necessary":["session"],"analytics":[{services}],"targeting":[]}}}}"#
        )
    };
    check("vanilla-cookieconsent", &cookie(""), "-functional +analytics +matomo +ga4 -targeting -pixel");
    check("vanilla-cookieconsent", &cookie(r#""matomo""#), "-functional -analytics +matomo -ga4 -targeting -pixel");
    check(
        "vanilla-cookieconsent",
        &cookie(r#""matomo","Google Analytics""#),
        "-functional +analytics +matomo +ga4 -targeting -pixel",
    );
    // One that nobody knows may be any of ours.
    check("vanilla-cookieconsent", &cookie(r#""matomo","hotjar""#), "-functional +analytics +matomo -targeting -pixel");
    check("vanilla-cookieconsent", &cookie(r#""hotjar""#), "-functional -targeting -pixel");
}

#[test]
fn a_category_without_services_of_ours_goes_by_theirs() {
    let cookie = value(r#"{"categories":["functional"],"services":{"functional":["maps"]}}"#);
    check_on(&site(&[]), "vanilla-cookieconsent", &cookie, "+functional -analytics -matomo -ga4 -targeting -pixel");
}

#[test]
fn the_name_of_a_service_means_no_category_with_services_but_by_an_alias() {
    // Of tarteaucitron `analytics` is one service among others.
    for from in ["klaro", "tarteaucitron"] {
        let cookie = if from == "klaro" { r#"{"analytics":true}"# } else { "!analytics=true" };
        check(from, cookie, "nothing");
        check_aliased(&[("analytics", "analytics")], from, cookie, "+analytics +matomo +ga4");
        check_aliased(&[("analytics", "ga4")], from, cookie, "+analytics +ga4");
    }
    check("klaro", r#"{"marketing":true}"#, "nothing");
}

#[test]
fn what_tarteaucitron_writes_unasked_counts_only_by_an_alias() {
    check("tarteaucitron", "!matomo=true!ga4=true", "+analytics +ga4");
    check("tarteaucitron", "!matomo=false!ga4=true", "-analytics -matomo +ga4");
    check_aliased(&[("matomo", "matomo")], "tarteaucitron", "!matomo=true!ga4=true", "+analytics +matomo +ga4");
}

#[test]
fn what_was_closed_or_switched_one_by_one_grants_nothing() {
    for doubt in ["intType=1", "iType=1", "hosts=H1:1,H2:0", "genVendors=V1:1,V2:0,"] {
        check("onetrust", &format!("groups=C0001:1,C0002:1,C0003:0,C0004:1&{doubt}"), "-functional");
    }
    check(
        "cookieyes",
        "consent:no,action:yes,necessary:yes,functional:no,analytics:yes,advertisement:yes",
        "-functional",
    );
}

#[test]
fn a_name_is_taken_as_a_whole() {
    check("klaro", r#"{"matomo ga4":true,"matomo|ga4":true,"!matomo":false,"pixel":false}"#, "-targeting -pixel");
    check("vanilla-cookieconsent", r#"{"categories":["analytics targeting"]}"#, "nothing");
    check("orejime", r#"{"statistics analytics":true,"x|analytics":true,"functional":false}"#, "-functional");
}

#[test]
fn necessary_ones_are_neither_granted_nor_asked() {
    let import = read("cookiebot", &Value::Text("0".into())).unwrap();
    let decision = decide(&site(&[]), &import, &words()).unwrap();
    assert!(
        decision
            .answers
            .iter()
            .filter(|answer| answer.necessary)
            .map(|answer| answer.id.as_str())
            .eq(["necessary", "shop"])
    );
    let only = config(crate::given::ONLY_NECESSARY);
    assert_eq!(decide(&only, &import, &words()), None);
}

#[test]
fn the_edge_hands_over_cookies_and_words() {
    let words = words().replace('\n', " \n ");
    let tokens = |cookie: &str| join(&["[2", cookie, &format!("\"{words}")], "\0");
    let answered = |from: &str, cookie: &str| {
        told(answer(&site(&[]), from, &tokens(cookie)).map(|(_, decision)| decision).as_ref())
    };
    assert_eq!(answered("cookiebot", "\"0"), NONE);
    assert_eq!(answered("klaro", "{1\0matomo\0true"), "+analytics +matomo");
    assert_eq!(
        answered("onetrust", "[2\0[1\0\"groups=C0002:0\0[1\0\"2025-12-03T09:27:50.015Z"),
        "-analytics -matomo -ga4"
    );
    assert_eq!(answered("klaro", "{1\0matomo\0\"true"), "nothing");
    assert_eq!(answered("", "\"0"), "nothing");
    for tokens in ["", "\"0", "[1\0\"0", "[2\0\"0", "[2\0\"0\0null", "[3\0\"0\0\"a\0\"b", "{1\0a\0\"0"] {
        assert_eq!(answer(&site(&[]), "cookiebot", tokens), None, "{tokens:?}");
    }
    let long = format!("!{}=true", "s".repeat(4000));
    assert_eq!(answered("tarteaucitron", &format!("\"!matomo=false{long}")), "-analytics -matomo");
    assert_eq!(answered("tarteaucitron", &format!("\"!matomo=false{}", long.repeat(3))), "nothing");
}
