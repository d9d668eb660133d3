use super::super::format::Format;
use super::super::text::{cut, fits, has, split, whole};

/// What lines say, a letter before those that say the same.
const LINES: &str = "\
xanswered\x01false\x01* implicit\x01true\x01* implict\x01true\x01* method\x01'implied'\x01* stamp\x01'-1'\x01* AwaitingReconsent\x01true\x01* interactionCount\x010\x01* action\x01no\x01* action\x01\x01* consent\x01\x01*
aanswered\x01true\x01* action\x01yes\x01*
cintType\x011\x01* iType\x011\x01* consent\x01no\x01* hosts\x02*\x010\x01*
iconsentId\x01* consent_uuid\x01* token\x01* consentid\x01*
tlastConsentTimestamp\x01* last_consent_update\x01* timestamp\x01* utc\x01* OptanonAlertBoxClosed\x01*
-consent\x01yes\x01* lastRenewedDate\x01* services\x02*\x01[\x01* services\x01[\x01* vendors\x01[\x01*
ygenVendors\x02*\x010\x01*
zgenVendors\x02*\x011\x01*
lcategories\x01[\x01* level\x01[\x01*
gcategories\x01* level\x01*
eallAllowed\x01true\x01*
fallAllowed\x01false\x01*
pservices\x02*\x01*
uservices\x01* vendors\x01*
snecessary\x01* preferences\x01* statistics\x01* marketing\x01* groups\x02*\x01* categories\x02*\x02value\x01*";

/// What another banner wrote down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Import<'a> {
    /// The banner.
    pub from: &'a str,
    /// Its id of the answer, if it can be one of ours.
    pub id: Option<&'a str>,
    /// When the visitor answered, in milliseconds since 1970 (UTC), where it says so.
    pub time: Option<u64>,
    /// What is to be taken of what it does not name: it names only what was granted, or everything was. Else that is open.
    pub rest: Option<bool>,
    /// Whether the visitor granted what it grants. Else only what it denies counts.
    sure: bool,
    /// What it says, line by line.
    text: &'a str,
}

/// What is said of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Its category or service.
    pub name: &'a str,
    /// The category of a service, where the banner names some apart: the others were not granted.
    pub within: &'a str,
    /// The name with its like ([`super::super::alias::categories`]).
    pub like: &'a str,
    /// Granted or denied.
    pub granted: bool,
}

/// Reads what `foreign` in `src/js/import.js` found of the banner `from`. Nothing where it is broken, no answer, or not known in this
/// shape.
#[must_use]
pub fn read<'a>(from: &'a str, text: &'a str) -> Option<Import<'a>> {
    let mut import = Import { from, id: None, time: None, rest: None, sure: true, text };
    let mut seen = 0_u32;
    for line in split(text, 0) {
        let (_, value, _) = fields(line)?;
        let word = value.strip_prefix('"').unwrap_or(value);
        let role = role(from, line);
        seen |= 1 << (role & 31);
        match role {
            b'i' => import.id = Some(word).filter(|id| Format::Id.accepts(id)),
            b't' => import.time = Some(whole(word)?),
            b's' if !has("true yes 1 false no 0", value) => return None,
            b'x' => return None,
            _ => {}
        }
    }
    let saw = |role: u8| seen & 1 << (role & 31) != 0;
    if saw(b'e') || saw(b'l') && (saw(b'f') || from != "cookiehub") {
        import.rest = Some(saw(b'e'));
    }
    import.sure = !(saw(b'c') || saw(b'y') && saw(b'z'));
    let fits = (saw(b'l') || saw(b's'))
        && (saw(b'a') || !has("cookiehub cookieyes", from))
        && (import.time.is_some() || from != "onetrust")
        && (saw(b'e') || !saw(b'u') || !saw(b'g'));
    fits.then_some(import)
}

impl<'a> Import<'a> {
    /// What it says of names.
    pub fn answers(self) -> impl Iterator<Item = Said<'a>> {
        split(self.text, 0).filter_map(move |line| self.says(line))
    }

    fn says(self, line: &'a str) -> Option<Said<'a>> {
        let (key, value, like) = fields(line)?;
        let (_, rest) = cut(key, 2).unwrap_or(("", key));
        let (part, _) = cut(rest, 2).unwrap_or((rest, ""));
        let role = role(self.from, line);
        let granted = role != b's' || has("true yes 1", value);
        let word = value.strip_prefix('"').unwrap_or(value);
        let (name, within) = match role {
            b'g' => (word, ""),
            b'p' => (word, part),
            b's' => (part, ""),
            _ => return None,
        };
        (self.sure || !granted).then_some(Said { name, within, like, granted })
    }
}

fn fields(line: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = cut(line, 1)?;
    let (value, like) = cut(rest, 1)?;
    Some((key, value, like))
}

fn role(from: &str, line: &str) -> u8 {
    for lines in split(LINES, b'\n') {
        let (role, lines) = lines.split_at(1);
        if split(lines, b' ').any(|pattern| fits(pattern, line, false)) {
            return role.as_bytes()[0];
        }
    }
    match has("klaro orejime tarteaucitron cookieyes", from) {
        true if cut(line, 2).is_none() => b's',
        true => b'x',
        _ => b'-',
    }
}
