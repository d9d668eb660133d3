//! The kept proof of a choice.

use super::decision::Decision;
use super::text::split;

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
}

/// The methods, and their names in the same order.
const METHODS: [Method; 6] =
    [Method::AcceptAll, Method::RejectAll, Method::Selection, Method::Withdrawal, Method::Close, Method::Api];
const NAMES: &str = "accept-all reject-all selection withdrawal close api";

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
    /// Revision of the question.
    pub revision: u32,
    /// Language in which it was asked.
    pub language: String,
    /// How it was answered.
    pub method: Method,
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
            revision: 0,
            language: String::new(),
            method: Method::Api,
            decision: Decision::default(),
        }
    }

    /// Whether its time is over: `days` have gone by since the answer.
    #[must_use]
    pub fn expired(&self, now: u64, days: u32) -> bool {
        now.saturating_sub(self.updated) >= u64::from(days) * DAY
    }
}
