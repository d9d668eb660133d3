//! The banner's place: which positions each layout can take.

use crate::given::{refuse, site, whole};

const POSITIONS: [&str; 7] = ["bottom", "top", "bottom-right", "bottom-left", "top-right", "top-left", "center"];

/// Exactly these positions are accepted, and the first of them is the default.
#[track_caller]
fn check(layout: &str, positions: &[&str]) {
    for position in POSITIONS {
        let members = format!(r#""banner": {{ "layout": "{layout}", "position": "{position}" }}"#);
        if positions.contains(&position) {
            assert_eq!(site(&members).position(), position);
        } else {
            let wanted = positions.join(", ");
            let fault = format!("banner.position: must be one of {wanted} for the layout {layout}");
            refuse(&whole(&members), &[&fault]);
        }
    }
    let config = site(&format!(r#""banner": {{ "layout": "{layout}" }}"#));
    assert_eq!((config.layout(), config.position()), (layout, positions[0]));
}

#[test]
fn a_bar_sits_at_the_bottom_or_at_the_top() {
    check("bar", &["bottom", "top"]);
}

#[test]
fn a_box_sits_in_a_corner() {
    check("box", &["bottom-right", "bottom-left", "top-right", "top-left"]);
}

#[test]
fn a_card_in_the_middle_has_no_other_place() {
    check("center", &["center"]);
}

#[test]
fn without_a_layout_the_positions_are_those_of_a_bar() {
    assert_eq!(site(r#""banner": { "position": "top" }"#).position(), "top");
    let fault = "banner.position: must be one of bottom, top for the layout bar";
    refuse(&whole(r#""banner": { "position": "top-left" }"#), &[fault]);
}

#[test]
fn a_position_that_no_layout_has_is_one_fault() {
    let fault = "banner.position: must be one of bottom, top, bottom-right, bottom-left, top-right, top-left, center";
    refuse(&whole(r#""banner": { "position": "middle" }"#), &[&format!(r#"{fault}, not "middle""#)]);
    refuse(&whole(r#""banner": { "position": 5 }"#), &[&format!("{fault}, not a number")]);
}

#[test]
fn the_positions_of_an_unknown_layout_are_not_judged() {
    let members = r#""banner": { "layout": "wall", "position": "top-left" }"#;
    refuse(&whole(members), &[r#"banner.layout: must be one of bar, box, center, not "wall""#]);
}

#[test]
fn a_close_button_is_there_only_where_it_is_asked_for() {
    assert!(!site("").close());
    assert!(!site(r#""banner": { "close": false }"#).close());
    assert!(site(r#""banner": { "close": true }"#).close());
}
