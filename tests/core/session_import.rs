//! `core::session`: a visitor who answered another banner, and has no record of ours.

use crate::given::{self, GPC, NOW, Visitor, config, granted, moment, somewhere, the_site};
use octoconsent::core::config::Config;
use octoconsent::core::record::{DAY, Method};
use octoconsent::core::regime::{self, Regime, Signal};
use octoconsent::core::session::Effect::{
    AnnounceChange, AnnounceReady, EraseCookies, Log, Release, Show, WriteRecord,
};
use octoconsent::core::session::{Command, Effect, Reason, Session, Situation, Surface};

/// The sample site, where orejime and vanilla-cookieconsent were before.
fn moved() -> Config {
    config(&given::SITE.replacen(
        r#""categories""#,
        r#""import": [{ "from": "orejime" }, { "from": "vanilla-cookieconsent", "cookie": "old" }], "categories""#,
        1,
    ))
}

/// What `foreign` in src/js/import.js gives of `{"categories":["necessary","analytics"],…}`, answered ten days ago.
fn vanilla(names: &str) -> String {
    let day = NOW - 10 * DAY;
    let lines = format!(
        "categories\t\t[\tcategories|categories\n\
         categories\t\t\"necessary\tnecessary|necessary|necessary|essential\n\
         categories\t\t\"analytics\tanalytics|analytics|analytics|statistics\n\
         consentId\t\t\"theirs\tconsentId|consentid\n\
         lastConsentTimestamp\t\t\"{day}\tx|x"
    );
    if names == "old" { lines } else { String::new() }
}

fn refused(names: &str) -> String {
    let lines = "analytics\t\tfalse\ta|analytics\ntargeting\t\tfalse\tt|targeting\nsupport\t\tfalse\ts|support";
    if names == "orejime eu-consent" { lines.to_owned() } else { String::new() }
}

fn old(_: &str) -> String {
    format!(
        "categories\t\t[\tc|c\ncategories\t\t\"analytics\tanalytics|analytics\nlastConsentTimestamp\t\t{}\tx|x",
        NOW - 300 * DAY
    )
}

fn future(_: &str) -> String {
    format!("categories\t\t[\tc|c\nlastConsentTimestamp\t\t{}\tx|x", NOW + DAY)
}

fn broken(_: &str) -> String {
    "categories\t\tall\tc|c".to_owned()
}

fn none(_: &str) -> String {
    String::new()
}

fn imported(config: Config, situation: Situation, foreign: fn(&str) -> String) -> (Session, Option<&'static [Effect]>) {
    let (mut session, _) = Session::start(config, situation, None, moment(NOW, "ours"));
    let effects = session.import(foreign, moment(NOW, "ours"));
    (session, effects)
}

fn here(foreign: fn(&str) -> String) -> (Session, Option<&'static [Effect]>) {
    imported(moved(), somewhere(&moved()), foreign)
}

#[test]
fn an_answer_to_another_banner_is_not_asked_again() {
    let (session, effects) = here(vanilla);
    assert_eq!(effects, Some(&[WriteRecord, Log, EraseCookies, Release, Show, AnnounceReady, AnnounceChange][..]));
    assert_eq!(granted(session.decision()), ["necessary", "shop", "analytics", "matomo", "posthog"]);
    assert_eq!(session.surface(), Surface::Closed);
    assert!(session.answered());
    assert_eq!(session.event(), "import");
}

#[test]
fn the_record_says_where_it_came_from() {
    let (session, _) = here(vanilla);
    let record = session.record().unwrap();
    assert_eq!((record.method, record.source.as_str()), (Method::Import, "vanilla-cookieconsent"));
    assert_eq!((record.id.as_str(), record.created, record.updated), ("theirs", NOW - 10 * DAY, NOW - 10 * DAY));
    assert_eq!((record.revision, record.language.as_str()), (3, "fr"));
    assert_eq!(record.fingerprint, moved().fingerprint());
    let text = octoconsent::core::codec::encode(record);
    assert_eq!(octoconsent::core::codec::decode(&text).as_ref(), Some(record), "{text}");
}

#[test]
fn a_refusal_of_another_banner_is_not_asked_again() {
    let (session, effects) = here(refused);
    assert!(effects.is_some());
    assert_eq!(granted(session.decision()), ["necessary", "shop"]);
    assert_eq!(session.surface(), Surface::Closed);
    let record = session.record().unwrap();
    assert_eq!((record.source.as_str(), record.id.as_str(), record.updated), ("orejime", "ours", NOW));
}

#[test]
fn the_first_banner_that_has_an_answer_counts() {
    fn both(names: &str) -> String {
        vanilla(names) + &refused(names)
    }
    assert_eq!(here(both).0.record().unwrap().source, "orejime");
}

#[test]
fn without_an_answer_the_visitor_is_asked() {
    for foreign in [none as fn(&str) -> String, broken] {
        let (session, effects) = here(foreign);
        assert_eq!(effects, None);
        assert_eq!((session.surface(), session.reason()), (Surface::Banner, Some(Reason::New)));
        assert_eq!(session.kept(), None);
    }
}

#[test]
fn it_is_off_unless_configured() {
    let (session, effects) = imported(the_site().clone(), somewhere(the_site()), |_| unreachable!("nothing is read"));
    assert_eq!((effects, session.surface()), (None, Surface::Banner));
}

#[test]
fn an_answer_is_as_old_as_it_says() {
    let (session, _) = here(old);
    assert_eq!((session.reason(), session.surface()), (Some(Reason::Expired), Surface::Banner));
    assert_eq!(granted(session.decision()), ["necessary", "shop"]);
    assert_eq!(session.record(), None);
    // It is written all the same, so that it is read once.
    assert_eq!(session.kept().map(|kept| kept.updated), Some(NOW - 300 * DAY));
}

#[test]
fn an_answer_of_the_future_is_of_now() {
    assert_eq!(here(future).0.record().unwrap().updated, NOW);
}

#[test]
fn the_next_choice_keeps_the_id_and_the_day_of_the_first() {
    let (mut session, _) = here(vanilla);
    let _ = session.apply(Command::RejectAll, moment(NOW + DAY, "other"));
    let record = session.record().unwrap();
    assert_eq!((record.id.as_str(), record.created, record.updated), ("theirs", NOW - 10 * DAY, NOW + DAY));
    assert_eq!((record.method, record.source.as_str()), (Method::Selection, ""));
}

#[test]
fn it_is_an_answer_on_the_next_page_too() {
    let (session, _) = here(vanilla);
    let (again, effects) = given::start(moved(), session.record().cloned(), NOW + DAY);
    assert!(again.answered());
    assert_eq!(again.decision(), session.decision());
    assert!(!effects.contains(&WriteRecord) && !effects.contains(&Log));
}

#[test]
fn it_expires_by_its_own_time() {
    let (session, _) = here(vanilla);
    let (again, _) = given::start(moved(), session.record().cloned(), NOW + 172 * DAY);
    assert_eq!(again.reason(), Some(Reason::Expired));
}

#[test]
fn a_signal_of_the_browser_is_newer_than_the_answer() {
    fn everything(_: &str) -> String {
        "answered\t\ttrue\ta|a\nallAllowed\t\ttrue\ta|a\ncategories\t\t[\tc|c".to_owned()
    }
    let site = given::marked(r#""presets": true"#, r#""presets": true, "import": [{ "from": "cookiehub" }]"#);
    let Visitor(region, signal) = Visitor("US-CA", GPC);
    let situation = Situation { region: region.into(), rule: regime::rule(&site, region), signal };
    let (session, _) = imported(site.clone(), situation, everything);
    assert_eq!(session.decision().granted("ads"), Some(false));
    assert_eq!(session.decision().granted("statistics"), Some(true));
    let record = session.kept().unwrap();
    assert_eq!((record.signal, record.regime), (Some(Signal::Gpc), Regime::OptOut));
    let (session, _) = imported(site.clone(), somewhere(&site), everything);
    assert_eq!(session.decision().granted("ads"), Some(true));
}

#[test]
fn pages_for_children_grant_nothing_of_it() {
    let site = config(&given::SITE.replacen(
        r#""categories""#,
        r#""childDirected": true, "import": [{ "from": "vanilla-cookieconsent", "cookie": "old" }], "categories""#,
        1,
    ));
    let (session, _) = imported(site.clone(), somewhere(&site), vanilla);
    assert_eq!(granted(session.decision()), ["necessary", "shop"]);
}
