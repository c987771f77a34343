//! `time.strftime` and `time.asctime` in the C locale.
//!
//! Invariant: a directive gives what the GNU C library gives, with its flags (`-`, `_`, `0`, `^`,
//! `#`) and widths; an unknown directive stays as it is.
//! Deliberately absent: other locales, and parsing (`_strptime` is Python).
//! Next file to read: `../struct_pack.rs`.

use std::fmt::Write;

use crate::stdlib::time::{
    calendar::{TimeFields, is_leap},
    zone::TimeZone,
};

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The flags and width between `%` and the directive.
#[derive(Clone, Copy, Default)]
struct Directive {
    /// `-`, `_` or `0`, the last one given.
    pad: Option<char>,
    upper: bool,
    swap: bool,
    width: usize,
}

/// `time.asctime`.
pub fn asctime(fields: &TimeFields) -> String {
    format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        day_name(fields, 3),
        month_name(fields, 3),
        fields.day,
        fields.hour,
        fields.minute,
        fields.second,
        fields.year
    )
}

/// `time.strftime`; `zone` is needed for `%s` only.
pub fn strftime(format: &str, fields: &TimeFields, zone: &TimeZone) -> String {
    let mut out = String::with_capacity(format.len() * 2);
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let directive = &rest[at..];
        match apply(directive, fields, zone) {
            Some((text, length)) => {
                out.push_str(&text);
                rest = &directive[length..];
            }
            None => {
                out.push('%');
                rest = &directive[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The text of the directive at the start of `text`, and its length; `None` if there is none.
fn apply(text: &str, fields: &TimeFields, zone: &TimeZone) -> Option<(String, usize)> {
    let mut directive = Directive::default();
    let mut at = 1;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'-' | b'_' | b'0' => directive.pad = Some(char::from(byte)),
            b'^' => directive.upper = true,
            b'#' => directive.swap = true,
            _ => break,
        }
        at += 1;
    }
    while let Some(digit @ b'0'..=b'9') = text.as_bytes().get(at) {
        let width = directive.width * 10 + usize::from(digit - b'0');
        directive.width = width.min(1 << 20);
        at += 1;
    }
    let letter = |at: usize| text.get(at..).and_then(|rest| rest.chars().next());
    let kind = match letter(at)? {
        modifier @ ('E' | 'O') => {
            at += 1;
            let kind = letter(at)?;
            let known = match modifier {
                'E' => "%CPRTXYZcprsuxyz",
                _ => "%BCGHIMPRSTUVWZbdeghjklmprsuwyz",
            };
            known.contains(kind).then_some(kind)?
        }
        kind => kind,
    };
    let text = directive.text(kind, fields, zone)?;
    Some((text, at + kind.len_utf8()))
}

impl Directive {
    fn text(self, kind: char, fields: &TimeFields, zone: &TimeZone) -> Option<String> {
        let hour12 = match fields.hour % 12 {
            0 => 12,
            hour => hour,
        };
        let year = fields.year;
        let numeric =
            |value: i64, digits: usize, fill: char| Some(self.number(value, digits, fill));
        let nested = |format: &str| {
            let plain = Directive {
                swap: false,
                ..self
            };
            Some(plain.word(&strftime(format, fields, zone), false))
        };
        match kind {
            'a' => Some(self.word(day_name(fields, 3), false)),
            'A' => Some(self.word(day_name(fields, 9), false)),
            'b' | 'h' => Some(self.word(month_name(fields, 3), false)),
            'B' => Some(self.word(month_name(fields, 9), false)),
            'c' => nested("%a %b %e %H:%M:%S %Y"),
            'C' => numeric(year.div_euclid(100), 1, '0'),
            'd' => numeric(fields.day.into(), 2, '0'),
            'D' | 'x' => nested("%m/%d/%y"),
            'e' => numeric(fields.day.into(), 2, ' '),
            'F' => nested("%Y-%m-%d"),
            'g' => numeric(iso_week(fields).0.rem_euclid(100), 2, '0'),
            'G' => numeric(iso_week(fields).0, 1, '0'),
            'H' => numeric(fields.hour.into(), 2, '0'),
            'I' => numeric(hour12.into(), 2, '0'),
            'j' => numeric(fields.yearday.into(), 3, '0'),
            'k' => numeric(fields.hour.into(), 2, ' '),
            'l' => numeric(hour12.into(), 2, ' '),
            'm' => numeric(fields.month.into(), 2, '0'),
            'M' => numeric(fields.minute.into(), 2, '0'),
            'n' => Some("\n".to_owned()),
            'p' => Some(self.word(if fields.hour < 12 { "AM" } else { "PM" }, self.swap)),
            'P' => Some(self.word(if fields.hour < 12 { "am" } else { "pm" }, true)),
            'r' => nested("%I:%M:%S %p"),
            'R' => nested("%H:%M"),
            's' => numeric(zone.mktime(fields), 1, '0'),
            'S' => numeric(fields.second.into(), 2, '0'),
            't' => Some("\t".to_owned()),
            'T' | 'X' => nested("%H:%M:%S"),
            'u' => numeric((fields.weekday + 1).into(), 1, '0'),
            'U' => numeric(week_from(fields, 1).into(), 2, '0'),
            'V' => numeric(iso_week(fields).1, 2, '0'),
            'w' => numeric(((fields.weekday + 1) % 7).into(), 1, '0'),
            'W' => numeric(week_from(fields, 0).into(), 2, '0'),
            'y' => numeric(year.rem_euclid(100), 2, '0'),
            'Y' => numeric(year, 1, '0'),
            'z' if fields.isdst < 0 => Some(String::new()),
            'z' => Some(self.offset(fields.gmtoff)),
            'Z' => Some(self.word(&fields.zone, false)),
            '%' => Some("%".to_owned()),
            _ => None,
        }
    }

    fn number(self, value: i64, digits: usize, fill: char) -> String {
        let (fill, digits) = match self.pad {
            Some('-') => (None, digits),
            Some('_') => (Some(' '), digits),
            Some(_) => (Some('0'), digits),
            None => (Some(fill), digits),
        };
        let text = value.unsigned_abs().to_string();
        let sign = if value < 0 { "-" } else { "" };
        let wanted = match fill {
            None => self.width,
            Some(_) => self.width.max(digits),
        };
        let missing = wanted.saturating_sub(text.len() + sign.len());
        match fill {
            Some('0') => format!("{sign}{}{text}", "0".repeat(missing)),
            _ => format!("{}{sign}{text}", " ".repeat(missing)),
        }
    }

    fn word(self, text: &str, lower: bool) -> String {
        let text = if lower {
            text.to_lowercase()
        } else if self.upper || self.swap && !text.chars().all(char::is_uppercase) {
            text.to_uppercase()
        } else {
            text.to_owned()
        };
        let fill = if self.pad == Some('0') { "0" } else { " " };
        let missing = self.width.saturating_sub(text.chars().count());
        fill.repeat(missing) + &text
    }

    fn offset(self, seconds: i64) -> String {
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        let mut text = String::new();
        let _ = write!(text, "{sign}{:02}{:02}", minutes / 60, minutes % 60);
        text
    }
}

fn day_name(fields: &TimeFields, length: usize) -> &'static str {
    let name = DAYS.get(fields.weekday as usize).copied().unwrap_or("?");
    &name[..name.len().min(length)]
}

fn month_name(fields: &TimeFields, length: usize) -> &'static str {
    let index = (fields.month as usize).wrapping_sub(1);
    let name = MONTHS.get(index).copied().unwrap_or("?");
    &name[..name.len().min(length)]
}

/// The week of the year, weeks starting `shift` days before Monday.
fn week_from(fields: &TimeFields, shift: u32) -> u32 {
    (fields.yearday - 1 + 7 - (fields.weekday + shift) % 7) / 7
}

/// Year and week by ISO 8601: weeks start on Monday and belong to the year of their Thursday.
fn iso_week(fields: &TimeFields) -> (i64, i64) {
    let days_in = |year: i64| if is_leap(year) { 366 } else { 365 };
    let thursday = i64::from(fields.yearday) - i64::from(fields.weekday) + 3;
    let (year, thursday) = if thursday < 1 {
        (fields.year - 1, thursday + days_in(fields.year - 1))
    } else if thursday > days_in(fields.year) {
        (fields.year + 1, thursday - days_in(fields.year))
    } else {
        (fields.year, thursday)
    };
    (year, (thursday - 1) / 7 + 1)
}
