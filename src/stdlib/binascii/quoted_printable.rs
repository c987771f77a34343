//! Quoted-printable (RFC 1521), with the "Q" variant for headers.
//!
//! Next file to read: `../hashes/mod.rs`.

/// Lines are no longer than this.
const LINE: usize = 76;

/// The options of `b2a_qp`.
#[derive(Clone, Copy)]
pub struct Style {
    /// Whether spaces and tabs are quoted everywhere.
    pub quote_tabs: bool,
    /// Whether line ends are line ends.
    pub text: bool,
    /// Whether spaces become underscores.
    pub header: bool,
}

/// `a2b_qp`
pub fn decode(text: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|d| d as u8);
    while let Some((first, mut after)) = rest.split_first() {
        match (first, after) {
            (b'=', []) => {}
            (b'=', [b'\n' | b'\r', ..]) => {
                let end = memchr::memchr(b'\n', after).map_or(after.len(), |at| at + 1);
                after = &after[end..];
            }
            (b'=', [b'=', more @ ..]) => {
                out.push(b'=');
                after = more;
            }
            (b'=', [high, low, more @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    after = more;
                }
                _ => out.push(b'='),
            },
            (b'_', _) if header => out.push(b' '),
            (byte, _) => out.push(*byte),
        }
        rest = after;
    }
    out
}

fn quote(out: &mut Vec<u8>, byte: u8) {
    let digit = |n: u8| b"0123456789ABCDEF"[usize::from(n)];
    out.extend([b'=', digit(byte >> 4), digit(byte & 15)]);
}

fn needs_quoting(data: &[u8], at: usize, line: usize, style: Style) -> bool {
    let next = data.get(at + 1);
    match data[at] {
        127.. | b'=' => true,
        b'_' => style.header,
        // A lone dot ends a message in SMTP.
        b'.' => line == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\n' | b'\r' => !style.text,
        b' ' | b'\t' => style.quote_tabs || next.is_none(),
        byte => byte < b' ',
    }
}

/// `b2a_qp`
pub fn encode(data: &[u8], style: Style) -> Vec<u8> {
    let first_end = memchr::memchr(b'\n', data);
    let crlf = first_end.is_some_and(|at| at > 0 && data[at - 1] == b'\r');
    let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out = Vec::with_capacity(data.len() + data.len() / 8);
    let soft_break = |out: &mut Vec<u8>| {
        out.push(b'=');
        out.extend(end);
    };
    let (mut at, mut line) = (0, 0);
    while let Some(byte) = data.get(at).copied() {
        let next = data.get(at + 1);
        if needs_quoting(data, at, line, style) {
            if line + 3 >= LINE {
                soft_break(&mut out);
                line = 0;
            }
            quote(&mut out, byte);
            line += 3;
        } else if style.text && (byte == b'\n' || byte == b'\r' && next == Some(&b'\n')) {
            // White space at the end of a line would get lost on the way.
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                quote(&mut out, last);
            }
            out.extend(end);
            line = 0;
            at += usize::from(byte == b'\r');
        } else {
            if next.is_some_and(|n| *n != b'\n') && line + 1 >= LINE {
                soft_break(&mut out);
                line = 0;
            }
            out.push(if style.header && byte == b' ' {
                b'_'
            } else {
                byte
            });
            line += 1;
        }
        at += 1;
    }
    out
}
