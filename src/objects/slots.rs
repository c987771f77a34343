//! Slots: what a type can do, as function pointers, and the one table that ties them to dunders.
//!
//! A builtin type fills slots in its `TypeDef`; the visible methods (`list.__len__`) are made from
//! the table. A class written in Python has it the other way round: a dunder in its namespace puts
//! the generic function for that slot in place (`builtins/type/slot_functions.rs`).
//!
//! Invariant: a type's table is never changed after it is published; a change publishes a new one.
//! Next file to read: `types.rs`.

use super::args::Args;
use super::context::Vm;
use super::refcount::{PyResult, Ref};
use super::types::Type;
use crate::syntax::ast::CompareOp;

/// `repr(x)`, `-x`, `iter(x)` and the like.
pub type UnaryFn = fn(&Vm, &Ref) -> PyResult;
/// `x + y`, in either order: the slot of `y` is also called as `f(vm, x, y)`. May answer `NotImplemented`.
pub type BinaryFn = fn(&Vm, &Ref, &Ref) -> PyResult;
/// `pow(x, y, z)`; `z` is `None` without a modulus.
pub type PowFn = fn(&Vm, &Ref, &Ref, &Ref) -> PyResult;
/// `len(x)`.
pub type LenFn = fn(&Vm, &Ref) -> PyResult<usize>;
/// `hash(x)`.
pub type HashFn = fn(&Vm, &Ref) -> PyResult<i64>;
/// `bool(x)`.
pub type BoolFn = fn(&Vm, &Ref) -> PyResult<bool>;
/// `x == y` and the like; may answer `NotImplemented`.
pub type CompareFn = fn(&Vm, &Ref, &Ref, CompareOp) -> PyResult;
/// `next(x)`; `None` when exhausted, without making a `StopIteration`.
pub type NextFn = fn(&Vm, &Ref) -> PyResult<Option<Ref>>;
/// `x[key]`, `x.name`.
pub type GetFn = fn(&Vm, &Ref, &Ref) -> PyResult;
/// `x[key] = value`, `x.name = value`; deletion when the value is `None`.
pub type SetFn = fn(&Vm, &Ref, &Ref, Option<&Ref>) -> PyResult<()>;
/// `y in x` as `f(vm, x, y)`.
pub type ContainsFn = fn(&Vm, &Ref, &Ref) -> PyResult<bool>;
/// `x * n` for sequences.
pub type RepeatFn = fn(&Vm, &Ref, isize) -> PyResult;
/// `descr.__get__(obj, type)`.
pub type DescrGetFn = fn(&Vm, &Ref, Option<&Ref>, &Ref) -> PyResult;
/// `x(...)` as `f(vm, x, args)`.
pub type CallFn = fn(&Vm, &Ref, Args) -> PyResult;
/// `cls.__new__(cls, ...)`.
pub type NewFn = fn(&Vm, &Type, Args) -> PyResult;
/// `x.__init__(...)`.
pub type InitFn = fn(&Vm, &Ref, Args) -> PyResult<()>;
/// `x.__del__()`.
pub type DelFn = fn(&Vm, &Ref);
/// The bytes behind a buffer (PEP 3118).
pub type BufferFn = fn(&Vm, &Ref) -> PyResult<super::buffer::Buffer>;

macro_rules! slots {
    ($($(#[$doc:meta])* $field:ident: $ty:ty,)*) => {
        /// What a type can do. `None` means it can't.
        #[derive(Clone, Copy)]
        pub struct Slots { $($(#[$doc])* pub $field: Option<$ty>,)* }

        impl Slots {
            /// A type that can do nothing.
            pub const NONE: Slots = Slots { $($field: None,)* };

            /// Takes over from a base what is not set here.
            pub fn inherit(&mut self, base: &Slots) {
                $(if self.$field.is_none() { self.$field = base.$field; })*
            }

            /// Copies one slot from another table.
            pub fn copy_slot(&mut self, id: SlotId, from: &Slots) {
                match id { $(SlotId::$field => self.$field = from.$field,)* }
            }

            /// Whether the slot is set.
            pub fn has(&self, id: SlotId) -> bool {
                match id { $(SlotId::$field => self.$field.is_some(),)* }
            }

            /// The address of the slot's function, to tell whether two tables share it.
            pub fn address(&self, id: SlotId) -> usize {
                match id { $(SlotId::$field => self.$field.map_or(0, |f| f as usize),)* }
            }
        }

        /// The name of a slot.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum SlotId { $($field,)* }

        impl SlotId {
            /// Every slot.
            pub const ALL: &[SlotId] = &[$(SlotId::$field,)*];
        }
    };
}

slots! {
    /// `__new__`
    new: NewFn,
    /// `__init__`
    init: InitFn,
    /// `__del__`
    del: DelFn,
    /// `__repr__`
    repr: UnaryFn,
    /// `__str__`
    str: UnaryFn,
    /// `__hash__`
    hash: HashFn,
    /// `__call__`
    call: CallFn,
    /// `__getattribute__` and `__getattr__`
    getattro: GetFn,
    /// `__setattr__` and `__delattr__`
    setattro: SetFn,
    /// `__lt__` ... `__ge__`
    compare: CompareFn,
    /// `__iter__`
    iter: UnaryFn,
    /// `__next__`
    next: NextFn,
    /// `__get__`
    descr_get: DescrGetFn,
    /// `__set__` and `__delete__`
    descr_set: SetFn,
    /// `__len__`
    len: LenFn,
    /// `__getitem__`
    getitem: GetFn,
    /// `__setitem__` and `__delitem__`
    setitem: SetFn,
    /// `__contains__`
    contains: ContainsFn,
    /// `__add__` of sequences
    concat: BinaryFn,
    /// `__mul__` of sequences
    repeat: RepeatFn,
    /// `__iadd__` of sequences
    iconcat: BinaryFn,
    /// `__imul__` of sequences
    irepeat: RepeatFn,
    /// `__add__`, `__radd__`
    add: BinaryFn,
    /// `__sub__`, `__rsub__`
    sub: BinaryFn,
    /// `__mul__`, `__rmul__`
    mul: BinaryFn,
    /// `__mod__`, `__rmod__`
    modulo: BinaryFn,
    /// `__divmod__`, `__rdivmod__`
    divmod: BinaryFn,
    /// `__pow__`, `__rpow__`
    pow: PowFn,
    /// `__neg__`
    neg: UnaryFn,
    /// `__pos__`
    pos: UnaryFn,
    /// `__abs__`
    abs: UnaryFn,
    /// `__bool__`
    bool: BoolFn,
    /// `__invert__`
    invert: UnaryFn,
    /// `__lshift__`, `__rlshift__`
    lshift: BinaryFn,
    /// `__rshift__`, `__rrshift__`
    rshift: BinaryFn,
    /// `__and__`, `__rand__`
    and: BinaryFn,
    /// `__xor__`, `__rxor__`
    xor: BinaryFn,
    /// `__or__`, `__ror__`
    or: BinaryFn,
    /// `__int__`
    int: UnaryFn,
    /// `__float__`
    float: UnaryFn,
    /// `__index__`
    index: UnaryFn,
    /// `__floordiv__`, `__rfloordiv__`
    floordiv: BinaryFn,
    /// `__truediv__`, `__rtruediv__`
    truediv: BinaryFn,
    /// `__matmul__`, `__rmatmul__`
    matmul: BinaryFn,
    /// `__iadd__`
    iadd: BinaryFn,
    /// `__isub__`
    isub: BinaryFn,
    /// `__imul__`
    imul: BinaryFn,
    /// `__imod__`
    imod: BinaryFn,
    /// `__ipow__`
    ipow: BinaryFn,
    /// `__ilshift__`
    ilshift: BinaryFn,
    /// `__irshift__`
    irshift: BinaryFn,
    /// `__iand__`
    iand: BinaryFn,
    /// `__ixor__`
    ixor: BinaryFn,
    /// `__ior__`
    ior: BinaryFn,
    /// `__ifloordiv__`
    ifloordiv: BinaryFn,
    /// `__itruediv__`
    itruediv: BinaryFn,
    /// `__imatmul__`
    imatmul: BinaryFn,
    /// `__await__`
    await_: UnaryFn,
    /// `__aiter__`
    aiter: UnaryFn,
    /// `__anext__`
    anext: UnaryFn,
    /// `__buffer__`
    buffer: BufferFn,
}

/// One dunder: its name, the slot it belongs to, and its one-line doc.
pub struct Dunder {
    /// The method's name.
    pub name: &'static str,
    /// The slot it reads or fills.
    pub slot: SlotId,
    /// The docstring of the wrapper.
    pub doc: &'static str,
}

const fn row(name: &'static str, slot: SlotId, doc: &'static str) -> Dunder {
    Dunder { name, slot, doc }
}

/// Every dunder that is a slot. Where two share a slot, the wrapper's behaviour follows the name.
pub static DUNDERS: &[Dunder] = &[
    row(
        "__new__",
        SlotId::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    row(
        "__init__",
        SlotId::init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    row(
        "__del__",
        SlotId::del,
        "Called when the instance is about to be destroyed.",
    ),
    row("__repr__", SlotId::repr, "Return repr(self)."),
    row("__str__", SlotId::str, "Return str(self)."),
    row("__hash__", SlotId::hash, "Return hash(self)."),
    row("__call__", SlotId::call, "Call self as a function."),
    row(
        "__getattribute__",
        SlotId::getattro,
        "Return getattr(self, name).",
    ),
    row("__getattr__", SlotId::getattro, ""),
    row(
        "__setattr__",
        SlotId::setattro,
        "Implement setattr(self, name, value).",
    ),
    row(
        "__delattr__",
        SlotId::setattro,
        "Implement delattr(self, name).",
    ),
    row("__lt__", SlotId::compare, "Return self<value."),
    row("__le__", SlotId::compare, "Return self<=value."),
    row("__eq__", SlotId::compare, "Return self==value."),
    row("__ne__", SlotId::compare, "Return self!=value."),
    row("__gt__", SlotId::compare, "Return self>value."),
    row("__ge__", SlotId::compare, "Return self>=value."),
    row("__iter__", SlotId::iter, "Implement iter(self)."),
    row("__next__", SlotId::next, "Implement next(self)."),
    row(
        "__get__",
        SlotId::descr_get,
        "Return an attribute of instance, which is of type owner.",
    ),
    row(
        "__set__",
        SlotId::descr_set,
        "Set an attribute of instance to value.",
    ),
    row(
        "__delete__",
        SlotId::descr_set,
        "Delete an attribute of instance.",
    ),
    row("__len__", SlotId::len, "Return len(self)."),
    row("__getitem__", SlotId::getitem, "Return self[key]."),
    row("__setitem__", SlotId::setitem, "Set self[key] to value."),
    row("__delitem__", SlotId::setitem, "Delete self[key]."),
    row(
        "__contains__",
        SlotId::contains,
        "Return bool(key in self).",
    ),
    row("__add__", SlotId::add, "Return self+value."),
    row("__radd__", SlotId::add, "Return value+self."),
    row("__sub__", SlotId::sub, "Return self-value."),
    row("__rsub__", SlotId::sub, "Return value-self."),
    row("__mul__", SlotId::mul, "Return self*value."),
    row("__rmul__", SlotId::mul, "Return value*self."),
    row("__mod__", SlotId::modulo, "Return self%value."),
    row("__rmod__", SlotId::modulo, "Return value%self."),
    row("__divmod__", SlotId::divmod, "Return divmod(self, value)."),
    row("__rdivmod__", SlotId::divmod, "Return divmod(value, self)."),
    row("__pow__", SlotId::pow, "Return pow(self, value, mod)."),
    row("__rpow__", SlotId::pow, "Return pow(value, self, mod)."),
    row("__neg__", SlotId::neg, "-self"),
    row("__pos__", SlotId::pos, "+self"),
    row("__abs__", SlotId::abs, "abs(self)"),
    row("__bool__", SlotId::bool, "True if self else False"),
    row("__invert__", SlotId::invert, "~self"),
    row("__lshift__", SlotId::lshift, "Return self<<value."),
    row("__rlshift__", SlotId::lshift, "Return value<<self."),
    row("__rshift__", SlotId::rshift, "Return self>>value."),
    row("__rrshift__", SlotId::rshift, "Return value>>self."),
    row("__and__", SlotId::and, "Return self&value."),
    row("__rand__", SlotId::and, "Return value&self."),
    row("__xor__", SlotId::xor, "Return self^value."),
    row("__rxor__", SlotId::xor, "Return value^self."),
    row("__or__", SlotId::or, "Return self|value."),
    row("__ror__", SlotId::or, "Return value|self."),
    row("__int__", SlotId::int, "int(self)"),
    row("__float__", SlotId::float, "float(self)"),
    row(
        "__index__",
        SlotId::index,
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
    ),
    row("__floordiv__", SlotId::floordiv, "Return self//value."),
    row("__rfloordiv__", SlotId::floordiv, "Return value//self."),
    row("__truediv__", SlotId::truediv, "Return self/value."),
    row("__rtruediv__", SlotId::truediv, "Return value/self."),
    row("__matmul__", SlotId::matmul, "Return self@value."),
    row("__rmatmul__", SlotId::matmul, "Return value@self."),
    row("__iadd__", SlotId::iadd, "Return self+=value."),
    row("__isub__", SlotId::isub, "Return self-=value."),
    row("__imul__", SlotId::imul, "Return self*=value."),
    row("__imod__", SlotId::imod, "Return self%=value."),
    row("__ipow__", SlotId::ipow, "Return self**=value."),
    row("__ilshift__", SlotId::ilshift, "Return self<<=value."),
    row("__irshift__", SlotId::irshift, "Return self>>=value."),
    row("__iand__", SlotId::iand, "Return self&=value."),
    row("__ixor__", SlotId::ixor, "Return self^=value."),
    row("__ior__", SlotId::ior, "Return self|=value."),
    row("__ifloordiv__", SlotId::ifloordiv, "Return self//=value."),
    row("__itruediv__", SlotId::itruediv, "Return self/=value."),
    row("__imatmul__", SlotId::imatmul, "Return self@=value."),
    row(
        "__await__",
        SlotId::await_,
        "Return an iterator to be used in await expression.",
    ),
    row(
        "__aiter__",
        SlotId::aiter,
        "Return an awaitable, that resolves in asynchronous iterator.",
    ),
    row(
        "__anext__",
        SlotId::anext,
        "Return a value or raise StopAsyncIteration.",
    ),
    row(
        "__buffer__",
        SlotId::buffer,
        "Return a buffer object that exposes the underlying memory of the object.",
    ),
];
