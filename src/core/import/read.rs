//! What another banner wrote down of an answer, from its decoded cookie. Whatever is not exactly as that banner writes one is
//! none. Closing a banner grants nothing, though some write it down like an answer: of those only what is denied counts.
//!
//! | banner | cookie, decoded | no answer |
//! |---|---|---|
//! | vanilla-cookieconsent 2, 3 [1] | object: `categories`, up to 2.8.0 `level`, lists what is granted; `services` what of each | |
//! | klaro [2], orejime 2, 3 [3] | object: a boolean for every service or purpose | |
//! | tarteaucitron [4] | `!gtag=true!youtube=false` | `wait` |
//! | CookieHub [5] | object: `categories` lists the numbers of what is granted; old ones objects, with `value` | not `answered`; `implicit` |
//! | Cookiebot [6] | `{stamp:'…',necessary:true,…,method:'explicit',utc:1750423015309}`; `0`: all refused | `-1`; another method |
//! | OneTrust [7] | two lists: `groups=C0001:1,C0002:0` and more; the time | `AwaitingReconsent`; none of the two missing |
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

use super::super::date;
use super::super::format::Format;
use super::super::text::{collect, concat, consists, cut, decimal, has, split, whole};
use super::super::value::Value;
use super::{Import, Said};

/// Reads the decoded cookie of the banner `from`. Nothing where it is broken, no answer, or not known in this shape.
#[must_use]
pub fn read(from: &str, value: &Value) -> Option<Import> {
    let mut import = Import::default();
    let text = value.text().unwrap_or_default();
    match from {
        "vanilla-cookieconsent" => import.vanilla(value),
        "klaro" | "orejime" => import.flags(value, from == "klaro"),
        "tarteaucitron" => import.tarteaucitron(text),
        "cookiehub" => import.cookiehub(value),
        "cookiebot" => import.cookiebot(text),
        "onetrust" => import.onetrust(value),
        "cookieyes" => import.cookieyes(text),
        _ => None,
    }?;
    (import.complete || !import.answers.is_empty()).then_some(import)
}

/// The services that tarteaucitron lets run unasked (`needConsent: false`); it writes `true` all the same.
const UNASKED: &str =
    "crisp ferank ferankpub matomo matomohightrack microanalytics plausible simpleanalytics stonly wysistathightrack";

impl Import {
    /// Takes down one name. Nothing where it was said differently before.
    fn say(&mut self, name: &str, granted: bool) -> Option<()> {
        match self.answers.iter().find(|said| said.name == name) {
            Some(said) => (said.granted == granted).then_some(()),
            None => {
                let (fits, services, unasked) = (consists(name, |byte| byte >= b' '), Vec::new(), false);
                self.answers.push(Said { name: name.to_owned(), granted, services, unasked });
                fits.then_some(())
            }
        }
    }

    /// Takes down the names of `text`: `a:1,b:0` with `marks` `,:` and `states` `1 0`.
    fn list(&mut self, text: &str, marks: [u8; 2], states: &str) -> Option<()> {
        for pair in split(text, marks[0]) {
            let (name, state) = cut(pair, marks[1])?;
            self.say(name, split(states, b' ').position(|known| known == state)? == 0)?;
        }
        Some(())
    }

    /// What was said of a name, which is none of the site's.
    fn take(&mut self, name: &str) -> Option<bool> {
        let at = self.answers.iter().position(|said| said.name == name)?;
        Some(self.answers.remove(at).granted)
    }

    /// Whether a choice of the visitor's granted that is not sure: then only what is denied counts.
    fn doubt(&mut self) {
        self.answers.retain(|said| !said.granted);
    }

    fn vanilla(&mut self, value: &Value) -> Option<()> {
        let Value::List(granted) = value.get("categories").or_else(|| value.get("level"))? else { return None };
        for name in granted {
            self.say(name.text()?, true)?;
        }
        if let Some(services) = value.get("services") {
            let Value::Object(members) = services else { return None };
            for (name, services) in members {
                let Value::List(services) = services else { return None };
                for service in services {
                    // Services of a category that was not granted: no answer is written so.
                    let said = self.answers.iter_mut().find(|said| said.name == *name)?;
                    said.services.push(service.text()?.to_owned());
                }
            }
        }
        self.complete = true;
        self.proof(value, "consentId consent_uuid", "lastConsentTimestamp last_consent_update")
    }

    fn flags(&mut self, value: &Value, services: bool) -> Option<()> {
        self.services = services;
        for (name, granted) in value.members() {
            self.say(name, flag(Some(granted))?)?;
        }
        Some(())
    }

    fn tarteaucitron(&mut self, text: &str) -> Option<()> {
        self.services = true;
        self.list(text.strip_prefix('!')?, [b'!', b'='], "true false")?;
        for said in &mut self.answers {
            said.unasked = said.granted && has(UNASKED, &said.name);
        }
        Some(())
    }

    fn cookiehub(&mut self, value: &Value) -> Option<()> {
        let implicit = value.get("implicit").or_else(|| value.get("implict"));
        if !flag(value.get("answered"))? || implicit == Some(&Value::Bool(true)) {
            return None;
        }
        let Value::List(categories) = value.get("categories")? else { return None };
        let names = || split("necessary preferences analytics marketing other", b' ');
        match value.get("allAllowed") {
            Some(Value::Bool(true)) => {
                for name in names() {
                    self.say(name, true)?;
                }
            }
            Some(Value::Bool(false)) => {
                for number in categories {
                    // Which of these lists it grants, their numbers do not tell.
                    let parts = ["services", "vendors"]
                        .iter()
                        .any(|key| !value.get(key).map_or(&[][..], Value::items).is_empty());
                    let Value::Whole(number @ 1..) = number else { return None };
                    let other = decimal(u64::from(*number));
                    self.say(names().nth(*number as usize - 1).unwrap_or(&other), true).filter(|()| !parts)?;
                }
                self.complete = true;
            }
            None => {
                for category in categories {
                    self.say(category.get("id")?.text()?, flag(category.get("value"))?)?;
                }
            }
            _ => return None,
        }
        self.proof(value, "token", "timestamp")
    }

    fn cookiebot(&mut self, text: &str) -> Option<()> {
        const NAMES: &str = "necessary preferences statistics marketing";
        if text == "0" {
            return self.list("preferences:false,statistics:false,marketing:false", [b',', b':'], "true false");
        }
        for pair in split(text.strip_prefix('{')?.strip_suffix('}')?, b',') {
            match cut(pair, b':')? {
                ("utc", time) => self.time = Some(whole(time)?),
                ("method", "'explicit'") => {}
                ("method", _) | ("stamp", "'-1'") => return None,
                (name, _) if has(NAMES, name) => self.list(pair, [b',', b':'], "true false")?,
                _ => {}
            }
        }
        (self.answers.len() == 4).then_some(())
    }

    fn onetrust(&mut self, value: &Value) -> Option<()> {
        let [consent, closed] = value.items() else { return None };
        let [closed] = closed.items() else { return None };
        self.time = Some(time(closed.text()?)?);
        let mut sure = true;
        let mut groups = None;
        for pair in consent.items() {
            match cut(pair.text()?, b'=')? {
                ("groups", text) if groups.is_none() => groups = Some(text),
                ("groups", _) | ("AwaitingReconsent", "true") | ("interactionCount", "0") => return None,
                ("consentId", id) => self.identify(id),
                // Closed, not chosen: 1 of their `BannerCloseButton`.
                ("intType" | "iType", "1") => sure = false,
                // Switched one by one. General vendors are all off where the site does not use them.
                ("hosts", hosts) => sure &= !has_state(hosts, ":0"),
                ("genVendors", vendors) => sure &= !has_state(vendors, ":0") || !has_state(vendors, ":1"),
                _ => {}
            }
        }
        self.list(groups?, [b',', b':'], "1 0")?;
        if !sure {
            self.doubt();
        }
        Some(())
    }

    fn cookieyes(&mut self, text: &str) -> Option<()> {
        for pair in split(text, b',') {
            match cut(pair, b':')? {
                ("consentid", id) => self.identify(id),
                ("lastRenewedDate", _) => {}
                _ => self.list(pair, [b',', b':'], "yes no")?,
            }
        }
        if !self.take("action")? {
            return None;
        }
        // Their close button sets `action` alone, and leaves what the region grants unasked.
        if !self.take("consent")? {
            self.doubt();
        }
        Some(())
    }

    /// Takes the id and the time under the first of their names that is there.
    fn proof(&mut self, value: &Value, ids: &str, times: &str) -> Option<()> {
        let first = |names| split(names, b' ').find_map(|name| value.get(name));
        if let Some(id) = first(ids) {
            self.identify(id.text()?);
        }
        if let Some(text) = first(times) {
            self.time = Some(time(text.text()?)?);
        }
        Some(())
    }

    fn identify(&mut self, id: &str) {
        self.id = Some(id.to_owned()).filter(|id| Format::Id.accepts(id));
    }
}

fn flag(value: Option<&Value>) -> Option<bool> {
    match value {
        Some(Value::Bool(flag)) => Some(*flag),
        _ => None,
    }
}

/// Whether one of the names has that state.
fn has_state(list: &str, state: &str) -> bool {
    split(list, b',').any(|pair| pair.ends_with(state))
}

/// The time that JavaScript writes as `2024-06-11T07:51:27.993Z`, in milliseconds since 1970.
fn time(text: &str) -> Option<u64> {
    let (day, clock) = cut(text.strip_suffix('Z')?, b'T')?;
    let (clock, fraction) = cut(clock, b'.')?;
    let [hour, minute, second] = collect(&mut split(clock, b':'))[..] else { return None };
    let mut time = 0;
    for (text, digits, most) in [(hour, 100, 24), (minute, 100, 60), (second, 100, 60), (fraction, 1000, 1000)] {
        // With a one before it, a number may begin with zeros.
        let number = whole(&concat(&["1", text]))?.checked_sub(digits).filter(|number| *number < most)?;
        time = time * most + number;
    }
    Some(date::start_of(day)? + time)
}
