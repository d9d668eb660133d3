//! The preferences: a modal dialog with a switch per category and per service, and what each service stores.

use super::{ALL, CLOSE, Markup, SIGNAL, Scene};
use crate::core::config::Category;
use crate::core::text::{concat, decimal};

/// The dialog.
pub fn draw(scene: &Scene<'_>) -> Markup {
    let mut dialog = scene.surface("dialog;part=preferences;class=preferences;aria-labelledby=head");
    dialog.set("data-side", scene.config().side());
    dialog.open("header");
    scene.logo(&mut dialog);
    dialog.template(scene, "\x01h2;id=head;tabindex=-1;autofocus=\x05preferencesTitle\x04");
    dialog.template(scene, CLOSE);
    dialog.template(
        scene,
        "\x04\x01div;class=scroll;tabindex=0;role=group;aria-labelledby=head\x01p\x05preferencesText\x04",
    );
    dialog.template(scene, SIGNAL);
    for category in scene.config().categories() {
        dialog.open("section;class=category");
        scene.switch(&mut dialog, category.id(), category.title(scene.language));
        if scene.session.exempt(category) && scene.session.open() {
            dialog.template(scene, "\x01p\x05objection\x04");
        }
        scene.category(&mut dialog, category);
        scene.details(&mut dialog, category);
        dialog.close();
    }
    scene.record(&mut dialog);
    scene.languages(&mut dialog);
    scene.links(&mut dialog);
    dialog.close();
    if scene.session.open() {
        dialog.open("footer;class=buttons");
        dialog.template(scene, ALL);
        dialog.template(scene, "\x01button;type=button;part=save;data-do=save\x05save\x04\x04");
    }
    dialog
}

impl Scene<'_> {
    /// What is folded away: what the category itself stores, and its services. The fold says how many.
    fn details(&self, markup: &mut Markup, category: Category<'_>) {
        let (cookies, count) = (category.cookies().collect::<Vec<_>>(), category.services().count());
        if cookies.is_empty() && count == 0 {
            return;
        }
        markup.template(self, "\x01details\x01summary");
        markup.text(self.text("services"));
        if count > 0 {
            markup.text(&concat(&[" (", &decimal(count as u64), ")"]));
        }
        markup.close();
        self.table(markup, category.title(self.language), &cookies);
        for service in category.services() {
            markup.open("div;class=service");
            self.switch(markup, service.id(), service.title(self.language));
            self.service(markup, service);
            markup.close();
        }
        markup.close();
    }

    /// A switch in a label. One that no choice can turn is locked and says why; where none can be turned there is none.
    fn switch(&self, markup: &mut Markup, id: &str, title: &str) {
        let Some(answer) = self.session.decision().answer(id) else { return };
        markup.open("label");
        markup.leaf("span", title);
        let open = self.session.open();
        match (answer.necessary, answer.barred) {
            (true, _) => markup.template(self, "\x01small\x05alwaysOn\x04"),
            (_, true) if open => markup.template(self, "\x01small\x05signalTitle\x04"),
            (_, true) => markup.template(self, "\x01small\x05off\x04"),
            _ => {}
        }
        if open {
            markup.open("input;type=checkbox;role=switch");
            markup.set("data-id", id);
            if answer.necessary || answer.barred {
                markup.set("disabled", "");
            }
            if answer.granted {
                markup.set("checked", "");
            }
            markup.close();
        }
        markup.close();
    }
}
