//! `deque`: its storage and slots; what scripts call stands in `deque_methods.rs`.
//!
//! Invariant: there are never more than `maxlen` items, and `state` changes with every change of
//! which items there are, so that whoever walks the deque notices.
//! Next file to read: `deque_methods.rs`.

use super::{deque_iterator, deque_methods};
use crate::builtins::arguments::ssize;
use crate::builtins::sequence::{self, Items, wrap_index};
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::objects::word::Word;
use crate::payload;
use crate::stdlib::type_name;
use crate::syntax::ast::CompareOp;
use std::collections::VecDeque;

/// A `deque` object.
#[repr(C)]
pub struct PyDeque {
    pub(crate) header: Header,
    items: Locked<VecDeque<Ref>>,
    /// [`UNBOUNDED`] for none.
    maxlen: Word<usize>,
    state: Word<u64>,
}

const UNBOUNDED: usize = usize::MAX;

payload!(
    PyDeque,
    DEQUE,
    |this, visit| this.items.with(|d| d.iter().for_each(visit)),
    |this, sink| sink.extend(this.items.take())
);

static DEQUE_DEF: TypeDef = TypeDef {
    module: "collections",
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    flags: type_flags::BASE | type_flags::WEAKREF | type_flags::SEQUENCE,
    slots: Slots {
        new: Some(deque_new),
        init: Some(deque_init),
        repr: Some(deque_repr),
        compare: Some(deque_compare),
        iter: Some(deque_iter),
        len: Some(deque_len),
        getitem: Some(deque_getitem),
        setitem: Some(deque_setitem),
        contains: Some(deque_contains),
        concat: Some(deque_concat),
        repeat: Some(deque_repeat),
        iconcat: Some(deque_iconcat),
        irepeat: Some(deque_irepeat),
        ..Slots::NONE
    },
    methods: deque_methods::METHODS,
    getset: &[getter(
        "maxlen",
        deque_maxlen,
        "maximum size of a deque or None if unbounded",
    )],
    ..TypeDef::of::<PyDeque>("deque")
};
/// The type `collections.deque`.
pub static DEQUE: Type = Type::builtin(&DEQUE_DEF);

/// The deque behind a value that is known to be one.
#[inline]
pub(super) fn this(x: &Ref) -> &PyDeque {
    match x.downcast::<PyDeque>() {
        Some(d) => d,
        None => unreachable!("methods of deque get deques"),
    }
}

impl Items for PyDeque {
    fn count(&self) -> usize {
        self.len()
    }
    fn item(&self, index: usize) -> Option<Ref> {
        self.get(index)
    }
}

impl PyDeque {
    fn new(ty: &Type) -> PyDeque {
        PyDeque {
            header: Header::new(ty),
            items: Locked::new(VecDeque::new()),
            maxlen: Word::new(UNBOUNDED),
            state: Word::new(0),
        }
    }

    /// How many items.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.with(|d| d.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A new reference to an item.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Ref> {
        self.items.with(|d| d.get(index).cloned())
    }

    /// New references to all items.
    pub fn to_vec(&self) -> Vec<Ref> {
        self.items.with(|d| d.iter().cloned().collect())
    }

    /// The most items it may have.
    pub fn maxlen(&self) -> Option<usize> {
        Some(self.maxlen.get()).filter(|&max| max != UNBOUNDED)
    }

    /// A number that changes with every change of which items there are.
    #[inline]
    pub fn state(&self) -> u64 {
        self.state.get()
    }

    #[inline]
    fn changed(&self) {
        self.state.set(self.state.get().wrapping_add(1));
    }

    /// Whether the deque has room for no more than `len` items.
    #[inline]
    fn is_over(&self, len: usize) -> bool {
        len > self.maxlen.get()
    }

    /// Adds an item at the right end; a full deque loses its leftmost.
    #[inline]
    pub fn push_back(&self, item: Ref) {
        let lost = self.items.with(|d| {
            d.push_back(item);
            if self.is_over(d.len()) {
                d.pop_front()
            } else {
                None
            }
        });
        self.changed();
        drop(lost);
    }

    /// Adds an item at the left end; a full deque loses its rightmost.
    #[inline]
    pub fn push_front(&self, item: Ref) {
        let lost = self.items.with(|d| {
            d.push_front(item);
            if self.is_over(d.len()) {
                d.pop_back()
            } else {
                None
            }
        });
        self.changed();
        drop(lost);
    }

    /// Takes the rightmost item.
    #[inline]
    pub fn pop_back(&self) -> Option<Ref> {
        self.changed();
        self.items.with(|d| d.pop_back())
    }

    /// Takes the leftmost item.
    #[inline]
    pub fn pop_front(&self) -> Option<Ref> {
        self.changed();
        self.items.with(|d| d.pop_front())
    }

    /// Removes everything.
    pub fn clear(&self) {
        if !self.is_empty() {
            self.changed();
            drop(self.items.take());
        }
    }

    /// Turns the deque `n` steps to the right.
    pub fn rotate(&self, n: isize) {
        let turned = self.items.with(|d| {
            let len = d.len();
            if len < 2 {
                return false;
            }
            let steps = n.unsigned_abs() % len;
            if n >= 0 {
                d.rotate_right(steps);
            } else {
                d.rotate_left(steps);
            }
            true
        });
        if turned {
            self.changed();
        }
    }

    /// Puts the items in the opposite order.
    pub fn reverse(&self) {
        self.items.with(|d| d.make_contiguous().reverse());
    }

    /// Puts an item before position `at`, which is at most the length. The deque has room for it.
    pub fn insert(&self, at: usize, item: Ref) {
        self.items.with(|d| d.insert(at, item));
        self.changed();
    }

    /// Takes an item out.
    pub fn remove(&self, at: usize) -> Option<Ref> {
        self.changed();
        self.items.with(|d| d.remove(at))
    }

    /// Replaces all items by these, the last of them if there are too many.
    fn set_items(&self, mut items: VecDeque<Ref>) {
        let over = items.len().saturating_sub(self.maxlen.get());
        let lost: Vec<Ref> = items.drain(..over).collect();
        self.changed();
        self.items.set(items);
        drop(lost);
    }
}

fn deque_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    vm.alloc_instance(ty, PyDeque::new(ty), 0)
        .ok_or_else(|| vm.memory_error())
}

fn deque_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let given = args.values.len();
    if given > 2 {
        return Err(vm.type_error(format!("deque() takes at most 2 arguments ({given} given)")));
    }
    let signature = "iterable=(), maxlen=None";
    let [iterable, maxlen] = crate::stdlib::bind_new(vm, "deque", signature, 0..=2, args)?;
    let limit = match maxlen.opt().filter(|m| !m.is_none()) {
        None => None,
        Some(m) if m.as_int().is_none() => return Err(vm.type_error("an integer is required")),
        Some(m) => {
            let n = ssize(vm, m)?;
            if n < 0 {
                return Err(vm.value_error("maxlen must be non-negative"));
            }
            Some(n as usize)
        }
    };
    let deque = this(x);
    deque.maxlen.set(limit.unwrap_or(UNBOUNDED));
    deque.clear();
    match iterable.opt() {
        Some(items) => extend(vm, x, items),
        None => Ok(()),
    }
}

/// Appends all items of an iterable at the right.
pub(super) fn extend(vm: &Vm, x: &Ref, iterable: &Ref) -> PyResult<()> {
    let deque = this(x);
    if iterable.is(x) {
        deque.to_vec().into_iter().for_each(|i| deque.push_back(i));
        return Ok(());
    }
    let known = iterable.is_exactly(&crate::builtins::list::LIST)
        || iterable.is_exactly(&crate::builtins::tuple::TUPLE);
    if known && deque.maxlen().is_none() {
        let items = vm.collect_items(iterable)?;
        deque.items.with(|d| d.extend(items));
        deque.changed();
        return Ok(());
    }
    vm.for_each(iterable, |item| {
        deque.push_back(item);
        Ok(())
    })
}

/// A new deque like this one: a plain one directly, another by calling its class.
pub(super) fn copy(vm: &Vm, x: &Ref) -> PyResult {
    let old = this(x);
    if x.is_exactly(&DEQUE) {
        let new = PyDeque::new(&DEQUE);
        new.maxlen.set(old.maxlen.get());
        new.items.set(old.items.get());
        return vm
            .alloc_instance(&DEQUE, new, 0)
            .ok_or_else(|| vm.memory_error());
    }
    let class = x.ty().to_ref();
    let made = match old.maxlen() {
        None => vm.call(&class, std::slice::from_ref(x))?,
        Some(max) => vm.call(&class, &[x.clone(), vm.uint(max as u64)])?,
    };
    if made.downcast::<PyDeque>().is_none() {
        return Err(vm.type_error(format!(
            "{}() must return a deque, not {}",
            x.ty().name(),
            made.ty().name()
        )));
    }
    Ok(made)
}

fn deque_repr(vm: &Vm, x: &Ref) -> PyResult {
    let shown = vm.repr_guard(x, || {
        let items = vm.repr_text(&vm.new_list(this(x).to_vec()))?;
        let name = type_name(x.ty());
        Ok(vm.new_str(&match this(x).maxlen() {
            Some(max) => format!("{name}({items}, maxlen={max})"),
            None => format!("{name}({items})"),
        }))
    })?;
    Ok(shown.unwrap_or_else(|| vm.new_str("[...]")))
}

/// What is raised where the deque was changed by the code it ran.
#[cold]
pub(super) fn mutated(vm: &Vm) -> Exc {
    vm.runtime_error("deque mutated during iteration")
}

fn deque_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyDeque>(), y.downcast::<PyDeque>()) else {
        return Ok(Ref::not_implemented());
    };
    let before = (a.state(), b.state());
    let answer = sequence::compare(vm, a, b, op)?;
    if before != (a.state(), b.state()) {
        return Err(mutated(vm));
    }
    Ok(answer)
}

fn deque_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(deque_iterator::forwards(vm, x.clone()))
}

fn deque_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(this(x).len())
}

fn out_of_range(vm: &Vm) -> Exc {
    vm.index_error("deque index out of range")
}

fn index_of(vm: &Vm, x: &Ref, key: &Ref) -> PyResult<usize> {
    if key.ty().slots().index.is_none() {
        return Err(vm.type_error(format!(
            "sequence index must be integer, not '{}'",
            key.ty().name()
        )));
    }
    let i = vm.index_isize(key)?;
    wrap_index(i, this(x).len()).ok_or_else(|| out_of_range(vm))
}

fn deque_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let at = index_of(vm, x, key)?;
    this(x).get(at).ok_or_else(|| out_of_range(vm))
}

fn deque_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let at = index_of(vm, x, key)?;
    let deque = this(x);
    let old = match value {
        None => deque.remove(at),
        Some(v) => deque.items.with(|d| {
            d.get_mut(at)
                .map(|place| std::mem::replace(place, v.clone()))
        }),
    };
    old.map(drop).ok_or_else(|| out_of_range(vm))
}

fn deque_contains(vm: &Vm, x: &Ref, value: &Ref) -> PyResult<bool> {
    Ok(deque_methods::find(vm, this(x), value, 0, usize::MAX)?.is_some())
}

fn deque_concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if y.downcast::<PyDeque>().is_none() {
        return Err(vm.type_error(format!(
            "can only concatenate deque (not \"{}\") to deque",
            y.ty().name()
        )));
    }
    let both = copy(vm, x)?;
    extend(vm, &both, y)?;
    Ok(both)
}

fn deque_iconcat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    extend(vm, x, y)?;
    Ok(x.clone())
}

fn deque_repeat(vm: &Vm, x: &Ref, count: isize) -> PyResult {
    let new = copy(vm, x)?;
    deque_irepeat(vm, &new, count)
}

fn deque_irepeat(vm: &Vm, x: &Ref, count: isize) -> PyResult {
    let deque = this(x);
    let items = deque.to_vec();
    if count <= 0 || items.is_empty() {
        deque.clear();
        return Ok(x.clone());
    }
    // Of many copies only those show that fit in.
    let count = match deque.maxlen() {
        Some(max) => count.min(max.div_ceil(items.len()).max(1) as isize),
        None => count,
    };
    let repeated = sequence::repeat(vm, &items, count)?;
    deque.set_items(repeated.into());
    Ok(x.clone())
}

fn deque_maxlen(vm: &Vm, x: &Ref) -> PyResult {
    Ok(match this(x).maxlen() {
        Some(max) => vm.uint(max as u64),
        None => Ref::none(),
    })
}
