//! Whether the colours of the configuration can be told apart: the contrast ratio of WCAG 2.2 (1.4.3 for texts, 1.4.11 for the rest).

use super::check::{self, Fault, Path};
use super::config::Config;
use super::text::{concat, decimal};

/// The colours that a site can set.
pub const NAMES: [&str; 5] = ["text", "background", "accent", "button", "buttonText"];

/// Which colour has to stand out from which, and how much, in tenths.
const PAIRS: [(&str, &str, u32); 4] = [
    ("text", "background", 45),
    ("buttonText", "button", 45),
    ("button", "background", 30),
    ("accent", "background", 30),
];

/// Names each pair that the site has a part in and that cannot be told apart.
pub fn check(config: &Config, faults: &mut Vec<Fault>) {
    for (dark, name) in [(false, "colors"), (true, "colorsDark")] {
        let given = |name: &&str| !config.color(dark, name).is_empty();
        for (front, back, needed) in PAIRS {
            let (at, other) = if given(&front) { (front, back) } else { (back, front) };
            let ratio = contrast(channels(config, dark, front), channels(config, dark, back));
            if given(&at) && ratio < needed {
                let message =
                    concat(&["has a contrast of ", &tenths(ratio), " to ", other, ", ", &tenths(needed), " is needed"]);
                check::fault(&Path::Member(&Path::Member(&Path::Root, name), at), &message, faults);
            }
        }
    }
}

/// Whether the site's texts have so little contrast that nothing may be quieter than they are, and nothing behind them but the
/// background: the style sheet has three quarters of the text's colour for what is quieter, and a twentieth of it behind a service,
/// which takes a tenth of the contrast.
#[must_use]
pub fn tight(config: &Config, dark: bool) -> bool {
    let (text, paper) = (channels(config, dark, "text"), channels(config, dark, "background"));
    let mut quiet = paper;
    for (mixed, ink) in quiet.iter_mut().zip(text) {
        *mixed = (*mixed + 3 * ink) / 4;
    }
    contrast(quiet, paper) < 51
}

/// Red, green and blue of a colour: the site's, or what the style sheet has. A button is filled with the colour of texts, and its own
/// text has that of the background.
fn channels(config: &Config, dark: bool, name: &str) -> [u32; 3] {
    let number = match (config.color(dark, name), name, dark) {
        ("", "button", _) => return channels(config, dark, "text"),
        ("", "buttonText", _) => return channels(config, dark, "background"),
        ("", "text", false) => 0x16_21_2c,
        ("", "text", true) => 0xea_f0_f5,
        ("", "background", false) => 0xff_ff_ff,
        ("", "background", true) => 0x14_1b_22,
        ("", _, false) => 0x0b_7d_62,
        ("", _, true) => 0x45_c9_a5,
        // What is no colour is a fault of its own.
        (given, ..) => given.get(1..).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default(),
    };
    [number >> 16 & 255, number >> 8 & 255, number & 255]
}

/// The contrast ratio in tenths, rounded down.
fn contrast(one: [u32; 3], other: [u32; 3]) -> u32 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    (10.0 * if one > other { one / other } else { other / one }) as u32
}

/// Relative luminance as WCAG defines it.
fn luminance([red, green, blue]: [u32; 3]) -> f64 {
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn linear(channel: u32) -> f64 {
    let part = f64::from(channel) / 255.0;
    if part <= 0.04045 {
        return part / 12.92;
    }
    let square = ((part + 0.055) / 1.055) * ((part + 0.055) / 1.055);
    // To the power of 2.4: the square by its own fifth root, which Newton's method finds; a mathematical library would weigh more.
    let mut root = 1.0;
    for _ in 0..40 {
        root += (square / (root * root * root * root) - root) / 5.0;
    }
    square * root
}

fn tenths(number: u32) -> String {
    concat(&[&decimal(u64::from(number / 10)), ".", &decimal(u64::from(number % 10))])
}
