//! `_tuplegetter`: the descriptor of one field of a named tuple.
//!
//! Invariant: it reads the item of its index and cannot be set through an instance.
//! Next file to read: `count_elements.rs`.

use crate::builtins::tuple::{TUPLE, items};
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset};
use crate::payload;

/// A field of a named tuple.
#[repr(C)]
pub struct PyTupleGetter {
    pub(crate) header: Header,
    index: isize,
    doc: Locked<Ref>,
}

payload!(
    PyTupleGetter,
    TUPLE_GETTER,
    |this, visit| this.doc.with(|d| visit(d)),
    |this, sink| sink.push(this.doc.replace(Ref::none()))
);

static TUPLE_GETTER_DEF: TypeDef = TypeDef {
    module: "collections",
    flags: 0,
    slots: Slots {
        new: Some(getter_new),
        repr: Some(getter_repr),
        descr_get: Some(getter_get),
        descr_set: Some(getter_set),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", getter_reduce, "self, /", "")],
    getset: &[getset("__doc__", getter_doc, getter_set_doc, "")],
    ..TypeDef::of::<PyTupleGetter>("_tuplegetter")
};
/// The type `_collections._tuplegetter`.
pub static TUPLE_GETTER: Type = Type::builtin(&TUPLE_GETTER_DEF);

fn this(x: &Ref) -> &PyTupleGetter {
    match x.downcast_exact::<PyTupleGetter>() {
        Some(g) => g,
        None => unreachable!("slots of _tuplegetter get such descriptors"),
    }
}

fn getter_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let [index, doc] = crate::builtins::arguments::positional(vm, "_tuplegetter", args, 2, 2)?
    else {
        return Ok(Ref::none());
    };
    let index = vm.index_isize(index)?;
    Ok(vm.alloc(PyTupleGetter {
        header: Header::new(&TUPLE_GETTER),
        index,
        doc: Locked::new(doc.clone()),
    }))
}

fn getter_repr(vm: &Vm, x: &Ref) -> PyResult {
    let doc = vm.repr_text(&this(x).doc.get())?;
    let index = this(x).index;
    Ok(vm.new_str(&format!("_tuplegetter({index}, {doc})")))
}

fn getter_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    let Some(object) = object else {
        return Ok(x.clone());
    };
    let index = this(x).index;
    if !object.is_instance(&TUPLE) {
        if object.is_none() {
            return Ok(x.clone());
        }
        return Err(vm.type_error(format!(
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{}' object",
            object.ty().name()
        )));
    }
    let item = usize::try_from(index)
        .ok()
        .and_then(|i| items(object).get(i));
    item.cloned()
        .ok_or_else(|| vm.index_error("tuple index out of range"))
}

fn getter_set(vm: &Vm, _: &Ref, _: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let verb = if value.is_some() { "set" } else { "delete" };
    Err(vm.attribute_error(format!("can't {verb} attribute")))
}

fn getter_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let getter = this(&args[0]);
    let arguments = vm.new_small_tuple([vm.int(getter.index as i64), getter.doc.get()]);
    Ok(vm.new_small_tuple([TUPLE_GETTER.to_ref(), arguments]))
}

fn getter_doc(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).doc.get())
}

fn getter_set_doc(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    this(x).doc.set(value.cloned().unwrap_or_else(Ref::none));
    Ok(())
}
