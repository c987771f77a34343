//! Builtin functions about numbers and characters.
//!
//! Invariant: arithmetic itself is the types'; here stand only the rules of the functions.
//! Next file to read: `reduction.rs`.

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::vm::operators;

/// `abs()`
pub(super) fn builtins_abs(vm: &Vm, args: &[Ref]) -> PyResult {
    operators::absolute(vm, &args[0])
}

fn in_radix(vm: &Vm, x: &Ref, prefix: &str, radix: u8) -> PyResult {
    let index = vm.index(x)?;
    let Some(i) = index.as_int() else {
        return Ok(Ref::none());
    };
    let sign = if i.is_negative() { "-" } else { "" };
    Ok(vm.new_str(&format!("{sign}{prefix}{}", i.radix_digits(radix))))
}

/// `bin()`
pub(super) fn builtins_bin(vm: &Vm, args: &[Ref]) -> PyResult {
    in_radix(vm, &args[0], "0b", 2)
}

/// `oct()`
pub(super) fn builtins_oct(vm: &Vm, args: &[Ref]) -> PyResult {
    in_radix(vm, &args[0], "0o", 8)
}

/// `hex()`
pub(super) fn builtins_hex(vm: &Vm, args: &[Ref]) -> PyResult {
    in_radix(vm, &args[0], "0x", 16)
}

/// `chr()`
pub(super) fn builtins_chr(vm: &Vm, args: &[Ref]) -> PyResult {
    let index = vm.index(&args[0])?;
    match index.as_i64().and_then(|i| u32::try_from(i).ok()) {
        Some(c) if c < 0x11_0000 => Ok(vm.str_from_code(c)),
        _ => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

/// `ord()`
pub(super) fn builtins_ord(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let len = if let Some(s) = x.as_str() {
        if s.len() == 1 {
            return Ok(Ref::small_int(s.view().get(0).into()));
        }
        s.len()
    } else if x.is_instance(&crate::builtins::bytes::BYTES)
        || x.is_instance(&crate::builtins::bytearray::BYTEARRAY)
    {
        let n = vm.len(x)?;
        if n == 1 {
            return vm.get_item(x, &Ref::small_int(0));
        }
        n
    } else {
        let got = x.ty().name();
        return Err(vm.type_error(format!(
            "ord() expected string of length 1, but {got} found"
        )));
    };
    Err(vm.type_error(format!(
        "ord() expected a character, but string of length {len} found"
    )))
}

/// `divmod()`
pub(super) fn builtins_divmod(vm: &Vm, args: &[Ref]) -> PyResult {
    operators::divmod(vm, &args[0], &args[1])
}

/// `pow()`
pub(super) fn builtins_pow(vm: &Vm, args: &[Ref]) -> PyResult {
    let modulus = args[2].opt().cloned().unwrap_or_else(Ref::none);
    operators::power(vm, &args[0], &args[1], &modulus)
}

/// `round()`
pub(super) fn builtins_round(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let digits = args[1].opt().filter(|d| !d.is_none());
    let answer = vm.call_special(
        x,
        &vm.names().__round__,
        digits.map_or(&[], std::slice::from_ref),
    )?;
    answer.ok_or_else(|| {
        vm.type_error(format!(
            "type {} doesn't define __round__ method",
            x.ty().name()
        ))
    })
}
