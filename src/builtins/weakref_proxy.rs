//! `weakref.ProxyType` and `weakref.CallableProxyType`: weak references that act as their object.
//!
//! Invariant: whatever an operation does happens to the object itself, which is held for as long as
//! it takes; a proxy never reaches the object's own slots as an operand.
//! Deliberately absent: `__hash__`; a proxy can't be a key, because its object may go.
//! Next file to read: `../stdlib/weakref.rs`.

use super::weakref::{PyWeakRef, as_weak};
use crate::bytecode::opcode::binary_op as nb;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::syntax::ast::CompareOp;
use crate::vm::operators;

static PROXY_DEF: TypeDef = TypeDef {
    module: "weakref",
    flags: 0,
    slots: SLOTS,
    methods: METHODS,
    ..TypeDef::of::<PyWeakRef>("ProxyType")
};
/// The type of proxies of what can't be called.
pub static PROXY: Type = Type::builtin(&PROXY_DEF);

static CALLABLE_PROXY_DEF: TypeDef = TypeDef {
    module: "weakref",
    flags: 0,
    slots: Slots {
        call: Some(proxy_call),
        ..SLOTS
    },
    methods: METHODS,
    ..TypeDef::of::<PyWeakRef>("CallableProxyType")
};
/// The type of proxies of callables.
pub static CALLABLE_PROXY: Type = Type::builtin(&CALLABLE_PROXY_DEF);

const METHODS: &[MethodDef] = &[
    method("__bytes__", proxy_bytes, "self, /", ""),
    method("__reversed__", proxy_reversed, "self, /", ""),
];

const SLOTS: Slots = Slots {
    repr: Some(proxy_repr),
    str: Some(proxy_str),
    getattro: Some(proxy_getattro),
    setattro: Some(proxy_setattro),
    compare: Some(proxy_compare),
    iter: Some(proxy_iter),
    next: Some(proxy_next),
    len: Some(proxy_len),
    getitem: Some(proxy_getitem),
    setitem: Some(proxy_setitem),
    contains: Some(proxy_contains),
    add: Some(proxy_add),
    sub: Some(proxy_sub),
    mul: Some(proxy_mul),
    modulo: Some(proxy_modulo),
    divmod: Some(proxy_divmod),
    pow: Some(proxy_pow),
    neg: Some(proxy_neg),
    pos: Some(proxy_pos),
    abs: Some(proxy_abs),
    bool: Some(proxy_bool),
    invert: Some(proxy_invert),
    lshift: Some(proxy_lshift),
    rshift: Some(proxy_rshift),
    and: Some(proxy_and),
    xor: Some(proxy_xor),
    or: Some(proxy_or),
    int: Some(proxy_int),
    float: Some(proxy_float),
    index: Some(proxy_index),
    floordiv: Some(proxy_floordiv),
    truediv: Some(proxy_truediv),
    matmul: Some(proxy_matmul),
    iadd: Some(proxy_iadd),
    isub: Some(proxy_isub),
    imul: Some(proxy_imul),
    imod: Some(proxy_imod),
    ipow: Some(proxy_ipow),
    ilshift: Some(proxy_ilshift),
    irshift: Some(proxy_irshift),
    iand: Some(proxy_iand),
    ixor: Some(proxy_ixor),
    ior: Some(proxy_ior),
    ifloordiv: Some(proxy_ifloordiv),
    itruediv: Some(proxy_itruediv),
    imatmul: Some(proxy_imatmul),
    ..Slots::NONE
};

/// A proxy of `object`; those without a callback are shared.
pub fn new_proxy(vm: &Vm, object: &Ref, callback: Ref) -> PyResult {
    let ty = if object.ty().slots().call.is_some() {
        &CALLABLE_PROXY
    } else {
        &PROXY
    };
    if callback.is_null()
        && let Some(found) = vm.find_shared(ty, object)
    {
        return Ok(found);
    }
    vm.new_weakref(ty, object, callback)
}

#[cold]
fn gone(vm: &Vm) -> Exc {
    vm.reference_error("weakly-referenced object no longer exists")
}

/// The object itself, if `x` is a proxy; else `x`.
fn target(vm: &Vm, x: &Ref) -> PyResult {
    if !x.is_exactly(&PROXY) && !x.is_exactly(&CALLABLE_PROXY) {
        return Ok(x.clone());
    }
    as_weak(x).and_then(PyWeakRef::get).ok_or_else(|| gone(vm))
}

macro_rules! binary {
    ($($name:ident: $op:expr;)*) => {
        $(fn $name(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
            operators::binary(vm, $op, &target(vm, x)?, &target(vm, y)?)
        })*
    };
}

binary! {
    proxy_add: nb::ADD;
    proxy_sub: nb::SUBTRACT;
    proxy_mul: nb::MULTIPLY;
    proxy_modulo: nb::REMAINDER;
    proxy_lshift: nb::LSHIFT;
    proxy_rshift: nb::RSHIFT;
    proxy_and: nb::AND;
    proxy_xor: nb::XOR;
    proxy_or: nb::OR;
    proxy_floordiv: nb::FLOOR_DIVIDE;
    proxy_truediv: nb::TRUE_DIVIDE;
    proxy_matmul: nb::MATRIX_MULTIPLY;
    proxy_iadd: nb::INPLACE + nb::ADD;
    proxy_isub: nb::INPLACE + nb::SUBTRACT;
    proxy_imul: nb::INPLACE + nb::MULTIPLY;
    proxy_imod: nb::INPLACE + nb::REMAINDER;
    proxy_ipow: nb::INPLACE + nb::POWER;
    proxy_ilshift: nb::INPLACE + nb::LSHIFT;
    proxy_irshift: nb::INPLACE + nb::RSHIFT;
    proxy_iand: nb::INPLACE + nb::AND;
    proxy_ixor: nb::INPLACE + nb::XOR;
    proxy_ior: nb::INPLACE + nb::OR;
    proxy_ifloordiv: nb::INPLACE + nb::FLOOR_DIVIDE;
    proxy_itruediv: nb::INPLACE + nb::TRUE_DIVIDE;
    proxy_imatmul: nb::INPLACE + nb::MATRIX_MULTIPLY;
}

macro_rules! unary {
    ($($name:ident: $f:expr;)*) => {
        $(fn $name(vm: &Vm, x: &Ref) -> PyResult {
            let f: fn(&Vm, &Ref) -> PyResult = $f;
            f(vm, &target(vm, x)?)
        })*
    };
}

unary! {
    proxy_str: Vm::str;
    proxy_iter: Vm::iter;
    proxy_neg: operators::negative;
    proxy_pos: operators::positive;
    proxy_abs: operators::absolute;
    proxy_invert: operators::invert;
    proxy_int: |vm, x| vm.call_one(&super::int::INT.to_ref(), x);
    proxy_float: |vm, x| vm.call_one(&super::float::FLOAT.to_ref(), x);
    proxy_index: Vm::index;
}

fn proxy_repr(vm: &Vm, x: &Ref) -> PyResult {
    let id = x.id();
    Ok(vm.new_str(&match as_weak(x).and_then(PyWeakRef::get) {
        None => format!("<weakproxy at {id:#x}; dead>"),
        Some(o) => format!(
            "<weakproxy at {id:#x}; to '{}' at {:#x}>",
            o.ty().name(),
            o.id()
        ),
    }))
}

fn proxy_getattro(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    vm.get_attr(&target(vm, x)?, name)
}

fn proxy_setattro(vm: &Vm, x: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let object = target(vm, x)?;
    match value {
        Some(v) => vm.set_attr(&object, name, v),
        None => vm.del_attr(&object, name),
    }
}

fn proxy_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    vm.compare(&target(vm, x)?, &target(vm, y)?, op)
}

fn proxy_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let object = target(vm, x)?;
    match object.ty().slots().next {
        Some(f) => f(vm, &object),
        None => Err(vm.type_error(format!(
            "Weakref proxy referenced a non-iterator '{}' object",
            object.ty().name()
        ))),
    }
}

fn proxy_len(vm: &Vm, x: &Ref) -> PyResult<usize> {
    vm.len(&target(vm, x)?)
}

fn proxy_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    vm.get_item(&target(vm, x)?, key)
}

fn proxy_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let object = target(vm, x)?;
    match value {
        Some(v) => vm.set_item(&object, key, v),
        None => vm.del_item(&object, key),
    }
}

fn proxy_contains(vm: &Vm, x: &Ref, item: &Ref) -> PyResult<bool> {
    vm.contains(&target(vm, x)?, item)
}

fn proxy_divmod(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    operators::divmod(vm, &target(vm, x)?, &target(vm, y)?)
}

fn proxy_pow(vm: &Vm, x: &Ref, y: &Ref, modulus: &Ref) -> PyResult {
    operators::power(vm, &target(vm, x)?, &target(vm, y)?, &target(vm, modulus)?)
}

fn proxy_bool(vm: &Vm, x: &Ref) -> PyResult<bool> {
    vm.is_true(&target(vm, x)?)
}

fn proxy_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    vm.call_args(&target(vm, x)?, args)
}

fn proxy_bytes(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.call_method_str(&target(vm, &args[0])?, "__bytes__", &[])
}

fn proxy_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.call_method_str(&target(vm, &args[0])?, "__reversed__", &[])
}
