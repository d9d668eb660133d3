//! The declaration: all that the site stores, in the page itself, as the visitor has chosen it. Its classes are in
//! `docs/guides/declaration.md`; no list of content blockers hides them.

use super::{Markup, Scene};
use crate::browser::host;
use crate::core::config::Category;
use crate::core::locale::{self, fill};
use crate::core::text::{concat, decimal};
use crate::core::words;

/// The declaration; the titles of categories are headings of `level`, those of services are one below. `live`: it says what is
/// chosen, and has buttons to change that. Else it holds for every visitor.
pub fn draw(scene: &Scene<'_>, level: u32, live: bool) -> Markup {
    let config = scene.config();
    let mut list = Markup::default();
    list.open("div;class=octo-declaration");
    list.set("lang", scene.language);
    list.set("dir", if locale::right_to_left(scene.language) { "rtl" } else { "ltr" });
    list.open("div;class=octo-choice");
    if live {
        scene.choice(&mut list);
    }
    list.close();
    if let Some(day) = config.checked() {
        let date = host::span(scene.language, day as f64, "date");
        list.leaf("p;class=octo-checked", &fill(scene.text("checked"), "date", &date));
    }
    list.template(scene, "\x01p;class=octo-note\x05vary\x04");
    for category in config.categories() {
        list.open("section;class=octo-category");
        scene.head(
            &mut list,
            level,
            (category.id(), category.title(scene.language)),
            live.then(|| scene.part(category)),
        );
        scene.category(&mut list, category);
        scene.table(&mut list, category.title(scene.language), &category.cookies().collect::<Vec<_>>());
        for service in category.services() {
            list.open("section;class=octo-service");
            let named = (service.id(), service.title(scene.language));
            scene.head(&mut list, level + 1, named, live.then(String::new));
            scene.service(&mut list, service);
            list.close();
        }
        list.close();
    }
    list
}

impl Scene<'_> {
    /// What is chosen, told to screen readers when it changes, and what to change it with.
    fn choice(&self, list: &mut Markup) {
        list.open("div;role=status");
        if self.session.record().is_some() {
            list.open("dl");
            self.fact(list, "on", &self.say("granted"));
            self.fact(list, "off", &self.say("denied"));
            list.close();
        } else if self.session.unanswered() {
            list.leaf("p", self.text("undecided"));
        }
        list.template(self, "\x04\x01p;class=octo-buttons");
        if self.session.open() {
            list.template(self, "\x01button;type=button;data-octoconsent-action=preferences\x05change\x04");
        }
        if self.session.record().is_some() && self.session.decision().grants() {
            list.template(self, "\x01button;type=button;data-octoconsent-action=withdraw\x05withdraw\x04");
        }
        list.close();
    }

    /// How many of its services a category has on, ` (1/2)`; nothing where it is all or none.
    fn part(&self, category: Category<'_>) -> String {
        let (mut on, mut all) = (0, 0);
        for service in category.services() {
            all += 1;
            on += u64::from(self.session.decision().granted(service.id()) == Some(true));
        }
        if on == 0 || on == all { String::new() } else { concat(&[" (", &decimal(on), "/", &decimal(all), ")"]) }
    }

    /// Names a category or service in a heading. `part`: it also says how that stands, and how much of it.
    fn head(&self, list: &mut Markup, level: u32, (id, title): (&str, &str), part: Option<String>) {
        let heading = concat(&["h", &decimal(level.into())]);
        list.set("data-id", id);
        let Some(part) = part else { return list.leaf(&heading, title) };
        let state = if part.is_empty() { words::state(self.session, id) } else { "on" };
        list.set("data-state", if part.is_empty() { state } else { "some" });
        list.open(&heading);
        list.text(title);
        list.text(" – ");
        list.open("small");
        list.text(self.text(state));
        list.text(&part);
        list.close();
        list.close();
    }
}
