//! The edge: it carries out what the core decides, and decides nothing.
//!
//! Read in this order: [`run`] (the running product), [`gate`] (blocks and releases), [`storage`] (keeps the record,
//! erases cookies), [`view`] (banner, preferences, reopen button), [`speech`] (language and texts), [`value`] and [`host`] (the plumbing).

pub mod gate;
pub mod host;
pub mod run;
pub mod speech;
pub mod storage;
pub mod value;
pub mod view;
