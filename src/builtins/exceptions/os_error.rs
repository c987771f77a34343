//! `OSError`: chooses its subclass by error number, and words its text from number, text and file.
//!
//! Invariant: `args` has two items when a file name was given, since scripts unpack it.
//! Next file to read: `errno_map.rs`.

use super::base::{exception_str, no_keywords, reduced, set_args, this};
use super::fields::field;
use super::*;
use crate::builtins::tuple;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::refcount::PyResult;
use crate::objects::types::{GetSetDef, getset};

/// `errno`.
pub const ERRNO: usize = 0;
/// `strerror`.
pub const STRERROR: usize = 1;
/// `filename`.
pub const FILENAME: usize = 2;
/// `filename2`.
pub const FILENAME2: usize = 3;
/// `characters_written` of `BlockingIOError`.
pub const WRITTEN: usize = 4;

/// Slots of `OSError`.
pub(super) const SLOTS: Slots = Slots {
    new: Some(os_error_new),
    init: Some(os_error_init),
    str: Some(os_error_str),
    ..Slots::NONE
};

/// Methods of `OSError`.
pub(super) const METHODS: &[MethodDef] = &[method(
    "__reduce__",
    os_error_reduce,
    "self, /",
    "Return what pickling needs.",
)];

/// Attributes of `OSError`.
pub(super) const GETSET: &[GetSetDef] = &[
    getset(
        "characters_written",
        os_error_written,
        os_error_set_written,
        "How much was written before the operation would have had to wait.",
    ),
    field!("errno", ERRNO, "The error number."),
    field!("filename", FILENAME, "The file."),
    field!("filename2", FILENAME2, "The second file."),
    field!("strerror", STRERROR, "The text of the error number."),
];

/// Whether construction happens in `__init__`: a class that overrides it but not `__new__`.
fn constructs_in_init(ty: &Type) -> bool {
    let slots = ty.slots();
    let same = |a: usize, b: usize| a == b;
    !same(
        slots.init.map_or(0, |f| f as usize),
        os_error_init as *const () as usize,
    ) && same(
        slots.new.map_or(0, |f| f as usize),
        os_error_new as *const () as usize,
    )
}

fn os_error_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let in_init = constructs_in_init(ty);
    if !in_init {
        no_keywords(vm, ty, args)?;
    }
    let pos = args.pos();
    let mut class = ty;
    if !in_init
        && (2..=5).contains(&pos.len())
        && std::ptr::eq(ty, &OS_ERROR)
        && let Some(found) = pos[0]
            .as_i64()
            .and_then(|n| i32::try_from(n).ok())
            .and_then(errno_map::class_of)
    {
        class = found;
    }
    let payload = PyException::new(class, vm.known().empty_tuple.clone());
    let x = vm
        .alloc_instance(class, payload, 0)
        .ok_or_else(|| vm.memory_error())?;
    if in_init {
        set_args(vm, this(vm, &x)?, pos);
    } else {
        fill(vm, &x, pos)?;
    }
    Ok(x)
}

fn os_error_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    // Everything was done by `__new__`, unless a subclass's `__init__` called this one.
    if !constructs_in_init(x.ty()) {
        return Ok(());
    }
    no_keywords(vm, x.ty(), args)?;
    fill(vm, x, args.pos())
}

fn fill(vm: &Vm, x: &Ref, pos: &[Ref]) -> PyResult<()> {
    let e = this(vm, x)?;
    let mut kept = pos;
    if (2..=5).contains(&pos.len()) {
        e.set_field(ERRNO, pos[0].clone());
        e.set_field(STRERROR, pos[1].clone());
        if let Some(filename) = pos.get(2).filter(|f| !f.is_none()) {
            let number = x.is_exactly(&BLOCKING_IO_ERROR) && is_number(filename);
            if number {
                let n = vm.index_i64(filename)?;
                e.set_field(WRITTEN, vm.int(n));
            } else {
                e.set_field(FILENAME, filename.clone());
                if let Some(second) = pos.get(4).filter(|f| !f.is_none()) {
                    e.set_field(FILENAME2, second.clone());
                }
                kept = &pos[..2];
            }
        }
    }
    set_args(vm, e, kept);
    Ok(())
}

fn is_number(x: &Ref) -> bool {
    let slots = x.ty().slots();
    slots.index.is_some() || slots.int.is_some() || slots.float.is_some()
}

fn os_error_str(vm: &Vm, x: &Ref) -> PyResult {
    let e = this(vm, x)?;
    let text = |index: usize| {
        e.field(index)
            .map_or(Ok("None".to_string()), |v| vm.str_text(&v))
    };
    if let Some(filename) = e.field(FILENAME) {
        let (number, words) = (text(ERRNO)?, text(STRERROR)?);
        let first = vm.repr_text(&filename)?;
        return Ok(vm.new_str(&match e.field(FILENAME2) {
            Some(second) => format!(
                "[Errno {number}] {words}: {first} -> {}",
                vm.repr_text(&second)?
            ),
            None => format!("[Errno {number}] {words}: {first}"),
        }));
    }
    if e.field(ERRNO).is_some() && e.field(STRERROR).is_some() {
        return Ok(vm.new_str(&format!("[Errno {}] {}", text(ERRNO)?, text(STRERROR)?)));
    }
    exception_str(vm, x)
}

fn os_error_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let e = this(vm, &args[0])?;
    let mut own = e.args();
    if let ([number, text], Some(filename)) = (tuple::items(&own), e.field(FILENAME)) {
        let mut all = vec![number.clone(), text.clone(), filename];
        if let Some(second) = e.field(FILENAME2) {
            all.extend([Ref::none(), second]);
        }
        own = vm.new_tuple(all);
    }
    Ok(reduced(vm, &args[0], own, e.dict.get()))
}

fn os_error_written(vm: &Vm, x: &Ref) -> PyResult {
    this(vm, x)?
        .field(WRITTEN)
        .ok_or_else(|| vm.attribute_error("characters_written"))
}

fn os_error_set_written(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let e = this(vm, x)?;
    match value {
        Some(v) => {
            let n = vm.index_i64(v)?;
            e.set_field(WRITTEN, vm.int(n));
        }
        None if e.field(WRITTEN).is_none() => return Err(vm.attribute_error("characters_written")),
        None => e.set_field(WRITTEN, Ref::NULL),
    }
    Ok(())
}
