//! The rule form of a time zone: `CET-1CEST,M3.5.0,M10.5.0/3`.
//!
//! Invariant: offsets are kept as seconds east of UTC, the opposite of how they are written.
//! Deliberately absent: history; a rule holds for all years alike.
//! Next file to read: `strftime.rs`.

use crate::stdlib::time::{
    calendar::{DAY, civil_from_days, days_from_civil, is_leap},
    zone::LocalType,
};

/// A parsed rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosixRule {
    standard: LocalType,
    summer: Option<Summer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Summer {
    local: LocalType,
    start: Change,
    end: Change,
}

/// A day of every year and a wall-clock time on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    day: Day,
    time: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// `Jn`: from 1, February 29 never counted.
    NoLeap(i64),
    /// `n`: from 0, February 29 counted.
    Plain(i64),
    /// `Mm.w.d`: weekday `d` (Sunday is 0) of week `w` (5 is the last) of month `m`.
    Week { month: i64, week: i64, weekday: i64 },
}

impl PosixRule {
    /// Parses a rule; `None` if it isn't one.
    pub fn parse(text: &str) -> Option<PosixRule> {
        let mut parser = Parser { rest: text };
        let name = parser.name()?;
        let offset = -parser.time(24)?;
        let standard = LocalType {
            offset,
            is_dst: false,
            name,
        };
        if parser.rest.is_empty() {
            return Some(PosixRule {
                standard,
                summer: None,
            });
        }
        let name = parser.name()?;
        let shifted = !parser.rest.is_empty() && !parser.rest.starts_with(',');
        let summer_offset = if shifted {
            -parser.time(24)?
        } else {
            offset + 3600
        };
        if parser.rest.is_empty() {
            // The rules of the United States, as the C library assumes.
            parser.rest = ",M3.2.0,M11.1.0";
        }
        let start = parser.change()?;
        let end = parser.change()?;
        let summer = Summer {
            local: LocalType {
                offset: summer_offset,
                is_dst: true,
                name,
            },
            start,
            end,
        };
        parser.rest.is_empty().then_some(PosixRule {
            standard,
            summer: Some(summer),
        })
    }

    /// What holds at `seconds` from 1970.
    pub fn at(&self, seconds: i64) -> LocalType {
        let Some(summer) = &self.summer else {
            return self.standard.clone();
        };
        let local_day = seconds.saturating_add(self.standard.offset).div_euclid(DAY);
        let year = civil_from_days(local_day).0;
        let start = summer.start.seconds(year) - self.standard.offset;
        let end = summer.end.seconds(year) - summer.local.offset;
        let is_summer = if start < end {
            (start..end).contains(&seconds)
        } else {
            !(end..start).contains(&seconds)
        };
        if is_summer {
            summer.local.clone()
        } else {
            self.standard.clone()
        }
    }
}

impl Change {
    /// The wall-clock seconds of the change in a year, as if the zone were UTC.
    fn seconds(self, year: i64) -> i64 {
        let new_year = days_from_civil(year, 1, 1);
        let day = match self.day {
            Day::NoLeap(n) => new_year + n - 1 + i64::from(is_leap(year) && n >= 60),
            Day::Plain(n) => new_year + n,
            Day::Week {
                month,
                week,
                weekday,
            } => {
                let first = days_from_civil(year, month, 1);
                // 1970-01-01 was a Thursday.
                let first_weekday = (first + 4).rem_euclid(7);
                let day = first + (weekday - first_weekday).rem_euclid(7) + (week - 1) * 7;
                if day >= days_from_civil(year, month + 1, 1) {
                    day - 7
                } else {
                    day
                }
            }
        };
        day * DAY + self.time
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn take(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Letters, or anything in angle brackets.
    fn name(&mut self) -> Option<String> {
        let (name, rest) = match self.rest.strip_prefix('<') {
            Some(quoted) => quoted.split_once('>')?,
            None => {
                let end = self.rest.find(|c: char| !c.is_ascii_alphabetic());
                self.rest.split_at(end.unwrap_or(self.rest.len()))
            }
        };
        self.rest = rest;
        (name.len() >= 3).then(|| name.to_owned())
    }

    fn number(&mut self, limit: i64) -> Option<i64> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        digits.parse().ok().filter(|&value| value <= limit)
    }

    /// `[+-]hh[:mm[:ss]]`.
    fn time(&mut self, hours: i64) -> Option<i64> {
        let negative = self.take('-');
        if !negative {
            self.take('+');
        }
        let mut seconds = self.number(hours)? * 3600;
        if self.take(':') {
            seconds += self.number(59)? * 60;
            if self.take(':') {
                seconds += self.number(59)?;
            }
        }
        Some(if negative { -seconds } else { seconds })
    }

    /// `,day[/time]`.
    fn change(&mut self) -> Option<Change> {
        if !self.take(',') {
            return None;
        }
        let day = if self.take('M') {
            let month = self.number(12).filter(|&month| month >= 1)?;
            let week = self.take('.').then(|| self.number(5)).flatten()?;
            let weekday = self.take('.').then(|| self.number(6)).flatten()?;
            Day::Week {
                month,
                week: week.max(1),
                weekday,
            }
        } else if self.take('J') {
            Day::NoLeap(self.number(365)?)
        } else {
            Day::Plain(self.number(365)?)
        };
        let time = if self.take('/') {
            self.time(167)?
        } else {
            2 * 3600
        };
        Some(Change { day, time })
    }
}
