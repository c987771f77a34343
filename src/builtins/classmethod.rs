//! `classmethod` and `staticmethod`.
//!
//! Both hold a callable and decide what it is bound to when it is looked up; both show the
//! callable's name, doc and annotations as their own.
//!
//! Invariant: the callable is never NULL; it is `None` until `__init__` has run.
//! Next file to read: `super_object.rs`.

use super::function_methods::{read_only, wrong_count};
use crate::objects::args::{Args, MethodDef, classmethod};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, getter, member_set, type_flags};
use crate::payload;

/// A `classmethod` object.
#[repr(C)]
pub struct PyClassMethod {
    pub(crate) header: Header,
    /// What is bound to the class.
    pub callable: Locked<Ref>,
    dict: DictWord,
}

payload!(
    PyClassMethod,
    CLASSMETHOD,
    |this, visit| {
        this.callable.with(|c| visit(c));
        this.dict.visit(visit);
    },
    |this, sink| {
        sink.push(this.callable.replace(Ref::none()));
        sink.push(this.dict.take());
    }
);

static CLASSMETHOD_DEF: TypeDef = TypeDef {
    doc: "Convert a function to be a class method.\n\nA class method receives the class as implicit first argument,\njust \
          like an instance method receives the instance.\nTo declare a class method, use this idiom:\n\n  class C:\n      \
          @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\nIt can be called either on the class (e.g. \
          C.f()) or on an instance\n(e.g. C().f()).  The instance is ignored except for its class.\nIf a class method is \
          called for a derived class, the derived class\nobject is passed as the implied first argument.\n\nClass methods \
          are different than C++ or Java static methods.\nIf you want those, see the staticmethod builtin.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyClassMethod, dict),
    slots: Slots {
        new: Some(classmethod_new),
        init: Some(classmethod_init),
        repr: Some(classmethod_repr),
        descr_get: Some(classmethod_get),
        ..Slots::NONE
    },
    methods: CLASS_GETITEM,
    getset: &[
        getset("__annotate__", wrapped_annotate, set_wrapped, ""),
        getset("__annotations__", wrapped_annotations, set_wrapped, ""),
        getset("__dict__", wrapper_dict, set_wrapper_dict, ""),
        member_set("__func__", wrapped_function, read_only, ""),
        getter("__isabstractmethod__", wrapped_is_abstract, ""),
        member_set("__wrapped__", wrapped_function, read_only, ""),
    ],
    signature: "(function, /)",
    ..TypeDef::of::<PyClassMethod>("classmethod")
};
/// The type `classmethod`.
pub static CLASSMETHOD: Type = Type::builtin(&CLASSMETHOD_DEF);

/// A `staticmethod` object.
#[repr(C)]
pub struct PyStaticMethod {
    pub(crate) header: Header,
    /// What is not bound to anything.
    pub callable: Locked<Ref>,
    dict: DictWord,
}

payload!(
    PyStaticMethod,
    STATICMETHOD,
    |this, visit| {
        this.callable.with(|c| visit(c));
        this.dict.visit(visit);
    },
    |this, sink| {
        sink.push(this.callable.replace(Ref::none()));
        sink.push(this.dict.take());
    }
);

static STATICMETHOD_DEF: TypeDef = TypeDef {
    doc: "Convert a function to be a static method.\n\nA static method does not receive an implicit first argument.\nTo \
          declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         def f(arg1, arg2, \
          argN):\n             ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). \
          Both the class and the instance are ignored, and\nneither is passed implicitly as the first argument to the \
          method.\n\nStatic methods in Python are similar to those found in Java or C++.\nFor a more advanced concept, see \
          the classmethod builtin.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyStaticMethod, dict),
    slots: Slots {
        new: Some(staticmethod_new),
        init: Some(staticmethod_init),
        repr: Some(staticmethod_repr),
        call: Some(staticmethod_call),
        descr_get: Some(staticmethod_get),
        ..Slots::NONE
    },
    methods: CLASS_GETITEM,
    getset: &[
        getset("__annotate__", wrapped_annotate, set_wrapped, ""),
        getset("__annotations__", wrapped_annotations, set_wrapped, ""),
        getset("__dict__", wrapper_dict, set_wrapper_dict, ""),
        member_set("__func__", wrapped_function, read_only, ""),
        getter("__isabstractmethod__", wrapped_is_abstract, ""),
        member_set("__wrapped__", wrapped_function, read_only, ""),
    ],
    signature: "(function, /)",
    ..TypeDef::of::<PyStaticMethod>("staticmethod")
};
/// The type `staticmethod`.
pub static STATICMETHOD: Type = Type::builtin(&STATICMETHOD_DEF);

const CLASS_GETITEM: &[MethodDef] = &[classmethod(
    "__class_getitem__",
    super::generic_alias::class_getitem_method,
    "cls, item, /",
    "See PEP 585",
)];

/// The callable of either kind.
fn callable(x: &Ref) -> Ref {
    match (
        x.downcast::<PyClassMethod>(),
        x.downcast::<PyStaticMethod>(),
    ) {
        (Some(c), _) => c.callable.get(),
        (_, Some(s)) => s.callable.get(),
        _ => Ref::none(),
    }
}

/// Whether `f.__isabstractmethod__` is there and true.
pub(crate) fn is_abstract(vm: &Vm, f: &Ref) -> PyResult<bool> {
    match vm.get_attr_opt(f, &vm.names().__isabstractmethod__)? {
        Some(flag) => vm.is_true(&flag),
        None => Ok(false),
    }
}

/// Copies what identifies the callable, as `functools.wraps` does.
fn copy_identity(vm: &Vm, x: &Ref, callable: &Ref) -> PyResult<()> {
    let names = vm.names();
    for name in [
        &names.__module__,
        &names.__name__,
        &names.__qualname__,
        &names.__doc__,
    ] {
        if let Some(v) = vm.get_attr_opt(callable, name)? {
            vm.instance_set(x, name, Some(&v))?;
        }
    }
    Ok(())
}

fn only_argument<'a>(vm: &Vm, name: &str, args: Args<'a>) -> PyResult<&'a Ref> {
    match (args.values, args.kwnames) {
        ([callable], []) => Ok(callable),
        _ => Err(wrong_count(vm, name, args, 1)),
    }
}

fn classmethod_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyClassMethod {
        header: Header::new(ty),
        callable: Locked::new(Ref::none()),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn classmethod_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let callable = only_argument(vm, "classmethod", args)?;
    if let Some(c) = x.downcast::<PyClassMethod>() {
        c.callable.set(callable.clone());
    }
    copy_identity(vm, x, callable)
}

fn classmethod_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&format!("<classmethod({})>", vm.repr_text(&callable(x))?)))
}

fn classmethod_get(vm: &Vm, x: &Ref, _: Option<&Ref>, owner: &Ref) -> PyResult {
    Ok(vm.new_method(callable(x), owner.clone()))
}

fn staticmethod_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyStaticMethod {
        header: Header::new(ty),
        callable: Locked::new(Ref::none()),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn staticmethod_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let callable = only_argument(vm, "staticmethod", args)?;
    if let Some(s) = x.downcast::<PyStaticMethod>() {
        s.callable.set(callable.clone());
    }
    copy_identity(vm, x, callable)
}

fn staticmethod_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&format!("<staticmethod({})>", vm.repr_text(&callable(x))?)))
}

fn staticmethod_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    vm.call_args(&callable(x), args)
}

fn staticmethod_get(_: &Vm, x: &Ref, _: Option<&Ref>, _: &Ref) -> PyResult {
    Ok(callable(x))
}

fn wrapped_function(_: &Vm, x: &Ref) -> PyResult {
    Ok(callable(x))
}

fn wrapped_is_abstract(vm: &Vm, x: &Ref) -> PyResult {
    is_abstract(vm, &callable(x)).map(Ref::bool)
}

/// The callable's attribute, remembered in the wrapper's own dict.
fn wrapped_attribute(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    if let Some(own) = vm.instance_get(x, name) {
        return Ok(own);
    }
    let value = vm.get_attr(&callable(x), name)?;
    vm.instance_set(x, name, Some(&value))?;
    Ok(value)
}

fn wrapped_annotations(vm: &Vm, x: &Ref) -> PyResult {
    wrapped_attribute(vm, x, &vm.names().__annotations__)
}

fn wrapped_annotate(vm: &Vm, x: &Ref) -> PyResult {
    wrapped_attribute(vm, x, &vm.names().__annotate__)
}

fn set_wrapped(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    let name = if value.is_some_and(|v| v.is_instance(&super::dict::DICT)) {
        &names.__annotations__
    } else {
        &names.__annotate__
    };
    vm.instance_set(x, name, value).map(drop)
}

fn wrapper_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn set_wrapper_dict(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if value.is_none() {
        return Err(vm.type_error("cannot delete __dict__"));
    }
    super::typeobject::attributes::instance_set_dict(vm, x, value)
}

/// A static method made by the interpreter itself.
pub(crate) fn new_static_method(vm: &Vm, callable: Ref) -> Ref {
    vm.alloc(PyStaticMethod {
        header: Header::new(&STATICMETHOD),
        callable: Locked::new(callable),
        dict: DictWord::new(),
    })
}

/// A class method made by the interpreter itself.
pub(crate) fn new_class_method(vm: &Vm, callable: Ref) -> Ref {
    vm.alloc(PyClassMethod {
        header: Header::new(&CLASSMETHOD),
        callable: Locked::new(callable),
        dict: DictWord::new(),
    })
}
