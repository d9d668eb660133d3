//! Small work on texts. The standard library's searches serve every pattern and every alphabet; here, where all marks
//! are single ASCII characters, these few lines save the module about 4 KB.

/// The parts between the marks of a text.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    rest: Option<&'a str>,
    mark: u8,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.take()?;
        match cut(text, self.mark) {
            Some((part, rest)) => {
                self.rest = Some(rest);
                Some(part)
            }
            None => Some(text),
        }
    }
}

/// The parts between the `mark`s. A text without one is a single part.
#[must_use]
pub fn split(text: &str, mark: u8) -> Parts<'_> {
    Parts { rest: Some(text), mark }
}

/// Collects texts: one function for every kind of iterator.
#[inline(never)]
pub fn collect<'a>(texts: &mut dyn Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut list = Vec::new();
    for text in texts {
        list.push(text);
    }
    list
}

/// Whether `word` is one of the words, spaces between them.
#[must_use]
pub fn has(words: &str, word: &str) -> bool {
    split(words, b' ').any(|known| known == word)
}

/// What stands before and after the first `mark`.
#[must_use]
pub fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.as_bytes().iter().position(|byte| *byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// What stands before and after the last `mark`.
#[must_use]
pub fn cut_last(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.as_bytes().iter().rposition(|byte| *byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Whether every byte is one that `fits`, and there is at least one.
#[inline(never)]
#[must_use]
pub fn consists(text: &str, fits: fn(u8) -> bool) -> bool {
    for byte in text.as_bytes() {
        if !fits(*byte) {
            return false;
        }
    }
    !text.is_empty()
}

/// Whether `text` fits `pattern`, in which `*` stands for any characters: the whole of it, or where `open` is true its
/// beginning.
#[must_use]
pub fn fits(pattern: &str, text: &str, open: bool) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut star, mut from, mut resume) = (0, None, 0, 0);
    while from < text.len() {
        if open && at == pattern.len() {
            return true;
        }
        if pattern.get(at) == Some(&b'*') {
            star = Some(at);
            resume = from;
            at += 1;
        } else if pattern.get(at) == Some(&text[from]) {
            at += 1;
            from += 1;
        } else if let Some(star) = star {
            // Let the last star swallow one more.
            resume += 1;
            (at, from) = (star + 1, resume);
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

/// The parts, one after the other. The standard library's `concat` costs 300 bytes more.
#[must_use]
pub fn concat(parts: &[&str]) -> String {
    join(parts, "")
}

/// The parts with `separator` between them.
pub fn join(parts: &[&str], separator: &str) -> String {
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        text.push_str(part);
    }
    text
}

/// The number that [`decimal`] writes so: digits, no sign, no leading zero, below 10^15.
#[must_use]
pub fn whole(text: &str) -> Option<u64> {
    if text.len() > 15 {
        return None;
    }
    let mut number = 0;
    for digit in text.as_bytes() {
        number = number * 10 + u64::from(digit & 15);
    }
    (decimal(number) == text).then_some(number)
}

/// A number in decimal. `format!` would add 2.5 KB to the module.
#[must_use]
pub fn decimal(number: u64) -> String {
    let mut text = if number < 10 { String::new() } else { decimal(number / 10) };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}
