//! `core::session`: a record that has not lain here but just came, by a link or from another banner.

use crate::given::{NOW, config, granted, moment, record, site, somewhere, start, the_site};
use octoconsent::core::record::{DAY, Record};
use octoconsent::core::regime::{Heed, Regime, Signal};
use octoconsent::core::session::Effect::{
    AnnounceChange, AnnounceReady, EraseCookies, Log, Release, Show, WriteRecord,
};
use octoconsent::core::session::{Effect, Reason, Session, Situation};

/// Starts with what has come.
fn received(record: Record, now: u64) -> (Session, &'static [Effect]) {
    let (mut session, effects) = start(the_site().clone(), Some(record), now);
    let effects = session.receive("link", effects);
    (session, effects)
}

#[test]
fn it_is_written_and_logged_before_anything_is_released() {
    let (session, effects) = received(record(3, NOW, &["matomo"]), NOW);
    assert_eq!(effects, [WriteRecord, Log, EraseCookies, Release, Show, AnnounceReady, AnnounceChange]);
    assert_eq!(session.event(), "link");
    assert_eq!(granted(session.decision()), ["necessary", "shop", "matomo"]);
    assert!(session.answered());
}

#[test]
fn it_says_where_it_comes_from() {
    let came = record(3, NOW, &["matomo"]);
    let (session, _) = received(came.clone(), NOW);
    assert_eq!(session.record(), Some(&Record { source: "link".into(), ..came }));
}

#[test]
fn a_refusal_that_came_is_an_answer() {
    let (session, _) = received(record(3, NOW, &[]), NOW);
    assert!(session.answered() && !session.unanswered());
    assert_eq!(granted(session.decision()), ["necessary", "shop"]);
}

#[test]
fn one_that_is_no_answer_here_grants_nothing_but_is_kept() {
    for (came, now, reason) in [
        (record(2, NOW, &["matomo"]), NOW, Reason::Revision),
        (record(3, NOW, &["matomo"]), NOW + 400 * DAY, Reason::Expired),
        (Record { regime: Regime::OptOut, ..record(3, NOW, &["matomo"]) }, NOW, Reason::Regime),
    ] {
        let (session, effects) = received(came, now);
        assert_eq!(session.reason(), Some(reason));
        assert_eq!(granted(session.decision()), ["necessary", "shop"], "{reason:?}");
        assert_eq!((session.record(), effects[0]), (None, WriteRecord), "{reason:?}");
        assert_eq!(session.kept().map(|kept| kept.source.as_str()), Some("link"), "{reason:?}");
    }
}

#[test]
fn of_a_record_that_lay_here_nothing_is_said() {
    let (session, _) = start(the_site().clone(), Some(record(3, NOW, &["matomo"])), NOW);
    assert_eq!(session.event(), "");
    assert_eq!(session.kept().map(|kept| kept.source.as_str()), Some(""));
}

#[test]
fn without_a_record_nothing_has_come() {
    let (mut session, effects) = start(the_site().clone(), None, NOW);
    assert_eq!(session.receive("link", effects), effects);
    assert_eq!((session.event(), session.kept()), ("", None));
}

#[test]
fn a_signal_outranks_what_came() {
    let site = config(
        r#"{ "categories": [{ "id": "ads", "title": "Ads", "use": "advertising" }, { "id": "stats", "title": "Statistics" }] }"#,
    );
    let unsigned = Situation { signal: Some(Signal::Gpc), ..somewhere(&site) };
    assert_eq!(unsigned.rule.signal, Heed::Yields);
    let (mut giver, _) = start(site.clone(), None, NOW - 1);
    let _ = giver.apply(octoconsent::core::session::Command::AcceptAll, moment(NOW - 1, "giver"));
    let came = giver.record().cloned();
    let (mut session, effects) = Session::start(site, unsigned, came, moment(NOW, "id"));
    let effects = session.receive("link", effects);
    assert_eq!(granted(session.decision()), ["stats"]);
    assert_eq!((session.event(), effects[0]), ("signal", WriteRecord));
    assert_eq!(session.kept().map(|kept| kept.source.as_str()), Some(""));
}

#[test]
fn what_came_is_no_answer_to_what_is_new_here() {
    let here = site(r#""categories": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }]"#);
    let (mut giver, _) = start(site(""), None, NOW - 1);
    let _ = giver.apply(octoconsent::core::session::Command::AcceptAll, moment(NOW - 1, "giver"));
    let (mut session, effects) = start(here, giver.record().cloned(), NOW);
    let effects = session.receive("link", effects);
    assert_eq!((session.reason(), effects[0]), (Some(Reason::News), WriteRecord));
    assert_eq!(session.news(), ["b"]);
    assert_eq!(granted(session.decision()), ["a"]);
}
