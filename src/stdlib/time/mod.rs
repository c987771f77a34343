//! The pure parts of the `time` module: calendar, time zones, formatting.
//!
//! Deliberately absent: clocks and `sleep`, which belong to the object layer and the runtime.
//! Next file to read: `calendar.rs`.

pub mod calendar;
pub mod posix_rule;
pub mod seconds;
pub mod strftime;
pub mod zone;

#[cfg(test)]
mod tests;
