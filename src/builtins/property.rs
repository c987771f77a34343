//! `property`: attributes computed by functions.
//!
//! Invariant: an accessor that is missing is NULL, never `None`.
//! Next file to read: `classmethod.rs`.

use super::function_methods::read_only;
use crate::objects::args::{Args, Callee, Signature, bind, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, member_set, type_flags};
use crate::payload;

/// A `property` object.
#[repr(C)]
pub struct PyProperty {
    pub(crate) header: Header,
    parts: Locked<PropertyParts>,
}

/// Everything `__init__` sets; NULL for what is not there.
struct PropertyParts {
    get: Ref,
    set: Ref,
    del: Ref,
    doc: Ref,
    name: Ref,
    doc_from_getter: bool,
}

payload!(
    PyProperty,
    PROPERTY,
    |this, visit| this
        .parts
        .with(|p| [&p.get, &p.set, &p.del, &p.doc, &p.name]
            .into_iter()
            .for_each(|r| visit(r))),
    |this, sink| this.parts.with(|p| {
        for r in [&mut p.get, &mut p.set, &mut p.del] {
            sink.push(std::mem::replace(r, Ref::NULL));
        }
    })
);

static PROPERTY_DEF: TypeDef = TypeDef {
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to \
          be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    \
          docstring\n\nTypical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return \
          self._x\n    def setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, \
          setx, delx, \"I'm the 'x' property.\")\n\nDecorators make defining new properties or modifying existing ones \
          easy:\n\nclass C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        \
          return self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def \
          x(self):\n        del self._x",
    slots: Slots {
        new: Some(property_new),
        init: Some(property_init),
        descr_get: Some(property_get),
        descr_set: Some(property_set),
        ..Slots::NONE
    },
    methods: &[
        method(
            "__set_name__",
            property_set_name,
            "self, /, *args",
            "Method to set name of a property.",
        ),
        method(
            "deleter",
            property_deleter,
            "self, object, /",
            "Descriptor to obtain a copy of the property with a different deleter.",
        ),
        method(
            "getter",
            property_getter,
            "self, object, /",
            "Descriptor to obtain a copy of the property with a different getter.",
        ),
        method(
            "setter",
            property_setter,
            "self, object, /",
            "Descriptor to obtain a copy of the property with a different setter.",
        ),
    ],
    getset: &[
        getset("__doc__", property_doc, property_set_doc, ""),
        getset(
            "__isabstractmethod__",
            property_isabstractmethod,
            read_only,
            "",
        ),
        getset("__name__", property_name, property_set_name_attr, ""),
        member_set("fdel", property_fdel, read_only, ""),
        member_set("fget", property_fget, read_only, ""),
        member_set("fset", property_fset, read_only, ""),
    ],
    flags: type_flags::BASE,
    signature: "(fget=None, fset=None, fdel=None, doc=None)",
    ..TypeDef::of::<PyProperty>("property")
};
/// The type `property`.
pub static PROPERTY: Type = Type::builtin(&PROPERTY_DEF);

impl PyProperty {
    /// The function that reads the attribute.
    pub fn getter(&self) -> Option<Ref> {
        self.parts.with(|p| p.get.opt().cloned())
    }
}

fn this(x: &Ref) -> &PyProperty {
    match x.downcast::<PyProperty>() {
        Some(p) => p,
        None => unreachable!("slots of property get properties"),
    }
}

fn property_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let parts = PropertyParts {
        get: Ref::NULL,
        set: Ref::NULL,
        del: Ref::NULL,
        doc: Ref::NULL,
        name: Ref::NULL,
        doc_from_getter: false,
    };
    let payload = PyProperty {
        header: Header::new(ty),
        parts: Locked::new(parts),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn property_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let sig = Signature::parse("fget=None, fset=None, fdel=None, doc=None");
    let mut slots = [const { Ref::NULL }; 4];
    bind(
        vm,
        &sig,
        Callee {
            name: "property",
            qualname: "property",
            has_self: false,
        },
        args,
        &mut slots,
    )?;
    let [get, set, del, doc] = slots.map(|r| {
        if r.opt().is_none_or(Ref::is_none) {
            Ref::NULL
        } else {
            r
        }
    });
    let mut doc = doc;
    let mut doc_from_getter = false;
    if doc.is_null()
        && let Some(g) = get.opt()
        && let Some(d) = vm.get_attr_opt(g, &vm.names().__doc__)?
        && !d.is_none()
    {
        doc_from_getter = true;
        doc = d;
    }
    // Instances of subclasses keep the docstring where their class's own `__doc__` can't hide it.
    if !x.is_exactly(&PROPERTY) && vm.has_instance_dict(x) && !doc.is_null() {
        vm.instance_set(x, &vm.names().__doc__, Some(&doc))?;
    }
    let old = this(x).parts.with(|p| {
        let fresh = PropertyParts {
            get,
            set,
            del,
            doc,
            name: Ref::NULL,
            doc_from_getter,
        };
        std::mem::replace(p, fresh)
    });
    drop(old);
    Ok(())
}

/// The attribute's name: as the class statement told, or the getter's.
fn name_of(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let (name, get) = this(x).parts.with(|p| (p.name.clone(), p.get.clone()));
    if !name.is_null() {
        return Ok(Some(name));
    }
    match get.opt() {
        Some(g) => vm.get_attr_opt(g, &vm.names().__name__),
        None => Ok(None),
    }
}

/// The error of a missing accessor.
fn missing(vm: &Vm, x: &Ref, object: &Ref, what: &str) -> PyResult<()> {
    let owner = vm.str_lossy(&super::typeobject::names::qualname_of(vm, object.ty())?);
    let text = match name_of(vm, x)? {
        Some(n) => format!(
            "property {} of '{owner}' object has no {what}",
            vm.repr_text(&n)?
        ),
        None => format!("property of '{owner}' object has no {what}"),
    };
    Err(vm.attribute_error(text))
}

fn property_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    let Some(object) = object.filter(|o| !o.is_none()) else {
        return Ok(x.clone());
    };
    match this(x).getter() {
        Some(g) => vm.call_one(&g, object),
        None => missing(vm, x, object, "getter").map(|()| Ref::none()),
    }
}

fn property_set(vm: &Vm, x: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let (set, del) = this(x).parts.with(|p| (p.set.clone(), p.del.clone()));
    match value {
        Some(v) => match set.opt() {
            Some(f) => vm.call(f, &[object.clone(), v.clone()]).map(drop),
            None => missing(vm, x, object, "setter"),
        },
        None => match del.opt() {
            Some(f) => vm.call_one(f, object).map(drop),
            None => missing(vm, x, object, "deleter"),
        },
    }
}

/// A copy of the same class with one accessor replaced.
fn copy_with(vm: &Vm, x: &Ref, which: usize, accessor: &Ref) -> PyResult {
    let (mut parts, doc, name, from_getter) = this(x).parts.with(|p| {
        (
            [p.get.clone(), p.set.clone(), p.del.clone()],
            p.doc.clone(),
            p.name.clone(),
            p.doc_from_getter,
        )
    });
    if !accessor.is_none() {
        parts[which] = accessor.clone();
    }
    let or_none = |r: Ref| if r.is_null() { Ref::none() } else { r };
    let keeps_doc = !from_getter || parts[0].is_null();
    let doc = if keeps_doc { or_none(doc) } else { Ref::none() };
    let [get, set, del] = parts.map(or_none);
    let copy = vm.call(&x.ty().to_ref(), &[get, set, del, doc])?;
    if let Some(p) = copy.downcast::<PyProperty>() {
        drop(p.parts.with(|p| std::mem::replace(&mut p.name, name)));
    }
    Ok(copy)
}

fn property_getter(vm: &Vm, args: &[Ref]) -> PyResult {
    copy_with(vm, &args[0], 0, &args[1])
}

fn property_setter(vm: &Vm, args: &[Ref]) -> PyResult {
    copy_with(vm, &args[0], 1, &args[1])
}

fn property_deleter(vm: &Vm, args: &[Ref]) -> PyResult {
    copy_with(vm, &args[0], 2, &args[1])
}

fn property_set_name(vm: &Vm, args: &[Ref]) -> PyResult {
    let [_owner, name] = super::tuple::items(&args[1]) else {
        let given = super::tuple::items(&args[1]).len();
        return Err(vm.type_error(format!(
            "__set_name__() takes 2 positional arguments but {given} were given"
        )));
    };
    if let Some(p) = args[0].downcast::<PyProperty>() {
        drop(
            p.parts
                .with(|p| std::mem::replace(&mut p.name, name.clone())),
        );
    }
    Ok(Ref::none())
}

fn property_doc(_: &Vm, x: &Ref) -> PyResult {
    let doc = this(x).parts.with(|p| p.doc.clone());
    Ok(if doc.is_null() { Ref::none() } else { doc })
}

fn property_set_doc(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = value.cloned().unwrap_or(Ref::NULL);
    drop(this(x).parts.with(|p| std::mem::replace(&mut p.doc, value)));
    Ok(())
}

fn property_name(vm: &Vm, x: &Ref) -> PyResult {
    name_of(vm, x)?.ok_or_else(|| vm.attribute_error_for_name(x, &vm.names().__name__))
}

fn property_set_name_attr(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = value.cloned().unwrap_or(Ref::NULL);
    drop(
        this(x)
            .parts
            .with(|p| std::mem::replace(&mut p.name, value)),
    );
    Ok(())
}

fn property_isabstractmethod(vm: &Vm, x: &Ref) -> PyResult {
    let parts = this(x)
        .parts
        .with(|p| [p.get.clone(), p.set.clone(), p.del.clone()]);
    for f in parts.iter().filter_map(Ref::opt) {
        if super::classmethod::is_abstract(vm, f)? {
            return Ok(Ref::bool(true));
        }
    }
    Ok(Ref::bool(false))
}

fn part(x: &Ref, pick: impl Fn(&PropertyParts) -> Ref) -> PyResult {
    let r = this(x).parts.with(|p| pick(p));
    Ok(if r.is_null() { Ref::none() } else { r })
}

fn property_fget(_: &Vm, x: &Ref) -> PyResult {
    part(x, |p| p.get.clone())
}

fn property_fset(_: &Vm, x: &Ref) -> PyResult {
    part(x, |p| p.set.clone())
}

fn property_fdel(_: &Vm, x: &Ref) -> PyResult {
    part(x, |p| p.del.clone())
}
