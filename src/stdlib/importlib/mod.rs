//! What `importlib` and `import` share: module specs, the finders of `sys.meta_path`, and `_imp`.
//!
//! An ordinary import is native (`../../vm/import.rs`) and runs no Python but the module's own. CPython's
//! import system in Python stands behind it: it is loaded from the library when a script imports `importlib`,
//! asks a spec for its loader, or puts a finder or hook of its own in place. `bootstrap.rs` ties the two.
//! Invariant: until then nothing of it is loaded.
//! Next file to read: `spec.rs`, then `bootstrap.rs`.

pub mod bootstrap;
pub mod imp;
pub mod spec;

pub use spec::{new_spec, spec_loader};
