//! Paths as scripts give them: `str`, `bytes`, `os.PathLike`, a descriptor, or nothing.
//!
//! Invariant: a path's bytes hold no zero byte. Bytes that are no UTF-8 travel through `str` as lone
//! surrogates (`surrogateescape`), and come out as they were.
//! Next file to read: `files.rs`.

use crate::builtins::bytes::object::PyBytes;
use crate::builtins::str::object::PyStr;
use crate::builtins::str::storage::{StrBuf, push_wtf8};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::type_flags;
use crate::runtime::blocking::Door;
use crate::runtime::event::Reason;
use crate::runtime::fd::Failure;
use std::ffi::{CString, OsStr};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// What a parameter accepts besides a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Also {
    /// Nothing.
    Nothing,
    /// A descriptor.
    Descriptor,
    /// A descriptor, or `None` for the current folder.
    DescriptorOrNone,
}

/// A path argument.
pub struct PathArg {
    /// As given, for errors.
    pub object: Ref,
    /// The path; `.` for `None`.
    pub bytes: Vec<u8>,
    /// The descriptor given in its place.
    pub fd: Option<i32>,
    /// Whether results are `bytes`.
    pub wants_bytes: bool,
}

impl PathArg {
    /// For std.
    pub fn path(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.bytes))
    }

    /// For C.
    pub fn c_string(&self) -> CString {
        CString::new(self.bytes.clone()).unwrap_or_default()
    }

    /// The object errors name: none for `None`.
    pub fn named(&self) -> Option<&Ref> {
        Some(&self.object).filter(|o| !o.is_none())
    }
}

/// The bytes of a `str` in the file system's encoding.
pub fn encode(vm: &Vm, text: &Ref, s: &PyStr) -> PyResult<Vec<u8>> {
    if let Some(ascii) = s.as_ascii() {
        return Ok(ascii.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(s.len() * 2);
    for (i, code) in s.view().iter().enumerate() {
        match code {
            0xdc80..=0xdcff => out.push((code - 0xdc00) as u8),
            0xd800..=0xdfff => {
                return Err(vm.unicode_encode_error(
                    "utf-8",
                    text,
                    i,
                    i + 1,
                    "surrogates not allowed",
                ));
            }
            _ => push_wtf8(&mut out, code),
        }
    }
    Ok(out)
}

/// The `str` of bytes in the file system's encoding.
pub fn decode(vm: &Vm, bytes: &[u8]) -> Ref {
    match std::str::from_utf8(bytes) {
        Ok(s) => vm.new_str(s),
        Err(_) => {
            let mut out = StrBuf::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                out.push_str(chunk.valid());
                chunk
                    .invalid()
                    .iter()
                    .for_each(|b| out.push_code(0xdc00 + u32::from(*b)));
            }
            vm.str_from_buf(out)
        }
    }
}

/// A result path of the kind the argument was.
pub fn result(vm: &Vm, bytes: &[u8], wants_bytes: bool) -> Ref {
    if wants_bytes {
        vm.new_bytes(bytes.to_vec())
    } else {
        decode(vm, bytes)
    }
}

/// `os.fspath`.
pub fn fspath(vm: &Vm, x: &Ref) -> PyResult {
    if x.ty().has(type_flags::STR | type_flags::BYTES) {
        return Ok(x.clone());
    }
    let Some(path) = vm.call_special(x, &vm.names().__fspath__, &[])? else {
        let name = x.ty().name();
        return Err(vm.type_error(format!(
            "expected str, bytes or os.PathLike object, not {name}"
        )));
    };
    if path.ty().has(type_flags::STR | type_flags::BYTES) {
        return Ok(path);
    }
    let (name, got) = (x.ty().name(), path.ty().name());
    Err(vm.type_error(format!(
        "expected {name}.__fspath__() to return str or bytes, not {got}"
    )))
}

/// Reads the path argument `name` of `function`.
pub fn argument(vm: &Vm, function: &str, name: &str, x: &Ref, also: Also) -> PyResult<PathArg> {
    let given = x.opt().cloned().unwrap_or_else(Ref::none);
    let mut arg = PathArg {
        object: given.clone(),
        bytes: b".".to_vec(),
        fd: None,
        wants_bytes: false,
    };
    if given.is_none() && also == Also::DescriptorOrNone {
        return Ok(arg);
    }
    let is_path = given.ty().has(type_flags::STR | type_flags::BYTES);
    if !is_path && also != Also::Nothing && given.ty().slots().index.is_some() {
        let fd = vm.index_i64(&given)?;
        arg.fd = Some(i32::try_from(fd).map_err(|_| {
            let which = if fd < 0 {
                "less than minimum"
            } else {
                "greater than maximum"
            };
            vm.overflow_error(format!("fd is {which}"))
        })?);
        return Ok(arg);
    }
    let path = if is_path {
        given
    } else {
        match vm.call_special(&given, &vm.names().__fspath__, &[])? {
            Some(p) if p.ty().has(type_flags::STR | type_flags::BYTES) => p,
            _ => {
                let allowed = match also {
                    Also::Nothing => "string, bytes or os.PathLike",
                    Also::Descriptor => "string, bytes, os.PathLike or integer",
                    Also::DescriptorOrNone => "string, bytes, os.PathLike, integer or None",
                };
                let got = arg.object.ty().name();
                return Err(
                    vm.type_error(format!("{function}: {name} should be {allowed}, not {got}"))
                );
            }
        }
    };
    arg.bytes = match (path.as_str(), path.downcast::<PyBytes>()) {
        (Some(s), _) => encode(vm, &path, s)?,
        (None, Some(b)) => {
            arg.wants_bytes = true;
            b.as_slice().to_vec()
        }
        (None, None) => Vec::new(),
    };
    if arg.bytes.contains(&0) {
        return Err(vm.value_error(format!("{function}: embedded null character in {name}")));
    }
    Ok(arg)
}

/// The one path of a function that takes nothing else.
pub fn only(vm: &Vm, function: &str, x: &Ref) -> PyResult<PathArg> {
    argument(vm, function, "path", x, Also::Nothing)
}

/// Runs file work with the GIL released; errors name the path.
pub fn at<R>(
    vm: &Vm,
    path: &PathArg,
    work: impl FnOnce(&Path) -> std::io::Result<R>,
) -> PyResult<R> {
    vm.blocking(Reason::File, || work(path.path()))
        .map_err(|e| vm.os_error(e, path.named()))
}

/// As [`at`], for two paths.
pub fn at_two<R>(
    vm: &Vm,
    from: &PathArg,
    to: &PathArg,
    work: impl FnOnce(&Path, &Path) -> std::io::Result<R>,
) -> PyResult<R> {
    vm.blocking(Reason::File, || work(from.path(), to.path()))
        .map_err(|e| vm.os_error2(e, from.named(), to.named()))
}

/// Makes a call on a descriptor until no signal interrupts it.
pub fn until_done<R>(
    vm: &Vm,
    filename: Option<&Ref>,
    mut call: impl FnMut(Door) -> Result<R, Failure>,
) -> PyResult<R> {
    loop {
        match call(vm.door()) {
            Ok(r) => return Ok(r),
            Err(Failure::Interrupted) => vm.check_signals()?,
            Err(Failure::Errno(e)) => return Err(vm.os_error(e, filename)),
        }
    }
}

/// Refuses a `dir_fd` argument.
pub fn no_dir_fd(vm: &Vm, x: &Ref) -> PyResult<()> {
    if x.opt().is_none_or(|x| x.is_none()) {
        return Ok(());
    }
    Err(unavailable(vm, "dir_fd"))
}

/// The error of an argument this platform does not support.
pub fn unavailable(vm: &Vm, name: &str) -> Exc {
    vm.not_implemented_error(format!("{name} unavailable on this platform"))
}

/// An argument that C keeps in an `int`, such as a descriptor.
pub fn c_int(vm: &Vm, x: &Ref) -> PyResult<i32> {
    let n = vm.index(x)?;
    let small = n.as_i64().and_then(|n| i32::try_from(n).ok());
    small.ok_or_else(|| vm.overflow_error("Python int too large to convert to C int"))
}
