//! The kept proof of a choice.

use super::decision::Decision;
use super::regime::{Regime, Rule, Signal};
use super::text::{collect, join, split};

/// How the visitor chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// "Accept all".
    AcceptAll,
    /// "Reject all".
    RejectAll,
    /// Switch by switch.
    Selection,
    /// A grant taken back.
    Withdrawal,
    /// The banner's close button, which refuses.
    Close,
    /// The page's own script, through the API.
    Api,
    /// A notice that was read and closed: nothing was granted or denied by it.
    Acknowledge,
    /// The browser's signal denied it, before the visitor chose.
    Signal,
    /// Another banner asked, before the site had this one.
    Import,
}

/// The methods, and their names in the same order.
const METHODS: [Method; 9] = [
    Method::AcceptAll,
    Method::RejectAll,
    Method::Selection,
    Method::Withdrawal,
    Method::Close,
    Method::Api,
    Method::Acknowledge,
    Method::Signal,
    Method::Import,
];
const NAMES: &str = "accept-all reject-all selection withdrawal close api acknowledge signal import";

impl Method {
    /// Its name in records and events.
    #[must_use]
    pub fn name(self) -> &'static str {
        split(NAMES, b' ').nth(self as usize).unwrap_or_default()
    }

    /// The method of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Method> {
        METHODS.into_iter().find(|method| method.name() == name)
    }
}

/// What was answered, when, how and to which question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Random id (UUID, version 4), kept for as long as the visitor keeps answering.
    pub id: String,
    /// Time of the first answer, in milliseconds since 1970 (UTC).
    pub created: u64,
    /// Time of this answer.
    pub updated: u64,
    /// How it was answered.
    pub method: Method,
    /// The regime under which it was asked.
    pub regime: Regime,
    /// Region of the visitor as the site named it (ISO 3166), such as `US-CA`; empty where it was unknown.
    pub region: String,
    /// The signal that the browser sent.
    pub signal: Option<Signal>,
    /// Where the record comes from, if not from this site: a banner that was here before, or `link`. Else empty.
    pub source: String,
    /// Revision of the question.
    pub revision: u32,
    /// Fingerprint of what was asked and in which words ([`super::config::Config::fingerprint`]).
    pub fingerprint: String,
    /// Version of octoconsent that asked, with `_` for `.`.
    pub product: String,
    /// Language in which it was asked.
    pub language: String,
    /// Marks of the purposes that were asked for, and of what was on without being asked ([`super::question::marks`]).
    pub purposes: String,
    /// The answer.
    pub decision: Decision,
}

/// Milliseconds of a day.
pub const DAY: u64 = 86_400_000;

impl Record {
    /// A record of nothing yet, for a visitor who has none.
    #[must_use]
    pub fn first(id: &str, now: u64) -> Record {
        Record {
            id: id.to_owned(),
            created: now,
            updated: now,
            method: Method::Api,
            regime: Regime::OptIn,
            region: String::new(),
            signal: None,
            source: String::new(),
            revision: 0,
            fingerprint: "00000000".to_owned(),
            product: product(),
            language: String::new(),
            purposes: String::new(),
            decision: Decision::default(),
        }
    }

    /// When its time is over, in milliseconds since 1970: a grant and a refusal may hold for different times.
    #[must_use]
    pub fn expires(&self, rule: &Rule) -> u64 {
        let days = if self.decision.grants() { rule.days } else { rule.days_denied };
        self.updated + u64::from(days) * DAY
    }

    /// Whether it is from the future: the clock was wrong when it was made, or is now. It would never expire and always be the
    /// newest, so its grants count for nothing. A day is no matter: clocks are set right by less.
    #[must_use]
    pub fn early(&self, now: u64) -> bool {
        self.updated > now + DAY
    }

    /// When it was answered; at no time where it is from the future.
    #[must_use]
    pub fn time(&self, now: u64) -> u64 {
        if self.early(now) { 0 } else { self.updated }
    }

    /// Of two records the one that counts: the newer. Of two of the same time, what either denies is denied.
    #[must_use]
    pub fn newest(mut self, other: Record, now: u64) -> Record {
        let (ours, theirs) = (self.time(now), other.time(now));
        if ours != theirs {
            return if ours < theirs { other } else { self };
        }
        for answer in &mut self.decision.answers {
            answer.granted &= answer.necessary || other.decision.said(&answer.id) == Some(true);
        }
        self.decision.settle();
        self
    }
}

/// The version of octoconsent as records have it.
#[must_use]
pub fn product() -> String {
    join(&collect(&mut split(env!("CARGO_PKG_VERSION"), b'.')), "_")
}
