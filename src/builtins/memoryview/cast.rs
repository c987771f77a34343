//! `memoryview.cast`: the same bytes as elements of another format or shape.
//!
//! Next file to read: `../template.rs`.

use super::buffer_of;
use super::format::{
    BAD_DESTINATION, BAD_SOURCE, Element, NEITHER_BYTES, NOT_A_MULTIPLE, WRONG_SHAPE,
};
use crate::builtins::list::PyList;
use crate::builtins::tuple::PyTuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

const MAX_NDIM: usize = 64;

pub(super) fn memoryview_cast(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut buffer = buffer_of(vm, &args[0])?;
    let format = vm.str_lossy(match args[1].as_str() {
        Some(_) => &args[1],
        None => {
            let got = args[1].ty().name();
            return Err(vm.type_error(format!("cast() argument 'format' must be str, not {got}")));
        }
    });
    if !buffer.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let shape = args[2]
        .opt()
        .map(|shape| read_shape(vm, shape))
        .transpose()?;
    if let Some(shape) = &shape {
        if shape.len() > MAX_NDIM {
            return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
        }
        if shape.len() != 1 && buffer.ndim() != 1 {
            return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
        }
    }
    let Some(from) = Element::from_format(&buffer.format) else {
        return Err(vm.value_error(BAD_SOURCE));
    };
    let Some(to) = Element::from_format(&format) else {
        return Err(vm.value_error(BAD_DESTINATION));
    };
    if !from.is_byte() && !to.is_byte() {
        return Err(vm.type_error(NEITHER_BYTES));
    }
    if buffer.len % to.size() != 0 {
        return Err(vm.type_error(NOT_A_MULTIPLE));
    }
    let len = buffer.len;
    buffer.itemsize = to.size();
    buffer.format = format;
    buffer.set_shape(vec![len / to.size()]);
    if let Some(shape) = shape {
        let total = shape.iter().try_fold(to.size(), |n, &m| n.checked_mul(m));
        if total != Some(len) {
            return Err(vm.type_error(WRONG_SHAPE));
        }
        buffer.set_shape(shape);
    }
    Ok(vm.new_memoryview(buffer))
}

fn read_shape(vm: &Vm, shape: &Ref) -> PyResult<Vec<usize>> {
    let items = match (shape.downcast::<PyList>(), shape.downcast::<PyTuple>()) {
        (Some(list), _) => list.to_vec(),
        (_, Some(tuple)) => tuple.items().to_vec(),
        _ => return Err(vm.type_error("shape must be a list or a tuple")),
    };
    let read = |item: &Ref| {
        let Some(n) = item.as_int() else {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        };
        n.to_usize().filter(|&n| n > 0).ok_or_else(|| {
            vm.value_error("memoryview.cast(): elements of shape must be integers > 0")
        })
    };
    items.iter().map(read).collect()
}
