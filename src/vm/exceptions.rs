//! The rules of `raise`, `except` and `except*`: what becomes an exception, what catches it, and
//! how exceptions refer to one another.
//!
//! Invariant: the chain of `__context__`s never closes a cycle through an exception being raised.
//! Deliberately absent: finding the handler and cutting the stack (`unwind.rs`).
//! Next file to read: `traceback/mod.rs`.

use crate::builtins::exceptions::{self as exc, group_split};
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::type_flags;
use crate::source::SourceText;
use crate::syntax::{ErrorKind, SyntaxError};

/// Whether `x` is an exception class.
pub fn is_exception_class(x: &Ref) -> bool {
    x.as_type().is_some_and(|t| t.has(type_flags::EXCEPTION))
}

/// Whether `x` is an exception instance.
pub fn is_exception(x: &Ref) -> bool {
    x.ty().has(type_flags::EXCEPTION)
}

/// Calls an exception class; the answer must be an exception.
fn instantiate(vm: &Vm, class: &Ref, args: &[Ref]) -> PyResult {
    if let Some(t) = class.as_type()
        && exc::is_made_plainly(class, t)
    {
        return exc::new_plain(vm, t, args);
    }
    let made = vm.call(class, args)?;
    if is_exception(&made) {
        return Ok(made);
    }
    let (class, got) = (vm.repr_text(class)?, vm.repr_text(&made.ty().to_ref())?);
    Err(vm.type_error(format!(
        "calling {class} should have returned an instance of BaseException, not {got}"
    )))
}

/// `raise value from cause`: the exception to unwind with, which is another one if the statement
/// itself is wrong. Sets `__cause__` but not `__context__`.
pub fn raise(vm: &Vm, value: &Ref, cause: Option<&Ref>) -> Exc {
    raise_checked(vm, value, cause).unwrap_or_else(|e| e)
}

fn raise_checked(vm: &Vm, value: &Ref, cause: Option<&Ref>) -> PyResult<Exc> {
    let instance = if is_exception_class(value) {
        instantiate(vm, value, &[])?
    } else if is_exception(value) {
        value.clone()
    } else {
        return Err(vm.type_error("exceptions must derive from BaseException"));
    };
    let instance = Exc(instance);
    if let Some(cause) = cause {
        let fixed = if is_exception_class(cause) {
            instantiate(vm, cause, &[])?
        } else if is_exception(cause) {
            cause.clone()
        } else if cause.is_none() {
            Ref::NULL
        } else {
            return Err(vm.type_error("exception causes must derive from BaseException"));
        };
        instance.payload().set_cause(fixed);
    }
    Ok(instance)
}

/// The exception that `generator.throw(kind, value)` means: a class is called with the value (a
/// tuple is its arguments), an instance is taken as it is.
pub fn normalize(vm: &Vm, kind: &Ref, value: Option<&Ref>) -> PyResult<Exc> {
    let value = value.filter(|v| !v.is_none());
    if is_exception_class(kind) {
        if let Some(v) = value
            && is_exception(v)
            && kind.as_type().is_some_and(|t| v.is_instance(t))
        {
            return Ok(Exc(v.clone()));
        }
        let args = match value {
            None => Vec::new(),
            Some(v) if v.ty().has(type_flags::TUPLE) => tuple::items(v).to_vec(),
            Some(v) => vec![v.clone()],
        };
        return instantiate(vm, kind, &args).map(Exc);
    }
    if is_exception(kind) {
        if value.is_some() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        return Ok(Exc(kind.clone()));
    }
    let name = kind.ty().name();
    Err(vm.type_error(format!(
        "exceptions must be classes or instances deriving from BaseException, not {name}"
    )))
}

/// `raise` alone, nothing being handled.
pub fn nothing_to_reraise(vm: &Vm) -> Exc {
    vm.runtime_error("No active exception to reraise")
}

/// Makes the exception being handled the context of the one being raised. If that would close a
/// cycle, the link that leads back is cut.
pub fn set_context(raised: &Ref, handled: &Ref) {
    let (Some(e), Some(_)) = (
        raised.downcast::<exc::PyException>(),
        handled.downcast::<exc::PyException>(),
    ) else {
        return;
    };
    if raised.is(handled) {
        return;
    }
    let mut here = handled.clone();
    // A second walker at half the speed notices a cycle that a script made by hand.
    let mut slow = handled.clone();
    let mut steps = 0u32;
    while let Some(p) = here.downcast::<exc::PyException>() {
        let Some(next) = p.context() else { break };
        if next.is(raised) {
            p.set_context(Ref::NULL);
            break;
        }
        here = next;
        steps += 1;
        if steps.is_multiple_of(2) {
            let behind = slow
                .downcast::<exc::PyException>()
                .and_then(exc::PyException::context);
            match behind {
                Some(s) => slow = s,
                None => break,
            }
            if slow.is(&here) {
                break;
            }
        }
    }
    e.set_context(handled.clone());
}

/// Whether `x` is an instance of an exception class or of one of a (nested) tuple of them. What is
/// neither matches nothing. `__subclasscheck__` is not asked, as in `except`.
pub fn matches_classes(vm: &Vm, x: &Ref, classes: &Ref) -> PyResult<bool> {
    if let Some(t) = classes.as_type() {
        return Ok(t.has(type_flags::EXCEPTION) && x.is_instance(t));
    }
    if classes.ty().has(type_flags::TUPLE) {
        vm.check_native_stack()?;
        for c in tuple::items(classes) {
            if matches_classes(vm, x, c)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The test of `except classes:`, with its errors.
pub fn except_matches(vm: &Vm, x: &Ref, classes: &Ref) -> PyResult<bool> {
    if classes.is_type(x.ty()) {
        return Ok(true);
    }
    check_classes(vm, classes)?;
    matches_classes(vm, x, classes)
}

fn check_classes(vm: &Vm, classes: &Ref) -> PyResult<()> {
    let right = if classes.ty().has(type_flags::TUPLE) {
        tuple::items(classes).iter().all(is_exception_class)
    } else {
        is_exception_class(classes)
    };
    if right {
        return Ok(());
    }
    Err(vm.type_error("catching classes that do not inherit from BaseException is not allowed"))
}

/// The test of `except* classes:`: what is left of the exception, and what matches. Either may be
/// `None`. A matching exception that is no group comes wrapped in one.
pub fn check_eg_match(vm: &Vm, x: &Ref, classes: &Ref) -> PyResult<(Ref, Ref)> {
    check_classes(vm, classes)?;
    let is_group_class = |c: &Ref| {
        c.as_type()
            .is_some_and(|t| t.is_subtype(&exc::BASE_EXCEPTION_GROUP))
    };
    let forbidden = if classes.ty().has(type_flags::TUPLE) {
        tuple::items(classes).iter().any(is_group_class)
    } else {
        is_group_class(classes)
    };
    if forbidden {
        let text = "catching ExceptionGroup with except* is not allowed. Use except instead.";
        return Err(vm.type_error(text));
    }
    if x.is_none() {
        return Ok((Ref::none(), Ref::none()));
    }
    if matches_classes(vm, x, classes)? {
        if x.is_instance(&exc::BASE_EXCEPTION_GROUP) {
            return Ok((Ref::none(), x.clone()));
        }
        let members = vm.new_tuple(vec![x.clone()]);
        let wrapped = vm.call(
            &exc::BASE_EXCEPTION_GROUP.to_ref(),
            &[vm.new_str(""), members],
        )?;
        // The wrapper was raised where the exception was.
        if let (Some(w), Some(e)) = (
            wrapped.downcast::<exc::PyException>(),
            x.downcast::<exc::PyException>(),
        ) && let Some(tb) = e.traceback()
        {
            w.set_traceback(tb);
        }
        return Ok((Ref::none(), wrapped));
    }
    if x.is_instance(&exc::BASE_EXCEPTION_GROUP) {
        let (matching, rest) = split_by_method(vm, x, classes)?;
        return Ok((rest, matching));
    }
    Ok((x.clone(), Ref::none()))
}

/// `x.split(classes)`, which a subclass may override.
fn split_by_method(vm: &Vm, x: &Ref, classes: &Ref) -> PyResult<(Ref, Ref)> {
    let pair = vm.call_method_str(x, "split", std::slice::from_ref(classes))?;
    let name = x.ty().name();
    if !pair.ty().has(type_flags::TUPLE) {
        let got = pair.ty().name();
        return Err(vm.type_error(format!("{name}.split must return a tuple, not {got}")));
    }
    match tuple::items(&pair) {
        [matching, rest, ..] => Ok((matching.clone(), rest.clone())),
        short => {
            let n = short.len();
            Err(vm.type_error(format!(
                "{name}.split must return a 2-tuple, got tuple of size {n}"
            )))
        }
    }
}

/// What an `except*` statement raises at its end, or `None`: the list `raised` holds what each clause
/// raised or left over (`None`s among them), `original` is what the statement caught.
pub fn prep_reraise_star(vm: &Vm, original: &Ref, raised: &Ref) -> PyResult {
    let raised: Vec<Ref> = vm
        .collect_items(raised)?
        .into_iter()
        .filter(|r| !r.is_none())
        .collect();
    if raised.is_empty() {
        return Ok(Ref::none());
    }
    if !original.is_instance(&exc::BASE_EXCEPTION_GROUP) {
        // Only one clause can have run for an exception that is no group.
        return Ok(raised[0].clone());
    }
    let (reraised, mut new): (Vec<Ref>, Vec<Ref>) =
        raised.into_iter().partition(|r| same_metadata(r, original));
    let rest = if reraised.is_empty() {
        None
    } else {
        group_split::projection(vm, original, &reraised)?
    };
    if new.is_empty() {
        return Ok(rest.unwrap_or_else(Ref::none));
    }
    new.extend(rest);
    if let [only] = &new[..] {
        return Ok(only.clone());
    }
    let members = vm.new_list(new);
    vm.call(
        &exc::BASE_EXCEPTION_GROUP.to_ref(),
        &[vm.new_str(""), members],
    )
}

/// Whether an exception is a part of `original` that was raised again, not a new one.
fn same_metadata(x: &Ref, original: &Ref) -> bool {
    let (Some(a), Some(b)) = (
        x.downcast::<exc::PyException>(),
        original.downcast::<exc::PyException>(),
    ) else {
        return false;
    };
    let parts = |e: &exc::PyException| {
        e.state
            .with(|s| [s.traceback.clone(), s.context.clone(), s.cause.clone()])
    };
    let notes = |e: &exc::PyException| {
        let dict = e.dict.get()?;
        Vm::with_current(|vm| vm.dict_get(&dict, "__notes__"))
    };
    let same_notes = match (notes(a), notes(b)) {
        (None, None) => true,
        (Some(m), Some(n)) => m.is(&n),
        _ => false,
    };
    same_notes && parts(a).iter().zip(parts(b).iter()).all(|(m, n)| m.is(n))
}

impl Vm {
    /// The exception for an error that the front end found in `source`. What is needed to look for
    /// misspelt keywords when it is shown goes along.
    #[cold]
    pub fn syntax_error_in(&self, error: &SyntaxError, source: &SourceText) -> Exc {
        let e = self.syntax_error_from(error);
        if error.kind == ErrorKind::Syntax {
            let in_file = std::path::Path::new(&*source.name).is_file();
            let text = if in_file {
                Ref::none()
            } else {
                self.new_str(&source.text)
            };
            let parts = vec![self.int(error.last_block_line.into()), self.int(0), text];
            e.payload()
                .set_field(exc::syntax_error::METADATA, self.new_tuple(parts));
        }
        e
    }

    /// The exception for an error that the front end found.
    #[cold]
    pub fn syntax_error_from(&self, error: &SyntaxError) -> Exc {
        let ty = match error.kind {
            ErrorKind::Syntax => &exc::SYNTAX_ERROR,
            ErrorKind::Indentation => &exc::INDENTATION_ERROR,
            ErrorKind::Tab => &exc::TAB_ERROR,
            ErrorKind::Memory => return self.error(&exc::MEMORY_ERROR, error.message.clone()),
            ErrorKind::Recursion => {
                return self.error(&exc::RECURSION_ERROR, error.message.clone());
            }
        };
        let start = (error.line.into(), error.offset.into());
        let end = (error.end_line.into(), error.end_offset.into());
        exc::syntax_error::at_place(
            self,
            ty,
            &error.message,
            &error.file,
            start,
            error.text.as_deref(),
            end,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::interpreter::{Config, with_interpreter};

    fn in_interpreter(check: impl FnOnce(&Vm) + Send) {
        let status = with_interpreter(Config::default(), |vm| {
            check(vm);
            Ok(())
        });
        assert_eq!(status, 0);
    }

    /// One interpreter for all: builtin types are ready for one at a time in a process.
    #[test]
    fn the_rules_of_raising_and_catching() {
        in_interpreter(|vm| {
            contexts_never_close_a_circle(vm);
            star_clauses_wrap_what_is_no_group(vm);
            what_is_no_exception_can_be_neither_raised_nor_caught(vm);
        });
    }

    fn contexts_never_close_a_circle(vm: &Vm) {
        {
            let (a, b, c) = (
                vm.value_error("a").0,
                vm.value_error("b").0,
                vm.value_error("c").0,
            );
            set_context(&b, &a);
            set_context(&c, &b);
            set_context(&a, &c);
            let context = |x: &Ref| {
                x.downcast::<exc::PyException>()
                    .and_then(exc::PyException::context)
            };
            assert!(context(&a).is_some_and(|x| x.is(&c)));
            assert!(context(&c).is_some_and(|x| x.is(&b)));
            assert!(context(&b).is_none());
            set_context(&a, &a);
            assert!(context(&a).is_some_and(|x| x.is(&c)));
        }
    }

    fn star_clauses_wrap_what_is_no_group(vm: &Vm) {
        {
            let e = vm.value_error("text").0;
            let class = exc::VALUE_ERROR.to_ref();
            let Ok((rest, matching)) = check_eg_match(vm, &e, &class) else {
                panic!("the class is fine")
            };
            assert!(rest.is_none());
            assert!(matching.is_exactly(&exc::EXCEPTION_GROUP));
            let other = exc::KEY_ERROR.to_ref();
            let Ok((rest, matching)) = check_eg_match(vm, &e, &other) else {
                panic!("the class is fine")
            };
            assert!(rest.is(&e) && matching.is_none());
            let group = exc::EXCEPTION_GROUP.to_ref();
            assert!(check_eg_match(vm, &e, &group).is_err());
        }
    }

    fn what_is_no_exception_can_be_neither_raised_nor_caught(vm: &Vm) {
        {
            let e = raise(vm, &vm.int(5), None);
            assert!(e.matches(&exc::TYPE_ERROR));
            assert!(except_matches(vm, &e.0, &vm.int(5)).is_err());
            assert!(matches!(matches_classes(vm, &e.0, &vm.int(5)), Ok(false)));
        }
    }
}
