//! Local time: the rules of a time zone, from the `TZ` variable and the system's zone files.
//!
//! Read in safe Rust instead of asking C's `localtime`, which keeps process-wide state.
//! Invariant: transitions are in ascending order; the last of them hands over to the rule of the
//! file's footer. A zone that can't be read is UTC, as in the C library.
//! Deliberately absent: leap seconds.
//! Next file to read: `posix_rule.rs`.

use std::path::{Path, PathBuf};

use crate::stdlib::time::{
    calendar::{TimeFields, YearTooLarge, fields_at, seconds_from_fields},
    posix_rule::PosixRule,
};

/// What holds during a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalType {
    /// Seconds east of UTC.
    pub offset: i64,
    /// Whether it is daylight saving time.
    pub is_dst: bool,
    /// The abbreviation, such as `CEST`.
    pub name: String,
}

impl LocalType {
    fn utc(name: &str) -> LocalType {
        LocalType {
            offset: 0,
            is_dst: false,
            name: name.to_owned(),
        }
    }
}

/// A time zone.
#[derive(Clone, Debug)]
pub struct TimeZone {
    /// When another type begins, and which.
    transitions: Vec<(i64, usize)>,
    types: Vec<LocalType>,
    rule: Option<PosixRule>,
}

/// The module constants `timezone`, `altzone`, `daylight` and `tzname`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneConstants {
    /// Seconds west of UTC in winter.
    pub timezone: i64,
    /// Seconds west of UTC in summer.
    pub altzone: i64,
    /// Whether the two differ.
    pub daylight: bool,
    /// Both abbreviations.
    pub tzname: (String, String),
}

impl TimeZone {
    /// The zone of the process: `tz` is the value of the `TZ` variable, if set.
    pub fn of_environment(tz: Option<&str>) -> TimeZone {
        let text = match tz {
            None => {
                let system = Path::new("/etc/localtime");
                return TimeZone::from_path(system).unwrap_or_else(|| TimeZone::utc("UTC"));
            }
            Some(text) => text.strip_prefix(':').unwrap_or(text),
        };
        if text.is_empty() {
            return TimeZone::utc("UTC");
        }
        let path = if text.starts_with('/') {
            PathBuf::from(text)
        } else {
            Path::new("/usr/share/zoneinfo").join(text)
        };
        let safe = !text.split('/').any(|part| part == "..");
        if let Some(zone) = safe.then(|| TimeZone::from_path(&path)).flatten() {
            return zone;
        }
        match PosixRule::parse(text) {
            Some(rule) => TimeZone {
                transitions: Vec::new(),
                types: Vec::new(),
                rule: Some(rule),
            },
            None => {
                let end = text.find(|c: char| !c.is_ascii_alphabetic());
                let name = &text[..end.unwrap_or(text.len())];
                TimeZone::utc(if name.len() < 3 { "UTC" } else { name })
            }
        }
    }

    /// A zone that is always UTC, under some name.
    pub fn utc(name: &str) -> TimeZone {
        TimeZone {
            transitions: Vec::new(),
            types: vec![LocalType::utc(name)],
            rule: None,
        }
    }

    fn from_path(path: &Path) -> Option<TimeZone> {
        TimeZone::from_tzif(&std::fs::read(path).ok()?)
    }

    /// Reads a zone file (RFC 9636), of version 1 or later.
    pub fn from_tzif(data: &[u8]) -> Option<TimeZone> {
        let header = Header::read(data)?;
        if header.version == 0 {
            return header.body(data.get(Header::SIZE..)?, 4);
        }
        // The first block repeats the second with 32-bit times; the footer follows the second.
        let second = data.get(Header::SIZE + header.body_size(4)..)?;
        let header = Header::read(second)?;
        let body = second.get(Header::SIZE..)?;
        let mut zone = header.body(body, 8)?;
        let footer = body.get(header.body_size(8)..)?;
        let footer = footer.strip_prefix(b"\n")?;
        let end = footer.iter().position(|&byte| byte == b'\n')?;
        zone.rule = std::str::from_utf8(&footer[..end])
            .ok()
            .and_then(PosixRule::parse);
        Some(zone)
    }

    /// What holds at `seconds` from 1970.
    pub fn at(&self, seconds: i64) -> LocalType {
        let after = self
            .transitions
            .partition_point(|&(start, _)| start <= seconds);
        let by_rule = after == self.transitions.len();
        if let (true, Some(rule)) = (by_rule, &self.rule) {
            return rule.at(seconds);
        }
        let index = match after.checked_sub(1) {
            Some(last) => self.transitions[last].1,
            None => 0,
        };
        match self.types.get(index) {
            Some(local) => local.clone(),
            None => LocalType::utc("UTC"),
        }
    }

    /// `time.localtime`.
    pub fn localtime(&self, seconds: i64) -> Result<TimeFields, YearTooLarge> {
        let local = self.at(seconds);
        fields_at(seconds, local.offset, local.is_dst.into(), &local.name)
    }

    /// `time.mktime`. A time that comes twice is the one its `isdst` names, or else the later; one
    /// that never comes is taken as if the clock had not been put forward yet.
    pub fn mktime(&self, fields: &TimeFields) -> i64 {
        let wall = seconds_from_fields(fields);
        let (before, after) = (self.at(wall - 86_400), self.at(wall + 86_400));
        let fits = |local: &LocalType| {
            let there = self.at(wall - local.offset);
            there.offset == local.offset && there.is_dst == local.is_dst
        };
        let found: Vec<LocalType> = [after, before.clone()]
            .into_iter()
            .filter(|local| fits(local))
            .collect();
        if fields.isdst < 0 {
            let best = found.iter().find(|l| !l.is_dst).or(found.first());
            return wall - best.unwrap_or(&before).offset;
        }
        let wanted = fields.isdst > 0;
        if let Some(local) = found.iter().find(|local| local.is_dst == wanted) {
            return wall - local.offset;
        }
        // The other season's offset, from the nearest time that has it.
        const MONTH: i64 = 30 * 86_400;
        let near = (1..=12).flat_map(|months| [-months * MONTH, months * MONTH]);
        let other = near
            .map(|shift| self.at(wall + shift))
            .find(|local| local.is_dst == wanted);
        wall - other.or(found.into_iter().next()).unwrap_or(before).offset
    }

    /// The module constants, found as CPython does: by looking at two dates half a year apart near
    /// `now`.
    pub fn constants(&self, now: i64) -> ZoneConstants {
        const YEAR: i64 = (365 * 24 + 6) * 3600;
        let start = now.div_euclid(YEAR) * YEAR;
        let (january, july) = (self.at(start), self.at(start + YEAR / 2));
        // South of the equator the seasons are the other way round.
        let (winter, summer) = if january.offset > july.offset {
            (july, january)
        } else {
            (january, july)
        };
        ZoneConstants {
            timezone: -winter.offset,
            altzone: -summer.offset,
            daylight: winter.offset != summer.offset,
            tzname: (winter.name, summer.name),
        }
    }
}

/// The counts at the head of each block of a zone file.
struct Header {
    version: u8,
    isutcs: usize,
    isstds: usize,
    leaps: usize,
    times: usize,
    types: usize,
    chars: usize,
}

impl Header {
    const SIZE: usize = 44;

    fn read(data: &[u8]) -> Option<Header> {
        let header = data.get(..Header::SIZE)?;
        if !header.starts_with(b"TZif") {
            return None;
        }
        let count = |index: usize| {
            let at = 20 + index * 4;
            let bytes = header[at..at + 4].try_into().ok()?;
            usize::try_from(u32::from_be_bytes(bytes)).ok()
        };
        Some(Header {
            version: header[4],
            isutcs: count(0)?,
            isstds: count(1)?,
            leaps: count(2)?,
            times: count(3)?,
            types: count(4)?,
            chars: count(5)?,
        })
    }

    fn body_size(&self, word: usize) -> usize {
        self.times * (word + 1)
            + self.types * 6
            + self.chars
            + self.leaps * (word + 4)
            + self.isstds
            + self.isutcs
    }

    /// Reads the body that follows, whose times have `word` bytes.
    fn body(&self, data: &[u8], word: usize) -> Option<TimeZone> {
        let (times, rest) = data.split_at_checked(self.times * word)?;
        let (indices, rest) = rest.split_at_checked(self.times)?;
        let (types, rest) = rest.split_at_checked(self.types * 6)?;
        let names = rest.get(..self.chars)?;
        let time = |bytes: &[u8]| match word {
            4 => Some(i32::from_be_bytes(bytes.try_into().ok()?).into()),
            _ => Some(i64::from_be_bytes(bytes.try_into().ok()?)),
        };
        let transitions = times
            .chunks(word)
            .zip(indices)
            .map(|(bytes, &index)| Some((time(bytes)?, usize::from(index))))
            .collect::<Option<Vec<_>>>()?;
        let types = types
            .chunks(6)
            .map(|entry| {
                let offset = i32::from_be_bytes(entry[..4].try_into().ok()?);
                let name = names.get(usize::from(entry[5])..)?;
                let end = name.iter().position(|&byte| byte == 0)?;
                Some(LocalType {
                    offset: offset.into(),
                    is_dst: entry[4] != 0,
                    name: String::from_utf8_lossy(&name[..end]).into_owned(),
                })
            })
            .collect::<Option<Vec<_>>>()?;
        Some(TimeZone {
            transitions,
            types,
            rule: None,
        })
    }
}
