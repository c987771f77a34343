//! `_signal`.
pub mod handlers;
