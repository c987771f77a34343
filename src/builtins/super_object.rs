//! `super`: attributes of the classes behind one in the MRO.
//!
//! Invariant: `object` and `object_type` are both set or both NULL; `object_type` derives from `class`.
//! Next file to read: `generic_alias.rs`.

use super::function_methods::read_only;
use super::tuple::items;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, member_set, type_flags};
use crate::payload;

/// A `super` object.
#[repr(C)]
pub struct PySuper {
    pub(crate) header: Header,
    parts: Locked<SuperParts>,
}

/// NULL for what is not there.
#[derive(Clone)]
struct SuperParts {
    class: Ref,
    object: Ref,
    object_type: Ref,
}

payload!(
    PySuper,
    SUPER,
    |this, visit| this.parts.with(|p| [&p.class, &p.object, &p.object_type]
        .into_iter()
        .for_each(|r| visit(r))),
    |this, sink| sink.push(
        this.parts
            .with(|p| std::mem::replace(&mut p.object, Ref::NULL))
    )
);

static SUPER_DEF: TypeDef = TypeDef {
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> \
          bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires \
          issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, \
          arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def \
          cmeth(cls, arg):\n        super().cmeth(arg)\n",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(super_new),
        init: Some(super_init),
        repr: Some(super_repr),
        getattro: Some(super_get_attr),
        descr_get: Some(super_get),
        ..Slots::NONE
    },
    getset: &[
        member_set(
            "__self__",
            super_self,
            read_only,
            "the instance invoking super(); may be None",
        ),
        member_set(
            "__self_class__",
            super_self_class,
            read_only,
            "the type of the instance invoking super(); may be None",
        ),
        member_set(
            "__thisclass__",
            super_thisclass,
            read_only,
            "the class invoking super()",
        ),
    ],
    ..TypeDef::of::<PySuper>("super")
};
/// The type `super`.
pub static SUPER: Type = Type::builtin(&SUPER_DEF);

fn parts(x: &Ref) -> SuperParts {
    match x.downcast::<PySuper>() {
        Some(s) => s.parts.get(),
        None => unreachable!("slots of super get super objects"),
    }
}

fn super_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let empty = SuperParts {
        class: Ref::NULL,
        object: Ref::NULL,
        object_type: Ref::NULL,
    };
    let payload = PySuper {
        header: Header::new(ty),
        parts: Locked::new(empty),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn super_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let (class, object) = match args.values {
        [] => {
            let (class, object) = caller(vm)?;
            (class, Some(object))
        }
        [class] => (class.clone(), None),
        [class, object] => (class.clone(), Some(object.clone())),
        more => {
            let given = more.len();
            return Err(vm.type_error(format!("super() expected at most 2 arguments, got {given}")));
        }
    };
    let Some(ty) = class.as_type() else {
        let got = class.ty().name();
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {got}")));
    };
    let object = object.filter(|o| !o.is_none());
    let object_type = match &object {
        Some(o) => check(vm, ty, o)?,
        None => Ref::NULL,
    };
    if let Some(s) = x.downcast::<PySuper>() {
        s.parts.set(SuperParts {
            class: class.clone(),
            object: object.unwrap_or(Ref::NULL),
            object_type,
        });
    }
    Ok(())
}

/// The class and first argument of the running method, for `super()`.
fn caller(vm: &Vm) -> PyResult<(Ref, Ref)> {
    match vm.super_arguments() {
        Ok(found) => Ok(found),
        Err(text) => Err(vm.runtime_error(text)),
    }
}

/// The class whose MRO is searched: the object's, or the object itself when it is a class.
fn check(vm: &Vm, class: &Type, object: &Ref) -> PyResult {
    if let Some(t) = object.as_type()
        && t.is_subtype(class)
    {
        return Ok(object.clone());
    }
    if object.ty().is_subtype(class) {
        return Ok(object.ty().to_ref());
    }
    if let Some(claimed) = vm.get_attr_opt(object, &vm.names().__class__)?
        && claimed.as_type().is_some_and(|t| t.is_subtype(class))
    {
        return Ok(claimed);
    }
    let (kind, got) = match object.as_type() {
        Some(t) => ("type", t.name()),
        None => ("instance of", object.ty().name()),
    };
    Err(vm.type_error(format!(
        "super(type, obj): obj ({kind} {got}) is not an instance or subtype of type ({}).",
        class.name()
    )))
}

/// What stands behind `class` in the MRO of `object_type` under `name`, not bound.
fn find(vm: &Vm, class: &Ref, object_type: &Type, name: &Ref) -> Option<Ref> {
    let mro = object_type.mro_tuple();
    let behind = items(&mro).iter().skip_while(|t| !t.is(class)).skip(1);
    behind
        .filter_map(Ref::as_type)
        .find_map(|t| super::dict::get_str(t.dict(vm), name))
}

fn bind(vm: &Vm, found: Ref, object: &Ref, object_type: &Ref) -> PyResult {
    match found.ty().slots().descr_get {
        Some(get) => get(
            vm,
            &found,
            if object.is(object_type) {
                None
            } else {
                Some(object)
            },
            object_type,
        ),
        None => Ok(found),
    }
}

/// `super(class, object).name` without making the `super`: the value, and whether it is a method
/// that still wants `object` as its first argument (only if `want_method`).
/// `None` if the general way has to be gone.
pub fn lookup(
    vm: &Vm,
    class: &Type,
    object: &Ref,
    name: &Ref,
    want_method: bool,
) -> PyResult<Option<(Ref, bool)>> {
    if object.is_none() || name.is(&vm.names().__class__) {
        return Ok(None);
    }
    let object_type = check(vm, class, object)?;
    let Some(ty) = object_type.as_type() else {
        return Ok(None);
    };
    let Some(found) = find(vm, &class.to_ref(), ty, name) else {
        return Ok(None);
    };
    let is_instance = !object.is(&object_type);
    if want_method && is_instance && found.ty().has(type_flags::METHOD_DESCRIPTOR) {
        return Ok(Some((found, true)));
    }
    bind(vm, found, object, &object_type).map(|v| Some((v, false)))
}

fn super_get_attr(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    let name = super::object::attribute_name(vm, name)?;
    let p = parts(x);
    if let Some(ty) = p.object_type.opt().and_then(Ref::as_type)
        && !name.is(&vm.names().__class__)
        && let Some(found) = find(vm, &p.class, ty, &name)
    {
        return bind(vm, found, &p.object, &p.object_type);
    }
    super::object::generic_get_attr(vm, x, &name)
}

fn super_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    let p = parts(x);
    let Some(object) = object.filter(|o| !o.is_none() && p.object.is_null()) else {
        return Ok(x.clone());
    };
    if !x.is_exactly(&SUPER) {
        return vm.call(&x.ty().to_ref(), &[p.class, object.clone()]);
    }
    let object_type = match p.class.opt().and_then(Ref::as_type) {
        Some(class) => check(vm, class, object)?,
        None => return Ok(x.clone()),
    };
    let parts = SuperParts {
        class: p.class,
        object: object.clone(),
        object_type,
    };
    Ok(vm.alloc(PySuper {
        header: Header::new(&SUPER),
        parts: Locked::new(parts),
    }))
}

fn super_repr(vm: &Vm, x: &Ref) -> PyResult {
    let p = parts(x);
    let class = p
        .class
        .opt()
        .and_then(Ref::as_type)
        .map_or("NULL", Type::name);
    Ok(
        vm.new_str(&match p.object_type.opt().and_then(Ref::as_type) {
            Some(t) => format!("<super: <class '{class}'>, <{} object>>", t.name()),
            None => format!("<super: <class '{class}'>, NULL>"),
        }),
    )
}

fn or_none(r: Ref) -> Ref {
    if r.is_null() { Ref::none() } else { r }
}

fn super_self(_: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(parts(x).object))
}

fn super_self_class(_: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(parts(x).object_type))
}

fn super_thisclass(_: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(parts(x).class))
}
