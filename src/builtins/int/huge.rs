//! Arithmetic on numbers of millions of bits, cut into pieces so that Ctrl-C can stop it.
//!
//! dashu's own multiplication and division are faster than anything here but can't be stopped, so
//! this file splits operands (Karatsuba, Burnikel-Ziegler, powers of ten) until each piece takes
//! a few hundredths of a second, and asks between pieces.
//! Invariant: results are exact; sizes are checked by [`room_for`] before anything is computed.
//! Deliberately absent: signs; callers handle them.
//! Next file to read: `power.rs`.

use dashu_int::{
    UBig,
    ops::{BitTest, DivRem},
};

use crate::builtins::{
    fault::{Fault, Stop, check},
    int::number::MAX_BITS,
};

/// Operations whose operands have fewer bits than this in total are not cut up.
pub const UNINTERRUPTED_BITS: u64 = 1 << 22;

/// Operands up to this size are multiplied in one go.
const MUL_PIECE: usize = 1 << 24;
/// Divisors up to this size are divided by in one go.
const DIV_PIECE: usize = 1 << 22;
/// Numbers up to this size are written and read in one go.
const TEXT_PIECE: usize = 1 << 20;

/// Refuses results that can't be had: too many bits, or no memory for them.
pub fn room_for(bits: u64) -> Result<(), Fault> {
    if bits > MAX_BITS {
        return Err(Fault::memory());
    }
    if bits > UNINTERRUPTED_BITS {
        let mut probe: Vec<u8> = Vec::new();
        if probe.try_reserve_exact(bits as usize / 4).is_err() {
            return Err(Fault::memory());
        }
    }
    Ok(())
}

/// `a * b`.
pub fn mul(a: &UBig, b: &UBig, stop: Stop) -> Result<UBig, Fault> {
    let (a_len, b_len) = (a.bit_len(), b.bit_len());
    if a_len.min(b_len) <= MUL_PIECE / 8 && a_len.max(b_len) <= MUL_PIECE * 4
        || a_len.max(b_len) <= MUL_PIECE
    {
        check(stop)?;
        return Ok(a * b);
    }
    if a_len < b_len {
        return mul(b, a, stop);
    }
    let half = a_len.div_ceil(2).next_multiple_of(64);
    let (a_low, a_high) = a.clone().split_bits(half);
    if b_len <= half {
        let high = mul(&a_high, b, stop)?;
        return Ok((high << half) + mul(&a_low, b, stop)?);
    }
    let (b_low, b_high) = b.clone().split_bits(half);
    let low = mul(&a_low, &b_low, stop)?;
    let high = mul(&a_high, &b_high, stop)?;
    let middle = mul(&(a_low + a_high), &(b_low + b_high), stop)? - &low - &high;
    Ok((high << (2 * half)) + (middle << half) + low)
}

/// `a * a`.
pub fn square(a: &UBig, stop: Stop) -> Result<UBig, Fault> {
    if a.bit_len() <= MUL_PIECE {
        check(stop)?;
        return Ok(a.sqr());
    }
    let half = a.bit_len().div_ceil(2).next_multiple_of(64);
    let (low, high) = a.clone().split_bits(half);
    let middle = mul(&low, &high, stop)?;
    let high = square(&high, stop)?;
    Ok((high << (2 * half)) + (middle << (half + 1)) + square(&low, stop)?)
}

/// Quotient and remainder; `b` is not zero.
pub fn div_rem(a: &UBig, b: &UBig, stop: Stop) -> Result<(UBig, UBig), Fault> {
    let (a_len, b_len) = (a.bit_len(), b.bit_len());
    let quotient_len = a_len.saturating_sub(b_len);
    if quotient_len.min(b_len) <= 4096 && a_len < MUL_PIECE * 4 || a_len <= DIV_PIECE {
        check(stop)?;
        return Ok(a.div_rem(b));
    }
    // Shift so that the divisor has a round number of bits with the top one set; then the
    // dividend is a row of digits of that size.
    let levels = (b_len / DIV_PIECE)
        .max(1)
        .next_power_of_two()
        .trailing_zeros() as usize;
    let size = b_len.next_multiple_of(64 << levels);
    let shift = size - b_len;
    let (a, b) = (a << shift, b << shift);
    let mut rest = UBig::ZERO;
    let mut quotients = Vec::new();
    for digit in a.to_chunks(size).iter().rev() {
        let (quotient, remainder) = div_two_by_one(&((rest << size) + digit), &b, size, stop)?;
        rest = remainder;
        quotients.push(quotient);
    }
    quotients.reverse();
    Ok((UBig::from_chunks(quotients.iter(), size), rest >> shift))
}

/// Divides by a `b` of exactly `size` bits an `a` below `b << size`.
fn div_two_by_one(a: &UBig, b: &UBig, size: usize, stop: Stop) -> Result<(UBig, UBig), Fault> {
    if size <= DIV_PIECE || !size.is_multiple_of(128) || a.bit_len() <= DIV_PIECE {
        check(stop)?;
        return Ok(a.div_rem(b));
    }
    let half = size / 2;
    let (low, upper) = a.clone().split_bits(half);
    let (high_quotient, rest) = div_three_by_two(&upper, b, half, stop)?;
    let (low_quotient, rest) = div_three_by_two(&((rest << half) + low), b, half, stop)?;
    Ok(((high_quotient << half) + low_quotient, rest))
}

/// Divides three half digits by the two of `b`; `a < b << half`.
fn div_three_by_two(a: &UBig, b: &UBig, half: usize, stop: Stop) -> Result<(UBig, UBig), Fault> {
    let (b_low, b_high) = b.clone().split_bits(half);
    let (a_low, a_upper) = a.clone().split_bits(half);
    let (mut quotient, rest) = if (&a_upper >> half) < b_high {
        div_two_by_one(&a_upper, &b_high, half, stop)?
    } else {
        (UBig::ones(half), a_upper + &b_high - (b_high << half))
    };
    let excess = mul(&quotient, &b_low, stop)?;
    let mut rest = (rest << half) + a_low;
    while rest < excess {
        rest += b;
        quotient -= UBig::ONE;
    }
    Ok((quotient, rest - excess))
}

/// Decimal digits, without sign.
pub fn to_decimal(value: &UBig, stop: Stop) -> Result<String, Fault> {
    if value.bit_len() <= TEXT_PIECE {
        check(stop)?;
        return Ok(value.to_string());
    }
    // powers[i] is 10^(width << i).
    let width = 1usize << 18;
    let mut powers = vec![UBig::from(10u8).pow(width)];
    while let Some(last) = powers.last()
        && last.bit_len() * 2 <= value.bit_len()
    {
        powers.push(square(last, stop)?);
    }
    let mut out = String::new();
    write_decimal(value, &powers, width, 0, &mut out, stop)?;
    Ok(out)
}

/// Appends `value` padded with zeros to `pad` digits.
fn write_decimal(
    value: &UBig,
    powers: &[UBig],
    width: usize,
    pad: usize,
    out: &mut String,
    stop: Stop,
) -> Result<(), Fault> {
    let Some((power, smaller)) = powers.split_last() else {
        check(stop)?;
        let digits = value.to_string();
        let missing = pad.saturating_sub(if value.is_zero() { 0 } else { digits.len() });
        out.extend(std::iter::repeat_n('0', missing));
        if !value.is_zero() {
            out.push_str(&digits);
        }
        return Ok(());
    };
    if value < power {
        return write_decimal(value, smaller, width, pad, out, stop);
    }
    let low_digits = width << smaller.len();
    let (high, low) = div_rem(value, power, stop)?;
    // A high part may need this power once more when the value is just short of the next one.
    let high_powers = if &high < power { smaller } else { powers };
    write_decimal(
        &high,
        high_powers,
        width,
        pad.saturating_sub(low_digits),
        out,
        stop,
    )?;
    write_decimal(&low, smaller, width, low_digits, out, stop)
}

/// The value of a row of digits of base 2 to 36; the row is not empty and holds only such digits.
pub fn from_digits(digits: &str, radix: u32, stop: Stop) -> Result<UBig, Fault> {
    // Four bits a digit: enough to keep any base's pieces near TEXT_PIECE.
    let piece = TEXT_PIECE / 4;
    if digits.len() <= piece {
        check(stop)?;
        return UBig::from_str_radix(digits, radix).map_err(|_| Fault::value("invalid digits"));
    }
    if radix.is_power_of_two() {
        return from_binary_digits(digits, radix, piece, stop);
    }
    let mut width = piece;
    let mut powers = vec![UBig::from(radix).pow(width)];
    while width * 2 < digits.len() {
        width *= 2;
        let next = square(&powers[powers.len() - 1], stop)?;
        powers.push(next);
    }
    read_digits(digits, radix, &powers, width, stop)
}

fn read_digits(
    digits: &str,
    radix: u32,
    powers: &[UBig],
    width: usize,
    stop: Stop,
) -> Result<UBig, Fault> {
    let Some((power, smaller)) = powers.split_last() else {
        return from_digits(digits, radix, stop);
    };
    if digits.len() <= width {
        return read_digits(digits, radix, smaller, width / 2, stop);
    }
    let (high, low) = digits.split_at(digits.len() - width);
    let high = read_digits(high, radix, powers, width, stop)?;
    let low = read_digits(low, radix, smaller, width / 2, stop)?;
    Ok(mul(&high, power, stop)? + low)
}

fn from_binary_digits(digits: &str, radix: u32, piece: usize, stop: Stop) -> Result<UBig, Fault> {
    let bits = radix.trailing_zeros() as usize * piece;
    let mut chunks = Vec::new();
    let mut end = digits.len();
    while end > 0 {
        let start = end.saturating_sub(piece);
        chunks.push(from_digits(&digits[start..end], radix, stop)?);
        end = start;
    }
    Ok(UBig::from_chunks(chunks.iter(), bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtins::fault::never;

    fn sample(bits: usize, seed: u64) -> UBig {
        let mut state = seed | 1;
        let words: Vec<u64> = (0..bits / 64)
            .map(|_| {
                state = state
                    .wrapping_mul(6364136223846793005)
                    .wrapping_add(1442695040888963407);
                state ^ state >> 29
            })
            .collect();
        UBig::from_words(&words)
    }

    #[test]
    fn division_undoes_multiplication() {
        let (a, b) = (sample(20_000_000, 3), sample(9_000_000, 5));
        let rest = sample(8_000_000, 7);
        let product = mul(&a, &b, &never).unwrap() + &rest;
        assert_eq!(div_rem(&product, &b, &never).unwrap(), (a.clone(), rest));
        let direct = &a * &a;
        assert_eq!(square(&a, &never).unwrap(), direct);
    }

    #[test]
    fn decimal_text_round_trips() {
        let value = sample(3_000_000, 11);
        let text = to_decimal(&value, &never).unwrap();
        assert_eq!(text, value.to_string());
        assert_eq!(from_digits(&text, 10, &never).unwrap(), value);
        let sparse = UBig::from(10u8).pow(800_000);
        assert_eq!(to_decimal(&sparse, &never).unwrap(), sparse.to_string());
    }

    #[test]
    fn can_be_stopped_and_refuses_the_absurd() {
        let a = sample(20_000_000, 3);
        assert_eq!(mul(&a, &a, &|| true), Err(Fault::interrupted()));
        assert_eq!(room_for(1 << 34), Err(Fault::memory()));
    }
}
