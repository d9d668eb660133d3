//! Interface texts and the choice of a language.

use super::text::{collect, cut, cut_last, has, split};

/// The interface texts in English, one a line: the keys that `texts` may set, and what stands where it does not.
pub const ENGLISH: &str = "\
bannerTitle=Your choice about cookies
bannerText=Necessary cookies make this site work. With your consent we also use others, named under “Choose”. You can change your mind at any time.
acceptAll=Accept all
rejectAll=Reject all
choose=Choose
save=Save choice
close=Close
preferencesTitle=Cookie preferences
preferencesText=Switch on what you agree to, and off what you refuse. Whatever is off is blocked, and what it had stored is deleted.
alwaysOn=Always on
services=Services and cookies
provider=Provider
purposes=Purposes
policy=Privacy policy
cookieName=Name
cookieStorage=Kept in
cookieDuration=Kept for
cookieParty=Set by
cookieDescription=Purpose
cookie=Cookie
localStorage=Local storage
sessionStorage=Session storage
indexedDB=Browser database
cacheStorage=Browser cache
firstParty=This site
thirdParty=A third party
session=Until the browser is closed
persistent=Until deleted
reopen=Cookie preferences
placeholderText=This content comes from {service}. It loads only with your consent.
loadOnce=Load once
allowAlways=Always allow
privacyChoices=Your privacy choices
optOutText=Besides necessary cookies we use others, named under “Choose”. They are on until you refuse them, now or at any time.
necessaryText=This site uses only cookies that it cannot work without.
acknowledge=OK
onText=On until you object: {names}.
askedAgain=What we ask has changed since you last chose.
askedPolicy=Our policy has changed since you last chose.
askedNews=New since you last chose: {names}.
askedExpired=Some time has passed since you last chose, so we ask again.
signalTitle=Opt-out signal honoured
signalText=Opt-out signal honoured. Your browser sends one, so this is off: {names}.
objection=This does not wait for your consent. You can object at any time: switch it off.
childText=These pages are made for children, so only what they cannot work without is on.
recordTitle=Your record
on=On
off=Off
recordDate=Recorded
recordUntil=Holds until
recordSource=Taken over from
link=A linked site of ours
recordId=Number
download=Download
erase=Erase
language=Language
partnersOne={count} service is involved.
partnersOther={count} services are involved.
without=If it is off
legalBasis=Legal basis
basisConsent=Consent
basisInterest=Legitimate interest
basisNecessary=Needed for the site to work
undecided=Not chosen yet
change=Change your choice
withdraw=Withdraw consent
checked=Last checked: {date}
vary=The exact cookies can vary, since services may change them.";

/// The English text of `key`, if it is one of the interface's.
#[must_use]
pub fn english(key: &str) -> Option<&'static str> {
    lines().find(|(known, _)| *known == key).map(|(_, text)| text)
}

/// What a number of partners is said with in languages that tell more numbers apart than English does (Unicode CLDR, plural rules).
pub const PLURALS: [&str; 4] = ["partnersZero", "partnersTwo", "partnersFew", "partnersMany"];

/// The keys of [`ENGLISH`].
pub fn english_keys() -> impl Iterator<Item = &'static str> {
    lines().map(|(key, _)| key)
}

/// The keys that `texts` and locale files may set.
#[must_use]
pub fn keys() -> Vec<&'static str> {
    collect(&mut english_keys().chain(PLURALS))
}

/// The languages that there is a locale file of.
#[must_use]
pub fn shipped() -> Vec<&'static str> {
    collect(&mut split(include_str!(concat!(env!("OUT_DIR"), "/languages")), b' '))
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    split(ENGLISH, b'\n').filter_map(|line| cut(line, b'='))
}

/// A text with `filling` wherever it says `{mark}`. There is no other mark in it.
#[must_use]
pub fn fill(text: &str, mark: &str, filling: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = cut(rest, b'{') {
        filled.push_str(before);
        let end = after.strip_prefix(mark).and_then(|after| after.strip_prefix('}'));
        filled.push_str(if end.is_some() { filling } else { "{" });
        rest = end.unwrap_or(after);
    }
    filled.push_str(rest);
    filled
}

/// Of the languages on offer, the one that suits the first of the wanted ones that any suits: the same tag, else that without its
/// last parts (`zh-Hant` for `zh-Hant-TW`), else one of the same language (`pt-BR` for `pt`). Case does not matter (RFC 4647, lookup).
#[must_use]
pub fn negotiate<'a>(wanted: &[&str], offered: &[&'a str]) -> Option<&'a str> {
    wanted.iter().find_map(|wanted| suiting(wanted, offered))
}

fn suiting<'a>(wanted: &str, offered: &[&'a str]) -> Option<&'a str> {
    let offers = |wanted: &str| offered.iter().find(|tag| tag.eq_ignore_ascii_case(wanted)).copied();
    let script = if is(wanted, "zh-TW zh-HK zh-MO") { "zh-Hant" } else { wanted };
    let mut shorter = Some(script);
    while let Some(tag) = shorter {
        if let Some(offer) = offers(tag) {
            return Some(offer);
        }
        shorter = cut_last(tag, b'-').map(|(shorter, _)| shorter);
    }
    let of = |tag: &str| if is(primary(tag), "no nn") { "nb".to_owned() } else { primary(tag).to_ascii_lowercase() };
    let language = of(wanted);
    offered.iter().find(|tag| of(tag) == language).copied()
}

/// Whether a tag is one of these, whatever the case.
fn is(tag: &str, tags: &str) -> bool {
    split(tags, b' ').any(|known| known.eq_ignore_ascii_case(tag))
}

/// The language of a tag without script, region and variants: `pt` of `pt-BR`.
#[must_use]
pub fn primary(tag: &str) -> &str {
    cut(tag, b'-').map_or(tag, |(primary, _)| primary)
}

/// Whether a language is written from right to left (Unicode CLDR, `characterOrder`).
#[must_use]
pub fn right_to_left(tag: &str) -> bool {
    has("ar ckb dv fa he ps sd ug ur yi", &primary(tag).to_ascii_lowercase())
}
