//! `core::import`: whatever another banner left is refused, or is an answer that can be written down and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::codec;
use octoconsent::core::config::{self, Config};
use octoconsent::core::import::record;
use octoconsent::core::record::Method;
use octoconsent::core::session::Moment;
use octoconsent::core::shape::BANNERS;
use octoconsent::core::text::split;
use octoconsent::core::value::Value;
use std::sync::LazyLock;

/// Later than the time in the seeds.
const NOW: u64 = 1_790_000_000_000;

// The banner's name on the first line, what `foreign` in `src/js/import.js` found behind it.
fuzz_target!(|text: &str| {
    let (name, lines) = text.split_once('\n').unwrap_or(("", text));
    for from in split(BANNERS, b' ').filter(|from| name.is_empty() || *from == name) {
        check(from, lines);
    }
});

fn check(from: &str, lines: &str) {
    let moment = Moment { now: NOW, id: "fresh", language: "en", method: Method::Api };
    let Some(record) = record(&SITE, from, lines, moment) else { return };
    assert_eq!((record.method, record.source.as_str()), (Method::Import, from));
    assert!(record.created <= record.updated && record.updated <= NOW, "{from}: from the future");
    assert_eq!(record.decision.ids(), ["necessary", "functional", "analytics", "matomo", "ga4", "targeting", "pixel"]);
    assert_eq!(record.decision.granted("necessary"), Some(true));
    assert!(!record.decision.clone().settle(), "a category is what its services are");
    if record.decision.grants() {
        let granted = ["true", "yes", "1", "\"", "#"].iter().any(|word| lines.contains(word));
        assert!(granted, "{from}: nothing says that anything was granted");
    }
    let mut whole = record;
    whole.language = "en".to_owned();
    assert!(codec::decode(&codec::encode(&whole)).is_some(), "{from}: a record that cannot be read again");
}

static SITE: LazyLock<Config> = LazyLock::new(|| {
    let text = |text: &str| Value::Text(text.to_owned());
    let category = |id: &str, services: &[&str]| {
        let of = |id: &str| Value::Object(vec![("id".to_owned(), text(id)), ("title".to_owned(), text(id))]);
        let mut members = vec![("id".to_owned(), text(id)), ("title".to_owned(), text(id))];
        if id == "necessary" {
            members.push(("necessary".to_owned(), Value::Bool(true)));
        }
        members.push(("services".to_owned(), Value::List(services.iter().map(|id| of(id)).collect())));
        Value::Object(members)
    };
    let categories = vec![
        category("necessary", &[]),
        category("functional", &[]),
        category("analytics", &["matomo", "ga4"]),
        category("targeting", &["pixel"]),
    ];
    let members = vec![("categories".to_owned(), Value::List(categories))];
    config::read(Value::Object(members), &mut Vec::new()).expect("a configuration without faults")
});
