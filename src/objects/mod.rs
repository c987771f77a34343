//! The mechanism under every Python value.

pub mod hash;
