//! `core::import::read`: what is no answer, or not as the banner writes one. Then the visitor is asked.

use crate::given::{Random, value};
use crate::import::{ANSWERS, Cookie};
use octoconsent::core::import::read;
use octoconsent::core::value::Value;

#[track_caller]
fn refuse(from: &str, cookies: &[&str]) {
    for cookie in cookies {
        let json = serde_json::from_str::<serde_json::Value>(cookie).is_ok();
        let value = if json { value(cookie) } else { Value::Text((*cookie).into()) };
        assert_eq!(read(from, &value), None, "{from}: {cookie}");
    }
}

#[track_caller]
fn refuse_onetrust(parts: &[&str], closed: &[&str]) {
    let list = |parts: &[&str]| Value::List(parts.iter().map(|part| Value::Text((*part).into())).collect());
    let value = Value::List(vec![list(parts), list(closed)]);
    assert_eq!(read("onetrust", &value), None, "{parts:?} {closed:?}");
}

const CLOSED: &[&str] = &["2025-12-03T09:27:50.015Z"];

#[test]
fn what_has_not_been_answered_is_no_answer() {
    refuse("vanilla-cookieconsent", &["{}", r#"{"revision":0,"data":null}"#]);
    refuse("klaro", &["{}"]);
    refuse("tarteaucitron", &["", "!", "!gtag=wait", "!gtag=true!youtube=wait", "!gtag=wait!youtube=false"]);
    let cookiehub = |head: &str| format!(r#"{{{head},"allAllowed":true,"categories":[],"vendors":[],"services":[]}}"#);
    for head in [
        r#""answered":false"#,
        r#""answered":null"#,
        r#""answered":"true""#,
        r#""revision":1"#,
        r#""answered":true,"implict":true"#,
        r#""answered":true,"implicit":true"#,
        r#""answered":true,"implict":false,"implicit":true"#,
    ] {
        refuse("cookiehub", &[&cookiehub(head)]);
    }
    refuse(
        "cookiebot",
        &[
            "-1",
            "{stamp:'-1',necessary:true,preferences:true,statistics:true,marketing:true,method:'implied',ver:1,utc:1,region:'VN'}",
        ],
    );
    refuse("cookiebot", &["{stamp:'-1',necessary:true,preferences:true,statistics:true,marketing:true,ver:1,utc:1}"]);
    refuse(
        "cookiebot",
        &["{stamp:'a',necessary:true,preferences:true,statistics:true,marketing:true,method:'implied',ver:1,utc:1}"],
    );
    refuse_onetrust(&["groups=C0001:1,C0002:1", "AwaitingReconsent=true"], CLOSED);
    refuse_onetrust(&["groups=C0001:1,C0002:1", "interactionCount=0"], CLOSED);
    refuse_onetrust(&["groups=C0001:1,C0002:1", "intType=1"], CLOSED);
    refuse_onetrust(&["groups=C0001:1,C0002:1", "iType=1"], CLOSED);
    refuse(
        "cookieyes",
        &[
            "consentid:abc,consent:,action:,necessary:,functional:,analytics:",
            "consentid:abc,consent:no,action:,necessary:yes,functional:no",
            "consentid:abc,consent:yes,action:no,necessary:yes,functional:yes",
            "consentid:abc,consent:no,necessary:yes,functional:no",
            "consentid:abc,action:yes,necessary:yes,functional:no",
            "consentid:abc,consent:no,action:yes,necessary:yes,functional:yes",
            "consentid:abc,consent:yes,action:yes",
        ],
    );
}

#[test]
fn a_cookie_of_another_shape_is_refused() {
    let foreign = [
        "",
        "0",
        "1",
        "true",
        "false",
        "null",
        "[]",
        "{}",
        "{",
        "}",
        "[object Object]",
        "allow",
        "accepted",
        "1---",
        "é",
        "\"\"",
        r#""{}""#,
    ];
    for (from, ..) in ANSWERS {
        refuse(
            from,
            if *from == "cookiebot" { &["", "1", "true", "null", "[]", "{}", "{", "}", "allow"] } else { &foreign },
        );
    }
    for list in [
        r#"{}"#,
        r#""necessary""#,
        "true",
        "null",
        "1",
        r#"{"0":"necessary"}"#,
        "[1]",
        "[null]",
        r#"["a",["b"]]"#,
        r#"[""]"#,
    ] {
        refuse("vanilla-cookieconsent", &[&format!(r#"{{"categories":{list}}}"#), &format!(r#"{{"level":{list}}}"#)]);
    }
    refuse(
        "vanilla-cookieconsent",
        &[
            r#"{"categories":["a"],"services":[]}"#,
            r#"{"categories":["a"],"services":{"a":"b"}}"#,
            r#"{"categories":["a"],"services":{"a":{"b":true}}}"#,
            r#"{"categories":["a"],"services":{"a":[1]}}"#,
            r#"{"categories":["a"],"consentId":7}"#,
        ],
    );
    for state in ["1", "\"true\"", "null", "{}", "[true]"] {
        refuse("klaro", &[&format!(r#"{{"a":true,"b":{state}}}"#), &format!(r#"{{"a":{state}}}"#)]);
        refuse("orejime", &[&format!(r#"{{"a":true,"b":{state}}}"#)]);
    }
    refuse(
        "tarteaucitron",
        &[
            "gtag=true",
            "gtag=true!a=true",
            "!gtag",
            "!gtag=",
            "!gtag=1",
            "!gtag=truefalse",
            "!=true",
            "!gtag=true!",
            "!gtag=true!!a=true",
            " !gtag=true",
            "!gtag=true ",
        ],
    );
    for tail in [
        r#""allAllowed":true"#,
        r#""allAllowed":true,"categories":{}"#,
        r#""allAllowed":"true","categories":[]"#,
        r#""allAllowed":null,"categories":[]"#,
        r#""allAllowed":false,"categories":["3"]"#,
        r#""allAllowed":false,"categories":[0]"#,
        r#""allAllowed":false,"categories":[-1]"#,
        r#""allAllowed":false,"categories":[3.5]"#,
        r#""allAllowed":false,"categories":[{"id":"analytics","value":true}]"#,
        r#""categories":[3]"#,
        r#""categories":[{"id":3,"value":true}]"#,
        r#""categories":[{"id":"analytics","value":1}]"#,
        r#""categories":[{"id":"analytics"}]"#,
        r#""categories":[]"#,
        r#""allAllowed":true,"categories":[],"token":1"#,
    ] {
        refuse("cookiehub", &[&format!(r#"{{"answered":true,{tail}}}"#)]);
    }
    refuse(
        "cookiebot",
        &[
            "{necessary:true,preferences:true,statistics:true}",
            "{necessary:true,preferences:true,statistics:true,marketing:yes}",
            "{necessary:true,preferences:true,statistics:true,marketing:}",
            "{necessary:true,preferences:true,statistics:true,marketing:'true'}",
            "{necessary:true,preferences:true,statistics:true,marketing:true",
            "necessary:true,preferences:true,statistics:true,marketing:true",
            "{necessary:true,preferences:true,statistics:true,marketing:true,}",
            "{necessary:true;preferences:true;statistics:true;marketing:true}",
            "{{necessary:true,preferences:true,statistics:true,marketing:true}}",
            "{necessary:true,preferences:true,statistics:true,marketing:true,utc:soon}",
            "{necessary:true, preferences:true, statistics:true, marketing:true}",
        ],
    );
    refuse_onetrust(&["datestamp=now", "hosts="], CLOSED);
    refuse_onetrust(&["groups="], CLOSED);
    refuse_onetrust(&["groups=C0001"], CLOSED);
    refuse_onetrust(&["groups=C0001:"], CLOSED);
    refuse_onetrust(&["groups=C0001:2"], CLOSED);
    refuse_onetrust(&["groups=:1"], CLOSED);
    refuse_onetrust(&["groups=C0001:1,"], CLOSED);
    refuse_onetrust(&["groups=C0001%3A1"], CLOSED);
    refuse_onetrust(&["groups=C0001:1", "broken"], CLOSED);
    for closed in [&[][..], &[""], &["true"], &["2025-12-03T09:27:50.015Z", "2025-12-03T09:27:50.015Z"]] {
        refuse_onetrust(&["groups=C0001:1"], closed);
    }
    refuse(
        "onetrust",
        &[
            "groups=C0001:1",
            r#"["groups=C0001:1","2025-12-03T09:27:50.015Z"]"#,
            r#"[["groups=C0001:1"],["2025-12-03T09:27:50.015Z"],["a"]]"#,
        ],
    );
    refuse(
        "cookieyes",
        &[
            "consent:yes,action:yes,necessary:maybe",
            "consent:yes,action:yes,necessary:",
            "consent:yes,action:yes,necessary",
            "consent:yes,action:yes,:yes",
            "consent:yes,action:yes,necessary:yes,",
            "consent:yes,action:yes, necessary:no;",
            "{consent:yes,action:yes,necessary:yes}",
        ],
    );
}

#[test]
fn a_name_that_is_said_twice_and_differently_is_refused() {
    refuse("tarteaucitron", &["!gtag=true!gtag=false", "!gtag=false!a=true!gtag=true"]);
    refuse(
        "cookiehub",
        &[r#"{"answered":true,"categories":[{"id":"analytics","value":true},{"id":"analytics","value":false}]}"#],
    );
    refuse("cookiebot", &["{necessary:true,preferences:true,statistics:false,marketing:true,statistics:true}"]);
    refuse_onetrust(&["groups=C0002:0,C0001:1,C0002:1"], CLOSED);
    refuse_onetrust(&["groups=C0002:0", "groups=C0002:1"], CLOSED);
    refuse_onetrust(&["groups=C0002:1", "groups=C0002:1"], CLOSED);
    refuse(
        "cookieyes",
        &[
            "consent:yes,action:yes,necessary:yes,analytics:no,analytics:yes",
            "consent:yes,consent:no,action:yes,necessary:yes,analytics:no",
            "consent:yes,action:no,action:yes,necessary:yes,analytics:no",
        ],
    );
}

#[test]
fn a_name_that_is_said_twice_alike_is_said_once() {
    for (from, cookie, count) in [
        ("tarteaucitron", Cookie::Text("!gtag=true!gtag=true"), 1),
        ("vanilla-cookieconsent", Cookie::Json(r#"{"categories":["a","a"]}"#), 1),
        ("onetrust", Cookie::Two(&["groups=C0002:0,C0002:0"], "2025-12-03T09:27:50.015Z"), 1),
    ] {
        assert_eq!(read(from, &cookie.value()).unwrap().answers.len(), count, "{from}");
    }
}

#[test]
fn services_of_a_category_that_was_not_granted_are_refused() {
    refuse("vanilla-cookieconsent", &[r#"{"categories":["a"],"services":{"b":["c"]}}"#]);
}

#[test]
fn services_and_vendors_of_cookiehub_stand_for_themselves() {
    for key in ["services", "vendors"] {
        let cookie = |all: bool, categories: &str| {
            format!(r#"{{"answered":true,"allAllowed":{all},"categories":[{categories}],"{key}":[12]}}"#)
        };
        refuse("cookiehub", &[&cookie(false, "3")]);
        assert!(read("cookiehub", &value(&cookie(false, ""))).is_some(), "nothing was granted");
        assert!(read("cookiehub", &value(&cookie(true, ""))).is_some(), "everything was granted");
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    let read = |time: &str| {
        read("vanilla-cookieconsent", &value(&format!(r#"{{"categories":[],"lastConsentTimestamp":{time}}}"#)))
    };
    let check = |time: &str, expected| {
        assert_eq!(read(&format!("\"{time}\"")).map(|import| import.time), Some(Some(expected)), "{time}")
    };
    check("1970-01-01T00:00:00.000Z", 0);
    check("2000-02-29T23:59:59.999Z", 951_868_799_999);
    check("2024-12-31T08:09:07.001Z", 1_735_632_547_001);
    for time in [
        "",
        "2024-12-31",
        "2024-12-31T08:09:07Z",
        "2024-12-31T08:09:07.01Z",
        "2024-12-31T08:09:07.0001Z",
        "2024-12-31T8:09:07.001Z",
        "2024-12-31T24:00:00.000Z",
        "2024-12-31T08:60:07.001Z",
        "2024-12-31T08:09:60.001Z",
        "2024-13-31T08:09:07.001Z",
        "2023-02-29T08:09:07.001Z",
        "2024-12-31T08:09:07.001",
        "2024-12-31T08:09:07.001+01:00",
        "2024-12-31 08:09:07.001Z",
        "2024-12-31T08:09.001Z",
        "2024-12-31T08:09:07:01.001Z",
        "2024-12-31T-8:09:07.001Z",
        "2024-12-31T+8:09:07.001Z",
        "1969-12-31T08:09:07.001Z",
        "T08:09:07.001Z",
        "2024-12-31TZ",
        "2024-12-31T::.Z",
        "1735632547001",
    ] {
        assert_eq!(read(&format!("\"{time}\"")), None, "{time}");
        assert_eq!(closed(time), None, "{time}");
    }
    for time in ["null", "1735632547001", "true", "{}"] {
        assert_eq!(read(time), None, "{time}");
    }
}

fn closed(time: &str) -> Option<octoconsent::core::import::Import> {
    let list = |text: &str| Value::List(vec![Value::Text(text.into())]);
    read("onetrust", &Value::List(vec![list("groups=C0001:1"), list(time)]))
}

#[test]
fn a_name_with_control_characters_is_refused() {
    for name in ["\\u0000", "a\\nb", "\\t", "a\\u001f"] {
        refuse("klaro", &[&format!(r#"{{"{name}":true}}"#)]);
        refuse("vanilla-cookieconsent", &[&format!(r#"{{"categories":["{name}"]}}"#)]);
    }
}

/// What is read of a text must be said by the text: a prefix says less, and never anything else.
#[test]
fn every_answer_cut_short_is_refused_or_says_no_more_than_it_says() {
    for (from, cookie, _) in ANSWERS {
        let Cookie::Text(text) = cookie else { continue };
        let whole = read(from, &cookie.value()).unwrap();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let Some(part) = read(from, &Value::Text(text[..end].into())) else { continue };
            assert!(part.answers.iter().all(|said| whole.answers.contains(said)), "{from}: {}", &text[..end]);
        }
    }
}

#[test]
fn every_object_with_a_member_less_is_refused_or_says_no_more() {
    for (from, cookie, _) in ANSWERS {
        let Value::Object(members) = cookie.value() else { continue };
        let whole = read(from, &cookie.value()).unwrap();
        for skipped in 0..members.len() {
            let mut members = members.clone();
            members.remove(skipped);
            let Some(part) = read(from, &Value::Object(members)) else { continue };
            let granted = |name: &str| whole.answers.iter().any(|said| said.name == name && said.granted);
            assert!(part.answers.iter().all(|said| !said.granted || granted(&said.name)), "{from} without {skipped}");
        }
    }
}

#[test]
fn no_change_of_a_byte_makes_it_panic() {
    let mut random = Random::new(4);
    for (from, cookie, _) in ANSWERS {
        let Cookie::Text(text) = cookie else { continue };
        for _ in 0..2000 {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=random.below(3) {
                let at = random.below(bytes.len());
                bytes[at] = b"!=:,{}'\"0 \x7f\xff"[random.below(12)];
            }
            let _ = read(from, &Value::Text(String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}
