//! The banner, which asks without taking the focus and without barring the page, and the button that opens the
//! preferences once it is closed.

use super::{CLOSE, Markup, Scene};

/// The banner. Accept and reject are one class: the same in every respect.
pub fn draw(scene: &Scene<'_>) -> Markup {
    let config = scene.config();
    let mut banner = scene.surface("section;part=banner;class=banner;aria-labelledby=title;aria-describedby=text");
    banner.set("data-layout", config.layout());
    banner.set("data-position", config.position());
    banner.template(scene, "\x01div;class=words\x01h2;id=title\x05bannerTitle\x04\x01p;id=text\x05bannerText\x04");
    scene.links(&mut banner);
    banner.template(
        scene,
        "\x04\x01div;class=buttons\
         \x01button;type=button;part=reject;class=main;data-do=reject\x05rejectAll\x04\
         \x01button;type=button;part=accept;class=main;data-do=accept\x05acceptAll\x04\
         \x01button;type=button;part=choose;data-do=choose\x05choose\x04\x04",
    );
    if config.close() {
        banner.template(scene, CLOSE);
    }
    banner
}

/// The reopen button.
pub fn reopen(scene: &Scene<'_>) -> Markup {
    let mut button = scene.surface("button;type=button;part=reopen;class=reopen;data-do=reopen");
    button.set("data-shape", scene.config().shape());
    button.set("data-position", scene.config().corner());
    button.template(scene, "\x01span\x05reopen\x04");
    button
}
