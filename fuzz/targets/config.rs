//! `core::config`: any JSON is a configuration that works, or has faults that are told.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::config::{self, Category};
use octoconsent::core::record::Method;
use octoconsent::core::regime::{self, Regime};
use octoconsent::core::session::{Command, Moment, Session, Situation};
use octoconsent::core::value::Value;
use serde_json::Value as Json;

const NOW: u64 = 1_763_877_000_000;

fuzz_target!(|text: &str| {
    let Ok(json) = serde_json::from_str::<Json>(text) else { return };
    let mut faults = Vec::new();
    let read = config::read(convert(json), &mut faults);
    assert_eq!(read.is_some(), faults.is_empty(), "a configuration is given exactly where it has no fault");
    let Some(config) = read else { return };
    for region in ["", "FR", "GB", "US-CA", "JP"] {
        let rule = regime::rule(&config, region);
        let asked = rule.regime == Regime::OptIn;
        let situation = Situation { region: region.to_owned(), rule, signal: None };
        let moment = Moment { now: NOW, id: "first", language: "en", method: Method::AcceptAll };
        let (mut session, _) = Session::start(config.clone(), situation, None, moment);
        if asked && region.is_empty() {
            let objectionable =
                |id: &str| config.categories().any(|category| category.objectionable() && holds(category, id));
            let mut granted = session.decision().answers.iter().filter(|answer| answer.granted && !answer.necessary);
            assert!(granted.all(|answer| objectionable(&answer.id)), "granted by nobody");
        }
        let _ = session.apply(Command::AcceptAll, moment);
        let record = session.record().expect("the visitor has answered");
        let text = encode(record);
        assert!(text.len() > 4000 || decode(&text).is_some(), "{text} is not read again");
    }
});

fn holds(category: Category<'_>, id: &str) -> bool {
    category.id() == id || category.services().any(|service| service.id() == id)
}

/// As the edge hands it over.
fn convert(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(number) => {
            let whole = number.as_u64().and_then(|number| u32::try_from(number).ok());
            whole.map_or(Value::Fraction, Value::Whole)
        }
        Json::String(text) => Value::Text(text),
        Json::Array(items) => Value::List(items.into_iter().map(convert).collect()),
        Json::Object(members) => {
            Value::Object(members.into_iter().map(|(name, member)| (name, convert(member))).collect())
        }
    }
}
