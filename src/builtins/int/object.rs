//! The `int` and `bool` objects: storage and operators. Methods are in `methods.rs`.
//!
//! Invariant: an exact `int` that fits 63 bits is always an immediate word; a [`PyInt`] of exact
//! type `int` therefore holds more. Instances of subclasses, and `True` and `False`, are `PyInt`s
//! whatever their value.
//! Next file to read: `number.rs`.

use super::Int;
use crate::builtins::fault::Fault;
use crate::builtins::str::storage::StrView;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::value::Value;
use crate::payload;
use crate::syntax::ast::CompareOp;

/// An `int` that is no immediate word.
#[repr(C)]
pub struct PyInt {
    pub(crate) header: Header,
    /// Its value.
    pub value: Int,
}

payload!(PyInt, INT);

impl PyInt {
    /// One that stands in a `static`.
    pub(crate) const fn constant(ty: &'static Type, value: i64) -> PyInt {
        PyInt {
            header: Header::immortal(ty),
            value: Int::Small(value),
        }
    }
}

/// Operators of `int`; `bool` takes them over where it has none of its own.
pub const INT_SLOTS: Slots = Slots {
    repr: Some(int_repr),
    hash: Some(int_hash),
    compare: Some(int_compare),
    bool: Some(int_bool),
    add: Some(int_add),
    sub: Some(int_sub),
    mul: Some(int_mul),
    floordiv: Some(int_floordiv),
    truediv: Some(int_truediv),
    modulo: Some(int_mod),
    divmod: Some(int_divmod),
    pow: Some(int_pow),
    lshift: Some(int_lshift),
    rshift: Some(int_rshift),
    and: Some(int_and),
    or: Some(int_or),
    xor: Some(int_xor),
    neg: Some(int_neg),
    pos: Some(int_int),
    abs: Some(int_abs),
    invert: Some(int_invert),
    int: Some(int_int),
    index: Some(int_int),
    float: Some(int_float),
    ..Slots::NONE
};

static INT_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE | type_flags::INT,
    slots: Slots {
        new: Some(super::methods::int_new),
        ..INT_SLOTS
    },
    methods: super::methods::INT_METHODS,
    getset: super::methods::INT_GETSET,
    doc: super::methods::INT_DOC,
    ..TypeDef::of::<PyInt>("int")
};
/// The type `int`.
pub static INT: Type = Type::builtin(&INT_DEF);

static BOOL_DEF: TypeDef = TypeDef {
    base: Some(&INT),
    flags: type_flags::INT,
    slots: Slots {
        new: Some(super::methods::bool_new),
        repr: Some(bool_repr),
        and: Some(bool_and),
        or: Some(bool_or),
        xor: Some(bool_xor),
        invert: Some(super::methods::bool_invert),
        ..Slots::NONE
    },
    doc: super::methods::BOOL_DOC,
    signature: "(object=False, /)",
    ..TypeDef::of::<PyInt>("bool")
};
/// The type `bool`.
pub static BOOL: Type = Type::builtin(&BOOL_DEF);

impl Vm {
    /// An `int` of any value.
    pub fn int_from(&self, value: Int) -> Ref {
        if let Int::Small(i) = value
            && Value::try_int(i).is_some()
        {
            return Ref::small_int(i);
        }
        self.alloc(PyInt {
            header: Header::new(&INT),
            value,
        })
    }

    /// The `int` of a computation that can fail.
    pub fn int_result(&self, r: Result<Int, Fault>) -> PyResult {
        match r {
            Ok(i) => Ok(self.int_from(i)),
            Err(f) => Err(self.fault(f)),
        }
    }
}

/// Runs `f` on both operands if both are ints, else answers `NotImplemented`.
fn with_both(x: &Ref, y: &Ref, f: impl FnOnce(&Int, &Int) -> PyResult) -> PyResult {
    match (x.as_int(), y.as_int()) {
        (Some(a), Some(b)) => f(&a, &b),
        _ => Ok(Ref::not_implemented()),
    }
}

fn int_repr(vm: &Vm, x: &Ref) -> PyResult {
    let Some(i) = x.as_int() else {
        return Ok(Ref::not_implemented());
    };
    if let Int::Small(i) = *i {
        return Ok(small_text(vm, i));
    }
    let limit = vm.max_str_digits();
    match i.to_decimal(limit, &|| vm.interrupted()) {
        Ok(s) => Ok(vm.new_str(&s)),
        Err(f) => Err(vm.fault(f)),
    }
}

/// The decimal text of a machine int.
pub fn small_text(vm: &Vm, i: i64) -> Ref {
    let mut buffer = [0u8; 20];
    vm.str_from_view(StrView::Ascii(format_small(i, &mut buffer)))
}

fn format_small(i: i64, buffer: &mut [u8; 20]) -> &[u8] {
    let mut n = i.unsigned_abs();
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    if i < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    &buffer[at..]
}

fn int_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    Ok(x.as_int().map_or(0, |i| i.hash()))
}

fn int_bool(_: &Vm, x: &Ref) -> PyResult<bool> {
    Ok(x.as_int().is_some_and(|i| !i.is_zero()))
}

fn int_compare(_: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.as_int(), y.as_int()) else {
        return Ok(Ref::not_implemented());
    };
    Ok(Ref::bool(ordering_matches(a.cmp(&b), op)))
}

/// Whether an ordering satisfies a comparison operator.
pub fn ordering_matches(o: std::cmp::Ordering, op: CompareOp) -> bool {
    match op {
        CompareOp::Eq => o.is_eq(),
        CompareOp::NotEq => o.is_ne(),
        CompareOp::Lt => o.is_lt(),
        CompareOp::LtE => o.is_le(),
        CompareOp::Gt => o.is_gt(),
        CompareOp::GtE => o.is_ge(),
        _ => false,
    }
}

fn int_add(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| Ok(vm.int_from(a.add(b))))
}
fn int_sub(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| Ok(vm.int_from(a.sub(b))))
}
fn int_mul(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| vm.int_result(a.mul(b, &|| vm.interrupted())))
}
fn int_floordiv(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| {
        vm.int_result(a.floordiv(b, &|| vm.interrupted()))
    })
}
fn int_mod(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| {
        vm.int_result(a.modulo(b, &|| vm.interrupted()))
    })
}
fn int_truediv(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| {
        a.truediv(b).map(|f| vm.float(f)).map_err(|f| vm.fault(f))
    })
}
fn int_divmod(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| match a.divmod(b, &|| vm.interrupted()) {
        Ok((q, r)) => Ok(vm.new_tuple(vec![vm.int_from(q), vm.int_from(r)])),
        Err(f) => Err(vm.fault(f)),
    })
}
fn int_pow(vm: &Vm, x: &Ref, y: &Ref, z: &Ref) -> PyResult {
    let (Some(a), Some(b)) = (x.as_int(), y.as_int()) else {
        return Ok(Ref::not_implemented());
    };
    if z.is_none() {
        return match a.pow(&b, &|| vm.interrupted()) {
            Ok(super::power::Power::Int(i)) => Ok(vm.int_from(i)),
            Ok(super::power::Power::Float(f)) => Ok(vm.float(f)),
            Err(f) => Err(vm.fault(f)),
        };
    }
    match z.as_int() {
        Some(c) => vm.int_result(a.modpow(&b, &c, &|| vm.interrupted())),
        None => Ok(Ref::not_implemented()),
    }
}
fn int_lshift(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| vm.int_result(a.lshift(b)))
}
fn int_rshift(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| vm.int_result(a.rshift(b)))
}
fn int_and(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| Ok(vm.int_from(a.and(b))))
}
fn int_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| Ok(vm.int_from(a.or(b))))
}
fn int_xor(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(x, y, |a, b| Ok(vm.int_from(a.xor(b))))
}
fn int_neg(vm: &Vm, x: &Ref) -> PyResult {
    Ok(x.as_int()
        .map_or_else(Ref::not_implemented, |i| vm.int_from(i.neg())))
}
fn int_abs(vm: &Vm, x: &Ref) -> PyResult {
    Ok(x.as_int()
        .map_or_else(Ref::not_implemented, |i| vm.int_from(i.abs())))
}
fn int_invert(vm: &Vm, x: &Ref) -> PyResult {
    Ok(x.as_int()
        .map_or_else(Ref::not_implemented, |i| vm.int_from(i.invert())))
}
/// An exact `int` of the same value.
fn int_int(vm: &Vm, x: &Ref) -> PyResult {
    if x.is_exactly(&INT) {
        return Ok(x.clone());
    }
    Ok(x.as_int()
        .map_or_else(Ref::not_implemented, |i| vm.int_from(i.into_owned())))
}
fn int_float(vm: &Vm, x: &Ref) -> PyResult {
    match x.as_int().map(|i| i.to_f64()) {
        Some(Ok(f)) => Ok(vm.float(f)),
        Some(Err(f)) => Err(vm.fault(f)),
        None => Ok(Ref::not_implemented()),
    }
}

fn bool_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(if x.is_true() { "True" } else { "False" }))
}

fn bool_op(
    vm: &Vm,
    x: &Ref,
    y: &Ref,
    f: fn(bool, bool) -> bool,
    g: fn(&Vm, &Ref, &Ref) -> PyResult,
) -> PyResult {
    if x.is_exactly(&BOOL) && y.is_exactly(&BOOL) {
        return Ok(Ref::bool(f(x.is_true(), y.is_true())));
    }
    g(vm, x, y)
}
fn bool_and(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    bool_op(vm, x, y, |a, b| a & b, int_and)
}
fn bool_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    bool_op(vm, x, y, |a, b| a | b, int_or)
}
fn bool_xor(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    bool_op(vm, x, y, |a, b| a ^ b, int_xor)
}
