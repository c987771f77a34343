//! `_posixsubprocess`: the one function under `subprocess.Popen`.
//!
//! Invariant: everything a script passes is checked and copied before the fork.
//! Deliberately absent: `preexec_fn`, which would run Python in a copy of one thread of a process
//! whose other threads and locks are lost.
//! Next file to read: `../runtime/spawn.rs`.

use super::modules::ModuleDef;
use super::posix::path::{c_int, encode, fspath};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::process::read_environment;
use crate::runtime::spawn::{Plan, spawn};
use std::ffi::CString;

/// The module.
pub static POSIX_SUBPROCESS: ModuleDef = ModuleDef {
    name: "_posixsubprocess",
    doc: "A POSIX helper for the subprocess module.",
    functions: FUNCTIONS,
    setup: None,
};

const FUNCTIONS: &[MethodDef] = &[function(
    "fork_exec",
    fork_exec,
    "args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /",
    "Spawn a fresh new child process.\n\nFork a child process, close parent file descriptors as appropriate in the\nchild and duplicate the few that are needed before calling exec() in the\nchild process.",
)];

/// A path, argument or `NAME=value` for C.
pub(super) fn c_string(vm: &Vm, x: &Ref) -> PyResult<CString> {
    let path = fspath(vm, x)?;
    let bytes = match path.as_str() {
        Some(s) => encode(vm, &path, s)?,
        None => vm.bytes_of(&path)?,
    };
    CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}

fn c_strings(vm: &Vm, list: &Ref) -> PyResult<Vec<CString>> {
    let items = vm.collect_items(list)?;
    items.iter().map(|x| c_string(vm, x)).collect()
}

fn if_given<T>(x: &Ref, convert: impl FnOnce(&Ref) -> PyResult<T>) -> PyResult<Option<T>> {
    if x.is_none() {
        Ok(None)
    } else {
        convert(x).map(Some)
    }
}

/// A user or group number; -1 means no change.
fn identity(vm: &Vm, x: &Ref) -> PyResult<Option<u32>> {
    let number = if_given(x, |x| vm.index_i64(x))?;
    Ok(number.filter(|&n| n != -1).map(|n| n as u32))
}

/// The descriptors to keep: sorted and not negative.
fn kept(vm: &Vm, x: &Ref) -> PyResult<Vec<i32>> {
    let bad = || vm.value_error("bad value(s) in fds_to_keep");
    let mut all = Vec::new();
    for fd in vm.collect_items(x)? {
        let fd = fd.as_i64().and_then(|fd| i32::try_from(fd).ok());
        match fd {
            Some(fd) if fd >= 0 && all.last().is_none_or(|&last| last < fd) => all.push(fd),
            _ => return Err(bad()),
        }
    }
    Ok(all)
}

fn fork_exec(vm: &Vm, args: &[Ref]) -> PyResult {
    let [
        arguments,
        executables,
        close_fds,
        keep,
        cwd,
        env,
        p2cread,
        p2cwrite,
        c2pread,
        c2pwrite,
        errread,
        errwrite,
        _errpipe_read,
        errpipe_write,
        restore_signals,
        new_session,
        process_group,
        gid,
        groups,
        uid,
        umask,
        preexec_fn,
    ] = args
    else {
        return Err(vm.type_error("fork_exec expected 22 arguments"));
    };
    if !preexec_fn.is_none() {
        return Err(vm.not_implemented_error("preexec_fn is not in minipy"));
    }
    let close_others = vm.is_true(close_fds)?;
    let error_pipe = c_int(vm, errpipe_write)?;
    if close_others && error_pipe < 3 {
        return Err(vm.value_error("errpipe_write must be >= 3"));
    }
    let umask = c_int(vm, umask)?;
    let plan = Plan {
        arguments: c_strings(vm, arguments)?,
        executables: c_strings(vm, executables)?,
        environment: if_given(env, |e| c_strings(vm, e))?,
        folder: if_given(cwd, |c| c_string(vm, c))?,
        input: (c_int(vm, p2cread)?, c_int(vm, p2cwrite)?),
        output: (c_int(vm, c2pwrite)?, c_int(vm, c2pread)?),
        error: (c_int(vm, errwrite)?, c_int(vm, errread)?),
        error_pipe,
        close_others,
        keep: kept(vm, keep)?,
        restore_signals: vm.is_true(restore_signals)?,
        // Threads other than the main one block all signals, which children must not inherit.
        clear_mask: !vm.thread.is_main(),
        new_session: vm.is_true(new_session)?,
        process_group: c_int(vm, process_group)?,
        group: identity(vm, gid)?,
        groups: if_given(groups, |g| {
            let all = vm.collect_items(g)?;
            all.iter().map(|g| Ok(vm.index_i64(g)? as u32)).collect()
        })?,
        user: identity(vm, uid)?,
        umask: u32::try_from(umask).ok(),
    };
    let _environment = read_environment();
    match spawn(&plan) {
        Ok(pid) => Ok(vm.int(pid.into())),
        Err(e) => Err(vm.os_error(e, None)),
    }
}
