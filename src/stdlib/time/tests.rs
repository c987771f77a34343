//! Checks of calendar, zones and formatting against CPython on Linux.

use super::{
    calendar::{YearTooLarge, checked_fields, gmtime, seconds_from_fields},
    posix_rule::PosixRule,
    strftime::{asctime, strftime},
    zone::TimeZone,
};

fn berlin() -> TimeZone {
    TimeZone::of_environment(Some("CET-1CEST,M3.5.0,M10.5.0/3"))
}

#[test]
fn calendar_round_trips() {
    for seconds in [
        0,
        -1,
        951_782_400,
        1_720_000_000,
        -62_135_596_800,
        253_402_300_799,
    ] {
        let fields = gmtime(seconds).unwrap();
        assert_eq!(seconds_from_fields(&fields), seconds);
    }
    let last = gmtime(67_768_036_191_676_799).unwrap();
    assert_eq!(
        (last.year, last.yearday, last.weekday),
        (2_147_485_547, 365, 2)
    );
    assert_eq!(gmtime(67_768_036_191_676_800), Err(YearTooLarge));
}

#[test]
fn rules_know_summer() {
    let rule = PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    assert_eq!(rule.at(1_720_000_000).name, "CEST");
    assert_eq!(rule.at(1_711_846_799).name, "CET");
    assert_eq!(rule.at(1_711_846_800).name, "CEST");
    let south = PosixRule::parse("AEST-10AEDT,M10.1.0,M4.1.0/3").unwrap();
    assert_eq!(south.at(1_705_000_000).name, "AEDT");
    assert_eq!(
        PosixRule::parse("<+0330>-3:30").unwrap().at(0).offset,
        12_600
    );
    assert_eq!(PosixRule::parse("Nowhere/Land"), None);
}

#[test]
fn local_times_come_back() {
    let zone = berlin();
    let constants = zone.constants(1_720_000_000);
    assert_eq!((constants.timezone, constants.altzone), (-3600, -7200));
    let tuple = |month, day, hour, isdst| {
        let numbers = [2024, month, day, hour, 30, 0, 0, 1, isdst];
        zone.mktime(&checked_fields(numbers, "", 0).unwrap())
    };
    assert_eq!(tuple(3, 31, 2, -1), 1_711_848_600);
    assert_eq!(tuple(10, 27, 2, -1), 1_729_992_600);
    assert_eq!(tuple(10, 27, 2, 1), 1_729_989_000);
    assert_eq!(tuple(7, 1, 0, 0), 1_719_790_200);
    let fields = zone.localtime(1_720_000_000).unwrap();
    assert_eq!(zone.mktime(&fields), 1_720_000_000);
    assert_eq!(
        strftime("%z %Z %s", &fields, &zone),
        "+0200 CEST 1720000000"
    );
}

#[test]
fn formats_like_the_c_library() {
    let zone = TimeZone::utc("UTC");
    let show = |format: &str, seconds| strftime(format, &gmtime(seconds).unwrap(), &zone);
    assert_eq!(
        show("%c|%x|%X|%r|%R|%F|%G-W%V|%U|%W|%j|%I", 86_400 * 400),
        "Fri Feb  5 00:00:00 1971|02/05/71|00:00:00|12:00:00 AM|00:00|1971-02-05|1971-W05|05|05|036|12"
    );
    assert_eq!(show("%Q|%5d|%-d|%_d|%^a|%", 0), "%Q|00001|1| 1|THU|%");
    assert_eq!(
        show("%10a|%010a|%_10H|%#p|%é", 0),
        "       Thu|0000000Thu|         0|am|%é"
    );
    assert_eq!(show("%Ea %Ey %Od %E", 0), "%Ea 70 01 %E");
    let early = checked_fields([5, 1, 1, 0, 0, 0, 0, 1, -1], "", 0).unwrap();
    assert_eq!(strftime("%Y-%y-%C|%F|%z", &early, &zone), "5-05-0|5-01-01|");
    assert_eq!(asctime(&gmtime(0).unwrap()), "Thu Jan  1 00:00:00 1970");
    let error = checked_fields([2024, 13, 0, 0, 0, 0, 0, 0, 0], "", 0).unwrap_err();
    assert_eq!(error.text, "month out of range");
}
