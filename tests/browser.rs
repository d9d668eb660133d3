//! Tests of the edge in a real browser, below the built file: what the end-to-end tests can only see from outside.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use octoconsent::browser::{host, run, storage, value};
use octoconsent::core::check::Fault;
use octoconsent::core::config::{self, Config};
use octoconsent::core::decision::Decision;
use octoconsent::core::record::{Method, Record};
use octoconsent::core::text::split;
use octoconsent::core::value::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

// What the script's own start does: names the functions that the page's events call. Here nothing calls back.
#[wasm_bindgen(inline_js = "
export const noop = () => ({ found() {}, settled() {}, page() {}, act() {}, state: () => '\\n\\n' });
export const noTags = () => ({ connect() {}, disconnect() {}, guard() {}, work() {}, proceed() {}, eraseJar() {}, tell() {}, log() {}, refresh() {}, forget() {} });
export const noSweep = () => ((globalThis.swept = []), (again) => void globalThis.swept.push(again));
export const swept = () => String(globalThis.swept);
export const store = (name, value) => localStorage.setItem(name, value);
export const stored = (name) => localStorage.getItem(name) || '';
const input = (id) => document.querySelector('octo-consent').shadowRoot.querySelector(`[data-id=${id}]`);
export const toggle = (id) => input(id).click();
export const switched = (id) => (input(id).checked ? 'on' : 'off');
export const surface = (part) => !!document.querySelector('octo-consent')?.shadowRoot.querySelector(`[part=${part}]`);
")]
extern "C" {
    fn noop() -> JsValue;
    #[wasm_bindgen(js_name = noTags)]
    fn no_tags() -> JsValue;
    #[wasm_bindgen(js_name = noSweep)]
    fn no_sweep() -> JsValue;
    fn swept() -> String;
    fn store(name: &str, value: &str);
    fn stored(name: &str) -> String;
    fn surface(part: &str) -> bool;
    #[wasm_bindgen(js_name = toggle)]
    fn switch(id: &str);
    fn switched(id: &str) -> String;
}

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    fn link(exports: &JsValue, tags: &JsValue, sweep: &JsValue);
}

/// A configuration with one optional category; `name` keeps the records of the tests apart.
fn configuration(name: &str) -> Config {
    let tokens = concat!(
        "{2|categories|[1|{3|id|\"analytics|title|\"Analytics|services|[1|{3|id|\"matomo|title|\"Matomo|cookies|[2|",
        "{1|name|\"_pk_*|{2|name|\"queue|storage|\"localStorage|cookie|{1|name|\"NAME"
    );
    let tokens = tokens.replace("NAME", name);
    config::read(value::read(&mut split(&tokens, b'|')), &mut Vec::new()).expect("a configuration without faults")
}

fn record(config: &Config, updated: u64) -> Record {
    let mut record = Record::first("8c3e9a4e-0b7a-4d0e-a1f6-2f1d5c9b7e11", 1_700_000_000_000);
    record.updated = updated;
    record.language = "en".to_owned();
    record.method = Method::AcceptAll;
    record.decision = Decision::all(config, true);
    record
}

#[wasm_bindgen_test]
fn a_record_is_read_back_from_where_it_was_written() {
    let config = configuration("written");
    let written = record(&config, 1_700_000_000_001);
    storage::write(config.cookie(), &written, 60, false, "");
    let read = storage::read(config.cookie()).record.expect("a record");
    assert_eq!((read.id, read.updated, read.method), (written.id, written.updated, written.method));
}

#[wasm_bindgen_test]
fn the_newer_of_cookie_and_local_storage_wins() {
    let config = configuration("newer");
    storage::write(config.cookie(), &record(&config, 1_700_000_000_005), 60, false, "");
    let older = octoconsent::core::codec::encode(&record(&config, 1_700_000_000_002));
    store("newer", &older);
    assert_eq!(storage::read(config.cookie()).record.map(|record| record.updated), Some(1_700_000_000_005));
}

#[wasm_bindgen_test]
fn a_broken_entry_in_one_place_leaves_the_other() {
    let config = configuration("broken");
    storage::write(config.cookie(), &record(&config, 1_700_000_000_003), 60, false, "");
    store("broken", "1.not.a.record");
    assert_eq!(storage::read(config.cookie()).record.map(|record| record.updated), Some(1_700_000_000_003));
}

#[wasm_bindgen_test]
fn an_erased_record_is_gone_from_both_places() {
    link(&noop(), &no_tags(), &no_sweep());
    let config = configuration("erased");
    storage::write(config.cookie(), &record(&config, 1_700_000_000_004), 60, false, "");
    storage::erase(config.cookie());
    assert_eq!(storage::read(config.cookie()).record, None);
    assert_eq!(stored("erased"), "");
}

#[wasm_bindgen_test]
fn a_sweep_is_told_what_goes_and_goes_on_after_a_withdrawal_alone() {
    assert_eq!(run::stale("cookie", "\0_pk_id.1"), "");
    link(&noop(), &no_tags(), &no_sweep());
    run::start(configuration("swept"), "", false);
    assert_eq!(run::stale("cookie", "\0_pk_id.1\0other\0_pk_ses"), "_pk_id.1\0_pk_ses\0");
    assert_eq!(run::stale("localStorage", "\0queue\0kept\0"), "queue\0");
    for action in ["=accept", "=reject", "=accept"] {
        run::act(action, "", &mut Vec::new());
    }
    assert_eq!(run::stale("cookie", "\0_pk_id.1"), "");
    assert_eq!(swept(), "false,false,true,false");
    run::stop();
}

#[wasm_bindgen_test]
fn tokens_become_the_value_they_were_made_of() {
    let tokens = "{3|a|#12|b|[3|true|~|null|c|\"text";
    let list = Value::List(vec![Value::Bool(true), Value::Fraction, Value::Null]);
    let members = vec![
        ("a".to_owned(), Value::Whole(12)),
        ("b".to_owned(), list),
        ("c".to_owned(), Value::Text("text".to_owned())),
    ];
    assert_eq!(value::read(&mut split(tokens, b'|')), Value::Object(members));
}

#[wasm_bindgen_test]
fn tokens_that_end_too_early_become_nulls() {
    assert_eq!(
        value::read(&mut split("[2|\"one", b'|')),
        Value::List(vec![Value::Text("one".to_owned()), Value::Null])
    );
}

#[wasm_bindgen_test]
fn faults_leave_with_their_places_and_none_leave_as_undefined() {
    let fault = Fault { path: "categories[0].id".to_owned(), message: "is missing".to_owned() };
    assert_eq!(value::faults(&[fault]).as_string().as_deref(), Some("categories[0].id\0is missing\0"));
    assert!(value::faults(&[]).is_undefined());
}

#[wasm_bindgen_test]
fn durations_are_written_in_the_visitors_language() {
    assert_eq!(host::span("en", 13.0, "month"), "13 months");
    assert_eq!(host::span("fr", 13.0, "month"), "13\u{a0}mois");
}

#[wasm_bindgen_test]
fn times_are_written_in_the_visitors_language() {
    let noon = 1_763_877_600_000.0;
    assert!(host::span("en", noon, "").starts_with("November 23, 2025"), "{}", host::span("en", noon, ""));
    assert!(host::span("fr", noon, "").starts_with("23 novembre 2025"), "{}", host::span("fr", noon, ""));
    assert!(host::span("no tag", noon, "").starts_with("2025-11-23T"), "a tag that the browser refuses");
}

#[wasm_bindgen_test]
fn ids_are_random_uuids() {
    let (first, second) = (host::random(), host::random());
    assert_ne!(first, second);
    assert_eq!((first.len(), first.as_bytes()[14]), (36, b'4'), "{first}");
}

#[wasm_bindgen_test]
fn a_start_shows_the_banner_and_an_act_closes_it() {
    link(&noop(), &no_tags(), &no_sweep());
    run::start(configuration("surfaces"), "", false);
    assert!(surface("banner"));
    assert!(run::act("=reject", "", &mut Vec::new()));
    assert!(!surface("banner") && surface("reopen"));
    assert_eq!(run::app().map(|app| app.session.decision().granted("matomo")), Some(Some(false)));
    run::stop();
    assert!(!surface("reopen"));
}

#[wasm_bindgen_test]
fn preferences_that_are_open_are_drawn_anew_when_another_tab_has_decided() {
    link(&noop(), &no_tags(), &no_sweep());
    let config = configuration("anew");
    let newer = octoconsent::core::codec::encode(&record(&config, host::now() + 1000));
    run::start(config, "", false);
    run::act("=reject", "", &mut Vec::new());
    run::act("=reopen", "", &mut Vec::new());
    assert_eq!(switched("matomo"), "off");
    switch("matomo");
    run::act("!preferences", "", &mut Vec::new());
    assert_eq!(switched("matomo"), "on", "what the visitor does is left alone");
    switch("matomo");
    store("anew", &newer);
    run::sync();
    assert_eq!(switched("matomo"), "on");
    assert_eq!(run::app().map(|app| app.session.decision().granted("matomo")), Some(Some(true)));
    run::stop();
}

#[wasm_bindgen_test]
fn a_faulty_choice_changes_nothing() {
    link(&noop(), &no_tags(), &no_sweep());
    run::start(configuration("faulty"), "", false);
    let mut faults = Vec::new();
    run::act("!choose", "analytics:1 matomoo:1", &mut faults);
    assert_eq!(faults.len(), 1);
    assert!(surface("banner"));
    run::stop();
}
