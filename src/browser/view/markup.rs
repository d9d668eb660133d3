//! A surface as text: elements, attributes and texts, told apart by control characters, which no text of a configuration
//! holds ([`crate::core::format::Format::Any`]). One call hands it over; `build` in `surface.js` makes nodes of it, with
//! `setAttribute` and text nodes only, so nothing in a text is ever read as markup. What only the browser can put into words goes as it is:
//! a call for each of hundreds of durations takes longer than all the rest.

use super::Scene;
use crate::core::text::{cut, decimal, split};

/// A surface as text.
#[derive(Default)]
pub struct Markup(String);

impl Markup {
    /// Begins an element: its name and attributes, `section;class=category`.
    pub fn open(&mut self, element: &str) {
        self.push("\u{1}", element);
    }

    /// Ends the element.
    pub fn close(&mut self) {
        self.push("\u{4}", "");
    }

    /// Gives the element an attribute.
    pub fn set(&mut self, name: &str, value: &str) {
        self.push("\u{2}", name);
        self.push("=", value);
    }

    /// Gives the element an attribute, if it has a value. A name that begins with `--` is a property of its style.
    pub fn some_set(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.set(name, value);
        }
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.push("\u{3}", text);
    }

    /// Adds an element that holds only a text.
    pub fn leaf(&mut self, element: &str, text: &str) {
        self.open(element);
        self.text(text);
        self.close();
    }

    /// Adds a cell that holds a number of units, to be put into words where the cell is made.
    pub fn span(&mut self, count: u32, unit: &str) {
        self.open("td");
        self.push("\u{5}", &decimal(count.into()));
        self.push(" ", unit);
        self.close();
    }

    /// Adds markup written out: `\x01` begins an element, `\x04` ends it, `\x05` stands before the key of a text.
    pub fn template(&mut self, scene: &Scene<'_>, template: &str) {
        for (index, part) in split(template, 5).enumerate() {
            let (key, rest) =
                if index == 0 { ("", part) } else { part.split_at(cut(part, 4).map_or(0, |(key, _)| key.len())) };
            if index > 0 {
                self.text(&scene.say(key));
            }
            self.0.push_str(rest);
        }
    }

    /// Adds an element that holds only a text, if there is a text.
    pub fn some(&mut self, element: &str, text: &str) {
        if !text.is_empty() {
            self.leaf(element, text);
        }
    }

    /// Adds a link.
    pub fn link(&mut self, href: &str, text: &str) {
        self.open("a");
        self.set("href", href);
        self.text(text);
        self.close();
    }

    /// All of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn push(&mut self, mark: &str, text: &str) {
        self.0.push_str(mark);
        self.0.push_str(text);
    }
}
