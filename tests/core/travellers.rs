//! Whether an answer counts where another rule holds, or where the rule for a category changed.

use crate::given::{MARKED, NOW, STATISTICS, Visitor, choose, config, granted, marked};
use octoconsent::core::config::Config;
use octoconsent::core::session::Command::{AcceptAll, Acknowledge, RejectAll};
use octoconsent::core::session::Reason;

const FRANCE: Visitor = Visitor("FR", None);
const UK: Visitor = Visitor("GB", None);
const US: Visitor = Visitor("US", None);

fn site() -> Config {
    config(MARKED)
}

#[test]
fn a_consent_under_a_laxer_regime_is_none_under_a_stricter_one() {
    for (visitor, commands) in [
        (US, vec![AcceptAll]),
        (US, vec![Acknowledge]),
        (US, vec![choose(&[("ads", false)])]),
        (Visitor("US-CA", None), vec![AcceptAll]),
    ] {
        let stored = visitor.leaves(&site(), NOW, &commands);
        let session = FRANCE.comes(&site(), stored, NOW + 1);
        assert_eq!(session.reason(), Some(Reason::Regime), "{commands:?}");
        assert_eq!(granted(session.decision()), ["necessary"], "{commands:?}");
        assert_eq!(session.record(), None);
    }
}

#[test]
fn a_consent_under_a_stricter_regime_counts_under_a_laxer_one() {
    let stored = FRANCE.leaves(&site(), NOW, &[choose(&[("statistics", true)])]);
    let session = US.comes(&site(), stored, NOW + 1);
    assert_eq!(session.reason(), None);
    assert_eq!(granted(session.decision()), [&["necessary"][..], &STATISTICS].concat());
}

#[test]
fn an_unknown_region_on_the_next_page_asks_whoever_was_not_asked_for_consent() {
    let stored = US.leaves(&site(), NOW, &[AcceptAll]);
    let session = Visitor("", None).comes(&site(), stored, NOW + 1);
    assert_eq!((session.reason(), granted(session.decision())), (Some(Reason::Regime), vec!["necessary"]));
    let stored = FRANCE.leaves(&site(), NOW, &[AcceptAll]);
    assert_eq!(Visitor("", None).comes(&site(), stored, NOW + 1).reason(), None);
}

#[test]
fn what_was_on_without_consent_in_the_uk_is_asked_for_in_france() {
    let stored = UK.leaves(&site(), NOW, &[choose(&[("ads", true)])]);
    let session = FRANCE.comes(&site(), stored, NOW + 1);
    assert_eq!(session.reason(), Some(Reason::News));
    assert_eq!(session.news(), ["statistics", "matomo", "posthog", "look"]);
    assert_eq!(granted(session.decision()), ["necessary", "ads", "pixel", "snowplow"]);
}

#[test]
fn what_was_objected_to_in_the_uk_is_denied_in_france_and_not_asked_for() {
    let stored = UK.leaves(&site(), NOW, &[RejectAll]);
    let session = FRANCE.comes(&site(), stored, NOW + 1);
    assert_eq!((session.reason(), granted(session.decision())), (None, vec!["necessary"]));
}

#[test]
fn a_consent_of_france_counts_in_the_uk_and_on_the_way_back() {
    let stored = FRANCE.leaves(&site(), NOW, &[choose(&[("statistics", true)])]);
    for visitor in [UK, FRANCE] {
        let session = visitor.comes(&site(), stored.clone(), NOW + 1);
        assert_eq!(session.reason(), None);
        assert_eq!(session.decision().granted("look"), Some(false), "{visitor:?}");
        assert_eq!(session.decision().granted("statistics"), Some(true), "{visitor:?}");
    }
}

#[test]
fn what_was_on_by_legitimate_interest_is_asked_for_when_it_needs_consent() {
    let interest = marked(r#""id": "chat","#, r#""id": "chat", "basis": "legitimate-interest","#);
    for commands in [vec![choose(&[("ads", false)])], vec![choose(&[("chat", true)])], vec![AcceptAll]] {
        let stored = FRANCE.leaves(&interest, NOW, &commands);
        assert_eq!(FRANCE.comes(&interest, stored.clone(), NOW + 1).reason(), None, "{commands:?}");
        let session = FRANCE.comes(&site(), stored, NOW + 1);
        assert_eq!((session.reason(), session.news()), (Some(Reason::News), vec!["chat"]), "{commands:?}");
        assert_eq!(session.decision().granted("chat"), Some(false), "{commands:?}");
    }
}

#[test]
fn what_was_on_is_asked_for_when_it_turns_out_sensitive_also_under_opt_out() {
    let stored = US.leaves(&site(), NOW, &[Acknowledge]);
    let session = US.comes(&marked("functional", "sensitive"), stored, NOW + 1);
    assert_eq!((session.reason(), session.news()), (Some(Reason::News), vec!["chat"]));
    assert_eq!(session.decision().granted("chat"), Some(false));
}

#[test]
fn the_use_of_what_was_consented_to_may_change_where_consent_is_needed_anyway() {
    let stored = FRANCE.leaves(&site(), NOW, &[AcceptAll]);
    let session = FRANCE.comes(&marked("functional", "appearance"), stored, NOW + 1);
    assert_eq!((session.reason(), session.decision().granted("chat")), (None, Some(true)));
}
