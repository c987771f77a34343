//! What `TypeVar`, `ParamSpec` and `TypeVarTuple` have in common: name, bound, constraints, default,
//! each of the last three as a value or as a function that computes it.
//!
//! Invariant: once a value has been computed it stays.
//! Next file to read: `type_params.rs`.

use super::evaluator::{constant, evaluate, no_default};
use super::type_params::parameter;
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};

/// A value that may have to be computed; NULL for what is not there.
#[derive(Default)]
pub struct Lazy {
    pub(super) value: Option<Ref>,
    pub(super) function: Option<Ref>,
}

impl Lazy {
    /// A value that is known.
    pub(super) fn known(value: Option<Ref>) -> Lazy {
        Lazy {
            value,
            function: None,
        }
    }

    /// A value that a function computes.
    pub(super) fn computed(function: Option<Ref>) -> Lazy {
        Lazy {
            value: None,
            function,
        }
    }

    pub(super) fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        self.value
            .iter()
            .chain(&self.function)
            .for_each(|r| visit(r));
    }

    pub(super) fn clear(&mut self, sink: &mut Vec<Ref>) {
        sink.extend(self.value.take());
        sink.extend(self.function.take());
    }
}

/// Which of the three values is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Bound,
    Constraints,
    Default,
}

/// Everything about a type parameter.
#[derive(Default)]
pub struct Parameter {
    pub(super) name: Option<Ref>,
    pub(super) bound: Lazy,
    pub(super) constraints: Lazy,
    pub(super) default: Lazy,
    pub(super) covariant: bool,
    pub(super) contravariant: bool,
    pub(super) infer_variance: bool,
}

impl Parameter {
    pub(super) fn part(&mut self, part: Part) -> &mut Lazy {
        match part {
            Part::Bound => &mut self.bound,
            Part::Constraints => &mut self.constraints,
            Part::Default => &mut self.default,
        }
    }

    pub(super) fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        self.name.iter().for_each(|r| visit(r));
        self.bound.visit(visit);
        self.constraints.visit(visit);
        self.default.visit(visit);
    }

    pub(super) fn clear(&mut self, sink: &mut Vec<Ref>) {
        self.bound.clear(sink);
        self.constraints.clear(sink);
        self.default.clear(sink);
    }
}

/// The value of a part, computed now if it has not been; `None` if there is none.
pub(super) fn value_of(
    vm: &Vm,
    parameter: &Locked<Parameter>,
    part: Part,
) -> PyResult<Option<Ref>> {
    let (value, function) = parameter.with(|p| {
        let lazy = p.part(part);
        (lazy.value.clone(), lazy.function.clone())
    });
    if let Some(v) = value {
        return Ok(Some(v));
    }
    let Some(f) = function else { return Ok(None) };
    let v = evaluate(vm, &f)?;
    parameter.with(|p| p.part(part).value = Some(v.clone()));
    Ok(Some(v))
}

fn function_of(vm: &Vm, x: &Ref, part: Part) -> PyResult {
    let (value, function) = parameter(x).with(|p| {
        let lazy = p.part(part);
        (lazy.value.clone(), lazy.function.clone())
    });
    Ok(match (function, value) {
        (Some(f), _) => f,
        (None, Some(v)) => constant(vm, v),
        (None, None) => Ref::none(),
    })
}

pub(super) fn name(_: &Vm, x: &Ref) -> PyResult {
    Ok(parameter(x)
        .with(|p| p.name.clone())
        .unwrap_or_else(Ref::none))
}

pub(super) fn name_text(vm: &Vm, x: &Ref) -> String {
    parameter(x)
        .with(|p| p.name.clone())
        .map_or_else(String::new, |n| vm.str_lossy(&n))
}

pub(super) fn bound(vm: &Vm, x: &Ref) -> PyResult {
    Ok(value_of(vm, parameter(x), Part::Bound)?.unwrap_or_else(Ref::none))
}

pub(super) fn constraints(vm: &Vm, x: &Ref) -> PyResult {
    Ok(value_of(vm, parameter(x), Part::Constraints)?
        .unwrap_or_else(|| vm.known().empty_tuple.clone()))
}

pub(super) fn default(vm: &Vm, x: &Ref) -> PyResult {
    Ok(value_of(vm, parameter(x), Part::Default)?.unwrap_or_else(|| no_default(vm)))
}

pub(super) fn evaluate_bound(vm: &Vm, x: &Ref) -> PyResult {
    function_of(vm, x, Part::Bound)
}

pub(super) fn evaluate_constraints(vm: &Vm, x: &Ref) -> PyResult {
    function_of(vm, x, Part::Constraints)
}

pub(super) fn evaluate_default(vm: &Vm, x: &Ref) -> PyResult {
    function_of(vm, x, Part::Default)
}

pub(super) fn covariant(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(parameter(x).with(|p| p.covariant)))
}

pub(super) fn contravariant(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(parameter(x).with(|p| p.contravariant)))
}

pub(super) fn infer_variance(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(parameter(x).with(|p| p.infer_variance)))
}

/// `has_default()`
pub(super) fn has_default(vm: &Vm, args: &[Ref]) -> PyResult {
    let known = parameter(&args[0]).with(|p| p.default.function.is_some());
    if known {
        return Ok(Ref::bool(true));
    }
    Ok(Ref::bool(!default(vm, &args[0])?.is(&no_default(vm))))
}

/// `__reduce__()`: a parameter is pickled by name.
pub(super) fn reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    name(vm, &args[0])
}

/// `__mro_entries__()`
pub(super) fn mro_entries(vm: &Vm, args: &[Ref]) -> PyResult {
    let kind = args[0]
        .ty()
        .name()
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_string();
    Err(vm.type_error(format!("Cannot subclass an instance of {kind}")))
}

/// The repr: the name, marked with its variance unless that is inferred.
pub(super) fn repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = name_text(vm, x);
    let mark = parameter(x).with(|p| match (p.infer_variance, p.covariant, p.contravariant) {
        (true, ..) => "",
        (_, true, _) => "+",
        (_, _, true) => "-",
        _ => "~",
    });
    Ok(vm.new_str(&format!("{mark}{name}")))
}
