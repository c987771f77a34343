//! What scripts see of `int` and `bool`: constructors, methods, attributes.
//!
//! Invariant: every result that scripts see as an `int` is an exact one, whatever subclass `self` is.
//! Next file to read: `parse.rs`.

use super::object::{INT, PyInt};
use super::parse::{ParseIntError, check_base, parse_int};
use super::{Int, digits};
use crate::builtins::bytearray::PyByteArray;
use crate::builtins::bytes::PyBytes;
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, getter};

/// Docstring of `int`.
pub const INT_DOC: &str = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.";
/// Docstring of `bool`.
pub const BOOL_DOC: &str = "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.";

/// Methods of `int`.
pub const INT_METHODS: &[MethodDef] = &[
    method(
        "__ceil__",
        int_exact,
        "self, /",
        "Ceiling of an Integral returns itself.",
    ),
    method(
        "__floor__",
        int_exact,
        "self, /",
        "Flooring an Integral returns itself.",
    ),
    method(
        "__format__",
        int_format,
        "self, format_spec, /",
        "Convert to a string according to format_spec.",
    ),
    method(
        "__getnewargs__",
        int_getnewargs,
        "self, /",
        "Return state for pickling.",
    ),
    method(
        "__round__",
        int_round,
        "self, ndigits=None, /",
        "Rounding an Integral returns itself.",
    ),
    method(
        "__sizeof__",
        int_sizeof,
        "self, /",
        "Returns size in memory, in bytes.",
    ),
    method(
        "__trunc__",
        int_exact,
        "self, /",
        "Truncating an Integral returns itself.",
    ),
    method(
        "as_integer_ratio",
        int_as_integer_ratio,
        "self, /",
        "Return a pair of integers, whose ratio is equal to the original int.",
    ),
    method(
        "bit_count",
        int_bit_count,
        "self, /",
        "Number of ones in the binary representation of the absolute value of self.",
    ),
    method(
        "bit_length",
        int_bit_length,
        "self, /",
        "Number of bits necessary to represent self in binary.",
    ),
    method(
        "conjugate",
        int_exact,
        "self, /",
        "Returns self, the complex conjugate of any int.",
    ),
    classmethod(
        "from_bytes",
        int_from_bytes,
        "cls, bytes, byteorder='big', *, signed=False",
        "Return the integer represented by the given array of bytes.",
    ),
    method(
        "is_integer",
        int_is_integer,
        "self, /",
        "Returns True. Exists for duck type compatibility with float.is_integer.",
    ),
    method(
        "to_bytes",
        int_to_bytes,
        "self, length=1, byteorder='big', *, signed=False",
        "Return an array of bytes representing an integer.",
    ),
];

/// Attributes of `int`.
pub const INT_GETSET: &[GetSetDef] = &[
    getter(
        "denominator",
        |_, _| Ok(Ref::small_int(1)),
        "The denominator of a rational number in lowest terms.",
    ),
    getter(
        "imag",
        |_, _| Ok(Ref::small_int(0)),
        "The imaginary part of a complex number.",
    ),
    getter(
        "numerator",
        exact,
        "The numerator of a rational number in lowest terms.",
    ),
    getter("real", exact, "The real part of a complex number."),
];

fn value(x: &Ref) -> std::borrow::Cow<'_, Int> {
    x.as_int().unwrap_or(std::borrow::Cow::Owned(Int::ZERO))
}

/// An exact `int` of the same value.
fn exact(vm: &Vm, x: &Ref) -> PyResult {
    if x.is_exactly(&INT) {
        Ok(x.clone())
    } else {
        Ok(vm.int_from(value(x).into_owned()))
    }
}

/// `int(...)`
pub fn int_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let pos = args.pos();
    let count = args.values.len();
    if count > 2 {
        return Err(vm.type_error(if args.kwnames.is_empty() {
            format!("int expected at most 2 arguments, got {count}")
        } else {
            format!("int() takes at most 2 arguments ({count} given)")
        }));
    }
    let mut base = pos.get(1).cloned();
    for (name, v) in args.keywords() {
        if !name.str_is("base") {
            let n = vm.str_lossy(name);
            let meant = crate::vm::traceback::suggest::nearest(["base"], &n);
            let hint = meant.map_or_else(String::new, |m| format!(". Did you mean '{m}'?"));
            return Err(vm.type_error(format!(
                "int() got an unexpected keyword argument '{n}'{hint}"
            )));
        }
        if base.is_some() {
            return Err(vm.type_error("argument for int() given by name ('base') and position (2)"));
        }
        base = Some(v.clone());
    }
    let result = match (pos.first(), base) {
        (None, None) => Ref::small_int(0),
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(x), None) => to_int(vm, x)?,
        (Some(x), Some(base)) => with_base(vm, x, &base)?,
    };
    if std::ptr::eq(ty, &INT) {
        return exact(vm, &result);
    }
    let payload = PyInt {
        header: Header::new(ty),
        value: value(&result).into_owned(),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn with_base(vm: &Vm, x: &Ref, base: &Ref) -> PyResult {
    let b = vm.index(base)?;
    let b = match check_base(b.as_i64().unwrap_or(-1)) {
        Ok(b) => b,
        Err(f) => return Err(vm.fault(f)),
    };
    if x.as_str().is_some() || bytes_of(x).is_some() {
        return parse(vm, x, b);
    }
    Err(vm.type_error("int() can't convert non-string with explicit base"))
}

fn bytes_of(x: &Ref) -> Option<Vec<u8>> {
    if let Some(b) = x.downcast::<PyBytes>() {
        return Some(b.as_slice().to_vec());
    }
    x.downcast::<PyByteArray>().map(|b| b.data.get())
}

fn parse(vm: &Vm, x: &Ref, base: u32) -> PyResult {
    let text = match x.as_str() {
        Some(s) => match s.as_ascii() {
            Some(a) => a.as_bytes().to_vec(),
            None => digits::to_ascii(s.view().iter()),
        },
        None => bytes_of(x).unwrap_or_default(),
    };
    match parse_int(&text, base, vm.max_str_digits(), &|| vm.interrupted()) {
        Ok(i) => Ok(vm.int_from(i)),
        Err(ParseIntError::Fault(f)) => Err(vm.fault(f)),
        Err(ParseIntError::Invalid) => {
            let shown: String = vm.repr_text(x)?.chars().take(200).collect();
            Err(vm.value_error(format!(
                "invalid literal for int() with base {base}: {shown}"
            )))
        }
    }
}

/// `int(x)`
pub fn to_int(vm: &Vm, x: &Ref) -> PyResult {
    if x.is_exactly(&INT) {
        return Ok(x.clone());
    }
    let slots = x.ty().slots();
    if let Some(f) = slots.int {
        let r = f(vm, x)?;
        if r.as_int().is_none() {
            return Err(vm.type_error(format!("__int__ returned non-int (type {})", r.ty().name())));
        }
        if !r.is_exactly(&INT) && x.as_int().is_none() {
            vm.warn_strict_subclass("__int__ returned non-int", &r, "int")?;
        }
        return exact(vm, &r);
    }
    if slots.index.is_some() {
        let r = vm.index(x)?;
        return exact(vm, &r);
    }
    if x.as_str().is_some() || bytes_of(x).is_some() {
        return parse(vm, x, 10);
    }
    Err(vm.type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        x.ty().name()
    )))
}

/// `bool(...)`
pub fn bool_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("bool() takes no keyword arguments"));
    }
    match args.values {
        [] => Ok(Ref::bool(false)),
        [x] => Ok(Ref::bool(vm.is_true(x)?)),
        more => Err(vm.type_error(format!(
            "bool expected at most 1 argument, got {}",
            more.len()
        ))),
    }
}

/// `~True`
pub fn bool_invert(vm: &Vm, x: &Ref) -> PyResult {
    let text = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. \
                This returns the bitwise inversion of the underlying int object and is usually not \
                what you expect from the negation of a bool object. Use the 'not' operator for \
                boolean negation or ~int(x) for the bitwise inversion of the underlying int.";
    vm.warn(&crate::builtins::exceptions::DEPRECATION_WARNING, text, 1)?;
    Ok(vm.int(if x.is_true() { -2 } else { -1 }))
}

fn int_exact(vm: &Vm, args: &[Ref]) -> PyResult {
    exact(vm, &args[0])
}

fn int_format(vm: &Vm, args: &[Ref]) -> PyResult {
    let spec = vm.expect_str(&args[1], "__format__() argument")?;
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let mut out = StrBuf::new();
    let (x, ty) = (value(&args[0]), args[0].ty().name());
    let stop = || vm.interrupted();
    match crate::builtins::format_spec::format_int(
        &x,
        spec.view(),
        ty,
        vm.max_str_digits(),
        &stop,
        &mut out,
    ) {
        Ok(()) => Ok(vm.str_from_buf(out)),
        Err(f) => Err(vm.fault(f)),
    }
}

fn int_getnewargs(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_tuple(vec![exact(vm, &args[0])?]))
}

fn int_round(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(n) = args[1].opt().filter(|n| !n.is_none()) else {
        return exact(vm, &args[0]);
    };
    let n = vm.index(n)?;
    let stop = || vm.interrupted();
    match value(&n).into_owned() {
        n if !n.is_negative() => exact(vm, &args[0]),
        n => vm.int_result(value(&args[0]).round_to_digits(&n, &stop)),
    }
}

fn int_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    // CPython's figure: a header of 24 bytes and 30 bits for each 4-byte digit.
    let bits = value(&args[0]).bit_length();
    Ok(vm.int(24 + 4 * (bits.div_ceil(30).max(1)) as i64))
}

fn int_as_integer_ratio(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_tuple(vec![exact(vm, &args[0])?, Ref::small_int(1)]))
}

fn int_bit_count(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(value(&args[0]).bit_count()))
}

fn int_bit_length(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(value(&args[0]).bit_length()))
}

fn int_is_integer(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::bool(true))
}

fn little_endian(vm: &Vm, order: &Ref, function: &str) -> PyResult<bool> {
    match order.opt() {
        None => Ok(false),
        Some(o) if o.str_is("little") => Ok(true),
        Some(o) if o.str_is("big") => Ok(false),
        Some(o) => {
            vm.expect_str(o, &format!("{function}() argument 'byteorder'"))?;
            Err(vm.value_error("byteorder must be either 'little' or 'big'"))
        }
    }
}

fn int_from_bytes(vm: &Vm, args: &[Ref]) -> PyResult {
    let little = little_endian(vm, &args[2], "from_bytes")?;
    let signed = args[3].opt().map_or(Ok(false), |s| vm.is_true(s))?;
    let bytes = match bytes_of(&args[1]) {
        Some(b) => b,
        None => {
            let ty = args[1].ty();
            let iterable = ty.slots().iter.is_some() || vm.is_sequence(&args[1]);
            let items = if args[1].as_str().is_some() || !iterable {
                let name = ty.name();
                Err(vm.type_error(format!("cannot convert '{name}' object to bytes")))
            } else {
                vm.collect_items(&args[1])
            }?;
            let mut out = Vec::with_capacity(items.len());
            for i in items {
                match vm.index_i64(&i)? {
                    n @ 0..=255 => out.push(n as u8),
                    _ => return Err(vm.value_error("bytes must be in range(0, 256)")),
                }
            }
            out
        }
    };
    let r = vm.int_from(Int::from_bytes(&bytes, little, signed));
    if args[0].is_type(&INT) {
        Ok(r)
    } else {
        vm.call_one(&args[0], &r)
    }
}

fn int_to_bytes(vm: &Vm, args: &[Ref]) -> PyResult {
    let length = args[1].opt().map_or(Ok(1), |n| vm.index_i64(n))?;
    let little = little_endian(vm, &args[2], "to_bytes")?;
    let signed = args[3].opt().map_or(Ok(false), |s| vm.is_true(s))?;
    match value(&args[0]).to_bytes(length, little, signed) {
        Ok(b) => Ok(vm.new_bytes(b)),
        Err(f) => Err(vm.fault(f)),
    }
}
