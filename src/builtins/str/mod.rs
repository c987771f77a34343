//! `str`: storage and algorithms.

pub mod storage;
