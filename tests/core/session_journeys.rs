//! Visitors who come again and again, from here and there, to a site that changes: at random, the same numbers in every run. A
//! model that knows only what they said judges every page.

use crate::given::{GPC, MARKED, NOW, Random, Visitor, choose, config, moment};
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::config::Config;
use octoconsent::core::record::{DAY, Method};
use octoconsent::core::regime::{self, Signal};
use octoconsent::core::session::{Command, Reason, Session};
use std::collections::HashMap;

/// The site as it was, is and will be: parts of its text and what they become.
const CHANGES: [&[(&str, &str)]; 12] = [
    &[],
    &[(r#""presets": true"#, r#""presets": true, "revision": 2"#)],
    &[(r#""presets": true"#, r#""presets": true, "policyDate": "2026-06-01""#)],
    &[(r#""presets": true"#, r#""presets": true, "childDirected": true"#)],
    &[(r#""presets": true"#, r#""regions": [{ "in": ["*"], "regime": "none", "signal": "final" }], "presets": true"#)],
    &[(r#""id": "chat","#, r#""id": "chat", "basis": "legitimate-interest","#)],
    &[(r#""id": "chat","#, r#""id": "chat", "necessary": true,"#)],
    &[("functional", "sensitive")],
    &[
        (r#"{ "id": "pixel", "title": "Pixel" }, "#, ""),
        (r#"{ "id": "matomo""#, r#"{ "id": "pixel", "title": "P" }, { "id": "matomo""#),
    ],
    &[(r#""title": "Pixel" }"#, r#""title": "Pixel" }, { "id": "new", "title": "New" }"#)],
    &[(r#""title": "Matomo""#, r#""title": "Matomo", "purposes": ["audience", "profiling"]"#)],
    &[(r#"{ "id": "look""#, r#"{ "id": "map", "use": "functional", "title": "Map" }, { "id": "look""#)],
];

const REGIONS: [&str; 8] = ["FR", "GB", "IT", "US", "US-CA", "CA-QC", "JP", ""];

/// A visitor, who forgets nothing.
struct Journey {
    random: Random,
    sites: Vec<Config>,
    session: Session,
    now: u64,
    /// What the visitor said of each service, and of each category without any: granted or denied.
    said: HashMap<String, bool>,
    /// Whether this page is after an erasure: what was denied on it stays so, and the next page knows nothing.
    erased: bool,
    steps: Vec<String>,
}

impl Journey {
    fn begin(seed: u32) -> Journey {
        let site = |changes: &&[(&str, &str)]| {
            config(&changes.iter().fold(MARKED.to_owned(), |json, (from, to)| {
                assert!(json.contains(from), "the site has no {from}");
                json.replacen(from, to, 1)
            }))
        };
        let sites: Vec<Config> = CHANGES.iter().map(site).collect();
        let session = Visitor("FR", None).comes(&sites[0], None, NOW);
        let (said, erased, steps) = (HashMap::new(), false, Vec::new());
        Journey { random: Random::new(seed), sites, session, now: NOW, said, erased, steps }
    }

    /// The next page: another day, often another place and another state of the site.
    fn travel(&mut self) {
        let stored = self.session.kept().map(|record| decode(&encode(record)).unwrap());
        if self.erased && stored.is_none() {
            self.said.clear();
        }
        self.erased = false;
        self.now = match self.random.below(12) {
            0 => self.now.saturating_sub(3 * DAY),
            1 => self.now + 500 * DAY,
            days => self.now + days as u64 * DAY,
        };
        let region = REGIONS[self.random.below(REGIONS.len())];
        let signal = [None, None, GPC, Some(Signal::DoNotTrack)][self.random.below(4)];
        let change = self.random.below(CHANGES.len() * 2).saturating_sub(CHANGES.len());
        self.steps.push(format!("page {change} in {region:?} with {signal:?} at {}", self.now));
        self.session = Visitor(region, signal).comes(&self.sites[change], stored, self.now);
    }

    fn ids(&self) -> Vec<(String, String)> {
        let mut ids = Vec::new();
        for category in self.session.config().categories().filter(|category| !category.necessary()) {
            let services: Vec<&str> = category.services().map(|service| service.id()).collect();
            let leaves = if services.is_empty() { vec![category.id()] } else { services };
            ids.extend(leaves.iter().map(|id| ((*id).to_owned(), category.id().to_owned())));
        }
        ids
    }

    fn act(&mut self) {
        let barred: Vec<String> = self
            .session
            .decision()
            .answers
            .iter()
            .filter(|answer| answer.barred)
            .map(|answer| answer.id.clone())
            .collect();
        let ids = self.ids();
        let mut say = |id: &str, granted: bool| {
            if !granted || !barred.contains(&id.to_owned()) {
                self.said.insert(id.to_owned(), granted);
            }
        };
        let command = match self.random.below(12) {
            0 => {
                ids.iter().for_each(|(id, _)| say(id, true));
                Command::AcceptAll
            }
            1 => {
                ids.iter().for_each(|(id, _)| say(id, false));
                Command::RejectAll
            }
            2..=4 => {
                let (granted, at) = (self.random.below(2) == 1, self.random.below(ids.len()));
                let category = self.random.below(2) == 1;
                let named = if category { &ids[at].1 } else { &ids[at].0 };
                for (id, of) in &ids {
                    if id == named || of == named {
                        say(id, granted);
                    }
                }
                choose(&[(named, granted)])
            }
            5 => choose(&[]),
            6 => Command::Acknowledge,
            7 => {
                self.erased = true;
                Command::Reset
            }
            8 => Command::Hide,
            9 => Command::ShowBanner,
            10 => Command::Adopt(self.session.kept().cloned()),
            _ => Command::ShowPreferences,
        };
        self.steps.push(format!("{command:?}"));
        let _ = self.session.apply(command, moment(self.now, "id"));
    }

    /// What the record does not name any more was forgotten with it: it was not on the site when it was written.
    fn forget(&mut self) {
        if let Some(record) = self.session.kept() {
            self.said.retain(|id, _| record.decision.said(id).is_some());
        }
    }

    fn judge(&self) {
        let (session, rule) = (&self.session, &self.session.situation().rule);
        let tell = || self.steps[self.steps.len().saturating_sub(8)..].join("\n  ");
        for category in session.config().categories().filter(|category| !category.necessary()) {
            let waits = !rule.grants(category);
            for (id, _) in self.ids().iter().filter(|(_, of)| of == category.id()) {
                let granted = session.decision().granted(id) == Some(true);
                let said = self.said.get(id);
                assert!(!granted || said != Some(&false), "{id} was denied:\n  {}", tell());
                assert!(!granted || !waits || said == Some(&true), "{id} was never granted:\n  {}", tell());
                let children = session.config().child_directed();
                assert!(!granted || !children, "{id} is granted to children:\n  {}", tell());
                let last = session.situation().rule.signal == regime::Heed::Final;
                let denied = last && session.situation().denies(category.purpose());
                assert!(!granted || !denied, "{id} is granted against a final signal:\n  {}", tell());
            }
        }
        self.judge_record(&tell());
    }

    fn judge_record(&self, steps: &str) {
        let session = &self.session;
        let Some(record) = session.record() else { return };
        assert!(record.created <= record.updated, "{steps}");
        let news = session.news();
        let barred = |id: &str| session.decision().answers.iter().any(|answer| answer.id == id && answer.barred);
        for (id, _) in self.ids().iter().filter(|(id, _)| !news.contains(&id.as_str()) && !barred(id)) {
            let (said, granted) = (record.decision.said(id), session.decision().granted(id));
            assert_eq!(said, granted, "{id} is not as the record says:\n  {steps}");
        }
        if session.answered() {
            assert!(record.regime <= session.situation().rule.regime && record.method != Method::Signal, "{steps}");
        }
    }
}

#[test]
fn wherever_visitors_go_nothing_is_granted_that_they_denied_or_that_needs_a_consent_they_never_gave() {
    let (mut granted_some, mut asked, mut answered) = (0, 0, 0);
    for seed in 0..25 {
        let mut journey = Journey::begin(seed);
        for _ in 0..400 {
            if journey.random.below(3) == 0 {
                journey.travel();
            } else {
                journey.act();
            }
            journey.judge();
            journey.forget();
            granted_some += usize::from(journey.session.decision().grants());
            asked += usize::from(journey.session.reason().is_some_and(|reason| reason != Reason::New));
            answered += usize::from(journey.session.answered());
        }
    }
    assert!(granted_some > 1000 && asked > 200 && answered > 1000, "{granted_some}, {asked}, {answered}");
}
