//! `count`, `cycle`, `repeat`.
//!
//! Invariant: `count` holds the next value it will yield; adding the step may run Python code.
//! Next file to read: `chain.rs`.

use super::{allocate, size_argument};
use crate::builtins::iterators::self_iter;
use crate::bytecode::opcode::binary_op as nb;
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::value::Value;
use crate::stdlib::{bind_new, only_positional};
use crate::vm::operators::binary;
use crate::{payload, receiver};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// A `count` object.
#[repr(C)]
pub struct PyCount {
    pub(crate) header: Header,
    next: Locked<Ref>,
    step: Ref,
}

payload!(
    PyCount,
    COUNT,
    |this, visit| {
        this.next.with(|n| visit(n));
        visit(&this.step)
    },
    |_this, _sink| {}
);
receiver!(counter, PyCount);

static COUNT_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return start, start+step, start+2*step, ... without end.",
    slots: Slots {
        new: Some(count_new),
        repr: Some(count_repr),
        iter: Some(self_iter),
        next: Some(count_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyCount>("count")
};
/// The type `itertools.count`.
pub static COUNT: Type = Type::builtin(&COUNT_DEF);

fn is_number(x: &Ref) -> bool {
    let s = x.ty().slots();
    s.index.is_some() || s.int.is_some() || s.float.is_some() || {
        x.is_instance(&crate::builtins::complex::COMPLEX)
    }
}

fn count_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let [start, step] = bind_new::<2>(vm, "count", "start=0, step=1", 0..=2, args)?;
    for x in [&start, &step].into_iter().filter_map(Ref::opt) {
        if !is_number(x) {
            return Err(vm.type_error("a number is required"));
        }
    }
    let mut start = start.opt().cloned().unwrap_or(Ref::small_int(0));
    let step = step.opt().cloned().unwrap_or(Ref::small_int(1));
    // Counting in ones is counting in plain ints: `count(True)` starts with 1.
    if step.as_i64() == Some(1)
        && let Some(plain) = start.as_i64()
    {
        start = vm.int(plain);
    }
    let made = PyCount {
        header: Header::new(ty),
        next: Locked::new(start),
        step,
    };
    allocate(vm, ty, made)
}

fn count_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let c = counter(x);
    let step = c.step.value();
    let quick = c.next.with(|n| {
        let now = n.value();
        if !now.is_small_int() || !step.is_small_int() {
            return None;
        }
        let sum = now.as_small_int().checked_add(step.as_small_int())?;
        Value::try_int(sum)?;
        *n = Ref::small_int(sum);
        Some(Ref::small_int(now.as_small_int()))
    });
    if quick.is_some() {
        return Ok(quick);
    }
    let now = c.next.get();
    let following = binary(vm, nb::ADD, &now, &c.step)?;
    c.next.set(following);
    Ok(Some(now))
}

fn count_repr(vm: &Vm, x: &Ref) -> PyResult {
    let c = counter(x);
    let now = vm.repr_text(&c.next.get())?;
    let text = if c.step.as_i64() == Some(1) {
        format!("{}({now})", short_name(x))
    } else {
        format!("{}({now}, {})", short_name(x), vm.repr_text(&c.step)?)
    };
    Ok(vm.new_str(&text))
}

/// The class's name without its module.
fn short_name(x: &Ref) -> &str {
    crate::stdlib::type_name(x.ty())
}

/// A `cycle` object.
#[repr(C)]
pub struct PyCycle {
    pub(crate) header: Header,
    state: Locked<CycleState>,
}

struct CycleState {
    /// NULL once it has ended.
    source: Ref,
    saved: Vec<Ref>,
    index: usize,
}

payload!(
    PyCycle,
    CYCLE,
    |this, visit| this.state.with(|s| {
        if let Some(source) = s.source.opt() {
            visit(source);
        }
        s.saved.iter().for_each(visit);
    }),
    |this, sink| this.state.with(|s| {
        sink.push(std::mem::replace(&mut s.source, Ref::NULL));
        sink.append(&mut s.saved);
    })
);
receiver!(cycling, PyCycle);

static CYCLE_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return the elements of the iterable; when it ends, repeat them without end.",
    slots: Slots {
        new: Some(cycle_new),
        iter: Some(self_iter),
        next: Some(cycle_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyCycle>("cycle")
};
/// The type `itertools.cycle`.
pub static CYCLE: Type = Type::builtin(&CYCLE_DEF);

fn cycle_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let given = only_positional(vm, ty, &CYCLE, 1..=1, args)?;
    let state = CycleState {
        source: vm.iter(&given[0])?,
        saved: Vec::new(),
        index: 0,
    };
    let made = PyCycle {
        header: Header::new(ty),
        state: Locked::new(state),
    };
    allocate(vm, ty, made)
}

fn cycle_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let c = cycling(x);
    let source = c.state.with(|s| s.source.opt().cloned());
    if let Some(source) = source {
        if let Some(item) = vm.next(&source)? {
            c.state.with(|s| s.saved.push(item.clone()));
            return Ok(Some(item));
        }
        drop(
            c.state
                .with(|s| std::mem::replace(&mut s.source, Ref::NULL)),
        );
    }
    Ok(c.state.with(|s| {
        let item = s.saved.get(s.index).cloned()?;
        s.index = (s.index + 1) % s.saved.len();
        Some(item)
    }))
}

/// A `repeat` object.
#[repr(C)]
pub struct PyRepeat {
    pub(crate) header: Header,
    element: Ref,
    /// How many are left; negative for no end.
    left: AtomicI64,
}

payload!(
    PyRepeat,
    REPEAT,
    |this, visit| visit(&this.element),
    |_this, _sink| {}
);
receiver!(repeating, PyRepeat);

static REPEAT_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return the object again and again: the given number of times, or without end.",
    slots: Slots {
        new: Some(repeat_new),
        repr: Some(repeat_repr),
        iter: Some(self_iter),
        next: Some(repeat_next),
        ..Slots::NONE
    },
    methods: &[method(
        "__length_hint__",
        repeat_length_hint,
        "self, /",
        "Private method returning an estimate of len(list(it)).",
    )],
    ..TypeDef::of::<PyRepeat>("repeat")
};
/// The type `itertools.repeat`.
pub static REPEAT: Type = Type::builtin(&REPEAT_DEF);

fn repeat_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let [element, times] = bind_new::<2>(vm, "repeat", "object, times=None", 1..=2, args)?;
    let left = match times.opt() {
        Some(times) => size_argument(vm, times)?.max(0),
        None => -1,
    };
    let made = PyRepeat {
        header: Header::new(ty),
        element,
        left: AtomicI64::new(left),
    };
    allocate(vm, ty, made)
}

fn repeat_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let r = repeating(x);
    let left = r.left.load(Relaxed);
    if left == 0 {
        return Ok(None);
    }
    if left > 0 {
        r.left.store(left - 1, Relaxed);
    }
    Ok(Some(r.element.clone()))
}

fn repeat_repr(vm: &Vm, x: &Ref) -> PyResult {
    let r = repeating(x);
    let element = vm.repr_text(&r.element)?;
    let left = r.left.load(Relaxed);
    let text = if left < 0 {
        format!("{}({element})", short_name(x))
    } else {
        format!("{}({element}, {left})", short_name(x))
    };
    Ok(vm.new_str(&text))
}

fn repeat_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let left = repeating(&args[0]).left.load(Relaxed);
    if left < 0 {
        return Err(vm.type_error("len() of unsized object"));
    }
    Ok(vm.int(left))
}
