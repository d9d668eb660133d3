//! `core::link`: any payload is refused, or is the one that `write` makes for that host and time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use octoconsent::core::codec;
use octoconsent::core::config::{self, Config};
use octoconsent::core::link::{AHEAD, LIFE, arrive, read, spend, target, write};
use octoconsent::core::text::{collect, cut, cut_last, split, whole};
use octoconsent::core::value::Value;
use octoconsent_fuzz::signed;
use std::sync::LazyLock;

const HOST: &str = "shop.example";
/// The time in the seeds.
const NOW: u64 = 1_763_877_000_000;

fuzz_target!(|text: &str| {
    check(text);
    check_rest(text);
    // With the link's check, and with that of the record too.
    check(&signed(HOST, text));
    if let Some((time, rest)) = cut(text, b'.')
        && let Some((record, _)) = cut_last(rest, b'.')
    {
        check(&signed(HOST, &format!("{time}.{}.", signed("", record))));
    }
});

fn check(payload: &str) {
    let Some((time, record)) = read(payload, HOST, NOW) else { return };
    let written = whole(time).expect("a time is a number");
    assert!(NOW.saturating_sub(written) <= LIFE && written <= NOW + AHEAD, "{payload} is of another time");
    assert_eq!(write(record, HOST, written), payload, "nobody wrote that");
    let decoded = codec::decode(record).expect("it holds a record");
    assert!(decoded.updated <= written, "{payload} is older than its answer");
    for (host, now) in [("shop.example.org", NOW), ("", NOW), (HOST, NOW + 2 * LIFE), (HOST, 0)] {
        assert_eq!(read(payload, host, now), None, "{payload} is taken at {now} by {host:?}");
    }
    let used = spend("", time, NOW).expect("not used yet");
    assert_eq!(spend(&used, time, NOW), None, "{time} is used twice");
}

/// What is kept of used links, and what the browser says of addresses, comes from outside too.
fn check_rest(text: &str) {
    let time = NOW.to_string();
    if let Some(kept) = spend(text, &time, NOW) {
        assert_eq!(spend(&kept, &time, NOW), None, "{kept}");
    }
    let _ = arrive(&SITE, text, NOW);
    if let Some(host) = target(&SITE, &collect(&mut split(text, b' '))) {
        let listed = host == "shop.example" || host.strip_suffix(".example.net").is_some();
        assert!(listed, "{host} is a sibling");
    }
}

static SITE: LazyLock<Config> = LazyLock::new(|| {
    let text = |text: &str| Value::Text(text.to_owned());
    let category = vec![("id".to_owned(), text("a")), ("title".to_owned(), text("A"))];
    let members = vec![
        ("categories".to_owned(), Value::List(vec![Value::Object(category)])),
        ("siblings".to_owned(), Value::List(vec![text("shop.example"), text("*.example.net")])),
    ];
    config::read(Value::Object(members), &mut Vec::new()).expect("a configuration without faults")
});
