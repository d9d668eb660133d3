//! Prints the JSON Schema of the configuration, from the table that checks it (`src/core/shape.rs`).

use octoconsent::core::format::Format;
use octoconsent::core::locale;
use octoconsent::core::shape::{CONFIG, Default, Field, Kind};
use serde_json::{Map, Value, json};

fn main() {
    let mut schema = object(CONFIG);
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!("octoconsent configuration"));
    schema.insert("definitions".to_owned(), json!({ "text": local(Format::Any), "language": language() }));
    println!("{:#}", Value::Object(schema));
}

fn object(fields: &[Field]) -> Map<String, Value> {
    let properties: Map<String, Value> = fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.default == Default::Required).map(|field| field.name).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn property(field: &Field) -> Value {
    let mut property = kind(field.kind);
    property.insert("description".to_owned(), json!(field.doc));
    match field.default {
        Default::Required | Default::None => {}
        Default::Bool(flag) => drop(property.insert("default".to_owned(), json!(flag))),
        Default::Integer(number) => drop(property.insert("default".to_owned(), json!(number))),
        Default::Text(text) => drop(property.insert("default".to_owned(), json!(text))),
    }
    Value::Object(property)
}

fn kind(kind: Kind) -> Map<String, Value> {
    let schema = match kind {
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Text(format) => json!({ "type": "string", "pattern": format.regex() }),
        Kind::Local(Format::Any) => json!({ "allOf": [{ "$ref": "#/definitions/text" }] }),
        Kind::Local(format) => local(format),
        Kind::Choice(words) => json!({ "enum": words.split(' ').collect::<Vec<_>>() }),
        Kind::Choices(words) => json!({ "type": "array", "items": { "enum": words.split(' ').collect::<Vec<_>>() } }),
        Kind::Texts(format) => json!({ "type": "array", "items": { "type": "string", "pattern": format.regex() } }),
        Kind::Object(fields) => return object(fields),
        Kind::List(fields, least) => {
            let mut item = object(fields);
            if !item.contains_key("required") {
                item.insert("minProperties".to_owned(), json!(1));
                item.insert("maxProperties".to_owned(), json!(1));
            }
            json!({ "type": "array", "minItems": least, "items": item })
        }
        Kind::Interface => texts(),
    };
    match schema {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A text that visitors read, of a format: one string, or one per language.
fn local(format: Format) -> Value {
    let text = json!({ "type": "string", "pattern": format.regex() });
    let by_language = json!({ "type": "object", "minProperties": 1, "propertyNames": { "$ref": "#/definitions/language" }, "additionalProperties": text });
    json!({ "anyOf": [text, by_language] })
}

fn language() -> Value {
    json!({ "type": "string", "pattern": Format::Language.regex(), "not": { "const": "auto" } })
}

/// Interface texts by language and key, with the English ones as defaults.
fn texts() -> Value {
    let keys: Map<String, Value> = locale::keys()
        .into_iter()
        .map(|key| {
            let text = json!({ "type": "string", "pattern": Format::Any.regex(), "default": locale::english(key) });
            (key.to_owned(), text)
        })
        .collect();
    json!({
        "type": "object",
        "propertyNames": { "$ref": "#/definitions/language" },
        "additionalProperties": { "type": "object", "properties": keys, "additionalProperties": false },
    })
}
