//! `UnicodeDecodeError`, `UnicodeEncodeError` and `UnicodeTranslateError`: which part of what failed.
//!
//! Invariant: `start` and `end` are kept as given; texts clamp them to the object.
//! Next file to read: `group.rs`.

use super::base::{exception_init, this};
use super::fields::{field, size_field};
use super::*;
use crate::objects::args::Args;
use crate::objects::refcount::PyResult;
use crate::objects::types::GetSetDef;

/// `encoding`.
pub const ENCODING: usize = 0;
/// `object`.
pub const OBJECT: usize = 1;
/// `start`.
pub const START: usize = 2;
/// `end`.
pub const END: usize = 3;
/// `reason`.
pub const REASON: usize = 4;

/// Slots of `UnicodeDecodeError`.
pub(super) const DECODE_SLOTS: Slots = Slots {
    init: Some(decode_init),
    str: Some(decode_str),
    ..Slots::NONE
};
/// Slots of `UnicodeEncodeError`.
pub(super) const ENCODE_SLOTS: Slots = Slots {
    init: Some(encode_init),
    str: Some(encode_str),
    ..Slots::NONE
};
/// Slots of `UnicodeTranslateError`.
pub(super) const TRANSLATE_SLOTS: Slots = Slots {
    init: Some(translate_init),
    str: Some(translate_str),
    ..Slots::NONE
};

/// Attributes of the encoding and decoding errors.
pub(super) const CODEC_GETSET: &[GetSetDef] = &[
    field!("encoding", ENCODING, "The encoding's name."),
    size_field!("end", END, "Just past the part that failed."),
    field!("object", OBJECT, "What was being converted."),
    field!("reason", REASON, "Why it failed."),
    size_field!("start", START, "Where the part that failed starts."),
];

/// Attributes of the translation error.
pub(super) const TRANSLATE_GETSET: &[GetSetDef] = &[
    field!("encoding", ENCODING, "The encoding's name."),
    size_field!("end", END, "Just past the part that failed."),
    field!("object", OBJECT, "What was being converted."),
    field!("reason", REASON, "Why it failed."),
    size_field!("start", START, "Where the part that failed starts."),
];

/// Sets the places from arguments that are known to be right.
pub(super) fn fill(e: &PyException, ty: &Type, args: &[Ref]) {
    let first = if ty.is_subtype(&UNICODE_TRANSLATE_ERROR) {
        OBJECT
    } else {
        ENCODING
    };
    if args.len() + first == REASON + 1 {
        for (i, a) in args.iter().enumerate() {
            e.set_field(first + i, a.clone());
        }
    }
}

fn check_count(vm: &Vm, args: Args, count: usize) -> PyResult<()> {
    let given = args.pos().len();
    if given != count {
        return Err(vm.type_error(format!(
            "function takes exactly {count} arguments ({given} given)"
        )));
    }
    Ok(())
}

fn check_str(vm: &Vm, args: Args, index: usize) -> PyResult<()> {
    let v = &args.pos()[index];
    if v.as_str().is_none() {
        let n = index + 1;
        return Err(vm.type_error(format!("argument {n} must be str, not {}", v.ty().name())));
    }
    Ok(())
}

/// The checked `start` and `end`, which stand in the arguments from `first` on.
fn indices(vm: &Vm, args: Args, first: usize) -> PyResult<[Ref; 2]> {
    let start = vm.index_i64(&args.pos()[first])?;
    let end = vm.index_i64(&args.pos()[first + 1])?;
    Ok([vm.int(start), vm.int(end)])
}

fn set_all(vm: &Vm, x: &Ref, values: [Ref; 5]) -> PyResult<()> {
    let e = this(vm, x)?;
    for (i, v) in values.into_iter().enumerate() {
        e.set_field(i, v);
    }
    Ok(())
}

fn decode_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    exception_init(vm, x, args)?;
    check_count(vm, args, 5)?;
    check_str(vm, args, 0)?;
    let [start, end] = indices(vm, args, 2)?;
    check_str(vm, args, 4)?;
    let pos = args.pos();
    let object = if pos[1].ty().has(type_flags::BYTES) {
        pos[1].clone()
    } else if pos[1].ty().slots().buffer.is_some() {
        vm.call(&crate::builtins::bytes::BYTES.to_ref(), &pos[1..2])?
    } else {
        return Err(vm.type_error(format!(
            "a bytes-like object is required, not '{}'",
            pos[1].ty().name()
        )));
    };
    set_all(vm, x, [pos[0].clone(), object, start, end, pos[4].clone()])
}

fn encode_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    exception_init(vm, x, args)?;
    check_count(vm, args, 5)?;
    check_str(vm, args, 0)?;
    check_str(vm, args, 1)?;
    let [start, end] = indices(vm, args, 2)?;
    check_str(vm, args, 4)?;
    let pos = args.pos();
    set_all(
        vm,
        x,
        [pos[0].clone(), pos[1].clone(), start, end, pos[4].clone()],
    )
}

fn translate_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    exception_init(vm, x, args)?;
    check_count(vm, args, 4)?;
    check_str(vm, args, 0)?;
    let [start, end] = indices(vm, args, 1)?;
    check_str(vm, args, 3)?;
    let pos = args.pos();
    set_all(
        vm,
        x,
        [Ref::NULL, pos[0].clone(), start, end, pos[3].clone()],
    )
}

/// What the texts are made of.
struct Parts {
    encoding: String,
    reason: String,
    /// The code point or byte, when exactly one failed.
    single: Option<u32>,
    start: i64,
    last: i64,
}

/// Reads the attributes; `None` when `__init__` never ran.
fn parts(vm: &Vm, x: &Ref) -> PyResult<Option<Parts>> {
    let e = this(vm, x)?;
    let Some(object) = e.field(OBJECT) else {
        return Ok(None);
    };
    let text = |i: usize| e.field(i).map_or(Ok(String::new()), |v| vm.str_text(&v));
    let number = |i: usize| e.field(i).and_then(|v| v.as_i64()).unwrap_or(0);
    let code: Box<dyn Fn(usize) -> Option<u32>>;
    if let Some(s) = object.as_str() {
        code = Box::new(|i| (i < s.len()).then(|| s.view().get(i)));
    } else if let Some(b) = object.downcast::<crate::builtins::bytes::PyBytes>() {
        code = Box::new(|i| b.data.get(i).map(|&b| b.into()));
    } else {
        code = Box::new(|_| None);
    }
    let (start, end) = (number(START), number(END));
    let single = match usize::try_from(start) {
        Ok(at) if end == start.wrapping_add(1) => code(at),
        _ => None,
    };
    Ok(Some(Parts {
        encoding: text(ENCODING)?,
        reason: text(REASON)?,
        single,
        start,
        last: end.wrapping_sub(1),
    }))
}

/// A code point as an escape, as short as it can be.
fn escape(c: u32) -> String {
    match c {
        0..=0xff => format!("\\x{c:02x}"),
        0x100..=0xffff => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }
}

fn decode_str(vm: &Vm, x: &Ref) -> PyResult {
    let Some(p) = parts(vm, x)? else {
        return Ok(vm.new_str(""));
    };
    let Parts {
        encoding,
        reason,
        start,
        last,
        ..
    } = &p;
    Ok(vm.new_str(&match p.single {
        Some(b) => {
            format!("'{encoding}' codec can't decode byte 0x{b:02x} in position {start}: {reason}")
        }
        None => {
            format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
        }
    }))
}

fn encode_str(vm: &Vm, x: &Ref) -> PyResult {
    let Some(p) = parts(vm, x)? else {
        return Ok(vm.new_str(""));
    };
    let Parts {
        encoding,
        reason,
        start,
        last,
        ..
    } = &p;
    Ok(vm.new_str(&match p.single {
        Some(c) => format!(
            "'{encoding}' codec can't encode character '{}' in position {start}: {reason}",
            escape(c)
        ),
        None => format!(
            "'{encoding}' codec can't encode characters in position {start}-{last}: {reason}"
        ),
    }))
}

fn translate_str(vm: &Vm, x: &Ref) -> PyResult {
    let Some(p) = parts(vm, x)? else {
        return Ok(vm.new_str(""));
    };
    let Parts {
        reason,
        start,
        last,
        ..
    } = &p;
    Ok(vm.new_str(&match p.single {
        Some(c) => format!(
            "can't translate character '{}' in position {start}: {reason}",
            escape(c)
        ),
        None => format!("can't translate characters in position {start}-{last}: {reason}"),
    }))
}
