//! `all`, `any`, `max`, `min` and `sum`: an iterable comes down to one value.
//!
//! Invariant: `sum` keeps exact ints exact and adds floats with compensation, leaving either way
//! at the first item that is neither.
//! Next file to read: `iteration.rs`.

use crate::builtins::complex::PyComplex;
use crate::builtins::float::compensated::CompensatedSum;
use crate::builtins::float::object::FLOAT;
use crate::builtins::int::{INT, Int};
use crate::builtins::tuple;
use crate::bytecode::opcode::binary_op;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::NextFn;
use crate::objects::types::type_flags;
use crate::syntax::ast::CompareOp;
use crate::vm::operators;

/// An iterator together with its `next`.
struct Items {
    iterator: Ref,
    next: NextFn,
}

impl Items {
    fn of(vm: &Vm, iterable: &Ref) -> PyResult<Items> {
        let iterator = vm.iter(iterable)?;
        match iterator.ty().slots().next {
            Some(next) => Ok(Items { iterator, next }),
            None => Err(vm.type_error(format!(
                "'{}' object is not an iterator",
                iterator.ty().name()
            ))),
        }
    }

    #[inline(always)]
    fn next(&self, vm: &Vm) -> PyResult<Option<Ref>> {
        vm.check_signals()?;
        (self.next)(vm, &self.iterator)
    }
}

/// `all()`
pub(super) fn builtins_all(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = Items::of(vm, &args[0])?;
    while let Some(x) = items.next(vm)? {
        if !vm.is_true(&x)? {
            return Ok(Ref::bool(false));
        }
    }
    Ok(Ref::bool(true))
}

/// `any()`
pub(super) fn builtins_any(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = Items::of(vm, &args[0])?;
    while let Some(x) = items.next(vm)? {
        if vm.is_true(&x)? {
            return Ok(Ref::bool(true));
        }
    }
    Ok(Ref::bool(false))
}

/// `max()`
pub(super) fn builtins_max(vm: &Vm, args: &[Ref]) -> PyResult {
    extreme(vm, args, "max", CompareOp::Gt)
}

/// `min()`
pub(super) fn builtins_min(vm: &Vm, args: &[Ref]) -> PyResult {
    extreme(vm, args, "min", CompareOp::Lt)
}

/// The slots are: key, default, positional arguments.
fn extreme(vm: &Vm, args: &[Ref], name: &str, better: CompareOp) -> PyResult {
    let key = args[0].opt().filter(|k| !k.is_none());
    let default = args[1].opt();
    let given = tuple::items(&args[2]);
    let items = match given {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => Items::of(vm, iterable)?,
        _ if default.is_some() => {
            let text =
                format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(text));
        }
        _ => Items::of(vm, &args[2])?,
    };
    // The best item so far with its key.
    let mut best: Option<(Ref, Ref)> = None;
    while let Some(item) = items.next(vm)? {
        let value = match key {
            Some(f) => vm.call_one(f, &item)?,
            None => item.clone(),
        };
        let wins = match &best {
            None => true,
            Some((_, top)) => is_better(vm, &value, top, better)?,
        };
        if wins {
            best = Some((item, value));
        }
    }
    match (best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(d)) => Ok(d.clone()),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

#[inline]
fn is_better(vm: &Vm, x: &Ref, y: &Ref, better: CompareOp) -> PyResult<bool> {
    let (a, b) = (x.value(), y.value());
    if a.is_small_int() && b.is_small_int() {
        let (a, b) = (a.as_small_int(), b.as_small_int());
        return Ok(if better == CompareOp::Gt {
            a > b
        } else {
            a < b
        });
    }
    vm.compare_bool(x, y, better)
}

/// `sum()`
pub(super) fn builtins_sum(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = Items::of(vm, &args[0])?;
    let start = args[1]
        .opt()
        .cloned()
        .unwrap_or(const { Ref::small_int(0) });
    let ty = start.ty();
    if ty.has(type_flags::STR) {
        return Err(vm.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    if ty.has(type_flags::BYTES) {
        return Err(vm.type_error("sum() can't sum bytes [use b''.join(seq) instead]"));
    }
    if start.is_instance(&crate::builtins::bytearray::BYTEARRAY) {
        return Err(vm.type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
    }
    let mut total = start;
    loop {
        let step = if total.is_exactly(&INT) {
            sum_ints(vm, &items, &total)?
        } else if total.is_exactly(&FLOAT) {
            sum_floats(vm, &items, &total)?
        } else if total.downcast_exact::<PyComplex>().is_some() {
            sum_complex(vm, &items, &total)?
        } else {
            match items.next(vm)? {
                Some(x) => Step::Other(total.clone(), x),
                None => return Ok(total),
            }
        };
        match step {
            Step::Done(r) => return Ok(r),
            Step::Other(so_far, item) => {
                total = operators::binary(vm, binary_op::ADD, &so_far, &item)?
            }
        }
    }
}

/// Where a fast loop of `sum` ended.
enum Step {
    /// No more items.
    Done(Ref),
    /// This item, which the loop can't add to the sum so far.
    Other(Ref, Ref),
}

fn sum_ints(vm: &Vm, items: &Items, start: &Ref) -> PyResult<Step> {
    let mut total = match start.as_int() {
        Some(i) => i.into_owned(),
        None => return Ok(Step::Done(start.clone())),
    };
    while let Some(x) = items.next(vm)? {
        if let Int::Small(t) = total
            && x.value().is_small_int()
            && let Some(sum) = t.checked_add(x.value().as_small_int())
        {
            total = Int::Small(sum);
            continue;
        }
        match x.as_int() {
            Some(i) if x.is_exactly(&INT) || x.is_exactly(&crate::builtins::int::BOOL) => {
                total = total.add(&i)
            }
            _ => return Ok(Step::Other(vm.int_from(total), x)),
        }
    }
    Ok(Step::Done(vm.int_from(total)))
}

fn sum_floats(vm: &Vm, items: &Items, start: &Ref) -> PyResult<Step> {
    let mut total = CompensatedSum::new(start.as_float().unwrap_or(0.0));
    while let Some(x) = items.next(vm)? {
        if x.is_exactly(&FLOAT) {
            total.add(x.as_float().unwrap_or(0.0));
        } else if let Some(i) = x.as_int() {
            total.add(i.to_f64().map_err(|f| vm.fault(f))?);
        } else {
            return Ok(Step::Other(vm.float(total.value()), x));
        }
    }
    Ok(Step::Done(vm.float(total.value())))
}

fn sum_complex(vm: &Vm, items: &Items, start: &Ref) -> PyResult<Step> {
    let parts = |x: &Ref| x.downcast_exact::<PyComplex>().map(|c| (c.real, c.imag));
    let Some((re, im)) = parts(start) else {
        return Ok(Step::Done(start.clone()));
    };
    let (mut re, mut im) = (CompensatedSum::new(re), CompensatedSum::new(im));
    let answer = |re: CompensatedSum, im: CompensatedSum| vm.complex(re.value(), im.value());
    while let Some(x) = items.next(vm)? {
        if let Some((r, i)) = parts(&x) {
            re.add(r);
            im.add(i);
        } else if let Some(i) = x.as_int() {
            re.add(i.to_f64().map_err(|f| vm.fault(f))?);
        } else if x.is_exactly(&FLOAT) {
            re.add(x.as_float().unwrap_or(0.0));
        } else {
            return Ok(Step::Other(answer(re, im), x));
        }
    }
    Ok(Step::Done(answer(re, im)))
}
