//! The Mersenne Twister MT19937, seeded and read as CPython's `_random.Random` does.
//!
//! Invariant: equal seeds give CPython's exact streams. The index counts the words of the state
//! already used; at 624 the whole state is renewed.
//! Deliberately absent: everything `random.py` builds on `random()` and `getrandbits()`, and the
//! hashing that turns text into a seed.
//! Next file to read: `../math/mod.rs`.

use dashu_int::UBig;

use crate::builtins::{
    fault::Fault,
    int::{Int, huge::room_for},
};

/// Words of state.
const N: usize = 624;
/// The distance of the word that is mixed in.
const M: usize = 397;

/// A generator.
#[derive(Clone, Debug)]
pub struct MersenneTwister {
    state: [u32; N],
    index: usize,
}

impl MersenneTwister {
    /// One that was never seeded: it gives nothing but zeros.
    pub const fn unseeded() -> MersenneTwister {
        MersenneTwister {
            state: [0; N],
            index: 0,
        }
    }

    /// A generator seeded with `abs(seed)`.
    pub fn from_int(seed: &Int) -> MersenneTwister {
        let words = seed.to_words().1;
        let mut key: Vec<u32> = words
            .iter()
            .flat_map(|&word| [word as u32, (word >> 32) as u32])
            .collect();
        while key.last() == Some(&0) {
            key.pop();
        }
        if key.is_empty() {
            key.push(0);
        }
        MersenneTwister::from_key(&key)
    }

    /// A generator seeded with 32-bit words, of which there is at least one.
    pub fn from_key(key: &[u32]) -> MersenneTwister {
        let mut state = basic_state(19_650_218);
        let length = key.len().max(1);
        let mut i = 1;
        let mut j = 0;
        for _ in 0..N.max(length) {
            let previous = state[i - 1];
            let mixed = state[i] ^ (previous ^ previous >> 30).wrapping_mul(1_664_525);
            let word = key.get(j).copied().unwrap_or(0);
            state[i] = mixed.wrapping_add(word).wrapping_add(j as u32);
            advance(&mut state, &mut i);
            j = (j + 1) % length;
        }
        for _ in 1..N {
            let previous = state[i - 1];
            let mixed = state[i] ^ (previous ^ previous >> 30).wrapping_mul(1_566_083_941);
            state[i] = mixed.wrapping_sub(i as u32);
            advance(&mut state, &mut i);
        }
        state[0] = 0x8000_0000;
        MersenneTwister { state, index: N }
    }

    /// The next 32 bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.index >= N {
            self.renew();
        }
        let mut word = self.state[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    fn renew(&mut self) {
        for i in 0..N {
            let joined = self.state[i] & 0x8000_0000 | self.state[(i + 1) % N] & 0x7fff_ffff;
            let twist = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[i] = self.state[(i + M) % N] ^ joined >> 1 ^ twist;
        }
        self.index = 0;
    }

    /// `random()`: a float in [0, 1) with 53 random bits.
    pub fn random(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// `getrandbits(count)`.
    pub fn getrandbits(&mut self, count: i64) -> Result<Int, Fault> {
        let Ok(count) = u64::try_from(count) else {
            return Err(Fault::value("number of bits must be non-negative"));
        };
        match count {
            0 => return Ok(Int::ZERO),
            1..=32 => return Ok(Int::Small((self.next_u32() >> (32 - count)).into())),
            _ => room_for(count)?,
        }
        let mut words = Vec::with_capacity(count.div_ceil(64) as usize);
        let mut left = count;
        while left > 0 {
            let mut word = 0u64;
            for shift in [0, 32] {
                let drop = 32u64.saturating_sub(left);
                if left > 0 {
                    word |= u64::from(self.next_u32() >> drop) << shift;
                }
                left = left.saturating_sub(32);
            }
            words.push(word);
        }
        Ok(Int::from_ubig(UBig::from_words(&words)))
    }

    /// The data of `getstate()`: the state's words and the index.
    pub fn state(&self) -> (&[u32; N], usize) {
        (&self.state, self.index)
    }

    /// A generator with the data of `getstate()`.
    pub fn from_state(words: &[u32], index: i64) -> Result<MersenneTwister, Fault> {
        let (Ok(state), Ok(index)) = (<[u32; N]>::try_from(words), usize::try_from(index)) else {
            return Err(Fault::value("invalid state"));
        };
        if index > N {
            return Err(Fault::value("invalid state"));
        }
        Ok(MersenneTwister { state, index })
    }
}

/// The state that a single 32-bit seed gives.
fn basic_state(seed: u32) -> [u32; N] {
    let mut state = [seed; N];
    for i in 1..N {
        let previous = state[i - 1];
        state[i] = (previous ^ previous >> 30)
            .wrapping_mul(1_812_433_253)
            .wrapping_add(i as u32);
    }
    state
}

/// Steps to the next word; past the last one, the first takes over the last one's value.
fn advance(state: &mut [u32; N], i: &mut usize) {
    *i += 1;
    if *i >= N {
        state[0] = state[N - 1];
        *i = 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_cpythons() {
        let mut twister = MersenneTwister::from_int(&Int::Small(42));
        assert_eq!(twister.random(), 0.6394267984578837);
        assert_eq!(twister.random(), 0.025010755222666936);
        let mut twister = MersenneTwister::from_int(&Int::Small(-12345678901234567));
        let expected = (12, 2080541796364568725, 0.8245966706933336);
        assert_eq!(twister.getrandbits(7), Ok(Int::Small(expected.0)));
        assert_eq!(twister.getrandbits(70).map(|v| v.hash()), Ok(expected.1));
        for _ in 0..1000 {
            twister.next_u32();
        }
        assert_eq!(twister.random(), expected.2);
    }

    #[test]
    fn state_round_trips() {
        let mut twister = MersenneTwister::from_int(&Int::Small(7));
        twister.random();
        let (words, index) = twister.state();
        let mut copy = MersenneTwister::from_state(words, index as i64).unwrap();
        assert_eq!(copy.random(), twister.random());
        assert!(MersenneTwister::from_state(&[1, 2], 0).is_err());
        assert!(MersenneTwister::from_state(&[0; N], 625).is_err());
    }
}
