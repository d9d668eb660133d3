//! What `src/js/api.js` calls: the exported functions.

use crate::browser::{gate, run, speech, value, view};
use crate::core::decision::Decision;
use crate::core::prepared::{self, Visitor};
use crate::core::record::Method;
use crate::core::regime::Signal;
use crate::core::rules::{self, Subject};
use crate::core::session::{Command, Moment, Session, Situation};
use crate::core::text::{collect, decimal, join, split};
use crate::core::{codec, config, locale, regime};
use wasm_bindgen::prelude::*;

#[global_allocator]
#[allow(unsafe_code)]
// SAFETY: WebAssembly without threads has one.
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

/// Starts with a configuration, as tokens ([`value::read`]), and behind it what a link has brought; `asleep`: only holds until
/// [`wake`]. Gives its faults, or nothing.
#[wasm_bindgen]
pub fn start(configuration: &str, asleep: bool) -> JsValue {
    let (mut faults, mut tokens) = (Vec::new(), split(configuration, 0));
    if let Some(config) = config::read(value::read(&mut tokens), &mut faults) {
        run::start(config, tokens.next().unwrap_or_default(), asleep);
    }
    value::faults(&faults)
}

/// The visitor sees the page.
#[wasm_bindgen]
pub fn wake() {
    run::wake();
}

/// A tag was found ([`gate::found`]).
#[wasm_bindgen]
pub fn found(element: u32, at: u32, facts: &str) {
    gate::found(element, at, facts);
}

/// The next tag that may run, or 0. `parsed`: whether the document is.
#[wasm_bindgen]
pub fn next(parsed: bool) -> u32 {
    gate::step(|gate| gate.next(parsed).unwrap_or(0))
}

/// A tag whose file may be fetched ahead of its turn, or 0.
#[wasm_bindgen]
pub fn ahead() -> u32 {
    gate::step(|gate| gate.ahead().unwrap_or(0))
}

/// A released script has loaded or failed, or the page took a tag away. Whether others waited for it.
#[wasm_bindgen]
pub fn settled(element: u32, lost: bool) -> bool {
    gate::step(|gate| if lost { gate.lost(&element) } else { gate.settled(&element) })
}

/// The placeholder of blocked content, and the style sheet ([`view::placeholder`]). Undefined where there is none.
#[wasm_bindgen]
pub fn placeholder(element: u32) -> JsValue {
    if !speech::spoken() {
        return JsValue::UNDEFINED;
    }
    let Some(app) = run::app() else { return JsValue::UNDEFINED };
    let names = app.gate.names(&element);
    let text = names.and_then(|names| view::placeholder(&app.session, &app.language, names));
    text.map_or(JsValue::UNDEFINED, |text| JsValue::from_str(&text))
}

/// The declaration of what runs, as markup, with headings of `level` and below ([`view::declaration`]); undefined while it cannot be
/// said.
#[wasm_bindgen]
pub fn declaration(level: u32) -> JsValue {
    let app = if speech::spoken() { run::app() } else { None };
    let text = app.map(|app| view::declaration(&app.session, &app.language, level, true));
    text.map_or(JsValue::UNDEFINED, |text| JsValue::from_str(&text))
}

/// The declaration of a configuration, for every visitor. Behind its tokens: the texts of a locale file, and the language that is
/// wanted. Gives the file that has more texts in that language, a NUL, and the markup; or the configuration's faults.
#[wasm_bindgen]
pub fn listing(level: u32, tokens: &str) -> JsValue {
    let (mut faults, mut tokens) = (Vec::new(), split(tokens, 0));
    let Some(config) = config::read(value::read(&mut tokens), &mut faults) else { return value::faults(&faults) };
    let rule = regime::rule(&config, "");
    let mut session = Session::asleep(config, Situation { region: String::new(), rule, signal: None });
    session.localise(speech::texts(value::read(&mut tokens)));
    let config = session.config();
    let wanted = tokens.next().unwrap_or_default();
    let language = locale::negotiate(&[wanted], &config.languages()).or(config.picks().next()).unwrap_or("en");
    let file = config.locale(language).unwrap_or_default();
    JsValue::from_str(&join(&[file, &view::declaration(&session, language, level, false)], "\0"))
}

/// The record of a visitor who has answered, and the cookie's assignment, a NUL between them ([`prepared::prepare`]); or faults. Behind the
/// configuration's tokens: region, `gpc`, `s` for https, language, id, what the visitor does, and choices.
#[wasm_bindgen(js_name = prepared)]
pub fn answered(now: f64, tokens: &str) -> JsValue {
    let (mut faults, mut tokens) = (Vec::new(), split(tokens, 0));
    let Some(config) = config::read(value::read(&mut tokens), &mut faults) else { return value::faults(&faults) };
    let mut fact = || tokens.next().unwrap_or_default();
    let visitor = Visitor { region: fact(), signals: fact() == "gpc", secure: fact() == "s" };
    let (language, id, action) = (fact(), fact(), fact());
    let (command, method) = match action {
        "accept-all" => (Command::AcceptAll, Method::AcceptAll),
        "reject-all" => (Command::RejectAll, Method::RejectAll),
        "selection" => (Command::Choose(run::read_choices(fact())), Method::Selection),
        _ => (Command::ShowBanner, Method::Api),
    };
    match prepared::prepare(config, visitor, command, Moment { now: now as u64, id, language, method }) {
        Ok((text, assignment)) => JsValue::from_str(&join(&[&text, &assignment], "\0")),
        Err(faults) => value::faults(&faults),
    }
}

/// Hands out blocked content for this once. Whether it was blocked.
#[wasm_bindgen]
pub fn once(element: u32) -> bool {
    gate::step(|gate| gate.once(&element))
}

/// The service that holds an address (`kind` 1; 2 of the page's own host) or the text of an inline script (0); nothing where
/// none does.
#[wasm_bindgen]
pub fn rule(kind: u32, text: &str) -> String {
    let subject = match kind {
        0 => Subject::Inline(text),
        1 => Subject::Address(text),
        _ => Subject::Own(text),
    };
    let Some(app) = run::sleeper() else { return String::new() };
    let holder = rules::holder(app.session.config(), app.session.decision(), Some(subject));
    holder.unwrap_or_default().to_owned()
}

/// What goes along with a link ([`run::along`]).
#[wasm_bindgen]
pub fn along(ends: &str) -> JsValue {
    run::along(ends).map_or(JsValue::UNDEFINED, |payload| JsValue::from_str(&payload))
}

/// The texts of a locale file are there, as tokens ([`speech::localise`]).
#[wasm_bindgen]
pub fn localise(file: &str, texts: &str) {
    speech::localise(file, value::read(&mut split(texts, 0)));
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

/// What is stored may have changed ([`run::sync`]).
#[wasm_bindgen]
pub fn sync() {
    run::sync();
}

/// The state, one a line: the decision in force, the record in force and the decision in it, the ids that the latest decision
/// changed, regime, region, signal that is honoured, why the visitor is asked, the time at which the record expires, the record for
/// the log, the categories that wait for no consent, and the language of the interface. [`codec`](crate::core::codec) writes decisions and records; `stateOf` in `src/js/api.js` makes objects of them.
/// Undefined before the start.
#[wasm_bindgen]
pub fn state() -> JsValue {
    let Some(app) = run::app() else { return JsValue::UNDEFINED };
    let session = &app.session;
    let Situation { region, rule, .. } = session.situation();
    let record = session.record();
    let mut exempt = Vec::new();
    for category in session.config().categories() {
        if session.exempt(category) {
            exempt.push(category.id());
        }
    }
    let mut text = codec::encode_decision(session.decision());
    line(&mut text, record.map(codec::encode));
    line(
        &mut text,
        record.map(|record| codec::encode_decision(&Decision::restored(session.config(), &record.decision))),
    );
    line(&mut text, Some(join(&collect(&mut session.changed().iter().map(String::as_str)), " ")));
    line(&mut text, Some(rule.regime.name().to_owned()));
    line(&mut text, Some(region.clone()));
    line(&mut text, Some(Signal::name(session.honoured()).to_owned()));
    line(&mut text, session.reason().map(|reason| reason.name().to_owned()));
    line(&mut text, record.map(|record| decimal(record.expires(rule))));
    line(&mut text, session.logged().map(codec::encode));
    line(&mut text, Some(join(&exempt, " ")));
    line(&mut text, Some(app.language.clone()));
    JsValue::from_str(&text)
}

#[inline(never)]
fn line(text: &mut String, line: Option<String>) {
    text.push('\n');
    text.push_str(&line.unwrap_or_default());
}
