//! Colours of the configuration that cannot be told apart are refused, with the ratio (WCAG 2.2, 1.4.3 and 1.4.11).

use crate::given::{accept, refuse};

fn with(theme: &str, colors: &str) -> String {
    format!(r#"{{ "categories": [{{ "id": "a", "title": "A" }}], "{theme}": {{ {colors} }} }}"#)
}

#[test]
fn colours_that_stand_out_are_accepted() {
    accept(&with(
        "colors",
        r##""text": "#000000", "background": "#ffffff", "accent": "#0050c8", "button": "#0050c8", "buttonText": "#ffffff""##,
    ));
    accept(&with(
        "colorsDark",
        r##""text": "#ffffff", "background": "#000000", "accent": "#80b0ff", "button": "#80b0ff", "buttonText": "#000000""##,
    ));
    // The two greys on either side of 4.5 are known: #767676 has 4.54 on white, #777777 has 4.48.
    accept(&with("colors", r##""text": "#767676""##));
}

#[test]
fn texts_need_four_and_a_half() {
    refuse(
        &with("colors", r##""text": "#777777""##),
        &["colors.text: has a contrast of 4.4 to background, 4.5 is needed"],
    );
    refuse(
        &with("colorsDark", r##""text": "#ffffff", "background": "#ffffff""##),
        &[
            "colorsDark.text: has a contrast of 1.0 to background, 4.5 is needed",
            "colorsDark.background: has a contrast of 1.0 to button, 3.0 is needed",
            "colorsDark.background: has a contrast of 2.0 to accent, 3.0 is needed",
        ],
    );
}

#[test]
fn a_button_needs_it_to_its_text_and_three_to_what_it_stands_on() {
    refuse(
        &with("colors", r##""button": "#ff9900""##),
        &[
            "colors.button: has a contrast of 2.1 to buttonText, 4.5 is needed",
            "colors.button: has a contrast of 2.1 to background, 3.0 is needed",
        ],
    );
    refuse(
        &with("colors", r##""buttonText": "#000000""##),
        &["colors.buttonText: has a contrast of 1.2 to button, 4.5 is needed"],
    );
    accept(&with("colors", r##""button": "#c41e3a""##));
}

#[test]
fn the_accent_needs_three() {
    refuse(
        &with("colors", r##""accent": "#e0e0e0""##),
        &["colors.accent: has a contrast of 1.3 to background, 3.0 is needed"],
    );
    accept(&with("colors", r##""accent": "#949494""##));
    refuse(
        &with("colors", r##""accent": "#959595""##),
        &["colors.accent: has a contrast of 2.9 to background, 3.0 is needed"],
    );
}

#[test]
fn a_background_alone_is_held_against_what_the_style_sheet_has() {
    let faults = &[
        "colors.background: has a contrast of 1.0 to text, 4.5 is needed",
        "colors.background: has a contrast of 1.0 to button, 3.0 is needed",
    ];
    refuse(&with("colors", r##""background": "#16212c", "accent": "#ffffff""##), faults);
}

#[test]
fn answers_that_nobody_can_tell_apart_are_refused() {
    let texts = |texts: &str| {
        format!(r#"{{ "categories": [{{ "id": "a", "title": "A" }}], "texts": {{ "en": {{ {texts} }} }} }}"#)
    };
    refuse(&texts(r#""acceptAll": "OK", "rejectAll": "ok""#), &["texts.en.rejectAll: must differ from acceptAll"]);
    refuse(&texts(r#""acceptAll": "Reject all""#), &["texts.en.rejectAll: must differ from acceptAll"]);
    refuse(&texts(r#""rejectAll": " ""#), &["texts.en.rejectAll: must say something"]);
    accept(&texts(r#""acceptAll": "OK", "rejectAll": "Continue without accepting""#));
}

#[test]
fn a_triangle_has_no_room_for_text() {
    let reopen = |label: &str| {
        format!(
            r#"{{ "categories": [{{ "id": "a", "title": "A" }}], "reopen": {{ "shape": "triangle", "label": "{label}" }} }}"#
        )
    };
    refuse(&reopen("text"), &[r#"reopen.label: must be "icon" for the shape triangle"#]);
    refuse(&reopen("both"), &[r#"reopen.label: must be "icon" for the shape triangle"#]);
    accept(&reopen("icon"));
}
