//! The `slice` object.
//!
//! Invariant: `unpack` runs the `__index__` of the bounds before anyone asks for a length, since
//! that code may change the sequence.
//! Next file to read: `indices.rs`.

use super::indices::{Indices, ZERO_STEP, resolve};
use crate::builtins::arguments::positional;
use crate::builtins::int::Int;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::hash::TupleHasher;
use crate::objects::header::Header;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, member};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A `slice` object.
#[repr(C)]
pub struct PySlice {
    pub(crate) header: Header,
    /// The first index, or `None`.
    pub start: Ref,
    /// The index to stop before, or `None`.
    pub stop: Ref,
    /// The step, or `None`.
    pub step: Ref,
}

payload!(
    PySlice,
    SLICE,
    |this, visit| {
        visit(&this.start);
        visit(&this.stop);
        visit(&this.step);
    },
    |_this, _sink| {}
);

static SLICE_DEF: TypeDef = TypeDef {
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.\n\nThis is used for extended slicing (e.g. a[0:10:2]).",
    flags: 0,
    slots: Slots {
        new: Some(slice_new),
        repr: Some(slice_repr),
        hash: Some(slice_hash),
        compare: Some(slice_compare),
        ..Slots::NONE
    },
    methods: SLICE_METHODS,
    getset: SLICE_GETSET,
    ..TypeDef::of::<PySlice>("slice")
};
/// The type `slice`.
pub static SLICE: Type = Type::builtin(&SLICE_DEF);

const SLICE_METHODS: &[MethodDef] = &[
    method(
        "__reduce__",
        slice_reduce,
        "self, /",
        "Return state information for pickling.",
    ),
    method(
        "indices",
        slice_indices,
        "self, object, /",
        "S.indices(len) -> (start, stop, stride)",
    ),
];

const SLICE_GETSET: &[GetSetDef] = &[
    member("start", slice_start, ""),
    member("step", slice_step, ""),
    member("stop", slice_stop, ""),
];

impl Vm {
    /// A slice.
    pub fn new_slice(&self, start: Ref, stop: Ref, step: Ref) -> Ref {
        self.alloc(PySlice {
            header: Header::new(&SLICE),
            start,
            stop,
            step,
        })
    }
}

/// The bounds of a slice as machine ints, far ones cut: ready to be laid over a sequence.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
}

impl Bounds {
    /// The indices for a sequence of this length.
    pub fn over(self, len: usize) -> Indices {
        match resolve(self.start, self.stop, self.step, len) {
            Ok(indices) => indices,
            Err(_) => unreachable!("`unpack` refuses a step of zero"),
        }
    }
}

#[cold]
fn bad_bound(vm: &Vm) -> Exc {
    vm.type_error("slice indices must be integers or None or have an __index__ method")
}

fn bound(vm: &Vm, x: &Ref) -> PyResult<Option<i64>> {
    if x.is_none() {
        return Ok(None);
    }
    if x.value().is_small_int() {
        return Ok(Some(x.value().as_small_int()));
    }
    if x.ty().slots().index.is_none() {
        return Err(bad_bound(vm));
    }
    crate::builtins::arguments::clamped(vm, x).map(Some)
}

fn int_bound(vm: &Vm, x: &Ref) -> PyResult<Option<Int>> {
    if x.is_none() {
        return Ok(None);
    }
    if x.ty().slots().index.is_none() {
        return Err(bad_bound(vm));
    }
    let i = vm.index(x)?;
    Ok(i.as_int().map(|i| i.into_owned()))
}

impl PySlice {
    /// The bounds, `__index__` called where needed. A step of zero is an error.
    pub fn unpack(&self, vm: &Vm) -> PyResult<Bounds> {
        let step = bound(vm, &self.step)?;
        if step == Some(0) {
            return Err(vm.value_error(ZERO_STEP));
        }
        Ok(Bounds {
            step,
            start: bound(vm, &self.start)?,
            stop: bound(vm, &self.stop)?,
        })
    }

    /// Start, stop and step for a sequence of any length, as ints of any size.
    pub fn wide_indices(&self, vm: &Vm, len: &Int) -> PyResult<(Int, Int, Int)> {
        let step = int_bound(vm, &self.step)?.unwrap_or(Int::ONE);
        if step.is_zero() {
            return Err(vm.value_error(ZERO_STEP));
        }
        let backwards = step.is_negative();
        let minus_one = Int::Small(-1);
        let (lower, upper) = if backwards {
            (minus_one.clone(), len.add(&minus_one))
        } else {
            (Int::ZERO, len.clone())
        };
        let clamp = |i: Int| {
            let i = if i.is_negative() { i.add(len) } else { i };
            i.max(lower.clone()).min(upper.clone())
        };
        let (first, last) = if backwards {
            (&upper, &lower)
        } else {
            (&lower, &upper)
        };
        let start = int_bound(vm, &self.start)?.map_or_else(|| first.clone(), clamp);
        let stop = int_bound(vm, &self.stop)?.map_or_else(|| last.clone(), clamp);
        Ok((start, stop, step))
    }

    fn parts(&self) -> [&Ref; 3] {
        [&self.start, &self.stop, &self.step]
    }
}

fn this(x: &Ref) -> &PySlice {
    match x.downcast::<PySlice>() {
        Some(s) => s,
        None => unreachable!("methods of slice get slices"),
    }
}

fn slice_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let none = Ref::none;
    Ok(match positional(vm, "slice", args, 1, 3)? {
        [stop] => vm.new_slice(none(), stop.clone(), none()),
        [start, stop] => vm.new_slice(start.clone(), stop.clone(), none()),
        [start, stop, step, ..] => vm.new_slice(start.clone(), stop.clone(), step.clone()),
        [] => Ref::none(),
    })
}

fn slice_repr(vm: &Vm, x: &Ref) -> PyResult {
    let mut out = crate::builtins::str::storage::StrBuf::new();
    out.push_str("slice(");
    for (i, part) in this(x).parts().into_iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        crate::builtins::sequence::push_repr(vm, &mut out, part)?;
    }
    out.push_str(")");
    Ok(vm.str_from_buf(out))
}

fn slice_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let mut hasher = TupleHasher::new();
    for part in this(x).parts() {
        hasher.add(vm.hash(part)?);
    }
    Ok(hasher.finish_unsized())
}

fn slice_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PySlice>(), y.downcast::<PySlice>()) else {
        return Ok(Ref::not_implemented());
    };
    let tuple = |s: &PySlice| vm.new_small_tuple(s.parts().map(Ref::clone));
    vm.compare(&tuple(a), &tuple(b), op)
}

fn slice_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let parts = vm.new_small_tuple(this(&args[0]).parts().map(Ref::clone));
    Ok(vm.new_small_tuple([SLICE.to_ref(), parts]))
}

fn slice_indices(vm: &Vm, args: &[Ref]) -> PyResult {
    let len = vm.index(&args[1])?;
    let len = len.as_int().map(|i| i.into_owned()).unwrap_or(Int::ZERO);
    if len.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = this(&args[0]).wide_indices(vm, &len)?;
    Ok(vm.new_small_tuple([start, stop, step].map(|i| vm.int_from(i))))
}

fn slice_start(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).start.clone())
}

fn slice_stop(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).stop.clone())
}

fn slice_step(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).step.clone())
}
