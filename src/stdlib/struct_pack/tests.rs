//! Checks of formats, sizes and values against CPython.

use super::*;

fn error(text: &str) -> String {
    match Format::parse(text.as_bytes()) {
        Err(PackError::Struct(text)) => text,
        other => format!("{other:?}"),
    }
}

#[test]
fn sizes_and_errors() {
    for (text, size) in [
        ("xcbB?hHiIlLqQnNefdspP", 104),
        ("=xcbB?hHiIlLqQefdsp", 57),
        ("bi0q", 8),
        ("FD", 24),
        ("bF", 12),
        (" i\tb ", 5),
        ("", 0),
    ] {
        assert_eq!(
            Format::parse(text.as_bytes()).map(|f| f.size),
            Ok(size),
            "{text}"
        );
    }
    assert_eq!(error("z"), "bad char in struct format");
    assert_eq!(error("=n"), "bad char in struct format");
    assert_eq!(error("3 i"), "bad char in struct format");
    assert_eq!(error("5"), "repeat count given without format specifier");
    assert_eq!(error("99999999999999999999b"), "total struct size too long");
    assert_eq!(error("9223372036854775807i"), "total struct size too long");
}

#[test]
fn ints_keep_their_bounds() {
    for text in ["<h", ">h", "<i", ">q", "B", ">Q"] {
        let format = Format::parse(text.as_bytes()).unwrap();
        let kind = format.fields().next().unwrap().kind;
        let mut slot = vec![0; format.size];
        for value in [0, 1, 127, 200, -1, -128] {
            let value = Int::Small(value);
            if format.pack_int(kind, &value, &mut slot).is_ok() {
                assert_eq!(format.unpack_int(kind, &slot), value);
            } else {
                assert!(kind.is_ascii_uppercase() && value.is_negative());
            }
        }
    }
    let format = Format::parse(b">hI").unwrap();
    let mut slot = [0; 2];
    format.pack_int(b'h', &Int::Small(-2), &mut slot).unwrap();
    assert_eq!(slot, [0xff, 0xfe]);
    let refused = format.pack_int(b'h', &Int::Small(40000), &mut slot);
    let text = "'h' format requires -32768 <= number <= 32767".to_owned();
    assert_eq!(refused, Err(PackError::Struct(text)));
}

#[test]
fn halves_round_to_even() {
    let format = Format::parse(b"<e").unwrap();
    let mut slot = [0; 2];
    for bits in (0..0x7c00u16).chain(0x8000..0xfc00) {
        let value = format.unpack_float(b'e', &bits.to_le_bytes());
        format.pack_float(b'e', value, &mut slot).unwrap();
        assert_eq!(u16::from_le_bytes(slot), bits);
    }
    format.pack_float(b'e', 65519.99, &mut slot).unwrap();
    assert_eq!(slot, [0xff, 0x7b]);
    assert!(format.pack_float(b'e', 65520.0, &mut slot).is_err());
    format.pack_float(b'e', 2f64.powi(-25), &mut slot).unwrap();
    assert_eq!(slot, [0, 0]);
    assert_eq!(format.unpack_float(b'e', &[0, 0x7c]), f64::INFINITY);
    let overflow = format.pack_float(b'f', 1e39, &mut [0; 4]);
    assert_eq!(
        overflow,
        Err(PackError::Overflow("float too large to pack with f format"))
    );
}

#[test]
fn bytes_are_cut_and_filled() {
    let mut slot = [9; 3];
    pack_bytes(b's', b"a", &mut slot);
    assert_eq!(slot, *b"a\0\0");
    pack_bytes(b'p', b"abcd", &mut slot);
    assert_eq!(slot, *b"\x02ab");
    assert_eq!(unpack_bytes(b'p', b"\x05ab"), b"ab");
    pack_bytes(b'p', b"", &mut []);
    let format = Format::parse(b"2s3b").unwrap();
    assert_eq!(format.items, 4);
    let offsets: Vec<usize> = format.fields().map(|field| field.offset).collect();
    assert_eq!(offsets, [0, 2, 3, 4]);
}
