//! What scripts see of `memoryview`: methods and attributes.
//!
//! Next file to read: `cast.rs`.

use super::cast::memoryview_cast;
use super::element::{element, read};
use super::slots::view_of;
use super::{buffer_of, this};
use crate::builtins::bytes::hex;
use crate::builtins::bytes::methods::hex_arguments;
use crate::builtins::str::arguments::slice_bound;
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, getter};

/// Methods of `memoryview`.
pub const MEMORYVIEW_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        crate::builtins::generic_alias::class_getitem_method,
        "cls, object, /",
        "See PEP 585",
    ),
    method("__enter__", memoryview_enter, "self, /", ""),
    method("__exit__", memoryview_exit, "self, /, *exc_info", ""),
    method(
        "__release_buffer__",
        memoryview_release_buffer,
        "self, buffer, /",
        "Release the buffer object that exposes the underlying memory of the object.",
    ),
    classmethod(
        "_from_flags",
        memoryview_from_flags,
        "cls, /, object, flags",
        "Create a new memoryview object which references the given object.",
    ),
    method(
        "cast",
        memoryview_cast,
        "self, /, format, shape=None",
        "Cast a memoryview to a new format or shape.",
    ),
    method(
        "count",
        memoryview_count,
        "self, value, /",
        "Return how often a value occurs.",
    ),
    method(
        "hex",
        memoryview_hex,
        "self, /, sep=None, bytes_per_sep=1",
        "Return the bytes as hexadecimal digits.",
    ),
    method(
        "index",
        memoryview_index,
        "self, value, start=0, stop=sys.maxsize, /",
        "Return the first index of a value; ValueError if there is none.",
    ),
    method(
        "release",
        memoryview_release,
        "self, /",
        "Give up the buffer the view shows.",
    ),
    method(
        "tobytes",
        memoryview_tobytes,
        "self, /, order='C'",
        "Return the elements as bytes, in the order of C or Fortran.",
    ),
    method(
        "tolist",
        memoryview_tolist,
        "self, /",
        "Return the elements as a list, nested if there are several dimensions.",
    ),
    method(
        "toreadonly",
        memoryview_toreadonly,
        "self, /",
        "Return a view of the same bytes that can't be written to.",
    ),
];

/// Attributes of `memoryview`.
pub const MEMORYVIEW_GETSET: &[GetSetDef] = &[
    getter(
        "c_contiguous",
        get_c_contiguous,
        "Whether the elements stand in the order of C without gaps.",
    ),
    getter(
        "contiguous",
        get_contiguous,
        "Whether the elements stand without gaps.",
    ),
    getter(
        "f_contiguous",
        get_f_contiguous,
        "Whether the elements stand in the order of Fortran without gaps.",
    ),
    getter(
        "format",
        get_format,
        "The format of an element, as the struct module writes it.",
    ),
    getter("itemsize", get_itemsize, "Bytes of an element."),
    getter("nbytes", get_nbytes, "Bytes of all elements."),
    getter("ndim", get_ndim, "The number of dimensions."),
    getter("obj", get_obj, "The object whose bytes they are."),
    getter(
        "readonly",
        get_readonly,
        "Whether the bytes can't be written to.",
    ),
    getter(
        "shape",
        get_shape,
        "The number of elements in each dimension.",
    ),
    getter(
        "strides",
        get_strides,
        "The distance of elements in each dimension, in bytes.",
    ),
    getter(
        "suboffsets",
        get_suboffsets,
        "Used for arrays of pointers only, which there are none of.",
    ),
];

fn memoryview_enter(vm: &Vm, args: &[Ref]) -> PyResult {
    buffer_of(vm, &args[0])?;
    Ok(args[0].clone())
}

fn memoryview_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    memoryview_release(vm, args)
}

fn memoryview_release_buffer(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.call_method_str(&args[1], "release", &[])
}

fn memoryview_from_flags(vm: &Vm, args: &[Ref]) -> PyResult {
    const WRITABLE: i64 = 1;
    let flags = vm.index_i64(&args[2])?;
    let buffer = vm.buffer(&args[1])?;
    if flags & WRITABLE != 0 && buffer.readonly {
        return Err(vm.buffer_error("Object is not writable."));
    }
    view_of(vm, &args[1])
}

/// The elements of a view of one dimension.
fn elements(vm: &Vm, x: &Ref) -> PyResult<Vec<Ref>> {
    let buffer = buffer_of(vm, x)?;
    match buffer.ndim() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
    }
    let element = element(vm, &buffer)?;
    Ok(buffer
        .places()
        .into_iter()
        .map(|place| read(vm, &buffer, element, place))
        .collect())
}

fn memoryview_count(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut count = 0;
    for item in elements(vm, &args[0])? {
        count += i64::from(vm.equal(&item, &args[1])?);
    }
    Ok(vm.int(count))
}

fn memoryview_hex(vm: &Vm, args: &[Ref]) -> PyResult {
    let (separator, group) = hex_arguments(vm, &args[1], &args[2])?;
    let bytes = buffer_of(vm, &args[0])?.to_vec();
    Ok(vm.str_from_buf(StrBuf::Ascii(hex::hex(&bytes, separator, group))))
}

fn memoryview_index(vm: &Vm, args: &[Ref]) -> PyResult {
    let start = slice_bound(vm, &args[2])?.unwrap_or(0);
    let stop = slice_bound(vm, &args[3])?.unwrap_or(i64::MAX);
    let items = elements(vm, &args[0])?;
    let len = items.len() as i64;
    let clamp = |i: i64| if i < 0 { (i + len).max(0) } else { i.min(len) };
    for at in clamp(start)..clamp(stop) {
        if vm.equal(&items[at as usize], &args[1])? {
            return Ok(vm.int(at));
        }
    }
    Err(vm.value_error("memoryview.index(x): x not found"))
}

fn memoryview_release(_: &Vm, args: &[Ref]) -> PyResult {
    drop(this(&args[0]).buffer.replace(None));
    Ok(Ref::none())
}

fn memoryview_tobytes(vm: &Vm, args: &[Ref]) -> PyResult {
    let buffer = buffer_of(vm, &args[0])?;
    let fortran = match args[1].opt().filter(|o| !o.is_none()) {
        None => false,
        Some(order) if order.str_is("C") => false,
        Some(order) if order.str_is("F") => true,
        Some(order) if order.str_is("A") => {
            buffer.is_fortran_contiguous() && !buffer.is_contiguous()
        }
        Some(order) if order.as_str().is_some() => {
            return Err(vm.value_error("order must be 'C', 'F' or 'A'"));
        }
        Some(order) => {
            let got = order.ty().name();
            return Err(vm.type_error(format!(
                "tobytes() argument 'order' must be str or None, not {got}"
            )));
        }
    };
    if !fortran {
        return Ok(vm.new_bytes(buffer.to_vec()));
    }
    let mut turned = buffer.clone();
    turned.shape.reverse();
    turned.strides.reverse();
    Ok(vm.new_bytes(turned.to_vec()))
}

fn memoryview_tolist(vm: &Vm, args: &[Ref]) -> PyResult {
    let buffer = buffer_of(vm, &args[0])?;
    let element = element(vm, &buffer)?;
    let items: Vec<Ref> = buffer
        .places()
        .into_iter()
        .map(|place| read(vm, &buffer, element, place))
        .collect();
    let Some((_, inner)) = buffer.shape.split_first() else {
        return Ok(items.into_iter().next().unwrap_or_else(Ref::none));
    };
    // The innermost lists first.
    let mut level = items;
    for &n in inner.iter().rev() {
        level = level
            .chunks(n.max(1))
            .map(|row| vm.new_list(row.to_vec()))
            .collect();
    }
    Ok(vm.new_list(level))
}

fn memoryview_toreadonly(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut buffer = buffer_of(vm, &args[0])?;
    buffer.readonly = true;
    Ok(vm.new_memoryview(buffer))
}

/// Getters that read the buffer.
macro_rules! getters {
    ($($name:ident: |$vm:ident, $buffer:ident| $value:expr;)*) => {
        $(fn $name($vm: &Vm, x: &Ref) -> PyResult {
            let $buffer: Buffer = buffer_of($vm, x)?;
            Ok($value)
        })*
    };
}

getters! {
    get_c_contiguous: |vm, b| Ref::bool(b.is_contiguous());
    get_contiguous: |vm, b| Ref::bool(b.is_contiguous() || b.is_fortran_contiguous());
    get_f_contiguous: |vm, b| Ref::bool(b.is_fortran_contiguous());
    get_format: |vm, b| vm.new_str(&b.format);
    get_itemsize: |vm, b| vm.uint(b.itemsize as u64);
    get_nbytes: |vm, b| vm.uint(b.len as u64);
    get_ndim: |vm, b| vm.uint(b.ndim() as u64);
    get_obj: |vm, b| b.owner.clone();
    get_readonly: |vm, b| Ref::bool(b.readonly);
    get_shape: |vm, b| vm.new_tuple(b.shape.iter().map(|&n| vm.uint(n as u64)).collect());
    get_strides: |vm, b| vm.new_tuple(b.strides.iter().map(|&n| vm.int(n as i64)).collect());
    get_suboffsets: |vm, _b| vm.known().empty_tuple.clone();
}
