//! docs/reference.md: its tables have every key of the configuration, with the same words and defaults, and no other; the
//! record that docs/guides/record.md shows is one.

use octoconsent::core::codec::{decode, encode};
use octoconsent::core::format::Format;
use octoconsent::core::shape::{CONFIG, Default, Field, Kind};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap()
}

/// The tables with the columns key, value, default and meaning: by heading, the rows by key.
fn tables() -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let mut tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let (mut heading, mut within) = (String::new(), false);
    for line in page("reference.md").lines() {
        if let Some(text) = line.strip_prefix("### ") {
            heading = text.to_owned();
        }
        if line == "| key | value | default | meaning |" {
            within = true;
        } else if !line.starts_with('|') {
            within = false;
        } else if within && !line.starts_with("|--") {
            let cells: Vec<String> = line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
            assert_eq!(cells.len(), 4, "{line}");
            let key = cells[0].trim_matches('`').to_owned();
            let before = tables.entry(heading.clone()).or_default().insert(key, cells);
            assert!(before.is_none(), "{heading}: a key twice: {line}");
        }
    }
    tables
}

/// Every object of the configuration, and the heading of its table.
fn objects() -> Vec<(&'static str, &'static [Field])> {
    let fields = |of: &'static [Field], name: &str| {
        let field = of.iter().find(|field| field.name == name).unwrap_or_else(|| panic!("no {name}"));
        match field.kind {
            Kind::Object(fields) | Kind::List(fields, _) => fields,
            _ => panic!("{name} is no object"),
        }
    };
    let category = fields(CONFIG, "categories");
    let service = fields(category, "services");
    vec![
        ("The whole", CONFIG),
        ("Category", category),
        ("Service", service),
        ("Stored entry", fields(service, "cookies")),
        ("Rule of regions", fields(CONFIG, "regions")),
        ("Import", fields(CONFIG, "import")),
        ("Alias", fields(CONFIG, "aliases")),
        ("Link", fields(CONFIG, "links")),
        ("Purpose", fields(CONFIG, "purposes")),
        ("Logo", fields(CONFIG, "logo")),
        ("Colours", fields(CONFIG, "colors")),
        ("Banner", fields(CONFIG, "banner")),
        ("Preferences", fields(CONFIG, "preferences")),
        ("Reopen", fields(CONFIG, "reopen")),
        ("Cookie", fields(CONFIG, "cookie")),
    ]
}

#[test]
fn every_object_of_the_configuration_has_its_table_and_each_key_its_row() {
    let tables = tables();
    for (heading, fields) in objects() {
        let mut expected: Vec<&str> = fields.iter().map(|field| field.name).collect();
        expected.sort_unstable();
        let table = tables.get(heading).unwrap_or_else(|| panic!("no table under {heading}"));
        let keys: Vec<&str> = table.keys().map(String::as_str).collect();
        assert_eq!(keys, expected, "{heading}");
    }
    assert_eq!(tables.len(), objects().len(), "{:?}", tables.keys());
}

#[test]
fn no_object_of_the_configuration_is_forgotten_here() {
    fn count(fields: &[Field]) -> usize {
        let nested = fields.iter().map(|field| match field.kind {
            Kind::Object(fields) | Kind::List(fields, _) => 1 + count(fields),
            _ => 0,
        });
        nested.sum()
    }
    // Cookies stand twice, in categories and services, and so do colours; rules of services are explained with the untagged trackers.
    assert_eq!(1 + count(CONFIG), objects().len() + 3);
    let untagged = page("guides/untagged.md");
    assert!(untagged.contains("- **`url`** is") && untagged.contains("- **`inline`** is"));
}

#[test]
fn every_word_that_a_key_takes_stands_in_its_row_and_every_default_too() {
    let tables = tables();
    for (heading, fields) in objects() {
        for field in fields {
            let row = &tables[heading][field.name];
            if let Kind::Choice(words) | Kind::Choices(words) = field.kind {
                for word in words.split(' ') {
                    assert!(row[1].contains(&format!("`{word}`")), "{heading}, {}: {word}", field.name);
                }
            }
            if let Kind::Integer(least, most) = field.kind {
                assert!(row[1].contains(&format!("{least} to {most}")), "{heading}, {}", field.name);
            }
            let default = match field.default {
                Default::Required => "required".to_owned(),
                Default::Bool(flag) => format!("`{flag}`"),
                Default::Integer(number) => format!("`{number}`"),
                Default::Text("") => "empty".to_owned(),
                Default::Text(text) => format!("`{text}`"),
                Default::None => continue,
            };
            assert_eq!(row[2], default, "{heading}, {}", field.name);
        }
    }
}

#[test]
fn the_record_that_is_shown_is_one() {
    let guide = page("guides/record.md");
    let text = guide.lines().find(|line| line.starts_with("1.") && line.contains("~matomo:")).unwrap();
    let record = decode(text).unwrap();
    assert_eq!(encode(&record), text);
    assert!(Format::Region.accepts(&record.region));
    let names = guide.lines().find(|line| line.starts_with("1.ID.")).unwrap();
    assert_eq!(names.split('.').count(), text.split('.').count());
    for name in names.split('.').skip(1) {
        let rows =
            guide.lines().filter(|line| line.starts_with("| ") && line.split(" | ").next().unwrap().contains(name));
        assert_eq!(rows.count(), 1, "{name}");
    }
}
