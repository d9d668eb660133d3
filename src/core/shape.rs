//! What a configuration may hold: one table, from which it is checked ([`super::check`]), its defaults are taken, and the JSON Schema and
//! the reference are written. There is no second list of keys, choices or defaults anywhere.

mod parts;

use super::format::Format;
pub use parts::BANNERS;
use parts::{ALIAS, COLORS, IMPORT, LINK, LOGO, PURPOSE, RULE_OF_REGION};
pub(super) use parts::{BANNER, CATEGORY, COOKIE, COOKIE_OF_RECORD, POSITIONS, PREFERENCES, REOPEN};

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number, both ends included.
    Integer(u32, u32),
    /// A string of a format.
    Text(Format),
    /// A text that visitors read, of a format: one string, or one per language.
    Local(Format),
    /// One of these words, spaces between them.
    Choice(&'static str),
    /// A list of these words.
    Choices(&'static str),
    /// A list of strings of a format.
    Texts(Format),
    /// An object with these fields.
    Object(&'static [Field]),
    /// A list of objects with these fields, at least so many. Where no field is required, each object has exactly one.
    List(&'static [Field], usize),
    /// Interface texts: by language, then by the keys of [`super::locale::ENGLISH`].
    Interface,
}

/// What holds where a field is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// Leaving it out is a fault.
    Required,
    /// Nothing.
    None,
    /// This boolean.
    Bool(bool),
    /// This number.
    Integer(u32),
    /// This string.
    Text(&'static str),
}

/// One key of an object in the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What holds where it is left out.
    pub default: Default,
    /// Meaning, unit, effect and the rule behind it, for the schema and the reference. Not shipped.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

const fn field(name: &'static str, kind: Kind, default: Default, doc: &'static str) -> Field {
    #[cfg(target_arch = "wasm32")]
    let _ = doc;
    Field {
        name,
        kind,
        default,
        #[cfg(not(target_arch = "wasm32"))]
        doc,
    }
}

const fn text(name: &'static str, format: Format, default: Default, doc: &'static str) -> Field {
    field(name, Kind::Text(format), default, doc)
}

/// The whole configuration.
pub const CONFIG: &[Field] = &[
    text("$schema", Format::Any, Default::None, "Address of the JSON Schema, for editors. Not read."),
    field(
        "revision",
        Kind::Integer(0, 999_999),
        Default::Integer(0),
        "Number of the question. Raise it to ask every visitor again; a record of another revision grants nothing. New categories, services and purposes ask again by themselves.",
    ),
    text(
        "policyDate",
        Format::Date,
        Default::None,
        "Day from which the site's policy holds, such as `2025-02-01` (UTC). From then on a choice made before it is asked again.",
    ),
    field(
        "policyChanges",
        Kind::Local(Format::Any),
        Default::None,
        "What the policy of that date changed. The banner says so to visitors who chose before it.",
    ),
    field(
        "presets",
        Kind::Bool,
        Default::Bool(false),
        "Applies the rules that come with octoconsent for the regions that have one. Without it, and where no rule fits, the regime is opt-in.",
    ),
    field(
        "regions",
        Kind::List(RULE_OF_REGION, 0),
        Default::None,
        "Rules of your own for regions. They outrank the presets; a subdivision outranks its country, and `*` is for known regions without a rule.",
    ),
    field(
        "childDirected",
        Kind::Bool,
        Default::Bool(false),
        "For pages directed at children: whatever is not necessary is denied, nothing is asked, and there are no switches.",
    ),
    field(
        "doNotTrack",
        Kind::Bool,
        Default::Bool(false),
        "Takes the browser's Do Not Track (`1`) for a signal like Global Privacy Control, which is always read.",
    ),
    text(
        "language",
        Format::Language,
        Default::Text("auto"),
        "Language of the interface, as a BCP 47 tag. `auto` takes the page's `lang`, then the browser's languages, then English. What the visitor has picked outranks it.",
    ),
    field(
        "languages",
        Kind::Texts(Format::Language),
        Default::None,
        "Languages that the site speaks, as BCP 47 tags. The interface takes none but these, and with two or more of them the visitor can pick one. Without it every language that octoconsent comes with is taken, and there is nothing to pick.",
    ),
    text(
        "locales",
        Format::Endpoint,
        Default::None,
        "Folder of the interface texts other than English. Without it `locales/` beside the script, or beside the WebAssembly module where the ES module is used. Nothing is fetched for English, nor for a language that `texts` has whole.",
    ),
    field(
        "theme",
        Kind::Choice("auto light dark"),
        Default::Text("auto"),
        "Colours of the interface. `auto` follows the visitor's system setting.",
    ),
    field(
        "colors",
        Kind::Object(COLORS),
        Default::None,
        "Colours of your own, where the interface is light. What cannot be read on its background is refused (WCAG 2.2, 1.4.3 and 1.4.11).",
    ),
    field("colorsDark", Kind::Object(COLORS), Default::None, "The same where the interface is dark."),
    field("logo", Kind::Object(LOGO), Default::None, "The site's logo, in banner and preferences."),
    field(
        "categories",
        Kind::List(CATEGORY, 1),
        Default::Required,
        "What the visitor decides on, in the order in which it is shown.",
    ),
    field(
        "purposes",
        Kind::List(PURPOSE, 0),
        Default::None,
        "What the short names under `purposes` of services are called. A name without a title is shown as it is.",
    ),
    text(
        "checkedDate",
        Format::Date,
        Default::None,
        "Day on which the list of cookies was last checked, such as `2025-02-01`. The declaration says so.",
    ),
    field(
        "aliases",
        Kind::List(ALIAS, 0),
        Default::None,
        "Other names for categories and services in the page's markup: those of the banner that it was marked for.",
    ),
    field(
        "texts",
        Kind::Interface,
        Default::None,
        "Interface texts by language, then by key. What is left out comes with octoconsent, else it is English.",
    ),
    field(
        "links",
        Kind::List(LINK, 0),
        Default::None,
        "Links shown in banner and preferences: the policy, the imprint.",
    ),
    field("banner", Kind::Object(BANNER), Default::None, "Where and how the banner appears."),
    field("preferences", Kind::Object(PREFERENCES), Default::None, "Where and how the preferences appear."),
    field(
        "reopen",
        Kind::Object(REOPEN),
        Default::None,
        "The button that opens the preferences again once the banner is closed.",
    ),
    field(
        "robots",
        Kind::Choice("ask ignore"),
        Default::Text("ask"),
        "What indexing robots and driven browsers get. `ask`: what every visitor gets. `ignore`: no banner and no reopen button, and nothing optional is granted to them.",
    ),
    field(
        "cookie",
        Kind::Object(COOKIE_OF_RECORD),
        Default::None,
        "The first-party cookie that keeps the record, and the local storage entry of the same name.",
    ),
    field(
        "reload",
        Kind::Bool,
        Default::Bool(false),
        "Loads the page once more after a choice that took back something granted: a script that runs cannot be stopped otherwise.",
    ),
    text(
        "logUrl",
        Format::Endpoint,
        Default::None,
        "Address that is sent each decision as JSON, refusals and withdrawals included. Without it nothing leaves the browser.",
    ),
    text(
        "refreshUrl",
        Format::Path,
        Default::None,
        "Address of the site's own that answers with the record as a cookie (`Set-Cookie`): Safari keeps those that scripts write for 7 days only.",
    ),
    field(
        "siblings",
        Kind::Texts(Format::Host),
        Default::None,
        "Hosts of yours under other domains, `*.example.org` for subdomains. A link to one of them carries the visitor's choice along.",
    ),
    field(
        "import",
        Kind::List(IMPORT, 0),
        Default::None,
        "Banners whose record is taken over from visitors who have none of ours, in this order, once.",
    ),
];

/// What a text is where it is left out.
pub(super) fn default_text(fields: &[Field], name: &str) -> &'static str {
    match default(fields, name) {
        Default::Text(text) => text,
        _ => "",
    }
}

/// What a number is where it is left out.
pub(super) fn default_integer(fields: &[Field], name: &str) -> u32 {
    match default(fields, name) {
        Default::Integer(number) => number,
        _ => 0,
    }
}

fn default(fields: &[Field], name: &str) -> Default {
    fields.iter().find(|field| field.name == name).map_or(Default::None, |field| field.default)
}
