//! The banner, which asks without taking the focus and without barring the page, unless the site wants that; and the button that
//! opens the preferences once it is closed.

use super::{ALL, CLOSE, Markup, SIGNAL, Scene};
use crate::core::words;

/// The banner. Accept and reject are one class: the same in every respect. One that bars the page is a dialog, and its heading takes the
/// focus: words first, no answer under the visitor's finger.
pub fn draw(scene: &Scene<'_>) -> Markup {
    let config = scene.config();
    let (element, heading) = if config.blocking() {
        ("dialog", "\x01h2;id=title;tabindex=-1;autofocus=\x05bannerTitle\x04")
    } else {
        ("section", "\x01h2;id=title\x05bannerTitle\x04")
    };
    let mut banner = scene.surface(element);
    banner.template(scene, "\x02part=banner\x02class=banner\x02aria-labelledby=title\x02aria-describedby=text");
    banner.set("data-layout", config.layout());
    banner.set("data-position", config.position());
    banner.open("div;class=words");
    scene.logo(&mut banner);
    banner.template(scene, heading);
    banner.template(
        scene,
        "\x01div;class=words;id=text\x01p;class=why\x05asked\x04\x01p\x05bannerText\x04\x01p\x05onText\x04",
    );
    scene.partners(&mut banner);
    banner.template(scene, SIGNAL);
    banner.close();
    scene.links(&mut banner);
    scene.languages(&mut banner);
    banner.template(scene, "\x04\x01div;class=buttons");
    banner.template(scene, if words::tells(scene.session) { OK } else { ALL });
    banner.template(scene, "\x01button;type=button;part=choose;data-do=choose\x05choose\x04\x04");
    if words::close(scene.session) {
        banner.template(scene, CLOSE);
    }
    banner
}

const OK: &str = "\x01button;type=button;part=acknowledge;class=main;data-do=acknowledge\x05acknowledge\x04";

/// The reopen button.
pub fn reopen(scene: &Scene<'_>) -> Markup {
    let mut button = scene.surface("button;type=button;part=reopen;class=reopen;data-do=reopen");
    button.set("data-shape", scene.config().shape());
    button.set("data-label", scene.config().label());
    button.set("data-position", scene.config().corner());
    button.template(scene, "\x01span\x05reopen\x04");
    button
}
