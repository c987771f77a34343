//! The hash functions themselves: one table, one state that can be any of them.
//!
//! Invariant: pure; a state can be finished any number of times.
//! Next file to read: `object.rs`.

use digest::{ExtendableOutput, FixedOutput, Update, XofReader};
use sha2::digest;

/// A hash function.
pub struct Algorithm {
    /// Its name in `hashlib`.
    pub name: &'static str,
    /// Bytes of its result; 0 if the caller chooses.
    pub digest_size: usize,
    /// Bytes it takes in at a time, as HMAC needs to know.
    pub block_size: usize,
    /// Its initial state.
    pub start: fn() -> State,
}

macro_rules! fixed {
    ($($variant:ident: $ty:ty,)*) => {
        /// A hash function at work.
        #[derive(Clone)]
        pub enum State {
            $(#[allow(missing_docs)] $variant($ty),)*
            /// MD5 and SHA-1 side by side, as early TLS signed.
            Md5Sha1(md5::Md5, sha1::Sha1),
            /// SHAKE128.
            Shake128(shake::Shake128),
            /// SHAKE256.
            Shake256(shake::Shake256),
            /// BLAKE2b.
            Blake2b(blake2b_simd::State),
            /// BLAKE2s.
            Blake2s(blake2s_simd::State),
        }

        impl State {
            /// Takes in more bytes.
            pub fn update(&mut self, data: &[u8]) {
                match self {
                    $(State::$variant(h) => h.update(data),)*
                    State::Md5Sha1(md5, sha1) => {
                        md5.update(data);
                        sha1.update(data);
                    }
                    State::Shake128(h) => h.update(data),
                    State::Shake256(h) => h.update(data),
                    State::Blake2b(h) => {
                        h.update(data);
                    }
                    State::Blake2s(h) => {
                        h.update(data);
                    }
                }
            }

            /// The result so far. `length` only matters where the caller chooses it.
            pub fn finish(&self, length: usize) -> Vec<u8> {
                match self.clone() {
                    $(State::$variant(h) => h.finalize_fixed().to_vec(),)*
                    State::Md5Sha1(md5, sha1) => {
                        let mut out = md5.finalize_fixed().to_vec();
                        out.extend(sha1.finalize_fixed());
                        out
                    }
                    State::Shake128(h) => squeeze(h, length),
                    State::Shake256(h) => squeeze(h, length),
                    State::Blake2b(h) => h.finalize().as_bytes().to_vec(),
                    State::Blake2s(h) => h.finalize().as_bytes().to_vec(),
                }
            }
        }
    };
}

fixed! {
    Md5: md5::Md5,
    Ripemd160: ripemd::Ripemd160,
    Sha1: sha1::Sha1,
    Sha224: sha2::Sha224,
    Sha256: sha2::Sha256,
    Sha384: sha2::Sha384,
    Sha512: sha2::Sha512,
    Sha512To224: sha2::Sha512_224,
    Sha512To256: sha2::Sha512_256,
    Sha3To224: sha3::Sha3_224,
    Sha3To256: sha3::Sha3_256,
    Sha3To384: sha3::Sha3_384,
    Sha3To512: sha3::Sha3_512,
}

fn squeeze(h: impl ExtendableOutput, length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    h.finalize_xof().read(&mut out);
    out
}

macro_rules! algorithms {
    ($($name:literal $digest_size:literal $block_size:literal $start:expr;)*) => {
        /// Every hash function, by name.
        pub static ALGORITHMS: &[Algorithm] = &[$(Algorithm {
            name: $name,
            digest_size: $digest_size,
            block_size: $block_size,
            start: || $start,
        },)*];
    };
}

algorithms! {
    "blake2b" 64 128 State::Blake2b(blake2b_simd::State::new());
    "blake2s" 32 64 State::Blake2s(blake2s_simd::State::new());
    "md5" 16 64 State::Md5(Default::default());
    "md5-sha1" 36 64 State::Md5Sha1(Default::default(), Default::default());
    "ripemd160" 20 64 State::Ripemd160(Default::default());
    "sha1" 20 64 State::Sha1(Default::default());
    "sha224" 28 64 State::Sha224(Default::default());
    "sha256" 32 64 State::Sha256(Default::default());
    "sha384" 48 128 State::Sha384(Default::default());
    "sha3_224" 28 144 State::Sha3To224(Default::default());
    "sha3_256" 32 136 State::Sha3To256(Default::default());
    "sha3_384" 48 104 State::Sha3To384(Default::default());
    "sha3_512" 64 72 State::Sha3To512(Default::default());
    "sha512" 64 128 State::Sha512(Default::default());
    "sha512_224" 28 128 State::Sha512To224(Default::default());
    "sha512_256" 32 128 State::Sha512To256(Default::default());
    "shake_128" 0 168 State::Shake128(Default::default());
    "shake_256" 0 136 State::Shake256(Default::default());
}

/// The algorithm of a name in any of its usual spellings.
pub fn find(name: &str) -> Option<&'static Algorithm> {
    let name = name.to_ascii_lowercase();
    let spelled = |a: &&Algorithm| a.name == name || a.name == name.replace('-', "_");
    ALGORITHMS.iter().find(spelled)
}

/// The algorithm of a name that is in the table.
pub fn known(name: &str) -> &'static Algorithm {
    find(name).unwrap_or(&ALGORITHMS[0])
}

/// HMAC over any of the functions with a fixed size.
#[derive(Clone)]
pub struct Hmac {
    inner: State,
    outer: State,
}

impl Hmac {
    /// A new one with a key of any length.
    pub fn new(algorithm: &'static Algorithm, key: &[u8]) -> Hmac {
        let (mut inner, mut outer) = ((algorithm.start)(), (algorithm.start)());
        let mut block = if key.len() > algorithm.block_size {
            inner.update(key);
            let short = inner.finish(0);
            inner = (algorithm.start)();
            short
        } else {
            key.to_vec()
        };
        block.resize(algorithm.block_size, 0);
        let masked = |mask: u8| block.iter().map(|byte| byte ^ mask).collect::<Vec<u8>>();
        inner.update(&masked(0x36));
        outer.update(&masked(0x5c));
        Hmac { inner, outer }
    }

    /// Takes in more bytes.
    pub fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    /// The result so far.
    pub fn finish(&self) -> Vec<u8> {
        let mut outer = self.outer.clone();
        outer.update(&self.inner.finish(0));
        outer.finish(0)
    }
}

/// PBKDF2 with HMAC (RFC 8018). `stop` is asked now and then; a yes ends it with `None`.
pub fn pbkdf2(
    algorithm: &'static Algorithm,
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    length: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<u8>> {
    let keyed = Hmac::new(algorithm, password);
    let mut out = Vec::new();
    for block in 1u32.. {
        if out.len() >= length {
            break;
        }
        let mut mac = keyed.clone();
        mac.update(salt);
        mac.update(&block.to_be_bytes());
        let mut round = mac.finish();
        let mut sum = round.clone();
        for i in 1..iterations {
            let mut mac = keyed.clone();
            mac.update(&round);
            round = mac.finish();
            sum.iter_mut().zip(&round).for_each(|(s, r)| *s ^= r);
            if i % 4096 == 0 && stop() {
                return None;
            }
        }
        out.extend(sum);
    }
    out.truncate(length);
    Some(out)
}
