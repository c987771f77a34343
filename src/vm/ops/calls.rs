//! Calls: binding arguments in place, entering Python functions, calling native ones.
//!
//! A call's words are `callable, self or NULL, arguments...` from `base` on.
//! Invariant: a function here that pushes a frame has taken over the call's words; one that
//! answers a value leaves them for the run loop to drop.
//! Next file to read: `../call.rs`.

use super::{drop_stack, fail, keep, lift};
use crate::builtins::dict::PyDict;
use crate::builtins::function::{
    FUNCTION, METHOD_DESCRIPTOR, PyBuiltinFunction, PyFunction, PyMethod, PyMethodDescriptor,
};
use crate::builtins::list::{LIST, PyList};
use crate::builtins::tuple::{PyTuple, items};
use crate::builtins::typeobject::TYPE;
use crate::bytecode::opcode::byte::*;
use crate::objects::args::{Args, MethodDef};
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, type_flags};
use crate::objects::value::Value;
use crate::vm::call::enter_function;
use crate::vm::frame::{Frame, frame_flags};

/// What a call came to.
pub(crate) enum Called {
    /// A frame to run.
    Frame(*mut Frame),
    /// A result; the call's words are still on the stack.
    Value(Value),
}

/// The words from `first` on as borrowed references.
unsafe fn words<'a>(first: *mut Value, count: usize) -> &'a [Ref] {
    // SAFETY: the caller's words stay on the stack during the call.
    unsafe { std::slice::from_raw_parts(first.cast::<Ref>(), count) }
}

/// CALL with `count` positional arguments.
#[inline(never)]
pub(crate) unsafe fn call(vm: &Vm, base: *mut Value, count: usize) -> Option<Called> {
    // SAFETY: the call's words are on the stack.
    unsafe { call_words(vm, base, count, &[]) }
}

unsafe fn call_words(vm: &Vm, base: *mut Value, count: usize, kwnames: &[Ref]) -> Option<Called> {
    // SAFETY: the call's words are on the stack; `base` holds the callable.
    unsafe {
        let mut f = (*base).as_ref();
        if let Some(m) = f.downcast_exact::<PyMethod>()
            && (*base.add(1)).is_null()
        {
            let old = *base;
            *base.add(1) = m.receiver.clone().into_value();
            *base = m.function.clone().into_value();
            old.dec();
            f = (*base).as_ref();
        }
        let has_self = !(*base.add(1)).is_null();
        let first = if has_self { base.add(1) } else { base.add(2) };
        let total = count + has_self as usize;
        if let Some(p) = f.downcast_exact::<PyFunction>() {
            return enter_function(vm, p, base, first, total - kwnames.len(), kwnames, 0)
                .map(Called::Frame);
        }
        let args = Args {
            values: words(first, total),
            kwnames,
        };
        lift(vm, vm.call_args(f, args)).map(Called::Value)
    }
}

/// CALL_KW: as CALL, a tuple of names for the last arguments on top.
#[inline(never)]
pub(crate) unsafe fn call_kw(vm: &Vm, base: *mut Value, count: usize) -> Option<Called> {
    // SAFETY: the call's words and the names are on the stack.
    unsafe {
        let at = base.add(2 + count);
        let names = Ref::from_value((*at).owned());
        *at = Value::NULL;
        call_words(vm, base, count, items(&names))
    }
}

/// CALL_FUNCTION_EX: callable, NULL, iterable of positional arguments, mapping of others or NULL.
#[inline(never)]
pub(crate) unsafe fn call_function_ex(vm: &Vm, base: *mut Value) -> Option<Called> {
    // SAFETY: the four words are on the stack.
    unsafe {
        let f = (*base).as_ref();
        let positional = (*base.add(2)).as_ref();
        let mut values: Vec<Ref> = match positional.downcast_exact::<PyTuple>() {
            Some(t) => t.items().to_vec(),
            None => {
                if positional.ty().slots().iter.is_none() && !vm.is_sequence(positional) {
                    let who = super::describe_callable(vm, f);
                    let what = positional.ty().name();
                    return fail(
                        vm,
                        vm.type_error(format!(
                            "{who} argument after * must be an iterable, not {what}"
                        )),
                    );
                }
                keep(vm, vm.collect_items(positional))?
            }
        };
        let mut names = Vec::new();
        if let Some(d) = (*base.add(3))
            .as_ref()
            .opt()
            .and_then(|d| d.downcast::<PyDict>())
        {
            for (k, v) in d.pairs() {
                if k.as_str().is_none() {
                    return fail(vm, vm.type_error("keywords must be strings".to_string()));
                }
                names.push(k);
                values.push(v);
            }
        }
        let mut function = f.clone();
        if let Some(m) = f.downcast_exact::<PyMethod>() {
            values.insert(0, m.receiver.clone());
            function = m.function.clone();
        }
        if let Some(p) = function.downcast_exact::<PyFunction>() {
            let count = values.len();
            if base.add(count + 64) >= vm.stack.limit.get() {
                vm.no_more_frames(false);
                return None;
            }
            drop_stack(base.add(1), base.add(4));
            let old = std::mem::replace(&mut *base, function.clone().into_value());
            old.dec();
            for (i, v) in values.into_iter().enumerate() {
                *base.add(2 + i) = v.into_value();
            }
            return enter_function(vm, p, base, base.add(2), count - names.len(), &names, 0)
                .map(Called::Frame);
        }
        lift(
            vm,
            vm.call_args(
                f,
                Args {
                    values: &values[(!f.is(&function)) as usize..],
                    kwnames: &names,
                },
            ),
        )
        .map(Called::Value)
    }
}

/// The version of a Python function for call sites; 0 for anything else.
#[inline(always)]
pub(crate) unsafe fn function_version(f: Value) -> u32 {
    // SAFETY: the word is on the stack.
    unsafe {
        if (*f.ptr()).is_exactly(&FUNCTION) {
            (*f.ptr().cast::<PyFunction>()).version.get()
        } else {
            0
        }
    }
}

/// The version of a Python function, a fresh one if it had none.
#[inline(never)]
pub(crate) fn function_version_or_new(vm: &Vm, f: &PyFunction) -> u32 {
    if f.version.get() == 0 {
        f.version.set(vm.interp.next_keys_version());
    }
    f.version.get()
}

/// The row of a native function or method, as call sites remember it.
#[inline(always)]
fn is_row(def: &'static MethodDef, known: usize) -> bool {
    std::ptr::from_ref(def) as usize == known
}

/// Calls a module's native function if it is the `known` one, whose parameters these arguments
/// fill exactly; `None` if it is not.
#[inline(always)]
pub(crate) unsafe fn call_native_exact(
    vm: &Vm,
    base: *mut Value,
    count: usize,
    known: usize,
) -> Option<Option<Value>> {
    // SAFETY: the call's words are on the stack.
    unsafe {
        let f = (*base).as_ref().downcast_exact::<PyBuiltinFunction>()?;
        if !is_row(f.def, known) || !(*base.add(1)).is_null() || !f.bound.is_null() {
            return None;
        }
        Some(lift(vm, (f.def.func)(vm, words(base.add(2), count))))
    }
}

/// Calls a native method if it is the `known` one, whose parameters these arguments fill exactly;
/// `None` if it is not.
#[inline(always)]
pub(crate) unsafe fn call_descriptor_exact(
    vm: &Vm,
    base: *mut Value,
    count: usize,
    known: usize,
) -> Option<Option<Value>> {
    // SAFETY: the call's words are on the stack.
    unsafe {
        let d = (*base).as_ref().downcast_exact::<PyMethodDescriptor>()?;
        let me = (*base.add(1)).as_ref();
        if !is_row(d.def, known)
            || me.is_null()
            || !(me.is_exactly(d.owner) || me.is_instance(d.owner))
        {
            return None;
        }
        Some(lift(vm, (d.def.func)(vm, words(base.add(1), count + 1))))
    }
}

/// The form for builtins whose calls are no check point.
#[inline(never)]
pub(crate) fn no_check_form(f: &Ref) -> Option<u8> {
    let b = f.downcast_exact::<PyBuiltinFunction>()?;
    // Static methods have no module.
    if !b.module.opt()?.str_is("builtins") {
        return None;
    }
    match b.def.name {
        "len" => Some(CALL_LEN),
        "isinstance" => Some(CALL_ISINSTANCE),
        _ => None,
    }
}

#[inline(always)]
unsafe fn is_known_builtin(base: *mut Value, known: usize) -> bool {
    // SAFETY: the call's words are on the stack.
    unsafe {
        (*base.add(1)).is_null()
            && (*base)
                .as_ref()
                .downcast_exact::<PyBuiltinFunction>()
                .is_some_and(|f| is_row(f.def, known))
    }
}

/// `len(x)` without a check point; `None` if the call is another.
#[inline(always)]
pub(crate) unsafe fn call_len(vm: &Vm, base: *mut Value, known: usize) -> Option<Option<Value>> {
    // SAFETY: the call's words are on the stack.
    unsafe {
        if !is_known_builtin(base, known) {
            return None;
        }
        let x = (*base.add(2)).as_ref();
        if let Some(l) = x.downcast_exact::<PyList>() {
            return Some(Some(Value::small_int(l.len() as i64)));
        }
        Some(keep(vm, vm.len(x)).map(|n| vm.int(n as i64).into_value()))
    }
}

/// `isinstance(x, c)` without a check point; `None` if the call is another.
#[inline(always)]
pub(crate) unsafe fn call_isinstance(
    vm: &Vm,
    base: *mut Value,
    known: usize,
) -> Option<Option<Value>> {
    // SAFETY: the call's words are on the stack.
    unsafe {
        if !is_known_builtin(base, known) {
            return None;
        }
        let (x, class) = ((*base.add(2)).as_ref(), (*base.add(3)).as_ref());
        if class.is_exactly(&TYPE)
            && let Some(t) = class.as_type()
        {
            let ty = x.ty();
            if ty.is_subtype(t) {
                return Some(Some(Ref::bool(true).into_value()));
            }
            // Only an instance of a class written in Python could claim another `__class__`.
            if !ty.is_heap() {
                return Some(Some(Ref::bool(false).into_value()));
            }
        }
        Some(keep(vm, vm.is_instance_of(x, class)).map(|b| Ref::bool(b).into_value()))
    }
}

/// `type(x)` without a check point; `None` if the call is another.
#[inline(always)]
pub(crate) unsafe fn call_type_1(base: *mut Value) -> Option<Option<Value>> {
    // SAFETY: the call's words are on the stack.
    unsafe {
        if !(*base.add(1)).is_null() || !(*base).as_ref().is_type(&TYPE) {
            return None;
        }
        Some(Some((*base.add(2)).as_ref().ty().to_ref().into_value()))
    }
}

/// Whether a word is the method descriptor of `list.append`.
#[inline(always)]
pub(crate) unsafe fn is_list_append(f: Value) -> bool {
    // SAFETY: the word is on the stack.
    unsafe {
        f.is_ptr() && (*f.ptr()).is_exactly(&METHOD_DESCRIPTOR) && {
            let d = &*f.ptr().cast::<PyMethodDescriptor>();
            std::ptr::eq(d.owner, &LIST) && d.def.name == "append"
        }
    }
}

/// The `__init__` of a class whose construction needs nothing but a plain object and that call.
#[inline(never)]
pub(crate) fn plain_constructor(vm: &Vm, t: &Type, count: usize) -> Option<Value> {
    use crate::builtins::object::OBJECT;
    let meta_call = |t: &Type| t.slots().call.map(|f| f as usize);
    let makes = |t: &Type| t.slots().new.map(|f| f as usize);
    if !t.is_heap() || t.has(type_flags::ABSTRACT) || makes(t) != makes(&OBJECT) {
        return None;
    }
    // SAFETY: a class keeps its metaclass alive.
    if meta_call(unsafe { &*t.header.ty() }) != meta_call(&TYPE)
        || !std::ptr::eq(t.native_base(), &OBJECT)
    {
        return None;
    }
    let init = t.lookup(vm, &vm.names().__init__)?;
    let f = init.downcast_exact::<PyFunction>()?;
    let fits = f
        .code
        .with(|c| c.simple_args && c.arg_count as usize == count + 1);
    // The class's namespace owns the function while the version stands.
    fits.then(|| init.value())
}

/// CALL_CLASS: makes the instance and enters `__init__`. Inner `None`: the general way is wanted.
#[inline(never)]
pub(crate) unsafe fn construct(
    vm: &Vm,
    _fp: *mut Frame,
    base: *mut Value,
    count: usize,
    init: Value,
) -> Option<Option<*mut Frame>> {
    // SAFETY: the call's words are on the stack; the version check showed that `init` is alive.
    unsafe {
        if !(*base.add(1)).is_null() || !(*init.ptr()).is_exactly(&FUNCTION) {
            return Some(None);
        }
        let f = &*init.ptr().cast::<PyFunction>();
        let code = &**f.code.as_ptr();
        if !code.simple_args || code.arg_count as usize != count + 1 {
            return Some(None);
        }
        let t = &*(*base).ptr().cast::<Type>();
        let Some(object) = vm.alloc_plain(t) else {
            return fail(vm, vm.memory_error());
        };
        let keep_alive = init.new_ref();
        let old = *base;
        *base = object.clone().into_value();
        *base.add(1) = object.into_value();
        old.dec();
        match vm.push_frame(f, base, base.add(1), count + 1, frame_flags::INIT) {
            Some(fp) => {
                (*fp).names = keep_alive;
                Some(Some(fp))
            }
            None => {
                keep_alive.dec();
                None
            }
        }
    }
}
