//! Tests of `fd.rs`.
