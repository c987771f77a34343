//! Clocks, calendar time and time zones.
//!
//! Invariant: times are nanoseconds in `i64`, as CPython keeps them (good until the year 2262);
//! calendar fields are those of C's `struct tm`.
//! Deliberately absent: floats, `struct_time` and format checks, which belong to
//! `stdlib/time`; sleeping, which is `Door::sleep`.
//! Next file to read: `fd.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. Out-parameters are locals, C structs for which all zeroes is valid, read only after
//!    success.
//! 2. `localtime_r`, `gmtime_r`, `mktime` and `strftime` read the zone tables of the C library
//!    under its own lock. They may read `TZ`, so callers hold the environment lock of
//!    `process.rs`, where alone the environment is changed.
//! 3. Strings handed to the C library end in a zero byte (`CString`), those it returns are
//!    copied before anything else is called.
#![allow(unsafe_code)]

use super::errno::Errno;
use super::process;
use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;

/// A clock of the system, by the number `time.clock_gettime` takes.
pub type ClockId = i32;

/// The clocks of the `time` module.
pub static CLOCKS: &[(&str, ClockId)] = &[
    ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
    ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
    ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
    ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
    ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
    ("CLOCK_TAI", libc::CLOCK_TAI),
    ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
];

/// What `time.get_clock_info` tells about a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockInfo {
    /// The name given to `get_clock_info`.
    pub name: &'static str,
    /// The clock behind it.
    pub clock: ClockId,
    /// The call behind it.
    pub implementation: &'static str,
    /// Whether it never goes backward.
    pub monotonic: bool,
    /// Whether an administrator can set it.
    pub adjustable: bool,
}

/// The clocks `time.get_clock_info` knows.
pub static CLOCK_INFO: &[ClockInfo] = &[
    ClockInfo {
        name: "time",
        clock: libc::CLOCK_REALTIME,
        implementation: "clock_gettime(CLOCK_REALTIME)",
        monotonic: false,
        adjustable: true,
    },
    ClockInfo {
        name: "monotonic",
        clock: libc::CLOCK_MONOTONIC,
        implementation: "clock_gettime(CLOCK_MONOTONIC)",
        monotonic: true,
        adjustable: false,
    },
    ClockInfo {
        name: "perf_counter",
        clock: libc::CLOCK_MONOTONIC,
        implementation: "clock_gettime(CLOCK_MONOTONIC)",
        monotonic: true,
        adjustable: false,
    },
    ClockInfo {
        name: "process_time",
        clock: libc::CLOCK_PROCESS_CPUTIME_ID,
        implementation: "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)",
        monotonic: true,
        adjustable: false,
    },
    ClockInfo {
        name: "thread_time",
        clock: libc::CLOCK_THREAD_CPUTIME_ID,
        implementation: "clock_gettime(CLOCK_THREAD_CPUTIME_ID)",
        monotonic: true,
        adjustable: false,
    },
];

fn nanoseconds(time: &libc::timespec) -> i64 {
    time.tv_sec
        .saturating_mul(1_000_000_000)
        .saturating_add(time.tv_nsec)
}

fn timespec(nanoseconds: i64) -> libc::timespec {
    libc::timespec {
        tv_sec: nanoseconds.div_euclid(1_000_000_000),
        tv_nsec: nanoseconds.rem_euclid(1_000_000_000),
    }
}

/// `time.clock_gettime_ns`.
pub fn clock_gettime(clock: ClockId) -> Result<i64, Errno> {
    let mut time = MaybeUninit::<libc::timespec>::zeroed();
    // SAFETY: (1)
    unsafe {
        match libc::clock_gettime(clock, time.as_mut_ptr()) {
            0 => Ok(nanoseconds(&time.assume_init())),
            _ => Err(Errno::last()),
        }
    }
}

/// `time.clock_getres`, in nanoseconds.
pub fn clock_getres(clock: ClockId) -> Result<i64, Errno> {
    let mut time = MaybeUninit::<libc::timespec>::zeroed();
    // SAFETY: (1)
    unsafe {
        match libc::clock_getres(clock, time.as_mut_ptr()) {
            0 => Ok(nanoseconds(&time.assume_init())),
            _ => Err(Errno::last()),
        }
    }
}

/// `time.clock_settime_ns`.
pub fn clock_settime(clock: ClockId, time: i64) -> Result<(), Errno> {
    // SAFETY: (1)
    match unsafe { libc::clock_settime(clock, &timespec(time)) } {
        0 => Ok(()),
        _ => Err(Errno::last()),
    }
}

/// `time.pthread_getcpuclockid`; `native_id` is the kernel's number of a thread of this process.
pub fn thread_cpu_clock(native_id: u64) -> ClockId {
    // The kernel's encoding: complement of the thread's number, then "per thread, scheduler".
    (!(native_id as ClockId) << 3) | 0b110
}

/// `time.time_ns()`.
pub fn time_ns() -> i64 {
    clock_gettime(libc::CLOCK_REALTIME).unwrap_or(0)
}

/// `time.monotonic_ns()`.
pub fn monotonic_ns() -> i64 {
    clock_gettime(libc::CLOCK_MONOTONIC).unwrap_or(0)
}

/// `time.perf_counter_ns()`.
pub fn perf_counter_ns() -> i64 {
    monotonic_ns()
}

/// `time.process_time_ns()`.
pub fn process_time_ns() -> i64 {
    clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID).unwrap_or(0)
}

/// `time.thread_time_ns()`.
pub fn thread_time_ns() -> i64 {
    clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID).unwrap_or(0)
}

/// A moment as a calendar and a clock on the wall show it. Fields as in Python's `struct_time`:
/// months from 1, Monday is 0, days of the year from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarTime {
    /// The year, all digits.
    pub year: i64,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
    /// 0 to 23.
    pub hour: i32,
    /// 0 to 59.
    pub minute: i32,
    /// 0 to 60.
    pub second: i32,
    /// 0 (Monday) to 6.
    pub weekday: i32,
    /// 1 to 366.
    pub yearday: i32,
    /// 1 in summer time, 0 out of it, -1 unknown.
    pub dst: i32,
    /// Seconds east of Greenwich.
    pub gmtoff: i64,
    /// The zone's abbreviation.
    pub zone: String,
}

impl CalendarTime {
    fn from_tm(tm: &libc::tm) -> CalendarTime {
        let zone = if tm.tm_zone.is_null() {
            String::new()
        } else {
            // SAFETY: (3)
            unsafe { CStr::from_ptr(tm.tm_zone).to_string_lossy().into_owned() }
        };
        CalendarTime {
            year: i64::from(tm.tm_year) + 1900,
            month: tm.tm_mon + 1,
            day: tm.tm_mday,
            hour: tm.tm_hour,
            minute: tm.tm_min,
            second: tm.tm_sec,
            weekday: (tm.tm_wday + 6) % 7,
            yearday: tm.tm_yday + 1,
            dst: tm.tm_isdst,
            gmtoff: tm.tm_gmtoff,
            zone,
        }
    }

    /// As C's structure, with `zone` as its zone; `None` when the year does not fit.
    fn to_tm(&self, zone: &CStr) -> Option<libc::tm> {
        // SAFETY: all zeroes is a valid `tm`.
        let mut tm: libc::tm = unsafe { MaybeUninit::zeroed().assume_init() };
        tm.tm_year = i32::try_from(self.year - 1900).ok()?;
        tm.tm_mon = self.month - 1;
        tm.tm_mday = self.day;
        tm.tm_hour = self.hour;
        tm.tm_min = self.minute;
        tm.tm_sec = self.second;
        tm.tm_wday = (self.weekday + 1) % 7;
        tm.tm_yday = self.yearday - 1;
        tm.tm_isdst = self.dst;
        tm.tm_gmtoff = self.gmtoff;
        tm.tm_zone = zone.as_ptr();
        Some(tm)
    }
}

/// `time.localtime`: calendar time here at `seconds` since the epoch.
pub fn local_time(seconds: i64) -> Result<CalendarTime, Errno> {
    let mut tm = MaybeUninit::<libc::tm>::zeroed();
    let _environment = process::read_environment();
    // SAFETY: (1), (2)
    unsafe {
        if libc::localtime_r(&seconds, tm.as_mut_ptr()).is_null() {
            return Err(Errno::last());
        }
        Ok(CalendarTime::from_tm(&tm.assume_init()))
    }
}

/// `time.gmtime`: calendar time in Greenwich.
pub fn greenwich_time(seconds: i64) -> Result<CalendarTime, Errno> {
    let mut tm = MaybeUninit::<libc::tm>::zeroed();
    let _environment = process::read_environment();
    // SAFETY: (1), (2)
    let mut time = unsafe {
        if libc::gmtime_r(&seconds, tm.as_mut_ptr()).is_null() {
            return Err(Errno::last());
        }
        CalendarTime::from_tm(&tm.assume_init())
    };
    time.zone = "UTC".to_owned();
    Ok(time)
}

/// `time.mktime`: seconds since the epoch of a local calendar time, whose fields may be out of
/// range; `None` when it has none.
pub fn seconds_of(time: &CalendarTime) -> Option<i64> {
    let mut tm = time.to_tm(c"")?;
    // The C library answers -1 both for failure and for a second before the epoch; only
    // success fills in the day of the week.
    tm.tm_wday = -1;
    let _environment = process::read_environment();
    // SAFETY: (1), (2)
    let seconds = unsafe { libc::mktime(&mut tm) };
    (tm.tm_wday != -1).then_some(seconds)
}

/// `time.strftime`: `time` formatted as the C library does.
pub fn format(pattern: &str, time: &CalendarTime) -> Option<String> {
    let zone = CString::new(time.zone.as_str()).ok()?;
    let tm = time.to_tm(&zone)?;
    // A marker in front makes an empty result different from a buffer that is too small.
    let pattern = CString::new(format!(".{pattern}")).ok()?;
    let mut size = 256.max(pattern.as_bytes().len() * 4);
    let _environment = process::read_environment();
    while size <= 1 << 24 {
        let mut buffer = vec![0_u8; size];
        // SAFETY: (2), (3); the buffer has `size` bytes.
        let length =
            unsafe { libc::strftime(buffer.as_mut_ptr().cast(), size, pattern.as_ptr(), &tm) };
        if length > 0 {
            let text = String::from_utf8_lossy(buffer.get(1..length)?);
            return Some(text.into_owned());
        }
        size *= 4;
    }
    None
}

/// The local time zone: `time.timezone`, `altzone`, `daylight` and `tzname`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Seconds west of Greenwich out of summer time.
    pub timezone: i64,
    /// Seconds west of Greenwich in summer time.
    pub altzone: i64,
    /// Whether there is a summer time.
    pub daylight: bool,
    /// The abbreviations out of and in summer time.
    pub names: (String, String),
}

/// `time.tzset`, and the zone's facts, found as CPython does: by looking at this year's January
/// and July.
pub fn read_zone() -> Zone {
    unsafe extern "C" {
        fn tzset();
    }
    {
        let _environment = process::read_environment();
        // SAFETY: (2)
        unsafe { tzset() };
    }
    const YEAR: i64 = (365 * 24 + 6) * 3600;
    let start_of_year = time_ns() / 1_000_000_000 / YEAR * YEAR;
    let at = |seconds| local_time(seconds).unwrap_or_default();
    let (january, july) = (at(start_of_year), at(start_of_year + YEAR / 2));
    let (west_january, west_july) = (-january.gmtoff, -july.gmtoff);
    let daylight = west_january != west_july;
    if west_january < west_july {
        Zone {
            timezone: west_july,
            altzone: west_january,
            daylight,
            names: (july.zone, january.zone),
        }
    } else {
        Zone {
            timezone: west_january,
            altzone: west_july,
            daylight,
            names: (january.zone, july.zone),
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn clocks_advance() {
        let (wall, steady) = (time_ns(), monotonic_ns());
        assert!(wall > 1_600_000_000_000_000_000);
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(monotonic_ns() - steady >= 2_000_000);
        assert!(process_time_ns() > 0);
        assert!(thread_time_ns() >= 0);
        assert_eq!(clock_gettime(4711), Err(Errno(libc::EINVAL)));
        let mine = thread_cpu_clock(crate::runtime::process::native_thread_id());
        assert!(clock_gettime(mine).is_ok());
    }

    #[test]
    fn calendar_time_round_trips() {
        let leap_day = greenwich_time(951_782_400).unwrap_or_default();
        assert_eq!((leap_day.year, leap_day.month, leap_day.day), (2000, 2, 29));
        assert_eq!((leap_day.weekday, leap_day.yearday), (1, 60));
        let here = local_time(951_782_400).unwrap_or_default();
        assert_eq!(seconds_of(&here), Some(951_782_400));
        assert_eq!(format("%Y-%m-%d", &leap_day).as_deref(), Some("2000-02-29"));
        assert_eq!(format("", &leap_day).as_deref(), Some(""));
        let before_epoch = greenwich_time(-1).unwrap_or_default();
        assert_eq!((before_epoch.year, before_epoch.second), (1969, 59));
    }
}
