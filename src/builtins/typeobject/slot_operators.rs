//! Operators of classes written in Python.
//!
//! A binary slot is called for either operand. `binary` finds out which of the two it stands for:
//! the left operand's dunder is tried first, unless the right operand's class derives from the
//! left's and overrides the reflected dunder.
//!
//! Invariant: a binary function answers `NotImplemented`, never TypeError, when no dunder applies.
//! Next file to read: `namespace.rs`.

use super::slot_functions::call_dunder;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::{SlotId, Slots};

/// Calls the dunder if the class of `x` has it.
fn attempt(vm: &Vm, x: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
    match x.ty().lookup(vm, name) {
        Some(f) => vm.call_found_method(&f, x, args),
        None => Ok(Ref::not_implemented()),
    }
}

/// Whether `y`'s class has another reflected dunder than `x`'s, or `x`'s has none.
fn overrides(vm: &Vm, x: &Ref, y: &Ref, name: &Ref) -> bool {
    match (y.ty().lookup(vm, name), x.ty().lookup(vm, name)) {
        (Some(own), Some(other)) => !own.is(&other),
        (own, _) => own.is_some(),
    }
}

/// Tells for a table whether the slot in question is the generic function.
type IsGeneric = fn(&Slots) -> bool;

/// `x op y` where at least one of the classes has the generic function in this slot.
fn binary(
    vm: &Vm,
    x: &Ref,
    y: &Ref,
    names: (&Ref, &Ref),
    is_generic: IsGeneric,
    extra: Option<&Ref>,
) -> PyResult {
    let (name, reflected) = names;
    let (tx, ty) = (x.ty(), y.ty());
    let arguments = |other: &Ref| {
        let mut all = vec![other.clone()];
        all.extend(extra.cloned());
        all
    };
    let mut try_right = !std::ptr::eq(tx, ty) && is_generic(ty.slots());
    if is_generic(tx.slots()) {
        if try_right && ty.is_subtype(tx) && overrides(vm, x, y, reflected) {
            let r = attempt(vm, y, reflected, &arguments(x))?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
            try_right = false;
        }
        let r = attempt(vm, x, name, &arguments(y))?;
        if !r.is_not_implemented() || std::ptr::eq(tx, ty) {
            return Ok(r);
        }
    }
    if try_right {
        return attempt(vm, y, reflected, &arguments(x));
    }
    Ok(Ref::not_implemented())
}

macro_rules! operators {
    (binary { $($slot:ident $f:ident $name:ident $reflected:ident,)* }
     inplace { $($islot:ident $if:ident $iname:ident,)* }
     unary { $($uslot:ident $uf:ident $uname:ident,)* }) => {
        $(fn $f(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
            let names = vm.names();
            let is_generic: IsGeneric = |s| s.$slot.is_some_and(|g| g as usize == $f as *const () as usize);
            binary(vm, x, y, (&names.$name, &names.$reflected), is_generic, None)
        })*
        $(fn $if(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
            call_dunder(vm, x, &vm.names().$iname, std::slice::from_ref(y))
        })*
        $(fn $uf(vm: &Vm, x: &Ref) -> PyResult {
            call_dunder(vm, x, &vm.names().$uname, &[])
        })*

        /// Puts the generic function of an operator's slot in place.
        pub(super) fn install(slots: &mut Slots, id: SlotId) {
            match id {
                $(SlotId::$slot => slots.$slot = Some($f),)*
                $(SlotId::$islot => slots.$islot = Some($if),)*
                $(SlotId::$uslot => slots.$uslot = Some($uf),)*
                SlotId::pow => slots.pow = Some(slot_pow),
                _ => {}
            }
        }
    };
}

operators! {
    binary {
        add slot_add __add__ __radd__,
        sub slot_sub __sub__ __rsub__,
        mul slot_mul __mul__ __rmul__,
        modulo slot_mod __mod__ __rmod__,
        divmod slot_divmod __divmod__ __rdivmod__,
        lshift slot_lshift __lshift__ __rlshift__,
        rshift slot_rshift __rshift__ __rrshift__,
        and slot_and __and__ __rand__,
        xor slot_xor __xor__ __rxor__,
        or slot_or __or__ __ror__,
        floordiv slot_floordiv __floordiv__ __rfloordiv__,
        truediv slot_truediv __truediv__ __rtruediv__,
        matmul slot_matmul __matmul__ __rmatmul__,
    }
    inplace {
        iadd slot_iadd __iadd__,
        isub slot_isub __isub__,
        imul slot_imul __imul__,
        imod slot_imod __imod__,
        ipow slot_ipow __ipow__,
        ilshift slot_ilshift __ilshift__,
        irshift slot_irshift __irshift__,
        iand slot_iand __iand__,
        ixor slot_ixor __ixor__,
        ior slot_ior __ior__,
        ifloordiv slot_ifloordiv __ifloordiv__,
        itruediv slot_itruediv __itruediv__,
        imatmul slot_imatmul __imatmul__,
    }
    unary {
        neg slot_neg __neg__,
        pos slot_pos __pos__,
        abs slot_abs __abs__,
        invert slot_invert __invert__,
        int slot_int __int__,
        float slot_float __float__,
        index slot_index __index__,
    }
}

fn slot_pow(vm: &Vm, x: &Ref, y: &Ref, modulus: &Ref) -> PyResult {
    let names = vm.names();
    let is_generic: IsGeneric = |s| {
        s.pow
            .is_some_and(|g| g as usize == slot_pow as *const () as usize)
    };
    let extra = if modulus.is_none() {
        None
    } else {
        Some(modulus)
    };
    binary(
        vm,
        x,
        y,
        (&names.__pow__, &names.__rpow__),
        is_generic,
        extra,
    )
}
