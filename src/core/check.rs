//! Checks a value against the table of [`super::shape`], and names what is wrong and where.

use super::format::Format;
use super::locale;
use super::shape::{Default, Field, Kind};
use super::text::{collect, concat, decimal, has, join, split};
use super::value::Value;

/// Something wrong with the configuration, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place, such as `categories[2].services[0].cookies[1].name`; empty for the whole.
    pub path: String,
    /// What is wrong: one fragment in lower case.
    pub message: String,
}

/// A place in the configuration. It becomes text only where there is a fault to tell of.
#[derive(Debug, Clone, Copy)]
pub enum Path<'a> {
    /// The whole.
    Root,
    /// A member of what stands at the other place.
    Member(&'a Path<'a>, &'a str),
    /// An item of the list there.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The path as text: `categories[2].id`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Path::Root => String::new(),
            Path::Member(Path::Root, name) => (*name).to_owned(),
            Path::Member(above, name) => concat(&[&above.text(), ".", name]),
            Path::Item(above, index) => concat(&[&above.text(), "[", &decimal(*index as u64), "]"]),
        }
    }
}

/// Checks `value` against `fields` and names every fault at `path` and below.
pub fn check(value: &Value, fields: &[Field], path: &Path<'_>, faults: &mut Vec<Fault>) {
    let Value::Object(members) = value else {
        return mismatch(value, "an object", path, faults);
    };
    for (name, member) in members {
        let place = &Path::Member(path, name);
        match fields.iter().find(|field| field.name == name) {
            Some(field) => check_kind(member, field.kind, place, faults),
            None => unknown(name, &names(fields), place, faults),
        }
    }
    for field in fields {
        if field.default == Default::Required && value.get(field.name).is_none() {
            fault(&Path::Member(path, field.name), "is missing", faults);
        }
    }
}

fn check_kind(value: &Value, kind: Kind, path: &Path<'_>, faults: &mut Vec<Fault>) {
    match (kind, value) {
        (Kind::Bool, Value::Bool(_)) => {}
        (Kind::Bool, _) => mismatch(value, "true or false", path, faults),
        (Kind::Integer(least, most), Value::Whole(number)) if (least..=most).contains(number) => {}
        (Kind::Integer(least, most), _) => {
            let wanted = concat(&["a whole number from ", &decimal(least.into()), " to ", &decimal(most.into())]);
            mismatch(value, &wanted, path, faults);
        }
        (Kind::Text(format), _) => check_text(value, format, path, faults),
        (Kind::Local(format), Value::Object(members)) if !members.is_empty() => {
            for (language, text) in members {
                let place = &Path::Member(path, language);
                check_language(language, place, faults);
                check_text(text, format, place, faults);
            }
        }
        (Kind::Local(format), _) => check_text(value, format, path, faults),
        (Kind::Choice(words), Value::Text(text)) if has(words, text) => {}
        (Kind::Choice(words), _) => mismatch(value, &one_of(words), path, faults),
        (Kind::Choices(words), Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                check_kind(item, Kind::Choice(words), &Path::Item(path, index), faults);
            }
        }
        (Kind::Texts(format), Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                check_text(item, format, &Path::Item(path, index), faults);
            }
        }
        (Kind::Object(fields), _) => check(value, fields, path, faults),
        (Kind::List(fields, least), Value::List(items)) => {
            if items.len() < least {
                fault(path, "must not be empty", faults);
            }
            let either = fields.iter().all(|field| field.default != Default::Required);
            for (index, item) in items.iter().enumerate() {
                let place = &Path::Item(path, index);
                check(item, fields, place, faults);
                if either && item.members().len() != 1 && matches!(item, Value::Object(_)) {
                    fault(place, &concat(&["must be ", &join(&names(fields), " or ")]), faults);
                }
            }
        }
        (Kind::List(..) | Kind::Choices(_) | Kind::Texts(_), _) => mismatch(value, "a list", path, faults),
        (Kind::Interface, Value::Object(languages)) => {
            for (language, texts) in languages {
                let place = &Path::Member(path, language);
                check_language(language, place, faults);
                check_texts(texts, place, faults);
            }
        }
        (Kind::Interface, _) => mismatch(value, "an object", path, faults),
    }
}

/// What is wanted where only these words will do.
#[must_use]
pub fn one_of(words: &str) -> String {
    concat(&["one of ", &join(&collect(&mut split(words, b' ')), ", ")])
}

fn check_text(value: &Value, format: Format, path: &Path<'_>, faults: &mut Vec<Fault>) {
    if !value.text().is_some_and(|text| format.accepts(text)) {
        mismatch(value, format.wanted(), path, faults);
    }
}

fn check_language(tag: &str, path: &Path<'_>, faults: &mut Vec<Fault>) {
    if !Format::Language.accepts(tag) || tag == "auto" {
        fault(path, "is no language tag", faults);
    }
}

fn check_texts(texts: &Value, path: &Path<'_>, faults: &mut Vec<Fault>) {
    let Value::Object(members) = texts else {
        return mismatch(texts, "an object", path, faults);
    };
    for (key, text) in members {
        let place = &Path::Member(path, key);
        if locale::keys().contains(&key.as_str()) {
            check_text(text, Format::Any, place, faults);
        } else {
            unknown(key, &locale::keys(), place, faults);
        }
    }
}

/// Adds a fault.
pub fn fault(path: &Path<'_>, message: &str, faults: &mut Vec<Fault>) {
    faults.push(Fault { path: path.text(), message: message.to_owned() });
}

fn mismatch(value: &Value, wanted: &str, path: &Path<'_>, faults: &mut Vec<Fault>) {
    let message = match value.text() {
        Some(text) => concat(&["must be ", wanted, ", not \"", text, "\""]),
        None => concat(&["must be ", wanted, ", not ", value.kind()]),
    };
    fault(path, &message, faults);
}

/// The fault of a name nobody knows, with the nearest one that is known.
pub fn unknown(name: &str, known: &[&str], path: &Path<'_>, faults: &mut Vec<Fault>) {
    match nearest(name, known) {
        Some(nearest) => fault(path, &concat(&["is unknown; did you mean \"", nearest, "\"?"]), faults),
        None => fault(path, "is unknown", faults),
    }
}

fn names(fields: &[Field]) -> Vec<&'static str> {
    collect(&mut fields.iter().map(|field| field.name))
}

/// The known name that takes the fewest edits, if that is at most a third of its length and at least one.
#[must_use]
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let mut nearest = None;
    let mut least = usize::MAX;
    for candidate in known {
        let edits = distance(name, candidate);
        if edits < least && edits <= candidate.len().div_ceil(3) {
            (nearest, least) = (Some(*candidate), edits);
        }
    }
    nearest
}

/// Edits (insert, delete, replace a byte, whatever its case) that turn `from` into `to`: Levenshtein, one row at a
/// time. Names of 32 bytes and more are not compared.
fn distance(from: &str, to: &str) -> usize {
    let mut row = [0; 32];
    if from.len() >= row.len() || to.len() >= row.len() {
        return usize::MAX;
    }
    for (at, cell) in row.iter_mut().enumerate() {
        *cell = at;
    }
    for (index, a) in from.bytes().enumerate() {
        let mut diagonal = index;
        row[0] = index + 1;
        for (at, b) in to.bytes().enumerate() {
            let replaced = diagonal + usize::from(!a.eq_ignore_ascii_case(&b));
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[to.len()]
}
