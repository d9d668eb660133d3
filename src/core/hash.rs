//! Short fingerprints of texts: FNV-1a, 32 bits (draft-eastlake-fnv). They find accidents and tell texts apart; they are no
//! protection against forgery.

use super::value::Value;

/// What FNV-1a starts from.
pub const START: u32 = 0x811c_9dc5;

/// Takes a text into a fingerprint.
#[must_use]
pub fn add(mut hash: u32, text: &str) -> u32 {
    for byte in text.as_bytes() {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// Takes a value with all it holds into a fingerprint. No text of a configuration holds the control characters between its parts.
#[must_use]
pub fn add_value(hash: u32, value: &Value) -> u32 {
    match value {
        Value::Text(text) => add(add(hash, text), "\x00"),
        Value::Whole(number) => add(add(hash, &super::text::decimal(u64::from(*number))), "\x01"),
        Value::Bool(true) => add(hash, "\x02"),
        Value::List(items) => add(items.iter().fold(add(hash, "\x03"), add_value), "\x04"),
        Value::Object(members) => {
            let member = |hash, (name, value): &(String, Value)| add_value(add(add(hash, name), "\x05"), value);
            add(members.iter().fold(add(hash, "\x06"), member), "\x07")
        }
        _ => add(hash, "\x08"),
    }
}

/// Four characters that stand for texts, in the order given: 24 bits, six a character.
#[must_use]
pub fn mark(parts: &[&str]) -> String {
    let mut hash = START;
    for part in parts {
        hash = add(add(hash, part), "/");
    }
    digits(hash ^ (hash >> 24), 4, 6)
}

/// A fingerprint in eight hexadecimal digits.
#[must_use]
pub fn hex(hash: u32) -> String {
    digits(hash, 8, 4)
}

/// So many digits, each of so many bits, the lowest first.
fn digits(mut number: u32, count: u32, bits: u32) -> String {
    const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    let mut text = String::new();
    for _ in 0..count {
        text.push(char::from(DIGITS[(number & ((1 << bits) - 1)) as usize & 63]));
        number >>= bits;
    }
    text
}
