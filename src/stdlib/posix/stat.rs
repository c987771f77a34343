//! `stat`, `lstat`, `fstat`, `statvfs` and their results.
//!
//! Invariant: times come three ways, as in CPython: whole seconds as items, floats and nanoseconds
//! as attributes.
//! Next file to read: `scandir.rs`.

use super::path::{Also, PathArg, argument, c_int, no_dir_fd, unavailable, until_done};
use crate::builtins::int::Int;
use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};
use crate::runtime::errno::Errno;
use crate::runtime::event::Reason;
use crate::runtime::fd::{self, Stat};
use crate::runtime::path as system;

/// `os.stat_result`.
pub static STAT_RESULT: Type = Type::builtin(&STAT_RESULT_DEF);
static STAT_RESULT_DEF: TypeDef = structseq::definition(
    "stat_result",
    "os",
    "stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.",
    STAT_FIELDS,
    |vm, class| structseq::describe(vm, class, &STAT_INFO),
);
#[rustfmt::skip]
const STAT_FIELDS: &[GetSetDef] = &[
    getter("st_mode", item::<0>, "protection bits"),
    getter("st_ino", item::<1>, "inode"),
    getter("st_dev", item::<2>, "device"),
    getter("st_nlink", item::<3>, "number of hard links"),
    getter("st_uid", item::<4>, "user ID of owner"),
    getter("st_gid", item::<5>, "group ID of owner"),
    getter("st_size", item::<6>, "total size, in bytes"),
    getter("st_atime", item::<10>, "time of last access"),
    getter("st_mtime", item::<11>, "time of last modification"),
    getter("st_ctime", item::<12>, "time of last change"),
    getter("st_atime_ns", item::<13>, "time of last access in nanoseconds"),
    getter("st_mtime_ns", item::<14>, "time of last modification in nanoseconds"),
    getter("st_ctime_ns", item::<15>, "time of last change in nanoseconds"),
    getter("st_blksize", item::<16>, "blocksize for filesystem I/O"),
    getter("st_blocks", item::<17>, "number of blocks allocated"),
    getter("st_rdev", item::<18>, "device type (if inode device)"),
];
/// Its fields. The items 7 to 9 are whole seconds; `repr` names them after the floats behind them.
pub static STAT_INFO: StructInfo = StructInfo {
    ty: &STAT_RESULT,
    name: "os.stat_result",
    fields: &[
        "st_mode",
        "st_ino",
        "st_dev",
        "st_nlink",
        "st_uid",
        "st_gid",
        "st_size",
        "",
        "",
        "",
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ],
    visible: 10,
};

/// `os.statvfs_result`.
pub static STATVFS_RESULT: Type = Type::builtin(&STATVFS_DEF);
static STATVFS_DEF: TypeDef = structseq::definition(
    "statvfs_result",
    "os",
    "statvfs_result: Result from statvfs or fstatvfs.",
    STATVFS_FIELDS,
    |vm, class| structseq::describe(vm, class, &STATVFS_INFO),
);
#[rustfmt::skip]
const STATVFS_FIELDS: &[GetSetDef] = &[
    getter("f_bsize", item::<0>, ""),
    getter("f_frsize", item::<1>, ""),
    getter("f_blocks", item::<2>, ""),
    getter("f_bfree", item::<3>, ""),
    getter("f_bavail", item::<4>, ""),
    getter("f_files", item::<5>, ""),
    getter("f_ffree", item::<6>, ""),
    getter("f_favail", item::<7>, ""),
    getter("f_flag", item::<8>, ""),
    getter("f_namemax", item::<9>, ""),
    getter("f_fsid", item::<10>, ""),
];
/// Its fields.
pub static STATVFS_INFO: StructInfo = StructInfo {
    ty: &STATVFS_RESULT,
    name: "os.statvfs_result",
    fields: &[
        "f_bsize",
        "f_frsize",
        "f_blocks",
        "f_bfree",
        "f_bavail",
        "f_files",
        "f_ffree",
        "f_favail",
        "f_flag",
        "f_namemax",
        "f_fsid",
    ],
    visible: 10,
};

/// The object for what the system told.
pub fn stat_result(vm: &Vm, s: &Stat) -> PyResult {
    let times = [s.atime_ns, s.mtime_ns, s.ctime_ns];
    let mut values = vec![
        vm.int(s.mode.into()),
        vm.uint(s.ino),
        vm.uint(s.dev),
        vm.uint(s.nlink),
        vm.int(s.uid.into()),
        vm.int(s.gid.into()),
        vm.int(s.size),
    ];
    values.extend(
        times
            .iter()
            .map(|t| vm.int(t.div_euclid(1_000_000_000) as i64)),
    );
    values.extend(times.iter().map(|t| vm.float(float_seconds(*t))));
    values.extend(times.iter().map(|t| match i64::try_from(*t) {
        Ok(t) => vm.int(t),
        Err(_) => vm.int_from(Int::Wide(*t)),
    }));
    values.extend([vm.int(s.blksize), vm.int(s.blocks), vm.uint(s.rdev)]);
    structseq::register(vm, &STAT_INFO);
    structseq::make(vm, &STAT_INFO, values)
}

fn float_seconds(nanoseconds: i128) -> f64 {
    let (seconds, rest) = (
        nanoseconds.div_euclid(1_000_000_000),
        nanoseconds.rem_euclid(1_000_000_000),
    );
    seconds as f64 + 1e-9 * rest as f64
}

/// Asks the system about a path or descriptor.
pub fn ask(vm: &Vm, path: &PathArg, follow: bool) -> PyResult<Stat> {
    if let Some(fd) = path.fd {
        return until_done(vm, None, |door| fd::fstat(door, fd));
    }
    super::path::at(vm, path, |p| {
        let data = if follow {
            std::fs::metadata(p)
        } else {
            std::fs::symlink_metadata(p)
        };
        data.map(|d| Stat::from(&d))
    })
}

/// `os.stat`.
pub(super) fn stat(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "stat", "path", &args[0], Also::Descriptor)?;
    no_dir_fd(vm, &args[1])?;
    let follow = match args[2].opt() {
        Some(f) => vm.is_true(f)?,
        None => true,
    };
    if path.fd.is_some() && !follow {
        return Err(vm.value_error("stat: cannot use fd and follow_symlinks together"));
    }
    stat_result(vm, &ask(vm, &path, follow)?)
}

/// `os.lstat`.
pub(super) fn lstat(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "lstat", "path", &args[0], Also::Nothing)?;
    no_dir_fd(vm, &args[1])?;
    stat_result(vm, &ask(vm, &path, false)?)
}

/// `os.fstat`.
pub(super) fn fstat(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    stat_result(vm, &until_done(vm, None, |door| fd::fstat(door, fd))?)
}

/// `os.statvfs`.
pub(super) fn statvfs(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "statvfs", "path", &args[0], Also::Descriptor)?;
    if path.fd.is_some() {
        return Err(unavailable(vm, "fd"));
    }
    let name = path.c_string();
    let found: Result<_, Errno> = vm.blocking(Reason::File, || system::file_system(&name));
    let found = found.map_err(|e| vm.os_error(e, path.named()))?;
    structseq::register(vm, &STATVFS_INFO);
    structseq::make(
        vm,
        &STATVFS_INFO,
        found.iter().map(|n| vm.uint(*n)).collect(),
    )
}
