//! Awaiting: what can be awaited, the iterator behind `await`, and where a coroutine was made.
//!
//! Invariant: a coroutine is driven through its own slots or through a `coroutine_wrapper`, never
//! by `iter()`.
//! Next file to read: `async_generator.rs`.

use super::generator::{COROUTINE, PyGenerator};
use super::generator_attributes::generator_repr;
use super::generator_methods::{
    self as methods, Thrown, next_of, self_iter, send_value, this, throw, yielded,
};
use super::{frame, tuple};
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::payload;

/// Slots of coroutines.
pub const COROUTINE_SLOTS: Slots = Slots {
    repr: Some(generator_repr),
    await_: Some(coroutine_await),
    del: Some(methods::generator_finalize),
    ..Slots::NONE
};

/// Where in `PyGenerator::extra` the origin stands.
const ORIGIN: usize = 0;

/// `coroutine.__await__()`
#[repr(C)]
pub struct PyCoroutineWrapper {
    pub(crate) header: Header,
    coroutine: Ref,
}

payload!(
    PyCoroutineWrapper,
    COROUTINE_WRAPPER,
    |this, visit| visit(&this.coroutine),
    |_this, _sink| {}
);

static COROUTINE_WRAPPER_DEF: TypeDef = TypeDef {
    flags: 0,
    doc: "A wrapper object implementing __await__ for coroutines.",
    slots: Slots {
        iter: Some(self_iter),
        next: Some(wrapper_next),
        ..Slots::NONE
    },
    methods: WRAPPER_METHODS,
    ..TypeDef::of::<PyCoroutineWrapper>("coroutine_wrapper")
};
/// The type of what `coroutine.__await__()` answers.
pub static COROUTINE_WRAPPER: Type = Type::builtin(&COROUTINE_WRAPPER_DEF);

const WRAPPER_METHODS: &[MethodDef] = &[
    method(
        "close",
        wrapper_close,
        "self, /",
        "close() -> raise GeneratorExit inside coroutine.",
    ),
    method(
        "send",
        wrapper_send,
        "self, arg, /",
        "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.",
    ),
    method(
        "throw",
        wrapper_throw,
        "self, type, value=None, traceback=None, /",
        "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.",
    ),
];

fn coroutine_await(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.alloc(PyCoroutineWrapper {
        header: Header::new(&COROUTINE_WRAPPER),
        coroutine: x.clone(),
    }))
}

fn wrapped(x: &Ref) -> &Ref {
    match x.downcast::<PyCoroutineWrapper>() {
        Some(w) => &w.coroutine,
        None => unreachable!("methods of coroutine_wrapper get wrappers"),
    }
}

fn wrapper_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let c = wrapped(x);
    let step = send_value(vm, c, this(c), Ref::none())?;
    Ok(next_of(vm, step))
}

fn wrapper_send(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = wrapped(&args[0]);
    let step = send_value(vm, c, this(c), args[1].clone())?;
    yielded(vm, step)
}

fn wrapper_throw(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = wrapped(&args[0]);
    let thrown = Thrown::from_args(vm, args, "throw")?;
    let step = throw(vm, c, this(c), &thrown, true)?;
    yielded(vm, step)
}

fn wrapper_close(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = wrapped(&args[0]);
    methods::close(vm, c, this(c))
}

/// The iterator `await x` drives.
pub fn awaitable_iterator(vm: &Vm, x: &Ref) -> PyResult {
    if x.is_exactly(&COROUTINE) || methods::is_iterable_coroutine(x) {
        return Ok(x.clone());
    }
    let Some(f) = x.ty().slots().await_ else {
        return Err(vm.type_error(format!("'{}' object can't be awaited", x.ty().name())));
    };
    let it = f(vm, x)?;
    if it.is_exactly(&COROUTINE) || methods::is_iterable_coroutine(&it) {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    if it.ty().slots().next.is_none() {
        let got = it.ty().name();
        return Err(vm.type_error(format!("__await__() returned non-iterator of type '{got}'")));
    }
    Ok(it)
}

/// Notes where a coroutine was made, if `sys.set_coroutine_origin_tracking_depth` asked for it.
pub fn note_origin(vm: &Vm, x: &Ref) {
    let depth = vm.origin_depth.get();
    if depth <= 0 {
        return;
    }
    let mut places = Vec::new();
    // The innermost frame is the coroutine's own.
    for level in 1..=depth as usize {
        let Some(object) = frame::current(vm, level) else {
            break;
        };
        let Some(f) = object.downcast::<frame::PyFrame>() else {
            break;
        };
        let Some(code) = f.code.downcast::<super::code::PyCode>() else {
            break;
        };
        let place = vec![
            code.filename.clone(),
            vm.int(f.line().into()),
            code.name.clone(),
        ];
        places.push(vm.new_tuple(place));
    }
    let origin = vm.new_tuple(places);
    drop(
        this(x)
            .extra
            .with(|e| std::mem::replace(&mut e[ORIGIN], origin)),
    );
}

/// `cr_origin`
pub(super) fn coroutine_origin(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x)
        .extra
        .with(|e| e[ORIGIN].opt().cloned())
        .unwrap_or_else(Ref::none))
}

/// The warning about a coroutine that dies without ever having run.
pub(super) fn warn_unawaited(vm: &Vm, x: &Ref, g: &PyGenerator) {
    let qualname = g.qualname.with(|q| q.clone());
    let mut text = format!("coroutine '{}' was never awaited", vm.str_lossy(&qualname));
    let origin = g.extra.with(|e| e[ORIGIN].clone());
    if let Some(origin) = origin.opt() {
        text.push_str("\nCoroutine created at (most recent call last)");
        for place in tuple::items(origin).iter().rev() {
            let [file, line, name] = tuple::items(place) else {
                continue;
            };
            let (file, line, name) = (
                vm.str_lossy(file),
                line.as_i64().unwrap_or(0),
                vm.str_lossy(name),
            );
            text.push_str(&format!("\n  File \"{file}\", line {line}, in {name}"));
            let source = crate::vm::traceback::source_cache::SourceCache::default().file_line(
                vm,
                &file,
                line as u32,
            );
            if !source.trim().is_empty() {
                text.push_str(&format!("\n    {}", source.trim()));
            }
        }
    }
    vm.warn_unawaited(x, &text);
}
