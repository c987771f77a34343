//! Functions on paths that change the file system, or ask about it.
//!
//! Invariant: every call runs with the GIL released; errors name the paths as they were given.
//! Next file to read: `stat.rs`.

use super::path::{
    Also, PathArg, argument, at, at_two, c_int, decode, fspath, no_dir_fd, only, result,
    unavailable, until_done,
};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::type_flags;
use crate::runtime::event::Reason;
use crate::runtime::fd;
use crate::runtime::path::{self as system, Moment};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

const PATH: Also = Also::Nothing;

pub(super) fn posix_fspath(vm: &Vm, args: &[Ref]) -> PyResult {
    fspath(vm, &args[0])
}

/// A mode argument; `usual` without one.
fn mode(vm: &Vm, x: &Ref, usual: u32) -> PyResult<u32> {
    x.opt()
        .map_or(Ok(usual), |m| c_int(vm, m).map(|m| m as u32))
}

fn flag(vm: &Vm, x: &Ref, usual: bool) -> PyResult<bool> {
    x.opt().map_or(Ok(usual), |f| vm.is_true(f))
}

pub(super) fn mkdir(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = only(vm, "mkdir", &args[0])?;
    no_dir_fd(vm, &args[2])?;
    let mode = mode(vm, &args[1], 0o777)?;
    at(vm, &path, |p| {
        std::fs::DirBuilder::new().mode(mode).create(p)
    })?;
    Ok(Ref::none())
}

pub(super) fn rmdir(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = only(vm, "rmdir", &args[0])?;
    no_dir_fd(vm, &args[1])?;
    at(vm, &path, |p| std::fs::remove_dir(p))?;
    Ok(Ref::none())
}

fn delete(vm: &Vm, function: &str, args: &[Ref]) -> PyResult {
    let path = only(vm, function, &args[0])?;
    no_dir_fd(vm, &args[1])?;
    at(vm, &path, |p| std::fs::remove_file(p))?;
    Ok(Ref::none())
}

pub(super) fn remove(vm: &Vm, args: &[Ref]) -> PyResult {
    delete(vm, "remove", args)
}

pub(super) fn unlink(vm: &Vm, args: &[Ref]) -> PyResult {
    delete(vm, "unlink", args)
}

fn move_file(vm: &Vm, function: &str, args: &[Ref]) -> PyResult {
    let (from, to) = (
        argument(vm, function, "src", &args[0], PATH)?,
        argument(vm, function, "dst", &args[1], PATH)?,
    );
    no_dir_fd(vm, &args[2])?;
    no_dir_fd(vm, &args[3])?;
    at_two(vm, &from, &to, |a, b| std::fs::rename(a, b))?;
    Ok(Ref::none())
}

pub(super) fn rename(vm: &Vm, args: &[Ref]) -> PyResult {
    move_file(vm, "rename", args)
}

pub(super) fn replace(vm: &Vm, args: &[Ref]) -> PyResult {
    move_file(vm, "replace", args)
}

pub(super) fn link(vm: &Vm, args: &[Ref]) -> PyResult {
    let (from, to) = (
        argument(vm, "link", "src", &args[0], PATH)?,
        argument(vm, "link", "dst", &args[1], PATH)?,
    );
    no_dir_fd(vm, &args[2])?;
    no_dir_fd(vm, &args[3])?;
    at_two(vm, &from, &to, |a, b| std::fs::hard_link(a, b))?;
    Ok(Ref::none())
}

pub(super) fn symlink(vm: &Vm, args: &[Ref]) -> PyResult {
    let from = argument(vm, "symlink", "src", &args[0], PATH)?;
    let to = argument(vm, "symlink", "dst", &args[1], PATH)?;
    no_dir_fd(vm, &args[3])?;
    at_two(vm, &from, &to, |a, b| std::os::unix::fs::symlink(a, b))?;
    Ok(Ref::none())
}

pub(super) fn readlink(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = only(vm, "readlink", &args[0])?;
    no_dir_fd(vm, &args[1])?;
    let target = at(vm, &path, |p| std::fs::read_link(p))?;
    Ok(result(vm, target.as_os_str().as_bytes(), path.wants_bytes))
}

pub(super) fn chdir(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "chdir", "path", &args[0], Also::Descriptor)?;
    match path.fd {
        Some(fd) => vm
            .blocking(Reason::File, || system::change_folder_to(fd))
            .map_err(|e| vm.os_error(e, None))?,
        None => at(vm, &path, |p| std::env::set_current_dir(p))?,
    }
    Ok(Ref::none())
}

pub(super) fn fchdir(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    vm.blocking(Reason::File, || system::change_folder_to(fd))
        .map_err(|e| vm.os_error(e, None))?;
    Ok(Ref::none())
}

pub(super) fn chmod(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "chmod", "path", &args[0], Also::Descriptor)?;
    let mode = mode(vm, &args[1], 0)?;
    no_dir_fd(vm, &args[2])?;
    if !flag(vm, &args[3], true)? {
        return Err(unavailable(vm, "chmod: follow_symlinks"));
    }
    set_mode(vm, &path, mode)
}

fn set_mode(vm: &Vm, path: &PathArg, mode: u32) -> PyResult {
    match path.fd {
        Some(fd) => vm
            .blocking(Reason::File, || system::change_mode_of(fd, mode))
            .map_err(|e| vm.os_error(e, path.named()))?,
        None => at(vm, path, |p| {
            std::fs::set_permissions(p, std::fs::Permissions::from_mode(mode))
        })?,
    }
    Ok(Ref::none())
}

pub(super) fn fchmod(vm: &Vm, args: &[Ref]) -> PyResult {
    let (fd, mode) = (c_int(vm, &args[0])?, mode(vm, &args[1], 0)?);
    vm.blocking(Reason::File, || system::change_mode_of(fd, mode))
        .map_err(|e| vm.os_error(e, None))?;
    Ok(Ref::none())
}

fn owner(vm: &Vm, x: &Ref) -> PyResult<Option<u32>> {
    let n = vm.index_i64(x)?;
    Ok(if n == -1 { None } else { Some(n as u32) })
}

pub(super) fn chown(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "chown", "path", &args[0], Also::Descriptor)?;
    let (user, group) = (owner(vm, &args[1])?, owner(vm, &args[2])?);
    no_dir_fd(vm, &args[3])?;
    let follow = flag(vm, &args[4], true)?;
    let place = path.fd.map_or_else(
        || path.path().to_path_buf(),
        |fd| format!("/proc/self/fd/{fd}").into(),
    );
    let change = if follow {
        std::os::unix::fs::chown
    } else {
        std::os::unix::fs::lchown
    };
    vm.blocking(Reason::File, || change(place, user, group))
        .map_err(|e| vm.os_error(e, path.named()))?;
    Ok(Ref::none())
}

pub(super) fn lchown(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = only(vm, "lchown", &args[0])?;
    let (user, group) = (owner(vm, &args[1])?, owner(vm, &args[2])?);
    at(vm, &path, |p| std::os::unix::fs::lchown(p, user, group))?;
    Ok(Ref::none())
}

pub(super) fn access(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = only(vm, "access", &args[0])?;
    let mode = c_int(vm, &args[1])?;
    no_dir_fd(vm, &args[2])?;
    let (effective, follow) = (flag(vm, &args[3], false)?, flag(vm, &args[4], true)?);
    let name = path.c_string();
    Ok(Ref::bool(vm.blocking(Reason::File, || {
        system::access(&name, mode, effective, follow)
    })))
}

pub(super) fn mkfifo(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = only(vm, "mkfifo", &args[0])?;
    let mode = mode(vm, &args[1], 0o666)?;
    no_dir_fd(vm, &args[2])?;
    let name = path.c_string();
    vm.blocking(Reason::File, || system::make_fifo(&name, mode))
        .map_err(|e| vm.os_error(e, None))?;
    Ok(Ref::none())
}

pub(super) fn truncate(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "truncate", "path", &args[0], Also::Descriptor)?;
    let length = vm.index_i64(&args[1])?;
    if let Some(fd) = path.fd {
        until_done(vm, None, |door| fd::truncate(door, fd, length))?;
        return Ok(Ref::none());
    }
    let name = path.c_string();
    vm.blocking(Reason::File, || system::truncate(&name, length))
        .map_err(|e| vm.os_error(e, path.named()))?;
    Ok(Ref::none())
}

/// One of the two times of `utime`, given in seconds.
fn seconds_moment(vm: &Vm, x: &Ref) -> PyResult<Moment> {
    if let Some(f) = x.as_float() {
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let whole = f.floor();
        return Ok(Some((whole as i64, ((f - whole) * 1e9).floor() as i64)));
    }
    Ok(Some((vm.index_i64(x)?, 0)))
}

fn nanosecond_moment(vm: &Vm, x: &Ref) -> PyResult<Moment> {
    let n = vm.index_i64(x)?;
    Ok(Some((
        n.div_euclid(1_000_000_000),
        n.rem_euclid(1_000_000_000),
    )))
}

pub(super) fn utime(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "utime", "path", &args[0], Also::Descriptor)?;
    let times = args[1].opt().filter(|t| !t.is_none());
    let ns = args[2].opt();
    no_dir_fd(vm, &args[3])?;
    let follow = flag(vm, &args[4], true)?;
    let pair = |x: &Ref| match crate::builtins::tuple::items(x) {
        [a, b] if x.ty().has(type_flags::TUPLE) => Some((a.clone(), b.clone())),
        _ => None,
    };
    let (read, changed) = match (times, ns) {
        (Some(_), Some(_)) => {
            return Err(
                vm.value_error("utime: you may specify either 'times' or 'ns' but not both")
            );
        }
        (Some(t), None) => match pair(t) {
            Some((a, b)) => (seconds_moment(vm, &a)?, seconds_moment(vm, &b)?),
            None => {
                return Err(
                    vm.type_error("utime: 'times' must be either a tuple of two ints or None")
                );
            }
        },
        (None, Some(n)) => match pair(n) {
            Some((a, b)) => (nanosecond_moment(vm, &a)?, nanosecond_moment(vm, &b)?),
            None => return Err(vm.type_error("utime: 'ns' must be a tuple of two ints")),
        },
        (None, None) => (None, None),
    };
    let name = path.c_string();
    let done = vm.blocking(Reason::File, || match path.fd {
        Some(fd) => system::set_times_of(fd, read, changed),
        None => system::set_times(&name, read, changed, follow),
    });
    done.map_err(|e| vm.os_error(e, path.named()))?;
    Ok(Ref::none())
}

pub(super) fn sync(vm: &Vm, _args: &[Ref]) -> PyResult {
    vm.blocking(Reason::File, system::sync);
    Ok(Ref::none())
}

/// The normal form of a path's bytes: what `os.path.normpath` answers.
fn normal(path: &[u8]) -> Vec<u8> {
    if path.is_empty() {
        return b".".to_vec();
    }
    let slashes = path.iter().take_while(|b| **b == b'/').count();
    // POSIX lets exactly two slashes at the start mean something else.
    let root: &[u8] = match slashes {
        0 => b"",
        2 => b"//",
        _ => b"/",
    };
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|b| *b == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|p| *p != b"..") => {
                parts.pop();
            }
            b".." if !root.is_empty() => {}
            _ => parts.push(part),
        }
    }
    let mut out = root.to_vec();
    out.extend(parts.join(&b'/'));
    if out.is_empty() { b".".to_vec() } else { out }
}

fn path_text(vm: &Vm, x: &Ref) -> PyResult<(Vec<u8>, bool)> {
    let path = fspath(vm, x)?;
    if let Some(s) = path.as_str() {
        return Ok((s.view().to_wtf8(), false));
    }
    let bytes = path.downcast::<crate::builtins::bytes::object::PyBytes>();
    Ok((
        bytes.map(|b| b.as_slice().to_vec()).unwrap_or_default(),
        true,
    ))
}

fn text_result(vm: &Vm, bytes: &[u8], wants_bytes: bool) -> Ref {
    if wants_bytes {
        return vm.new_bytes(bytes.to_vec());
    }
    vm.str_from_buf(crate::builtins::str::storage::StrBuf::from_wtf8(bytes))
}

pub(super) fn path_normpath(vm: &Vm, args: &[Ref]) -> PyResult {
    let (path, wants_bytes) = path_text(vm, &args[0])?;
    Ok(text_result(vm, &normal(&path), wants_bytes))
}

pub(super) fn path_splitroot(vm: &Vm, args: &[Ref]) -> PyResult {
    let (path, wants_bytes) = path_text(vm, &args[0])?;
    let root = match path.iter().take_while(|b| **b == b'/').count() {
        0 => 0,
        2 => 2,
        _ => 1,
    };
    let part = |b: &[u8]| text_result(vm, b, wants_bytes);
    Ok(vm.new_tuple(vec![part(b""), part(&path[..root]), part(&path[root..])]))
}

pub(super) fn strerror(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_str(&crate::runtime::errno::Errno(c_int(vm, &args[0])?).text()))
}

pub(super) fn device_encoding(vm: &Vm, args: &[Ref]) -> PyResult {
    let terminal = fd::isatty(c_int(vm, &args[0])?);
    Ok(if terminal {
        vm.new_str("utf-8")
    } else {
        Ref::none()
    })
}

pub(super) fn ttyname(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    if !fd::isatty(fd) {
        return Err(vm.os_error(crate::runtime::errno::Errno(libc::ENOTTY), None));
    }
    let place = format!("/proc/self/fd/{fd}");
    let name = vm
        .blocking(Reason::File, || std::fs::read_link(place))
        .map_err(|e| vm.os_error(e, None))?;
    Ok(decode(vm, name.as_os_str().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn paths_are_made_normal() {
        for (path, expected) in [
            ("", "."),
            ("a/./b", "a/b"),
            ("/a/../b", "/b"),
            ("//a", "//a"),
            ("///a", "/a"),
            ("../a", "../a"),
            ("a/../..", ".."),
            ("/..", "/"),
            ("a/..", "."),
            ("a//b/", "a/b"),
        ] {
            assert_eq!(normal(path.as_bytes()), expected.as_bytes(), "{path}");
        }
    }
}
