//! `core::codec`, tried at random (the same numbers in every run): any record survives it, and any text is refused or read.

use crate::codec::TEXT;
use crate::given::Random;
use octoconsent::core::codec::{decode, encode, mark};
use octoconsent::core::decision::Decision;
use octoconsent::core::record::{Method, Record};
use octoconsent::core::regime::{Regime, Signal};

const LETTERS: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

impl Random {
    fn one_of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }

    fn letters(&mut self, alphabet: &str, least: usize, most: usize) -> String {
        let length = least + self.below(most - least + 1);
        (0..length).map(|_| char::from(self.one_of(alphabet.as_bytes()))).collect()
    }

    /// An id that no other has: `number` in front.
    fn id(&mut self, number: usize) -> String {
        let tail = self.letters(&format!("{LETTERS}-_"), 0, 24);
        format!("{number}{tail}")
    }

    fn decision(&mut self) -> Decision {
        let mut decision = Decision::default();
        let most = self.one_of(&[0, 3, 16]);
        for category in 0..=self.below(6) {
            let necessary = self.below(4) == 0;
            let id = self.id(category * 100);
            let granted = self.below(2) == 1;
            decision.add(&id, false, necessary, granted);
            for service in 0..self.below(most + 1) {
                let id = self.id(category * 100 + service + 1);
                let granted = self.below(2) == 1;
                decision.add(&id, true, necessary, granted);
            }
        }
        let _ = decision.settle();
        decision
    }

    fn record(&mut self) -> Record {
        let times = [0, 1, 1_763_877_000_000, 999_999_999_999_999];
        let (one, other) = (self.one_of(&times), self.one_of(&times));
        Record {
            id: self.letters(LETTERS, 1, 64),
            created: one.min(other),
            updated: one.max(other),
            method: self.one_of(&[
                Method::AcceptAll,
                Method::RejectAll,
                Method::Selection,
                Method::Withdrawal,
                Method::Close,
                Method::Api,
                Method::Acknowledge,
                Method::Signal,
                Method::Import,
            ]),
            regime: self.one_of(&[Regime::OptIn, Regime::OptOut, Regime::Notice, Regime::None]),
            region: self.one_of(&["", "FR", "US-CA", "GB-ENG", "FR-75"]).to_owned(),
            signal: self.one_of(&[None, Some(Signal::Gpc), Some(Signal::DoNotTrack)]),
            source: self.one_of(&["", "link", "cookiehub", "vanilla-cookieconsent"]).to_owned(),
            revision: self.one_of(&[0, 1, 999_999, u32::MAX]),
            fingerprint: self.letters("0123456789abcdef", 8, 8),
            product: self.one_of(&["0_1_0", "12_0_34", "1"]).to_owned(),
            language: self.one_of(&["en", "pt-BR", "zh-Hant-TW"]).to_owned(),
            purposes: (0..self.below(12)).map(|_| self.letters(&format!("{LETTERS}-_"), 4, 4)).collect(),
            decision: self.decision(),
        }
    }
}

/// The record as a text that is too long for it has it.
fn shortened(record: &Record) -> Record {
    let mut short = record.clone();
    for answer in short.decision.answers.iter_mut().filter(|answer| answer.service) {
        answer.id = mark(&answer.id);
    }
    short
}

#[test]
fn any_record_survives() {
    let mut random = Random::new(1);
    let (mut whole, mut short) = (0, 0);
    for _ in 0..5000 {
        let record = random.record();
        let text = encode(&record);
        let read = decode(&text);
        match read.as_ref() == Some(&record) {
            true => whole += 1,
            false => {
                assert_eq!(read, Some(shortened(&record)), "{text}");
                short += 1;
            }
        }
        assert_eq!(read.as_ref().map(encode), Some(text));
    }
    assert!(whole > 1000 && short > 100, "{whole} whole and {short} shortened ones");
}

/// FNV-1a over the text, from its draft.
fn signed(body: &str) -> String {
    let hash = body.bytes().fold(2_166_136_261_u64, |hash, byte| (hash ^ u64::from(byte)) * 16_777_619 % (1 << 32));
    format!("{body}.{hash}")
}

/// What is read is what would be written, letter by letter; so there is one text for one record.
#[track_caller]
fn check(text: &str) -> bool {
    let read = decode(text);
    if let Some(record) = &read {
        assert!(record.created <= record.updated);
        assert_eq!(encode(record), text);
    }
    read.is_some()
}

#[test]
fn any_bytes_are_refused_or_read() {
    let mut random = Random::new(2);
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..random.below(200)).map(|_| random.below(256) as u8).collect();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!check(&text));
        check(&signed(&text));
    }
}

#[test]
fn any_text_of_the_formats_own_letters_is_refused_or_read() {
    let mut random = Random::new(3);
    for _ in 0..50_000 {
        check(&signed(&random.letters("1a.:~*'n0_-", 0, 60)));
    }
}

/// A text with a few of its bytes changed, doubled, dropped or swapped.
fn mangled(random: &mut Random, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(5) {
            0 => bytes[at] = random.one_of(b"0123456789abn.:~*'_- \x00\x7f\xc3\xa9"),
            1 => bytes.insert(at, random.one_of(b"0123456789abn.:~*'")),
            2 => drop(bytes.remove(at)),
            3 => {
                let other = random.below(bytes.len());
                bytes.swap(at, other);
            }
            _ => bytes.truncate(at + 1),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn any_change_of_a_text_is_refused() {
    let mut random = Random::new(4);
    for _ in 0..20_000 {
        let text = mangled(&mut random, TEXT);
        assert!(text == TEXT || decode(&text).is_none(), "{text}");
    }
}

#[test]
fn any_change_of_a_text_with_the_right_check_is_refused_or_read_as_it_says() {
    let mut random = Random::new(5);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..200 {
        let text = encode(&random.record());
        let body = text.rsplit_once('.').unwrap().0;
        for _ in 0..100 {
            match check(&signed(&mangled(&mut random, body))) {
                true => read += 1,
                false => refused += 1,
            }
        }
    }
    assert!(read > 1000 && refused > 1000, "{read} read and {refused} refused");
}

#[test]
fn a_text_of_any_length_is_refused_or_read() {
    let mut random = Random::new(6);
    let mut decision = Decision::default();
    for number in 0..700 {
        let id = random.id(number);
        decision.add(&id, number % 10 != 0, false, random.below(2) == 1);
        let _ = decision.settle();
        let text = encode(&Record { decision: decision.clone(), ..decode(TEXT).unwrap() });
        assert_eq!(check(&text), text.len() <= 4000, "{} bytes", text.len());
    }
}
