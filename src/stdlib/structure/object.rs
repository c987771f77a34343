//! `struct.Struct` and the iterator that `iter_unpack` makes.
//!
//! Invariant: a `Struct` has no format before `__init__`, and may get another later.
//! Next file to read: `../json/mod.rs`.

use super::{error, format_text, values};
use crate::builtins::iterators::self_iter;
use crate::objects::args::{Args, method};
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::objects::word::Word;
use crate::stdlib::{bind_new, struct_pack::Format};
use crate::{payload, receiver};
use std::sync::Arc;

/// A `Struct` object.
#[repr(C)]
pub struct PyStruct {
    pub(crate) header: Header,
    state: Locked<Option<(Arc<Format>, String)>>,
}

payload!(PyStruct, STRUCT);
receiver!(this, PyStruct);

static STRUCT_DEF: TypeDef = TypeDef {
    module: "_struct",
    doc: "Struct(fmt) --> compiled struct object",
    flags: type_flags::BASE | type_flags::WEAKREF,
    slots: Slots {
        new: Some(struct_new),
        init: Some(struct_init),
        repr: Some(struct_repr),
        ..Slots::NONE
    },
    methods: &[
        method(
            "iter_unpack",
            struct_iter_unpack,
            "self, buffer, /",
            "Return an iterator yielding tuples.",
        ),
        method(
            "pack",
            struct_pack,
            "self, *args",
            "Return a bytes object with the values packed.",
        ),
        method(
            "pack_into",
            struct_pack_into,
            "self, *args",
            "Pack the values and write the bytes into a buffer.",
        ),
        method(
            "unpack",
            struct_unpack,
            "self, buffer, /",
            "Return a tuple containing unpacked values.",
        ),
        method(
            "unpack_from",
            struct_unpack_from,
            "self, buffer, offset=0",
            "Return a tuple containing unpacked values.",
        ),
        method(
            "__sizeof__",
            struct_sizeof,
            "self, /",
            "S.__sizeof__() -> size of S in memory, in bytes",
        ),
    ],
    getset: &[
        getter("format", struct_format, "struct format string"),
        getter("size", struct_size, "struct size in bytes"),
    ],
    ..TypeDef::of::<PyStruct>("Struct")
};
/// The type `struct.Struct`.
pub static STRUCT: Type = Type::builtin(&STRUCT_DEF);

impl PyStruct {
    /// The format it was made with.
    pub fn format(&self, vm: &Vm) -> PyResult<Arc<Format>> {
        let format = self.state.with(|s| s.as_ref().map(|s| s.0.clone()));
        format.ok_or_else(|| vm.runtime_error("Struct object is not initialized"))
    }
}

fn struct_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let made = PyStruct {
        header: Header::new(ty),
        state: Locked::new(None),
    };
    let _ = args;
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

fn struct_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let [format] = bind_new::<1>(vm, "Struct", "format", 1..=1, args)?;
    let text = format_text(vm, &format)?;
    let parsed = Format::parse(&text).map_err(|e| values::refused(vm, e))?;
    let shown = String::from_utf8_lossy(&text).into_owned();
    this(x).state.set(Some((Arc::new(parsed), shown)));
    Ok(())
}

fn struct_repr(vm: &Vm, x: &Ref) -> PyResult {
    this(x).format(vm)?;
    let format = vm.repr_text(&struct_format(vm, x)?)?;
    let name = crate::stdlib::type_name(x.ty());
    Ok(vm.new_str(&format!("{name}({format})")))
}

fn struct_format(vm: &Vm, x: &Ref) -> PyResult {
    this(x).format(vm)?;
    let text = this(x).state.with(|s| s.as_ref().map(|s| s.1.clone()));
    Ok(vm.new_str(&text.unwrap_or_default()))
}

fn struct_size(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.uint(this(x).format(vm)?.size as u64))
}

fn struct_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = this(&args[0]).format(vm)?.items as i64;
    Ok(vm.int(56 + 32 * (items + 1)))
}

fn struct_pack(vm: &Vm, args: &[Ref]) -> PyResult {
    let format = this(&args[0]).format(vm)?;
    let given = crate::builtins::tuple::items(&args[1]);
    values::pack(vm, &format, "pack", given).map(|bytes| vm.new_bytes(bytes))
}

fn struct_pack_into(vm: &Vm, args: &[Ref]) -> PyResult {
    let format = this(&args[0]).format(vm)?;
    values::pack_into(vm, &format, crate::builtins::tuple::items(&args[1]))
}

fn struct_unpack(vm: &Vm, args: &[Ref]) -> PyResult {
    values::unpack(vm, &*this(&args[0]).format(vm)?, &args[1])
}

fn struct_unpack_from(vm: &Vm, args: &[Ref]) -> PyResult {
    values::unpack_from(vm, &*this(&args[0]).format(vm)?, &args[1], args[2].opt())
}

fn struct_iter_unpack(vm: &Vm, args: &[Ref]) -> PyResult {
    new_unpack_iterator(vm, this(&args[0]).format(vm)?, &args[1])
}

/// What `iter_unpack` makes.
#[repr(C)]
pub struct PyUnpackIterator {
    pub(crate) header: Header,
    format: Arc<Format>,
    buffer: Locked<Option<Buffer>>,
    at: Word<usize>,
}

payload!(
    PyUnpackIterator,
    UNPACK_ITERATOR,
    |this, visit| this.buffer.with(|b| {
        if let Some(b) = b {
            visit(&b.owner);
        }
    }),
    |_this, _sink| {}
);
receiver!(unpacking, PyUnpackIterator);

static UNPACK_ITERATOR_DEF: TypeDef = TypeDef {
    module: "_struct",
    flags: type_flags::NO_NEW,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(unpack_iterator_next),
        ..Slots::NONE
    },
    methods: &[method(
        "__length_hint__",
        unpack_iterator_length_hint,
        "self, /",
        "",
    )],
    ..TypeDef::of::<PyUnpackIterator>("unpack_iterator")
};
/// The type of what `iter_unpack` makes.
pub static UNPACK_ITERATOR: Type = Type::builtin(&UNPACK_ITERATOR_DEF);

/// An iterator over the structs that stand one after the other in a buffer.
pub(super) fn new_unpack_iterator(vm: &Vm, format: Arc<Format>, buffer: &Ref) -> PyResult {
    let size = format.size;
    if size == 0 {
        return Err(error(
            vm,
            "cannot iteratively unpack with a struct of length 0",
        ));
    }
    let buffer = vm.simple_buffer(buffer)?;
    if !buffer.len.is_multiple_of(size) {
        return Err(error(
            vm,
            format!("iterative unpacking requires a buffer of a multiple of {size} bytes"),
        ));
    }
    Ok(vm.alloc(PyUnpackIterator {
        header: Header::new(&UNPACK_ITERATOR),
        format,
        buffer: Locked::new(Some(buffer)),
        at: Word::new(0),
    }))
}

fn unpack_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let u = unpacking(x);
    let at = u.at.get();
    let mut bytes = vec![0; u.format.size];
    let left = u.buffer.with(|b| match b {
        Some(b) if at + bytes.len() <= b.len => {
            b.read(at, &mut bytes);
            true
        }
        _ => false,
    });
    if !left {
        drop(u.buffer.replace(None));
        return Ok(None);
    }
    u.at.set(at + bytes.len());
    Ok(Some(values::decode(vm, &u.format, &bytes)))
}

fn unpack_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let u = unpacking(&args[0]);
    let len = u.buffer.with(|b| b.as_ref().map_or(0, |b| b.len));
    Ok(vm.uint((len.saturating_sub(u.at.get()) / u.format.size) as u64))
}
