//! `core::import::read`: what every banner writes down of an answer, version by version. The samples are as the banners write
//! them, decoded as `src/js/import.js` does; only ids are made up.

use crate::foreign::Cookie::{self, Json, Text, Two};
use crate::foreign::json;
use octoconsent::core::import::{Import, cookies, read};
use octoconsent::core::shape::BANNERS;

/// Real answers: banner, cookie, and what is to be read of it, as [`told`] says it.
pub const ANSWERS: &[(&str, Cookie, &str)] = &[
    // vanilla-cookieconsent 2.0
    ("vanilla-cookieconsent", Json(r#"{"level": ["necessary","analytics"]}"#), "-rest: +necessary +analytics"),
    // 2.5 to 2.8.0
    (
        "vanilla-cookieconsent",
        Json(r#"{"level":["necessary"],"revision":0,"data":null,"rfc_cookie":false}"#),
        "-rest: +necessary",
    ),
    // 2.9
    (
        "vanilla-cookieconsent",
        Json(
            r#"{"categories":["necessary","analytics","ads"],"level":["necessary","analytics","ads"],"revision":2,"data":{"a":-1.5},
                "rfc_cookie":true,"consent_date":"2023-01-31T23:59:59.999Z","consent_uuid":"5a91b1c4-7f9e-4a8e-9d0b-3f0f1a2b3c4d",
                "last_consent_update":"2024-02-29T00:00:00.000Z"}"#,
        ),
        "-rest, 5a91b1c4-7f9e-4a8e-9d0b-3f0f1a2b3c4d at 1709164800000: +necessary +analytics +ads",
    ),
    // 3, everything refused where no category is read-only
    (
        "vanilla-cookieconsent",
        Json(
            r#"{"categories":[],"revision":0,"data":null,"consentTimestamp":"2025-06-01T12:00:00.000Z","consentId":"0d9f5f6e-0000-4000-8000-000000000001",
                "services":{"analytics":[]},"languageCode":"en","lastConsentTimestamp":"2025-06-01T12:00:00.000Z","expirationTime":1764590400000}"#,
        ),
        "-rest, 0d9f5f6e-0000-4000-8000-000000000001 at 1748779200000:",
    ),
    // 3, with services
    (
        "vanilla-cookieconsent",
        Json(
            r#"{"categories":["necessary","analytics","ads"],"revision":0,"data":null,"consentTimestamp":"2025-06-01T12:00:00.000Z",
                "consentId":"0d9f5f6e-0000-4000-8000-000000000002","services":{"necessary":[],"analytics":["ga","matomo"],"ads":[],"video":[]},
                "languageCode":"fr","lastConsentTimestamp":"2025-06-02T12:00:00.001Z","expirationTime":1764590400000}"#,
        ),
        "-rest, 0d9f5f6e-0000-4000-8000-000000000002 at 1748865600001: +necessary +analytics +ads +analytics/ga +analytics/matomo",
    ),
    ("klaro", Json(r#"{"matomo":true,"youtube":false,"googleFonts":true}"#), ": +matomo -youtube +googleFonts"),
    ("klaro", Json(r#"{"matomo":false}"#), ": -matomo"),
    ("orejime", Json(r#"{"google-tag-manager":true,"inline-tracker":false}"#), ": +google-tag-manager -inline-tracker"),
    ("orejime", Json(r#"{"mandatory":true,"analytics":false,"été":true}"#), ": +mandatory -analytics +été"),
    ("tarteaucitron", Text("!gtag=true!youtube=false!facebook=false"), ": +gtag -youtube -facebook"),
    ("tarteaucitron", Text("!matomo=true!gtag=true"), ": +matomo +gtag"),
    ("tarteaucitron", Text("!matomo=false"), ": -matomo"),
    // CookieHub until about 2021
    (
        "cookiehub",
        Json(
            r#"{"answered":true,"preconsent":false,"revision":3,"dnt":true,"cookieLaws":true,"token":"dOSWLNZilvcQySWV0k7vPVv6cCzRctGBHLFpVlZeolcl2XHeiH1hjY8SowTWe6QW",
                "categories":[{"cid":1,"id":"necessary","value":true},{"cid":3,"id":"analytics","value":true},{"cid":4,"id":"marketing","value":false}]}"#,
        ),
        "dOSWLNZilvcQySWV0k7vPVv6cCzRctGBHLFpVlZeolcl2XHeiH1hjY8SowTWe6QW: +necessary +analytics -marketing",
    ),
    // 2022 to 2023
    (
        "cookiehub",
        Json(
            r#"{"answered":true,"preconsent":false,"revision":1,"dnt":false,"allowSale":true,"implict":false,"region":"","token":"gZAoIM3cNLeuDhvh","timestamp":"2022-08-28T22:17:59.417Z",
                "categories":[{"cid":1,"id":"necessary","value":true,"preconsent":true,"fired":true},{"cid":2,"id":"preferences","value":true,"preconsent":false,"fired":false}]}"#,
        ),
        "gZAoIM3cNLeuDhvh at 1661725079417: +necessary +preferences",
    ),
    // Since then: everything
    (
        "cookiehub",
        Json(
            r#"{"answered":true,"revision":3,"dnt":false,"allowSale":true,"region":"G0","token":"Ej7aDoGgklKmZTHEYMlPLMRsZg8UFcHMfCqnP87U7IhJfvacndNF10YKPtXqr1rW",
                "timestamp":"2022-12-17T23:17:05.318Z","allAllowed":true,"categories":[],"vendors":[],"services":[],"implicit":false}"#,
        ),
        "+rest, Ej7aDoGgklKmZTHEYMlPLMRsZg8UFcHMfCqnP87U7IhJfvacndNF10YKPtXqr1rW at 1671319025318:",
    ),
    // Some
    (
        "cookiehub",
        Json(
            r#"{"answered":true,"revision":1,"dnt":false,"allowSale":true,"implict":false,"region":"","token":"","timestamp":"2025-04-24T06:54:41.275Z",
                "allAllowed":false,"categories":[2,3,7],"vendors":[],"services":[],"implicit":false}"#,
        ),
        "-rest, at 1745477681275: +#2 +#3 +#7",
    ),
    // Nothing
    (
        "cookiehub",
        Json(
            r#"{"answered":true,"revision":1,"dnt":false,"allowSale":true,"implicit":false,"region":"","token":"","timestamp":"2025-04-24T06:54:41.275Z",
                "allAllowed":false,"categories":[],"vendors":[],"services":[],"implicit":false}"#,
        ),
        "-rest, at 1745477681275:",
    ),
    // 2026, an opt-out region, answered there (of a name that stands there twice the last counts)
    (
        "cookiehub",
        Json(
            r#"{"answered":true,"revision":3,"dnt":false,"allowSale":true,"implicit":true,"region":"G0","token":"SgBDeOMU-9KdPU5DwcdzrA","timestamp":"2026-09-23T16:10:41.172Z",
                "allAllowed":false,"categories":[4],"vendors":[],"services":[],"token_version":2,"country":"RS","session_emitted_at":1790179829908,"state":null,"implicit":false}"#,
        ),
        "-rest, SgBDeOMU-9KdPU5DwcdzrA at 1790179841172: +#4",
    ),
    // Cookiebot until about 2022
    (
        "cookiebot",
        Text(
            "{stamp:'xGChaLlxWj47+A5=',necessary:true,preferences:false,statistics:false,marketing:false,ver:1,utc:1621010391490,region:'lt'}",
        ),
        "at 1621010391490: +necessary -preferences -statistics -marketing",
    ),
    (
        "cookiebot",
        Text(
            "{stamp:'60qJeqQrOX3z3pPMsxucqV6b==',necessary:true,preferences:true,statistics:true,marketing:true,ver:1,utc:1570580789621,iab:'BOoI5yEOoI5yECGABBENCh-AAAAp57v'}",
        ),
        "at 1570580789621: +necessary +preferences +statistics +marketing",
    ),
    // Since then
    (
        "cookiebot",
        Text(
            "{stamp:'5XvNCDJGCujZq3P+mpjU/g==',necessary:true,preferences:false,statistics:true,marketing:false,method:'explicit',ver:3,utc:1750423015309,iab2:'',region:'us-06'}",
        ),
        "at 1750423015309: +necessary -preferences +statistics -marketing",
    ),
    // OneTrust
    (
        "onetrust",
        Two(
            &[
                "isIABGlobal=false",
                "datestamp=Wed+May+19+2021",
                "version=6.17.0",
                "hosts=",
                "landingPath=NotLandingPage",
                "groups=1:1,2:1,3:0",
            ],
            "2021-05-19T13:05:59.000Z",
        ),
        "at 1621429559000: +1 +2 -3",
    ),
    (
        "onetrust",
        Two(
            &[
                "isGpcEnabled=0",
                "datestamp=Thu+Mar+14+2024",
                "version=202310.1.0",
                "hosts=",
                "consentId=0d9f5f6e-0000-4000-8000-000000000003",
                "interactionCount=2",
                "landingPath=https://example.com/?a=1&groups=C0004:1",
                "groups=C0001:1,C0002:0,C0003:1,C0004:0,V2STACK42:0",
                "geolocation=FR;",
                "AwaitingReconsent=false",
            ],
            "2024-03-14T09:14:46.676Z",
        ),
        "0d9f5f6e-0000-4000-8000-000000000003 at 1710407686676: +C0001 -C0002 +C0003 -C0004 -V2STACK42",
    ),
    // Accepted, with a general vendor that the site does not use
    (
        "onetrust",
        Two(
            &[
                "isGpcEnabled=0",
                "version=202510.2.0",
                "hosts=H1:1,H7:1",
                "genVendors=V9:0,",
                "consentId=0d9f5f6e-0000-4000-8000-000000000004",
                "interactionCount=1",
                "isAnonUser=1",
                "groups=C0001:1,C0002:1",
                "AwaitingReconsent=false",
                "intType=3",
                "crTime=1776074015270",
            ],
            "2025-12-03T09:27:50.015Z",
        ),
        "0d9f5f6e-0000-4000-8000-000000000004 at 1764754070015: +C0001 +C0002",
    ),
    // Closed: what the region granted unasked does not count, what it denied does
    (
        "onetrust",
        Two(&["interactionCount=1", "groups=C0001:1,C0002:1,C0004:0", "intType=1"], "2025-12-03T09:27:50.015Z"),
        "at 1764754070015: -C0004",
    ),
    // Hosts switched off one by one: which of ours they are, nobody knows
    (
        "onetrust",
        Two(&["hosts=H1:1,H7:0", "groups=C0001:1,C0002:1,C0004:0"], "2025-12-03T09:27:50.015Z"),
        "at 1764754070015: -C0004",
    ),
    (
        "onetrust",
        Two(&["hosts=", "genVendors=V1:1,V2:0,", "groups=C0001:1,C0002:1,C0004:0"], "2025-12-03T09:27:50.015Z"),
        "at 1764754070015: -C0004",
    ),
    (
        "cookieyes",
        Text(
            "consentid:TWFkZVVwTWFkZVVw,consent:yes,action:yes,necessary:yes,functional:yes,analytics:no,performance:yes,advertisement:no,other:no",
        ),
        "TWFkZVVwTWFkZVVw: +necessary +functional -analytics +performance -advertisement -other",
    ),
    (
        "cookieyes",
        Text(
            "consentid:TWFkZVVwVG9vMTIz,consent:no,action:yes,necessary:yes,functional:no,analytics:no,performance:no,advertisement:no,lastRenewedDate:1711555514000",
        ),
        "TWFkZVVwVG9vMTIz: -functional -analytics -performance -advertisement",
    ),
    // Closed in a region where categories are on unasked
    (
        "cookieyes",
        Text("consentid:TWFkZVVwVG9vMTIz,consent:no,action:yes,necessary:yes,functional:yes,analytics:no"),
        "TWFkZVVwVG9vMTIz: -analytics",
    ),
];

/// What was read, in one line.
pub fn told(import: Import<'_>) -> String {
    let rest = import.rest.map(|granted| if granted { "+rest" } else { "-rest" }.to_owned());
    let time = import.time.map(|time| format!("at {time}"));
    let proof: Vec<_> = [import.id.map(str::to_owned), time].into_iter().flatten().collect();
    let proof = Some(proof.join(" ")).filter(|proof| !proof.is_empty());
    let mut line = [rest, proof].into_iter().flatten().collect::<Vec<_>>().join(", ") + ":";
    for said in import.answers() {
        let within = if said.within.is_empty() { String::new() } else { format!("{}/", said.within) };
        let said = [if said.granted { " +" } else { " -" }, &within, said.name].concat();
        if !format!("{line} ").contains(&format!("{said} ")) {
            line += &said;
        }
    }
    line
}

#[test]
fn every_banners_answer_is_read() {
    for (from, cookie, expected) in ANSWERS {
        let lines = cookie.lines();
        let import = read(from, &lines).unwrap_or_else(|| panic!("{from}: {lines}"));
        assert_eq!(told(import), *expected, "{from}: {lines}");
    }
}

#[test]
fn every_banner_that_can_be_named_has_a_sample_and_a_cookie() {
    for from in BANNERS.split(' ') {
        assert!(ANSWERS.iter().any(|(known, ..)| *known == from), "{from}");
        assert!(!cookies(from, "").is_empty(), "{from}");
    }
}

#[test]
fn a_cookie_under_the_name_of_another_banner_grants_nothing_else() {
    for (from, cookie, _) in ANSWERS {
        let lines = cookie.lines();
        let own = told(read(from, &lines).unwrap());
        for other in BANNERS.split(' ') {
            let Some(foreign) = read(other, &lines).map(told) else { continue };
            for said in foreign.split(' ').filter(|said| said.starts_with('+')) {
                assert!(own.split(' ').any(|known| known == said), "{from} as {other}: {foreign}");
            }
        }
    }
}

#[test]
fn the_site_may_call_the_cookie_otherwise() {
    assert_eq!(cookies("klaro", ""), "klaro");
    assert_eq!(cookies("klaro", "consents"), "consents");
    assert_eq!(cookies("vanilla-cookieconsent", ""), "cc_cookie");
    assert_eq!(cookies("cookiebot", ""), "CookieConsent");
    assert_eq!(cookies("cookieyes", ""), "cookieyes-consent");
}

#[test]
fn orejime_has_two_names_and_onetrust_two_cookies() {
    assert_eq!(cookies("orejime", ""), "orejime eu-consent");
    assert_eq!(cookies("orejime", "consents"), "consents");
    assert_eq!(cookies("onetrust", ""), "OptanonConsent OptanonAlertBoxClosed");
}

#[test]
fn an_id_that_cannot_be_one_of_ours_is_left_out() {
    for (id, kept) in [("abc-_9", true), ("a b", false), ("", false), ("a.b", false), ("YWJj=", false), ("é", false)] {
        let lines = json(&format!(r#"{{ "categories": ["a"], "consentId": "{id}" }}"#));
        assert_eq!(read("vanilla-cookieconsent", &lines).unwrap().id.is_some(), kept, "{id}");
    }
}
