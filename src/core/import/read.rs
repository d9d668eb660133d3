use super::super::format::Format;
use super::super::text::{collect, fits, has, split, whole};

/// What lines say that begin so: a letter before those that say the same.
const LINES: &str = "\
xanswered\t\tfalse\t implicit\t\ttrue\t implict\t\ttrue\t method\t\t'implied'\t stamp\t\t'-1'\t AwaitingReconsent\t\ttrue\t interactionCount\t\t0\t action\t\tno\t action\t\t\t consent\t\t\t
aanswered\t\ttrue\t action\t\tyes\t
cintType\t\t1\t iType\t\t1\t consent\t\tno\t hosts\t*\t0\t
iconsentId\t consent_uuid\t token\t consentid\t
tlastConsentTimestamp\t last_consent_update\t timestamp\t utc\t OptanonAlertBoxClosed\t
lcategories\t\t[ level\t\t[
-consent\t\tyes\t lastRenewedDate\t services\t*\t[ vendors\t\t[
ygenVendors\t*\t0\t
zgenVendors\t*\t1\t
gcategories\t\t level\t\t
eallAllowed\t\ttrue\t
fallAllowed\t\tfalse\t
uservices\t\t vendors\t
pservices\t
snecessary\t\t preferences\t\t statistics\t\t marketing\t\t groups\t categories\t";

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
    for line in split(text, b'\n') {
        let (role, _, _, value, _) = import.line(line)?;
        let word = value.strip_prefix('"').unwrap_or(value);
        seen |= 1 << (role & 31);
        match role {
            b'i' => import.id = Some(word).filter(|id| Format::Id.accepts(id)),
            b't' => import.time = Some(whole(word)?),
            b'g' if value.starts_with('#') != (from == "cookiehub") => return None,
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
        split(self.text, b'\n').filter_map(move |line| {
            let (role, name, part, value, like) = self.line(line)?;
            let word = value.strip_prefix('"').unwrap_or(value);
            let granted = role != b's' || has("true yes 1", value);
            let (name, within) = match role {
                b'g' => (word, ""),
                b'p' => (word, part),
                b's' if part.is_empty() => (name, ""),
                b's' => (part, ""),
                _ => return None,
            };
            (self.sure || !granted).then_some(Said { name, within, like, granted })
        })
    }

    fn line(self, line: &'a str) -> Option<(u8, &'a str, &'a str, &'a str, &'a str)> {
        let [name, part, value, like] = collect(&mut split(line, b'\t'))[..] else { return None };
        let mut role = match has("klaro orejime tarteaucitron cookieyes", self.from) {
            true if part.is_empty() => b's',
            true => b'x',
            _ => b'-',
        };
        for lines in split(LINES, b'\n') {
            let (letter, lines) = lines.split_at(1);
            if split(lines, b' ').any(|pattern| fits(pattern, line, true)) {
                role = letter.as_bytes()[0];
                break;
            }
        }
        Some((role, name, part, value, like))
    }
}
