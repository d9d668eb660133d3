//! What a configuration is made of: views of the checked value.

use super::super::duration::Duration;
use super::super::import;
use super::super::shape;
use super::super::text::{collect, join};
use super::super::value::Value;
use super::{cookies, flag, list, local, part, text, texts, whole};

/// What the visitor decides on.
#[derive(Debug, Clone, Copy)]
pub struct Category<'a>(pub(super) &'a Value);

/// A third party or tool.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a>(pub(super) &'a Value);

/// What a service loads though nobody tagged it.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a>(pub(super) &'a Value);

/// A cookie or storage entry that a service keeps, or that is kept for a category.
#[derive(Debug, Clone, Copy)]
pub struct Cookie<'a>(pub(super) &'a Value);

/// The cookie that keeps the record, and the local storage entry of the same name.
#[derive(Debug, Clone, Copy)]
pub struct RecordCookie<'a>(pub(super) &'a Value);

/// A banner whose record is taken over.
#[derive(Debug, Clone, Copy)]
pub struct Predecessor<'a>(pub(super) &'a Value);

/// A rule of the site's own for regions.
#[derive(Debug, Clone, Copy)]
pub struct RegionRule<'a>(pub(super) &'a Value);

impl<'a> Category<'a> {
    /// Name in markup, record and API.
    #[must_use]
    pub fn id(self) -> &'a str {
        text(self.0, &[], "id")
    }

    /// Always granted.
    #[must_use]
    pub fn necessary(self) -> bool {
        flag(self.0, "necessary")
    }

    /// Whether it is on until the visitor objects.
    #[must_use]
    pub fn objectionable(self) -> bool {
        text(self.0, shape::CATEGORY, "basis") != "consent"
    }

    /// `statistics`, `appearance`, `advertising`, `sensitive`, or nothing.
    #[must_use]
    pub fn purpose(self) -> &'a str {
        text(self.0, &[], "use")
    }

    /// Whether it is off before a choice, whatever the regime says.
    #[must_use]
    pub fn off(self) -> bool {
        text(self.0, &[], "default") == "denied"
    }

    /// Heading.
    #[must_use]
    pub fn title(self, language: &str) -> &'a str {
        local(self.0, "title", language).unwrap_or_default()
    }

    /// What it is for.
    #[must_use]
    pub fn description(self, language: &str) -> Option<&'a str> {
        local(self.0, "description", language)
    }

    /// What refusing it means for the visitor.
    #[must_use]
    pub fn refusal(self, language: &str) -> Option<&'a str> {
        local(self.0, "refusal", language)
    }

    /// Its services.
    pub fn services(self) -> impl Iterator<Item = Service<'a>> {
        list(self.0, "services").iter().map(Service)
    }

    /// What is stored for it by no service of its own.
    pub fn cookies(self) -> impl Iterator<Item = Cookie<'a>> {
        cookies(self.0)
    }
}

impl<'a> Service<'a> {
    /// Name in markup, record and API.
    #[must_use]
    pub fn id(self) -> &'a str {
        text(self.0, &[], "id")
    }

    /// Its name.
    #[must_use]
    pub fn title(self, language: &str) -> &'a str {
        local(self.0, "title", language).unwrap_or_default()
    }

    /// Whether that is its name in any language, whatever the case.
    #[must_use]
    pub fn called(self, name: &str) -> bool {
        let title = part(self.0, "title");
        let mut titles = title.members().iter().map(|(_, title)| title).chain([title]);
        titles.any(|title| title.text().is_some_and(|title| title.eq_ignore_ascii_case(name)))
    }

    /// The company behind it, or nothing.
    #[must_use]
    pub fn provider(self) -> &'a str {
        text(self.0, &[], "provider")
    }

    /// What it is for.
    #[must_use]
    pub fn description(self, language: &str) -> Option<&'a str> {
        local(self.0, "description", language)
    }

    /// What it uses data for, as short names.
    pub fn purposes(self) -> impl Iterator<Item = &'a str> {
        texts(self.0, "purposes")
    }

    /// Address of its privacy policy, or nothing.
    #[must_use]
    pub fn policy(self) -> &'a str {
        text(self.0, &[], "policy")
    }

    /// What it stores.
    pub fn cookies(self) -> impl Iterator<Item = Cookie<'a>> {
        cookies(self.0)
    }

    /// What it loads though nobody tagged it.
    pub fn rules(self) -> impl Iterator<Item = Rule<'a>> {
        list(self.0, "autoBlock").iter().map(Rule)
    }
}

impl<'a> Rule<'a> {
    /// Where it is loaded from, or nothing.
    #[must_use]
    pub fn url(self) -> &'a str {
        text(self.0, &[], "url")
    }

    /// What an inline script contains, or nothing.
    #[must_use]
    pub fn inline(self) -> &'a str {
        text(self.0, &[], "inline")
    }
}

impl<'a> Cookie<'a> {
    /// Its name; `*` stands for any characters.
    #[must_use]
    pub fn name(self) -> &'a str {
        text(self.0, &[], "name")
    }

    /// Where it is kept: `cookie`, `localStorage`, `sessionStorage`, `indexedDB` or `cacheStorage`.
    #[must_use]
    pub fn storage(self) -> &'a str {
        text(self.0, shape::COOKIE, "storage")
    }

    /// Who sets it: `first`, `third`, or nothing.
    #[must_use]
    pub fn party(self) -> &'a str {
        text(self.0, &[], "party")
    }

    /// How long.
    #[must_use]
    pub fn duration(self) -> Option<Duration<'a>> {
        Duration::parse(text(self.0, &[], "duration"))
    }

    /// A cookie's path, where it is not the page's own or one above; else nothing.
    #[must_use]
    pub fn path(self) -> &'a str {
        text(self.0, &[], "path")
    }

    /// What it is for.
    #[must_use]
    pub fn description(self, language: &str) -> Option<&'a str> {
        local(self.0, "description", language)
    }
}

impl<'a> RecordCookie<'a> {
    /// Its name, and that of the local storage entry.
    #[must_use]
    pub fn name(self) -> &'a str {
        text(self.0, shape::COOKIE_OF_RECORD, "name")
    }

    /// Domain it is shared on; empty for this host only.
    #[must_use]
    pub fn domain(self) -> &'a str {
        text(self.0, shape::COOKIE_OF_RECORD, "domain")
    }

    /// Its path.
    #[must_use]
    pub fn path(self) -> &'a str {
        text(self.0, shape::COOKIE_OF_RECORD, "path")
    }

    /// Days until the visitor is asked again, where the site says so.
    #[must_use]
    pub fn days(self) -> Option<u32> {
        whole(self.0, "days")
    }

    /// The same after a refusal of everything.
    #[must_use]
    pub fn days_denied(self) -> Option<u32> {
        whole(self.0, "daysDenied")
    }
}

impl<'a> Predecessor<'a> {
    /// The banner.
    #[must_use]
    pub fn from(self) -> &'a str {
        text(self.0, &[], "from")
    }

    /// What its cookies are called ([`import::cookies`]).
    #[must_use]
    pub fn cookies(self) -> &'a str {
        import::cookies(self.from(), text(self.0, &[], "cookie"))
    }

    /// Whether they are deleted once there is a record of ours.
    #[must_use]
    pub fn delete(self) -> bool {
        flag(self.0, "delete")
    }
}

impl<'a> RegionRule<'a> {
    /// Where it holds; `*` for every known region without a rule.
    pub fn regions(self) -> impl Iterator<Item = &'a str> {
        texts(self.0, "in")
    }

    /// The preset it begins with, or nothing.
    #[must_use]
    pub fn preset(self) -> &'a str {
        text(self.0, &[], "preset")
    }

    /// Name of the regime, or nothing.
    #[must_use]
    pub fn regime(self) -> &'a str {
        text(self.0, &[], "regime")
    }

    /// What becomes of a signal, or nothing.
    #[must_use]
    pub fn signal(self) -> &'a str {
        text(self.0, &[], "signal")
    }

    /// The uses that are on until the visitor objects, spaces between them.
    #[must_use]
    pub fn objection(self) -> Option<String> {
        self.0.get("objection").map(|_| join(&collect(&mut texts(self.0, "objection")), " "))
    }

    /// Days until the visitor is asked again.
    #[must_use]
    pub fn days(self) -> Option<u32> {
        whole(self.0, "days")
    }

    /// The same after a refusal of everything.
    #[must_use]
    pub fn days_denied(self) -> Option<u32> {
        whole(self.0, "daysDenied")
    }
}
