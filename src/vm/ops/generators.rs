//! Generators, coroutines and returns out of special frames.
//!
//! Invariant: `Returned::Resume` names a frame whose `ip` and `sp` are ready to go on.
//! Next file to read: `../../builtins/generator.rs`.

use super::{fail, keep, lift};
use crate::builtins::exceptions as exc;
use crate::builtins::generator::{
    ASYNC_GENERATOR, COROUTINE, GENERATOR, GenState, PyGenerator, Step, as_generator,
};
use crate::builtins::iterators::{LIST_ITERATOR, RANGE_ITERATOR, TUPLE_ITERATOR};
use crate::bytecode::code::flags as co;
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;
use crate::objects::value::Value;
use crate::vm::frame::{Frame, frame_flags};

/// What leaving a frame came to.
pub(crate) enum Returned {
    /// The run loop ends with this value.
    Leave(Value),
    /// The frame below goes on.
    Resume(*mut Frame),
    /// The frame below goes on with an exception raised.
    Raise(*mut Frame),
}

/// RETURN_VALUE out of a frame that is not an ordinary call's.
#[inline(never)]
pub(crate) unsafe fn return_special(vm: &Vm, fp: *mut Frame, result: Value) -> Returned {
    // SAFETY: `fp` is the current frame, its operand stack is empty.
    unsafe {
        let (flags, prev, base, exhausted) =
            ((*fp).flags, (*fp).prev, (*fp).base, (*fp).exhausted_ip);
        if !(*fp).generator.is_null() {
            let g = &*(*fp).generator;
            vm.pop_frame(fp);
            *base = Value::NULL;
            g.ended(vm);
            if flags & frame_flags::ENTRY != 0 {
                return Returned::Leave(result);
            }
            (*prev).ip = exhausted;
            if flags & frame_flags::SEND != 0 {
                let top = (*prev).sp.sub(1);
                let old = std::mem::replace(&mut *top, result);
                old.dec();
            } else {
                result.dec();
            }
            return Returned::Resume(prev);
        }
        if flags & frame_flags::INIT != 0 {
            let object = std::mem::replace(&mut *base, Value::NULL);
            vm.pop_frame(fp);
            if !result.is(crate::objects::singletons::none()) {
                let r = Ref::from_value(result);
                vm.set_raised(vm.type_error(format!(
                    "__init__() should return None, not '{}'",
                    r.ty().name()
                )));
                *base = object;
                (*prev).sp = base.add(1);
                return Returned::Raise(prev);
            }
            *base = object;
            (*prev).sp = base.add(1);
            return Returned::Resume(prev);
        }
        vm.pop_frame(fp);
        if flags & frame_flags::ENTRY != 0 {
            return Returned::Leave(result);
        }
        *base = result;
        (*prev).sp = base.add(1);
        Returned::Resume(prev)
    }
}

/// Leaves the frame with a generator made of it.
#[inline(never)]
pub(crate) unsafe fn return_special_value(vm: &Vm, fp: *mut Frame, generator: Value) -> Returned {
    // SAFETY: the frame's words have moved into the generator.
    unsafe { return_special(vm, fp, generator) }
}

/// RETURN_GENERATOR
#[inline(never)]
pub(crate) unsafe fn make_generator(vm: &Vm, fp: *mut Frame) -> Option<Value> {
    // SAFETY: `fp` is the current frame.
    unsafe {
        let flags = (*(*fp).code).flags;
        let ty = if flags & co::COROUTINE != 0 {
            &COROUTINE
        } else if flags & co::ASYNC_GENERATOR != 0 {
            &ASYNC_GENERATOR
        } else {
            &GENERATOR
        };
        match PyGenerator::of_frame(vm, fp, ty) {
            Some(g) => {
                if std::ptr::eq(ty, &COROUTINE) {
                    crate::builtins::generator_methods::note_origin(vm, &g);
                }
                Some(g.into_value())
            }
            None => fail(vm, vm.memory_error()),
        }
    }
}

/// YIELD_VALUE
#[inline(never)]
pub(crate) unsafe fn yield_value(vm: &Vm, fp: *mut Frame, value: Value) -> Returned {
    // SAFETY: `fp` is the current frame and a generator's.
    unsafe {
        let (flags, prev) = ((*fp).flags, (*fp).prev);
        (*(*fp).generator).suspend(vm, fp);
        if flags & frame_flags::ENTRY != 0 {
            return Returned::Leave(value);
        }
        if flags & frame_flags::SEND != 0 {
            let top = (*prev).sp.sub(1);
            let old = std::mem::replace(&mut *top, value);
            old.dec();
        } else {
            *(*prev).sp = value;
            (*prev).sp = (*prev).sp.add(1);
        }
        Returned::Resume(prev)
    }
}

/// Resumes a generator inside the run loop; `None` when that is not possible (another type,
/// running, finished, no room), with nothing raised and nothing changed.
#[inline(never)]
pub(crate) unsafe fn enter_generator(
    vm: &Vm,
    fp: *mut Frame,
    generator: Value,
    sent: Value,
    flags: u32,
    exhausted: *const u32,
) -> Option<*mut Frame> {
    // SAFETY: the words are on the stack; the caller keeps the generator there.
    unsafe {
        if !generator.is_ptr() || generator.is_null() {
            return None;
        }
        let ty = (*generator.ptr()).ty();
        let send = flags == frame_flags::SEND && std::ptr::eq(ty, &COROUTINE);
        if !(std::ptr::eq(ty, &GENERATOR) || send) {
            return None;
        }
        let g = &*generator.ptr().cast::<PyGenerator>();
        let fresh = g.state.get() == GenState::Created;
        if !g.is_resumable() || (fresh && !sent.is(crate::objects::singletons::none())) {
            return None;
        }
        if vm.recursion_left.get() < 2 || (*fp).sp.add(4096) >= vm.stack.limit.get() {
            return None;
        }
        let new = g.push(vm, (*fp).sp, flags)?;
        (*new).exhausted_ip = exhausted;
        *(*new).sp = sent.new_ref();
        (*new).sp = (*new).sp.add(1);
        Some(new)
    }
}

/// FOR_ITER: the next item, or inner `None` at the end.
#[inline]
pub(crate) fn for_iter(vm: &Vm, it: &Ref) -> Option<Option<Value>> {
    match it.ty().slots().next {
        Some(next) => match next(vm, it) {
            Ok(v) => Some(v.map(Ref::into_value)),
            Err(e) => fail(vm, e),
        },
        None => fail(
            vm,
            vm.type_error(format!("'{}' object is not an iterator", it.ty().name())),
        ),
    }
}

/// Whether a word is an exact range iterator.
#[inline(always)]
pub(crate) unsafe fn is_range_iterator(it: Value) -> bool {
    // SAFETY: the word is on the stack.
    unsafe { it.is_ptr() && (*it.ptr()).is_exactly(&RANGE_ITERATOR) }
}

/// Whether a word is an exact list iterator.
#[inline(always)]
pub(crate) unsafe fn is_list_iterator(it: Value) -> bool {
    // SAFETY: the word is on the stack.
    unsafe { it.is_ptr() && (*it.ptr()).is_exactly(&LIST_ITERATOR) }
}

/// Whether a word is an exact tuple iterator.
#[inline(always)]
pub(crate) unsafe fn is_tuple_iterator(it: Value) -> bool {
    // SAFETY: the word is on the stack.
    unsafe { it.is_ptr() && (*it.ptr()).is_exactly(&TUPLE_ITERATOR) }
}

/// What SEND came to.
pub(crate) enum Sent {
    /// The receiver yielded.
    Yielded(Value),
    /// The receiver has finished with this value.
    Returned(Value),
}

/// SEND to any iterator.
#[inline(never)]
pub(crate) fn send(vm: &Vm, receiver: &Ref, value: &Ref) -> Option<Sent> {
    if let Some(g) = as_generator(receiver)
        && !receiver.is_exactly(&ASYNC_GENERATOR)
    {
        return match keep(
            vm,
            crate::builtins::generator_methods::send_value(vm, receiver, g, value.clone()),
        )? {
            Step::Yield(v) => Some(Sent::Yielded(v.into_value())),
            Step::Return(v) => Some(Sent::Returned(v.into_value())),
        };
    }
    if value.is_none()
        && let Some(next) = receiver.ty().slots().next
    {
        vm.take_stop_value();
        match next(vm, receiver) {
            Ok(Some(v)) => return Some(Sent::Yielded(v.into_value())),
            Ok(None) => return Some(Sent::Returned(vm.take_stop_value().into_value())),
            Err(e) => return fail(vm, e),
        }
    }
    match vm.call_method_str(receiver, "send", std::slice::from_ref(value)) {
        Ok(v) => Some(Sent::Yielded(v.into_value())),
        Err(e) => match super::stop_iteration_value(&e.0) {
            Some(v) => Some(Sent::Returned(v)),
            None => fail(vm, e),
        },
    }
}

/// GET_YIELD_FROM_ITER
#[inline(never)]
pub(crate) unsafe fn get_yield_from_iter(vm: &Vm, fp: *mut Frame, x: &Ref) -> Option<Value> {
    if x.is_exactly(&COROUTINE) {
        // SAFETY: `fp` is the current frame.
        let flags = unsafe { (*(*fp).code).flags };
        if flags & (co::COROUTINE | co::ITERABLE_COROUTINE) == 0 {
            return fail(
                vm,
                vm.type_error(
                    "cannot 'yield from' a coroutine object in a non-coroutine generator"
                        .to_string(),
                ),
            );
        }
        return Some(x.clone().into_value());
    }
    if x.is_exactly(&GENERATOR) {
        return Some(x.clone().into_value());
    }
    lift(vm, vm.iter(x))
}

/// GET_AWAITABLE
#[inline(never)]
pub(crate) fn get_awaitable(vm: &Vm, x: &Ref, after: usize) -> Option<Value> {
    let it = match crate::builtins::generator_methods::awaitable_iterator(vm, x) {
        Ok(it) => it,
        Err(_) if after != 0 && x.ty().slots().await_.is_none() => {
            let method = if after == 1 {
                "__aenter__"
            } else {
                "__aexit__"
            };
            let text = format!(
                "'async with' received an object from {method} that does not implement __await__: {}",
                x.ty().name()
            );
            return fail(vm, vm.type_error(text));
        }
        Err(e) => return fail(vm, e),
    };
    if let Some(g) = as_generator(&it)
        && it.is_exactly(&COROUTINE)
        && g.delegate().is_some()
    {
        return fail(
            vm,
            vm.error(
                &exc::RUNTIME_ERROR,
                "coroutine is being awaited already".to_string(),
            ),
        );
    }
    Some(it.into_value())
}

/// GET_AITER
#[inline(never)]
pub(crate) fn get_aiter(vm: &Vm, x: &Ref) -> Option<Value> {
    let name = x.ty().name();
    let Some(f) = x.ty().slots().aiter else {
        let text = format!("'async for' requires an object with __aiter__ method, got {name}");
        return fail(vm, vm.type_error(text));
    };
    let it = keep(vm, f(vm, x))?;
    if it.ty().slots().anext.is_none() {
        let text = format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            it.ty().name()
        );
        return fail(vm, vm.type_error(text));
    }
    Some(it.into_value())
}

/// GET_ANEXT
#[inline(never)]
pub(crate) fn get_anext(vm: &Vm, it: &Ref) -> Option<Value> {
    let Some(f) = it.ty().slots().anext else {
        let text = format!(
            "'async for' requires an iterator with __anext__ method, got {}",
            it.ty().name()
        );
        return fail(vm, vm.type_error(text));
    };
    let next = keep(vm, f(vm, it))?;
    match crate::builtins::generator_methods::awaitable_iterator(vm, &next) {
        Ok(v) => Some(v.into_value()),
        Err(e) => {
            let text = format!(
                "'async for' received an invalid object from __anext__: {}",
                next.ty().name()
            );
            let new = vm.type_error(text);
            vm.chain_cause(&new, e);
            fail(vm, new)
        }
    }
}
