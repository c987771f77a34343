//! translate and maketrans.

use crate::builtins::fault::Fault;

/// A translation table from the script's bytes.
pub fn table(bytes: &[u8]) -> Result<&[u8; 256], Fault> {
    let wrong = Fault::value("translation table must be 256 characters long");
    bytes.try_into().map_err(|_| wrong)
}

/// `translate`: drops the bytes in `delete`, then maps the others.
pub fn translate(text: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut drop = [false; 256];
    for &byte in delete {
        drop[usize::from(byte)] = true;
    }
    let kept = text
        .iter()
        .copied()
        .filter(|&byte| !drop[usize::from(byte)]);
    match table {
        Some(table) => kept.map(|byte| table[usize::from(byte)]).collect(),
        None => kept.collect(),
    }
}

/// `maketrans`.
pub fn maketrans(from: &[u8], to: &[u8]) -> Result<[u8; 256], Fault> {
    if from.len() != to.len() {
        return Err(Fault::value("maketrans arguments must have same length"));
    }
    let mut table: [u8; 256] = std::array::from_fn(|byte| byte as u8);
    for (&from, &to) in from.iter().zip(to) {
        table[usize::from(from)] = to;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deletion_comes_first() {
        let map = maketrans(b"ab", b"ba").ok();
        assert_eq!(translate(b"abcab", map.as_ref(), b"a"), b"aca");
        assert_eq!(translate(b"abc", None, b"b"), b"ac");
        assert!(maketrans(b"a", b"").is_err() && table(b"abc").is_err());
    }
}
