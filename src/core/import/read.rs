use super::super::format::Format;
use super::super::text::{consists, cut, fits, has, split, whole};
use super::{Import, Said};

/// What lines say, a letter before those that say the same.
const LINES: &str = "\
xanswered\x01false implicit\x01true implict\x01true method\x01'implied' stamp\x01'-1' AwaitingReconsent\x01true interactionCount\x010 action\x01no action\x01 consent\x01
aanswered\x01true action\x01yes
cintType\x011 iType\x011 consent\x01no hosts\x02*\x010
iconsentId\x01* consent_uuid\x01* token\x01* consentid\x01*
tlastConsentTimestamp\x01* last_consent_update\x01* timestamp\x01* utc\x01* OptanonAlertBoxClosed\x01*
-consent\x01yes lastRenewedDate\x01* services\x02*\x01[ services\x01[ vendors\x01[
ygenVendors\x02*\x010
zgenVendors\x02*\x011
lcategories\x01[ level\x01[
ncategories\x02id\x01*
vcategories\x02value\x01*
gcategories\x01* level\x01*
eallAllowed\x01true
pservices\x02*\x01*
uservices\x01* vendors\x01*
snecessary\x01* preferences\x01* statistics\x01* marketing\x01* groups\x02*\x01*";

/// CookieHub's categories, by their numbers.
const NUMBERS: &str = " necessary preferences analytics marketing other";

/// Reads what `foreign` in `src/js/import.js` found of the banner `from`. Nothing where it is broken, no answer, or not known in this
/// shape.
#[must_use]
pub fn read<'a>(from: &str, text: &'a str) -> Option<Import<'a>> {
    let mut import = Import::default();
    let (mut seen, mut name) = (0_u32, "");
    let otherwise = if has("klaro orejime tarteaucitron cookieyes", from) { b'q' } else { b'-' };
    for line in split(text, 0) {
        let (key, value) = cut(line, 1)?;
        let (_, part) = cut(key, 2).unwrap_or(("", key));
        let word = value.strip_prefix('"').unwrap_or(value);
        let role = role(line).unwrap_or(otherwise);
        seen |= 1 << (role & 31);
        match role {
            b'x' => return None,
            b'i' => import.id = Some(word).filter(|id| Format::Id.accepts(id)),
            b't' => import.time = Some(whole(word)?),
            b'n' => name = word,
            b'v' => import.state(name, value)?,
            b'g' => import.say(number(value).unwrap_or(word), "", true)?,
            b'p' => import.say(word, part, true)?,
            b's' => import.state(part, value)?,
            b'q' => import.state(key, value)?,
            _ => {}
        }
    }
    let saw = |role: u8| seen & 1 << (role & 31) != 0;
    let all = saw(b'e');
    if all {
        for name in split(NUMBERS, b' ').skip(1) {
            import.say(name, "", true)?;
        }
    }
    import.complete = saw(b'l') && !saw(b'v') && !all;
    if saw(b'c') || saw(b'y') && saw(b'z') {
        import.answers.retain(|said| !said.granted);
    }
    let fits = (import.complete || !import.answers.is_empty())
        && (saw(b'a') || !has("cookiehub cookieyes", from))
        && (import.time.is_some() || from != "onetrust")
        && (all || !saw(b'u') || import.answers.is_empty());
    fits.then_some(import)
}

fn number(value: &str) -> Option<&'static str> {
    split(NUMBERS, b' ').nth(whole(value.strip_prefix('#')?)? as usize)
}

fn role(line: &str) -> Option<u8> {
    for lines in split(LINES, b'\n') {
        if split(lines.get(1..)?, b' ').any(|pattern| fits(pattern, line, false)) {
            return lines.as_bytes().first().copied();
        }
    }
    None
}

impl<'a> Import<'a> {
    fn state(&mut self, name: &'a str, value: &str) -> Option<()> {
        let granted = has("true yes 1", value);
        self.say(name, "", granted).filter(|()| granted || has("false no 0", value))
    }

    /// Takes down one name. Nothing where it was said differently before.
    fn say(&mut self, name: &'a str, within: &'a str, granted: bool) -> Option<()> {
        for before in &self.answers {
            if before.name == name && before.granted != granted {
                return None;
            }
        }
        self.answers.push(Said { name, within, granted });
        consists(name, |byte| byte >= b' ').then_some(())
    }
}
