//! Round trips through compression, in one piece and byte by byte.

use super::deflate::{Deflater, FINISH};
use super::inflate::{InflateError, Inflater};
use super::{Wrapping, wrapping};

fn sample() -> Vec<u8> {
    let words: Vec<String> = (0..20_000u32).map(|i| (i * i % 977).to_string()).collect();
    words.join(" ").into_bytes()
}

#[test]
fn whatever_is_compressed_decompresses() {
    let data = sample();
    for (kind, bits) in [-15, 15, 31].into_iter().filter_map(wrapping) {
        for level in [-1, 0, 1, 9] {
            let mut deflater = Deflater::new(kind, bits, level, 0);
            let (first, second) = data.split_at(data.len() / 3);
            let mut packed = deflater.compress(first, 2).unwrap();
            packed.extend(deflater.compress(second, FINISH).unwrap());
            assert_eq!(deflater.compress(b"", 0), None);
            packed.extend(b"behind");
            let mut inflater = Inflater::new(kind, bits, None);
            let (out, used) = inflater.decompress(&packed, usize::MAX >> 1).unwrap();
            assert!(inflater.is_done());
            assert_eq!((out == data, packed.len() - used), (true, 6));
        }
    }
}

#[test]
fn streams_come_in_small_pieces() {
    let data = sample();
    let packed = Deflater::new(Wrapping::Gzip, 15, 6, 0)
        .compress(&data, FINISH)
        .unwrap();
    let mut inflater = Inflater::new(Wrapping::Detect, 0, None);
    let mut out = Vec::new();
    let mut rest = packed.as_slice();
    while !inflater.is_done() {
        let (bytes, used) = inflater
            .decompress(&rest[..rest.len().min(3)], 100)
            .unwrap();
        assert!(bytes.len() <= 100);
        out.extend(bytes);
        rest = &rest[used..];
    }
    assert!(out == data && rest.is_empty());
}

#[test]
fn damage_is_noticed() {
    let mut packed = Deflater::new(Wrapping::Zlib, 15, 6, 0)
        .compress(b"abc", FINISH)
        .unwrap();
    let end = packed.len() - 1;
    packed[end] ^= 1;
    let error = |bytes: &[u8]| {
        Inflater::new(Wrapping::Zlib, 15, None)
            .decompress(bytes, 1000)
            .err()
    };
    assert_eq!(
        error(&packed),
        Some(InflateError::Data("incorrect data check"))
    );
    assert_eq!(
        error(b"abc"),
        Some(InflateError::Data("incorrect header check"))
    );
}
