//! Taking exception groups apart: `subgroup`, `split`, `derive`, and the splitting `except*` needs.
//!
//! Invariant: a part keeps the shape of the whole; a group of which everything matches is returned
//! itself, and an empty part is `None`.
//! Next file to read: `../../vm/exceptions.rs`.

use super::base::this;
use super::group::members;
use super::*;
use crate::objects::refcount::PyResult;

/// What decides whether an exception belongs to the matching part.
enum Matcher<'a> {
    /// An exception class or a tuple of them.
    Classes(&'a Ref),
    /// A function that is asked.
    Predicate(&'a Ref),
    /// The leaves of these groups, by identity.
    Leaves(&'a [u64]),
}

impl Matcher<'_> {
    fn matches(&self, vm: &Vm, x: &Ref) -> PyResult<bool> {
        match self {
            Matcher::Classes(c) => Ok(crate::vm::exceptions::matches_classes(vm, x, c)?),
            Matcher::Predicate(f) => {
                let answer = vm.call(f, std::slice::from_ref(x))?;
                vm.is_true(&answer)
            }
            Matcher::Leaves(ids) => {
                Ok(!x.is_instance(&BASE_EXCEPTION_GROUP) && ids.contains(&x.id()))
            }
        }
    }
}

fn matcher<'a>(vm: &Vm, value: &'a Ref) -> PyResult<Matcher<'a>> {
    let is_class = |r: &Ref| r.as_type().is_some_and(|t| t.has(type_flags::EXCEPTION));
    if is_class(value) {
        return Ok(Matcher::Classes(value));
    }
    if value.ty().has(type_flags::TUPLE) {
        if crate::builtins::tuple::items(value).iter().all(is_class) {
            return Ok(Matcher::Classes(value));
        }
    } else if value.as_type().is_none() && value.ty().slots().call.is_some() {
        return Ok(Matcher::Predicate(value));
    }
    Err(vm.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
}

/// The matching part and the rest; `want_rest` spares making what nobody needs.
fn split(vm: &Vm, x: &Ref, m: &Matcher, want_rest: bool) -> PyResult<(Option<Ref>, Option<Ref>)> {
    vm.check_native_stack()?;
    if m.matches(vm, x)? {
        return Ok((Some(x.clone()), None));
    }
    if !x.is_instance(&BASE_EXCEPTION_GROUP) {
        return Ok((None, want_rest.then(|| x.clone())));
    }
    let (mut matching, mut rest) = (Vec::new(), Vec::new());
    for member in members(x) {
        let (a, b) = split(vm, &member, m, want_rest)?;
        matching.extend(a);
        rest.extend(b);
    }
    let matching = subset(vm, x, matching)?;
    let rest = if want_rest {
        subset(vm, x, rest)?
    } else {
        None
    };
    Ok((matching, rest))
}

/// A group like `x` of some of its exceptions, made by its `derive`; `None` for no exceptions.
fn subset(vm: &Vm, x: &Ref, exceptions: Vec<Ref>) -> PyResult<Option<Ref>> {
    if exceptions.is_empty() {
        return Ok(None);
    }
    let list = vm.new_list(exceptions);
    let part = vm.call_method_str(x, "derive", &[list])?;
    if !part.is_instance(&BASE_EXCEPTION_GROUP) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (from, to) = (this(vm, x)?, this(vm, &part)?);
    let (traceback, context, cause, suppress) = from.state.with(|s| {
        (
            s.traceback.clone(),
            s.context.clone(),
            s.cause.clone(),
            s.suppress_context,
        )
    });
    to.set_traceback(traceback);
    to.set_context(context);
    to.set_cause(cause);
    to.state.with(|s| s.suppress_context = suppress);
    let notes_name = &vm.names().__notes__;
    if let Some(notes) = vm.get_attr_opt(x, notes_name)?
        && vm.is_sequence(&notes)
    {
        let copy = vm.new_list(vm.collect_items(&notes)?);
        vm.set_attr(&part, notes_name, &copy)?;
    }
    Ok(Some(part))
}

/// `group.derive(excs)`: a plain group with the same message.
pub(super) fn group_derive(vm: &Vm, args: &[Ref]) -> PyResult {
    let message = this(vm, &args[0])?
        .field(group::MESSAGE)
        .unwrap_or_else(Ref::none);
    vm.call(&BASE_EXCEPTION_GROUP.to_ref(), &[message, args[1].clone()])
}

/// `group.split(matcher)`.
pub(super) fn group_split(vm: &Vm, args: &[Ref]) -> PyResult {
    let m = matcher(vm, &args[1])?;
    let (a, b) = split(vm, &args[0], &m, true)?;
    Ok(vm.new_tuple(
        [a, b]
            .into_iter()
            .map(|r| r.unwrap_or_else(Ref::none))
            .collect(),
    ))
}

/// `group.subgroup(matcher)`.
pub(super) fn group_subgroup(vm: &Vm, args: &[Ref]) -> PyResult {
    let m = matcher(vm, &args[1])?;
    Ok(split(vm, &args[0], &m, false)?.0.unwrap_or_else(Ref::none))
}

/// Splits any exception by `except*` classes.
pub fn split_by_classes(vm: &Vm, x: &Ref, classes: &Ref) -> PyResult<(Option<Ref>, Option<Ref>)> {
    split(vm, x, &Matcher::Classes(classes), true)
}

/// The part of group `x` whose leaves are leaves of `keep`, in the shape of `x`.
pub fn projection(vm: &Vm, x: &Ref, keep: &[Ref]) -> PyResult<Option<Ref>> {
    let mut ids = Vec::new();
    for k in keep {
        collect_leaves(k, &mut ids);
    }
    Ok(split(vm, x, &Matcher::Leaves(&ids), false)?.0)
}

fn collect_leaves(x: &Ref, ids: &mut Vec<u64>) {
    if !x.is_instance(&BASE_EXCEPTION_GROUP) {
        ids.push(x.id());
        return;
    }
    let mut pending = members(x);
    while let Some(m) = pending.pop() {
        if m.is_instance(&BASE_EXCEPTION_GROUP) {
            pending.extend(members(&m))
        } else {
            ids.push(m.id())
        }
    }
}
