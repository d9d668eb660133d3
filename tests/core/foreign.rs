//! What `foreign` in src/js/import.js makes of another banner's cookies: lines of a name, one within it, the value, and what the name is
//! like. The end-to-end tests hold the two together.

use std::sync::LazyLock;

/// The cookies of a banner, decoded.
pub enum Cookie {
    /// Whatever is JSON.
    Json(&'static str),
    /// Whatever is not.
    Text(&'static str),
    /// OneTrust's two: the parts of the query, and the time.
    Two(&'static [&'static str], &'static str),
}

impl Cookie {
    pub fn lines(&self) -> String {
        match self {
            Cookie::Json(text) => json(text),
            Cookie::Text(text) => parts(text),
            Cookie::Two(parts, closed) => two(parts, closed),
        }
    }
}

/// `WORDS` in dialects.js, where they stand once.
static WORDS: LazyLock<&str> = LazyLock::new(|| {
    let source = include_str!("../../src/js/dialects.js");
    source.split("WORDS = [").nth(1).unwrap().split("];").next().unwrap()
});

fn like(word: &str) -> String {
    let clean = word.replace([' ', '!', '|'], "?");
    let plain = clean.to_lowercase();
    let known = WORDS
        .lines()
        .filter_map(|line| line.split('"').nth(1))
        .find(|line| line.split(' ').any(|known| known == plain));
    let known: Vec<_> = known.into_iter().flat_map(|line| line.split(' ')).collect();
    [&[clean.as_str(), &plain], &known[..]].concat().join("|")
}

/// Times become milliseconds since 1970.
fn line(name: &str, part: &str, value: &str, word: &str) -> String {
    let stamp = value.strip_prefix('"').unwrap_or(value);
    let time =
        (stamp.len() == 24 && stamp.ends_with('Z')).then(|| octoconsent::core::date::start_of(&stamp[..10])).flatten();
    let value = time.map_or(value.to_owned(), |day| {
        let number = |from: usize, to: usize| stamp[from..to].parse::<u64>().unwrap();
        let clock = ((number(11, 13) * 60 + number(14, 16)) * 60 + number(17, 19)) * 1000 + number(20, 23);
        (day + clock).to_string()
    });
    [name, part, &value, &like(word)].map(|field| field.replace(|byte| byte < ' ', "?")).join("\t")
}

pub fn json(text: &str) -> String {
    let mut lines = Vec::new();
    flat(&serde_json::from_str(text).unwrap(), "", "", None, &mut lines);
    lines.join("\n")
}

fn flat(value: &serde_json::Value, name: &str, part: &str, word: Option<&str>, lines: &mut Vec<String>) {
    use serde_json::Value as Json;
    let word = word.unwrap_or(if part.is_empty() { name } else { part });
    match value {
        Json::Array(items) => {
            lines.push(line(name, part, "[", word));
            for item in items {
                let plain = item.as_str().map_or(item.to_string(), str::to_owned);
                match item.get("id").and_then(Json::as_str) {
                    Some(id) => flat(item.get("value").unwrap_or(&Json::Null), name, id, None, lines),
                    None => flat(item, name, part, Some(if part.is_empty() { &plain } else { part }), lines),
                }
            }
        }
        Json::Object(members) => {
            for (key, member) in members {
                if name.is_empty() { flat(member, key, "", None, lines) } else { flat(member, name, key, None, lines) }
            }
        }
        Json::String(text) => lines.push(line(name, part, &format!("\"{text}"), word)),
        Json::Number(number) => lines.push(line(name, part, &format!("#{number}"), &format!("#{word}"))),
        other => lines.push(line(name, part, &other.to_string(), word)),
    }
}

/// Nothing where a part has no value.
pub fn parts(text: &str) -> String {
    let lines = text.split(['!', ',', '{', '}']).filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = part.split_once(['=', ':'])?;
        Some(line(name, "", value, name))
    });
    lines.collect::<Option<Vec<_>>>().unwrap_or_default().join("\n")
}

pub fn two(parts: &[&str], closed: &str) -> String {
    let mut lines = vec![line("OptanonConsent", "", "", "OptanonConsent")];
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let listed = value.split_once(':').is_some_and(|(_, rest)| {
            let state = rest.split(',').next().unwrap_or_default();
            state.len() == 1 && state.bytes().all(|byte| byte.is_ascii_digit())
        });
        if listed {
            for item in value.split(',').filter(|item| !item.is_empty()) {
                let Some((part, value)) = item.split_once(':') else { return String::new() };
                lines.push(line(name, part, value, part));
            }
        } else {
            lines.push(line(name, "", value, name));
        }
    }
    lines.push(line("OptanonAlertBoxClosed", "", closed, "OptanonAlertBoxClosed"));
    lines.join("\n")
}

/// Whatever a cookie is: JSON, or the parts of a text.
pub fn any(text: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) if value.is_object() || value.is_array() => json(text),
        _ => parts(text),
    }
}
