//! Faults of a configuration: what is missing, what nobody knows, and all of them at once.

use crate::given::{accept, in_category, in_cookie, in_service, lines, refuse, whole};
use octoconsent::core::check::{Path, unknown};

#[test]
fn the_smallest_configuration_is_a_category_with_id_and_title() {
    accept(r#"{ "categories": [{ "id": "a", "title": "A" }] }"#);
}

#[test]
fn a_configuration_may_name_its_schema() {
    accept(&whole(r#""$schema": "consent.schema.json""#));
}

#[test]
fn a_configuration_is_an_object() {
    refuse("null", &[": must be an object, not null"]);
    refuse("[]", &[": must be an object, not a list"]);
    refuse("true", &[": must be an object, not a boolean"]);
    refuse("1", &[": must be an object, not a number"]);
    refuse("-1", &[": must be an object, not a fraction or a negative number"]);
    refuse(r#""categories""#, &[r#": must be an object, not "categories""#]);
}

#[test]
fn categories_are_required() {
    refuse("{}", &["categories: is missing"]);
    refuse(r#"{ "categories": [] }"#, &["categories: must not be empty"]);
    refuse(r#"{ "categories": {} }"#, &["categories: must be a list, not an object"]);
    refuse(r#"{ "categories": null }"#, &["categories: must be a list, not null"]);
}

#[test]
fn a_category_needs_id_and_title() {
    refuse(r#"{ "categories": [{}] }"#, &["categories[0].id: is missing", "categories[0].title: is missing"]);
}

#[test]
fn a_service_needs_id_and_title() {
    let missing = ["categories[0].services[0].id: is missing", "categories[0].services[0].title: is missing"];
    refuse(&in_category(r#""services": [{}]"#), &missing);
}

#[test]
fn a_cookie_needs_a_name() {
    refuse(&in_service(r#""cookies": [{}]"#), &["categories[0].services[0].cookies[0].name: is missing"]);
}

#[test]
fn a_link_needs_address_and_text() {
    refuse(&whole(r#""links": [{}]"#), &["links[0].href: is missing", "links[0].text: is missing"]);
}

#[test]
fn lists_may_be_empty_where_nothing_is_needed() {
    accept(&in_category(r#""services": []"#));
    accept(&in_service(r#""cookies": []"#));
    accept(&whole(r#""links": [], "texts": {}, "banner": {}, "reopen": {}, "cookie": {}"#));
}

#[track_caller]
fn check_unknown(key: &str, meant: &str) {
    let message = match meant {
        "" => format!("{key}: is unknown"),
        meant => format!(r#"{key}: is unknown; did you mean "{meant}"?"#),
    };
    refuse(&whole(&format!(r#""{key}": 1"#)), &[&message]);
}

#[test]
fn an_unknown_key_is_a_fault() {
    check_unknown("weather", "");
    check_unknown("x", "");
    check_unknown("", "");
}

#[test]
fn a_misspelt_key_gets_the_nearest_one() {
    check_unknown("categorie", "categories");
    check_unknown("revison", "revision");
    check_unknown("langauge", "language");
    check_unknown("themes", "theme");
    check_unknown("cookies", "cookie");
    check_unknown("baner", "banner");
    check_unknown("schema", "$schema");
}

#[test]
fn case_does_not_hide_a_key_from_a_suggestion() {
    check_unknown("LANGUAGE", "language");
    check_unknown("Theme", "theme");
}

#[test]
fn a_key_far_from_all_gets_no_suggestion() {
    check_unknown("categorization", "");
    check_unknown("configuration", "");
    check_unknown(&"categories".repeat(10), "");
}

#[track_caller]
fn check_nearest(name: &str, known: &[&str], message: &str) {
    let mut faults = Vec::new();
    unknown(name, known, &Path::Root, &mut faults);
    assert_eq!(lines(&faults), [format!(": {message}")]);
}

#[test]
fn of_two_names_as_near_the_first_is_meant() {
    check_nearest("map", &["cap", "mop", "max"], r#"is unknown; did you mean "cap"?"#);
    check_nearest("map", &["sea", "mapp", "max"], r#"is unknown; did you mean "mapp"?"#);
    check_nearest("map", &[], "is unknown");
}

#[test]
fn very_long_names_are_not_compared() {
    let (most, more) = ("x".repeat(31), "x".repeat(32));
    check_nearest(&most[1..], &[&most], &format!(r#"is unknown; did you mean "{most}"?"#));
    check_nearest(&more, &[&most], "is unknown");
    check_nearest(&most, &[&more], "is unknown");
}

#[test]
fn unknown_keys_are_named_at_every_depth() {
    let place = "categories[0].services[0].cookies[0]";
    refuse(&in_category(r#""necesary": true"#), &[r#"categories[0].necesary: is unknown; did you mean "necessary"?"#]);
    refuse(
        &in_service(r#""cookie": []"#),
        &[r#"categories[0].services[0].cookie: is unknown; did you mean "cookies"?"#],
    );
    refuse(
        &in_cookie(r#""durration": "1 day""#),
        &[&format!(r#"{place}.durration: is unknown; did you mean "duration"?"#)],
    );
    refuse(&whole(r#""banner": { "postion": "top" }"#), &[r#"banner.postion: is unknown; did you mean "position"?"#]);
    refuse(&whole(r#""reopen": { "coner": 1 }"#), &[r#"reopen.coner: is unknown; did you mean "corner"?"#]);
    refuse(&whole(r#""cookie": { "day": 1 }"#), &[r#"cookie.day: is unknown; did you mean "days"?"#]);
    let link = r#""links": [{ "href": "/", "text": "A", "title": "A" }]"#;
    refuse(&whole(link), &["links[0].title: is unknown"]);
}

#[test]
fn a_key_that_objects_have_by_nature_is_unknown_too() {
    for key in ["constructor", "__proto__", "toString", "hasOwnProperty"] {
        check_unknown(key, "");
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_text() {
    let everything_wrong = r#"{
        "revision": -1,
        "language": "fr_FR",
        "teme": "dark",
        "categories": [
            { "id": "a b", "title": "" },
            7,
            { "id": "ads", "title": { "en": 1, "f": "x" }, "default": "granted", "services": [
                { "id": "ads", "policy": "javascript:alert(1)", "cookies": [
                    { "name": "*" }, { "name": "x", "duration": "soon" }, { "name": "a=b" } ] } ] }
        ],
        "texts": { "fr": { "acceptal": "Oui" } },
        "links": [{ "href": "/" }],
        "banner": { "layout": "bar", "position": "center" },
        "reopen": { "corner": "top" },
        "cookie": { "days": 401 }
    }"#;
    let expected = [
        "revision: must be a whole number from 0 to 999999, not a fraction or a negative number",
        r#"language: must be a language tag such as fr or pt-BR, not "fr_FR""#,
        r#"teme: is unknown; did you mean "theme"?"#,
        r#"categories[0].id: must be an id of letters, digits, - and _, not "a b""#,
        r#"categories[0].title: must be a text that is not empty, not """#,
        "categories[1]: must be an object, not a number",
        "categories[2].title.en: must be a text that is not empty, not a number",
        "categories[2].title.f: is no language tag",
        r#"categories[2].services[0].policy: must be a relative, http, https, mailto or tel address, not "javascript:alert(1)""#,
        r#"categories[2].services[0].cookies[0].name: must be a text, with * for any characters, but not * alone, not "*""#,
        r#"categories[2].services[0].cookies[1].duration: must be "session", "persistent" or a number and a unit such as "13 months", not "soon""#,
        "categories[2].services[0].title: is missing",
        r#"texts.fr.acceptal: is unknown; did you mean "acceptAll"?"#,
        "links[0].text: is missing",
        r#"reopen.corner: must be one of bottom-left, bottom-right, top-left, top-right, not "top""#,
        "cookie.days: must be a whole number from 1 to 400, not a number",
        r#"categories[2].default: must not be "granted": what is on before a choice, the regime of the region says"#,
        r#"categories[2].services[0].id: "ads" is used twice"#,
        "categories[2].services[0].cookies[2].name: is no name that a cookie can have",
        "banner.position: must be one of bottom, top for the layout bar",
    ];
    refuse(everything_wrong, &expected);
}

#[test]
fn a_path_reads_like_javascript() {
    let root = Path::Root;
    let categories = Path::Member(&root, "categories");
    let third = Path::Item(&categories, 2);
    assert_eq!(root.text(), "");
    assert_eq!(categories.text(), "categories");
    assert_eq!(third.text(), "categories[2]");
    assert_eq!(Path::Member(&third, "id").text(), "categories[2].id");
    assert_eq!(Path::Item(&Path::Item(&root, 0), 11).text(), "[0][11]");
}
