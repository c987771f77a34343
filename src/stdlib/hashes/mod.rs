//! Cryptographic hashes: `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2` and `_hashlib`.
//!
//! The library's `hashlib.py` and `hmac.py` sit on top of these. CPython's `_hashlib` is OpenSSL;
//! here it offers the same names over the same Rust implementations as the other modules.
//! Invariant: hashing 2048 bytes or more happens with the GIL released.
//! Deliberately absent: `_hmac`, which `hmac.py` does without; sm3.
//! Next file to read: `algorithm.rs`.

mod algorithm;
mod blake2;
mod constructors;
mod hashlib;
mod hmac;
mod object;

#[cfg(test)]
mod tests;

pub use blake2::BLAKE2;
pub use constructors::{MD5, SHA1, SHA2, SHA3};
pub use hashlib::HASHLIB;
