//! `core::config`: any JSON is a configuration that works, or has faults that are told.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::config;
use octoconsent::core::record::Method;
use octoconsent::core::session::{Command, Moment, Session};
use octoconsent::core::value::Value;
use serde_json::Value as Json;

const NOW: u64 = 1_763_877_000_000;

fuzz_target!(|text: &str| {
    let Ok(json) = serde_json::from_str::<Json>(text) else { return };
    let mut faults = Vec::new();
    let read = config::read(convert(json), &mut faults);
    assert_eq!(read.is_some(), faults.is_empty(), "a configuration is given exactly where it has no fault");
    let Some(config) = read else { return };
    let (mut session, _) = Session::start(config, None, NOW);
    assert!(session.decision().answers.iter().all(|answer| answer.necessary == answer.granted), "granted by nobody");
    let moment = Moment { now: NOW, id: "first", language: "en", method: Method::AcceptAll };
    let _ = session.apply(Command::AcceptAll, moment);
    let record = session.record().expect("the visitor has answered");
    assert!(decode(&encode(record)).is_some(), "{} is not read again", encode(record));
});

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
