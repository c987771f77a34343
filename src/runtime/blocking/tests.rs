//! Tests of `blocking.rs`.
