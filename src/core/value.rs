//! A JSON value, as the edge hands it over: the configuration is read from it field by field, so that every fault can be
//! named with its path (`docs/decisions/002-configuration.md`).

/// A JSON value. Objects keep the order of their members.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, and whatever JSON cannot say (a function, `undefined`).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that is not negative and fits.
    Whole(u32),
    /// Any other number. No configuration has one.
    Fraction,
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The member called `name`, if this is an object that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members().iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The members of an object; none for anything else.
    #[must_use]
    pub fn members(&self) -> &[(String, Value)] {
        match self {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if this is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What a fault calls this kind of value.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Whole(_) => "a number",
            Value::Fraction => "a fraction or a negative number",
            Value::Text(_) => "a string",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}
