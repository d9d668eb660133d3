//! What the interface speaks: its language, and whether the texts of it are there. English is within; those of another language are asked
//! for when something is to be shown (docs/decisions/012-languages.md).

use super::host;
use super::run::{App, app, show};
use crate::core::check::{self, Fault, Path};
use crate::core::config::Config;
use crate::core::format::Format;
use crate::core::locale;
use crate::core::text::{collect, concat, join, split};
use crate::core::value::Value;
use std::cell::RefMut;

/// Whether the texts of the interface's language are there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Not yet, and nothing needed them.
    Absent,
    /// They were asked for.
    Asked,
    /// They are.
    There,
}

/// How it stands at the start.
#[must_use]
pub fn absent(config: &Config, language: &str) -> Texts {
    if config.locale(language).is_some() { Texts::Absent } else { Texts::There }
}

/// Whether the texts of the interface are there; they are asked for where they are not. [`localise`] comes back.
#[must_use]
pub fn spoken() -> bool {
    let wanted = app().and_then(|mut app| {
        let config = app.session.config();
        let wanted = (config.locales().to_owned(), config.locale(&app.language)?);
        if app.texts != Texts::Absent {
            return None;
        }
        app.texts = Texts::Asked;
        Some(wanted)
    });
    if let Some((folder, language)) = wanted {
        host::locale(&folder, language);
    }
    app().is_some_and(|app| app.texts == Texts::There)
}

/// The texts of a locale file are there: an object by keys, or nothing where it cannot be read.
pub fn localise(file: &str, texts: Value) {
    let texts = self::texts(texts);
    let Some(app) = app() else { return };
    let language = app.coming.clone().unwrap_or_else(|| app.language.clone());
    // Another one may have been picked meanwhile.
    if app.session.config().locale(&language) == Some(file) {
        say(app, language, texts);
    }
}

/// What is a text in a locale file.
#[must_use]
pub fn texts(mut file: Value) -> Value {
    if let Value::Object(members) = &mut file {
        members.retain(|(_, text)| text.text().is_some_and(|text| Format::Any.accepts(text)));
    }
    file
}

/// The interface speaks this language from now on, in these texts. The page hears of another one: its own texts may follow.
fn say(mut app: RefMut<'static, App>, language: String, texts: Value) {
    app.session.localise(texts);
    let another = app.language != language;
    (app.language, app.coming, app.texts) = (language, None, Texts::There);
    drop(app);
    show();
    host::redress();
    if another {
        host::announce("language");
    }
}

/// Another language is wanted. `keep`: the visitor has picked it. What is drawn stays as it is until the texts are there.
pub fn speak(tag: &str, keep: bool, faults: &mut Vec<Fault>) {
    let Some(mut app) = app() else { return };
    let config = app.session.config();
    let Some(found) = locale::negotiate(&[tag], &config.languages()).map(str::to_owned) else {
        let offered = config.languages();
        check::fault(&Path::Root, &concat(&["\"", tag, "\" is none of ", &join(&offered, ", ")]), faults);
        return;
    };
    if keep {
        host::pick(config.cookie().name(), &found);
    }
    let wanted = (config.locales().to_owned(), config.locale(&found));
    match wanted {
        _ if found == app.language => app.coming = None,
        (_, None) => say(app, found, Value::Null),
        (folder, Some(file)) => {
            app.coming = Some(found);
            drop(app);
            host::locale(&folder, file);
        }
    }
}

/// The language of the interface: the one that the visitor has picked, else the configured one, the page's, the browser's.
#[must_use]
pub fn language<'a>(config: &'a Config, picked: &str) -> Option<&'a str> {
    let named = host::languages();
    let wanted = collect(&mut [picked, config.language()].into_iter().chain(split(&named, b',')));
    locale::negotiate(&wanted, &config.languages()).or(config.picks().next())
}
