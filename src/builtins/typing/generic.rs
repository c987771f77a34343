//! `typing.Generic`: the base of generic classes. Its work is done by functions of `typing`.
//!
//! Invariant: `typing` is imported when the first generic class is made, not before.
//! Next file to read: `../template.rs`.

use super::call_typing;
use crate::builtins::dict::PyDict;
use crate::builtins::tuple;
use crate::objects::args::{Args, classmethod};
use crate::objects::context::Vm;
use crate::objects::payload::PlainObject;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};

static GENERIC_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "Abstract base class for generic types.\n\nOn Python 3.12 and newer, generic classes implicitly inherit from\n\
          Generic when they declare a parameter list after the class's name::\n\n    class Mapping[KT, VT]:\n        def \
          __getitem__(self, key: KT) -> VT:\n            ...\n            # Etc.\n\nOn older versions of Python, however, \
          generic classes have to\nexplicitly inherit from Generic.\n\nAfter a class has been declared to be generic, it \
          can then be used as\nfollows::\n\n    def lookup_name[KT, VT](mapping: Mapping[KT, VT], key: KT, default: VT) -> \
          VT:\n        try:\n            return mapping[key]\n        except KeyError:\n            return default\n",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(crate::builtins::object::object_new),
        ..Slots::NONE
    },
    methods: &[
        classmethod(
            "__class_getitem__",
            generic_class_getitem,
            "cls, /, *args, **kwargs",
            "Parameterizes a generic class.",
        ),
        classmethod(
            "__init_subclass__",
            generic_init_subclass,
            "cls, /, *args, **kwargs",
            "Function to initialize subclasses.",
        ),
    ],
    ..TypeDef::of::<PlainObject>("Generic")
};
/// The type `typing.Generic`.
pub static GENERIC: Type = Type::builtin(&GENERIC_DEF);

fn forward(vm: &Vm, name: &str, args: &[Ref]) -> PyResult {
    let typing = crate::vm::import::import_module(vm, "typing")?;
    let f = vm.get_attr_str(&typing, name)?;
    let mut values = vec![args[0].clone()];
    values.extend_from_slice(tuple::items(&args[1]));
    let mut kwnames = Vec::new();
    for (k, v) in args[2]
        .downcast::<PyDict>()
        .map(PyDict::pairs)
        .unwrap_or_default()
    {
        kwnames.push(k);
        values.push(v);
    }
    vm.call_args(
        &f,
        Args {
            values: &values,
            kwnames: &kwnames,
        },
    )
}

fn generic_class_getitem(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, "_generic_class_getitem", args)
}

fn generic_init_subclass(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, "_generic_init_subclass", args)
}

/// `Generic[params]`, the implicit base of a class with type parameters.
pub fn subscript_generic(vm: &Vm, params: &Ref) -> PyResult {
    let mut unpacked = Vec::new();
    for p in tuple::items(params) {
        if p.is_instance(&super::type_params::TYPEVARTUPLE) {
            unpacked.extend(vm.collect_items(p)?);
        } else {
            unpacked.push(p.clone());
        }
    }
    let params = vm.new_tuple(unpacked);
    call_typing(vm, "_GenericAlias", &[GENERIC.to_ref(), params])
}
