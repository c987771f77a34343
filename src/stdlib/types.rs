//! `_types`: the builtin types that have no name in `builtins`, for the module `types`.
//!
//! Deliberately absent: `CapsuleType`; there are no capsules without a C interface.
//! Invariant: nothing here makes a type; all are defined in `../builtins`.
//! Next file to read: `typing.rs`.

use super::modules::ModuleDef;
use crate::builtins::{
    code, descriptors, frame, function, generator, generic_alias, mappingproxy, module,
    simple_namespace, singletons, traceback, union,
};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

/// The module `_types`.
pub static TYPES: ModuleDef = ModuleDef {
    name: "_types",
    doc: "Define names for built-in types.",
    functions: &[],
    setup: Some(setup),
};

static NAMES: &[(&str, &Type)] = &[
    ("AsyncGeneratorType", &generator::ASYNC_GENERATOR),
    ("BuiltinFunctionType", &function::BUILTIN_FUNCTION),
    ("BuiltinMethodType", &function::BUILTIN_FUNCTION),
    ("CellType", &code::CELL),
    (
        "ClassMethodDescriptorType",
        &descriptors::class_method::CLASSMETHOD_DESCRIPTOR,
    ),
    ("CodeType", &code::CODE),
    ("CoroutineType", &generator::COROUTINE),
    ("EllipsisType", &singletons::ELLIPSIS),
    ("FrameType", &frame::FRAME),
    ("FunctionType", &function::FUNCTION),
    ("GeneratorType", &generator::GENERATOR),
    ("GenericAlias", &generic_alias::GENERIC_ALIAS),
    (
        "GetSetDescriptorType",
        &descriptors::getset::GETSET_DESCRIPTOR,
    ),
    ("LambdaType", &function::FUNCTION),
    ("MappingProxyType", &mappingproxy::MAPPING_PROXY),
    (
        "MemberDescriptorType",
        &descriptors::member::MEMBER_DESCRIPTOR,
    ),
    ("MethodDescriptorType", &function::METHOD_DESCRIPTOR),
    ("MethodType", &function::METHOD),
    ("MethodWrapperType", &descriptors::wrapper::METHOD_WRAPPER),
    ("ModuleType", &module::MODULE),
    ("NoneType", &singletons::NONE),
    ("NotImplementedType", &singletons::NOT_IMPLEMENTED),
    ("SimpleNamespace", &simple_namespace::SIMPLE_NAMESPACE),
    ("TracebackType", &traceback::TRACEBACK),
    ("UnionType", &union::UNION),
    (
        "WrapperDescriptorType",
        &descriptors::wrapper::WRAPPER_DESCRIPTOR,
    ),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    NAMES
        .iter()
        .try_for_each(|(name, ty)| vm.dict_set(dict, name, ty.to_ref()))
}
