//! Code objects: plain compiled data linked to runtime objects, and cells.
//!
//! Invariant: `words` starts as a copy of the compiler's and is rewritten by the VM in place
//! (specialised opcodes, cache words); everything else never changes.
//!
//! Why this is sound: words are read and written whole, by the holder of the GIL, or with the world
//! stopped.
//!
//! Next file to read: `../vm/link.rs`.

use crate::bytecode::code::Code;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;
use std::cell::UnsafeCell;
use std::sync::Arc;

/// A code object.
#[repr(C)]
pub struct PyCode {
    pub(crate) header: Header,
    /// The instructions being run.
    pub words: Words,
    /// `co_consts`.
    pub constants: Box<[Ref]>,
    /// `co_names`, interned.
    pub names: Box<[Ref]>,
    /// Names of all locals, interned.
    pub local_names: Box<[Ref]>,
    /// How many places the frame has for locals, cells and free variables.
    pub local_count: u32,
    /// How many values the operand stack holds at most.
    pub stack_size: u32,
    /// Positional parameters.
    pub arg_count: u32,
    /// Keyword-only parameters.
    pub kwonly_count: u32,
    /// `CO_` bits.
    pub flags: u32,
    /// All parameters: positional, keyword-only, `*args`, `**kwargs`.
    pub param_count: u32,
    /// Whether a call with exactly `arg_count` positional arguments needs no binding work.
    pub simple_args: bool,
    /// Calls so far, for tiering.
    pub entries: Word<u32>,
    /// The plain data.
    pub code: Arc<Code>,
    /// `co_name`.
    pub name: Ref,
    /// `co_qualname`.
    pub qualname: Ref,
    /// `co_filename`.
    pub filename: Ref,
}

payload!(
    PyCode,
    CODE,
    |this, visit| {
        this.constants.iter().for_each(|r| visit(r));
        visit(&this.name);
        visit(&this.qualname);
        visit(&this.filename);
        this.names.iter().for_each(|r| visit(r));
        this.local_names.iter().for_each(|r| visit(r));
    },
    |_this, _sink| {}
);

/// Instruction words, rewritten in place by the VM.
pub struct Words(pub(crate) Box<[UnsafeCell<u32>]>);

// SAFETY: words are read and written one at a time, by the GIL's holder; a torn word can't occur.
#[allow(unsafe_code)]
unsafe impl Sync for Words {}

impl Words {
    /// A copy of the compiler's words.
    pub fn new(words: &[u32]) -> Words {
        Words(words.iter().map(|&w| UnsafeCell::new(w)).collect())
    }

    /// Address of the first word.
    #[inline(always)]
    pub fn as_ptr(&self) -> *mut u32 {
        self.0.as_ptr().cast::<u32>().cast_mut()
    }

    /// A word as it is now, perhaps specialised.
    #[allow(unsafe_code)]
    pub fn get(&self, index: usize) -> Option<u32> {
        // SAFETY: as for `Sync` above: one word is read at a time.
        self.0.get(index).map(|word| unsafe { *word.get() })
    }
}

static CODE_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF,
    slots: super::code_methods::CODE_SLOTS,
    methods: super::code_methods::CODE_METHODS,
    getset: super::code_methods::CODE_GETSET,
    signature: "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)",
    ..TypeDef::of::<PyCode>("code")
};
/// The type of code objects.
pub static CODE: Type = Type::builtin(&CODE_DEF);

/// A variable shared between a function and those inside it.
#[repr(C)]
pub struct PyCell {
    pub(crate) header: Header,
    /// The content; NULL when empty.
    pub value: Locked<Ref>,
}

payload!(
    PyCell,
    CELL,
    |this, visit| this.value.with(|v| visit(v)),
    |this, sink| sink.push(this.value.replace(Ref::NULL))
);

static CELL_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: super::code_methods::CELL_SLOTS,
    getset: super::code_methods::CELL_GETSET,
    signature: "([contents])",
    ..TypeDef::of::<PyCell>("cell")
};
/// The type of cells.
pub static CELL: Type = Type::builtin(&CELL_DEF);

impl Vm {
    /// A cell with this content (NULL for none).
    pub fn new_cell(&self, value: Ref) -> Ref {
        self.alloc(PyCell {
            header: Header::new(&CELL),
            value: Locked::new(value),
        })
    }
}
