//! The calendar: seconds since 1970 to date and time, and back.
//!
//! Invariant: the proleptic Gregorian calendar without leap seconds, exact over the whole range in
//! which a C `tm_year` fits in 32 bits.
//! Deliberately absent: time zones (see `zone.rs`).
//! Next file to read: `zone.rs`.

use crate::builtins::fault::Fault;

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// The fields of a `time.struct_time`, as Python counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeFields {
    /// The year, such as 2024.
    pub year: i64,
    /// From 1.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
    /// From 0.
    pub hour: u32,
    /// From 0.
    pub minute: u32,
    /// From 0; up to 61.
    pub second: u32,
    /// Monday is 0.
    pub weekday: u32,
    /// Day of the year, from 1.
    pub yearday: u32,
    /// Daylight saving time: 1, 0, or -1 for unknown.
    pub isdst: i32,
    /// The abbreviation of the zone, where known.
    pub zone: String,
    /// Seconds east of UTC.
    pub gmtoff: i64,
}

/// `OSError: [Errno 75] Value too large for defined data type`: the caller raises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearTooLarge;

/// Whether the year has 366 days.
pub const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from 1970-01-01 to a date; the month may be any number and the day too.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    // Years are counted from March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days from 1970-01-01.
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month as u32, day as u32)
}

/// Seconds from 1970 in UTC, any field being allowed to run over (`calendar.timegm`).
pub fn seconds_from_fields(fields: &TimeFields) -> i64 {
    let days = days_from_civil(fields.year, fields.month.into(), fields.day.into());
    days * DAY
        + i64::from(fields.hour) * 3600
        + i64::from(fields.minute) * 60
        + i64::from(fields.second)
}

/// The fields at `seconds` from 1970 in a zone `gmtoff` seconds east of UTC.
pub fn fields_at(
    seconds: i64,
    gmtoff: i64,
    isdst: i32,
    zone: &str,
) -> Result<TimeFields, YearTooLarge> {
    let local = seconds.checked_add(gmtoff).ok_or(YearTooLarge)?;
    let (days, rest) = (local.div_euclid(DAY), local.rem_euclid(DAY) as u32);
    let (year, month, day) = civil_from_days(days);
    if i32::try_from(year - 1900).is_err() {
        return Err(YearTooLarge);
    }
    Ok(TimeFields {
        year,
        month,
        day,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: (days + 3).rem_euclid(7) as u32,
        yearday: (days - days_from_civil(year, 1, 1) + 1) as u32,
        isdst,
        zone: zone.to_owned(),
        gmtoff,
    })
}

/// `time.gmtime`.
pub fn gmtime(seconds: i64) -> Result<TimeFields, YearTooLarge> {
    fields_at(seconds, 0, 0, "GMT")
}

/// Checks the nine numbers of a time tuple as `strftime` and `asctime` do, and makes fields of
/// them: zeros for month, day and day of the year are taken as one.
pub fn checked_fields(numbers: [i64; 9], zone: &str, gmtoff: i64) -> Result<TimeFields, Fault> {
    let [
        year,
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        yearday,
        isdst,
    ] = numbers;
    let field = |value: i64, low: i64, high: i64, text: &'static str| {
        if (low..=high).contains(&value) {
            Ok(value.max(0) as u32)
        } else {
            Err(Fault::value(text))
        }
    };
    // The weekday is checked the way C remainders come out: only -1 and above pass.
    let c_weekday = (weekday + 1) % 7;
    Ok(TimeFields {
        year,
        month: field(month, 0, 12, "month out of range")?.max(1),
        day: field(day, 0, 31, "day of month out of range")?.max(1),
        hour: field(hour, 0, 23, "hour out of range")?,
        minute: field(minute, 0, 59, "minute out of range")?,
        second: field(second, 0, 61, "seconds out of range")?,
        weekday: (field(c_weekday, 0, 6, "day of week out of range")? + 6) % 7,
        yearday: field(yearday, 0, 366, "day of year out of range")?.max(1),
        isdst: isdst.signum() as i32,
        zone: zone.to_owned(),
        gmtoff,
    })
}
