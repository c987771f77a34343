//! lower, upper, title, capitalize, swapcase, for ASCII letters only.

/// `lower`.
pub fn lower(text: &[u8]) -> Vec<u8> {
    text.to_ascii_lowercase()
}

/// `upper`.
pub fn upper(text: &[u8]) -> Vec<u8> {
    text.to_ascii_uppercase()
}

/// `capitalize`.
pub fn capitalize(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `title`.
pub fn title(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_ascii_lowercase();
    let mut after_letter = false;
    for byte in &mut out {
        if !after_letter {
            byte.make_ascii_uppercase();
        }
        after_letter = byte.is_ascii_alphabetic();
    }
    out
}

/// `swapcase`.
pub fn swapcase(text: &[u8]) -> Vec<u8> {
    let swap = |byte: &u8| {
        if byte.is_ascii_alphabetic() {
            byte ^ 0x20
        } else {
            *byte
        }
    };
    text.iter().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::super::predicates;
    use super::*;

    #[test]
    fn only_letters_change() {
        assert_eq!(title(b"they're BILL's 1a"), b"They'Re Bill'S 1A");
        assert_eq!(capitalize(b"hELLO \xc9"), b"Hello \xc9");
        assert_eq!(swapcase(b"aB1\xe9[@"), b"Ab1\xe9[@");
        assert!(predicates::is_title(b"A1 B") && !predicates::is_title(b"aB"));
        assert!(!predicates::is_title(b"1") && !predicates::is_title(b"AA"));
        assert!(predicates::is_lower(b"a1") && !predicates::is_lower(b"1"));
    }
}
