//! octoconsent: a cookie-consent banner in one script tag.
//!
//! ```text
//! script tag ─► config (all faults, each with its path; wrong ⇒ stays blocked) ─► stored record (cookie │ local storage)
//!    ─► session ─► decision + effects ─┬─ record in force: release what was granted, in page order, no interface
//!                                      └─ else: banner ⇄ preferences ─► choice ─► session.apply ─► effects in order
//! later: withdraw, reopen button, API, added tags ─► command ─► session.apply
//! ```
//! [`core`] decides and knows no browser; `browser` carries out and decides nothing; `js` is what pages call. The
//! direction of dependence is `js → browser → core` (`ARCHITECTURE.md`).

// The core shares its name with the standard library's; inside this crate `core` means ours, `::core` the other.
pub mod core;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
mod js;
