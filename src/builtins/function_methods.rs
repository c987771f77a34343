//! What scripts see of functions, native functions and bound methods.
//!
//! Invariant: whatever a call depends on (code, defaults) is only changed together with zeroing
//! the function's version.
//! Next file to read: `function_new.rs`.

use super::descriptors::{doc_value, qualified, reduce_as_getattr, signature_text, wrong_object};
use super::dict::DICT;
use super::function::{PyBuiltinFunction, PyFunction, PyMethod, PyMethodDescriptor};
use super::tuple::TUPLE;
use super::typeobject::annotations;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::hash::hash_pointer;
use crate::objects::refcount::{Exc, PyResult, Ref, TypedRef};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, getset, getter, member_set};
use crate::syntax::ast::CompareOp;
use crate::vm::call;

/// What functions written in Python can do.
pub const FUNCTION_SLOTS: Slots = Slots {
    new: Some(super::function_new::function_new),
    repr: Some(function_repr),
    call: Some(call::function_call),
    descr_get: Some(function_get),
    ..Slots::NONE
};
/// Their methods.
pub const FUNCTION_METHODS: &[MethodDef] = &[];
/// Their attributes.
pub const FUNCTION_GETSET: &[GetSetDef] = &[
    getset(
        "__annotate__",
        function_annotate,
        function_set_annotate,
        "Get the code object for a function.",
    ),
    getset(
        "__annotations__",
        function_annotations,
        function_set_annotations,
        "Dict of annotations in a function object.",
    ),
    member_set("__builtins__", function_builtins, read_only, ""),
    member_set("__closure__", function_closure, read_only, ""),
    getset("__code__", function_code, function_set_code, ""),
    getset("__defaults__", function_defaults, function_set_defaults, ""),
    getset("__dict__", function_dict, function_set_dict, ""),
    getset("__doc__", function_doc, function_set_doc, ""),
    member_set("__globals__", function_globals, read_only, ""),
    getset(
        "__kwdefaults__",
        function_kwdefaults,
        function_set_kwdefaults,
        "",
    ),
    getset("__module__", function_module, function_set_module, ""),
    getset("__name__", function_name, function_set_name, ""),
    getset("__qualname__", function_qualname, function_set_qualname, ""),
    getset(
        "__type_params__",
        function_type_params,
        function_set_type_params,
        "",
    ),
];

/// What native functions and bound native methods can do.
pub const BUILTIN_SLOTS: Slots = Slots {
    repr: Some(builtin_repr),
    call: Some(call::builtin_call),
    compare: Some(builtin_compare),
    hash: Some(builtin_hash),
    ..Slots::NONE
};
/// Their methods.
pub const BUILTIN_METHODS: &[MethodDef] = &[method("__reduce__", builtin_reduce, "self, /", "")];
/// Their attributes.
pub const BUILTIN_GETSET: &[GetSetDef] = &[
    getter("__doc__", builtin_doc, ""),
    getter("__module__", builtin_module, ""),
    getter("__name__", builtin_name, ""),
    getter("__qualname__", builtin_qualname, ""),
    getter("__self__", builtin_self, ""),
    getter("__text_signature__", builtin_text_signature, ""),
];

/// What native methods that are not bound can do.
pub const DESCRIPTOR_SLOTS: Slots = Slots {
    repr: Some(descriptor_repr),
    call: Some(call::descriptor_call),
    descr_get: Some(descriptor_get),
    ..Slots::NONE
};
/// Their methods.
pub const DESCRIPTOR_METHODS: &[MethodDef] =
    &[method("__reduce__", descriptor_reduce, "self, /", "")];
/// Their attributes.
pub const DESCRIPTOR_GETSET: &[GetSetDef] = &[
    getter("__doc__", descriptor_doc, ""),
    getter("__name__", descriptor_name, ""),
    getter("__objclass__", descriptor_objclass, ""),
    getter("__qualname__", descriptor_qualname, ""),
    getter("__text_signature__", descriptor_text_signature, ""),
];

/// What bound methods can do.
pub const METHOD_SLOTS: Slots = Slots {
    new: Some(method_new),
    repr: Some(method_repr),
    hash: Some(method_hash),
    compare: Some(method_compare),
    call: Some(call::method_call),
    getattro: Some(method_get_attr),
    descr_get: Some(method_get),
    ..Slots::NONE
};
/// Their methods.
pub const METHOD_METHODS: &[MethodDef] = &[method("__reduce__", method_reduce, "self, /", "")];
/// Their attributes.
pub const METHOD_GETSET: &[GetSetDef] = &[
    getter("__doc__", method_doc, ""),
    member_set(
        "__func__",
        method_func,
        read_only,
        "the function (or other callable) implementing a method",
    ),
    member_set(
        "__self__",
        method_self,
        read_only,
        "the instance to which a method is bound",
    ),
];

fn function(x: &Ref) -> &PyFunction {
    match x.downcast::<PyFunction>() {
        Some(f) => f,
        None => unreachable!("attributes of function get functions"),
    }
}

fn builtin(x: &Ref) -> &PyBuiltinFunction {
    match x.downcast::<PyBuiltinFunction>() {
        Some(f) => f,
        None => unreachable!("attributes of builtin_function_or_method get such functions"),
    }
}

fn descriptor(x: &Ref) -> &PyMethodDescriptor {
    match x.downcast::<PyMethodDescriptor>() {
        Some(f) => f,
        None => unreachable!("attributes of method_descriptor get method descriptors"),
    }
}

fn bound(x: &Ref) -> &PyMethod {
    match x.downcast::<PyMethod>() {
        Some(f) => f,
        None => unreachable!("attributes of method get bound methods"),
    }
}

/// NULL shows as `None`.
fn or_none(r: Ref) -> Ref {
    if r.is_null() { Ref::none() } else { r }
}

/// `None` and "deleted" are kept as NULL.
fn or_null(value: Option<&Ref>) -> Ref {
    value.filter(|v| !v.is_none()).cloned().unwrap_or(Ref::NULL)
}

/// Attributes that are visible but can't be set; CPython's members word it so.
pub(crate) fn read_only(vm: &Vm, _: &Ref, _: Option<&Ref>) -> PyResult<()> {
    Err(vm.attribute_error("readonly attribute"))
}

fn function_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = function(x).parts.with(|p| p.qualname.clone());
    Ok(vm.new_str(&format!(
        "<function {} at {:#x}>",
        vm.str_lossy(&name),
        x.id()
    )))
}

fn function_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    match object {
        Some(o) => Ok(vm.new_method(x.clone(), o.clone())),
        None => Ok(x.clone()),
    }
}

fn function_code(_: &Vm, x: &Ref) -> PyResult {
    Ok(function(x).code.with(|c| c.as_ref().clone()))
}

fn function_set_code(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let f = function(x);
    let Some(Ok(code)) = value.map(|v| TypedRef::<super::code::PyCode>::try_from(v.clone())) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let free = code.code.free_count();
    let (name, closure) = f.parts.with(|p| (p.name.clone(), p.closure.clone()));
    let cells = super::tuple::items(&or_none(closure)).len();
    if free != cells {
        let name = vm.str_lossy(&name);
        return Err(vm.value_error(format!(
            "{name}() requires a code object with {cells} free vars, not {free}"
        )));
    }
    drop(vm.stopped(|| {
        f.version.set(0);
        f.code.replace(code)
    }));
    Ok(())
}

macro_rules! part_getters {
    ($($name:ident: $field:ident,)*) => {
        $(fn $name(_: &Vm, x: &Ref) -> PyResult {
            Ok(or_none(function(x).parts.with(|p| p.$field.clone())))
        })*
    };
}

part_getters! {
    function_name: name,
    function_qualname: qualname,
    function_doc: doc,
    function_module: module,
    function_defaults: defaults,
    function_kwdefaults: kwdefaults,
    function_closure: closure,
}

fn function_globals(_: &Vm, x: &Ref) -> PyResult {
    Ok(function(x).globals.clone())
}

fn function_builtins(_: &Vm, x: &Ref) -> PyResult {
    Ok(function(x).builtins.clone())
}

/// A value of the wanted type, `None` or "deleted" as NULL, or else the error.
fn typed(vm: &Vm, value: Option<&Ref>, ty: &Type, error: &str) -> PyResult {
    match value {
        Some(v) if !v.is_none() && !v.is_instance(ty) => Err(vm.type_error(error)),
        v => Ok(or_null(v)),
    }
}

fn string(vm: &Vm, value: Option<&Ref>, name: &str) -> PyResult {
    match value {
        Some(v) if v.as_str().is_some() => Ok(v.clone()),
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

fn function_set_name(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = string(vm, value, "__name__")?;
    drop(
        function(x)
            .parts
            .with(|p| std::mem::replace(&mut p.name, value)),
    );
    Ok(())
}

fn function_set_qualname(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = string(vm, value, "__qualname__")?;
    drop(
        function(x)
            .parts
            .with(|p| std::mem::replace(&mut p.qualname, value)),
    );
    Ok(())
}

fn function_set_doc(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    drop(
        function(x)
            .parts
            .with(|p| std::mem::replace(&mut p.doc, or_null(value))),
    );
    Ok(())
}

fn function_set_module(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    drop(
        function(x)
            .parts
            .with(|p| std::mem::replace(&mut p.module, or_null(value))),
    );
    Ok(())
}

fn function_set_defaults(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = typed(
        vm,
        value,
        &TUPLE,
        "__defaults__ must be set to a tuple object",
    )?;
    let f = function(x);
    f.version.set(0);
    drop(f.parts.with(|p| std::mem::replace(&mut p.defaults, value)));
    Ok(())
}

fn function_set_kwdefaults(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = typed(
        vm,
        value,
        &DICT,
        "__kwdefaults__ must be set to a dict object",
    )?;
    let f = function(x);
    f.version.set(0);
    drop(
        f.parts
            .with(|p| std::mem::replace(&mut p.kwdefaults, value)),
    );
    Ok(())
}

fn function_annotations(vm: &Vm, x: &Ref) -> PyResult {
    let f = function(x);
    let (made, annotate) = f
        .parts
        .with(|p| (p.annotations.clone(), p.annotate.clone()));
    if !made.is_null() {
        return Ok(made);
    }
    let fresh = match annotate
        .opt()
        .filter(|a| !a.is_none() && a.ty().slots().call.is_some())
    {
        Some(a) => annotations::compute(vm, a)?,
        None => vm.new_dict(),
    };
    f.parts.with(|p| p.annotations = fresh.clone());
    Ok(fresh)
}

fn function_set_annotations(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = typed(
        vm,
        value,
        &DICT,
        "__annotations__ must be set to a dict object",
    )?;
    let old = function(x).parts.with(|p| {
        let annotate = std::mem::replace(&mut p.annotate, Ref::NULL);
        (std::mem::replace(&mut p.annotations, value), annotate)
    });
    drop(old);
    Ok(())
}

fn function_annotate(_: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(function(x).parts.with(|p| p.annotate.clone())))
}

fn function_set_annotate(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(vm.type_error("__annotate__ cannot be deleted"));
    };
    if !value.is_none() && value.ty().slots().call.is_none() {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let none = value.is_none();
    let value = or_null(Some(value));
    let old = function(x).parts.with(|p| {
        let annotations = if none {
            Ref::NULL
        } else {
            std::mem::replace(&mut p.annotations, Ref::NULL)
        };
        (std::mem::replace(&mut p.annotate, value), annotations)
    });
    drop(old);
    Ok(())
}

fn function_type_params(vm: &Vm, x: &Ref) -> PyResult {
    let params = function(x).parts.with(|p| p.type_params.clone());
    Ok(if params.is_null() {
        vm.known().empty_tuple.clone()
    } else {
        params
    })
}

fn function_set_type_params(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value.filter(|v| v.is_instance(&TUPLE)) else {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    };
    drop(
        function(x)
            .parts
            .with(|p| std::mem::replace(&mut p.type_params, value.clone())),
    );
    Ok(())
}

fn function_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn function_set_dict(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if value.is_none() {
        return Err(vm.type_error("cannot delete __dict__"));
    }
    super::typeobject::attributes::instance_set_dict(vm, x, value)
}

/// Whether a native function belongs to a module (or to nothing) rather than to an object.
fn is_plain(b: &PyBuiltinFunction) -> bool {
    b.bound.is_null() && b.owner.is_null()
}

fn builtin_repr(vm: &Vm, x: &Ref) -> PyResult {
    let b = builtin(x);
    let name = b.def.name;
    if is_plain(b) {
        return Ok(vm.new_str(&format!("<built-in function {name}>")));
    }
    let me = b.bound.opt().unwrap_or(&b.owner);
    Ok(vm.new_str(&format!(
        "<built-in method {name} of {} object at {:#x}>",
        me.ty().name(),
        me.id()
    )))
}

fn builtin_compare(_: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (
        x.downcast::<PyBuiltinFunction>(),
        y.downcast::<PyBuiltinFunction>(),
    ) else {
        return Ok(Ref::not_implemented());
    };
    let same = std::ptr::eq(a.def, b.def) && a.bound.is(&b.bound);
    match op {
        CompareOp::Eq => Ok(Ref::bool(same)),
        CompareOp::NotEq => Ok(Ref::bool(!same)),
        _ => Ok(Ref::not_implemented()),
    }
}

fn builtin_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    let b = builtin(x);
    let bound = if b.bound.is_null() {
        0
    } else {
        hash_pointer(b.bound.id() as usize)
    };
    Ok(
        match bound ^ hash_pointer(std::ptr::from_ref(b.def) as usize) {
            -1 => -2,
            h => h,
        },
    )
}

fn builtin_doc(vm: &Vm, x: &Ref) -> PyResult {
    Ok(doc_value(vm, builtin(x).def.doc))
}

fn builtin_module(_: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(builtin(x).module.clone()))
}

fn builtin_name(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.intern_str(builtin(x).def.name))
}

fn builtin_qualname(vm: &Vm, x: &Ref) -> PyResult {
    let b = builtin(x);
    let owner = match b.bound.opt() {
        Some(me) => Some(me.as_type().unwrap_or(me.ty())),
        None => b.owner.as_opt_type(),
    };
    match owner {
        Some(t) => qualified(vm, t, b.def.name),
        None => builtin_name(vm, x),
    }
}

impl Ref {
    /// The class, if this is neither NULL nor anything but a class.
    fn as_opt_type(&self) -> Option<&Type> {
        self.opt().and_then(Ref::as_type)
    }
}

fn builtin_self(vm: &Vm, x: &Ref) -> PyResult {
    let b = builtin(x);
    if let Some(me) = b.bound.opt() {
        return Ok(me.clone());
    }
    let module = b.module.opt().filter(|_| is_plain(b));
    let found = match (module, vm.known().modules.downcast::<super::dict::PyDict>()) {
        (Some(name), Some(modules)) => modules.get(vm, name)?,
        _ => b.owner.opt().cloned(),
    };
    Ok(found.unwrap_or_else(Ref::none))
}

fn builtin_text_signature(vm: &Vm, x: &Ref) -> PyResult {
    Ok(signature_text::of_method(vm, builtin(x).def))
}

fn builtin_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = builtin(&args[0]);
    match b.bound.opt().or(b.owner.opt()) {
        Some(me) => reduce_as_getattr(vm, me.clone(), b.def.name),
        None => Ok(vm.new_str(b.def.name)),
    }
}

fn descriptor_repr(vm: &Vm, x: &Ref) -> PyResult {
    let d = descriptor(x);
    Ok(vm.new_str(&format!(
        "<method '{}' of '{}' objects>",
        d.def.name,
        d.owner.name()
    )))
}

fn descriptor_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    let Some(object) = object else {
        return Ok(x.clone());
    };
    let d = descriptor(x);
    if !object.is_instance(d.owner) {
        return Err(wrong_object(vm, d.def.name, d.owner, object));
    }
    Ok(vm.new_bound_builtin(d.def, object.clone(), d.owner))
}

fn descriptor_doc(vm: &Vm, x: &Ref) -> PyResult {
    Ok(doc_value(vm, descriptor(x).def.doc))
}

fn descriptor_name(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.intern_str(descriptor(x).def.name))
}

fn descriptor_objclass(_: &Vm, x: &Ref) -> PyResult {
    Ok(descriptor(x).owner.to_ref())
}

fn descriptor_qualname(vm: &Vm, x: &Ref) -> PyResult {
    let d = descriptor(x);
    qualified(vm, d.owner, d.def.name)
}

fn descriptor_text_signature(vm: &Vm, x: &Ref) -> PyResult {
    Ok(signature_text::of_method(vm, descriptor(x).def))
}

fn descriptor_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = descriptor(&args[0]);
    reduce_as_getattr(vm, d.owner.to_ref(), d.def.name)
}

/// How constructors without keyword arguments word a wrong count.
pub(crate) fn wrong_count(vm: &Vm, name: &str, args: Args, n: usize) -> Exc {
    if !args.kwnames.is_empty() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    let (given, s) = (args.values.len(), if n == 1 { "" } else { "s" });
    vm.type_error(format!("{name} expected {n} argument{s}, got {given}"))
}

fn method_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let ([function, receiver], []) = (args.values, args.kwnames) else {
        return Err(wrong_count(vm, "method", args, 2));
    };
    if function.ty().slots().call.is_none() {
        return Err(vm.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(vm.new_method(function.clone(), receiver.clone()))
}

fn method_repr(vm: &Vm, x: &Ref) -> PyResult {
    let b = bound(x);
    let names = vm.names();
    let mut name = vm.get_attr_opt(&b.function, &names.__qualname__)?;
    if name.is_none() {
        name = vm.get_attr_opt(&b.function, &names.__name__)?;
    }
    let name = match name.filter(|n| n.as_str().is_some()) {
        Some(n) => vm.str_lossy(&n),
        None => "?".to_string(),
    };
    let me = vm.repr_text(&b.receiver)?;
    Ok(vm.new_str(&format!("<bound method {name} of {me}>")))
}

fn method_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let b = bound(x);
    let h = hash_pointer(b.receiver.id() as usize) ^ vm.hash(&b.function)?;
    Ok(if h == -1 { -2 } else { h })
}

fn method_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyMethod>(), y.downcast::<PyMethod>()) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    let same = a.receiver.is(&b.receiver) && vm.equal(&a.function, &b.function)?;
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}

/// Attributes a method does not have itself are its function's.
fn method_get_attr(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    let name = super::object::attribute_name(vm, name)?;
    if let Some(a) = x.ty().lookup(vm, &name) {
        return vm.bind(&a, x);
    }
    vm.get_attr(&bound(x).function, &name)
}

fn method_get(_: &Vm, x: &Ref, _: Option<&Ref>, _: &Ref) -> PyResult {
    Ok(x.clone())
}

fn method_doc(vm: &Vm, x: &Ref) -> PyResult {
    vm.get_attr(&bound(x).function, &vm.names().__doc__)
}

fn method_func(_: &Vm, x: &Ref) -> PyResult {
    Ok(bound(x).function.clone())
}

fn method_self(_: &Vm, x: &Ref) -> PyResult {
    Ok(bound(x).receiver.clone())
}

fn method_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = bound(&args[0]);
    let name = vm.get_attr(&b.function, &vm.names().__name__)?;
    reduce_as_getattr(vm, b.receiver.clone(), &vm.str_lossy(&name))
}
