//! The types and functions every script sees without an import.
//!
//! Invariant: [`TYPES`] names every builtin type; start-up makes each ready.
//! Next file to read: `list/mod.rs` for a small type, `typeobject/mod.rs` for classes.

pub mod anext_awaitable;
pub mod arguments;
pub mod async_generator;
pub mod async_throw;
pub mod bytearray;
pub mod bytes;
pub mod classmethod;
pub mod code;
pub mod code_methods;
pub mod code_replace;
pub mod complex;
pub mod coroutine;
pub mod descriptors;
pub mod dict;
pub mod enumerate;
pub mod exceptions;
pub mod fault;
pub mod fault_raise;
pub mod filter;
pub mod float;
pub mod format_spec;
pub mod frame;
pub mod frame_locals;
pub mod frame_methods;
pub mod function;
pub mod function_methods;
pub mod function_new;
pub mod functions;
pub mod generator;
pub mod generator_attributes;
pub mod generator_methods;
pub mod generic_alias;
pub mod int;
pub mod iterators;
pub mod list;
pub mod map;
pub mod mappingproxy;
pub mod memoryview;
pub mod module;
pub mod module_methods;
pub mod object;
pub mod percent;
pub mod property;
pub mod range;
pub mod reversed;
pub mod sequence;
pub mod set;
pub mod simple_namespace;
pub mod singletons;
pub mod slice;
pub mod str;
pub mod stringlib;
pub mod structseq;
pub mod super_object;
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod typeobject;
pub mod typing;
pub mod union;
pub mod weakref;
pub mod weakref_methods;
pub mod weakref_proxy;
pub mod zip;

use crate::objects::types::Type;

/// Every builtin type but the exceptions.
pub static TYPES: &[&Type] = &[
    &object::OBJECT,
    &typeobject::TYPE,
    &int::INT,
    &int::BOOL,
    &float::FLOAT,
    &complex::COMPLEX,
    &str::STR,
    &bytes::BYTES,
    &bytearray::BYTEARRAY,
    &bytes::iterator::BYTEARRAY_ITERATOR,
    &bytes::iterator::BYTES_ITERATOR,
    &memoryview::MEMORYVIEW,
    &memoryview::MEMORY_ITERATOR,
    &str::iterator::STR_ASCII_ITERATOR,
    &str::iterator::STR_ITERATOR,
    &list::LIST,
    &tuple::TUPLE,
    &dict::DICT,
    &set::SET,
    &set::FROZENSET,
    &slice::SLICE,
    &function::FUNCTION,
    &function::BUILTIN_FUNCTION,
    &function::METHOD_DESCRIPTOR,
    &function::METHOD,
    &code::CODE,
    &code::CELL,
    &frame::FRAME,
    &generator::GENERATOR,
    &generator::COROUTINE,
    &generator::ASYNC_GENERATOR,
    &async_generator::ASEND,
    &async_generator::WRAPPED_VALUE,
    &async_throw::ATHROW,
    &anext_awaitable::ANEXT_AWAITABLE,
    &coroutine::COROUTINE_WRAPPER,
    &frame_locals::FRAME_LOCALS_PROXY,
    &module::MODULE,
    &singletons::NONE,
    &singletons::ELLIPSIS,
    &singletons::NOT_IMPLEMENTED,
    &weakref::WEAKREF,
    &weakref_proxy::PROXY,
    &weakref_proxy::CALLABLE_PROXY,
    &property::PROPERTY,
    &classmethod::CLASSMETHOD,
    &classmethod::STATICMETHOD,
    &super_object::SUPER,
    &descriptors::wrapper::WRAPPER_DESCRIPTOR,
    &descriptors::wrapper::METHOD_WRAPPER,
    &descriptors::getset::GETSET_DESCRIPTOR,
    &descriptors::member::MEMBER_DESCRIPTOR,
    &descriptors::class_method::CLASSMETHOD_DESCRIPTOR,
    &generic_alias::GENERIC_ALIAS,
    &union::UNION,
    &mappingproxy::MAPPING_PROXY,
    &simple_namespace::SIMPLE_NAMESPACE,
    &template::TEMPLATE,
    &template::INTERPOLATION,
    &template::TEMPLATE_ITER,
    &typing::type_params::TYPEVAR,
    &typing::type_params::PARAMSPEC,
    &typing::type_params::TYPEVARTUPLE,
    &typing::paramspec_parts::PARAMSPEC_ARGS,
    &typing::paramspec_parts::PARAMSPEC_KWARGS,
    &typing::alias::TYPE_ALIAS,
    &typing::generic::GENERIC,
    &typing::evaluator::NO_DEFAULT_TYPE,
    &typing::evaluator::CONST_EVALUATOR,
    &iterators::LIST_ITERATOR,
    &iterators::TUPLE_ITERATOR,
    &iterators::RANGE_ITERATOR,
    &iterators::SEQUENCE_ITERATOR,
    &iterators::LIST_REVERSE_ITERATOR,
    &iterators::CALLABLE_ITERATOR,
    &dict::DICT_KEYS,
    &dict::DICT_VALUES,
    &dict::DICT_ITEMS,
    &dict::DICT_KEY_ITERATOR,
    &dict::DICT_VALUE_ITERATOR,
    &dict::DICT_ITEM_ITERATOR,
    &dict::DICT_REVERSE_KEY_ITERATOR,
    &dict::DICT_REVERSE_VALUE_ITERATOR,
    &dict::DICT_REVERSE_ITEM_ITERATOR,
    &set::SET_ITERATOR,
    &enumerate::ENUMERATE,
    &zip::ZIP,
    &map::MAP,
    &filter::FILTER,
    &reversed::REVERSED,
    &range::RANGE,
    &range::LONG_RANGE_ITERATOR,
    &traceback::TRACEBACK,
];

/// Types that `builtins` offers under their names.
pub static EXPORTED_TYPES: &[&Type] = &[
    &object::OBJECT,
    &typeobject::TYPE,
    &int::INT,
    &int::BOOL,
    &float::FLOAT,
    &complex::COMPLEX,
    &str::STR,
    &bytes::BYTES,
    &bytearray::BYTEARRAY,
    &memoryview::MEMORYVIEW,
    &list::LIST,
    &tuple::TUPLE,
    &dict::DICT,
    &set::SET,
    &set::FROZENSET,
    &slice::SLICE,
    &range::RANGE,
    &enumerate::ENUMERATE,
    &zip::ZIP,
    &map::MAP,
    &filter::FILTER,
    &reversed::REVERSED,
    &super_object::SUPER,
    &property::PROPERTY,
    &classmethod::CLASSMETHOD,
    &classmethod::STATICMETHOD,
];

pub use functions::FUNCTIONS;
