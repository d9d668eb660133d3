//! `core::words`: what the surfaces say and offer, by regime, reason, signal and record.

use crate::given::{NOW, config, decided_on, moment};
use octoconsent::core::config::Config;
use octoconsent::core::decision::Decision;
use octoconsent::core::locale::english;
use octoconsent::core::record::{Method, Record};
use octoconsent::core::regime::{self, Signal};
use octoconsent::core::session::{Command, Session, Situation};
use octoconsent::core::words::{close, tells, text};

const CATEGORIES: &str = r#""categories": [
    { "id": "necessary", "necessary": true, "title": "Necessary", "services": [{ "id": "shop", "title": "Shop" }] },
    { "id": "analytics", "use": "statistics", "title": { "en": "Analytics", "fr": "Audience" }, "services": [
        { "id": "matomo", "title": "Matomo" }, { "id": "posthog", "title": "PostHog" } ] },
    { "id": "targeting", "use": "advertising", "title": "Targeting", "services": [{ "id": "pixel", "title": "Pixel" }] },
    { "id": "support", "title": "Support", "use": "functional" } ]"#;
const REGIMES: &str = r#""presets": true, "regions": [{ "in": ["AA"], "regime": "opt-in" }, { "in": ["BB"], "regime": "opt-out" },
    { "in": ["CC"], "regime": "notice" }, { "in": ["DD"], "regime": "none" }]"#;

fn site(members: &str) -> Config {
    let comma = if members.is_empty() { "" } else { "," };
    config(&format!("{{ {CATEGORIES}, {REGIMES} {comma} {members} }}"))
}

fn only_necessary() -> Config {
    config(&format!(r#"{{ "categories": [{{ "id": "n", "title": "N", "necessary": true }}], {REGIMES} }}"#))
}

fn start(config: Config, region: &str, signal: Option<Signal>, stored: Option<Record>) -> Session {
    let rule = regime::rule(&config, region);
    Session::start(config, Situation { region: region.into(), rule, signal }, stored, moment(NOW, "id")).0
}

fn visitor(config: Config, region: &str) -> Session {
    start(config, region, None, None)
}

/// A record of everything that `config` asks, by which exactly these are granted.
fn record_of(config: &Config, granted: &[&str]) -> Record {
    let decision = decided_on(config, granted);
    Record { updated: NOW, method: Method::Selection, decision, ..Record::first("first", NOW) }
}

/// The text at `key` is that of `expected`.
#[track_caller]
fn says(session: &Session, key: &str, expected: &str) {
    assert_eq!(text(session, "en", key), english(expected).unwrap(), "{key}");
}

#[track_caller]
fn reads(session: &Session, key: &str, expected: &str) {
    assert_eq!(text(session, "en", key), expected, "{key}");
}

// --- By regime --------------------------------------------------------------------------------------------------------------

#[test]
fn where_consent_is_needed_it_is_asked_for() {
    for region in ["", "AA", "FR", "GB", "BR"] {
        let session = visitor(site(""), region);
        says(&session, "bannerTitle", "bannerTitle");
        says(&session, "bannerText", "bannerText");
        says(&session, "preferencesTitle", "preferencesTitle");
        says(&session, "reopen", "reopen");
        assert!(!tells(&session), "{region}");
    }
}

#[test]
fn where_everything_is_on_the_banner_says_that_it_can_be_refused() {
    for region in ["BB", "US", "US-CA", "DD"] {
        let session = visitor(site(""), region);
        says(&session, "bannerText", "optOutText");
        for key in ["bannerTitle", "preferencesTitle", "reopen"] {
            says(&session, key, "privacyChoices");
        }
        assert!(!tells(&session), "{region}: accept and reject are offered");
    }
}

#[test]
fn a_notice_tells_and_offers_the_preferences() {
    let session = visitor(site(""), "CC");
    assert!(tells(&session));
    says(&session, "bannerTitle", "preferencesTitle");
    says(&session, "bannerText", "optOutText");
    says(&session, "choose", "choose");
    says(&session, "reopen", "reopen");
}

#[test]
fn a_site_that_asks_nothing_says_so() {
    let session = visitor(only_necessary(), "CC");
    assert!(tells(&session));
    says(&session, "bannerText", "necessaryText");
    says(&session, "preferencesText", "necessaryText");
    says(&session, "choose", "services");
    says(&visitor(only_necessary(), "BB"), "reopen", "reopen");
}

#[test]
fn pages_for_children_say_why_nothing_is_on() {
    for region in ["", "BB", "CC"] {
        let session = visitor(site(r#""childDirected": true"#), region);
        says(&session, "preferencesText", "childText");
        says(&session, "preferencesTitle", "preferencesTitle");
        says(&session, "reopen", "reopen");
        assert!(!session.open(), "{region}: there is nothing to choose");
    }
}

#[test]
fn where_all_that_is_optional_is_exempt_nothing_waits_for_consent() {
    let statistics = r#"{ "presets": true, "categories": [{ "id": "a", "use": "statistics", "title": "A" }] }"#;
    says(&visitor(config(statistics), "GB"), "bannerText", "optOutText");
    says(&visitor(config(statistics), "FR"), "bannerText", "bannerText");
}

#[test]
fn every_other_text_is_the_same_under_every_regime() {
    for region in ["AA", "BB", "CC", "DD"] {
        let session = visitor(site(""), region);
        for key in ["acceptAll", "rejectAll", "choose", "save", "preferencesText", "alwaysOn"] {
            says(&session, key, key);
        }
    }
}

#[test]
fn texts_of_the_configuration_replace_those_of_the_regime_too() {
    let session =
        visitor(site(r#""texts": { "fr": { "privacyChoices": "Vos choix", "optOutText": "Actifs." } }"#), "BB");
    assert_eq!(text(&session, "fr", "bannerTitle"), "Vos choix");
    assert_eq!(text(&session, "fr", "bannerText"), "Actifs.");
    reads(&session, "bannerTitle", "Your privacy choices");
}

#[test]
fn the_close_button_is_there_where_the_site_or_the_region_has_one() {
    assert!(!close(&visitor(site(""), "FR")));
    assert!(close(&visitor(site(""), "IT")), "Garante 231/2021");
    assert!(close(&visitor(site(r#""banner": { "close": true }"#), "FR")));
    assert!(!close(&visitor(site(r#""banner": { "close": true }"#), "CC")), "a notice has its own button");
}

// --- What is on until the visitor objects -----------------------------------------------------------------------------------

#[test]
fn what_does_not_wait_for_consent_is_named() {
    reads(&visitor(site(""), "GB"), "onText", "On until you object: Analytics.");
    let own = r#"{ "categories": [{ "id": "a", "title": "A", "basis": "legitimate-interest" }, { "id": "b", "title": "B" }] }"#;
    reads(&visitor(config(own), ""), "onText", "On until you object: A.");
}

#[test]
fn nothing_is_named_where_nothing_or_everything_is_on() {
    for region in ["", "FR", "BB", "CC", "DD"] {
        reads(&visitor(site(""), region), "onText", "");
    }
    let mut session = visitor(site(""), "GB");
    let _ = session.apply(Command::RejectAll, moment(NOW, "id"));
    reads(&session, "onText", "");
}

#[test]
fn only_what_is_optional_and_on_by_itself_is_exempt() {
    let check = |region: &str, members: &str, expected: bool| {
        let one = format!(r#"{{ "presets": true, "categories": [{{ "id": "a", "title": "A", {members} }}] }}"#);
        let session = start(config(&one), region, Some(Signal::Gpc), None);
        let category = session.config().categories().next().unwrap();
        assert_eq!(session.exempt(category), expected, "{region} {members}");
    };
    check("GB", r#""use": "statistics""#, true);
    check("GB", r#""use": "appearance""#, true);
    check("GB", r#""use": "advertising""#, false);
    check("FR", r#""use": "statistics""#, false);
    check("FR", r#""basis": "legitimate-interest""#, true);
    check("FR", r#""basis": "legitimate-interest", "default": "denied""#, false);
    check("FR", r#""basis": "legitimate-interest", "necessary": true"#, false);
    check("US", r#""basis": "legitimate-interest", "use": "advertising""#, false);
    check("FR", r#""basis": "legitimate-interest", "use": "advertising""#, true);
}

// --- Why it is asked again --------------------------------------------------------------------------------------------------

#[test]
fn a_first_question_gives_no_reason() {
    reads(&visitor(site(""), ""), "asked", "");
}

#[test]
fn an_answered_question_gives_no_reason() {
    let config = site("");
    let record = record_of(&config, &[]);
    reads(&start(config, "AA", None, Some(record)), "asked", "");
}

#[test]
fn a_new_policy_says_what_it_changed() {
    let changed = |members: &str| {
        let config = site(&format!(r#""policyDate": "2025-02-01" {members}"#));
        let record = Record { updated: 1_738_000_000_000, ..record_of(&config, &[]) };
        start(config, "AA", None, Some(record))
    };
    says(&changed(""), "asked", "askedPolicy");
    let told = changed(r#", "policyChanges": { "en": "We added Pixel.", "fr": "Pixel est nouveau." }"#);
    reads(&told, "asked", "We added Pixel.");
    assert_eq!(text(&told, "fr", "asked"), "Pixel est nouveau.");
}

#[test]
fn what_is_new_is_named() {
    let before = config(
        r#"{ "categories": [{ "id": "necessary", "necessary": true, "title": "N", "services": [{ "id": "shop", "title": "S" }] },
        { "id": "analytics", "title": "A", "services": [{ "id": "matomo", "title": "M" }] }] }"#,
    );
    let session = start(site(""), "AA", None, Some(record_of(&before, &["matomo"])));
    reads(&session, "asked", "New since you last chose: PostHog, Targeting, Support.");
    assert_eq!(text(&session, "fr", "asked"), "New since you last chose: PostHog, Targeting, Support.");
}

#[test]
fn a_question_that_changed_and_one_that_expired_say_so() {
    let config = site("");
    let record = record_of(&config, &[]);
    let from = |record: Record| start(site(""), "AA", None, Some(record));
    says(&from(Record { revision: 7, ..record.clone() }), "asked", "askedAgain");
    says(&from(Record { regime: regime::Regime::Notice, ..record.clone() }), "asked", "askedAgain");
    says(&from(Record { updated: 0, created: 0, ..record }), "asked", "askedExpired");
}

// --- The signal -------------------------------------------------------------------------------------------------------------

const OFF: &str = "Opt-out signal honoured. Your browser sends one, so this is off: Targeting.";

#[test]
fn an_honoured_signal_says_what_it_keeps_off() {
    for region in ["", "US-CA", "BB"] {
        reads(&start(site(""), region, Some(Signal::Gpc), None), "signalText", OFF);
    }
    reads(&start(site(r#""doNotTrack": true"#), "US", Some(Signal::DoNotTrack), None), "signalText", OFF);
}

#[test]
fn nothing_is_said_of_a_signal_that_is_not_sent_or_changes_nothing() {
    reads(&visitor(site(""), "US-CA"), "signalText", "");
    reads(&start(site(""), "FR", Some(Signal::Gpc), None), "signalText", "");
    let harmless = r#"{ "presets": true, "categories": [{ "id": "a", "title": "A", "use": "functional" }] }"#;
    reads(&start(config(harmless), "US", Some(Signal::Gpc), None), "signalText", "");
}

#[test]
fn nothing_is_said_once_the_visitor_has_chosen_otherwise() {
    let mut session = start(site(""), "US-CA", Some(Signal::Gpc), None);
    let _ = session.apply(Command::RejectAll, moment(NOW, "id"));
    reads(&session, "signalText", OFF);
    let _ = session.apply(Command::AcceptAll, moment(NOW, "id"));
    reads(&session, "signalText", "");
}

#[test]
fn what_a_final_signal_denies_cannot_be_chosen() {
    let rule = r#"{ "categories": [{ "id": "a", "title": "A", "use": "functional" }, { "id": "b", "title": "B", "use": "advertising" }],
        "regions": [{ "in": ["US"], "regime": "opt-out", "signal": "final" }] }"#;
    let mut session = start(config(rule), "US", Some(Signal::Gpc), None);
    let _ = session.apply(Command::AcceptAll, moment(NOW, "id"));
    reads(&session, "signalText", "Opt-out signal honoured. Your browser sends one, so this is off: B.");
    assert!(session.open(), "the rest can");
    assert!(session.decision().answer("b").unwrap().barred);
    let only = r#"{ "categories": [{ "id": "b", "title": "B", "use": "advertising" }],
        "regions": [{ "in": ["US"], "regime": "opt-out", "signal": "final" }] }"#;
    assert!(!start(config(only), "US", Some(Signal::Gpc), None).open());
}

// --- The record -------------------------------------------------------------------------------------------------------------

#[track_caller]
fn recorded(decision: Decision, on: &str, off: &str) {
    let config = site("");
    let record = Record { decision, ..record_of(&config, &[]) };
    let session = start(config, "AA", None, Some(record));
    reads(&session, "granted", on);
    reads(&session, "denied", off);
}

#[test]
fn the_record_names_categories_and_the_services_of_halves() {
    let decided = |granted: &[&str]| decided_on(&site(""), granted);
    recorded(decided(&[]), "", "Analytics, Targeting, Support");
    recorded(decided(&["analytics", "support"]), "Analytics, Support", "Targeting");
    recorded(decided(&["posthog", "pixel"]), "PostHog, Targeting", "Matomo, Support");
    recorded(Decision::all(&site(""), true), "Analytics, Targeting, Support", "");
}

#[test]
fn the_record_says_nothing_of_what_was_not_asked() {
    let mut decision = Decision::default();
    decision.add("analytics", false, false, false);
    decision.add("matomo", true, false, true);
    recorded(decision, "Matomo", "");
}

#[test]
fn without_a_record_it_names_nothing() {
    let session = visitor(site(""), "BB");
    reads(&session, "granted", "");
    reads(&session, "denied", "");
}

#[test]
fn titles_are_in_the_language_of_the_interface() {
    let config = site("");
    let record = record_of(&config, &["analytics"]);
    let session = start(config, "AA", None, Some(record));
    assert_eq!(text(&session, "fr", "granted"), "Audience");
}
