//! center, ljust, rjust, zfill, expandtabs, for bytes.
//!
//! Widths come in as `usize`; the caller has turned negative ones into 0 and checked that the result fits.

use crate::builtins::str::layout::center_left;

fn pad(text: &[u8], left: usize, right: usize, fill: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(left + text.len() + right);
    out.resize(left, fill);
    out.extend_from_slice(text);
    out.resize(out.len() + right, fill);
    out
}

/// `center`.
pub fn center(text: &[u8], width: usize, fill: u8) -> Vec<u8> {
    let left = center_left(text.len(), width);
    pad(text, left, width.saturating_sub(text.len()) - left, fill)
}

/// `ljust`.
pub fn ljust(text: &[u8], width: usize, fill: u8) -> Vec<u8> {
    pad(text, 0, width.saturating_sub(text.len()), fill)
}

/// `rjust`.
pub fn rjust(text: &[u8], width: usize, fill: u8) -> Vec<u8> {
    pad(text, width.saturating_sub(text.len()), 0, fill)
}

/// `zfill`: zeros go between a sign and the rest.
pub fn zfill(text: &[u8], width: usize) -> Vec<u8> {
    let zeros = width.saturating_sub(text.len());
    let mut out = pad(text, zeros, 0, b'0');
    if zeros > 0 && matches!(text.first(), Some(b'+' | b'-')) {
        out.swap(0, zeros);
    }
    out
}

/// `expandtabs`; a tab size of 0 drops the tabs.
pub fn expandtabs(text: &[u8], tab_size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let spaces = tab_size.saturating_sub(column);
                out.resize(out.len() + spaces, b' ');
                column = 0;
            }
            _ => {
                out.push(byte);
                let ends = matches!(byte, b'\n' | b'\r') || column + 1 == tab_size;
                column = if ends { 0 } else { column + 1 };
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filling_and_tabs() {
        assert_eq!(center(b"ab", 5, b'*'), b"**ab*");
        assert_eq!(center(b"abc", 2, b'*'), b"abc");
        assert_eq!(zfill(b"+12", 6), b"+00012");
        assert_eq!(zfill(b"-", 1), b"-");
        assert_eq!(expandtabs(b"\t\ta\tb\n\tc", 4), b"        a   b\n    c");
        assert_eq!(expandtabs(b"a\tb", 0), b"ab");
    }
}
