//! `core::codec`: any text is refused, or is a record that reads the same when it is written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::codec::{decode, encode};
use octoconsent_fuzz::signed;

fuzz_target!(|text: &str| {
    check(text);
    // No chance guesses a check: with the right one, the rest is read too.
    check(&signed(text));
});

fn check(text: &str) {
    if let Some(record) = decode(text) {
        let written = encode(&record);
        assert_eq!(decode(&written).as_ref(), Some(&record), "{text} was written as {written}");
    }
}
