//! `core::link`: a link is used once.

use crate::given::{NOW, Random, record};
use octoconsent::core::codec::encode;
use octoconsent::core::link::{AHEAD, LIFE, read, spend, write};

const HOST: &str = "shop.example.org";

fn used(times: &[u64]) -> String {
    let mut used = String::new();
    for time in times {
        used = spend(&used, &time.to_string(), NOW).unwrap();
    }
    used
}

#[test]
fn a_link_is_used_once() {
    let time = NOW.to_string();
    for now in [NOW - AHEAD, NOW, NOW + 1, NOW + LIFE] {
        assert_eq!(spend(&used(&[NOW]), &time, now), None, "{now}");
    }
}

#[test]
fn every_link_that_could_be_replayed_is_remembered() {
    let times = [NOW - LIFE, NOW - 1, NOW, NOW + AHEAD];
    for time in times {
        assert_eq!(spend(&used(&times), &time.to_string(), NOW), None, "{time}");
    }
}

#[test]
fn another_link_is_another_link() {
    for time in [NOW - 1, NOW + 1, NOW / 10, NOW * 10] {
        assert!(spend(&used(&[NOW]), &time.to_string(), NOW).is_some(), "{time}");
    }
}

#[test]
fn used_links_are_forgotten_once_they_are_too_old_to_be_replayed() {
    for (now, kept) in [(NOW + LIFE, true), (NOW + LIFE + 1, false)] {
        let later = spend(&used(&[NOW]), &now.to_string(), now).unwrap();
        assert_eq!(later.contains(&NOW.to_string()), kept, "{later}");
    }
}

#[test]
fn a_clock_that_was_set_back_forgets_nothing() {
    let earlier = NOW - 1_000_000;
    let later = spend(&used(&[NOW]), &earlier.to_string(), earlier).unwrap();
    assert_eq!(spend(&later, &NOW.to_string(), NOW), None);
}

#[test]
fn rubbish_in_the_list_of_used_links_is_dropped() {
    let time = NOW.to_string();
    for rubbish in ["", " ", "x", "x y", "true", "9b2c", "-1", &format!("0{NOW}"), &format!("{NOW}.")] {
        assert_eq!(spend(rubbish, &time, NOW).as_deref(), Some(time.as_str()), "{rubbish:?}");
    }
    assert_eq!(spend(&format!("rubbish {time} x.y"), &time, NOW), None);
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
            now += 1 + random.below(4000) as u64;
            if links.is_empty() || random.below(3) == 0 {
                let text = encode(&record(3, now - 5, &["matomo", "support"][..random.below(3)]));
                links.push((now, write(&text, HOST, now), false));
                continue;
            }
            let at = random.below(links.len());
            let (written, payload, spent) = &mut links[at];
            let taken = read(payload, HOST, now).and_then(|(time, _)| spend(&used, time, now));
            assert_eq!(taken.is_some(), !*spent && now - *written <= LIFE, "seed {seed}, step {step}");
            *spent |= taken.is_some();
            used = taken.unwrap_or(used);
            assert!(used.split(' ').count() <= links.len(), "{used}");
        }
    }
}
