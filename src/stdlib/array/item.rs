//! The kinds of items an array can hold: their sizes, and how objects become bytes.
//!
//! Invariant: sizes and byte order are the machine's, 64-bit and little endian.
//! Next file to read: `methods.rs`.

use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

/// Every type code.
pub const TYPECODES: &str = "bBuwhHiIlLqQfd";

/// One kind of item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// The type code.
    pub code: u8,
    /// Bytes of an item.
    pub size: usize,
}

impl Kind {
    /// The kind with this type code.
    pub fn new(code: u8) -> Option<Kind> {
        let size = match code {
            b'b' | b'B' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' | b'u' | b'w' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'd' => 8,
            _ => return None,
        };
        Some(Kind { code, size })
    }

    /// Whether items are characters.
    pub fn is_text(self) -> bool {
        matches!(self.code, b'u' | b'w')
    }

    /// The number that pickles use for the kind.
    pub fn machine_format(self) -> i64 {
        match self.code {
            b'B' => 0,
            b'b' => 1,
            b'H' => 2,
            b'h' => 4,
            b'I' => 6,
            b'i' => 8,
            b'L' | b'Q' => 10,
            b'l' | b'q' => 12,
            b'f' => 14,
            b'd' => 16,
            _ => 20,
        }
    }

    /// The object for an item's bytes.
    pub fn unpack(self, vm: &Vm, bytes: &[u8]) -> Ref {
        let mut wide = [0; 8];
        wide[..bytes.len()].copy_from_slice(bytes);
        let bits = u64::from_le_bytes(wide);
        match self.code {
            b'f' => vm.float(f32::from_bits(bits as u32).into()),
            b'd' => vm.float(f64::from_bits(bits)),
            b'u' | b'w' => vm.str_from_code((bits as u32).min(0x10_ffff)),
            b'b' | b'h' | b'i' | b'l' | b'q' => {
                let unused = 64 - 8 * self.size as u32;
                vm.int((bits << unused) as i64 >> unused)
            }
            _ => vm.uint(bits),
        }
    }

    /// The bytes of an object, in the first `size` of those returned.
    pub fn pack(self, vm: &Vm, x: &Ref) -> PyResult<[u8; 8]> {
        let bits = match self.code {
            b'f' => u64::from((crate::builtins::float::methods::as_real(vm, x)? as f32).to_bits()),
            b'd' => crate::builtins::float::methods::as_real(vm, x)?.to_bits(),
            b'u' | b'w' => {
                const WHAT: &str = "array item must be a unicode character, not";
                let Some(text) = x.as_str() else {
                    return Err(vm.type_error(format!("{WHAT} {}", x.ty().name())));
                };
                match text.view().first() {
                    Some(c) if text.len() == 1 => u64::from(c),
                    _ => {
                        let len = text.len();
                        return Err(vm.type_error(format!("{WHAT} a string of length {len}")));
                    }
                }
            }
            _ => self.pack_int(vm, x)?,
        };
        Ok(bits.to_le_bytes())
    }

    fn pack_int(self, vm: &Vm, x: &Ref) -> PyResult<u64> {
        let i = vm.index(x)?;
        let value = i.as_int().and_then(|i| i.to_i128()).unwrap_or(i128::MAX);
        let negative = i.as_int().is_some_and(|i| i.is_negative());
        let bits = 8 * self.size as u32;
        let range = if self.code.is_ascii_lowercase() {
            -(1i128 << (bits - 1))..=(1i128 << (bits - 1)) - 1
        } else {
            0..=(1i128 << bits) - 1
        };
        if range.contains(&value) {
            return Ok(value as u64);
        }
        Err(self.out_of_range(vm, value, negative))
    }

    /// The words for a number that does not fit; each step of CPython's conversion has its own.
    #[cold]
    fn out_of_range(self, vm: &Vm, value: i128, negative: bool) -> Exc {
        let fits = i64::try_from(value).is_ok();
        let short = i16::try_from(value).is_ok();
        let word = if negative {
            "less than minimum"
        } else {
            "greater than maximum"
        };
        vm.overflow_error(match self.code {
            b'q' => "int too big to convert".to_string(),
            b'Q' if negative => "can't convert negative int to unsigned".to_string(),
            b'Q' => "int too big to convert".to_string(),
            b'I' | b'L' if negative => "can't convert negative value to unsigned int".to_string(),
            b'I' if u64::try_from(value).is_ok() => format!("unsigned int is {word}"),
            b'I' | b'L' => "Python int too large to convert to C unsigned long".to_string(),
            _ if !fits => "Python int too large to convert to C long".to_string(),
            b'b' if short => format!("signed char is {word}"),
            b'b' | b'h' => format!("signed short integer is {word}"),
            b'B' => format!("unsigned byte integer is {word}"),
            b'H' if i32::try_from(value).is_ok() => format!("unsigned short is {word}"),
            _ => format!("signed integer is {word}"),
        })
    }
}
