//! The `is*` methods of bytes.
//!
//! Invariant: empty bytes answer no, but for `isascii`.

/// Whether a byte is whitespace to `split`, `strip` and `isspace`.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | 0x09..=0x0D)
}

fn all(text: &[u8], pass: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.iter().all(|&byte| pass(byte))
}

/// `isalpha`.
pub fn is_alpha(text: &[u8]) -> bool {
    all(text, |byte| byte.is_ascii_alphabetic())
}

/// `isdigit`.
pub fn is_digit(text: &[u8]) -> bool {
    all(text, |byte| byte.is_ascii_digit())
}

/// `isalnum`.
pub fn is_alnum(text: &[u8]) -> bool {
    all(text, |byte| byte.is_ascii_alphanumeric())
}

/// `isspace`.
pub fn is_space_text(text: &[u8]) -> bool {
    all(text, is_space)
}

/// `isascii`.
pub fn is_ascii(text: &[u8]) -> bool {
    text.is_ascii()
}

/// `islower`: a lower case letter and no upper case one.
pub fn is_lower(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_lowercase) && !text.iter().any(u8::is_ascii_uppercase)
}

/// `isupper`: an upper case letter and no lower case one.
pub fn is_upper(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_uppercase) && !text.iter().any(u8::is_ascii_lowercase)
}

/// `istitle`: capitals only after other characters than letters, small letters only after letters.
pub fn is_title(text: &[u8]) -> bool {
    let mut after_letter = false;
    for byte in text {
        let letter = byte.is_ascii_alphabetic();
        if letter && byte.is_ascii_uppercase() == after_letter {
            return false;
        }
        after_letter = letter;
    }
    text.iter().any(u8::is_ascii_alphabetic)
}
