//! The methods of arrays.
//!
//! Invariant: items are converted before the array is changed.
//! Next file to read: `mod.rs`.

use super::item::Kind;
use super::subscript::wrap;
use super::{ARRAY, PyArray, new_array, this};
use crate::builtins::list::PyList;
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

#[rustfmt::skip]
pub(super) const METHODS: &[MethodDef] = &[
    classmethod("__class_getitem__", crate::builtins::generic_alias::class_getitem_method, "type, object, /", "See PEP 585"),
    method("__copy__", array_copy, "self, /", "Return a copy of the array."),
    method("__deepcopy__", array_deepcopy, "self, unused, /", "Return a copy of the array."),
    method("__reduce_ex__", array_reduce_ex, "self, value, /", "Return state information for pickling."),
    method("__sizeof__", array_sizeof, "self, /", "Size of the array in memory, in bytes."),
    method("append", array_append, "self, v, /", "Append new value v to the end of the array."),
    method("buffer_info", array_buffer_info, "self, /", "Return a tuple (address, length) giving the current memory address and the length in items of the buffer."),
    method("byteswap", array_byteswap, "self, /", "Byteswap all items of the array."),
    method("clear", array_clear, "self, /", "Remove all items from the array."),
    method("count", array_count, "self, v, /", "Return number of occurrences of v in the array."),
    method("extend", array_extend, "self, bb, /", "Append items to the end of the array."),
    method("frombytes", array_frombytes, "self, buffer, /", "Appends items from the string, interpreting it as an array of machine values."),
    method("fromfile", array_fromfile, "self, f, n, /", "Read n objects from the file object f and append them to the end of the array."),
    method("fromlist", array_fromlist, "self, list, /", "Append items to array from list."),
    method("fromunicode", array_fromunicode, "self, ustr, /", "Extends this array with data from the unicode string ustr."),
    method("index", array_index, "self, v, start=0, stop=sys.maxsize, /", "Return index of first occurrence of v in the array."),
    method("insert", array_insert, "self, i, v, /", "Insert a new item v into the array before position i."),
    method("pop", array_pop, "self, i=-1, /", "Return the i-th element and delete it from the array."),
    method("remove", array_remove, "self, v, /", "Remove the first occurrence of v in the array."),
    method("reverse", array_reverse, "self, /", "Reverse the order of the items in the array."),
    method("tobytes", array_tobytes, "self, /", "Convert the array to an array of machine values and return the bytes representation."),
    method("tofile", array_tofile, "self, f, /", "Write all items (as machine values) to the file object f."),
    method("tolist", array_tolist, "self, /", "Convert array to an ordinary list with the same items."),
    method("tounicode", array_tounicode, "self, /", "Extends this array with data from the unicode string ustr."),
];

fn array_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    new_array(vm, &ARRAY, a.kind, a.bytes())
}

fn array_deepcopy(vm: &Vm, args: &[Ref]) -> PyResult {
    array_copy(vm, &args[..1])
}

fn array_reduce_ex(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let class = args[0].ty().to_ref();
    let dict = match vm.get_attr_opt(&args[0], &vm.names().__dict__)? {
        Some(d) => d,
        None => Ref::none(),
    };
    let code = vm.new_str(&(a.kind.code as char).to_string());
    if vm.index_i64(&args[1])? < 3 {
        let items = vm.new_list(a.items(vm));
        return Ok(vm.new_small_tuple([class, vm.new_small_tuple([code, items]), dict]));
    }
    let module = crate::vm::import::import_module(vm, "array")?;
    let rebuild = vm.get_attr_str(&module, "_array_reconstructor")?;
    let format = vm.int(a.kind.machine_format());
    let state = vm.new_small_tuple([class, code, format, vm.new_bytes(a.bytes())]);
    Ok(vm.new_small_tuple([rebuild, state, dict]))
}

/// `array._array_reconstructor`: an array from a pickle, perhaps of another machine.
pub fn array_reconstructor(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(ty) = args[0].as_type().filter(|t| t.is_subtype(&ARRAY)) else {
        return Err(vm.type_error("first argument must be a type object"));
    };
    let kind = super::type_code(vm, &args[1])?;
    let format = vm.index_i64(&args[2])?;
    let bytes = vm.bytes_of(&args[3])?;
    // Odd numbers of formats with two byte orders stand for the big-endian one.
    let swapped = format > 1 && format & 1 == 1;
    let native = format & !1 == kind.machine_format() & !1;
    if !native || !bytes.len().is_multiple_of(kind.size) {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    }
    let mut data = bytes;
    if swapped {
        data.chunks_mut(kind.size).for_each(<[u8]>::reverse);
    }
    new_array(vm, ty, kind, data)
}

fn array_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let room = a.data.with(|d| d.capacity());
    Ok(vm.int(64 + room as i64))
}

fn array_append(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).push(vm, &args[1])?;
    Ok(Ref::none())
}

fn array_buffer_info(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let address = a.data.with(|d| d.as_ptr() as usize as u64);
    Ok(vm.new_small_tuple([vm.uint(address), vm.uint(a.len() as u64)]))
}

fn array_byteswap(_: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    a.data
        .with(|d| d.chunks_mut(a.kind.size).for_each(<[u8]>::reverse));
    Ok(Ref::none())
}

fn array_clear(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).resize(vm, Vec::clear)?;
    Ok(Ref::none())
}

/// Where the first item equal to `item` stands, from `start` and before `stop`.
pub(super) fn find(
    vm: &Vm,
    a: &PyArray,
    item: &Ref,
    start: usize,
    stop: usize,
) -> PyResult<Option<usize>> {
    let mut at = start;
    while at < stop {
        let Some(x) = a.get(vm, at) else {
            break;
        };
        if vm.equal(&x, item)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn array_count(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let mut count = 0;
    let mut from = 0;
    while let Some(at) = find(vm, a, &args[1], from, usize::MAX)? {
        count += 1;
        from = at + 1;
    }
    Ok(vm.int(count))
}

fn array_index(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let len = a.len() as i64;
    let place = |x: Option<&Ref>, default: i64| -> PyResult<usize> {
        let i = match x {
            Some(x) => {
                let i = vm.index(x)?;
                let big = if i.as_int().is_some_and(|i| i.is_negative()) {
                    i64::MIN
                } else {
                    i64::MAX
                };
                i.as_i64().unwrap_or(big)
            }
            None => default,
        };
        Ok(if i < 0 {
            i.saturating_add(len).max(0)
        } else {
            i
        } as usize)
    };
    let (start, stop) = (place(args[2].opt(), 0)?, place(args[3].opt(), i64::MAX)?);
    match find(vm, a, &args[1], start, stop)? {
        Some(at) => Ok(vm.uint(at as u64)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn array_remove(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let Some(at) = find(vm, a, &args[1], 0, usize::MAX)? else {
        return Err(vm.value_error("array.remove(x): x not in array"));
    };
    let size = a.kind.size;
    a.resize(vm, |d| {
        if (at + 1) * size <= d.len() {
            d.drain(at * size..(at + 1) * size);
        }
    })?;
    Ok(Ref::none())
}

fn array_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let i = args[1].opt().map_or(Ok(-1), |i| vm.index_isize(i))? as i64;
    if a.len() == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let found = wrap(i, a.len()).and_then(|i| Some((i, a.get(vm, i)?)));
    let Some((i, item)) = found else {
        return Err(vm.index_error("pop index out of range"));
    };
    let size = a.kind.size;
    a.resize(vm, |d| drop(d.drain(i * size..(i + 1) * size)))?;
    Ok(item)
}

fn array_insert(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let i = vm.index_isize(&args[1])? as i64;
    let bytes = a.kind.pack(vm, &args[2])?;
    let size = a.kind.size;
    a.resize(vm, |d| {
        let len = (d.len() / size) as i64;
        let at = if i < 0 { (i + len).max(0) } else { i.min(len) } as usize;
        drop(d.splice(at * size..at * size, bytes[..size].iter().copied()));
    })?;
    Ok(Ref::none())
}

fn array_reverse(_: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    a.data.with(|d| {
        d.reverse();
        d.chunks_mut(a.kind.size).for_each(<[u8]>::reverse);
    });
    Ok(Ref::none())
}

/// Appends the items of an array of the same kind or of any iterable.
pub(super) fn extend(vm: &Vm, a: &PyArray, more: &Ref) -> PyResult<()> {
    if let Some(other) = more.downcast::<PyArray>() {
        if other.kind != a.kind {
            return Err(vm.type_error("can only extend with array of same kind"));
        }
        let bytes = other.bytes();
        return a.resize(vm, |d| d.extend(bytes));
    }
    vm.for_each(more, |x| a.push(vm, &x))
}

fn array_extend(vm: &Vm, args: &[Ref]) -> PyResult {
    extend(vm, this(&args[0]), &args[1])?;
    Ok(Ref::none())
}

/// Appends the items whose bytes these are.
pub(super) fn extend_bytes(vm: &Vm, a: &PyArray, bytes: &Ref) -> PyResult<()> {
    let bytes = vm.bytes_of(bytes)?;
    if !bytes.len().is_multiple_of(a.kind.size) {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    a.resize(vm, |d| d.extend(bytes))
}

fn array_frombytes(vm: &Vm, args: &[Ref]) -> PyResult {
    extend_bytes(vm, this(&args[0]), &args[1])?;
    Ok(Ref::none())
}

fn array_fromfile(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let n = vm.index_i64(&args[2])?;
    if n < 0 {
        return Err(vm.value_error("negative count"));
    }
    let want = n.saturating_mul(a.kind.size as i64);
    let bytes = vm.call_method_str(&args[1], "read", &[vm.int(want)])?;
    if !bytes.is_instance(&crate::builtins::bytes::BYTES) {
        return Err(vm.type_error("read() didn't return bytes"));
    }
    let got = vm.len(&bytes)? as i64;
    extend_bytes(vm, a, &bytes)?;
    if got != want {
        let text = "read() didn't return enough bytes";
        return Err(vm.error(&crate::builtins::exceptions::EOF_ERROR, text));
    }
    Ok(Ref::none())
}

fn array_fromlist(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    let Some(list) = args[1].downcast::<PyList>() else {
        return Err(vm.type_error("arg must be list"));
    };
    let mut bytes = Vec::new();
    for x in list.to_vec() {
        bytes.extend_from_slice(&a.kind.pack(vm, &x)?[..a.kind.size]);
    }
    a.resize(vm, |d| d.extend(bytes))?;
    Ok(Ref::none())
}

/// Appends the characters of a string.
pub(super) fn extend_text(vm: &Vm, a: &PyArray, text: &Ref) -> PyResult<()> {
    let codes = text.as_str().map(|s| s.view().iter().collect::<Vec<u32>>());
    let bytes: Vec<u8> = codes
        .unwrap_or_default()
        .into_iter()
        .flat_map(u32::to_le_bytes)
        .collect();
    a.resize(vm, |d| d.extend(bytes))
}

fn text_only(vm: &Vm, kind: Kind, name: &str) -> PyResult<()> {
    if kind.is_text() {
        return Ok(());
    }
    Err(vm.value_error(format!(
        "{name}() may only be called on unicode type arrays ('u' or 'w')"
    )))
}

fn array_fromunicode(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    if args[1].as_str().is_none() {
        let got = args[1].ty().name();
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {got}")));
    }
    text_only(vm, a.kind, "fromunicode")?;
    extend_text(vm, a, &args[1])?;
    Ok(Ref::none())
}

/// The characters of a text array.
pub(super) fn text(vm: &Vm, a: &PyArray) -> Ref {
    let codes: Vec<u32> = a
        .bytes()
        .chunks(4)
        .map(|b| b.iter().rev().fold(0, |c, b| c << 8 | u32::from(*b)))
        .map(|c: u32| c.min(0x10_ffff))
        .collect();
    vm.str_from_buf(StrBuf::from_codes(&codes))
}

fn array_tounicode(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    text_only(vm, a.kind, "tounicode")?;
    Ok(text(vm, a))
}

fn array_tobytes(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_bytes(this(&args[0]).bytes()))
}

fn array_tofile(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = array_tobytes(vm, &args[..1])?;
    vm.call_method_str(&args[1], "write", &[bytes])?;
    Ok(Ref::none())
}

fn array_tolist(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_list(this(&args[0]).items(vm)))
}
