//! docs/guides/styling.md: its table has every custom property that the style sheet asks for, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The style sheet, its parts joined.
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// The names after every `mark`.
fn names(text: &str, mark: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
    text.split(mark).skip(1).map(name).collect()
}

#[test]
fn the_table_of_properties_is_that_of_the_style_sheet() {
    let guide = read("docs/guides/styling.md");
    let table: String = guide.lines().filter(|line| line.starts_with("| `--")).collect();
    let used = names(STYLE, "var(--octoconsent-");
    assert!(used.len() > 15);
    assert_eq!(names(&table, "`--octoconsent-"), used);
}

#[test]
fn the_default_colours_are_those_that_contrast_is_measured_with() {
    let contrast = read("src/core/contrast.rs").replace('_', "");
    for color in ["16212c", "eaf0f5", "141b22", "0b7d62", "45c9a5"] {
        assert!(STYLE.contains(&format!("#{color})")) && contrast.contains(&format!("0x{color}")), "{color}");
    }
}
