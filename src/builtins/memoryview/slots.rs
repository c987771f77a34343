//! What operators and builtin functions do with a `memoryview`.
//!
//! Next file to read: `methods.rs`.

use super::element::{element, equal_items, pack, read, read_item};
use super::format::Element;
use super::{MEMORYVIEW, PyMemoryView, buffer_of, iterator, this};
use crate::builtins::slice::PySlice;
use crate::builtins::str::arguments::{bind_class_args, slice_indices};
use crate::builtins::tuple::PyTuple;
use crate::objects::args::Args;
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::hash::hash_bytes;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::Type;
use crate::syntax::ast::CompareOp;

/// Slots of `memoryview`.
pub const MEMORYVIEW_SLOTS: Slots = Slots {
    new: Some(memoryview_new),
    repr: Some(memoryview_repr),
    hash: Some(memoryview_hash),
    compare: Some(memoryview_compare),
    iter: Some(iterator::memoryview_iter),
    len: Some(memoryview_len),
    getitem: Some(memoryview_getitem),
    setitem: Some(memoryview_setitem),
    buffer: Some(memoryview_buffer),
    ..Slots::NONE
};

fn memoryview_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    if args.values.is_empty() {
        return Err(vm.type_error("memoryview() missing required argument 'object' (pos 1)"));
    }
    let given = args.values.len();
    if given > 1 {
        return Err(vm.type_error(format!(
            "memoryview() takes at most 1 argument ({given} given)"
        )));
    }
    let [object] = bind_class_args(vm, "memoryview", "object", args)?;
    view_of(vm, &object)
}

/// `memoryview(object)`.
pub(super) fn view_of(vm: &Vm, object: &Ref) -> PyResult {
    match vm.buffer_opt(object)? {
        Some(buffer) => Ok(vm.new_memoryview(buffer)),
        None => {
            let got = object.ty().name();
            Err(vm.type_error(format!(
                "memoryview: a bytes-like object is required, not '{got}'"
            )))
        }
    }
}

fn memoryview_repr(vm: &Vm, x: &Ref) -> PyResult {
    let released = this(x).buffer.with(|b| b.is_none());
    let what = if released {
        "released memory"
    } else {
        "memory"
    };
    Ok(vm.new_str(&format!("<{what} at {:#x}>", x.id())))
}

fn memoryview_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let known = this(x).hash.get();
    if known != -1 {
        return Ok(known);
    }
    let buffer = buffer_of(vm, x)?;
    if !buffer.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !Element::from_format(&buffer.format).is_some_and(Element::is_byte) {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    // The owner has to be hashable too: it promises that the bytes stay as they are.
    vm.hash(&buffer.owner)?;
    let hash = hash_bytes(&vm.interp.hash_key, &buffer.to_vec());
    this(x).hash.set(hash);
    Ok(hash)
}

fn memoryview_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    let answer = |equal: bool| Ok(Ref::bool(equal == (op == CompareOp::Eq)));
    let side = |v: &Ref| match v.downcast::<PyMemoryView>() {
        Some(m) => Ok(m.buffer.get()),
        None => vm.buffer_opt(v),
    };
    let Some(a) = this(x).buffer.get() else {
        return answer(x.is(y));
    };
    if y.downcast::<PyMemoryView>().is_none() && y.ty().slots().buffer.is_none() {
        return Ok(Ref::not_implemented());
    }
    match side(y)? {
        Some(b) => answer(equal_buffers(&a, &b)),
        None => answer(false),
    }
}

/// Whether shapes and all elements are equal.
fn equal_buffers(a: &Buffer, b: &Buffer) -> bool {
    if a.shape != b.shape {
        return false;
    }
    let native = |buffer: &Buffer| {
        Element::from_format(&buffer.format).filter(|e| e.size() == buffer.itemsize)
    };
    match (native(a), native(b)) {
        (Some(Element::Unsigned(1)), Some(Element::Unsigned(1))) => a.to_vec() == b.to_vec(),
        (Some(ea), Some(eb)) => a.places().into_iter().zip(b.places()).all(|(pa, pb)| {
            match (read_item(a, ea, pa), read_item(b, eb, pb)) {
                (Some(a), Some(b)) => equal_items(a, b),
                _ => false,
            }
        }),
        _ => a.format == b.format && a.itemsize == b.itemsize && a.to_vec() == b.to_vec(),
    }
}

fn memoryview_len(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let buffer = buffer_of(vm, x)?;
    match buffer.shape.first() {
        Some(&n) => Ok(n),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

/// What a subscript means.
enum Subscript {
    /// All of a view without dimensions.
    Whole,
    /// The element at this place in the source.
    Place(usize),
    /// A view of part of the first dimension.
    Part(Buffer),
}

/// Where an index of one dimension leads.
fn step_into(vm: &Vm, buffer: &Buffer, dimension: usize, index: isize) -> PyResult<isize> {
    let (n, stride) = (buffer.shape[dimension], buffer.strides[dimension]);
    let at = if index < 0 { index + n as isize } else { index };
    if at < 0 || at >= n as isize {
        return Err(vm.index_error(format!(
            "index out of bounds on dimension {}",
            dimension + 1
        )));
    }
    Ok(at * stride)
}

fn subscript(vm: &Vm, buffer: &Buffer, key: &Ref) -> PyResult<Subscript> {
    let indices = key.downcast::<PyTuple>().map(PyTuple::items);
    if buffer.ndim() == 0 {
        return match indices {
            Some([]) => Ok(Subscript::Place(buffer.offset)),
            _ if key.is(&Ref::ellipsis()) => Ok(Subscript::Whole),
            _ => Err(vm.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if key.ty().slots().index.is_some() {
        let index = vm.index_isize(key)?;
        if buffer.ndim() > 1 {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
        let place = buffer.offset as isize + step_into(vm, buffer, 0, index)?;
        return Ok(Subscript::Place(place as usize));
    }
    if let Some(slice) = key.downcast_exact::<PySlice>() {
        return part(vm, buffer, slice).map(Subscript::Part);
    }
    let Some(indices) = indices else {
        return Err(vm.type_error("memoryview: invalid slice key"));
    };
    if indices.iter().all(|i| i.ty().slots().index.is_some()) {
        let (ndim, given) = (buffer.ndim(), indices.len());
        if given > ndim {
            let text = format!("cannot index {ndim}-dimension view with {given}-element tuple");
            return Err(vm.type_error(text));
        }
        if given < ndim {
            return Err(vm.not_implemented_error("sub-views are not implemented"));
        }
        let mut place = buffer.offset as isize;
        for (dimension, index) in indices.iter().enumerate() {
            place += step_into(vm, buffer, dimension, vm.index_isize(index)?)?;
        }
        return Ok(Subscript::Place(place as usize));
    }
    if indices
        .iter()
        .all(|i| i.downcast_exact::<PySlice>().is_some())
    {
        return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
    }
    Err(vm.type_error("memoryview: invalid slice key"))
}

/// A slice of the first dimension.
fn part(vm: &Vm, buffer: &Buffer, slice: &PySlice) -> PyResult<Buffer> {
    let picked = slice_indices(vm, slice, buffer.shape[0])?;
    let mut part = buffer.clone();
    let start = if picked.count == 0 { 0 } else { picked.start };
    part.offset = (part.offset as isize + start as isize * part.strides[0]) as usize;
    part.shape[0] = picked.count;
    part.strides[0] = part.strides[0].saturating_mul(picked.step as isize);
    part.len = part.shape.iter().product::<usize>() * part.itemsize;
    Ok(part)
}

fn memoryview_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let buffer = buffer_of(vm, x)?;
    match subscript(vm, &buffer, key)? {
        Subscript::Whole => Ok(x.clone()),
        Subscript::Place(place) => Ok(read(vm, &buffer, element(vm, &buffer)?, place)),
        Subscript::Part(part) => Ok(vm.new_memoryview(part)),
    }
}

fn memoryview_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let buffer = buffer_of(vm, x)?;
    if buffer.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete memory"));
    };
    if buffer.ndim() > 1 && key.downcast_exact::<PySlice>().is_some() {
        let text = "memoryview slice assignments are currently restricted to ndim = 1";
        return Err(vm.not_implemented_error(text));
    }
    if buffer.ndim() > 1 && key.ty().slots().index.is_some() {
        return Err(vm.not_implemented_error("sub-views are not implemented"));
    }
    let place = match subscript(vm, &buffer, key)? {
        Subscript::Whole => buffer.offset,
        Subscript::Place(place) => place,
        Subscript::Part(part) => return assign_part(vm, &part, value),
    };
    let (bytes, size) = pack(vm, &buffer.format, element(vm, &buffer)?, value)?;
    // Packing may have run code that released this very view.
    buffer_of(vm, x)?;
    buffer.write_raw(place, &bytes[..size]);
    Ok(())
}

fn assign_part(vm: &Vm, part: &Buffer, value: &Ref) -> PyResult<()> {
    let from = vm.buffer(value)?;
    let plain = |format: &str| format.strip_prefix('@').unwrap_or(format).to_string();
    if plain(&part.format) != plain(&from.format)
        || part.shape != from.shape
        || part.itemsize != from.itemsize
    {
        let text = "memoryview assignment: lvalue and rvalue have different structures";
        return Err(vm.value_error(text));
    }
    // The copy makes overlapping source and target harmless.
    let bytes = from.to_vec();
    if part.is_contiguous() {
        part.write(0, &bytes);
        return Ok(());
    }
    for (item, place) in bytes.chunks(part.itemsize.max(1)).zip(part.places()) {
        part.write_raw(place, item);
    }
    Ok(())
}

fn memoryview_buffer(vm: &Vm, x: &Ref) -> PyResult<Buffer> {
    debug_assert!(x.is_instance(&MEMORYVIEW));
    buffer_of(vm, x)
}
