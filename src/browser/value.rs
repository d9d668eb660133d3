//! The configuration as `src/js/api.js` hands it over, and its faults.

use crate::core::check::Fault;
use crate::core::text::{Parts, whole};
use crate::core::value::Value;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Reads one value from the tokens of `flat` in `src/js/api.js`: `"text`, `#12`, `true`, `false`, `[2` and the items, `{2`
/// and the members; anything else is null. Handing over the object itself costs eight imported functions.
pub fn read(tokens: &mut Parts<'_>) -> Value {
    let token = tokens.next().unwrap_or_default();
    let rest = token.get(1..).unwrap_or_default();
    match token.as_bytes().first() {
        Some(b'"') => Value::Text(rest.to_owned()),
        Some(b'#') => Value::Whole(number(rest)),
        Some(b't') => Value::Bool(true),
        Some(b'f') => Value::Bool(false),
        Some(b'~') => Value::Fraction,
        Some(b'[') => {
            let mut items = Vec::new();
            for _ in 0..number(rest) {
                items.push(read(tokens));
            }
            Value::List(items)
        }
        Some(b'{') => {
            let mut members = Vec::new();
            for _ in 0..number(rest) {
                let name = tokens.next().unwrap_or_default();
                members.push((name.to_owned(), read(tokens)));
            }
            Value::Object(members)
        }
        _ => Value::Null,
    }
}

fn number(digits: &str) -> u32 {
    whole(digits).unwrap_or_default() as u32
}

/// The faults as text, path and message in turn with a NUL behind each: a list of pairs would cost the module 800 bytes
/// more. Undefined where there are none.
#[must_use]
pub fn faults(faults: &[Fault]) -> JsValue {
    let mut text = String::new();
    for fault in faults {
        for part in [&fault.path, "\0", &fault.message, "\0"] {
            text.push_str(part);
        }
    }
    if text.is_empty() {
        return JsValue::UNDEFINED;
    }
    text.serialize(&serde_wasm_bindgen::Serializer::new()).unwrap_or_default()
}
