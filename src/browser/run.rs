//! The running product: one session, one gate, one view. Every way to act comes in here as a command and leaves as
//! effects, carried out in the core's order.
//!
//! The state is borrowed for single steps only, never while the page's own code can run: a released script or an event
//! handler may call the API in the middle of an effect, and its command is then carried out at once, record first.

use super::speech::{self, Texts};
use super::view::View;
use super::{gate, host, storage};
use crate::core::check::{self, Fault, Path};
use crate::core::config::Config;
use crate::core::gate::Gate;
use crate::core::record::Method;
use crate::core::regime::{self, Signal};
use crate::core::rules;
use crate::core::session::{Command, Effect, Moment, Session, Situation, Surface};
use crate::core::text::{collect, concat, cut, split};
use crate::core::{codec, link};
use std::cell::{RefCell, RefMut};

/// What runs on a page.
pub struct App {
    /// What is decided.
    pub session: Session,
    /// What is blocked.
    pub gate: Gate<u32>,
    view: View,
    /// Language of the interface.
    pub language: String,
    /// Whether its texts are there.
    pub texts: Texts,
    /// Another language, whose texts were asked for.
    pub coming: Option<String>,
    /// Whether the record in force is stored; else it lives in memory.
    kept: bool,
    /// Whether it only holds: nobody sees the page yet.
    asleep: bool,
    /// What a link has brought.
    brought: String,
}

thread_local! {
    static APP: &'static RefCell<Option<App>> = Box::leak(Box::default());
}

/// The running product, for one step; nothing where none runs, nor while it sleeps.
#[must_use]
pub fn app() -> Option<RefMut<'static, App>> {
    RefMut::filter_map(sleeper()?, |app| (!app.asleep).then_some(app)).ok()
}

/// The product, though it may be asleep.
#[must_use]
pub fn sleeper() -> Option<RefMut<'static, App>> {
    let app = APP.with(|app| *app).try_borrow_mut().ok()?;
    RefMut::filter_map(app, Option::as_mut).ok()
}

/// Starts with a configuration, or starts anew with another one. `brought`: what a link has brought ([`link::arrive`]). `asleep`:
/// until [`wake`] it only holds what rules fit, as for a visitor who has granted nothing.
pub fn start(config: Config, brought: &str, asleep: bool) {
    stop();
    let language = speech::language(&config, &host::picked(config.cookie().name())).unwrap_or("en").to_owned();
    let texts = speech::absent(&config, &language);
    let situation = situation(&config);
    let name = config.cookie().name().to_owned();
    let session = Session::asleep(config, situation);
    let brought = brought.to_owned();
    let app = App {
        session,
        gate: Gate::default(),
        view: View::default(),
        language,
        texts,
        coming: None,
        kept: false,
        asleep: true,
        brought,
    };
    *APP.with(|slot| *slot).borrow_mut() = Some(app);
    host::connect(&name);
    if asleep {
        guard();
    } else {
        wake();
    }
}

/// Goes by what is stored now, and lets what may run.
pub fn wake() {
    let Some(mut app) = sleeper().filter(|app| app.asleep) else { return };
    let App { session, language, kept, asleep, brought, .. } = &mut *app;
    let now = host::now();
    let linked = storage::linked(session.config(), brought, now);
    let stored = storage::read_with(session.config().cookie(), linked);
    let linked = linked.is_some() && stored.last;
    (*kept, *asleep) = (stored.record.is_some(), false);
    let moment = Moment { now, id: &host::random(), language, method: Method::Api };
    // A broken record was a record: what was answered before it may have been taken back.
    let new = stored.record.is_none() && !stored.broken;
    let mut effects = session.wake(stored.record, moment);
    if linked {
        effects = session.receive("link", effects);
    } else if new {
        effects = session.import(foreign, moment).unwrap_or(effects);
    }
    drop(app);
    if stored.broken {
        host::report("record", "a stored record is broken, so it counts as none");
    }
    carry_out(effects);
    log(false);
}

fn foreign(names: &str) -> String {
    host::foreign(names)
}

/// Where the visitor is, as the site says, and what the browser says.
fn situation(config: &Config) -> Situation {
    let named = host::region();
    let region = regime::region(&named);
    let mut advice = Vec::new();
    if region.is_none() {
        check::fault(
            &Path::Member(&Path::Root, "region"),
            &concat(&["\"", &named, "\" is no region of ISO 3166, so it is unknown"]),
            &mut advice,
        );
    }
    let region = region.unwrap_or_default();
    let mut rule = regime::rule(config, &region);
    regime::advise(&rule, &mut advice);
    if config.ignores_robots() && host::robot() {
        rule = rule.for_robot();
    }
    for Fault { path, message } in &advice {
        host::warn(&concat(&[path, ": ", message]));
    }
    let signal = match host::signals() {
        1 | 3 => Some(Signal::Gpc),
        2 if config.do_not_track() => Some(Signal::DoNotTrack),
        _ => None,
    };
    Situation { region, rule, signal }
}

/// Ends the product on this page: its surfaces go, and whatever is blocked stays so.
pub fn stop() {
    let before = APP.with(|slot| *slot).borrow_mut().take();
    if before.is_some() {
        host::disconnect();
        host::vanish();
    }
}

/// Carries out a command. `method`: how the visitor acts.
fn dispatch(command: Command, method: Method) {
    let effects = app().map(|mut app| {
        let id = host::random();
        let App { session, language, .. } = &mut *app;
        session.apply(command, Moment { now: host::now(), id: &id, language, method })
    });
    carry_out(effects.unwrap_or_default());
}

fn carry_out(effects: &[Effect]) {
    for effect in effects {
        match effect {
            Effect::WriteRecord | Effect::EraseRecord => {
                store(false);
                // Other tabs look what is stored now.
                host::tell();
            }
            Effect::KeepRecord => store(true),
            Effect::Log => log(true),
            Effect::EraseCookies => sweep(),
            Effect::Release => {
                guard();
                gate::release();
            }
            Effect::Show => show(),
            Effect::AnnounceReady => host::announce("ready"),
            Effect::AnnounceChoice => host::announce("choice"),
            Effect::AnnounceChange => host::announce("change"),
            Effect::Reload => host::reload(),
        }
    }
}

/// Holds what rules of denied services fit. Before the release: what is granted now finds the page as it was.
fn guard() {
    let level = sleeper().map(|app| match &app.session {
        session if rules::holder(session.config(), session.decision(), None).is_none() => 0,
        session if !session.answered() => 1,
        _ => 2,
    });
    host::guard(level.unwrap_or_default());
}

/// `again`: what is stored already.
fn store(again: bool) {
    let Some(mut app) = app() else { return };
    let App { session, kept, .. } = &mut *app;
    let cookie = session.config().cookie();
    *kept = match session.kept() {
        Some(record) => {
            let refresher = session.config().refresh_url();
            storage::write(cookie, record, session.keeps(host::now()), again, refresher)
        }
        None => {
            storage::erase(cookie);
            false
        }
    };
    // Without our record they would be taken over again.
    for before in session.config().imports() {
        if session.kept().is_none() || *kept && before.delete() {
            split(before.cookies(), b' ').for_each(host::erase_jar);
        }
    }
    if !*kept && session.kept().is_some() {
        host::warn("the record cannot be stored here: it holds for this page only");
    }
}

/// Tells the log what happened, or sends it what waits since earlier pages. It asks for the [`state`](crate::js::state), so
/// nothing is borrowed.
fn log(happened: bool) {
    let receiver = app().map(|app| {
        let (config, logged) = (app.session.config(), happened && app.session.logged().is_some());
        let event = if logged { app.session.event() } else { "" };
        (config.log_url().to_owned(), config.cookie().name().to_owned(), event)
    });
    if let Some((url, name, event)) = receiver
        && !url.is_empty()
    {
        host::log(&url, &name, event);
    }
}

/// Goes by what is stored now: another tab, or another page, may have changed it. Where nothing was stored, nothing was erased.
pub fn sync() {
    let effects = app().map(|mut app| {
        let App { session, language, kept, .. } = &mut *app;
        let stored = storage::read(session.config().cookie());
        if stored.record.is_none() && (stored.broken || !*kept) {
            return Default::default();
        }
        *kept = stored.record.is_some();
        let moment = Moment { now: host::now(), id: "", language, method: Method::Api };
        session.apply(Command::Adopt(stored.record), moment)
    });
    carry_out(effects.unwrap_or_default());
}

/// What goes along with a link between two `ends` ([`link::target`]): the record in force, if it leads to a sibling.
#[must_use]
pub fn along(ends: &str) -> Option<String> {
    let app = app()?;
    let host = link::target(app.session.config(), &collect(&mut split(ends, b' ')))?;
    let record = app.session.record()?;
    Some(link::write(&codec::encode(record), host, host::now()))
}

/// The sweep asks [`stale`] what goes.
fn sweep() {
    if let Some(again) = app().map(|app| app.session.lingers()) {
        host::sweep(again);
    }
}

/// What goes of what is listed in a storage ([`Erasure::stale`](crate::core::cookie::Erasure::stale)).
#[must_use]
pub fn stale(storage: &str, listed: &str) -> String {
    app().map(|app| app.session.erasure().stale(storage, listed)).unwrap_or_default()
}

/// Draws what the session says. Drawing moves the focus, and the page that hears of it may call the API: what is to be
/// drawn is settled before. Without a body there is nowhere to draw; [`page`] comes back.
pub fn show() {
    let shows = app().is_some_and(|app| View::shows(&app.session));
    if !host::drawable() || shows && !speech::spoken() {
        return;
    }
    let strokes = app().map(|mut app| {
        let App { session, view, language, .. } = &mut *app;
        view.strokes(session, language)
    });
    for stroke in &strokes.unwrap_or_default() {
        stroke.draw();
    }
}

/// The page has changed: there may be a body to draw in.
pub fn page() {
    show();
}

/// Somebody acts: `=` and the name of a button of ours, `@` and a control on the page (`data-octoconsent-action`), `#` and a link
/// of the page (`href="#octoconsent-…"`), `?` and the address of the page itself, `!` and a call of the API. `choices`:
/// `analytics:1 matomo:0`. Whether it means anything; a faulty choice changes nothing.
///
/// A link may stand in what a stranger wrote, and an address come from anywhere: the one grants nothing and forgets no refusal, the
/// other only shows.
pub fn act(action: &str, choices: &str, faults: &mut Vec<Fault>) -> bool {
    if action.get(1..) == Some("language") {
        speech::speak(choices, action == "=language", faults);
        return true;
    }
    let choices = read_choices(choices);
    let Some(app) = app() else { return false };
    let banner = app.session.surface() == Surface::Banner;
    let closed = app.session.surface() == Surface::Closed;
    let (command, method) = match action {
        "=accept" | "@accept" => (Command::AcceptAll, Method::AcceptAll),
        "=reject" | "@reject" | "#reject" => (Command::RejectAll, Method::RejectAll),
        "@withdraw" | "#withdraw" => (Command::RejectAll, Method::Withdrawal),
        "=save" => (Command::Choose(choices), Method::Selection),
        "=close" if banner => (Command::RejectAll, Method::Close),
        "!accept" => (Command::AcceptAll, Method::Api),
        "!reject" => (Command::RejectAll, Method::Api),
        "!choose" => {
            app.session.check(&choices, faults);
            (Command::Choose(choices), Method::Api)
        }
        "=choose" | "=reopen" | "@preferences" | "#preferences" | "?preferences" | "!preferences" => {
            (Command::ShowPreferences, Method::Api)
        }
        "@banner" | "#banner" | "?banner" | "!banner" => (Command::ShowBanner, Method::Api),
        "=escape" if closed => return false,
        "=escape" if app.session.bars() => return true,
        "=close" | "=escape" | "!hide" => (Command::Hide, Method::Api),
        "=acknowledge" | "@acknowledge" | "!acknowledge" => (Command::Acknowledge, Method::Acknowledge),
        "=erase" | "@erase" | "!reset" => (Command::Reset, Method::Api),
        _ => return false,
    };
    drop(app);
    if faults.is_empty() {
        dispatch(command, method);
    }
    true
}

/// The choices of a text: `analytics:1 matomo:0`.
#[must_use]
pub fn read_choices(text: &str) -> Vec<(String, bool)> {
    let mut choices = Vec::new();
    for choice in split(text, b' ') {
        if let Some((id, state)) = cut(choice, b':') {
            choices.push((id.to_owned(), state == "1"));
        }
    }
    choices
}
