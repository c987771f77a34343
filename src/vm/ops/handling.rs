//! Raising and handling exceptions, `with`, functions, and the rare intrinsic operations.
//!
//! Invariant: `vm.handled` is what `sys.exception()` shows for the innermost function or
//! generator; PUSH_EXC_INFO and POP_EXCEPT keep it balanced.
//! Next file to read: `../unwind.rs`.

use super::{keep, lift};
use crate::builtins::code::PyCode;
use crate::builtins::exceptions as exc;
use crate::builtins::function::{FUNCTION, FunctionParts, PyFunction};
use crate::builtins::list::PyList;
use crate::builtins::tuple::PyTuple;
use crate::bytecode::code::flags as co;
use crate::bytecode::opcode::{function_attribute as attr, intrinsic_1 as i1, intrinsic_2 as i2};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref, TypedRef};
use crate::objects::value::Value;
use crate::objects::word::Word;
use crate::vm::frame::Frame;

impl Vm {
    /// Makes `e` (owned word) the handled exception; answers the former one's word.
    #[inline]
    pub(crate) fn swap_handled(&self, e: Value) -> Value {
        self.handled.replace(e)
    }

    /// Puts a former handled exception back, dropping the present one.
    #[inline]
    pub(crate) fn restore_handled(&self, old: Value) {
        let e = self.handled.replace(old);
        // SAFETY: the cell owned its word.
        unsafe { e.dec() };
    }

    /// The exception being handled: that of the innermost function or generator that handles one.
    pub fn current_handled(&self) -> Option<Ref> {
        let mut v = self.handled.get();
        let mut fp = self.frame.get();
        // SAFETY: the frames of this thread are live; the cells own their words.
        unsafe {
            loop {
                if !v.is_null() && !v.is(crate::objects::singletons::none()) {
                    return Some(Ref::from_value(v.new_ref()));
                }
                while !fp.is_null() && (*fp).generator.is_null() {
                    fp = (*fp).prev;
                }
                if fp.is_null() {
                    return None;
                }
                v = (*(*fp).generator).outer_handled();
                fp = (*fp).prev;
            }
        }
    }

    /// Runs `f`, which may run any Python code, while an exception or a result on its way is kept.
    pub(crate) fn set_aside<R>(&self, f: impl FnOnce() -> R) -> R {
        let keep_traceback = self.keep_traceback.replace(false);
        let saved = [&self.raised, &self.stop_value].map(|cell| (cell, cell.replace(Value::NULL)));
        let r = f();
        for (cell, word) in saved {
            // SAFETY: the cell owned its word.
            drop(unsafe { Ref::from_value(cell.replace(word)) });
        }
        self.keep_traceback.set(keep_traceback);
        r
    }

    /// Takes the value of a StopIteration that was not made; `None` if there was none.
    pub fn take_stop_value(&self) -> Ref {
        let v = self.stop_value.replace(Value::NULL);
        // SAFETY: the cell owned its word.
        if v.is_null() {
            Ref::none()
        } else {
            unsafe { Ref::from_value(v) }
        }
    }

    /// Leaves the value of a StopIteration that is not going to be made.
    pub fn set_stop_value(&self, value: Ref) {
        let old = self.stop_value.replace(value.into_value());
        // SAFETY: the cell owned its word.
        drop(unsafe { Ref::from_value(old) });
    }
}

/// RAISE_VARARGS: always leaves an exception.
#[inline(never)]
pub(crate) unsafe fn raise_varargs(vm: &Vm, sp: *mut Value, count: usize) {
    // SAFETY: the operands are on the stack.
    let operand = |n: usize| unsafe { &*sp.sub(n).cast::<Ref>() };
    let e = match count {
        0 => match vm.current_handled() {
            Some(e) => {
                vm.keep_traceback.set(true);
                Exc(e)
            }
            None => vm.error(
                &exc::RUNTIME_ERROR,
                "No active exception to reraise".to_string(),
            ),
        },
        1 => crate::vm::exceptions::raise(vm, operand(1), None),
        _ => crate::vm::exceptions::raise(vm, operand(2), Some(operand(1))),
    };
    // The unwinder sets the context of an exception without a traceback.
    if count != 0 && exc::has_traceback(&e.0) {
        vm.set_context(&e);
    }
    vm.set_raised(e);
}

/// CHECK_EXC_MATCH
#[inline(never)]
pub(crate) fn check_exc_match(vm: &Vm, e: &Ref, class: &Ref) -> Option<bool> {
    keep(vm, crate::vm::exceptions::except_matches(vm, e, class))
}

/// CHECK_EG_MATCH: the rest and the matching group.
#[inline(never)]
pub(crate) fn check_eg_match(vm: &Vm, e: &Ref, class: &Ref) -> Option<(Value, Value)> {
    let (rest, matched) = keep(vm, crate::vm::exceptions::check_eg_match(vm, e, class))?;
    if !matched.is_none() {
        let old = vm.swap_handled(matched.clone().into_value());
        // SAFETY: the cell owned its word.
        drop(unsafe { Ref::from_value(old) });
    }
    Some((rest.into_value(), matched.into_value()))
}

/// WITH_EXCEPT_START: exit self lasti former exception.
#[inline(never)]
pub(crate) unsafe fn with_except_start(vm: &Vm, sp: *mut Value) -> Option<Value> {
    // SAFETY: the operands are on the stack.
    let operand = |n: usize| unsafe { &*sp.sub(n).cast::<Ref>() };
    let (e, me, exit) = (operand(1), operand(4), operand(5));
    let traceback = exc::traceback_of(e);
    let mut args = Vec::with_capacity(4);
    args.extend(me.opt().cloned());
    args.extend([e.ty().to_ref(), e.clone(), traceback]);
    lift(vm, vm.call(exit, &args))
}

/// Whether this is a StopAsyncIteration.
#[inline(never)]
pub(crate) fn is_stop_async_iteration(e: &Ref) -> bool {
    e.is_instance(&exc::STOP_ASYNC_ITERATION)
}

/// The value of a StopIteration; `None` for other exceptions.
#[inline(never)]
pub(crate) fn stop_iteration_value(e: &Ref) -> Option<Value> {
    e.is_instance(&exc::STOP_ITERATION)
        .then(|| exc::stop_iteration_value(e).into_value())
}

/// MAKE_FUNCTION
#[inline(never)]
pub(crate) unsafe fn make_function(vm: &Vm, fp: *mut Frame, code: &Ref) -> Value {
    // SAFETY: the frame keeps its function alive.
    let f = unsafe { &*(*fp).func };
    new_function(vm, code, &f.globals, &f.builtins).into_value()
}

/// A function for `code` with these globals and builtins.
pub fn new_function(vm: &Vm, code: &Ref, globals: &Ref, builtins: &Ref) -> Ref {
    let Ok(code) = TypedRef::<PyCode>::try_from(code.clone()) else {
        return Ref::none();
    };
    let doc = match code.constants.first() {
        Some(d) if code.flags & co::HAS_DOCSTRING != 0 => d.clone(),
        _ => Ref::none(),
    };
    let module =
        crate::builtins::dict::get_str(globals, &vm.names().__name__).unwrap_or_else(Ref::none);
    vm.alloc(PyFunction {
        header: Header::new(&FUNCTION),
        version: Word::new(0),
        globals: globals.clone(),
        builtins: builtins.clone(),
        parts: Locked::new(FunctionParts {
            name: code.name.clone(),
            qualname: code.qualname.clone(),
            doc,
            module,
            defaults: Ref::NULL,
            kwdefaults: Ref::NULL,
            closure: Ref::NULL,
            annotations: Ref::NULL,
            annotate: Ref::NULL,
            type_params: Ref::NULL,
        }),
        code: Locked::new(code),
        dict: DictWord::new(),
    })
}

/// SET_FUNCTION_ATTRIBUTE; takes the value.
#[inline(never)]
pub(crate) unsafe fn set_function_attribute(vm: &Vm, f: Value, value: Value, which: usize) {
    // SAFETY: the compiler uses this on functions it has just made; the value's count moves in.
    unsafe {
        let f = &*f.ptr().cast::<PyFunction>();
        let v = Ref::from_value(value);
        if which as u32 == attr::ANNOTATE
            && let Some(annotate) = v.downcast_exact::<PyFunction>()
        {
            // The code of the annotations is compiled outside the function it is named after.
            let owner = f.parts.with(|p| p.qualname.clone());
            let name = vm.new_str(&format!("{}.__annotate__", vm.str_lossy(&owner)));
            drop(
                annotate
                    .parts
                    .with(|p| std::mem::replace(&mut p.qualname, name)),
            );
        }
        let old = f.parts.with(|p| {
            let place = match which as u32 {
                attr::DEFAULTS => &mut p.defaults,
                attr::KWDEFAULTS => &mut p.kwdefaults,
                attr::ANNOTATIONS => &mut p.annotations,
                attr::CLOSURE => &mut p.closure,
                _ => &mut p.annotate,
            };
            std::mem::replace(place, v)
        });
        drop(old);
    }
}

/// CALL_INTRINSIC_1
#[inline(never)]
pub(crate) unsafe fn intrinsic_1(vm: &Vm, fp: *mut Frame, which: u32, x: &Ref) -> Option<Value> {
    lift(
        vm,
        match which {
            i1::PRINT => display(vm, x),
            // SAFETY: the frame owns its mapping of names.
            i1::IMPORT_STAR => {
                crate::vm::import::import_star(vm, x, unsafe { (*fp).names.as_ref() })
            }
            i1::STOPITERATION_ERROR => Ok(stop_iteration_error(vm, fp, x)),
            i1::ASYNC_GEN_WRAP => Ok(crate::builtins::generator_methods::wrap_async_value(
                vm,
                x.clone(),
            )),
            i1::UNARY_POSITIVE => crate::vm::operators::positive(vm, x),
            i1::LIST_TO_TUPLE => {
                let items = x
                    .downcast::<PyList>()
                    .map(|l| l.items.take())
                    .unwrap_or_default();
                Ok(vm.new_tuple(items))
            }
            i1::TYPEVAR => crate::builtins::typing::new_typevar(vm, x, None, None),
            i1::PARAMSPEC => crate::builtins::typing::new_paramspec(vm, x),
            i1::TYPEVARTUPLE => crate::builtins::typing::new_typevartuple(vm, x),
            i1::SUBSCRIPT_GENERIC => crate::builtins::typing::subscript_generic(vm, x),
            i1::TYPEALIAS => crate::builtins::typing::new_typealias(vm, x),
            _ => Err(vm.system_error(format!("unknown intrinsic {which}"))),
        },
    )
}

/// CALL_INTRINSIC_2
#[inline(never)]
pub(crate) unsafe fn intrinsic_2(
    vm: &Vm,
    _fp: *mut Frame,
    which: u32,
    x: &Ref,
    y: &Ref,
) -> Option<Value> {
    lift(
        vm,
        match which {
            i2::PREP_RERAISE_STAR => crate::vm::exceptions::prep_reraise_star(vm, x, y),
            i2::TYPEVAR_WITH_BOUND => crate::builtins::typing::new_typevar(vm, x, Some(y), None),
            i2::TYPEVAR_WITH_CONSTRAINTS => {
                crate::builtins::typing::new_typevar(vm, x, None, Some(y))
            }
            i2::SET_FUNCTION_TYPE_PARAMS => {
                if let Some(f) = x.downcast::<PyFunction>() {
                    f.parts
                        .with(|p| std::mem::replace(&mut p.type_params, y.clone()));
                }
                Ok(x.clone())
            }
            i2::SET_TYPEPARAM_DEFAULT => crate::builtins::typing::set_default(vm, x, y),
            _ => Err(vm.system_error(format!("unknown intrinsic {which}"))),
        },
    )
}

fn display(vm: &Vm, x: &Ref) -> PyResult {
    match vm.dict_get(&vm.known().sys, "displayhook") {
        Some(hook) => vm.call_one(&hook, x),
        None => Err(vm.error(&exc::RUNTIME_ERROR, "lost sys.displayhook".to_string())),
    }
}

/// What leaves a generator instead of a StopIteration that was raised inside it.
fn stop_iteration_error(vm: &Vm, fp: *mut Frame, e: &Ref) -> Ref {
    // SAFETY: the frame runs the code.
    let flags = unsafe { (*(*fp).code).flags };
    let text = if e.is_instance(&exc::STOP_ITERATION) {
        if flags & co::ASYNC_GENERATOR != 0 {
            "async generator raised StopIteration"
        } else if flags & co::COROUTINE != 0 {
            "coroutine raised StopIteration"
        } else {
            "generator raised StopIteration"
        }
    } else if e.is_instance(&exc::STOP_ASYNC_ITERATION) && flags & co::ASYNC_GENERATOR != 0 {
        "async generator raised StopAsyncIteration"
    } else {
        return e.clone();
    };
    let new = vm.error(&exc::RUNTIME_ERROR, text.to_string());
    vm.chain_cause(&new, Exc(e.clone()));
    new.0
}

/// Drops what a frame owns beyond its locals: its mapping of names and its frame object, which
/// takes the locals over if someone else holds it.
#[cold]
#[inline(never)]
pub(crate) unsafe fn release_frame_extras(vm: &Vm, fp: *mut Frame) {
    // SAFETY: `fp` is the current frame; its words are owned.
    unsafe {
        let object = std::mem::replace(&mut (*fp).object, Value::NULL);
        if !object.is_null() {
            crate::builtins::frame::detach(vm, &object, fp);
            object.dec();
        }
        let names = std::mem::replace(&mut (*fp).names, Value::NULL);
        names.dec();
    }
}

/// The items of a tuple, or an empty slice.
#[inline(never)]
pub(crate) fn tuple_items(r: &Ref) -> &[Ref] {
    r.downcast::<PyTuple>().map_or(&[], PyTuple::items)
}
