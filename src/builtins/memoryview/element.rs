//! Elements of a buffer as Python values.
//!
//! Invariant: only native single-character formats can be read or written; all others raise.
//! Next file to read: `slots.rs`.

use super::format::{Element, Item};
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// What the elements of a buffer are.
pub(super) fn element(vm: &Vm, buffer: &Buffer) -> PyResult<Element> {
    match Element::from_format(&buffer.format) {
        Some(e) if e.size() == buffer.itemsize => Ok(e),
        _ => {
            let format = &buffer.format;
            Err(vm.not_implemented_error(format!("memoryview: format {format} not supported")))
        }
    }
}

/// The element at a place in the source.
pub(super) fn read_item(buffer: &Buffer, element: Element, place: usize) -> Option<Item> {
    let mut bytes = [0; 8];
    let bytes = bytes.get_mut(..element.size())?;
    buffer.read_raw(place, bytes);
    element.unpack(bytes)
}

/// The element at a place in the source, as a value.
pub(super) fn read(vm: &Vm, buffer: &Buffer, element: Element, place: usize) -> Ref {
    match read_item(buffer, element, place) {
        Some(Item::Int(i)) => match i64::try_from(i) {
            Ok(i) => vm.int(i),
            Err(_) => vm.uint(i as u64),
        },
        Some(Item::Float(f)) => vm.float(f),
        Some(Item::Bool(b)) => Ref::bool(b),
        Some(Item::Char(byte)) => vm.new_bytes(vec![byte]),
        None => Ref::none(),
    }
}

/// The bytes of a value for an element; errors name the format.
pub(super) fn pack(
    vm: &Vm,
    format: &str,
    element: Element,
    value: &Ref,
) -> PyResult<([u8; 8], usize)> {
    let format = format.strip_prefix('@').unwrap_or(format);
    let wrong_type = || vm.type_error(format!("memoryview: invalid type for format '{format}'"));
    let wrong_value = || vm.value_error(format!("memoryview: invalid value for format '{format}'"));
    let item = match element {
        Element::Bool => Item::Bool(vm.is_true(value)?),
        Element::Char => {
            let Some(b) = value.downcast::<crate::builtins::bytes::PyBytes>() else {
                return Err(wrong_type());
            };
            match b.as_slice() {
                [byte] => Item::Char(*byte),
                _ => return Err(wrong_value()),
            }
        }
        Element::Half | Element::Single | Element::Double => {
            let number =
                crate::builtins::percent::values::to_float(vm, value, |got| got.to_string());
            Item::Float(number.map_err(|_| wrong_type())?)
        }
        Element::Signed(_) | Element::Unsigned(_) | Element::Pointer => {
            if value.ty().slots().index.is_none() {
                return Err(wrong_type());
            }
            let whole = vm.index(value)?;
            match whole.as_int().and_then(|i| i.to_i128()) {
                Some(i) => Item::Int(i),
                None => return Err(wrong_value()),
            }
        }
    };
    element.pack(item).ok_or_else(wrong_value)
}

/// Whether two elements are equal as Python values are.
pub(super) fn equal_items(a: Item, b: Item) -> bool {
    let whole = |item| match item {
        Item::Int(i) => Some(i),
        Item::Bool(b) => Some(i128::from(b)),
        _ => None,
    };
    match (a, b) {
        (Item::Char(a), Item::Char(b)) => a == b,
        (Item::Float(a), Item::Float(b)) => a == b,
        (Item::Float(f), other) | (other, Item::Float(f)) => {
            whole(other).is_some_and(|i| f.fract() == 0.0 && f.abs() < 1e37 && f as i128 == i)
        }
        _ => whole(a).is_some() && whole(a) == whole(b),
    }
}
