//! What a configuration may hold: one table, from which it is checked ([`super::check`]), its defaults are taken, and the JSON Schema and
//! the reference are written. There is no second list of keys, choices or defaults anywhere.

use super::format::Format;
use super::regime::{Heed, PRESET_NAMES, Regime};

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number, both ends included.
    Integer(u32, u32),
    /// A string of a format.
    Text(Format),
    /// A text that visitors read: one string, or one per language.
    Local,
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
        Kind::Local,
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
        "Language of the interface, as a BCP 47 tag. `auto` takes the page's `lang`, then the browser's languages, then English.",
    ),
    field(
        "theme",
        Kind::Choice("auto light dark"),
        Default::Text("auto"),
        "Colours of the interface. `auto` follows the visitor's system setting.",
    ),
    field(
        "categories",
        Kind::List(CATEGORY, 1),
        Default::Required,
        "What the visitor decides on, in the order in which it is shown.",
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
        "Interface texts by language, then by key. What is left out is English.",
    ),
    field(
        "links",
        Kind::List(LINK, 0),
        Default::None,
        "Links shown in banner and preferences: the policy, the imprint.",
    ),
    field("banner", Kind::Object(BANNER), Default::None, "Where and how the banner appears."),
    field(
        "reopen",
        Kind::Object(REOPEN),
        Default::None,
        "The button that opens the preferences again once the banner is closed.",
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

const RULE_OF_REGION: &[Field] = &[
    field(
        "in",
        Kind::Texts(Format::Region),
        Default::Required,
        "Regions (ISO 3166-1 or 3166-2), such as `FR` or `US-CA`; `*` for every known region without a rule.",
    ),
    field(
        "preset",
        Kind::Choice(PRESET_NAMES),
        Default::None,
        "The preset that holds there; what stands beside it replaces parts of it.",
    ),
    field(
        "regime",
        Kind::Choice(Regime::NAMES),
        Default::None,
        "`opt-in`: off until the visitor agrees. `opt-out`: on until the visitor objects. `notice`: on, and the visitor is told. `none`: on, and nothing is shown. Needed without a preset.",
    ),
    field(
        "signal",
        Kind::Choice(Heed::NAMES),
        Default::None,
        "What Global Privacy Control does: `yields` denies advertising until the visitor chooses otherwise, `final` for good, `ignored` nothing, but that it objects to advertising on legitimate interest. Without a preset `yields`.",
    ),
    field(
        "objection",
        Kind::Choices("statistics appearance"),
        Default::None,
        "Uses of categories that are on until the visitor objects, though the regime is opt-in (UK: Data (Use and Access) Act 2025, Schedule A1 of PECR).",
    ),
    field(
        "days",
        Kind::Integer(1, 400),
        Default::None,
        "Days after which a visitor of the region is asked again. Without it those of `cookie`, or else of the preset.",
    ),
    field(
        "daysDenied",
        Kind::Integer(1, 400),
        Default::None,
        "The same after a refusal of everything. Without it `days`.",
    ),
];

const IMPORT: &[Field] = &[
    field("from", Kind::Choice(BANNERS), Default::Required, "The banner that wrote the record."),
    text("cookie", Format::Token, Default::None, "Name of its cookie, where it is not the banner's usual one."),
    field("delete", Kind::Bool, Default::Bool(false), "Deletes its cookie once the record is taken over."),
];

/// The banners whose record can be taken over.
pub const BANNERS: &str = "vanilla-cookieconsent klaro orejime tarteaucitron cookiehub cookiebot onetrust cookieyes";

pub(super) const CATEGORY: &[Field] = &[
    text(
        "id",
        Format::Id,
        Default::Required,
        "Name used in `data-category`, in the record and in the API. Unique among categories and services.",
    ),
    field(
        "necessary",
        Kind::Bool,
        Default::Bool(false),
        "Always granted and cannot be switched off. Only for what the site cannot work without (ePrivacy Directive, Art. 5(3)).",
    ),
    field(
        "default",
        Kind::Choice("denied granted"),
        Default::None,
        "`denied`: off before the visitor chose, whatever the regime says. `granted` is refused: what is on before a choice, the regime of the region says, or an objection (CJEU C-673/17, Planet49).",
    ),
    field(
        "basis",
        Kind::Choice("consent legitimate-interest"),
        Default::Text("consent"),
        "Legal basis. With `legitimate-interest` the category is on until the visitor objects, under every regime; whether you may rely on it is for your counsel to say. Not for what is sensitive.",
    ),
    field(
        "use",
        Kind::Choice("statistics appearance functional advertising sensitive"),
        Default::None,
        "What the rules of regions know it by: `advertising` is what signals deny (sale, sharing, targeted advertising), `sensitive` is never on before the visitor agrees, `statistics` and `appearance` may be on until objected to, `functional` is none of these. Where everything is on before a choice, signals deny what does not say its use.",
    ),
    field("title", Kind::Local, Default::Required, "Heading of the category."),
    field("description", Kind::Local, Default::None, "What the category is for, and what refusing it means."),
    field(
        "services",
        Kind::List(SERVICE, 0),
        Default::None,
        "Third parties and tools of the category. Each has a switch of its own; the category is granted when all of them are.",
    ),
    field(
        "cookies",
        Kind::List(COOKIE, 0),
        Default::None,
        "What is stored for the category by no service of its own. Shown to the visitor, and deleted when the category is denied.",
    ),
];

const SERVICE: &[Field] = &[
    text(
        "id",
        Format::Id,
        Default::Required,
        "Name used in `data-service`, in the record and in the API. Unique among categories and services.",
    ),
    field("title", Kind::Local, Default::Required, "Name of the service."),
    text("provider", Format::Any, Default::None, "Company behind the service."),
    field("description", Kind::Local, Default::None, "What the service is for."),
    field(
        "purposes",
        Kind::Texts(Format::Id),
        Default::None,
        "What the service uses data for, as short names such as `audience-measurement`. A new one asks the visitor again.",
    ),
    text("policy", Format::Url, Default::None, "Address of the service's privacy policy."),
    field(
        "cookies",
        Kind::List(COOKIE, 0),
        Default::None,
        "Everything the service stores. Shown to the visitor, and deleted when the service is denied.",
    ),
    field(
        "autoBlock",
        Kind::List(RULE, 0),
        Default::None,
        "What the service loads though nobody tagged it: held back while the service is denied, and released like a tag. Each rule is either `url` or `inline`.",
    ),
];

const RULE: &[Field] = &[
    text(
        "url",
        Format::Source,
        Default::None,
        "Where it is loaded from: a host, with its subdomains, and the beginning of a path, such as `facebook.com/tr?`. No host: the page's own. `*` stands for any characters, as a host for any host.",
    ),
    text(
        "inline",
        Format::Pattern,
        Default::None,
        "A text that an inline script contains, such as `fbq('init'`. `*` stands for any characters.",
    ),
];

pub(super) const COOKIE: &[Field] = &[
    text(
        "name",
        Format::Pattern,
        Default::Required,
        "Exact name, or a pattern in which `*` stands for any characters: `_pk_id.*`.",
    ),
    field(
        "storage",
        Kind::Choice("cookie localStorage sessionStorage indexedDB cacheStorage"),
        Default::Text("cookie"),
        "Where it is kept. Of `indexedDB` the name is that of the database, of `cacheStorage` that of the cache.",
    ),
    text(
        "duration",
        Format::Duration,
        Default::None,
        "How long it is kept: `session`, `persistent`, or a number and a unit such as `13 months`. Shown in the visitor's language.",
    ),
    text(
        "path",
        Format::Path,
        Default::None,
        "Path of a cookie that is set for another part of the site. The page's own path and those above it are always tried.",
    ),
    field("description", Kind::Local, Default::None, "What it is for."),
];

const ALIAS: &[Field] = &[
    text("name", Format::Any, Default::Required, "The name as it stands in the markup: `C0002`, `Google Analytics`."),
    text("id", Format::Id, Default::Required, "The category or service that it means."),
];

const LINK: &[Field] = &[
    text("href", Format::Url, Default::Required, "Where the link leads."),
    field("text", Kind::Local, Default::Required, "Text of the link."),
];

/// Every position of a banner.
pub(super) const POSITIONS: &str = "bottom top bottom-right bottom-left top-right top-left center";

/// The banner's place. Its positions depend on the layout; [`super::config`] checks the pair.
pub(super) const BANNER: &[Field] = &[
    field(
        "layout",
        Kind::Choice("bar box center"),
        Default::Text("bar"),
        "`bar` spans the window, `box` is a card in a corner, `center` a card in the middle.",
    ),
    field(
        "position",
        Kind::Choice(POSITIONS),
        Default::None,
        "Of a bar: `bottom` (default) or `top`. Of a box: `bottom-right` (default) or another corner.",
    ),
    field(
        "close",
        Kind::Bool,
        Default::Bool(false),
        "Adds a close button. Closing with it is recorded as a refusal (Garante 231/2021).",
    ),
];

pub(super) const REOPEN: &[Field] = &[
    field(
        "shape",
        Kind::Choice("circle triangle tab none"),
        Default::Text("circle"),
        "Shape of the button. With `none`, offer a link of your own (`data-octoconsent-action=\"preferences\"`).",
    ),
    field(
        "corner",
        Kind::Choice("bottom-left bottom-right top-left top-right"),
        Default::Text("bottom-left"),
        "Corner of the window it sits in.",
    ),
];

pub(super) const COOKIE_OF_RECORD: &[Field] = &[
    text("name", Format::Token, Default::Text("octoconsent"), "Name of the cookie and of the local storage entry."),
    text(
        "domain",
        Format::Domain,
        Default::Text(""),
        "Domain that shares the record with its subdomains, such as `example.com`. Empty: this host only.",
    ),
    text("path", Format::Path, Default::Text("/"), "Path of the cookie."),
    field(
        "days",
        Kind::Integer(1, 400),
        Default::None,
        "Days after which the visitor is asked again. Without it those of the region's preset, or else 182: six months as CNIL 2020-092 advises. Browsers cap cookies at 400 days.",
    ),
    field(
        "daysDenied",
        Kind::Integer(1, 400),
        Default::None,
        "The same after a refusal of everything. Without it `days`.",
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
