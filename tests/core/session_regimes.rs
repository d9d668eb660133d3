//! Every short sequence of commands under every regime: nothing but a grant grants.

use crate::given::{GPC, IDS, MARKED, NOW, Visitor, choose, config, granted, moment, the_site};
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::config::Config;
use octoconsent::core::record::{DAY, Record};
use octoconsent::core::regime::{Regime, Signal};
use octoconsent::core::session::{Command, Session};

const REGIONS: [&str; 8] = ["FR", "GB", "IT", "US", "US-CA", "CA-QC", "JP", ""];

/// Every command by which a visitor grants nothing.
fn without_a_grant(site: &Config) -> Vec<Command> {
    let refusal = |now| Visitor("FR", None).leaves(site, now, &[Command::RejectAll]);
    vec![
        Command::RejectAll,
        choose(&[]),
        choose(&[("ads", false)]),
        Command::Acknowledge,
        Command::ShowBanner,
        Command::ShowPreferences,
        Command::Hide,
        Command::Reset,
        Command::Adopt(None),
        Command::Adopt(refusal(NOW + 1)),
        Command::Adopt(refusal(NOW + 900 * DAY)),
    ]
}

/// Carries out every sequence of up to `length` commands for a visitor, and judges the session after each.
fn walk(
    visitor: Visitor,
    site: &Config,
    stored: Option<&Record>,
    length: u32,
    judge: &mut dyn FnMut(&Session, &[&Command]),
) {
    let commands = without_a_grant(site);
    for number in 0..commands.len().pow(length) {
        let mut session = visitor.comes(site, stored.cloned(), NOW);
        let mut done = Vec::new();
        judge(&session, &done);
        for place in 0..length {
            let command = &commands[number / commands.len().pow(place) % commands.len()];
            done.push(command);
            let _ = session.apply(command.clone(), moment(NOW + 2, "id"));
            judge(&session, &done);
        }
    }
}

const SIGNALS: [Option<Signal>; 2] = [None, GPC];

#[test]
fn under_opt_in_no_sequence_without_a_grant_grants_anything() {
    let site = config(MARKED);
    let laxer = Visitor("US", None).leaves(&site, NOW, &[Command::AcceptAll]);
    for region in ["FR", "IT", "CA-QC", ""] {
        for signal in SIGNALS {
            for stored in [None, laxer.as_ref()] {
                let length = if region == "FR" { 3 } else { 2 };
                walk(Visitor(region, signal), &site, stored, length, &mut |session, done| {
                    assert_eq!(granted(session.decision()), ["necessary"], "{region} {signal:?} {done:?}");
                });
            }
        }
    }
}

#[test]
fn under_any_regime_no_sequence_without_a_grant_grants_what_is_sensitive() {
    let site = config(MARKED);
    for region in ["GB", "US", "US-CA"] {
        walk(Visitor(region, None), &site, None, 2, &mut |session, done| {
            assert_eq!(session.decision().granted("health"), Some(false), "{region} {done:?}");
        });
    }
}

#[test]
fn no_sequence_without_a_grant_grants_what_was_denied_before() {
    let site = config(MARKED);
    for region in ["GB", "US", "US-CA", "JP"] {
        for signal in SIGNALS {
            let mut before: Option<Vec<String>> = None;
            let length = if region == "US" { 3 } else { 2 };
            walk(Visitor(region, signal), &site, None, length, &mut |session, done| {
                let now: Vec<String> = granted(session.decision()).iter().map(|id| (*id).to_owned()).collect();
                let before = before.replace(now.clone()).filter(|_| !done.is_empty());
                let kept = |id: &String| before.as_ref().is_none_or(|before| before.contains(id));
                assert!(now.iter().all(kept), "{region} {signal:?} {done:?}");
            });
        }
    }
}

#[test]
fn under_a_final_signal_no_sequence_at_all_grants_advertising() {
    let rule = r#""regions": [{ "in": ["US"], "regime": "opt-out", "signal": "final" }], "presets": true"#;
    let site = config(&MARKED.replacen(r#""presets": true"#, rule, 1));
    let everything = Visitor("US", None).leaves(&site, NOW, &[Command::AcceptAll]);
    let grants = [Command::AcceptAll, choose(&[("ads", true)]), choose(&[("pixel", true), ("snowplow", true)])];
    for stored in [None, everything.clone()] {
        for first in grants.iter().chain(&[Command::Adopt(everything.clone()), Command::Reset, Command::RejectAll]) {
            for second in &grants {
                let mut session = Visitor("US", GPC).comes(&site, stored.clone(), NOW + 1);
                for command in [first, second] {
                    let _ = session.apply(command.clone(), moment(NOW + 2, "id"));
                    for id in ["ads", "pixel", "snowplow"] {
                        assert_eq!(session.decision().granted(id), Some(false), "{first:?} {second:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_answer_under_every_regime_is_read_back_and_means_the_same() {
    let site = config(MARKED);
    for region in REGIONS {
        for signal in SIGNALS {
            for command in
                [Command::AcceptAll, Command::RejectAll, choose(&[("pixel", false)]), choose(&[("look", true)])]
            {
                let visitor = Visitor(region, signal);
                let mut session = visitor.comes(&site, None, NOW);
                let _ = session.apply(command.clone(), moment(NOW, "id"));
                let stored = decode(&encode(session.record().unwrap()));
                let next = visitor.comes(&site, stored, NOW + 1);
                assert_eq!((next.decision(), next.reason()), (session.decision(), None), "{region} {command:?}");
            }
        }
    }
}

#[test]
fn a_site_without_rules_is_opt_in_for_everybody() {
    for region in REGIONS {
        for signal in SIGNALS {
            let session = Visitor(region, signal).comes(the_site(), None, NOW);
            assert_eq!(session.situation().rule.regime, Regime::OptIn);
            assert_eq!(granted(session.decision()), IDS[..2]);
        }
    }
}
