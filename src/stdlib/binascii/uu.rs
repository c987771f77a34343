//! Uuencode, a line at a time.
//!
//! Next file to read: `quoted_printable.rs`.

/// `b2a_uu`
pub fn encode(data: &[u8], backtick: bool) -> Result<Vec<u8>, String> {
    if data.len() > 45 {
        return Err("At most 45 bytes at once".to_string());
    }
    let digit = |bits: u32| match (bits & 63) as u8 {
        0 if backtick => b'`',
        value => value + b' ',
    };
    let mut out = vec![digit(data.len() as u32)];
    for group in data.chunks(3) {
        let byte = |i: usize| group.get(i).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.extend([18, 12, 6, 0].map(|shift| digit(bits >> shift)));
    }
    out.push(b'\n');
    Ok(out)
}

/// `a2b_uu`. Missing characters count as zeros.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, String> {
    let Some((first, rest)) = text.split_first() else {
        return Err("Missing length byte".to_string());
    };
    let length = usize::from(first.wrapping_sub(b' ') & 63);
    let mut out = Vec::with_capacity(length);
    let mut characters = rest.iter();
    let (mut bits, mut count) = (0u32, 0);
    while out.len() < length {
        let value = match characters.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(c @ b' '..=b'`') => (c - b' ') & 63,
            Some(_) => return Err("Illegal char".to_string()),
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    if characters.any(|c| !matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
        return Err("Trailing garbage".to_string());
    }
    Ok(out)
}
