//! The decoder refuses what makes no sense, and the engine stops when asked to.
//!
//! Next file to read: `engine.rs`.

use super::decode::{Invalid, decode};
use super::engine::{Machine, Request, Scratch, Stop};

fn search(codes: &[u32], groups: usize, text: &[u8]) -> Result<Option<(usize, usize)>, Stop> {
    let program = decode(codes, groups).expect("sound");
    let mut scratch = Scratch::default();
    let mut ticks = 0;
    let found = Machine {
        program: &program,
        text,
        request: Request {
            pos: 0,
            end: text.len(),
            whole: false,
            advance: false,
        },
        tick: &mut || {
            ticks += 1;
            ticks > 100
        },
        scratch: &mut scratch,
    }
    .search()?;
    Ok(found.then_some((scratch.start, scratch.end)))
}

/// `(?:a|b)*c`
const LOOP: &[u32] = &[
    23,
    15,
    0,
    0xFFFF_FFFF,
    7,
    5,
    16,
    97,
    15,
    7,
    5,
    16,
    98,
    15,
    2,
    0,
    18,
    16,
    99,
    1,
];

#[test]
fn nonsense_is_refused() {
    for codes in [
        &[][..],
        &[0],
        &[99, 1],
        &[17, 5, 1],
        &[7, 100, 1],
        &[23, 9, 0, 1, 1],
    ] {
        assert_eq!(decode(codes, 1).err(), Some(Invalid), "{codes:?}");
    }
    // Every prefix and every single changed number either decodes or is refused; nothing panics.
    for cut in 0..LOOP.len() {
        let _ = decode(&LOOP[..cut], 1);
        for value in [0, 1, 2, 3, 15, 18, 23, 24, 100, u32::MAX] {
            let mut codes = LOOP.to_vec();
            codes[cut] = value;
            if let Ok(program) = decode(&codes, 1) {
                assert!(!program.ops.is_empty());
            }
        }
    }
}

#[test]
fn loops_try_every_way() {
    let one = &[24, 6, 1, 0xFFFF_FFFF, 16, 97, 1, 16, 97, 16, 98, 1];
    assert_eq!(search(one, 0, b"xaaab"), Ok(Some((1, 5))));
    assert_eq!(search(one, 0, b"xab"), Ok(None));
}

#[test]
fn exponential_patterns_can_be_stopped() {
    // (?:a+)+b
    let codes = &[
        23,
        10,
        1,
        0xFFFF_FFFF,
        24,
        6,
        1,
        0xFFFF_FFFF,
        16,
        97,
        1,
        18,
        16,
        98,
        1,
    ];
    assert_eq!(search(codes, 0, &[b'a'; 40]), Err(Stop::Interrupted));
    assert_eq!(search(codes, 0, b"aaab"), Ok(Some((0, 4))));
}
