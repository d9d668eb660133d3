//! The pure core: what is asked, answered, kept, blocked and released. No browser, no clock, no randomness, no I/O.
//!
//! Read in this order: [`value`] (what a configuration is made of), [`shape`] (what it may hold), [`check`] (what is wrong with it), [`config`] (what it
//! means), [`decision`] and [`record`] (the answer and its proof), [`codec`] (the proof as text), [`session`] (the state
//! machine that turns commands into effects), [`alias`] (what a name in the markup stands for), [`gate`] (which tag may run next), [`rules`] (what holds what nobody tagged), [`cookie`], [`locale`], [`words`] (what the surfaces say) and [`placeholder`];
//! [`link`] (a choice that comes from a sibling site), [`import`] (what another banner was answered) and [`tokens`] (a value as it is
//! handed over).

pub mod alias;
pub mod check;
pub mod codec;
pub mod config;
pub mod contrast;
pub mod cookie;
pub mod date;
pub mod decision;
pub mod duration;
pub mod format;
pub mod gate;
pub mod hash;
pub mod import;
pub mod link;
pub mod locale;
pub mod placeholder;
pub mod prepared;
pub mod question;
pub mod record;
pub mod regime;
pub mod rules;
pub mod session;
pub mod shape;
pub mod text;
pub mod tokens;
pub mod value;
pub mod words;
