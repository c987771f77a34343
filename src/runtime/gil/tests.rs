//! Tests of `gil.rs`.
