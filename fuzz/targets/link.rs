//! `core::link`: any payload is refused, or is the one that `write` makes for that host and time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::link::{AHEAD, SECONDS, read, spend, target, write};
use octoconsent::core::text::{cut, cut_last, whole};
use octoconsent::core::{codec, record::Record};
use octoconsent_fuzz::signed;

const HOST: &str = "shop.example";
/// The time in the seeds.
const NOW: u64 = 1_763_877_000_000;

fuzz_target!(|text: &str| {
    check(text);
    check_rest(text);
    // With checks that fit: the text as a whole payload, as record and nonce, and as a record whose own check fits too.
    let sealed = signed(&format!("{HOST}/{text}"));
    check(sealed.get(HOST.len() + 1..).unwrap_or_default());
    if let Some((nonce, record)) = cut(text, b'.') {
        check(&write(record, HOST, NOW, nonce));
        check(&write(&signed(record), HOST, NOW, nonce));
    }
});

fn check(payload: &str) {
    let Some((record, mark)) = read(payload, HOST, NOW) else { return };
    let (time, nonce, text) = parts(payload);
    assert!(time.abs_diff(NOW) <= SECONDS * 1000 && time <= NOW + AHEAD, "{payload} is of another time");
    assert_eq!(write(text, HOST, time, nonce), payload, "write never made that");
    assert_eq!(codec::decode(text).as_ref(), Some(&record), "{payload} holds another record");
    assert!(record.updated <= time, "{payload} is older than its answer");
    check_elsewhere(payload, &record, mark);
}

fn check_elsewhere(payload: &str, record: &Record, mark: &str) {
    for (host, now) in [("shop.example.org", NOW), ("", NOW), (HOST, NOW + 2 * SECONDS * 1000), (HOST, 0)] {
        assert_eq!(read(payload, host, now), None, "{record:?} is taken at {now} by {host}");
    }
    let used = spend("", mark, NOW).expect("not used yet");
    assert_eq!(spend(&used, mark, NOW), None, "{mark} is used twice");
}

fn parts(payload: &str) -> (u64, &str, &str) {
    let found = cut_last(payload, b'.').and_then(|(body, _)| {
        let (time, rest) = cut(body, b'.')?;
        let (nonce, text) = cut(rest, b'.')?;
        Some((whole(time)?, nonce, text))
    });
    found.expect("what is read has these parts")
}

/// What is kept of used links and what stands in addresses comes from outside too.
fn check_rest(text: &str) {
    if let Some(kept) = spend(text, "0.mark", NOW) {
        assert_eq!(spend(&kept, "0.mark", NOW), None, "{kept}");
    }
    let siblings = ["shop.example", "*.example.net"];
    if let Some(host) = target(&siblings, "https://www.example", text) {
        assert!(
            host.eq_ignore_ascii_case("shop.example") || host.to_ascii_lowercase().ends_with(".example.net"),
            "{text}"
        );
        assert!(text.starts_with("https://"), "{text}");
    }
}
