//! Which rule holds in the visitor's region: what is on before a choice, which signals count, how long an answer holds.
//!
//! A rule of the configuration outranks a preset, the subdivision (`US-CA`) outranks the country, and `*` is for every region
//! that is known and has no rule. An unknown region, and one without a rule, gets the strictest.

use super::check::{self, Fault, Path};
use super::config::Config;
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
    /// Most days that the regulator of the region advises; 400 where there is no such advice (browsers keep no cookie longer).
    pub most: u32,
    /// Fewest days that a refusal has to hold there.
    pub least_denied: u32,
    /// Whether the banner has a close button that refuses.
    pub close: bool,
}

/// The presets, one a line: name; regions; regime; signal; uses that are on until the visitor objects; days of a grant and of a
/// refusal; most days; fewest days of a refusal; `x` for a close button. The first line that fits counts. Sources:
/// `docs/guides/regions.md`, which the tests hold to this table.
pub const PRESETS: &str = "\
france;FR;opt-in;ignored;;182;182;182;0;
italy;IT;opt-in;ignored;;182;182;400;182;x
germany;DE;opt-in;ignored;;182;182;400;0;
spain;ES;opt-in;ignored;;182;182;400;0;
latvia;LV;opt-in;ignored;;182;182;400;0;
eu;AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK;opt-in;ignored;;182;182;400;0;
uk;GB;opt-in;ignored;statistics appearance;182;182;400;0;
switzerland;CH;opt-in;ignored;;182;182;400;0;
california;US-CA;opt-out;yields;;365;365;400;365;
us;US;opt-out;yields;;365;365;400;0;
quebec;CA-QC;opt-in;ignored;;182;182;400;0;
brazil;BR;opt-in;ignored;;182;182;400;0;";

/// The names of the presets.
pub const PRESET_NAMES: &str = "france italy germany spain latvia eu uk switzerland california us quebec brazil";

/// The rule where no other is known: nothing is on, and a signal counts.
const STRICTEST: &str = ";;opt-in;yields;;182;182;400;0;";

/// The rule of `config` for `region`, which is empty where it is unknown.
#[must_use]
pub fn rule(config: &Config, region: &str) -> Rule {
    let country = cut(region, b'-').map_or(region, |(country, _)| country);
    let own = |name: &str| config.rules().find(|rule| rule.regions().any(|code| code == name));
    let known = |name: &str| split(PRESETS, b'\n').find(|line| config.presets() && has(field(line, 1), name));
    let (mut found, mut line) = (None, None);
    if !region.is_empty() {
        found = own(region).or_else(|| own(country));
        line = known(region).or_else(|| known(country));
        if line.is_none() {
            found = found.or_else(|| own("*"));
        }
    }
    if let Some(found) = found {
        line = split(PRESETS, b'\n').find(|line| field(line, 0) == found.preset());
    }
    let mut rule = preset(line.unwrap_or(STRICTEST));
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

fn field(line: &'static str, index: usize) -> &'static str {
    split(line, b';').nth(index).unwrap_or_default()
}

fn preset(line: &'static str) -> Rule {
    let number = |index| whole(field(line, index)).unwrap_or_default() as u32;
    Rule {
        preset: field(line, 0),
        regime: Regime::named(field(line, 2)).unwrap_or(Regime::OptIn),
        signal: Heed::named(field(line, 3)).unwrap_or(Heed::Yields),
        objection: field(line, 4).to_owned(),
        days: number(5),
        days_denied: number(6),
        most: number(7),
        least_denied: number(8),
        close: !field(line, 9).is_empty(),
    }
}

/// The region that a site names, in capitals; empty where it is unknown. Nothing where it is no region (ISO 3166).
#[must_use]
pub fn region(named: &str) -> Option<String> {
    let region = named.to_ascii_uppercase();
    match region.as_str() {
        // `XX` is what servers say that do not know; `UK` is reserved for GB (ISO 3166-1).
        "" | "XX" => Some(String::new()),
        "UK" => Some("GB".to_owned()),
        _ => (Format::Region.accepts(&region) && region != "*").then_some(region),
    }
}

/// What the regulator of the region advises otherwise than the rule has it.
pub fn advise(rule: &Rule, advice: &mut Vec<Fault>) {
    let days = rule.days.max(rule.days_denied);
    if days > rule.most {
        let path = &Path::Member(&Path::Root, "days");
        let (days, most) = (decimal(days.into()), decimal(rule.most.into()));
        let message = [&days, " is more than the ", &most, " that are advised in: ", rule.preset];
        check::fault(path, &concat(&message), advice);
    }
    if rule.days_denied < rule.least_denied {
        let path = &Path::Member(&Path::Root, "daysDenied");
        let (days, least) = (decimal(rule.days_denied.into()), decimal(rule.least_denied.into()));
        let message = [&days, " is less than the ", &least, " for which a refusal has to hold in: ", rule.preset];
        check::fault(path, &concat(&message), advice);
    }
}
