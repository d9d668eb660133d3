//! `core::import`: any lines are refused, or are an answer that grants nothing which no line could have granted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::config::{self, Config};
use octoconsent::core::import::{decide, read, record};
use octoconsent::core::record::Method;
use octoconsent::core::session::Moment;
use octoconsent::core::text::{collect, cut, split};
use octoconsent::core::tokens;
use std::sync::LazyLock;

const NOW: u64 = 1_763_877_000_000;

static SITE: LazyLock<Config> = LazyLock::new(|| {
    let text = "{2|categories|[3|{3|id|\"necessary|necessary|true|title|\"Necessary|\
        {3|id|\"analytics|title|\"Analytics|services|[2|{2|id|\"matomo|title|\"Matomo|{2|id|\"ga4|title|\"Google Analytics|\
        {2|id|\"targeting|title|\"Targeting|aliases|[1|{2|name|\"gtag|id|\"ga4";
    config::read(tokens::read(&mut split(text, b'|')), &mut Vec::new()).expect("a configuration without faults")
});

fuzz_target!(|text: &str| {
    let Some((from, lines)) = cut(text, b'\n') else { return };
    let Some(import) = read(from, lines) else { return };
    let grants: Vec<_> = import.answers().filter(|said| said.granted).collect();
    if let Some(decision) = decide(&SITE, import) {
        let mut answers = decision.answers.iter();
        let granted = answers.any(|answer| answer.granted && !answer.necessary);
        assert!(!granted || !grants.is_empty() || import.rest == Some(true), "granted by nobody");
    }
    let moment = Moment { now: NOW, id: "first", language: "en", method: Method::Import };
    if let Some(mut record) = record(&SITE, from, lines, moment) {
        assert!(record.created <= NOW && record.created == record.updated);
        record.language = "en".to_owned();
        // The banners' names are ids; any other text may stand here.
        if collect(&mut split(octoconsent::core::shape::BANNERS, b' ')).contains(&from) {
            assert!(decode(&encode(&record)).is_some(), "the record is not read again");
        }
    }
});
