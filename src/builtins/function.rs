//! Functions: Python's own, native ones, and bound methods. Storage here; what scripts see of
//! them in `function_methods.rs`.
//!
//! Invariant: `version` of a function is 0 or unique to its code, defaults and kind; changing any
//! of those zeroes it, so that a call site that saw it must look again.
//! Next file to read: `../vm/call.rs`.

use super::code::PyCode;
use crate::objects::args::{Callee, MethodDef, MethodKind, Signature};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Ref, TypedRef};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;
use std::sync::OnceLock;

/// A function written in Python.
#[repr(C)]
pub struct PyFunction {
    pub(crate) header: Header,
    /// For call sites; 0 when it can't be cached.
    pub version: Word<u32>,
    /// What runs.
    pub code: Locked<TypedRef<PyCode>>,
    /// Its module's namespace.
    pub globals: Ref,
    /// The namespace of builtins it was made with.
    pub builtins: Ref,
    /// What can be changed and is rarely looked at.
    pub parts: Locked<FunctionParts>,
    /// `__dict__`.
    pub dict: DictWord,
}

/// Attributes of a function; NULL stands for `None` or "not there".
pub struct FunctionParts {
    pub name: Ref,
    pub qualname: Ref,
    pub doc: Ref,
    pub module: Ref,
    /// Tuple.
    pub defaults: Ref,
    /// Dict.
    pub kwdefaults: Ref,
    /// Tuple of cells.
    pub closure: Ref,
    /// Dict, once computed.
    pub annotations: Ref,
    /// The function that computes them.
    pub annotate: Ref,
    /// Tuple.
    pub type_params: Ref,
}

impl FunctionParts {
    fn all(&self) -> [&Ref; 10] {
        let p = self;
        [
            &p.name,
            &p.qualname,
            &p.doc,
            &p.module,
            &p.defaults,
            &p.kwdefaults,
            &p.closure,
            &p.annotations,
            &p.annotate,
            &p.type_params,
        ]
    }
}

payload!(
    PyFunction,
    FUNCTION,
    |this, visit| {
        this.code.with(|c| visit(c.as_ref()));
        visit(&this.globals);
        visit(&this.builtins);
        this.parts
            .with(|p| p.all().into_iter().for_each(|r| visit(r)));
        this.dict.visit(visit);
    },
    |this, sink| {
        this.parts.with(|p| {
            for r in [
                &mut p.closure,
                &mut p.defaults,
                &mut p.kwdefaults,
                &mut p.annotations,
                &mut p.annotate,
            ] {
                sink.push(std::mem::replace(r, Ref::NULL));
            }
        });
        sink.push(this.dict.take());
    }
);

static FUNCTION_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF | type_flags::METHOD_DESCRIPTOR,
    dict_offset: std::mem::offset_of!(PyFunction, dict),
    slots: super::function_methods::FUNCTION_SLOTS,
    methods: super::function_methods::FUNCTION_METHODS,
    getset: super::function_methods::FUNCTION_GETSET,
    signature: "(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)",
    ..TypeDef::of::<PyFunction>("function")
};
/// The type of functions written in Python.
pub static FUNCTION: Type = Type::builtin(&FUNCTION_DEF);

/// A native function: of a module, or bound to an instance or class.
#[repr(C)]
pub struct PyBuiltinFunction {
    pub(crate) header: Header,
    /// Its row.
    pub def: &'static MethodDef,
    signature: OnceLock<Box<Signature>>,
    /// The first argument: the instance or class it is bound to. NULL for functions and static methods.
    pub bound: Ref,
    /// `__module__`, NULL for methods.
    pub module: Ref,
    /// The type whose table the row is in, for error messages; NULL for functions of a module.
    pub owner: Ref,
}

payload!(
    PyBuiltinFunction,
    BUILTIN_FUNCTION,
    |this, visit| {
        visit(&this.bound);
        visit(&this.module);
        visit(&this.owner);
    },
    |_this, _sink| {}
);

static BUILTIN_FUNCTION_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF,
    slots: super::function_methods::BUILTIN_SLOTS,
    methods: super::function_methods::BUILTIN_METHODS,
    getset: super::function_methods::BUILTIN_GETSET,
    ..TypeDef::of::<PyBuiltinFunction>("builtin_function_or_method")
};
/// The type of native functions and bound native methods.
pub static BUILTIN_FUNCTION: Type = Type::builtin(&BUILTIN_FUNCTION_DEF);

impl PyBuiltinFunction {
    /// The parsed signature.
    #[inline(always)]
    pub fn signature(&self) -> &Signature {
        self.signature
            .get_or_init(|| Box::new(Signature::parse(self.def.signature)))
    }

    /// `list.append`, `len` or `time.sleep`, as some errors name it; the class is the one of the
    /// object, or the class itself, it is bound to.
    pub fn qualname(&self) -> String {
        let owner = match self.bound.opt() {
            Some(me) => Some(me.as_type().unwrap_or(me.ty())),
            None => self.owner.opt().and_then(Ref::as_type),
        };
        if let Some(t) = owner {
            return format!("{}.{}", crate::stdlib::type_name(t), self.def.name);
        }
        match self.module.opt().and_then(|m| m.as_str()) {
            Some(m) if m.as_ascii() != Some("builtins") => {
                format!("{}.{}", m.view().to_utf8_lossy(), self.def.name)
            }
            _ => self.def.name.to_string(),
        }
    }
}

/// A native instance method as it stands in a type's namespace (`list.append`).
#[repr(C)]
pub struct PyMethodDescriptor {
    pub(crate) header: Header,
    /// Its row.
    pub def: &'static MethodDef,
    signature: OnceLock<Box<Signature>>,
    /// The type it belongs to.
    pub owner: &'static Type,
}

payload!(PyMethodDescriptor, METHOD_DESCRIPTOR);

static METHOD_DESCRIPTOR_DEF: TypeDef = TypeDef {
    flags: type_flags::METHOD_DESCRIPTOR,
    slots: super::function_methods::DESCRIPTOR_SLOTS,
    methods: super::function_methods::DESCRIPTOR_METHODS,
    getset: super::function_methods::DESCRIPTOR_GETSET,
    ..TypeDef::of::<PyMethodDescriptor>("method_descriptor")
};
/// The type of native instance methods that are not bound.
pub static METHOD_DESCRIPTOR: Type = Type::builtin(&METHOD_DESCRIPTOR_DEF);

impl PyMethodDescriptor {
    /// The parsed signature.
    #[inline(always)]
    pub fn signature(&self) -> &Signature {
        self.signature
            .get_or_init(|| Box::new(Signature::parse(self.def.signature)))
    }

    /// `list.append`.
    pub fn qualname(&self) -> String {
        format!("{}.{}", crate::stdlib::type_name(self.owner), self.def.name)
    }
}

/// A method bound to its instance.
#[repr(C)]
pub struct PyMethod {
    pub(crate) header: Header,
    /// `__func__`.
    pub function: Ref,
    /// `__self__`.
    pub receiver: Ref,
}

payload!(
    PyMethod,
    METHOD,
    |this, visit| {
        visit(&this.function);
        visit(&this.receiver);
    },
    |_this, _sink| {}
);

static METHOD_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF,
    slots: super::function_methods::METHOD_SLOTS,
    methods: super::function_methods::METHOD_METHODS,
    getset: super::function_methods::METHOD_GETSET,
    signature: "(function, instance, /)",
    ..TypeDef::of::<PyMethod>("method")
};
/// The type of bound methods.
pub static METHOD: Type = Type::builtin(&METHOD_DEF);

impl Vm {
    /// A native function of a module; `module` is its name.
    pub fn new_builtin(&self, def: &'static MethodDef, module: &Ref) -> Ref {
        self.alloc(PyBuiltinFunction {
            header: Header::new(&BUILTIN_FUNCTION),
            def,
            signature: OnceLock::new(),
            bound: Ref::NULL,
            module: module.clone(),
            owner: Ref::NULL,
        })
    }

    /// A native method bound to an instance or class (NULL for static methods).
    pub fn new_bound_builtin(&self, def: &'static MethodDef, bound: Ref, owner: &Type) -> Ref {
        self.alloc(PyBuiltinFunction {
            header: Header::new(&BUILTIN_FUNCTION),
            def,
            signature: OnceLock::new(),
            bound,
            module: Ref::NULL,
            owner: owner.to_ref(),
        })
    }

    /// A native method for a type's namespace.
    pub fn new_method_descriptor(&self, def: &'static MethodDef, owner: &'static Type) -> Ref {
        debug_assert!(def.kind == MethodKind::Instance);
        self.alloc(PyMethodDescriptor {
            header: Header::new(&METHOD_DESCRIPTOR),
            def,
            signature: OnceLock::new(),
            owner,
        })
    }

    /// A bound method.
    pub fn new_method(&self, function: Ref, receiver: Ref) -> Ref {
        self.alloc(PyMethod {
            header: Header::new(&METHOD),
            function,
            receiver,
        })
    }
}

/// How errors name a native method.
pub fn callee<'a>(def: &'static MethodDef, qualname: &'a str) -> Callee<'a> {
    let has_self = matches!(def.kind, MethodKind::Instance | MethodKind::Class);
    Callee {
        name: def.name,
        qualname,
        has_self,
    }
}
