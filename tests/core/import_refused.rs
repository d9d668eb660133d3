//! `core::import::read`: what is no answer, or not as the banner writes one. Then the visitor is asked.

use crate::foreign::{Cookie, any, json, parts, two};
use crate::given::Random;
use crate::import::{ANSWERS, told};
use octoconsent::core::import::read;

#[track_caller]
fn refuse(from: &str, cookies: &[&str]) {
    for cookie in cookies {
        let lines = any(cookie);
        assert_eq!(read(from, &lines), None, "{from}: {cookie}");
    }
}

#[track_caller]
fn refuse_onetrust(parts: &[&str], closed: &str) {
    let lines = two(parts, closed);
    assert_eq!(read("onetrust", &lines), None, "{parts:?} {closed:?}");
}

const CLOSED: &str = "2025-12-03T09:27:50.015Z";

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
    refuse(
        "cookieyes",
        &[
            "consentid:abc,consent:,action:,necessary:,functional:,analytics:",
            "consentid:abc,consent:no,action:,necessary:yes,functional:no",
            "consentid:abc,consent:yes,action:no,necessary:yes,functional:yes",
            "consentid:abc,consent:no,necessary:yes,functional:no",
            "consentid:abc,consent:yes,action:yes",
            "consentid:abc,action:yes,necessary:yes,functional:no",
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
        "1---",
        "é",
        "\"\"",
        r#"["a"]"#,
    ];
    for (from, ..) in ANSWERS {
        refuse(from, &foreign);
        assert_eq!(read(from, ""), None, "{from}");
        for lines in
            ["\n", "\t\t\t", "a", "a\tb", "a\tb\tc", "a\t\ttrue\ta|a\tb", "a\t\ttrue\ta|a\n", "\na\t\ttrue\ta|a"]
        {
            assert_eq!(read(from, lines), None, "{from}: {lines:?}");
        }
    }
    for list in ["{}", r#""necessary""#, "true", "null", "1", r#"{"0":"necessary"}"#, "[1]", "[null]", "[true]"] {
        refuse("vanilla-cookieconsent", &[&format!(r#"{{"categories":{list}}}"#), &format!(r#"{{"level":{list}}}"#)]);
    }
    refuse(
        "vanilla-cookieconsent",
        &[r#"{"categories":["a"],"services":["b"]}"#, r#"{"categories":["a"],"services":"b"}"#],
    );
    for state in ["1", "0", "\"true\"", "null", "\"\"", "[true]", r#"{"b":true}"#] {
        refuse("klaro", &[&format!(r#"{{"a":true,"b":{state}}}"#), &format!(r#"{{"a":{state}}}"#)]);
        refuse("orejime", &[&format!(r#"{{"a":true,"b":{state}}}"#)]);
    }
    refuse(
        "tarteaucitron",
        &["!gtag", "!gtag=", "!gtag=1", "!gtag=yes", "!gtag=truefalse", "!gtag=true ", "!gtag=true!a", "!gtag=TRUE"],
    );
    for tail in [
        r#""allAllowed":true"#,
        r#""allAllowed":true,"categories":{}"#,
        r#""allAllowed":false,"categories":["3"]"#,
        r#""categories":[{"id":"analytics","value":1}]"#,
        r#""categories":[{"id":"analytics","value":"true"}]"#,
        r#""categories":[{"id":"analytics"}]"#,
        r#""allAllowed":true,"timestamp":"soon","categories":[]"#,
    ] {
        refuse("cookiehub", &[&format!(r#"{{"answered":true,{tail}}}"#)]);
    }
    for state in ["yes", "", "'true'", "1", "tru"] {
        refuse("cookiebot", &[&format!("{{necessary:true,preferences:true,statistics:true,marketing:{state}}}")]);
    }
    refuse(
        "cookiebot",
        &[
            "{stamp:'a',ver:1}",
            "{necessary:true;preferences:true}",
            "{necessary:true,utc:soon}",
            "{necessary:true,utc:}",
            "{necessary:true,broken}",
        ],
    );
    for groups in ["", "C0001", "C0001:", "C0001:2", "C0001:true", "C0001:1,C0002", "C0001%3A1"] {
        refuse_onetrust(&[&format!("groups={groups}")], CLOSED);
    }
    refuse_onetrust(&["datestamp=now", "hosts="], CLOSED);
    refuse("onetrust", &["groups=C0001:1", r#"{"groups":{"C0001":1}}"#]);
    for state in ["maybe", "", "true", "1"] {
        refuse(
            "cookieyes",
            &[
                &format!("consent:yes,action:yes,necessary:{state}"),
                &format!("consent:yes,action:yes,{state}:yes,analytics"),
            ],
        );
    }
}

#[test]
fn of_what_is_said_twice_and_differently_the_denial_counts() {
    // `decide` applies denials last; here both are still told.
    let told = |from: &str, lines: String| read(from, &lines).map(told);
    assert_eq!(told("tarteaucitron", parts("!gtag=true!gtag=false")).as_deref(), Some(": +gtag -gtag"));
    assert_eq!(
        told("onetrust", two(&["groups=C0002:0", "groups=C0002:1"], CLOSED)).as_deref(),
        Some("at 1764754070015: -C0002 +C0002")
    );
    refuse("cookieyes", &["consent:yes,action:no,action:yes,necessary:yes,analytics:no"]);
    // One that was closed is closed.
    assert_eq!(
        told("cookieyes", parts("consent:yes,consent:no,action:yes,analytics:yes,functional:no")).as_deref(),
        Some(": -functional")
    );
}

#[test]
fn services_and_vendors_of_cookiehub_stand_for_themselves() {
    for key in ["services", "vendors"] {
        let cookie = |all: bool, categories: &str| {
            json(&format!(r#"{{"answered":true,"allAllowed":{all},"categories":[{categories}],"{key}":[12]}}"#))
        };
        assert_eq!(read("cookiehub", &cookie(false, "3")), None, "{key}: of which category, nobody knows");
        assert!(read("cookiehub", &cookie(false, "")).is_some(), "nothing was granted");
        assert!(read("cookiehub", &cookie(true, "")).is_some(), "everything was granted");
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    for time in ["", "soon", "2024-12-31", "NaN", "-1", "1.5", "01735632547001", "9999999999999999"] {
        refuse("vanilla-cookieconsent", &[&format!(r#"{{"categories":[],"lastConsentTimestamp":"{time}"}}"#)]);
        refuse_onetrust(&["groups=C0001:1"], time);
    }
    for time in ["null", "1735632547001", "true"] {
        refuse("vanilla-cookieconsent", &[&format!(r#"{{"categories":[],"lastConsentTimestamp":{time}}}"#)]);
    }
}

/// What is read of a part must be said by the whole.
fn says_no_more(from: &str, part: &str, whole: &str) {
    let Some(read) = read(from, part) else { return };
    let whole = told(octoconsent::core::import::read(from, whole).unwrap());
    for said in told(read).split(' ').filter(|said| said.starts_with(['+', '-']) && !said.starts_with("-rest")) {
        assert!(
            whole.split(' ').any(|known| known.trim_end_matches([':', ',']) == said.trim_end_matches([':', ','])),
            "{from}: {said} of {part}"
        );
    }
}

#[test]
fn every_text_cut_short_is_refused_or_says_no_more() {
    for (from, cookie, _) in ANSWERS {
        let Cookie::Text(text) = cookie else { continue };
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            says_no_more(from, &parts(&text[..end]), &cookie.lines());
        }
    }
}

#[test]
fn every_list_of_lines_cut_short_is_refused_or_says_no_more() {
    for (from, cookie, _) in ANSWERS {
        let lines = cookie.lines();
        let near = |end: &usize| lines.as_bytes()[*end..].iter().take(3).any(|byte| matches!(byte, b'\t' | b'\n'));
        for end in (0..lines.len()).filter(near).filter(|end| lines.is_char_boundary(*end)) {
            says_no_more(from, &lines[..end], &lines);
        }
    }
}

#[test]
fn an_answer_without_one_of_its_lines_is_refused_or_grants_no_more() {
    for (from, cookie, _) in ANSWERS {
        let lines = cookie.lines();
        let all: Vec<_> = lines.split('\n').collect();
        for skipped in 0..all.len() {
            // Without `consent:no` or `intType=1` nothing tells that the banner was closed: the cookie is another then.
            if all[skipped].starts_with(['c', 'i', 'h', 'g']) && matches!(*from, "onetrust" | "cookieyes") {
                continue;
            }
            let part = [&all[..skipped], &all[skipped + 1..]].concat().join("\n");
            says_no_more(from, &part, &lines);
        }
    }
}

#[test]
fn no_change_of_a_byte_makes_it_panic() {
    let mut random = Random::new(4);
    for (from, cookie, _) in ANSWERS {
        let lines = cookie.lines();
        for _ in 0..200 {
            let mut bytes = lines.as_bytes().to_vec();
            for _ in 0..=random.below(3) {
                let at = random.below(bytes.len());
                bytes[at] = b"!=:,{}'\"0 \x7f\xff\t\n[#"[random.below(16)];
            }
            let lines = String::from_utf8_lossy(&bytes);
            if let Some(import) = read(from, &lines) {
                let _ = told(import);
            }
        }
    }
}
