//! Filling and spacing: center, ljust, rjust, zfill, expandtabs; and translate.
//!
//! Widths come in as `usize`; the caller has turned negative ones into 0 and checked that the result fits.
//! Next file to read: `format_fields.rs`.

use super::storage::{StrBuf, StrView};

/// How much filling goes to the left of `len` units centred in `width`; the rest goes to the right.
///
/// Where it cannot be even, the left side gets the odd one if the width is odd.
pub fn center_left(len: usize, width: usize) -> usize {
    let margin = width.saturating_sub(len);
    margin / 2 + (margin & width & 1)
}

/// `text` between two runs of `fill`.
pub fn pad(text: StrView, left: usize, right: usize, fill: u32) -> StrBuf {
    let mut out = StrBuf::with_capacity(left + text.len() + right);
    out.push_fill(fill, left);
    out.push_view(text);
    out.push_fill(fill, right);
    out
}

/// `str.center`.
pub fn center(text: StrView, width: usize, fill: u32) -> StrBuf {
    let margin = width.saturating_sub(text.len());
    let left = center_left(text.len(), width);
    pad(text, left, margin - left, fill)
}

/// `str.ljust`.
pub fn ljust(text: StrView, width: usize, fill: u32) -> StrBuf {
    pad(text, 0, width.saturating_sub(text.len()), fill)
}

/// `str.rjust`.
pub fn rjust(text: StrView, width: usize, fill: u32) -> StrBuf {
    pad(text, width.saturating_sub(text.len()), 0, fill)
}

/// `str.zfill`: zeros go between a sign and the rest.
pub fn zfill(text: StrView, width: usize) -> StrBuf {
    let zeros = width.saturating_sub(text.len());
    let signed = matches!(text.first(), Some(0x2B | 0x2D));
    let mut out = StrBuf::with_capacity(text.len() + zeros);
    out.push_view(text.slice(0, usize::from(signed)));
    out.push_fill(u32::from(b'0'), zeros);
    out.push_view(text.slice(usize::from(signed), text.len()));
    out
}

/// `str.expandtabs`; a tab size of 0 drops the tabs.
pub fn expandtabs(text: StrView, tab_size: usize) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len());
    let mut column = 0;
    for code in text.iter() {
        match code {
            0x09 => {
                let spaces = tab_size.saturating_sub(column);
                out.push_fill(0x20, spaces);
                column = 0;
            }
            0x0A | 0x0D => {
                out.push_code(code);
                column = 0;
            }
            _ => {
                out.push_code(code);
                column += 1;
                if column == tab_size {
                    column = 0;
                }
            }
        }
    }
    out
}

/// What a translation table says of one code point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translation {
    /// Not in the table (LookupError): stays.
    Keep,
    /// Mapped to None.
    Delete,
    /// Mapped to an int, checked to be below 0x110000.
    Code(u32),
    /// Mapped to a string.
    Text(StrBuf),
}

/// `str.translate`: `lookup` asks the script's table, once for each ASCII character unless it becomes a string.
pub fn translate<E>(
    text: StrView,
    mut lookup: impl FnMut(u32) -> Result<Translation, E>,
) -> Result<StrBuf, E> {
    const UNKNOWN: u32 = u32::MAX;
    const DELETED: u32 = u32::MAX - 1;
    let mut out = StrBuf::with_capacity(text.len());
    let mut known = [UNKNOWN; 128];
    for code in text.iter() {
        let slot = known.get_mut(code as usize);
        let mut result = slot.as_ref().map_or(UNKNOWN, |slot| **slot);
        if result == UNKNOWN {
            result = match lookup(code)? {
                Translation::Keep => code,
                Translation::Delete => DELETED,
                Translation::Code(code) => code,
                Translation::Text(text) => {
                    out.push_view(text.view());
                    continue;
                }
            };
            slot.into_iter().for_each(|slot| *slot = result);
        }
        if result != DELETED {
            out.push_code(result);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: StrBuf) -> String {
        text.view().to_utf8_lossy()
    }

    #[test]
    fn filling() {
        let text = StrView::Ascii(b"abc");
        assert_eq!(shown(center(text, 6, 0x2A)), "*abc**");
        assert_eq!(shown(center(StrView::Ascii(b"ab"), 5, 0x2A)), "**ab*");
        assert_eq!(shown(ljust(text, 5, 0x1F600)), "abc😀😀");
        assert_eq!(shown(rjust(text, 2, 0x2A)), "abc");
        assert_eq!(shown(zfill(StrView::Ascii(b"-1"), 5)), "-0001");
        assert_eq!(shown(zfill(StrView::Ascii(b""), 2)), "00");
    }

    #[test]
    fn tabs_count_columns_of_their_line() {
        let text = StrBuf::from_utf8("a\té\tlong word\t.\n\tx");
        assert_eq!(
            shown(expandtabs(text.view(), 4)),
            "a   é   long word   .\n    x"
        );
        assert_eq!(shown(expandtabs(text.view(), 0)), "aélong word.\nx");
    }

    #[test]
    fn translation() {
        let table = |code| match code {
            0x61 => Ok(Translation::Delete),
            0x62 => Ok(Translation::Code(0xE9)),
            0x63 => Ok(Translation::Text(StrBuf::from_utf8("😀!"))),
            0x21 => Err(()),
            _ => Ok(Translation::Keep),
        };
        let out = translate(StrView::Ascii(b"abcbd"), table);
        assert_eq!(out.map(shown), Ok("é😀!éd".to_owned()));
        assert_eq!(translate(StrView::Ascii(b"a!"), table), Err(()));
    }
}
