//! `core::link`: what goes along with a link to a sibling site, and what is believed of it there.

use crate::given::{NOW, Random, decided, record};
use octoconsent::core::codec::{LONG, decode, encode};
use octoconsent::core::link::{AHEAD, LIFE, read, write};
use octoconsent::core::record::Record;

const HOST: &str = "shop.example.org";

/// An answer of an hour before [`NOW`].
fn answer(granted: &[&str]) -> Record {
    record(3, NOW - 3_600_000, granted)
}

fn payload() -> String {
    write(&encode(&answer(&["matomo"])), HOST, NOW)
}

/// The record that `host` takes from a payload at `now`.
fn taken(payload: &str, host: &str, now: u64) -> Option<Record> {
    read(payload, host, now).and_then(|(_, text)| decode(text))
}

#[test]
fn a_link_carries_a_grant_and_a_refusal() {
    for granted in [&["matomo", "posthog", "snowplow"][..], &["matomo"], &[]] {
        let text = encode(&answer(granted));
        let read = taken(&write(&text, HOST, NOW), HOST, NOW + 1);
        assert_eq!(read, decode(&text));
        assert!(read.is_some(), "{granted:?}");
    }
}

#[test]
fn a_payload_is_its_time_the_record_and_a_check() {
    let (record, payload) = (encode(&answer(&["matomo"])), payload());
    assert!(payload.starts_with(&format!("{NOW}.{record}.")), "{payload}");
    assert_eq!(read(&payload, HOST, NOW), Some((NOW.to_string().as_str(), record.as_str())));
}

/// FNV-1a, 32 bits, written from its draft.
#[test]
fn the_check_is_over_the_host_and_all_before() {
    let payload = payload();
    let (body, check) = payload.rsplit_once('.').unwrap();
    let bytes = HOST.bytes().chain(body.bytes());
    let hash = bytes.fold(2_166_136_261_u64, |hash, byte| (hash ^ u64::from(byte)) * 16_777_619 % (1 << 32));
    assert_eq!(check, hash.to_string());
}

#[test]
fn only_characters_that_need_no_escaping_in_a_fragment_are_written() {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:*~'".contains(&byte);
    let mut long = answer(&["matomo"]);
    for number in 0..60 {
        long.decision.add(&format!("service-number-{number}"), true, false, number % 2 == 0);
    }
    long.decision.settle();
    for record in [answer(&["matomo"]), long] {
        let payload = write(&encode(&record), HOST, NOW);
        assert!(payload.bytes().all(plain), "{payload}");
        assert!(taken(&payload, HOST, NOW).is_some(), "{payload}");
    }
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
    assert_eq!(LIFE, 30_000);
}

#[test]
fn it_may_come_from_the_future_by_no_more_than_a_second() {
    for (now, valid) in [(NOW - 1, true), (NOW - AHEAD, true), (NOW - AHEAD - 1, false), (0, false)] {
        assert_eq!(taken(&payload(), HOST, now).is_some(), valid, "{now}");
    }
    assert_eq!(AHEAD, 1000);
}

#[test]
fn an_answer_that_was_given_after_the_click_is_refused() {
    for (answered, valid) in [(NOW - 1, true), (NOW, true), (NOW + 1, false), (NOW + 1_000_000, false)] {
        let payload = write(&encode(&record(3, answered, &["matomo"])), HOST, NOW);
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
            assert_eq!(read(&text, HOST, NOW).is_some(), text == payload, "{text}");
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
    let without_check = text.rsplit_once('.').unwrap().0;
    let forged = text.replace("posthog:0", "posthog:1");
    assert_ne!(forged, text);
    for broken in ["", ".", "1", "rubbish", &text[1..], &text[..text.len() - 1], without_check, &forged] {
        assert_eq!(read(&write(broken, HOST, NOW), HOST, NOW), None, "{broken}");
    }
}

#[test]
fn a_time_is_written_in_one_way_only() {
    let text = encode(&answer(&[]));
    for time in ["", "0", "-1", &format!("0{NOW}"), &format!("+{NOW}"), &format!("{NOW}.0"), "1e12"] {
        let body = format!("{time}.{text}");
        let hash = HOST.bytes().chain(body.bytes());
        let hash = hash.fold(2_166_136_261_u64, |hash, byte| (hash ^ u64::from(byte)) * 16_777_619 % (1 << 32));
        assert_eq!(read(&format!("{body}.{hash}"), HOST, NOW), None, "{time}");
    }
}

#[test]
fn what_is_too_long_for_a_record_is_refused() {
    let mut long = answer(&["matomo"]);
    for number in 0..1000 {
        long.decision.add(&format!("service-number-{number}"), true, false, false);
    }
    let text = encode(&long);
    assert!(text.len() > 4 * LONG);
    assert_eq!(read(&write(&text, HOST, NOW), HOST, NOW), None);
}

#[test]
fn foreign_text_is_refused() {
    for text in ["", ".", "..", "...", "....", "1", "section", "/path/to", "!/route", "a=b&c=d", "é", "\0", "%31.%32"]
    {
        assert_eq!(read(text, HOST, NOW), None, "{text:?}");
    }
}

#[test]
fn any_record_survives_the_way_and_any_damage_is_found() {
    for seed in 0..2000 {
        let mut random = Random::new(seed);
        let mut chosen = vec!["matomo", "posthog", "snowplow", "support"];
        chosen.retain(|_| random.below(2) == 0);
        let sent = record(random.below(1000) as u32, NOW - random.below(1_000_000) as u64, &chosen);
        let text = encode(&sent);
        let payload = write(&text, HOST, NOW);
        let there = taken(&payload, HOST, NOW + random.below(LIFE as usize) as u64);
        assert_eq!(there, decode(&text));
        assert!(there.is_some_and(|there| there.decision.changed(&decided(&chosen)).is_empty()));

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
        assert_eq!(read(&damaged, HOST, NOW).is_some(), damaged == payload, "{damaged}");
    }
}
