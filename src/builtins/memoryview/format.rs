//! The element formats of a memoryview: native single characters, as in the struct module.
//!
//! Invariant: sizes and byte order are the machine's, 64-bit and little endian.
//! Deliberately absent: structured formats, which a memoryview can carry but not read.

/// What one element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// `c`: a bytes object of length 1.
    Char,
    /// `b`, `h`, `i`, `l`, `q`, `n`: a signed int of this many bytes.
    Signed(u8),
    /// `B`, `H`, `I`, `L`, `Q`, `N`: an unsigned int.
    Unsigned(u8),
    /// `P`: an address.
    Pointer,
    /// `e`: a half-precision float.
    Half,
    /// `f`: a single-precision float.
    Single,
    /// `d`: a double-precision float.
    Double,
    /// `?`: a bool.
    Bool,
}

/// The value of an element, on its way in or out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item {
    /// An int; anything outside `i64` and `u64` does not fit any format.
    Int(i128),
    /// A float.
    Float(f64),
    /// A bool.
    Bool(bool),
    /// One byte of a bytes object.
    Char(u8),
}

/// TypeError text when a cast's target format is none of ours.
pub const BAD_DESTINATION: &str = "memoryview: destination format must be a native single character format prefixed with an optional '@'";
/// ValueError text when the format to cast from is none of ours.
pub const BAD_SOURCE: &str = "memoryview: source format must be a native single character format prefixed with an optional '@'";
/// TypeError text for a cast that does not go from or to bytes.
pub const NEITHER_BYTES: &str = "memoryview: cannot cast between two non-byte formats";
/// TypeError text for a cast to a format whose size does not divide the length.
pub const NOT_A_MULTIPLE: &str = "memoryview: length is not a multiple of itemsize";
/// TypeError text for a cast to a shape of another size.
pub const WRONG_SHAPE: &str = "memoryview: product(shape) * itemsize != buffer size";

impl Element {
    /// Reads a format such as `B` or `@h`.
    pub fn from_format(format: &str) -> Option<Element> {
        let code = format.strip_prefix('@').unwrap_or(format);
        Some(match code {
            "c" => Element::Char,
            "b" => Element::Signed(1),
            "h" => Element::Signed(2),
            "i" => Element::Signed(4),
            "l" | "q" | "n" => Element::Signed(8),
            "B" => Element::Unsigned(1),
            "H" => Element::Unsigned(2),
            "I" => Element::Unsigned(4),
            "L" | "Q" | "N" => Element::Unsigned(8),
            "P" => Element::Pointer,
            "e" => Element::Half,
            "f" => Element::Single,
            "d" => Element::Double,
            "?" => Element::Bool,
            _ => return None,
        })
    }

    /// Bytes per element.
    pub fn size(self) -> usize {
        match self {
            Element::Char | Element::Bool => 1,
            Element::Signed(size) | Element::Unsigned(size) => usize::from(size),
            Element::Half => 2,
            Element::Single => 4,
            Element::Pointer | Element::Double => 8,
        }
    }

    /// Whether the format is one of single bytes (`B`, `b`, `c`), from and to which casts go.
    pub fn is_byte(self) -> bool {
        matches!(
            self,
            Element::Char | Element::Signed(1) | Element::Unsigned(1)
        )
    }

    /// Reads an element. `None` when there are not exactly [`Element::size`] bytes.
    pub fn unpack(self, bytes: &[u8]) -> Option<Item> {
        if bytes.len() != self.size() {
            return None;
        }
        let mut wide = [0; 8];
        wide[..bytes.len()].copy_from_slice(bytes);
        let bits = u64::from_le_bytes(wide);
        Some(match self {
            Element::Char => Item::Char(bits as u8),
            Element::Bool => Item::Bool(bits != 0),
            Element::Unsigned(_) | Element::Pointer => Item::Int(bits.into()),
            Element::Signed(size) => {
                let unused = 64 - 8 * u32::from(size);
                Item::Int(i128::from((bits << unused) as i64 >> unused))
            }
            Element::Half => Item::Float(half_to_double(bits as u16)),
            Element::Single => Item::Float(f32::from_bits(bits as u32).into()),
            Element::Double => Item::Float(f64::from_bits(bits)),
        })
    }

    /// The bytes of a value that was converted to the kind the format takes. `None` when it is out of range:
    /// "memoryview: invalid value for format 'b'".
    pub fn pack(self, item: Item) -> Option<([u8; 8], usize)> {
        let bits = match (self, item) {
            (Element::Char, Item::Char(byte)) => u64::from(byte),
            (Element::Bool, Item::Bool(value)) => u64::from(value),
            (Element::Signed(size), Item::Int(value)) => {
                let limit = 1i128 << (8 * u32::from(size) - 1);
                (-limit..limit).contains(&value).then_some(value as u64)?
            }
            (Element::Unsigned(size), Item::Int(value)) => {
                let limit = 1i128 << (8 * u32::from(size));
                (0..limit).contains(&value).then_some(value as u64)?
            }
            (Element::Pointer, Item::Int(value)) => {
                let range = i128::from(i64::MIN)..=i128::from(u64::MAX);
                range.contains(&value).then_some(value as u64)?
            }
            (Element::Half, Item::Float(value)) => u64::from(double_to_half(value)?),
            (Element::Single, Item::Float(value)) => u64::from((value as f32).to_bits()),
            (Element::Double, Item::Float(value)) => value.to_bits(),
            _ => return None,
        };
        Some((bits.to_le_bytes(), self.size()))
    }
}

/// The value of a half-precision float.
pub fn half_to_double(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 0x1F);
    let fraction = f64::from(bits & 0x3FF);
    match exponent {
        0 => sign * fraction * 2f64.powi(-24),
        0x1F if fraction == 0.0 => sign * f64::INFINITY,
        // The payload moves along, so that packing gives the same bits again.
        0x1F => {
            let payload = u64::from(bits & 0x3FF) << 42 | 0x7FF << 52;
            f64::from_bits(payload | u64::from(bits & 0x8000) << 48)
        }
        _ => sign * (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

/// The nearest half-precision float, ties to even; `None` when a finite number is too large.
pub fn double_to_half(value: f64) -> Option<u16> {
    let bits = value.to_bits();
    let sign = (bits >> 48) as u16 & 0x8000;
    if value.is_nan() {
        let payload = (bits >> 42) as u16 & 0x3FF;
        return Some(sign | 0x7C00 | if payload == 0 { 0x200 } else { payload });
    }
    if value.is_infinite() {
        return Some(sign | 0x7C00);
    }
    let size = value.abs();
    // Scaled so that one unit is the last place of the result; the rounding to even is then exact.
    let exponent = ((size.to_bits() >> 52) as i32 - 1023).max(-14);
    let units = (size * 2f64.powi(10 - exponent)).round_ties_even();
    let (units, exponent) = if units >= 2048.0 {
        (1024.0, exponent + 1)
    } else {
        (units, exponent)
    };
    if exponent > 15 {
        return None;
    }
    let units = units as u16;
    if units < 1024 {
        return Some(sign | units);
    }
    Some(sign | ((exponent + 15) as u16) << 10 | (units - 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_round_trip() {
        let cases = [
            ("b", Item::Int(-128)),
            ("B", Item::Int(255)),
            ("@h", Item::Int(-32768)),
            ("Q", Item::Int((1 << 64) - 1)),
            ("n", Item::Int(-1)),
            ("c", Item::Char(0xFF)),
            ("?", Item::Bool(true)),
            ("d", Item::Float(0.1)),
            ("e", Item::Float(1.099609375)),
        ];
        for (format, item) in cases {
            let element = Element::from_format(format);
            let packed = element.and_then(|element| element.pack(item));
            let back =
                packed.and_then(|(bytes, size)| element.and_then(|e| e.unpack(&bytes[..size])));
            assert_eq!(back, Some(item), "{format}");
        }
        for (format, value) in [
            ("b", 128),
            ("B", -1),
            ("Q", -1),
            ("n", 1 << 63),
            ("P", 1 << 64),
        ] {
            let packed = Element::from_format(format).and_then(|e| e.pack(Item::Int(value)));
            assert_eq!(packed, None, "{format}");
        }
        for format in ["", "<h", "hh", "x", "s", "@@h"] {
            assert_eq!(Element::from_format(format), None);
        }
    }

    #[test]
    fn halves() {
        for bits in 0..=u16::MAX {
            assert_eq!(
                double_to_half(half_to_double(bits)),
                Some(bits),
                "{bits:#06x}"
            );
        }
        assert_eq!(double_to_half(65519.9), Some(0x7BFF));
        assert_eq!(double_to_half(65520.0), None);
        assert_eq!(double_to_half(1.1), Some(0x3C66));
        assert_eq!(double_to_half(2f64.powi(-25)), Some(0));
        assert_eq!(double_to_half(2f64.powi(-25) * 1.5), Some(1));
        assert_eq!(double_to_half(5e-324), Some(0));
    }
}
