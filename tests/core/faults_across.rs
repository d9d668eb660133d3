//! Faults that no single field can tell: ids used twice, what opt-in forbids, names that no cookie can have.

use crate::given::{accept, in_category, in_cookie, in_service, refuse, whole};

/// A configuration of categories, `id` or `id(service, service)`.
fn with_ids(categories: &[(&str, &[&str])]) -> String {
    let service = |id: &&str| format!(r#"{{ "id": "{id}", "title": "S" }}"#);
    let category = |(id, services): &(&str, &[&str])| {
        let services = services.iter().map(service).collect::<Vec<_>>().join(",");
        format!(r#"{{ "id": "{id}", "title": "C", "services": [{services}] }}"#)
    };
    format!(r#"{{ "categories": [{}] }}"#, categories.iter().map(category).collect::<Vec<_>>().join(","))
}

#[test]
fn different_ids_are_accepted() {
    accept(&with_ids(&[("a", &["b", "c"]), ("d", &["e"]), ("f", &[])]));
}

#[test]
fn two_categories_cannot_share_an_id() {
    refuse(&with_ids(&[("a", &[]), ("b", &[]), ("a", &[])]), &[r#"categories[2].id: "a" is used twice"#]);
}

#[test]
fn a_service_cannot_have_the_id_of_its_category() {
    refuse(&with_ids(&[("a", &["a"])]), &[r#"categories[0].services[0].id: "a" is used twice"#]);
}

#[test]
fn a_category_cannot_have_the_id_of_a_service_before_it() {
    refuse(&with_ids(&[("a", &["b"]), ("b", &[])]), &[r#"categories[1].id: "b" is used twice"#]);
}

#[test]
fn services_of_different_categories_cannot_share_an_id() {
    refuse(&with_ids(&[("a", &["x"]), ("b", &["y", "x"])]), &[r#"categories[1].services[1].id: "x" is used twice"#]);
}

#[test]
fn every_further_use_of_an_id_is_told() {
    let again = [r#"categories[0].services[0].id: "a" is used twice"#, r#"categories[1].id: "a" is used twice"#];
    refuse(&with_ids(&[("a", &["a"]), ("a", &[])]), &again);
}

#[test]
fn ids_that_differ_in_case_are_different() {
    accept(&with_ids(&[("ads", &["Ads"]), ("ADS", &[])]));
}

#[test]
fn ids_that_are_missing_are_not_the_same_id() {
    let two = r#"{ "categories": [{ "title": "A" }, { "title": "B" }] }"#;
    refuse(two, &["categories[0].id: is missing", "categories[1].id: is missing"]);
}

#[test]
fn nothing_is_granted_by_default() {
    accept(&in_category(r#""default": "denied""#));
    let fault =
        r#"categories[0].default: must not be "granted": what is on before a choice, the regime of the region says"#;
    refuse(&in_category(r#""default": "granted""#), &[fault]);
    refuse(
        &in_category(r#""default": true"#),
        &["categories[0].default: must be one of denied, granted, not a boolean"],
    );
}

#[track_caller]
fn check_name(name: &str, storage: &str, fits: bool) {
    let json = in_cookie(&format!(r#""name": "{name}", "storage": "{storage}""#));
    let fault = "categories[0].services[0].cookies[0].name: is no name that a cookie can have";
    refuse(&json, if fits { &[] } else { std::slice::from_ref(&fault) });
}

#[test]
fn a_cookie_has_a_name_that_a_cookie_can_have() {
    for name in ["_ga", "_ga_*", "__Secure-x", "a[b]", "a,b", "é"] {
        check_name(name, "cookie", true);
    }
    for name in ["a b", "a=b", "a;b", "a\\tb", "\u{7f}"] {
        check_name(name, "cookie", false);
    }
}

#[test]
fn a_key_of_a_storage_area_may_have_any_name() {
    for name in ["a b", "a=b", "a;b", "mp_*_mixpanel", "{\\\"a\\\"}"] {
        check_name(name, "localStorage", true);
        check_name(name, "sessionStorage", true);
        check_name(name, "indexedDB", true);
        check_name(name, "cacheStorage", true);
    }
}

#[test]
fn a_name_is_faulted_only_once() {
    let name = "categories[0].services[0].cookies[0].name";
    let wanted = "must be a text, with * for any characters, but not * alone, not";
    refuse(&in_cookie(r#""name": """#), &[&format!(r#"{name}: {wanted} """#)]);
    refuse(&in_cookie(r#""name": 5"#), &[&format!("{name}: {wanted} a number")]);
    refuse(&in_cookie(r#""name": null"#), &[&format!("{name}: {wanted} null")]);
}

#[test]
fn a_path_is_only_for_cookies() {
    accept(&in_cookie(r#""path": "/shop""#));
    let fault = "categories[0].services[0].cookies[0].path: is only for cookies";
    for storage in ["localStorage", "sessionStorage", "indexedDB", "cacheStorage"] {
        refuse(&in_cookie(&format!(r#""path": "/shop", "storage": "{storage}""#)), &[fault]);
    }
}

#[test]
fn what_a_category_stores_is_checked_as_what_a_service_does() {
    accept(&in_category(r#""cookies": [{ "name": "c", "path": "/shop", "duration": "1 day" }]"#));
    let at = "categories[0].cookies";
    refuse(
        &in_category(
            r#""cookies": [{ "name": "a b" }, { "name": "c", "path": "/", "storage": "indexedDB" }, { "nam": "c" }]"#,
        ),
        &[
            &format!(r#"{at}[2].nam: is unknown; did you mean "name"?"#),
            &format!("{at}[2].name: is missing"),
            &format!("{at}[0].name: is no name that a cookie can have"),
            &format!("{at}[1].path: is only for cookies"),
        ],
    );
}

#[test]
fn the_same_cookie_may_be_declared_by_several_services() {
    accept(&in_category(
        r#""services": [
            { "id": "s", "title": "S", "cookies": [{ "name": "c" }, { "name": "c", "path": "/x" }] },
            { "id": "t", "title": "T", "cookies": [{ "name": "c" }] } ]"#,
    ));
    accept(&in_service(r#""cookies": [{ "name": "c" }, { "name": "c", "storage": "localStorage" }]"#));
}

#[test]
fn an_alias_means_a_known_category_or_service() {
    let aliases = |ids: &[&str]| {
        let list: Vec<String> = ids.iter().map(|id| format!(r#"{{ "name": "C0002", "id": "{id}" }}"#)).collect();
        whole(&format!(r#""aliases": [{}]"#, list.join(",")))
    };
    accept(&aliases(&["a"]));
    refuse(&aliases(&["a", "nobody"]), &[r#"aliases[1].id: "nobody" is no category or service"#]);
}

#[test]
fn a_rule_of_regions_says_what_holds_there() {
    accept(&whole(r#""regions": [{ "in": ["FR"], "preset": "france" }, { "in": ["US"], "regime": "opt-out" }]"#));
    accept(&whole(
        r#""regions": [{ "in": ["FR"], "preset": "france", "regime": "opt-out" }, { "in": [], "regime": "none" }]"#,
    ));
    refuse(
        &whole(r#""regions": [{ "in": ["FR"], "preset": "france" }, { "in": ["US"], "days": 30 }]"#),
        &["regions[1].regime: is missing where there is no preset"],
    );
}

#[test]
fn a_region_has_one_rule() {
    accept(&whole(r#""regions": [{ "in": ["US"], "regime": "none" }, { "in": ["US-CA", "*"], "regime": "none" }]"#));
    refuse(
        &whole(
            r#""regions": [{ "in": ["US", "FR", "US"], "regime": "none" }, { "in": ["*", "FR", "*"], "regime": "none" }]"#,
        ),
        &[
            r#"regions[0].in[2]: "US" is used twice"#,
            r#"regions[1].in[1]: "FR" is used twice"#,
            r#"regions[1].in[2]: "*" is used twice"#,
        ],
    );
}

#[test]
fn a_rule_for_what_is_no_region_is_a_fault() {
    let wanted = "must be a region such as FR or US-CA, or *, not";
    refuse(
        &whole(r#""regions": [{ "in": ["UK", "EU", "XX", "fr"], "regime": "none" }]"#),
        &[
            &format!(r#"regions[0].in[0]: {wanted} "UK""#),
            &format!(r#"regions[0].in[1]: {wanted} "EU""#),
            &format!(r#"regions[0].in[2]: {wanted} "XX""#),
            &format!(r#"regions[0].in[3]: {wanted} "fr""#),
        ],
    );
}

#[test]
fn what_is_sensitive_needs_consent() {
    accept(&in_category(r#""use": "sensitive""#));
    accept(&in_category(r#""use": "sensitive", "basis": "consent""#));
    accept(&in_category(r#""use": "advertising", "basis": "legitimate-interest""#));
    refuse(
        &in_category(r#""use": "sensitive", "basis": "legitimate-interest""#),
        &[r#"categories[0].basis: must be "consent" for what is sensitive"#],
    );
}

#[test]
fn what_the_policy_changed_needs_the_day_of_the_policy() {
    accept(&whole(r#""policyDate": "2025-02-01""#));
    accept(&whole(r#""policyDate": "2025-02-01", "policyChanges": "More.""#));
    refuse(&whole(r#""policyChanges": "More.""#), &[r#"policyChanges: needs a "policyDate""#]);
    refuse(
        &whole(r#""policyDate": "2025-02-30", "policyChanges": "More.""#),
        &[r#"policyDate: must be a day such as 2025-02-01, not "2025-02-30""#],
    );
}

#[test]
fn the_cookie_of_another_banner_is_not_that_of_the_record() {
    accept(&whole(r#""import": [{ "from": "klaro" }], "cookie": { "name": "choice" }"#));
    let fault = &["import[0].cookie: must not be the cookie of the record"];
    refuse(&whole(r#""import": [{ "from": "klaro", "cookie": "octoconsent" }]"#), fault);
    refuse(&whole(r#""import": [{ "from": "klaro" }], "cookie": { "name": "klaro" }"#), fault);
    refuse(&whole(r#""import": [{ "from": "onetrust" }], "cookie": { "name": "OptanonAlertBoxClosed" }"#), fault);
}
