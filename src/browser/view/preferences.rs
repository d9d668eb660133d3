//! The preferences: a modal dialog with a switch per category and per service, and what each service stores.

use super::{ALL, CLOSE, Markup, SIGNAL, Scene};
use crate::browser::host;
use crate::core::config::{Category, Cookie, Service};
use crate::core::duration::Duration;

/// The dialog.
pub fn draw(scene: &Scene<'_>) -> Markup {
    let mut dialog = scene.surface("dialog;part=preferences;class=preferences;aria-labelledby=head");
    dialog.template(scene, "\x01header\x01h2;id=head;tabindex=-1;autofocus=\x05preferencesTitle\x04");
    dialog.template(scene, CLOSE);
    dialog.template(
        scene,
        "\x04\x01div;class=scroll;tabindex=0;role=group;aria-labelledby=head\x01p\x05preferencesText\x04",
    );
    dialog.template(scene, SIGNAL);
    for category in scene.config().categories() {
        dialog.open("section;class=category");
        scene.switch(&mut dialog, category.id(), category.title(scene.language));
        dialog.some("p", category.description(scene.language).unwrap_or_default());
        if scene.session.exempt(category) && scene.session.open() {
            dialog.template(scene, "\x01p\x05objection\x04");
        }
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
    /// What is folded away: what the category itself stores, and its services.
    fn details(&self, markup: &mut Markup, category: Category<'_>) {
        if category.cookies().next().is_none() && category.services().next().is_none() {
            return;
        }
        markup.template(self, "\x01details\x01summary\x05services\x04");
        self.table(markup, category.cookies());
        for service in category.services() {
            self.service(markup, service);
        }
        markup.close();
    }

    fn service(&self, markup: &mut Markup, service: Service<'_>) {
        markup.open("div;class=service");
        self.switch(markup, service.id(), service.title(self.language));
        markup.some("p", service.description(self.language).unwrap_or_default());
        markup.open("p;class=links");
        if !service.provider().is_empty() {
            markup.template(self, "\x01span\x05provider\x04");
            markup.leaf("span", service.provider());
        }
        if !service.policy().is_empty() {
            markup.link(service.policy(), self.text("policy"));
        }
        markup.close();
        self.table(markup, service.cookies());
        markup.close();
    }

    fn table<'b>(&self, markup: &mut Markup, cookies: impl Iterator<Item = Cookie<'b>>) {
        let mut empty = true;
        for cookie in cookies {
            if empty {
                markup.template(
                    self,
                    "\x01table\x01tr\x01th;scope=col\x05cookieName\x04\x01th;scope=col\x05cookieStorage\x04\
                     \x01th;scope=col\x05cookieDuration\x04\x01th;scope=col\x05cookieDescription\x04\x04",
                );
            }
            empty = false;
            self.row(markup, cookie);
        }
        if !empty {
            markup.close();
        }
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

    fn row(&self, markup: &mut Markup, cookie: Cookie<'_>) {
        markup.open("tr");
        markup.open("td");
        markup.leaf("code", cookie.name());
        markup.close();
        markup.leaf("td", self.text(cookie.storage()));
        match cookie.duration() {
            Some(Duration::Span(count, unit)) => markup.leaf("td", &host::span(self.language, count.into(), unit)),
            Some(Duration::Session) => markup.leaf("td", self.text("session")),
            Some(Duration::Persistent) => markup.leaf("td", self.text("persistent")),
            None => markup.leaf("td", ""),
        }
        markup.leaf("td", cookie.description(self.language).unwrap_or_default());
        markup.close();
    }
}
