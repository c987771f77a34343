//! Tests of `thread.rs`.
