//! `core::codec`: every text that no record has is refused, never half-believed.

use crate::codec::{TEXT, sample};
use octoconsent::core::codec::decode;

/// A text with the check that belongs to it (FNV-1a, written from its draft), so that only what it says is wrong.
fn signed(body: &str) -> String {
    let hash = body.bytes().fold(2_166_136_261_u64, |hash, byte| (hash ^ u64::from(byte)) * 16_777_619 % (1 << 32));
    format!("{body}.{hash}")
}

#[rustfmt::skip]
const FIELDS: [&str; 15] = [
    "1", "id", "1000", "2000", "selection", "opt-in", "FR", "gpc", "klaro", "3", "5d0f2a11", "0_1_0", "fr", "abcd", "a:1*b:0~c:1~d:0",
];

/// Whether a text is accepted in which one field is another, the check being right.
#[track_caller]
fn check(field: usize, texts: &[&str], accepted: bool) {
    for text in texts {
        let mut fields = FIELDS;
        fields[field] = text;
        let signed = signed(&fields.join("."));
        assert_eq!(decode(&signed).is_some(), accepted, "{signed}");
    }
}

#[test]
fn the_check_of_these_tests_is_the_right_one() {
    assert_eq!(signed(TEXT.rsplit_once('.').unwrap().0), TEXT);
    assert!(decode(&signed(&FIELDS.join("."))).is_some());
}

#[test]
fn foreign_text_is_refused() {
    let foreign = ["", ".", "..", "1", "true", "{}", "null", "undefined", "1.2.3", "a.b.c.d.e.f.g.h.i", "........"];
    for text in foreign.iter().copied().chain(["eyJhIjoxfQ==", "é", "\0", "%31.", "{\"categories\":[\"analytics\"]}"])
    {
        assert_eq!(decode(text), None, "{text:?}");
        assert_eq!(decode(&signed(text)), None, "{text:?} with a check");
    }
}

#[test]
fn every_text_cut_short_is_refused() {
    for end in 0..TEXT.len() {
        assert_eq!(decode(&TEXT[..end]), None, "{}", &TEXT[..end]);
        assert_eq!(decode(&TEXT[end + 1..]), None, "{}", &TEXT[end + 1..]);
    }
}

#[test]
fn no_other_byte_anywhere_gives_another_record() {
    for at in 0..TEXT.len() {
        for byte in 0..128_u8 {
            let mut bytes = TEXT.as_bytes().to_vec();
            bytes[at] = byte;
            let text = String::from_utf8(bytes).unwrap();
            assert!(decode(&text).is_none_or(|record| text == TEXT && record == sample()), "{text}");
        }
    }
}

#[test]
fn a_byte_too_many_or_too_few_is_refused() {
    for at in 0..TEXT.len() {
        let (before, after) = TEXT.split_at(at);
        assert_eq!(decode(&format!("{before}{}", &after[1..])), None, "without byte {at}");
        for extra in ["0", "1", ".", ":", "~", "*", " ", "é", "\0"] {
            assert_eq!(decode(&format!("{before}{extra}{after}")), None, "{extra:?} before byte {at}");
        }
    }
}

#[test]
fn two_texts_one_after_the_other_are_refused() {
    assert_eq!(decode(&format!("{TEXT}{TEXT}")), None);
    assert_eq!(decode(&format!("{TEXT}.{TEXT}")), None);
}

#[test]
fn spaces_and_quotes_around_a_text_are_refused() {
    for text in [format!(" {TEXT}"), format!("{TEXT} "), format!("\"{TEXT}\""), format!("{TEXT}\n")] {
        assert_eq!(decode(&text), None, "{text:?}");
    }
}

#[test]
fn a_check_is_written_in_one_way_only() {
    let (body, check) = TEXT.rsplit_once('.').unwrap();
    let number: u64 = check.parse().unwrap();
    for check in [format!("0{check}"), format!("+{check}"), format!("{number:x}"), (number + (1 << 32)).to_string()] {
        assert_eq!(decode(&format!("{body}.{check}")), None, "{check}");
    }
}

#[test]
fn only_the_known_version_is_read() {
    check(0, &["1"], true);
    check(0, &["", "0", "2", "01", "11", "v1", "1 "], false);
}

#[test]
fn the_id_is_one_that_could_be_written() {
    check(1, &["a", "9b2c4d1e-0f3a-4b5c-8d6e-7f8091a2b3c4"], true);
    check(1, &["", "-", "a b", "é", "a;b", "<b>"], false);
    check(1, &[&"x".repeat(65)], false);
}

#[test]
fn times_are_numbers_that_could_be_written() {
    check(2, &["0", "2000"], true);
    check(2, &["", "-1", "01", "1e3", "a", "0x1", "+1", " 1"], false);
    check(3, &["1000", "999999999999999"], true);
    check(3, &["", "-1", "02000", "2e3", "soon", "1000000000000000", "18446744073709551616"], false);
}

#[test]
fn a_record_is_not_older_than_its_first_answer() {
    check(3, &["999", "0"], false);
    check(2, &["2001", "999999999999999"], false);
}

#[test]
fn the_method_is_a_known_one() {
    check(4, &["accept-all", "reject-all", "withdrawal", "close", "api", "acknowledge", "signal", "import"], true);
    check(4, &["", "accept", "Selection", "selection ", "gpc"], false);
}

#[test]
fn the_revision_is_a_number_that_fits() {
    check(9, &["0", "4294967295"], true);
    check(9, &["", "-1", "03", "1x", "4294967296", "999999999999999", "99999999999999999999"], false);
}

#[test]
fn the_language_is_a_tag() {
    check(12, &["en", "pt-BR"], true);
    check(12, &["", "f", "auto", "fr_FR", "fr-", "français"], false);
}

#[test]
fn a_decision_says_granted_or_denied_of_each_id() {
    check(14, &["a:1", "a:0", "a:1*b:0", "a:1~b:1", "a:n", "a:n~b:n*c:0", "a:1~'abcd:1", "a:0~'ab_-:1~'ab_-:0"], true);
    check(14, &["", "a", "a:", ":1", "a:2", "a:N", "a:10", "a:true", "a:1:1", "a=1", "a:-1"], false);
    check(14, &["*", "~", "a:1*", "*a:1", "a:1**b:1", "a:1~", "~a:1", "a:1~~b:1", "a:1*~b:1", "a:1,b:1"], false);
}

#[test]
fn the_regime_is_a_known_one() {
    check(5, &["opt-in", "opt-out", "notice", "none"], true);
    check(5, &["", "optin", "opt-in ", "OPT-IN"], false);
}

#[test]
fn the_region_is_one_or_unknown() {
    check(6, &["", "FR", "US-CA", "CA-QC"], true);
    check(6, &["*", "fr", "FRA", "US-", "US-CALI", "U1"], false);
}

#[test]
fn the_signal_is_a_known_one_or_none() {
    check(7, &["", "gpc", "dnt"], true);
    check(7, &["GPC", "1", "gpc "], false);
}

#[test]
fn source_product_and_fingerprint_could_be_written() {
    check(8, &["", "link", "vanilla-cookieconsent"], true);
    check(8, &["-", "a b", "é"], false);
    check(10, &["00000000", "abcdef12"], true);
    check(10, &["", "1234567", "123456789", "1234 678"], false);
    check(11, &["0_1_0", "12_0_3"], true);
    check(11, &["", "_", "0 1"], false);
}

#[test]
fn purposes_are_marks() {
    check(13, &["", "abcd", "abcd0_-9"], true);
    check(13, &["abc", "abcde", "ab:d", "abcdefg "], false);
}

#[test]
fn what_was_necessary_has_necessary_services_only() {
    check(14, &["a:n~b:1", "a:n~b:0", "a:1~b:n", "a:0~b:n", "a:n~'abcd:1"], false);
}

#[test]
fn marks_stand_for_services_alone_and_have_four_characters() {
    check(14, &["'abcd:1", "a:1*'abcd:1", "a:1~'abc:1", "a:1~'abcde:1", "a:1~':1", "a:1~abcd':1"], false);
}

#[test]
fn a_text_too_long_for_a_cookie_is_refused() {
    let long: Vec<String> = (0..400).map(|number| format!("category-{number}:0")).collect();
    check(14, &[&long.join("*")], false);
    check(14, &[&long[..100].join("*")], true);
}

#[test]
fn the_ids_of_a_decision_are_ids() {
    check(14, &["a b:1", "-a:1", "é:1", "a/b:1"], false);
    check(14, &[&format!("{}:1", "x".repeat(65))], false);
}

#[test]
fn an_id_is_answered_once() {
    check(14, &["a:1*a:1", "a:1*a:0", "a:1~a:1", "a:0~b:0*b:0", "a:0~b:0~b:0", "a:0~b:0*c:0~b:0"], false);
}

#[test]
fn a_category_agrees_with_its_services() {
    check(14, &["a:1~b:1~c:1", "a:0~b:1~c:0", "a:0~b:0~c:0"], true);
    check(14, &["a:1~b:1~c:0", "a:1~b:0", "a:1~b:0~c:0", "a:0~b:1", "a:0~b:1~c:1", "z:0*a:1~b:0"], false);
}

#[test]
fn a_field_too_many_or_too_few_is_refused_though_the_check_is_right() {
    for (at, field) in FIELDS.into_iter().enumerate() {
        let mut fewer = FIELDS.to_vec();
        fewer.remove(at);
        assert_eq!(decode(&signed(&fewer.join("."))), None, "without {field}");
        let mut more = FIELDS.to_vec();
        more.insert(at, field);
        assert_eq!(decode(&signed(&more.join("."))), None, "with {field} twice");
    }
}
