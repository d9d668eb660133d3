//! `core::import`: whatever it is given, it refuses or reads, and grants nothing that was not said.

use crate::foreign::{json, parts, two};
use crate::given::{NOW, Random, moment};
use crate::import::ANSWERS;
use crate::import_decide::site;
use octoconsent::core::import::{decide, read, record};
use octoconsent::core::shape::BANNERS;

const NAMES: [&str; 16] = [
    "necessary",
    "strict",
    "functional",
    "preferences",
    "analytics",
    "statistics",
    "performance",
    "matomo",
    "ga4",
    "targeting",
    "marketing",
    "social",
    "pixel",
    "hotjar",
    "other",
    "C0004",
];

/// By which names ours may be granted.
const MEANING: [(&str, &[&str]); 4] = [
    ("functional", &["functional", "preferences"]),
    ("matomo", &["analytics", "statistics", "performance", "matomo"]),
    ("ga4", &["analytics", "statistics", "performance", "ga4"]),
    ("pixel", &["targeting", "marketing", "social", "pixel", "C0004"]),
];

#[test]
fn whatever_is_said_nothing_is_granted_that_no_granted_name_means() {
    let (mut random, site) = (Random::new(8), site(&[("functional", "functional")]));
    let mut grants = 0;
    for round in 0..1200 {
        let mut said: Vec<_> =
            (0..=random.below(9)).map(|_| (NAMES[random.below(NAMES.len())], random.below(3) > 0)).collect();
        said.sort_unstable();
        said.dedup_by_key(|(name, _)| *name);
        let list = |of: &dyn Fn(&str, bool) -> String| {
            said.iter().map(|(name, granted)| of(name, *granted)).collect::<Vec<_>>()
        };
        let from = BANNERS.split(' ').nth(round % 8).unwrap();
        let granted: Vec<_> = said.iter().filter(|(_, granted)| *granted).map(|(name, _)| *name).collect();
        let services = if random.below(2) == 0 {
            format!(r#"{{"analytics":["{}"]}}"#, NAMES[random.below(NAMES.len())])
        } else {
            "{}".into()
        };
        let lines = match from {
            "vanilla-cookieconsent" => json(&format!(r#"{{"categories":{granted:?},"services":{services}}}"#)),
            "klaro" | "orejime" => {
                json(&format!("{{{}}}", list(&|name, granted| format!("\"{name}\":{granted}")).join(",")))
            }
            "tarteaucitron" => parts(&list(&|name, granted| format!("!{name}={granted}")).concat()),
            "cookiehub" => json(&format!(
                r#"{{"answered":true,"categories":[{}]}}"#,
                list(&|name, granted| format!(r#"{{"id":"{name}","value":{granted}}}"#)).join(",")
            )),
            "cookiebot" => parts(&format!("{{{}}}", list(&|name, granted| format!("{name}:{granted}")).join(","))),
            "onetrust" => {
                let groups = list(&|name, granted| format!("{name}:{}", u8::from(granted))).join(",");
                two(&[&format!("groups={groups}")], "2025-12-03T09:27:50.015Z")
            }
            _ => parts(&format!(
                "consent:yes,action:yes,{}",
                list(&|name, granted| format!("{name}:{}", if granted { "yes" } else { "no" })).join(",")
            )),
        };
        let Some(decision) = read(from, &lines).and_then(|import| decide(&site, import)) else { continue };
        for (id, names) in MEANING {
            if decision.granted(id) == Some(true) {
                grants += 1;
                assert!(
                    names.iter().any(|name| granted.contains(name) || services.contains(name)),
                    "{from}: {id}: {said:?} {services}"
                );
                let denied = from != "vanilla-cookieconsent" && said.contains(&(id, false));
                assert!(!denied, "{from}: {id}: {said:?}");
            }
        }
        assert!(!decision.clone().settle(), "a category is what its services are: {said:?}");
    }
    assert!(grants > 100, "{grants}");
}

#[test]
fn no_lines_at_all_make_it_panic() {
    let (mut random, site) = (Random::new(16), site(&[]));
    for _ in 0..400 {
        let (_, cookie, _) = &ANSWERS[random.below(ANSWERS.len())];
        let (from, ..) = &ANSWERS[random.below(ANSWERS.len())];
        let mut bytes = cookie.lines().into_bytes();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] = b"\t\n[\"#tf!=:,&09\xff|"[random.below(16)],
                1 => bytes.truncate(at + 1),
                _ => bytes.insert(at, b"\t\n|"[random.below(3)]),
            }
        }
        let _ = record(&site, from, &String::from_utf8_lossy(&bytes), moment(NOW, "id"));
    }
}

#[test]
fn more_lines_than_any_cookie_has_are_refused() {
    let lines =
        |count: usize| (0..count).map(|at| format!("s{at}\t\tfalse\ts{at}|s{at}")).collect::<Vec<_>>().join("\n");
    let all = |count: usize| {
        lines(count) + "\nmatomo\t\tfalse\tm|m\nga4\t\tfalse\tg|g\npixel\t\tfalse\tp|p\nfunctional\t\tfalse\tf|f"
    };
    let site = site(&[("functional", "functional")]);
    assert!(record(&site, "klaro", &all(250), moment(NOW, "id")).is_some());
    assert_eq!(record(&site, "klaro", &all(2000), moment(NOW, "id")), None);
}
