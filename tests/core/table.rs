//! `core::shape`: the table itself, from which the checks, the defaults, the schema and the reference are made.

use octoconsent::core::format::Format;
use octoconsent::core::shape::{CONFIG, Default, Field, Kind};
use octoconsent::core::text::{has, split};

/// Every field of the table, with its path.
fn fields() -> Vec<(String, Field)> {
    fn walk(path: &str, fields: &[Field], all: &mut Vec<(String, Field)>) {
        for field in fields {
            let path = format!("{path}.{}", field.name);
            all.push((path.clone(), *field));
            if let Kind::Object(fields) | Kind::List(fields, _) = field.kind {
                walk(&path, fields, all);
            }
        }
    }
    let mut all = Vec::new();
    walk("", CONFIG, &mut all);
    all
}

#[test]
fn every_field_is_there_once() {
    let fields = fields();
    for (index, (path, _)) in fields.iter().enumerate() {
        assert!(fields[..index].iter().all(|(other, _)| other != path), "{path} is there twice");
    }
    assert!(fields.len() > 35, "{} fields", fields.len());
}

#[test]
fn every_default_is_of_the_kind_of_its_field() {
    for (path, field) in fields() {
        let fits = match (field.kind, field.default) {
            (_, Default::Required | Default::None) => true,
            (Kind::Bool, Default::Bool(_)) => true,
            (Kind::Integer(least, most), Default::Integer(number)) => (least..=most).contains(&number),
            (Kind::Text(format), Default::Text(text)) => format.accepts(text),
            (Kind::Choice(words), Default::Text(text)) => has(words, text),
            _ => false,
        };
        assert!(fits, "{path}: {:?} does not fit {:?}", field.default, field.kind);
    }
}

#[test]
fn every_switch_is_off_unless_given() {
    for (path, field) in fields() {
        assert_eq!(matches!(field.kind, Kind::Bool), field.default == Default::Bool(false), "{path}");
    }
}

#[test]
fn every_choice_has_different_words() {
    for (path, field) in fields() {
        let Kind::Choice(words) = field.kind else { continue };
        let words: Vec<&str> = split(words, b' ').collect();
        assert!(words.len() > 1, "{path} is no choice");
        for (index, word) in words.iter().enumerate() {
            assert!(!word.is_empty() && !words[..index].contains(word), "{path}: {word:?}");
        }
    }
}

#[test]
fn every_field_is_documented_in_whole_sentences() {
    for (path, field) in fields() {
        assert!(field.doc.len() > 8 && field.doc.ends_with('.'), "{path}: {:?}", field.doc);
    }
}

#[test]
fn no_key_is_too_long_to_be_suggested() {
    for (path, field) in fields() {
        assert!(field.name.len() < 32, "{path}");
    }
}

#[test]
fn what_visitors_follow_is_checked_as_an_address() {
    for (path, field) in fields() {
        if path.ends_with(".href") || path.ends_with(".policy") {
            assert!(matches!(field.kind, Kind::Text(Format::Url) | Kind::Local(Format::Url)), "{path}");
        }
    }
}
