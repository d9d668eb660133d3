//! What another banner wrote down of an answer, from its cookies, taken apart. Whatever is not exactly as that banner writes one is
//! none. Closing a banner grants nothing, though some write it down like an answer: of those only what is denied counts.
//!
//! | banner | cookie, decoded | no answer |
//! |---|---|---|
//! | vanilla-cookieconsent 2, 3 [1] | object: `categories`, up to 2.8.0 `level`, lists what is granted; `services` what of each | |
//! | klaro [2], orejime 2, 3 [3] | object: a boolean for every service or purpose | |
//! | tarteaucitron [4] | `!gtag=true!youtube=false` | `wait` |
//! | CookieHub [5] | object: `categories` lists the numbers of what is granted; old ones objects, with `value` | not `answered`; `implicit` |
//! | Cookiebot [6] | `{stamp:'…',necessary:true,…,method:'explicit',utc:1750423015309}` | `-1`; `0`; `implied` |
//! | OneTrust [7] | two: `groups=C0001:1,C0002:0` and more; the time | one of them missing; `AwaitingReconsent` |
//! | CookieYes [8] | `consentid:…,consent:yes,action:yes,necessary:yes,functional:no` | no `action` |
//!
//! Read in the banners' own sources, documentation and cookies, November 2026:
//! 1. `src/cookieconsent.js` (tags v2.0 to v2.9.2), `src/utils/cookies.js` and `src/core/api.js` (v3.1.0) in
//!    <https://github.com/orestbida/cookieconsent>. A granted category may have services that are not.
//! 2. `src/consent-manager.js` (v0.7.22) in <https://github.com/kiprotect/klaro>
//! 3. `src/consent-manager.js` (v2.2.1), `src/core/CookieConsentsRepository.ts` (branch v3) in
//!    <https://github.com/empreinte-digitale/orejime>, and the npm package 3.2.1
//! 4. `tarteaucitron.js`, `addService` and `cookie.create`, in <https://github.com/AmauriC/tarteaucitron.js> (1.34.0)
//! 5. <https://support.cookiehub.com/article/284-cookies-used-by-cookiehub>,
//!    <https://support.cookiehub.com/article/46-what-is-stored-in-the-cookiehub-cookie> (old), and how `template.tpl` reads both in
//!    <https://github.com/cookiehub-com/gtm-template-cookiehub>
//! 6. <https://www.cookiebot.com/en/developer/>, `CookiebotAPI.md` in <https://github.com/CybotAS/CookiebotWP>
//! 7. <https://my.onetrust.com/articles/en_US/Knowledge/UUID-2dc719a8-4be5-8d16-1dc8-c7b4147b88e0>; numbers of `intType`: the
//!    enumeration with `BannerCloseButton` in their `otBannerSdk.js`
//! 8. their `script.js` and `banner.js` (`_ckySetInStore`, `_ckySetInitialState`), <https://www.cookieyes.com/>

use super::super::format::Format;
use super::super::text::{collect, fits, has, split, whole};

/// What lines say, by how they begin; the first that fits. A letter before those that say the same:
/// - `x` there is no answer, or none of the visitor's own; `a` and `k` there is one (of those banners that say so);
/// - `c` what is granted is not sure: the banner was closed (OneTrust's 1), or hosts were switched off one by one; `y` and `z` together
///   too: general vendors, but all are off where the site does not use them;
/// - `i` an id; `t` a time; `-` nothing;
/// - `l` a list of what is granted begins, `g` an item; `e` everything is, `f` not everything; `p` a service of a category;
///   `u` services or vendors, of which nobody knows the category;
/// - `s` the state of a name. So are all other lines of klaro, orejime, tarteaucitron and CookieYes.
const LINES: &str = "\
xanswered\t\tfalse\t implicit\t\ttrue\t implict\t\ttrue\t method\t\t'implied'\t stamp\t\t'-1'\t AwaitingReconsent\t\ttrue\t interactionCount\t\t0\t action\t\tno\t action\t\t\t consent\t\t\t
aanswered\t\ttrue\t action\t\tyes\t
cintType\t\t1\t iType\t\t1\t consent\t\tno\t hosts\t*\t0\t
iconsentId\t consent_uuid\t token\t consentid\t
tlastConsentTimestamp\t last_consent_update\t timestamp\t utc\t OptanonAlertBoxClosed\t
lcategories\t\t[ level\t\t[
kconsent\t\tyes\t
-lastRenewedDate\t services\t*\t[ vendors\t\t[
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
    /// What is granted or denied that it does not name: where it names only what was granted, or says that everything was. Else that is
    /// open.
    pub rest: Option<bool>,
    /// Whether the visitor granted what it grants. Else only what it denies counts.
    sure: bool,
    /// Whether it names services apart.
    parts: bool,
    lines: &'a str,
}

/// What is said of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Its category or service.
    pub name: &'a str,
    /// The category of a service, where the banner names some apart: the others were not granted.
    pub within: &'a str,
    /// The name of the category with its like ([`super::super::alias::categories`]).
    pub like: &'a str,
    /// Granted or denied.
    pub granted: bool,
}

/// A line: its letter, a name and one within it, the value, and the name with its like.
type Line<'a> = (u8, &'a str, &'a str, &'a str, &'a str);

/// Reads the lines that `foreign` in `src/js/import.js` makes of the cookies of the banner `from`. Nothing where they are broken, no
/// answer, or not of this shape.
#[must_use]
pub fn read<'a>(from: &'a str, lines: &'a str) -> Option<Import<'a>> {
    let mut import = Import { from, id: None, time: None, rest: None, sure: true, parts: false, lines };
    let states = match from {
        "onetrust" => "1 0",
        "cookieyes" => "yes no",
        _ => "true false",
    };
    let mut seen = 0_u32;
    for line in split(lines, b'\n') {
        let (letter, _, _, value, _) = import.line(line)?;
        let word = value.strip_prefix('"').unwrap_or(value);
        seen |= 1 << (letter & 31);
        match letter {
            b'i' => import.id = Some(word).filter(|id| Format::Id.accepts(id)),
            b't' => import.time = Some(whole(word)?),
            b's' if !has(states, value) => return None,
            b'g' | b'p' if !value.starts_with(if from == "cookiehub" { '#' } else { '"' }) => return None,
            b'x' => return None,
            _ => {}
        }
    }
    let saw = |letter: u8| seen & 1 << (letter & 31) != 0;
    if saw(b'e') || saw(b'l') && (saw(b'f') || from != "cookiehub") {
        import.rest = Some(saw(b'e'));
    }
    import.parts = saw(b'p');
    import.sure = !(saw(b'c') || saw(b'y') && saw(b'z'));
    let answers = (saw(b'l') || saw(b's'))
        && (saw(b'a') || !has("cookiehub cookieyes", from))
        && (saw(b'c') || saw(b'k') || from != "cookieyes")
        && (import.time.is_some() || from != "onetrust")
        && (saw(b'e') || !saw(b'u') || !saw(b'g'));
    answers.then_some(import)
}

impl<'a> Import<'a> {
    /// What it says, name by name. Of what it says twice and differently the denial counts.
    pub fn answers(self) -> impl Iterator<Item = Said<'a>> {
        split(self.lines, b'\n').filter_map(move |line| {
            let (letter, name, part, value, like) = self.line(line)?;
            let word = value.strip_prefix('"').unwrap_or(value);
            let granted = letter != b's' || has("true yes 1", value);
            let (name, within) = match letter {
                b'g' => (word, ""),
                b'p' => (word, part),
                b's' if part.is_empty() => (name, ""),
                b's' => (part, ""),
                _ => return None,
            };
            (self.sure || !granted).then_some(Said { name, within, like, granted })
        })
    }

    /// Whether it says of a category which of its services were granted.
    #[must_use]
    pub fn in_parts(self, said: Said<'_>) -> bool {
        self.parts && said.within.is_empty() && self.answers().any(|part| part.within == said.name)
    }

    fn line(self, line: &'a str) -> Option<Line<'a>> {
        let [name, part, value, like] = collect(&mut split(line, b'\t'))[..] else { return None };
        for lines in split(LINES, b'\n') {
            let (letter, lines) = lines.split_at(1);
            if split(lines, b' ').any(|begin| fits(begin, line, true)) {
                return Some((letter.as_bytes()[0], name, part, value, like));
            }
        }
        let letter = match has("klaro orejime tarteaucitron cookieyes", self.from) {
            true if part.is_empty() => b's',
            true => b'x',
            _ => b'-',
        };
        Some((letter, name, part, value, like))
    }
}
