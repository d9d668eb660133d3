//! The visitor's record in words, to be taken along or erased.

use super::{Markup, Scene};
use crate::browser::host;

impl Scene<'_> {
    /// The record in force, if there is one: what it has on and off, when it was made and how long it holds, where it comes from.
    pub(super) fn record(&self, markup: &mut Markup) {
        let Some(record) = self.session.record() else { return };
        markup
            .template(self, "\x01section;class=record;aria-labelledby=record\x01h3;id=record\x05recordTitle\x04\x01dl");
        let time = |time: u64| host::span(self.language, time as f64, "");
        self.fact(markup, "on", &self.say("granted"));
        self.fact(markup, "off", &self.say("denied"));
        self.fact(markup, "recordDate", &time(record.updated));
        self.fact(markup, "recordUntil", &time(record.expires(&self.session.situation().rule)));
        let source = if record.source == "link" { self.text("link") } else { &record.source };
        self.fact(markup, "recordSource", source);
        self.fact(markup, "recordId", &record.id);
        markup.template(
            self,
            "\x04\x01div;class=buttons\
             \x01button;type=button;part=download;data-do=download\x05download\x04\
             \x01button;type=button;part=erase;data-do=erase\x05erase\x04\x04\x04",
        );
    }
}
