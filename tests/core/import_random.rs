//! `core::import`: whatever it is given, it refuses or reads, and grants nothing that was not said.

use crate::given::Random;
use crate::import::ANSWERS;
use crate::import_decide::{site, words};
use octoconsent::core::import::{Import, Said, answer, decide, read};
use octoconsent::core::text::split;
use octoconsent::core::tokens;
use octoconsent::core::value::Value;

/// Every service of [`SITE`] in an answer, under the names that mean it.
fn names(random: &mut Random) -> &'static str {
    const NAMES: [&str; 18] = [
        "necessary",
        "strict",
        "functional",
        "preferences",
        "analytics",
        "statistics",
        "performance",
        "matomo",
        "ga4",
        "Google Analytics",
        "targeting",
        "marketing",
        "social",
        "pixel",
        "Meta Pixel",
        "hotjar",
        "other",
        "C0004",
    ];
    NAMES[random.below(NAMES.len())]
}

/// An answer in which nothing that could mean `id` is granted: it must not be granted of it.
#[test]
fn whatever_is_said_nothing_is_granted_that_no_granted_name_means() {
    const MEANING: [(&str, &[&str]); 4] = [
        ("functional", &["functional", "preferences"]),
        ("matomo", &["analytics", "statistics", "performance", "matomo"]),
        ("ga4", &["analytics", "statistics", "performance", "ga4", "Google Analytics"]),
        ("pixel", &["targeting", "marketing", "social", "pixel", "Meta Pixel", "C0004"]),
    ];
    let (mut random, site, words) = (Random::new(8), site(&[]), words());
    let mut grants = 0;
    for _ in 0..20_000 {
        let mut import = Import { complete: random.below(2) == 0, services: random.below(3) == 0, ..Import::default() };
        for _ in 0..random.below(6) {
            let services = (0..random.below(3) * random.below(2)).map(|_| names(&mut random).to_owned()).collect();
            let (granted, unasked) = (random.below(2) == 0, random.below(4) == 0);
            import.answers.push(Said { name: names(&mut random).to_owned(), granted, services, unasked });
        }
        let Some(decision) = decide(&site, &import, &words) else { continue };
        let granted = |name: &str| {
            import
                .answers
                .iter()
                .any(|said| said.granted && (said.name == name || said.services.iter().any(|service| service == name)))
        };
        for (id, names) in MEANING {
            if decision.granted(id) == Some(true) {
                grants += 1;
                assert!(names.iter().any(|name| granted(name)), "{id}: {import:?}");
                let denied = import.answers.iter().any(|said| !said.granted && said.name == id);
                assert!(!denied, "{id}: {import:?}");
            }
        }
        assert!(!decision.clone().settle(), "a category is what its services are: {import:?}");
    }
    assert!(grants > 1000, "{grants}");
}

#[test]
fn of_a_real_answer_nothing_is_granted_that_it_denies() {
    let site = site(&[]);
    for (from, cookie, _) in ANSWERS {
        let import = read(from, &cookie.value()).unwrap();
        let mut denied = import.clone();
        denied.answers.iter_mut().for_each(|said| said.granted = false);
        let decision = decide(&site, &denied, &words());
        assert!(
            !decision.is_some_and(|decision| decision.answers.iter().any(|answer| answer.granted && !answer.necessary)),
            "{from}"
        );
    }
}

/// The tokens of a value, as `flat` in src/js/flat.js makes them.
fn flat(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}"),
        Value::Bool(flag) => flag.to_string(),
        Value::Whole(number) => format!("#{number}"),
        Value::Fraction => "~".into(),
        Value::Null => "null".into(),
        Value::List(items) => {
            [format!("[{}", items.len())].into_iter().chain(items.iter().map(flat)).collect::<Vec<_>>().join("\0")
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, member)| format!("{name}\0{}", flat(member)));
            [format!("{{{}", members.len())].into_iter().chain(members).collect::<Vec<_>>().join("\0")
        }
    }
}

/// Every sample as the edge hands it over, and every prefix of that: the same answer, less, or none.
#[test]
fn every_answer_survives_the_way_and_every_part_of_it_is_refused_or_read() {
    let (site, words) = (site(&[]), words());
    for (from, cookie, _) in ANSWERS {
        let value = Value::List(vec![cookie.value(), Value::Text(words.clone())]);
        let tokens = flat(&value);
        assert_eq!(tokens::read(&mut split(&tokens, 0)), value, "{from}");
        let whole = read(from, &cookie.value()).unwrap();
        assert_eq!(
            answer(&site, from, &tokens).map(|(import, _)| import),
            decide(&site, &whole, &words).map(|_| whole),
            "{from}"
        );
        for end in (0..tokens.len()).filter(|end| tokens.is_char_boundary(*end)) {
            let _ = answer(&site, from, &tokens[..end]);
        }
    }
}

#[test]
fn no_tokens_at_all_make_it_panic() {
    let (mut random, site, words) = (Random::new(16), site(&[]), words());
    let samples: Vec<_> = ANSWERS
        .iter()
        .map(|(from, cookie, _)| (*from, flat(&Value::List(vec![cookie.value(), Value::Text(words.clone())]))))
        .collect();
    for _ in 0..20_000 {
        let (_, text) = &samples[random.below(samples.len())];
        let (from, _) = samples[random.below(samples.len())];
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] = b"[{\"#tf~\0!=:,&09"[random.below(15)],
                1 => bytes.truncate(at + 1),
                _ => bytes.insert(at, b"[{\"\0"[random.below(4)]),
            }
        }
        let _ = answer(&site, from, &String::from_utf8_lossy(&bytes));
    }
}
