//! The `sys` module.
pub mod frames;
