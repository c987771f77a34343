//! The `time` module: the module itself, and its pure parts (calendar, time zones, formatting).
//!
//! Deliberately absent: the clocks (`../../runtime/clock.rs`).
//! Next file to read: `module.rs`, then `calendar.rs`.

pub mod calendar;
pub mod module;
pub mod posix_rule;
pub mod seconds;
pub mod strftime;
pub mod struct_time;
pub mod zone;

#[cfg(test)]
mod tests;
