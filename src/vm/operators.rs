//! The arithmetic operators for any two values: left, reflected, in-place, and their errors.
//!
//! Invariant: the right operand's slot goes first when its type is a proper subclass of the left's
//! and has another function there, as in CPython.
//! Next file to read: `call.rs`.

use crate::bytecode::opcode::binary_op as nb;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::{BinaryFn, Slots};
use crate::objects::types::type_flags;

fn slot(op: u8, s: &Slots) -> Option<BinaryFn> {
    match op {
        nb::ADD => s.add,
        nb::AND => s.and,
        nb::FLOOR_DIVIDE => s.floordiv,
        nb::LSHIFT => s.lshift,
        nb::MATRIX_MULTIPLY => s.matmul,
        nb::MULTIPLY => s.mul,
        nb::REMAINDER => s.modulo,
        nb::OR => s.or,
        nb::RSHIFT => s.rshift,
        nb::SUBTRACT => s.sub,
        nb::TRUE_DIVIDE => s.truediv,
        nb::XOR => s.xor,
        _ => None,
    }
}

fn inplace_slot(op: u8, s: &Slots) -> Option<BinaryFn> {
    match op {
        nb::ADD => s.iadd,
        nb::AND => s.iand,
        nb::FLOOR_DIVIDE => s.ifloordiv,
        nb::LSHIFT => s.ilshift,
        nb::MATRIX_MULTIPLY => s.imatmul,
        nb::MULTIPLY => s.imul,
        nb::REMAINDER => s.imod,
        nb::OR => s.ior,
        nb::POWER => s.ipow,
        nb::RSHIFT => s.irshift,
        nb::SUBTRACT => s.isub,
        nb::TRUE_DIVIDE => s.itruediv,
        nb::XOR => s.ixor,
        _ => None,
    }
}

fn same(a: Option<BinaryFn>, b: Option<BinaryFn>) -> bool {
    a.map(|f| f as usize) == b.map(|f| f as usize)
}

/// `x op y` through the number slots; `NotImplemented` if neither side knows.
fn number_op(vm: &Vm, op: u8, x: &Ref, y: &Ref) -> PyResult {
    let (tx, ty) = (x.ty(), y.ty());
    let left = slot(op, tx.slots());
    let mut right = if std::ptr::eq(tx, ty) {
        None
    } else {
        slot(op, ty.slots())
    };
    if same(left, right) {
        right = None;
    }
    if let (Some(r), Some(_)) = (right, left)
        && ty.is_subtype(tx)
    {
        let v = r(vm, x, y)?;
        if !v.is_not_implemented() {
            return Ok(v);
        }
        right = None;
    }
    if let Some(l) = left {
        let v = l(vm, x, y)?;
        if !v.is_not_implemented() {
            return Ok(v);
        }
    }
    match right {
        Some(r) => r(vm, x, y),
        None => Ok(Ref::not_implemented()),
    }
}

fn power_op(vm: &Vm, x: &Ref, y: &Ref, modulus: &Ref) -> PyResult {
    let (tx, ty) = (x.ty(), y.ty());
    let left = tx.slots().pow;
    let mut right = if std::ptr::eq(tx, ty) {
        None
    } else {
        ty.slots().pow
    };
    if left.map(|f| f as usize) == right.map(|f| f as usize) {
        right = None;
    }
    if let (Some(r), Some(_)) = (right, left)
        && ty.is_subtype(tx)
    {
        let v = r(vm, x, y, modulus)?;
        if !v.is_not_implemented() {
            return Ok(v);
        }
        right = None;
    }
    for f in [left, right].into_iter().flatten() {
        let v = f(vm, x, y, modulus)?;
        if !v.is_not_implemented() {
            return Ok(v);
        }
    }
    if let Some(f) = modulus.ty().slots().pow.filter(|_| !modulus.is_none()) {
        let v = f(vm, x, y, modulus)?;
        if !v.is_not_implemented() {
            return Ok(v);
        }
    }
    Ok(Ref::not_implemented())
}

/// `pow(x, y, modulus)`; `modulus` is `None` for `x ** y`.
pub fn power(vm: &Vm, x: &Ref, y: &Ref, modulus: &Ref) -> PyResult {
    let v = power_op(vm, x, y, modulus)?;
    if !v.is_not_implemented() {
        return Ok(v);
    }
    if modulus.is_none() {
        return Err(unsupported(vm, "** or pow()", x, y));
    }
    Err(vm.type_error(format!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        x.ty().name(),
        y.ty().name(),
        modulus.ty().name()
    )))
}

fn unsupported(vm: &Vm, symbol: &str, x: &Ref, y: &Ref) -> Exc {
    let (tx, ty) = (x.ty().name(), y.ty().name());
    vm.type_error(format!(
        "unsupported operand type(s) for {symbol}: '{tx}' and '{ty}'"
    ))
}

fn repeat(vm: &Vm, seq: &Ref, times: &Ref, in_place: bool) -> PyResult {
    if times.ty().slots().index.is_none() {
        return Err(vm.type_error(format!(
            "can't multiply sequence by non-int of type '{}'",
            times.ty().name()
        )));
    }
    let n = vm.index(times)?;
    let Some(n) = n.as_i64() else {
        return Err(vm.overflow_error(format!(
            "cannot fit '{}' into an index-sized integer",
            times.ty().name()
        )));
    };
    let s = seq.ty().slots();
    match (if in_place { s.irepeat } else { None }).or(s.repeat) {
        Some(f) => f(vm, seq, n as isize),
        None => Err(vm.type_error("can't repeat".to_string())),
    }
}

/// `x op y` for a `BINARY_OP` number, in-place forms included.
pub fn binary(vm: &Vm, op: u8, x: &Ref, y: &Ref) -> PyResult {
    if op == nb::SUBSCR {
        return vm.get_item(x, y);
    }
    let in_place = op >= nb::INPLACE;
    let base = if in_place { op - nb::INPLACE } else { op };
    if in_place && let Some(f) = inplace_slot(base, x.ty().slots()) {
        let v = f(vm, x, y)?;
        if !v.is_not_implemented() {
            return Ok(v);
        }
    }
    let v = if base == nb::POWER {
        power_op(vm, x, y, &Ref::none())?
    } else {
        number_op(vm, base, x, y)?
    };
    if !v.is_not_implemented() {
        return Ok(v);
    }
    let sx = x.ty().slots();
    if base == nb::ADD {
        if in_place && let Some(f) = sx.iconcat {
            return f(vm, x, y);
        }
        if let Some(f) = sx.concat {
            return f(vm, x, y);
        }
    }
    if base == nb::MULTIPLY {
        if sx.repeat.is_some() {
            return repeat(vm, x, y, in_place);
        }
        // A class of a script counts as a sequence itself, so that `*=` looks no further.
        let as_sequence = in_place && x.ty().has(type_flags::HEAP);
        if !as_sequence && y.ty().slots().repeat.is_some() {
            return repeat(vm, y, x, false);
        }
    }
    let symbol = if base == nb::POWER && !in_place {
        "** or pow()"
    } else {
        nb::SYMBOLS[op as usize]
    };
    Err(unsupported(vm, symbol, x, y))
}

/// `divmod(x, y)`
pub fn divmod(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let (tx, ty) = (x.ty(), y.ty());
    let left = tx.slots().divmod;
    let mut right = if std::ptr::eq(tx, ty) {
        None
    } else {
        ty.slots().divmod
    };
    if same(left, right) {
        right = None;
    }
    let order = if right.is_some() && ty.is_subtype(tx) {
        [right, left]
    } else {
        [left, right]
    };
    for f in order.into_iter().flatten() {
        let v = f(vm, x, y)?;
        if !v.is_not_implemented() {
            return Ok(v);
        }
    }
    Err(unsupported(vm, "divmod()", x, y))
}

/// `-x`
pub fn negative(vm: &Vm, x: &Ref) -> PyResult {
    match x.ty().slots().neg {
        Some(f) => f(vm, x),
        None => Err(vm.type_error(format!("bad operand type for unary -: '{}'", x.ty().name()))),
    }
}

/// `+x`
pub fn positive(vm: &Vm, x: &Ref) -> PyResult {
    match x.ty().slots().pos {
        Some(f) => f(vm, x),
        None => Err(vm.type_error(format!("bad operand type for unary +: '{}'", x.ty().name()))),
    }
}

/// `~x`
pub fn invert(vm: &Vm, x: &Ref) -> PyResult {
    match x.ty().slots().invert {
        Some(f) => f(vm, x),
        None => Err(vm.type_error(format!("bad operand type for unary ~: '{}'", x.ty().name()))),
    }
}

/// `abs(x)`
pub fn absolute(vm: &Vm, x: &Ref) -> PyResult {
    match x.ty().slots().abs {
        Some(f) => f(vm, x),
        None => Err(vm.type_error(format!("bad operand type for abs(): '{}'", x.ty().name()))),
    }
}
