//! The functions of `_operator`.
//!
//! Invariant: rows are sorted by name.
//! Next file to read: `../functools/mod.rs`.

use crate::bytecode::opcode::binary_op as nb;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::syntax::ast::CompareOp;
use crate::vm::operators;

/// Every function.
#[rustfmt::skip]
pub static FUNCTIONS: &[MethodDef] = &[
    function("_compare_digest", operator_compare_digest, "a, b, /", "Return 'a == b', in a time that does not tell how much of them is equal."),
    function("abs", operator_abs, "a, /", "Same as abs(a)."),
    function("add", arithmetic::<{ nb::ADD }>, "a, b, /", "Same as a + b."),
    function("and_", arithmetic::<{ nb::AND }>, "a, b, /", "Same as a & b."),
    function("call", operator_call, "obj, /, *args, **kwargs", "Same as obj(*args, **kwargs)."),
    function("concat", operator_concat, "a, b, /", "Same as a + b, for a and b sequences."),
    function("contains", operator_contains, "a, b, /", "Same as b in a (note reversed operands)."),
    function("countOf", operator_count_of, "a, b, /", "Return the number of items in a which are, or which equal, b."),
    function("delitem", operator_delitem, "a, b, /", "Same as del a[b]."),
    function("eq", comparison::<2>, "a, b, /", "Same as a == b."),
    function("floordiv", arithmetic::<{ nb::FLOOR_DIVIDE }>, "a, b, /", "Same as a // b."),
    function("ge", comparison::<5>, "a, b, /", "Same as a >= b."),
    function("getitem", operator_getitem, "a, b, /", "Same as a[b]."),
    function("gt", comparison::<4>, "a, b, /", "Same as a > b."),
    function("iadd", arithmetic::<{ nb::INPLACE + nb::ADD }>, "a, b, /", "Same as a += b."),
    function("iand", arithmetic::<{ nb::INPLACE + nb::AND }>, "a, b, /", "Same as a &= b."),
    function("iconcat", operator_iconcat, "a, b, /", "Same as a += b, for a and b sequences."),
    function("ifloordiv", arithmetic::<{ nb::INPLACE + nb::FLOOR_DIVIDE }>, "a, b, /", "Same as a //= b."),
    function("ilshift", arithmetic::<{ nb::INPLACE + nb::LSHIFT }>, "a, b, /", "Same as a <<= b."),
    function("imatmul", arithmetic::<{ nb::INPLACE + nb::MATRIX_MULTIPLY }>, "a, b, /", "Same as a @= b."),
    function("imod", arithmetic::<{ nb::INPLACE + nb::REMAINDER }>, "a, b, /", "Same as a %= b."),
    function("imul", arithmetic::<{ nb::INPLACE + nb::MULTIPLY }>, "a, b, /", "Same as a *= b."),
    function("index", operator_index, "a, /", "Same as a.__index__()"),
    function("indexOf", operator_index_of, "a, b, /", "Return the first index of b in a."),
    function("inv", operator_invert, "a, /", "Same as ~a."),
    function("invert", operator_invert, "a, /", "Same as ~a."),
    function("ior", arithmetic::<{ nb::INPLACE + nb::OR }>, "a, b, /", "Same as a |= b."),
    function("ipow", arithmetic::<{ nb::INPLACE + nb::POWER }>, "a, b, /", "Same as a **= b."),
    function("irshift", arithmetic::<{ nb::INPLACE + nb::RSHIFT }>, "a, b, /", "Same as a >>= b."),
    function("is_", operator_is, "a, b, /", "Same as a is b."),
    function("is_none", operator_is_none, "a, /", "Same as a is None."),
    function("is_not", operator_is_not, "a, b, /", "Same as a is not b."),
    function("is_not_none", operator_is_not_none, "a, /", "Same as a is not None."),
    function("isub", arithmetic::<{ nb::INPLACE + nb::SUBTRACT }>, "a, b, /", "Same as a -= b."),
    function("itruediv", arithmetic::<{ nb::INPLACE + nb::TRUE_DIVIDE }>, "a, b, /", "Same as a /= b."),
    function("ixor", arithmetic::<{ nb::INPLACE + nb::XOR }>, "a, b, /", "Same as a ^= b."),
    function("le", comparison::<1>, "a, b, /", "Same as a <= b."),
    function("length_hint", operator_length_hint, "obj, default=0, /", "Return an estimate of the number of items in obj."),
    function("lshift", arithmetic::<{ nb::LSHIFT }>, "a, b, /", "Same as a << b."),
    function("lt", comparison::<0>, "a, b, /", "Same as a < b."),
    function("matmul", arithmetic::<{ nb::MATRIX_MULTIPLY }>, "a, b, /", "Same as a @ b."),
    function("mod", arithmetic::<{ nb::REMAINDER }>, "a, b, /", "Same as a % b."),
    function("mul", arithmetic::<{ nb::MULTIPLY }>, "a, b, /", "Same as a * b."),
    function("ne", comparison::<3>, "a, b, /", "Same as a != b."),
    function("neg", operator_neg, "a, /", "Same as -a."),
    function("not_", operator_not, "a, /", "Same as not a."),
    function("or_", arithmetic::<{ nb::OR }>, "a, b, /", "Same as a | b."),
    function("pos", operator_pos, "a, /", "Same as +a."),
    function("pow", arithmetic::<{ nb::POWER }>, "a, b, /", "Same as a ** b."),
    function("rshift", arithmetic::<{ nb::RSHIFT }>, "a, b, /", "Same as a >> b."),
    function("setitem", operator_setitem, "a, b, c, /", "Same as a[b] = c."),
    function("sub", arithmetic::<{ nb::SUBTRACT }>, "a, b, /", "Same as a - b."),
    function("truediv", arithmetic::<{ nb::TRUE_DIVIDE }>, "a, b, /", "Same as a / b."),
    function("truth", operator_truth, "a, /", "Return True if a is true, False otherwise."),
    function("xor", arithmetic::<{ nb::XOR }>, "a, b, /", "Same as a ^ b."),
];

fn arithmetic<const OP: u8>(vm: &Vm, args: &[Ref]) -> PyResult {
    operators::binary(vm, OP, &args[0], &args[1])
}

/// The comparisons by the number in their rows.
const COMPARISONS: [CompareOp; 6] = [
    CompareOp::Lt,
    CompareOp::LtE,
    CompareOp::Eq,
    CompareOp::NotEq,
    CompareOp::Gt,
    CompareOp::GtE,
];

fn comparison<const OP: usize>(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.compare(&args[0], &args[1], COMPARISONS[OP])
}

fn operator_abs(vm: &Vm, args: &[Ref]) -> PyResult {
    operators::absolute(vm, &args[0])
}

fn operator_index(vm: &Vm, args: &[Ref]) -> PyResult {
    let i = vm.index(&args[0])?;
    // The answer is a plain int, whatever class of ints it came from.
    match i.as_int() {
        Some(value) if !i.is_exactly(&crate::builtins::int::INT) => {
            Ok(vm.int_from(value.into_owned()))
        }
        _ => Ok(i),
    }
}

fn operator_invert(vm: &Vm, args: &[Ref]) -> PyResult {
    operators::invert(vm, &args[0])
}

fn operator_neg(vm: &Vm, args: &[Ref]) -> PyResult {
    operators::negative(vm, &args[0])
}

fn operator_pos(vm: &Vm, args: &[Ref]) -> PyResult {
    operators::positive(vm, &args[0])
}

fn operator_not(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.is_true(&args[0]).map(|b| Ref::bool(!b))
}

fn operator_truth(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.is_true(&args[0]).map(Ref::bool)
}

fn operator_is_none(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(args[0].is_none()))
}

fn operator_is_not_none(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(!args[0].is_none()))
}

fn operator_is(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(args[0].is(&args[1])))
}

fn operator_is_not(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(!args[0].is(&args[1])))
}

fn operator_contains(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.contains(&args[0], &args[1]).map(Ref::bool)
}

fn operator_getitem(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.get_item(&args[0], &args[1])
}

fn operator_setitem(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.set_item(&args[0], &args[1], &args[2])?;
    Ok(Ref::none())
}

fn operator_delitem(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.del_item(&args[0], &args[1])?;
    Ok(Ref::none())
}

/// Concatenation for sequences only: a number's `+` does not count.
fn concatenate(vm: &Vm, op: u8, a: &Ref, b: &Ref) -> PyResult {
    let slots = a.ty().slots();
    let in_place = if op == nb::ADD { None } else { slots.iconcat };
    if let Some(f) = in_place.or(slots.concat) {
        return f(vm, a, b);
    }
    if vm.is_sequence(a) && vm.is_sequence(b) {
        return operators::binary(vm, op, a, b);
    }
    Err(vm.type_error(format!("'{}' object can't be concatenated", a.ty().name())))
}

fn operator_concat(vm: &Vm, args: &[Ref]) -> PyResult {
    concatenate(vm, nb::ADD, &args[0], &args[1])
}

fn operator_iconcat(vm: &Vm, args: &[Ref]) -> PyResult {
    concatenate(vm, nb::INPLACE + nb::ADD, &args[0], &args[1])
}

/// An iterator over `x`; the error for what has none is that of searching.
fn search(vm: &Vm, x: &Ref) -> PyResult {
    vm.iter(x).map_err(|e| {
        if e.matches(&crate::builtins::exceptions::TYPE_ERROR) {
            let ty = x.ty().name();
            vm.type_error(format!("argument of type '{ty}' is not iterable"))
        } else {
            e
        }
    })
}

fn operator_count_of(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = search(vm, &args[0])?;
    let mut count = 0;
    vm.drain(&it, |item| {
        count += vm.equal(&item, &args[1])? as i64;
        Ok(())
    })?;
    Ok(vm.int(count))
}

fn operator_index_of(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = search(vm, &args[0])?;
    let mut index = 0;
    while let Some(item) = vm.next(&it)? {
        if vm.equal(&item, &args[1])? {
            return Ok(vm.int(index));
        }
        index += 1;
        if index & 0xfff == 0 {
            vm.check_signals()?;
        }
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn operator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let default = match args[1].opt() {
        Some(d) if d.as_int().is_none() => {
            let ty = d.ty().name();
            return Err(vm.type_error(format!("'{ty}' object cannot be interpreted as an integer")));
        }
        Some(d) => d.clone(),
        None => Ref::small_int(0),
    };
    match vm.length_hint(&args[0], usize::MAX)? {
        usize::MAX => Ok(default),
        hint => Ok(vm.uint(hint as u64)),
    }
}

fn operator_call(vm: &Vm, args: &[Ref]) -> PyResult {
    crate::stdlib::call_with(vm, &args[0], &args[1], &args[2])
}

fn operator_compare_digest(vm: &Vm, args: &[Ref]) -> PyResult {
    let (a, b) = (&args[0], &args[1]);
    if let (Some(x), Some(y)) = (a.as_str(), b.as_str()) {
        return match (x.as_ascii(), y.as_ascii()) {
            (Some(x), Some(y)) => Ok(Ref::bool(same(x.as_bytes(), y.as_bytes()))),
            _ => Err(vm.type_error("comparing strings with non-ASCII characters is not supported")),
        };
    }
    if a.ty().slots().buffer.is_none() && b.ty().slots().buffer.is_none() {
        return Err(vm.type_error(format!(
            "unsupported operand types(s) or combination of types: '{}' and '{}'",
            a.ty().name(),
            b.ty().name()
        )));
    }
    let (x, y) = (vm.bytes_of(a)?, vm.bytes_of(b)?);
    Ok(Ref::bool(same(&x, &y)))
}

/// Whether two texts are equal; looks at every byte of `y` whatever the others are.
fn same(x: &[u8], y: &[u8]) -> bool {
    let equal_length = x.len() == y.len();
    let x = if equal_length { x } else { y };
    let differing = x.iter().zip(y).fold(0u8, |acc, (a, b)| acc | (a ^ b));
    std::hint::black_box(differing) == 0 && equal_length
}
