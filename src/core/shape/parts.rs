//! The parts of the table: what the objects in a configuration may hold.

use super::super::format::Format;
use super::super::regime::{Heed, PRESET_NAMES, Regime};
use super::{Default, Field, Kind, field, text};

pub(super) const RULE_OF_REGION: &[Field] = &[
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

pub(super) const IMPORT: &[Field] = &[
    field("from", Kind::Choice(BANNERS), Default::Required, "The banner that wrote the record."),
    text("cookie", Format::Token, Default::None, "Name of its cookie, where it is not the banner's usual one."),
    field("delete", Kind::Bool, Default::Bool(false), "Deletes its cookie once the record is taken over."),
];

/// The banners whose record can be taken over.
pub const BANNERS: &str = "vanilla-cookieconsent klaro orejime tarteaucitron cookiehub cookiebot onetrust cookieyes";

pub(in crate::core) const CATEGORY: &[Field] = &[
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
    field("title", Kind::Local(Format::Any), Default::Required, "Heading of the category."),
    field("description", Kind::Local(Format::Any), Default::None, "What the category is for."),
    field(
        "refusal",
        Kind::Local(Format::Any),
        Default::None,
        "What refusing it means for the visitor, such as “Maps are not shown”.",
    ),
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
    field("title", Kind::Local(Format::Any), Default::Required, "Name of the service."),
    text("provider", Format::Any, Default::None, "Company behind the service."),
    field("description", Kind::Local(Format::Any), Default::None, "What the service is for."),
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

pub(in crate::core) const COOKIE: &[Field] = &[
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
    field(
        "party",
        Kind::Choice("first third"),
        Default::None,
        "Who sets it: the site itself (`first`) or another (`third`).",
    ),
    text(
        "path",
        Format::Path,
        Default::None,
        "Path of a cookie that is set for another part of the site. The page's own path and those above it are always tried.",
    ),
    field("description", Kind::Local(Format::Any), Default::None, "What it is for."),
];

pub(super) const ALIAS: &[Field] = &[
    text("name", Format::Any, Default::Required, "The name as it stands in the markup: `C0002`, `Google Analytics`."),
    text("id", Format::Id, Default::Required, "The category or service that it means."),
];

pub(super) const LINK: &[Field] = &[
    field("href", Kind::Local(Format::Url), Default::Required, "Where the link leads."),
    field("text", Kind::Local(Format::Any), Default::Required, "Text of the link."),
];

/// Every position of a banner.
pub(in crate::core) const POSITIONS: &str = "bottom top bottom-right bottom-left top-right top-left center";

pub(super) const PURPOSE: &[Field] = &[
    text("id", Format::Id, Default::Required, "The short name, as it stands under `purposes` of a service."),
    field("title", Kind::Local(Format::Any), Default::Required, "What visitors read."),
];

pub(super) const LOGO: &[Field] = &[
    text(
        "src",
        Format::Endpoint,
        Default::Required,
        "Address of the image. It is shown at most 40 px high and 160 px wide.",
    ),
    text("srcDark", Format::Endpoint, Default::None, "Address of the image where the interface is dark."),
    field(
        "alt",
        Kind::Local(Format::Any),
        Default::None,
        "What it shows, for those who do not see it, and where the image does not come. Without it the image is decoration.",
    ),
];

pub(super) const COLORS: &[Field] = &[
    text("text", Format::Color, Default::None, "Colour of texts."),
    text("background", Format::Color, Default::None, "Colour of what it stands on."),
    text("accent", Format::Color, Default::None, "Switches that are on, and the ring around what has the focus."),
    text(
        "button",
        Format::Color,
        Default::None,
        "The buttons that accept and refuse: both, for one cannot be told apart from the other.",
    ),
    text("buttonText", Format::Color, Default::None, "The text on them."),
];

pub(in crate::core) const PREFERENCES: &[Field] = &[
    field(
        "layout",
        Kind::Choice("dialog panel"),
        Default::Text("dialog"),
        "`dialog` is a card in the middle, `panel` spans one side of the window from top to bottom.",
    ),
    field(
        "position",
        Kind::Choice("end start"),
        Default::Text("end"),
        "Side of a panel: where lines end, or where they start. In languages written from right to left these change places.",
    ),
];

/// The banner's place. Its positions depend on the layout; [`super::config`] checks the pair.
pub(in crate::core) const BANNER: &[Field] = &[
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
    field(
        "blocking",
        Kind::Bool,
        Default::Bool(false),
        "Bars the page until the visitor has chosen: a modal dialog. Accept and refuse stand in it as ever. Several regulators hold that the page must stay usable; ask your counsel.",
    ),
];

pub(in crate::core) const REOPEN: &[Field] = &[
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
    field(
        "label",
        Kind::Choice("icon text both"),
        Default::None,
        "What it shows; its text is read out in any case. Without it a tab shows the text and the others the icon. A triangle has room for the icon only.",
    ),
];

pub(in crate::core) const COOKIE_OF_RECORD: &[Field] = &[
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
