//! What is asked of the page, one step a function: `src/js/host.js`, `surface.js`, `events.js`.

use wasm_bindgen::prelude::*;
use web_sys::Storage;

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    /// Connects the product to the page: it hears of tags, of clicks, of the end of parsing, and of other tabs that change what is
    /// stored under that name.
    pub fn connect(name: &str);
    /// Ends the connection.
    pub fn disconnect();
    /// Lets what may run run: calls back for one after the other.
    pub fn release();
    /// Says how far rules hold what nobody tagged: 0 nothing, 1 until the visitor answers, 2 what the answer denies.
    pub fn guard(level: u32);
    /// Takes released content back.
    pub fn block(element: u32);

    /// The cookies of the page as text.
    #[wasm_bindgen(js_name = readJar)]
    pub fn read_jar() -> String;
    /// Sets or deletes one cookie.
    #[wasm_bindgen(js_name = writeJar)]
    pub fn write_jar(assignment: &str);
    /// Deletes a cookie on every path and domain that this page can see.
    #[wasm_bindgen(js_name = eraseJar)]
    pub fn erase_jar(name: &str);
    /// What another banner's cookies of these names hold, as tokens; or nothing.
    pub fn foreign(names: &str) -> String;
    /// Whether the browser keeps cookies.
    pub fn cookies() -> bool;
    /// The local storage; throws where the browser forbids it.
    #[wasm_bindgen(js_name = localStorage)]
    pub fn local_storage() -> Storage;
    /// Whether the browser allows local storage.
    pub fn allowed() -> bool;
    /// Deletes what [`super::run::stale`] names; with `again`, for as long as the page lives.
    pub fn sweep(again: bool);

    /// Whether the document is parsed.
    pub fn parsed() -> bool;
    /// Whether the page came over https.
    pub fn secure() -> bool;
    /// The languages that the page and the browser name, best first, separated by commas.
    pub fn languages() -> String;
    /// The visitor's region as the site names it, or nothing.
    pub fn region() -> String;
    /// The signals that the browser sends: 1 Global Privacy Control, 2 Do Not Track, 3 both.
    pub fn signals() -> u32;
    /// Whether the visitor says that it is a robot.
    pub fn robot() -> bool;
    /// A random UUID.
    pub fn random() -> String;
    /// A number of units in words; without a unit, the time that is so many milliseconds after 1970; of `date`, its day.
    pub fn span(language: &str, count: f64, unit: &str) -> String;

    /// What stands for a number of partners in a language: `partnersOne`, `partnersFew` ….
    pub fn plural(language: &str, count: u32) -> String;
    /// What a language calls itself.
    pub fn autonym(language: &str) -> String;
    /// Fetches the texts of a language from a folder, or from beside the script; [`super::speech::localise`] hears of them.
    pub fn locale(folder: &str, language: &str);
    /// The language that the visitor has picked, or nothing.
    pub fn picked(name: &str) -> String;
    /// Keeps it.
    pub fn pick(name: &str, language: &str);
    /// Draws placeholders anew.
    pub fn redress();

    /// Loads the page once more, if the visitor has touched it.
    pub fn reload();
    /// Says where the log is, and sends it what waits. `event`: [`crate::core::session::Session::event`], with
    /// [`crate::core::session::Session::logged`]; nothing where nothing happened.
    pub fn log(url: &str, name: &str, event: &str);
    /// Has the site's server set the cookie of that assignment: at once, or once a day.
    pub fn refresh(url: &str, name: &str, assignment: &str, due: bool);
    /// Deletes what is stored besides the record.
    pub fn forget(name: &str);
    /// Tells other tabs that what is stored has changed.
    pub fn tell();
}

#[wasm_bindgen(module = "/src/js/surface.js")]
extern "C" {
    /// Draws a surface from markup. `again`: in the place of the one that is drawn.
    pub fn draw(css: &str, markup: &str, again: bool);
    /// Removes the surface of that part name.
    pub fn erase(part: &str);
    /// Whether there is a body to draw in.
    pub fn drawable() -> bool;
    /// Removes every surface.
    pub fn vanish();
}

#[wasm_bindgen(module = "/src/js/events.js")]
extern "C" {
    /// Tells the page of `ready`, `choice` or `change`, with the state.
    pub fn announce(name: &str);
    /// Says something in the console that is no error.
    pub fn warn(text: &str);
    /// Reports an error, later, with nothing borrowed: the page hears of it.
    pub fn report(code: &str, text: &str);
    /// Says, once, that tags name a category or service that the configuration does not know; `nearest`: one that it knows, or
    /// nothing. Later, with nothing borrowed: the page hears of it.
    pub fn unknown(id: &str, nearest: &str);
}

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}
