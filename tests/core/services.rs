//! `src/services.json`: the ready services, as a site owner copies them.

use crate::given::{config, decided_on, faults};
use octoconsent::core::config::Config;
use octoconsent::core::rules::{Subject, holder};
use rstest::rstest;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

const LIST: &str = include_str!("../../src/services.json");

/// A site of all of them, in the categories under which they stand.
fn site() -> String {
    let list: Map<String, Value> = serde_json::from_str(LIST).expect("JSON");
    let category = |(id, services): (&String, &Value)| json!({ "id": id, "title": id, "services": services });
    json!({ "categories": list.iter().map(category).collect::<Vec<_>>() }).to_string()
}

static SITE: LazyLock<Config> = LazyLock::new(|| config(&site()));

#[test]
fn all_of_them_together_are_a_configuration_without_faults() {
    assert_eq!(faults(&site()), [""; 0]);
    let services = SITE.categories().map(|category| category.services().count()).sum::<usize>();
    assert!(services >= 30, "{services} services");
}

#[test]
fn each_says_who_what_and_where() {
    for service in SITE.categories().flat_map(|category| category.services()) {
        let id = service.id();
        assert!(service.rules().any(|rule| !rule.url().is_empty()), "{id} has no address");
        assert!(service.title("en").len() > 3 && service.provider().len() > 3, "{id}");
        assert!(service.policy().starts_with("https://"), "{id}");
        assert!(service.description("en").is_some_and(|text| text.ends_with('.')), "{id}");
    }
}

/// Where the vendors' own instructions load them from, and where they send to.
#[rstest]
#[case("youtube", "www.youtube.com/embed/abc?rel=0")]
#[case("youtube", "www.youtube-nocookie.com/embed/abc")]
#[case("youtube", "www.youtube.com/iframe_api")]
#[case("vimeo", "player.vimeo.com/video/1")]
#[case("google-maps", "maps.googleapis.com/maps/api/js?key=1")]
#[case("google-maps", "www.google.com/maps/embed?pb=1")]
#[case("spotify", "open.spotify.com/embed/track/1")]
#[case("soundcloud", "w.soundcloud.com/player/?url=1")]
#[case("instagram-posts", "www.instagram.com/embed.js")]
#[case("instagram-posts", "www.instagram.com/p/abc/embed/")]
#[case("facebook-plugins", "connect.facebook.net/en_US/sdk.js")]
#[case("facebook-plugins", "www.facebook.com/v19.0/plugins/like.php?href=1")]
#[case("x-posts", "platform.twitter.com/widgets.js")]
#[case("intercom", "widget.intercom.io/widget/abc")]
#[case("google-analytics", "www.googletagmanager.com/gtag/js?id=G-ABC")]
#[case("google-analytics", "www.google-analytics.com/analytics.js")]
#[case("google-analytics", "region1.google-analytics.com/g/collect?v=2")]
#[case("google-tag-manager", "www.googletagmanager.com/gtm.js?id=GTM-ABC")]
#[case("google-tag-manager", "www.googletagmanager.com/ns.html?id=GTM-ABC")]
#[case("matomo", "cdn.matomo.cloud/site.matomo.cloud/matomo.js")]
#[case("matomo", "stats.example.org/matomo/matomo.php?idsite=1")]
#[case("microsoft-clarity", "www.clarity.ms/tag/abc")]
#[case("microsoft-clarity", "k.clarity.ms/collect")]
#[case("hotjar", "static.hotjar.com/c/hotjar-1.js?sv=6")]
#[case("segment", "cdn.segment.com/analytics.js/v1/abc/analytics.min.js")]
#[case("amplitude", "cdn.amplitude.com/libs/analytics-browser-2.11.1-min.js.gz")]
#[case("amplitude", "api2.amplitude.com/2/httpapi")]
#[case("mixpanel", "cdn.mxpnl.com/libs/mixpanel-2-latest.min.js")]
#[case("mixpanel", "api-js.mixpanel.com/track/?verbose=1")]
#[case("posthog", "us-assets.i.posthog.com/static/array.js")]
#[case("posthog", "eu.i.posthog.com/e/")]
#[case("snowplow", "cdn.jsdelivr.net/npm/@snowplow/javascript-tracker@latest/dist/sp.js")]
#[case("snowplow", "collector.example.org/com.snowplowanalytics.snowplow/tp2")]
#[case("plausible", "plausible.io/js/script.js")]
#[case("heap", "cdn.heapanalytics.com/js/heap-1.js")]
#[case("heap", "cdn.us.heap-api.com/config/1/heap_config.js")]
#[case("fullstory", "edge.fullstory.com/s/fs.js")]
#[case("yandex-metrica", "mc.yandex.ru/metrika/tag.js")]
#[case("cloudflare-web-analytics", "static.cloudflareinsights.com/beacon.min.js")]
#[case("google-ads", "www.googletagmanager.com/gtag/js?id=AW-123")]
#[case("google-ads", "googleads.g.doubleclick.net/pagead/viewthroughconversion/1/")]
#[case("google-ads", "pagead2.googlesyndication.com/pagead/js/adsbygoogle.js")]
#[case("google-ads", "www.google.de/pagead/1p-user-list/1/")]
#[case("meta-pixel", "connect.facebook.net/en_US/fbevents.js")]
#[case("meta-pixel", "www.facebook.com/tr?id=1&ev=PageView")]
#[case("meta-pixel", "www.facebook.com/tr/?id=1&ev=PageView")]
#[case("microsoft-advertising", "bat.bing.com/bat.js")]
#[case("linkedin-insight", "snap.licdn.com/li.lms-analytics/insight.min.js")]
#[case("linkedin-insight", "px.ads.linkedin.com/collect?v=2")]
#[case("tiktok-pixel", "analytics.tiktok.com/i18n/pixel/events.js?sdkid=1")]
#[case("x-pixel", "static.ads-twitter.com/uwt.js")]
#[case("x-pixel", "t.co/i/adsct?bci=1")]
#[case("pinterest-tag", "s.pinimg.com/ct/core.js")]
#[case("snap-pixel", "sc-static.net/scevent.min.js")]
#[case("reddit-pixel", "www.redditstatic.com/ads/pixel.js")]
#[case("quora-pixel", "a.quora.com/qevents.js")]
#[case("hubspot", "js.hs-scripts.com/1.js")]
#[case("hubspot", "track.hubspot.com/__ptq.gif?k=1")]
#[case("criteo", "dynamic.criteo.com/js/ld/ld.js?a=1")]
#[case("taboola", "cdn.taboola.com/libtrc/unip/1/tfa.js")]
#[case("outbrain", "amplify.outbrain.com/cp/obtp.js")]
fn a_vendors_address_is_held_by_its_service(#[case] service: &str, #[case] address: &str) {
    let decision = decided_on(&SITE, &[]);
    assert_eq!(holder(&SITE, &decision, Some(Subject::Address(address))), Some(service));
}

#[test]
fn every_service_has_an_address_that_is_tested() {
    let tested = include_str!("services.rs");
    for service in SITE.categories().flat_map(|category| category.services()) {
        assert!(tested.contains(&format!("#[case(\"{}\", ", service.id())), "{}", service.id());
    }
}

#[rstest]
#[case("www.google.com/recaptcha/api.js")]
#[case("www.google.com/")]
#[case("fonts.googleapis.com/css2?family=Inter")]
#[case("ajax.googleapis.com/ajax/libs/jquery/3.7.1/jquery.min.js")]
#[case("www.youtube.com/watch?v=1")]
#[case("vimeo.com/1")]
#[case("www.facebook.com/octoop")]
#[case("www.facebook.com/translations")]
#[case("www.linkedin.com/company/octoop")]
#[case("www.instagram.com/octoop/")]
#[case("x.com/octoop")]
#[case("cdn.jsdelivr.net/npm/vue@3")]
#[case("challenges.cloudflare.com/turnstile/v0/api.js")]
#[case("js.stripe.com/v3/")]
#[case("example.com/analytics.js")]
fn what_others_offer_is_let_through(#[case] address: &str) {
    let decision = decided_on(&SITE, &[]);
    assert_eq!(holder(&SITE, &decision, Some(Subject::Address(address))), None);
}
