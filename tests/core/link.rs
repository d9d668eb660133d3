//! `core::link`: what goes along with a link to a sibling site, and what is believed of it there.

use crate::given::{NOW, Random, record};
use octoconsent::core::codec::{decode, encode};
use octoconsent::core::link::{AHEAD, LONGEST, SECONDS, arrive, read, spend, write};
use octoconsent::core::record::Record;

const HOST: &str = "shop.example.org";
const NONCE: &str = "9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4";
const LIFE: u64 = SECONDS * 1000;

/// An answer of an hour before [`NOW`].
fn answer(granted: &[&str]) -> Record {
    record(3, NOW - 3_600_000, granted)
}

fn payload() -> String {
    write(&encode(&answer(&["matomo"])), HOST, NOW, NONCE)
}

/// The record that `host` takes from a payload at `now`.
fn taken(payload: &str, host: &str, now: u64) -> Option<Record> {
    read(payload, host, now).map(|(record, _)| record)
}

#[test]
fn a_link_carries_a_grant_and_a_refusal() {
    for granted in [&["matomo", "posthog", "snowplow"][..], &["matomo"], &[]] {
        let text = encode(&answer(granted));
        let read = taken(&write(&text, HOST, NOW, NONCE), HOST, NOW + 1);
        assert_eq!(read, decode(&text));
        assert!(read.is_some(), "{granted:?}");
    }
}

#[test]
fn a_payload_names_its_time_its_nonce_and_the_record() {
    let record = encode(&answer(&[]));
    assert!(payload().starts_with(&format!("{NOW}.{NONCE}.1.")));
    assert!(write(&record, HOST, NOW, NONCE).starts_with(&format!("{NOW}.{NONCE}.{record}.")));
}

#[test]
fn its_mark_is_its_time_and_its_nonce() {
    let payload = payload();
    let (_, mark) = read(&payload, HOST, NOW).unwrap();
    assert_eq!(mark, format!("{NOW}.{NONCE}"));
}

#[test]
fn only_characters_that_need_no_escaping_in_a_fragment_are_written() {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:*~".contains(&byte);
    assert!(payload().bytes().all(plain), "{}", payload());
}

#[test]
fn another_host_takes_nothing() {
    for host in ["", "example.org", "shop.example.net", "shop.example.or", "xshop.example.org", "shop.example.org."] {
        assert_eq!(taken(&payload(), host, NOW), None, "{host}");
    }
}

#[test]
fn it_is_valid_for_seconds() {
    for (now, valid) in [(NOW, true), (NOW + LIFE, true), (NOW + LIFE + 1, false), (NOW + 1_000_000_000, false)] {
        assert_eq!(taken(&payload(), HOST, now).is_some(), valid, "{now}");
    }
    assert_eq!(taken(&payload(), HOST, u64::MAX), None);
}

#[test]
fn it_may_come_from_the_future_by_no_more_than_a_second() {
    for (now, valid) in [(NOW - 1, true), (NOW - AHEAD, true), (NOW - AHEAD - 1, false), (0, false)] {
        assert_eq!(taken(&payload(), HOST, now).is_some(), valid, "{now}");
    }
}

#[test]
fn an_answer_that_was_given_after_the_click_is_refused() {
    for (answered, valid) in [(NOW - 1, true), (NOW, true), (NOW + 1, false), (NOW + 1_000_000, false)] {
        let payload = write(&encode(&record(3, answered, &["matomo"])), HOST, NOW, NONCE);
        assert_eq!(taken(&payload, HOST, NOW).is_some(), valid, "{answered}");
    }
}

#[test]
fn every_payload_cut_short_is_refused() {
    let payload = payload();
    for end in 0..payload.len() {
        assert_eq!(taken(&payload[..end], HOST, NOW), None, "{}", &payload[..end]);
        assert_eq!(taken(&payload[end + 1..], HOST, NOW), None, "{}", &payload[end + 1..]);
    }
}

#[test]
fn no_other_byte_anywhere_is_accepted() {
    let payload = payload();
    for at in 0..payload.len() {
        for byte in 0..128_u8 {
            let mut bytes = payload.as_bytes().to_vec();
            bytes[at] = byte;
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(taken(&text, HOST, NOW).is_some(), text == payload, "{text}");
        }
    }
}

#[test]
fn a_byte_too_many_or_too_few_is_refused() {
    let payload = payload();
    for at in 0..payload.len() {
        let (before, after) = payload.split_at(at);
        assert_eq!(taken(&format!("{before}{}", &after[1..]), HOST, NOW), None, "without byte {at}");
        for extra in ["0", "1", ".", ":", "~", "*", "-", "&", "%", " ", "é", "\0"] {
            assert_eq!(taken(&format!("{before}{extra}{after}"), HOST, NOW), None, "{extra:?} before byte {at}");
        }
    }
}

#[test]
fn a_broken_record_is_refused_though_the_check_of_the_link_fits() {
    let text = encode(&answer(&["matomo"]));
    let forged = text.replace("matomo:1*", "matomo:1~posthog:1*");
    let without_check = text.rsplit_once('.').unwrap().0;
    for broken in ["", ".", "1", "rubbish", &text[1..], &text[..text.len() - 1], without_check, &forged] {
        if *broken != text {
            assert_eq!(taken(&write(broken, HOST, NOW, NONCE), HOST, NOW), None, "{broken}");
        }
    }
}

#[test]
fn a_nonce_is_an_id() {
    let text = encode(&answer(&[]));
    for (nonce, valid) in [("a", true), (NONCE, true), ("", false), ("a b", false), ("-", false), ("é", false)] {
        assert_eq!(taken(&write(&text, HOST, NOW, nonce), HOST, NOW).is_some(), valid, "{nonce:?}");
    }
    assert_eq!(taken(&write(&text, HOST, NOW, &"x".repeat(65)), HOST, NOW), None);
}

#[test]
fn what_is_too_long_is_refused() {
    let mut long = answer(&["matomo"]);
    for number in 0..1000 {
        long.decision.add(&format!("service-number-{number}"), true, false, false);
    }
    let payload = write(&encode(&long), HOST, NOW, NONCE);
    assert!(payload.len() > LONGEST);
    assert_eq!(taken(&payload, HOST, NOW), None);
}

#[test]
fn foreign_text_is_refused() {
    for text in ["", ".", "..", "...", "....", "1", "section", "/path/to", "!/route", "a=b&c=d", "é", "\0", "%31.%32"]
    {
        assert_eq!(taken(text, HOST, NOW), None, "{text:?}");
    }
}

/// What a page at `here` takes that came from `referrer`.
fn arrived(here: &str, referrer: &str) -> Option<Record> {
    let brought = format!("{}\0{here}\0{referrer}", payload());
    arrive(&["journal.example", "*.example.net"], &brought, NOW).map(|(record, _)| record)
}

#[test]
fn a_page_takes_what_comes_from_a_sibling() {
    for referrer in ["https://journal.example/", "https://a.example.net/page?query", "https://journal.example"] {
        assert_eq!(arrived("https://shop.example.org", referrer), decode(&encode(&answer(&["matomo"]))), "{referrer}");
    }
    assert!(arrived("http://shop.example.org:8080", "http://journal.example:8080/").is_some());
}

#[test]
fn a_page_takes_nothing_from_anybody_else() {
    for referrer in [
        "",
        "https://evil.example/",
        "https://shop.example.org/",
        "https://example.net/",
        "https://journal.example.evil.example/",
        "https://evil.example/https://journal.example/",
        "http://journal.example/",
        "about:client",
        "null",
    ] {
        assert_eq!(arrived("https://shop.example.org", referrer), None, "{referrer:?}");
    }
}

#[test]
fn a_page_takes_nothing_that_is_for_another_host() {
    for here in ["https://shop.example", "https://www.shop.example.org", "https://", "null", "", "file://"] {
        assert_eq!(arrived(here, "https://journal.example/"), None, "{here}");
    }
}

#[test]
fn a_page_that_nothing_was_brought_to_takes_nothing() {
    for brought in ["", "\0", "\0\0", "\0\0\0", &payload(), &format!("{}\0https://shop.example.org", payload())] {
        assert_eq!(arrive(&["journal.example"], brought, NOW), None, "{brought:?}");
    }
    let brought = format!("{}\0https://shop.example.org\0https://journal.example/", payload());
    assert_eq!(arrive(&[], &brought, NOW), None);
}

#[test]
fn a_link_is_used_once() {
    let mark = format!("{NOW}.{NONCE}");
    let used = spend("", &mark, NOW).unwrap();
    for now in [NOW, NOW + 1, NOW + LIFE] {
        assert_eq!(spend(&used, &mark, now), None, "{now}");
    }
}

#[test]
fn two_links_of_the_same_moment_are_two() {
    let used = spend("", &format!("{NOW}.a"), NOW).unwrap();
    let both = spend(&used, &format!("{NOW}.b"), NOW).unwrap();
    for nonce in ["a", "b"] {
        assert_eq!(spend(&both, &format!("{NOW}.{nonce}"), NOW), None, "{nonce}");
    }
    assert!(spend(&both, &format!("{NOW}.ab"), NOW).is_some());
}

#[test]
fn used_links_are_forgotten_once_they_are_too_old_to_be_replayed() {
    let old = format!("{NOW}.old");
    let used = spend("", &old, NOW).unwrap();
    for (now, kept) in [(NOW + LIFE, true), (NOW + LIFE + 1, false)] {
        let later = spend(&used, &format!("{now}.new"), now).unwrap();
        assert_eq!(later.contains("old"), kept, "{later}");
    }
}

#[test]
fn rubbish_in_the_list_of_used_links_is_dropped() {
    let mark = format!("{NOW}.new");
    for rubbish in ["", " ", "x", "x.y", "true", "9b2c", &format!("0{NOW}.y"), &format!("{NOW}")] {
        assert_eq!(spend(rubbish, &mark, NOW), Some(mark.clone()), "{rubbish:?}");
    }
    let used = format!("rubbish {mark} x.y");
    assert_eq!(spend(&used, &mark, NOW), None);
}

/// As a browser does it, with a clock that goes on between the steps.
#[test]
fn of_any_links_in_any_order_each_is_taken_once_and_only_in_its_time() {
    for seed in 0..200 {
        let mut random = Random::new(seed);
        let mut now = NOW;
        let mut links: Vec<(u64, String, bool)> = Vec::new();
        let mut used = String::new();
        for step in 0..60 {
            now += random.below(4000) as u64;
            if links.is_empty() || random.below(3) == 0 {
                let text = encode(&record(3, now - 5, &["matomo", "support"][..random.below(3)]));
                links.push((now, write(&text, HOST, now, &format!("n{step}")), false));
                continue;
            }
            let at = random.below(links.len());
            let (written, payload, spent) = &mut links[at];
            let marked = read(payload, HOST, now).and_then(|(_, mark)| spend(&used, mark, now));
            assert_eq!(marked.is_some(), !*spent && now - *written <= LIFE, "seed {seed}, step {step}");
            *spent |= marked.is_some();
            used = marked.unwrap_or(used);
            assert!(used.split(' ').count() <= links.len(), "{used}");
        }
    }
}

#[test]
fn any_record_survives_the_way_and_any_damage_is_found() {
    for seed in 0..2000 {
        let mut random = Random::new(seed);
        let chosen: Vec<&str> =
            ["matomo", "posthog", "snowplow", "support"].into_iter().filter(|_| random.below(2) == 0).collect();
        let sent = record(random.below(1000) as u32, NOW - random.below(1_000_000) as u64, &chosen);
        let text = encode(&sent);
        let payload = write(&text, HOST, NOW, &format!("n{seed}"));
        assert_eq!(taken(&payload, HOST, NOW + random.below(LIFE as usize) as u64), decode(&text));

        let mut damaged = payload.clone().into_bytes();
        for _ in 0..=random.below(4) {
            let at = random.below(damaged.len());
            match random.below(3) {
                0 => damaged[at] = b"0123456789abcdef-_.:*~"[random.below(22)],
                1 => drop(damaged.remove(at)),
                _ => damaged.insert(at, damaged[random.below(damaged.len())]),
            }
        }
        let damaged = String::from_utf8(damaged).unwrap();
        assert_eq!(taken(&damaged, HOST, NOW).is_some(), damaged == payload, "{damaged}");
    }
}
