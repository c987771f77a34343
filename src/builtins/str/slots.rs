//! What operators and builtin functions do with a `str`.
//!
//! Invariant: a result that equals its operand is the operand itself only if that is an exact `str`.
//! Next file to read: `iterator.rs`.

use super::arguments::{bind_class_args, optional_text, repeat_count, slice_indices};
use super::object::PyStr;
use super::storage::{StrBuf, StrView};
use super::{STR, escape, search};
use crate::builtins::bytes::byteslike::bytes_like_or;
use crate::builtins::int::object::ordering_matches;
use crate::builtins::slice::PySlice;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::Type;
use crate::stdlib::codecs::object as codecs;
use crate::syntax::ast::CompareOp;

/// Slots of `str`.
pub const STR_SLOTS: Slots = Slots {
    new: Some(str_new),
    repr: Some(str_repr),
    str: Some(str_str),
    hash: Some(str_hash),
    compare: Some(str_compare),
    iter: Some(super::iterator::str_iter),
    len: Some(str_len),
    getitem: Some(str_getitem),
    contains: Some(str_contains),
    concat: Some(str_concat),
    repeat: Some(str_repeat),
    modulo: Some(super::percent::str_modulo),
    ..Slots::NONE
};

/// The text of a value that is known to be a `str`.
#[inline]
pub(super) fn text(x: &Ref) -> &PyStr {
    match x.as_str() {
        Some(s) => s,
        None => unreachable!("methods of str get strings"),
    }
}

/// The same text as an exact `str`.
pub(super) fn exact(vm: &Vm, x: &Ref) -> Ref {
    if x.is_exactly(&STR) {
        x.clone()
    } else {
        vm.str_from_view(text(x).view())
    }
}

fn str_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if std::ptr::eq(ty, &STR)
        && let [object] = args.values
        && args.kwnames.is_empty()
    {
        return vm.str(object);
    }
    if args.positional_count() > 3 {
        let given = args.positional_count();
        return Err(vm.type_error(format!("str expected at most 3 arguments, got {given}")));
    }
    let [object, encoding, errors] = bind_class_args(
        vm,
        "str",
        "object=b'', encoding='utf-8', errors='strict'",
        args,
    )?;
    let encoding = optional_text(vm, &encoding, "str() argument 'encoding'")?;
    let errors = optional_text(vm, &errors, "str() argument 'errors'")?;
    let made = match (object.opt(), &encoding, &errors) {
        (None, ..) => vm.known().empty_str.clone(),
        (Some(x), None, None) => vm.str(x)?,
        (Some(x), ..) => decode_object(vm, x, encoding.as_deref(), errors.as_deref())?,
    };
    if std::ptr::eq(ty, &STR) {
        return Ok(made);
    }
    Ok(vm.str_from_buf_as(ty, StrBuf::from_view(text(&made).view())))
}

/// `str(x, encoding, errors)`.
fn decode_object(vm: &Vm, x: &Ref, encoding: Option<&str>, errors: Option<&str>) -> PyResult {
    if x.as_str().is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    let refusal = |got: &str| format!("decoding to str: need a bytes-like object, {got} found");
    bytes_like_or(vm, x, refusal)?;
    codecs::decode_object(
        vm,
        x,
        encoding.unwrap_or("utf-8"),
        errors.unwrap_or("strict"),
    )
}

fn str_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.str_from_buf(escape::repr(text(x).view())))
}

fn str_str(vm: &Vm, x: &Ref) -> PyResult {
    Ok(exact(vm, x))
}

fn str_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    Ok(text(x).hash(vm))
}

fn str_compare(_: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.as_str(), y.as_str()) else {
        return Ok(Ref::not_implemented());
    };
    let same = || x.is(y) || a.view() == b.view();
    Ok(Ref::bool(match op {
        CompareOp::Eq => same(),
        CompareOp::NotEq => !same(),
        _ => ordering_matches(a.view().cmp(&b.view()), op),
    }))
}

fn str_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(text(x).len())
}

fn str_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let this = text(x);
    if let Some(slice) = key.downcast_exact::<PySlice>() {
        return str_slice(vm, x, slice);
    }
    if key.ty().slots().index.is_none() {
        let got = key.ty().name();
        return Err(vm.type_error(format!("string indices must be integers, not '{got}'")));
    }
    let index = vm.index_isize(key)?;
    let len = this.len();
    let at = if index < 0 {
        index + len as isize
    } else {
        index
    };
    match usize::try_from(at).ok().filter(|&at| at < len) {
        Some(at) => Ok(vm.str_from_code(this.view().get(at))),
        None => Err(vm.index_error("string index out of range")),
    }
}

fn str_slice(vm: &Vm, x: &Ref, slice: &PySlice) -> PyResult {
    let view = text(x).view();
    let picked = slice_indices(vm, slice, view.len())?;
    if picked.count == 0 {
        return Ok(vm.known().empty_str.clone());
    }
    if picked.step == 1 {
        if picked.count == view.len() {
            return Ok(exact(vm, x));
        }
        let start = picked.start as usize;
        return Ok(vm.str_from_view(view.slice(start, start + picked.count)));
    }
    if let StrView::Ascii(bytes) = view {
        let bytes = picked.iter().map(|i| bytes[i]).collect();
        return Ok(vm.str_from_buf(StrBuf::Ascii(bytes)));
    }
    Ok(vm.str_from_buf(picked.iter().map(|i| view.get(i)).collect()))
}

fn str_contains(vm: &Vm, x: &Ref, item: &Ref) -> PyResult<bool> {
    match item.as_str() {
        Some(needle) => Ok(search::contains(text(x).view(), needle.view())),
        None => {
            let got = item.ty().name();
            Err(vm.type_error(format!(
                "'in <string>' requires string as left operand, not {got}"
            )))
        }
    }
}

/// `x + y` where `x` is a string.
pub(super) fn str_concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let Some(b) = y.as_str() else {
        let got = y.ty().name();
        return Err(vm.type_error(format!("can only concatenate str (not \"{got}\") to str")));
    };
    let Some(a) = x.as_str() else {
        return Ok(Ref::not_implemented());
    };
    if b.is_empty() {
        return Ok(exact(vm, x));
    }
    if a.is_empty() {
        return Ok(exact(vm, y));
    }
    super::arguments::room_for(vm, a.len() + b.len())?;
    Ok(vm.str_from_pieces(&[a.view(), b.view()]))
}

fn str_repeat(vm: &Vm, x: &Ref, times: isize) -> PyResult {
    let this = text(x);
    if times == 1 {
        return Ok(exact(vm, x));
    }
    let times = repeat_count(vm, this.len(), times, "repeated string is too long")?;
    if times == 0 || this.is_empty() {
        return Ok(vm.known().empty_str.clone());
    }
    Ok(vm.str_from_buf(StrBuf::repeat(this.view(), times)))
}
