//! `array`: sequences of numbers or characters, stored as in C.
//!
//! Invariant: the bytes are a whole number of items; they neither move nor change in number while a
//! buffer looks at them.
//! Next file to read: `item.rs`, then `methods.rs`.

pub mod item;
mod methods;
mod subscript;

use super::modules::ModuleDef;
use crate::objects::args::{Args, function};
use crate::objects::buffer::{Buffer, BufferSource};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::objects::word::Word;
use crate::syntax::ast::CompareOp;
use crate::{payload, receiver};
use item::Kind;

/// The module `array`.
pub static ARRAY_MODULE: ModuleDef = ModuleDef {
    name: "array",
    doc: "Arrays of numbers and characters, stored compactly: like lists, but all items are of one kind.",
    functions: &[function(
        "_array_reconstructor",
        methods::array_reconstructor,
        "arraytype, typecode, mformat_code, items, /",
        "Internal. Used for pickling support.",
    )],
    setup: Some(|vm, dict| {
        vm.dict_set(dict, "typecodes", vm.new_str(item::TYPECODES))?;
        super::add_type(vm, dict, &ARRAY)?;
        vm.dict_set(dict, "ArrayType", ARRAY.to_ref())
    }),
};

/// An `array` object.
#[repr(C)]
pub struct PyArray {
    pub(crate) header: Header,
    kind: Kind,
    data: Locked<Vec<u8>>,
    exports: Word<usize>,
}

payload!(PyArray, ARRAY);
receiver!(this, PyArray);

static ARRAY_DEF: TypeDef = TypeDef {
    module: "array",
    doc: "array(typecode [, initializer]) -> array\n\n\
Return a new array whose items are restricted by typecode, and\n\
initialized from the optional initializer value, which must be a list,\n\
string or iterable over elements of the appropriate type.",
    flags: type_flags::BASE | type_flags::WEAKREF | type_flags::SEQUENCE,
    slots: Slots {
        new: Some(array_new),
        repr: Some(array_repr),
        compare: Some(array_compare),
        hash: Some(crate::builtins::object::hash_not_implemented),
        iter: Some(array_iter),
        len: Some(array_len),
        getitem: Some(subscript::array_getitem),
        setitem: Some(subscript::array_setitem),
        contains: Some(array_contains),
        concat: Some(array_concat),
        repeat: Some(array_repeat),
        iconcat: Some(array_iconcat),
        irepeat: Some(array_irepeat),
        buffer: Some(array_buffer),
        ..Slots::NONE
    },
    methods: methods::METHODS,
    getset: &[
        getter(
            "itemsize",
            array_itemsize,
            "the size, in bytes, of one array item",
        ),
        getter(
            "typecode",
            array_typecode,
            "the typecode character used to create the array",
        ),
    ],
    ..TypeDef::of::<PyArray>("array")
};
/// The type `array.array`.
pub static ARRAY: Type = Type::builtin(&ARRAY_DEF);

impl BufferSource for PyArray {
    fn read(&self, offset: usize, out: &mut [u8]) {
        self.data.with(|data| {
            if let Some(from) = data.get(offset..offset + out.len()) {
                out.copy_from_slice(from);
            }
        });
    }

    fn write(&self, offset: usize, bytes: &[u8]) {
        self.data.with(|data| {
            if let Some(to) = data.get_mut(offset..offset + bytes.len()) {
                to.copy_from_slice(bytes);
            }
        });
    }

    fn acquire(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    fn release(&self) {
        self.exports.set(self.exports.get().saturating_sub(1));
    }
}

fn source(owner: &Ref) -> Option<&dyn BufferSource> {
    owner.downcast::<PyArray>().map(|a| a as &dyn BufferSource)
}

fn array_buffer(_: &Vm, x: &Ref) -> PyResult<Buffer> {
    let a = this(x);
    let format = match a.kind.code {
        b'u' => "w".to_string(),
        code => (code as char).to_string(),
    };
    Ok(Buffer::items(
        x,
        a.len(),
        a.kind.size,
        &format,
        false,
        source,
    ))
}

impl PyArray {
    fn len(&self) -> usize {
        self.data.with(|d| d.len()) / self.kind.size
    }

    fn bytes(&self) -> Vec<u8> {
        self.data.get()
    }

    /// Item `index`, if there is one.
    fn get(&self, vm: &Vm, index: usize) -> Option<Ref> {
        let size = self.kind.size;
        let mut bytes = [0; 8];
        let found = self.data.with(|d| {
            let from = d.get(index.checked_mul(size)?..)?.get(..size)?;
            bytes[..size].copy_from_slice(from);
            Some(())
        });
        found.map(|()| self.kind.unpack(vm, &bytes[..size]))
    }

    fn items(&self, vm: &Vm) -> Vec<Ref> {
        let bytes = self.bytes();
        bytes
            .chunks(self.kind.size)
            .map(|b| self.kind.unpack(vm, b))
            .collect()
    }

    /// Runs `change`, which may change the length.
    fn resize<R>(&self, vm: &Vm, change: impl FnOnce(&mut Vec<u8>) -> R) -> PyResult<R> {
        if self.exports.get() > 0 {
            return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
        }
        Ok(self.data.with(change))
    }

    fn push(&self, vm: &Vm, item: &Ref) -> PyResult<()> {
        let bytes = self.kind.pack(vm, item)?;
        self.resize(vm, |d| d.extend_from_slice(&bytes[..self.kind.size]))
    }
}

fn new_array(vm: &Vm, ty: &Type, kind: Kind, data: Vec<u8>) -> PyResult {
    let made = PyArray {
        header: Header::new(ty),
        kind,
        data: Locked::new(data),
        exports: Word::new(0),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

fn type_code(vm: &Vm, x: &Ref) -> PyResult<Kind> {
    const WHAT: &str = "array() argument 1 must be a unicode character, not";
    let Some(text) = x.as_str() else {
        return Err(vm.type_error(format!("{WHAT} {}", x.ty().name())));
    };
    if text.len() != 1 {
        return Err(vm.type_error(format!("{WHAT} a string of length {}", text.len())));
    }
    let code = text.view().first().and_then(|c| u8::try_from(c).ok());
    code.and_then(Kind::new).ok_or_else(|| {
        vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
    })
}

fn array_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let given = args.pos();
    if !args.kwnames.is_empty() && std::ptr::eq(ty, &ARRAY) {
        return Err(vm.type_error("array.array() takes no keyword arguments"));
    }
    if given.is_empty() || given.len() > 2 {
        let (word, bound, s) = if given.is_empty() {
            ("least", 1, "")
        } else {
            ("most", 2, "s")
        };
        let n = given.len();
        return Err(vm.type_error(format!(
            "array() takes at {word} {bound} argument{s} ({n} given)"
        )));
    }
    let kind = type_code(vm, &given[0])?;
    if kind.code == b'u' {
        let text = "The 'u' type code is deprecated and will be removed in Python 3.16";
        vm.warn(&crate::builtins::exceptions::DEPRECATION_WARNING, text, 1)?;
    }
    let made = new_array(vm, ty, kind, Vec::new())?;
    let Some(initial) = given.get(1) else {
        return Ok(made);
    };
    let a = this(&made);
    if initial.as_str().is_some() {
        if !kind.is_text() {
            return Err(vm.type_error(format!(
                "cannot use a str to initialize an array with typecode '{}'",
                kind.code as char
            )));
        }
        methods::extend_text(vm, a, initial)?;
    } else if let Some(other) = initial.downcast::<PyArray>() {
        if kind.is_text() && !other.kind.is_text() {
            return Err(vm.type_error(format!(
                "cannot use an array with typecode '{}' to initialize an array with typecode '{}'",
                other.kind.code as char, kind.code as char
            )));
        }
        other.items(vm).iter().try_for_each(|x| a.push(vm, x))?;
    } else if initial.is_instance(&crate::builtins::bytes::BYTES)
        || initial.is_instance(&crate::builtins::bytearray::BYTEARRAY)
    {
        methods::extend_bytes(vm, a, initial)?;
    } else {
        vm.for_each(initial, |x| a.push(vm, &x))?;
    }
    Ok(made)
}

fn array_repr(vm: &Vm, x: &Ref) -> PyResult {
    let a = this(x);
    let name = crate::stdlib::type_name(x.ty());
    let code = a.kind.code as char;
    if a.len() == 0 {
        return Ok(vm.new_str(&format!("{name}('{code}')")));
    }
    let shown = if a.kind.is_text() {
        methods::text(vm, a)
    } else {
        vm.new_list(a.items(vm))
    };
    let shown = vm.repr_text(&shown)?;
    Ok(vm.new_str(&format!("{name}('{code}', {shown})")))
}

fn array_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyArray>(), y.downcast::<PyArray>()) else {
        return Ok(Ref::not_implemented());
    };
    vm.compare(&vm.new_list(a.items(vm)), &vm.new_list(b.items(vm)), op)
}

fn array_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(crate::builtins::iterators::new_sequence_iterator(
        vm,
        x.clone(),
    ))
}

fn array_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(this(x).len())
}

fn array_itemsize(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int(this(x).kind.size as i64))
}

fn array_typecode(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&(this(x).kind.code as char).to_string()))
}

fn array_contains(vm: &Vm, x: &Ref, item: &Ref) -> PyResult<bool> {
    methods::find(vm, this(x), item, 0, usize::MAX).map(|at| at.is_some())
}

fn not_array(vm: &Vm, verb: &str, x: &Ref) -> Exc {
    vm.type_error(format!("can only {verb} (not \"{}\")", x.ty().name()))
}

fn array_concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let a = this(x);
    let Some(b) = y.downcast::<PyArray>() else {
        let ty = y.ty().name();
        return Err(vm.type_error(format!("can only append array (not \"{ty}\") to array")));
    };
    if a.kind != b.kind {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let mut data = a.bytes();
    data.extend(b.bytes());
    new_array(vm, &ARRAY, a.kind, data)
}

fn array_iconcat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if y.downcast::<PyArray>().is_none() {
        return Err(not_array(vm, "extend array with array", y));
    }
    methods::extend(vm, this(x), y)?;
    Ok(x.clone())
}

fn repeated(vm: &Vm, a: &PyArray, count: isize) -> PyResult<Vec<u8>> {
    let bytes = a.bytes();
    let count = count.max(0) as usize;
    let mut out = Vec::new();
    match bytes.len().checked_mul(count) {
        Some(n) if out.try_reserve_exact(n).is_ok() => {}
        _ => return Err(vm.memory_error()),
    }
    (0..count).for_each(|_| out.extend_from_slice(&bytes));
    Ok(out)
}

fn array_repeat(vm: &Vm, x: &Ref, count: isize) -> PyResult {
    let a = this(x);
    new_array(vm, &ARRAY, a.kind, repeated(vm, a, count)?)
}

fn array_irepeat(vm: &Vm, x: &Ref, count: isize) -> PyResult {
    let a = this(x);
    let data = repeated(vm, a, count)?;
    a.resize(vm, |d| *d = data)?;
    Ok(x.clone())
}
