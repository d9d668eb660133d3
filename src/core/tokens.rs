//! A value as `flat` in `src/js/api.js` hands it over.

use super::text::{Parts, whole};
use super::value::Value;

/// Most items or members. No configuration has as many; a count that lies costs no more.
const MOST: u32 = 9_999;

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
            for _ in 0..number(rest).min(MOST) {
                items.push(read(tokens));
            }
            Value::List(items)
        }
        Some(b'{') => {
            let mut members = Vec::new();
            for _ in 0..number(rest).min(MOST) {
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
