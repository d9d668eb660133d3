//! The configuration and what it means: [`read`] checks a [`Value`], and the rest are views of the checked one. Copying it
//! into structs of its own would cost the module about 6 KB (`docs/decisions/002-configuration.md`).

mod across;
mod views;

use super::check::{self, Fault, Path};
use super::date;
use super::hash;
use super::locale;
use super::shape::{self, Field};
use super::text::{collect, split};
use super::value::Value;
pub use views::{Category, Cookie, Predecessor, RecordCookie, RegionRule, Rule, Service};

/// A configuration without faults.
#[derive(Debug, Clone, PartialEq)]
pub struct Config(Value, Value);

/// Reads a configuration. Where it is wrong there is none, and `faults` holds all that is wrong with it, each with its
/// path.
#[must_use]
pub fn read(value: Value, faults: &mut Vec<Fault>) -> Option<Config> {
    check::check(&value, shape::CONFIG, &Path::Root, faults);
    let config = Config(value, Value::Null);
    across::check(&config, faults);
    faults.is_empty().then_some(config)
}

impl Config {
    /// Number of the question.
    #[must_use]
    pub fn revision(&self) -> u32 {
        integer(&self.0, shape::CONFIG, "revision")
    }

    /// Language of the interface, or `auto`.
    #[must_use]
    pub fn language(&self) -> &str {
        text(&self.0, shape::CONFIG, "language")
    }

    /// Languages that the visitor can pick from; nothing where there is nothing to pick.
    pub fn picks(&self) -> impl Iterator<Item = &str> {
        texts(&self.0, "languages")
    }

    /// Folder of the locale files, or nothing: beside the script.
    #[must_use]
    pub fn locales(&self) -> &str {
        text(&self.0, &[], "locales")
    }

    /// Takes the texts of a locale file in use: an object by keys. `Null`: English.
    pub fn localise(&mut self, texts: Value) {
        self.1 = texts;
    }

    /// The locale file that has something to add in this language; none for English, nor where `texts` has all of it.
    #[must_use]
    pub fn locale(&self, language: &str) -> Option<&'static str> {
        let own = part(part(&self.0, "texts"), language);
        let missing = locale::english_keys().any(|key| own.get(key).is_none());
        missing.then(|| locale::negotiate(&[language], &locale::shipped())).flatten()
    }

    /// A colour of the site's own (`colors`, or `colorsDark`), or nothing.
    #[must_use]
    pub fn color(&self, dark: bool, name: &str) -> &str {
        text(part(&self.0, if dark { "colorsDark" } else { "colors" }), &[], name)
    }

    /// The site's logo: address, that of its dark version, and what it shows.
    #[must_use]
    pub fn logo<'a>(&'a self, language: &str) -> Option<(&'a str, &'a str, &'a str)> {
        let logo = self.0.get("logo")?;
        Some((text(logo, &[], "src"), text(logo, &[], "srcDark"), local(logo, "alt", language).unwrap_or_default()))
    }

    /// What a short name of a purpose is called.
    #[must_use]
    pub fn purpose<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        let named = list(&self.0, "purposes").iter().find(|purpose| text(purpose, &[], "id") == id);
        named.and_then(|purpose| local(purpose, "title", language)).unwrap_or(id)
    }

    /// Day on which the list of cookies was last checked, in milliseconds since 1970 (UTC).
    #[must_use]
    pub fn checked(&self) -> Option<u64> {
        date::start_of(text(&self.0, &[], "checkedDate"))
    }

    /// Whether robots are shown and granted nothing.
    #[must_use]
    pub fn ignores_robots(&self) -> bool {
        text(&self.0, shape::CONFIG, "robots") != "ask"
    }

    /// `auto`, `light` or `dark`.
    #[must_use]
    pub fn theme(&self) -> &str {
        text(&self.0, shape::CONFIG, "theme")
    }

    /// What the visitor decides on.
    pub fn categories(&self) -> impl Iterator<Item = Category<'_>> {
        list(&self.0, "categories").iter().map(Category)
    }

    /// Links shown in banner and preferences: address and text.
    pub fn links<'a>(&'a self, language: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let link = move |link| {
            (local(link, "href", language).unwrap_or_default(), local(link, "text", language).unwrap_or_default())
        };
        list(&self.0, "links").iter().map(link)
    }

    /// `bar`, `box` or `center`.
    #[must_use]
    pub fn layout(&self) -> &str {
        text(part(&self.0, "banner"), shape::BANNER, "layout")
    }

    /// Where the banner sits.
    #[must_use]
    pub fn position(&self) -> &str {
        match text(part(&self.0, "banner"), &[], "position") {
            "" => split(positions(self.layout()), b' ').next().unwrap_or_default(),
            position => position,
        }
    }

    /// Whether the banner has a close button.
    #[must_use]
    pub fn close(&self) -> bool {
        flag(part(&self.0, "banner"), "close")
    }

    /// Whether the banner bars the page.
    #[must_use]
    pub fn blocking(&self) -> bool {
        flag(part(&self.0, "banner"), "blocking")
    }

    /// `dialog`, or the side of a panel: `start` or `end`.
    #[must_use]
    pub fn side(&self) -> &str {
        let preferences = part(&self.0, "preferences");
        match text(preferences, shape::PREFERENCES, "layout") {
            "panel" => text(preferences, shape::PREFERENCES, "position"),
            layout => layout,
        }
    }

    /// What the reopen button shows: `icon`, `text` or `both`.
    #[must_use]
    pub fn label(&self) -> &str {
        match text(part(&self.0, "reopen"), &[], "label") {
            "" if self.shape() == "tab" => "text",
            "" => "icon",
            label => label,
        }
    }

    /// Shape of the reopen button, or `none`.
    #[must_use]
    pub fn shape(&self) -> &str {
        text(part(&self.0, "reopen"), shape::REOPEN, "shape")
    }

    /// Corner of the reopen button.
    #[must_use]
    pub fn corner(&self) -> &str {
        text(part(&self.0, "reopen"), shape::REOPEN, "corner")
    }

    /// The cookie that keeps the record.
    #[must_use]
    pub fn cookie(&self) -> RecordCookie<'_> {
        RecordCookie(part(&self.0, "cookie"))
    }

    /// The interface text of `key` in `language`, else in English.
    #[must_use]
    pub fn text(&self, key: &str, language: &str) -> &str {
        let own = part(part(&self.0, "texts"), language).get(key).and_then(Value::text);
        own.or_else(|| self.1.get(key)?.text()).or_else(|| locale::english(key)).unwrap_or_default()
    }

    /// The languages that the interface may take: those of `languages`, else those under `texts` and all that come with the product.
    #[must_use]
    pub fn languages(&self) -> Vec<&str> {
        let own = part(&self.0, "texts").members().iter().map(|(tag, _)| tag.as_str());
        match collect(&mut self.picks()) {
            picks if !picks.is_empty() => picks,
            _ => collect(&mut own.chain(locale::shipped()).chain(["en"])),
        }
    }

    /// What `name` means in the page's markup, where `aliases` says so.
    #[must_use]
    pub fn alias(&self, name: &str) -> Option<&str> {
        let alias = list(&self.0, "aliases").iter().find(|alias| text(alias, &[], "name") == name)?;
        Some(text(alias, &[], "id"))
    }

    /// Whether `id` is a category or service.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.categories().any(|category| category.id() == id || category.services().any(|service| service.id() == id))
    }

    /// Whether to load the page once more after a withdrawal.
    #[must_use]
    pub fn reload(&self) -> bool {
        flag(&self.0, "reload")
    }

    /// Whether there is anything to ask: a category that is not necessary.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.categories().any(|category| !category.necessary())
    }

    /// Whether the rules that come with octoconsent apply.
    #[must_use]
    pub fn presets(&self) -> bool {
        flag(&self.0, "presets")
    }

    /// The site's own rules for regions.
    pub fn rules(&self) -> impl Iterator<Item = RegionRule<'_>> {
        list(&self.0, "regions").iter().map(RegionRule)
    }

    /// Whether the pages are directed at children.
    #[must_use]
    pub fn child_directed(&self) -> bool {
        flag(&self.0, "childDirected")
    }

    /// Whether Do Not Track is a signal.
    #[must_use]
    pub fn do_not_track(&self) -> bool {
        flag(&self.0, "doNotTrack")
    }

    /// When the policy came into force, in milliseconds since 1970 (UTC).
    #[must_use]
    pub fn policy_date(&self) -> Option<u64> {
        date::start_of(text(&self.0, &[], "policyDate"))
    }

    /// What the policy of that date changed.
    #[must_use]
    pub fn policy_changes(&self, language: &str) -> Option<&str> {
        local(&self.0, "policyChanges", language)
    }

    /// Address that is sent each decision, or nothing.
    #[must_use]
    pub fn log_url(&self) -> &str {
        text(&self.0, &[], "logUrl")
    }

    /// Address that sets the record as a cookie, or nothing.
    #[must_use]
    pub fn refresh_url(&self) -> &str {
        text(&self.0, &[], "refreshUrl")
    }

    /// Hosts of the site's own to which links carry the choice.
    pub fn siblings(&self) -> impl Iterator<Item = &str> {
        texts(&self.0, "siblings")
    }

    /// Banners whose record is taken over, the first that has one.
    pub fn imports(&self) -> impl Iterator<Item = Predecessor<'_>> {
        list(&self.0, "import").iter().map(Predecessor)
    }

    /// Eight digits that stand for what is asked and in which words: the categories, the texts, the links.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let parts = ["categories", "texts", "links", "policyChanges"];
        hash::hex(parts.iter().fold(hash::START, |hash, name| hash::add_value(hash, part(&self.0, name))))
    }
}

/// The positions that a layout can take, the default first.
fn positions(layout: &str) -> &'static str {
    match layout {
        "box" => "bottom-right bottom-left top-right top-left",
        "center" => "center",
        "bar" => "bottom top",
        _ => "",
    }
}

fn part<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    part(value, name).items()
}

/// The cookies of a category or service.
fn cookies(owner: &Value) -> impl Iterator<Item = Cookie<'_>> {
    list(owner, "cookies").iter().map(Cookie)
}

/// Booleans are off unless given: the table has no other default for one (a test of the schema holds that).
fn flag(value: &Value, name: &str) -> bool {
    matches!(part(value, name), Value::Bool(true))
}

/// A text, or its default in the table.
fn text<'a>(value: &'a Value, fields: &[Field], name: &str) -> &'a str {
    part(value, name).text().unwrap_or_else(|| shape::default_text(fields, name))
}

fn integer(value: &Value, fields: &[Field], name: &str) -> u32 {
    whole(value, name).unwrap_or_else(|| shape::default_integer(fields, name))
}

fn whole(value: &Value, name: &str) -> Option<u32> {
    match part(value, name) {
        Value::Whole(number) => Some(*number),
        _ => None,
    }
}

/// The texts of a list of texts.
fn texts<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a str> {
    list(value, name).iter().filter_map(Value::text)
}

/// A text that visitors read, in `language`: of the same tag or language, else English, else the first.
fn local<'a>(value: &'a Value, name: &str, language: &str) -> Option<&'a str> {
    let by_language = value.get(name)?;
    let members = by_language.members();
    let tags = collect(&mut members.iter().map(|(tag, _)| tag.as_str()));
    match locale::negotiate(&[language, "en"], &tags) {
        Some(tag) => part(by_language, tag).text(),
        None => members.first().map_or(by_language, |(_, text)| text).text(),
    }
}
