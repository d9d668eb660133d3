//! The faults of a configuration, as `src/js/api.js` takes them.

use crate::core::check::Fault;
pub use crate::core::tokens::read;
use serde::Serialize;
use wasm_bindgen::JsValue;

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
