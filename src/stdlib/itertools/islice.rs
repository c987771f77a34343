//! `islice`: some of an iterator's items, by position.
//!
//! Invariant: `source` is NULL once the slice has ended; `count` items have been read so far.
//! Next file to read: `predicates.rs`.

use super::allocate;
use crate::builtins::iterators::self_iter;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::stdlib::only_positional;
use crate::{payload, receiver};

/// An `islice` object.
#[repr(C)]
pub struct PyIslice {
    pub(crate) header: Header,
    source: Locked<Ref>,
    /// Position of the next item to yield.
    next: Word<i64>,
    /// The first position not to yield; negative for none.
    stop: i64,
    step: i64,
    count: Word<i64>,
}

payload!(
    PyIslice,
    ISLICE,
    |this, visit| this.source.with(|r| r.opt().into_iter().for_each(visit)),
    |this, sink| sink.push(this.source.replace(Ref::NULL))
);
receiver!(this, PyIslice);

static ISLICE_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "islice(iterable, stop) --> islice object\n\
islice(iterable, start, stop[, step]) --> islice object\n\n\
Yield the items whose positions range(start, stop, step) would list.",
    slots: Slots {
        new: Some(islice_new),
        iter: Some(self_iter),
        next: Some(islice_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyIslice>("islice")
};
/// The type `itertools.islice`.
pub static ISLICE: Type = Type::builtin(&ISLICE_DEF);

/// A position; `None` for what is no index or none that fits.
fn position(vm: &Vm, x: &Ref) -> Option<i64> {
    vm.index(x).ok()?.as_i64()
}

fn islice_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    const RANGE: &str = "must be None or an integer: 0 <= x <= sys.maxsize.";
    let given = only_positional(vm, ty, &ISLICE, 2..=4, args)?;
    let (start, stop) = match given {
        [_, stop] => (None, stop),
        _ => (Some(&given[1]), &given[2]),
    };
    let start = match start.filter(|s| !s.is_none()) {
        Some(s) => position(vm, s).unwrap_or(-1),
        None => 0,
    };
    let stop = if stop.is_none() {
        -1
    } else {
        match position(vm, stop).filter(|s| *s != -1) {
            Some(s) if given.len() == 2 && s < 0 => -2,
            Some(s) => s,
            None => return Err(vm.value_error(format!("Stop argument for islice() {RANGE}"))),
        }
    };
    if start < 0 || stop < -1 {
        let what = if given.len() == 2 {
            "Stop argument"
        } else {
            "Indices"
        };
        return Err(vm.value_error(format!("{what} for islice() {RANGE}")));
    }
    let step = match given.get(3).filter(|s| !s.is_none()) {
        Some(s) => position(vm, s).unwrap_or(-1),
        None => 1,
    };
    if step < 1 {
        return Err(vm.value_error("Step for islice() must be a positive integer or None."));
    }
    let made = PyIslice {
        header: Header::new(ty),
        source: Locked::new(vm.iter(&given[0])?),
        next: Word::new(start),
        stop,
        step,
        count: Word::new(0),
    };
    allocate(vm, ty, made)
}

fn islice_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let s = this(x);
    let source = s.source.get();
    if source.is_null() {
        return Ok(None);
    }
    match advance(vm, s, &source) {
        Ok(Some(item)) => Ok(Some(item)),
        ended => {
            s.source.set(Ref::NULL);
            ended
        }
    }
}

fn advance(vm: &Vm, s: &PyIslice, source: &Ref) -> PyResult<Option<Ref>> {
    let mut skipped = 0u32;
    while s.count.get() < s.next.get() {
        if vm.next(source)?.is_none() {
            return Ok(None);
        }
        s.count.set(s.count.get() + 1);
        skipped = skipped.wrapping_add(1);
        if skipped & 0xfff == 0 {
            vm.check_signals()?;
        }
    }
    if s.stop >= 0 && s.count.get() >= s.stop {
        return Ok(None);
    }
    let Some(item) = vm.next(source)? else {
        return Ok(None);
    };
    s.count.set(s.count.get() + 1);
    let next = s.next.get().checked_add(s.step);
    s.next.set(match next {
        Some(n) if s.stop < 0 || n <= s.stop => n,
        _ => s.stop,
    });
    Ok(Some(item))
}
