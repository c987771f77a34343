//! The `resource` module: limits of the process and what it has used.
//!
//! Invariant: the numbers are those of `../runtime/process.rs`; what Linux does not count is 0.
//! Next file to read: `fcntl.rs`.

use super::modules::ModuleDef;
use super::{add_ints, add_type};
use crate::builtins::exceptions::OS_ERROR;
use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};
use crate::runtime::errno::Errno;
use crate::runtime::process;
use crate::stdlib::posix::path::c_int;

/// The module.
pub static RESOURCE: ModuleDef = ModuleDef {
    name: "resource",
    doc: "",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const FUNCTIONS: &[MethodDef] = &[
    function("getpagesize", getpagesize, "", ""),
    function("getrlimit", getrlimit, "resource, /", ""),
    function("getrusage", getrusage, "who, /", ""),
    function("setrlimit", setrlimit, "resource, limits, /", ""),
];

/// `resource.struct_rusage`
pub static RUSAGE: Type = Type::builtin(&RUSAGE_DEF);
static RUSAGE_DEF: TypeDef = structseq::definition(
    "struct_rusage",
    "resource",
    "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
    RUSAGE_FIELDS,
    |vm, class| structseq::describe(vm, class, &RUSAGE_INFO),
);
const RUSAGE_FIELDS: &[GetSetDef] = &[
    getter("ru_utime", item::<0>, "user time used"),
    getter("ru_stime", item::<1>, "system time used"),
    getter("ru_maxrss", item::<2>, "max. resident set size"),
    getter("ru_ixrss", item::<3>, "shared memory size"),
    getter("ru_idrss", item::<4>, "unshared data size"),
    getter("ru_isrss", item::<5>, "unshared stack size"),
    getter("ru_minflt", item::<6>, "page faults not requiring I/O"),
    getter("ru_majflt", item::<7>, "page faults requiring I/O"),
    getter("ru_nswap", item::<8>, "number of swap outs"),
    getter("ru_inblock", item::<9>, "block input operations"),
    getter("ru_oublock", item::<10>, "block output operations"),
    getter("ru_msgsnd", item::<11>, "IPC messages sent"),
    getter("ru_msgrcv", item::<12>, "IPC messages received"),
    getter("ru_nsignals", item::<13>, "signals received"),
    getter("ru_nvcsw", item::<14>, "voluntary context switches"),
    getter("ru_nivcsw", item::<15>, "involuntary context switches"),
];
static RUSAGE_INFO: StructInfo = StructInfo {
    ty: &RUSAGE,
    name: "resource.struct_rusage",
    fields: &[
        "ru_utime",
        "ru_stime",
        "ru_maxrss",
        "ru_ixrss",
        "ru_idrss",
        "ru_isrss",
        "ru_minflt",
        "ru_majflt",
        "ru_nswap",
        "ru_inblock",
        "ru_oublock",
        "ru_msgsnd",
        "ru_msgrcv",
        "ru_nsignals",
        "ru_nvcsw",
        "ru_nivcsw",
    ],
    visible: 16,
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    add_type(vm, dict, &RUSAGE)?;
    structseq::register(vm, &RUSAGE_INFO);
    for (name, number) in process::LIMITS {
        vm.dict_set(dict, name, vm.int((*number).into()))?;
    }
    let others = [
        ("RLIMIT_OFILE", libc::RLIMIT_NOFILE as i64),
        ("RLIM_INFINITY", -1),
        ("RUSAGE_CHILDREN", -1),
        ("RUSAGE_SELF", 0),
        ("RUSAGE_THREAD", 1),
    ];
    add_ints(vm, dict, &others)?;
    vm.dict_set(dict, "error", OS_ERROR.to_ref())
}

fn getpagesize(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.uint(process::page_size() as u64))
}

fn which(vm: &Vm, x: &Ref) -> PyResult<i32> {
    let number = c_int(vm, x)?;
    if (0..16).contains(&number) {
        Ok(number)
    } else {
        Err(vm.value_error("invalid resource specified"))
    }
}

fn getrlimit(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = process::get_limit(which(vm, &args[0])?);
    let (soft, hard) = limit.map_err(|e| vm.os_error(e, None))?;
    let shown = |l: Option<u64>| l.map_or_else(|| vm.int(-1), |l| vm.uint(l));
    Ok(vm.new_small_tuple([shown(soft), shown(hard)]))
}

fn setrlimit(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = which(vm, &args[0])?;
    let limits = vm.collect_items(&args[1])?;
    let [soft, hard] = &limits[..] else {
        return Err(vm.value_error("expected a tuple of 2 integers"));
    };
    let limit = |x: &Ref| vm.index_i64(x).map(|n| (n != -1).then_some(n as u64));
    match process::set_limit(number, (limit(soft)?, limit(hard)?)) {
        Ok(()) => Ok(Ref::none()),
        Err(Errno(libc::EINVAL)) => Err(vm.value_error("current limit exceeds maximum limit")),
        Err(Errno(libc::EPERM)) => Err(vm.value_error("not allowed to raise maximum limit")),
        Err(e) => Err(vm.os_error(e, None)),
    }
}

fn getrusage(vm: &Vm, args: &[Ref]) -> PyResult {
    let used = match process::usage(c_int(vm, &args[0])?) {
        Ok(used) => used,
        Err(Errno(libc::EINVAL)) => return Err(vm.value_error("invalid who parameter")),
        Err(e) => return Err(vm.os_error(e, None)),
    };
    let (n, zero) = (|n: i64| vm.int(n), || vm.int(0));
    let fields = vec![
        vm.float(used.user.as_secs_f64()),
        vm.float(used.system.as_secs_f64()),
        n(used.max_resident),
        zero(),
        zero(),
        zero(),
        n(used.minor_faults),
        n(used.major_faults),
        zero(),
        n(used.blocks_in),
        n(used.blocks_out),
        zero(),
        zero(),
        zero(),
        n(used.voluntary_switches),
        n(used.involuntary_switches),
    ];
    structseq::make(vm, &RUSAGE_INFO, fields)
}
