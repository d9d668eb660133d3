//! What stands in place of a blocked frame: whose content it is, and two ways to allow it, of one class.

use super::{Markup, Scene};
use crate::core::locale::fill;

/// The placeholder of content whose title is `title`. Its buttons say what they grant: nothing for this once, and `ids`.
pub fn draw(scene: &Scene<'_>, title: &str, ids: &str) -> Markup {
    let mut frame = scene.surface("div;class=frame");
    frame.open("div;class=words");
    frame.leaf("h1", title);
    frame.leaf("p", &fill(scene.text("placeholderText"), "service", title));
    frame.template(
        scene,
        "\x04\x01div;class=buttons\x01button;class=main;data-do=\x05loadOnce\x04\x01button;class=main",
    );
    frame.set("data-do", ids);
    frame.text(scene.text("allowAlways"));
    frame
}
