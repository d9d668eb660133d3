//! The samples that fuzzing begins with (`fuzz/seeds`) are real: one that is refused leads nowhere.

use crate::given::{self, NOW};
use crate::import::ANSWERS;
use octoconsent::core::codec::{LONG, decode};
use octoconsent::core::import;
use octoconsent::core::link::read;
use octoconsent::core::regime::{Regime, Signal};
use std::fs;
use std::path::Path;

/// The texts of a folder, by file name.
fn samples(target: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut samples: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    samples.sort();
    assert!(!samples.is_empty());
    samples.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn records_of_every_kind_are_among_the_samples() {
    let mut records = Vec::new();
    for (name, text) in samples("record") {
        records.push(decode(&text).unwrap_or_else(|| panic!("{name} is no record")));
    }
    assert!(records.iter().any(|record| !record.decision.grants()), "a refusal");
    assert!(records.iter().any(|record| record.decision.grants()), "a grant");
    assert!(records.iter().any(|record| record.regime == Regime::OptOut && record.signal == Some(Signal::Gpc)));
    assert!(records.iter().any(|record| !record.source.is_empty() && !record.purposes.is_empty()));
    assert!(records.iter().any(|record| record.decision.ids().iter().any(|id| id.starts_with('\''))), "marks");
    assert!(samples("record").iter().all(|(_, text)| text.len() <= LONG));
}

#[test]
fn links_are_among_the_samples() {
    for (name, text) in samples("link") {
        assert!(read(&text, "shop.example", NOW).is_some(), "{name} is no link");
    }
}

#[test]
fn configurations_are_among_the_samples() {
    for (name, text) in samples("config") {
        assert_eq!(given::faults(&text), [""; 0], "{name}");
    }
}

#[test]
fn answers_to_every_banner_are_among_the_samples() {
    let samples = samples("import");
    for (name, text) in &samples {
        let (from, lines) = text.split_once('\n').unwrap();
        assert!(import::read(from, lines).is_some(), "{name} is no answer");
    }
    for (from, cookie, _) in ANSWERS {
        let sample = format!("{from}\n{}", cookie.lines());
        assert!(samples.iter().any(|(_, text)| *text == sample), "{from} has another sample: {sample}");
    }
}
