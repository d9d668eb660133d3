//! What the visitor sees: the banner, the preferences, the reopen button and placeholders, each as markup that `surface.js` draws.

mod banner;
mod declaration;
mod list;
mod markup;
mod placeholder;
mod preferences;
mod record;

use super::host;
use crate::core::config::Config;
use crate::core::contrast;
use crate::core::locale;
use crate::core::placeholder::title;
use crate::core::session::{Session, Surface};
use crate::core::text::{concat, decimal, join};
use crate::core::words;
use markup::Markup;

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// Which surfaces are drawn.
#[derive(Default)]
pub struct View {
    banner: bool,
    preferences: bool,
    reopen: bool,
    /// [`Session::turn`] when they were.
    turn: u32,
    /// The language they were drawn in.
    language: String,
}

/// Banner, preferences and reopen button: which are to be seen. The banner stays behind the preferences while there is no answer: they
/// lead back to it, and the focus to the button that opened them.
fn wanted(session: &Session) -> [bool; 3] {
    let preferences = session.surface() == Surface::Preferences;
    let banner = session.surface() == Surface::Banner || preferences && session.unanswered();
    [banner, preferences, !banner && session.reopens()]
}

/// One surface to draw or to remove.
pub enum Stroke {
    /// Draw this markup. True: in another language, in the place of what is drawn.
    Draw(Markup, bool),
    /// Remove the surface of this part name.
    Erase(&'static str),
}

impl Stroke {
    /// Does it.
    pub fn draw(&self) {
        match self {
            Stroke::Draw(markup, again) => host::draw(STYLE, markup.as_str(), *again),
            Stroke::Erase(part) => host::erase(part),
        }
    }
}

impl View {
    /// Whether anything is to be seen.
    #[must_use]
    pub fn shows(session: &Session) -> bool {
        wanted(session).contains(&true)
    }

    /// What has to be drawn and removed so that the page shows what the session says. What another tab has changed is drawn anew.
    pub fn strokes(&mut self, session: &Session, language: &str) -> Vec<Stroke> {
        let scene = Scene::new(session, language);
        let [banner, preferences, reopen] = wanted(session);
        let anew = self.turn != session.turn();
        let again = !anew && self.language != language;
        self.turn = session.turn();
        self.language = language.to_owned();
        let mut strokes = Vec::new();
        let mut surface = |drawn: &mut bool, wanted: bool, part: &'static str, draw: fn(&Scene<'_>) -> Markup| {
            if *drawn && (anew || !wanted) {
                strokes.push(Stroke::Erase(part));
            }
            if wanted && (!*drawn || anew || again) {
                strokes.push(Stroke::Draw(draw(&scene), *drawn && again));
            }
            *drawn = wanted;
        };
        surface(&mut self.banner, banner, "banner", banner::draw);
        surface(&mut self.reopen, reopen, "reopen", banner::reopen);
        surface(&mut self.preferences, preferences, "preferences", preferences::draw);
        strokes
    }
}

/// The placeholder of blocked content of these names, and the style sheet, a NUL between them; nothing where it is nobody's.
#[must_use]
pub fn placeholder(session: &Session, language: &str, names: (&str, &str, String)) -> Option<String> {
    let scene = Scene::new(session, language);
    let title = title(session.config(), language, names.0, names.1)?;
    Some(join(&[placeholder::draw(&scene, title, &names.2).as_str(), STYLE], "\0"))
}

/// The declaration, with headings of `level` and below; `live`: it says what is chosen, and has buttons to change that.
#[must_use]
pub fn declaration(session: &Session, language: &str, level: u32, live: bool) -> String {
    declaration::draw(&Scene::new(session, language), level, live).as_str().to_owned()
}

/// The close button: a cross, drawn by the style sheet, that is read as its text.
const CLOSE: &str = "\x01button;type=button;part=close;class=close;data-do=close\x01span\x05close\x04\x04";

/// The buttons that refuse and grant everything. One part name, so that no style sheet of the page can tell them apart.
const ALL: &str = "\x01button;type=button;part=answer;class=main;data-do=reject\x05rejectAll\x04\
    \x01button;type=button;part=answer;class=main;data-do=accept\x05acceptAll\x04";

/// What the browser's signal does here.
const SIGNAL: &str = "\x01p;class=signal\x05signalText\x04";

/// What the surfaces are drawn from.
pub struct Scene<'a> {
    session: &'a Session,
    language: &'a str,
}

impl<'a> Scene<'a> {
    fn new(session: &'a Session, language: &'a str) -> Self {
        Scene { session, language }
    }

    fn config(&self) -> &'a Config {
        self.session.config()
    }

    fn text(&self, key: &str) -> &'a str {
        self.config().text(key, self.language)
    }

    /// What is to be said at a key now ([`words::text`]).
    fn say(&self, key: &str) -> String {
        words::text(self.session, self.language, key)
    }

    /// The outermost element of a surface, with language, direction and theme.
    fn surface(&self, element: &str) -> Markup {
        let mut markup = Markup::default();
        markup.open(element);
        markup.set("lang", self.language);
        markup.set("dir", if locale::right_to_left(self.language) { "rtl" } else { "ltr" });
        markup.set("data-theme", self.config().theme());
        for (dark, prefix) in [(false, "--l-"), (true, "--d-")] {
            for name in contrast::NAMES {
                markup.some_set(&concat(&[prefix, name]), self.config().color(dark, name));
            }
            if contrast::tight(self.config(), dark) {
                markup.set(&concat(&[prefix, "tight"]), "var(--ink)");
                markup.set(&concat(&[prefix, "shade"]), "var(--paper)");
            }
        }
        markup
    }

    /// The site's logo, if it has one: where the interface is dark the dark one.
    fn logo(&self, markup: &mut Markup) {
        let Some((src, dark, alt)) = self.config().logo(self.language) else { return };
        let theme = self.config().theme();
        markup.open("picture");
        if theme == "auto" && !dark.is_empty() {
            markup.open("source;media=(prefers-color-scheme:dark)");
            markup.set("srcset", dark);
            markup.close();
        }
        markup.open("img");
        markup.set("src", if theme == "dark" && !dark.is_empty() { dark } else { src });
        markup.set("alt", alt);
        markup.close();
        markup.close();
    }

    /// What the visitor picks a language with, where the site names several.
    fn languages(&self, markup: &mut Markup) {
        if self.config().picks().nth(1).is_none() {
            return;
        }
        markup.template(self, "\x01label;class=language\x01span\x05language\x04\x01select;part=language");
        for tag in self.config().picks() {
            markup.open("option");
            markup.set("value", tag);
            markup.set("lang", tag);
            if tag == self.language {
                markup.set("selected", "");
            }
            markup.text(&host::autonym(tag));
            markup.close();
        }
        markup.template(self, "\x04\x04");
    }

    /// How many services there are that are optional, in words.
    fn partners(&self, markup: &mut Markup) {
        let optional = self.config().categories().filter(|category| !category.necessary());
        let count = optional.map(|category| category.services().count()).sum::<usize>();
        if count > 0 {
            let named = self.text(&host::plural(self.language, count as u32));
            let text = if named.is_empty() { self.text("partnersOther") } else { named };
            markup.leaf("p", &locale::fill(text, "count", &decimal(count as u64)));
        }
    }

    /// Links to the policy, the imprint.
    fn links(&self, markup: &mut Markup) {
        markup.open("p;class=links");
        for (href, text) in self.config().links(self.language) {
            markup.link(href, text);
        }
        markup.close();
    }
}
