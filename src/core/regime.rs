//! Which rule holds in the visitor's region: what is on before a choice, which signals count, how long an answer holds.
//!
//! A rule of the configuration outranks a preset, the subdivision (`US-CA`) outranks the country, and `*` is for every region
//! that is known and has no rule. An unknown region, and one without a rule, gets the strictest.

use super::check::{self, Fault, Path};
use super::config::{Category, Config};
use super::format::Format;
use super::text::{concat, cut, decimal, has, split, whole};

/// What holds before the visitor chose, the strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regime {
    /// Off until the visitor agrees.
    OptIn,
    /// On until the visitor objects.
    OptOut,
    /// On; the visitor is told, and may object in the preferences.
    Notice,
    /// On, and nothing is shown.
    None,
}

const REGIMES: [Regime; 4] = [Regime::OptIn, Regime::OptOut, Regime::Notice, Regime::None];

impl Regime {
    /// The names, the strictest first.
    pub const NAMES: &str = "opt-in opt-out notice none";

    /// Its name in configuration and records.
    #[must_use]
    pub fn name(self) -> &'static str {
        split(Regime::NAMES, b' ').nth(self as usize).unwrap_or_default()
    }

    /// The regime of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Regime> {
        REGIMES.into_iter().find(|regime| regime.name() == name)
    }
}

/// What the browser says in the visitor's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Global Privacy Control (W3C, <https://w3c.github.io/gpc/>).
    Gpc,
    /// Do Not Track, where the configuration asks for it.
    DoNotTrack,
}

impl Signal {
    /// Its name in records; nothing where there is none.
    #[must_use]
    pub fn name(signal: Option<Signal>) -> &'static str {
        match signal {
            Some(Signal::Gpc) => "gpc",
            Some(Signal::DoNotTrack) => "dnt",
            None => "",
        }
    }

    /// The signal of a name; nothing at the outside where the name is wrong.
    #[must_use]
    pub fn named(name: &str) -> Option<Option<Signal>> {
        [None, Some(Signal::Gpc), Some(Signal::DoNotTrack)].into_iter().find(|signal| Signal::name(*signal) == name)
    }
}

/// What becomes of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heed {
    /// It denies advertising, and a later choice of the visitor may grant it.
    Yields,
    /// It denies advertising, and no choice may grant it.
    Final,
    /// It changes nothing.
    Ignored,
}

impl Heed {
    /// The names, in the order of the variants.
    pub const NAMES: &str = "yields final ignored";

    fn named(name: &str) -> Option<Heed> {
        let at = split(Heed::NAMES, b' ').position(|known| known == name)?;
        [Heed::Yields, Heed::Final, Heed::Ignored].get(at).copied()
    }
}

/// The rule of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The preset it comes from, or nothing.
    pub preset: &'static str,
    /// The regime.
    pub regime: Regime,
    /// What becomes of a signal.
    pub signal: Heed,
    /// The uses of categories that are on until the visitor objects, spaces between them.
    pub objection: String,
    /// Days that a grant holds.
    pub days: u32,
    /// Days that a refusal holds.
    pub days_denied: u32,
    /// Most days that the regulator of the region advises, whatever rule the site chose; 400 where there is no such advice (browsers
    /// keep no cookie longer).
    pub most: u32,
    /// Fewest days that a refusal has to hold there.
    pub least_denied: u32,
    /// Whether the banner has a close button that refuses.
    pub close: bool,
    /// Whether the visitor is a robot that is asked and granted nothing.
    pub robot: bool,
}

impl Rule {
    /// Whether a category is on until the visitor objects, though the regime may be opt-in. What is sensitive never is: that is a
    /// fault of the configuration.
    #[must_use]
    pub fn exempts(&self, category: Category<'_>) -> bool {
        let used = category.purpose();
        category.objectionable() || !used.is_empty() && has(&self.objection, used)
    }

    /// Whether an optional category is on before the visitor chose.
    #[must_use]
    pub fn grants(&self, category: Category<'_>) -> bool {
        let on = self.exempts(category) || self.regime != Regime::OptIn && category.purpose() != "sensitive";
        on && !category.necessary() && !category.off() && !self.robot
    }

    /// The rule for a robot that the site wants to leave alone: the strictest, and nothing is asked. Only a record counts, whatever regime
    /// it is of: that of a tester who has prepared it.
    #[must_use]
    pub fn for_robot(self) -> Rule {
        Rule { regime: Regime::OptIn, robot: true, ..self }
    }
}

/// The presets, one a line: name; regions; regime; signal; uses that are on until the visitor objects; days of a grant and of a
/// refusal; most days; fewest days of a refusal; `x` for a close button, `n` for a notice where there is nothing to ask. The first
/// line that fits counts; `CA-` is a visitor in Canada, nobody knows in which province. Sources: `docs/guides/regions.md`, which the
/// tests hold to this table.
pub const PRESETS: &str = "\
france;FR BL GF GP MF MQ NC PF PM RE TF WF YT;opt-in;ignored;;182;182;182;0;
italy;IT;opt-in;ignored;;182;182;400;182;x
germany;DE;opt-in;ignored;;182;182;400;0;
spain;ES;opt-in;ignored;;182;182;400;0;
latvia;LV;opt-in;ignored;;182;182;400;0;n
eu;AT AX BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK;opt-in;ignored;;182;182;400;0;
uk;GB;opt-in;ignored;statistics appearance;182;182;400;0;
switzerland;CH;opt-in;ignored;;182;182;400;0;
california;US-CA;opt-out;yields;;365;365;400;365;
us;US;opt-out;yields;;365;365;400;0;
quebec;CA-QC CA-;opt-in;ignored;;182;182;400;0;
brazil;BR;opt-in;ignored;;182;182;400;0;";

/// The names of the presets.
pub const PRESET_NAMES: &str = "france italy germany spain latvia eu uk switzerland california us quebec brazil";

/// The rule where no other is known: nothing is on, and a signal counts.
const STRICTEST: &str = ";;opt-in;yields;;182;182;182;0;";

/// The rule of `config` for `region`, which is empty where it is unknown.
#[must_use]
pub fn rule(config: &Config, region: &str) -> Rule {
    let country = cut(region, b'-').map_or_else(|| concat(&[region, "-"]), |(country, _)| country.to_owned());
    let (mut found, mut listed) = (None, None);
    for name in [region, &country, "*"].into_iter().filter(|_| !region.is_empty()) {
        if found.is_none() && (name != "*" || listed.is_none() || !config.presets()) {
            found = config.rules().find(|rule| rule.regions().any(|code| code == name));
        }
        listed = listed.or_else(|| line(1, name));
    }
    let advised = if region.is_empty() { Some(STRICTEST) } else { listed };
    let line = match found {
        Some(found) => line(0, found.preset()),
        None => listed.filter(|_| config.presets()),
    };
    let mut rule = preset(line.unwrap_or(STRICTEST));
    (rule.most, rule.least_denied) = advised.map_or((400, 0), |line| (number(line, 7), number(line, 8)));
    if !config.asks() && line.is_some_and(|line| field(line, 9) == "n") {
        rule.regime = Regime::Notice;
    }
    let cookie = config.cookie();
    if let Some(found) = found {
        rule.regime = Regime::named(found.regime()).unwrap_or(rule.regime);
        rule.signal = Heed::named(found.signal()).unwrap_or(rule.signal);
        rule.objection = found.objection().unwrap_or(rule.objection);
    }
    let (days, denied) = found.map_or((None, None), |found| (found.days(), found.days_denied()));
    rule.days_denied = denied.or(days).or(cookie.days_denied()).or(cookie.days()).unwrap_or(rule.days_denied);
    rule.days = days.or(cookie.days()).unwrap_or(rule.days);
    rule
}

/// The first preset that has that word in a field.
fn line(index: usize, word: &str) -> Option<&'static str> {
    split(PRESETS, b'\n').find(|line| has(field(line, index), word))
}

fn field(line: &'static str, index: usize) -> &'static str {
    split(line, b';').nth(index).unwrap_or_default()
}

fn number(line: &'static str, index: usize) -> u32 {
    whole(field(line, index)).unwrap_or_default() as u32
}

fn preset(line: &'static str) -> Rule {
    Rule {
        preset: field(line, 0),
        regime: Regime::named(field(line, 2)).unwrap_or(Regime::OptIn),
        signal: Heed::named(field(line, 3)).unwrap_or(Heed::Yields),
        objection: field(line, 4).to_owned(),
        days: number(line, 5),
        days_denied: number(line, 6),
        most: 0,
        least_denied: 0,
        close: field(line, 9) == "x",
        robot: false,
    }
}

/// Codes that are no region of ISO 3166-1, though they look like one.
pub const NOWHERE: &str = "UK EU AP XX ZZ";

/// The region that a site names, in capitals; empty where it is unknown. Nothing where it is no region (ISO 3166).
#[must_use]
pub fn region(named: &str) -> Option<String> {
    let region = named.to_ascii_uppercase();
    match region.as_str() {
        // ISO 3166-1 reserves it for GB.
        "UK" => Some("GB".to_owned()),
        // What servers say that do not know the country: `T1` is Tor (Cloudflare), `EU` and `AP` are continents (MaxMind).
        "" | "T1" => Some(String::new()),
        _ if has(NOWHERE, &region) => Some(String::new()),
        _ => (Format::Region.accepts(&region) && region != "*").then_some(region),
    }
}

/// What the regulator of the region advises otherwise than the rule has it. Where the region is unknown it is the strictest.
pub fn advise(rule: &Rule, advice: &mut Vec<Fault>) {
    let mut say = |name, days: u32, than: &str, limit: u32| {
        let message =
            [&decimal(days.into()), than, &decimal(limit.into()), " that are advised for the visitor's region"];
        check::fault(&Path::Member(&Path::Root, name), &concat(&message), advice);
    };
    let most = rule.days.max(rule.days_denied);
    // Where everything is on, the refusal of a part is one.
    let least = if rule.regime == Regime::OptOut { rule.days.min(rule.days_denied) } else { rule.days_denied };
    if most > rule.most {
        say("days", most, " is more than the ", rule.most);
    }
    if least < rule.least_denied {
        say("daysDenied", least, " is less than the ", rule.least_denied);
    }
}
