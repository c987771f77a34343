//! The virtual machine: frames, the run loop, calls, protocols, imports.
//!
//! Next file to read: `interpreter.rs`, then `frame.rs`.

pub mod attribute_error;
pub mod breaker;
pub mod call;
pub mod caller;
pub mod config;
pub mod eval;
pub mod exceptions;
pub mod frame;
pub mod import;
pub mod import_lock;
pub mod import_trace;
pub mod interpreter;
pub mod link;
pub mod operators;
pub mod ops;
pub mod protocol;
pub mod specialize;
pub mod traceback;
pub mod unwind;
