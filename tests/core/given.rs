//! What the tests start from: configurations from JSON text, a sample site, a moment to act in.

use octoconsent::core::check::Fault;
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::config::{self, Config};
use octoconsent::core::decision::Decision;
use octoconsent::core::record::{Method, Record};
use octoconsent::core::regime::{self, Signal};
use octoconsent::core::session::{Command, Effect, Moment, Session, Situation};
use octoconsent::core::value::Value;
use serde_json::Value as Json;
use std::sync::LazyLock;

/// A site with every kind of category: necessary, with several services, with one, with none.
pub const SITE: &str = r#"{ "revision": 3, "categories": [
    { "id": "necessary", "necessary": true, "title": "Necessary", "services": [{ "id": "shop", "title": "Shop" }] },
    { "id": "analytics", "title": "Analytics", "services": [
        { "id": "matomo", "title": "Matomo" }, { "id": "posthog", "title": "PostHog" } ] },
    { "id": "targeting", "title": "Targeting", "services": [{ "id": "snowplow", "title": "Snowplow" }] },
    { "id": "support", "title": "Support" } ] }"#;

/// Every id of [`SITE`], in its order.
pub const IDS: [&str; 8] = ["necessary", "shop", "analytics", "matomo", "posthog", "targeting", "snowplow", "support"];

/// A site that stores nothing but what it needs.
pub const ONLY_NECESSARY: &str =
    r#"{ "categories": [{ "id": "necessary", "necessary": true, "title": "Necessary" }] }"#;

/// Noon of a day in 2025.
pub const NOW: u64 = 1_763_877_000_000;

/// A moment of a visitor whose fresh id would be `id`.
pub const fn moment(now: u64, id: &str) -> Moment<'_> {
    Moment { now, id, language: "fr", method: Method::Selection }
}

/// The value that JSON text stands for, as the edge hands it over.
#[track_caller]
pub fn value(json: &str) -> Value {
    convert(&serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}")))
}

fn convert(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => {
            let whole = number.as_u64().and_then(|number| u32::try_from(number).ok());
            whole.map_or(Value::Fraction, Value::Whole)
        }
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(convert).collect()),
        Json::Object(members) => {
            Value::Object(members.iter().map(|(name, member)| (name.clone(), convert(member))).collect())
        }
    }
}

/// The configuration of a JSON text that has no faults.
#[track_caller]
pub fn config(json: &str) -> Config {
    let mut faults = Vec::new();
    let config = config::read(value(json), &mut faults);
    config.unwrap_or_else(|| panic!("{:#?}", lines(&faults)))
}

/// The configuration of [`SITE`], read once.
pub fn the_site() -> &'static Config {
    static CONFIG: LazyLock<Config> = LazyLock::new(|| config(SITE));
    &CONFIG
}

/// A site of one category, with more members of the configuration.
#[track_caller]
pub fn site(members: &str) -> Config {
    config(&whole(members))
}

/// The JSON text of a site of one category, with more members of the configuration; a given one replaces ours.
pub fn whole(members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!(r#"{{ "categories": [{{ "id": "a", "title": "A" }}] {comma} {members} }}"#)
}

/// The same with more members of the one category.
pub fn in_category(members: &str) -> String {
    whole(&format!(r#""categories": [{{ "id": "a", "title": "A", {members} }}]"#))
}

/// The same with more members of the category's one service.
pub fn in_service(members: &str) -> String {
    in_category(&format!(r#""services": [{{ "id": "s", "title": "S", {members} }}]"#))
}

/// The same with more members of the service's one cookie.
pub fn in_cookie(members: &str) -> String {
    in_service(&format!(r#""cookies": [{{ "name": "c", {members} }}]"#))
}

/// The faults of a JSON text, as `path: message`.
#[track_caller]
pub fn faults(json: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let config = config::read(value(json), &mut faults);
    assert_eq!(config.is_some(), faults.is_empty(), "a configuration is given exactly where it has no fault");
    lines(&faults)
}

/// Faults as `path: message`.
pub fn lines(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{}: {}", fault.path, fault.message)).collect()
}

/// Exactly these faults, in this order.
#[track_caller]
pub fn refuse(json: &str, expected: &[&str]) {
    assert_eq!(faults(json), expected, "{json}");
}

/// No fault.
#[track_caller]
pub fn accept(json: &str) {
    refuse(json, &[]);
}

/// A decision on [`SITE`] by which exactly these are granted.
#[track_caller]
pub fn decided(granted: &[&str]) -> Decision {
    decided_on(the_site(), granted)
}

/// A decision on a configuration by which exactly these are granted.
#[track_caller]
pub fn decided_on(config: &Config, granted: &[&str]) -> Decision {
    let mut decision = Decision::all(config, false);
    for id in granted {
        assert!(decision.granted(id).is_some(), "the site has no {id}");
        decision.set(id, true);
    }
    decision
}

/// The ids that a decision grants.
pub fn granted(decision: &Decision) -> Vec<&str> {
    decision.answers.iter().filter(|answer| answer.granted).map(|answer| answer.id.as_str()).collect()
}

/// A record of [`SITE`]'s question, answered at `updated`.
pub fn record(revision: u32, updated: u64, granted: &[&str]) -> Record {
    let decision = decided(granted);
    let (id, language) = ("first".into(), "en".into());
    Record { id, updated, revision, language, method: Method::AcceptAll, decision, ..Record::first("", 1000) }
}

/// Where nothing is known of the visitor: the strictest rule, and no signal.
pub fn somewhere(config: &Config) -> Situation {
    Situation { region: String::new(), rule: regime::rule(config, ""), signal: None }
}

/// Starts a session there.
pub fn start(config: Config, stored: Option<Record>, now: u64) -> (Session, &'static [Effect]) {
    let situation = somewhere(&config);
    Session::start(config, situation, stored, moment(now, "id"))
}

/// A site that says what its categories are used for: one of each, with the rules that come with octoconsent.
pub const MARKED: &str = r#"{ "presets": true, "categories": [
    { "id": "necessary", "necessary": true, "title": "Necessary" },
    { "id": "statistics", "use": "statistics", "title": "Statistics", "services": [
        { "id": "matomo", "title": "Matomo" }, { "id": "posthog", "title": "PostHog" } ] },
    { "id": "look", "use": "appearance", "title": "Look" },
    { "id": "chat", "use": "functional", "title": "Chat" },
    { "id": "ads", "use": "advertising", "title": "Ads", "services": [
        { "id": "pixel", "title": "Pixel" }, { "id": "snowplow", "title": "Snowplow" } ] },
    { "id": "health", "use": "sensitive", "title": "Health" } ] }"#;

/// Everything of [`MARKED`] that is for statistics.
pub const STATISTICS: [&str; 3] = ["statistics", "matomo", "posthog"];

/// Everything of [`MARKED`] that is for advertising.
pub const ADS: [&str; 3] = ["ads", "pixel", "snowplow"];

/// The configuration of [`MARKED`], with a part of its text replaced.
#[track_caller]
pub fn marked(from: &str, to: &str) -> Config {
    assert!(MARKED.contains(from), "the site has no {from}");
    config(&MARKED.replacen(from, to, 1))
}

/// A visitor in a region, with or without Global Privacy Control.
#[derive(Debug, Clone, Copy)]
pub struct Visitor(pub &'static str, pub Option<Signal>);

/// Global Privacy Control.
pub const GPC: Option<Signal> = Some(Signal::Gpc);

impl Visitor {
    /// Comes to a site.
    #[track_caller]
    pub fn comes(self, config: &Config, stored: Option<Record>, now: u64) -> Session {
        self.starts(config, stored, now).0
    }

    /// The same, with the effects of the start.
    #[track_caller]
    pub fn starts(self, config: &Config, stored: Option<Record>, now: u64) -> (Session, &'static [Effect]) {
        let region = regime::region(self.0).expect("a region");
        let situation = Situation { rule: regime::rule(config, &region), region, signal: self.1 };
        Session::start(config.clone(), situation, stored, moment(now, "id"))
    }

    /// The record of a visit in which these commands were given, as it is read back on the next page.
    #[track_caller]
    pub fn leaves(self, config: &Config, now: u64, commands: &[Command]) -> Option<Record> {
        let mut session = self.comes(config, None, now);
        for command in commands {
            let _ = session.apply(command.clone(), moment(now, "id"));
        }
        decode(&encode(session.kept()?))
    }
}

/// A selection.
pub fn choose(choices: &[(&str, bool)]) -> Command {
    Command::Choose(choices.iter().map(|(id, granted)| ((*id).to_owned(), *granted)).collect())
}

/// Numbers that look random and are the same in every run (Marsaglia, "Xorshift RNGs").
pub struct Random(u32);

impl Random {
    pub const fn new(seed: u32) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9) | 1)
    }

    /// A number below `bound`.
    pub const fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % bound
    }
}
