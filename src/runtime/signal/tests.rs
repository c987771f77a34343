//! Tests of `signal.rs`.
