//! What is stored, by whom and why: what preferences and declaration say alike of a category and of a service.

use super::{Markup, Scene};
use crate::core::config::{Category, Cookie, Service};
use crate::core::duration::Duration;
use crate::core::text::{collect, join};

impl Scene<'_> {
    /// What a category is for, what refusing it means, and on what ground it stands.
    pub(super) fn category(&self, markup: &mut Markup, category: Category<'_>) {
        let basis = match category {
            _ if category.necessary() => "basisNecessary",
            _ if category.objectionable() => "basisInterest",
            _ => "basisConsent",
        };
        markup.some("p", category.description(self.language).unwrap_or_default());
        markup.open("dl");
        self.fact(markup, "without", category.refusal(self.language).unwrap_or_default());
        self.fact(markup, "legalBasis", self.text(basis));
        markup.close();
    }

    /// What a service is for, who provides it, and what it stores.
    pub(super) fn service(&self, markup: &mut Markup, service: Service<'_>) {
        let (provider, policy) = (service.provider(), service.policy());
        let mut named = service.purposes().map(|id| self.config().purpose(id, self.language));
        let purposes = join(&collect(&mut named), ", ");
        markup.some("p", service.description(self.language).unwrap_or_default());
        if !(provider.is_empty() && purposes.is_empty() && policy.is_empty()) {
            markup.open("dl");
            self.fact(markup, "provider", provider);
            self.fact(markup, "purposes", &purposes);
            if !policy.is_empty() {
                markup.leaf("dt", self.text("policy"));
                markup.open("dd");
                // The address itself: two links of different services are never called alike, and it can be printed.
                markup.link(policy, policy.strip_prefix("https://").unwrap_or(policy));
                markup.close();
            }
            markup.close();
        }
        self.table(markup, service.title(self.language), &service.cookies().collect::<Vec<_>>());
    }

    /// What is stored, a row each; `title` names the table. Nothing where nothing is.
    pub(super) fn table(&self, markup: &mut Markup, title: &str, cookies: &[Cookie<'_>]) {
        if cookies.is_empty() {
            return;
        }
        let parties = cookies.iter().any(|cookie| !cookie.party().is_empty());
        markup.open("table");
        markup.set("aria-label", title);
        markup.open("thead");
        markup.open("tr");
        for key in ["cookieName", "cookieStorage", "cookieDuration", "cookieParty", "cookieDescription"] {
            if parties || key != "cookieParty" {
                markup.leaf("th;scope=col", self.text(key));
            }
        }
        markup.close();
        markup.close();
        markup.open("tbody");
        for cookie in cookies {
            self.row(markup, *cookie, parties);
        }
        markup.close();
        markup.close();
    }

    fn row(&self, markup: &mut Markup, cookie: Cookie<'_>, parties: bool) {
        markup.open("tr");
        markup.open("th;scope=row");
        markup.leaf("code", cookie.name());
        markup.close();
        markup.leaf("td", self.text(cookie.storage()));
        let key = match cookie.duration() {
            Some(Duration::Span(count, unit)) => {
                markup.span(count, unit);
                None
            }
            Some(Duration::Session) => Some("session"),
            Some(Duration::Persistent) => Some("persistent"),
            None => Some(""),
        };
        if let Some(key) = key {
            markup.leaf("td", self.text(key));
        }
        if parties {
            markup.leaf(
                "td",
                self.text(match cookie.party() {
                    "first" => "firstParty",
                    "third" => "thirdParty",
                    _ => "",
                }),
            );
        }
        markup.leaf("td", cookie.description(self.language).unwrap_or_default());
        markup.close();
    }

    /// A term and what it is here; nothing where that is nothing.
    #[inline(never)]
    pub(super) fn fact(&self, markup: &mut Markup, key: &str, text: &str) {
        if !text.is_empty() {
            markup.leaf("dt", self.text(key));
            markup.leaf("dd", text);
        }
    }
}
