//! Putting the pieces of a number together: sign, prefix, grouped digits, fraction, padding.
//!
//! ```text
//! | left fill | sign | prefix | inner fill | grouped digits | remainder | right fill |
//! ```
//! Invariant: the result is at least as wide as asked. With zero padding after the sign the zeros
//! are digits: they are grouped like the others, which may make the result wider than asked.
//! Deliberately absent: what the digits are.
//! Next file to read: `numbers.rs`.

use crate::builtins::{
    fault::Fault,
    format_spec::spec::{FormatSpec, Grouping},
    str::storage::StrBuf,
};

/// A number cut into ASCII pieces.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pieces<'a> {
    /// Whether a minus sign is due.
    pub negative: bool,
    /// `0x` and its like.
    pub prefix: &'a str,
    /// The whole part; empty for infinities and NaN.
    pub digits: &'a str,
    /// The digits after the point; `None` without a point.
    pub fraction: Option<&'a str>,
    /// What follows the digits: exponent, percent sign, or the name of an infinity.
    pub remainder: &'a str,
}

/// The sizes of the padding on each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Padding {
    /// Before everything.
    pub left: usize,
    /// Between sign and digits.
    pub inner: usize,
    /// After everything.
    pub right: usize,
}

/// Refuses widths that no memory can hold.
pub fn room_for(length: usize) -> Result<(), Fault> {
    let mut probe: Vec<u8> = Vec::new();
    if length > 1 << 20 && probe.try_reserve_exact(length.saturating_mul(2)).is_err() {
        return Err(Fault::memory());
    }
    Ok(())
}

/// How to pad `length` code points.
pub fn padding(spec: &FormatSpec, length: usize) -> Padding {
    let room = spec.width.unwrap_or(0).saturating_sub(length);
    let mut padding = Padding::default();
    match spec.align {
        b'<' => padding.right = room,
        b'^' => {
            padding.left = room / 2;
            padding.right = room - room / 2;
        }
        b'=' => padding.inner = room,
        _ => padding.left = room,
    }
    padding
}

/// Writes a number.
pub fn write_number(spec: &FormatSpec, pieces: Pieces, out: &mut StrBuf) -> Result<(), Fault> {
    room_for(spec.width.unwrap_or(0))?;
    let sign = match (pieces.negative, spec.sign) {
        (true, _) => "-",
        (false, b'+') => "+",
        (false, b' ') => " ",
        _ => "",
    };
    let group = match spec.kind_byte() {
        b'b' | b'o' | b'x' | b'X' => 4,
        _ => 3,
    };
    let fraction = pieces
        .fraction
        .map(|digits| group_fraction(digits, spec.fraction_grouping));
    let fraction_length = fraction.as_ref().map_or(0, |text| text.len() + 1);
    let around = sign.len() + pieces.prefix.len() + fraction_length + pieces.remainder.len();
    let least = if spec.fill == u32::from(b'0') && spec.align == b'=' {
        spec.width.unwrap_or(0).saturating_sub(around)
    } else {
        0
    };
    let plain = spec.grouping == Grouping::None && pieces.digits.len() >= least;
    let grouped;
    let digits = if plain || pieces.digits.is_empty() {
        pieces.digits
    } else {
        grouped = group_digits(pieces.digits, spec.grouping, group, least);
        &grouped
    };
    let padding = padding(spec, around + digits.len());
    out.push_fill(spec.fill, padding.left);
    out.push_ascii(sign.as_bytes());
    out.push_ascii(pieces.prefix.as_bytes());
    out.push_fill(spec.fill, padding.inner);
    out.push_ascii(digits.as_bytes());
    if let Some(fraction) = fraction {
        out.push_ascii(b".");
        out.push_ascii(fraction.as_bytes());
    }
    out.push_ascii(pieces.remainder.as_bytes());
    out.push_fill(spec.fill, padding.right);
    Ok(())
}

/// Groups from the right, with zeros in front until `least` characters are reached. A mark is
/// never the first character, so the result may be one longer.
fn group_digits(digits: &str, grouping: Grouping, group: usize, least: usize) -> String {
    let Some(mark) = grouping.mark() else {
        let zeros = least.saturating_sub(digits.len());
        let mut text = "0".repeat(zeros);
        text.push_str(digits);
        return text;
    };
    let mut reversed = Vec::with_capacity(digits.len() * 4 / 3 + 1);
    let mut source = digits.bytes().rev();
    let mut count = 0;
    loop {
        let digit = match source.next() {
            Some(digit) => digit,
            None if reversed.len() < least => b'0',
            None => break,
        };
        if count > 0 && count % group == 0 {
            reversed.push(mark);
        }
        reversed.push(digit);
        count += 1;
    }
    reversed
        .iter()
        .rev()
        .map(|&byte| char::from(byte))
        .collect()
}

/// Groups from the left, by threes.
fn group_fraction(digits: &str, grouping: Grouping) -> String {
    let Some(mark) = grouping.mark() else {
        return digits.to_owned();
    };
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == 0 {
            text.push(char::from(mark));
        }
        text.push(digit);
    }
    text
}
