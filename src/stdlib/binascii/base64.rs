//! Base64.
//!
//! Next file to read: `uu.rs`.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// No character of the alphabet.
const NONE: u8 = 64;

const VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut i = 0;
    while i < 64 {
        values[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    values
};

/// `b2a_base64`
pub fn encode(data: &[u8], newline: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    let digit = |bits: u32| ALPHABET[bits as usize & 63];
    let (groups, rest) = data.as_chunks::<3>();
    for [a, b, c] in groups {
        let bits = u32::from(*a) << 16 | u32::from(*b) << 8 | u32::from(*c);
        out.extend([
            digit(bits >> 18),
            digit(bits >> 12),
            digit(bits >> 6),
            digit(bits),
        ]);
    }
    match rest {
        [a] => {
            let bits = u32::from(*a);
            out.extend([digit(bits >> 2), digit(bits << 4), b'=', b'=']);
        }
        [a, b] => {
            let bits = u32::from(*a) << 8 | u32::from(*b);
            out.extend([digit(bits >> 10), digit(bits >> 4), digit(bits << 2), b'=']);
        }
        _ => {}
    }
    if newline {
        out.push(b'\n');
    }
    out
}

/// `a2b_base64`. Unless `strict`, characters outside the alphabet don't count, nor does padding in
/// the wrong place.
pub fn decode(text: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    let refuse = |reason: &str| Err(reason.to_string());
    let mut out = Vec::with_capacity(text.len().div_ceil(4) * 3);
    let (mut left, mut filled, mut padding) = (0u8, 0, 0);
    for (i, byte) in text.iter().enumerate() {
        if *byte == b'=' {
            padding += 1;
            if strict && filled == 0 {
                return refuse(if i == 0 {
                    "Leading padding not allowed"
                } else {
                    "Excess padding not allowed"
                });
            }
            if strict && filled + padding > 4 {
                return refuse("Excess padding not allowed");
            }
            continue;
        }
        let value = VALUES[usize::from(*byte)];
        if value == NONE {
            if strict {
                return refuse("Only base64 data is allowed");
            }
            continue;
        }
        if strict && padding > 0 {
            return refuse(if filled + padding >= 4 {
                "Excess data after padding"
            } else {
                "Discontinuous padding not allowed"
            });
        }
        padding = 0;
        match filled {
            0 => left = value,
            1 => {
                out.push(left << 2 | value >> 4);
                left = value & 15;
            }
            2 => {
                out.push(left << 4 | value >> 2);
                left = value & 3;
            }
            _ => out.push(left << 6 | value),
        }
        filled = (filled + 1) % 4;
    }
    if filled == 1 {
        let count = out.len() / 3 * 4 + 1;
        return Err(format!(
            "Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4"
        ));
    }
    if filled != 0 && filled + padding < 4 {
        return refuse("Incorrect padding");
    }
    Ok(out)
}
