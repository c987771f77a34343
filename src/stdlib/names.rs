//! Names of Python's standard modules, for the error when one is missing.

/// Whether `name` is a top-level module of CPython 3.14's standard library.
pub fn is_standard(_name: &str) -> bool {
    false
}
