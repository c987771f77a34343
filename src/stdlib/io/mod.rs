//! `_io`: files and streams, natively.
//!
//! Invariant: whatever waits for a device waits in `FileIO`, with the GIL released.
//! Next file to read: `base.rs`.

pub mod base;
pub mod buffered;
pub mod file_io;
pub mod memory;
pub mod mode;
pub mod newline;
pub mod newline_decoder;
pub mod rw_pair;
pub mod text;

use super::modules::ModuleDef;
use crate::builtins::exceptions as exc;
use crate::objects::args::function;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use mode::{OpenMode, TextArguments};

/// The module.
pub static IO: ModuleDef = ModuleDef {
    name: "_io",
    doc: "The io module provides the Python interfaces to stream handling.",
    functions: &[
        function(
            "open",
            io_open,
            "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
            "Open file and return a stream.",
        ),
        function(
            "open_code",
            io_open_code,
            "path",
            "Opens the provided file with the intent to import the contents.",
        ),
        function(
            "text_encoding",
            io_text_encoding,
            "encoding, stacklevel=2, /",
            "A helper function to choose the text encoding.",
        ),
    ],
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    for ty in [
        &base::IO_BASE,
        &base::RAW_IO_BASE,
        &base::BUFFERED_IO_BASE,
        &base::TEXT_IO_BASE,
        &file_io::FILE_IO,
        &buffered::BUFFERED_READER,
        &buffered::BUFFERED_WRITER,
        &buffered::BUFFERED_RANDOM,
        &rw_pair::BUFFERED_RW_PAIR,
        &newline_decoder::NEWLINE_DECODER,
        &text::TEXT_IO,
        &memory::BYTES_IO,
        &memory::STRING_IO,
    ] {
        super::add_type(vm, dict, ty)?;
    }
    super::add_ints(
        vm,
        dict,
        &[("DEFAULT_BUFFER_SIZE", buffered::DEFAULT_BUFFER_SIZE as i64)],
    )?;
    vm.dict_set(dict, "BlockingIOError", exc::BLOCKING_IO_ERROR.to_ref())?;
    vm.dict_set(dict, "UnsupportedOperation", unsupported_class(vm)?)
}

/// `io.UnsupportedOperation`, made on first use.
pub fn unsupported_class(vm: &Vm) -> PyResult {
    #[derive(Default)]
    struct Class(crate::objects::payload::Locked<Option<Ref>>);
    let state = vm.interp.state::<Class>();
    if let Some(c) = state.0.get() {
        return Ok(c);
    }
    let bases = vm.new_tuple(vec![exc::OS_ERROR.to_ref(), exc::VALUE_ERROR.to_ref()]);
    let namespace = vm.new_dict();
    vm.dict_set(&namespace, "__module__", vm.new_str("io"))?;
    let class = vm.call(
        &crate::builtins::typeobject::TYPE.to_ref(),
        &[vm.new_str("UnsupportedOperation"), bases, namespace],
    )?;
    state.0.set(Some(class.clone()));
    Ok(class)
}

fn io_text_encoding(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].is_none() {
        Ok(vm.new_str("locale"))
    } else {
        Ok(args[0].clone())
    }
}

fn io_open_code(vm: &Vm, args: &[Ref]) -> PyResult {
    open(vm, &[args[0].clone(), vm.new_str("rb")])
}

fn io_open(vm: &Vm, args: &[Ref]) -> PyResult {
    open(vm, args)
}

/// `open(...)`; `args` as in the signature, missing ones NULL or left out.
pub fn open(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = |i: usize| args.get(i).and_then(|a| a.opt()).filter(|a| !a.is_none());
    let mode_text = match given(1) {
        Some(m) => match m.as_str() {
            Some(s) => s.view().to_utf8_lossy(),
            None => {
                return Err(vm.type_error(format!(
                    "open() argument 'mode' must be str, not {}",
                    m.ty().name()
                )));
            }
        },
        None => "r".to_string(),
    };
    let text = TextArguments {
        encoding: given(3).is_some(),
        errors: given(4).is_some(),
        newline: given(5).is_some(),
    };
    let mode = OpenMode::parse(&mode_text, text).map_err(|f| vm.fault(f))?;
    let mut buffering = given(2).map_or(Ok(-1), |b| vm.index_i64(b))?;
    let close_fd = given(6).cloned().unwrap_or_else(|| Ref::bool(true));
    let opener = given(7).cloned().unwrap_or_else(Ref::none);
    let file = &args[0];
    let path = if file.as_int().is_some()
        || file.as_str().is_some()
        || file.is_instance(&crate::builtins::bytes::BYTES)
    {
        file.clone()
    } else {
        match vm.call_special(file, &vm.names().__fspath__, &[])? {
            Some(p) => p,
            None => {
                let got = file.ty().name();
                return Err(vm.type_error(format!(
                    "expected str, bytes or os.PathLike object, not {got}"
                )));
            }
        }
    };
    let raw = vm.call(
        &file_io::FILE_IO.to_ref(),
        &[path, vm.new_str(&mode.raw), close_fd, opener],
    )?;
    let isatty = buffering < 0 && {
        let t = vm.call_method_str(&raw, "isatty", &[])?;
        vm.is_true(&t)?
    };
    let line_buffering = (buffering == 1 && !mode.binary) || isatty;
    if buffering < 0 || (buffering == 1 && !mode.binary) {
        buffering = buffered::DEFAULT_BUFFER_SIZE as i64;
    }
    if buffering == 0 {
        return if mode.binary {
            Ok(raw)
        } else {
            Err(vm.value_error("can't have unbuffered text I/O"))
        };
    }
    let class = if mode.updating {
        &buffered::BUFFERED_RANDOM
    } else if mode.reading {
        &buffered::BUFFERED_READER
    } else {
        &buffered::BUFFERED_WRITER
    };
    let buffer = vm.call(&class.to_ref(), &[raw, vm.int(buffering)])?;
    if mode.binary {
        return Ok(buffer);
    }
    let or_none = |i: usize| given(i).cloned().unwrap_or_else(Ref::none);
    let wrapper = vm.call(
        &text::TEXT_IO.to_ref(),
        &[
            buffer,
            or_none(3),
            or_none(4),
            or_none(5),
            Ref::bool(line_buffering),
        ],
    )?;
    vm.set_attr(&wrapper, &vm.intern_str("mode"), &vm.new_str(&mode_text))?;
    Ok(wrapper)
}

/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`; `None` for a descriptor that is not open.
pub fn standard_streams(vm: &Vm) -> PyResult<()> {
    let unbuffered = vm.interp.config.unbuffered;
    let wanted = vm.interp.config.stdio_encoding.as_deref().unwrap_or("");
    let (encoding, wanted_errors) = wanted.split_once(':').unwrap_or((wanted, ""));
    let encoding = if encoding.is_empty() {
        "utf-8"
    } else {
        encoding
    };
    for (fd, name, writing) in [
        (0, "stdin", false),
        (1, "stdout", true),
        (2, "stderr", true),
    ] {
        let shown = format!("<{name}>");
        let stream = match vm.standard_file(fd, &shown, if writing { "wb" } else { "rb" }) {
            Ok(raw) => {
                let class = if writing {
                    &buffered::BUFFERED_WRITER
                } else {
                    &buffered::BUFFERED_READER
                };
                // With `-u` text goes straight to the file.
                let buffer = if unbuffered && writing {
                    raw
                } else {
                    vm.call(&class.to_ref(), &[raw])?
                };
                let tty = crate::runtime::fd::isatty(fd);
                let lines = fd == 2 || tty;
                let errors = if fd == 2 {
                    "backslashreplace"
                } else if wanted_errors.is_empty() {
                    "strict"
                } else {
                    wanted_errors
                };
                let args = [
                    buffer,
                    vm.new_str(encoding),
                    vm.new_str(errors),
                    Ref::none(),
                    Ref::bool(lines || unbuffered),
                    Ref::bool(unbuffered && writing),
                ];
                let s = vm.call(&text::TEXT_IO.to_ref(), &args)?;
                vm.set_attr(
                    &s,
                    &vm.intern_str("mode"),
                    &vm.new_str(if writing { "w" } else { "r" }),
                )?;
                s
            }
            Err(_) => Ref::none(),
        };
        vm.dict_set(&vm.known().sys, name, stream.clone())?;
        vm.dict_set(&vm.known().sys, &format!("__{name}__"), stream)?;
    }
    Ok(())
}
