//! Functions on processes, the environment and the machine.
//!
//! Invariant: the environment changes only through `runtime::process`, under its lock.
//! Deliberately absent: starting processes by `fork`, `exec` and `posix_spawn`, which says so.
//! Next file to read: `../../runtime/process.rs`.

use super::path::{Also, argument, c_int, decode, until_done};
use crate::builtins::bytes::object::PyBytes;
use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};
use crate::runtime::errno::Errno;
use crate::runtime::path as system;
use crate::runtime::process;
use std::ffi::OsStr;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// `posix.uname_result`.
pub static UNAME_RESULT: Type = Type::builtin(&UNAME_DEF);
static UNAME_DEF: TypeDef = structseq::definition(
    "uname_result",
    "posix",
    "uname_result: Result from os.uname().",
    UNAME_FIELDS,
    |vm, class| structseq::describe(vm, class, &UNAME_INFO),
);
#[rustfmt::skip]
const UNAME_FIELDS: &[GetSetDef] = &[
    getter("sysname", item::<0>, "operating system name"),
    getter("nodename", item::<1>, "name of machine on network (implementation-defined)"),
    getter("release", item::<2>, "operating system release"),
    getter("version", item::<3>, "operating system version"),
    getter("machine", item::<4>, "hardware identifier"),
];
/// Its fields.
pub static UNAME_INFO: StructInfo = StructInfo {
    ty: &UNAME_RESULT,
    name: "posix.uname_result",
    fields: &["sysname", "nodename", "release", "version", "machine"],
    visible: 5,
};

/// `posix.times_result`.
pub static TIMES_RESULT: Type = Type::builtin(&TIMES_DEF);
static TIMES_DEF: TypeDef = structseq::definition(
    "times_result",
    "posix",
    "times_result: Result from os.times().",
    TIMES_FIELDS,
    |vm, class| structseq::describe(vm, class, &TIMES_INFO),
);
#[rustfmt::skip]
const TIMES_FIELDS: &[GetSetDef] = &[
    getter("user", item::<0>, "user time"),
    getter("system", item::<1>, "system time"),
    getter("children_user", item::<2>, "user time of children"),
    getter("children_system", item::<3>, "system time of children"),
    getter("elapsed", item::<4>, "elapsed time since an arbitrary point in the past"),
];
/// Its fields.
pub static TIMES_INFO: StructInfo = StructInfo {
    ty: &TIMES_RESULT,
    name: "posix.times_result",
    fields: &[
        "user",
        "system",
        "children_user",
        "children_system",
        "elapsed",
    ],
    visible: 5,
};

/// The environment as `posix.environ` holds it: names and values are `bytes`.
pub(super) fn environ(vm: &Vm) -> PyResult {
    let all: Vec<_> = {
        let _environment = process::read_environment();
        std::env::vars_os().collect()
    };
    let bytes = |s: std::ffi::OsString| vm.new_bytes(s.into_vec());
    vm.dict_from_pairs(all.into_iter().map(|(k, v)| (bytes(k), bytes(v))).collect())
}

pub(super) fn create_environ(vm: &Vm, _args: &[Ref]) -> PyResult {
    environ(vm)
}

fn variable(vm: &Vm, x: &Ref) -> PyResult<Vec<u8>> {
    if let Some(b) = x.downcast::<PyBytes>() {
        return Ok(b.as_slice().to_vec());
    }
    match x.as_str() {
        Some(s) => super::path::encode(vm, x, s),
        None => Err(vm.type_error(format!(
            "expected str, bytes or os.PathLike object, not {}",
            x.ty().name()
        ))),
    }
}

pub(super) fn putenv(vm: &Vm, args: &[Ref]) -> PyResult {
    let (name, value) = (variable(vm, &args[0])?, variable(vm, &args[1])?);
    if name.contains(&0) || value.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    if name.contains(&b'=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    process::set_variable(OsStr::from_bytes(&name), OsStr::from_bytes(&value))
        .map_err(|e| vm.os_error(e, None))?;
    Ok(Ref::none())
}

pub(super) fn unsetenv(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = variable(vm, &args[0])?;
    process::remove_variable(OsStr::from_bytes(&name)).map_err(|e| vm.os_error(e, None))?;
    Ok(Ref::none())
}

macro_rules! number_functions {
    ($($name:ident => $value:expr;)*) => {
        $(pub(super) fn $name(vm: &Vm, _args: &[Ref]) -> PyResult {
            Ok(vm.int(i64::from($value)))
        })*
    };
}

number_functions! {
    getpid => process::pid();
    getppid => process::parent_pid();
    getuid => process::user_ids().0;
    geteuid => process::user_ids().1;
    getgid => process::group_ids().0;
    getegid => process::group_ids().1;
    getpgrp => process::process_group(0).unwrap_or(0);
}

fn number(vm: &Vm, found: Result<i32, Errno>) -> PyResult {
    found
        .map(|n| vm.int(n.into()))
        .map_err(|e| vm.os_error(e, None))
}

fn done(vm: &Vm, result: Result<(), Errno>) -> PyResult {
    result
        .map(|()| Ref::none())
        .map_err(|e| vm.os_error(e, None))
}

pub(super) fn getpgid(vm: &Vm, args: &[Ref]) -> PyResult {
    number(vm, process::process_group(c_int(vm, &args[0])?))
}

pub(super) fn getsid(vm: &Vm, args: &[Ref]) -> PyResult {
    number(vm, system::session_of(c_int(vm, &args[0])?))
}

pub(super) fn setsid(vm: &Vm, _args: &[Ref]) -> PyResult {
    done(vm, system::new_session())
}

pub(super) fn setpgid(vm: &Vm, args: &[Ref]) -> PyResult {
    done(
        vm,
        system::set_process_group(c_int(vm, &args[0])?, c_int(vm, &args[1])?),
    )
}

pub(super) fn getgroups(vm: &Vm, _args: &[Ref]) -> PyResult {
    let all = system::groups().map_err(|e| vm.os_error(e, None))?;
    Ok(vm.new_list(all.iter().map(|g| vm.int((*g).into())).collect()))
}

pub(super) fn nice(vm: &Vm, args: &[Ref]) -> PyResult {
    number(vm, system::add_niceness(c_int(vm, &args[0])?))
}

pub(super) fn kill(vm: &Vm, args: &[Ref]) -> PyResult {
    done(
        vm,
        process::kill(c_int(vm, &args[0])?, c_int(vm, &args[1])?),
    )?;
    vm.check_signals()?;
    Ok(Ref::none())
}

pub(super) fn killpg(vm: &Vm, args: &[Ref]) -> PyResult {
    done(
        vm,
        process::kill(-c_int(vm, &args[0])?, c_int(vm, &args[1])?),
    )?;
    vm.check_signals()?;
    Ok(Ref::none())
}

pub(super) fn umask(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(process::umask(c_int(vm, &args[0])? as u32).into()))
}

pub(super) fn exit_now(vm: &Vm, args: &[Ref]) -> PyResult {
    process::exit_now(c_int(vm, &args[0])?)
}

pub(super) fn abort(_vm: &Vm, _args: &[Ref]) -> PyResult {
    process::abort()
}

pub(super) fn cpu_count(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(process::cpu_count().map_or_else(Ref::none, |n| vm.int(n as i64)))
}

pub(super) fn sched_getaffinity(vm: &Vm, args: &[Ref]) -> PyResult {
    let all = process::affinity(c_int(vm, &args[0])?).map_err(|e| vm.os_error(e, None))?;
    let set = vm.new_set();
    for cpu in all {
        vm.call_method_str(&set, "add", &[vm.int(cpu as i64)])?;
    }
    Ok(set)
}

pub(super) fn sched_setaffinity(vm: &Vm, args: &[Ref]) -> PyResult {
    let pid = c_int(vm, &args[0])?;
    let mut cpus = Vec::new();
    for item in vm.collect_items(&args[1])? {
        let cpu = vm.index_i64(&item)?;
        cpus.push(usize::try_from(cpu).map_err(|_| vm.value_error("negative CPU number"))?);
    }
    done(vm, process::set_affinity(pid, &cpus))
}

pub(super) fn sched_yield(vm: &Vm, _args: &[Ref]) -> PyResult {
    vm.door().yield_now();
    Ok(Ref::none())
}

pub(super) fn getloadavg(vm: &Vm, _args: &[Ref]) -> PyResult {
    match process::load_average() {
        Ok(load) => Ok(vm.new_tuple(load.iter().map(|l| vm.float(*l)).collect())),
        Err(_) => Err(vm.error(
            &crate::builtins::exceptions::OS_ERROR,
            "Load averages are unobtainable",
        )),
    }
}

pub(super) fn uname(vm: &Vm, _args: &[Ref]) -> PyResult {
    let name = process::system_name().map_err(|e| vm.os_error(e, None))?;
    let values = [
        name.sysname,
        name.nodename,
        name.release,
        name.version,
        name.machine,
    ];
    structseq::register(vm, &UNAME_INFO);
    structseq::make(
        vm,
        &UNAME_INFO,
        values.iter().map(|v| vm.new_str(v)).collect(),
    )
}

pub(super) fn times(vm: &Vm, _args: &[Ref]) -> PyResult {
    let ticks = system::ticks().map_err(|e| vm.os_error(e, None))?;
    let per_second = process::sysconf(libc::_SC_CLK_TCK).unwrap_or(100).max(1) as f64;
    structseq::register(vm, &TIMES_INFO);
    structseq::make(
        vm,
        &TIMES_INFO,
        ticks
            .iter()
            .map(|t| vm.float(*t as f64 / per_second))
            .collect(),
    )
}

pub(super) fn getlogin(vm: &Vm, _args: &[Ref]) -> PyResult {
    Err(vm.os_error(Errno(libc::ENOTTY), None))
}

pub(super) fn ctermid(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.new_str("/dev/tty"))
}

/// Names of `os.sysconf` that scripts use.
pub(super) static SYSCONF: &[(&str, i32)] = &[
    ("SC_ARG_MAX", libc::_SC_ARG_MAX),
    ("SC_CHILD_MAX", libc::_SC_CHILD_MAX),
    ("SC_CLK_TCK", libc::_SC_CLK_TCK),
    ("SC_HOST_NAME_MAX", libc::_SC_HOST_NAME_MAX),
    ("SC_IOV_MAX", libc::_SC_IOV_MAX),
    ("SC_NGROUPS_MAX", libc::_SC_NGROUPS_MAX),
    ("SC_NPROCESSORS_CONF", libc::_SC_NPROCESSORS_CONF),
    ("SC_NPROCESSORS_ONLN", libc::_SC_NPROCESSORS_ONLN),
    ("SC_OPEN_MAX", libc::_SC_OPEN_MAX),
    ("SC_PAGESIZE", libc::_SC_PAGESIZE),
    ("SC_PAGE_SIZE", libc::_SC_PAGESIZE),
    ("SC_PHYS_PAGES", libc::_SC_PHYS_PAGES),
    ("SC_AVPHYS_PAGES", libc::_SC_AVPHYS_PAGES),
    ("SC_SEM_NSEMS_MAX", libc::_SC_SEM_NSEMS_MAX),
];

pub(super) fn sysconf(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = match args[0].as_str() {
        Some(s) => match SYSCONF.iter().find(|(n, _)| s.as_ascii() == Some(n)) {
            Some((_, number)) => *number,
            None => return Err(vm.value_error("unrecognized configuration name")),
        },
        None if args[0].ty().slots().index.is_some() => c_int(vm, &args[0])?,
        None => return Err(vm.type_error("configuration names must be strings or integers")),
    };
    process::sysconf(name)
        .map(|n| vm.int(n))
        .map_err(|e| vm.os_error(e, None))
}

pub(super) fn waitpid(vm: &Vm, args: &[Ref]) -> PyResult {
    let (pid, options) = (c_int(vm, &args[0])?, c_int(vm, &args[1])?);
    let (pid, status) = until_done(vm, None, |door| process::wait_child(door, pid, options))?;
    Ok(vm.new_tuple(vec![vm.int(pid.into()), vm.int(status.into())]))
}

pub(super) fn wait(vm: &Vm, _args: &[Ref]) -> PyResult {
    let (pid, status) = until_done(vm, None, |door| process::wait_child(door, -1, 0))?;
    Ok(vm.new_tuple(vec![vm.int(pid.into()), vm.int(status.into())]))
}

macro_rules! status_functions {
    ($($name:ident => |$status:ident| $bool:expr;)*) => {
        $(pub(super) fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
            let $status = c_int(vm, &args[0])?;
            Ok(Ref::bool($bool))
        })*
    };
}

status_functions! {
    was_exited => |s| libc::WIFEXITED(s);
    was_signaled => |s| libc::WIFSIGNALED(s);
    was_stopped => |s| libc::WIFSTOPPED(s);
    was_continued => |s| libc::WIFCONTINUED(s);
    dumped_core => |s| libc::WCOREDUMP(s);
}

pub(super) fn exit_code(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(libc::WEXITSTATUS(c_int(vm, &args[0])?).into()))
}

pub(super) fn term_signal(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(libc::WTERMSIG(c_int(vm, &args[0])?).into()))
}

pub(super) fn stop_signal(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(libc::WSTOPSIG(c_int(vm, &args[0])?).into()))
}

pub(super) fn to_exit_code(vm: &Vm, args: &[Ref]) -> PyResult {
    let status = c_int(vm, &args[0])?;
    if libc::WIFEXITED(status) {
        return Ok(vm.int(libc::WEXITSTATUS(status).into()));
    }
    if libc::WIFSIGNALED(status) {
        return Ok(vm.int((-libc::WTERMSIG(status)).into()));
    }
    if libc::WIFSTOPPED(status) {
        let signal = libc::WSTOPSIG(status);
        return Err(vm.value_error(format!("process stopped by delivery of signal {signal}")));
    }
    Err(vm.value_error(format!("invalid wait status: {status}")))
}

/// `os.system`: runs a command with the shell and answers its wait status.
pub(super) fn shell(vm: &Vm, args: &[Ref]) -> PyResult {
    let command = argument(vm, "system", "command", &args[0], Also::Nothing)?;
    let status = vm.blocking(crate::runtime::event::Reason::Child, || {
        std::process::Command::new("/bin/sh")
            .arg("-c")
            .arg(OsStr::from_bytes(&command.bytes))
            .status()
    });
    let status = status.map_err(|e| vm.os_error(e, None))?;
    Ok(vm.int(std::os::unix::process::ExitStatusExt::into_raw(status).into()))
}

/// What can't be done yet, for a reason.
pub(super) fn no_new_process(vm: &Vm, _args: &[Ref]) -> PyResult {
    Err(vm
        .not_implemented_error("starting processes this way is not in minipy yet; use subprocess"))
}

pub(super) fn register_at_fork(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

pub(super) fn major(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(libc::major(vm.index_i64(&args[0])? as u64).into()))
}

pub(super) fn minor(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(libc::minor(vm.index_i64(&args[0])? as u64).into()))
}

pub(super) fn makedev(vm: &Vm, args: &[Ref]) -> PyResult {
    let (major, minor) = (vm.index_i64(&args[0])?, vm.index_i64(&args[1])?);
    Ok(vm.uint(libc::makedev(major as u32, minor as u32)))
}

/// `os.confstr`, for the one name scripts ask for.
pub(super) fn confstr(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].str_is("CS_PATH") {
        return Ok(decode(vm, b"/bin:/usr/bin"));
    }
    Err(vm.value_error("unrecognized configuration name"))
}
