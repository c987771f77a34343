//! Bytecode: what the compiler makes and the virtual machine runs. Plain data, no runtime object.
//!
//! Invariant: every fact about an instruction stands once, in the table in `opcode.rs`.
//! Next file to read: `opcode.rs`.

pub mod code;
pub mod disasm;
pub mod opcode;
pub mod verify;
