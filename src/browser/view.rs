//! What the visitor sees: the banner, the preferences, the reopen button and placeholders, each as markup that `host.js` draws.

mod banner;
mod markup;
mod placeholder;
mod preferences;
mod record;

use super::host;
use crate::core::config::Config;
use crate::core::locale;
use crate::core::placeholder::title;
use crate::core::session::{Session, Surface};
use crate::core::text::join;
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
}

/// One surface to draw or to remove.
pub enum Stroke {
    /// Draw this markup.
    Draw(Markup),
    /// Remove the surface of this part name.
    Erase(&'static str),
}

impl Stroke {
    /// Does it.
    pub fn draw(&self) {
        match self {
            Stroke::Draw(markup) => host::draw(STYLE, markup.as_str()),
            Stroke::Erase(part) => host::erase(part),
        }
    }
}

impl View {
    /// What has to be drawn and removed so that the page shows what the session says. The banner stays behind the
    /// preferences while there is no answer: they lead back to it, and the focus to the button that opened them. What another
    /// tab has changed is drawn anew.
    pub fn strokes(&mut self, session: &Session, language: &str) -> Vec<Stroke> {
        let scene = Scene { session, language };
        let preferences = session.surface() == Surface::Preferences;
        let banner = session.surface() == Surface::Banner || preferences && session.unanswered();
        let reopen = !banner && session.config().shape() != "none";
        let anew = self.turn != session.turn();
        self.turn = session.turn();
        let mut strokes = Vec::new();
        if change(&mut self.banner, banner, anew, "banner", &mut strokes) {
            strokes.push(Stroke::Draw(banner::draw(&scene)));
        }
        if change(&mut self.reopen, reopen, anew, "reopen", &mut strokes) {
            strokes.push(Stroke::Draw(banner::reopen(&scene)));
        }
        if change(&mut self.preferences, preferences, anew, "preferences", &mut strokes) {
            strokes.push(Stroke::Draw(preferences::draw(&scene)));
        }
        strokes
    }
}

/// The placeholder of blocked content of these names, and the style sheet, a NUL between them; nothing where it is nobody's.
#[must_use]
pub fn placeholder(session: &Session, language: &str, names: (&str, &str, String)) -> Option<String> {
    let scene = Scene { session, language };
    let title = title(session.config(), language, names.0, names.1)?;
    Some(join(&[placeholder::draw(&scene, title, &names.2).as_str(), STYLE], "\0"))
}

/// Whether a surface has to be drawn; one that is not wanted any more, or has to be drawn anew, is erased.
fn change(drawn: &mut bool, wanted: bool, anew: bool, part: &'static str, strokes: &mut Vec<Stroke>) -> bool {
    let keep = *drawn && wanted && !anew;
    if *drawn && !keep {
        strokes.push(Stroke::Erase(part));
    }
    *drawn = wanted;
    wanted && !keep
}

/// The close button: a cross, drawn by the style sheet, that is read as its text.
const CLOSE: &str = "\x01button;type=button;part=close;class=close;data-do=close\x01span\x05close\x04\x04";

/// The buttons that refuse and grant everything.
const ALL: &str = "\x01button;type=button;part=reject;class=main;data-do=reject\x05rejectAll\x04\
    \x01button;type=button;part=accept;class=main;data-do=accept\x05acceptAll\x04";

/// What the browser's signal does here.
const SIGNAL: &str = "\x01p;class=signal\x05signalText\x04";

/// What the surfaces are drawn from.
pub struct Scene<'a> {
    session: &'a Session,
    language: &'a str,
}

impl<'a> Scene<'a> {
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
        markup
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
