//! A value as `flat` in `src/js/flat.js` hands it over.

use super::text::{Parts, whole};
use super::value::Value;

/// Lists and objects within each other that are read; what is deeper is null. A configuration has seven.
const DEPTH: u32 = 32;

/// Reads one value from the tokens of `flat` in `src/js/flat.js`: `"text`, `#12`, `true`, `false`, `[2` and the items, `{2`
/// and the members; anything else is null. Handing over the object itself costs eight imported functions.
pub fn read(tokens: &mut Parts<'_>) -> Value {
    next(tokens, 0).unwrap_or(Value::Null)
}

/// Nothing where there are no more tokens: whatever a count says, no more is made of them than there are.
fn next(tokens: &mut Parts<'_>, depth: u32) -> Option<Value> {
    let token = tokens.next()?;
    let rest = token.get(1..).unwrap_or_default();
    Some(match token.as_bytes().first() {
        Some(b'"') => Value::Text(rest.to_owned()),
        Some(b'#') => Value::Whole(number(rest)),
        Some(b't') => Value::Bool(true),
        Some(b'f') => Value::Bool(false),
        Some(b'~') => Value::Fraction,
        Some(b'[') if depth < DEPTH => {
            let mut items = Vec::new();
            for _ in 0..number(rest) {
                let item = next(tokens, depth + 1);
                let last = item.is_none();
                items.push(item.unwrap_or(Value::Null));
                if last {
                    break;
                }
            }
            Value::List(items)
        }
        Some(b'{') if depth < DEPTH => {
            let mut members = Vec::new();
            for _ in 0..number(rest) {
                let Some(name) = tokens.next() else { break };
                members.push((name.to_owned(), next(tokens, depth + 1).unwrap_or(Value::Null)));
            }
            Value::Object(members)
        }
        _ => Value::Null,
    })
}

fn number(digits: &str) -> u32 {
    whole(digits).unwrap_or_default() as u32
}
