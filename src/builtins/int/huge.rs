//! Arithmetic on numbers of millions of bits that Ctrl-C can stop.
//!
//! dashu's multiplication and division are fast but can't be stopped half-way. So a single large
//! operation runs on a thread of its own while the caller waits and asks `stop`; when told to
//! stop, it leaves the thread to finish for nobody. Longer computations (powers, decimal text) are
//! loops and recursions over such operations, so little is ever left running.
//! Invariant: results are exact; sizes are checked by [`room_for`] before anything is computed.
//! Deliberately absent: signs; callers handle them.
//! Next file to read: `power.rs`.

use std::{sync::mpsc, thread, time::Duration};

use dashu_int::{
    UBig,
    ops::{BitTest, DivRem},
};

use crate::builtins::{
    fault::{Fault, Stop, check},
    int::number::MAX_BITS,
};

/// Operations whose operands have fewer bits than this in total are done at once.
pub const UNINTERRUPTED_BITS: u64 = 1 << 21;

/// Numbers up to this size are written and read in one go.
const TEXT_PIECE: usize = 1 << 18;

/// How often a waiting caller asks whether to stop.
const PATIENCE: Duration = Duration::from_millis(20);

/// Runs `work` on another thread until it is done or `stop` says yes.
fn in_background<T: Send + 'static>(
    stop: Stop,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    check(stop)?;
    let (sender, receiver) = mpsc::sync_channel(1);
    let run = move || {
        // Nobody listens any more when the caller has been stopped.
        let _ = sender.send(work());
    };
    if thread::Builder::new().spawn(run).is_err() {
        return Err(Fault::memory());
    }
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(result) => return Ok(result),
            Err(mpsc::RecvTimeoutError::Timeout) => check(stop)?,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(Fault::memory()),
        }
    }
}

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
    if ((a.bit_len() + b.bit_len()) as u64) < UNINTERRUPTED_BITS {
        return Ok(a * b);
    }
    let (a, b) = (a.clone(), b.clone());
    in_background(stop, move || a * b)
}

/// `a * a`.
pub fn square(a: &UBig, stop: Stop) -> Result<UBig, Fault> {
    if (a.bit_len() as u64) < UNINTERRUPTED_BITS / 2 {
        return Ok(a.sqr());
    }
    let a = a.clone();
    in_background(stop, move || a.sqr())
}

/// Quotient and remainder; `b` is not zero.
pub fn div_rem(a: &UBig, b: &UBig, stop: Stop) -> Result<(UBig, UBig), Fault> {
    if (a.bit_len() as u64) < UNINTERRUPTED_BITS {
        return Ok(a.div_rem(b));
    }
    let (a, b) = (a.clone(), b.clone());
    in_background(stop, move || a.div_rem(b))
}

/// Decimal digits, without sign.
pub fn to_decimal(value: &UBig, stop: Stop) -> Result<String, Fault> {
    if value.bit_len() <= TEXT_PIECE {
        check(stop)?;
        return Ok(value.to_string());
    }
    // powers[i] is 10^(width << i).
    let width = TEXT_PIECE / 4;
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
        let (a, b) = (sample(3_000_000, 3), sample(2_000_000, 5));
        let rest = sample(1_500_000, 7);
        let product = mul(&a, &b, &never).unwrap() + &rest;
        assert_eq!(div_rem(&product, &b, &never).unwrap(), (a.clone(), rest));
        let direct = &a * &a;
        assert_eq!(square(&a, &never).unwrap(), direct);
    }

    #[test]
    fn decimal_text_round_trips() {
        let value = sample(1_200_000, 11);
        let text = to_decimal(&value, &never).unwrap();
        assert_eq!(text, value.to_string());
        assert_eq!(from_digits(&text, 10, &never).unwrap(), value);
        let sparse = UBig::from(10u8).pow(200_000);
        assert_eq!(to_decimal(&sparse, &never).unwrap(), sparse.to_string());
    }

    #[test]
    fn can_be_stopped_and_refuses_the_absurd() {
        let a = sample(4_000_000, 3);
        assert_eq!(mul(&a, &a, &|| true), Err(Fault::interrupted()));
        assert_eq!(room_for(1 << 34), Err(Fault::memory()));
    }
}
