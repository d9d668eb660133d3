//! What docs/guides/moving.md shows works as it stands: every cookie answers its example.

use crate::foreign::{json, parts, two};
use crate::given::config;
use crate::import_decide::told;
use octoconsent::core::import::{decide, read};
use octoconsent::core::shape::BANNERS;

const GUIDE: &str = include_str!("../../docs/guides/moving.md");

/// The first block of this language.
fn block<'a>(text: &'a str, language: &str) -> &'a str {
    text.split(&format!("```{language}\n")).nth(1).unwrap().split("```").next().unwrap()
}

#[test]
fn every_example_of_the_guide_is_answered_by_its_cookie() {
    let examples = GUIDE.split("## Banner by banner").nth(1).unwrap();
    let site = block(examples, "json").trim().strip_prefix('{').unwrap();
    let mut told_of = Vec::new();
    for section in examples.split("\n### ").skip(1) {
        let (cookie, example) = (block(section, "text").trim(), block(section, "json").trim());
        let config = config(&format!("{},{site}", example.strip_suffix('}').unwrap()));
        let from = config.imports().next().unwrap().from();
        let lines = match cookie.as_bytes()[0] {
            b'{' if from != "cookiebot" => json(cookie),
            _ if from == "onetrust" => two(&cookie.split('&').collect::<Vec<_>>(), "2026-03-01T09:30:00.000Z"),
            _ => parts(cookie),
        };
        let decision = read(from, &lines).and_then(|import| decide(&config, import));
        told_of.push((from.to_owned(), told(decision.as_ref())));
    }
    let told_of: Vec<_> = told_of.iter().map(|(from, told)| (from.as_str(), told.as_str())).collect();
    let analytics = "-functional +analytics +matomo -targeting -meta-pixel";
    let comfort = "+functional +analytics +matomo -targeting -meta-pixel";
    let expected = [
        ("vanilla-cookieconsent", "-functional +analytics +matomo +targeting +meta-pixel"),
        ("klaro", comfort),
        ("orejime", comfort),
        ("tarteaucitron", comfort),
        ("cookiehub", "+functional -analytics -matomo +targeting +meta-pixel"),
        ("cookiebot", analytics),
        ("onetrust", analytics),
        ("cookieyes", analytics),
    ];
    assert_eq!(told_of, expected);
    assert_eq!(expected.map(|(from, _)| from).join(" "), BANNERS);
}
