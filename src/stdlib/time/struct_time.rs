//! `time.struct_time`, and reading one from a script's tuple.
//!
//! Invariant: nine items, and the zone's name and offset as attributes.
//! Next file to read: `module.rs`.

use super::calendar::{TimeFields, checked_fields};
use crate::builtins::structseq::{self, StructInfo, item};
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};

/// `time.struct_time`.
pub static STRUCT_TIME: Type = Type::builtin(&STRUCT_TIME_DEF);
static STRUCT_TIME_DEF: TypeDef = structseq::definition(
    "struct_time",
    "time",
    "The time value as returned by gmtime(), localtime(), and strptime(), and\naccepted by asctime(), mktime() and strftime().  May be considered as a\nsequence of 9 integers.",
    FIELDS,
    |vm, class| structseq::describe(vm, class, &INFO),
);
const FIELDS: &[GetSetDef] = &[
    getter("tm_year", item::<0>, "year, for example, 1993"),
    getter("tm_mon", item::<1>, "month of year, range [1, 12]"),
    getter("tm_mday", item::<2>, "day of month, range [1, 31]"),
    getter("tm_hour", item::<3>, "hours, range [0, 23]"),
    getter("tm_min", item::<4>, "minutes, range [0, 59]"),
    getter("tm_sec", item::<5>, "seconds, range [0, 61])"),
    getter(
        "tm_wday",
        item::<6>,
        "day of week, range [0, 6], Monday is 0",
    ),
    getter("tm_yday", item::<7>, "day of year, range [1, 366]"),
    getter(
        "tm_isdst",
        item::<8>,
        "1 if summer time is in effect, 0 if not, and -1 if unknown",
    ),
    getter("tm_zone", item::<9>, "abbreviation of timezone name"),
    getter("tm_gmtoff", item::<10>, "offset from UTC in seconds"),
];
/// Its fields.
pub static INFO: StructInfo = StructInfo {
    ty: &STRUCT_TIME,
    name: "time.struct_time",
    fields: &[
        "tm_year",
        "tm_mon",
        "tm_mday",
        "tm_hour",
        "tm_min",
        "tm_sec",
        "tm_wday",
        "tm_yday",
        "tm_isdst",
        "tm_zone",
        "tm_gmtoff",
    ],
    visible: 9,
};

/// The object for these fields.
pub fn make(vm: &Vm, f: &TimeFields) -> PyResult {
    structseq::register(vm, &INFO);
    let small = [
        f.month, f.day, f.hour, f.minute, f.second, f.weekday, f.yearday,
    ];
    let mut values = vec![vm.int(f.year)];
    values.extend(small.iter().map(|n| vm.int((*n).into())));
    values.extend([
        vm.int(f.isdst.into()),
        vm.new_str(&f.zone),
        vm.int(f.gmtoff),
    ]);
    structseq::make(vm, &INFO, values)
}

/// The nine numbers of a time tuple, with the zone and offset of a `struct_time`.
pub fn numbers(vm: &Vm, x: &Ref, function: &str) -> PyResult<([i64; 9], String, i64)> {
    if !x.ty().has(type_flags::TUPLE) {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    }
    let items = tuple::items(x);
    if items.len() != 9 {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut out = [0; 9];
    for (place, item) in out.iter_mut().zip(items) {
        let n = vm.index_i64(item)?;
        if i32::try_from(n).is_err() {
            let which = if n < 0 {
                "less than minimum"
            } else {
                "greater than maximum"
            };
            return Err(vm.overflow_error(format!("signed integer is {which}")));
        }
        *place = n;
    }
    if out[0] < i64::from(i32::MIN) + 1900 {
        return Err(vm.overflow_error("year out of range"));
    }
    let (mut zone, mut offset) = (String::new(), 0);
    if x.is_exactly(&STRUCT_TIME) {
        zone = structseq::get(vm, x, 9)
            .map(|z| vm.str_lossy(&z))
            .unwrap_or_default();
        offset = structseq::get(vm, x, 10)
            .and_then(|o| o.as_i64())
            .unwrap_or(0);
    }
    Ok((out, zone, offset))
}

/// Fields of a time tuple, checked as `strftime` and `asctime` do.
pub fn fields(vm: &Vm, x: &Ref, function: &str) -> PyResult<TimeFields> {
    let (numbers, zone, offset) = numbers(vm, x, function)?;
    checked_fields(numbers, &zone, offset).map_err(|f| vm.fault(f))
}
