//! What `src/js/api.js` calls: the exported functions.

use crate::browser::{gate, run, value};
use crate::core::text::{collect, join, split};
use crate::core::{codec, config};
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[global_allocator]
#[allow(unsafe_code)]
// SAFETY: WebAssembly without threads has one.
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

/// Starts with a configuration, as tokens ([`value::read`]). Gives its faults, or nothing.
#[wasm_bindgen]
pub fn start(configuration: &str) -> JsValue {
    let mut faults = Vec::new();
    if let Some(config) = config::read(value::read(&mut split(configuration, 0)), &mut faults) {
        run::start(config);
    }
    value::faults(&faults)
}

/// A tagged script was found ([`gate::found`]).
#[wasm_bindgen]
pub fn found(element: Element, facts: &str) {
    gate::found(element, facts);
}

/// A released script has loaded or failed.
#[wasm_bindgen]
pub fn settled(element: &Element) {
    if gate::settled(element) {
        gate::release();
    }
}

/// The page has changed.
#[wasm_bindgen]
pub fn page() {
    run::page();
}

/// Somebody acts ([`run::act`]). True or false, or the faults of the choices.
#[wasm_bindgen]
pub fn act(action: &str, choices: &str) -> JsValue {
    let mut faults = Vec::new();
    let meant = run::act(action, choices, &mut faults);
    if faults.is_empty() { meant.into() } else { value::faults(&faults) }
}

/// What goes of what is listed in a storage ([`run::stale`]).
#[wasm_bindgen]
pub fn stale(storage: &str, listed: &str) -> JsValue {
    JsValue::from_str(&run::stale(storage, listed))
}

/// Whether a category or service is granted.
#[wasm_bindgen]
pub fn granted(id: &str) -> bool {
    run::app().is_some_and(|app| app.session.decision().granted(id) == Some(true))
}

/// The decision in force, the record in force and the ids that the latest decision changed, one a line, as
/// [`codec`](crate::core::codec) writes them; `state` in `src/js/api.js` makes objects of them. Undefined before the start.
#[wasm_bindgen]
pub fn state() -> JsValue {
    let Some(app) = run::app() else { return JsValue::UNDEFINED };
    let session = &app.session;
    let record = session.record().map(codec::encode).unwrap_or_default();
    let changed = collect(&mut session.changed().iter().map(String::as_str));
    let lines = [&codec::encode_decision(session.decision()), &record, &join(&changed, " ")];
    JsValue::from_str(&join(&lines.map(String::as_str), "\n"))
}
