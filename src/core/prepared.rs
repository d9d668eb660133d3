//! The record of a visitor who has answered already: for tests of a site that begin with a decision made. The session makes it, as
//! it would on a page.

use super::check::{self, Fault, Path};
use super::codec;
use super::config::Config;
use super::cookie;
use super::record::Method;
use super::regime::{self, Signal};
use super::session::{Command, Moment, Session, Situation};
use super::text::concat;

/// Where the visitor is and what the browser says.
#[derive(Debug, Clone, Copy)]
pub struct Visitor<'a> {
    /// Region (ISO 3166); empty where it is unknown.
    pub region: &'a str,
    /// Whether the browser sends Global Privacy Control.
    pub signals: bool,
    /// Whether the page comes over https.
    pub secure: bool,
}

/// The record's text, and what a script or a `Set-Cookie` header would assign. `command`: what the visitor does; what is no choice leaves no
/// record.
///
/// # Errors
/// The faults: a region that is none, ids that the configuration does not know, what cannot be denied, and that there is no record.
pub fn prepare(
    config: Config,
    visitor: Visitor<'_>,
    command: Command,
    moment: Moment<'_>,
) -> Result<(String, String), Vec<Fault>> {
    let mut faults = Vec::new();
    let region = regime::region(visitor.region);
    if region.is_none() {
        let message = concat(&["\"", visitor.region, "\" is no region of ISO 3166"]);
        check::fault(&Path::Member(&Path::Root, "region"), &message, &mut faults);
    }
    let region = region.unwrap_or_default();
    let rule = regime::rule(&config, &region);
    let signal = visitor.signals.then_some(Signal::Gpc);
    let mut session = Session::asleep(config, Situation { region, rule, signal });
    let _ = session.wake(None, Moment { method: Method::Api, ..moment });
    if let Command::Choose(choices) = &command {
        session.check(choices, &mut faults);
    }
    if faults.is_empty() {
        let _ = session.apply(command, moment);
    }
    match session.kept() {
        Some(record) if faults.is_empty() => {
            let text = codec::encode(record);
            let assignment =
                cookie::assignment(session.config().cookie(), &text, session.keeps(moment.now), visitor.secure);
            Ok((text, assignment))
        }
        _ => {
            if faults.is_empty() {
                check::fault(&Path::Root, "leaves no record", &mut faults);
            }
            Err(faults)
        }
    }
}
