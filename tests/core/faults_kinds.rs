//! Faults of a configuration: what each field may hold.

use crate::given::{accept, in_category, in_cookie, in_service, refuse, whole};

/// A member of the configuration, and its faults.
#[track_caller]
fn check(members: &str, expected: &[&str]) {
    refuse(&whole(members), expected);
}

#[test]
fn a_switch_is_true_or_false() {
    accept(&in_category(r#""necessary": true"#));
    accept(&in_category(r#""necessary": false"#));
    let check = |value, not: &str| {
        let message = format!("categories[0].necessary: must be true or false, not {not}");
        refuse(&in_category(&format!(r#""necessary": {value}"#)), &[&message]);
    };
    check("1", "a number");
    check("null", "null");
    check(r#""true""#, r#""true""#);
    check("[]", "a list");
    refuse(&whole(r#""banner": { "close": "yes" }"#), &[r#"banner.close: must be true or false, not "yes""#]);
    refuse(&whole(r#""reload": "once""#), &[r#"reload: must be true or false, not "once""#]);
}

#[test]
fn a_revision_is_a_whole_number() {
    check(r#""revision": 0"#, &[]);
    check(r#""revision": 999999"#, &[]);
    let wanted = "revision: must be a whole number from 0 to 999999, not";
    check(r#""revision": 1000000"#, &[&format!("{wanted} a number")]);
    check(r#""revision": -1"#, &[&format!("{wanted} a fraction or a negative number")]);
    check(r#""revision": 1.5"#, &[&format!("{wanted} a fraction or a negative number")]);
    check(r#""revision": 4294967296"#, &[&format!("{wanted} a fraction or a negative number")]);
    check(r#""revision": "1""#, &[&format!(r#"{wanted} "1""#)]);
    check(r#""revision": null"#, &[&format!("{wanted} null")]);
}

#[test]
fn a_record_lives_for_one_day_at_least_and_400_at_most() {
    check(r#""cookie": { "days": 1 }"#, &[]);
    check(r#""cookie": { "days": 400 }"#, &[]);
    check(r#""cookie": { "days": 0 }"#, &["cookie.days: must be a whole number from 1 to 400, not a number"]);
    check(r#""cookie": { "days": 401 }"#, &["cookie.days: must be a whole number from 1 to 400, not a number"]);
    check(r#""cookie": { "days": "182" }"#, &[r#"cookie.days: must be a whole number from 1 to 400, not "182""#]);
}

#[test]
fn a_choice_is_one_of_its_words() {
    for theme in ["auto", "light", "dark"] {
        check(&format!(r#""theme": "{theme}""#), &[]);
    }
    check(r#""theme": "Dark""#, &[r#"theme: must be one of auto, light, dark, not "Dark""#]);
    check(r#""theme": """#, &[r#"theme: must be one of auto, light, dark, not """#]);
    check(r#""theme": "light dark""#, &[r#"theme: must be one of auto, light, dark, not "light dark""#]);
    check(r#""theme": 1"#, &["theme: must be one of auto, light, dark, not a number"]);
}

#[test]
fn the_layout_is_one_of_its_words() {
    check(r#""banner": { "layout": "wall" }"#, &[r#"banner.layout: must be one of bar, box, center, not "wall""#]);
}

#[test]
fn the_reopen_button_has_a_shape_and_a_corner() {
    for shape in ["circle", "triangle", "tab", "none"] {
        check(&format!(r#""reopen": {{ "shape": "{shape}" }}"#), &[]);
    }
    for corner in ["bottom-left", "bottom-right", "top-left", "top-right"] {
        check(&format!(r#""reopen": {{ "corner": "{corner}" }}"#), &[]);
    }
    let shapes = r#"reopen.shape: must be one of circle, triangle, tab, none, not "square""#;
    let corners = r#"reopen.corner: must be one of bottom-left, bottom-right, top-left, top-right, not "left""#;
    check(r#""reopen": { "shape": "square", "corner": "left" }"#, &[shapes, corners]);
}

#[test]
fn an_entry_is_kept_in_one_of_five_places() {
    for storage in ["cookie", "localStorage", "sessionStorage", "indexedDB", "cacheStorage"] {
        accept(&in_cookie(&format!(r#""storage": "{storage}""#)));
    }
    let message = "must be one of cookie, localStorage, sessionStorage, indexedDB, cacheStorage, not \"IndexedDB\"";
    let fault = format!("categories[0].services[0].cookies[0].storage: {message}");
    refuse(&in_cookie(r#""storage": "IndexedDB""#), &[&fault]);
}

#[test]
fn an_object_is_wanted_where_there_are_settings() {
    for name in ["banner", "reopen", "cookie"] {
        check(&format!(r#""{name}": true"#), &[&format!("{name}: must be an object, not a boolean")]);
        check(&format!(r#""{name}": []"#), &[&format!("{name}: must be an object, not a list")]);
        check(&format!(r#""{name}": "x""#), &[&format!(r#"{name}: must be an object, not "x""#)]);
    }
}

#[test]
fn a_list_is_wanted_where_there_can_be_several() {
    check(r#""links": {}"#, &["links: must be a list, not an object"]);
    refuse(&in_category(r#""services": null"#), &["categories[0].services: must be a list, not null"]);
    refuse(&in_service(r#""cookies": "x""#), &[r#"categories[0].services[0].cookies: must be a list, not "x""#]);
}

#[test]
fn an_item_of_a_list_is_an_object() {
    check(r#""links": ["/"]"#, &[r#"links[0]: must be an object, not "/""#]);
    refuse(&in_category(r#""services": ["s"]"#), &[r#"categories[0].services[0]: must be an object, not "s""#]);
}

#[test]
fn a_text_for_visitors_is_one_string_or_one_per_language() {
    for title in [r#""A""#, r#"{ "en": "A" }"#, r#"{ "pt-BR": "A", "zh-Hant-TW": "B" }"#] {
        accept(&in_category(&format!(r#""title": {title}"#)));
    }
    let wanted = "categories[0].title: must be a text that is not empty, not";
    refuse(&in_category(r#""title": """#), &[&format!(r#"{wanted} """#)]);
    refuse(&in_category(r#""title": {}"#), &[&format!("{wanted} an object")]);
    refuse(&in_category(r#""title": ["A"]"#), &[&format!("{wanted} a list")]);
    refuse(&in_category(r#""title": null"#), &[&format!("{wanted} null")]);
}

#[test]
fn a_text_for_visitors_names_a_language_and_a_text() {
    let title = "categories[0].title";
    let unknown = format!("{title}.english language: is no language tag");
    refuse(&in_category(r#""title": { "english language": "A" }"#), &[&unknown]);
    refuse(&in_category(r#""title": { "auto": "A" }"#), &[&format!("{title}.auto: is no language tag")]);
    let empty = format!(r#"{title}.fr: must be a text that is not empty, not """#);
    refuse(&in_category(r#""title": { "en": "A", "fr": "" }"#), &[&empty]);
}

#[test]
fn a_text_for_visitors_has_no_control_characters() {
    let fault = "categories[0].description: must be a text that is not empty, not \"a\u{1}b\"";
    refuse(&in_category("\"description\": \"a\\u0001b\""), &[fault]);
}

#[test]
fn a_string_names_its_format_where_it_has_another() {
    let service = "categories[0].services[0]";
    let url = "must be a relative, http, https, mailto or tel address, not";
    refuse(&in_service(r#""policy": "data:x""#), &[&format!(r#"{service}.policy: {url} "data:x""#)]);
    refuse(&in_service(r#""policy": {}"#), &[&format!("{service}.policy: {url} an object")]);
    refuse(
        &in_service(r#""provider": """#),
        &[&format!(r#"{service}.provider: must be a text that is not empty, not """#)],
    );
    check(
        r#""cookie": { "name": "a b" }"#,
        &[r#"cookie.name: must be a cookie name (RFC 6265): letters, digits, - or _, not "a b""#],
    );
    check(r#""cookie": { "path": "x" }"#, &[r#"cookie.path: must be a path that begins with /, not "x""#]);
    let domain = r#"cookie.domain: must be a host name such as example.com, or nothing, not ".a.com""#;
    check(r#""cookie": { "domain": ".a.com" }"#, &[domain]);
    check(r#""$schema": 1"#, &["$schema: must be a text that is not empty, not a number"]);
}

#[test]
fn interface_texts_go_by_language_and_key() {
    check(r#""texts": { "fr": { "acceptAll": "Tout accepter" }, "pt-BR": {} }"#, &[]);
    check(r#""texts": []"#, &["texts: must be an object, not a list"]);
    check(r#""texts": { "fr": "Oui" }"#, &[r#"texts.fr: must be an object, not "Oui""#]);
    check(r#""texts": { "french!": {} }"#, &["texts.french!: is no language tag"]);
    check(
        r#""texts": { "fr": { "acceptAll": "" } }"#,
        &[r#"texts.fr.acceptAll: must be a text that is not empty, not """#],
    );
    let object = "texts.fr.acceptAll: must be a text that is not empty, not an object";
    check(r#""texts": { "fr": { "acceptAll": { "fr": "Oui" } } }"#, &[object]);
}

#[test]
fn an_unknown_interface_text_is_a_fault() {
    check(r#""texts": { "fr": { "yes": "Oui" } }"#, &["texts.fr.yes: is unknown"]);
    check(
        r#""texts": { "fr": { "acceptall": "Oui" } }"#,
        &[r#"texts.fr.acceptall: is unknown; did you mean "acceptAll"?"#],
    );
    check(
        r#""texts": { "fr": { "bannerTitel": "X" } }"#,
        &[r#"texts.fr.bannerTitel: is unknown; did you mean "bannerTitle"?"#],
    );
}
