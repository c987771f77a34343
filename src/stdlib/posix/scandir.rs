//! `listdir`, `scandir` and `DirEntry`.
//!
//! Invariant: a folder is read with the GIL released, a batch at a time; entries come in the
//! order of the system.
//! Next file to read: `descriptors.rs`.

use super::path::{self, Also, PathArg, argument, decode};
use super::stat::{ask, stat_result};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::runtime::event::Reason;
use crate::stdlib::threading::lock::this;
use std::fs::{FileType, ReadDir};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirEntryExt, FileTypeExt};

/// `os.listdir`.
pub(super) fn listdir(vm: &Vm, args: &[Ref]) -> PyResult {
    let folder = argument(vm, "listdir", "path", &args[0], Also::DescriptorOrNone)?;
    let names = read_names(vm, &folder)?;
    Ok(vm.new_list(
        names
            .iter()
            .map(|n| path::result(vm, n, folder.wants_bytes))
            .collect(),
    ))
}

fn folder_path(folder: &PathArg) -> std::path::PathBuf {
    match folder.fd {
        Some(fd) => format!("/proc/self/fd/{fd}").into(),
        None => folder.path().to_path_buf(),
    }
}

fn read_names(vm: &Vm, folder: &PathArg) -> PyResult<Vec<Vec<u8>>> {
    let place = folder_path(folder);
    let read = vm.blocking(Reason::File, || {
        std::fs::read_dir(place)?
            .map(|entry| entry.map(|e| e.file_name().as_bytes().to_vec()))
            .collect::<std::io::Result<Vec<_>>>()
    });
    read.map_err(|e| vm.os_error(e, folder.named()))
}

/// The iterator `os.scandir` answers.
#[repr(C)]
pub struct PyScandir {
    pub(crate) header: Header,
    state: Locked<Option<ReadDir>>,
    /// What entries' paths begin with.
    prefix: Vec<u8>,
    named: Ref,
    wants_bytes: bool,
}

payload!(
    PyScandir,
    SCANDIR,
    |this, visit| visit(&this.named),
    |_this, _sink| {}
);

static SCANDIR_DEF: TypeDef = TypeDef {
    module: "posix",
    flags: 0,
    slots: Slots {
        iter: Some(|_, x| Ok(x.clone())),
        next: Some(scandir_next),
        ..Slots::NONE
    },
    methods: SCANDIR_METHODS,
    ..TypeDef::of::<PyScandir>("ScandirIterator")
};
/// The type of what `os.scandir` answers.
pub static SCANDIR: Type = Type::builtin(&SCANDIR_DEF);

#[rustfmt::skip]
const SCANDIR_METHODS: &[MethodDef] = &[
    method("__enter__", scandir_enter, "self, /", ""),
    method("__exit__", scandir_exit, "self, type=None, value=None, traceback=None, /", ""),
    method("close", scandir_close, "self, /", "Close the iterator and give its descriptor back."),
];

/// `os.scandir`.
pub(super) fn scandir(vm: &Vm, args: &[Ref]) -> PyResult {
    let folder = argument(vm, "scandir", "path", &args[0], Also::DescriptorOrNone)?;
    let place = folder_path(&folder);
    let read = vm.blocking(Reason::File, || std::fs::read_dir(place));
    let read = read.map_err(|e| vm.os_error(e, folder.named()))?;
    let mut prefix = folder.bytes;
    if folder.fd.is_some() {
        prefix.clear();
    } else if !prefix.ends_with(b"/") {
        prefix.push(b'/');
    }
    Ok(vm.alloc(PyScandir {
        header: Header::new(&SCANDIR),
        state: Locked::new(Some(read)),
        prefix,
        named: folder.object,
        wants_bytes: folder.wants_bytes,
    }))
}

fn scandir_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let this = this!(vm, [x], PyScandir);
    let Some(mut read) = this.state.take() else {
        return Ok(None);
    };
    let entry = vm.blocking(Reason::File, || {
        let entry = read.next();
        (entry, read)
    });
    let (entry, read) = entry;
    let entry = match entry {
        None => return Ok(None),
        Some(Err(e)) => return Err(vm.os_error(e, Some(&this.named).filter(|n| !n.is_none()))),
        Some(Ok(entry)) => entry,
    };
    drop(this.state.replace(Some(read)));
    let name = entry.file_name();
    let mut full = this.prefix.clone();
    full.extend_from_slice(name.as_bytes());
    Ok(Some(vm.alloc(PyDirEntry {
        header: Header::new(&DIR_ENTRY),
        name: path::result(vm, name.as_bytes(), this.wants_bytes),
        path: path::result(vm, &full, this.wants_bytes),
        bytes: full,
        kind: entry.file_type().ok(),
        inode: entry.ino(),
        followed: Locked::new(Ref::NULL),
        own: Locked::new(Ref::NULL),
    })))
}

fn scandir_close(vm: &Vm, args: &[Ref]) -> PyResult {
    drop(this!(vm, args, PyScandir).state.take());
    Ok(Ref::none())
}

fn scandir_enter(_vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(args[0].clone())
}

fn scandir_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    scandir_close(vm, args)
}

/// An entry of a folder.
#[repr(C)]
pub struct PyDirEntry {
    pub(crate) header: Header,
    name: Ref,
    path: Ref,
    bytes: Vec<u8>,
    kind: Option<FileType>,
    inode: u64,
    /// `stat()` and `stat(follow_symlinks=False)`, once asked for.
    followed: Locked<Ref>,
    own: Locked<Ref>,
}

payload!(
    PyDirEntry,
    DIR_ENTRY,
    |this, visit| {
        visit(&this.name);
        visit(&this.path);
        this.followed.with(|r| visit(r));
        this.own.with(|r| visit(r));
    },
    |_this, _sink| {}
);

static DIR_ENTRY_DEF: TypeDef = TypeDef {
    module: "posix",
    flags: type_flags::NO_NEW,
    slots: Slots {
        repr: Some(entry_repr),
        new: Some(entry_new),
        ..Slots::NONE
    },
    methods: ENTRY_METHODS,
    getset: ENTRY_GETSET,
    ..TypeDef::of::<PyDirEntry>("DirEntry")
};
/// `os.DirEntry`.
pub static DIR_ENTRY: Type = Type::builtin(&DIR_ENTRY_DEF);

const FOLLOW: &str = "self, /, *, follow_symlinks=True";
#[rustfmt::skip]
const ENTRY_METHODS: &[MethodDef] = &[
    method("__fspath__", entry_fspath, "self, /", "Returns the path for the entry."),
    method("inode", entry_inode, "self, /", "Return inode of the entry; cached per entry."),
    method("is_dir", entry_is_dir, FOLLOW, "Return True if the entry is a directory; cached per entry."),
    method("is_file", entry_is_file, FOLLOW, "Return True if the entry is a file; cached per entry."),
    method("is_junction", entry_is_junction, "self, /", "Return True if the entry is a junction; cached per entry."),
    method("is_symlink", entry_is_symlink, "self, /", "Return True if the entry is a symbolic link; cached per entry."),
    method("stat", entry_stat, FOLLOW, "Return stat_result object for the entry; cached per entry."),
];
#[rustfmt::skip]
const ENTRY_GETSET: &[GetSetDef] = &[
    getter("name", |vm, x| Ok(this!(vm, [x], PyDirEntry).name.clone()), "the entry's base filename, relative to scandir() \"path\" argument"),
    getter("path", |vm, x| Ok(this!(vm, [x], PyDirEntry).path.clone()), "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"),
];

fn entry_new(vm: &Vm, _ty: &Type, _args: Args) -> PyResult {
    Err(vm.type_error("cannot create 'posix.DirEntry' instances"))
}

fn entry_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = vm.repr_text(&this!(vm, [x], PyDirEntry).name)?;
    Ok(vm.new_str(&format!("<DirEntry {name}>")))
}

fn entry_fspath(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(this!(vm, args, PyDirEntry).path.clone())
}

fn entry_inode(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(this!(vm, args, PyDirEntry).inode))
}

fn follows(vm: &Vm, x: &Ref) -> PyResult<bool> {
    x.opt().map_or(Ok(true), |f| vm.is_true(f))
}

/// Whether the entry is of a kind; what does not exist is of none.
fn is_kind(vm: &Vm, args: &[Ref], mode: u32, test: fn(&FileType) -> bool) -> PyResult {
    const KIND_MASK: i64 = 0o170_000;
    let this = this!(vm, args, PyDirEntry);
    let follow = follows(vm, &args[1])?;
    if let Some(kind) = this.kind
        && !(follow && kind.is_symlink())
    {
        return Ok(Ref::bool(test(&kind)));
    }
    match stat_of(vm, this, follow) {
        Ok(s) => {
            let found = crate::builtins::structseq::get(vm, &s, 0)
                .and_then(|m| m.as_i64())
                .unwrap_or(0);
            Ok(Ref::bool(found & KIND_MASK == i64::from(mode)))
        }
        Err(e) if e.matches(&crate::builtins::exceptions::FILE_NOT_FOUND_ERROR) => {
            Ok(Ref::bool(false))
        }
        Err(e) => Err(e),
    }
}

fn entry_is_dir(vm: &Vm, args: &[Ref]) -> PyResult {
    is_kind(vm, args, libc::S_IFDIR, FileType::is_dir)
}

fn entry_is_file(vm: &Vm, args: &[Ref]) -> PyResult {
    is_kind(vm, args, libc::S_IFREG, FileType::is_file)
}

fn entry_is_symlink(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyDirEntry);
    Ok(Ref::bool(
        this.kind.is_some_and(|k| k.is_symlink() && !k.is_fifo()),
    ))
}

fn entry_is_junction(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::bool(false))
}

fn stat_of(vm: &Vm, this: &PyDirEntry, follow: bool) -> PyResult {
    let place = if follow { &this.followed } else { &this.own };
    let known = place.get();
    if !known.is_null() {
        return Ok(known);
    }
    let path = PathArg {
        object: this.path.clone(),
        bytes: this.bytes.clone(),
        fd: None,
        wants_bytes: false,
    };
    let result = stat_result(vm, &ask(vm, &path, follow)?)?;
    place.set(result.clone());
    Ok(result)
}

fn entry_stat(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyDirEntry);
    let follow = follows(vm, &args[1])?;
    stat_of(vm, this, follow)
}

/// `os.getcwd`, `os.getcwdb`.
pub(super) fn getcwd(vm: &Vm, _args: &[Ref]) -> PyResult {
    let here = vm
        .blocking(Reason::File, std::env::current_dir)
        .map_err(|e| vm.os_error(e, None))?;
    Ok(decode(vm, here.as_os_str().as_bytes()))
}

/// `os.getcwdb`.
pub(super) fn getcwdb(vm: &Vm, _args: &[Ref]) -> PyResult {
    let here = vm
        .blocking(Reason::File, std::env::current_dir)
        .map_err(|e| vm.os_error(e, None))?;
    Ok(vm.new_bytes(here.as_os_str().as_bytes().to_vec()))
}
