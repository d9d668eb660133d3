//! The core's promises, as sentences. Native: no browser, no clock, no files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod alias;
mod banner;
mod codec;
mod config;
mod cookie;
mod decision;
mod duration;
mod erasure;
mod faults;
mod faults_across;
mod faults_kinds;
mod forged;
mod formats;
mod gate;
mod gate_consent;
mod gate_content;
mod gate_order;
mod gate_runs;
mod given;
mod local;
mod locale;
mod placeholder;
mod record;
mod rules;
mod services;
mod session;
mod session_choice;
mod session_sequences;
mod session_start;
mod session_surface;
mod session_withdrawal;
mod table;
mod text;
mod value;
mod words;
