//! The `time` module: clocks, sleeping, and the functions round `struct_time`.
//!
//! Invariant: the zone is read once, and again by `tzset`, as the C library does.
//! Next file to read: `seconds.rs`, then `../../runtime/clock.rs`.

use super::seconds::{Rounding, nanoseconds, to_float, whole_seconds};
use super::zone::TimeZone;
use super::{calendar, strftime as format, struct_time};
use crate::builtins::simple_namespace::SIMPLE_NAMESPACE;
use crate::objects::args::{Args, MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::blocking::Deadline;
use crate::runtime::clock::{self, CLOCK_INFO, CLOCKS, CalendarTime};
use crate::stdlib::modules::ModuleDef;
use std::sync::Arc;
use std::time::Duration;

/// The module.
pub static TIME: ModuleDef = ModuleDef {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("asctime", asctime, "tuple=None, /", "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."),
    function("clock_getres", clock_getres, "clk_id, /", "Return the resolution (precision) of the specified clock clk_id."),
    function("clock_gettime", clock_gettime, "clk_id, /", "Return the time of the specified clock clk_id as a float."),
    function("clock_gettime_ns", clock_gettime_ns, "clk_id, /", "Return the time of the specified clock clk_id as nanoseconds (int)."),
    function("clock_settime", clock_settime, "clk_id, time, /", "Set the time of the specified clock clk_id."),
    function("clock_settime_ns", clock_settime_ns, "clk_id, time, /", "Set the time of the specified clock clk_id with nanoseconds."),
    function("ctime", ctime, "seconds=None, /", "Convert a time in seconds since the Epoch to a string in local time."),
    function("get_clock_info", get_clock_info, "name, /", "Get information of the specified clock."),
    function("gmtime", gmtime, "seconds=None, /", "Convert seconds since the Epoch to a time tuple expressing UTC."),
    function("localtime", localtime, "seconds=None, /", "Convert seconds since the Epoch to a time tuple expressing local time."),
    function("mktime", mktime, "tuple, /", "Convert a time tuple in local time to seconds since the Epoch."),
    function("monotonic", monotonic, "", "Monotonic clock, cannot go backward."),
    function("monotonic_ns", monotonic_ns, "", "Monotonic clock, cannot go backward, as nanoseconds."),
    function("perf_counter", perf_counter, "", "Performance counter for benchmarking."),
    function("perf_counter_ns", perf_counter_ns, "", "Performance counter for benchmarking as nanoseconds."),
    function("process_time", process_time, "", "Process time for profiling: sum of the kernel and user-space CPU time."),
    function("process_time_ns", process_time_ns, "", "Process time for profiling as nanoseconds."),
    function("pthread_getcpuclockid", thread_clock, "thread_id, /", "Return the clk_id of a thread's CPU time clock."),
    function("sleep", sleep, "seconds, /", "Delay execution for a given number of seconds."),
    function("strftime", strftime, "format, tuple=None, /", "Convert a time tuple to a string according to a format specification."),
    function("strptime", strptime, "string, format=None, /", "Parse a string to a time tuple according to a format specification."),
    function("thread_time", thread_time, "", "Thread time for profiling: sum of the kernel and user-space CPU time."),
    function("thread_time_ns", thread_time_ns, "", "Thread time for profiling as nanoseconds."),
    function("time", time, "", "Return the current time in seconds since the Epoch."),
    function("time_ns", time_ns, "", "Return the current time in nanoseconds since the Epoch."),
    function("tzset", tzset, "", "Initialize, or reinitialize, the local timezone from the TZ environment variable."),
];

/// The zone of the process and the module whose constants follow it.
#[derive(Default)]
struct Zone {
    zone: Locked<Option<Arc<TimeZone>>>,
    module: Locked<Option<Ref>>,
}

fn zone(vm: &Vm) -> Arc<TimeZone> {
    let state = vm.interp.state::<Zone>();
    state.zone.get().unwrap_or_else(|| read_zone(vm))
}

fn read_zone(vm: &Vm) -> Arc<TimeZone> {
    let tz = {
        let _environment = crate::runtime::process::read_environment();
        std::env::var_os("TZ").map(|v| v.to_string_lossy().into_owned())
    };
    let zone = Arc::new(TimeZone::of_environment(tz.as_deref()));
    vm.interp.state::<Zone>().zone.set(Some(zone.clone()));
    zone
}

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    crate::builtins::structseq::register(vm, &struct_time::INFO);
    vm.dict_set(dict, "struct_time", struct_time::STRUCT_TIME.to_ref())?;
    vm.dict_set(dict, "_STRUCT_TM_ITEMS", vm.int(11))?;
    for (name, id) in CLOCKS {
        vm.dict_set(dict, name, vm.int((*id).into()))?;
    }
    vm.interp.state::<Zone>().module.set(Some(dict.clone()));
    set_zone_constants(vm, dict)
}

fn set_zone_constants(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let c = zone(vm).constants(clock::time_ns().div_euclid(1_000_000_000));
    vm.dict_set(dict, "timezone", vm.int(c.timezone))?;
    vm.dict_set(dict, "altzone", vm.int(c.altzone))?;
    vm.dict_set(dict, "daylight", vm.int(c.daylight.into()))?;
    let names = vec![vm.new_str(&c.tzname.0), vm.new_str(&c.tzname.1)];
    vm.dict_set(dict, "tzname", vm.new_tuple(names))
}

fn tzset(vm: &Vm, _args: &[Ref]) -> PyResult {
    read_zone(vm);
    if let Some(dict) = vm.interp.state::<Zone>().module.get() {
        set_zone_constants(vm, &dict)?;
    }
    Ok(Ref::none())
}

macro_rules! clock {
    ($seconds:ident $nanoseconds:ident $source:ident) => {
        fn $seconds(vm: &Vm, _args: &[Ref]) -> PyResult {
            Ok(vm.float(to_float(clock::$source())))
        }

        fn $nanoseconds(vm: &Vm, _args: &[Ref]) -> PyResult {
            Ok(vm.int(clock::$source()))
        }
    };
}

clock!(time time_ns time_ns);
clock!(monotonic monotonic_ns monotonic_ns);
clock!(perf_counter perf_counter_ns perf_counter_ns);
clock!(process_time process_time_ns process_time_ns);
clock!(thread_time thread_time_ns thread_time_ns);

fn clock_id(vm: &Vm, x: &Ref) -> PyResult<i32> {
    if x.ty().slots().index.is_none() {
        let name = x.ty().name();
        return Err(vm.type_error(format!("clk_id should be integer, not {name}")));
    }
    let id = vm.index_i64(x)?;
    i32::try_from(id).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

fn clock_gettime(vm: &Vm, args: &[Ref]) -> PyResult {
    let now = clock::clock_gettime(clock_id(vm, &args[0])?).map_err(|e| vm.os_error(e, None))?;
    Ok(vm.float(to_float(now)))
}

fn clock_gettime_ns(vm: &Vm, args: &[Ref]) -> PyResult {
    clock::clock_gettime(clock_id(vm, &args[0])?)
        .map(|n| vm.int(n))
        .map_err(|e| vm.os_error(e, None))
}

fn clock_getres(vm: &Vm, args: &[Ref]) -> PyResult {
    let step = clock::clock_getres(clock_id(vm, &args[0])?).map_err(|e| vm.os_error(e, None))?;
    Ok(vm.float(to_float(step)))
}

fn clock_settime(vm: &Vm, args: &[Ref]) -> PyResult {
    let id = clock_id(vm, &args[0])?;
    let to = nanoseconds(vm, &args[1], Rounding::Floor)?;
    clock::clock_settime(id, to)
        .map(|()| Ref::none())
        .map_err(|e| vm.os_error(e, None))
}

fn clock_settime_ns(vm: &Vm, args: &[Ref]) -> PyResult {
    let id = clock_id(vm, &args[0])?;
    let to = vm.index_i64(&args[1])?;
    clock::clock_settime(id, to)
        .map(|()| Ref::none())
        .map_err(|e| vm.os_error(e, None))
}

fn thread_clock(vm: &Vm, args: &[Ref]) -> PyResult {
    let ident = vm.index_i64(&args[0])? as u64;
    match vm.interp.threads.find(ident) {
        Some(t) => Ok(vm.int(clock::thread_cpu_clock(t.native_id()).into())),
        None => Err(vm.os_error(crate::runtime::errno::Errno(libc::ESRCH), None)),
    }
}

fn get_clock_info(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(name) = args[0].as_str() else {
        let name = args[0].ty().name();
        return Err(vm.type_error(format!(
            "get_clock_info() argument 1 must be str, not {name}"
        )));
    };
    let Some(info) = CLOCK_INFO.iter().find(|c| name.as_ascii() == Some(c.name)) else {
        return Err(vm.value_error("unknown clock"));
    };
    let step = clock::clock_getres(info.clock).map_err(|e| vm.os_error(e, None))?;
    let names: Vec<Ref> = ["implementation", "monotonic", "adjustable", "resolution"]
        .iter()
        .map(|n| vm.intern_str(n))
        .collect();
    let values = [
        vm.new_str(info.implementation),
        Ref::bool(info.monotonic),
        Ref::bool(info.adjustable),
        vm.float(to_float(step)),
    ];
    vm.call_args(
        &SIMPLE_NAMESPACE.to_ref(),
        Args {
            values: &values,
            kwnames: &names,
        },
    )
}

fn sleep(vm: &Vm, args: &[Ref]) -> PyResult {
    let span = nanoseconds(vm, &args[0], Rounding::Timeout)?;
    if span < 0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    if span == 0 {
        vm.door().yield_now();
        vm.check_signals()?;
        return Ok(Ref::none());
    }
    let deadline = Deadline::after(Duration::from_nanos(span as u64));
    while vm.door().sleep(deadline).is_err() {
        vm.check_signals()?;
    }
    Ok(Ref::none())
}

/// The moment an optional argument names: now without one.
fn moment(vm: &Vm, x: &Ref) -> PyResult<i64> {
    match x.opt().filter(|x| !x.is_none()) {
        Some(x) => whole_seconds(vm, x),
        None => Ok(clock::time_ns().div_euclid(1_000_000_000)),
    }
}

fn too_large(vm: &Vm) -> crate::objects::refcount::Exc {
    vm.os_error(crate::runtime::errno::Errno(libc::EOVERFLOW), None)
}

fn gmtime(vm: &Vm, args: &[Ref]) -> PyResult {
    let fields = calendar::gmtime(moment(vm, &args[0])?).map_err(|_| too_large(vm))?;
    struct_time::make(vm, &fields)
}

fn local(vm: &Vm, seconds: i64) -> PyResult<calendar::TimeFields> {
    zone(vm).localtime(seconds).map_err(|_| too_large(vm))
}

fn localtime(vm: &Vm, args: &[Ref]) -> PyResult {
    let fields = local(vm, moment(vm, &args[0])?)?;
    struct_time::make(vm, &fields)
}

fn mktime(vm: &Vm, args: &[Ref]) -> PyResult {
    let (n, zone, gmtoff) = struct_time::numbers(vm, &args[0], "mktime")?;
    let small = |i: usize| n[i] as i32;
    let time = CalendarTime {
        year: n[0],
        month: small(1),
        day: small(2),
        hour: small(3),
        minute: small(4),
        second: small(5),
        weekday: small(6),
        yearday: small(7),
        dst: small(8),
        gmtoff,
        zone,
    };
    match clock::seconds_of(&time) {
        Some(seconds) => Ok(vm.float(seconds as f64)),
        None => Err(vm.overflow_error("mktime argument out of range")),
    }
}

fn ctime(vm: &Vm, args: &[Ref]) -> PyResult {
    let fields = local(vm, moment(vm, &args[0])?)?;
    Ok(vm.new_str(&format::asctime(&fields)))
}

fn fields_or_now(vm: &Vm, x: &Ref, function: &str) -> PyResult<calendar::TimeFields> {
    match x.opt().filter(|x| !x.is_none()) {
        Some(x) => struct_time::fields(vm, x, function),
        None => local(vm, clock::time_ns().div_euclid(1_000_000_000)),
    }
}

fn asctime(vm: &Vm, args: &[Ref]) -> PyResult {
    let fields = fields_or_now(vm, &args[0], "asctime")?;
    Ok(vm.new_str(&format::asctime(&fields)))
}

fn strftime(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].as_str().is_none() {
        let name = args[0].ty().name();
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {name}")));
    }
    let fields = fields_or_now(vm, &args[1], "strftime")?;
    Ok(vm.new_str(&format::strftime(
        &vm.str_lossy(&args[0]),
        &fields,
        &zone(vm),
    )))
}

fn strptime(vm: &Vm, args: &[Ref]) -> PyResult {
    let module = crate::vm::import::import_module(vm, "_strptime")?;
    let given: Vec<Ref> = args.iter().filter(|a| !a.is_null()).cloned().collect();
    vm.call_method_str(&module, "_strptime_time", &given)
}
