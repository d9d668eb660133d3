//! `core::codec`: any text is refused, or is a record that reads the same when it is written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::codec::{LONG, decode, encode};
use octoconsent_fuzz::signed;

fuzz_target!(|text: &str| {
    check(text);
    check(&signed("", text));
});

fn check(text: &str) {
    let Some(record) = decode(text) else { return };
    let written = encode(&record);
    if text.len() <= LONG {
        assert_eq!(written, text, "a record has two texts");
    } else {
        // Long records are written shorter, with marks for services.
        assert_eq!(decode(&written).map(|record| encode(&record)).as_ref(), Some(&written), "{text}");
    }
    assert!(record.created <= record.updated, "{text}");
    assert!(record.decision.answers.iter().all(|answer| answer.granted || !answer.necessary), "{text}");
}
